//! Any parsed feed to our [`Feed`]: ids, permalinks, authors and languages settled, one-line texts made one line.
//!
//! It cannot fail and decides nothing about dates: those are the store's.

mod id;
mod lines;
mod links;
mod web;

pub use self::web::web_url;

#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::{
    feed::{Category, Content, Entry, Feed, LONGEST_BASE, Person, Source, Text},
    html::characters::clean_in,
    parse::{ParsedEntry, ParsedFeed},
};

/// Settles what `parsed` leaves open; `document_url` is where the document came from.
pub fn normalize(parsed: ParsedFeed, document_url: Option<&str>) -> Feed {
    let inherits_authors = parsed.version.inherits_authors();
    let links: Vec<_> = parsed
        .links
        .into_iter()
        .filter(|link| links::is_harmless(&link.href))
        .collect();
    let link = links::alternate(&links).or_else(|| {
        parsed
            .id
            .as_deref()
            .filter(|id| links::is_web(id))
            .filter(|_| inherits_authors)
            .map(str::to_owned)
    });
    let bases = Bases {
        document: document_url.and_then(base_of),
        home: link
            .as_deref()
            .filter(|link| links::is_web(link))
            .and_then(base_of),
    };
    let authors = people(parsed.authors);
    let inherited = inheritable(&authors);
    let language = parsed.language;
    let entries = parsed
        .entries
        .into_iter()
        .map(|parsed| {
            let mut entry = entry(parsed, &bases);
            if entry.authors.is_empty() && inherits_authors {
                entry.authors = inherited.to_vec();
            }
            entry.language = entry.language.or_else(|| language.clone());
            entry
        })
        .collect();
    let base = bases.document.as_ref();
    Feed {
        id: parsed.id.map(id::given),
        title: title(parsed.title, base),
        subtitle: text(parsed.subtitle, base),
        link,
        links,
        updated: parsed.updated,
        published: parsed.published,
        language,
        authors,
        contributors: people(parsed.contributors),
        categories: categories(parsed.categories),
        rights: text(parsed.rights, base),
        generator: parsed.generator.map(|generator| lines::one(&generator)),
        icon: parsed.icon.filter(|url| links::is_web(url)),
        logo: parsed.logo.filter(|url| links::is_web(url)),
        ttl: parsed.ttl,
        entries,
    }
}

/// The bases that relative references may have where `xml:base` says nothing.
struct Bases {
    document: Option<Arc<str>>,
    home: Option<Arc<str>>,
}

impl Bases {
    /// An entry's base: its own page; but that of an entry about somebody else's page is the feed's home.
    fn of_entry(&self, permalink: Option<&str>) -> Option<Arc<str>> {
        let permalink = permalink.filter(|permalink| links::is_web(permalink));
        let known = [&self.home, &self.document].into_iter().flatten();
        match permalink {
            Some(permalink)
                if known.clone().any(|base| links::same_host(base, permalink))
                    || known.clone().next().is_none() =>
            {
                base_of(permalink)
            }
            _ => self
                .home
                .clone()
                .filter(|_| permalink.is_some())
                .or_else(|| self.document.clone()),
        }
    }
}

/// An address as a base, with which every text is remembered: of a long one what hardly a reference keeps is left out.
fn base_of(url: &str) -> Option<Arc<str>> {
    let is_long = |url: &str| url.len() > LONGEST_BASE;
    let kept = if is_long(url) {
        url.split(['?', '#']).next().unwrap_or_default()
    } else {
        url
    };
    (!is_long(kept)).then(|| Arc::from(kept))
}

fn entry(parsed: ParsedEntry, bases: &Bases) -> Entry {
    let links: Vec<_> = parsed
        .links
        .into_iter()
        .filter(|link| links::is_harmless(&link.href))
        .collect();
    let permalink = links::alternate(&links).or_else(|| {
        parsed
            .id
            .as_deref()
            .filter(|id| parsed.id_is_permalink && links::is_web(id))
            .map(str::to_owned)
    });
    let base = bases.of_entry(permalink.as_deref());
    let base = base.as_ref();
    let title = title(parsed.title, base);
    let summary = text(parsed.summary, base);
    let content = parsed.content.map(|content| Content {
        text: text(Some(content.text), base).unwrap_or(Text::Plain(String::new())),
        src: content.src.filter(|url| links::is_web(url)),
        language: content.language,
    });
    let source = parsed.source.map(|parsed| source(parsed, base));
    let mut authors = people(parsed.authors);
    if authors.is_empty()
        && let Some(source) = &source
    {
        authors.clone_from(&source.authors);
    }
    let mut entry = Entry {
        id: parsed.id.map(id::given).unwrap_or_default(),
        id_generated: false,
        title,
        permalink,
        links,
        published: parsed.published,
        updated: parsed.updated,
        summary,
        content,
        authors,
        contributors: people(parsed.contributors),
        categories: categories(parsed.categories),
        enclosures: parsed
            .enclosures
            .into_iter()
            .filter(|enclosure| links::is_harmless(&enclosure.url))
            .collect(),
        thumbnail: parsed.thumbnail.filter(|url| links::is_web(url)),
        comments: parsed.comments.filter(|url| links::is_web(url)),
        rights: text(parsed.rights, base),
        language: parsed.language,
        source,
    };
    if entry.id.is_empty() {
        entry.id = id::given(id::made(&entry));
        entry.id_generated = true;
    }
    entry
}

