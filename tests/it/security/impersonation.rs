//! A feed that claims to be another: whatever it states, the other's entries stay as they are.

use std::collections::HashSet;

use chrono::{DateTime, TimeDelta};

use crate::{
    planet::{Item, Planet, Shown, item},
    server::{Reply, Server},
};

/// What the victim's entries are called, and where they are.
const POSTS: [(&str, &str); 4] = [
    ("One", "https://victim.example/2026/one"),
    ("Two", "https://www.victim.example/2026/two/"),
    ("Three", "https://victim.example/2026/?p=3"),
    ("Four", "https://victim.example/2026/four#top"),
];

fn date(n: usize) -> String {
    format!("2026-02-2{n}T09:00:00Z")
}

fn victims(count: usize) -> Vec<Item> {
    let post = |(n, (title, link)): (usize, &(&str, &str))| Item {
        id: format!("https://victim.example/?p={n}"),
        title: (*title).to_owned(),
        link: (*link).to_owned(),
        content: format!("<p>What the victim says in {title}.</p>"),
        ..item("", &date(n))
    };
    POSTS.iter().take(count).enumerate().map(post).collect()
}

/// The same posts as somebody else would like them to be seen: under the same ids, links, titles and texts, one after the other.
/// `once`: each link once, as only then a link says which post an entry is; else in every way.
fn forged(count: usize, shift: TimeDelta, once: bool) -> Vec<Item> {
    let mut forged = Vec::new();
    for (n, real) in victims(count).into_iter().enumerate() {
        let moved = DateTime::parse_from_rfc3339(&date(n)).unwrap() + shift;
        let base = Item {
            title: format!("Forged {n}"),
            content: format!("<p>What somebody else says instead, {n}.</p>"),
            published: Some(moved.to_rfc3339()),
            updated: Some((moved + TimeDelta::days(300)).to_rfc3339()),
            ..real.clone()
        };
        let link = real.link.replace("https://www.", "https://");
        if once {
            forged.push(base);
            continue;
        }
        forged.extend([
            base.clone(),
            Item {
                link: format!("https://hostile.example/{n}"),
                title: format!("Forged id {n}"),
                id: format!(" {} ", base.id),
                ..base.clone()
            },
            Item {
                id: format!("h{n}"),
                title: format!("Forged link {n}"),
                ..base.clone()
            },
            Item {
                id: format!("t{n}"),
                title: format!("Forged tracking {n}"),
                link: format!(
                    "{}{}utm_source=x",
                    link.split('#').next().unwrap(),
                    if link.contains('?') { '&' } else { '?' }
                ),
                ..base.clone()
            },
            Item {
                id: format!("s{n}"),
                title: format!("Forged scheme {n}"),
                link: link.replace("https://", "http://www."),
                ..base.clone()
            },
            Item {
                id: format!("c{n}"),
                title: real.title.clone(),
                content: real.content.clone(),
                link: format!("https://hostile.example/c{n}"),
                ..base.clone()
            },
            Item {
                id: real.id.clone(),
                ..real
            },
        ]);
    }
    forged
}

/// An Atom feed that says it is the victim's, and so does each of its entries.
fn atom(items: &[Item], feed: &str) -> String {
    let text = crate::planet::atom("Victim", items);
    let source = format!(
        "<source><id>urn:test:feed:Victim</id><title>Victim</title><link rel=\"self\" href=\"{feed}\"/><link href=\"https://victim.example/\"/></source>"
    );
    text.replace("<id>urn:test:feed:Victim</id>", &format!("<id>urn:test:feed:Victim</id><link href=\"https://victim.example/\"/><link rel=\"self\" href=\"{feed}\"/><author><name>Victim</name><uri>https://victim.example/</uri></author>"))
        .replace("<content", &format!("{source}<content"))
}

fn of(entries: &[Shown], link: &str) -> Vec<(String, String, String)> {
    let link = format!("href=\"{}\"", link.replace('&', "&amp;"));
    let those = entries.iter().filter(|entry| {
        entry.html.contains(&format!("u-url p-name\" {link}"))
            || entry.html.contains(&format!("{link}>"))
    });
    those
        .map(|entry| (entry.title.clone(), entry.feed.clone(), entry.date.clone()))
        .collect()
}

