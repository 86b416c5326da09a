//! What a server's answer does, over several runs: every row of the table in ARCHITECTURE.md, through the whole program.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering::SeqCst},
    },
};

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use crate::{
    planet::{Item, NOON, Planet, Run, atom, item, rss, undated},
    server::{Reply, Server},
};

const HALF_HOUR: TimeDelta = TimeDelta::minutes(30);
const HOUR: TimeDelta = TimeDelta::hours(1);
const DAY: TimeDelta = TimeDelta::days(1);

/// A feed with one post.
fn feed_of(id: &str) -> String {
    atom("Ana", &[item(id, "2026-03-01T09:00:00Z")])
}

/// A server whose `/feed` holds the post `a`, and a planet that has read it.
fn known() -> (Server, Planet) {
    let server = Server::start();
    server.always("/feed", Reply::ok(feed_of("a")));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed")).build();
    assert_eq!(planet.titles(), ["Post a"]);
    (server, planet)
}

/// How often a path was asked for.
fn asked(server: &Server, path: &str) -> usize {
    let requests = server.requests();
    requests.iter().filter(|seen| seen.path == path).count()
}

/// How long the feed will be left alone after a run at `now`.
fn wait_after(planet: &Planet, now: DateTime<Utc>) -> TimeDelta {
    let next = planet.status_of("Ana")["next_attempt"].clone();
    let next: DateTime<Utc> = next.as_str().unwrap().parse().unwrap();
    next - now
}

fn noon() -> DateTime<Utc> {
    NOON.parse().unwrap()
}

/// What a problem does to a feed that was read before: its post stays, and the problem is told everywhere.
fn assert_kept(planet: &Planet, run: &Run, kind: &str, words: &str) {
    assert_eq!(run.problem("Ana"), kind);
    assert_eq!(run.feed("Ana")["outcome"], "problem");
    let message = run.feed("Ana")["problem"]["message"].to_string();
    assert!(message.contains(words), "{message}");
    assert!(run.stderr.contains("Ana (planet.toml:"), "{}", run.stderr);
    assert!(run.stderr.contains(words), "{}", run.stderr);
    assert_eq!(planet.titles(), ["Post a"]);
    assert!(planet.page("atom.xml").contains("urn:test:a"));
    assert!(planet.page("status/index.html").contains(words));
    let status = planet.status_of("Ana");
    assert_eq!(status["problem"]["kind"], kind);
    assert_eq!(status["last_success"], NOON);
    assert_eq!(status["entries_stored"], 1);
}

/// What the known feed's next answer does, an hour later.
fn assert_keeps(reply: Reply, kind: &str, words: &str) {
    let (server, mut planet) = known();
    server.always("/feed", reply);
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, kind, words);
    assert_eq!(run.feed("Ana")["problem"]["since"], "2026-03-01T13:00:00Z");
}

// 200, a feed.

#[test]
fn a_feed_is_merged_and_its_validators_replace_those_before() {
    let (server, mut planet) = known();
    for (etag, id) in [("\"1\"", "b"), ("\"2\"", "c")] {
        server.always("/feed", Reply::new(200, &[("ETag", etag)], feed_of(id)));
        planet.wait(HOUR).build();
    }
    assert_eq!(planet.titles().len(), 3);
    server.always("/feed", Reply::head(304, &[]));
    planet.wait(HOUR).build();
    let sent: Vec<Option<String>> = server
        .requests()
        .iter()
        .map(|seen| seen.header("if-none-match").map(str::to_owned))
        .collect();
    assert_eq!(
        sent,
        [None, None, Some("\"1\"".into()), Some("\"2\"".into())]
    );
}

#[test]
fn validators_of_an_answer_without_any_are_forgotten() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    server.always("/feed", Reply::new(200, &[("ETag", "\"1\"")], feed_of("a")));
    planet.build();
    server.always("/feed", Reply::ok(feed_of("b")));
    planet.wait(HOUR).build();
    planet.wait(HOUR).build();
    let sent = server.requests();
    assert_eq!(sent[1].header("if-none-match"), Some("\"1\""));
    assert_eq!(sent[2].header("if-none-match"), None);
}

// 200, same body hash.

