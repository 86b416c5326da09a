//! Keeps the build from what markup can do to a parser: weighs it before it is parsed into a tree, as some 40 KB can ask for
//! a gigabyte or for minutes, and catches the panic of one that foresaw it less well than it thought.
//!
//! Small markup cannot. Anything else is first run through html5ever itself with a sink that only counts, a chunk at a time,
//! so that nothing an attacker writes is understood differently here than later; see the limits for what is counted.

use std::{
    borrow::Cow,
    cell::{Cell, RefCell},
    panic::{AssertUnwindSafe, catch_unwind},
    rc::Rc,
};

use html5ever::{
    Attribute, ParseOpts, QualName, expanded_name, local_name, ns, parse_fragment,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};
use url::Url;

/// The longest markup that is parsed, in bytes. A GitHub page has 308 KB, the longest of 20 000 real entries less.
const MOST_BYTES: usize = 512 << 10;

/// The deepest nesting: html5ever searches its open elements for many a tag (64 KB of `<div>`: 0.3 s, 1 MB: 148 s).
/// Real pages have 26.
const DEEPEST: u32 = 200;

/// The same for what comes out, with room for the page around it.
pub(super) const DEEPEST_OUTPUT: usize = DEEPEST as usize - 10;

/// The most levels of all nodes together: our own rules may walk a node once for each element around it (120 000 `<br>` within 180
/// `<summary>`: 2 s). The most of 300 long real entries is 9 000.
const MOST_LEVELS: usize = 3_000_000;

/// The most bytes of text and tags that the tree may hold. Formatting elements that are left open are opened again in each
/// block after them: 41 KB of `<i>` and `<p>` make 76 MB, 394 KB with long attributes 196 MB. Real pages have 149 KB.
const MOST_REBUILT: usize = 2 << 20;

/// The most that relative addresses may add, in bytes: each repeats the base, and a feed says what that is. 40 000 links against
/// 8 KB are 340 MB.
const MOST_RESOLVED: usize = 4 << 20;

/// The most attributes of one tag: each new name is compared with all before it.
const MOST_ATTRIBUTES: usize = 256;

/// The most nodes that a table turns out: each is put before the table by searching the table among its siblings.
const MOST_FOSTERED: u32 = 1000;

/// The most separators (white space, `/`, quotes) in a stretch that yields no token, that is, in one tag or comment: an upper
/// bound of the attributes read before the sink sees them. Long texts and base64 in one value have fewer.
const MOST_SEPARATORS: usize = 16 << 10;

/// The most bytes for each of which html5ever's serializer looks through what is left of a text: `&`, and what begins a no-break
/// space, a soft hyphen or a `«`. 500 KB of them are seconds; a post of nothing but HTML source has a tenth.
const MOST_LOOKS: usize = 32 << 10;

/// The same, times the length of the markup; more than a board of 32 bits counts to.
const MOST_LOOKED_THROUGH: u64 = 10 << 30;

/// Bytes fed to the parser between two looks at the scales.
const CHUNK: usize = 1 << 10;

/// Markup up to this length with up to so many tags can do no harm whatever it is.
const HARMLESS_BYTES: usize = 64 << 10;
const HARMLESS_TAGS: usize = DEEPEST as usize;

/// What `work` makes of a text, or nothing when it panics: a mistake of a parser costs that text its markup, not the planet
/// its build.
pub(super) fn attempt<T>(work: impl FnOnce() -> Option<T>) -> Option<T> {
    // Whatever was half made is gone with the panic.
    catch_unwind(AssertUnwindSafe(work)).ok().flatten()
}

/// The most bytes that may come out of markup of this length: four times as many, and what a few links and images need besides
/// (of a post that is one image, the attributes that planet adds are most). Markup that is too long to be parsed makes no more than
/// the longest that is.
pub(super) fn most_output(length: usize) -> usize {
    const A_FEW: usize = 64 << 10;
    4 * length.min(MOST_BYTES) + A_FEW
}

