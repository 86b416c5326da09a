//! The digest, from real feeds to its pages: when an issue is made, what is in it, and what may still change it.

mod curation;
mod hosts;
mod standing;

use std::fs;

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    planet::{Content, Item, Planet, atom, item},
    server::{Reply, Server},
};

/// Sunday noon of week 9 of 2026.
const SUNDAY: &str = "2026-03-01T12:00:00Z";
/// Half an hour after that week.
const MONDAY: &str = "2026-03-02T00:30:00Z";
const PAGE: &str = "weekly/2026-w09/index.html";

/// A post of week 9 with this content, on `blog`.example.
fn post(blog: &str, id: &str, day: u32, content: &str) -> Item {
    Item {
        link: format!("https://{blog}.example/{id}"),
        content: content.to_owned(),
        ..item(id, &format!("2026-02-{day}T09:00:00Z"))
    }
}

fn answer(server: &Server, blog: &str, items: &[Item]) {
    server.always(&format!("/{blog}"), Reply::ok(atom(blog, items)));
}

/// Three blogs that posted in week 9. Two of them have a program in common, two link to a post of the third.
fn three_blogs() -> (Server, Planet) {
    let server = Server::start();
    let tool = "<a href=\"https://github.com/ratatui/ratatui\">";
    answer(
        &server,
        "ana",
        &[
            post(
                "ana",
                "a1",
                24,
                "<p>The first post of Ana. It is short. A third sentence.</p>",
            ),
            post("ana", "a2", 25, "<p>Another one, by the same Ana.</p>"),
        ],
    );
    let words = "many words ".repeat(200);
    let bo = format!(
        "<p>As <a href=\"https://ana.example/a1\">Ana</a> says. I draw with {tool}here</a>.</p>\
         <p><img src=\"https://bo.example/boat.jpg\" width=\"800\" height=\"600\" alt=\"A boat\"> {words}</p>"
    );
    answer(&server, "bo", &[post("bo", "b1", 26, &bo)]);
    let cy = format!(
        "<p>I read <a href=\"http://www.ana.example/a1/?utm_source=rss\">her post</a>. It is drawn with {tool}ratatui</a>, a library.</p>"
    );
    answer(&server, "cy", &[post("cy", "c1", 27, &cy)]);
    let planet = planet_of(&server);
    (server, planet)
}

/// A planet of these three on Sunday.
fn planet_of(server: &Server) -> Planet {
    let mut planet = Planet::new();
    planet.table("[digest]").at(SUNDAY);
    for (name, blog) in [("Ana", "ana"), ("Bo", "bo"), ("Cy", "cy")] {
        let home = format!("home = \"https://{blog}.example/\"");
        planet.feed_with(name, &server.url(&format!("/{blog}")), &home);
    }
    planet
}

/// `planet digest show` as JSON.
fn show(planet: &Planet, arguments: &[&str]) -> Value {
    let all = [&["digest", "show", "--format", "json"], arguments].concat();
    serde_json::from_str(&planet.run(&all).succeeded().stdout).unwrap()
}

/// The titles of each section.
fn titles(issue: &Value) -> Vec<(String, Vec<String>)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let sections = issue["sections"].as_array().unwrap().iter();
    sections
        .map(|section| {
            let items = section["items"].as_array().unwrap().iter();
            (
                text(&section["id"]),
                items.map(|item| text(&item["title"])).collect(),
            )
        })
        .collect()
}

/// The titles of the items on the page of an issue, in order.
fn on_page(page: &str) -> Vec<String> {
    let items = page.split("<li class=\"item h-entry\">").skip(1);
    items
        .map(|item| {
            let link = item.split("u-url p-name\"").nth(1).unwrap();
            link.split('>')
                .nth(1)
                .unwrap()
                .split('<')
                .next()
                .unwrap()
                .to_owned()
        })
        .collect()
}

/// The pages of the digest.
fn digest_pages(planet: &Planet) -> Vec<(String, Content)> {
    let pages = planet.site().into_iter();
    pages
        .filter(|(path, _)| path.starts_with("weekly/") || path.starts_with("monthly/"))
        .collect()
}

