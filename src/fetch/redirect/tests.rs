use url::Url;

use super::Trail;
use crate::{
    error::ProblemKind,
    fetch::{Request, zone::Zone},
};

fn request(url: &str) -> Request {
    Request::once(url.parse().unwrap(), false)
}

fn trail(url: &str) -> Trail {
    Trail::start(&request(url)).unwrap()
}

/// Follows permanent (`301 `) and temporary (`302 `) redirects in turn.
fn walk(start: &str, hops: &[&str]) -> Result<Trail, ProblemKind> {
    let mut trail = trail(start);
    for hop in hops {
        let (status, location) = hop.split_once(' ').unwrap();
        trail
            .follow(location, status == "301", 5)
            .map_err(|problem| problem.kind)?;
    }
    Ok(trail)
}

#[test]
fn locations_are_resolved_as_browsers_do() {
    for (location, expected) in [
        ("/feed", "https://a.example/feed"),
        ("feed", "https://a.example/x/feed"),
        ("../../../feed", "https://a.example/feed"),
        ("?page=2", "https://a.example/x/y?page=2"),
        ("//b.example/feed", "https://b.example/feed"),
        ("/a b", "https://a.example/a%20b"),
        ("/caf%C3%A9", "https://a.example/caf%C3%A9"),
        (
            "https://b%C3%BCcher.example/",
            "https://xn--bcher-kva.example/",
        ),
        ("https://u:p@b.example/feed#top", "https://b.example/feed"),
        (" https://b.example/feed\t", "https://b.example/feed"),
    ] {
        let trail = walk("https://a.example/x/y", &[&format!("302 {location}")]).unwrap();
        assert_eq!(trail.url().as_str(), expected, "{location}");
    }
}

#[test]
fn only_http_is_followed() {
    for location in [
        "file:///etc/passwd",
        "javascript:alert(1)",
        "ftp://a.example/feed",
        "data:text/xml,x",
        "gopher://a.example/",
    ] {
        let outcome = walk("https://a.example/", &[&format!("301 {location}")]);
        assert_eq!(outcome.err(), Some(ProblemKind::Forbidden), "{location}");
    }
    for location in ["http://", "http://h:99999/", "https://[::1/"] {
        let outcome = walk("https://a.example/", &[&format!("301 {location}")]);
        assert_eq!(outcome.err(), Some(ProblemKind::Redirect), "{location}");
    }
    assert_eq!(
        Trail::start(&request("ftp://a.example/"))
            .unwrap_err()
            .message,
        "a `ftp:` address; only http and https are asked"
    );
}

#[test]
fn a_scheme_that_nobody_knows_is_not_told_since_it_may_be_a_secret() {
    for location in ["mySecretToken99:x@b.example/feed", "x-unknown://b.example/"] {
        let problem = trail("https://a.example/")
            .follow(location, false, 5)
            .unwrap_err();
        assert_eq!(
            problem.message,
            "redirects to an address that is not on the web; only http and https are asked"
        );
    }
}

#[test]
fn only_an_unbroken_chain_of_permanent_redirects_is_a_move() {
    let moved =
        |start: &str, hops: &[&str]| walk(start, hops).unwrap().moved_to().map(Url::to_string);
    let first = Some("https://a.example/1".to_owned());
    assert_eq!(moved("https://a.example/", &[]), None);
    assert_eq!(moved("https://a.example/", &["301 /1"]), first);
    assert_eq!(
        moved("https://a.example/", &["301 /1", "301 /2"]),
        Some("https://a.example/2".to_owned())
    );
    assert_eq!(moved("https://a.example/", &["301 /1", "302 /2"]), first);
    assert_eq!(
        moved("https://a.example/", &["301 /1", "302 /2", "301 /3"]),
        first
    );
    assert_eq!(moved("https://a.example/", &["302 /1", "301 /2"]), None);
}

#[test]
fn giving_up_tls_is_followed_but_not_remembered() {
    let trail = walk("https://a.example/", &["301 http://a.example/feed"]).unwrap();
    assert_eq!(trail.url().as_str(), "http://a.example/feed");
    assert_eq!(trail.moved_to(), None);
    let trail = walk(
        "https://a.example/",
        &["301 http://a.example/feed", "301 https://a.example/feed"],
    )
    .unwrap();
    assert_eq!(trail.moved_to(), None);
}

#[test]
fn loops_and_long_chains_end() {
    assert_eq!(
        walk("https://a.example/", &["302 /"]).err(),
        Some(ProblemKind::Redirect)
    );
    assert_eq!(
        walk("https://a.example/", &["302 /#again"]).err(),
        Some(ProblemKind::Redirect)
    );
    assert_eq!(
        walk("https://a.example/", &["302 /1", "302 /2", "302 /1"]).err(),
        Some(ProblemKind::Redirect)
    );
    let five = ["302 /1", "302 /2", "302 /3", "302 /4", "302 /5"];
    assert!(walk("https://a.example/", &five).is_ok());
    let mut trail = walk("https://a.example/", &five).unwrap();
    let problem = trail.follow("/6", false, 5).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::Redirect);
    assert_eq!(problem.message, "redirects more than 5 times");
}

