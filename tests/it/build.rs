//! Whole builds: config, socket, store and output folder, over one run and over several.

use std::fs;

use chrono::TimeDelta;

use crate::{
    planet::{NOON, Planet, Run, atom, contents, item, rss},
    server::{Reply, Server},
};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// A server with two feeds, `/ana` and `/bo`, that answer conditional requests.
fn two_feeds() -> Server {
    let server = Server::start();
    let ana = atom(
        "Ana writes",
        &[
            item("a2", "2026-03-01T09:00:00Z"),
            item("a1", "2026-02-27T08:00:00Z"),
        ],
    );
    let bo = rss("Bo's blog", &[item("b1", "2026-02-28T20:00:00Z")]);
    server.on("/ana", move |seen| Reply::tagged(seen, "\"ana\"", &ana));
    server.on("/bo", move |seen| Reply::tagged(seen, "\"bo\"", &bo));
    server
}

fn planet_of(server: &Server) -> Planet {
    let mut planet = Planet::new();
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"));
    planet
}

#[test]
fn the_first_build_writes_pages_feeds_and_blogroll() {
    let server = two_feeds();
    let planet = planet_of(&server);
    let run = planet.build();
    assert_eq!(run.feed("Ana")["outcome"], "new");
    assert_eq!(run.feed("Ana")["entries_new"], 2);
    assert_eq!(run.feed("Ana")["http_status"], 200);
    assert_eq!(run.report()["totals"]["entries_stored"], 3);
    let river: Vec<(String, String, String)> = planet
        .river()
        .into_iter()
        .map(|entry| (entry.date, entry.title, entry.feed))
        .collect();
    let expected = [
        ("2026-03-01T09:00:00Z", "Post a2", "Ana"),
        ("2026-02-28T20:00:00Z", "Post b1", "Bo"),
        ("2026-02-27T08:00:00Z", "Post a1", "Ana"),
    ];
    assert_eq!(
        river,
        expected.map(|(date, title, feed)| (date.to_owned(), title.to_owned(), feed.to_owned()))
    );
    for file in [
        "feeds/ana/index.html",
        "feeds/bo/index.html",
        "blogroll/index.html",
        "status/index.html",
        "404.html",
        "atom.xml",
        "rss.xml",
        "feed.json",
        "blogroll.opml",
        "status.json",
        "sitemap.xml",
        ".nojekyll",
    ] {
        assert!(planet.has(file), "{file}");
    }
}

#[test]
fn a_build_with_nothing_changed_asks_conditionally_and_writes_nothing() {
    let server = two_feeds();
    server.on("/dated", |seen| {
        let headers = [("Last-Modified", "Sun, 01 Mar 2026 09:00:00 GMT")];
        match seen.header("if-modified-since") {
            Some("Sun, 01 Mar 2026 09:00:00 GMT") => Reply::head(304, &headers),
            _ => Reply::new(
                200,
                &headers,
                rss("Dated", &[item("d", "2026-02-20T08:00:00Z")]),
            ),
        }
    });
    let mut planet = planet_of(&server);
    planet.feed("Dated", &server.url("/dated")).build();
    let before = planet.written();
    let asked = server.requests().len();

    let run = planet.wait(HOUR).build();
    assert_eq!(planet.written(), before);
    let again = &server.requests()[asked..];
    assert_eq!(again.len(), 3);
    for seen in again {
        let expected = match seen.path.as_str() {
            "/ana" => (Some("\"ana\""), None),
            "/bo" => (Some("\"bo\""), None),
            _ => (None, Some("Sun, 01 Mar 2026 09:00:00 GMT")),
        };
        let sent = (
            seen.header("if-none-match"),
            seen.header("if-modified-since"),
        );
        assert_eq!(sent, expected);
    }
    for name in ["Ana", "Bo", "Dated"] {
        assert_eq!(run.feed(name)["outcome"], "unchanged");
        assert_eq!(run.feed(name)["http_status"], 304);
    }
    assert_eq!(run.report()["totals"]["pages_written"], 0);
    assert_eq!(run.report()["totals"]["pages_removed"], 0);
}

