//! Compressed bodies and how large anything may get.

use std::io::Write as _;

use flate2::{
    Compression,
    write::{DeflateEncoder, ZlibEncoder},
};
use planet::{
    error::ProblemKind,
    fetch::{Answer, Failure, Limits},
};

use super::{FEED, body, client, get, gzip, limits, now, request};
use crate::server::{Reply, Server};

/// [`FEED`], compressed by another program.
const BROTLI_FEED: &[u8] = include_bytes!("feed.br");

/// 16 MB of zeros in 18 bytes.
const BROTLI_BOMB: &[u8] = include_bytes!("bomb.br");

fn encoded(encoding: &str, bytes: &[u8]) -> Result<Answer, Failure> {
    let server = Server::start();
    server.always(
        "/",
        Reply::new(200, &[("Content-Encoding", encoding)], bytes),
    );
    get(&server.url("/"))
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn every_offered_encoding_is_read_in_every_spelling() {
    let feed = FEED.as_bytes();
    for (encoding, bytes) in [
        ("gzip", gzip(feed)),
        ("x-gzip", gzip(feed)),
        ("GZip", gzip(feed)),
        ("deflate", zlib(feed)),
        ("Deflate", deflate(feed)),
        ("br", BROTLI_FEED.to_vec()),
        ("BR", BROTLI_FEED.to_vec()),
        ("identity", feed.to_vec()),
    ] {
        assert_eq!(
            encoded(encoding, &bytes).as_ref().map(body),
            Ok(FEED),
            "{encoding}"
        );
    }
}

#[test]
fn other_encodings_and_lies_are_problems() {
    let words = |encoding: &str, bytes: &[u8]| {
        let problem = encoded(encoding, bytes).unwrap_err().problem;
        assert_eq!(problem.kind, ProblemKind::Protocol, "{encoding}");
        problem.message
    };
    let unknown = "the answer is in a content encoding that planet does not read";
    assert_eq!(words("zstd", FEED.as_bytes()), unknown);
    assert_eq!(words("gzip, gzip", &gzip(FEED.as_bytes())), unknown);
    assert_eq!(
        words("gzip", FEED.as_bytes()),
        "the answer is not the gzip that it says it is"
    );
    assert_eq!(
        words("br", FEED.as_bytes()),
        "the answer is not the brotli that it says it is"
    );
    let cut = gzip(FEED.as_bytes());
    assert_eq!(
        words("gzip", &cut[..cut.len() - 12]),
        "the answer is not the gzip that it says it is"
    );
}

#[test]
fn bombs_stop_at_the_limit() {
    let zeros = vec![0; 8 << 20];
    for (encoding, bomb) in [
        ("gzip", gzip(&zeros)),
        ("deflate", zlib(&zeros)),
        ("deflate", deflate(&zeros)),
        ("br", BROTLI_BOMB.to_vec()),
    ] {
        let problem = encoded(encoding, &bomb).unwrap_err().problem;
        assert_eq!(problem.kind, ProblemKind::TooLarge, "{encoding}");
        assert_eq!(problem.message, "larger than 2 MB");
    }
}

#[test]
fn a_body_larger_than_the_wire_limit_is_not_read_to_its_end() {
    let small = Limits {
        wire_bytes: 64 << 10,
        ..limits()
    };
    let large = vec![b'x'; 256 << 10];
    let promised = Reply::head(200, &[("Content-Length", "99999999999")]);
    let chunks = Reply::head(200, &[("Transfer-Encoding", "chunked")])
        .send(format!("{:x}\r\n", large.len()))
        .send(&large);
    for reply in [
        Reply::ok(&large),
        Reply::head(200, &[]).send(&large),
        promised,
        chunks,
    ] {
        let server = Server::start();
        server.always("/", reply);
        let failure = client(small.clone())
            .get(&request(&server.url("/")), now())
            .unwrap_err();
        assert_eq!(failure.problem.kind, ProblemKind::TooLarge);
        assert_eq!(failure.problem.message, "larger than 64 KB");
        assert_eq!(failure.status, Some(200));
    }
}
