//! The one model that every feed format becomes, in RFC 4287's words.
//!
//! No behavior beyond construction lives here: `parse` and `normalize` fill these types, `store` remembers them,
//! `sanitize` turns their [`RawHtml`] into something a page may show.

use std::sync::Arc;

use chrono::{DateTime, Utc};

/// A moment in UTC; feeds are read to the second.
pub type Timestamp = DateTime<Utc>;

/// The years a feed can plausibly speak of: old letters are published too, but programs write the years 1 and 1601 for
/// "never".
pub(crate) const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// The longest address that a page links to, in bytes as it is written: all should understand one of 8,000 (RFC 9110 §4.1), servers
/// and proxies cut longer ones off, and each stands on some twenty pages.
pub(crate) const LONGEST_ADDRESS: usize = 8192;

/// Longer addresses are no base: it is repeated in whatever is resolved against it, and remembered with every text, so that a long
/// one would take quadratic memory.
pub(crate) const LONGEST_BASE: usize = 1024;

/// The longest host of an address with its credentials and port, in bytes as it is written: DNS knows none of more than 253, and
/// it takes quadratic time to find out that one of other letters is none.
const LONGEST_HOST: usize = 512;

/// Whether an address, or a reference to one, can have the host that it names. Ask before `Url::parse`, which is slow to tell.
pub(crate) fn has_possible_host(address: &str) -> bool {
    const SLASHES: [char; 2] = ['/', '\\'];
    let address = address.trim_start();
    let is_web = |scheme: &str| {
        ["http", "https"]
            .iter()
            .any(|web| scheme.eq_ignore_ascii_case(web))
    };
    let authority = match address.split_once(':') {
        // With however many slashes.
        Some((scheme, rest)) if is_web(scheme) => rest,
        _ if address.starts_with("//") || address.starts_with("\\\\") => address,
        _ => return true,
    };
    let host = authority.trim_start_matches(SLASHES);
    let end = host.find(['/', '\\', '?', '#']).unwrap_or(host.len());
    end <= LONGEST_HOST
}

/// Markup exactly as a feed gave it: hostile until `sanitize` has made a `SafeHtml` of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawHtml {
    /// The markup.
    pub markup: String,
    /// The absolute URL that relative references in the markup resolve against (`xml:base`, else the entry's link,
    /// else the feed's URL); `None` when none is known.
    pub base: Option<Arc<str>>,
}

/// A text construct (RFC 4287 §3.1): plain characters, or markup.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Text {
    /// Characters, to be escaped by whoever prints them.
    Plain(String),
    /// Markup (`type="html"` and `type="xhtml"`, and what RSS puts into `description`).
    Html(RawHtml),
}

impl Text {
    /// The characters or the markup, whichever it is.
    pub fn value(&self) -> &str {
        match self {
            Self::Plain(text) => text,
            Self::Html(html) => &html.markup,
        }
    }

    /// The characters or the markup, without a copy.
    pub fn into_value(self) -> String {
        match self {
            Self::Plain(text) => text,
            Self::Html(html) => html.markup,
        }
    }
}

/// A person construct (RFC 4287 §3.2). At least one field is present.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Person {
    /// Human-readable name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// E-mail address; never published by planet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// Home page of the person, absolute.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
}

/// A category (RFC 4287 §4.2.2; RSS `category`, `dc:subject`; JSON Feed `tags`).
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Category {
    /// The category itself.
    pub term: String,
    /// The scheme (Atom) or domain (RSS) it belongs to.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub scheme: Option<String>,
    /// Human-readable label, where it differs from the term.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
}

/// A link (RFC 4287 §4.2.7), resolved against its base where one is known.
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Link {
    /// The address.
    pub href: String,
    /// Link relation; `alternate` where the feed gives none.
    pub rel: String,
    /// Advisory media type (`type`).
    pub media_type: Option<String>,
    /// Human-readable title.
    pub title: Option<String>,
    /// Language of the target.
    pub hreflang: Option<String>,
    /// Advisory length in bytes.
    pub length: Option<u64>,
}

/// A file attached to an entry (Atom `link rel=enclosure`, RSS `enclosure`, JSON Feed `attachments`, `media:content`).
#[derive(Debug, Clone, PartialEq, Eq, Default, serde::Serialize, serde::Deserialize)]
pub struct Enclosure {
    /// Where the file is, absolute.
    pub url: String,
    /// Media type, as the feed gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub media_type: Option<String>,
    /// Length in bytes, as the feed gives it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub length: Option<u64>,
}

