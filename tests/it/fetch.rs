//! What the client makes of servers, good and bad, over real sockets.

use std::{io::Write as _, time::Duration};

use flate2::{Compression, write::GzEncoder};
use planet::{
    error::ProblemKind,
    feed::Timestamp,
    fetch::{Answer, Client, Failure, Limits, Request, Validators},
};

use crate::server::{Reply, Server};

const FEED: &str = "<rss version=\"2.0\"><channel><title>A feed</title></channel></rss>";

mod answers;
mod redirects;
mod encodings;
mod slowness;

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

/// Limits that no test runs into on a busy machine.
fn limits() -> Limits {
    Limits {
        connect: Duration::from_secs(5),
        first_byte: Duration::from_secs(5),
        stall: Duration::from_secs(5),
        total: Duration::from_secs(8),
        wire_bytes: 1 << 20,
        decoded_bytes: 2 << 20,
        redirects: 5,
    }
}

fn client(limits: Limits) -> Client {
    Client::new(limits, "planet/0.1 (+https://planet.example/)".to_owned())
}

fn request(url: &str) -> Request {
    Request::once(url.parse().unwrap(), false)
}

fn etag(etag: &str) -> Validators {
    Validators {
        etag: Some(etag.to_owned()),
        last_modified: None,
    }
}

fn get(url: &str) -> Result<Answer, Failure> {
    client(limits()).get(&request(url), now())
}

fn body(answer: &Answer) -> &str {
    str::from_utf8(answer.body.as_deref().unwrap()).unwrap()
}

/// The kind and words of the problem that one reply is.
fn problem(reply: Reply) -> (ProblemKind, String) {
    let server = Server::start();
    server.always("/", reply);
    let failure = get(&server.url("/")).unwrap_err();
    (failure.problem.kind, failure.problem.message)
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}
