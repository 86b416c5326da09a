//! Documents whose root is a channel: the Channel Definition Format (1997), and RSS that lost its root.

use crate::{
    feed::{Link, Timestamp},
    parse::{
        ParsedEntry, ParsedFeed,
        tolerant::{
            atom::set,
            constructs::{self, Unsaid, first},
            rss,
            scope::Scope,
            tree::Element,
        },
        values,
    },
};

/// Reads the channel.
pub(super) fn read(root: Element<'_, '_>, scope: &Scope) -> ParsedFeed {
    let mut feed = ParsedFeed::empty();
    let mut found = rss::Found::default();
    values::extend(&mut feed.links, address(root, scope));
    for child in root.children() {
        match child.local() {
            "item"
                if child.value("href").is_some()
                    || child.value("lastmod").is_some()
                    || child.child("abstract").is_some() =>
            {
                feed.entries.push(item(child, scope));
            }
            "abstract" => set(&mut feed.subtitle, child, scope, Unsaid::Html),
            "logo" => {
                first(&mut feed.logo, || {
                    scope.enter(child).resolve(&child.value("href")?)
                });
            }
            _ => rss::channel_child(&mut feed, &mut found, child, scope),
        }
    }
    found.complete(&mut feed, scope);
    feed.updated = changed(root).or(feed.updated);
    feed
}

fn item(element: Element<'_, '_>, scope: &Scope) -> ParsedEntry {
    let scope = &*scope.enter(element);
    let mut entry = ParsedEntry {
        updated: changed(element),
        ..ParsedEntry::default()
    };
    values::extend(&mut entry.links, address(element, scope));
    for child in element.children() {
        match child.local() {
            "title" => set(&mut entry.title, child, scope, Unsaid::Guess),
            "abstract" => set(&mut entry.summary, child, scope, Unsaid::Html),
            "a" | "link" => values::extend(&mut entry.links, constructs::link(child, scope)),
            _ => {}
        }
    }
    entry
}

fn changed(element: Element<'_, '_>) -> Option<Timestamp> {
    element.moment(&element.attribute("lastmod")?)
}

fn address(element: Element<'_, '_>, scope: &Scope) -> Option<Link> {
    Some(Link {
        href: scope.resolve(&element.value("href")?)?,
        rel: "alternate".to_owned(),
        ..Link::default()
    })
}