#[test]
fn the_internet_cannot_send_us_into_a_private_network() {
    for location in [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://10.0.0.1/",
        "http://2130706433/",
        "http://0x7f.1/",
        "http://[::ffff:127.0.0.1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "//127.0.0.1/",
        "http:127.0.0.1/",
        "\\\\127.0.0.1\\x",
        "http://u:p@127.0.0.1/",
        "http://a.example@127.0.0.1/",
        "http://127.0.0.1:443/",
        "https://127.0.0.1./",
        "http://100.64.0.1/",
        "http://198.18.0.1/",
        "http://224.0.0.1/",
        "http://192.0.2.1/",
        "http://[::]/",
        "http://[fd00:ec2::254]/",
        "http://[fe80::1]/",
        "http://[64:ff9b::127.0.0.1]/",
        "http://[2002:7f00:1::]/",
        "http://[2001:0:7f00:1::]/",
        "http://１２７.0.0.1/",
        "http://metadata.google.internal/",
        "http://printer.local/",
    ] {
        let outcome = walk("https://a.example/", &[&format!("302 {location}")]);
        assert_eq!(outcome.err(), Some(ProblemKind::Forbidden), "{location}");
    }
    // Not even when a private server sends us out first.
    let outcome = walk(
        "http://127.0.0.1:1/",
        &["302 https://a.example/", "302 http://127.0.0.1:1/x"],
    );
    assert_eq!(outcome.err(), Some(ProblemKind::Forbidden));
}

#[test]
fn a_private_address_may_lead_to_what_is_no_more_private() {
    assert_eq!(trail("http://127.0.0.1/").limit(), Zone::Loopback);
    assert_eq!(trail("http://10.1.1.1/").limit(), Zone::Private);
    assert!(walk("http://127.0.0.1:8000/", &["302 http://127.0.0.1:9000/x"]).is_ok());
    assert!(walk("http://127.0.0.1/", &["302 http://127.8.8.8/"]).is_ok());
    assert!(walk("http://127.0.0.1/", &["302 http://10.0.0.1/"]).is_ok());
    assert!(walk("http://10.0.0.1/", &["302 http://192.168.0.1/"]).is_ok());
    for location in ["http://127.0.0.1/", "http://169.254.169.254/"] {
        let outcome = walk("http://10.0.0.1/", &[&format!("302 {location}")]);
        assert_eq!(outcome.err(), Some(ProblemKind::Forbidden), "{location}");
    }
    let out = walk(
        "http://127.0.0.1/",
        &["302 https://a.example/", "302 https://b.example/"],
    )
    .unwrap();
    assert_eq!(out.limit(), Zone::Public);
}

#[test]
fn permission_for_private_addresses_stays_with_the_configured_host() {
    let mut intranet = request("http://intranet.example/feed");
    assert_eq!(Trail::start(&intranet).unwrap().limit(), Zone::Public);
    intranet.allow_private = true;
    let mut trail = Trail::start(&intranet).unwrap();
    assert_eq!(trail.limit(), Zone::Loopback);
    trail.follow("/moved", false, 5).unwrap();
    assert_eq!(trail.limit(), Zone::Loopback);
    trail.follow("http://other.example/", false, 5).unwrap();
    assert_eq!(trail.limit(), Zone::Public);
}

#[test]
fn validators_go_only_where_they_came_from() {
    let mut request = request("http://u:p@a.example/feed#x");
    let mut trail = Trail::start(&request).unwrap();
    assert!(trail.may_be_conditional(&request));
    request.validators_for = Some("https://b.example/feed".parse().unwrap());
    assert!(!trail.may_be_conditional(&request));
    trail.follow("https://b.example/feed", false, 5).unwrap();
    assert!(trail.may_be_conditional(&request));
    request.validators_for = None;
    assert!(!trail.may_be_conditional(&request));
}

#[test]
fn credentials_stay_with_the_configured_host() {
    let sent = |start: &str, location: &str| {
        let mut trail = trail(start);
        assert!(trail.may_send_credentials());
        trail.follow(location, false, 5).unwrap();
        trail.may_send_credentials()
    };
    assert!(sent("http://u:p@a.example/", "/feed"));
    assert!(sent("http://u:p@a.example/", "https://a.example/feed"));
    assert!(!sent("https://u:p@a.example/", "http://a.example/feed"));
    assert!(!sent("https://u:p@a.example/", "https://b.example/"));
    assert!(!sent("https://u:p@a.example/", "https://a.example:8443/"));
    assert!(!sent("https://u:p@a.example/", "https://x.a.example/"));
}
