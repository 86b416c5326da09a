//! The followed blogs as FOAF, `/foafroll.xml` (<http://xmlns.com/foaf/spec/>), in the form in which Planet 2.0 and Venus wrote
//! it and read it as a list of subscriptions: a group, its members, the weblog of each and the feed of that.

use crate::{
    render::{
        fields::{absolute, feed_title},
        xml::{Xml, document},
    },
    site::{FeedView, Site, SiteInfo},
};

/// Writes the list, in the order of the blogroll. A feed whose address is not public has no channel.
pub fn render(site: &Site) -> Vec<u8> {
    let info = &site.info;
    let attributes = [
        ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xmlns:rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
        ("xmlns:foaf", "http://xmlns.com/foaf/0.1/"),
        ("xmlns:rss", "http://purl.org/rss/1.0/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let own = format!("{}foafroll.xml", info.base_url);
    document("rdf:RDF", &attributes, |xml| {
        xml.element("foaf:Group", &[], |xml| {
            xml.text("foaf:name", &[], &info.title);
            xml.empty("foaf:homepage", &[("rdf:resource", &info.base_url)]);
            xml.empty("rdfs:seeAlso", &[("rdf:resource", &own)]);
            for feed in &site.feeds {
                xml.element("foaf:member", &[], |xml| {
                    xml.element("foaf:Agent", &[], |xml| {
                        write_agent(xml, info, feed);
                    });
                });
            }
        });
    })
}

fn write_agent(xml: &mut Xml, info: &SiteInfo, feed: &FeedView) {
    xml.text("foaf:name", &[], &feed.name);
    let own_page = || absolute(info, &feed.page);
    let weblog = feed.home.clone().unwrap_or_else(own_page);
    xml.element("foaf:weblog", &[], |xml| {
        xml.element("foaf:Document", &[("rdf:about", &weblog)], |xml| {
            xml.text("dc:title", &[], feed_title(feed));
            if let Some(url) = &feed.url {
                xml.element("rdfs:seeAlso", &[], |xml| {
                    xml.empty("rss:channel", &[("rdf:about", url)]);
                });
            }
        });
    });
}
