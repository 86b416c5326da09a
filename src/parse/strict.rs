//! A second opinion on what a document says: feed-rs on those that follow the rules (`rules`), mapped to the same
//! [`ParsedFeed`] that the tolerant reader gives.
//!
//! No feed is read with it, since the tolerant reader takes every document, and these in a quarter of the time. The
//! differential test and the fuzz target hold that one to it, wherever feed-rs can be trusted.

mod rules;

use std::panic::{AssertUnwindSafe, catch_unwind};

use feed_rs::{
    model::{self, LinkTarget},
    parser::Builder,
};
use url::Url;

use crate::{
    feed::{Category, Content, Enclosure, Link, Person, RawHtml, Text},
    parse::{
        ParsedEntry, ParsedFeed, Version,
        date::Clock,
        strict::rules::{Format, Verdict},
        tolerant::{add_enclosure, enclosure_of, person, syndication},
        values,
    },
};

/// Reads the feed in `text`, if it follows the rules and feed-rs can read it.
pub fn read(text: &str, url: Option<&str>) -> Option<ParsedFeed> {
    let verdict = rules::check(text)?;
    let clock = Clock::default();
    let mut feed = parse(verdict.document, &clock)?;
    if clock.adjust() {
        feed = parse(verdict.document, &clock)?;
    }
    let base = url.and_then(|url| values::base(Url::parse(url).ok()?));
    let reader = Reader {
        format: verdict.format,
        base: base.as_ref(),
    };
    reader.feed(feed, &verdict)
}

/// What feed-rs makes of the document.
fn parse(document: &str, clock: &Clock) -> Option<model::Feed> {
    let clock = clock.clone();
    let parser = Builder::new()
        .sanitize_content(false)
        .id_generator(|_, _, _| String::new())
        .timestamp_parser(move |text| clock.read(text))
        .build();
    // feed-rs panics on some input that no rule foresees.
    let feed = catch_unwind(AssertUnwindSafe(|| parser.parse(document.as_bytes())));
    feed.ok()?.ok()
}

/// What the mapping of every field depends on.
#[derive(Clone, Copy)]
struct Reader<'a> {
    format: Format,
    base: Option<&'a Url>,
}

