//! Atom: 0.3, 1.0 (RFC 4287) and what calls itself Atom, with the extensions that appear in it.

use crate::{
    feed::{Enclosure, Source, Text},
    parse::{
        ParsedEntry, ParsedFeed,
        tolerant::{
            constructs::{self, Unsaid, first},
            dates::Dates,
            media::Media,
            names::Ns,
            person,
            scope::Scope,
            tree::Element,
        },
        values,
    },
};

/// Reads a feed document.
pub(super) fn read(root: Element<'_, '_>, scope: &Scope) -> ParsedFeed {
    let mut feed = ParsedFeed::empty();
    let mut dates = Dates::default();
    for child in root.children() {
        match (child.ns(), child.local()) {
            (Ns::Core | Ns::Atom, "entry" | "item") => feed.entries.push(entry(child, scope)),
            // A few programs wrap the entries or the feed's own fields.
            (Ns::Core | Ns::Atom, "entries") => {
                feed.entries.extend(
                    child
                        .children()
                        .filter(|child| child.local() == "entry")
                        .map(|child| entry(child, scope)),
                );
            }
            _ => field(&mut feed, &mut dates, child, scope),
        }
    }
    feed.published = dates.published();
    feed.updated = dates.updated();
    feed.language = scope.language().or(feed.language);
    feed
}

/// Reads a document that is one entry.
pub(super) fn read_entry_document(root: Element<'_, '_>, scope: &Scope) -> ParsedFeed {
    let mut feed = ParsedFeed::empty();
    feed.entries.push(entry(root, scope));
    feed
}

/// Takes a field of the feed itself.
pub(super) fn field(
    feed: &mut ParsedFeed,
    dates: &mut Dates,
    child: Element<'_, '_>,
    scope: &Scope,
) {
    match (child.ns(), child.local()) {
        (Ns::Core | Ns::Atom, "id") => first(&mut feed.id, || child.text()),
        (Ns::Core | Ns::Atom, "title") => set(&mut feed.title, child, scope, Unsaid::Plain),
        (Ns::Core | Ns::Atom, "subtitle" | "tagline") => {
            set(&mut feed.subtitle, child, scope, Unsaid::Plain);
        }
        (Ns::Core | Ns::Atom, "info") if feed.subtitle.is_none() => {
            set(&mut feed.subtitle, child, scope, Unsaid::Plain);
        }
        (Ns::Core | Ns::Atom, "rights" | "copyright") | (Ns::Dc, "rights") => {
            set(&mut feed.rights, child, scope, Unsaid::Plain);
        }
        (Ns::Core | Ns::Atom, "link") => {
            values::extend(&mut feed.links, constructs::link(child, scope));
        }
        (Ns::Core | Ns::Atom, "author") | (Ns::Dc, "creator" | "author") => {
            if let Some(found) = constructs::person(child, scope) {
                person::add(&mut feed.authors, found);
            }
        }
        (Ns::Core | Ns::Atom | Ns::Dc, "contributor") => {
            values::extend(&mut feed.contributors, constructs::person(child, scope));
        }
        (Ns::Core | Ns::Atom, "category") | (Ns::Dc, "subject") => {
            values::extend(&mut feed.categories, constructs::category(child));
        }
        (Ns::Core | Ns::Atom, "generator") => {
            first(&mut feed.generator, || child.text());
        }
        (Ns::Core | Ns::Atom, "icon") => {
            first(&mut feed.icon, || {
                scope.enter(child).resolve(&child.raw_text())
            });
        }
        (Ns::Core | Ns::Atom, "logo") => {
            first(&mut feed.logo, || {
                scope.enter(child).resolve(&child.raw_text())
            });
        }
        (Ns::Itunes, "image") => {
            first(&mut feed.logo, || scope.resolve(&child.value("href")?));
        }
        (Ns::Dc | Ns::Core, "language") => {
            first(&mut feed.language, || values::language(&child.raw_text()));
        }
        _ => {
            dates.take(child);
        }
    }
}

