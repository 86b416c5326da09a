//! A site on this machine as its readers will see it: a small HTTP server over the folder of a preview, which tells open
//! pages when the site has changed or cannot be built, and the watch over the files that it is made from.
//!
//! What is built when is its caller's business; it knows nothing of planets.

mod answer;
mod http;
mod watch;

use std::{
    net::{IpAddr, TcpListener},
    path::PathBuf,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Duration,
};

pub use self::watch::stamp;

/// How many connections are open at once; every open page holds one.
const MAX_CONNECTIONS: usize = 128;

/// How long a page waits for news before it asks again: less than what browsers and proxies bear.
const PATIENCE: Duration = Duration::from_secs(20);

/// The server, running until the program ends.
#[derive(Debug, Clone)]
pub struct Preview {
    shared: Arc<Shared>,
}

#[derive(Debug)]
struct Shared {
    /// The folder of the site.
    folder: PathBuf,
    /// Whether only this machine can reach the server.
    is_local: bool,
    state: Mutex<State>,
    changed: Condvar,
    connections: AtomicUsize,
}

#[derive(Debug, Clone)]
struct State {
    /// The path of the site on its host, with its final slash.
    base_path: String,
    /// Grows with everything that a page should know of.
    turn: u64,
    /// Why the newest build failed.
    problem: Option<String>,
}

impl State {
    /// A word for the turn that no other run of the program has: a page may be left over from one.
    fn number(&self) -> String {
        format!("{}-{}", std::process::id(), self.turn)
    }
}

impl Preview {
    /// Begins to answer on `listener`, from the site in `folder` under `base_path`.
    ///
    /// # Errors
    /// The system gives no thread or no address.
    pub fn start(listener: TcpListener, folder: PathBuf, base_path: &str) -> std::io::Result<Self> {
        let is_local = match listener.local_addr()?.ip() {
            IpAddr::V4(ip) => ip.is_loopback(),
            IpAddr::V6(ip) => ip.is_loopback(),
        };
        let shared = Arc::new(Shared {
            folder,
            is_local,
            state: Mutex::new(State {
                base_path: base_path.to_owned(),
                turn: 0,
                problem: None,
            }),
            changed: Condvar::new(),
            connections: AtomicUsize::new(0),
        });
        let accepting = Arc::clone(&shared);
        thread::Builder::new()
            .name("serve".to_owned())
            .spawn(move || accepting.accept(&listener))?;
        Ok(Self { shared })
    }

    /// Has open pages load anew: the site in the folder is another.
    pub fn show(&self, base_path: &str) {
        self.shared.turn(|state| {
            base_path.clone_into(&mut state.base_path);
            state.problem = None;
        });
    }

    /// Has pages say why there is no newer site.
    pub fn fail(&self, problem: String) {
        self.shared.turn(|state| state.problem = Some(problem));
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn turn(&self, change: impl FnOnce(&mut State)) {
        let mut state = self.state();
        change(&mut state);
        state.turn += 1;
        self.changed.notify_all();
    }

    /// The state as soon as it is another than the one of that number.
    fn after(&self, number: &str) -> State {
        let wait = |state: &mut State| state.number() == number;
        let waited = self
            .changed
            .wait_timeout_while(self.state(), PATIENCE, wait);
        waited.unwrap_or_else(PoisonError::into_inner).0.clone()
    }

    fn accept(self: Arc<Self>, listener: &TcpListener) {
        for stream in listener.incoming() {
            let Ok(stream) = stream else {
                // Too many open files, most likely: what is open now ends soon.
                thread::sleep(Duration::from_millis(50));
                continue;
            };
            if self.connections.fetch_add(1, Ordering::Relaxed) >= MAX_CONNECTIONS {
                self.connections.fetch_sub(1, Ordering::Relaxed);
                continue;
            }
            let shared = Arc::clone(&self);
            let spawned = thread::Builder::new()
                .name("answer".to_owned())
                .spawn(move || {
                    // Whom a browser hangs up on is nobody's concern.
                    let _gone = http::serve(&stream, |request| answer::answer(&shared, request));
                    shared.connections.fetch_sub(1, Ordering::Relaxed);
                });
            if spawned.is_err() {
                self.connections.fetch_sub(1, Ordering::Relaxed);
            }
        }
    }
}