#[test]
fn a_build_within_the_interval_asks_nobody() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let run = planet.wait(TimeDelta::minutes(29)).build();
    assert_eq!(run.feed("Ana")["outcome"], "skipped");
    assert_eq!(server.requests().len(), 2);
    planet.wait(TimeDelta::minutes(1)).build();
    assert_eq!(server.requests().len(), 4);
    planet.force();
    assert_eq!(server.requests().len(), 6);
}

#[test]
fn the_same_feeds_give_the_same_bytes_in_another_folder() {
    let server = two_feeds();
    let (one, other) = (planet_of(&server), planet_of(&server));
    one.build();
    other.run(&["build", "--jobs", "1"]).succeeded();
    assert_eq!(one.site(), other.site());
}

#[test]
fn a_changed_feed_changes_the_pages_that_show_it_and_no_others() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let before = planet.written();
    let posts = [
        item("b2", "2026-03-01T12:30:00Z"),
        item("b1", "2026-02-28T20:00:00Z"),
    ];
    server.always("/bo", Reply::ok(rss("Bo's blog", &posts)));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Bo")["entries_new"], 1);
    assert_eq!(
        planet.titles(),
        ["Post b2", "Post a2", "Post b1", "Post a1"]
    );
    let after = planet.written();
    let same = |path: &str| before[path] == after[path];
    assert!(!same("index.html") && !same("atom.xml") && !same("feeds/bo/index.html"));
    assert!(same("style.css") && same(".nojekyll"));
}

#[test]
fn a_corrected_post_is_shown_corrected() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let mut corrected = item("b1", "2026-02-28T20:00:00Z");
    corrected.title = "Post b1, corrected".to_owned();
    server.always("/bo", Reply::ok(rss("Bo's blog", &[corrected])));
    let run = planet.wait(HOUR).build();
    assert_eq!(run.feed("Bo")["outcome"], "new");
    assert_eq!(run.feed("Bo")["entries_new"], 0);
    assert_eq!(
        planet.titles(),
        ["Post a2", "Post b1, corrected", "Post a1"]
    );
}

#[test]
fn entries_that_have_left_their_feed_stay_in_the_river() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let newest = [item("a3", "2026-03-01T12:10:00Z")];
    server.always("/ana", Reply::ok(atom("Ana writes", &newest)));
    planet.wait(HOUR).build();
    assert_eq!(
        planet.titles(),
        ["Post a3", "Post a2", "Post b1", "Post a1"]
    );
}

#[test]
fn a_feed_removed_from_the_config_disappears_with_its_page_and_comes_back_with_its_entries() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let before = planet.site().len();
    let run = planet.without("Bo").build();
    assert_eq!(planet.titles(), ["Post a2", "Post a1"]);
    assert!(!planet.path("output/feeds/bo").exists());
    assert!(!planet.page("blogroll.opml").contains(&server.url("/bo")));
    // Its own page, and that of a day on which nobody else had posted.
    let removed = before - planet.site().len();
    assert_eq!(removed, 2);
    assert_eq!(run.report()["totals"]["pages_removed"], removed);
    let bo = server.url("/bo");
    planet.feed("Bo", &bo).run(&["render"]).succeeded();
    assert_eq!(planet.titles(), ["Post a2", "Post b1", "Post a1"]);
}

#[test]
fn fetch_and_then_render_is_a_build() {
    let server = two_feeds();
    let (whole, halves) = (planet_of(&server), planet_of(&server));
    whole.build();
    halves.run(&["fetch"]).succeeded();
    assert!(!halves.path("output").exists());
    let asked = server.requests().len();
    halves.run(&["render"]).succeeded();
    assert_eq!(server.requests().len(), asked);
    assert_eq!(halves.site(), whole.site());
}

