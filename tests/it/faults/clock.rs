//! A clock that is wrong for a while.

use chrono::{DateTime, Utc};

use super::{HOUR, built};
use crate::{
    planet::{NOON, Planet, atom, item, undated},
    server::{Reply, Server},
};

/// A planet with two posts; while its clock is wrong, a dated and an undated one come. The planet afterwards, with the clock right.
fn after_a_clock_at(wrong: &str) -> (Server, Planet) {
    let (server, mut planet) = built();
    let say = |ids: &[&str]| {
        let mut posts = vec![
            item("b", "2026-03-01T09:00:00Z"),
            item("a", "2026-02-20T09:00:00Z"),
        ];
        for id in ids {
            posts.push(match *id {
                "meanwhile" => item(id, "2026-03-01T12:40:00Z"),
                "last" => item(id, "2026-03-01T14:40:00Z"),
                _ => undated(id),
            });
        }
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    say(&["meanwhile", "undated"]);
    planet.at(wrong).build();
    let noon: DateTime<Utc> = NOON.parse().unwrap();
    for hour in 2..4 {
        planet.at(&(noon + HOUR * hour).to_rfc3339()).build();
    }
    say(&["meanwhile", "undated", "last", "undated, too"]);
    planet.at("2026-03-01T16:00:00Z").build();
    (server, planet)
}

#[test]
fn posts_that_come_while_the_clock_is_a_year_wrong_are_neither_doubled_nor_lost_nor_out_of_order() {
    for wrong in ["2025-03-01T13:00:00Z", "2027-03-01T13:00:00Z"] {
        let (server, mut planet) = after_a_clock_at(wrong);
        // Every run asked: nothing that a wrong clock planned silences a feed.
        assert_eq!(server.requests().len(), 5, "{wrong}");
        // A post that was dated ahead of a clock is let in when its day is over.
        planet.at("2026-03-02T00:30:00Z").build();
        assert_eq!(planet.status_of("Ana")["entries_stored"], 6, "{wrong}");
        let river = planet.river();
        let titles: Vec<&str> = river.iter().map(|entry| entry.title.as_str()).collect();
        let expected = match wrong {
            // First sight in a year that is over says nothing: this post is on its blog's own page only.
            "2025-03-01T13:00:00Z" => &["undated, too", "last", "meanwhile", "b", "a"][..],
            _ => &["undated, too", "last", "undated", "meanwhile", "b", "a"],
        };
        let expected: Vec<String> = expected.iter().map(|id| format!("Post {id}")).collect();
        assert_eq!(titles, expected, "{wrong}");
        assert!(planet.titles_of("ana").contains(&"Post undated".to_owned()));
        for entry in &river {
            assert!(
                entry.date.as_str() < "2026-03-01T16:30:00Z",
                "{wrong}: {entry:?}"
            );
        }
        let before = planet.site();
        planet.wait(HOUR).build();
        assert_eq!(planet.site()["index.html"], before["index.html"], "{wrong}");
    }
}

#[test]
fn a_clock_that_is_ahead_for_a_run_makes_nothing_too_old_to_be_kept() {
    let server = Server::start();
    let posts = |ids: &[&str]| {
        let posts: Vec<_> = ids
            .iter()
            .map(|id| item(id, &format!("2026-0{id}-01T09:00:00Z")))
            .collect();
        Reply::ok(atom("Ana", &posts))
    };
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/feed"), "keep = \"200d\"");
    server.always("/feed", posts(&["2", "1"]));
    planet.build();
    server.always("/feed", posts(&["3"]));
    planet.at("2027-03-01T13:00:00Z").build();
    planet.at("2026-03-01T14:00:00Z").build();
    assert_eq!(planet.titles(), ["Post 3", "Post 2", "Post 1"]);
    // While it goes as it should, what is too old goes.
    for day in [
        "2026-03-20",
        "2026-04-10",
        "2026-05-01",
        "2026-05-20",
        "2026-06-10",
        "2026-07-01",
        "2026-07-25",
    ] {
        server.always("/feed", posts(&["3"]));
        planet.at(&format!("{day}T12:00:00Z")).build();
    }
    server.always("/feed", posts(&["4", "3"]));
    planet.at("2026-08-01T12:00:00Z").build();
    assert_eq!(planet.titles(), ["Post 4", "Post 3", "Post 2"]);
}

