//! A small tree between ammonia's output and ours: read from the one, written as the other.
//!
//! The reader knows only html5ever's canonical serialization of the allow-list; what it doesn't recognize becomes text.

use crate::{html::characters, sanitize::policy};

/// A node of the tree.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    /// Characters, unescaped and already without control characters.
    Text(String),
    /// An element.
    Element(Element),
}

/// An element with a name and attributes of the allow-list.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Element {
    /// Its name.
    pub(super) name: &'static str,
    /// Its attributes, each once.
    pub(super) attributes: Vec<(&'static str, String)>,
    /// Its content.
    pub(super) children: Vec<Node>,
    /// What its content has in it, at any depth.
    pub(super) holds: Holds,
}

/// What the content of an element has in it, kept so that no rule needs to search a whole subtree.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
#[expect(clippy::struct_excessive_bools, reason = "a set of facts, no state")]
pub(super) struct Holds {
    /// A block.
    pub(super) block: bool,
    /// Something that takes the focus or a click: a link, a player, a scroll box.
    pub(super) interactive: bool,
    /// Something that can be read out: text, an image with alternative text, or a link around an image, which a page
    /// names.
    pub(super) readable: bool,
    /// An image or a player.
    pub(super) media: bool,
}

impl Element {
    /// An element with its content.
    pub(super) fn new(
        name: &'static str,
        attributes: Vec<(&'static str, String)>,
        children: Vec<Node>,
    ) -> Self {
        let mut element = Self {
            name,
            attributes,
            children,
            holds: Holds::default(),
        };
        element.children_changed();
        element
    }

    /// Adds to the end of the content, at no cost for what is there already.
    pub(super) fn push(&mut self, node: Node) {
        self.holds.add(&node);
        push(&mut self.children, node);
    }

    /// To be called whenever the content has changed.
    pub(super) fn children_changed(&mut self) {
        self.holds = Holds::of(&self.children);
    }

    /// The value of the attribute `name`.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, value)| value.as_str())
    }

    fn is_named_image(&self) -> bool {
        self.name == "img"
            && self
                .attribute("alt")
                .is_some_and(|alt| !alt.trim().is_empty())
    }
}

impl Holds {
    /// What `nodes` have in them.
    pub(super) fn of(nodes: &[Node]) -> Self {
        let mut holds = Self::default();
        for node in nodes {
            holds.add(node);
        }
        holds
    }

    /// Adds what `node` is and has in it; what is known already is not looked for again.
    fn add(&mut self, node: &Node) {
        match node {
            Node::Text(text) => self.readable = self.readable || !text.trim().is_empty(),
            Node::Element(element) => {
                self.block = self.block || element.holds.block || is_block(element.name);
                self.interactive =
                    self.interactive || element.holds.interactive || is_interactive(element.name);
                self.readable = self.readable
                    || element.holds.readable
                    || element.is_named_image()
                    || (element.name == "a" && element.holds.media);
                self.media = self.media
                    || element.holds.media
                    || matches!(element.name, "audio" | "img" | "video");
            }
        }
    }
}

impl Node {
    /// Whether this is nothing but white space.
    pub(super) fn is_blank(&self) -> bool {
        matches!(self, Self::Text(text) if text.chars().all(|c| c.is_ascii_whitespace()))
    }

    /// The name of the element, or nothing for text.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Text(_) => "",
            Self::Element(element) => element.name,
        }
    }
}

/// Elements that cannot stand in a paragraph, parts of lists and tables included.
pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "caption"
            | "dd"
            | "details"
            | "div"
            | "dl"
            | "dt"
            | "figcaption"
            | "figure"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "hr"
            | "li"
            | "ol"
            | "p"
            | "pre"
            | "summary"
            | "table"
            | "tbody"
            | "td"
            | "tfoot"
            | "th"
            | "thead"
            | "tr"
            | "ul"
    )
}

/// Whether `name` is one of `h1` to `h6`.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Elements that a link must not contain (HTML Standard, interactive content; `pre` and `table` because they take the focus).
fn is_interactive(name: &str) -> bool {
    matches!(
        name,
        "a" | "audio" | "details" | "iframe" | "pre" | "table" | "video"
    )
}

/// Elements without content.
pub(super) fn is_void(name: &str) -> bool {
    matches!(name, "br" | "embed" | "hr" | "img" | "source" | "wbr")
}