/// Whether the relative addresses in `markup` would become too much of it, resolved against `base`. Every address stands behind a
/// `=`, or in a list of them behind a comma.
pub(super) fn is_too_long(base: &Url, markup: &str) -> bool {
    let addresses = markup
        .bytes()
        .filter(|byte| matches!(byte, b'=' | b','))
        .count();
    base.as_str().len().saturating_mul(addresses) > MOST_RESOLVED
}

/// Whether parsing `markup` could take more time or memory than an entry is worth.
pub(super) fn is_too_costly(markup: &str) -> bool {
    let is_looked_for = |byte: &u8| matches!(byte, b'&' | 0xc2);
    let looks = markup.bytes().filter(is_looked_for).count();
    let looked_through = looks as u64 * markup.len() as u64;
    if markup.len() > MOST_BYTES || looks > MOST_LOOKS || looked_through > MOST_LOOKED_THROUGH {
        return true;
    }
    let tags = markup.bytes().filter(|byte| *byte == b'<').count();
    let is_harmless = markup.len() <= HARMLESS_BYTES
        && tags <= HARMLESS_TAGS
        && tags * markup.len() <= MOST_REBUILT;
    !is_harmless && is_heavy(markup)
}

fn is_heavy(markup: &str) -> bool {
    let scales = Rc::new(Scales {
        most: most_output(markup.len()).min(MOST_REBUILT),
        ..Scales::default()
    });
    let sink = Weighing {
        scales: Rc::clone(&scales),
        document: Node::new(QualName::new(None, ns!(), local_name!(""))),
    };
    let context = QualName::new(None, ns!(html), local_name!("div"));
    let mut parser = parse_fragment(sink, ParseOpts::default(), context, Vec::new(), false);
    let mut rest = markup;
    let (mut seen, mut separators) = (0, 0);
    while !rest.is_empty() {
        let mut end = CHUNK.min(rest.len());
        while !rest.is_char_boundary(end) {
            end += 1;
        }
        let (chunk, after) = rest.split_at(end);
        parser.process(StrTendril::from_slice(chunk));
        rest = after;
        separators += chunk
            .bytes()
            .filter(|b| b.is_ascii_whitespace() || matches!(b, b'/' | b'"' | b'\''))
            .count();
        if scales.events.get() != seen {
            seen = scales.events.get();
            separators = 0;
        }
        if scales.is_over() || separators > MOST_SEPARATORS {
            return true;
        }
    }
    let () = parser.finish();
    scales.is_over()
}

/// What the parse has cost so far.
#[derive(Default)]
struct Scales {
    /// The most that may be rebuilt.
    most: usize,
    /// Calls of the sink that stand for a token.
    events: Cell<u64>,
    deepest: Cell<u32>,
    levels: Cell<usize>,
    rebuilt: Cell<usize>,
    attributes: Cell<usize>,
    fostered: Cell<u32>,
}

impl Scales {
    fn is_over(&self) -> bool {
        self.deepest.get() > DEEPEST
            || self.levels.get() > MOST_LEVELS
            || self.rebuilt.get() > self.most
            || self.attributes.get() > MOST_ATTRIBUTES
            || self.fostered.get() > MOST_FOSTERED
    }

    fn bytes(&self, count: usize) {
        self.events.set(self.events.get() + 1);
        self.rebuilt.set(self.rebuilt.get() + count);
    }
}

/// A node knows the deepest place that it was put in. The adoption agency moves subtrees without telling, out of formatting elements
/// into copies of them that have no place yet: what is moved seems to rise, while html5ever keeps as many elements open as before.
struct Node {
    name: QualName,
    depth: Cell<u32>,
    template: RefCell<Option<Rc<Self>>>,
    is_integration_point: bool,
}

impl Node {
    fn new(name: QualName) -> Rc<Self> {
        Rc::new(Self {
            name,
            depth: Cell::new(0),
            template: RefCell::new(None),
            is_integration_point: false,
        })
    }
}

