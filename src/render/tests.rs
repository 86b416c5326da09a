//! What the written files say, read back by other readers: feed-rs for the feeds, an XML reader for the rest.

use std::{collections::HashSet, sync::Arc};

use quick_xml::{Reader, XmlVersion, events::Event};

use crate::{
    render::{
        Syndicated, atom, fields::date, foaf, json, opml, rss, rss10, sitemap, status, xml::clean,
    },
    site::{Index, Site},
};

mod sample;

/// Every C0 control, non-characters, markup, ends of constructs, a reference to a surrogate, emoji, right-to-left text.
fn hostile() -> String {
    let controls: String = (0..0x20).filter_map(char::from_u32).collect();
    format!(
        " x{controls}\u{85}\u{FFFE}\u{FFFF}]]>]]&gt;<!--<a b='\"'>&&#xD800;&#0;\u{1F469}\u{200D}\u{1F4BB}\u{202E}\u{5E9}\u{627}!"
    )
}

fn xml_files(site: &Site) -> Vec<(&'static str, Vec<u8>)> {
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
fn values(bytes: &[u8]) -> Vec<(String, String)> {
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

fn all<'a>(values: &'a [(String, String)], path: &str) -> Vec<&'a str> {
    let here = values.iter().filter(|(place, _)| place == path);
    here.map(|(_, value)| value.as_str()).collect()
}

#[test]
fn hostile_text_in_every_field_leaves_well_formed_xml_with_equal_text() {
    let site = sample::site(&hostile());
    let entry = &site.newest[2];
    let expect = |values: &[(String, String)], path: &str, text: &str| {
        let found = all(values, path);
        assert!(found.contains(&&*clean(text)), "{path}: {found:#?}");
    };

    let atom = values(&atom::render(&Syndicated::of_site(&site)));
    expect(&atom, "feed/title", &site.info.title);
    expect(&atom, "feed/subtitle", &site.info.description);
    expect(
        &atom,
        "feed/author/name",
        site.info.owner.name.as_ref().unwrap(),
    );
    let title = entry.title_html.as_ref().unwrap().as_str();
    expect(&atom, "feed/entry/title", title);
    expect(&atom, "feed/entry/link@href", entry.url.as_ref().unwrap());
    expect(&atom, "feed/entry/link@href", &entry.enclosures[1].url);
    expect(&atom, "feed/entry/author/name", &entry.authors[0].name);
    expect(&atom, "feed/entry/category@term", &entry.tags[0].name);
    let content = entry.content.as_ref().unwrap().as_str();
    expect(&atom, "feed/entry/content", content);
    expect(&atom, "feed/entry/summary", &site.newest[1].excerpt);
    expect(&atom, "feed/entry/rights", entry.rights.as_ref().unwrap());
    expect(
        &atom,
        "feed/entry/source/title",
        entry.feed.title.as_ref().unwrap(),
    );

    let rss = values(&rss::render(&Syndicated::of_site(&site)));
    expect(&rss, "rss/channel/title", &site.info.title);
    expect(
        &rss,
        "rss/channel/item/title",
        entry.title.as_ref().unwrap(),
    );
    expect(&rss, "rss/channel/item/link", entry.url.as_ref().unwrap());
    expect(&rss, "rss/channel/item/category", &entry.tags[0].name);
    expect(&rss, "rss/channel/item/dc:creator", &entry.authors[0].name);
    expect(
        &rss,
        "rss/channel/item/source",
        entry.feed.title.as_ref().unwrap(),
    );
    expect(
        &rss,
        "rss/channel/item/enclosure@url",
        &entry.enclosures[1].url,
    );
    expect(&rss, "rss/channel/item/content:encoded", content);
    let escaped = quick_xml::escape::partial_escape(clean(&entry.excerpt));
    expect(&rss, "rss/channel/item/description", &escaped);

    let rss10 = values(&rss10::render(&Syndicated::of_site(&site)));
    expect(&rss10, "rdf:RDF/channel/title", &site.info.title);
    expect(
        &rss10,
        "rdf:RDF/channel/description",
        &site.info.description,
    );
    expect(&rss10, "rdf:RDF/item/title", entry.title.as_ref().unwrap());
    expect(&rss10, "rdf:RDF/item/link", entry.url.as_ref().unwrap());
    expect(&rss10, "rdf:RDF/item/dc:creator", &entry.authors[0].name);
    expect(&rss10, "rdf:RDF/item/dc:subject", &entry.tags[0].name);
    expect(&rss10, "rdf:RDF/item/content:encoded", content);
    expect(&rss10, "rdf:RDF/item/description", &escaped);

    let foaf = values(&foaf::render(&site));
    let agent = "rdf:RDF/foaf:Group/foaf:member/foaf:Agent";
    expect(&foaf, "rdf:RDF/foaf:Group/foaf:name", &site.info.title);
    expect(&foaf, &format!("{agent}/foaf:name"), &site.feeds[0].name);
    let document = format!("{agent}/foaf:weblog/foaf:Document");
    let home = site.feeds[0].home.as_ref().unwrap();
    expect(&foaf, &format!("{document}@rdf:about"), home);
    let title = site.feeds[0].title.as_ref().unwrap();
    expect(&foaf, &format!("{document}/dc:title"), title);

    let opml = values(&opml::render(&site));
    let group = site.feeds[0].group.as_ref().unwrap();
    expect(&opml, "opml/head/title", &site.info.title);
    expect(&opml, "opml/body/outline@text", group);
    expect(&opml, "opml/body/outline/outline@text", &site.feeds[0].name);
    expect(
        &opml,
        "opml/body/outline/outline@title",
        site.feeds[0].title.as_ref().unwrap(),
    );

    let json: serde_json::Value =
        serde_json::from_slice(&json::render(&Syndicated::of_site(&site))).unwrap();
    assert_eq!(json["title"], *site.info.title);
    assert_eq!(
        json["items"][2]["title"],
        *entry.title.as_ref().unwrap().as_str()
    );
    assert_eq!(json["items"][2]["content_html"], content);
}

