//! A normalized feed as the store takes it: keys, hashes and records made ahead, by whoever read the feed, so that the
//! one thread that writes does nothing but write.

use std::collections::HashSet;

use crate::{
    feed::{Entry, Feed, Person, Text, Timestamp},
    html,
    normalize::web_url,
    store::{
        identity,
        record::{Record, Shape, StoredSource, StoredText},
    },
};

/// Characters that are kept of what a feed says of itself.
const SAID_CHARS: usize = 1_000;

/// Characters of the excerpt that is kept beside each entry.
const EXCERPT_CHARS: usize = 300;

/// A feed, ready to be merged.
#[derive(Debug, Clone, Default)]
pub struct Prepared {
    /// Its own id.
    pub own_id: Option<String>,
    /// Its title as text.
    pub title: Option<String>,
    /// Its subtitle as text.
    pub subtitle: Option<String>,
    /// Its home page.
    pub home: Option<String>,
    /// Its language.
    pub language: Option<String>,
    /// Its own idea of its address.
    pub self_link: Option<String>,
    /// Its icon.
    pub icon: Option<String>,
    /// Its rights as text.
    pub rights: Option<String>,
    /// How many entries the document holds.
    pub seen: usize,
    /// The entries in document order, each once.
    pub(crate) entries: Vec<PreparedEntry>,
}

#[derive(Debug, Clone)]
pub(crate) struct PreparedEntry {
    pub(crate) id: String,
    pub(crate) link_key: Option<i64>,
    pub(crate) text_key: i64,
    pub(crate) hash: i64,
    pub(crate) published: Option<Timestamp>,
    pub(crate) updated: Option<Timestamp>,
    pub(crate) record: String,
    pub(crate) summary: Option<String>,
    pub(crate) content: Option<String>,
}

/// An entry as whoever looks at its feed knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its title as text.
    pub title: Option<String>,
    /// When it was published, else updated.
    pub date: Option<Timestamp>,
    /// Its permalink, http(s).
    pub permalink: Option<String>,
}

impl Prepared {
    /// The newest `count` entries; those without a date keep their order behind the others.
    pub fn newest(&self, count: usize) -> Vec<Post> {
        let mut entries: Vec<&PreparedEntry> = self.entries.iter().collect();
        entries.sort_by_key(|entry| std::cmp::Reverse(entry.date()));
        entries
            .into_iter()
            .take(count)
            .map(PreparedEntry::post)
            .collect()
    }

    /// The date of each entry that has one, when it was published or else updated.
    pub fn dates(&self) -> impl Iterator<Item = Timestamp> {
        self.entries.iter().filter_map(PreparedEntry::date)
    }

    /// What tells an entry from those of other blogs: its permalink, unless several entries have it.
    pub fn links(&self) -> impl Iterator<Item = i64> {
        self.entries.iter().filter_map(|entry| entry.link_key)
    }

    /// Without the texts of its entries, by far the most of it.
    #[must_use]
    pub fn without_texts(mut self) -> Self {
        for entry in &mut self.entries {
            entry.summary = None;
            entry.content = None;
        }
        self
    }
}

impl PreparedEntry {
    fn date(&self) -> Option<Timestamp> {
        self.published.or(self.updated)
    }

    /// Record, summary and content.
    pub(crate) fn said(&self) -> (&str, Option<&str>, Option<&str>) {
        (
            &self.record,
            self.summary.as_deref(),
            self.content.as_deref(),
        )
    }

    fn post(&self) -> Post {
        // It was written a moment ago.
        let record: Record = serde_json::from_str(&self.record).unwrap_or_default();
        let title = record.title.map(|title| one_line(&title.text()));
        Post {
            title: title.filter(|title| !title.is_empty()),
            date: self.date(),
            permalink: record.permalink.as_deref().and_then(web_url),
        }
    }
}

/// Makes everything that a merge needs of `feed`.
pub fn prepare(feed: Feed) -> Prepared {
    let keys = identity::keys(&feed.entries);
    let seen = feed.entries.len();
    let links = link_keys(&feed);
    let entries = feed
        .entries
        .into_iter()
        .zip(keys.into_iter().zip(links))
        .filter_map(|(entry, (key, link))| Some(prepare_entry(entry, key?, link)))
        .collect();
    // It is told with every post that others take from the planet's own feeds.
    let said = |text: &Option<Text>| {
        let text = text.as_ref().map(one_line)?;
        Some(html::shorten(&text, SAID_CHARS))
    };
    let link = |relation: &str| {
        feed.links
            .iter()
            .filter(|link| link.rel == relation)
            .find_map(|link| web_url(&link.href))
    };
    Prepared {
        own_id: feed.id,
        title: said(&feed.title),
        subtitle: said(&feed.subtitle),
        self_link: link("self"),
        home: feed.link,
        language: feed.language,
        icon: feed.icon.or(feed.logo),
        rights: said(&feed.rights),
        seen,
        entries,
    }
}