#[test]
fn an_issue_is_made_when_its_week_is_over() {
    let (_server, mut planet) = three_blogs();
    let run = planet.build();
    assert!(!run.stderr.contains("digest"), "{}", run.stderr);
    let index = planet.page("weekly/index.html");
    assert!(index.contains("The first issue comes when this week is over"));
    assert!(!planet.has(PAGE));

    let run = planet.at("2026-03-01T23:59:59Z").build();
    assert!(!planet.has(PAGE), "{}", run.stderr);

    let run = planet.at("2026-03-02T00:00:00Z").build();
    assert!(
        run.stderr
            .contains("the digest of 2026-w09 is made: 4 items"),
        "{}",
        run.stderr
    );
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["Post a1", "Post b1", "Post c1", "ratatui"]);
    assert!(
        page.contains("<h1 class=\"p-name\">Planet Test weekly #1</h1>"),
        "{page}"
    );
    assert!(page.contains("4 posts from 3 of 3 blogs"), "{page}");
    assert!(page.contains("The first post of Ana. It is short."));
    assert!(!page.contains("A third sentence"));
    assert!(page.contains("href=\"../../2026/02/24/#e-"), "{page}");
    // It tells what the link is in the words of the one who has some, and names the other.
    assert!(
        page.contains("It is drawn with ratatui, a library."),
        "{page}"
    );
    assert!(page.contains("<a href=\"https://bo.example/b1\""), "{page}");

    let index = planet.page("weekly/index.html");
    assert!(index.contains("href=\"../weekly/2026-w09/\""), "{index}");
    let front = planet.page("index.html");
    assert!(front.contains("href=\"weekly/\""), "{front}");
    assert!(front.contains("href=\"weekly/2026-w09/\""), "{front}");
    assert!(front.contains("href=\"weekly/atom.xml\""), "{front}");
    let sitemap = planet.page("sitemap.xml");
    for path in ["weekly/", "weekly/2026-w09/"] {
        let url = format!("<loc>https://planet.example/{path}</loc>");
        assert!(sitemap.contains(&url), "{sitemap}");
    }
}

#[test]
fn the_week_is_over_when_it_is_over_in_the_planets_zone() {
    // Auckland is 13 hours ahead: its Monday begins on Sunday at 11.
    let (_server, mut planet) = three_blogs();
    planet.set("timezone", "\"Pacific/Auckland\"");
    planet.at("2026-03-01T10:00:00Z").build();
    planet.at("2026-03-01T10:59:59Z").build();
    assert!(!planet.has(PAGE));
    planet.at("2026-03-01T11:00:00Z").build();
    assert!(planet.has(PAGE));
}

#[test]
fn what_happens_later_does_not_change_an_issue() {
    let (server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let before = digest_pages(&planet);

    let changed = Item {
        title: "Another title".to_owned(),
        ..post("ana", "a1", 24, "<p>Other words.</p>")
    };
    let new = post(
        "ana",
        "a3",
        23,
        "<p>An old post that comes late, with <a href=\"https://cy.example/c1\">a link</a>.</p>",
    );
    answer(&server, "ana", &[changed, new]);
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(run.feed("Ana")["entries_new"], 1);
    assert!(
        planet
            .page("2026/02/24/index.html")
            .contains("Another title")
    );
    assert_eq!(digest_pages(&planet), before);

    // Neither does a blog that is removed, but that its page is not there any more.
    planet.without("Cy").wait(TimeDelta::hours(2)).build();
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["Post a1", "Post b1", "Post c1", "ratatui"]);
    assert!(page.contains("feeds/bo/") && !page.contains("feeds/cy/"));
    assert!(!page.contains("2026/02/27/"), "{page}");
}