/// Reads an entry.
pub(super) fn entry(element: Element<'_, '_>, scope: &Scope) -> ParsedEntry {
    let outer = scope.language();
    let scope = &*scope.enter(element);
    let mut entry = ParsedEntry {
        id_is_permalink: true,
        ..ParsedEntry::default()
    };
    let mut dates = Dates::default();
    let mut original = None;
    let mut media = Media::default();
    for child in element.children() {
        match (child.ns(), child.local()) {
            (Ns::Core | Ns::Atom, "id" | "guid") => {
                first(&mut entry.id, || child.text());
            }
            (Ns::Core | Ns::Atom, "title") => set(&mut entry.title, child, scope, Unsaid::Plain),
            (Ns::Core | Ns::Atom, "link") => {
                if let Some(link) = constructs::link(child, scope) {
                    if let Some(enclosure) = constructs::enclosure_of(&link) {
                        constructs::add_enclosure(&mut entry.enclosures, enclosure);
                    }
                    values::extend(&mut entry.links, Some(link));
                }
            }
            (Ns::Core | Ns::Atom, "summary" | "description") => {
                set(&mut entry.summary, child, scope, Unsaid::Plain);
            }
            (Ns::Core | Ns::Atom, "content") => {
                first(&mut entry.content, || {
                    constructs::content(child, scope, Unsaid::Plain)
                });
            }
            (Ns::Content, "encoded") | (Ns::Xhtml, "body" | "div") => {
                first(&mut entry.content, || {
                    constructs::content(child, scope, Unsaid::Html)
                });
            }
            (Ns::Core | Ns::Atom, "rights" | "copyright") | (Ns::Dc, "rights") => {
                set(&mut entry.rights, child, scope, Unsaid::Plain);
            }
            (Ns::Core | Ns::Atom | Ns::Itunes, "author") | (Ns::Dc, "creator" | "author") => {
                if let Some(found) = constructs::person(child, scope) {
                    person::add(&mut entry.authors, found);
                }
            }
            (Ns::Core | Ns::Atom | Ns::Dc, "contributor") => {
                values::extend(&mut entry.contributors, constructs::person(child, scope));
            }
            (Ns::Core | Ns::Atom, "category") | (Ns::Dc, "subject") => {
                values::extend(&mut entry.categories, constructs::category(child));
            }
            (Ns::Core | Ns::Atom, "source") => entry.source = Some(source(child, scope)),
            (Ns::Core | Ns::Atom, "enclosure") => {
                if let Some(enclosure) = enclosure(child, scope) {
                    constructs::add_enclosure(&mut entry.enclosures, enclosure);
                }
            }
            (Ns::Core | Ns::Atom, "comments") => {
                first(&mut entry.comments, || {
                    scope.enter(child).resolve(&child.raw_text())
                });
            }
            (Ns::Feedburner, "origlink") => {
                original = constructs::link(child, scope);
            }
            (Ns::Itunes, "image") => {
                first(&mut entry.thumbnail, || {
                    scope.resolve(&child.value("href")?)
                });
            }
            (Ns::Media, _) => media.take(child, scope),
            _ => {
                dates.take(child);
            }
        }
    }
    media.complete(&mut entry);
    // The last alternate link is the one that counts.
    values::extend(&mut entry.links, original);
    entry.published = dates.published();
    entry.updated = dates.updated();
    entry.language = scope
        .language()
        .filter(|language| Some(language) != outer.as_ref());
    entry.settle();
    entry
}

/// Reads an enclosure with its address as an attribute (RSS 2.0, and Atom that borrows it).
pub(super) fn enclosure(element: Element<'_, '_>, scope: &Scope) -> Option<Enclosure> {
    let scope = scope.enter(element);
    let url = element
        .value("url")
        .or_else(|| element.value("href"))
        .or_else(|| element.value("rdf:resource"))
        .or_else(|| element.child("url").and_then(Element::text))
        .or_else(|| element.text())?;
    Some(Enclosure {
        url: scope.resolve(&url)?,
        media_type: element.value("type"),
        length: element
            .value("length")
            .and_then(|length| length.parse().ok()),
    })
}

/// Reads `atom:source` (RFC 4287 §4.2.11).
pub(super) fn source(element: Element<'_, '_>, scope: &Scope) -> Source {
    let scope = &*scope.enter(element);
    let mut feed = ParsedFeed::empty();
    let mut dates = Dates::default();
    for child in element.children() {
        field(&mut feed, &mut dates, child, scope);
    }
    Source {
        id: feed.id,
        title: feed.title,
        subtitle: feed.subtitle,
        link: None,
        links: feed.links,
        updated: dates.updated(),
        authors: feed.authors,
        contributors: feed.contributors,
        categories: feed.categories,
        rights: feed.rights,
    }
}

/// Sets a text that is not set yet.
pub(super) fn set(
    slot: &mut Option<Text>,
    element: Element<'_, '_>,
    scope: &Scope,
    unsaid: Unsaid,
) {
    if slot.is_none() {
        *slot = constructs::text(element, scope, unsaid);
    }
}