/// The link of each entry, unless it says nothing about which post that is: that of the blog itself, and those that several
/// entries have.
fn link_keys(feed: &Feed) -> Vec<Option<i64>> {
    let key = |link: &Option<String>| link.as_deref().and_then(identity::link_key);
    let mut links: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| key(&entry.permalink))
        .collect();
    let mut seen = HashSet::new();
    let twice = links.iter().flatten().filter(|link| !seen.insert(**link));
    let shared: HashSet<i64> = key(&feed.link).into_iter().chain(twice.copied()).collect();
    for link in &mut links {
        *link = link.filter(|link| !shared.contains(link));
    }
    links
}

/// A title or subtitle as text.
fn one_line(text: &Text) -> String {
    match text {
        Text::Plain(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Text::Html(html) => html::plain_text(&html.markup),
    }
}

fn prepare_entry(entry: Entry, id: String, link_key: Option<i64>) -> PreparedEntry {
    let excerpt = excerpt(&entry);
    let record = Record {
        title: entry.title.as_ref().map(StoredText::of),
        permalink: entry.permalink,
        excerpt,
        summary: entry.summary.as_ref().map(Shape::of),
        content: entry
            .content
            .as_ref()
            .map(|content| Shape::of(&content.text)),
        content_src: entry
            .content
            .as_ref()
            .and_then(|content| content.src.clone()),
        authors: entry.authors.into_iter().map(without_blanks).collect(),
        categories: entry.categories,
        enclosures: entry.enclosures,
        thumbnail: entry.thumbnail,
        comments: entry.comments,
        rights: entry.rights.as_ref().map(StoredText::of),
        language: entry.language,
        source: entry.source.as_ref().map(StoredSource::of),
    };
    let content = entry.content.map(|content| content.text.into_value());
    let content = content.filter(|text| !text.is_empty());
    let summary = entry.summary.map(Text::into_value);
    let title = record
        .title
        .as_ref()
        .map_or("", |title| title.value.as_str());
    let text = content
        .as_deref()
        .or(summary.as_deref())
        .unwrap_or_default();
    // By far the longest of what is hashed: once for both keys.
    let text_hash = blake3::hash(text.as_bytes());
    let text_key = if text.is_empty() {
        // Those of a title alone may have the same every week, and those of nothing have; they are told apart by their ids.
        hash(&[b"", b"", id.as_bytes()])
    } else {
        hash(&[title.as_bytes(), text_hash.as_bytes()])
    };
    // Strings and options of strings cannot fail to serialize.
    let json = serde_json::to_string(&record).unwrap_or_default();
    let seconds = |date: Option<Timestamp>| date.map_or(i64::MIN, |date| date.timestamp());
    let summary_beside = summary.as_deref().filter(|_| content.is_some());
    PreparedEntry {
        hash: hash(&[
            json.as_bytes(),
            &seconds(entry.published).to_le_bytes(),
            &seconds(entry.updated).to_le_bytes(),
            summary_beside.unwrap_or_default().as_bytes(),
            text_hash.as_bytes(),
        ]),
        link_key,
        text_key,
        id,
        published: entry.published,
        updated: entry.updated,
        record: json,
        summary,
        content,
    }
}

/// The columns of an entry's body: record, summary, content.
pub(crate) fn body(entry: Entry) -> (String, Option<String>, Option<String>) {
    let prepared = prepare_entry(entry, String::new(), None);
    (prepared.record, prepared.summary, prepared.content)
}

/// The first words of the content, else of the summary. Many posts begin with their own title, which stands above the
/// excerpt anyway.
fn excerpt(entry: &Entry) -> String {
    let title = entry.title.as_ref().map(one_line).unwrap_or_default();
    let room = EXCERPT_CHARS + title.chars().count();
    let content = entry.content.as_ref().map(|content| &content.text);
    let words = match content.or(entry.summary.as_ref()) {
        Some(Text::Plain(text)) => html::beginning_of_text(text, room),
        Some(Text::Html(html)) => html::beginning(&html.markup, room),
        None => return String::new(),
    };
    let rest = words.strip_prefix(title.as_str()).unwrap_or(&words);
    html::shorten(rest.trim_start(), EXCERPT_CHARS)
}

fn without_blanks(person: Person) -> Person {
    let filled = |field: Option<String>| {
        field
            .map(|text| text.trim().to_owned())
            .filter(|text| !text.is_empty())
    };
    Person {
        name: filled(person.name),
        email: filled(person.email),
        uri: filled(person.uri),
    }
}

fn hash(parts: &[&[u8]]) -> i64 {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes()).update(part);
    }
    identity::number(&hasher)
}