#[test]
fn the_same_body_is_as_good_as_a_304_and_brings_new_validators() {
    let (server, mut planet) = known();
    let before = planet.written();
    server.always(
        "/feed",
        Reply::new(200, &[("ETag", "\"new\"")], feed_of("a")),
    );
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["outcome"], "unchanged");
    assert_eq!(run.feed("Ana")["http_status"], 200);
    assert_eq!(planet.written(), before);
    planet.wait(HOUR).build();
    let sent = server.requests();
    assert_eq!(sent[2].header("if-none-match"), Some("\"new\""));
}

// 304.

#[test]
fn a_304_keeps_everything_and_rotates_validators() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    server.on("/feed", |seen| match seen.header("if-none-match") {
        None => Reply::new(200, &[("ETag", "\"1\"")], feed_of("a")),
        Some("\"1\"") => Reply::head(304, &[("ETag", "\"2\"")]),
        Some("\"2\"") => Reply::head(304, &[]),
        Some(_) => Reply::new(500, &[], ""),
    });
    planet.build();
    for _ in 0..3 {
        let run = planet.wait(HOUR).build();
        assert_eq!(run.feed("Ana")["outcome"], "unchanged");
        assert_eq!(run.feed("Ana")["http_status"], 304);
    }
    let sent: Vec<String> = server
        .requests()
        .iter()
        .filter_map(|seen| seen.header("if-none-match").map(str::to_owned))
        .collect();
    assert_eq!(sent, ["\"1\"", "\"2\"", "\"2\""]);
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_304_to_an_unconditional_request_is_a_problem() {
    assert_keeps(Reply::head(304, &[]), "protocol", "304");
}

#[test]
fn validators_are_not_sent_when_the_entries_they_stand_for_are_lost() {
    let server = Server::start();
    server.on("/feed", |seen| Reply::tagged(seen, "\"1\"", feed_of("a")));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed")).build();
    std::fs::remove_dir_all(planet.path(".planet")).unwrap();
    planet.wait(HOUR).build();
    assert_eq!(server.requests()[1].header("if-none-match"), None);
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn validators_are_not_sent_to_another_address_of_the_same_feed() {
    let server = Server::start();
    for path in ["/feed", "/other"] {
        server.on(path, |seen| Reply::tagged(seen, "\"1\"", feed_of("a")));
    }
    let mut planet = Planet::new();
    planet
        .feed_with("Ana", &server.url("/feed"), "id = \"ana\"")
        .build();
    // A new address is asked at once, though the interval has not passed.
    planet
        .feed_with("Ana", &server.url("/other"), "id = \"ana\"")
        .build();
    let sent = server.requests();
    assert_eq!(sent[1].path, "/other");
    assert_eq!(sent[1].header("if-none-match"), None);
    assert_eq!(planet.titles(), ["Post a"]);
}

// 301, 308.

#[test]
fn a_permanent_redirect_is_followed_and_reported_and_the_configured_url_is_asked_again() {
    for status in [301, 308] {
        let (server, mut planet) = known();
        server.always("/feed", Reply::redirect(status, "/new"));
        server.always("/new", Reply::ok(feed_of("b")));
        let run = planet.wait(HOUR).build();
        let new = server.url("/new");
        assert_eq!(run.feed("Ana")["moved_to"], Value::from(&*new));
        assert_eq!(run.feed("Ana")["outcome"], "new");
        assert!(run.stderr.contains(&format!("moved for good to {new}")));
        assert!(run.stderr.contains(&format!("url = \"{new}\"")));
        assert!(planet.page("status/index.html").contains(&new));
        assert_eq!(planet.titles().len(), 2);
        assert!(!planet.page("blogroll.opml").contains(&new));
        planet.wait(HOUR).build();
        assert_eq!(asked(&server, "/feed"), 3);
        assert_eq!(asked(&server, "/new"), 2);
        // The move is forgotten when the server takes it back.
        server.always("/feed", Reply::ok(feed_of("a")));
        let run = planet.wait(HOUR).build();
        assert_eq!(run.feed("Ana")["moved_to"], Value::Null);
    }
}

#[test]
fn an_outage_of_the_new_place_does_not_forget_the_move() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::redirect(301, "/new"));
    server.always("/new", Reply::ok(feed_of("b")));
    planet.wait(HOUR).build();
    server.always("/feed", Reply::new(500, &[], ""));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["moved_to"], Value::from(server.url("/new")));
}

// 302, 303, 307.

