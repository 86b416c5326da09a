//! Our own recovering reader: any XML that once was a feed, in any format, as far as it can be understood.
//!
//! Text to tokens (`tokens`), tokens to a tree of bounded depth (`tree`, `build`), the tree's fields to a
//! [`ParsedFeed`]. All steps are linear in the input.

mod atom;
mod build;
mod cdf;
mod constructs;
mod dates;
mod entities;
mod markup;
mod media;
pub(crate) mod names;
pub(crate) mod person;
mod rss;
mod scope;
pub(crate) mod tokens;
mod tree;

#[cfg(test)]
mod tests;

pub(crate) use self::{
    constructs::{add_enclosure, enclosure_of},
    rss::{period, syndication},
};

use crate::parse::{
    ParsedFeed, Repair, Version, repairs,
    tolerant::{
        scope::Scope,
        tokens::Start,
        tree::{Element, Tree},
    },
};

/// Reads the feed in `text`; `None` when there is no feed in it.
pub fn read(text: &str, url: Option<&str>) -> Option<ParsedFeed> {
    let root = root(text)?;
    let tree = build::build(text, root);
    if let Some(junk) = text.get(..root).and_then(junk) {
        tree.note(Repair::LeadingJunk, junk);
    }
    let element = tree.root()?;
    let outside = Scope::new(url);
    let scope = outside.enter(element);
    let kind = Kind::of(element.local())?;
    let fields = || match kind {
        Kind::Rss => rss::read(element, &scope),
        Kind::Atom => atom::read(element, &scope),
        Kind::Entry => atom::read_entry_document(element, &scope),
        Kind::Cdf => cdf::read(element, &scope),
    };
    let mut feed = fields();
    if tree.clock.adjust() {
        feed = fields();
    }
    // A cut entry is left out while there are whole ones: it would stand for the whole one until the next visit.
    if tree.last_entry_cut() && feed.entries.len() > 1 {
        feed.entries.pop();
    }
    feed.version = version(element);
    let notes = tree.into_notes();
    feed.first_repair = notes.first().map(|at| repairs::place(text, at));
    feed.repairs = notes.into_sorted();
    Some(feed)
}

/// The vocabularies that a root element may open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// RSS of any version, RDF or not.
    Rss,
    /// Atom.
    Atom,
    /// An Atom entry document (RFC 4287 §2).
    Entry,
    /// A channel on its own: CDF, or RSS that lost its root.
    Cdf,
}

impl Kind {
    fn of(local: &str) -> Option<Self> {
        Some(match local {
            "rss" | "rdf" => Self::Rss,
            "feed" => Self::Atom,
            "entry" => Self::Entry,
            "channel" => Self::Cdf,
            _ => return None,
        })
    }
}

/// Where the root of a feed starts, whatever stands before it.
fn root(text: &str) -> Option<usize> {
    let mut tokens = tokens::Tokens::new(text);
    let mut page = false;
    let mut lone_entry = None;
    while let Some((at, start)) = tokens.next_start() {
        let local = names::canonical(names::local(start.name));
        match Kind::of(local) {
            // In a web page these names only count with what no page would give them.
            Some(_) if page && !is_declared(&start) => {}
            Some(Kind::Entry) => {
                lone_entry = lone_entry.or(Some(at));
            }
            Some(_) => return Some(at),
            None if matches!(local, "html" | "head" | "body") => page = true,
            None => {}
        }
    }
    lone_entry
}

fn is_declared(start: &Start<'_>) -> bool {
    start.attributes.contains("xmlns") || start.attributes.contains("version")
}

/// Where in what stands before a root something is that may not stand there. Blanks, one XML declaration at the very
/// beginning, comments, instructions and a doctype may.
fn junk(prolog: &str) -> Option<usize> {
    let begins = prolog.starts_with("<?xml");
    let end = if begins {
        prolog.find("?>").map_or(prolog.len(), |at| at + 2)
    } else {
        0
    };
    let late = prolog.get(end..).and_then(|rest| rest.find("<?xml "));
    let late = late.map(|at| end + at);
    let mut tokens = tokens::Tokens::starting_at(prolog, end);
    let mut found = None;
    while let Some(token) = tokens.next_token() {
        match token {
            tokens::Token::Doctype(..) => {}
            tokens::Token::Text(_, text) if text.trim().is_empty() => {}
            tokens::Token::Text(at, text) => {
                found = Some(at + text.len() - text.trim_start().len());
                break;
            }
            tokens::Token::CData(at, _)
            | tokens::Token::Start(at, _)
            | tokens::Token::End(at, _) => {
                found = Some(at);
                break;
            }
        }
    }
    found.into_iter().chain(late).min()
}

/// The version that the root element states.
fn version(root: Element<'_, '_>) -> Version {
    let default = root.declared_namespace();
    match root.local() {
        "feed" | "entry" => match default.as_deref().map(str::trim) {
            Some("http://purl.org/atom/ns#") => Version::Atom03,
            Some(uri) if names::is_atom10(uri) => Version::Atom10,
            Some(uri) if uri.contains("purl.org/atom/ns") => Version::Atom03,
            _ if root
                .attribute("version")
                .is_some_and(|version| version == "0.3") =>
            {
                Version::Atom03
            }
            _ => Version::Atom,
        },
        "channel" => {
            if root.name() == "channel"
                && root
                    .children()
                    .any(|child| child.local() == "item" && child.has_children())
            {
                Version::Rss
            } else {
                Version::Cdf
            }
        }
        "rdf" => {
            if root.mentions("my.netscape.com/rdf/simple/0.9")
                || root.mentions("channel.netscape.com/rdf/simple/0.9")
            {
                Version::Rss090
            } else {
                Version::Rss10
            }
        }
        _ => match root.attribute("version").as_deref().map(str::trim) {
            Some("0.90") => Version::Rss090,
            Some("0.91") => Version::Rss091,
            Some("0.92") => Version::Rss092,
            Some("0.93") => Version::Rss093,
            Some("0.94") => Version::Rss094,
            Some(version) if version.starts_with('2') => Version::Rss20,
            _ => Version::Rss,
        },
    }
}

impl Tree<'_> {
    /// Whether the last entry was still open where the document ended.
    fn last_entry_cut(&self) -> bool {
        self.cut_entry
    }
}

/// Whether every reference in `raw` is one that XML allows without a document type; `scratch` saves allocations.
pub(crate) fn references_are_legal(raw: &str, scratch: &mut String) -> bool {
    entities::are_legal(raw, scratch)
}

/// `raw` with its references resolved, outside of any document.
pub(crate) fn decode_plain(raw: &str) -> (std::borrow::Cow<'_, str>, bool) {
    entities::decode(raw, &entities::Declared::default())
}