#[test]
fn an_offline_build_asks_nobody() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.run(&["build", "--offline"]).succeeded();
    assert_eq!(server.requests().len(), 0);
    assert!(planet.titles().is_empty());
    planet.build();
    planet.wait(HOUR).run(&["build", "--offline"]).succeeded();
    assert_eq!(server.requests().len(), 2);
    assert_eq!(planet.titles().len(), 3);
}

#[test]
fn links_work_under_a_path_and_at_the_root() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    for (base, root) in [
        ("https://planet.example/", "/"),
        ("https://ana.example/repo/", "/repo/"),
        ("https://ana.example/repo", "/repo/"),
    ] {
        planet.set("base_url", &format!("\"{base}\"")).build();
        for page in ["index.html", "feeds/ana/index.html", "404.html"] {
            let html = planet.page(page);
            let local = html
                .split("href=\"")
                .chain(html.split("src=\""))
                .filter(|link| link.starts_with('/'));
            for link in local {
                let path = link.split(['"', '#', '?']).next().unwrap();
                let path = path
                    .strip_prefix(root)
                    .unwrap_or_else(|| panic!("{path} on {page} under {root}"));
                let file = match path {
                    "" => "index.html".to_owned(),
                    path if path.ends_with('/') => format!("{path}index.html"),
                    path => path.to_owned(),
                };
                assert!(planet.has(&file), "{file} on {page} under {root}");
            }
        }
        let at = format!("{}/", base.trim_end_matches('/'));
        assert!(planet.page("atom.xml").contains(&format!("{at}atom.xml")));
        assert!(planet.page("sitemap.xml").contains(&at));
    }
}

#[test]
fn feeds_may_be_files_and_are_read_again_in_every_run() {
    let mut planet = Planet::new();
    planet.file(
        "feeds/ana.xml",
        atom("Ana", &[item("a", "2026-03-01T09:00:00Z")]),
    );
    planet.feed("Ana", "feeds/ana.xml").build();
    assert_eq!(planet.titles(), ["Post a"]);
    planet.file(
        "feeds/ana.xml",
        atom("Ana", &[item("b", "2026-03-01T10:00:00Z")]),
    );
    let run = planet.build();
    assert_eq!(planet.titles(), ["Post b", "Post a"]);
    assert!(run.feed("Ana")["http_status"].is_null());
    fs::remove_file(planet.path("feeds/ana.xml")).unwrap();
    let run = planet.build();
    assert_eq!(run.problem("Ana"), "io");
    assert_eq!(planet.titles(), ["Post b", "Post a"]);
}

#[test]
fn the_path_of_a_feed_file_is_not_published() {
    let mut planet = Planet::new();
    planet.file(
        "feeds/ana.xml",
        rss("Ana", &[item("a", "2026-03-01T09:00:00Z")]),
    );
    planet.feed("Ana", "feeds/ana.xml").build();
    let folder = planet.path("").display().to_string();
    for (path, bytes) in planet.site() {
        let text = String::from_utf8_lossy(&bytes.0);
        assert!(
            !text.contains(&*folder) && !text.contains("file://"),
            "{path}"
        );
    }
}

