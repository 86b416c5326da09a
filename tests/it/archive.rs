//! The archive: every post has a place for ever, days begin where the planet lives, and only what changed is written again.

use std::collections::BTreeSet;

use chrono::{DateTime, TimeDelta, Utc};
use url::Url;

use crate::{
    planet::{Item, Planet, atom, item, rss, shown, undated},
    server::{Reply, Server},
};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// The titles on the page of a day, from the top.
fn titles_on(planet: &Planet, day: &str) -> Vec<String> {
    let page = planet.page(&format!("{day}/index.html"));
    shown(&page).into_iter().map(|entry| entry.title).collect()
}

/// Every link within the site from the permalink of an entry on these pages: (page of the day, anchor).
fn permalinks(planet: &Planet, page: &str) -> Vec<(String, String)> {
    let html = planet.page(page);
    let uids = html
        .split("class=\"u-uid\" value=\"https://planet.example/")
        .skip(1);
    uids.map(|rest| {
        let (path, anchor) = rest.split_once('"').unwrap().0.split_once('#').unwrap();
        (format!("{path}index.html"), anchor.to_owned())
    })
    .collect()
}

/// The files that a run writes.
fn written_by(planet: &Planet, run: impl FnOnce(&Planet)) -> BTreeSet<String> {
    let before = planet.written();
    run(planet);
    let after = planet.written();
    after
        .into_iter()
        .filter(|(path, time)| before.get(path) != Some(time) && path != ".planet.json")
        .map(|(path, _)| path)
        .collect()
}

/// A planet with one feed of these posts, built.
fn planet_with(posts: &[Item]) -> (Server, Planet) {
    let server = Server::start();
    server.always("/ana", Reply::ok(atom("Ana", posts)));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    planet.build();
    (server, planet)
}

#[test]
fn every_dated_post_has_its_place_on_the_page_of_its_day_also_those_that_a_new_feed_does_not_bring_into_the_river()
 {
    let post = |day: u32| item(&format!("p{day}"), &format!("2026-02-{day:02}T10:00:00Z"));
    let mut posts: Vec<Item> = (1..=15).rev().map(post).collect();
    posts.push(undated("without"));
    posts.push(item("ahead", "2026-04-01T10:00:00Z"));
    let (_server, planet) = planet_with(&posts);
    assert_eq!(planet.titles().len(), 10);
    for day in 1..=15 {
        let date = format!("2026/02/{day:02}");
        assert_eq!(titles_on(&planet, &date), [format!("Post p{day}")]);
    }
    for page in [
        "index.html",
        "feeds/ana/index.html",
        "2026/02/01/index.html",
    ] {
        for (path, anchor) in permalinks(&planet, page) {
            assert!(
                planet.page(&path).contains(&format!("id=\"{anchor}\"")),
                "{page}: {path}#{anchor}"
            );
        }
    }
    let month = planet.page("2026/02/index.html");
    assert_eq!(month.matches("class=\"day-lines\"").count(), 15);
    assert!(
        !planet.has("2026/03/01/index.html"),
        "what is undated or ahead has no day yet"
    );
    assert!(!planet.has("2026/04/01/index.html"));
}

