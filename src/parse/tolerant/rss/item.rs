//! The items of RSS.

use crate::{
    feed::{Link, Source, Text},
    parse::{
        ParsedEntry,
        tolerant::{
            atom::{self, set},
            constructs::{self, Unsaid, first},
            dates::Dates,
            media::Media,
            names::Ns,
            person,
            rss::{itunes_category, keywords},
            scope::Scope,
            tree::Element,
        },
        values,
    },
};

/// Reads an item.
pub(super) fn item(element: Element<'_, '_>, scope: &Scope) -> ParsedEntry {
    let outer = scope.language();
    let scope = &*scope.enter(element);
    let mut entry = ParsedEntry::default();
    let mut found = ItemFound::default();
    for child in element.children() {
        item_child(&mut entry, &mut found, child, scope);
    }
    found.media.complete(&mut entry);
    entry.title = entry.title.take().or(found.title);
    if entry.content.is_none() {
        entry.summary = entry.summary.take().or(found.summary);
    }
    entry.published = found.dates.published();
    entry.updated = found.dates.updated();
    entry.id = entry
        .id
        .take()
        .or(found.id)
        .or_else(|| element.value("rdf:about"))
        .or(found.identifier);
    entry.language = found.language.or_else(|| {
        scope
            .language()
            .filter(|language| Some(language) != outer.as_ref())
    });
    // The last alternate link is the one that counts.
    values::extend(&mut entry.links, found.original);
    entry.id_is_permalink |= !found.guid;
    entry.settle();
    entry
}

/// What counts in an item only where nothing better is said.
#[derive(Debug, Default)]
struct ItemFound {
    dates: Dates,
    media: Media,
    id: Option<String>,
    identifier: Option<String>,
    title: Option<Text>,
    summary: Option<Text>,
    language: Option<String>,
    /// Whether the id is a guid, which says itself whether it is a link.
    guid: bool,
    /// Where the link leads behind `FeedBurner`'s redirect.
    original: Option<Link>,
}

fn item_child(
    entry: &mut ParsedEntry,
    found: &mut ItemFound,
    child: Element<'_, '_>,
    scope: &Scope,
) {
    match (child.ns(), child.local()) {
        (Ns::Core, "title") => set(&mut entry.title, child, scope, Unsaid::Guess),
        (Ns::Atom | Ns::Dc | Ns::Itunes, "title") => {
            set(&mut found.title, child, scope, Unsaid::Guess);
        }
        (Ns::Core | Ns::Atom, "link") => {
            if let Some(link) = constructs::link(child, scope) {
                if let Some(enclosure) = constructs::enclosure_of(&link) {
                    constructs::add_enclosure(&mut entry.enclosures, enclosure);
                }
                values::extend(&mut entry.links, Some(link));
            }
        }
        (Ns::Feedburner, "origlink") => {
            found.original = constructs::link(child, scope);
        }
        (Ns::Core, "description" | "abstract") => {
            set(&mut entry.summary, child, scope, Unsaid::Html);
        }
        (Ns::Core | Ns::Atom | Ns::Itunes, "summary" | "subtitle") | (Ns::Dc, "description") => {
            set(&mut found.summary, child, scope, Unsaid::Html);
        }
        (Ns::Content, "encoded")
        | (Ns::Core | Ns::Xhtml, "body" | "fullitem")
        | (Ns::Xhtml, "div") => {
            let content = constructs::content(child, scope, Unsaid::Html);
            entry.content = content.or(entry.content.take());
        }
        (Ns::Core | Ns::Atom, "content") => {
            first(&mut entry.content, || {
                constructs::content(child, scope, Unsaid::Html)
            });
        }
        (Ns::Core, "guid") => {
            if let Some(id) = child.text().filter(|_| entry.id.is_none()) {
                entry.id = Some(id);
                let said = child.attribute("isPermaLink");
                found.guid = true;
                entry.id_is_permalink =
                    said.is_none_or(|said| !said.trim().eq_ignore_ascii_case("false"));
            }
        }
        (Ns::Atom | Ns::Core, "id") => first(&mut found.id, || child.text()),
        (Ns::Dc, "identifier") => {
            first(&mut found.identifier, || child.text());
        }
        (Ns::Core | Ns::Atom | Ns::Itunes, "author")
        | (Ns::Dc, "creator" | "author" | "publisher") => {
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
        (Ns::Itunes, "category") => itunes_category(child, &mut entry.categories),
        (Ns::Itunes, "keywords") => keywords(child, &mut entry.categories),
        (Ns::Core, "enclosure") => {
            if let Some(enclosure) = atom::enclosure(child, scope) {
                constructs::add_enclosure(&mut entry.enclosures, enclosure);
            }
        }
        (Ns::Core, "comments") => {
            first(&mut entry.comments, || {
                scope.enter(child).resolve(&child.raw_text())
            });
        }
        (Ns::Core | Ns::Dc | Ns::Atom, "rights" | "copyright") => {
            set(&mut entry.rights, child, scope, Unsaid::Guess);
        }
        (Ns::Core | Ns::Dc, "language") => found.language = values::language(&child.raw_text()),
        (Ns::Core, "source") => {
            entry.source = Some(Source {
                title: values::guess(child.raw_text().into_owned()),
                link: child
                    .value("url")
                    .and_then(|url| scope.enter(child).resolve(&url)),
                ..Source::default()
            });
        }
        (Ns::Atom, "source") => entry.source = Some(atom::source(child, scope)),
        (Ns::Core | Ns::Itunes, "image") => {
            let url = child.value("href").or_else(|| child.value("url"));
            let url = url
                .or_else(|| child.child("url").and_then(Element::text))
                .or_else(|| child.text());
            first(&mut entry.thumbnail, || scope.enter(child).resolve(&url?));
        }
        (Ns::Media, _) => found.media.take(child, scope),
        _ => {
            found.dates.take(child);
        }
    }
}