#[test]
fn a_build_with_nothing_new_writes_nothing_and_another_planet_gets_the_same_bytes() {
    let (server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let before = planet.written();
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(run.report()["totals"]["pages_written"], 0);
    assert_eq!(planet.written(), before);

    let mut other = planet_of(&server);
    other.build();
    other.at(MONDAY).build();
    assert_eq!(digest_pages(&other), digest_pages(&planet));
}

#[test]
fn the_first_run_makes_no_back_issues_unless_it_is_told_to() {
    let (_server, mut planet) = three_blogs();
    planet.at("2026-03-09T08:00:00Z").build();
    assert!(!planet.has(PAGE));
    planet.wait(TimeDelta::hours(2)).build();
    assert!(!planet.has(PAGE));

    // Week 10 had nothing: the newest week that has enough is the one to make.
    let (_server, mut planet) = three_blogs();
    planet.table("backfill = 1").at("2026-03-09T08:00:00Z");
    let run = planet.build();
    assert!(planet.has(PAGE), "{}", run.stderr);
    assert!(!planet.has("weekly/2026-w10/index.html"));
    // It is new, not of today: its date is the end of its week.
    let feed = planet.page("weekly/atom.xml");
    assert!(
        feed.contains("<updated>2026-03-02T00:00:00Z</updated>"),
        "{feed}"
    );
    let written = planet.written();
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(planet.written(), written);
}

#[test]
fn issues_with_a_curation_file_are_among_those_that_the_first_build_makes() {
    let (server, mut planet) = three_blogs();
    let earlier = ["e1", "e2", "e3"].map(|id| post("ana", id, 17, "<p>Earlier.</p>"));
    answer(&server, "ana", &earlier);
    planet
        .table("backfill = 1\nmin_items = 1")
        .at("2026-03-02T08:00:00Z");
    planet.file("digest/2026-w09.toml", "title = \"Boats\"\n");
    let run = planet.build();
    assert!(
        run.stderr
            .contains("the digest of 2026-w09 is made with `./digest/2026-w09.toml`"),
        "{}",
        run.stderr
    );
    assert!(planet.has(PAGE) && !planet.has("weekly/2026-w08/index.html"));
    let feed = planet.page("weekly/atom.xml");
    assert!(
        feed.contains("<updated>2026-03-02T00:00:00Z</updated>"),
        "{feed}"
    );
}

#[test]
fn too_little_is_no_issue_and_stays_none() {
    let (server, mut planet) = three_blogs();
    planet.table("min_items = 5").build();
    let run = planet.at(MONDAY).build();
    assert!(
        run.stderr
            .contains("no digest of 2026-w09: 4 items, and `min_items` is 5"),
        "{}",
        run.stderr
    );
    assert!(!planet.has(PAGE));
    let late = post("bo", "b2", 26, "<p>One more, late.</p>");
    answer(&server, "bo", &[late]);
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(!run.stderr.contains("digest"), "{}", run.stderr);
    assert!(!planet.has(PAGE));
}

#[test]
fn a_post_that_comes_when_its_week_is_closed_is_in_the_next_issue() {
    let (server, mut planet) = three_blogs();
    planet.table("min_items = 1").build();
    planet.at(MONDAY).build();
    let late = post(
        "bo",
        "b2",
        28,
        "<p>Written on Saturday, read on Monday.</p>",
    );
    answer(&server, "bo", &[late, post("bo", "b1", 26, "<p>Old.</p>")]);
    planet.at("2026-03-02T06:00:00Z").build();
    planet.at("2026-03-09T00:30:00Z").build();
    assert_eq!(
        on_page(&planet.page("weekly/2026-w10/index.html")),
        ["Post b2"]
    );
    assert!(
        planet
            .page("weekly/2026-w10/index.html")
            .contains("Planet Test weekly #2")
    );
    let older = planet.page(PAGE);
    assert!(
        older.contains("href=\"../../weekly/2026-w10/\">Newer issue"),
        "{older}"
    );
    // And in no later one.
    planet.at("2026-03-16T00:30:00Z").build();
    assert!(!planet.has("weekly/2026-w11/index.html"));
}

#[test]
fn nothing_is_in_two_issues() {
    let (server, mut planet) = three_blogs();
    planet.table("min_items = 1").build();
    planet.at(MONDAY).build();
    let again = |blog: &str| Item {
        published: Some("2026-03-04T09:00:00Z".to_owned()),
        ..post(
            blog,
            "again",
            24,
            "<p>Still: <a href=\"https://github.com/ratatui/ratatui\">ratatui</a> and \
             <a href=\"https://ana.example/a1\">Ana</a>.</p>",
        )
    };
    answer(&server, "bo", &[again("bo")]);
    answer(&server, "cy", &[again("cy")]);
    planet.at("2026-03-04T12:00:00Z").build();
    planet.at("2026-03-09T00:30:00Z").build();
    let page = planet.page("weekly/2026-w10/index.html");
    assert_eq!(on_page(&page), ["Post again", "Post again"]);
    let explained = planet.run(&["digest", "show", "--explain"]).succeeded();
    assert!(
        explained
            .stdout
            .contains("out: it was in the digest of 2026-w09"),
        "{}",
        explained.stdout
    );
}

#[test]
fn a_curation_file_changes_an_issue_also_when_it_is_frozen() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let automatic = planet.page(PAGE);
    let automatic_feed = planet.page("weekly/atom.xml");

    planet.file(
        "digest/2026-w09.toml",
        "title = \"Boats & <b>drawings</b>\"\nintro = \"\"\"\nRead *this*, by [our rules](/about/).\n\"\"\"\n\n\
         [[item]]\nurl = \"https://bo.example/b1\"\nnote = \"Look at the picture.\"\n\n\
         [[item]]\nurl = \"https://elsewhere.example/\"\ntitle = \"Found elsewhere\"\nsection = \"projects\"\nposition = 1\n\n\
         [[drop]]\nurl = \"https://cy.example/c1\"\n",
    );
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(
        run.stderr
            .contains("the digest of 2026-w09 is made with `./digest/2026-w09.toml`: 4 items"),
        "{}",
        run.stderr
    );
    let page = planet.page(PAGE);
    assert_eq!(
        on_page(&page),
        ["Post b1", "Post a1", "Found elsewhere", "ratatui"]
    );
    assert!(
        page.contains("Boats &amp; &lt;b&gt;drawings&lt;/b&gt;"),
        "{page}"
    );
    assert!(page.contains("Look at the picture."));
    let rel = "noopener noreferrer nofollow ugc";
    let intro = format!(
        "<p>Read <em>this</em>, by <a href=\"https://planet.example/about/\" rel=\"{rel}\">our rules</a>.</p>"
    );
    assert!(page.contains(&intro), "{page}");
    // Item 1 is the one with the picture now.
    assert!(page.contains("<meta property=\"og:image\" content=\"https://bo.example/boat.jpg\">"));
    let feed = planet.page("weekly/atom.xml");
    assert!(
        feed.contains("<updated>2026-03-02T02:30:00Z</updated>"),
        "{feed}"
    );
    assert!(feed.contains("<published>2026-03-02T00:00:00Z</published>"));
    let escaped = intro.replace('<', "&lt;").replace('>', "&gt;");
    assert!(feed.contains(&escaped), "{feed}");

    let written = planet.written();
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(!run.stderr.contains("digest"), "{}", run.stderr);
    assert_eq!(planet.written(), written);

    fs::remove_file(planet.path("digest/2026-w09.toml")).unwrap();
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(
        run.stderr
            .contains("is made anew without its curation file"),
        "{}",
        run.stderr
    );
    assert_eq!(planet.page(PAGE), automatic);
    assert_ne!(
        planet.page("weekly/atom.xml"),
        automatic_feed,
        "its readers are told"
    );
}

