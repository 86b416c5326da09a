//! What the written files say, read back by other readers: feed-rs for the feeds, an XML reader for the rest.

use std::sync::Arc;

use quick_xml::{Reader, XmlVersion, events::Event};

use crate::{
    render::{Syndicated, atom, fields::date, foaf, json, opml, rss, rss10, sitemap, status},
    site::{Index, Site},
};

mod ids;
mod lists;
mod meant;
mod sample;
mod wellformed;

/// Every C0 control, non-characters, markup, ends of constructs, a reference to a surrogate, emoji, right-to-left text.
pub(super) fn hostile() -> String {
    let controls: String = (0..0x20).filter_map(char::from_u32).collect();
    format!(
        " x{controls}\u{85}\u{FFFE}\u{FFFF}]]>]]&gt;<!--<a b='\"'>&&#xD800;&#0;\u{1F469}\u{200D}\u{1F4BB}\u{202E}\u{5E9}\u{627}!"
    )
}

pub(super) fn xml_files(site: &Site) -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("atom.xml", atom::render(&Syndicated::of_site(site))),
        ("rss.xml", rss::render(&Syndicated::of_site(site))),
        ("blogroll.opml", opml::render(site)),
        ("rss10.xml", rss10::render(&Syndicated::of_site(site))),
        ("foafroll.xml", foaf::render(site)),
        ("sitemap.xml", sitemap::render(site, &[]).unwrap()),
    ]
}

/// The texts and attribute values of a document in its order, by path: `feed/entry/link@href`.
pub(super) fn values(bytes: &[u8]) -> Vec<(String, String)> {
    let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap());
    let (mut path, mut text, mut found) = (Vec::new(), String::new(), Vec::new());
    loop {
        let event = reader.read_event().unwrap();
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            path.push(tag.name().as_ref().to_owned());
            text.clear();
            for attribute in tag.attributes() {
                let attribute = attribute.unwrap();
                let value = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap();
                let place = format!("{}@{}", path.join("/"), attribute.key.as_ref());
                found.push((place, value.into_owned()));
            }
        }
        match event {
            Event::Empty(_) => drop(path.pop()),
            Event::End(_) => {
                if !text.trim().is_empty() {
                    found.push((path.join("/"), text.clone()));
                }
                text.clear();
                path.pop();
            }
            Event::Text(chunk) => text.push_str(&chunk.xml10_content()),
            Event::CData(chunk) => text.push_str(&chunk.xml10_content()),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", name.xml10_content());
                text.push_str(&quick_xml::escape::unescape(&reference).unwrap());
            }
            Event::Eof => {
                assert!(path.is_empty(), "ends within {path:?}");
                return found;
            }
            _ => {}
        }
    }
}

pub(super) fn all<'a>(values: &'a [(String, String)], path: &str) -> Vec<&'a str> {
    let here = values.iter().filter(|(place, _)| place == path);
    here.map(|(_, value)| value.as_str()).collect()
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    assert_eq!(xml_files(&sample::site("")), xml_files(&sample::site("")));
    assert_eq!(
        json::render(&Syndicated::of_site(&sample::site(""))),
        json::render(&Syndicated::of_site(&sample::site("")))
    );
}

#[test]
fn every_entry_says_where_it_is_from() {
    let site = sample::site("");
    let atom = values(&atom::render(&Syndicated::of_site(&site)));
    assert_eq!(
        all(&atom, "feed/entry/source/title"),
        ["ציפור", "Dee", "Ana's \"blog\""]
    );
    assert_eq!(
        all(&atom, "feed/entry/source/id"),
        [
            "https://cy.example/feed.xml",
            "https://dee.example/",
            "https://ana.example/feed.xml"
        ]
    );
    let rss = values(&rss::render(&Syndicated::of_site(&site)));
    assert_eq!(
        all(&rss, "rss/channel/item/source"),
        ["ציפור", "Bo", "Ana's \"blog\""]
    );
    assert_eq!(
        all(&rss, "rss/channel/item/source@url"),
        [
            "https://cy.example/feed.xml",
            "https://planet.example/p/feeds/bo/",
            "https://ana.example/feed.xml"
        ]
    );
}

#[test]
fn dates_that_cannot_be_read_give_way_to_the_river_date() {
    let mut site = sample::site("");
    let entry = Arc::make_mut(&mut site.newest[2]);
    entry.published = Some("yesterday".to_owned());
    entry.updated = Some("0000-01-01T00:00:00Z".to_owned());
    let atom = values(&atom::render(&Syndicated::of_site(&site)));
    assert_eq!(all(&atom, "feed/entry/updated")[2], "2025-11-12T14:05:00Z");
    assert_eq!(all(&atom, "feed/entry/published").len(), 1);
    let rss = values(&rss::render(&Syndicated::of_site(&site)));
    let published = all(&rss, "rss/channel/item/pubDate");
    assert_eq!(published[2], "Wed, 12 Nov 2025 14:05:00 GMT");
}

#[test]
fn a_planet_without_entries_has_feeds_all_the_same() {
    let site = sample::empty();
    let feed = feed_rs::parser::parse(&*atom::render(&Syndicated::of_site(&site))).unwrap();
    assert_eq!(feed.updated, date("1970-01-01T00:00:00Z"));
    assert!(
        feed_rs::parser::parse(&*rss::render(&Syndicated::of_site(&site)))
            .unwrap()
            .entries
            .is_empty()
    );
    assert!(
        feed_rs::parser::parse(&*json::render(&Syndicated::of_site(&site)))
            .unwrap()
            .entries
            .is_empty()
    );
    let opml = values(&opml::render(&site));
    assert_eq!(
        all(&opml, "opml/head/dateCreated"),
        ["Thu, 01 Jan 1970 00:00:00 GMT"]
    );
    assert_eq!(all(&opml, "opml/head/ownerId"), ["https://planet.example/"]);
}

#[test]
fn robots_txt_exists_only_at_the_root_of_a_host() {
    assert_eq!(sitemap::robots(&sample::site("").info), None);
    let text = String::from_utf8(sitemap::robots(&sample::empty().info).unwrap()).unwrap();
    assert!(text.ends_with("Sitemap: https://planet.example/sitemap.xml\n"));
    let mut closed = sample::empty();
    closed.info.index = Index::None;
    let text = String::from_utf8(sitemap::robots(&closed.info).unwrap()).unwrap();
    assert_eq!(text, "User-agent: *\nDisallow: /\n");
    assert_eq!(sitemap::render(&closed, &[]), None);
}

#[test]
fn the_files_of_the_sample_are_as_reviewed() {
    let site = sample::site("");
    let mut files = xml_files(&site);
    files.push(("feed.json", json::render(&Syndicated::of_site(&site))));
    let mut status = status::Status::of(&site.info.title);
    for feed in &sample::statuses() {
        status.add(feed);
    }
    files.push(("status.json", status.finish()));
    insta::with_settings!({
        snapshot_path => "../../tests/snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        for (name, bytes) in files {
            insta::assert_snapshot!(name, String::from_utf8(bytes).unwrap());
        }
    });
}