#[test]
fn secrets_in_feed_urls_appear_nowhere() {
    let server = Server::start();
    let feed = |id: &str| Reply::ok(rss("A blog", &[item(id, "2026-03-01T09:00:00Z")]));
    server.always("/hidden-path", feed("one"));
    server.always("/token", feed("two"));
    server.always("/basic", feed("three"));
    server.always("/broken", Reply::new(500, &[], ""));
    let moved = Reply::redirect(301, &server.url("/moved?token=t0psecret"));
    server.always("/moving", moved);
    server.always("/moved", feed("four"));
    let url = |path: &str| server.url(path);
    let with_user = |path: &str| url(path).replace("http://", "http://ana:passw0rd@");
    let mut planet = Planet::new();
    planet
        .env("TOKEN", "t0psecret")
        .feed_with("Private", &url("/hidden-path"), "private = true")
        .feed("Variable", &url("/token?key=${TOKEN}"))
        .feed("Basic", &with_user("/basic"))
        .feed("Failing", &url("/broken?key=${TOKEN}"))
        .feed("Failing too", &with_user("/broken?a=1"))
        .feed("Moving", &url("/moving?token=${TOKEN}"));
    let mut told = Vec::new();
    for arguments in [
        &["build", "-vv", "--format", "json"][..],
        &["build", "-vv", "--force", "--format", "github"],
        &["list", "--format", "json"],
        &["list"],
        &["status"],
        &["status", "--format", "json"],
        &["export", "opml"],
        &["export", "json"],
        &["check", "--offline"],
    ] {
        let run = planet.run(arguments);
        assert_eq!(run.status, Some(0), "{arguments:?} {run:#?}");
        told.push((format!("{arguments:?}"), run.stdout + &run.stderr));
    }
    assert_eq!(planet.titles().len(), 4);
    let sent = server.requests();
    let basic = sent.iter().find(|seen| seen.path == "/basic").unwrap();
    assert_eq!(
        basic.header("authorization"),
        Some("Basic YW5hOnBhc3N3MHJk")
    );
    assert!(sent.iter().any(|seen| seen.path == "/token?key=t0psecret"));
    let site = planet.site().into_iter();
    told.extend(site.map(|(path, bytes)| (path, String::from_utf8_lossy(&bytes.0).into_owned())));
    for (place, text) in &told {
        for secret in ["t0psecret", "passw0rd", "hidden-path", "YW5hOnBhc3N3MHJk"] {
            assert!(!text.contains(secret), "{secret} in {place}:\n{text}");
        }
    }
}

#[test]
fn output_and_base_url_may_come_from_environment_and_command_line() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet
        .env("PLANET_OUTPUT", "elsewhere")
        .env("PLANET_BASE_URL", "https://other.example/x/")
        .build();
    assert!(!planet.path("output").exists());
    let atom = fs::read_to_string(planet.path("elsewhere/atom.xml")).unwrap();
    assert!(atom.contains("https://other.example/x/atom.xml"));
    let flags = ["-o", "third", "-u", "https://third.example/"];
    planet.run(&[&["build"][..], &flags].concat()).succeeded();
    let atom = fs::read_to_string(planet.path("third/atom.xml")).unwrap();
    assert!(atom.contains("https://third.example/atom.xml"));
    let elsewhere = contents(&planet.path("elsewhere"));
    assert!(elsewhere.contains_key("index.html"));
}

#[test]
fn a_count_to_keep_removes_old_entries_but_none_that_the_feed_still_holds() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/ana"), "keep = 2");
    let three = ["c", "b", "a"].map(|id| item(id, &format!("2026-02-0{}T08:00:00Z", digit(id))));
    server.always("/ana", Reply::ok(atom("Ana", &three)));
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
    let next = [item("d", "2026-03-01T08:00:00Z")];
    server.always("/ana", Reply::ok(atom("Ana", &next)));
    planet.wait(HOUR).build();
    assert_eq!(planet.titles(), ["Post d", "Post c"]);
    assert_eq!(planet.status_of("Ana")["entries_stored"], 2);
}

fn digit(id: &str) -> u8 {
    id.as_bytes()[0] - b'a' + 1
}

#[test]
fn an_age_to_keep_removes_what_is_older() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet
        .table("[store]\nkeep = \"30d\"")
        .feed("Ana", &server.url("/ana"));
    let old = [item("old", "2026-02-20T08:00:00Z")];
    server.always("/ana", Reply::ok(atom("Ana", &old)));
    planet.build();
    let new = [item("new", "2026-03-20T08:00:00Z")];
    server.always("/ana", Reply::ok(atom("Ana", &new)));
    planet.at("2026-03-21T12:00:00Z").build();
    assert_eq!(planet.titles(), ["Post new", "Post old"]);
    planet.at("2026-03-24T12:00:00Z");
    let more = [item("newer", "2026-03-24T08:00:00Z")];
    server.always("/ana", Reply::ok(atom("Ana", &more)));
    planet.build();
    assert_eq!(planet.titles(), ["Post newer", "Post new"]);
}

