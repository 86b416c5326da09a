//! Redirects: where they lead, what they may carry, and which are remembered.

use std::time::{Duration, Instant};

use planet::{error::ProblemKind, fetch::Failure};

use super::{FEED, body, client, etag, get, limits, now, request};
use crate::server::{Reply, Server};

/// What becomes of a redirect from `/` to `location`.
fn redirected(status: u16, location: &str) -> Result<String, Failure> {
    let server = Server::start();
    server.always("/", Reply::redirect(status, location));
    server.on("/a/start", {
        let location = location.to_owned();
        move |_| Reply::redirect(status, &location)
    });
    server.always("/feed", Reply::ok(FEED));
    server.always("/a%20b", Reply::ok(FEED));
    server.always("/caf%C3%A9", Reply::ok(FEED));
    let answer = get(&server.url("/a/start"))?;
    assert_eq!(body(&answer), FEED);
    assert!(answer.url.as_str().starts_with(&server.url("/")));
    Ok(answer.url.path().to_owned())
}

#[test]
fn redirects_are_followed_as_browsers_do() {
    for status in [301, 302, 303, 307, 308] {
        assert_eq!(redirected(status, "/feed").unwrap(), "/feed", "{status}");
    }
    for (location, path) in [
        ("../feed", "/feed"),
        ("../../../feed", "/feed"),
        ("/feed?a=b#c", "/feed"),
        ("/a b", "/a%20b"),
        ("/café", "/caf%C3%A9"),
    ] {
        assert_eq!(redirected(302, location).unwrap(), path, "{location}");
    }
}

#[test]
fn redirects_that_lead_nowhere_are_problems() {
    for (location, kind, words) in [
        (
            "",
            ProblemKind::Redirect,
            "redirects (302) without saying where to",
        ),
        (
            "http://",
            ProblemKind::Redirect,
            "redirects to something that is not an address",
        ),
        (
            "file:///etc/passwd",
            ProblemKind::Forbidden,
            "redirects to a `file:` address; only http and https are asked",
        ),
        (
            "javascript:alert(1)",
            ProblemKind::Forbidden,
            "redirects to a `javascript:` address; only http and https are asked",
        ),
        (
            "ftp://a.example/feed",
            ProblemKind::Forbidden,
            "redirects to a `ftp:` address; only http and https are asked",
        ),
        (
            "http://169.254.169.254/latest/meta-data/",
            ProblemKind::Forbidden,
            "redirects to a private address",
        ),
        (
            "http://0.0.0.0:1/",
            ProblemKind::Forbidden,
            "redirects to a private address",
        ),
    ] {
        let failure = redirected(302, location).unwrap_err();
        assert_eq!(
            (failure.problem.kind, failure.problem.message.as_str()),
            (kind, words),
            "{location}"
        );
        assert_eq!(failure.status, Some(302));
    }
}

#[test]
fn loops_and_long_chains_end() {
    let server = Server::start();
    server.always("/self", Reply::redirect(301, "/self"));
    server.always("/ping", Reply::redirect(302, "/pong"));
    server.always("/pong", Reply::redirect(302, "/ping"));
    for path in ["/self", "/ping"] {
        let failure = get(&server.url(path)).unwrap_err();
        assert_eq!(failure.problem.kind, ProblemKind::Redirect);
        assert_eq!(failure.problem.message, "redirects in a loop");
    }
    for hop in 0..9 {
        server.always(
            &format!("/{hop}"),
            Reply::redirect(302, &format!("/{}", hop + 1)),
        );
    }
    server.always("/5", Reply::ok(FEED));
    assert!(get(&server.url("/0")).is_ok());
    server.always("/5", Reply::redirect(302, "/6"));
    let before = server.requests().len();
    let failure = get(&server.url("/0")).unwrap_err();
    assert_eq!(failure.problem.message, "redirects more than 5 times");
    assert_eq!(server.requests().len() - before, 6);
}

