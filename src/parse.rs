//! Bytes to [`ParsedFeed`]: decode, then read, whatever the format and whatever is broken in it.
//!
//! Nothing is decided here about what an entry means to a planet; that is `normalize`. Each step can also be had on its own:
//! [`decode`] makes text of bytes, [`tolerant`] reads it, [`date`] reads a date. [`strict`] is a second opinion, for tests.

pub mod date;
pub mod decode;
mod json;
mod judge;
mod repairs;
pub mod strict;
pub mod tolerant;
mod values;
mod verdict;
mod webpage;
mod written;

pub use self::{
    judge::refusal,
    verdict::{READER, malformed, mended, way_out},
    webpage::{Advertised, WEB_PAGE, advertised},
    written::{Meant, is_for_readers, meant},
};

#[cfg(test)]
mod tests;

use crate::{
    error::{Problem, ProblemKind},
    feed::{Category, Content, Enclosure, Link, Person, Source, Text, Timestamp},
};

/// What came over the wire, with what is known about it.
#[derive(Debug, Clone, Copy)]
pub struct Document<'a> {
    /// The body, never decoded.
    pub bytes: &'a [u8],
    /// The address it came from (after redirects, or Content-Location): the outermost base of relative references.
    pub url: Option<&'a str>,
    /// The Content-Type header, parameters and all.
    pub content_type: Option<&'a str>,
}

/// The format and version a document turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// RSS 0.90 (RDF).
    Rss090,
    /// RSS 0.91, Netscape's or Userland's.
    Rss091,
    /// RSS 0.92.
    Rss092,
    /// RSS 0.93.
    Rss093,
    /// RSS 0.94.
    Rss094,
    /// RSS 1.0 (RDF).
    Rss10,
    /// RSS 2.0.
    Rss20,
    /// RSS without a version, or with one nobody defined.
    Rss,
    /// Atom 0.3.
    Atom03,
    /// Atom 1.0 (RFC 4287).
    Atom10,
    /// Atom in a namespace nobody defined.
    Atom,
    /// JSON Feed 1.
    Json1,
    /// JSON Feed 1.1.
    Json11,
    /// Channel Definition Format.
    Cdf,
}

impl Version {
    /// The word of `inspect/1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rss090 => "rss090",
            Self::Rss091 => "rss091u",
            Self::Rss092 => "rss092",
            Self::Rss093 => "rss093",
            Self::Rss094 => "rss094",
            Self::Rss10 => "rss10",
            Self::Rss20 => "rss20",
            Self::Rss => "rss",
            Self::Atom03 => "atom03",
            Self::Atom10 => "atom10",
            Self::Atom => "atom",
            Self::Json1 => "json1",
            Self::Json11 => "json11",
            Self::Cdf => "cdf",
        }
    }

    /// Whether an entry without authors is by those of its feed (RFC 4287 §4.2.1, JSON Feed 1.1).
    pub fn inherits_authors(self) -> bool {
        matches!(
            self,
            Self::Atom03 | Self::Atom10 | Self::Atom | Self::Json1 | Self::Json11
        )
    }
}

/// Something the reader had to mend; the words are those of `inspect/1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Repair {
    /// The bytes were not in the encoding they claim.
    Encoding,
    /// Control characters that XML 1.0 forbids were dropped.
    ControlCharacters,
    /// Something stood before the document.
    LeadingJunk,
    /// Undefined or illegal entity and character references, bare `&`.
    Entities,
    /// Tags missing, mismatched or malformed.
    Tags,
    /// A CDATA section without end.
    UnclosedCdata,
    /// The document ends before its end.
    Truncated,
    /// Elements nested deeper than the limit, or more of something than the limit.
    TooDeep,
}

impl Repair {
    /// The word of `inspect/1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Encoding => "encoding",
            Self::ControlCharacters => "control-characters",
            Self::LeadingJunk => "leading-junk",
            Self::Entities => "entities",
            Self::Tags => "tags",
            Self::UnclosedCdata => "unclosed-cdata",
            Self::Truncated => "truncated",
            Self::TooDeep => "too-deep",
        }
    }
}

/// A feed as its document states it, in any of the formats. URLs are resolved where a base is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParsedFeed {
    /// The format and version.
    pub version: Version,
    /// Name of the encoding that the bytes were read as (WHATWG's).
    pub encoding: &'static str,
    /// What was mended, sorted, each once; empty for a clean feed.
    pub repairs: Vec<Repair>,
    /// Where the first repair was made.
    pub first_repair: Option<Place>,
    /// Feed id.
    pub id: Option<String>,
    /// Title.
    pub title: Option<Text>,
    /// Subtitle (RSS `description`).
    pub subtitle: Option<Text>,
    /// Links; `rel` is `alternate` where none is given.
    pub links: Vec<Link>,
    /// When the feed says it last changed.
    pub updated: Option<Timestamp>,
    /// When the feed says it was published.
    pub published: Option<Timestamp>,
    /// Language tag.
    pub language: Option<String>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Rights.
    pub rights: Option<Text>,
    /// Generator.
    pub generator: Option<String>,
    /// Icon.
    pub icon: Option<String>,
    /// Logo.
    pub logo: Option<String>,
    /// Minutes that the feed asks to be cached.
    pub ttl: Option<u32>,
    /// Entries in document order.
    pub entries: Vec<ParsedEntry>,
}

