//! Bugs that were: each test is named for what went wrong, and fails when it does again.
//!
//! A bug in one function is tested beside the function; here are those that only whole runs show.

use chrono::TimeDelta;

use crate::{
    planet::{Item, Planet, atom, item, rss},
    security::{Told, told_by},
    server::{Reply, Server},
};

#[test]
fn a_web_page_instead_of_a_private_feed_gave_its_address_away() {
    let server = Server::start();
    let page = "<!doctype html><html><head>\
        <link rel=\"alternate\" type=\"application/rss+xml\" href=\"feed.xml\"></head><body></body></html>";
    server.always("/s3cret/feed", Reply::ok(page));
    let mut planet = Planet::new();
    planet.env("TOKEN", "s3cret");
    planet.feed("Variable", &server.url("/${TOKEN}/feed"));
    planet.feed_with("Private", &server.url("/s3cret/feed?b"), "private = true");
    for arguments in [
        &["build", "--format", "json"][..],
        &["build", "--force", "--format", "github"],
        &["status"],
    ] {
        for Told { place, text } in told_by(&planet, &[arguments]) {
            assert!(!text.contains("s3cret"), "{place}: {text}");
        }
    }
    let report = planet.force();
    assert_eq!(report.problem("Private"), "web-page");
    assert_eq!(report.problem("Variable"), "web-page");
}

#[test]
fn the_report_told_where_a_private_feed_has_moved() {
    let server = Server::start();
    server.always("/private", Reply::redirect(301, "/s3cret"));
    let posts = [item("a", "2026-03-01T09:00:00Z")];
    server.always("/s3cret", Reply::ok(rss("Ana", &posts)));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/private"), "private = true");
    for Told { place, text } in told_by(&planet, &[&["build", "--format", "json"]]) {
        assert!(!text.contains("s3cret"), "{place}: {text}");
    }
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_feed_file_of_any_size_was_read_whole() {
    let mut planet = Planet::new();
    let mut post = item("a", "2026-03-01T09:00:00Z");
    post.content = "word ".repeat(50_000);
    planet.file("large.xml", rss("Large", &[post]));
    planet.fetch("max_body", "\"100KB\"");
    let run = planet.feed("Large", "large.xml").build();
    assert_eq!(run.problem("Large"), "too-large");
}

#[cfg(unix)]
#[test]
fn a_named_pipe_as_a_feed_file_stopped_the_run_for_ever() {
    let mut planet = Planet::new();
    let made = std::process::Command::new("mkfifo")
        .arg(planet.path("pipe.xml"))
        .status();
    assert!(made.unwrap().success());
    planet.file("feeds/ana.xml", "");
    planet.feed("Pipe", "pipe.xml").feed("Folder", "feeds");
    let run = planet.build();
    assert_eq!(run.problem("Pipe"), "io");
    assert_eq!(run.problem("Folder"), "io");
}

#[test]
fn a_new_post_without_title_and_text_overwrote_the_one_before_it() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Photos", &server.url("/feed"));
    for (id, date) in [("a", "2026-02-01T09:00:00Z"), ("b", "2026-02-02T09:00:00Z")] {
        let photo = Item {
            title: String::new(),
            content: String::new(),
            ..item(id, date)
        };
        server.always("/feed", Reply::ok(rss("Photos", &[photo])));
        planet.build();
        planet.wait(TimeDelta::hours(1));
    }
    let dates: Vec<String> = planet.river().into_iter().map(|entry| entry.date).collect();
    assert_eq!(dates, ["2026-02-02T09:00:00Z", "2026-02-01T09:00:00Z"]);
}

#[test]
fn a_store_without_tables_was_told_in_the_words_of_sqlite() {
    let planet = Planet::new();
    planet.file(".planet/planet.db", "");
    for arguments in [&["status"][..], &["state", "export", "x.gz"]] {
        let run = planet.run(arguments).ended_with(1);
        assert!(run.stderr.contains("there is no store"), "{}", run.stderr);
        assert!(run.stderr.contains("hint: run"), "{}", run.stderr);
    }
}

