//! What changes about the blogroll is told once, in one place, and never in a flood.

use chrono::TimeDelta;

use crate::{
    planet::{Item, Planet, atom, item},
    server::{Reply, Server},
};

const DAY: TimeDelta = TimeDelta::days(1);

/// The sentences on the page of changes, newest first.
fn changes(planet: &Planet) -> Vec<String> {
    let page = planet.page("blogroll/changes/index.html");
    let sections = page.split("<section class=\"change\"").skip(1);
    let sentence = |section: &str| {
        let (_, rest) = section
            .split_once("<h2")
            .unwrap()
            .1
            .split_once('>')
            .unwrap();
        rest.split_once("</h2>").unwrap().0.replace("&#39;", "'")
    };
    sections.map(sentence).collect()
}

/// A server with so many blogs, one post each, and a planet that follows the first `followed` of them.
fn planet_of(blogs: usize, followed: usize) -> (Server, Planet) {
    let server = Server::start();
    let mut planet = Planet::new();
    for n in 0..blogs {
        let post = item(&format!("p{n}"), "2026-02-20T10:00:00Z");
        server.always(
            &format!("/{n}"),
            Reply::ok(atom(&format!("Blog {n}"), &[post])),
        );
    }
    for n in 0..followed {
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
    }
    planet.build();
    (server, planet)
}

#[test]
fn a_planet_opens_once_with_all_its_blogs() {
    let (_server, mut planet) = planet_of(3, 3);
    assert_eq!(changes(&planet), ["Planet Test opened with 3 blogs"]);
    planet.wait(DAY).build();
    assert_eq!(changes(&planet), ["Planet Test opened with 3 blogs"]);
    let feed = planet.page("blogroll/changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 1);
    assert!(feed.contains("<id>https://planet.example/blogroll/changes/#opened-2026-03-01</id>"));
}

#[test]
fn what_is_added_removed_renamed_and_moved_is_told_when_it_is_known() {
    let (server, mut planet) = planet_of(6, 2);
    // It cannot be read yet, so there is nothing to tell.
    planet.feed("Late", &server.url("/late")).wait(DAY).build();
    assert_eq!(changes(&planet).len(), 1);
    server.always(
        "/late",
        Reply::ok(atom("Late", &[item("l", "2026-03-01T10:00:00Z")])),
    );
    planet.without("Blog 1").wait(DAY).force();
    planet
        .without("Blog 0")
        .feed("Blog Zero", &server.url("/0"))
        .wait(DAY)
        .build();
    let moved = server.url("/4");
    planet.feed("Late", &moved).wait(DAY).build();
    assert_eq!(
        changes(&planet),
        [
            format!("Late has moved to {moved}"),
            "Blog 0 is now called Blog Zero".to_owned(),
            "Blog 1 was removed".to_owned(),
            "Late was added".to_owned(),
            "Planet Test opened with 2 blogs".to_owned(),
        ]
    );
    // http or https, a slash more or less: the same address.
    planet
        .feed("Late", &format!("{moved}/"))
        .wait(DAY)
        .run(&["render"])
        .succeeded();
    assert_eq!(changes(&planet).len(), 5);
    let blogroll = planet.page("blogroll/index.html");
    assert!(
        blogroll.contains("changes/#added-late-2026-03-03"),
        "{blogroll}"
    );
}

#[test]
fn what_a_feed_says_of_where_it_moved_gives_it_no_other_blogs_address() {
    let server = Server::start();
    let post = |title: &str| Item {
        title: title.to_owned(),
        ..item(title, "2026-02-20T10:00:00Z")
    };
    let moved = || Reply::redirect(301, &server.url("/new"));
    // The order in which feeds were looked at was another in each run.
    for n in 0..6 {
        let own = format!("/own-{n}");
        server.always(&own, Reply::ok(atom("Ana", &[post("Mine")])));
        server.always("/thief", Reply::ok(atom("Thief", &[post("Buy now")])));
        let mut planet = Planet::new();
        planet
            .feed("Ana", &server.url(&own))
            .feed("Thief", &server.url("/thief"))
            .build();
        server.always("/new", Reply::ok(atom("Ana", &[post("Mine")])));
        server.always(&own, moved());
        server.always("/thief", moved());
        planet.wait(DAY).build();
        let new = server.url("/new");
        let moved = planet.without("Ana").without("Thief").feed("Ana", &new);
        moved.wait(DAY).build();
        assert_eq!(planet.titles_of("ana"), ["Mine"]);
        let told = [
            format!("Ana has moved to {new}"),
            "Thief was removed".to_owned(),
        ];
        assert!(
            told.iter()
                .all(|sentence| changes(&planet).contains(sentence)),
            "{:?}",
            changes(&planet)
        );
    }
    // Nor does it where the maintainer gives the address a name of its own.
    let mut planet = Planet::new();
    for name in ["Ana", "Thief"] {
        let path = format!("/{name}");
        server.always(&path, Reply::ok(atom(name, &[post(name)])));
        planet.feed(name, &server.url(&path));
    }
    planet.build();
    for name in ["Ana", "Thief"] {
        server.always(&format!("/{name}"), moved());
    }
    planet.wait(DAY).build();
    let moved = planet
        .without("Ana")
        .without("Thief")
        .feed("New", &server.url("/new"));
    moved.wait(DAY).build();
    assert_eq!(planet.titles_of("new"), ["Mine"]);
}

#[test]
fn many_blogs_at_once_are_one_piece_of_news() {
    let (server, mut planet) = planet_of(20, 2);
    for n in 2..20 {
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
    }
    planet.wait(DAY).build();
    assert_eq!(
        changes(&planet),
        ["18 blogs were added", "Planet Test opened with 2 blogs"]
    );
    let feed = planet.page("blogroll/changes.xml");
    assert_eq!(feed.matches("<entry>").count(), 2);
    assert!(feed.contains("Blog 19"));
}

#[test]
fn a_blog_that_writes_again_after_a_year_is_told() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("old", "2024-11-12T10:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana")).build();
    let blogroll = planet.page("blogroll/index.html");
    assert!(blogroll.contains("Quiet since November 2024"), "{blogroll}");
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("new", "2026-03-02T10:00:00Z")])),
    );
    planet.wait(DAY).build();
    assert_eq!(
        changes(&planet)[0],
        "Ana is back; it had been silent since November 2024"
    );
    assert!(!planet.page("blogroll/index.html").contains("Quiet"));
}

