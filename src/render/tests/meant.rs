//! What feed-rs reads in our feeds is what we meant.

use crate::{
    render::{Syndicated, atom, fields::date, json, rss, tests::sample},
    site::Site,
};

/// What feed-rs must find in every format: id, link, published, authors.
fn check_entries(feed: &feed_rs::model::Feed, site: &Site, first_id: &str) {
    let own = "https://planet.example/p/#e-bbbbbbbbbb";
    let ids: Vec<&str> = feed.entries.iter().map(|entry| &*entry.id).collect();
    assert_eq!(ids, [first_id, own, "tag:ana.example,2025:1"]);
    for (read, entry) in feed.entries.iter().zip(&site.newest) {
        let page = read
            .links
            .iter()
            .find(|link| !matches!(link.rel.as_deref(), Some("enclosure" | "replies")));
        assert_eq!(page.map(|link| &link.href), entry.url.as_ref());
        let names: Vec<&String> = read
            .authors
            .iter()
            .filter_map(|author| author.name.as_ref())
            .collect();
        let expected: Vec<&String> = match entry.authors.as_slice() {
            [] => vec![&entry.feed.name],
            authors => authors.iter().map(|author| &author.name).collect(),
        };
        assert_eq!(names, expected);
        let tags: Vec<&String> = read.categories.iter().map(|tag| &tag.term).collect();
        assert_eq!(
            tags,
            entry.tags.iter().map(|tag| &tag.name).collect::<Vec<_>>()
        );
        let body = read
            .content
            .as_ref()
            .and_then(|content| content.body.as_deref());
        if let Some(content) = &entry.content {
            assert_eq!(body, Some(content.as_str()));
        }
    }
}

fn titles(feed: &feed_rs::model::Feed) -> Vec<Option<&str>> {
    let titles = feed.entries.iter().map(|entry| entry.title.as_ref());
    titles
        .map(|title| title.map(|text| &*text.content))
        .collect()
}

#[test]
fn feed_rs_reads_our_atom_as_what_we_meant() {
    let site = sample::site("");
    let feed = feed_rs::parser::parse(&*atom::render(&Syndicated::of_site(&site))).unwrap();
    assert_eq!(feed.id, "https://planet.example/p/");
    assert_eq!(feed.updated, date("2025-11-12T14:05:00Z"));
    check_entries(&feed, &site, "https://planet.example/p/#e-cccccccccc");
    let html = "Why <em>AT&amp;T</em> &lt;em&gt;";
    assert_eq!(titles(&feed)[1..], [Some("From elsewhere"), Some(html)]);
    let [bare, aggregated, full] = feed.entries.as_slice() else {
        panic!("three entries")
    };
    assert_eq!(full.published, date("2025-11-12T12:00:00Z"));
    assert_eq!(full.updated, date("2025-11-12T13:30:00Z"));
    assert_eq!(aggregated.updated, aggregated.published);
    assert_eq!((bare.published, bare.updated), (None, feed.updated));
    let files = full
        .links
        .iter()
        .filter(|link| link.rel.as_deref() == Some("enclosure"));
    assert_eq!(
        files.map(|link| link.length).collect::<Vec<_>>(),
        [Some(123), None]
    );
}

#[test]
fn feed_rs_reads_our_rss_as_what_we_meant() {
    let site = sample::site("");
    let feed = feed_rs::parser::parse(&*rss::render(&Syndicated::of_site(&site))).unwrap();
    check_entries(&feed, &site, "42");
    assert_eq!(
        titles(&feed),
        [None, Some("From elsewhere"), Some("Why AT&T <em>")]
    );
    assert_eq!(feed.entries[0].published, date("2025-11-12T14:05:00Z"));
    assert_eq!(feed.entries[2].published, date("2025-11-12T12:00:00Z"));
    assert_eq!(feed.language.as_deref(), Some("en"));
}

#[test]
fn feed_rs_reads_our_json_as_what_we_meant() {
    let site = sample::site("");
    let feed = feed_rs::parser::parse(&*json::render(&Syndicated::of_site(&site))).unwrap();
    check_entries(&feed, &site, "42");
    assert_eq!(
        titles(&feed),
        [None, Some("From elsewhere"), Some("Why AT&T <em>")]
    );
    assert_eq!(feed.entries[2].published, date("2025-11-12T12:00:00Z"));
    assert_eq!(feed.entries[2].updated, date("2025-11-12T13:30:00Z"));
}
