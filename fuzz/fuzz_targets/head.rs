//! Any answer of a server, head and body as they come over the socket, is an answer or a failure within the limits.
#![no_main]

use std::{
    io::{Read as _, Write as _},
    net::{Shutdown, SocketAddr, TcpListener},
    sync::{LazyLock, Mutex},
    thread,
    time::{Duration, Instant},
};

use libfuzzer_sys::fuzz_target;
use planet::{
    feed::Timestamp,
    fetch::{Client, Limits, Request, Validators},
    parse::decode::decode,
};

const MOST: u64 = 64 << 10;
const LONGEST_WAIT: Duration = Duration::from_secs(32 * 86_400);

static ANSWER: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// A server that gives every request the same answer, and hangs up.
static SERVER: LazyLock<SocketAddr> = LazyLock::new(|| {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let answer = ANSWER.lock().map(|answer| answer.clone()).unwrap_or_default();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(&answer);
            let _ = stream.shutdown(Shutdown::Write);
        }
    });
    address
});

static CLIENT: LazyLock<Client> = LazyLock::new(|| {
    let limits = Limits {
        connect: Duration::from_millis(500),
        first_byte: Duration::from_millis(500),
        stall: Duration::from_millis(500),
        total: Duration::from_secs(1),
        wire_bytes: MOST,
        decoded_bytes: MOST,
        // Where a redirect leads is decided, and never asked: it may be anybody's address.
        redirects: 0,
    };
    Client::new(limits, "planet-fuzz".to_owned())
});

fuzz_target!(|data: &[u8]| {
    *ANSWER.lock().expect("nobody panics with it") = data.to_vec();
    let request = Request {
        url: format!("http://ana:secret@{}/feed?a=1", *SERVER).parse().expect("an address"),
        validators: Validators { etag: Some("\"x\"".to_owned()), last_modified: Some("Sun, 01 Mar 2026 09:00:00 GMT".to_owned()) },
        validators_for: None,
        allow_private: false,
    };
    let now: Timestamp = "2026-03-01T12:00:00Z".parse().expect("a moment");
    let started = Instant::now();
    match CLIENT.get(&request, now) {
        Ok(answer) => {
            assert!(matches!(answer.url.scheme(), "http" | "https"));
            assert!(answer.url.username().is_empty() && answer.url.password().is_none());
            let body = answer.body.unwrap_or_default();
            assert!(body.len() as u64 <= MOST);
            decode(&body, answer.content_type.as_deref());
        }
        Err(failure) => {
            assert!(!failure.problem.message.is_empty() && !failure.problem.message.chars().any(char::is_control), "{:?}", failure.problem);
            // What a server may ask for is bounded.
            assert!(failure.retry_after.is_none_or(|when| when >= now && when <= now + LONGEST_WAIT), "{:?}", failure.retry_after);
            assert!(failure.moved_to.is_none_or(|url| url.password().is_none()));
        }
    }
    assert!(started.elapsed() < Duration::from_secs(5));
});
