//! An entry as programs are given it and write it back: a line of JSON in the words of `inspect/1`, but with markup as the feed
//! has it. What comes back is as hostile as a feed.

use std::{collections::HashMap, sync::Arc};

use chrono::SecondsFormat;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    feed::{Category, Content, Enclosure, Entry, Person, RawHtml, Source, Text, Timestamp},
    filter::{Failure, program::Broken},
    store::{Body, Head, Verdict},
};

/// The most people, categories or files that an entry may have, as in feeds.
const MAX_LIST: usize = 256;

/// About how many bytes an entry has.
pub(super) fn length(body: &Body) -> usize {
    let texts = [&body.title, &body.summary, &body.content];
    texts
        .into_iter()
        .flatten()
        .map(|text| text.value().len())
        .sum()
}

/// The entries, a line each, with what is said of their feed.
pub(super) fn to_lines(entries: &[(Head, Body)], feed: &Value) -> String {
    let lines = entries.iter().map(|(head, body)| to_json(head, body, feed));
    lines.fold(String::new(), |lines, line| lines + &format!("{line}\n"))
}

fn to_json(head: &Head, body: &Body, feed: &Value) -> Value {
    let enclosures: Vec<Value> = body
        .enclosures
        .iter()
        .map(|enclosure| json!({"url": enclosure.url, "type": enclosure.media_type, "length": enclosure.length}))
        .collect();
    let source = body
        .source
        .as_ref()
        .map(|(title, link)| json!({"title": text(title.as_ref()), "link": link}));
    json!({
        "id": head.id,
        "title": text(body.title.as_ref()),
        "link": body.permalink,
        "published": moment(head.published),
        "updated": moment(head.updated),
        "summary": text(body.summary.as_ref()),
        "content": text(body.content.as_ref()),
        "authors": body.authors,
        "categories": body.categories,
        "enclosures": enclosures,
        "thumbnail": body.thumbnail,
        "comments": body.comments,
        "rights": text(body.rights.as_ref()),
        "language": body.language,
        "source": source,
        "feed": feed,
    })
}

fn text(text: Option<&Text>) -> Value {
    match text {
        None => Value::Null,
        Some(Text::Plain(value)) => json!({"type": "text", "value": value}),
        Some(Text::Html(html)) => json!({"type": "html", "value": html.markup}),
    }
}

fn moment(moment: Option<Timestamp>) -> Option<String> {
    moment.map(|moment| moment.to_rfc3339_opts(SecondsFormat::Secs, true))
}

/// What a program wrote that is no entry.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mistake {
    what: String,
    detail: Option<String>,
}

impl Mistake {
    /// The mistake as one of the program of this command.
    pub(super) fn of(self, command: &[String]) -> Broken {
        let program = command.first().map_or("", String::as_str);
        Broken {
            failure: Failure {
                message: format!("the filter `{program}` {}", self.what),
                said: self.detail,
            },
            is_slow: false,
        }
    }
}

/// What a program made of the entries that it was given, in their order; those that it left out are not there.
pub(super) fn read(written: &[u8], given: Vec<(Head, Body)>) -> Result<Vec<(Head, Body)>, Mistake> {
    let known: HashMap<&str, &Body> = given
        .iter()
        .map(|(head, body)| (head.id.as_str(), body))
        .collect();
    let mut made: HashMap<String, Body> = HashMap::new();
    for (index, line) in written.split(|byte| *byte == b'\n').enumerate() {
        if line.trim_ascii().is_empty() {
            continue;
        }
        let wrong = |what: &str, detail: Option<String>| Mistake {
            what: format!("wrote {what} (line {})", index + 1),
            detail,
        };
        let value: Value = serde_json::from_slice(line)
            .map_err(|error| wrong("what is no JSON", Some(error.to_string())))?;
        let Some(id) = value.get("id").and_then(Value::as_str) else {
            return Err(wrong("an entry without its `id`", None));
        };
        let Some(before) = known.get(id) else {
            return Err(wrong("an entry that it was not given", Some(id.to_owned())));
        };
        let written = Written::deserialize(&value)
            .map_err(|error| wrong("a value of the wrong kind", Some(error.to_string())))?;
        if made.insert(id.to_owned(), written.body(before)).is_some() {
            return Err(wrong("an entry twice", Some(id.to_owned())));
        }
    }
    let left = given
        .into_iter()
        .filter_map(|(head, _)| made.remove(&head.id).map(|body| (head, body)));
    Ok(left.collect())
}