#[test]
fn filters_act_at_once_on_what_is_stored_and_are_counted() {
    let server = Server::start();
    let mut posts = ["Rust news", "Garden news", "Sponsored rust"].map(|title| {
        let mut post = item(title, "2026-03-01T08:00:00Z");
        title.clone_into(&mut post.title);
        post
    });
    posts[1].content = "<p>Nothing but <b>tomatoes</b>.</p>".to_owned();
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let url = server.url("/ana");
    let mut planet = Planet::new();
    planet.feed("Ana", &url).build();
    assert_eq!(planet.titles().len(), 3);
    for (filter, kept) in [
        (
            "include = { title = \"(?i)rust\" }",
            &["Rust news", "Sponsored rust"][..],
        ),
        (
            "exclude = { title = \"Sponsored\" }",
            &["Rust news", "Garden news"],
        ),
        (
            "include = { title = \"(?i)rust\" }\nexclude = { title = \"Sponsored\" }",
            &["Rust news"],
        ),
        (
            "exclude = { content = \"but tomatoes\" }",
            &["Rust news", "Sponsored rust"],
        ),
        ("exclude = { link = \"^https://blog\\\\.example/\" }", &[]),
    ] {
        let run = planet.feed_with("Ana", &url, filter).build();
        assert_eq!(planet.titles(), kept, "{filter}");
        assert_eq!(run.feed("Ana")["outcome"], "skipped");
        let dropped = 3 - kept.len();
        assert_eq!(run.feed("Ana")["entries_dropped"], dropped, "{filter}");
        assert_eq!(planet.status_of("Ana")["entries_dropped"], dropped);
        assert_eq!(run.feed("Ana")["problem"], serde_json::Value::Null);
    }
    assert_eq!(planet.status_of("Ana")["entries_stored"], 3);
    planet.feed("Ana", &url).build();
    assert_eq!(planet.titles().len(), 3);
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn filters_for_all_feeds_add_to_those_of_one() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet
        .table("[filters]\nexclude = { title = \"a1\" }")
        .feed_with("Bo", &server.url("/bo"), "exclude = { title = \"b1\" }")
        .build();
    assert_eq!(planet.titles(), ["Post a2"]);
}

#[test]
fn a_feed_outside_the_river_has_its_own_page_only() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet
        .feed_with("Bo", &server.url("/bo"), "river = false")
        .build();
    assert_eq!(planet.titles(), ["Post a2", "Post a1"]);
    assert!(!planet.page("atom.xml").contains("Post b1"));
    assert_eq!(planet.titles_of("bo"), ["Post b1"]);
    assert!(planet.page("blogroll.opml").contains(&server.url("/bo")));
}

#[test]
fn a_feed_that_is_switched_off_is_neither_asked_nor_shown() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let run = planet
        .feed_with("Bo", &server.url("/bo"), "enabled = false")
        .wait(HOUR)
        .build();
    assert_eq!(planet.titles(), ["Post a2", "Post a1"]);
    assert!(!planet.has("feeds/bo/index.html"));
    assert_eq!(run.report()["totals"]["feeds"], 1);
    let asked = server.requests();
    assert_eq!(asked.iter().filter(|seen| seen.path == "/bo").count(), 1);
}

#[test]
fn max_entries_bounds_what_one_feed_brings_into_the_river() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet
        .feed_with("Ana", &server.url("/ana"), "max_entries = 1")
        .build();
    assert_eq!(planet.titles(), ["Post a2", "Post b1"]);
    assert_eq!(planet.titles_of("ana"), ["Post a2", "Post a1"]);
    planet.feed("Ana", &server.url("/ana"));
    planet.table("[river]\nmax_entries_per_feed = 1").build();
    assert_eq!(planet.titles(), ["Post a2", "Post b1"]);
}

