//! Groups are small planets within the planet; tags have a page when three of the newest posts have them.

use std::fmt::Write as _;

use chrono::TimeDelta;

use crate::{
    planet::{Item, Planet, atom, item, shown},
    server::{Reply, Server},
};

/// A planet with two blogs in one group, one in another, and one in none.
fn planet() -> (Server, Planet) {
    let server = Server::start();
    let mut planet = Planet::new();
    for (n, (name, group)) in [
        ("Ana", "Rust & C++"),
        ("Bo", "Rust & C++"),
        ("Cy", "Gardens"),
        ("Di", ""),
    ]
    .into_iter()
    .enumerate()
    {
        let post = |day: usize| {
            item(
                &format!("{name}{day}"),
                &format!("2026-02-{day:02}T1{n}:00:00Z"),
            )
        };
        let posts: Vec<Item> = [5, 3].into_iter().map(post).collect();
        let path = format!("/{}", name.to_lowercase());
        server.always(&path, Reply::ok(atom(name, &posts)));
        planet.feed_with(name, &server.url(&path), &format!("group = \"{group}\""));
    }
    planet.build();
    (server, planet)
}

fn titles(planet: &Planet, page: &str) -> Vec<String> {
    shown(&planet.page(page))
        .into_iter()
        .map(|entry| entry.title)
        .collect()
}

#[test]
fn a_group_has_a_river_feeds_and_an_opml_of_its_own_blogs_only() {
    let (server, planet) = planet();
    let page = "groups/rust-c/";
    let expected = ["Post Bo5", "Post Ana5", "Post Bo3", "Post Ana3"];
    assert_eq!(titles(&planet, &format!("{page}index.html")), expected);
    for file in ["atom.xml", "rss.xml", "feed.json"] {
        let feed = planet.page(&format!("{page}{file}"));
        let place = |title: &str| {
            feed.find(title)
                .unwrap_or_else(|| panic!("{file}: {title}"))
        };
        assert!(expected.map(place).is_sorted(), "{file}");
        assert!(
            !feed.contains("Post Cy") && !feed.contains("Post Di"),
            "{file}"
        );
        assert!(
            feed.contains(&format!("https://planet.example/{page}{file}")),
            "{file} names itself"
        );
    }
    let opml = planet.page(&format!("{page}blogroll.opml"));
    assert!(opml.contains(&server.url("/bo")) && !opml.contains(&server.url("/cy")));
    let blogroll = planet.page("blogroll/index.html");
    assert!(
        blogroll.contains(&format!("<a href=\"../{page}\">Rust &amp; C++</a>")),
        "{blogroll}"
    );
    assert!(
        planet
            .page("feeds/ana/index.html")
            .contains(&format!("<a href=\"../../{page}\">"))
    );
}

#[test]
fn a_group_is_made_again_only_when_one_of_its_blogs_changes() {
    let (server, mut planet) = planet();
    let before = planet.written();
    server.always(
        "/cy",
        Reply::ok(atom("Cy", &[item("Cy9", "2026-03-01T12:20:00Z")])),
    );
    planet.wait(TimeDelta::hours(1)).build();
    let after = planet.written();
    let changed: Vec<&String> = after
        .iter()
        .filter(|(path, time)| path.starts_with("groups/") && before.get(*path) != Some(*time))
        .map(|(path, _)| path)
        .collect();
    let files = [
        "atom.xml",
        "blogroll.opml",
        "feed.json",
        "index.html",
        "rss.xml",
    ];
    assert_eq!(
        changed,
        files
            .map(|file| format!("groups/gardens/{file}"))
            .iter()
            .collect::<Vec<_>>()
    );
    assert_eq!(
        titles(&planet, "groups/gardens/index.html"),
        ["Post Cy9", "Post Cy5", "Post Cy3"]
    );
}

