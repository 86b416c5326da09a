//! The newest entries as RSS 2.0, `/rss.xml`, with the extensions that readers know: `content:encoded`, `dc:creator`,
//! `atom:link` and `source:blogroll`.

use crate::{
    render::{
        fields::{
            Syndicated, absolute, email, feed_title, ids, is_iri, is_plain_id, language,
            media_type, published, rfc822, river_date,
        },
        xml::{Xml, document},
    },
    site::{EntryView, FeedView, SiteInfo},
};

/// Writes the feed. `lastBuildDate` is when the site last changed, never when it was built.
pub fn render(feed: &Syndicated<'_>) -> Vec<u8> {
    let attributes = [
        ("version", "2.0"),
        ("xmlns:atom", "http://www.w3.org/2005/Atom"),
        ("xmlns:content", "http://purl.org/rss/1.0/modules/content/"),
        ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ("xmlns:source", "http://source.scripting.com/"),
    ];
    document("rss", &attributes, |xml| {
        xml.element("channel", &[], |xml| {
            write_channel(xml, feed);
            for (entry, id) in feed.entries.iter().zip(ids(feed, is_plain_id)) {
                write_item(xml, feed.info, entry, &id);
            }
        });
    })
}

fn write_channel(xml: &mut Xml, feed: &Syndicated<'_>) {
    let info = feed.info;
    xml.text("title", &[], feed.title);
    xml.text("link", &[], &feed.url());
    let own = feed.file("rss.xml");
    let attributes = [
        ("rel", "self"),
        ("type", "application/rss+xml"),
        ("href", own.as_str()),
    ];
    xml.empty("atom:link", &attributes);
    for hub in &info.hubs {
        xml.empty("atom:link", &[("rel", "hub"), ("href", hub)]);
    }
    // Required, so a planet without a description gives its title again.
    let description = Some(feed.description).filter(|text| !text.is_empty());
    xml.text_for_html_readers("description", description.unwrap_or(feed.title));
    if let Some(tag) = language(Some(&info.language)) {
        xml.text("language", &[], tag);
    }
    if let Some(address) = email(info.owner.email.as_deref()) {
        let name = info.owner.name.as_ref().unwrap_or(&info.title);
        xml.text("managingEditor", &[], &format!("{address} ({name})"));
    }
    if let Some(updated) = feed.updated() {
        xml.text("lastBuildDate", &[], &rfc822(updated));
    }
    xml.text("generator", &[], &info.generator);
    let blogroll = feed.file("blogroll.opml");
    xml.text("source:blogroll", &[], &blogroll);
}

/// Where the feed of an entry can be read (RSS 2.0: "links to the `XMLization` of the source"): its address, else its id if that is
/// one. A feed of which neither is known gives that of its site.
fn source_url(info: &SiteInfo, feed: &FeedView) -> String {
    let is_web = |id: &&String| id.starts_with("https://") || id.starts_with("http://");
    let own = feed.own_id.as_ref().filter(|id| is_iri(id)).filter(is_web);
    match feed.url.as_ref().or(own).or(feed.home.as_ref()) {
        Some(url) => url.clone(),
        None => absolute(info, &feed.page),
    }
}

fn write_item(xml: &mut Xml, info: &SiteInfo, entry: &EntryView, id: &str) {
    xml.element("item", &[], |xml| {
        if let Some(title) = &entry.title {
            xml.text("title", &[], title);
        }
        if let Some(url) = &entry.url {
            xml.text("link", &[], url);
        }
        xml.text("guid", &[("isPermaLink", "false")], id);
        let published = published(entry).unwrap_or_else(|| river_date(entry));
        xml.text("pubDate", &[], &rfc822(published));
        for author in &entry.authors {
            xml.text("dc:creator", &[], &author.name);
        }
        if entry.authors.is_empty() {
            xml.text("dc:creator", &[], &entry.feed.name);
        }
        xml.text(
            "source",
            &[("url", &source_url(info, &entry.feed))],
            feed_title(&entry.feed),
        );
        for tag in &entry.tags {
            xml.text("category", &[], &tag.name);
        }
        if let Some(url) = &entry.comments {
            xml.text("comments", &[], url);
        }
        for enclosure in &entry.enclosures {
            // RSS requires a length; 0 is how it is said to be unknown.
            let length = enclosure.length.unwrap_or(0).to_string();
            let kind = media_type(&enclosure.media_type).unwrap_or("application/octet-stream");
            let attributes = [
                ("url", enclosure.url.as_str()),
                ("length", &length),
                ("type", kind),
            ];
            xml.empty("enclosure", &attributes);
        }
        // An item needs a title or a description.
        if !entry.excerpt.is_empty() || entry.title.is_none() {
            xml.text_for_html_readers("description", &entry.excerpt);
        }
        if let Some(content) = &entry.content {
            xml.cdata("content:encoded", content.as_str());
        }
    });
}
