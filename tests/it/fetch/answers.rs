//! One request, one answer: statuses, headers, politeness.

use std::{net::TcpListener, sync::Mutex, time::Duration};

use chrono::TimeDelta;
use planet::{
    error::ProblemKind,
    fetch::{Failure, address::host_key, pool},
};

use super::{FEED, body, client, etag, get, limits, now, problem, request};
use crate::server::{Reply, Server};

#[test]
fn a_feed_comes_with_what_is_needed_to_ask_again() {
    let server = Server::start();
    let headers = [
        ("Content-Type", "application/rss+xml; charset=utf-8"),
        ("ETag", "W/\"1\""),
        ("Last-Modified", "Sun, 01 Mar 2026 10:00:00 GMT"),
        ("Cache-Control", "public, max-age=900"),
        ("Content-Location", "/feed.en.xml"),
    ];
    server.always("/feed", Reply::new(200, &headers, FEED));
    let answer = get(&server.url("/feed")).unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(body(&answer), FEED);
    assert_eq!(answer.url.as_str(), server.url("/feed"));
    assert_eq!(answer.moved_to, None);
    assert_eq!(answer.validators.etag.as_deref(), Some("W/\"1\""));
    assert_eq!(
        answer.validators.last_modified.as_deref(),
        Some("Sun, 01 Mar 2026 10:00:00 GMT")
    );
    assert_eq!(answer.max_age, Some(Duration::from_mins(15)));
    assert_eq!(
        answer.content_type.as_deref(),
        Some("application/rss+xml; charset=utf-8")
    );
    assert_eq!(
        answer.content_location.unwrap().as_str(),
        server.url("/feed.en.xml")
    );
}

#[test]
fn requests_say_who_asks_for_what() {
    let server = Server::start();
    server.always("/feed", Reply::ok(FEED));
    get(&server.url("/feed?a=%20b")).unwrap();
    let seen = server.requests().remove(0);
    assert_eq!(
        (seen.method.as_str(), seen.path.as_str()),
        ("GET", "/feed?a=%20b")
    );
    assert_eq!(seen.header("host").unwrap(), server.address().to_string());
    assert_eq!(
        seen.header("user-agent"),
        Some("planet/0.1 (+https://planet.example/)")
    );
    assert_eq!(seen.header("accept-encoding"), Some("gzip, deflate, br"));
    assert!(
        seen.header("accept")
            .unwrap()
            .starts_with("application/atom+xml, ")
    );
    assert!(seen.header("accept").unwrap().ends_with(", */*;q=0.1"));
    for absent in [
        "if-none-match",
        "if-modified-since",
        "authorization",
        "cookie",
        "referer",
    ] {
        assert_eq!(seen.header(absent), None, "{absent}");
    }
}

#[test]
fn a_user_agent_of_any_characters_is_sent_as_far_as_it_can_be() {
    let server = Server::start();
    server.always("/", Reply::ok(FEED));
    let client = planet::fetch::Client::new(
        limits(),
        "Plan\u{e8}te\r\nX: y 🪐 (+https://p.example/)".to_owned(),
    );
    client.get(&request(&server.url("/")), now()).unwrap();
    let seen = server.requests().remove(0);
    assert_eq!(
        seen.header("user-agent"),
        Some("PlanteX: y  (+https://p.example/)")
    );
}

#[test]
fn a_304_keeps_the_validators_it_does_not_replace() {
    let server = Server::start();
    server.on("/", |seen| match seen.header("if-modified-since") {
        Some("then") => Reply::head(304, &[("ETag", "\"2\"")]),
        _ => Reply::ok(FEED),
    });
    let mut request = request(&server.url("/"));
    request.validators = etag("\"1\"");
    request.validators.last_modified = Some("then".to_owned());
    let answer = client(limits()).get(&request, now()).unwrap();
    assert_eq!((answer.status, answer.body), (304, None));
    assert_eq!(answer.validators.etag.as_deref(), Some("\"2\""));
    assert_eq!(answer.validators.last_modified.as_deref(), Some("then"));
    assert_eq!(server.requests()[0].header("if-none-match"), Some("\"1\""));
}

#[test]
fn a_304_ends_at_its_head_whatever_follows() {
    let server = Server::start();
    server.always("/length", Reply::head(304, &[("Content-Length", "100")]));
    server.always("/body", Reply::head(304, &[]).send("unwanted"));
    for path in ["/length", "/body"] {
        let mut request = request(&server.url(path));
        request.validators = etag("\"1\"");
        let answer = client(limits()).get(&request, now()).unwrap();
        assert_eq!(
            (answer.status, answer.body, answer.validators),
            (304, None, etag("\"1\""))
        );
    }
}