/// An Atom feed of posts with tags.
fn tagged(name: &str, posts: &[(u32, &[&str])]) -> String {
    let mut entries = String::new();
    for (day, tags) in posts {
        let tag = |tag: &&str| format!("<category term=\"{tag}\"/>");
        let tags = tags.iter().map(tag).collect::<Vec<_>>().concat();
        write!(
            entries,
            "<entry><id>urn:{name}:{day}</id><title>{name} {day}</title><link href=\"https://{name}.example/{day}\"/>\
             <published>2026-02-{day:02}T10:00:00Z</published>{tags}<content>x</content></entry>"
        )
        .unwrap();
    }
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{name}</title><id>urn:{name}</id>\
             <updated>2026-02-01T00:00:00Z</updated>{entries}</feed>"
    )
}

#[test]
fn a_tag_of_three_posts_has_a_page_however_it_is_spelled() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(tagged(
            "ana",
            &[
                (1, &["Machine Learning", "once", "c"]),
                (2, &["machine-learning", "c++"]),
                (3, &["c++"]),
            ],
        )),
    );
    server.always(
        "/bo",
        Reply::ok(tagged(
            "bo",
            &[(4, &["Machine Learning", "c++", "c"]), (5, &["c", "c"])],
        )),
    );
    let mut planet = Planet::new();
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"));
    planet.build();
    let index = planet.page("tags/index.html");
    assert!(
        index.contains(">Machine Learning</a> <span class=\"count\">3</span>"),
        "{index}"
    );
    assert!(!index.contains(">once<"));
    let links = index.split("<ul class=\"tag-list\">").nth(1).unwrap();
    let links: Vec<&str> = links
        .split("href=\"../")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap())
        .take(3)
        .collect();
    assert_eq!(links.len(), 3, "{links:?}");
    for link in &links {
        let page = planet.page(&format!("{link}index.html"));
        assert_eq!(page.matches("<span class=\"when\">").count(), 3, "{link}");
    }
    let river = planet.page("index.html");
    assert!(
        river.contains(&format!("<a class=\"p-category\" href=\"{}\">", links[2])),
        "{links:?}"
    );
    assert!(river.contains("<span class=\"p-category\">once</span>"));
    let before = planet.written();
    server.always(
        "/bo",
        Reply::ok(tagged(
            "bo",
            &[
                (6, &["c"]),
                (5, &["c"]),
                (4, &["Machine Learning", "c++", "c"]),
            ],
        )),
    );
    planet.wait(TimeDelta::hours(1)).build();
    let after = planet.written();
    let rewritten = |path: &&str| {
        let path = format!("{path}index.html");
        before[&path] != after[&path]
    };
    let rewritten: Vec<&&str> = links.iter().filter(|path| rewritten(path)).collect();
    assert_eq!(rewritten, ["tags/c/"].iter().collect::<Vec<_>>());
    planet
        .table("[pages]\ntags = false")
        .run(&["render"])
        .succeeded();
    assert!(!planet.has("tags/index.html") && !planet.has("tags/c/index.html"));
    assert!(!planet.page("index.html").contains("tags/"));
}

#[test]
fn a_group_is_full_also_where_filters_drop_the_newest_posts_of_a_blog() {
    let server = Server::start();
    let posts: Vec<Item> = (1..=28)
        .map(|day| Item {
            title: format!("{} {day}", if day > 16 { "Sponsored" } else { "Post" }),
            ..item(&day.to_string(), &format!("2026-02-{day:02}T09:00:00Z"))
        })
        .collect();
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet.table(
        "[river]\nnew_feed_entries = 100\nentries_per_page = 10\n[syndication]\nentries = 10",
    );
    let lines = "group = \"G\"\nexclude = { title = \"Sponsored\" }";
    planet.feed_with("Ana", &server.url("/ana"), lines);
    planet.build();
    let expected: Vec<String> = (7..=16).rev().map(|day| format!("Post {day}")).collect();
    assert_eq!(planet.titles(), expected);
    assert_eq!(titles(&planet, "groups/g/index.html"), expected);
    assert_eq!(
        planet.page("groups/g/atom.xml").matches("<entry>").count(),
        10
    );
}