#[test]
fn days_begin_at_midnight_of_the_planet() {
    let server = Server::start();
    let posts = [
        item("late", "2025-07-01T23:30:00Z"),
        item("early", "2025-07-01T22:30:00Z"),
        item("winter", "2025-01-01T23:30:00Z"),
        item("spring", "2025-03-30T00:59:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet
        .set("timezone", "\"Europe/Dublin\"")
        .feed("Ana", &server.url("/ana"))
        .build();
    assert_eq!(titles_on(&planet, "2025/07/02"), ["Post late"]);
    assert_eq!(titles_on(&planet, "2025/07/01"), ["Post early"]);
    assert_eq!(titles_on(&planet, "2025/01/01"), ["Post winter"]);
    assert_eq!(titles_on(&planet, "2025/03/30"), ["Post spring"]);
    // In Samoa the thirtieth of December 2011 never was.
    let posts = [
        item("before", "2011-12-30T09:59:00Z"),
        item("after", "2011-12-30T10:00:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    planet
        .set("timezone", "\"Pacific/Apia\"")
        .wait(HOUR)
        .force();
    assert_eq!(titles_on(&planet, "2011/12/29"), ["Post before"]);
    assert_eq!(titles_on(&planet, "2011/12/31"), ["Post after"]);
    assert!(!planet.has("2011/12/30/index.html"));
}

#[test]
fn a_new_post_writes_only_the_pages_that_show_it_again() {
    let server = Server::start();
    let mut planet = Planet::new();
    let posts = |name: &str| -> Vec<Item> {
        let post = |day: u32| {
            item(
                &format!("{name}{day}"),
                &format!("2026-01-{day:02}T10:00:00Z"),
            )
        };
        (1..=9).rev().map(post).collect()
    };
    for name in ["ana", "bo", "cy"] {
        server.always(&format!("/{name}"), Reply::ok(atom(name, &posts(name))));
        planet.feed(name, &server.url(&format!("/{name}")));
    }
    planet.table("[river]\nentries_per_page = 4\npages = 2");
    planet.build();
    let mut more = posts("bo");
    more.insert(0, item("new", "2026-03-01T11:30:00Z"));
    server.always("/bo", Reply::ok(atom("bo", &more)));
    planet.wait(HOUR);
    let written = written_by(&planet, |planet| {
        planet.build();
    });
    let expected = [
        ".well-known/recommendations.opml", // says when it was modified
        "2026/01/09/index.html",            // has a next day now
        "2026/01/index.html",               // has a next month now
        "2026/03/01/index.html",
        "2026/03/index.html",
        "2026/index.html",
        "archive/index.html",
        "atom.xml",
        "blogroll.opml", // says when it was modified
        "blogroll/index.html",
        "feed.json",
        "feeds/bo/index.html",
        "index.html",
        "page/2/index.html",
        "rss.xml",
        "search/2026-03.json",
        "search/index.json",
        "sitemap.xml",
        "status.json",
        "status/index.html",
        "titles/index.html",
    ];
    let written: Vec<&str> = written.iter().map(String::as_str).collect();
    assert_eq!(written, expected);
}

#[test]
fn what_was_written_step_by_step_is_what_would_be_written_at_once() {
    let server = Server::start();
    let mut planet = Planet::new();
    let post = |id: &str, day: u32| item(id, &format!("2026-02-{day:02}T10:00:00Z"));
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[post("a1", 3), post("a2", 5)])),
    );
    server.always("/bo", Reply::ok(rss("Bo", &[post("b1", 5)])));
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"));
    planet.build();
    let moved_back = [
        post("a1", 1),
        post("a2", 5),
        item("a3", "2026-03-01T12:30:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana, renamed", &moved_back)));
    planet.wait(HOUR).build();
    let mut corrected = post("b1", 5);
    corrected.title = "Corrected".to_owned();
    server.always("/bo", Reply::ok(rss("Bo", &[corrected, post("b2", 5)])));
    planet.wait(HOUR).build();
    let copy = Item {
        link: "https://blog.example/a2".to_owned(),
        ..post("b3", 5)
    };
    server.always("/bo", Reply::ok(rss("Bo", &[copy, post("b4", 28)])));
    planet.wait(HOUR).build();
    let step_by_step = planet.site();
    std::fs::remove_dir_all(planet.path("output")).unwrap();
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.site(), step_by_step);
    assert!(
        !planet.has("2026/02/03/index.html"),
        "its only post has moved back"
    );
    assert_eq!(titles_on(&planet, "2026/02/01"), ["Post a1"]);
}

