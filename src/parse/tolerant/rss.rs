//! RSS of every version, RDF or not, with the modules that appear in it.

mod item;

use crate::{
    feed::{Category, Person, Text},
    parse::{
        ParsedFeed,
        tolerant::{
            atom::{self, set},
            constructs::{self, Unsaid, first},
            dates::Dates,
            names::Ns,
            person,
            rss::item::item,
            scope::Scope,
            tree::Element,
        },
        values,
    },
};

/// The scheme of the categories of iTunes.
const ITUNES_SCHEME: &str = "http://www.itunes.com/";

/// Minutes in the periods of the syndication module.
const PERIODS: [(&str, u32); 5] = [
    ("hourly", 60),
    ("daily", 1440),
    ("weekly", 10_080),
    ("monthly", 43_200),
    ("yearly", 525_600),
];

/// Reads a document whose root is `rss` or `rdf:RDF`; channel and items may be nested or side by side.
pub(super) fn read(root: Element<'_, '_>, scope: &Scope) -> ParsedFeed {
    let mut feed = ParsedFeed::empty();
    let mut found = Found::default();
    for child in root.children() {
        match (child.ns(), child.local()) {
            (Ns::Core, "channel") => {
                let scope = &*scope.enter(child);
                found.language = scope.language().or(found.language.take());
                if let Some(about) = child.value("rdf:about") {
                    feed.id.get_or_insert(about);
                }
                for child in child.children() {
                    channel_child(&mut feed, &mut found, child, scope);
                }
            }
            _ => channel_child(&mut feed, &mut found, child, scope),
        }
    }
    found.complete(&mut feed, scope);
    feed
}

/// What is put together only when the whole channel has been seen.
#[derive(Debug, Default)]
pub(super) struct Found {
    dates: Dates,
    language: Option<String>,
    itunes_logo: Option<String>,
    itunes_subtitle: Option<Text>,
    web_master: Option<Person>,
    period: Option<u32>,
    frequency: Option<u32>,
}

impl Found {
    pub(super) fn complete(self, feed: &mut ParsedFeed, scope: &Scope) {
        feed.published = self.dates.published();
        feed.updated = self.dates.updated();
        feed.language = feed
            .language
            .take()
            .or(self.language)
            .or_else(|| scope.language());
        feed.logo = feed.logo.take().or(self.itunes_logo);
        feed.subtitle = feed.subtitle.take().or(self.itunes_subtitle);
        if feed.authors.is_empty() {
            feed.authors.extend(self.web_master);
        }
        if feed.ttl.is_none() && (self.period.is_some() || self.frequency.is_some()) {
            feed.ttl = Some(syndication(self.period, self.frequency));
        }
    }
}

/// Minutes between updates by the syndication module: a period (daily unless said) and how often in it (once unless said).
pub(crate) fn syndication(period: Option<u32>, frequency: Option<u32>) -> u32 {
    (period.unwrap_or(1440) / frequency.unwrap_or(1).max(1)).max(1)
}

/// The minutes of a period's name.
pub(crate) fn period(name: &str) -> Option<u32> {
    let name = name.trim();
    PERIODS
        .iter()
        .find(|(known, _)| known.eq_ignore_ascii_case(name))
        .map(|(_, minutes)| *minutes)
}

