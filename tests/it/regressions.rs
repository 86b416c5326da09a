//! Bugs that were: each test is named for what went wrong, and fails when it does again.
//!
//! A bug in one function is tested beside the function; here are those that only whole runs show.

use chrono::TimeDelta;

use crate::{
    planet::{Item, Planet, Run, atom, item, rss},
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
    std::fs::create_dir(planet.path("static")).unwrap();
    std::fs::rename(planet.path("pipe.xml"), planet.path("static/pipe")).unwrap();
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("static/pipe"), "{run:#?}");
}

#[cfg(unix)]
#[test]
fn links_in_a_folder_that_led_back_to_it_were_followed_without_end() {
    use std::os::unix::fs::symlink;

    let planet = Planet::new();
    planet.file("pictures/deep/a.png", "a");
    std::fs::create_dir(planet.path("static")).unwrap();
    // A folder may be there under several names.
    for name in ["one", "two"] {
        symlink("../pictures", planet.path("static").join(name)).unwrap();
    }
    planet.build();
    assert!(planet.has("one/deep/a.png") && planet.has("two/deep/a.png"));
    for back in ["l1", "l2", "l3"] {
        symlink("..", planet.path("pictures/deep").join(back)).unwrap();
    }
    let run = planet.run(&["build"]).ended_with(1);
    let said = "it is a link to a folder in which it lies";
    assert!(
        run.stderr.contains("/deep/l") && run.stderr.contains(said),
        "{run:#?}"
    );
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
fn of_many_posts_that_came_back_under_new_ids_most_were_shown_again() {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    let posts = |version: &str| -> Vec<Item> {
        (0..5_000)
            .map(|n| Item {
                id: format!("{version}-{n}"),
                content: version.to_owned(),
                ..item(&n.to_string(), "2026-02-01T09:00:00Z")
            })
            .collect()
    };
    for version in ["old", "new"] {
        server.always("/ana", Reply::ok(rss("Ana", &posts(version))));
        planet.force().succeeded();
    }
    assert_eq!(planet.status_of("Ana")["entries_stored"], 5_000);
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

/// Asserts that nothing tells the secret: no file of the site, no output of these commands.
fn assert_untold(planet: &Planet, commands: &[&[&str]], secret: &str) {
    for Told { place, text } in told_by(planet, commands) {
        assert!(!text.contains(secret), "{place}: {text}");
    }
}

#[test]
fn links_were_resolved_against_the_signature_of_a_redirect() {
    let server = Server::start();
    let mut post = item("a", "2026-02-28T09:00:00Z");
    post.link = "#a".to_owned();
    post.content = "<p><a href=\"#part\">A part</a></p>".to_owned();
    let feed = atom("Ana", &[post]);
    let signed = "/s3/feed.xml?X-Amz-Signature=s1gnatUre&x=1";
    server.always("/feed", Reply::redirect(302, &server.url(signed)));
    server.always("/s3/feed.xml", Reply::ok(&feed));
    let located = [("Content-Location", "/located?RSSToken=s1gnatUre")];
    server.always("/located", Reply::new(200, &located, &feed));
    let mut planet = Planet::new();
    planet.table("[pages]\nstate = true");
    planet.feed("Ana", &server.url("/feed"));
    planet.feed("Bo", &server.url("/located"));
    planet.build();
    assert!(planet.page("atom.xml").contains("/s3/feed.xml?x=1#part"));
    assert_untold(
        &planet,
        &[&["check"], &["check", "--format", "json"]],
        "s1gnatUre",
    );
    let state = planet.unpacked("output/state/planet.jsonl.gz");
    assert!(!state.contains("s1gnatUre"), "{state}");
}

#[test]
fn the_addresses_between_a_private_feed_and_its_answer_were_published() {
    let server = Server::start();
    let mut post = item("a", "2026-02-28T09:00:00Z");
    post.link = server.url("/m1ddle-hop/feed");
    server.always("/first-hop", Reply::redirect(302, &post.link));
    server.always(
        "/m1ddle-hop/feed",
        Reply::redirect(302, &server.url("/final")),
    );
    server.always("/final", Reply::ok(atom("Ana", &[post])));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/first-hop"), "private = true");
    planet.build();
    assert_eq!(planet.titles(), ["Post a"]);
    assert_untold(&planet, &[&["check", "--format", "github"]], "m1ddle");
}

#[test]
fn a_private_address_was_published_where_it_was_written_as_no_one_writes_it() {
    let server = Server::start();
    let port = server.address().port();
    let secret = "secretwordpath";
    let links = [
        format!("http://2130706433:{port}/{secret}"),
        format!("http://127.1:{port}/{secret}"),
        format!("http://\u{ff11}\u{ff12}\u{ff17}.0.0.1:{port}/{secret}"),
        format!("http://127.0.0.1:0{port}/{secret}"),
        format!("http://u:p@0x7f.1:{port}/{secret}"),
        format!("//127.1:{port}/{secret}"),
        format!("http://127.0.0.1:{port}/x/../{secret}"),
        format!("http://127.0.0.1:{port}/x/%2E%2E/{secret}"),
        secret.to_owned(),
    ];
    let posts: Vec<Item> = (1..)
        .zip(&links)
        .map(|(day, link)| Item {
            link: link.clone(),
            content: format!("<p><a href=\"{link}\">Post {day}</a></p>"),
            ..item(
                &day.to_string(),
                &format!("2026-02-{:02}T09:00:00Z", day + 9),
            )
        })
        .collect();
    server.always(&format!("/{secret}"), Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet.table("[river]\nnew_feed_entries = 100");
    planet.feed_with("Ana", &server.url(&format!("/{secret}")), "private = true");
    planet.build();
    assert_eq!(planet.titles().len(), links.len());
    assert_untold(&planet, &[], secret);
}

#[test]
fn a_secret_came_together_when_the_marks_within_it_were_removed() {
    let server = Server::start();
    let mut post = item("a", "2026-02-28T09:00:00Z");
    post.title = "t0k\u{200b}enSecret".to_owned();
    post.content = "<p>t0k\u{202e}enSecret, t0k\u{2066}enSecret, t0k\u{ad}enSecret</p>".to_owned();
    server.always("/feed", Reply::ok(atom("Ana", &[post])));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed?token=t0kenSecret"));
    planet.build();
    let seen = |text: &str| text.chars().filter(char::is_ascii).collect::<String>();
    for Told { place, text } in told_by(&planet, &[]) {
        assert!(!seen(&text).contains("t0kenSecret"), "{place}: {text}");
    }
}

#[test]
fn a_page_in_the_place_of_a_feed_published_the_credentials_that_it_advertises() {
    let server = Server::start();
    let page = "<!doctype html><html><head><link rel=\"alternate\" type=\"application/rss+xml\" \
        href=\"http://u:advertisedPw@x.example/f?token=advertisedT\"></head><body></body></html>";
    server.always("/feed", Reply::ok(page));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    let run = planet.build();
    let message = run.feed("Ana")["problem"]["message"].to_string();
    assert!(
        message.contains("<http://x.example/f?token=***>"),
        "{message}"
    );
    assert_untold(&planet, &[&["build", "--force"], &["status"]], "advertised");
}

#[test]
fn check_told_the_token_of_the_address_to_which_a_feed_has_moved() {
    let server = Server::start();
    let moved = "/moved?token=m0vedToken";
    server.always("/feed", Reply::redirect(301, &server.url(moved)));
    server.always(
        "/moved",
        Reply::ok(atom("Ana", &[item("a", "2026-02-28T09:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/feed"));
    planet.build();
    let commands = ["human", "json", "github"].map(|format| ["check", "--format", format]);
    let commands: Vec<&[&str]> = commands.iter().map(|command| &command[..]).collect();
    assert_untold(&planet, &commands, "m0vedToken");
    planet.run(&["check", "--fix"]);
    let written = std::fs::read_to_string(planet.path("planet.toml")).unwrap();
    assert!(written.contains(moved), "{written}");
}

#[test]
fn an_address_with_a_token_became_the_name_of_a_feed() {
    let server = Server::start();
    let asked = server.url("/addme?token=nameToken");
    let asked = asked.replace("http://", "http://au:pw@");
    server.always("/addme", Reply::ok(atom("T", &[])));
    let mut planet = Planet::new();
    planet
        .feed("T", "https://a.example/")
        .feed("T (127.0.0.1)", "https://b.example/");
    let run = planet.run(&["add", &asked]).succeeded();
    assert!(run.stderr.contains("`T (127.0.0.1/addme)`"), "{run:#?}");
    let list = "<opml version=\"2.0\"><body><outline type=\"rss\" text=\"http://u:p@h.example/x?token=nameToken\" \
        xmlUrl=\"http://u:p@h.example/x?token=nameToken\"/></body></opml>";
    planet.file("list.opml", list);
    let run = planet.run(&["import", "list.opml"]).succeeded();
    assert!(
        run.stdout
            .contains("name = \"http://h.example/x?token=***\""),
        "{run:#?}"
    );
}

#[test]
fn passwords_of_addresses_that_are_wrong_were_echoed() {
    let planet = Planet::new();
    for arguments in [
        &["inspect", "ftp://iu:wr0ngPw@x.example/f"][..],
        &["add", "http://iu:wr0ngPw@x.example:99999/"],
        &["remove", "http://iu:wr0ngPw@x.example/"],
    ] {
        let run = planet.run(arguments);
        assert_ne!(run.status, Some(0));
        assert!(run.stderr.contains("x.example"), "{run:#?}");
        assert!(!run.stderr.contains("wr0ngPw"), "{run:#?}");
    }
}

#[test]
fn addresses_that_everybody_sees_had_secrets() {
    for table in [
        "[websub]\nhub = \"https://u:p@hub.example/\"",
        "[websub]\nhub = \"https://hub.example/?token=abc\"",
        "[owner]\nname = \"Me\"\nurl = \"https://u@me.example/\"",
    ] {
        let mut planet = Planet::new();
        planet.table(table);
        let run = planet.run(&["build"]).ended_with(1);
        assert!(
            run.stderr.contains("everybody will see this address"),
            "{run:#?}"
        );
    }
    for line in [
        "home = \"https://u:p@a.example/\"",
        "avatar = \"https://a.example/?key=1\"",
    ] {
        let mut planet = Planet::new();
        planet.feed_with("Ana", "https://a.example/feed", line);
        let run = planet.run(&["build"]).ended_with(1);
        assert!(
            run.stderr.contains("everybody will see this address"),
            "{run:#?}"
        );
    }
}

#[test]
fn inspect_printed_what_commands_a_terminal_in_answers_to_lists() {
    let planet = Planet::new();
    let text = "\\u009b31m \\u202e \\u2066 \\u200f \\u061c";
    planet.file(
        "f.json",
        format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"{text}\",\"items\":[]}}"
        ),
    );
    planet.file("list", "f.json\thttp://h.example/\tapplication/feed+json\n");
    let mut command = planet.command(&["inspect", "--lines"]);
    command.stdin(std::fs::File::open(planet.path("list")).unwrap());
    let run = Run::of(command.spawn().unwrap()).succeeded();
    assert!(run.stdout.is_ascii(), "{run:#?}");
    let answer: serde_json::Value = serde_json::from_str(&run.stdout).unwrap();
    assert_eq!(answer["ok"], true);
}

#[test]
fn a_private_path_was_published_where_invisible_characters_part_it_from_words() {
    let server = Server::start();
    let path = "my-secret-diary";
    let mut post = item("a", "2026-02-28T09:00:00Z");
    post.content =
        format!("<p>word\u{200b}{path}\u{200b}next, word\u{ad}{path}, {path}\u{2060}s</p>");
    post.title = format!("A title <a href='http://127.1/{path}'>of it</a>");
    server.always(&format!("/{path}"), Reply::ok(atom("Ana", &[post])));
    let mut planet = Planet::new();
    planet.table("[pages]\nstate = true");
    planet.feed_with("Ana", &server.url(&format!("/{path}")), "private = true");
    planet.build();
    assert_eq!(planet.titles().len(), 1);
    assert_untold(&planet, &[], path);
}

#[test]
fn what_a_private_feed_says_otherwise_stays_as_it_is() {
    let server = Server::start();
    let text = "\u{1f468}\u{200d}\u{1f469}\u{200d}\u{1f467} \u{645}\u{6cc}\u{200c}\u{62e}\u{648}\u{627}\u{647}\u{645} co\u{ad}operate \u{2067}\u{5d0}\u{2069}";
    let mut post = item("a", "2026-02-28T09:00:00Z");
    post.content = format!("<p>{text}</p>");
    server.always("/diary-of-ana", Reply::ok(atom("Ana", &[post])));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/diary-of-ana"), "private = true");
    planet.build();
    assert!(planet.page("index.html").contains(text));
}