#[test]
fn a_temporary_redirect_is_followed_and_not_recorded() {
    for status in [302, 303, 307] {
        let (server, mut planet) = known();
        server.always("/feed", Reply::redirect(status, "/now-here"));
        server.always("/now-here", Reply::ok(feed_of("b")));
        let run = planet.wait(HOUR).build();
        assert_eq!(run.feed("Ana")["moved_to"], Value::Null);
        assert_eq!(run.feed("Ana")["problem"], Value::Null);
        assert_eq!(planet.titles().len(), 2);
        assert!(!planet.page("status.json").contains("now-here"));
        planet.wait(HOUR).build();
        assert_eq!(asked(&server, "/feed"), 3);
    }
}

#[test]
fn a_permanent_redirect_behind_a_temporary_one_is_not_recorded() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::redirect(302, "/a"));
    server.always("/a", Reply::redirect(301, "/b"));
    server.always("/b", Reply::ok(feed_of("b")));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["moved_to"], Value::Null);
    assert_eq!(planet.titles().len(), 2);
}

#[test]
fn validators_go_to_the_redirect_target_that_issued_them_and_to_no_other() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    server.always("/feed", Reply::redirect(302, "/one"));
    for path in ["/one", "/two"] {
        server.on(path, |seen| Reply::tagged(seen, "\"same\"", feed_of("a")));
    }
    planet.build();
    planet.wait(HOUR).build();
    server.always("/feed", Reply::redirect(302, "/two"));
    planet.wait(HOUR).build();
    let sent: Vec<(String, bool)> = server
        .requests()
        .into_iter()
        .map(|seen| {
            let conditional = seen.header("if-none-match").is_some();
            (seen.path, conditional)
        })
        .collect();
    let expected = [
        ("/feed", false),
        ("/one", false),
        ("/feed", false),
        ("/one", true),
        ("/feed", false),
        ("/two", false),
    ];
    assert_eq!(
        sent,
        expected.map(|(path, conditional)| (path.to_owned(), conditional))
    );
}

// 404, 403, 5xx, time-out, refused.

#[test]
fn an_error_status_keeps_everything() {
    for (status, words) in [
        (404, "the server answers 404: not found"),
        (403, "the server answers 403: forbidden"),
        (500, "the server answers 500: internal server error"),
        (503, "the server answers 503: service unavailable"),
    ] {
        assert_keeps(Reply::new(status, &[], feed_of("b")), "http", words);
    }
}

#[test]
fn a_feed_that_fails_is_asked_less_and_less_often_but_once_a_day() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::new(404, &[], ""));
    let mut now = noon();
    for (failures, wait) in (1..).zip([30, 60, 120, 240, 480, 960, 1440, 1440]) {
        now += DAY;
        let run = planet.wait(DAY).build();
        assert_eq!(
            run.feed("Ana")["problem"]["since"],
            "2026-03-02T12:00:00Z",
            "since when is kept over the runs"
        );
        assert_eq!(planet.status_of("Ana")["failures"], failures);
        assert_eq!(wait_after(&planet, now), TimeDelta::minutes(wait));
    }
    assert_eq!(asked(&server, "/feed"), 9);
    // Within that time nobody asks, and the problem stays on record.
    let run = planet.wait(TimeDelta::hours(23)).build();
    assert_eq!(asked(&server, "/feed"), 9);
    assert_eq!(run.feed("Ana")["outcome"], "skipped");
    assert_eq!(run.problem("Ana"), "http");
    planet.run(&["build", "--strict"]).ended_with(3);
    // Then it recovers.
    server.always("/feed", Reply::ok(feed_of("b")));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["problem"], Value::Null);
    let status = planet.status_of("Ana");
    assert_eq!(status["failures"], 0);
    assert_eq!(status["problem"], Value::Null);
    assert_eq!(planet.titles(), ["Post b", "Post a"]);
}

