//! A plain DOM, built by html5ever from our output inside a page, and the rules that every node of it must keep.

use std::{borrow::Cow, cell::RefCell, collections::BTreeSet};

use html5ever::{
    Attribute, ParseOpts, QualName, local_name, ns, parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

const ELEMENTS: &[&str] = &[
    "a",
    "abbr",
    "audio",
    "b",
    "bdi",
    "bdo",
    "blockquote",
    "br",
    "caption",
    "cite",
    "code",
    "dd",
    "del",
    "details",
    "dfn",
    "div",
    "dl",
    "dt",
    "em",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "i",
    "img",
    "ins",
    "kbd",
    "li",
    "mark",
    "ol",
    "p",
    "picture",
    "pre",
    "q",
    "rp",
    "rt",
    "ruby",
    "s",
    "samp",
    "small",
    "source",
    "span",
    "strong",
    "sub",
    "summary",
    "sup",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "time",
    "tr",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
];

const ATTRIBUTES: &[&str] = &[
    "alt",
    "cite",
    "colspan",
    "controls",
    "datetime",
    "decoding",
    "dir",
    "height",
    "href",
    "lang",
    "loading",
    "media",
    "open",
    "poster",
    "preload",
    "referrerpolicy",
    "rel",
    "reversed",
    "rowspan",
    "scope",
    "sizes",
    "src",
    "srcset",
    "start",
    "tabindex",
    "title",
    "type",
    "value",
    "width",
];

const INLINE: &[&str] = &[
    "abbr", "b", "bdi", "bdo", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd", "mark", "q",
    "rp", "rt", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
    "wbr",
];

/// Where each element may stand, by the parent it needs.
const PARENTS: &[(&str, &[&str])] = &[
    ("li", &["ul", "ol"]),
    ("dt", &["dl"]),
    ("dd", &["dl"]),
    ("figcaption", &["figure"]),
    ("summary", &["details"]),
    ("caption", &["table"]),
    ("thead", &["table"]),
    ("tbody", &["table"]),
    ("tfoot", &["table"]),
    ("tr", &["thead", "tbody", "tfoot"]),
    ("td", &["tr"]),
    ("th", &["tr"]),
    ("rt", &["ruby"]),
    ("source", &["picture", "audio", "video"]),
];

pub(super) enum Kind {
    Document,
    Element(QualName, Vec<Attribute>),
    Text(String),
    Comment,
}

pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) parent: Option<usize>,
    pub(super) children: Vec<usize>,
}

/// A document as an arena; node 0 is the document.
#[derive(Default)]
pub(super) struct Dom(RefCell<Vec<Node>>);

impl Dom {
    pub(super) fn of(page: &str) -> Vec<Node> {
        let dom = Self::default();
        dom.add(Kind::Document);
        parse_document(dom, ParseOpts::default()).one(page)
    }

    fn add(&self, kind: Kind) -> usize {
        let mut nodes = self.0.borrow_mut();
        nodes.push(Node {
            kind,
            parent: None,
            children: Vec::new(),
        });
        nodes.len() - 1
    }

    fn detach(&self, node: usize) {
        let mut nodes = self.0.borrow_mut();
        if let Some(parent) = nodes[node].parent.take() {
            nodes[parent].children.retain(|child| *child != node);
        }
    }

    fn insert(&self, parent: usize, at: usize, child: NodeOrText<usize>) {
        let child = match child {
            NodeOrText::AppendNode(node) => node,
            NodeOrText::AppendText(text) => {
                let before = at
                    .checked_sub(1)
                    .map(|before| self.0.borrow()[parent].children[before]);
                if let Some(before) = before
                    && let Kind::Text(known) = &mut self.0.borrow_mut()[before].kind
                {
                    known.push_str(&text);
                    return;
                }
                self.add(Kind::Text(text.to_string()))
            }
        };
        self.detach(child);
        let mut nodes = self.0.borrow_mut();
        nodes[child].parent = Some(parent);
        nodes[parent].children.insert(at, child);
    }
}

impl TreeSink for Dom {
    type Handle = usize;
    type Output = Vec<Node>;
    type ElemName<'a> = OwnedName;