#[test]
fn an_endless_body_of_a_redirect_is_not_read() {
    let server = Server::start();
    let redirect = Reply::head(302, &[("Location", "/feed"), ("Content-Length", "1000000")])
        .wait(Duration::from_secs(9));
    server
        .always("/", redirect)
        .always("/feed", Reply::ok(FEED));
    let started = Instant::now();
    assert!(get(&server.url("/")).is_ok());
    assert!(started.elapsed() < Duration::from_secs(4));
}

#[test]
fn only_an_unbroken_chain_of_permanent_redirects_is_reported_as_a_move() {
    let server = Server::start();
    server
        .always("/301", Reply::redirect(301, "/308"))
        .always("/308", Reply::redirect(308, "/feed"))
        .always("/302", Reply::redirect(302, "/308"))
        .always("/half", Reply::redirect(301, "/302"))
        .always("/feed", Reply::ok(FEED))
        .always("/lost", Reply::redirect(301, "/nothing"));
    let moved = |path: &str| {
        get(&server.url(path))
            .unwrap()
            .moved_to
            .map(|url| url.path().to_owned())
    };
    assert_eq!(moved("/301").as_deref(), Some("/feed"));
    assert_eq!(moved("/302"), None);
    assert_eq!(moved("/half").as_deref(), Some("/302"));
    let failure = get(&server.url("/lost")).unwrap_err();
    assert_eq!(
        (failure.problem.kind, failure.status),
        (ProblemKind::Http, Some(404))
    );
    assert_eq!(failure.moved_to.unwrap().path(), "/nothing");
}

#[test]
fn validators_never_go_to_a_target_that_did_not_issue_them() {
    let (home, away) = (Server::start(), Server::start());
    home.always("/feed", Reply::redirect(302, &away.url("/feed")));
    away.on("/feed", |seen| Reply::tagged(seen, "\"away\"", FEED));
    let mut request = request(&home.url("/feed"));
    request.validators = etag("\"home\"");
    let first = client(limits()).get(&request, now()).unwrap();
    assert_eq!(home.requests()[0].header("if-none-match"), Some("\"home\""));
    assert_eq!(away.requests()[0].header("if-none-match"), None);

    // The next run knows who issued them.
    request.validators = first.validators;
    request.validators_for = Some(first.url);
    let second = client(limits()).get(&request, now()).unwrap();
    assert_eq!(second.status, 304);
    assert_eq!(home.requests()[1].header("if-none-match"), None);
    assert_eq!(away.requests()[1].header("if-none-match"), Some("\"away\""));
}

#[test]
fn credentials_never_go_to_another_host() {
    let (home, away) = (Server::start(), Server::start_on("127.0.0.2"));
    home.always("/feed", Reply::redirect(302, "/next"));
    home.always(
        "/next",
        Reply::redirect(
            302,
            &away.url("/feed").replace("http://", "http://evil:pw@"),
        ),
    );
    away.always("/feed", Reply::ok(FEED));
    let url = home.url("/feed").replace("http://", "http://ana:s3cret@");
    let answer = get(&url).unwrap();
    assert_eq!(answer.url.as_str(), away.url("/feed"));
    let sent = |server: &Server| -> Vec<bool> {
        server
            .requests()
            .iter()
            .map(|seen| seen.header("authorization").is_some())
            .collect()
    };
    assert_eq!(sent(&home), [true, true]);
    assert_eq!(sent(&away), [false]);
}

#[test]
fn an_address_that_the_configuration_spells_out_is_asked_in_every_notation() {
    let server = Server::start();
    server.always("/", Reply::ok(FEED));
    let port = server.address().port();
    for host in [
        "127.0.0.1",
        "localhost",
        "2130706433",
        "0x7f.1",
        "127.1",
        "[::ffff:127.0.0.1]",
    ] {
        assert!(get(&format!("http://{host}:{port}/")).is_ok(), "{host}");
    }
}
