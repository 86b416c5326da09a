//! Servers that take their time: every phase has its limit, and one deadline spans them all.

use std::{
    io::{Read as _, Write as _},
    net::TcpListener,
    thread,
    time::{Duration, Instant},
};

use planet::{
    error::ProblemKind,
    fetch::{Client, Limits},
};

use super::{FEED, client, limits, now, request};
use crate::server::{Reply, Server};

/// A limit for tests to run into.
const SHORT: Duration = Duration::from_millis(150);

/// The words of the time-out that `url` is; it must come soon after the limit.
fn timeout(client: &Client, url: &str) -> String {
    let started = Instant::now();
    let failure = client.get(&request(url), now()).unwrap_err();
    assert!(
        started.elapsed() < Duration::from_secs(3),
        "{:?}",
        started.elapsed()
    );
    assert!(started.elapsed() >= SHORT, "{:?}", started.elapsed());
    assert_eq!(failure.problem.kind, ProblemKind::Timeout, "{failure:?}");
    failure.problem.message
}

fn timeout_of(limits: Limits, reply: Reply) -> String {
    let server = Server::start();
    server.always("/", reply);
    timeout(&client(limits), &server.url("/"))
}

#[test]
fn a_silent_server_has_until_the_first_byte() {
    let first_byte = SHORT;
    let silent = timeout_of(
        Limits {
            first_byte,
            ..limits()
        },
        Reply::silence(),
    );
    assert_eq!(silent, "no answer within 150 ms");
    let half = Reply::default()
        .send("HTTP/1.1 200 OK\r\nContent-")
        .wait(Duration::from_secs(9));
    assert_eq!(
        timeout_of(
            Limits {
                first_byte,
                ..limits()
            },
            half
        ),
        "no answer within 150 ms"
    );
}

#[test]
fn a_head_that_drips_has_no_more_time_than_a_silent_server() {
    let head = "HTTP/1.1 200 OK\r\nX-Slow: ".to_owned() + &"y".repeat(1000);
    let dripping = Reply::default().drip(head, Duration::from_millis(10));
    let first_byte = SHORT;
    assert_eq!(
        timeout_of(
            Limits {
                first_byte,
                ..limits()
            },
            dripping
        ),
        "no answer within 150 ms"
    );
}

#[test]
fn a_slow_head_within_the_limit_is_fine() {
    let server = Server::start();
    let slow = Reply::default()
        .wait(Duration::from_millis(50))
        .send(format!("HTTP/1.1 200 OK\r\n\r\n{FEED}"));
    server.always("/", slow);
    assert!(
        client(limits())
            .get(&request(&server.url("/")), now())
            .is_ok()
    );
}

#[test]
fn a_body_that_stalls_ends_at_the_stall_limit() {
    let stall = SHORT;
    for head in [
        Reply::head(200, &[("Content-Length", "1000")]),
        Reply::head(200, &[]),
        Reply::head(200, &[("Transfer-Encoding", "chunked")]),
    ] {
        let stalled = head.send("5\r\n<rss>\r\n").wait(Duration::from_secs(9));
        assert_eq!(
            timeout_of(Limits { stall, ..limits() }, stalled),
            "the answer stalled for 150 ms"
        );
    }
}

#[test]
fn a_body_that_drips_ends_at_the_deadline() {
    let total = Duration::from_millis(300);
    let dripping = Reply::head(200, &[]).drip(vec![b'x'; 1000], Duration::from_millis(10));
    assert_eq!(
        timeout_of(Limits { total, ..limits() }, dripping),
        "not done within 300 ms"
    );
}

#[test]
fn one_deadline_spans_every_redirect() {
    let server = Server::start();
    for hop in 0..9 {
        let slow = Reply::default()
            .wait(Duration::from_millis(120))
            .send(format!(
                "HTTP/1.1 302 Found\r\nLocation: /{}\r\nContent-Length: 0\r\n\r\n",
                hop + 1
            ));
        server.always(&format!("/{hop}"), slow);
    }
    let limits = Limits {
        total: Duration::from_millis(300),
        redirects: 100,
        ..limits()
    };
    assert_eq!(
        timeout(&client(limits), &server.url("/0")),
        "not done within 300 ms"
    );
    assert!(server.requests().len() <= 3);
}

#[test]
fn a_server_that_accepts_nothing_ends_at_the_connect_limit() {
    // It listens, but never says anything in TLS.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}/", listener.local_addr().unwrap());
    let connect = SHORT;
    assert_eq!(
        timeout(
            &client(Limits {
                connect,
                ..limits()
            }),
            &url
        ),
        "no connection within 150 ms"
    );
}

#[test]
fn a_server_without_tls_is_a_tls_problem() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        stream
            .write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n")
            .unwrap();
        stream.read_to_end(&mut Vec::new()).ok();
    });
    let failure = client(limits())
        .get(&request(&format!("https://{address}/")), now())
        .unwrap_err();
    assert_eq!(failure.problem.kind, ProblemKind::Tls);
    assert_eq!(
        failure.problem.message,
        "the server does not speak TLS on this port"
    );
}
