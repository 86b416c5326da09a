//! The rules that every node of our output must keep, inside a page as a browser would read it.

mod allowed;
mod tree;

use std::collections::BTreeSet;

use html5ever::{Attribute, ns};

use crate::sanitize::tests::dom::{
    allowed::{ATTRIBUTES, ELEMENTS, INLINE, PARENTS},
    tree::{Dom, Kind, Node, name},
};

fn value_of<'a>(attributes: &'a [Attribute], wanted: &str) -> Option<&'a str> {
    let mut found = attributes.iter();
    found
        .find(|attribute| &*attribute.name.local == wanted)
        .map(|attribute| &*attribute.value)
}

/// What came and what became of it, for the message of a failure.
fn told(output: &str, input: &str) -> String {
    format!("\n  from {input:?}\n    to {output:?}")
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
    let context = || told(output, input);
    for node in &nodes {
        if let Kind::Element(name, attributes) = &node.kind {
            assert_furnished(&name.local, attributes, &context);
        }
    }
}

/// What a page needs of single elements.
fn assert_furnished(element: &str, attributes: &[Attribute], context: &impl Fn() -> String) {
    let value = |wanted: &str| value_of(attributes, wanted);
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
    let context = || told(output, input);
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
            "<{name}> in a title{}",
            told(output, input)
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
    let value = |wanted: &str| value_of(attributes, wanted);
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
