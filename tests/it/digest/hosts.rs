//! Blogs that share a host with others, as on medium.com, and those that live where programs do.

use crate::{
    digest::{SUNDAY, answer, post, show, titles},
    planet::{Item, Planet},
    server::Server,
};

/// A post of week 9 at this address.
fn post_at(link: &str, id: &str, content: &str) -> Item {
    Item {
        link: link.to_owned(),
        ..post("nobody", id, 24, content)
    }
}

fn planet_of(server: &Server, homes: &[(&str, &str)]) -> Planet {
    let mut planet = Planet::new();
    planet.table("[digest]").at(SUNDAY);
    for (name, home) in homes {
        let path = format!("/{}", name.to_lowercase());
        planet.feed_with(name, &server.url(&path), &format!("home = \"{home}\""));
    }
    planet
}

/// The blogs that the running issue names beside the item of this title.
fn mentions(planet: &Planet, title: &str) -> Vec<String> {
    let issue = show(planet, &["current"]);
    let sections = issue["sections"].as_array().unwrap().iter();
    let mut items = sections.flat_map(|section| section["items"].as_array().unwrap());
    let item = items.find(|item| item["title"] == title).unwrap();
    let mentions = item["mentions"].as_array().unwrap().iter();
    let blog = |mention: &serde_json::Value| mention["blog"].as_str().unwrap().to_owned();
    mentions.map(blog).collect()
}

#[test]
fn a_link_to_another_blog_of_the_same_host_counts() {
    let server = Server::start();
    let a1 = "https://medium.example/@ana/a1";
    let link = format!("<p>As <a href=\"{a1}\">Ana</a> says.</p>");
    let own = format!("<p>See <a href=\"{a1}\">my own</a>.</p>");
    let items = [
        post_at(a1, "a1", "<p>The first.</p>"),
        post_at("https://medium.example/@ana/a2", "a2", &own),
    ];
    answer(&server, "ana", &items);
    let items = [post_at("https://medium.example/@bo/b1", "b1", &link)];
    answer(&server, "bo", &items);
    let planet = planet_of(
        &server,
        &[
            ("Ana", "https://medium.example/@ana"),
            ("Bo", "https://medium.example/@bo"),
        ],
    );
    planet.build();
    assert_eq!(mentions(&planet, "Post a1"), ["Bo"]);
}

#[test]
fn a_link_to_a_place_of_nobody_on_the_host_of_two_blogs_counts() {
    let server = Server::start();
    let link = "<p>Look at <a href=\"https://tilde.example/~map/\">a map of the shore</a>.</p>";
    for blog in ["ana", "bo"] {
        let at = format!("https://tilde.example/~{blog}/1");
        answer(&server, blog, &[post_at(&at, blog, link)]);
    }
    let mut planet = planet_of(
        &server,
        &[
            ("Ana", "https://tilde.example/~ana/"),
            ("Bo", "https://tilde.example/~bo/"),
        ],
    );
    planet.table("[[digest.section]]\nid = \"links\"\nkind = \"link\"");
    planet.build();
    let found = titles(&show(&planet, &["current"]));
    assert_eq!(
        found,
        [("links".to_owned(), vec!["a map of the shore".to_owned()])]
    );
}

#[test]
fn the_blog_of_a_forge_writes_articles_and_a_blog_on_a_forge_finds_projects() {
    let server = Server::start();
    let tool = "<p>I draw with <a href=\"https://github.com/ratatui/ratatui\">ratatui</a>, and with \
                <a href=\"https://github.com/cy/brush\">my brush</a>.</p>";
    answer(&server, "ana", &[post("ana", "a1", 24, tool)]);
    let items = [
        post_at("https://github.com/cy/blog/1", "c1", tool),
        post_at("https://about.gitlab.com/c2", "c2", "<p>Nothing.</p>"),
    ];
    answer(&server, "cy", &items[..1]);
    answer(&server, "di", &items[1..]);
    let planet = planet_of(
        &server,
        &[
            ("Ana", "https://ana.example/"),
            ("Cy", "https://github.com/cy/blog"),
            ("Di", "https://about.gitlab.com/"),
        ],
    );
    planet.build();
    // What is on the forge itself is made there; what Cy made needs somebody else who names it beside Ana.
    let section = |id: &str, items: &[&str]| {
        let items = items.iter().map(|item| (*item).to_owned()).collect();
        (id.to_owned(), items)
    };
    let mut sections = titles(&show(&planet, &["current"]));
    for (_, items) in &mut sections {
        items.sort();
    }
    assert_eq!(
        sections,
        [
            section("articles", &["Post a1", "Post c2"]),
            section("projects", &["Post c1", "ratatui"])
        ]
    );
}
