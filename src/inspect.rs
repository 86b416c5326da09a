//! `inspect/1`: what planet understood of a document, as JSON (one document, or one line for each of many).

use std::{
    fs::File,
    io::{self, BufRead, Read as _},
};

use chrono::SecondsFormat;
use serde_json::{Value, json};

use crate::{
    disk,
    error::{Problem, ProblemKind, in_words},
    feed::{Category, Entry, Feed, Link, Person, Source, Text, Timestamp},
    normalize::normalize,
    parse::{Document, Place, Repair, Version, parse},
    sanitize,
};

/// How a document was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Format and version.
    pub version: Version,
    /// The encoding that the bytes were read as.
    pub encoding: &'static str,
    /// What had to be mended.
    pub repairs: Vec<Repair>,
    /// Where the first of it was.
    pub first_repair: Option<Place>,
}

/// Reads a document as far as a [`Feed`].
///
/// # Errors
/// The [`Problem`] of a document without a feed.
pub fn read(document: Document<'_>) -> Result<(Reading, Feed), Problem> {
    let parsed = parse(document)?;
    let reading = Reading {
        version: parsed.version,
        encoding: parsed.encoding,
        repairs: parsed.repairs.clone(),
        first_repair: parsed.first_repair,
    };
    Ok((reading, normalize(parsed, document.url)))
}

/// Longer than any path and address.
const LONGEST_LINE: u64 = 1 << 20;

/// Answers each line `PATH TAB URL TAB CONTENT-TYPE` (the last two may be empty or missing) with the JSON of that document, of
/// which no more than `limit` bytes are read.
///
/// # Errors
/// When `input` cannot be read, or what `answer` returns; a file that cannot be read is an answer.
pub fn lines(
    mut input: impl BufRead,
    limit: u64,
    mut answer: impl FnMut(&Value) -> io::Result<()>,
) -> io::Result<()> {
    loop {
        let mut line = String::new();
        let length = input.by_ref().take(LONGEST_LINE).read_line(&mut line)?;
        if length == 0 {
            return Ok(());
        }
        if length as u64 == LONGEST_LINE && !line.ends_with('\n') {
            let message = "a line is longer than any path and address";
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let line = line.trim_end_matches(['\r', '\n']);
        let mut fields = line.split('\t');
        let path = fields.next().unwrap_or_default();
        let url = fields.next().filter(|url| !url.is_empty());
        let content_type = fields
            .next()
            .filter(|content_type| !content_type.is_empty());
        let result = match File::open(path).and_then(|file| disk::read_within(limit, file)) {
            Ok(Some(bytes)) => read(Document {
                bytes: &bytes,
                url,
                content_type,
            }),
            Ok(None) => Err(Problem::file_too_large(limit)),
            Err(error) => Err(Problem::new(
                ProblemKind::Io,
                format!("cannot read `{path}`: {}", in_words(&error)),
            )),
        };
        answer(&to_json(&result))?;
    }
}

/// The JSON of one document.
pub fn to_json(result: &Result<(Reading, Feed), Problem>) -> Value {
    match result {
        Ok((reading, feed)) => json!({
            "schema": "inspect/1",
            "ok": true,
            "error": null,
            "version": reading.version.as_str(),
            "encoding": reading.encoding,
            "repairs": reading.repairs.iter().map(|repair| repair.as_str()).collect::<Vec<_>>(),
            "first_repair": reading.first_repair.map(|place| json!({"line": place.line, "column": place.column})),
            "feed": feed_json(feed),
            "entries": feed.entries.iter().map(entry_json).collect::<Vec<_>>(),
        }),
        Err(problem) => json!({
            "schema": "inspect/1",
            "ok": false,
            "error": {"kind": problem.kind.as_str(), "message": problem.message},
            "version": null,
            "encoding": null,
            "repairs": [],
            "first_repair": null,
            "feed": null,
            "entries": [],
        }),
    }
}

fn feed_json(feed: &Feed) -> Value {
    json!({
        "id": feed.id,
        "title": text(feed.title.as_ref()),
        "subtitle": text(feed.subtitle.as_ref()),
        "link": feed.link,
        "links": links(&feed.links),
        "updated": moment(feed.updated),
        "published": moment(feed.published),
        "language": feed.language,
        "authors": people(&feed.authors),
        "contributors": people(&feed.contributors),
        "categories": categories(&feed.categories),
        "rights": text(feed.rights.as_ref()),
        "generator": feed.generator,
        "icon": feed.icon,
        "logo": feed.logo,
    })
}

fn entry_json(entry: &Entry) -> Value {
    let content = entry.content.as_ref().map(|content| {
        let mut value = text(Some(&content.text));
        if let Some(object) = value.as_object_mut() {
            object.insert("src".to_owned(), json!(content.src));
            object.insert("language".to_owned(), json!(content.language));
        }
        value
    });
    let enclosures: Vec<Value> = entry
        .enclosures
        .iter()
        .map(|enclosure| json!({"url": enclosure.url, "type": enclosure.media_type, "length": enclosure.length}))
        .collect();
    json!({
        "id": entry.id,
        "id_generated": entry.id_generated,
        "title": text(entry.title.as_ref()),
        "link": entry.permalink,
        "links": links(&entry.links),
        "published": moment(entry.published),
        "updated": moment(entry.updated),
        "summary": text(entry.summary.as_ref()),
        "content": content,
        "authors": people(&entry.authors),
        "contributors": people(&entry.contributors),
        "categories": categories(&entry.categories),
        "enclosures": enclosures,
        "thumbnail": entry.thumbnail,
        "comments": entry.comments,
        "rights": text(entry.rights.as_ref()),
        "language": entry.language,
        "source": entry.source.as_ref().map(source),
    })
}

fn source(source: &Source) -> Value {
    json!({
        "id": source.id,
        "title": text(source.title.as_ref()),
        "subtitle": text(source.subtitle.as_ref()),
        "link": source.link,
        "links": links(&source.links),
        "updated": moment(source.updated),
        "authors": people(&source.authors),
        "contributors": people(&source.contributors),
        "categories": categories(&source.categories),
        "rights": text(source.rights.as_ref()),
    })
}

fn text(text: Option<&Text>) -> Value {
    match text {
        None => Value::Null,
        Some(Text::Plain(value)) => json!({"type": "text", "value": value}),
        Some(Text::Html(html)) => {
            json!({"type": "html", "value": sanitize::as_said(html)})
        }
    }
}

fn links(links: &[Link]) -> Vec<Value> {
    let link = |link: &Link| {
        json!({
            "href": link.href,
            "rel": link.rel,
            "type": link.media_type,
            "title": link.title,
            "hreflang": link.hreflang,
            "length": link.length,
        })
    };
    links.iter().map(link).collect()
}

fn people(people: &[Person]) -> Vec<Value> {
    people
        .iter()
        .map(|person| json!({"name": person.name, "email": person.email, "uri": person.uri}))
        .collect()
}

fn categories(categories: &[Category]) -> Vec<Value> {
    categories
        .iter()
        .map(|category| json!({"term": category.term, "scheme": category.scheme, "label": category.label}))
        .collect()
}

fn moment(moment: Option<Timestamp>) -> Option<String> {
    moment.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}
