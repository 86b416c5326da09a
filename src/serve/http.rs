//! One request of HTTP/1.1 and its answer; then the connection is closed.

use std::{
    fmt::Write as _,
    io::{self, Read, Write as _},
    net::TcpStream,
    time::Duration,
};

/// The longest head of a request; browsers send a tenth of it.
const MAX_HEAD: usize = 32 << 10;
/// The most headers of a request.
const MAX_HEADERS: usize = 100;
/// How long a browser may be silent.
const PATIENCE: Duration = Duration::from_secs(30);

/// A request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Request {
    /// The method, such as `GET`.
    pub(super) method: String,
    /// The path, as it was sent.
    pub(super) path: String,
    /// What stands behind `?`.
    pub(super) query: String,
    /// Whom it is for: the host that the target names, else the `Host` header.
    pub(super) host: String,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Response {
    /// The status, with its words.
    pub(super) status: &'static str,
    /// `Content-Type`.
    pub(super) content_type: &'static str,
    /// More headers.
    pub(super) headers: Vec<(&'static str, String)>,
    /// The body; for `HEAD` only its length is sent.
    pub(super) body: Vec<u8>,
}

impl Response {
    /// An answer of a few words.
    pub(super) fn text(status: &'static str, text: &str) -> Self {
        Self {
            status,
            content_type: "text/plain; charset=utf-8",
            headers: Vec::new(),
            body: format!("{text}\n").into_bytes(),
        }
    }
}

/// Reads the request and writes its answer.
pub(super) fn serve(
    stream: &TcpStream,
    answer: impl FnOnce(&Request) -> Response,
) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_write_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    match read(stream)? {
        Some(request) => write(stream, &answer(&request), request.method == "HEAD"),
        None => write(
            stream,
            &Response::text("400 Bad Request", "this is no request of HTTP/1.1"),
            false,
        ),
    }
}

/// The head of a request; `None` when it is none.
fn read(mut stream: impl Read) -> io::Result<Option<Request>> {
    let mut head = Vec::new();
    let mut buffer = [0; 4096];
    loop {
        let count = stream.read(&mut buffer)?;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(buffer.get(..count).unwrap_or_default());
        match parse(&head) {
            Ok(Some(request)) => return Ok(Some(request)),
            Ok(None) if head.len() < MAX_HEAD => {}
            Ok(None) | Err(_) => return Ok(None),
        }
    }
}

/// The request in `head`; `None` as long as it is not whole.
fn parse(head: &[u8]) -> Result<Option<Request>, httparse::Error> {
    let mut headers = [httparse::EMPTY_HEADER; MAX_HEADERS];
    let mut request = httparse::Request::new(&mut headers);
    if request.parse(head)?.is_partial() {
        return Ok(None);
    }
    let mut hosts = request
        .headers
        .iter()
        .filter(|header| header.name.eq_ignore_ascii_case("host"));
    let stated = hosts.next().map(|header| header.value).unwrap_or_default();
    let (host, target) = match absolute(request.path.unwrap_or_default()) {
        (Some(host), target) => (host.to_owned(), target),
        (None, target) => (String::from_utf8_lossy(stated).into_owned(), target),
    };
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    Ok(Some(Request {
        method: request.method.unwrap_or_default().to_owned(),
        path: if path.is_empty() { "/" } else { path }.to_owned(),
        query: query.to_owned(),
        host,
    }))
}

/// The host and the rest of a target in absolute form, whose host goes over the `Host` header (RFC 9112 §3.2.2): so do proxies
/// ask. Any other target is its own rest.
fn absolute(target: &str) -> (Option<&str>, &str) {
    const SCHEME: &str = "http://";
    let behind = target.split_at_checked(SCHEME.len());
    let Some((_, rest)) = behind.filter(|(scheme, _)| scheme.eq_ignore_ascii_case(SCHEME)) else {
        return (None, target);
    };
    let end = rest.find(['/', '?']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at_checked(end).unwrap_or((rest, ""));
    (Some(host), rest)
}

fn write(mut stream: &TcpStream, response: &Response, head_only: bool) -> io::Result<()> {
    let mut head = format!(
        "HTTP/1.1 {}\r\nContent-Type: {}\r\nContent-Length: {}\r\n",
        response.status,
        response.content_type,
        response.body.len()
    );
    for (name, value) in &response.headers {
        let _infallible = write!(head, "{name}: {value}\r\n");
    }
    // A preview that a browser remembers shows what was.
    head.push_str(
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n",
    );
    let mut bytes = head.into_bytes();
    if !head_only {
        bytes.extend_from_slice(&response.body);
    }
    stream.write_all(&bytes)?;
    stream.flush()
}

#[cfg(test)]
mod tests {
    use crate::serve::http::{Request, parse, read};

    #[test]
    fn a_request_is_read_in_whatever_pieces_it_comes() {
        let head = b"GET /a%20b/?x=1?y HTTP/1.1\r\nUser-Agent: x\r\nHOST: a.example:80\r\n\r\n";
        let request = Request {
            method: "GET".to_owned(),
            path: "/a%20b/".to_owned(),
            query: "x=1?y".to_owned(),
            host: "a.example:80".to_owned(),
        };
        for end in 0..head.len() {
            assert_eq!(parse(&head[..end]), Ok(None), "{end}");
        }
        assert_eq!(parse(head), Ok(Some(request.clone())));
        assert_eq!(read(head.as_slice()).unwrap(), Some(request));
    }

    #[test]
    fn a_target_may_name_its_host() {
        for (target, host, path, query) in [
            ("http://b.example:1/x/?q", "b.example:1", "/x/", "q"),
            ("HTTP://b.example/", "b.example", "/", ""),
            ("http://b.example", "b.example", "/", ""),
            ("http://b.example?q=/", "b.example", "/", "q=/"),
            ("/http://b.example/", "a.example", "/http://b.example/", ""),
            ("*", "a.example", "*", ""),
        ] {
            let head = format!("GET {target} HTTP/1.1\r\nHost: a.example\r\n\r\n");
            let request = parse(head.as_bytes()).unwrap().unwrap();
            assert_eq!(
                (
                    request.host.as_str(),
                    request.path.as_str(),
                    request.query.as_str()
                ),
                (host, path, query),
                "{target}"
            );
        }
    }

    #[test]
    fn what_is_no_request_or_has_no_end_is_refused() {
        assert_eq!(read(b"\x16\x03\x01\x02\x00".as_slice()).unwrap(), None);
        let endless = format!("GET / HTTP/1.1\r\nX: {}", "x".repeat(100_000));
        assert_eq!(read(endless.as_bytes()).unwrap(), None);
        let many = format!("GET / HTTP/1.1\r\n{}\r\n", "X: y\r\n".repeat(200));
        assert_eq!(read(many.as_bytes()).unwrap(), None);
        assert!(read(b"GET / HT".as_slice()).is_err());
    }
}