#[cfg(unix)]
#[test]
fn a_page_that_went_away_was_removed_behind_a_link_out_of_the_output_folder() {
    let server = Server::start();
    let posts = [item("a", "2026-03-01T09:00:00Z")];
    server.always("/ana", Reply::ok(rss("Ana", &posts)));
    server.always("/bo", Reply::ok(rss("Bo", &posts)));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    planet.feed("Bo", &server.url("/bo")).build();
    planet.file("outside/bo/index.html", "mine");
    std::fs::remove_dir_all(planet.path("output/feeds/bo")).unwrap();
    std::os::unix::fs::symlink(planet.path("outside/bo"), planet.path("output/feeds/bo")).unwrap();
    planet.without("Bo").build();
    let outside = std::fs::read(planet.path("outside/bo/index.html")).unwrap();
    assert_eq!(outside, b"mine");
}

#[test]
fn a_capped_feed_hid_the_copy_of_another_feed() {
    let server = Server::start();
    let posts = [
        item("new", "2026-02-28T09:00:00Z"),
        item("old", "2026-02-27T09:00:00Z"),
    ];
    server.always("/ana", Reply::ok(rss("Ana", &posts)));
    server.always("/bo", Reply::ok(rss("Bo", &posts)));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/ana"), "max_entries = 1");
    planet.feed("Bo", &server.url("/bo")).build();
    let river: Vec<(String, String)> = planet
        .river()
        .into_iter()
        .map(|entry| (entry.title, entry.feed))
        .collect();
    let expected = [("Post new", "Ana"), ("Post old", "Bo")];
    assert_eq!(
        river,
        expected.map(|(title, feed)| (title.to_owned(), feed.to_owned()))
    );
}

#[test]
fn posts_that_all_link_to_the_blog_itself_overwrote_each_other() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    for (n, date) in [
        "2026-03-01T07:00:00Z",
        "2026-03-01T08:00:00Z",
        "2026-03-01T09:00:00Z",
    ]
    .iter()
    .enumerate()
    {
        let mut post = item(&n.to_string(), date);
        "https://blog.example/".clone_into(&mut post.link);
        server.always("/ana", Reply::ok(rss("Ana", &[post])));
        planet.force();
    }
    assert_eq!(planet.titles(), ["Post 2", "Post 1", "Post 0"]);
}

#[test]
fn an_entry_that_came_back_beside_its_alias_stopped_every_build() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    let post = |id: &str| Item {
        id: id.to_owned(),
        ..item("a", "2026-03-01T09:00:00Z")
    };
    for posts in [vec![post("1")], vec![post("2")], vec![post("2"), post("1")]] {
        server.always("/ana", Reply::ok(rss("Ana", &posts)));
        planet.force().succeeded();
    }
    assert_eq!(planet.titles(), ["Post a", "Post a"]);
}

