//! A document as a flat tree: elements in document order, each knowing where its descendants end.
//!
//! Text stays undecoded until a field asks for it. Making the tree is `build`'s.

use std::{borrow::Cow, cell::RefCell};

use crate::{
    feed::Timestamp,
    parse::{
        Repair,
        date::Clock,
        repairs::Notes,
        tolerant::{
            entities::{self, Declared},
            markup,
            names::Ns,
            scope::Scope,
            tokens,
        },
        values,
    },
};

/// A document.
#[derive(Debug)]
pub(crate) struct Tree<'a> {
    pub(super) nodes: Vec<Node<'a>>,
    pub(super) declared: Declared<'a>,
    pub(super) notes: RefCell<Notes>,
    /// What its dates are read with.
    pub(super) clock: Clock,
    /// Whether an entry was still open where the document ended.
    pub(super) cut_entry: bool,
}

/// A node of the tree.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element; its descendants are the nodes up to `end`.
    Element(Tag<'a>),
    /// Text with its references.
    Text(u32, &'a str),
    /// A CDATA section.
    CData(&'a str),
}

/// An element's tag.
#[derive(Debug)]
pub(crate) struct Tag<'a> {
    pub(super) ns: Ns,
    /// Local name in canonical spelling.
    pub(super) local: &'a str,
    /// The name as written.
    pub(super) name: &'a str,
    pub(super) attributes: &'a str,
    /// The byte that the tag starts at.
    pub(super) at: u32,
    /// Index of the first node that is no descendant.
    pub(super) end: usize,
}

impl<'a> Tree<'a> {
    /// The root element.
    pub(crate) fn root(&self) -> Option<Element<'_, 'a>> {
        self.nodes.first().and_then(|node| match node {
            Node::Element(tag) => Some(Element {
                tree: self,
                index: 0,
                tag,
            }),
            _ => None,
        })
    }

    pub(crate) fn note(&self, repair: Repair, at: usize) {
        self.notes.borrow_mut().note(repair, at);
    }

    pub(crate) fn into_notes(self) -> Notes {
        self.notes.into_inner()
    }

    fn decode(&self, at: u32, raw: &'a str) -> Cow<'a, str> {
        let (text, mended) = entities::decode(raw, &self.declared);
        if mended {
            let at = usize::try_from(at).unwrap_or(0);
            // Only what comes before all that is known is worth looking for.
            let first = self.notes.borrow().first().is_none_or(|first| at < first);
            let within = first
                .then(|| entities::first_illegal(raw, &self.declared, &mut String::new()))
                .flatten();
            self.note(Repair::Entities, at + within.unwrap_or(0));
        }
        text
    }
}

/// An element of a tree.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'t, 'a> {
    tree: &'t Tree<'a>,
    index: usize,
    tag: &'t Tag<'a>,
}

impl<'t, 'a> Element<'t, 'a> {
    /// The namespace.
    pub(crate) fn ns(self) -> Ns {
        self.tag.ns
    }

    /// The local name in canonical spelling.
    pub(crate) fn local(self) -> &'a str {
        self.tag.local
    }

    /// The name as written.
    pub(crate) fn name(self) -> &'a str {
        self.tag.name
    }

    fn inside(self) -> &'t [Node<'a>] {
        self.tree
            .nodes
            .get(self.index + 1..self.tag.end)
            .unwrap_or_default()
    }

    /// The nodes directly inside, with their descendants' nodes.
    fn child_nodes(self) -> impl Iterator<Item = (usize, &'t Node<'a>)> {
        let tree = self.tree;
        let end = self.tag.end;
        let mut at = self.index + 1;
        std::iter::from_fn(move || {
            if at >= end {
                return None;
            }
            let index = at;
            let node = tree.nodes.get(index)?;
            at = match node {
                Node::Element(tag) => tag.end.max(index + 1),
                _ => index + 1,
            };
            Some((index, node))
        })
    }

    /// The elements directly inside.
    pub(crate) fn children(self) -> impl Iterator<Item = Element<'t, 'a>> {
        let tree = self.tree;
        self.child_nodes()
            .filter_map(move |(index, node)| match node {
                Node::Element(tag) => Some(Element { tree, index, tag }),
                _ => None,
            })
    }

    /// The first child with this local name, in any namespace.
    pub(crate) fn child(self, local: &str) -> Option<Self> {
        self.children().find(|child| child.local() == local)
    }

    /// The one element directly inside, when there is nothing else but blanks.
    pub(crate) fn only_child(self) -> Option<Self> {
        let mut children = self.children();
        let only = children.next().filter(|_| children.next().is_none())?;
        let blank = |node: &Node<'_>| match node {
            Node::Element(_) => true,
            Node::Text(_, text) | Node::CData(text) => text.trim().is_empty(),
        };
        self.child_nodes()
            .all(|(_, node)| blank(node))
            .then_some(only)
    }

    /// Whether there are elements inside.
    pub(crate) fn has_children(self) -> bool {
        self.inside()
            .iter()
            .any(|node| matches!(node, Node::Element(_)))
    }

    pub(crate) fn has_attributes(self) -> bool {
        !self.tag.attributes.is_empty()
    }

    /// The value of an attribute by its name as written, without regard to case.
    pub(crate) fn attribute(self, name: &str) -> Option<Cow<'a, str>> {
        if self.tag.attributes.is_empty() {
            return None;
        }
        let (_, value) = tokens::attributes(self.tag.attributes)
            .find(|(found, _)| found.eq_ignore_ascii_case(name))?;
        Some(self.tree.decode(self.tag.at, value))
    }

    /// The attribute's value without blanks around it, when something is left.
    pub(crate) fn value(self, name: &str) -> Option<String> {
        let value = self.attribute(name)?;
        let value = value.trim();
        (!value.is_empty()).then(|| value.to_owned())
    }

    /// All attributes, decoded.
    pub(crate) fn attributes(self) -> impl Iterator<Item = (&'a str, Cow<'a, str>)> {
        let (tree, at) = (self.tree, self.tag.at);
        tokens::attributes(self.tag.attributes)
            .map(move |(name, value)| (name, tree.decode(at, value)))
    }

    /// Whether the attributes' text holds `needle`.
    pub(crate) fn mentions(self, needle: &str) -> bool {
        self.tag.attributes.contains(needle)
    }

    /// The namespace URI that this element's own prefix (or lack of one) is declared as on this element.
    pub(crate) fn declared_namespace(self) -> Option<Cow<'a, str>> {
        match self.tag.name.split_once(':') {
            None => self.attribute("xmlns"),
            Some((prefix, _)) => self
                .attributes()
                .find(|(name, _)| name.strip_prefix("xmlns:") == Some(prefix))
                .map(|(_, uri)| uri),
        }
    }

    /// The text inside, that of descendants included, as it is in the document.
    pub(crate) fn raw_text(self) -> Cow<'a, str> {
        let mut whole = Cow::Borrowed("");
        for node in self.inside() {
            let part = match node {
                Node::Element(_) => continue,
                Node::Text(at, raw) => self.tree.decode(*at, raw),
                Node::CData(text) => Cow::Borrowed(*text),
            };
            if whole.is_empty() {
                whole = part;
            } else {
                whole.to_mut().push_str(&part);
            }
        }
        whole
    }

    /// Reads a date of this element.
    pub(crate) fn moment(self, text: &str) -> Option<Timestamp> {
        self.tree.clock.read(text)
    }

    /// The text inside without blanks around it; `None` when nothing is left.
    pub(crate) fn text(self) -> Option<String> {
        let text = self.raw_text();
        let trimmed = text.trim();
        (!trimmed.is_empty()).then(|| trimmed.to_owned())
    }

    /// What is inside as markup. `source` says what characters in it are that would be markup themselves; `scope` is what
    /// elements with an `xml:base` of their own inherit.
    pub(crate) fn markup(self, source: Source, scope: &Scope) -> String {
        let mut out = String::new();
        self.write_inside(source, scope, None, &mut out);
        out
    }

    /// `rebased` is the scope whose base the references must be resolved against here, since it is not the whole text's.
    fn write_inside(
        self,
        source: Source,
        scope: &Scope,
        rebased: Option<&Scope>,
        out: &mut String,
    ) {
        for (index, node) in self.child_nodes() {
            let text = match node {
                Node::Element(tag) => {
                    let element = Element {
                        tree: self.tree,
                        index,
                        tag,
                    };
                    let own = element.mentions("xml:base").then(|| scope.enter(element));
                    let rebased = own.as_deref().or(rebased);
                    markup::open(element, rebased, out);
                    if !markup::is_void(element) {
                        element.write_inside(source, rebased.unwrap_or(scope), rebased, out);
                        markup::close(element, out);
                    }
                    continue;
                }
                Node::Text(at, raw) => self.tree.decode(*at, raw),
                Node::CData(text) => Cow::Borrowed(*text),
            };
            if source == Source::Careless && values::looks_like_html(&text) {
                out.push_str(once_more(&text).as_deref().unwrap_or(&text));
            } else {
                markup::escape(&text, out);
            }
        }
    }
}

/// The markup in a text that is nothing else, but was escaped twice.
fn once_more(text: &str) -> Option<Cow<'_, str>> {
    if !text.trim_start().starts_with("&lt;") {
        return None;
    }
    let (markup, _) = entities::decode(text, &Declared::default());
    values::looks_like_html(&markup).then_some(markup)
}

/// Who wrote the elements inside a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Source {
    /// Somebody who meant XHTML: escaped characters are characters.
    Xhtml,
    /// Somebody who forgot to escape HTML, or some of it: escaped markup is markup too.
    Careless,
}
