//! Identity, dates and duplicates: a test for each sentence of the policies in ARCHITECTURE.md, through the whole program.

use std::fs;

use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    planet::{Item, NOON, Planet, atom, item, rss, undated},
    server::{Reply, Server},
};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// A planet that follows one feed, whose document the test replaces.
struct Followed {
    server: Server,
    planet: Planet,
}

impl Followed {
    /// Follows the feed and reads it for the first time, at noon.
    fn with(posts: &[Item]) -> Self {
        let server = Server::start();
        let mut planet = Planet::new();
        planet.feed("Ana", &server.url("/feed"));
        let followed = Self { server, planet };
        followed.says(posts);
        followed.planet.build();
        followed
    }

    /// From now on the feed holds these posts.
    fn says(&self, posts: &[Item]) {
        self.server.always("/feed", Reply::ok(atom("Ana", posts)));
    }

    /// An hour later the feed holds these posts; the river then.
    fn then(&mut self, posts: &[Item]) -> Vec<String> {
        self.says(posts);
        self.planet.wait(HOUR).build();
        self.planet.titles()
    }

    /// The date that the river shows for a post.
    fn date(&self, title: &str) -> String {
        let river = self.planet.river();
        let found = river.iter().find(|entry| entry.title == title);
        found
            .unwrap_or_else(|| panic!("no {title} in {river:#?}"))
            .date
            .clone()
    }

    fn stored(&self) -> serde_json::Value {
        self.planet.status_of("Ana")["entries_stored"].clone()
    }

    fn held(&self) -> serde_json::Value {
        self.planet.status_of("Ana")["entries_held"].clone()
    }
}

/// Posts a minute apart, the newest first, named `<name>1` and so on from the newest.
fn minutes_apart(name: &str, count: u32, newest: &str) -> Vec<Item> {
    let newest: DateTime<Utc> = newest.parse().unwrap();
    let post = |n: u32| {
        let date = newest - TimeDelta::minutes(i64::from(n) - 1);
        item(&format!("{name}{n}"), &date.to_rfc3339())
    };
    (1..=count).map(post).collect()
}

fn titles(posts: &[Item]) -> Vec<&str> {
    posts.iter().map(|post| post.title.as_str()).collect()
}

/// Whether `some` is `all` without some of it, in the same order.
fn is_part_in_order(some: &[String], all: &[String]) -> bool {
    let mut rest = all.iter();
    some.iter().all(|one| rest.any(|other| other == one))
}

// Identity.

#[test]
fn a_feed_is_its_url_without_scheme_and_trailing_slash() {
    let mut ana = Followed::with(&[item("a", "2026-03-01T09:00:00Z")]);
    let url = ana.server.url("/feed");
    for other in [
        url.replace("http://", "https://"),
        format!("{url}/"),
        format!("{url}#top"),
    ] {
        ana.planet.feed("Ana", &other).run(&["render"]).succeeded();
        assert_eq!(ana.planet.titles(), ["Post a"], "{other}");
    }
    ana.planet
        .without("Ana")
        .feed("Somebody else", &format!("{url}?format=atom"))
        .run(&["render"])
        .succeeded();
    assert!(ana.planet.titles().is_empty());
}

#[test]
fn a_blog_that_planet_toml_lists_under_another_address_keeps_its_entries_and_their_anchors() {
    let mut ana = Followed::with(&[item("a", "2026-03-01T09:00:00Z"), undated("b")]);
    let day = ana.planet.page("2026/03/01/index.html");
    let (old, other) = (ana.server.url("/feed"), Server::start());
    other.always(
        "/new",
        Reply::ok(atom("Ana", &[item("a", "2026-03-01T09:00:00Z")])),
    );
    // It keeps its name.
    ana.planet
        .feed("Ana", &other.url("/new"))
        .wait(HOUR)
        .build();
    assert_eq!(ana.planet.titles(), ["Post a"]);
    assert!(
        ana.planet.page("2026/03/01/index.html") == day,
        "the page of the day has changed"
    );
    assert_eq!(ana.stored(), 2);
    // Or the old address says where it has gone.
    let third = Server::start();
    third.always(
        "/third",
        Reply::ok(atom("Ana", &[item("a", "2026-03-01T09:00:00Z")])),
    );
    other.always("/new", Reply::redirect(301, &third.url("/third")));
    ana.planet.wait(HOUR).build();
    ana.planet
        .without("Ana")
        .feed("Ana Quill", &third.url("/third"))
        .wait(HOUR)
        .build();
    assert_eq!(ana.planet.titles(), ["Post a"]);
    assert_eq!(ana.planet.status_of("Ana Quill")["entries_stored"], 2);
    // Somebody who comes under the old address is somebody else.
    ana.planet.feed("Squatter", &old).wait(HOUR).build();
    assert_eq!(ana.planet.status_of("Ana Quill")["entries_stored"], 2);
}

