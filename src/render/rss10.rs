//! The newest entries as RSS 1.0, `/rss10.xml` (<https://web.resource.org/rss/1.0/spec>), where Planet 2.0 and Venus had it:
//! with `content:encoded` and Dublin Core, which is all that a reader of those days looks for.
//!
//! What RSS 1.0 has no word for is left to the other feeds: attached files, and what the entry's own feed is called.

use crate::{
    render::{
        fields::{
            Syndicated, absolute, feed_id, ids, is_iri, language, published, rfc3339, river_date,
        },
        xml::{Xml, document},
    },
    site::{EntryView, SiteInfo},
};

/// Writes the feed. Items are known by their entries' ids where those are IRIs, as in `/atom.xml`.
pub fn render(feed: &Syndicated<'_>) -> Vec<u8> {
    let attributes = [
        ("xmlns", "http://purl.org/rss/1.0/"),
        ("xmlns:rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
    ];
    let ids = ids(feed, is_iri);
    document("rdf:RDF", &attributes, |xml| {
        xml.element("channel", &[("rdf:about", &feed.url())], |xml| {
            write_channel(xml, feed);
            xml.element("items", &[], |xml| {
                xml.element("rdf:Seq", &[], |xml| {
                    for id in &ids {
                        xml.empty("rdf:li", &[("rdf:resource", id)]);
                    }
                });
            });
        });
        // Its items stand beside the channel, not in it.
        for (entry, id) in feed.entries.iter().zip(&ids) {
            xml.element("item", &[("rdf:about", id)], |xml| {
                write_item(xml, feed.info, entry);
            });
        }
    })
}

fn write_channel(xml: &mut Xml, feed: &Syndicated<'_>) {
    xml.text("title", &[], feed.title);
    xml.text("link", &[], &feed.url());
    // Required, so a planet without a description gives its title again.
    let description = Some(feed.description).filter(|text| !text.is_empty());
    xml.text("description", &[], description.unwrap_or(feed.title));
    let own = feed.file("rss10.xml");
    let attributes = [
        ("rel", "self"),
        ("type", "application/rdf+xml"),
        ("href", own.as_str()),
    ];
    xml.empty("atom:link", &attributes);
    for hub in &feed.info.hubs {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    if let Some(tag) = language(Some(&feed.info.language)) {
        xml.text("dc:language", &[], tag);
    }
    if let Some(updated) = feed.updated() {
        xml.text("dc:date", &[], &rfc3339(updated));
    }
}

fn write_item(xml: &mut Xml, info: &SiteInfo, entry: &EntryView) {
    // Title and link are required.
    xml.text("title", &[], entry.title.as_ref().unwrap_or(&entry.label));
    match &entry.url {
        Some(url) => xml.text("link", &[], url),
        None => xml.text("link", &[], &absolute(info, &entry.permalink)),
    }
    if !entry.excerpt.is_empty() {
        xml.text_for_html_readers("description", &entry.excerpt);
    }
    if let Some(content) = &entry.content {
        xml.cdata("content:encoded", content.as_str());
    }
    let published = published(entry).unwrap_or_else(|| river_date(entry));
    xml.text("dc:date", &[], &rfc3339(published));
    for author in &entry.authors {
        xml.text("dc:creator", &[], &author.name);
    }
    if entry.authors.is_empty() {
        xml.text("dc:creator", &[], &entry.feed.name);
    }
    for tag in &entry.tags {
        xml.text("dc:subject", &[], &tag.name);
    }
    xml.text("dc:source", &[], &feed_id(info, &entry.feed));
}
