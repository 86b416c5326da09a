//! An HTTP server that does what a test tells it to, also what no server should: it drips, hangs, lies and hangs up.
//!
//! It listens on this machine only, answers one request per connection, ends when it is dropped, and waits for nothing longer
//! than ten seconds.

use std::{
    collections::HashMap,
    io::{self, Read as _, Write as _},
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{Arc, Condvar, Mutex},
    thread,
    time::{Duration, Instant},
};

/// The longest that any connection lives.
const PATIENCE: Duration = Duration::from_secs(10);

/// A request as it arrived.
#[derive(Debug, Clone)]
pub(crate) struct Seen {
    pub(crate) method: String,
    /// Path and query, byte for byte.
    pub(crate) path: String,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Seen {
    /// The value of a header, if it was sent.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(found, _)| found == name);
        found.map(|(_, value)| value.as_str())
    }
}

/// What to do about a request, step by step; at the end the connection is closed.
#[derive(Debug, Clone, Default)]
pub(crate) struct Reply {
    steps: Vec<Step>,
}

#[derive(Debug, Clone)]
enum Step {
    Send(Vec<u8>),
    Wait(Duration),
    Reset,
}

impl Reply {
    /// A well-formed answer with its length.
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Self {
        let body = body.as_ref();
        let length = body.len().to_string();
        let mut headers = headers.to_vec();
        headers.push(("Content-Length", &length));
        Self::head(status, &headers).send(body)
    }

    /// 200 with a body.
    pub(crate) fn ok(body: impl AsRef<[u8]>) -> Self {
        Self::new(200, &[], body)
    }

    /// A redirect.
    pub(crate) fn redirect(status: u16, location: &str) -> Self {
        Self::new(status, &[("Location", location)], "")
    }

    /// 304 if the request carries entity tag, else 200 with the body; both with the tag.
    pub(crate) fn tagged(seen: &Seen, etag: &str, body: impl AsRef<[u8]>) -> Self {
        if seen.header("if-none-match") == Some(etag) {
            Self::head(304, &[("ETag", etag)])
        } else {
            Self::new(200, &[("ETag", etag)], body)
        }
    }

    /// Status line and headers only; no length is promised unless a header does.
    pub(crate) fn head(status: u16, headers: &[(&str, &str)]) -> Self {
        let header = |(name, value): &(&str, &str)| format!("{name}: {value}\r\n");
        let headers: Vec<String> = headers.iter().map(header).collect();
        let headers = headers.concat();
        Self::default().send(format!("HTTP/1.1 {status} Something\r\n{headers}\r\n"))
    }

    /// No answer, but the connection stays open.
    pub(crate) fn silence() -> Self {
        Self::default().wait(PATIENCE)
    }

    /// These bytes next.
    pub(crate) fn send(mut self, bytes: impl AsRef<[u8]>) -> Self {
        match self.steps.last_mut() {
            Some(Step::Send(before)) => before.extend_from_slice(bytes.as_ref()),
            _ => self.steps.push(Step::Send(bytes.as_ref().to_vec())),
        }
        self
    }

    /// These bytes next, one at a time with a pause after each.
    pub(crate) fn drip(mut self, bytes: impl AsRef<[u8]>, pause: Duration) -> Self {
        for byte in bytes.as_ref() {
            self = self.send([*byte]).wait(pause);
        }
        self
    }

    /// Nothing for a while.
    pub(crate) fn wait(mut self, pause: Duration) -> Self {
        self.steps.push(Step::Wait(pause));
        self
    }

    /// What another reply does next.
    pub(crate) fn then(mut self, other: Self) -> Self {
        self.steps.extend(other.steps);
        self
    }

    /// The connection is reset instead of closed.
    pub(crate) fn reset(mut self) -> Self {
        self.steps.push(Step::Reset);
        self
    }
}

type Handler = Arc<dyn Fn(&Seen) -> Reply + Send + Sync>;

/// A running server.
pub(crate) struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    stopped: Condvar,
}

#[derive(Default)]
struct State {
    handlers: HashMap<String, Handler>,
    seen: Vec<Seen>,
    active: usize,
    peak: usize,
    stop: bool,
}

impl Server {
    /// A server on 127.0.0.1.
    pub(crate) fn start() -> Self {
        Self::start_on("127.0.0.1")
    }