#[test]
fn a_post_of_two_feeds_is_shown_once_on_its_day_and_both_permalinks_lead_to_it() {
    let server = Server::start();
    let post = item("same", "2026-02-03T10:00:00Z");
    let copy = Item {
        id: "urn:other:1".to_owned(),
        published: Some("2026-02-03T09:00:00Z".to_owned()),
        ..post.clone()
    };
    let other_day = Item {
        id: "urn:other:2".to_owned(),
        published: Some("2026-02-01T09:00:00Z".to_owned()),
        ..post.clone()
    };
    server.always("/ana", Reply::ok(atom("Ana", &[post])));
    server.always("/bo", Reply::ok(atom("Bo", &[copy])));
    server.always("/cy", Reply::ok(atom("Cy", &[other_day])));
    let mut planet = Planet::new();
    for name in ["Ana", "Bo", "Cy"] {
        planet.feed(name, &server.url(&format!("/{}", name.to_lowercase())));
    }
    planet.build();
    assert_eq!(titles_on(&planet, "2026/02/03"), ["Post same"]);
    assert!(
        planet
            .page("2026/02/03/index.html")
            .contains("Also in <a href=\"../../../feeds/bo/\">Bo</a>")
    );
    // A copy with another date keeps its day: its permalink depends on no other feed.
    assert_eq!(titles_on(&planet, "2026/02/01"), ["Post same"]);
    for blog in ["ana", "bo", "cy"] {
        let links = permalinks(&planet, &format!("feeds/{blog}/index.html"));
        let [(path, anchor)] = links.as_slice() else {
            panic!("{links:?}");
        };
        assert!(
            planet.page(path).contains(&format!("id=\"{anchor}\"")),
            "{path}#{anchor}"
        );
    }
}

#[test]
fn a_blog_lists_everything_and_one_that_posts_much_has_a_page_for_each_year() {
    let date =
        |n: i64| "2023-01-01T10:00:00Z".parse::<DateTime<Utc>>().unwrap() + TimeDelta::days(n * 3);
    let posts = |count: i64| -> Vec<Item> {
        (0..count)
            .rev()
            .map(|n| item(&format!("p{n}"), &date(n).to_rfc3339()))
            .collect()
    };
    let (server, mut planet) = planet_with(&posts(200));
    let page = planet.page("feeds/ana/index.html");
    assert_eq!(page.matches("<article").count(), 10);
    assert_eq!(page.matches("<span class=\"when\">").count(), 190);
    assert!(!planet.has("feeds/ana/2023/index.html"));
    server.always("/ana", Reply::ok(atom("Ana", &posts(300))));
    planet.wait(HOUR).build();
    let page = planet.page("feeds/ana/index.html");
    assert_eq!(page.matches("<span class=\"when\">").count(), 0);
    let lines = |year: u32| {
        let page = planet.page(&format!("feeds/ana/{year}/index.html"));
        page.matches("<span class=\"when\">").count()
    };
    assert_eq!(lines(2023) + lines(2024) + lines(2025), 300);
    assert!(
        page.contains("<a href=\"../../feeds/ana/2024/\">2024</a>"),
        "{page}"
    );
    server.always("/ana", Reply::ok(atom("Ana", &posts(301))));
    planet.wait(HOUR);
    let written = written_by(&planet, |planet| {
        planet.build();
    });
    assert!(written.contains("feeds/ana/2025/index.html"), "{written:?}");
    assert!(
        !written.contains("feeds/ana/2024/index.html"),
        "{written:?}"
    );
    // Where a filter drops posts they cannot be counted without a look at them: p29 and p290 to p299.
    let filter = "exclude = { title = 'p29' }";
    planet.feed_with("Ana", &server.url("/ana"), filter);
    planet.run(&["render"]).succeeded();
    let lines = |year: u32| {
        let page = planet.page(&format!("feeds/ana/{year}/index.html"));
        page.matches("<span class=\"when\">").count()
    };
    assert_eq!(lines(2023) + lines(2024) + lines(2025), 290);
}

#[test]
fn what_a_filter_drops_is_in_no_archive_and_comes_back_with_the_filter_gone() {
    let (server, mut planet) = planet_with(&[
        item("keep", "2026-02-03T10:00:00Z"),
        item("drop", "2026-02-04T10:00:00Z"),
    ]);
    let whole = planet.site();
    let url = server.url("/ana");
    planet
        .feed_with("Ana", &url, "exclude = { title = \"drop\" }")
        .run(&["render"])
        .succeeded();
    assert!(!planet.has("2026/02/04/index.html"));
    assert!(!planet.page("2026/02/index.html").contains("Post drop"));
    planet.feed("Ana", &url).run(&["render"]).succeeded();
    assert_eq!(planet.site(), whole);
    planet
        .feed_with("Ana", &url, "river = false")
        .run(&["render"])
        .succeeded();
    assert!(!planet.has("2026/02/03/index.html"));
    assert_eq!(
        permalinks(&planet, "feeds/ana/index.html")[0].0,
        "feeds/ana/index.html"
    );
}

