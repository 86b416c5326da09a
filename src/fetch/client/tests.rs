//! Certificates, which only a client that is told whom to trust can find good.

use std::time::Duration;

use ureq::tls::{Certificate, RootCerts};

use super::Client;
use crate::{
    error::ProblemKind,
    feed::Timestamp,
    fetch::{Limits, Request},
};

#[path = "../../../tests/it/tls.rs"]
mod tls;

fn asked(root: &[u8], url: &str) -> Result<String, (ProblemKind, String)> {
    let patience = Duration::from_secs(8);
    let limits = Limits {
        connect: patience,
        first_byte: patience,
        stall: patience,
        total: patience,
        wire_bytes: 1 << 20,
        decoded_bytes: 1 << 20,
        redirects: 3,
    };
    let root = Certificate::from_der(root).to_owned();
    let client = Client::trusting(limits, "planet", RootCerts::from([root]));
    let now: Timestamp = "2026-03-01T12:00:00Z".parse().unwrap();
    let request = Request::once(url.parse().unwrap(), false);
    match client.get(&request, now) {
        Ok(answer) => Ok(String::from_utf8(answer.body.unwrap()).unwrap()),
        Err(failure) => Err((failure.problem.kind, failure.problem.message)),
    }
}

#[test]
fn a_certificate_counts_for_its_name_and_time_and_from_a_known_authority() {
    let (known, root) = tls::Authority::new("Known");
    let (unknown, _) = tls::Authority::new("Unknown");
    let refused = |words: &str| Err((ProblemKind::Tls, words.to_owned()));
    let other_name = "the certificate is for another host name";
    for (server, expected) in [
        (known.server("127.0.0.1", 2200), Ok(tls::ANSWER.to_owned())),
        (known.server("127.0.0.2", 2200), refused(other_name)),
        (known.server("blog.example", 2200), refused(other_name)),
        (
            known.server("127.0.0.1", 2020),
            refused("the certificate has expired"),
        ),
        (
            unknown.server("127.0.0.1", 2200),
            refused("the certificate is not from a known authority"),
        ),
        (
            tls::self_signed("127.0.0.1"),
            refused("the certificate is not from a known authority"),
        ),
    ] {
        assert_eq!(asked(&root, &server.url("/feed")), expected);
    }
}