#[test]
fn since_is_when_a_feed_began_to_fail_whatever_fails_each_time() {
    let (server, mut planet) = known();
    let cut_off = Reply::head(200, &[("Content-Length", "5000")]).send("<feed");
    let failures = [
        (Reply::new(500, &[], ""), "http"),
        (cut_off, "connect"),
        (Reply::new(500, &[], ""), "http"),
        (Reply::ok("<html><body>Hello</body></html>"), "web-page"),
    ];
    for (times, (reply, kind)) in (1..).zip(failures) {
        server.always("/feed", reply);
        let run = planet.wait(DAY).build();
        assert_eq!(run.problem("Ana"), kind);
        assert_eq!(run.feed("Ana")["problem"]["since"], "2026-03-02T12:00:00Z");
        let status = planet.status_of("Ana");
        assert_eq!(status["failures"], times);
        assert_eq!(status["problem"]["since"], "2026-03-02T12:00:00Z");
    }
}

#[test]
fn since_starts_anew_when_a_failing_feed_is_read_but_had_to_be_mended_and_the_other_way_round() {
    let (server, mut planet) = known();
    let broken = feed_of("b").replace("Post b", "Post b & more &nbsp; <b>");
    for (reply, kind, since) in [
        (Reply::new(500, &[], ""), "http", "2026-03-02T12:00:00Z"),
        (Reply::ok(broken), "malformed", "2026-03-03T12:00:00Z"),
        (Reply::new(500, &[], ""), "http", "2026-03-04T12:00:00Z"),
    ] {
        server.always("/feed", reply);
        let run = planet.wait(DAY).build();
        assert_eq!(run.problem("Ana"), kind);
        assert_eq!(run.feed("Ana")["problem"]["since"], since);
        assert_eq!(planet.status_of("Ana")["problem"]["since"], since);
    }
}

#[test]
fn a_refused_connection_keeps_everything() {
    let (server, mut planet) = known();
    let url = server.url("/feed");
    drop(server);
    // The listener may take a moment to close, but answers nothing any more.
    while std::net::TcpStream::connect(url.trim_start_matches("http://").trim_end_matches("/feed"))
        .is_ok()
    {}
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "connect", "refused");
    assert_eq!(run.feed("Ana")["http_status"], Value::Null);
}

#[test]
fn a_server_that_does_not_answer_in_time_keeps_everything() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::silence());
    planet
        .fetch("first_byte_timeout", "\"1s\"")
        .fetch("stall_timeout", "\"1s\"");
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "timeout", "no answer within 1 s");
}

#[test]
fn an_answer_that_stalls_keeps_everything() {
    let (server, mut planet) = known();
    let half = &feed_of("b")[..200];
    let reply = Reply::head(200, &[("Content-Length", "5000")]).send(half);
    server.always(
        "/feed",
        reply.wait(TimeDelta::seconds(10).to_std().unwrap()),
    );
    planet.fetch("stall_timeout", "\"1s\"");
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "timeout", "stalled for 1 s");
}

#[test]
fn an_answer_that_is_cut_off_keeps_everything() {
    let half = feed_of("b")[..200].to_owned();
    let reply = Reply::head(200, &[("Content-Length", "5000")]).send(half);
    assert_keeps(reply, "connect", "cut off");
}

#[test]
fn a_host_name_that_does_not_resolve_is_a_problem_of_its_feed() {
    let mut planet = Planet::new();
    let run = planet.feed("Ana", "http://nowhere.invalid/feed").build();
    // Without a network it may also take too long to know.
    let kind = run.problem("Ana");
    assert!(kind == "dns" || kind == "timeout", "{run:#?}");
}

#[test]
fn a_server_without_tls_is_a_problem_of_its_feed() {
    let server = Server::start();
    let mut planet = Planet::new();
    let url = server.url("/feed").replace("http://", "https://");
    let run = planet.feed("Ana", &url).build();
    let kind = run.problem("Ana");
    assert!(["tls", "connect", "timeout"].contains(&&*kind), "{run:#?}");
}

// 410.

#[test]
fn a_feed_that_is_gone_keeps_its_entries_and_is_asked_once_a_week() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::new(410, &[], ""));
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "gone", "gone for good");
    assert!(run.stderr.contains("hint: "), "{}", run.stderr);
    assert_eq!(wait_after(&planet, noon() + HOUR), TimeDelta::weeks(1));
    planet.wait(TimeDelta::weeks(1) - HOUR).build();
    assert_eq!(asked(&server, "/feed"), 2);
    planet.wait(HOUR).build();
    assert_eq!(asked(&server, "/feed"), 3);
}

// 429, 503 with Retry-After.

/// A planet of five blogs on one server, all read, and how often each was asked since the last look.
struct Neighbors {
    server: Server,
    planet: Planet,
    asked: usize,
}

