use std::time::Duration;

use chrono::TimeDelta;
use ureq::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};

use super::{Decision, decide, latin1, max_age, validators};
use crate::{
    error::ProblemKind,
    feed::Timestamp,
    fetch::{Validators, body::Encoding},
};

fn now() -> Timestamp {
    "2026-03-01T12:00:00Z".parse().unwrap()
}

fn headers(lines: &[(&'static str, &str)]) -> HeaderMap {
    let mut map = HeaderMap::new();
    for (name, value) in lines {
        map.append(
            HeaderName::from_static(name),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    map
}

fn decided(status: u16, lines: &[(&'static str, &str)]) -> Decision {
    let sent = Validators {
        etag: Some("\"1\"".to_owned()),
        last_modified: None,
    };
    decide(
        StatusCode::from_u16(status).unwrap(),
        &headers(lines),
        &sent,
        now(),
    )
}

fn failed(status: u16, lines: &[(&'static str, &str)]) -> (ProblemKind, String, Option<Timestamp>) {
    match decided(status, lines) {
        Decision::Fail {
            problem,
            retry_after,
        } => (problem.kind, problem.message, retry_after),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_2xx_is_read() {
    for status in [200, 201, 203, 204, 206, 226, 299] {
        assert_eq!(
            decided(status, &[]),
            Decision::Read(Encoding::Identity),
            "{status}"
        );
    }
}

#[test]
fn refusals_are_said_in_plain_words() {
    for (status, words) in [
        (400, "the server answers 400: bad request"),
        (401, "the server answers 401: unauthorized"),
        (403, "the server answers 403: forbidden"),
        (404, "the server answers 404: not found"),
        (500, "the server answers 500: internal server error"),
        (503, "the server answers 503: service unavailable"),
        (300, "the server answers 300: multiple choices"),
        (999, "the server answers 999"),
    ] {
        assert_eq!(
            failed(status, &[]),
            (ProblemKind::Http, words.to_owned(), None)
        );
    }
    assert_eq!(failed(410, &[]).0, ProblemKind::Gone);
    assert_eq!(
        failed(403, &[("cf-mitigated", "challenge")]).1,
        "the server answers 403: forbidden, with a bot check by Cloudflare"
    );
}

#[test]
fn redirects_need_a_target() {
    for (status, permanent) in [
        (301, true),
        (302, false),
        (303, false),
        (307, false),
        (308, true),
    ] {
        let location = "/new".to_owned();
        assert_eq!(
            decided(status, &[("location", "/new")]),
            Decision::Redirect {
                location,
                permanent
            }
        );
        assert_eq!(failed(status, &[]).0, ProblemKind::Redirect);
        assert_eq!(
            failed(status, &[("location", " ")]).0,
            ProblemKind::Redirect
        );
    }
}

#[test]
fn raw_bytes_in_a_location_are_percent_encoded() {
    assert_eq!(
        decided(302, &[("location", "/café ß")]),
        Decision::Redirect {
            location: "/caf%C3%A9 %C3%9F".to_owned(),
            permanent: false
        }
    );
}

#[test]
fn a_304_must_have_been_asked_for() {
    assert_eq!(decided(304, &[]), Decision::Unchanged);
    let unasked = decide(
        StatusCode::NOT_MODIFIED,
        &HeaderMap::new(),
        &Validators::default(),
        now(),
    );
    assert!(
        matches!(unasked, Decision::Fail { problem, .. } if problem.kind == ProblemKind::Protocol)
    );
}

#[test]
fn retry_after_is_read_in_both_forms_and_bounded() {
    let in_ = |seconds: i64| Some(now() + TimeDelta::seconds(seconds));
    let week = 7 * 24 * 3600;
    for (value, expected) in [
        ("7200", in_(7200)),
        (" 120 ", in_(120)),
        ("0", in_(60)),
        ("5", in_(60)),
        ("99999999999999999999999999", in_(week)),
        ("9223372036854775807", in_(week)),
        ("Sun, 01 Mar 2026 14:00:00 GMT", in_(7200)),
        ("Sunday, 01-Mar-26 14:00:00 GMT", in_(7200)),
        ("Thu, 01 Jan 1970 00:00:00 GMT", in_(60)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", in_(week)),
        ("-1", None),
        ("1.5", None),
        ("soon", None),
        ("", None),
    ] {
        for status in [429, 503] {
            let (kind, _, time) = failed(status, &[("retry-after", value)]);
            assert_eq!(time, expected, "{status} {value}");
            let waits = status == 429 || expected.is_some();
            assert_eq!(kind == ProblemKind::RateLimited, waits, "{status} {value}");
        }
    }
    assert_eq!(failed(429, &[]).0, ProblemKind::RateLimited);
}

#[test]
fn max_age_is_read_in_every_spelling() {
    let age = |lines: &[(&'static str, &str)]| max_age(&headers(lines)).map(|age| age.as_secs());
    assert_eq!(age(&[]), None);
    assert_eq!(age(&[("cache-control", "public, max-age=300")]), Some(300));
    assert_eq!(
        age(&[("cache-control", "MAX-AGE = \"300\" , must-revalidate")]),
        Some(300)
    );
    assert_eq!(
        age(&[("cache-control", "public"), ("cache-control", "max-age=60")]),
        Some(60)
    );
    assert_eq!(
        age(&[("cache-control", "max-age=60, max-age=99")]),
        Some(60)
    );
    assert_eq!(age(&[("cache-control", "max-age=0")]), Some(0));
    assert_eq!(
        age(&[("cache-control", "max-age=99999999999999999999999")]),
        Some(u64::MAX)
    );
    for none in [
        "max-age=60, no-store",
        "No-Cache, max-age=60",
        "max-age=-5",
        "max-age",
        "s-maxage=9",
        "x-max-age=3",
    ] {
        assert_eq!(age(&[("cache-control", none)]), None, "{none}");
    }
    assert_eq!(age(&[("expires", "Fri, 31 Dec 9999 23:59:59 GMT")]), None);
    assert_eq!(
        max_age(&headers(&[("cache-control", "max-age=1")])),
        Some(Duration::from_secs(1))
    );
}

#[test]
fn validators_are_kept_byte_for_byte() {
    let answer = headers(&[
        ("etag", "W/\"caf\u{e9}\""),
        ("last-modified", "yesterday, more or less"),
    ]);
    let found = validators(&answer, None);
    // Two bytes of UTF-8 are two characters here, and two bytes again when they are sent.
    assert_eq!(found.etag.as_deref(), Some("W/\"caf\u{c3}\u{a9}\""));
    assert_eq!(
        found.last_modified.as_deref(),
        Some("yesterday, more or less")
    );
    assert_eq!(latin1(&[0x22, 0xe9, 0x22]), "\"\u{e9}\"");
}

#[test]
fn a_304_rotates_only_the_validators_it_has() {
    let kept = Validators {
        etag: Some("\"1\"".to_owned()),
        last_modified: Some("then".to_owned()),
    };
    let rotated = validators(&headers(&[("etag", "\"2\"")]), Some(&kept));
    assert_eq!(rotated.etag.as_deref(), Some("\"2\""));
    assert_eq!(rotated.last_modified.as_deref(), Some("then"));
    assert_eq!(validators(&headers(&[]), None), Validators::default());
}