/// What became of the entry whose feed has it as `said`.
pub(super) fn verdict(said: &Body, made: Option<Body>) -> Verdict {
    match made {
        None => Verdict::Dropped,
        Some(made) if made == *said => Verdict::Unchanged,
        Some(made) => Verdict::Changed(Box::new(as_entry(made))),
    }
}

/// A text as it may be written: with its type, or plain.
#[derive(Deserialize)]
#[serde(untagged)]
enum WrittenText {
    Plain(String),
    Typed {
        #[serde(rename = "type")]
        kind: Kind,
        value: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Text,
    Html,
}

#[derive(Deserialize)]
struct WrittenEnclosure {
    url: String,
    #[serde(rename = "type")]
    media_type: Option<String>,
    length: Option<u64>,
}

/// Everything of an entry that may be changed; a key that is not there is nothing, as `null` is.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Written {
    title: Option<WrittenText>,
    link: Option<String>,
    summary: Option<WrittenText>,
    content: Option<WrittenText>,
    authors: Option<Vec<Person>>,
    categories: Option<Vec<Category>>,
    enclosures: Option<Vec<WrittenEnclosure>>,
    thumbnail: Option<String>,
    comments: Option<String>,
    rights: Option<WrittenText>,
    language: Option<String>,
}

fn as_entry(body: Body) -> Entry {
    Entry {
        title: body.title,
        permalink: body.permalink,
        summary: body.summary,
        content: body.content.map(|text| Content {
            text,
            src: None,
            language: None,
        }),
        authors: body.authors,
        categories: body.categories,
        enclosures: body.enclosures,
        thumbnail: body.thumbnail,
        comments: body.comments,
        rights: body.rights,
        language: body.language,
        source: body.source.map(|(title, link)| Source {
            title,
            link,
            ..Source::default()
        }),
        ..Entry::default()
    }
}

impl Written {
    fn body(self, before: &Body) -> Body {
        let base_of = |text: Option<&Text>| match text {
            Some(Text::Html(html)) => html.base.clone(),
            _ => None,
        };
        // Relative addresses start where those of the feed did.
        let common = base_of(before.content.as_ref())
            .or_else(|| base_of(before.summary.as_ref()))
            .or_else(|| self.link.as_deref().map(Arc::from));
        let text = |written: Option<WrittenText>, before: Option<&Text>| {
            written.map(|written| match written {
                WrittenText::Plain(value)
                | WrittenText::Typed {
                    kind: Kind::Text,
                    value,
                } => Text::Plain(scrubbed(value)),
                WrittenText::Typed {
                    kind: Kind::Html,
                    value,
                } => Text::Html(RawHtml {
                    markup: scrubbed(value),
                    base: match before {
                        Some(Text::Html(html)) => html.base.clone(),
                        _ => common.clone(),
                    },
                }),
            })
        };
        let line = |text: Option<String>| text.map(scrubbed);
        let person = |person: Person| Person {
            name: line(person.name),
            email: line(person.email),
            uri: line(person.uri),
        };
        let category = |category: Category| Category {
            term: scrubbed(category.term),
            scheme: line(category.scheme),
            label: line(category.label),
        };
        let enclosure = |enclosure: WrittenEnclosure| Enclosure {
            url: scrubbed(enclosure.url),
            media_type: line(enclosure.media_type),
            length: enclosure.length,
        };
        Body {
            title: text(self.title, before.title.as_ref()),
            permalink: line(self.link),
            summary: text(self.summary, before.summary.as_ref()),
            content: text(self.content, before.content.as_ref()),
            authors: list(self.authors, person),
            categories: list(self.categories, category),
            enclosures: list(self.enclosures, enclosure),
            thumbnail: line(self.thumbnail),
            comments: line(self.comments),
            rights: text(self.rights, before.rights.as_ref()),
            language: line(self.language),
            source: before.source.clone(),
            // Made anew with what is remembered.
            excerpt: before.excerpt.clone(),
        }
    }
}

fn list<T, U>(written: Option<Vec<T>>, read: impl Fn(T) -> U) -> Vec<U> {
    let written = written.unwrap_or_default().into_iter();
    written.take(MAX_LIST).map(read).collect()
}

/// The text without characters that no text of a feed has.
fn scrubbed(mut text: String) -> String {
    text.retain(|c| !c.is_control() || matches!(c, '\n' | '\t'));
    text
}