impl Neighbors {
    fn read() -> Self {
        let server = Server::start();
        let mut planet = Planet::new();
        planet.fetch("per_host", "2");
        for n in 0..5 {
            let posts = [item(&format!("p{n}"), "2026-02-20T10:00:00Z")];
            server.always(
                &format!("/{n}"),
                Reply::ok(atom(&format!("Blog {n}"), &posts)),
            );
            planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
        }
        planet.build();
        assert_eq!(planet.titles().len(), 5);
        let asked = server.requests().len();
        Self {
            server,
            planet,
            asked,
        }
    }

    /// The paths that a run asks for after this time.
    fn ask(&mut self, minutes: i64, arguments: &[&str]) -> Vec<String> {
        let time = TimeDelta::minutes(minutes);
        self.planet.wait(time).run(arguments).succeeded();
        let seen = self.server.requests();
        let mut paths: Vec<String> = seen[self.asked..]
            .iter()
            .map(|seen| seen.path.clone())
            .collect();
        self.asked = seen.len();
        paths.sort();
        paths
    }
}

#[test]
fn a_server_that_asks_to_be_left_alone_whatever_it_is_asked_for_is_left_alone() {
    let mut all = Neighbors::read();
    let answer = |all: &Neighbors, reply: &Reply| {
        for n in 0..5 {
            all.server.always(&format!("/{n}"), reply.clone());
        }
    };
    answer(&all, &Reply::new(429, &[("Retry-After", "7200")], ""));
    // The fourth may be asked while the third still waits.
    for _ in 0..2 {
        let asked = all.ask(24 * 60, &["build"]);
        assert!((3..5).contains(&asked.len()), "{asked:?}");
        assert_eq!(all.ask(60, &["build"]), [""; 0]);
        assert_eq!(all.ask(59, &["build"]), [""; 0]);
    }
    assert_eq!(all.ask(0, &["build", "--force"]).len(), 5);
    let late = [item("l", "2026-02-20T10:00:00Z")];
    all.server.always("/late", Reply::ok(atom("Late", &late)));
    let url = all.server.url("/late");
    all.planet.feed("Late", &url);
    assert_eq!(all.ask(30, &["build"]), ["/late"], "it was never read");
    answer(&all, &Reply::ok(atom("Blog", &[])));
    assert_eq!(all.ask(48 * 60, &["build"]).len(), 6);
}

#[test]
fn of_a_server_that_answers_so_many_in_each_run_every_feed_has_its_turn() {
    for allowed in [1, 2] {
        let mut all = Neighbors::read();
        let left = Arc::new(AtomicUsize::new(0));
        let answered = Arc::new(Mutex::new(BTreeSet::new()));
        for n in 0..5 {
            let (left, answered) = (Arc::clone(&left), Arc::clone(&answered));
            all.server.on(&format!("/{n}"), move |seen| {
                let take = |left: usize| left.checked_sub(1);
                if left.fetch_update(SeqCst, SeqCst, take).is_err() {
                    return Reply::new(429, &[("Retry-After", "600")], "");
                }
                answered.lock().unwrap().insert(seen.path.clone());
                Reply::ok(atom("Blog", &[]))
            });
        }
        for _ in 0..12 {
            left.store(allowed, SeqCst);
            all.ask(24 * 60, &["build"]);
        }
        assert_eq!(answered.lock().unwrap().len(), 5, "{allowed} in each run");
    }
}

#[test]
fn a_server_that_answers_for_other_feeds_is_asked_for_them() {
    let mut all = Neighbors::read();
    for n in [0, 3] {
        let wait = Reply::new(503, &[("Retry-After", "7200")], "");
        all.server.always(&format!("/{n}"), wait);
    }
    assert_eq!(all.ask(60, &["build"]).len(), 5);
    for _ in 0..3 {
        let asked = all.ask(30, &["build"]);
        assert_eq!(asked, ["/1", "/2", "/4"]);
    }
}