#[test]
fn a_curation_file_makes_an_issue_of_an_older_week() {
    let (_server, mut planet) = three_blogs();
    planet.at("2026-03-20T08:00:00Z").build();
    assert!(!planet.has(PAGE));
    planet.file("digest/2026-w09.toml", "title = \"After all\"\n");
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(
        on_page(&planet.page(PAGE)),
        ["Post a1", "Post b1", "Post c1", "ratatui"]
    );
}

#[test]
fn an_item_that_nobody_knows_needs_a_title() {
    let (_server, mut planet) = three_blogs();
    planet.file(
        "digest/2026-w09.toml",
        "\n[[item]]\nurl = \"https://nowhere.example/\"\n",
    );
    planet.build();
    let run = planet.at(MONDAY).build();
    assert!(
        run.stderr.contains(
            "warning: ./digest/2026-w09.toml:3: no post of this time has, or links to, this address"
        ),
        "{}",
        run.stderr
    );
    assert!(run.stderr.contains("hint: give the item a `title`"));
    assert!(planet.has(PAGE));
}

#[test]
fn a_curation_file_may_name_a_section_that_there_was_once() {
    let (_server, mut planet) = three_blogs();
    planet.file(
        "digest/2026-w09.toml",
        "[[item]]\nurl = \"https://cy.example/c1\"\nsection = \"projects\"\n",
    );
    planet.build();
    planet.at(MONDAY).build();
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["Post a1", "Post b1", "Post c1", "ratatui"]);
    planet.table("[[digest.section]]\nid = \"all\"");
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(!run.stderr.contains("section"), "{}", run.stderr);
    assert_eq!(on_page(&planet.page(PAGE)), on_page(&page));

    // A changed file is another matter.
    planet.file(
        "digest/2026-w09.toml",
        "[[item]]\nurl = \"https://cy.example/c1\"\nsection = \"projects\"\nnote = \"Look.\"\n",
    );
    let run = planet.wait(TimeDelta::hours(2)).build();
    assert!(
        run.stderr
            .contains("warning: ./digest/2026-w09.toml:2: the digest has no section `projects`"),
        "{}",
        run.stderr
    );
    assert_eq!(
        on_page(&planet.page(PAGE)),
        ["Post c1", "Post a1", "ratatui", "Post b1"]
    );
}