#[test]
fn a_feed_with_an_id_of_its_own_may_move_anywhere() {
    let (old, new) = (Server::start(), Server::start());
    old.always(
        "/rss",
        Reply::ok(rss("Ana", &[item("a", "2026-03-01T09:00:00Z")])),
    );
    new.always(
        "/atom",
        Reply::ok(atom("Ana", &[item("b", "2026-03-01T10:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet
        .feed_with("Ana", &old.url("/rss"), "id = \"ana\"")
        .build();
    planet
        .feed_with("Ana", &new.url("/atom"), "id = \"ana\"")
        .build();
    assert_eq!(planet.titles(), ["Post b", "Post a"]);
}

#[test]
fn a_feed_that_changes_its_own_id_and_self_link_stays_the_configured_one() {
    let mut ana = Followed::with(&[item("a", "2026-03-01T09:00:00Z")]);
    let other = atom("Somebody else", &[item("b", "2026-03-01T10:00:00Z")]).replace(
        "<updated>",
        "<link rel=\"self\" href=\"https://elsewhere.example/feed\"/><updated>",
    );
    ana.server.always("/feed", Reply::ok(other));
    ana.planet.wait(HOUR).build();
    assert_eq!(ana.planet.titles(), ["Post b", "Post a"]);
    let asked = ana.server.requests().len();
    ana.planet.wait(HOUR).build();
    assert_eq!(ana.server.requests().len(), asked + 1);
}

#[test]
fn the_slug_of_a_feed_comes_from_its_name() {
    let mut ana = Followed::with(&[item("a", "2026-03-01T09:00:00Z")]);
    let url = ana.server.url("/feed");
    ana.planet
        .without("Ana")
        .feed("Ana's Garden: Notes", &url)
        .run(&["render"])
        .succeeded();
    assert_eq!(ana.planet.titles_of("ana-s-garden-notes"), ["Post a"]);
    assert!(!ana.planet.has("feeds/ana/index.html"));
}

#[test]
fn an_entry_is_its_feed_and_its_own_id() {
    let mut ana = Followed::with(&[item("a", "2026-03-01T09:00:00Z")]);
    let changed = Item {
        title: "Another title".to_owned(),
        link: "https://blog.example/another-place".to_owned(),
        content: "<p>Another text.</p>".to_owned(),
        ..item("a", "2026-03-01T09:00:00Z")
    };
    assert_eq!(ana.then(&[changed]), ["Another title"]);
    assert!(ana.planet.page("index.html").contains("another-place"));
    assert!(ana.planet.page("index.html").contains("Another text."));
    assert_eq!(ana.stored(), 1);
}

#[test]
fn an_entry_without_id_is_its_permalink() {
    let post = Item {
        id: String::new(),
        ..item("a", "2026-03-01T09:00:00Z")
    };
    let changed = Item {
        title: "Another title".to_owned(),
        content: "Another text".to_owned(),
        ..post.clone()
    };
    let mut ana = Followed::with(&[]);
    for posts in [[post], [changed]] {
        ana.server.always("/feed", Reply::ok(rss("Ana", &posts)));
        ana.planet.wait(HOUR).build();
    }
    assert_eq!(ana.planet.titles(), ["Another title"]);
}

#[test]
fn an_entry_without_id_and_permalink_is_its_title_and_content() {
    let post = Item {
        id: String::new(),
        link: String::new(),
        ..item("a", "2026-03-01T09:00:00Z")
    };
    let same_title = Item {
        content: "Another text".to_owned(),
        ..post.clone()
    };
    let mut ana = Followed::with(&[]);
    let (once, both) = ([post.clone()], [same_title, post]);
    for posts in [&once[..], &once, &both] {
        ana.server.always("/feed", Reply::ok(rss("Ana", posts)));
        ana.planet.wait(HOUR).force();
    }
    assert_eq!(ana.planet.titles(), ["Post a", "Post a"]);
    assert_eq!(ana.stored(), 2);
}

#[test]
fn ids_and_links_that_are_issued_anew_with_https_are_the_same_entries() {
    let posts = |scheme: &str| {
        ["c", "b", "a"].map(|id| Item {
            id: format!("{scheme}://blog.example/?p={id}"),
            link: format!("{scheme}://blog.example/{id}/"),
            ..item(id, "2026-02-01T09:00:00Z")
        })
    };
    let mut ana = Followed::with(&posts("http"));
    let before = ana.planet.titles();
    // The site is rebuilt with fresh dates into the bargain.
    let again = posts("https").map(|post| Item {
        published: Some("2026-03-01T12:30:00Z".to_owned()),
        content: format!("{} <i>edited</i>", post.content),
        ..post
    });
    assert_eq!(ana.then(&again), before);
    assert_eq!(ana.then(&again), before);
    assert_eq!(ana.stored(), 3);
    assert!(ana.planet.page("index.html").contains("edited"));
    assert_eq!(ana.date("Post a"), "2026-02-01T09:00:00Z");
    // And back again.
    assert_eq!(ana.then(&posts("http")), before);
    assert_eq!(ana.stored(), 3);
}

#[test]
fn the_same_title_and_content_under_a_new_id_and_link_is_the_same_entry() {
    let post = item("a", "2026-02-01T09:00:00Z");
    let moved = Item {
        id: "urn:uuid:new".to_owned(),
        link: "https://new-home.example/2026/a".to_owned(),
        published: Some("2026-03-01T12:30:00Z".to_owned()),
        ..post.clone()
    };
    let mut ana = Followed::with(&[post]);
    assert_eq!(ana.then(std::slice::from_ref(&moved)), ["Post a"]);
    assert_eq!(ana.date("Post a"), "2026-02-01T09:00:00Z");
    assert!(ana.planet.page("index.html").contains("new-home.example"));
    let corrected = Item {
        title: "Post a, corrected".to_owned(),
        ..moved
    };
    assert_eq!(ana.then(&[corrected]), ["Post a, corrected"]);
    assert_eq!(ana.stored(), 1);
}

#[test]
fn two_posts_with_one_title_and_text_in_one_document_are_two() {
    let twice = ["a", "b"].map(|id| Item {
        title: "Photo".to_owned(),
        content: "<p>A photo.</p>".to_owned(),
        ..item(id, "2026-03-01T09:00:00Z")
    });
    let mut ana = Followed::with(&twice);
    assert_eq!(ana.planet.titles(), ["Photo", "Photo"]);
    assert_eq!(ana.then(&twice), ["Photo", "Photo"]);
}

#[test]
fn a_feed_cannot_overwrite_anothers_entries_by_claiming_their_ids() {
    let (honest, thief) = (Server::start(), Server::start());
    let post = item("a", "2026-03-01T09:00:00Z");
    let fake = Item {
        title: "Buy now".to_owned(),
        link: "https://thief.example/".to_owned(),
        ..post.clone()
    };
    honest.always("/feed", Reply::ok(atom("Ana", &[post])));
    thief.always("/feed", Reply::ok(atom("Ana", &[fake])));
    let mut planet = Planet::new();
    planet
        .feed("Thief", &thief.url("/feed"))
        .feed("Ana", &honest.url("/feed"));
    for _ in 0..2 {
        planet.build();
        let mut titles = planet.titles();
        titles.sort();
        assert_eq!(titles, ["Buy now", "Post a"]);
        planet.wait(HOUR);
    }
    let feed = planet.page("atom.xml");
    assert!(feed.contains("Buy now") && feed.contains("Post a"));
}

#[test]
fn a_feed_cannot_hide_anothers_entries_by_claiming_their_links_and_home() {
    let honest = Server::start_on("127.0.0.2");
    let thief = Server::start_on("127.0.0.3");
    let post = Item {
        link: honest.url("/post"),
        ..item("a", "2026-03-01T09:00:00Z")
    };
    let fake = Item {
        title: "Buy now".to_owned(),
        ..post.clone()
    };
    honest.always("/feed", Reply::ok(atom("Ana", &[post])));
    let claims =
        rss("Ana", &[fake]).replace("https://blog.example/</link><desc", "HOME</link><desc");
    let claims = claims.replace("HOME", &honest.url("/"));
    thief.always("/feed", Reply::ok(claims));
    let mut planet = Planet::new();
    planet
        .feed("Thief", &thief.url("/feed"))
        .feed("Ana", &honest.url("/feed"))
        .build();
    assert_eq!(planet.titles(), ["Post a"]);
    assert_eq!(planet.river()[0].feed, "Ana");
}

#[test]
fn who_had_a_post_first_shows_it_where_planet_toml_places_nobody_on_its_host() {
    let service = Server::start_on("127.0.0.2");
    let thief = Server::start_on("127.0.0.3");
    let post = item("a", "2026-03-01T09:00:00Z");
    let fake = |id: &str| Item {
        title: "Buy now".to_owned(),
        ..item(id, "2026-03-01T08:00:00Z")
    };
    let claiming = |items: &[Item]| Reply::ok(rss("Thief", items));
    service.always("/ana", Reply::ok(atom("Ana", std::slice::from_ref(&post))));
    thief.always("/feed", claiming(&[]));
    let mut planet = Planet::new();
    planet
        .feed("Thief", &thief.url("/feed"))
        .feed("Ana", &service.url("/ana"))
        .build();
    thief.always("/feed", claiming(&[fake("a")]));
    planet.wait(HOUR).build();
    assert_eq!(planet.titles(), ["Post a"]);
    assert_eq!(planet.river()[0].feed, "Ana");
    let day = planet.page("2026/03/01/index.html");
    assert!(day.contains("Post a"), "{day}");
    // Of two that come in one run nobody can tell who copies: then a feed's own word about its home counts.
    service.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("b", "2026-03-01T09:30:00Z"), post])),
    );
    thief.always("/feed", claiming(&[fake("b"), fake("a")]));
    planet.wait(HOUR).build();
    assert_eq!(planet.titles(), ["Post a", "Buy now"]);
}

#[test]
fn every_page_names_the_same_blog_for_a_post_whose_older_copy_is_held_off_the_river() {
    let shared = || at("https://elsewhere.example/a");
    let newer = item("newer", "2026-03-01T11:00:00Z");
    let mut planet = Planet::new();
    planet.table("[river]\nnew_feed_entries = 1");
    planet.file("first.xml", atom("First", &[newer, shared()]));
    planet.file("second.xml", atom("Second", &[shared()]));
    planet.feed("First", "first.xml").build();
    planet.feed("Second", "second.xml").wait(HOUR).build();
    let river = planet.river();
    let shown = river.iter().find(|entry| entry.title == "Post a").unwrap();
    assert_eq!(shown.feed, "Second");
    let day = crate::planet::shown(&planet.page("2026/03/01/index.html"));
    let shown = day.iter().find(|entry| entry.title == "Post a").unwrap();
    assert_eq!(shown.feed, "Second");
}

// Dates.

#[test]
fn first_seen_is_set_once_and_never_changes() {
    let mut ana = Followed::with(&[]);
    ana.then(&[undated("a")]);
    assert_eq!(ana.date("Post a"), "2026-03-01T13:00:00Z");
    let mut edited = undated("a");
    edited.content = "<p>Edited.</p>".to_owned();
    ana.then(&[edited]);
    assert_eq!(ana.date("Post a"), "2026-03-01T13:00:00Z");
    // Gone for a while, and back.
    ana.then(&[]);
    ana.then(&[undated("a")]);
    assert_eq!(ana.date("Post a"), "2026-03-01T13:00:00Z");
    assert_eq!(ana.stored(), 1);
}

#[test]
fn published_does_not_move_forward() {
    let mut ana = Followed::with(&[
        item("b", "2026-02-20T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    let titles = ana.then(&[
        item("b", "2026-02-20T09:00:00Z"),
        item("a", "2026-03-01T12:50:00Z"),
    ]);
    assert_eq!(titles, ["Post b", "Post a"]);
    assert_eq!(ana.date("Post a"), "2026-02-10T09:00:00Z");
    assert!(
        ana.planet
            .page("atom.xml")
            .contains("<published>2026-02-10T09:00:00Z</published>")
    );
}

#[test]
fn published_may_move_back() {
    let mut ana = Followed::with(&[
        item("b", "2026-02-20T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    let titles = ana.then(&[
        item("b", "2026-02-01T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    assert_eq!(titles, ["Post a", "Post b"]);
    assert_eq!(ana.date("Post b"), "2026-02-01T09:00:00Z");
}

#[test]
fn updated_never_moves_an_entry() {
    let mut ana = Followed::with(&[
        item("b", "2026-02-20T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    let mut updated = item("a", "2026-02-10T09:00:00Z");
    updated.updated = Some("2026-03-01T12:50:00Z".to_owned());
    updated.content = "<p>Updated.</p>".to_owned();
    let titles = ana.then(&[updated, item("b", "2026-02-20T09:00:00Z")]);
    assert_eq!(titles, ["Post b", "Post a"]);
    let feed = ana.planet.page("atom.xml");
    assert!(feed.contains("<updated>2026-03-01T12:50:00Z</updated>"));
}

#[test]
fn updated_alone_does_not_move_an_entry_either() {
    let only_updated = |date: &str| Item {
        updated: Some(date.to_owned()),
        ..undated("a")
    };
    let b = item("b", "2026-02-20T09:00:00Z");
    let mut ana = Followed::with(&[b.clone(), only_updated("2026-02-10T09:00:00Z")]);
    assert_eq!(ana.planet.titles(), ["Post b", "Post a"]);
    let titles = ana.then(&[b, only_updated("2026-03-01T12:50:00Z")]);
    assert_eq!(titles, ["Post b", "Post a"]);
}

#[test]
fn the_river_date_is_the_earlier_of_published_and_first_seen() {
    let mut ana = Followed::with(&[]);
    ana.then(&[
        item("past", "2026-02-20T09:00:00Z"),
        item("future", "2026-05-01T09:00:00Z"),
    ]);
    assert_eq!(ana.date("Post past"), "2026-02-20T09:00:00Z");
    assert_eq!(ana.date("Post future"), "2026-03-01T13:00:00Z");
}

#[test]
fn an_undated_entry_of_a_known_feed_takes_the_time_of_first_sight() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    let titles = ana.then(&[undated("b"), item("a", "2026-02-10T09:00:00Z")]);
    assert_eq!(titles, ["Post b", "Post a"]);
    assert_eq!(ana.date("Post b"), "2026-03-01T13:00:00Z");
}

#[test]
fn an_undated_entry_of_a_new_feed_stays_on_the_feeds_own_page() {
    let mut ana = Followed::with(&[undated("b"), item("a", "2026-02-10T09:00:00Z")]);
    assert_eq!(ana.planet.titles(), ["Post a"]);
    assert!(!ana.planet.page("atom.xml").contains("urn:test:b"));
    let mut own = ana.planet.titles_of("ana");
    own.sort();
    assert_eq!(own, ["Post a", "Post b"]);
    assert_eq!(ana.held(), 1);
    let status = ana.planet.page("status/index.html");
    assert!(status.contains("has no date"), "{status}");
    let titles = ana.then(&[undated("b"), item("a", "2026-02-10T09:00:00Z")]);
    assert_eq!(titles, ["Post a"]);
    // A date that comes late tells where it belongs.
    let titles = ana.then(&[
        item("b", "2026-02-01T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    assert_eq!(titles, ["Post a", "Post b"]);
    assert_eq!(ana.held(), 0);
}

#[test]
fn a_future_date_of_a_known_feed_counts_as_first_seen() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    let titles = ana.then(&[
        item("b", "2036-01-01T00:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    assert_eq!(titles, ["Post b", "Post a"]);
    let newer = item("c", "2026-03-01T13:30:00Z");
    let titles = ana.then(&[newer, item("b", "2036-01-01T00:00:00Z")]);
    assert_eq!(titles, ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_future_date_of_a_new_feed_stays_off_the_river_until_its_day_is_over() {
    let mut ana = Followed::with(&[
        item("b", "2026-03-05T09:00:00Z"),
        item("a", "2026-02-10T09:00:00Z"),
    ]);
    assert_eq!(ana.planet.titles(), ["Post a"]);
    assert_eq!(ana.held(), 1);
    ana.planet.at("2026-03-05T23:59:59Z").build();
    assert_eq!(ana.planet.titles(), ["Post a"]);
    ana.planet.at("2026-03-06T00:00:00Z").build();
    assert_eq!(ana.planet.titles(), ["Post b", "Post a"]);
    assert_eq!(ana.date("Post b"), "2026-03-05T09:00:00Z");
    assert_eq!(ana.held(), 0);
}

#[test]
fn more_than_ten_unseen_entries_within_an_hour_are_held_and_reported() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    let mut posts = minutes_apart("new", 11, "2026-03-01T12:40:00Z");
    let old = item("old", "2026-02-20T09:00:00Z");
    posts.push(old);
    ana.says(&posts);
    let run = ana.planet.wait(HOUR).build();
    assert_eq!(ana.planet.titles(), ["Post old", "Post a"]);
    assert_eq!(run.feed("Ana")["entries_new"], 12);
    assert_eq!(run.feed("Ana")["entries_held"], 11);
    assert!(run.stderr.contains("11 unseen entries"), "{}", run.stderr);
    assert!(
        ana.planet
            .page("status/index.html")
            .contains("11 posts held")
    );
    let own = ana.planet.titles_of("ana");
    assert!(own.contains(&"Post new1".to_owned()), "{own:?}");
    // They do not come into the river later either.
    ana.planet.wait(TimeDelta::days(1)).build();
    assert_eq!(ana.planet.titles(), ["Post old", "Post a"]);
}

#[test]
fn exactly_ten_unseen_entries_within_an_hour_were_a_busy_hour() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    let posts = minutes_apart("new", 10, "2026-03-01T12:40:00Z");
    assert_eq!(ana.then(&posts)[..10], titles(&posts));
    assert_eq!(ana.held(), 0);
}

#[test]
fn many_unseen_entries_over_more_than_an_hour_are_no_restamp() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    let posts: Vec<Item> = (0..30)
        .map(|n| {
            item(
                &format!("n{n}"),
                &format!("2026-02-{:02}T09:00:00Z", 28 - n % 28),
            )
        })
        .collect();
    assert_eq!(ana.then(&posts).len(), 31);
}

#[test]
fn how_many_were_restamped_is_a_matter_of_the_config() {
    let mut ana = Followed::with(&[item("a", "2026-02-10T09:00:00Z")]);
    ana.planet.table("[river]\nrestamp_entries = 3");
    let posts = minutes_apart("new", 4, "2026-03-01T12:40:00Z");
    assert_eq!(ana.then(&posts), ["Post a"]);
}

#[test]
fn a_rebuilt_site_that_stamps_its_known_posts_anew_changes_nothing() {
    let posts: Vec<Item> = (1..=9)
        .map(|n| item(&format!("p{n}"), &format!("2026-01-0{n}T09:00:00Z")))
        .collect();
    let mut ana = Followed::with(&posts);
    let before = ana.planet.titles();
    let again: Vec<Item> = posts
        .iter()
        .map(|post| Item {
            published: Some("2026-03-01T12:59:00Z".to_owned()),
            updated: Some("2026-03-01T12:59:00Z".to_owned()),
            ..post.clone()
        })
        .collect();
    assert_eq!(ana.then(&again), before);
    assert_eq!(ana.date("Post p1"), "2026-01-01T09:00:00Z");
}

#[test]
fn a_new_feed_brings_its_ten_newest_entries_into_the_river() {
    let posts: Vec<Item> = (1..=25)
        .rev()
        .map(|n| item(&format!("p{n}"), &format!("2026-02-{n:02}T09:00:00Z")))
        .collect();
    let mut ana = Followed::with(&posts);
    assert_eq!(ana.planet.titles(), titles(&posts)[..10]);
    assert_eq!(ana.held(), 15);
    let page = ana.planet.page("feeds/ana/index.html");
    assert_eq!(page.matches("<article").count(), 10);
    assert_eq!(page.matches("<span class=\"when\">").count(), 15);
    // What comes later is not old.
    let newer = item("newer", "2026-03-01T12:30:00Z");
    let mut more = vec![newer];
    more.extend(posts.iter().cloned());
    let river = ana.then(&more);
    assert_eq!(river.len(), 11);
    assert_eq!(river[0], "Post newer");
}

#[test]
fn how_many_a_new_feed_brings_is_a_matter_of_the_config() {
    let server = Server::start();
    let posts = ["c", "b", "a"].map(|id| {
        let day = id.as_bytes()[0] - b'a' + 1;
        item(id, &format!("2026-02-0{day}T09:00:00Z"))
    });
    server.always("/feed", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet
        .table("[river]\nnew_feed_entries = 1")
        .feed("Ana", &server.url("/feed"))
        .build();
    assert_eq!(planet.titles(), ["Post c"]);
}

/// A planet whose feeds have made everything happen that makes dates hard.
fn eventful() -> Followed {
    let mut ana = Followed::with(&[
        item("a2", "2026-02-20T09:00:00Z"),
        item("a1", "2026-02-10T09:00:00Z"),
        undated("undated-from-the-start"),
        item("future-from-the-start", "2027-01-01T09:00:00Z"),
    ]);
    ana.server.always(
        "/bo",
        Reply::ok(rss("Bo", &[item("b", "2026-02-25T09:00:00Z")])),
    );
    let bo = ana.server.url("/bo");
    ana.planet.feed("Bo", &bo);
    let mut posts = vec![
        undated("undated-later"),
        item("future-later", "2026-06-01T09:00:00Z"),
        item("a2", "2026-02-20T09:00:00Z"),
        item("a1", "2026-02-10T09:00:00Z"),
        undated("undated-from-the-start"),
        item("future-from-the-start", "2027-01-01T09:00:00Z"),
    ];
    ana.then(&posts);
    posts.extend(minutes_apart("restamped", 12, "2026-03-01T13:40:00Z"));
    ana.then(&posts);
    ana
}

#[test]
fn when_the_state_is_lost_nothing_comes_out_on_top_that_was_not_on_top_before() {
    let mut ana = eventful();
    let before = ana.planet.titles();
    assert_eq!(before[2..], ["Post b", "Post a2", "Post a1"], "{before:?}");
    fs::remove_dir_all(ana.planet.path(".planet")).unwrap();
    for wait in [0, 1, 24] {
        ana.planet.wait(TimeDelta::hours(wait)).build();
        let after = ana.planet.titles();
        assert!(is_part_in_order(&after, &before), "{after:?}");
        assert!(is_part_in_order(
            &[
                "Post b".to_owned(),
                "Post a2".to_owned(),
                "Post a1".to_owned()
            ],
            &after
        ));
    }
}

#[test]
fn a_clock_that_is_a_year_back_or_ahead_for_a_run_duplicates_and_loses_nothing() {
    for wrong in ["2025-03-01T15:00:00Z", "2027-03-01T15:00:00Z"] {
        let mut ana = eventful();
        let before = ana.planet.titles();
        let stored = ana.stored();
        ana.planet.at(wrong).build();
        let during = ana.planet.titles();
        assert!(is_part_in_order(&before, &during), "{wrong} {during:?}");
        // The clock is right again; every feed is asked, whatever the wrong clock planned.
        let asked = ana.server.requests().len();
        ana.planet.at("2026-03-01T16:00:00Z").build();
        assert_eq!(ana.server.requests().len(), asked + 2, "{wrong}");
        let after = ana.planet.titles();
        assert!(is_part_in_order(&before, &after), "{wrong} {after:?}");
        assert_eq!(ana.stored(), stored);
        // A dated post that comes now stands where it belongs.
        ana.says(&[item("new", "2026-03-01T16:10:00Z")]);
        ana.planet.at("2026-03-01T17:00:00Z").build();
        assert_eq!(ana.date("Post new"), "2026-03-01T16:10:00Z");
        let last = ana.planet.titles();
        assert!(is_part_in_order(&before, &last), "{wrong} {last:?}");
    }
}

// Duplicates.

/// The post of a test, at some spelling of its address.
fn at(link: &str) -> Item {
    Item {
        link: link.to_owned(),
        ..item("a", "2026-03-01T09:00:00Z")
    }
}

/// Two feeds that hold the same post under these links, and what the river makes of it.
fn twice(first: &str, second: &str) -> Planet {
    let mut planet = Planet::new();
    planet.file("first.xml", atom("First", &[at(first)]));
    let other = Item {
        id: "urn:test:other".to_owned(),
        ..at(second)
    };
    planet.file("second.xml", atom("Second", &[other]));
    planet
        .feed("First", "first.xml")
        .feed("Second", "second.xml")
        .build();
    planet
}

#[test]
fn the_same_canonical_link_in_two_feeds_is_one_post() {
    for other in [
        "https://blog.example/a?id=1",
        "http://blog.example/a?id=1",
        "https://www.blog.example/a?id=1",
        "https://blog.example:443/a?id=1",
        "https://blog.example/a?id=1#comments",
        "https://blog.example/a?utm_source=planet&id=1&utm_medium=rss",
        "https://blog.example/a?id=1&fbclid=xyz",
    ] {
        let planet = twice("https://blog.example/a?id=1", other);
        assert_eq!(planet.titles(), ["Post a"], "{other}");
    }
}

#[test]
fn the_rest_of_the_query_tells_posts_apart() {
    for other in [
        "https://blog.example/a?id=2",
        "https://blog.example/a",
        "https://blog.example/b?id=1",
        "https://blog.example:8443/a?id=1",
        "https://other.example/a?id=1",
    ] {
        let planet = twice("https://blog.example/a?id=1", other);
        assert_eq!(planet.titles().len(), 2, "{other}");
    }
}

#[test]
fn the_earliest_configured_feed_shows_a_post_of_neither_and_names_the_other() {
    let planet = twice("https://blog.example/a", "https://blog.example/a");
    let river = planet.river();
    assert_eq!(river[0].feed, "First");
    assert!(river[0].html.contains("Also in"), "{}", river[0].html);
    assert!(river[0].html.contains(">Second</a>"), "{}", river[0].html);
    assert_eq!(planet.titles_of("second"), ["Post a"]);
}

#[test]
fn the_copy_on_its_own_feeds_host_shows_a_post() {
    let mut planet = twice("https://blog.example/a", "https://blog.example/a");
    planet
        .feed_with(
            "Second",
            "second.xml",
            "home = \"https://www.blog.example/\"",
        )
        .build();
    assert_eq!(planet.river()[0].feed, "Second");
    assert!(planet.river()[0].html.contains(">First</a>"));

    let own = Server::start_on("127.0.0.2");
    let aggregator = Server::start_on("127.0.0.3");
    let post = at(&own.url("/a"));
    for server in [&own, &aggregator] {
        server.always("/feed", Reply::ok(atom("A", std::slice::from_ref(&post))));
    }
    let mut planet = Planet::new();
    planet
        .feed("Aggregator", &aggregator.url("/feed"))
        .feed("Own", &own.url("/feed"))
        .build();
    assert_eq!(planet.titles(), ["Post a"]);
    assert_eq!(planet.river()[0].feed, "Own");
}

#[test]
fn the_feeds_that_planet_writes_hold_a_post_once() {
    let planet = twice("https://blog.example/a", "http://www.blog.example/a#x");
    for (path, mark) in [
        ("atom.xml", "<entry"),
        ("rss.xml", "<item>"),
        ("feed.json", "\"content_html\""),
    ] {
        assert_eq!(planet.page(path).matches(mark).count(), 1, "{path}");
    }
}

#[test]
fn a_copy_that_is_not_shown_hides_no_other() {
    let mut planet = twice("https://blog.example/a", "https://blog.example/a");
    for lines in [
        "enabled = false",
        "river = false",
        "exclude = { title = \"Post\" }",
    ] {
        planet.feed_with("First", "first.xml", lines).build();
        assert_eq!(planet.river().len(), 1, "{lines}");
        assert_eq!(planet.river()[0].feed, "Second", "{lines}");
    }
}

#[test]
fn the_order_of_the_river_does_not_depend_on_who_answers_first() {
    let posts = |name: &str| atom(name, &minutes_apart(name, 3, NOON));
    let build = |slow: &str| {
        let server = Server::start();
        for name in ["Ana", "Bo", "Cy"] {
            let reply = Reply::ok(posts(name));
            let pause = std::time::Duration::from_millis(if name == slow { 300 } else { 0 });
            let reply = Reply::default().wait(pause).then(reply);
            server.always(&format!("/{name}"), reply);
        }
        let mut planet = Planet::new();
        for name in ["Ana", "Bo", "Cy"] {
            let id = format!("id = \"{name}\"");
            planet.feed_with(name, &server.url(&format!("/{name}")), &id);
        }
        planet.build();
        planet.titles()
    };
    let order = build("none");
    assert_eq!(order.len(), 9);
    for slow in ["Ana", "Bo"] {
        assert_eq!(build(slow), order);
    }
}

#[test]
fn a_post_of_the_same_title_and_no_text_is_another_post() {
    let server = Server::start();
    let say = |days: &[u32]| {
        let posts: Vec<Item> = days
            .iter()
            .map(|day| Item {
                title: "Weekly links".to_owned(),
                content: String::new(),
                ..item(&day.to_string(), &format!("2026-02-{day:02}T09:00:00Z"))
            })
            .collect();
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    say(&[6, 13]);
    planet.at("2026-02-14T12:00:00Z").build();
    say(&[13, 20]);
    planet.at("2026-02-21T12:00:00Z").build();
    let river = planet.river();
    assert_eq!(river.len(), 3, "{river:?}");
    assert!(
        river[0].html.contains("https://blog.example/20"),
        "{river:?}"
    );
}