#[test]
fn no_forbidden_character_and_no_base_is_ever_written() {
    for (name, bytes) in xml_files(&sample::site(&hostile())) {
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, clean(&text), "{name}");
        assert!(!text.contains("xml:base"), "{name}");
        values(text.as_bytes());
    }
}

#[test]
fn the_same_site_gives_the_same_bytes() {
    assert_eq!(xml_files(&sample::site("")), xml_files(&sample::site("")));
    assert_eq!(
        json::render(&Syndicated::of_site(&sample::site(""))),
        json::render(&Syndicated::of_site(&sample::site("")))
    );
}

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
fn ids_are_unique_and_the_oldest_claim_holds() {
    let mut site = sample::site("");
    let again = site.newest.clone();
    site.newest.extend(again);
    for (bytes, path) in [
        (atom::render(&Syndicated::of_site(&site)), "feed/entry/id"),
        (
            rss::render(&Syndicated::of_site(&site)),
            "rss/channel/item/guid",
        ),
    ] {
        let values = values(&bytes);
        let ids = all(&values, path);
        assert_eq!(ids.len(), 6);
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 6, "{ids:?}");
        assert_eq!(ids[5], "tag:ana.example,2025:1");
    }
}

#[test]
fn ids_that_a_reader_would_change_are_replaced() {
    for id in [
        "",
        " tag:x,1:1",
        "tag:x,1:\u{1}",
        "tag:x,1:\u{FFFE}",
        &hostile(),
    ] {
        let mut site = sample::site("");
        Arc::make_mut(&mut site.newest[2]).id = id.to_owned();
        for (bytes, path) in [
            (atom::render(&Syndicated::of_site(&site)), "feed/entry/id"),
            (
                rss::render(&Syndicated::of_site(&site)),
                "rss/channel/item/guid",
            ),
        ] {
            let values = values(&bytes);
            assert_eq!(
                all(&values, path)[2],
                "https://planet.example/p/#e-aaaaaaaaaa"
            );
        }
    }
}

#[test]
fn rss_1_lists_its_items_by_the_ids_that_they_have() {
    let mut site = sample::site("");
    let again = site.newest.clone();
    site.newest.extend(again);
    let rss = values(&rss10::render(&Syndicated::of_site(&site)));
    let listed = all(&rss, "rdf:RDF/channel/items/rdf:Seq/rdf:li@rdf:resource");
    assert_eq!(listed, all(&rss, "rdf:RDF/item@rdf:about"));
    assert_eq!(listed.iter().collect::<HashSet<_>>().len(), 6, "{listed:?}");
    assert_eq!(
        listed,
        all(
            &values(&atom::render(&Syndicated::of_site(&site))),
            "feed/entry/id"
        )
    );
    // Required of every item, also of one without title and link.
    assert_eq!(all(&rss, "rdf:RDF/item/title").len(), 6);
    let links = all(&rss, "rdf:RDF/item/link");
    assert_eq!(links.len(), 6);
    assert_eq!(links[0], "https://planet.example/p/#e-cccccccccc");
}

#[test]
fn foaf_has_a_member_for_each_blog_and_a_channel_for_each_public_feed() {
    let foaf = values(&foaf::render(&sample::site("")));
    let document = "rdf:RDF/foaf:Group/foaf:member/foaf:Agent/foaf:weblog/foaf:Document";
    assert_eq!(
        all(&foaf, &format!("{document}@rdf:about")),
        [
            "https://ana.example/",
            "https://planet.example/p/feeds/cy/",
            "https://planet.example/p/feeds/bo/"
        ]
    );
    assert_eq!(
        all(
            &foaf,
            &format!("{document}/rdfs:seeAlso/rss:channel@rdf:about")
        ),
        [
            "https://ana.example/feed.xml",
            "https://cy.example/feed.xml"
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
fn opml_leaves_out_local_feeds_and_repeated_addresses_and_keeps_groups_together() {
    let outline = |text, xml_url, group| opml::Outline {
        text,
        title: text,
        xml_url,
        group,
        ..opml::Outline::default()
    };
    let feeds = [
        outline("A", "https://a.example/", Some("G")),
        outline("B", "feeds/b.xml", None),
        outline("C", "https://c.example/", Some(" ")),
        outline("D", "https://d.example/", Some("G")),
        outline("E", "https://a.example/", None),
        outline("", "https://f.example/", None),
    ];
    let written = values(&opml::write(&opml::Head::default(), &feeds));
    assert_eq!(
        all(&written, "opml/body/outline@text"),
        ["G", "C", "https://f.example/"]
    );
    assert_eq!(all(&written, "opml/body/outline/outline@text"), ["A", "D"]);
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
    files.push((
        "status.json",
        status::render(&site.info.title, &site.statuses),
    ));
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