#[test]
fn validators_travel_byte_for_byte() {
    let server = Server::start();
    // U+00E9 is one byte in the header, as Latin-1 has it.
    server.on("/", |seen| match seen.header("if-none-match") {
        None => Reply::default()
            .send(b"HTTP/1.1 200 OK\r\nETag: \"caf\xe9 \\\"\r\nContent-Length: 0\r\n\r\n"),
        Some(_) => Reply::head(304, &[]),
    });
    let first = get(&server.url("/")).unwrap();
    let mut again = request(&server.url("/"));
    again.validators = first.validators;
    assert_eq!(client(limits()).get(&again, now()).unwrap().status, 304);
    assert_eq!(
        server.requests()[1].header("if-none-match"),
        Some("\"caf\u{e9} \\\"")
    );
}

#[test]
fn a_304_that_nobody_asked_for_is_a_problem() {
    let (kind, message) = problem(Reply::head(304, &[]));
    assert_eq!(kind, ProblemKind::Protocol);
    assert_eq!(
        message,
        "the server answers 304: not modified, to a request without conditions"
    );
}

#[test]
fn an_answer_without_bytes_is_an_empty_body() {
    let server = Server::start();
    server.always("/204", Reply::head(204, &[]));
    server.always("/empty", Reply::ok(""));
    server.always("/closed", Reply::head(200, &[]));
    server.always(
        "/gzip",
        Reply::new(200, &[("Content-Encoding", "gzip")], ""),
    );
    for path in ["/204", "/empty", "/closed", "/gzip"] {
        let answer = get(&server.url(path)).unwrap();
        assert_eq!(answer.body.as_deref(), Some(&b""[..]), "{path}");
    }
}

#[test]
fn refusals_are_problems_in_plain_words() {
    for (status, kind, words) in [
        (
            401,
            ProblemKind::Http,
            "the server answers 401: unauthorized",
        ),
        (403, ProblemKind::Http, "the server answers 403: forbidden"),
        (404, ProblemKind::Http, "the server answers 404: not found"),
        (
            410,
            ProblemKind::Gone,
            "the server answers 410: gone for good",
        ),
        (
            429,
            ProblemKind::RateLimited,
            "the server asks us to come back later (429)",
        ),
        (
            500,
            ProblemKind::Http,
            "the server answers 500: internal server error",
        ),
        (
            503,
            ProblemKind::Http,
            "the server answers 503: service unavailable",
        ),
        (599, ProblemKind::Http, "the server answers 599"),
    ] {
        let server = Server::start();
        server.always("/", Reply::new(status, &[], "<html>words</html>"));
        let failure = get(&server.url("/")).unwrap_err();
        assert_eq!(
            (failure.problem.kind, failure.problem.message.as_str()),
            (kind, words)
        );
        assert_eq!((failure.status, failure.retry_after), (Some(status), None));
    }
}

#[test]
fn retry_after_is_passed_on() {
    for (status, value, minutes) in [
        (429, "7200", 120),
        (503, "7200", 120),
        (429, "Sun, 01 Mar 2026 13:00:00 GMT", 60),
        (503, "1", 1),
        (503, "99999999", 7 * 24 * 60),
    ] {
        let server = Server::start();
        server.always("/", Reply::new(status, &[("Retry-After", value)], ""));
        let Failure {
            problem,
            retry_after,
            ..
        } = get(&server.url("/")).unwrap_err();
        assert_eq!(problem.kind, ProblemKind::RateLimited);
        assert_eq!(
            retry_after,
            Some(now() + TimeDelta::minutes(minutes)),
            "{status} {value}"
        );
    }
}

#[test]
fn userinfo_becomes_a_header_and_never_shows() {
    let server = Server::start();
    server.always("/", Reply::ok(FEED));
    let url = format!("http://ana:s3cret@{}/#top", server.address());
    let answer = get(&url).unwrap();
    assert_eq!(answer.url.as_str(), server.url("/"));
    assert_eq!(
        server.requests()[0].header("authorization"),
        Some("Basic YW5hOnMzY3JldA==")
    );
}

#[test]
fn servers_that_are_merely_odd_are_understood() {
    for reply in [
        format!("HTTP/1.0 200 OK\r\n\r\n{FEED}"),
        format!(
            "HTTP/1.1 200\r\nContent-Length: {}\r\n\r\n{FEED}",
            FEED.len()
        ),
        format!("HTTP/1.1 200 OK\nConnection: close\n\n{FEED}"),
        format!("HTTP/1.1 200 OK\r\nX-Name: \u{e9}\r\n\r\n{FEED}"),
        format!("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n{FEED}"),
        format!(
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{FEED}\r\n0\r\n\r\n",
            FEED.len()
        ),
        format!(
            "HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{FEED} and more",
            FEED.len()
        ),
    ] {
        let server = Server::start();
        server.always("/", Reply::default().send(&reply));
        let answer = get(&server.url("/"));
        assert_eq!(answer.as_ref().map(body), Ok(FEED), "{reply}");
    }
}

