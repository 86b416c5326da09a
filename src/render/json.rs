//! The newest entries as JSON Feed 1.1, `/feed.json` (<https://jsonfeed.org/version/1.1>).
//!
//! Each item carries the extension `_planet`, which says where it is from:
//!
//! | key | value |
//! |---|---|
//! | `about` | the address of this page |
//! | `source_title` | title of the feed that the item was read in |
//! | `source_feed_url` | its address; `null` for a feed that is not public |
//! | `source_home` | the home page of the blog; `null` where unknown |

use serde::Serialize;

use crate::{
    render::fields::{
        Syndicated, changed, feed_title, ids, is_plain_id, language, media_type, published,
        rfc3339, river_date,
    },
    sanitize::SafeHtml,
    site::{EnclosureView, EntryView},
};

/// Where the extension is explained: this module's documentation.
const ABOUT: &str = "https://docs.rs/planetfeed/latest/planet/render/json/";

/// Writes the feed, indented, with its keys in the order of the specification.
pub fn render(feed: &Syndicated<'_>) -> Vec<u8> {
    let info = feed.info;
    let items = feed.entries.iter().zip(ids(feed, is_plain_id));
    let document = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: feed.title,
        home_page_url: feed.url(),
        feed_url: feed.file("feed.json"),
        description: Some(feed.description).filter(|text| !text.is_empty()),
        authors: vec![Author {
            name: info.owner.name.as_ref().unwrap_or(&info.title),
            url: info.owner.url.as_deref(),
        }],
        language: language(Some(&info.language)),
        hubs: info
            .hubs
            .iter()
            .map(|url| Hub {
                kind: "WebSub",
                url,
            })
            .collect(),
        items: items.map(|(entry, id)| item(entry, id)).collect(),
    };
    to_bytes(&document)
}

/// JSON as planet writes it: indented, with a final line end.
pub(super) fn to_bytes(value: &impl Serialize) -> Vec<u8> {
    let mut text = to_text(value);
    text.push('\n');
    text.into_bytes()
}

/// The same without the line end.
pub(super) fn to_text(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).expect("structs of strings and numbers are valid JSON")
}

#[derive(Serialize)]
#[expect(
    clippy::struct_field_names,
    reason = "the specification names the fields"
)]
struct Feed<'a> {
    version: &'static str,
    title: &'a str,
    home_page_url: String,
    feed_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hubs: Vec<Hub<'a>>,
    items: Vec<Item<'a>>,
}

#[derive(Serialize)]
struct Hub<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    url: &'a str,
}

#[derive(Serialize)]
struct Item<'a> {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_html: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    content_text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<&'a str>,
    date_published: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date_modified: Option<String>,
    authors: Vec<Author<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    attachments: Vec<Attachment<'a>>,
    #[serde(rename = "_planet")]
    planet: Planet<'a>,
}

#[derive(Serialize)]
struct Author<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

/// Without a title: attachments of one title are taken for versions of one another.
#[derive(Serialize)]
struct Attachment<'a> {
    url: &'a str,
    mime_type: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    size_in_bytes: Option<u64>,
}

#[derive(Serialize)]
struct Planet<'a> {
    about: &'static str,
    source_title: &'a str,
    source_feed_url: Option<&'a str>,
    source_home: Option<&'a str>,
}

/// An item needs its content as HTML or as text; the excerpt is the summary of the one, or is the other.
fn item(entry: &EntryView, id: String) -> Item<'_> {
    let content_html = entry.content.as_ref().map(SafeHtml::as_str);
    let (content_text, summary) = match content_html {
        Some(_) => (None, Some(&*entry.excerpt).filter(|text| !text.is_empty())),
        None => (Some(&*entry.excerpt), None),
    };
    let feed = &entry.feed;
    Item {
        id,
        url: entry.url.as_deref(),
        title: entry.title.as_deref(),
        content_html,
        content_text,
        summary,
        date_published: rfc3339(published(entry).unwrap_or_else(|| river_date(entry))),
        date_modified: changed(entry).map(rfc3339),
        authors: authors(entry),
        tags: entry.tags.iter().map(|tag| tag.name.as_str()).collect(),
        language: language(entry.language.as_deref()),
        attachments: entry.enclosures.iter().map(attachment).collect(),
        planet: Planet {
            about: ABOUT,
            source_title: feed_title(feed),
            source_feed_url: feed.url.as_deref(),
            source_home: feed.home.as_deref(),
        },
    }
}

fn authors(entry: &EntryView) -> Vec<Author<'_>> {
    if entry.authors.is_empty() {
        let (name, url) = (&*entry.feed.name, entry.feed.home.as_deref());
        return vec![Author { name, url }];
    }
    let authors = entry.authors.iter();
    authors
        .map(|author| Author {
            name: &author.name,
            url: author.url.as_deref(),
        })
        .collect()
}

fn attachment(enclosure: &EnclosureView) -> Attachment<'_> {
    Attachment {
        url: &enclosure.url,
        mime_type: media_type(&enclosure.media_type).unwrap_or("application/octet-stream"),
        size_in_bytes: enclosure.length,
    }
}
