//! Feeds that fail in every way that is known, over a day with a run each hour, beside feeds that do not.

mod kinds;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use serde_json::Value;

use self::kinds::{Kind, Schedule, Servers, kinds};
use super::HOUR;
use crate::{
    planet::{NOON, Planet, Run, atom, item},
    server::{Reply, Server},
};

const HOURS: i32 = 24;
const GOOD: usize = 5;

/// In milliseconds, as planet.toml of the test says.
const TIMEOUT: u64 = 2_000;

/// The hours of the day, from 1, in which a feed is asked that fails from then on: at each failure the time until it is asked again
/// doubles, beginning with half an hour.
const LESS_AND_LESS: [i32; 6] = [1, 2, 3, 5, 9, 17];

fn good_posts(n: usize, hour: i32) -> String {
    let posts: Vec<_> = (0..=hour)
        .rev()
        .take(3)
        .map(|hour| {
            let date = noon() + HOUR * hour - TimeDelta::minutes(1);
            item(&format!("good-{n}-{hour}"), &date.to_rfc3339())
        })
        .collect();
    atom(&format!("Good {n}"), &posts)
}

fn noon() -> DateTime<Utc> {
    NOON.parse().unwrap()
}

/// The planet, with every feed read once at noon.
fn begin(server: &Server, kinds: &[Kind]) -> Planet {
    let mut planet = Planet::new();
    planet
        .fetch("connect_timeout", "\"1s\"")
        .fetch("first_byte_timeout", "\"1s\"")
        .fetch("stall_timeout", "\"1s\"")
        .fetch("timeout", "\"2s\"")
        .fetch("max_body", "\"1MB\"")
        .fetch("threads", "64");
    for n in 0..GOOD {
        server.always(&format!("/good-{n}"), Reply::ok(good_posts(n, 0)));
        planet.feed(&format!("Good {n}"), &server.url(&format!("/good-{n}")));
    }
    for kind in kinds {
        let path = format!("/before/{}", kind.name);
        let post = item(&format!("kept-{}", kind.name), "2026-02-20T09:00:00Z");
        server.always(&path, Reply::ok(atom(kind.name, &[post])));
        follow(&mut planet, kind, &server.url(&path));
    }
    let run = planet.build();
    assert_eq!(run.report()["totals"]["problems"], 0, "{}", run.stderr);
    planet
}

/// The same feed wherever it is, as far as planet.toml knows.
fn follow(planet: &mut Planet, kind: &Kind, url: &str) {
    planet.feed_with(kind.name, url, &format!("id = \"{}\"", kind.name));
}

#[test]
fn feeds_that_fail_in_every_known_way_for_a_day_keep_their_posts_hold_nobody_up_and_are_asked_as_agreed()
 {
    let server = Server::start();
    let servers = Servers::start();
    let kinds = kinds(&server, &servers);
    assert!(kinds.len() >= 24, "{}", kinds.len());
    let mut planet = begin(&server, &kinds);
    for kind in &kinds {
        follow(&mut planet, kind, &kind.url);
    }
    let mut asked: BTreeMap<&str, Vec<i32>> = BTreeMap::new();
    for hour in 1..=HOURS {
        for n in 0..GOOD {
            server.always(&format!("/good-{n}"), Reply::ok(good_posts(n, hour)));
        }
        let run = planet.wait(HOUR).build();
        for n in 0..GOOD {
            let report = run.feed(&format!("Good {n}"));
            assert_eq!(report["entries_new"], 1, "hour {hour}: {report:#}");
            assert_eq!(report["problem"], Value::Null, "hour {hour}");
        }
        let titles = planet.titles();
        for n in 0..GOOD {
            let newest = format!("Post good-{n}-{hour}");
            assert!(titles[..GOOD].contains(&newest), "hour {hour}: {titles:?}");
        }
        for kind in &kinds {
            let report = run.feed(kind.name);
            if report["outcome"] != "skipped" {
                asked.entry(kind.name).or_default().push(hour);
                let took = report["milliseconds"].as_u64().unwrap();
                assert!(took < TIMEOUT + 1_000, "{}: {took} ms", kind.name);
            }
            assert_told(kind, &run);
        }
    }
    let page = planet.page("status/index.html");
    for kind in &kinds {
        let hours = match kind.schedule {
            Schedule::LessAndLess => LESS_AND_LESS.to_vec(),
            Schedule::Usual => (1..=HOURS).collect(),
            Schedule::In(hours) => hours.to_vec(),
        };
        assert_eq!(asked[kind.name], hours, "{}", kind.name);
        // What the servers have seen is what the report says.
        let path = format!("/{}", kind.name);
        let seen = server.requests();
        let seen = seen.iter().filter(|seen| seen.path == path).count();
        if kind.url == server.url(&path) {
            assert_eq!(seen, hours.len(), "{}", kind.name);
        }
        assert_kept(kind, &planet, &page);
    }
    // They all come back, and are asked again after a week at the latest.
    for kind in &kinds {
        let path = format!("/before/{}", kind.name);
        let posts = [
            item(&format!("back-{}", kind.name), "2026-03-09T09:00:00Z"),
            item(&format!("kept-{}", kind.name), "2026-02-20T09:00:00Z"),
        ];
        server.always(&path, Reply::ok(atom(kind.name, &posts)));
        follow(&mut planet, kind, &server.url(&path));
    }
    let run = planet.wait(TimeDelta::days(8)).build();
    for kind in &kinds {
        assert_eq!(run.feed(kind.name)["problem"], Value::Null, "{}", kind.name);
        let titles = planet.titles_of(kind.name);
        assert!(
            titles.contains(&format!("Post back-{}", kind.name)),
            "{titles:?}"
        );
        assert!(
            titles.contains(&format!("Post kept-{}", kind.name)),
            "{titles:?}"
        );
    }
}

/// The report of every run says what is wrong, and since the first hour.
fn assert_told(kind: &Kind, run: &Run) {
    let problem = run.feed(kind.name)["problem"].clone();
    let name = kind.name;
    let found = problem["kind"].as_str().unwrap_or_default();
    assert!(kind.kinds.contains(&found), "{name}: {problem:#}");
    let message = problem["message"].as_str().unwrap();
    assert!(message.contains(kind.words), "{name}: {message}");
    assert_eq!(problem["since"], "2026-03-01T13:00:00Z", "{name}");
}

/// After the day the posts are there, and the status says what is wrong, and since when.
fn assert_kept(kind: &Kind, planet: &Planet, page: &str) {
    let name = kind.name;
    let titles = planet.titles_of(name);
    assert!(
        titles.contains(&format!("Post kept-{name}")),
        "{name}: {titles:?}"
    );
    for brought in kind.brings {
        assert!(
            titles.contains(&(*brought).to_owned()),
            "{name}: {titles:?}"
        );
    }
    let status = planet.status_of(name);
    assert_eq!(status["entries_stored"], 1 + kind.brings.len(), "{name}");
    assert_eq!(status["problem"]["since"], "2026-03-01T13:00:00Z", "{name}");
    let part = page
        .split(&format!("<li class=\"status\" id=\"{name}\">"))
        .nth(1);
    let part = part.unwrap_or_else(|| panic!("no {name} on the status page"));
    let part = part.split("<li class=\"status\"").next().unwrap();
    assert!(part.contains(kind.words), "{name}: {part}");
    assert!(part.contains("2026-03-01T13:00:00Z"), "{name}: {part}");
}