#[test]
fn servers_that_do_not_speak_http_are_problems() {
    let many = "X-Many: y\r\n".repeat(150);
    for (reply, kind, words) in [
        (
            format!("HTTP/1.1 200 OK\r\n{many}\r\n{FEED}"),
            ProblemKind::Protocol,
            "the server breaks the HTTP protocol: more than 100 header lines",
        ),
        (
            format!("HTTP/1.1 200 OK\r\nX: {}\r\n\r\n", "y".repeat(40_000)),
            ProblemKind::TooLarge,
            "the head of the answer is larger than 32 KB",
        ),
        (
            "ICY 200 OK\r\n\r\n".to_owned(),
            ProblemKind::Protocol,
            "the server breaks the HTTP protocol: invalid HTTP version",
        ),
        (
            "<rss>no head at all</rss>".to_owned(),
            ProblemKind::Protocol,
            "the server breaks the HTTP protocol: invalid HTTP version",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nxx".to_owned(),
            ProblemKind::Protocol,
            "the server breaks the HTTP protocol: a broken Content-Length",
        ),
        (
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nxx".to_owned(),
            ProblemKind::Protocol,
            "the server breaks the HTTP protocol: a broken chunk",
        ),
        (
            String::new(),
            ProblemKind::Connect,
            "the server closed the connection without an answer",
        ),
        (
            "HTTP/1.1 200 OK\r\nContent-".to_owned(),
            ProblemKind::Connect,
            "the server closed the connection without an answer",
        ),
    ] {
        assert_eq!(
            problem(Reply::default().send(&reply)),
            (kind, words.to_owned()),
            "{reply:.60}"
        );
    }
}

#[test]
fn a_body_that_is_cut_short_is_a_problem_where_it_shows() {
    let cut = (ProblemKind::Connect, "the answer was cut off".to_owned());
    let promised = Reply::head(200, &[("Content-Length", "1000")]).send(FEED);
    assert_eq!(problem(promised.clone()), cut);
    assert_eq!(
        problem(promised.wait(Duration::from_millis(20)).reset()),
        cut
    );
    let chunked = Reply::head(200, &[("Transfer-Encoding", "chunked")]).send("ff\r\n<rss>");
    assert_eq!(problem(chunked), cut);
    let endless = Reply::head(200, &[("Transfer-Encoding", "chunked")]).send("5\r\n<rss>\r\n");
    assert_eq!(problem(endless), cut);
    // Without a length nobody can tell; the parser will.
    let server = Server::start();
    server.always("/", Reply::head(200, &[]).send("<rss><chan"));
    assert_eq!(body(&get(&server.url("/")).unwrap()), "<rss><chan");
}

#[test]
fn a_connection_that_fails_is_a_problem() {
    let words = |(kind, words): (ProblemKind, &str)| (kind, words.to_owned());
    assert_eq!(
        problem(Reply::default().reset()),
        words((ProblemKind::Connect, "the server reset the connection"))
    );
    // Bound and closed again: nobody listens there.
    let address = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap();
    let failure = get(&format!("http://{address}/")).unwrap_err();
    assert_eq!(
        (failure.problem.kind, failure.problem.message.as_str()),
        (ProblemKind::Connect, "the connection was refused")
    );
}

#[test]
fn a_name_that_does_not_exist_is_a_dns_problem() {
    // RFC 2606 reserves `.invalid`: no resolver has an answer, with or without a network.
    let mut request = request("http://nothing.invalid/feed");
    // Names that may be private are never left to a proxy of the environment.
    request.allow_private = true;
    let failure = client(limits()).get(&request, now()).unwrap_err();
    assert_eq!(failure.problem.kind, ProblemKind::Dns);
    assert_eq!(failure.problem.message, "the host name does not resolve");
}

#[test]
fn only_http_is_asked() {
    for url in [
        "ftp://a.example/feed",
        "file:///etc/passwd",
        "data:text/xml,x",
    ] {
        assert_eq!(
            get(url).unwrap_err().problem.kind,
            ProblemKind::Forbidden,
            "{url}"
        );
    }
}

#[test]
fn a_thousand_requests_share_a_client_and_respect_the_host() {
    let server = Server::start();
    server.on("/feed", |seen| Reply::tagged(seen, "\"1\"", FEED));
    let client = client(limits());
    let mut request = request(&server.url("/feed"));
    request.validators = etag("\"1\"");
    let jobs = (0..1000)
        .map(|_| pool::Job {
            host: host_key(&request.url),
            payload: request.clone(),
        })
        .collect();
    let statuses = Mutex::new(Vec::new());
    let panicked = pool::run(jobs, 64, 2, |request| {
        let status = client.get(&request, now()).map(|answer| answer.status);
        statuses.lock().unwrap().push(status);
    });
    assert_eq!(panicked, 0);
    assert_eq!(*statuses.lock().unwrap(), vec![Ok(304); 1000]);
    assert!(server.peak() <= 2, "{}", server.peak());
}