/// Takes a child of the channel.
pub(super) fn channel_child(
    feed: &mut ParsedFeed,
    found: &mut Found,
    child: Element<'_, '_>,
    scope: &Scope,
) {
    match (child.ns(), child.local()) {
        (Ns::Core, "item") => feed.entries.push(item(child, scope)),
        (Ns::Core, "items") => {
            feed.entries.extend(
                child
                    .children()
                    .filter(|child| child.local() == "item")
                    .map(|child| item(child, scope)),
            );
        }
        (Ns::Atom | Ns::Core, "entry") => feed.entries.push(atom::entry(child, scope)),
        (Ns::Core | Ns::Dc, "title") => set(&mut feed.title, child, scope, Unsaid::Guess),
        (Ns::Core | Ns::Dc, "description") => set(&mut feed.subtitle, child, scope, Unsaid::Html),
        (Ns::Itunes, "subtitle" | "summary") => {
            set(&mut found.itunes_subtitle, child, scope, Unsaid::Html);
        }
        (Ns::Core | Ns::Dc, "copyright" | "rights") => {
            set(&mut feed.rights, child, scope, Unsaid::Guess);
        }
        (Ns::Core | Ns::Dc, "language") => {
            first(&mut feed.language, || values::language(&child.raw_text()));
        }
        (Ns::Core, "category") | (Ns::Dc, "subject") => {
            values::extend(&mut feed.categories, constructs::category(child));
        }
        (Ns::Itunes, "category") => itunes_category(child, &mut feed.categories),
        (Ns::Itunes, "keywords") => keywords(child, &mut feed.categories),
        (Ns::Core, "managingeditor" | "author")
        | (Ns::Dc, "creator" | "author")
        | (Ns::Itunes, "author" | "owner") => {
            if let Some(found) = constructs::person(child, scope) {
                person::add(&mut feed.authors, found);
            }
        }
        (Ns::Core, "webmaster") | (Ns::Dc, "publisher") => {
            first(&mut found.web_master, || constructs::person(child, scope));
        }
        (Ns::Dc | Ns::Core, "contributor") => {
            values::extend(&mut feed.contributors, constructs::person(child, scope));
        }
        (Ns::Core, "ttl") => first(&mut feed.ttl, || child.raw_text().trim().parse().ok()),
        (Ns::Syndication, "updateperiod") => {
            first(&mut found.period, || period(&child.raw_text()));
        }
        (Ns::Syndication, "updatefrequency") => {
            first(&mut found.frequency, || {
                child.raw_text().trim().parse().ok()
            });
        }
        (Ns::Core, "generator") => first(&mut feed.generator, || child.text()),
        (Ns::Admin, "generatoragent") => {
            first(&mut feed.generator, || child.value("rdf:resource"));
        }
        (Ns::Core, "image") => {
            let url = child.child("url").and_then(Element::text);
            let url = url
                .or_else(|| {
                    child
                        .value("rdf:resource")
                        .filter(|_| !child.has_children())
                })
                .or_else(|| child.value("href"));
            if let Some(url) = url {
                feed.logo = scope.enter(child).resolve(&url).or(feed.logo.take());
            }
        }
        (Ns::Itunes, "image") => {
            let url = child
                .value("href")
                .or_else(|| child.value("url"))
                .or_else(|| child.child("url").and_then(Element::text));
            first(&mut found.itunes_logo, || scope.resolve(&url?));
        }
        (Ns::Core | Ns::Atom, "link") => {
            values::extend(&mut feed.links, constructs::link(child, scope));
        }
        (Ns::Core, "textinput" | "cloud" | "skiphours" | "skipdays") => {}
        (Ns::Atom, _) => atom::field(feed, &mut found.dates, child, scope),
        _ => {
            found.dates.take(child);
        }
    }
}

/// An iTunes category and those inside it.
fn itunes_category(element: Element<'_, '_>, categories: &mut Vec<Category>) {
    let scheme = || Some(ITUNES_SCHEME.to_owned());
    let category = |element| {
        constructs::category(element).map(|category| Category {
            scheme: scheme(),
            ..category
        })
    };
    values::extend(categories, category(element));
    for child in element.children().filter(|child| child.ns() == Ns::Itunes) {
        values::extend(categories, category(child));
    }
}

/// The keywords of iTunes, between commas.
fn keywords(element: Element<'_, '_>, categories: &mut Vec<Category>) {
    for keyword in element
        .raw_text()
        .split(',')
        .map(str::trim)
        .filter(|keyword| !keyword.is_empty())
    {
        if categories.len() > values::MAX_LIST {
            return;
        }
        if !categories.iter().any(|known| known.term == keyword) {
            categories.push(Category {
                term: keyword.to_owned(),
                ..Category::default()
            });
        }
    }
}