#[test]
fn mistakes_in_curation_files_are_told_before_any_feed_is_asked() {
    let (server, planet) = three_blogs();
    planet
        .file(
            "digest/2026-w09.toml",
            "titel = \"x\"\n[[item]]\nurl = \"nowhere\"\n[[item]]\nnote = \"no url\"\n\
             [[drop]]\nurl = \"https://a.example/\"\nwhy = 1\n[[item]]\nurl = \"https://a.example/\"\nposition = 0\n",
        )
        .file("digest/2026-9.toml", "")
        .file("digest/notes.txt", "not one")
        .file("digest/2026-02.toml", "a month, not for this digest");
    for command in [&["build"][..], &["check", "--offline"], &["digest", "show"]] {
        let run = planet.run(command);
        assert_ne!(run.status, Some(0), "{command:?}");
        for part in [
            "unknown key `titel`",
            "did you mean `title`?",
            "digest/2026-w09.toml:1:1",
            "digest/2026-w09.toml:3:7",
            "`url` is missing",
            "unknown key `why` in a drop",
            "`2026-9` is not the name of a week or a month",
        ] {
            assert!(
                run.stderr.contains(part),
                "{command:?}: {part}: {}",
                run.stderr
            );
        }
    }
    assert!(server.requests().is_empty());
}

#[test]
fn the_draft_of_an_issue_gives_the_same_issue() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let before = planet.page(PAGE);
    let draft = planet
        .run(&["digest", "draft", "2026-W09"])
        .succeeded()
        .stdout;
    assert!(draft.contains("# Next in line for `articles`"), "{draft}");
    assert!(
        draft.contains("# url = \"https://ana.example/a2\""),
        "{draft}"
    );
    planet.file("digest/2026-w09.toml", &draft);
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(planet.page(PAGE), before);
    // A draft of what was curated keeps what the maintainer wrote.
    let more = draft.replacen(
        "[[item]]\n",
        "[[item]]\nnote = \"Say \\\"yes\\\"\"\ntitle = \"New\"\n",
        1,
    ) + "\n[[drop]]\nurl = \"https://cy.example/c1\"\n";
    planet.file(
        "digest/2026-w09.toml",
        more.replace(
            "[[item]]\nurl = \"https://cy.example/c1\"\nsection = \"articles\"\n",
            "",
        ),
    );
    planet.wait(TimeDelta::hours(2)).build();
    let curated = planet.page(PAGE);
    assert_eq!(on_page(&curated), ["New", "Post b1", "ratatui"]);
    let draft = planet
        .run(&["digest", "draft", "2026-w09"])
        .succeeded()
        .stdout;
    planet.file("digest/2026-w09.toml", &draft);
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(planet.page(PAGE), curated);
}

#[test]
fn a_draft_commands_no_terminal_and_loses_nothing() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let draft = |planet: &Planet| planet.run(&["digest", "draft", "2026-W09"]).succeeded();
    let words = "title = \"New \\u202E\\u009B31m\"\nnote = \"Say\\u2066\"\n";
    let curated = draft(&planet)
        .stdout
        .replacen("[[item]]\n", &format!("[[item]]\n{words}"), 1);
    planet.file("digest/2026-w09.toml", &curated);
    planet.wait(TimeDelta::hours(2)).build();
    let draft = draft(&planet).stdout;
    for line in words.lines() {
        assert!(draft.lines().any(|own| own == line), "{line}: {draft}");
    }
}