impl Reader<'_> {
    fn feed(self, feed: model::Feed, verdict: &Verdict<'_>) -> Option<ParsedFeed> {
        let rss = self.format == Format::Rss;
        let entries: Option<Vec<_>> = feed
            .entries
            .into_iter()
            .map(|entry| self.entry(entry))
            .collect();
        let ttl = verdict
            .syndication
            .map(|(period, frequency)| syndication(period, frequency));
        Some(ParsedFeed {
            version: if rss { Version::Rss20 } else { Version::Atom10 },
            id: values::trimmed(feed.id),
            title: feed.title.and_then(|title| self.title(title)),
            subtitle: feed.description.and_then(|text| {
                if rss {
                    html(text.content)
                } else {
                    self.title(text)
                }
            }),
            links: self.links(feed.links),
            updated: feed.updated,
            published: feed.published,
            language: feed.language.as_deref().and_then(values::language),
            authors: self.people(feed.authors),
            contributors: feed
                .contributors
                .into_iter()
                .filter_map(|person| self.person(person))
                .take(values::MAX_LIST + 1)
                .collect(),
            categories: categories(feed.categories),
            rights: feed.rights.and_then(|rights| self.title(rights)),
            generator: feed
                .generator
                .and_then(|generator| values::trimmed(generator.content)),
            icon: feed.icon.and_then(|image| self.resolve(&image.uri)),
            logo: feed.logo.and_then(|image| self.resolve(&image.uri)),
            ttl: feed.ttl.or(ttl),
            entries: entries?,
            ..ParsedFeed::empty()
        })
    }

    /// The entry; `None` when it is one whose guid would have to be its link, of which feed-rs doesn't tell whether it may.
    fn entry(self, entry: model::Entry) -> Option<ParsedEntry> {
        let rss = self.format == Format::Rss;
        let target =
            |wanted: LinkTarget| move |link: &&model::Link| link.target.as_ref() == Some(&wanted);
        let comments = entry.links.iter().find(target(LinkTarget::Comments));
        let comments = comments.and_then(|link| self.resolve(&link.href));
        let links = self.links(entry.links);
        let mut enclosures = Vec::new();
        for enclosure in links
            .iter()
            .filter_map(enclosure_of)
            .chain(media(entry.media))
        {
            add_enclosure(&mut enclosures, enclosure);
        }
        let mut parsed = ParsedEntry {
            id: values::trimmed(entry.id),
            id_is_permalink: true,
            title: entry.title.and_then(|title| self.title(title)),
            links,
            published: entry.published,
            // In RSS it is a copy of the other date.
            updated: entry.updated.filter(|_| !rss),
            summary: entry.summary.and_then(|text| {
                if rss {
                    html(text.content)
                } else {
                    self.title(text)
                }
            }),
            content: entry.content.and_then(content),
            authors: self.people(entry.authors),
            contributors: entry
                .contributors
                .into_iter()
                .filter_map(|person| self.person(person))
                .take(values::MAX_LIST + 1)
                .collect(),
            categories: categories(entry.categories),
            enclosures,
            comments,
            rights: entry.rights.and_then(|rights| self.title(rights)),
            ..ParsedEntry::default()
        };
        parsed.settle();
        (!rss || parsed.id.is_none() || !parsed.id_is_permalink).then_some(parsed)
    }

    /// A text: in RSS whatever it looks like, in Atom what it says.
    fn title(self, text: model::Text) -> Option<Text> {
        match (self.format, text.content_type.as_str()) {
            (Format::Rss, _) => values::guess(text.content),
            (Format::Atom, "text/html") => html(text.content),
            (Format::Atom, _) => values::trimmed(text.content).map(Text::Plain),
        }
    }

    fn links(self, links: Vec<model::Link>) -> Vec<Link> {
        links
            .into_iter()
            .filter(|link| link.target.is_none())
            .filter_map(|link| {
                Some(Link {
                    href: self.resolve(&link.href)?,
                    rel: values::relation(link.rel.and_then(values::trimmed)),
                    media_type: link.media_type.and_then(values::trimmed),
                    title: link.title.and_then(values::trimmed),
                    hreflang: link.href_lang.and_then(values::trimmed),
                    length: link.length,
                })
            })
            .take(values::MAX_LIST + 1)
            .collect()
    }

    fn people(self, people: Vec<model::Person>) -> Vec<Person> {
        let mut found = Vec::new();
        for person in people.into_iter().filter_map(|person| self.person(person)) {
            person::add(&mut found, person);
        }
        found
    }

    fn person(self, person: model::Person) -> Option<Person> {
        if self.format == Format::Rss {
            return person::parse(&person.name?);
        }
        let person = Person {
            name: person.name.and_then(values::trimmed),
            email: person.email.and_then(values::trimmed),
            uri: person.uri.and_then(|uri| self.resolve(&uri)),
        };
        (person != Person::default()).then_some(person)
    }

    fn resolve(self, reference: &str) -> Option<String> {
        values::resolve(reference, self.base)
    }
}

fn html(markup: String) -> Option<Text> {
    let markup = values::trimmed(markup)?;
    Some(Text::Html(RawHtml { markup, base: None }))
}

fn content(content: model::Content) -> Option<Content> {
    let body = content.body?;
    let text = if content.content_type.as_str() == "text/html" {
        html(body)?
    } else {
        Text::Plain(values::trimmed(body)?)
    };
    Some(Content {
        text,
        src: None,
        language: None,
    })
}

fn categories(categories: Vec<model::Category>) -> Vec<Category> {
    categories
        .into_iter()
        .filter_map(|category| {
            Some(Category {
                term: values::trimmed(category.term)?,
                scheme: category.scheme.and_then(values::trimmed),
                label: category.label.and_then(values::trimmed),
            })
        })
        .take(values::MAX_LIST + 1)
        .collect()
}

/// The files of an entry: RSS's enclosures, since no rule lets anything else through that feed-rs makes media of.
fn media(objects: Vec<model::MediaObject>) -> impl Iterator<Item = Enclosure> {
    objects
        .into_iter()
        .flat_map(|object| object.content)
        .filter_map(|content| {
            Some(Enclosure {
                url: content.url?.into(),
                media_type: content
                    .content_type
                    .map(|media_type| media_type.to_string()),
                length: content.size,
            })
        })
}
