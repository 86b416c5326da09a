//! Whatever changes, the site is afterwards what it would be if it were made from nothing: a page is made again when anything that
//! it shows has changed.

use std::{fmt::Write as _, fs};

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    planet::{Item, Planet, atom, contents, item},
    server::{Reply, Server},
};

/// The site is, byte for byte, what `render` makes of the same store in a folder that is new.
fn assert_as_if_new(planet: &Planet) {
    planet.run(&["render", "--output", "new"]).succeeded();
    let mut new = contents(&planet.path("new"));
    new.retain(|path, _| !path.starts_with(".planet"));
    let site = planet.site();
    for (path, content) in &new {
        assert_eq!(site.get(path), Some(content), "{path}");
    }
    assert_eq!(site.len(), new.len());
    fs::remove_dir_all(planet.path("new")).unwrap();
}

/// A planet of one blog with one post, before it is built.
fn of_one_post() -> (Server, Planet) {
    let server = Server::start();
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("a", "2026-02-20T09:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    (server, planet)
}

#[test]
fn the_language_that_a_feed_states_later_is_that_of_its_old_posts_on_pages_of_tags() {
    let server = Server::start();
    let document = |language: &str, items: &str| {
        Reply::ok(format!(
            "<rss version=\"2.0\"><channel><title>Ana</title>{language}{items}</channel></rss>"
        ))
    };
    let items: Vec<String> = (1..5)
        .map(|day| {
            format!(
                "<item><guid>{day}</guid><title>Post {day}</title><category>Boats</category>\
                 <pubDate>0{day} Feb 2026 09:00:00 GMT</pubDate></item>"
            )
        })
        .collect();
    server.always("/feed", document("", &items.concat()));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed")).build();
    assert!(!planet.page("tags/boats/index.html").contains("lang=\"ar\""));
    let other = "<item><guid>5</guid><title>Other</title><pubDate>05 Feb 2026 09:00:00 GMT</pubDate></item>";
    server.always("/feed", document("<language>ar</language>", other));
    planet.wait(TimeDelta::hours(1)).build();
    assert!(planet.page("tags/boats/index.html").contains("lang=\"ar\""));
    assert_as_if_new(&planet);
}

#[test]
fn a_post_whose_day_has_come_leaves_the_day_on_which_it_was_first_seen() {
    let server = Server::start();
    let mut posts: Vec<Item> = (0..240)
        .map(|n| {
            item(
                &n.to_string(),
                &format!("2026-{:02}-{:02}T09:00:00Z", n / 28 + 1, n % 28 + 1),
            )
        })
        .collect();
    posts.push(item("ahead", "2027-01-02T09:00:00Z"));
    server.always("/feed", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    planet.at("2026-12-31T10:00:00Z").build();
    let year = "feeds/ana/2026/index.html";
    assert!(planet.page(year).contains("Post ahead"));
    // The other year has a post already, so that it is no news that there is one.
    posts.push(item("new", "2027-01-01T09:00:00Z"));
    server.always("/feed", Reply::ok(atom("Ana", &posts)));
    planet.at("2027-01-01T10:00:00Z").build();
    planet.at("2027-01-03T10:00:00Z").build();
    assert!(!planet.page(year).contains("Post ahead"));
    assert_as_if_new(&planet);
}

#[test]
fn a_file_that_was_published_as_it_is_may_become_a_page() {
    let (_server, planet) = of_one_post();
    planet.file("static/zz.md", "# Zz");
    planet.build();
    assert!(planet.has("zz.md"));
    fs::create_dir(planet.path("pages")).unwrap();
    fs::rename(planet.path("static/zz.md"), planet.path("pages/zz.md")).unwrap();
    planet.build();
    assert!(planet.has("zz/index.html") && !planet.has("zz.md"));
    assert_as_if_new(&planet);
}

#[test]
fn a_date_that_a_blog_has_corrected_counts_in_the_same_run() {
    let server = Server::start();
    let say = |date: &str| {
        let posts = [item("a", "2026-02-20T09:00:00Z"), item("wrong", date)];
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    say("2027-02-27T09:00:00Z");
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed")).build();
    assert_eq!(planet.titles(), ["Post a"]);
    say("2026-03-02T09:00:00Z");
    planet.at("2026-03-04T09:00:00Z").build();
    assert_eq!(planet.titles(), ["Post wrong", "Post a"]);
    assert_as_if_new(&planet);
}

#[test]
fn a_published_state_is_at_most_a_day_old() {
    let server = Server::start();
    let say = |id: &str| {
        let mut post = item(id, "2026-02-20T09:00:00Z");
        post.link = "https://ana.example/a".to_owned();
        server.always("/feed", Reply::ok(atom("Ana", &[post])));
    };
    say("a");
    let mut planet = Planet::new();
    planet.table("[pages]\nstate = true");
    planet.feed("Ana", &server.url("/feed")).build();
    // The same post under another id: no page shows it.
    say("renamed");
    planet.wait(TimeDelta::hours(1)).build();
    planet.wait(TimeDelta::days(1)).build();
    assert!(
        planet
            .unpacked("output/state/planet.jsonl.gz")
            .contains("renamed")
    );
    assert_as_if_new(&planet);
}

#[test]
fn what_a_broken_off_run_was_about_to_remove_from_the_folder_of_a_blog_is_removed_by_the_next() {
    let (_server, planet) = of_one_post();
    let own = "feeds/ana/own.txt";
    planet.file("static/feeds/ana/own.txt", "own").build();
    let list = || -> Value {
        let bytes = fs::read(planet.path("output/.planet.json")).unwrap();
        serde_json::from_slice(&bytes).unwrap()
    };
    let record = list()["files"][own].clone();
    let there = planet.path("output").join(own);
    let written = fs::metadata(&there).unwrap().modified().unwrap();
    fs::remove_file(planet.path("static").join(own)).unwrap();
    planet.build();
    assert!(!planet.has(own));

    // As it is between the last rename and the first removal.
    fs::write(&there, "own").unwrap();
    let file = fs::File::options().write(true).open(&there).unwrap();
    file.set_modified(written).unwrap();
    let mut broken_off = list();
    broken_off["files"][own] = record;
    broken_off["inputs"] = "".into();
    planet.file("output/.planet.json", broken_off.to_string());
    planet.build();
    assert!(!planet.has(own));
    assert_as_if_new(&planet);
}

#[test]
fn a_static_file_takes_the_place_of_the_search_index_and_of_the_state_in_every_run() {
    let server = Server::start();
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("a", "2026-02-20T09:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.table("[pages]\nstate = true");
    planet.feed("Ana", &server.url("/feed"));
    let own = ["search/index.json", "state/planet.jsonl.gz"];
    for path in own {
        planet.file(&format!("static/{path}"), "own");
    }
    for _ in 0..3 {
        planet.wait(TimeDelta::days(1)).build();
        for path in own {
            assert_eq!(planet.page(path), "own", "{path}");
        }
    }
    assert_as_if_new(&planet);
}

#[test]
fn an_issue_of_the_digest_links_to_no_entry_that_left_its_day_in_another_zone() {
    let server = Server::start();
    let say = |date: &str| {
        let posts = [item("a", date), item("b", "2026-02-25T09:00:00Z")];
        server.always("/feed", Reply::ok(atom("Ana", &posts)));
    };
    // On the evening of the last day of a week in Honolulu.
    say("2026-03-02T05:00:00Z");
    let mut planet = Planet::new();
    planet.table("[digest]\nmin_items = 1");
    planet.feed("Ana", &server.url("/feed"));
    planet.set("timezone", "\"Pacific/Honolulu\"");
    planet.at("2026-03-02T06:00:00Z").build();
    planet.at("2026-03-02T12:00:00Z").build();
    planet.set("timezone", "\"UTC\"").build();
    let page = "weekly/2026-w09/index.html";
    assert!(planet.page(page).contains("2026/03/02/#e-"));
    say("2026-02-03T09:00:00Z");
    planet.wait(TimeDelta::hours(1)).build();
    assert!(!planet.page(page).contains("2026/03/02/#e-"));
    assert_as_if_new(&planet);
}

#[test]
fn the_page_of_a_month_is_the_same_whichever_of_its_days_were_made_with_it() {
    let server = Server::start();
    let shared = || Item {
        link: "https://elsewhere.example/post".to_owned(),
        ..item("shared", "2026-02-03T09:00:00Z")
    };
    let late = || item("late", "2026-02-10T09:00:00Z");
    let serve = |items: &[Item]| {
        server.always("/ana", Reply::ok(atom("Ana", items)));
    };
    serve(&[shared(), late()]);
    server.always("/bo", Reply::ok(atom("Bo", &[shared()])));
    let mut planet = Planet::new();
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"))
        .build();
    serve(&[shared(), late(), item("new", "2026-03-01T12:30:00Z")]);
    planet.wait(TimeDelta::hours(1)).build();
    assert_as_if_new(&planet);
}

#[test]
fn tags_count_posts_that_are_shown() {
    let mut planet = Planet::new();
    let mut tagged = String::new();
    for day in 1..6 {
        let _ = write!(
            tagged,
            "<item><guid>{day}</guid><title>Post {day}</title><category>Boats</category>\
             <pubDate>0{day} Feb 2025 09:00:00 GMT</pubDate></item>"
        );
    }
    let mut many = String::new();
    for n in 0..3_000 {
        let (day, minute) = (n % 28 + 1, n % 60);
        let _ = write!(
            many,
            "<item><guid>{n}</guid><title>Other {n}</title><pubDate>{day:02} Jan 2026 09:{minute:02}:00 GMT</pubDate></item>"
        );
    }
    let document = |items: &str| {
        format!("<rss version=\"2.0\"><channel><title>T</title>{items}</channel></rss>")
    };
    planet.file("ana.xml", document(&tagged));
    planet.file("bo.xml", document(&many));
    planet.table("[river]\nrestamp_entries = 10000");
    planet.feed("Ana", "ana.xml").feed("Bo", "bo.xml").build();
    assert!(
        !planet.has("tags/boats/index.html"),
        "among the newest there are none"
    );
    planet.without("Bo").wait(TimeDelta::hours(1)).build();
    assert!(planet.has("tags/boats/index.html"));
    assert_as_if_new(&planet);
}

#[test]
fn the_days_of_a_feed_that_has_moved_and_came_back_have_what_it_has() {
    let server = Server::start();
    let posts = |days: &[u32]| {
        let posts = days
            .iter()
            .map(|day| item(&format!("p{day}"), &format!("2026-02-{day:02}T09:00:00Z")));
        Reply::ok(atom("Ana", &posts.collect::<Vec<_>>()))
    };
    server.always("/old", Reply::redirect(301, &server.url("/new")));
    server.always("/new", posts(&[3, 20]));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/old")).build();
    server.always("/new", posts(&[20]));
    planet.without("Ana").feed("Ana Sousa", &server.url("/new"));
    planet.wait(TimeDelta::hours(1)).run(&["fetch"]).succeeded();
    planet.without("Ana Sousa").feed("Ana", &server.url("/old"));
    planet.wait(TimeDelta::hours(1)).build();
    assert_as_if_new(&planet);
}

#[test]
fn a_post_without_an_address_is_found_from_every_list_of_old_planets() {
    let document = "<rss version=\"2.0\"><channel><title>T</title>\
         <item><guid isPermaLink=\"false\">1</guid><title>One</title><pubDate>01 Feb 2026 09:00:00 GMT</pubDate></item>\
         <item><guid isPermaLink=\"false\">2</guid><title>Two</title><pubDate>02 Feb 2026 09:00:00 GMT</pubDate></item>\
         </channel></rss>";
    let mut planet = Planet::new();
    planet.file("ana.xml", document);
    planet.feed("Ana", "ana.xml");
    planet
        .table("[river]\nentries_per_page = 1")
        .table("[pages]\nold_urls = true");
    planet.build();
    let feed = planet.page("rss10.xml");
    assert!(
        feed.contains("<link>https://planet.example/2026/02/01/#e-"),
        "{feed}"
    );

    let mut planet = Planet::new();
    planet.file("ana.xml", document);
    planet.feed("Ana", "ana.xml");
    planet.table("[pages]\nold_urls = true\narchive = false\nblogs = false");
    planet.build();
    let list = planet.page("titles_only.html");
    assert!(list.contains("href=\"./#e-"), "{list}");
    assert!(!list.contains("href=\"#e-"), "{list}");
}

#[test]
fn a_static_folder_in_the_place_of_the_status_is_named() {
    let (_server, planet) = of_one_post();
    planet.file("static/status.json/note.txt", "x");
    let run = planet.run(&["build"]).ended_with(1);
    let said = "cannot have both `status.json` and `status.json/note.txt`";
    assert!(run.stderr.contains(said), "{}", run.stderr);
}