#[test]
fn without_an_archive_permalinks_lead_to_the_blog() {
    let (server, mut planet) = planet_with(&[item("a", "2026-02-03T10:00:00Z")]);
    planet
        .table("[pages]\narchive = false\ntitles = false")
        .feed("Ana", &server.url("/ana"));
    planet.run(&["render"]).succeeded();
    assert!(
        !planet.has("2026/index.html")
            && !planet.has("archive/index.html")
            && !planet.has("titles/index.html")
    );
    assert_eq!(
        permalinks(&planet, "index.html")[0].0,
        "feeds/ana/index.html"
    );
    assert!(!planet.page("index.html").contains("archive/"));
    assert!(!planet.page("sitemap.xml").contains("/2026/"));
}

#[test]
fn without_pages_of_blogs_their_place_is_in_the_blogroll() {
    let (server, mut planet) = planet_with(&[item("a", "2026-02-03T10:00:00Z")]);
    assert!(planet.has("feeds/ana/index.html"));
    assert!(planet.page("sitemap.xml").contains("/feeds/ana/"));
    planet
        .table("[pages]\nblogs = false")
        .feed("Ana", &server.url("/ana"));
    planet.run(&["render"]).succeeded();
    assert!(!planet.has("feeds/ana/index.html"));
    for page in [
        "index.html",
        "blogroll/index.html",
        "status/index.html",
        "2026/02/03/index.html",
    ] {
        assert!(!planet.page(page).contains("feeds/ana"), "{page}");
    }
    assert!(planet.page("index.html").contains("blogroll/#blog-ana"));
    assert!(
        planet
            .page("blogroll/index.html")
            .contains("id=\"blog-ana\"")
    );
    assert!(!planet.page("sitemap.xml").contains('#'));
    // Nor is there any other page that an entry stands on for good.
    planet
        .table("archive = false")
        .feed("Ana", &server.url("/ana"));
    planet.run(&["render"]).succeeded();
    assert_eq!(permalinks(&planet, "index.html")[0].0, "index.html");
}

/// Makes the store one of the first format.
fn to_first_format(planet: &Planet) {
    let store = rusqlite::Connection::open(planet.path(".planet/planet.db")).unwrap();
    store
        .execute_batch(
            "DROP TABLE days; DROP TABLE blogroll; DROP TABLE changes; DROP TABLE digests;
             DROP TABLE filtered; DELETE FROM meta WHERE key = 'filtered';
             DROP INDEX entries_archive; DROP INDEX aliases_entry;
             ALTER TABLE feeds DROP COLUMN origin; ALTER TABLE feeds DROP COLUMN filter_problem;
             ALTER TABLE feeds DROP COLUMN filter_problem_since; ALTER TABLE feeds DROP COLUMN retry_after;
             CREATE TABLE whole (entry INTEGER PRIMARY KEY, record TEXT NOT NULL, summary TEXT, content TEXT);
             INSERT INTO whole SELECT entry, record, summary, content FROM records JOIN bodies USING (entry);
             DROP TABLE records; DROP TABLE bodies; ALTER TABLE whole RENAME TO bodies;
             CREATE INDEX entries_river ON entries (date) WHERE held IS NULL; PRAGMA user_version = 1",
        )
        .unwrap();
}

#[test]
fn commands_that_only_read_read_a_store_of_the_first_format() {
    let (_server, planet) = planet_with(&[item("a", "2026-02-03T10:00:00Z")]);
    for command in [&["status"][..], &["state", "export", "state.gz"]] {
        to_first_format(&planet);
        planet.run(command).succeeded();
    }
}