struct Weighing {
    scales: Rc<Scales>,
    document: Rc<Node>,
}

impl Weighing {
    fn place(&self, depth: u32, child: NodeOrText<Rc<Node>>) {
        let scales = &self.scales;
        scales.levels.set(scales.levels.get() + depth as usize);
        match child {
            NodeOrText::AppendNode(node) => {
                let depth = depth.max(node.depth.get());
                node.depth.set(depth);
                scales.deepest.set(scales.deepest.get().max(depth));
            }
            NodeOrText::AppendText(text) => scales.bytes(text.len()),
        }
    }

    fn nameless(&self, bytes: usize) -> Rc<Node> {
        self.scales.bytes(bytes);
        Node::new(QualName::new(None, ns!(), local_name!("")))
    }
}

impl TreeSink for Weighing {
    type Handle = Rc<Node>;
    type Output = ();
    type ElemName<'a> = html5ever::ExpandedName<'a>;

    fn finish(self) {}

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Rc<Node> {
        Rc::clone(&self.document)
    }

    fn elem_name<'a>(&'a self, target: &'a Rc<Node>) -> html5ever::ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(
        &self,
        name: QualName,
        attributes: Vec<Attribute>,
        flags: ElementFlags,
    ) -> Rc<Node> {
        let bytes: usize = attributes
            .iter()
            .map(|attribute| attribute.name.local.len() + attribute.value.len())
            .sum();
        // Its name stands in its end, too: `<b></b>`.
        self.scales.bytes(2 * name.local.len() + 5 + bytes);
        self.scales
            .attributes
            .set(self.scales.attributes.get().max(attributes.len()));
        let template = if name.expanded() == expanded_name!(html "template") {
            Some(Node::new(QualName::new(None, ns!(), local_name!(""))))
        } else {
            None
        };
        Rc::new(Node {
            name,
            depth: Cell::new(0),
            template: RefCell::new(template),
            is_integration_point: flags.mathml_annotation_xml_integration_point,
        })
    }

    fn create_comment(&self, text: StrTendril) -> Rc<Node> {
        self.nameless(text.len())
    }

    fn create_pi(&self, target: StrTendril, data: StrTendril) -> Rc<Node> {
        self.nameless(target.len() + data.len())
    }

    fn append(&self, parent: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        self.place(parent.depth.get() + 1, child);
    }

    fn append_based_on_parent_node(
        &self,
        element: &Rc<Node>,
        _: &Rc<Node>,
        child: NodeOrText<Rc<Node>>,
    ) {
        self.append_before_sibling(element, child);
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Rc<Node>) -> Rc<Node> {
        let contents = target.template.borrow();
        let contents = contents
            .as_ref()
            .map_or_else(|| Rc::clone(target), Rc::clone);
        // It is a document of its own, but as deep to whoever walks it.
        contents.depth.set(target.depth.get());
        contents
    }

    fn same_node(&self, x: &Rc<Node>, y: &Rc<Node>) -> bool {
        Rc::ptr_eq(x, y)
    }

    fn set_quirks_mode(&self, _: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Rc<Node>, child: NodeOrText<Rc<Node>>) {
        self.scales.fostered.set(self.scales.fostered.get() + 1);
        self.place(sibling.depth.get(), child);
    }

    fn add_attrs_if_missing(&self, _: &Rc<Node>, attributes: Vec<Attribute>) {
        self.scales.bytes(0);
        self.scales
            .attributes
            .set(self.scales.attributes.get().max(attributes.len()));
    }

    fn remove_from_parent(&self, _: &Rc<Node>) {}

    fn reparent_children(&self, _: &Rc<Node>, _: &Rc<Node>) {}

    fn is_mathml_annotation_xml_integration_point(&self, handle: &Rc<Node>) -> bool {
        handle.is_integration_point
    }
}
