//! JSON Feed 1 and 1.1: every field for itself, so that one of the wrong type spoils nothing but itself.

mod bounded;
mod mend;

use serde_json::{Map, Value};
use url::Url;

use crate::{
    error::{Problem, ProblemKind},
    feed::{Category, Content, Enclosure, Link, Person, RawHtml, Text},
    parse::{
        ParsedEntry, ParsedFeed, Place, Repair, Version, date::Clock, decode::scrub,
        repairs::place, tolerant::person::add as add_person, values,
    },
};

/// Entries of one document; further ones are not read.
const MAX_ENTRIES: usize = 5_000;

/// Reads a JSON Feed. Of one that is cut off, the complete items are read.
///
/// # Errors
/// A problem of kind `json` when it is no JSON, or JSON that is no feed.
pub(super) fn read(text: &str, url: Option<&str>) -> Result<ParsedFeed, Problem> {
    let (value, repairs, first_repair) = value(text)?;
    let refused = || {
        Problem::new(
            ProblemKind::Json,
            "the document is JSON, but not a JSON Feed",
        )
    };
    let object = value.as_object().ok_or_else(refused)?;
    let version = version(object).ok_or_else(refused)?;
    let base = url.and_then(|url| values::base(Url::parse(url).ok()?));
    let clock = Clock::default();
    let mut read = feed(object, version, base.as_ref(), &clock);
    if clock.adjust() {
        read = feed(object, version, base.as_ref(), &clock);
    }
    read.repairs.extend(repairs);
    read.first_repair = first_repair;
    Ok(read)
}

/// The value that the document is, what had to be mended for it, and where.
fn value(text: &str) -> Result<(Value, Vec<Repair>, Option<Place>), Problem> {
    let too_deep = |exceeded: bool| exceeded.then_some(Repair::TooDeep);
    // What is white space elsewhere is none in JSON.
    let start = text.trim_start();
    let broken = match bounded::read(start) {
        Ok((value, exceeded)) => return Ok((value, Vec::from_iter(too_deep(exceeded)), None)),
        Err(error) => error,
    };
    if broken.is_eof()
        && let Some(closed) = mend::close(start)
        && let Ok((value, exceeded)) = bounded::read(&closed)
    {
        let repairs = too_deep(exceeded).into_iter().chain([Repair::Truncated]);
        return Ok((value, repairs.collect(), Some(place(text, text.len()))));
    }
    Err(Problem::new(
        ProblemKind::Json,
        format!("the document is not valid JSON: {broken}"),
    ))
}

/// The version that the object states; 1 for what has a feed's title and items without saying so.
fn version(object: &Map<String, Value>) -> Option<Version> {
    let items = object.get("items").is_some_and(Value::is_array);
    match object.get("version").and_then(Value::as_str) {
        Some(version) if version.contains("jsonfeed.org/version/1.1") => Some(Version::Json11),
        Some(version) if version.contains("jsonfeed.org/version/") => Some(Version::Json1),
        _ => (items && object.get("title").is_some_and(Value::is_string)).then_some(Version::Json1),
    }
}

fn feed(
    object: &Map<String, Value>,
    version: Version,
    base: Option<&Url>,
    clock: &Clock,
) -> ParsedFeed {
    let address = |name: &str| address(object, name, base);
    let mut feed = ParsedFeed {
        version,
        title: string(object, "title").map(Text::Plain),
        subtitle: string(object, "description").map(Text::Plain),
        language: string(object, "language").and_then(|tag| values::language(&tag)),
        authors: people(object, base),
        icon: address("favicon"),
        logo: address("icon"),
        ..ParsedFeed::empty()
    };
    for (name, rel) in [
        ("home_page_url", "alternate"),
        ("feed_url", "self"),
        ("next_url", "next"),
    ] {
        feed.links.extend(address(name).map(|href| link(href, rel)));
    }
    let items = list(object, "items");
    if items.len() > MAX_ENTRIES {
        feed.repairs.push(Repair::TooDeep);
    }
    feed.entries = items
        .iter()
        .take(MAX_ENTRIES)
        .filter_map(Value::as_object)
        .map(|item| entry(item, base, clock))
        .collect();
    feed
}

fn entry(item: &Map<String, Value>, base: Option<&Url>, clock: &Clock) -> ParsedEntry {
    let content = string(item, "content_html")
        .map(|markup| Text::Html(RawHtml { markup, base: None }))
        .or_else(|| string(item, "content_text").map(Text::Plain));
    // As text, or as a number of seconds or milliseconds.
    let moment = |name: &str| clock.read(&string(item, name)?);
    let mut entry = ParsedEntry {
        id: string(item, "id"),
        id_is_permalink: true,
        title: string(item, "title").map(Text::Plain),
        published: moment("date_published"),
        updated: moment("date_modified"),
        summary: string(item, "summary").map(Text::Plain),
        content: content.map(|text| Content {
            text,
            src: None,
            language: None,
        }),
        authors: people(item, base),
        categories: list(item, "tags")
            .iter()
            .filter_map(scalar)
            .map(category)
            .take(values::MAX_LIST + 1)
            .collect(),
        thumbnail: address(item, "image", base).or_else(|| address(item, "banner_image", base)),
        language: string(item, "language").and_then(|tag| values::language(&tag)),
        ..ParsedEntry::default()
    };
    for (name, rel) in [("url", "alternate"), ("external_url", "related")] {
        entry
            .links
            .extend(address(item, name, base).map(|href| link(href, rel)));
    }
    // An entry without a page of its own is about the page it points to.
    if entry.links.iter().all(|link| link.rel != "alternate") {
        entry
            .links
            .extend(address(item, "external_url", base).map(|href| link(href, "alternate")));
    }
    for attachment in list(item, "attachments")
        .iter()
        .filter_map(Value::as_object)
    {
        let enclosure = address(attachment, "url", base).map(|url| Enclosure {
            url,
            media_type: string(attachment, "mime_type"),
            length: attachment.get("size_in_bytes").and_then(Value::as_u64),
        });
        values::extend(&mut entry.enclosures, enclosure);
    }
    entry.settle();
    entry
}

/// `authors` (1.1) and `author` (1), both in either version; a name alone is taken for a person.
fn people(object: &Map<String, Value>, base: Option<&Url>) -> Vec<Person> {
    let mut people = Vec::new();
    for value in list(object, "authors").iter().chain(object.get("author")) {
        if let Some(found) = person(value, base) {
            add_person(&mut people, found);
        }
    }
    people
}

fn person(value: &Value, base: Option<&Url>) -> Option<Person> {
    let person = match value {
        Value::Object(object) => Person {
            name: string(object, "name"),
            email: None,
            uri: address(object, "url", base),
        },
        _ => Person {
            name: scalar(value),
            ..Person::default()
        },
    };
    (person != Person::default()).then_some(person)
}

fn category(term: String) -> Category {
    Category {
        term,
        ..Category::default()
    }
}

fn link(href: String, rel: &str) -> Link {
    Link {
        href,
        rel: rel.to_owned(),
        ..Link::default()
    }
}

fn address(object: &Map<String, Value>, name: &str, base: Option<&Url>) -> Option<String> {
    values::resolve(&string(object, name)?, base)
}

fn list<'a>(object: &'a Map<String, Value>, name: &str) -> &'a [Value] {
    object
        .get(name)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn string(object: &Map<String, Value>, name: &str) -> Option<String> {
    scalar(object.get(name)?)
}

/// A string, or a number as the text it is (ids are sometimes numbers); `None` when nothing is left but blanks.
fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => values::trimmed(scrub(text.clone())),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