#[test]
fn a_store_of_the_first_format_gets_an_archive() {
    let posts = [
        item("old", "1969-12-31T23:00:00Z"),
        item("b", "2026-02-03T11:00:00Z"),
        item("a", "2026-02-03T10:00:00Z"),
    ];
    let (_server, planet) = planet_with(&posts);
    let site = planet.site();
    to_first_format(&planet);
    std::fs::remove_dir_all(planet.path("output")).unwrap();
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.site(), site);
    assert!(planet.has("1969/12/31/index.html"));
}

/// The links to entries on all pages that lead nowhere, and how many lead somewhere.
fn dead_permalinks(planet: &Planet) -> (Vec<String>, usize) {
    let site = planet.site();
    let text = |path: &str| {
        let content = site.get(path)?;
        Some(String::from_utf8_lossy(&content.0).into_owned())
    };
    let (mut dead, mut good) = (Vec::new(), 0);
    for path in site
        .keys()
        .filter(|path| path.rsplit_once('.').is_some_and(|(_, end)| end == "html"))
    {
        let base = Url::parse("https://planet.example/").unwrap();
        let page = base.join(path).unwrap();
        let html = text(path).unwrap();
        for link in html.split("href=\"").skip(1) {
            let link = page.join(link.split('"').next().unwrap()).unwrap();
            let Some(anchor) = link.fragment().filter(|anchor| anchor.starts_with("e-")) else {
                continue;
            };
            let mut there = link.path().trim_start_matches('/').to_owned();
            if there.is_empty() || there.ends_with('/') {
                there.push_str("index.html");
            }
            let ids = text(&there).map(|html| html.matches(&format!("id=\"{anchor}\"")).count());
            match ids {
                Some(1) => good += 1,
                _ => dead.push(format!("{path}: {link} ({ids:?})")),
            }
        }
    }
    (dead, good)
}

/// A blog of so many posts without a link, one every two days before March; all with a tag.
fn many(posts: i64) -> Reply {
    with_newest(posts, "")
}

/// The same, after another post.
fn with_newest(posts: i64, newest_post: &str) -> Reply {
    let newest: DateTime<Utc> = "2026-02-28T10:00:00Z".parse().unwrap();
    let post = |n: i64| {
        let date = newest - TimeDelta::days(2 * (posts - n));
        format!(
            "<item><guid isPermaLink=\"false\">{n}</guid><title>Post {n}</title><category>Boats</category>\
             <pubDate>{}</pubDate></item>",
            date.to_rfc2822()
        )
    };
    let items: String = (1..=posts).rev().map(post).collect();
    Reply::ok(format!(
        "<rss version=\"2.0\"><channel><title>Ana</title>{newest_post}{items}</channel></rss>"
    ))
}

#[test]
fn every_permalink_leads_to_an_entry_also_where_there_is_no_archive() {
    // Of more than 200 posts a blog has pages for its years.
    for posts in [15, 230] {
        let server = Server::start();
        server.always("/ana", many(posts));
        let mut planet = Planet::new();
        planet.table("[pages]\narchive = false\n[river]\nnew_feed_entries = 300");
        planet.feed("Ana", &server.url("/ana")).build();
        let (dead, good) = dead_permalinks(&planet);
        assert!(dead.is_empty(), "{dead:#?}");
        assert!(good > 40, "{good}");
    }
}

#[test]
fn every_permalink_of_a_post_off_the_river_leads_to_it() {
    for posts in [15, 230] {
        let posts: Vec<Item> = (0..posts)
            .map(|n| Item {
                link: String::new(),
                ..undated(&format!("{n}"))
            })
            .collect();
        let server = Server::start();
        server.always("/ana", Reply::ok(rss("Ana", &posts)));
        let mut planet = Planet::new();
        planet.feed("Ana", &server.url("/ana")).build();
        let (dead, good) = dead_permalinks(&planet);
        assert!(dead.is_empty(), "{dead:#?}");
        assert!(good >= posts.len(), "{good}");
    }
}