    fn finish(self) -> Vec<Node> {
        self.0.into_inner()
    }
    fn parse_error(&self, _: Cow<'static, str>) {}
    fn get_document(&self) -> usize {
        0
    }
    fn elem_name<'a>(&'a self, target: &'a usize) -> OwnedName {
        match &self.0.borrow()[*target].kind {
            Kind::Element(name, _) => OwnedName(name.clone()),
            _ => OwnedName(QualName::new(None, ns!(), local_name!(""))),
        }
    }
    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> usize {
        self.add(Kind::Element(name, attributes))
    }
    fn create_comment(&self, _: StrTendril) -> usize {
        self.add(Kind::Comment)
    }
    fn create_pi(&self, _: StrTendril, _: StrTendril) -> usize {
        self.add(Kind::Comment)
    }
    fn append(&self, parent: &usize, child: NodeOrText<usize>) {
        let at = self.0.borrow()[*parent].children.len();
        self.insert(*parent, at, child);
    }
    fn append_based_on_parent_node(
        &self,
        element: &usize,
        previous: &usize,
        child: NodeOrText<usize>,
    ) {
        if self.0.borrow()[*element].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(previous, child);
        }
    }
    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}
    fn get_template_contents(&self, target: &usize) -> usize {
        *target
    }
    fn same_node(&self, x: &usize, y: &usize) -> bool {
        x == y
    }
    fn set_quirks_mode(&self, _: QuirksMode) {}
    fn append_before_sibling(&self, sibling: &usize, child: NodeOrText<usize>) {
        let parent = self.0.borrow()[*sibling]
            .parent
            .expect("a sibling has a parent");
        let at = self.0.borrow()[parent]
            .children
            .iter()
            .position(|child| child == sibling)
            .expect("and is its child");
        self.insert(parent, at, child);
    }
    fn add_attrs_if_missing(&self, _: &usize, _: Vec<Attribute>) {}
    fn remove_from_parent(&self, target: &usize) {
        self.detach(*target);
    }
    fn reparent_children(&self, node: &usize, new_parent: &usize) {
        let children = self.0.borrow()[*node].children.clone();
        for child in children {
            self.detach(child);
            self.append(new_parent, NodeOrText::AppendNode(child));
        }
    }
}

#[derive(Debug)]
pub(super) struct OwnedName(QualName);

impl html5ever::tree_builder::ElemName for OwnedName {
    fn ns(&self) -> &html5ever::Namespace {
        &self.0.ns
    }
    fn local_name(&self) -> &html5ever::LocalName {
        &self.0.local
    }
}

fn name(node: &Node) -> &str {
    match &node.kind {
        Kind::Element(name, _) => &name.local,
        _ => "",
    }
}

/// The text of a fragment, as a browser would show it.
pub(super) fn text_of(markup: &str) -> String {
    let nodes = Dom::of(&format!("<!DOCTYPE html><body><div>{markup}</div>"));
    let texts = nodes.iter().filter_map(|node| match &node.kind {
        Kind::Text(text) => Some(text.as_str()),
        _ => None,
    });
    texts.collect()
}

/// Checks what a page shows: that it is safe, and has what a page needs.
pub(super) fn assert_harmless(output: &str, input: &str) {
    assert_safe(output, input);
    let nodes = Dom::of(&format!("<!DOCTYPE html><body><div>{output}"));
    let context = || format!("\n  from {input:?}\n    to {output:?}");
    for node in &nodes {
        if let Kind::Element(name, attributes) = &node.kind {
            assert_furnished(&name.local, attributes, &context);
        }
    }
}

/// What a page needs of single elements.
fn assert_furnished(element: &str, attributes: &[Attribute], context: &impl Fn() -> String) {
    let value = |wanted: &str| {
        let mut found = attributes.iter();
        found
            .find(|attribute| &*attribute.name.local == wanted)
            .map(|attribute| &*attribute.value)
    };
    let is_furnished = match element {
        "a" => value("rel").is_some(),
        "h1" | "h2" | "h3" => false,
        "img" => value("alt").is_some() && value("loading") == Some("lazy"),
        "pre" => value("tabindex") == Some("0"),
        _ => true,
    };
    assert!(is_furnished, "<{element}> as a page needs it{}", context());
}

/// Parses `output` where a theme puts it and checks every node of it, and that the page around it is as it was.
pub(super) fn assert_safe(output: &str, input: &str) {
    // The list around it would be closed by a stray `</li>`, the emphasis by a stray `</em>`.
    let page = format!(
        "<!DOCTYPE html><html><head><title>t</title></head><body><ul><li><article><h3>T</h3><div>{output}</div></article>\
         <section>after</section></li></ul></body></html>"
    );
    let nodes = Dom::of(&page);
    let context = || format!("\n  from {input:?}\n    to {output:?}");
    let find = |wanted: &str| {
        nodes
            .iter()
            .position(|node| name(node) == wanted)
            .expect("the page has it")
    };
    let article = find("article");
    let section = find("section");
    let boxed = nodes[article].children[1];
    assert_eq!(
        nodes[article].children.len(),
        2,
        "the article has the heading and one box{}",
        context()
    );
    assert_eq!(
        nodes[article].parent,
        nodes[section].parent,
        "the next sibling of the article is still one{}",
        context()
    );
    assert_eq!(
        name(&nodes[nodes[article].parent.expect("a parent")]),
        "li",
        "the list is whole{}",
        context()
    );
    assert_eq!(
        nodes[section].children.len(),
        1,
        "nothing of the entry leaks behind it{}",
        context()
    );
    let mut inside = vec![boxed];
    let mut seen = BTreeSet::new();
    while let Some(at) = inside.pop() {
        seen.insert(at);
        inside.extend(&nodes[at].children);
        if at != boxed {
            assert_node(&nodes, at, &context);
        }
    }
    for (at, node) in nodes.iter().enumerate() {
        let is_page = matches!(
            name(node),
            "html" | "head" | "title" | "body" | "ul" | "li" | "article" | "h3" | "section"
        ) || matches!(node.kind, Kind::Document);
        let of_page = node
            .parent
            .is_some_and(|parent| matches!(name(&nodes[parent]), "title" | "h3" | "section"));
        // Nodes that the parser made and threw away have no parent.
        let is_loose = node.parent.is_none();
        assert!(
            seen.contains(&at) || is_page || of_page || is_loose,
            "a node outside of the box{}",
            context()
        );
    }
}