#[test]
fn retry_after_in_seconds_or_as_a_date_is_respected_across_runs_and_overruled_by_force() {
    for (status, retry_after) in [
        (429, "7200"),
        (503, "7200"),
        (429, "Sun, 01 Mar 2026 15:00:00 GMT"),
        (503, "Sun, 01 Mar 2026 15:00:00 GMT"),
    ] {
        let (server, mut planet) = known();
        let reply = Reply::new(status, &[("Retry-After", retry_after)], "");
        server.always("/feed", reply);
        let run = planet.wait(HOUR).build();
        assert_kept(&planet, &run, "rate-limited", "asks us to come back later");
        assert_eq!(wait_after(&planet, noon() + HOUR), TimeDelta::hours(2));
        planet.wait(TimeDelta::minutes(119)).build();
        assert_eq!(asked(&server, "/feed"), 2);
        planet.force();
        assert_eq!(asked(&server, "/feed"), 3);
        server.always("/feed", Reply::ok(feed_of("b")));
        planet.wait(TimeDelta::hours(2)).build();
        assert_eq!(planet.titles(), ["Post b", "Post a"]);
    }
}

#[test]
fn nobody_can_silence_a_feed_for_more_than_a_week() {
    for retry_after in ["99999999999999999999", "Tue, 01 Jan 2999 00:00:00 GMT"] {
        let (server, mut planet) = known();
        let reply = Reply::new(429, &[("Retry-After", retry_after)], "");
        server.always("/feed", reply);
        planet.wait(HOUR).build();
        assert_eq!(wait_after(&planet, noon() + HOUR), TimeDelta::weeks(1));
    }
}

#[test]
fn a_feed_may_ask_for_patience_by_max_age_and_ttl() {
    for (headers, feed, wait) in [
        (&[][..], rss("Ana", &[]), HALF_HOUR),
        (
            &[("Cache-Control", "public, max-age=10800")],
            rss("Ana", &[]),
            TimeDelta::hours(3),
        ),
        (
            &[],
            rss("Ana", &[]).replace("<description>", "<ttl>240</ttl><description>"),
            TimeDelta::hours(4),
        ),
        (
            &[("Cache-Control", "max-age=99999999")],
            rss("Ana", &[]),
            DAY,
        ),
    ] {
        let server = Server::start();
        server.always("/feed", Reply::new(200, headers, feed));
        let mut planet = Planet::new();
        planet.feed("Ana", &server.url("/feed")).build();
        assert_eq!(wait_after(&planet, noon()), wait, "{headers:?}");
    }
}

// 200, a web page.

#[test]
fn a_web_page_keeps_everything_and_names_the_feed_that_it_advertises() {
    let page = "<!doctype html><html><head><title>Blog</title>\
        <link rel=\"alternate\" type=\"application/atom+xml\" href=\"/real.atom\"></head><body><p>Hello</body></html>";
    let (server, mut planet) = known();
    server.always(
        "/feed",
        Reply::new(200, &[("Content-Type", "text/html")], page),
    );
    let run = planet.wait(HOUR).build();
    let words = server.url("/real.atom");
    assert_kept(&planet, &run, "web-page", &words);
    assert!(run.stderr.contains("hint: set `url`"), "{}", run.stderr);
}

#[test]
fn a_parked_domain_brings_nothing_into_the_river() {
    let page = "<!doctype html><html><body><h1>This domain is for sale</h1></body></html>";
    assert_keeps(Reply::ok(page), "web-page", "it looks like a parked domain");
}

#[test]
fn a_page_that_keeps_feeds_away_is_named_on_every_way_to_the_reader() {
    let login = "<!doctype html><html><head><title>Log In ‹ Blog</title></head><body>\
        <form method=post><input name=log><input type=password name=pwd></form></body></html>";
    let guard =
        "<!doctype html><html><head><title>Just a moment...</title></head><body></body></html>";
    for (page, look, hint) in [
        (login, "it looks like a login page", "needs no login"),
        (
            guard,
            "it looks like a bot check by Cloudflare",
            "let feed readers reach",
        ),
    ] {
        let (server, mut planet) = known();
        server.always("/feed", Reply::ok(page));
        let run = planet.wait(HOUR).build();
        assert_kept(&planet, &run, "web-page", look);
        assert!(run.stderr.contains(hint), "{}", run.stderr);
    }
}

// 200, malformed or truncated.