#[test]
fn without_an_archive_permalinks_follow_posts_to_the_pages_of_years_when_their_blog_gets_some() {
    let server = Server::start();
    server.always("/ana", many(200));
    let mut planet = Planet::new();
    planet.table("[pages]\narchive = false\n[river]\nnew_feed_entries = 300");
    planet.feed("Ana", &server.url("/ana")).build();
    assert!(!planet.has("feeds/ana/2026/index.html"));
    let parts = ["tags/boats/index.html", "search/2025-06.json"];
    for path in parts {
        assert!(!planet.page(path).contains("feeds/ana/2025/"), "{path}");
    }
    // One of another day than those which the old ones are from.
    let other = "<item><guid>other</guid><title>Other</title><pubDate>01 Mar 2026 12:30:00 GMT</pubDate></item>";
    server.always("/ana", with_newest(200, other));
    planet.wait(HOUR).build();
    assert!(planet.has("feeds/ana/2025/index.html"));
    for path in parts {
        assert!(planet.page(path).contains("feeds/ana/2025/"), "{path}");
    }
    let (dead, _) = dead_permalinks(&planet);
    assert!(dead.is_empty(), "{dead:#?}");
}

#[test]
fn a_day_of_very_many_posts_lists_the_older_ones_by_title_and_every_permalink_leads_there() {
    let post = |blog: usize, n: usize| {
        item(
            &format!("{blog}-{n}"),
            &format!("2026-02-03T{:02}:{:02}:00Z", n / 60, n % 60),
        )
    };
    let mut planet = Planet::new();
    planet.table("[river]\nnew_feed_entries = 1000\nrestamp_entries = 1000");
    for blog in 0..2 {
        let posts: Vec<Item> = (0..300).map(|n| post(blog, n)).collect();
        let file = format!("{blog}.xml");
        planet.file(&file, atom(&format!("Blog {blog}"), &posts));
        planet.feed(&format!("Blog {blog}"), &file);
    }
    planet.at("2026-02-04T12:00:00Z").build();
    let day = planet.page("2026/02/03/index.html");
    assert_eq!(day.matches("<article class=\"entry h-entry").count(), 500);
    let (entries, lines) = day.split_once("<ul class=\"lines\">").unwrap();
    assert_eq!(lines.matches("<li id=\"e-").count(), 100);
    assert!(entries.contains("Post 0-299") && lines.contains("Post 1-0"));
    assert!(lines.contains("Blog 1"), "the blog of each is named");
    assert!(day.contains("600 posts"));
}

#[test]
fn a_page_of_a_day_or_a_year_lists_2_000_titles_and_says_how_many_more_there_are() {
    let newest: DateTime<Utc> = "2026-02-03T23:00:00Z".parse().unwrap();
    let post = |n: i64| {
        let date = newest - TimeDelta::seconds(10 * n);
        item(&n.to_string(), &date.to_rfc3339())
    };
    let posts: Vec<Item> = (0..2_600).map(post).collect();
    let mut planet = Planet::new();
    planet.table("[river]\nrestamp_entries = 5000");
    planet.file("ana.xml", atom("Ana", &posts));
    planet.feed("Ana", "ana.xml");
    planet.at("2026-02-04T12:00:00Z").build();
    let listed = |planet: &Planet, path: &str| planet.page(path).matches("<li id=\"e-").count();
    let says = |planet: &Planet, path: &str, words: &str| planet.page(path).contains(words);

    let day = "2026/02/03/index.html";
    assert_eq!(listed(&planet, day), 2_000);
    assert!(says(&planet, day, "2600 posts") && says(&planet, day, ">And 100 more<"));
    let year = "feeds/ana/2026/index.html";
    assert_eq!(listed(&planet, year), 2_000);
    assert!(says(&planet, year, "2600 posts") && says(&planet, year, ">And 600 more<"));
    assert!(says(&planet, year, ">Post 0<") && !says(&planet, year, ">Post 2000<"));

    // What a filter drops neither counts nor takes a place: Post 100 to Post 199, and 1000 to 1999.
    planet.feed_with("Ana", "ana.xml", "exclude = { title = 'Post 1..' }");
    planet.run(&["render"]).succeeded();
    assert_eq!(listed(&planet, year), 1_500);
    assert!(says(&planet, year, "1500 posts") && !says(&planet, year, " more<"));
}