#[test]
fn the_feeds_that_planet_writes_keep_original_ids_and_name_their_source() {
    let server = two_feeds();
    let planet = planet_of(&server);
    planet.build();
    for path in ["atom.xml", "rss.xml", "feed.json"] {
        let feed = feed_rs::parser::parse(planet.page(path).as_bytes()).unwrap();
        let ids: Vec<&str> = feed.entries.iter().map(|entry| entry.id.as_str()).collect();
        assert_eq!(ids, ["urn:test:a2", "urn:test:b1", "urn:test:a1"], "{path}");
    }
    let atom = planet.page("atom.xml");
    assert_eq!(atom.matches("<source>").count(), 3);
    assert!(atom.contains("<published>2026-02-27T08:00:00Z</published>"));
    let rss = planet.page("rss.xml");
    assert_eq!(rss.matches("<guid isPermaLink=\"false\">").count(), 3);
    assert_eq!(rss.matches("<source url=\"").count(), 3);
    let opml = planet.page("blogroll.opml");
    assert!(opml.contains(&format!("xmlUrl=\"{}\"", server.url("/ana"))));
    assert!(!opml.contains("<docs"));
}

#[test]
fn one_bad_feed_spoils_only_itself() {
    let server = two_feeds();
    server.always("/garbage", Reply::ok(b"\x00\xff\xfe garbage <<<"));
    server.always("/hangs-up", Reply::default().reset());
    let mut planet = planet_of(&server);
    let run = planet
        .feed("Garbage", &server.url("/garbage"))
        .feed("Hangs up", &server.url("/hangs-up"))
        .build();
    assert_eq!(planet.titles(), ["Post a2", "Post b1", "Post a1"]);
    assert_eq!(run.problem("Garbage"), "not-a-feed");
    assert_eq!(run.problem("Hangs up"), "connect");
    assert_eq!(run.report()["totals"]["problems"], 2);
    assert_eq!(run.report()["totals"]["ok"], 2);
    for name in ["Garbage", "Hangs up"] {
        assert!(run.stderr.contains(name), "{}", run.stderr);
    }
}

#[test]
fn when_every_feed_fails_the_front_page_stays_and_each_failure_is_named() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let before = (planet.page("atom.xml"), planet.titles());
    let index = planet.page("index.html");
    server.always("/ana", Reply::new(500, &[], ""));
    server.always("/bo", Reply::new(404, &[], ""));

    let run = planet.wait(HOUR).run(&["build"]).ended_with(0);
    assert_eq!((planet.page("atom.xml"), planet.titles()), before);
    assert!(run.stderr.contains("Ana") && run.stderr.contains("500"));
    assert!(run.stderr.contains("Bo") && run.stderr.contains("404"));
    let status = planet.page("status/index.html");
    assert!(status.contains("the server answers 500: internal server error"));
    assert!(status.contains("the server answers 404: not found"));
    assert_eq!(articles(&planet.page("index.html")), articles(&index));

    planet
        .wait(HOUR)
        .run(&["build", "--strict", "--force"])
        .ended_with(3);
    assert_eq!(planet.titles(), before.1);
}

/// The part of a page that holds its entries.
fn articles(html: &str) -> &str {
    let from = html.find("<article").unwrap();
    let to = html.rfind("</article>").unwrap();
    &html[from..to]
}

#[test]
fn strict_is_about_problems_only() {
    let server = two_feeds();
    let planet = planet_of(&server);
    planet.run(&["build", "--strict"]).ended_with(0);
    assert_eq!(planet.titles().len(), 3);
}

