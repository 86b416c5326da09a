//! A plain DOM, built by html5ever.

use std::{borrow::Cow, cell::RefCell};

use html5ever::{
    Attribute, ParseOpts, QualName, local_name, ns, parse_document,
    tendril::{StrTendril, TendrilSink as _},
    tree_builder::{ElementFlags, NodeOrText, QuirksMode, TreeSink},
};

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

pub(super) fn name(node: &Node) -> &str {
    match &node.kind {
        Kind::Element(name, _) => &name.local,
        _ => "",
    }
}
