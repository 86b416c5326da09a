//! Hostile text in every field: the XML stays well-formed, and says the same.

use crate::render::{
    Syndicated, atom, foaf, json, opml, rss, rss10,
    tests::{all, hostile, sample, values, xml_files},
    xml::clean,
};

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