#[test]
fn a_lost_state_that_is_imported_gives_the_same_issues() {
    let (server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    let before = digest_pages(&planet);
    planet.run(&["state", "export", "saved.gz"]).succeeded();
    // What the feeds say now would make another issue.
    for blog in ["ana", "bo", "cy"] {
        answer(&server, blog, &[post(blog, "other", 26, "<p>Other.</p>")]);
    }
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    fs::remove_dir_all(planet.path("output")).unwrap();
    planet.run(&["state", "import", "saved.gz"]).succeeded();
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(digest_pages(&planet), before);
    // Also when the import comes after a build that knew nothing.
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    fs::remove_dir_all(planet.path("output")).unwrap();
    planet.build();
    assert!(!planet.has(PAGE));
    planet.run(&["state", "import", "saved.gz"]).succeeded();
    planet.wait(TimeDelta::hours(2)).build();
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["Post a1", "Post b1", "Post c1", "ratatui"]);
    // A snapshot of the same store is the same, issues included.
    planet.run(&["state", "export", "one.gz"]).succeeded();
    planet.run(&["state", "export", "two.gz"]).succeeded();
    assert_eq!(
        fs::read(planet.path("one.gz")).unwrap(),
        fs::read(planet.path("two.gz")).unwrap()
    );
}

#[test]
fn a_month_can_be_the_time_of_an_issue() {
    let (_server, mut planet) = three_blogs();
    planet.table("period = \"month\"\nfirst = \"2025-12\"\ntitle = \"Month {n} of {site}\"");
    planet.at("2026-02-28T12:00:00Z").build();
    let run = planet.at("2026-03-01T00:00:00Z").build();
    assert!(
        run.stderr.contains("the digest of 2026-02 is made"),
        "{}",
        run.stderr
    );
    let page = planet.page("monthly/2026-02/index.html");
    assert!(
        page.contains("<h1 class=\"p-name\">Month 3 of Planet Test</h1>"),
        "{page}"
    );
    assert!(page.contains("February 2026"));
    assert!(planet.has("monthly/index.html") && planet.has("monthly/atom.xml"));
    assert!(!planet.has("weekly/index.html"));
    assert!(planet.page("index.html").contains("Monthly digest"));
}

#[test]
fn without_a_digest_there_is_no_sign_of_one() {
    let (_server, mut planet) = three_blogs();
    let mut without = Planet::new();
    without.at(MONDAY).build();
    assert!(!without.has("weekly/index.html"));
    assert!(!without.page("index.html").contains("digest"));
    let run = without.run(&["digest", "show"]).ended_with(2);
    assert!(run.stderr.contains("has no [digest]"), "{}", run.stderr);
    let run = planet.run(&["digest", "show"]).ended_with(1);
    assert!(run.stderr.contains("there is no store"), "{}", run.stderr);
    planet.build();
    for (period, message) in [
        ("2026-w60", "is not the name of a week"),
        ("2026-02", "is not the name of a week"),
        ("2027-w01", "has not begun"),
    ] {
        let run = planet.run(&["digest", "show", period]).ended_with(2);
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    planet.at(MONDAY);
}

#[test]
fn a_feed_off_the_river_is_followed_for_the_digest() {
    let (server, mut planet) = three_blogs();
    answer(
        &server,
        "talk",
        &[Item {
            link: "https://lobste.rs/s/abc/what_ana_said".to_owned(),
            title: "What Ana said".to_owned(),
            ..post(
                "talk",
                "t1",
                28,
                "<p>About <a href=\"https://bo.example/b1\">Bo's post</a>.</p>",
            )
        }],
    );
    planet.feed_with("Talk", &server.url("/talk"), "river = false");
    planet.build();
    planet.at(MONDAY).build();
    let issue = show(&planet, &["2026-w09"]);
    assert_eq!(
        titles(&issue)[2],
        ("discussions".to_owned(), vec!["What Ana said".to_owned()])
    );
    assert!(
        planet
            .page(PAGE)
            .contains("title=\"What Ana said\">Talk</a>")
    );
    assert!(!planet.page("index.html").contains("What Ana said"));
    // It has no page in the archive that a permalink could lead to.
    assert!(!planet.has("2026/02/28/index.html"));
}

#[test]
fn what_is_held_dropped_or_a_copy_is_no_candidate() {
    let (server, mut planet) = three_blogs();
    let copy = Item {
        id: "urn:test:copy".to_owned(),
        title: "A copy of Ana".to_owned(),
        ..post(
            "ana",
            "a1",
            24,
            "<p>A copy with <a href=\"https://github.com/x/y\">y</a>.</p>",
        )
    };
    let dropped = Item {
        title: "Sponsored".to_owned(),
        ..post("bo", "sponsored", 26, "<p>Buy.</p>")
    };
    let undated = Item {
        published: None,
        ..post("bo", "undated", 26, "<p>When?</p>")
    };
    answer(&server, "copies", &[copy, dropped, undated]);
    planet.table("[filters]\nexclude = { title = \"Sponsored\" }");
    planet.feed("Copies", &server.url("/copies"));
    planet.build();
    planet.at(MONDAY).build();
    let issue = show(&planet, &["2026-w09", "--explain"]);
    assert_eq!(issue["posts"], 4, "{issue:#}");
    assert_eq!(issue["blogs"], 3);
    let all = issue.to_string();
    for title in ["A copy of Ana", "Sponsored", "undated", "github.com/x/y"] {
        assert!(!all.contains(title), "{title}: {all}");
    }
}

#[test]
fn a_blog_that_lets_only_its_titles_be_shown_gives_no_words_and_no_picture() {
    let (server, mut planet) = three_blogs();
    let home = "home = \"https://bo.example/\"";
    planet.feed_with(
        "Bo",
        &server.url("/bo"),
        &format!("content = \"title\"\n{home}"),
    );
    planet.build();
    planet.at(MONDAY).build();
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["Post a1", "Post b1", "Post c1", "ratatui"]);
    for hidden in ["I draw with", "boat.jpg", "many words"] {
        assert!(!page.contains(hidden), "{hidden}");
        assert!(!planet.page("weekly/atom.xml").contains(hidden), "{hidden}");
    }
}