    /// A server on another address of this machine, such as 127.0.0.2.
    pub(crate) fn start_on(ip: &str) -> Self {
        let listener = TcpListener::bind((ip, 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shared = Arc::new(Shared::default());
        let accepting = Arc::clone(&shared);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if accepting.state.lock().unwrap().stop {
                    break;
                }
                let shared = Arc::clone(&accepting);
                // What clients do to a connection is their business.
                thread::spawn(move || stream.and_then(|stream| shared.serve(stream)).ok());
            }
        });
        Self { address, shared }
    }

    /// The URL of a path on this server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    /// The address and port of this server.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests for `path`, query excluded, like this from now on. Other paths are 404.
    pub(crate) fn on(
        &self,
        path: &str,
        handler: impl Fn(&Seen) -> Reply + Send + Sync + 'static,
    ) -> &Self {
        let mut state = self.shared.state.lock().unwrap();
        state.handlers.insert(path.to_owned(), Arc::new(handler));
        self
    }

    /// Answers requests for `path` always the same.
    pub(crate) fn always(&self, path: &str, reply: Reply) -> &Self {
        self.on(path, move |_| reply.clone())
    }

    /// Every request so far, in order of arrival.
    pub(crate) fn requests(&self) -> Vec<Seen> {
        self.shared.state.lock().unwrap().seen.clone()
    }

    /// The most requests that were being answered at once.
    pub(crate) fn peak(&self) -> usize {
        self.shared.state.lock().unwrap().peak
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.shared.state.lock().unwrap().stop = true;
        self.shared.stopped.notify_all();
        // Wakes up the thread that accepts.
        let _ = TcpStream::connect(self.address);
    }
}

impl Shared {
    fn serve(&self, mut stream: TcpStream) -> io::Result<()> {
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        stream.set_nodelay(true)?;
        let head = peek_head(&stream)?;
        let mut seen = understand(&head);
        if let Some(length) = seen.header("content-length") {
            let mut request = vec![0; head.len() + length.parse::<usize>().unwrap()];
            stream.read_exact(&mut request)?;
            seen.body = request.split_off(head.len());
        }
        let path = seen.path.split('?').next().unwrap_or_default();
        let handler = {
            let mut state = self.state.lock().unwrap();
            state.active += 1;
            state.peak = state.peak.max(state.active);
            state.seen.push(seen.clone());
            state.handlers.get(path).cloned()
        };
        let reply = handler.map_or_else(|| Reply::new(404, &[], ""), |handler| handler(&seen));
        // Closing a socket with unread bytes resets it; so whoever wants no reset must read the request first.
        let is_unread = seen.header("content-length").is_none();
        if is_unread && !reply.steps.iter().any(|step| matches!(step, Step::Reset)) {
            stream.read_exact(&mut vec![0; head.len()])?;
        }
        let (first, last) = reply.steps.split_at(reply.steps.len().saturating_sub(1));
        let outcome = self.act(&mut stream, first);
        // The client may be done, and ask again, as soon as it has the last bytes.
        self.state.lock().unwrap().active -= 1;
        outcome.and_then(|()| self.act(&mut stream, last))
    }

    fn act(&self, stream: &mut TcpStream, steps: &[Step]) -> io::Result<()> {
        for step in steps {
            match step {
                Step::Send(bytes) => stream.write_all(bytes)?,
                Step::Wait(pause) => self.wait(*pause),
                Step::Reset => break,
            }
        }
        Ok(())
    }

    /// Waits, but not when the server is dropped.
    fn wait(&self, pause: Duration) {
        let state = self.state.lock().unwrap();
        let ended = self
            .stopped
            .wait_timeout_while(state, pause, |state| !state.stop);
        drop(ended.unwrap());
    }
}

/// The head of the request, left unread in the socket.
fn peek_head(stream: &TcpStream) -> io::Result<Vec<u8>> {
    let started = Instant::now();
    let mut buffer = vec![0; 64 << 10];
    while started.elapsed() < PATIENCE {
        let count = stream.peek(&mut buffer)?;
        let end = buffer[..count]
            .windows(4)
            .position(|four| four == b"\r\n\r\n");
        if let Some(end) = end {
            return Ok(buffer[..end + 4].to_vec());
        }
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        thread::sleep(Duration::from_millis(1));
    }
    Err(io::ErrorKind::TimedOut.into())
}

fn understand(head: &[u8]) -> Seen {
    // One character per byte, so that nothing is lost.
    let head: String = head.iter().map(|byte| char::from(*byte)).collect();
    let mut lines = head.split("\r\n");
    let mut words = lines
        .next()
        .unwrap_or_default()
        .split(' ')
        .map(str::to_owned);
    let method = words.next().unwrap_or_default();
    let path = words.next().unwrap_or_default();
    let header = |line: &str| {
        let (name, value) = line.split_once(':')?;
        Some((name.to_ascii_lowercase(), value.trim().to_owned()))
    };
    Seen {
        method,
        path,
        headers: lines.filter_map(header).collect(),
        body: Vec::new(),
    }
}