/// Reads ammonia's output bottom-up: `close` is given every element once its content is settled, and says what takes its
/// place in the content of its parent.
pub(super) fn read(markup: &str, mut close: impl FnMut(Element, &mut Vec<Node>)) -> Vec<Node> {
    let mut root = Vec::new();
    let mut open: Vec<Element> = Vec::new();
    let mut rest = markup;
    while !rest.is_empty() {
        let (text, after) = rest.split_at(rest.find('<').unwrap_or(rest.len()));
        if !text.is_empty() {
            push_text(
                siblings(&mut open, &mut root),
                &characters::clean(&unescape(text)),
            );
        }
        rest = after;
        let Some(tag) = tag(rest) else {
            // Never so in ammonia's output; printed as the text it is.
            if let Some(after) = rest.strip_prefix('<') {
                push_text(siblings(&mut open, &mut root), "<");
                rest = after;
            }
            continue;
        };
        rest = tag.after;
        if tag.is_end {
            if let Some(mut element) = open.pop() {
                element.children_changed();
                close(element, siblings(&mut open, &mut root));
            }
        } else if is_void(tag.source) {
            close(tag.element, siblings(&mut open, &mut root));
        } else if tag.source == "iframe" {
            // Its content is raw text that no browser shows.
            rest = rest.split_once("</iframe>").map_or("", |(_, after)| after);
            close(tag.element, siblings(&mut open, &mut root));
        } else {
            open.push(tag.element);
        }
    }
    while let Some(mut element) = open.pop() {
        element.children_changed();
        close(element, siblings(&mut open, &mut root));
    }
    root
}

/// How deep the elements are nested. `guard` has bounded that of the markup, so this and all that walks the tree may recurse.
pub(super) fn depth(nodes: &[Node]) -> usize {
    let below = |node: &Node| match node {
        Node::Text(_) => 0,
        Node::Element(element) => 1 + depth(&element.children),
    };
    nodes.iter().map(below).max().unwrap_or(0)
}

/// Appends text, joining it to text that is already last.
pub(super) fn push_text(nodes: &mut Vec<Node>, text: &str) {
    if let Some(Node::Text(last)) = nodes.last_mut() {
        last.push_str(text);
    } else {
        nodes.push(Node::Text(text.to_owned()));
    }
}

/// Appends a node, text as [`push_text`] does.
pub(super) fn push(nodes: &mut Vec<Node>, node: Node) {
    match (nodes.last_mut(), node) {
        (Some(Node::Text(last)), Node::Text(text)) => last.push_str(&text),
        (_, node) => nodes.push(node),
    }
}

/// Appends nodes; where there are none yet none is moved, as the same may come up through many elements one by one.
pub(super) fn append(out: &mut Vec<Node>, nodes: &mut Vec<Node>) {
    if out.is_empty() {
        std::mem::swap(out, nodes);
    } else {
        out.append(nodes);
    }
}

fn siblings<'a>(open: &'a mut [Element], root: &'a mut Vec<Node>) -> &'a mut Vec<Node> {
    match open.last_mut() {
        Some(parent) => &mut parent.children,
        None => root,
    }
}

struct Tag<'a> {
    /// The name as it was read: mapped names differ in whether they have an end tag.
    source: &'a str,
    is_end: bool,
    element: Element,
    after: &'a str,
}

/// The canonical tag at the begin of `rest`.
fn tag(rest: &str) -> Option<Tag<'_>> {
    let rest = rest.strip_prefix('<')?;
    let (is_end, rest) = match rest.strip_prefix('/') {
        Some(rest) => (true, rest),
        None => (false, rest),
    };
    let (source, mut rest) = rest.split_at(rest.find([' ', '>'])?);
    let mut attributes: Vec<(&'static str, String)> = Vec::new();
    while let Some(from_name) = rest.strip_prefix(' ') {
        let (name, value) = from_name.split_once("=\"")?;
        let (value, after) = value.split_once('"')?;
        if let Some(name) = policy::attribute(name)
            && !attributes.iter().any(|(known, _)| *known == name)
        {
            attributes.push((name, characters::clean(&unescape(value)).into_owned()));
        }
        rest = after;
    }
    let after = rest.strip_prefix('>')?;
    let element = Element::new(policy::element(source)?, attributes, Vec::new());
    Some(Tag {
        source,
        is_end,
        element,
        after,
    })
}

/// Undoes the escaping of html5ever's serializer, which knows these five references only.
fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, from)) = rest.split_once('&') {
        out.push_str(before);
        let known = [
            ("amp;", '&'),
            ("lt;", '<'),
            ("gt;", '>'),
            ("quot;", '"'),
            ("nbsp;", '\u{a0}'),
        ];
        let found = known
            .into_iter()
            .find_map(|(name, character)| Some((character, from.strip_prefix(name)?)));
        let (character, after) = found.unwrap_or(('&', from));
        out.push(character);
        rest = after;
    }
    out.push_str(rest);
    out
}