#[test]
fn a_lost_store_emptied_the_site_while_the_feeds_could_not_be_read() {
    let server = Server::start();
    let posts = [item("a", "2026-03-01T09:00:00Z")];
    server.always("/ana", Reply::ok(rss("Ana", &posts)));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana")).build();
    let before = planet.written();
    std::fs::remove_dir_all(planet.path(".planet")).unwrap();
    server.always("/ana", Reply::head(500, &[("Content-Length", "0")]));
    for arguments in [&["build"][..], &["build", "--offline"]] {
        let run = planet.run(arguments).ended_with(1);
        assert!(
            run.stderr.contains("hint: the site is as it was"),
            "{}",
            run.stderr
        );
        assert_eq!(planet.written(), before);
    }
    server.always("/ana", Reply::ok(rss("Ana", &posts)));
    planet.force();
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_token_in_the_query_was_published_by_the_self_link_of_its_feed() {
    let server = Server::start();
    let posts = [item("a", "2026-03-01T09:00:00Z")];
    let secret = server.url("/ana?token=s3cret");
    let feed = rss("Ana", &posts).replace(
        "<link>https://blog.example/</link>",
        &format!("<link>https://blog.example/</link><atom:link xmlns:atom=\"http://www.w3.org/2005/Atom\" rel=\"self\" href=\"{secret}\"/>"),
    );
    server.always("/ana", Reply::ok(feed));
    let mut planet = Planet::new();
    planet.feed("Ana", &secret);
    for Told { place, text } in told_by(&planet, &[&["build", "--format", "json"]]) {
        assert!(!text.contains("s3cret"), "{place}: {text}");
    }
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn the_address_of_a_private_feed_was_published_by_the_relative_links_of_its_posts() {
    let server = Server::start();
    let mut post = item("a", "2026-03-01T09:00:00Z");
    post.link = "#a".to_owned();
    post.content =
        r##"<p>See <a href="#part">below</a> and <a href="?page=2">more</a>.</p>"##.to_owned();
    server.always("/s3cret/feed", Reply::ok(atom("Ana", &[post])));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/s3cret/feed"), "private = true");
    for Told { place, text } in told_by(&planet, &[&["build", "--format", "json"]]) {
        assert!(!text.contains("s3cret"), "{place}: {text}");
    }
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_private_feed_that_states_its_own_address_gave_it_away() {
    let server = Server::start();
    let secret = server.url("/feed?k=s3cretkey&amp;n=1");
    let text = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{secret}</id><title>Ana</title><link href=\"{secret}\"/>\
         <icon>{secret}</icon><entry><id>{secret}#1</id><title>Post a</title><updated>2026-03-01T09:00:00Z</updated>\
         <link href=\"{}\"/><content type=\"html\">&lt;a href=\"{secret}\">all&lt;/a></content></entry></feed>",
        server.url("/posts/1?k=s3cretkey")
    );
    server.always("/feed", Reply::ok(text));
    let mut planet = Planet::new();
    planet
        .env("KEY", "s3cretkey")
        .table("[pages]\nstate = true");
    planet.feed("Ana", &server.url("/feed?k=${KEY}&n=1"));
    for Told { place, text } in told_by(&planet, &[&["build", "--format", "json"]]) {
        assert!(!text.contains("s3cretkey"), "{place}: {text}");
    }
    planet
        .run(&["state", "export", "--public", "state.gz"])
        .succeeded();
    let state = planet.unpacked("state.gz");
    assert!(!state.contains("s3cretkey"), "{state}");
    assert_eq!(planet.titles(), ["Post a"]);
    planet.force();
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn posts_of_two_blogs_that_link_to_one_home_page_were_taken_for_copies() {
    let server = Server::start();
    let mut planet = Planet::new();
    for (name, n) in [("Ana", "1"), ("Bo", "2")] {
        let mut post = item(n, "2026-03-01T09:00:00Z");
        "https://blog.example/".clone_into(&mut post.link);
        let path = format!("/{n}");
        server.always(&path, Reply::ok(rss(name, &[post])));
        planet.feed(name, &server.url(&path));
    }
    planet.build();
    assert_eq!(planet.river().len(), 2);
}

#[test]
fn the_page_of_a_filtered_feed_was_empty_when_its_newest_posts_were_dropped() {
    let server = Server::start();
    let mut posts: Vec<Item> = (0..30)
        .map(|n| {
            item(
                &format!("other{n}"),
                &format!("2026-02-{:02}T09:00:00Z", n % 28 + 1),
            )
        })
        .collect();
    posts.push(item("wanted", "2026-01-01T09:00:00Z"));
    server.always("/ana", Reply::ok(rss("Ana", &posts)));
    let mut planet = Planet::new();
    planet.feed_with(
        "Ana",
        &server.url("/ana"),
        "include = { title = \"wanted\" }",
    );
    planet.build();
    assert_eq!(planet.titles_of("ana"), ["Post wanted"]);
}