#[test]
fn a_clock_that_starts_in_1970_or_a_year_ago_dates_nothing_anew_where_no_post_has_a_date() {
    for wrong in ["1970-01-01T00:01:00Z", "2025-03-20T12:00:00Z"] {
        let server = Server::start();
        let mut planet = Planet::new();
        planet.feed("Ana", &server.url("/feed"));
        let mut posts = Vec::new();
        for day in ["2025-03-01", "2025-04-01", "2025-08-01", "2026-02-01"] {
            posts.push(undated(day));
            server.always("/feed", Reply::ok(atom("Ana", &posts)));
            planet.at(&format!("{day}T12:00:00Z")).build();
        }
        let dates = |planet: &Planet| -> Vec<String> {
            let river = planet.river();
            river.into_iter().map(|entry| entry.date).collect()
        };
        let before = dates(&planet);
        assert_eq!(before.len(), 3, "{before:?}");
        planet.at(wrong).build();
        planet.at("2026-02-02T12:00:00Z").build();
        assert_eq!(dates(&planet), before, "{wrong}");
    }
}

#[test]
fn a_clock_that_was_ahead_by_some_days_silences_nothing() {
    let (server, mut planet) = built();
    planet.at("2026-03-06T12:00:00Z").build();
    let asked = server.requests().len();
    planet.at("2026-03-01T13:00:00Z").build();
    assert_eq!(server.requests().len(), asked + 1);
    // From then on as always.
    planet.at("2026-03-01T13:10:00Z").build();
    assert_eq!(server.requests().len(), asked + 1);
}

#[test]
fn a_clock_that_was_ahead_leaves_no_issue_of_the_digest_behind() {
    let server = Server::start();
    let post = |day: u32| item(&day.to_string(), &format!("2026-03-{day:02}T09:00:00Z"));
    let say = |days: u32| {
        let posts: Vec<_> = (1..=days).map(post).collect();
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    let mut planet = Planet::new();
    planet.table("[digest]\nmin_items = 1");
    planet.feed("Ana", &server.url("/feed"));
    say(3);
    planet.at("2026-03-03T12:00:00Z").build();
    planet.at("2027-03-03T12:00:00Z").build();
    say(9);
    let run = planet.at("2026-03-09T12:00:00Z").build();
    assert!(
        run.stderr.contains("was made by a clock that was ahead"),
        "{run:#?}"
    );
    assert!(planet.has("weekly/2026-w10/index.html"));
    say(16);
    let run = planet.at("2026-03-16T12:00:00Z").build();
    assert!(!run.stderr.contains("was ahead"), "{run:#?}");
    assert!(planet.has("weekly/2026-w11/index.html"));
    assert!(!planet.has("weekly/2027-w08/index.html"));
    // While the clock is behind, nothing is forgotten.
    planet.at("2026-03-01T12:00:00Z").build();
    planet.at("2026-03-16T13:00:00Z").build();
    for week in 10..12 {
        assert!(planet.has(&format!("weekly/2026-w{week}/index.html")));
    }
}

#[test]
fn a_clock_that_is_behind_takes_no_issue_of_the_digest_away() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.table("[digest]\nmin_items = 1");
    planet.feed("Ana", &server.url("/feed"));
    let say = |ids: std::ops::Range<u32>| {
        let posts: Vec<_> = ids.map(|id| undated(&id.to_string())).collect();
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    let begin: DateTime<Utc> = "2026-03-03T12:00:00Z".parse().unwrap();
    for week in 0..8 {
        say(0..week + 20);
        let day = begin + HOUR * 24 * 7 * i32::try_from(week).unwrap();
        planet.at(&day.to_rfc3339()).build();
    }
    let issues = |planet: &Planet| -> Vec<String> {
        let site = planet.site().into_keys();
        site.filter(|path| path.starts_with("weekly/2026-w"))
            .collect()
    };
    let before = issues(&planet);
    assert!(before.len() >= 6, "{before:?}");
    for behind in ["2026-01-01T12:00:00Z", "2026-04-01T12:00:00Z"] {
        planet.at(behind).build();
        assert_eq!(issues(&planet), before, "{behind}");
    }
}