#[test]
fn the_figures_of_an_explanation_add_up_and_follow_planet_toml() {
    let (server, mut planet) = three_blogs();
    let url = server.url("/bo");
    planet.feed_with("Bo", &url, "weight = 2.5\nhome = \"https://bo.example/\"");
    planet.build();
    planet.at(MONDAY).build();
    let issue = show(&planet, &["--explain"]);
    assert_eq!(issue["schema"], "digest/1");
    assert_eq!(issue["frozen"], true);
    let mut seen = Vec::new();
    for section in issue["considered"].as_array().unwrap() {
        for one in section["candidates"].as_array().unwrap() {
            let part = |name: &str| one["score"][name].as_f64().unwrap();
            let parts = ["linked", "rarity", "image", "length", "weight"];
            let sum: f64 = parts.into_iter().map(part).sum();
            assert!((sum - part("total")).abs() < 1e-9, "{one:#}");
            seen.push((
                one["title"].as_str().unwrap().to_owned(),
                part("total"),
                one["place"].as_u64(),
                one["verdict"].as_str().unwrap().to_owned(),
            ));
        }
    }
    let row = |title: &str, total, place, verdict: &str| {
        (title.to_owned(), total, place, verdict.to_owned())
    };
    assert_eq!(
        seen,
        [
            // Two links, two posts in 30 days.
            row("Post a1", 6.0 + 0.71 + 1.0, Some(1), "in, at place 1"),
            // Rare, a picture, 400 words, heavy.
            row("Post b1", 1.0 + 0.5 + 0.5 + 2.5, Some(2), "in, at place 2"),
            row("Post c1", 2.0, Some(3), "in, at place 3"),
            row("Post a2", 1.71, None, "out: `per_feed` is 1"),
            row("ratatui", 6.0 + 2.5, Some(1), "in, at place 1"),
        ]
    );
    let text = planet
        .run(&["digest", "show", "--explain"])
        .succeeded()
        .stdout;
    assert!(
        text.contains("6.00 links of 2 blogs + 0.71 rarity (2 posts) + 0.00 picture + 0.00 length (11 words) + 1.00 weight"),
        "{text}"
    );
}

#[test]
fn the_running_week_can_be_looked_at() {
    let (_server, planet) = three_blogs();
    planet.build();
    let issue = show(&planet, &["current"]);
    assert_eq!(issue["period"], "2026-w09");
    assert_eq!(issue["frozen"], false);
    assert_eq!(
        titles(&issue),
        [
            (
                "articles".to_owned(),
                vec![
                    "Post a1".to_owned(),
                    "Post b1".to_owned(),
                    "Post c1".to_owned()
                ]
            ),
            ("projects".to_owned(), vec!["ratatui".to_owned()]),
        ]
    );
    let text = planet
        .run(&["digest", "show", "current"])
        .succeeded()
        .stdout;
    assert!(
        text.contains("not made yet: this is what it would be now"),
        "{text}"
    );
    let draft = planet
        .run(&["digest", "draft", "current"])
        .succeeded()
        .stdout;
    assert!(
        draft.contains("url = \"https://ana.example/a1\""),
        "{draft}"
    );
}

