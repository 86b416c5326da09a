//! The lists of blogs, as FOAF and OPML: who is in them, and with what.

use crate::render::{
    foaf, opml,
    tests::{all, sample, values},
};

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