#[test]
fn a_blog_that_could_not_be_read_for_a_month_is_marked_dead() {
    let (server, mut planet) = planet_of(1, 1);
    server.always("/0", Reply::new(500, &[], ""));
    planet.wait(DAY).force();
    assert!(!planet.page("blogroll/index.html").contains("mark dead"));
    planet
        .wait(TimeDelta::days(31))
        .run(&["render"])
        .succeeded();
    assert!(planet.page("blogroll/index.html").contains("mark dead"));
}

#[test]
fn the_address_of_a_private_feed_is_in_no_change() {
    let (server, mut planet) = planet_of(2, 1);
    let url = server.url("/1?key=secret");
    server.always(
        "/1?key=secret",
        Reply::ok(atom("Blog 1", &[item("s", "2026-02-20T10:00:00Z")])),
    );
    planet
        .feed_with("Secret", &url, "private = true")
        .wait(DAY)
        .build();
    assert_eq!(changes(&planet)[0], "Secret was added");
    let other = server.url("/1?key=other");
    planet
        .feed_with("Secret", &other, "private = true")
        .wait(DAY)
        .build();
    planet.without("Secret").wait(DAY).build();
    assert_eq!(changes(&planet)[0], "Secret was removed");
    for (path, content) in planet.site() {
        let text = String::from_utf8_lossy(&content.0).into_owned();
        assert!(!text.contains("key="), "{path}");
    }
}

#[test]
fn the_history_travels_with_the_state() {
    let (server, mut planet) = planet_of(2, 1);
    planet.feed("Blog 1", &server.url("/1")).wait(DAY).build();
    let told = changes(&planet);
    planet.run(&["state", "export", "state.gz"]).succeeded();
    std::fs::remove_dir_all(planet.path(".planet")).unwrap();
    planet.run(&["state", "import", "state.gz"]).succeeded();
    planet.run(&["render"]).succeeded();
    assert_eq!(changes(&planet), told);
    planet.wait(DAY).build();
    assert_eq!(changes(&planet), told, "nothing is told twice");
}

/// A planet of three blogs that planet.toml lists neither by their names nor by their newest posts.
fn unsorted() -> (Server, Planet) {
    let server = Server::start();
    let mut planet = Planet::new();
    for (name, date) in [
        ("b", "2026-01-01"),
        ("C", "2026-02-01"),
        ("a", "2025-12-01"),
    ] {
        let post = item(name, &format!("{date}T10:00:00Z"));
        server.always(&format!("/{name}"), Reply::ok(atom(name, &[post])));
        planet.feed(name, &server.url(&format!("/{name}")));
    }
    (server, planet)
}

#[test]
fn the_blogroll_is_sorted_as_planet_toml_says() {
    let (_server, mut planet) = unsorted();
    planet.build();
    let order = |planet: &Planet| -> Vec<String> {
        let page = planet.page("blogroll/index.html");
        page.split("id=\"blog-")
            .skip(1)
            .map(|card| card.split('"').next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(order(&planet), ["b", "c", "a"]);
    planet
        .table("[blogroll]\nsort = \"name\"")
        .run(&["render"])
        .succeeded();
    assert_eq!(order(&planet), ["a", "b", "c"]);
    let opml = planet.page("blogroll.opml");
    assert!(
        opml.find("text=\"b\"").unwrap() < opml.find("text=\"a\"").unwrap(),
        "as planet.toml lists them"
    );
    let status = planet.status();
    assert_eq!(status["feeds"][0]["name"], "b");
}

#[test]
fn every_page_lists_the_feeds_in_the_order_of_the_blogroll_if_planet_toml_tells_it() {
    let (_server, mut planet) = unsorted();
    planet.file(
        "templates/_footer_extra.html",
        "<p id=\"all\">{% for feed in feeds %}{{ feed.name }} {% endfor %}\
         {% for feed in groups[0].feeds %}{{ feed.name }} {% endfor %}</p>",
    );
    let pages = ["index.html", "feeds/b/index.html", "2026/01/01/index.html"];
    let listed = |planet: &Planet| {
        pages.map(|page| {
            let page = planet.page(page);
            let (_, list) = page.split_once("<p id=\"all\">").unwrap();
            list.split_once("</p>").unwrap().0.to_owned()
        })
    };
    planet.table("[blogroll]\nsort = \"name\"").build();
    assert_eq!(listed(&planet), ["a b C a b C "; 3]);

    let (_server, mut planet) = unsorted();
    planet.file(
        "templates/_footer_extra.html",
        "<p id=\"all\">{% for feed in feeds %}{{ feed.name }} {% endfor %}</p>",
    );
    planet.table("[blogroll]\nsort = \"recent\"").build();
    assert_eq!(listed(&planet), ["C b a ", "b C a ", "b C a "]);
}