/// That the victim's first `count` posts are as they were written.
fn assert_untouched(planet: &Planet, count: usize, once: bool, id_is_kept: bool, context: &str) {
    let river = planet.river();
    let own: Vec<String> = POSTS
        .iter()
        .take(count)
        .rev()
        .map(|(title, _)| (*title).to_owned())
        .collect();
    assert_eq!(planet.titles_of("victim"), own, "{context}");
    for (n, (title, link)) in POSTS.iter().take(count).enumerate() {
        let expected = ((*title).to_owned(), "Victim".to_owned(), date(n));
        let shown = of(&river, link);
        let is_alone = shown.len() == 1 || !once;
        let is_there = shown.iter().filter(|shown| **shown == expected).count() == 1;
        assert!(is_alone && is_there, "{context}: {title} as {shown:#?}");
    }
    let atom = planet.page("atom.xml");
    let entries: Vec<&str> = atom.split("<entry>").skip(1).collect();
    let id = |entry: &&str| {
        entry
            .split_once("<id>")
            .unwrap()
            .1
            .split_once("</id>")
            .unwrap()
            .0
            .to_owned()
    };
    let ids: Vec<String> = entries.iter().map(id).collect();
    assert_eq!(
        ids.iter().collect::<HashSet<_>>().len(),
        ids.len(),
        "{context}: {ids:#?}"
    );
    for (n, (title, _)) in POSTS.iter().take(count).enumerate().filter(|_| id_is_kept) {
        let id = format!("https://victim.example/?p={n}");
        let holders: Vec<&&str> = entries
            .iter()
            .filter(|entry| entry.contains(&format!("<id>{id}</id>")))
            .collect();
        assert!(
            holders.len() == 1 && holders[0].contains(&format!(">{title}<")),
            "{context}: {id} is {holders:#?}"
        );
    }
}

#[test]
fn whatever_a_feed_claims_the_entries_of_another_stay_as_they_are() {
    let server = Server::start();
    let url = server.url("/victim");
    for hostile_is_first_in_the_file in [false, true] {
        for arrival in ["the victim first", "the hostile one first", "both at once"] {
            for shift in [
                TimeDelta::days(-90),
                TimeDelta::hours(-1),
                TimeDelta::zero(),
                TimeDelta::days(2),
            ] {
                let context = format!(
                    "{arrival}, hostile first in the file: {hostile_is_first_in_the_file}, dates moved by {shift}"
                );
                let once = shift <= TimeDelta::days(-90) || shift > TimeDelta::zero();
                let mut planet = Planet::new();
                planet.table(
                    "[river]\nnew_feed_entries = 100\nrestamp_entries = 1000\nmax_entries_per_feed = 0\ndays = 0\n\
                     [pages]\narchive = false\ntitles = false\ntags = false\nsearch = false",
                );
                let answer = |count: usize, copied: usize| {
                    server.always(
                        "/victim",
                        Reply::ok(crate::planet::atom("Victim", &victims(count))),
                    );
                    server.always(
                        "/hostile",
                        Reply::ok(atom(&forged(copied, shift, once), &url)),
                    );
                };
                answer(3, 3);
                let follow = |planet: &mut Planet, victim: bool, hostile: bool| {
                    planet.without("Victim").without("Hostile");
                    let mut both = vec![
                        (
                            "Victim",
                            "/victim",
                            "home = \"https://victim.example/\"",
                            victim,
                        ),
                        (
                            "Hostile",
                            "/hostile",
                            "home = \"https://hostile.example/\"",
                            hostile,
                        ),
                    ];
                    if hostile_is_first_in_the_file {
                        both.reverse();
                    }
                    for (name, path, home, _) in both.into_iter().filter(|(.., wanted)| *wanted) {
                        planet.feed_with(name, &server.url(path), home);
                    }
                };
                let victim_first = arrival == "the victim first";
                match arrival {
                    "the victim first" => follow(&mut planet, true, false),
                    "the hostile one first" => follow(&mut planet, false, true),
                    _ => follow(&mut planet, true, true),
                }
                planet.build();
                if victim_first {
                    assert_untouched(&planet, 3, once, true, &context);
                }
                follow(&mut planet, true, true);
                planet.wait(TimeDelta::hours(1)).force();
                assert_untouched(&planet, 3, once, victim_first, &context);
                // A new post, copied before and after it was seen.
                answer(3, 4);
                planet.wait(TimeDelta::hours(1)).force();
                assert_untouched(&planet, 3, once, victim_first, &context);
                answer(4, 4);
                planet.wait(TimeDelta::hours(1)).force();
                assert_untouched(&planet, 4, once, false, &context);
                // Gone from its own feed, which forgets nothing.
                answer(1, 4);
                planet.wait(TimeDelta::hours(1)).force();
                assert_untouched(&planet, 4, once, false, &context);
            }
        }
    }
}

#[test]
fn on_a_host_that_many_share_a_post_is_shown_by_the_blog_whose_folder_it_is_in() {
    for reversed in [false, true] {
        let server = Server::start();
        let post = |title: &str| Item {
            title: title.to_owned(),
            link: "https://many.example/@victim/post".to_owned(),
            ..item(title, "2026-02-20T09:00:00Z")
        };
        server.always(
            "/victim",
            Reply::ok(crate::planet::atom("Victim", &[post("Real")])),
        );
        server.always(
            "/hostile",
            Reply::ok(crate::planet::atom("Hostile", &[post("Forged")])),
        );
        // Where such hosts have their feeds, something may stand before the folder.
        let mut feeds = vec![("Victim", "feed/@victim"), ("Hostile", "feed/@hostile")];
        if reversed {
            feeds.reverse();
        }
        let mut planet = Planet::new();
        for (name, folder) in feeds {
            let home = format!("home = \"https://many.example/{folder}\"");
            planet.feed_with(
                name,
                &server.url(&format!("/{}", name.to_lowercase())),
                &home,
            );
        }
        planet.build();
        assert_eq!(planet.titles(), ["Real"]);
    }
}