fn source(mut source: Source, base: Option<&Arc<str>>) -> Source {
    source.links.retain(|link| links::is_harmless(&link.href));
    source.link = source
        .link
        .filter(|link| links::is_harmless(link))
        .or_else(|| links::alternate(&source.links));
    source.title = title(source.title, base);
    source.subtitle = text(source.subtitle, base);
    source.rights = text(source.rights, base);
    source.authors = people(source.authors);
    source.contributors = people(source.contributors);
    source.categories = categories(source.categories);
    source
}

/// A title: one line.
fn title(title: Option<Text>, base: Option<&Arc<str>>) -> Option<Text> {
    Some(match text(title, base)? {
        Text::Plain(text) => Text::Plain(lines::one(&text)),
        html @ Text::Html(_) => html,
    })
}

/// A text with the base that its markup resolves against; plain text as no sanitizer will look at again.
fn text(text: Option<Text>, base: Option<&Arc<str>>) -> Option<Text> {
    Some(match text? {
        Text::Html(mut html) => {
            if html.markup.len() > LONGEST_TEXT {
                html.markup = without_data(&html.markup);
            }
            cut(&mut html.markup);
            html.base = html.base.or_else(|| base.cloned());
            Text::Html(html)
        }
        Text::Plain(mut text) => {
            cut(&mut text);
            clean_in(&mut text);
            Text::Plain(text)
        }
    })
}

/// The longest text that is remembered, in bytes. Real ones are a tenth of it, but for pictures that stand in them, which no page
/// shows.
const LONGEST_TEXT: usize = 4 << 20;

/// Markup without the content of `data:` addresses that are attributes.
fn without_data(markup: &str) -> String {
    const SCHEME: &str = "data:";
    let mut kept = String::new();
    let mut rest = markup;
    while let Some(at) = rest.find(SCHEME) {
        let (before, data) = rest.split_at(at);
        kept.push_str(before);
        let ends: &[char] = match before.bytes().next_back() {
            Some(b'"') => &['"'],
            Some(b'\'') => &['\''],
            Some(b'=') => &[' ', '\n', '>'],
            _ => {
                kept.push_str(SCHEME);
                rest = data.get(SCHEME.len()..).unwrap_or_default();
                continue;
            }
        };
        rest = data
            .get(data.find(ends).unwrap_or(data.len())..)
            .unwrap_or_default();
    }
    kept + rest
}

fn cut(text: &mut String) {
    if text.len() > LONGEST_TEXT {
        text.truncate(text.floor_char_boundary(LONGEST_TEXT));
        text.shrink_to_fit();
    }
}

fn people(people: Vec<Person>) -> Vec<Person> {
    people
        .into_iter()
        .map(|person| Person {
            name: person.name.map(|name| lines::one(&name)),
            email: person.email.map(|email| lines::one(&email)),
            uri: person.uri.filter(|uri| links::is_harmless(uri)),
        })
        .filter(|person| *person != Person::default())
        .collect()
}

/// The first of a feed's authors, as many as each of its entries may repeat without making the feed much larger.
fn inheritable(authors: &[Person]) -> &[Person] {
    const MOST: usize = 16;
    const LONGEST: usize = 1024;
    let mut length = 0;
    let fits = |author: &&Person| {
        let texts = [&author.name, &author.email, &author.uri];
        length += texts.into_iter().flatten().map(String::len).sum::<usize>();
        length <= LONGEST
    };
    let count = authors.iter().take(MOST).take_while(fits).count();
    authors.get(..count).unwrap_or_default()
}

fn categories(categories: Vec<Category>) -> Vec<Category> {
    categories
        .into_iter()
        .map(|category| Category {
            term: lines::one(&category.term),
            scheme: category.scheme,
            label: category.label.map(|label| lines::one(&label)),
        })
        .filter(|category| !category.term.is_empty())
        .collect()
}