#[test]
fn a_truncated_feed_gives_its_complete_entries_and_a_problem() {
    let (server, mut planet) = known();
    let posts = ["d", "c", "b"].map(|id| item(id, "2026-03-01T10:00:00Z"));
    let whole = atom("Ana", &posts);
    let cut = whole.find("The text of b").unwrap();
    server.always("/feed", Reply::ok(&whole[..cut]));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.problem("Ana"), "malformed");
    assert_eq!(run.feed("Ana")["entries_new"], 2);
    let message = run.feed("Ana")["problem"]["message"].to_string();
    assert!(message.contains("malformed"), "{message}");
    assert_eq!(planet.titles(), ["Post d", "Post c", "Post a"]);
    // The feed works; it is asked as usual and not counted as failing.
    let status = planet.status_of("Ana");
    assert_eq!(status["failures"], 0);
    assert_eq!(wait_after(&planet, noon() + HOUR), HALF_HOUR);
    planet.run(&["build", "--strict"]).ended_with(3);
}

#[test]
fn a_malformed_feed_is_mended_and_stays_a_problem_until_it_is_well_formed() {
    let (server, mut planet) = known();
    let broken = feed_of("b").replace("Post b", "Post b & more &nbsp; <b>");
    server.on("/feed", move |seen| Reply::tagged(seen, "\"1\"", &broken));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.problem("Ana"), "malformed");
    assert_eq!(planet.titles().len(), 2);
    // A 304 says that it is still the same document.
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["http_status"], 304);
    assert_eq!(run.problem("Ana"), "malformed");
    assert_eq!(run.feed("Ana")["problem"]["since"], "2026-03-01T13:00:00Z");
    server.always("/feed", Reply::ok(feed_of("b")));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["problem"], Value::Null);
}

#[test]
fn what_is_no_feed_keeps_everything() {
    assert_keeps(Reply::ok("Just some words."), "not-a-feed", "");
    assert_keeps(Reply::ok("{\"hello\": 1}"), "json", "");
}

// 200, empty.

#[test]
fn an_answer_without_bytes_keeps_everything() {
    assert_keeps(Reply::ok(""), "empty", "");
}

#[test]
fn a_feed_that_lost_its_entries_keeps_them_here() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::ok(atom("Ana", &[])));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.problem("Ana"), "no-entries");
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_feed_that_never_had_entries_is_no_problem() {
    let server = Server::start();
    server.always("/feed", Reply::ok(atom("Ana", &[])));
    let mut planet = Planet::new();
    let run = planet.feed("Ana", &server.url("/feed")).build();
    assert_eq!(run.feed("Ana")["problem"], Value::Null);
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Ana")["problem"], Value::Null);
}

// Limits.

#[test]
fn a_feed_that_is_too_large_keeps_everything_and_names_the_limit() {
    let (server, mut planet) = known();
    let mut post = item("b", "2026-03-01T10:00:00Z");
    post.content = "word ".repeat(100 << 10);
    server.always("/feed", Reply::ok(atom("Ana", &[post])));
    planet.fetch("max_body", "\"200KB\"");
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "too-large", "larger than 200 KB");
}

#[test]
fn a_redirect_loop_keeps_everything() {
    assert_keeps(Reply::redirect(302, "/feed"), "redirect", "loop");
}

#[test]
fn endless_redirects_keep_everything() {
    let (server, mut planet) = known();
    server.always("/feed", Reply::redirect(302, "/0"));
    for n in 0..20 {
        server.always(
            &format!("/{n}"),
            Reply::redirect(302, &format!("/{}", n + 1)),
        );
    }
    let run = planet.wait(HOUR).build();
    assert_kept(&planet, &run, "redirect", "more than 8 times");
}

#[test]
fn a_redirect_without_a_target_keeps_everything() {
    assert_keeps(Reply::new(301, &[], ""), "redirect", "where to");
}

#[test]
fn a_redirect_to_a_forbidden_scheme_or_address_keeps_everything() {
    for (target, words) in [
        ("file:///etc/passwd", "file:"),
        ("ftp://127.0.0.1/feed", "ftp:"),
        ("http://169.254.169.254/latest/meta-data/", "private"),
        ("http://[fd00:ec2::254]/", "private"),
        ("http://2852039166/", "private"),
    ] {
        assert_keeps(Reply::redirect(302, target), "forbidden", words);
    }
}