#[test]
fn a_broken_config_or_theme_is_told_before_any_feed_is_asked_and_changes_nothing() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    planet.build();
    let (before, asked) = (planet.written(), server.requests().len());
    planet.wait(HOUR).file("templates/index.html", "{% if %}");
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("index.html"), "{}", run.stderr);
    fs::remove_file(planet.path("templates/index.html")).unwrap();
    planet.set("titel", "\"Typo\"");
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("titel"), "{}", run.stderr);
    assert_eq!((planet.written(), server.requests().len()), (before, asked));
}

#[test]
fn an_output_file_that_was_deleted_or_changed_is_written_again() {
    let server = two_feeds();
    let planet = planet_of(&server);
    planet.build();
    let before = planet.site();
    fs::remove_file(planet.path("output/atom.xml")).unwrap();
    planet.file("output/index.html", "vandalized");
    planet.build();
    assert_eq!(planet.site(), before);
}

#[test]
fn what_a_killed_run_left_aside_goes_away_although_nothing_changed() {
    let server = two_feeds();
    let planet = planet_of(&server);
    planet.build();
    planet.file("output/.planet-new/feeds/ana/index.html", "half a pa");
    let run = planet.run(&["build"]).succeeded();
    assert!(run.stderr.contains(" 0 pages written"), "{}", run.stderr);
    assert!(!planet.has(".planet-new"));
}

#[test]
fn a_fresh_copy_of_the_site_is_not_written_again() {
    let server = two_feeds();
    let planet = planet_of(&server);
    planet.build();
    let copy = contents(&planet.path("output"));
    fs::remove_dir_all(planet.path("output")).unwrap();
    for (path, bytes) in &copy {
        planet.file(&format!("output/{path}"), &bytes.0);
    }
    let run = planet.build();
    assert_eq!(run.report()["totals"]["pages_written"], 0);
}

#[test]
fn the_clock_of_a_run_is_the_one_it_is_told() {
    let server = two_feeds();
    let mut planet = planet_of(&server);
    let run = planet.build();
    assert_eq!(run.report()["now"], NOON);
    assert_eq!(planet.status_of("Ana")["last_attempt"], NOON);
    planet.wait(HOUR).build();
    let status = planet.status_of("Ana");
    assert_eq!(status["last_success"], "2026-03-01T13:00:00Z");
    assert_eq!(status["next_attempt"], "2026-03-01T13:30:00Z");
}

#[test]
fn river_pages_days_and_time_zone_follow_the_config() {
    let server = Server::start();
    let posts: Vec<_> = (1..=9)
        .map(|n| item(&n.to_string(), &format!("2026-02-0{n}T23:30:00Z")))
        .collect();
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet
        .set("timezone", "\"Europe/Lisbon\"")
        .table("[river]\nentries_per_page = 4\npages = 2\n[syndication]\nentries = 3")
        .feed("Ana", &server.url("/ana"))
        .build();
    assert_eq!(planet.titles(), ["Post 9", "Post 8", "Post 7", "Post 6"]);
    assert!(planet.has("page/2/index.html") && !planet.has("page/3/index.html"));
    assert_eq!(planet.page("atom.xml").matches("<entry>").count(), 3);
    planet.set("timezone", "\"Europe/Berlin\"").build();
    // Half past eleven in London is the next day in Berlin.
    assert!(planet.page("index.html").contains("10 February 2026"));
    assert_eq!(planet.river()[0].date, "2026-02-10T00:30:00+01:00");
}

#[test]
fn timings_name_the_stages_beside_a_report_that_stays_json() {
    let server = two_feeds();
    let planet = planet_of(&server);
    let run = planet.run(&["build", "--timings", "--format", "json"]);
    assert_eq!(run.report()["totals"]["problems"], 0);
    let is_told = |run: &Run, stage| run.stderr.lines().any(|line| line.starts_with(stage));
    let stages = [
        "theme", "fetch", "read", "merge", "select", "render", "publish", "all",
    ];
    for stage in stages {
        assert!(is_told(&run, stage), "{stage}: {}", run.stderr);
    }
    let run = planet.force();
    assert!(!stages.iter().any(|stage| is_told(&run, stage)), "{run:#?}");
}
