//! The newest entries as an Atom feed, `/atom.xml` (RFC 4287).
//!
//! The entries stay those of their authors: original ids and dates, with an `atom:source` that says where they are from.

use crate::{
    render::{
        fields::{
            BEFORE_FIRST_ENTRY, Syndicated, absolute, changed, date, email, feed_id, feed_title,
            ids, is_iri, language, media_type, published, rfc3339, river_date,
        },
        xml::{Attributes, Xml, document},
    },
    site::{EntryView, FeedView, SiteInfo, SourceView},
};

/// Writes the feed. Its `updated` is its newest change; before the first entry, 1970-01-01.
pub fn render(feed: &Syndicated<'_>) -> Vec<u8> {
    let info = feed.info;
    let mut attributes = vec![("xmlns", "http://www.w3.org/2005/Atom")];
    attributes.extend(language(Some(&info.language)).map(|tag| ("xml:lang", tag)));
    document("feed", &attributes, |xml| {
        write_head(xml, feed, &feed.file("atom.xml"));
        for (entry, id) in feed.entries.iter().zip(ids(feed, is_iri)) {
            write_entry(xml, info, entry, &id);
        }
    })
}

/// What a feed says of itself; `own` is its address.
pub(super) fn write_head(xml: &mut Xml, feed: &Syndicated<'_>, own: &str) {
    let info = feed.info;
    xml.text("id", &[], &feed.url());
    xml.text("title", &[], feed.title);
    if !feed.description.is_empty() {
        xml.text("subtitle", &[], feed.description);
    }
    let updated = feed.updated().unwrap_or(BEFORE_FIRST_ENTRY);
    xml.text("updated", &[], &rfc3339(updated));
    link(xml, "alternate", Some("text/html"), &feed.url());
    link(xml, "self", Some("application/atom+xml"), own);
    for hub in &info.hubs {
        link(xml, "hub", None, hub);
    }
    xml.element("author", &[], |xml| {
        xml.text("name", &[], info.owner.name.as_ref().unwrap_or(&info.title));
        if let Some(url) = &info.owner.url {
            xml.text("uri", &[], url);
        }
        if let Some(address) = email(info.owner.email.as_deref()) {
            xml.text("email", &[], address);
        }
    });
    xml.text("generator", &[], &info.generator);
}

fn write_entry(xml: &mut Xml, info: &SiteInfo, entry: &EntryView, id: &str) {
    let lang = language(entry.language.as_deref()).map(|tag| ("xml:lang", tag));
    xml.element("entry", lang.as_slice(), |xml| {
        xml.text("id", &[], id);
        match (&entry.title_html, &entry.title) {
            (Some(html), _) => xml.text("title", HTML, html.as_str()),
            (None, Some(text)) => xml.text("title", &[], text),
            // Required, but nothing says that it may not be empty; readers have their own ways to show that.
            (None, None) => xml.text("title", &[], ""),
        }
        let published = published(entry);
        let updated = changed(entry).or(published);
        let updated = updated.unwrap_or_else(|| river_date(entry));
        xml.text("updated", &[], &rfc3339(updated));
        if let Some(published) = published {
            xml.text("published", &[], &rfc3339(published));
        }
        write_authors(xml, entry);
        if let Some(url) = &entry.url {
            link(xml, "alternate", Some("text/html"), url);
        }
        if let Some(url) = &entry.comments {
            link(xml, "replies", Some("text/html"), url);
        }
        for enclosure in &entry.enclosures {
            let length = enclosure.length.map(|length| length.to_string());
            let mut attributes = vec![("rel", "enclosure")];
            attributes.extend(media_type(&enclosure.media_type).map(|value| ("type", value)));
            attributes.extend(length.as_deref().map(|value| ("length", value)));
            attributes.push(("href", &enclosure.url));
            xml.empty("link", &attributes);
        }
        for tag in &entry.tags {
            match &tag.term {
                Some(term) => xml.empty("category", &[("term", term), ("label", &tag.name)]),
                None => xml.empty("category", &[("term", &tag.name)]),
            }
        }
        write_body(xml, entry);
        if let Some(rights) = &entry.rights {
            xml.text("rights", &[], rights);
        }
        match &entry.source {
            Some(source) => write_original_source(xml, source),
            None => write_source(xml, info, &entry.feed),
        }
    });
}

/// The whole content, else the excerpt: as summary of what the link leads to, or as content where there is no link (an
/// entry needs one of the two, RFC 4287 §4.1.2).
fn write_body(xml: &mut Xml, entry: &EntryView) {
    match &entry.content {
        Some(content) => xml.text("content", HTML, content.as_str()),
        None if entry.url.is_none() => xml.text("content", &[], &entry.excerpt),
        None if entry.excerpt.is_empty() => {}
        None => xml.text("summary", &[], &entry.excerpt),
    }
}

/// An entry needs an author of its own: the feed's is the planet's.
fn write_authors(xml: &mut Xml, entry: &EntryView) {
    for author in &entry.authors {
        xml.element("author", &[], |xml| {
            xml.text("name", &[], &author.name);
            if let Some(url) = &author.url {
                xml.text("uri", &[], url);
            }
        });
    }
    if entry.authors.is_empty() {
        xml.element("author", &[], |xml| xml.text("name", &[], &entry.feed.name));
    }
}

/// The followed feed as the source of its entry (RFC 4287 §4.2.11). Its `updated` is its newest entry's date.
fn write_source(xml: &mut Xml, info: &SiteInfo, feed: &FeedView) {
    xml.element("source", &[], |xml| {
        xml.text("id", &[], &feed_id(info, feed));
        xml.text("title", &[], feed_title(feed));
        if let Some(subtitle) = &feed.subtitle {
            xml.text("subtitle", &[], subtitle);
        }
        if let Some(updated) = feed.last_entry.as_deref().and_then(date) {
            xml.text("updated", &[], &rfc3339(updated));
        }
        if let Some(home) = &feed.home {
            link(xml, "alternate", Some("text/html"), home);
        }
        if let Some(url) = &feed.url {
            link(xml, "self", None, url);
        }
        if let Some(avatar) = &feed.avatar {
            xml.text("icon", &[], &absolute(info, avatar));
        }
        if let Some(rights) = &feed.rights {
            xml.text("rights", &[], rights);
        }
    });
}

/// The source that the entry already had: an aggregate that we follow is not where it comes from.
fn write_original_source(xml: &mut Xml, source: &SourceView) {
    xml.element("source", &[], |xml| {
        if let Some(url) = &source.url {
            xml.text("id", &[], url);
        }
        if let Some(title) = &source.title {
            xml.text("title", &[], title);
        }
        if let Some(url) = &source.url {
            link(xml, "alternate", Some("text/html"), url);
        }
    });
}

pub(super) const HTML: Attributes<'static> = &[("type", "html")];

pub(super) fn link(xml: &mut Xml, rel: &str, media_type: Option<&str>, href: &str) {
    let mut attributes = vec![("rel", rel)];
    attributes.extend(media_type.map(|value| ("type", value)));
    attributes.push(("href", href));
    xml.empty("link", &attributes);
}