#[test]
fn localhost_is_asked_when_the_config_names_it() {
    let server = Server::start();
    server.always("/feed", Reply::ok(feed_of("a")));
    let url = server.url("/feed").replace("127.0.0.1", "localhost");
    let mut planet = Planet::new();
    planet.feed("Ana", &url).build();
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn the_status_names_each_post_of_the_last_month_that_the_river_does_not_show_with_its_reason() {
    let server = Server::start();
    let day = |day: u32| format!("2026-02-{day:02}T10:00:00Z");
    let mut posts: Vec<Item> = (10..=22)
        .rev()
        .map(|n| item(&format!("p{n}"), &day(n)))
        .collect();
    posts.push(item("sponsored", &day(23)));
    posts.push(item("ahead", "2026-04-01T10:00:00Z"));
    posts.push(undated("dateless"));
    posts.push(item("long ago", "2025-02-01T10:00:00Z"));
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    let own = "exclude = { title = \"sponsored\" }";
    planet.feed_with("Ana", &server.url("/ana"), own).build();
    let status = planet.status_of("Ana");
    let unshown = status["unshown"].as_array().unwrap();
    let reasons: Vec<(&str, &str)> = unshown
        .iter()
        .map(|post| {
            (
                post["label"].as_str().unwrap(),
                post["reason"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(
        reasons,
        [
            ("Post ahead", "future"),
            ("Post dateless", "undated"),
            ("Post sponsored", "filter"),
            ("Post p13", "new-feed"),
            ("Post p12", "new-feed"),
            ("Post p11", "new-feed"),
            ("Post p10", "new-feed"),
        ]
    );
    assert_eq!(unshown[2]["filter"], "exclude title");
    assert_eq!(unshown[2]["expression"], "sponsored");
    assert_eq!(unshown[0]["expression"], Value::Null);
    let page = planet.page("status/index.html");
    for words in [
        "Not shown in the last 30 days: 7 posts",
        "<a href=\"https://blog.example/sponsored\">Post sponsored</a> <span class=\"muted\">dropped by a filter: exclude title sponsored</span>",
        "Post ahead</a> <span class=\"muted\">is dated in the future",
    ] {
        assert!(page.contains(words), "{words}");
    }
    planet
        .wait(TimeDelta::days(60))
        .run(&["render"])
        .succeeded();
    assert_eq!(
        planet.status_of("Ana")["unshown"].as_array().unwrap().len(),
        0
    );
    planet
        .feed_with("Ana", &server.url("/ana"), "river = false")
        .run(&["render"])
        .succeeded();
    assert!(
        planet
            .page("status/index.html")
            .contains("only on its own page")
    );
}

#[test]
fn status_json_names_a_thousand_posts_that_are_not_shown_and_the_page_the_newest() {
    let server = Server::start();
    let newest: DateTime<Utc> = "2026-03-01T11:00:00Z".parse().unwrap();
    let posts: Vec<Item> = (0..1_005)
        .map(|n| {
            let date = newest - TimeDelta::minutes(40) * n;
            item(&format!("p{n}"), &date.to_rfc3339())
        })
        .collect();
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    let own = "include = { category = \"(?i)garden\", title = \" p1$\" }";
    planet.feed_with("Ana", &server.url("/ana"), own).build();
    let status = planet.status_of("Ana");
    let unshown = status["unshown"].as_array().unwrap();
    assert_eq!(unshown.len(), 1_000);
    assert_eq!(unshown[999]["label"], "Post p1000");
    assert_eq!(unshown[0]["filter"], "include");
    assert_eq!(unshown[0]["expression"], "title  p1$, category (?i)garden");
    assert_eq!(status["unshown_more"], 4);
    let page = planet.page("status/index.html");
    assert!(
        page.contains("Not shown in the last 30 days: 1004 posts"),
        "{page}"
    );
    assert!(
        page.contains(">Post p20</a>") && !page.contains(">Post p21</a>"),
        "{page}"
    );
    assert!(page.contains("<li>And 984 more</li>"), "{page}");
}

#[test]
fn the_status_page_says_when_each_feed_was_asked_and_what_it_answered() {
    let server = Server::start();
    server.always("/ana", Reply::ok(feed_of("a")));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana")).build();
    let page = planet.page("status/index.html");
    for words in [
        "<dt>Last asked</dt><dd><time datetime=\"2026-03-01T12:00:00Z\">",
        "<dt>Last answer</dt><dd>HTTP 200</dd>",
    ] {
        assert!(page.contains(words), "{page}");
    }
}