/// A place in a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// An entry as its document states it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ParsedEntry {
    /// guid, `atom:id`, `rdf:about`, JSON id, `dc:identifier`: trimmed, not resolved.
    pub id: Option<String>,
    /// Whether the id may serve as the link when there is no other: an RSS guid that is a permalink.
    pub id_is_permalink: bool,
    /// Title.
    pub title: Option<Text>,
    /// Links; `rel` is `alternate` where none is given.
    pub links: Vec<Link>,
    /// First publication.
    pub published: Option<Timestamp>,
    /// Last change.
    pub updated: Option<Timestamp>,
    /// Summary.
    pub summary: Option<Text>,
    /// Content.
    pub content: Option<Content>,
    /// The entry's own authors.
    pub authors: Vec<Person>,
    /// Contributors.
    pub contributors: Vec<Person>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Enclosures.
    pub enclosures: Vec<Enclosure>,
    /// Thumbnail.
    pub thumbnail: Option<String>,
    /// Comments page.
    pub comments: Option<String>,
    /// Rights.
    pub rights: Option<Text>,
    /// The entry's own language.
    pub language: Option<String>,
    /// Where it was taken from.
    pub source: Option<Source>,
}

impl ParsedFeed {
    /// A feed that says nothing.
    fn empty() -> Self {
        Self {
            version: Version::Rss,
            encoding: "UTF-8",
            repairs: Vec::new(),
            first_repair: None,
            id: None,
            title: None,
            subtitle: None,
            links: Vec::new(),
            updated: None,
            published: None,
            language: None,
            authors: Vec::new(),
            contributors: Vec::new(),
            categories: Vec::new(),
            rights: None,
            generator: None,
            icon: None,
            logo: None,
            ttl: None,
            entries: Vec::new(),
        }
    }

    /// Shortens every list that is too long, and tells whether there was one.
    fn shorten(&mut self) -> bool {
        let mut long = values::shorten(&mut self.links)
            | values::shorten(&mut self.authors)
            | values::shorten(&mut self.contributors)
            | values::shorten(&mut self.categories);
        for entry in &mut self.entries {
            long |= values::shorten(&mut entry.links)
                | values::shorten(&mut entry.authors)
                | values::shorten(&mut entry.contributors)
                | values::shorten(&mut entry.categories)
                | values::shorten(&mut entry.enclosures);
        }
        long
    }
}

impl ParsedEntry {
    /// Completes the entry from its own parts, and takes back what only counts where there is no alternate link, or where it differs from it.
    fn settle(&mut self) {
        let picture = |enclosure: &&Enclosure| {
            enclosure
                .media_type
                .as_deref()
                .is_some_and(|kind| kind.starts_with("image/"))
        };
        self.thumbnail = self
            .thumbnail
            .take()
            .or_else(|| Some(self.enclosures.iter().find(picture)?.url.clone()));
        self.id_is_permalink &= !self.links.iter().any(|link| link.rel == "alternate");
        let links = &self.links;
        self.comments = self
            .comments
            .take()
            .filter(|comments| !links.iter().any(|link| link.href == *comments));
    }
}

/// Reads a document of any format; never panics, whatever the bytes.
///
/// # Errors
/// A [`Problem`] of kind `empty`, `not-a-feed`, `web-page` (its message names the feeds that the page advertises) or `json`
/// when there is no feed to be had. A feed over the limits gives its first entries and the repair `too-deep`.
pub fn parse(document: Document<'_>) -> Result<ParsedFeed, Problem> {
    let decoded = decode::decode(document.bytes, document.content_type);
    let text = decoded.text.as_ref();
    let start = text.trim_start();
    if start.is_empty() {
        return Err(Problem::new(ProblemKind::Empty, "the document is empty"));
    }
    let mut feed = if start.starts_with(['{', '[']) {
        json::read(text, document.url)?
    } else {
        tolerant::read(text, document.url).ok_or_else(|| webpage::problem(text, document.url))?
    };
    if feed.shorten() {
        feed.repairs.push(Repair::TooDeep);
    }
    feed.encoding = decoded.encoding;
    feed.first_repair = feed
        .first_repair
        .into_iter()
        .chain(decoded.first_repair)
        .min();
    feed.repairs.extend(decoded.repairs);
    feed.repairs.sort_unstable();
    feed.repairs.dedup();
    Ok(feed)
}