#[test]
fn sections_are_what_planet_toml_says() {
    let (_server, mut planet) = three_blogs();
    planet.table(
        "[[digest.section]]\nid = \"tools\"\ntitle = \"Tools & toys\"\nkind = \"link\"\nhosts = [\"github.com\"]\n\n\
         [[digest.section]]\nid = \"all\"\nkind = \"entry\"\nper_feed = 2\nmax = 3\n",
    );
    planet.build();
    planet.at(MONDAY).build();
    let page = planet.page(PAGE);
    assert_eq!(on_page(&page), ["ratatui", "Post a1", "Post b1", "Post c1"]);
    assert!(
        page.contains("<h2 id=\"items-tools\">Tools &amp; toys</h2>"),
        "{page}"
    );
}

#[test]
fn the_feed_of_the_digest_has_an_entry_for_each_issue() {
    let (server, mut planet) = three_blogs();
    planet.table("min_items = 1").build();
    planet.at(MONDAY).build();
    let new = Item {
        title: "A title with <i>markup</i> & more".to_owned(),
        published: Some("2026-03-04T09:00:00Z".to_owned()),
        ..post("bo", "b9", 24, "<p>New.</p>")
    };
    answer(&server, "bo", &[new]);
    planet.at("2026-03-04T12:00:00Z").build();
    planet.at("2026-03-09T00:30:00Z").build();
    let arguments = ["inspect", "output/weekly/atom.xml", "--format", "json"];
    let read: Value = serde_json::from_str(&planet.run(&arguments).succeeded().stdout).unwrap();
    let entries = read["entries"].as_array().unwrap();
    let text = |n: usize, key: &str| entries[n][key].as_str().unwrap_or_default().to_owned();
    assert_eq!(entries.len(), 2);
    assert_eq!(text(0, "id"), "https://planet.example/weekly/2026-w10/");
    assert_eq!(text(1, "id"), "https://planet.example/weekly/2026-w09/");
    assert_eq!(text(1, "published"), "2026-03-02T00:00:00Z");
    assert_eq!(
        entries[1]["title"]["value"],
        "Planet Test weekly #1: Post a1"
    );
    let content = entries[1].to_string();
    for part in [
        "Articles",
        "Projects",
        "https://ana.example/a1",
        "4 posts from 3 of 3 blogs",
    ] {
        assert!(content.contains(part), "{part}: {content}");
    }
    let page = planet.page("weekly/2026-w10/index.html");
    assert!(
        page.contains("A title with &lt;i&gt;markup&lt;/i&gt; &amp; more"),
        "{page}"
    );
    let alternates: Vec<&str> = page.split("<link rel=\"alternate\"").skip(1).collect();
    assert!(alternates[0].contains("weekly/atom.xml\""), "{page}");
}

#[test]
fn blogs_that_are_new_in_the_time_of_an_issue_are_named() {
    let (server, mut planet) = three_blogs();
    planet.table("min_items = 1").build();
    planet.at(MONDAY).build();
    assert!(
        !planet.page(PAGE).contains("New blogs"),
        "the planet was new"
    );
    answer(
        &server,
        "di",
        &[Item {
            published: Some("2026-03-04T09:00:00Z".to_owned()),
            ..post("di", "d1", 24, "<p>Hello.</p>")
        }],
    );
    planet.feed("Di", &server.url("/di"));
    planet.at("2026-03-04T12:00:00Z").build();
    planet.at("2026-03-09T00:30:00Z").build();
    let page = planet.page("weekly/2026-w10/index.html");
    assert!(
        page.contains("New blogs: <a href=\"../../feeds/di/\">Di</a>"),
        "{page}"
    );
}

#[test]
fn a_planet_that_could_read_nothing_freezes_nothing() {
    let (server, mut planet) = three_blogs();
    for blog in ["ana", "bo", "cy"] {
        server.always(&format!("/{blog}"), Reply::new(503, &[], ""));
    }
    planet.table("backfill = 1").at(MONDAY);
    let run = planet.build();
    assert!(!run.stderr.contains("digest"), "{}", run.stderr);
    for (blog, day) in [("ana", 24), ("bo", 25), ("cy", 26)] {
        answer(&server, blog, &[post(blog, "x", day, "<p>X.</p>")]);
    }
    planet.force();
    assert_eq!(on_page(&planet.page(PAGE)).len(), 3);
}