/// The body of an entry (RFC 4287 §4.1.3).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Content {
    /// The text or markup; empty when only `src` is given.
    pub text: Text,
    /// Where the content lives when it is not inline, absolute.
    pub src: Option<String>,
    /// Language of the content (`xml:lang`), where it is said on the content itself.
    pub language: Option<String>,
}

/// Where an entry came from, when its feed is itself an aggregate (`atom:source`, RSS `source`).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Source {
    /// The source feed's id.
    pub id: Option<String>,
    /// Its title.
    pub title: Option<Text>,
    /// Its subtitle.
    pub subtitle: Option<Text>,
    /// Its home page, absolute.
    pub link: Option<String>,
    /// All its links.
    pub links: Vec<Link>,
    /// When it last changed.
    pub updated: Option<Timestamp>,
    /// Its authors, who are the entry's when the entry names none (RFC 4287 §4.2.1).
    pub authors: Vec<Person>,
    /// Its contributors.
    pub contributors: Vec<Person>,
    /// Its categories.
    pub categories: Vec<Category>,
    /// Its rights.
    pub rights: Option<Text>,
}

/// A feed, normalized: what one document said, with ids and links settled.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Feed {
    /// The feed's own id (`atom:id`, `rdf:about`); never planet's identity of the feed, which is its configured URL.
    pub id: Option<String>,
    /// Title.
    pub title: Option<Text>,
    /// Subtitle (RSS `description`).
    pub subtitle: Option<Text>,
    /// The home page: the alternate link, absolute where a base is known.
    pub link: Option<String>,
    /// Every link of the feed, in document order.
    pub links: Vec<Link>,
    /// When the feed says it last changed.
    pub updated: Option<Timestamp>,
    /// When the feed says it was published.
    pub published: Option<Timestamp>,
    /// Language tag, as given.
    pub language: Option<String>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Rights (RSS `copyright`).
    pub rights: Option<Text>,
    /// The program that made it.
    pub generator: Option<String>,
    /// Square icon, absolute.
    pub icon: Option<String>,
    /// Wide image (RSS `image`), absolute.
    pub logo: Option<String>,
    /// How long the feed asks to be cached, in minutes (RSS `ttl`, `sy:updatePeriod`).
    pub ttl: Option<u32>,
    /// The entries, in document order.
    pub entries: Vec<Entry>,
}

/// One entry of a feed, normalized.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// The entry's id as published (trimmed, not resolved); where there is none, the link, else a hash of its text.
    pub id: String,
    /// Whether planet had to make the id.
    pub id_generated: bool,
    /// Title.
    pub title: Option<Text>,
    /// The permalink: the entry's resolved alternate link.
    pub permalink: Option<String>,
    /// Every link of the entry, in document order.
    pub links: Vec<Link>,
    /// First publication (RSS `pubDate`, Atom `published` and `issued`, `dc:date`).
    pub published: Option<Timestamp>,
    /// Last significant change (Atom `updated` and `modified`).
    pub updated: Option<Timestamp>,
    /// Summary (Atom `summary`, RSS `description`).
    pub summary: Option<Text>,
    /// Content (Atom `content`, `content:encoded`, JSON Feed `content_html`).
    pub content: Option<Content>,
    /// Authors: the entry's own, else its source's, else (Atom, JSON Feed) the feed's.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Enclosures.
    pub enclosures: Vec<Enclosure>,
    /// A picture that stands for the entry, absolute.
    pub thumbnail: Option<String>,
    /// Where people comment on it, absolute.
    pub comments: Option<String>,
    /// Rights.
    pub rights: Option<Text>,
    /// Language tag: the entry's own, else the feed's.
    pub language: Option<String>,
    /// The feed it was taken from, when that is not the feed it was read in.
    pub source: Option<Source>,
}

#[cfg(test)]
mod tests {
    use crate::feed::has_possible_host;

    #[test]
    fn no_host_is_longer_than_names_are_however_it_is_written() {
        let long = "漢".repeat(400);
        for before in [
            "http://",
            "https:",
            "https:////",
            "HTTP:\\\\",
            "//",
            " https://u:p@",
        ] {
            let address = format!("{before}{long}/");
            assert!(!has_possible_host(&address), "{before}");
            assert!(has_possible_host(&format!("{before}a.example/{long}")));
        }
        for other in [
            format!("/{long}//{long}"),
            format!("mailto:{long}"),
            format!("?u=https://{long}"),
            long,
        ] {
            assert!(has_possible_host(&other), "{other}");
        }
    }
}