/// Checks that a title holds nothing but inline markup.
pub(super) fn assert_inline(output: &str, input: &str) {
    for node in Dom::of(&format!("<!DOCTYPE html><body><h3>{output}</h3>")) {
        let name = name(&node);
        let is_page = matches!(name, "" | "html" | "head" | "body" | "h3");
        assert!(
            is_page || INLINE.contains(&name),
            "<{name}> in a title\n  from {input:?}\n    to {output:?}"
        );
    }
}

fn assert_node(nodes: &[Node], at: usize, context: &impl Fn() -> String) {
    let (element, attributes) = match &nodes[at].kind {
        Kind::Element(element, attributes) => (element, attributes),
        Kind::Text(text) => {
            let is_odd = |c: char| {
                (c.is_control() && !matches!(c, '\t' | '\n'))
                    || matches!(c, '\u{fffe}' | '\u{ffff}')
            };
            assert!(!text.contains(is_odd), "control character{}", context());
            return;
        }
        Kind::Document | Kind::Comment => panic!("no comments{}", context()),
    };
    assert_eq!(element.ns, ns!(html), "HTML only{}", context());
    assert!(
        ELEMENTS.contains(&&*element.local),
        "<{}>{}",
        element.local,
        context()
    );
    let parent = nodes[at].parent.map_or("", |parent| name(&nodes[parent]));
    if let Some((_, parents)) = PARENTS.iter().find(|(name, _)| *name == &*element.local) {
        assert!(
            parents.contains(&parent),
            "<{}> in <{parent}>{}",
            element.local,
            context()
        );
    }
    let value = |wanted: &str| {
        attributes
            .iter()
            .find(|attribute| &*attribute.name.local == wanted)
            .map(|attribute| &*attribute.value)
    };
    for attribute in attributes {
        assert_eq!(attribute.name.ns, ns!(), "no namespaces{}", context());
        assert!(
            ATTRIBUTES.contains(&&*attribute.name.local),
            "{}={}",
            attribute.name.local,
            context()
        );
        let schemes: &[&str] = match &*attribute.name.local {
            "href" => &["http://", "https://", "mailto:"],
            "src" | "poster" | "cite" => &["http://", "https://"],
            "srcset" => {
                for candidate in attribute.value.split(", ") {
                    assert!(
                        candidate.starts_with("http://") || candidate.starts_with("https://"),
                        "srcset{}",
                        context()
                    );
                }
                continue;
            }
            _ => continue,
        };
        assert!(
            schemes
                .iter()
                .any(|scheme| attribute.value.starts_with(scheme)),
            "{}={}{}",
            attribute.name.local,
            attribute.value,
            context()
        );
    }
    assert_rules_of(nodes, at, &element.local, &value, context);
}

/// What single elements must have, and may not have around or in them.
fn assert_rules_of<'a>(
    nodes: &[Node],
    at: usize,
    element: &str,
    value: &impl Fn(&str) -> Option<&'a str>,
    context: &impl Fn() -> String,
) {
    match element {
        "a" => {
            assert!(
                value("href").is_some(),
                "a link leads somewhere{}",
                context()
            );
            let mut above = nodes[at].parent;
            while let Some(parent) = above {
                assert_ne!(name(&nodes[parent]), "a", "no link in a link{}", context());
                above = nodes[parent].parent;
            }
        }
        "img" => {
            assert!(value("src").is_some(), "img{}", context());
        }
        "audio" | "video" => assert!(
            value("controls").is_some() && value("preload") == Some("none"),
            "player{}",
            context()
        ),
        "ul" | "ol" => {
            let are_items = nodes[at]
                .children
                .iter()
                .all(|child| name(&nodes[*child]) == "li");
            assert!(are_items, "only items in a list{}", context());
        }
        _ => {}
    }
}
