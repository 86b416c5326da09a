//! Tokens to a tree: elements opened and closed, end tags matched however badly they do.
//!
//! A document is first taken at its word. Only when tags don't match is it read once more with what is known of feeds and of
//! HTML: which elements end others, which have no end.

use std::cell::RefCell;

use crate::parse::{
    Repair,
    date::Clock,
    repairs::Notes,
    tolerant::{
        entities::{self, Declared},
        names::{self, Ns, Role},
        tokens::{self, Start, Token, Tokens},
        tree::{Node, Tag, Tree},
    },
};

/// Elements deeper than this are passed over; their text is kept.
const MAX_DEPTH: usize = 100;
/// Nodes of one document: what bounds the memory.
const MAX_NODES: usize = 2_000_000;
/// Entries of one document; further ones are not read.
const MAX_ENTRIES: usize = 5_000;
/// Namespace declarations in force at once.
const MAX_BINDINGS: usize = 128;

/// The tree of the document whose root element starts at byte `root`.
pub(super) fn build(text: &str, root: usize) -> Tree<'_> {
    let declared = doctype(text.get(..root).unwrap_or_default());
    let mut builder = Builder::new(text, root, Reading::Literal);
    builder.run();
    if builder.mismatched {
        builder = Builder::new(text, root, Reading::Mending);
        builder.run();
    }
    builder.finish(declared)
}

/// What the document type declares.
fn doctype(prolog: &str) -> Declared<'_> {
    let mut tokens = Tokens::new(prolog);
    while let Some(token) = tokens.next_token() {
        if let Token::Doctype(_, doctype) = token {
            return entities::declared(doctype);
        }
    }
    Declared::default()
}

/// How tags are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reading {
    /// Every tag as it stands.
    Literal,
    /// With end tags supplied where a feed must have meant them.
    Mending,
}

/// An element still open.
#[derive(Debug)]
struct Open<'a> {
    index: usize,
    ns: Ns,
    local: &'a str,
    name: &'a str,
    /// How many bindings were in force outside.
    bindings: usize,
}

struct Builder<'a> {
    tokens: Tokens<'a>,
    reading: Reading,
    nodes: Vec<Node<'a>>,
    open: Vec<Open<'a>>,
    /// Elements open beyond the depth limit.
    beyond: usize,
    bindings: Vec<(&'a str, Ns)>,
    entries: usize,
    mismatched: bool,
    notes: Notes,
    cut_entry: bool,
}

impl<'a> Builder<'a> {
    fn new(text: &'a str, root: usize, reading: Reading) -> Self {
        let mut tokens = Tokens::starting_at(text, root);
        tokens.suspicious = reading == Reading::Mending;
        Self {
            tokens,
            reading,
            nodes: Vec::new(),
            open: Vec::new(),
            beyond: 0,
            bindings: Vec::new(),
            entries: 0,
            mismatched: false,
            notes: Notes::default(),
            cut_entry: false,
        }
    }

    fn run(&mut self) {
        while let Some(token) = self.tokens.next_token() {
            if self.nodes.len() >= MAX_NODES {
                self.notes.note(Repair::TooDeep, self.tokens.position());
                break;
            }
            match token {
                Token::Start(at, start) => {
                    if !self.start(at, start) {
                        break;
                    }
                }
                Token::End(at, name) => {
                    self.end(at, name);
                    if self.open.is_empty() {
                        self.trailing();
                        return;
                    }
                }
                Token::Text(at, text) => {
                    let at = u32::try_from(at).unwrap_or(u32::MAX);
                    self.nodes.push(Node::Text(at, text));
                }
                Token::CData(_, text) => self.nodes.push(Node::CData(text)),
                Token::Doctype(..) => {}
            }
        }
        self.cut();
    }

    /// The document ended with elements open.
    fn cut(&mut self) {
        if self.open.is_empty() {
            return;
        }
        self.notes.note(Repair::Truncated, self.tokens.position());
        self.cut_entry = self
            .open
            .iter()
            .any(|open| names::role(open.ns, open.local) == Role::Entry);
        self.mismatched |= self.open.len() > 2;
        self.close_to(0);
    }

    /// Looks at what follows the root: anything but blanks and comments is noted, nothing of it is read.
    fn trailing(&mut self) {
        while let Some(token) = self.tokens.next_token() {
            match token {
                Token::Text(_, text) if text.trim().is_empty() => {}
                Token::Text(at, text) => {
                    let blank = text.len() - text.trim_start().len();
                    self.notes.note(Repair::Tags, at + blank);
                    return;
                }
                Token::CData(at, _)
                | Token::Start(at, _)
                | Token::End(at, _)
                | Token::Doctype(at, _) => {
                    self.notes.note(Repair::Tags, at);
                    return;
                }
            }
        }
    }

    /// Opens an element; `false` when the limit of entries is reached.
    fn start(&mut self, at: usize, start: Start<'a>) -> bool {
        let outer = self.bindings.len();
        if start.attributes.contains("xmlns") {
            self.bind(start.attributes);
        }
        let local = names::canonical(names::local(start.name));
        let ns = self.namespace(start.name);
        let role = names::role(ns, local);
        if self.reading == Reading::Mending {
            self.make_room(at, role, local, start);
        }
        if role == Role::Entry {
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                self.notes.note(Repair::TooDeep, at);
                self.close_to(0);
                return false;
            }
        }
        let void = self.reading == Reading::Mending
            && matches!(ns, Ns::Core | Ns::Xhtml | Ns::Atom)
            && names::is_void(local);
        if self.open.len() >= MAX_DEPTH {
            self.notes.note(Repair::TooDeep, at);
            self.bindings.truncate(outer);
            self.beyond += usize::from(!start.empty && !void);
            return true;
        }
        let index = self.nodes.len();
        self.nodes.push(Node::Element(Tag {
            ns,
            local,
            name: start.name,
            attributes: start.attributes,
            at: u32::try_from(at).unwrap_or(u32::MAX),
            end: index + 1,
        }));
        if start.empty || void {
            self.bindings.truncate(outer);
        } else {
            self.open.push(Open {
                index,
                ns,
                local,
                name: start.name,
                bindings: outer,
            });
        }
        true
    }

    /// Puts the namespace declarations of a tag in force.
    fn bind(&mut self, attributes: &'a str) {
        let root = self.open.is_empty();
        for (name, uri) in tokens::attributes(attributes) {
            if self.bindings.len() >= MAX_BINDINGS {
                return;
            }
            if name == "xmlns" {
                // A default namespace nobody knows on the root is the feed's own; further inside it is somebody else's.
                let ns = match names::namespace(uri) {
                    Ns::Unknown if root || uri.is_empty() => Ns::Core,
                    ns => ns,
                };
                self.bindings.push(("", ns));
            } else if let Some(prefix) = name.strip_prefix("xmlns:") {
                self.bindings.push((prefix, names::namespace(uri)));
            }
        }
    }

    fn namespace(&self, name: &str) -> Ns {
        let prefix = name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        match self
            .bindings
            .iter()
            .rev()
            .find(|(bound, _)| *bound == prefix)
        {
            Some((_, ns)) => *ns,
            None if prefix.is_empty() => Ns::Core,
            None => names::prefix(prefix),
        }
    }

    /// Closes what cannot go on around the element that is about to start.
    fn make_room(&mut self, at: usize, role: Role, local: &str, start: Start<'_>) {
        let depth = match role {
            Role::Entry => self.open.iter().position(|open| {
                let role = names::role(open.ns, open.local);
                !matches!(role, Role::Other) || open.local == "image"
            }),
            Role::Value | Role::Markup | Role::Ambiguous => self.open.iter().rposition(|open| {
                match names::role(open.ns, open.local) {
                    Role::Value => true,
                    // `<title>` and `<link>` without attributes are no markup that somebody forgot to escape.
                    Role::Markup => match role {
                        Role::Ambiguous => {
                            local != "summary" && local != "body" && start.attributes.is_empty()
                        }
                        _ => true,
                    },
                    Role::Ambiguous => {
                        role != Role::Ambiguous || local != open.local || local == "link"
                    }
                    Role::Entry | Role::Other => false,
                }
            }),
            Role::Other => {
                let repeats = matches!(local, "p" | "li" | "dt" | "dd" | "td" | "tr" | "option")
                    && self
                        .open
                        .last()
                        .is_some_and(|open| open.local.eq_ignore_ascii_case(local));
                repeats.then(|| self.open.len() - 1)
            }
        };
        if let Some(depth) = depth {
            self.notes.note(Repair::Tags, at);
            self.beyond = 0;
            self.close_to(depth);
        }
    }

    /// Takes an end tag: it closes the innermost element of its name, and with it all that is open inside.
    fn end(&mut self, at: usize, name: &str) {
        let is = |open: &Open<'_>| open.name == name;
        let depth = match self.open.last() {
            Some(open) if self.beyond == 0 && is(open) => self.open.len() - 1,
            _ => {
                let Some(depth) = self.matching(name) else {
                    if self.beyond > 0 {
                        self.beyond -= 1;
                        return;
                    }
                    self.mismatched = true;
                    self.notes.note(Repair::Tags, at);
                    return;
                };
                if self.beyond > 0 {
                    let structural = self.open.get(depth).is_some_and(|open| {
                        names::role(open.ns, open.local) != Role::Other || depth < 2
                    });
                    if !structural {
                        self.beyond -= 1;
                        return;
                    }
                    self.beyond = 0;
                }
                let exact = depth + 1 == self.open.len() && self.open.get(depth).is_some_and(is);
                if !exact {
                    self.mismatched = true;
                    self.notes.note(Repair::Tags, at);
                }
                depth
            }
        };
        self.close_to(depth);
    }

    /// The depth of the element that an end tag means. None closes an entry from inside but the tags of what is around entries.
    fn matching(&self, name: &str) -> Option<usize> {
        let local = names::canonical(names::local(name));
        let depth = self
            .open
            .iter()
            .rposition(|open| open.name == name)
            .or_else(|| {
                self.open
                    .iter()
                    .rposition(|open| open.name.eq_ignore_ascii_case(name))
            })
            .or_else(|| {
                let root = self.open.first()?;
                (root.local == local).then_some(0)
            })?;
        let crosses = self
            .open
            .iter()
            .skip(depth + 1)
            .any(|open| names::role(open.ns, open.local) == Role::Entry);
        let around = matches!(local, "item" | "entry" | "channel" | "rss" | "feed" | "rdf");
        (!crosses || around).then_some(depth)
    }

    /// Closes every element from `depth` on.
    fn close_to(&mut self, depth: usize) {
        let end = self.nodes.len();
        for open in self.open.drain(depth..).rev() {
            if let Some(Node::Element(tag)) = self.nodes.get_mut(open.index) {
                tag.end = end;
            }
            self.bindings.truncate(open.bindings);
        }
    }

    fn finish(mut self, declared: Declared<'a>) -> Tree<'a> {
        self.notes.merge(&self.tokens.notes);
        Tree {
            nodes: self.nodes,
            declared,
            notes: RefCell::new(self.notes),
            clock: Clock::default(),
            cut_entry: self.cut_entry,
        }
    }
}
