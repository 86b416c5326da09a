//! Valid, accessible HTML from what ammonia left, element by element (HTML Standard §4, as the Nu checker and axe read it).
//!
//! Works bottom-up, when the content of an element is already settled; adds nothing that ammonia would refuse.

use crate::sanitize::{
    Base, address,
    content_model::{description_list, details, figure, flow, flow_parts, list, phrasing, without},
    embed, media, table,
    tree::{Element, Holds, Node, append, is_block, is_heading, push_text},
    values,
};

/// Puts into `out` what becomes of an element of an entry's content, and into `frames` what a page shows of frames that it
/// would rather leave out.
pub(super) fn content(
    mut element: Element,
    base: Base<'_>,
    out: &mut Vec<Node>,
    frames: &mut Vec<Node>,
) {
    values::settle(&mut element, base);
    match element.name {
        "img" => media::image(element, base, out),
        "picture" => media::picture(element, base, out),
        "audio" | "video" => media::player(&element, base, out),
        "iframe" => embed::frame(&element, base, out, frames),
        "object" => embed::object(element, base, out),
        "a" => link(element, base, out),
        "p" => paragraph(element, out),
        "pre" => preformatted(element, out),
        "ul" | "ol" => list(element, out),
        "dl" => description_list(element, out),
        "figure" => figure(element, out),
        "details" => details(element, out),
        "table" => table::table(element, out),
        "dt" | "th" => keep(without(element, is_heading), out),
        "caption" => keep(without(element, table::is_part), out),
        "blockquote" | "dd" | "div" | "figcaption" | "li" | "td" => keep(element, out),
        // Parts whose whole says what becomes of them, and what has no content.
        "source" | "tbody" | "tfoot" | "thead" | "tr" | "br" | "hr" | "wbr" => {
            out.push(Node::Element(element));
        }
        "summary" => {
            let mut summary = element;
            summary.children = phrasing(summary.children, " ");
            keep(summary, out);
        }
        name if is_heading(name) => heading(element, out),
        _ => inline_element(element, out),
    }
}

/// Whether there is anything to read, see or hear.
pub(super) fn is_empty(nodes: &[Node]) -> bool {
    let holds = Holds::of(nodes);
    !holds.readable && !holds.media
}

/// The whole of an entry's content.
pub(super) fn root(nodes: Vec<Node>) -> Vec<Node> {
    let mut nodes = flow(nodes);
    if let Some(Node::Text(first)) = nodes.first_mut() {
        *first = first.trim_ascii_start().to_owned();
    }
    if let Some(Node::Text(last)) = nodes.last_mut() {
        last.truncate(last.trim_ascii_end().len());
    }
    nodes
}

/// Puts into `out` what becomes of an element of a title.
pub(super) fn inline(mut element: Element, out: &mut Vec<Node>) {
    values::settle(&mut element, None);
    match element.name {
        "img" => push_text(out, element.attribute("alt").unwrap_or_default()),
        "iframe" | "audio" | "video" | "source" => {}
        "a" | "object" | "picture" => append(out, &mut element.children),
        name if is_block(name) || name == "br" => {
            push_text(out, " ");
            append(out, &mut element.children);
            push_text(out, " ");
        }
        _ => inline_element(element, out),
    }
}

/// Collapses white space as a browser would in one line, across elements, and takes it away at both ends.
pub(super) fn collapse_white_space(nodes: &mut [Node]) {
    collapse(nodes, true, false);
    collapse(nodes, true, true);
}

/// One pass, forwards or backwards; answers whether what was seen last is a space. Backwards only trims the end.
fn collapse(nodes: &mut [Node], mut after_space: bool, backwards: bool) -> bool {
    let count = nodes.len();
    for step in 0..count {
        let at = if backwards { count - 1 - step } else { step };
        match nodes.get_mut(at) {
            Some(Node::Text(text)) if backwards => {
                if after_space {
                    text.truncate(text.trim_end_matches(' ').len());
                }
                after_space &= text.is_empty();
            }
            Some(Node::Text(text)) => {
                let mut collapsed = String::with_capacity(text.len());
                for character in text.chars() {
                    let is_space = character.is_ascii_whitespace();
                    if !(is_space && after_space) {
                        collapsed.push(if is_space { ' ' } else { character });
                    }
                    after_space = is_space;
                }
                *text = collapsed;
            }
            Some(Node::Element(element)) => {
                after_space = collapse(&mut element.children, after_space, backwards);
            }
            None => {}
        }
    }
    after_space
}

fn link(mut element: Element, base: Base<'_>, out: &mut Vec<Node>) {
    let target = element
        .attribute("href")
        .and_then(|href| address::link(href, base));
    let Some(target) = target.filter(|_| !element.holds.interactive) else {
        // Without a target it is no link; and a link in a link, or around a player, is two targets for one click.
        append(out, &mut element.children);
        return;
    };
    element.children = flow(element.children);
    element.children_changed();
    if !element.holds.readable && !element.holds.media {
        append(out, &mut element.children);
        return;
    }
    let title = element
        .attributes
        .iter()
        .position(|(name, _)| *name == "title")
        .map(|at| element.attributes.swap_remove(at));
    let kept = element
        .attributes
        .into_iter()
        .filter(|(name, _)| matches!(*name, "lang" | "dir"));
    let attributes = [("href", target)].into_iter().chain(title).chain(kept);
    out.push(Node::Element(Element::new(
        "a",
        attributes.collect(),
        element.children,
    )));
}

fn paragraph(mut element: Element, out: &mut Vec<Node>) {
    if element.holds.block {
        element.name = "div";
    }
    keep(element, out);
}

fn heading(mut element: Element, out: &mut Vec<Node>) {
    element.children = phrasing(element.children, " ");
    element.children_changed();
    if element.holds.readable {
        keep(element, out);
    } else {
        append(out, &mut element.children);
    }
}

fn preformatted(mut element: Element, out: &mut Vec<Node>) {
    // Some highlighters make a block of every line.
    element.children = flow(phrasing(element.children, "\n"));
    // A parser drops the first newline of a `pre`; dropping all of them gives the same tree when it is read again.
    while let Some(Node::Text(text)) = element.children.first_mut() {
        let kept = text.trim_start_matches('\n').len();
        text.drain(..text.len() - kept);
        if !text.is_empty() {
            break;
        }
        element.children.remove(0);
    }
    element.children_changed();
    out.push(Node::Element(element));
}

/// Inline elements, which carry no blocks: what stands around a block is dropped, not the block.
fn inline_element(mut element: Element, out: &mut Vec<Node>) {
    let is_carrier = matches!(element.name, "del" | "ins");
    let has_use = match element.name {
        "span" | "bdi" => !element.attributes.is_empty(),
        "bdo" => element.attribute("dir").is_some(),
        "time" => element.attribute("datetime").is_some(),
        "ruby" => element.children.iter().any(|node| node.name() == "rt"),
        "dfn" => !holds_deep(&element.children, "dfn"),
        _ => true,
    };
    if !has_use || (element.holds.block && !is_carrier) {
        append(out, &mut element.children);
        return;
    }
    if element.name == "ruby" {
        element.children = flow_parts(element.children, |name| matches!(name, "rt" | "rp"));
        if !has_parentheses_in_order(&element.children) {
            element.children.retain(|node| node.name() != "rp");
        }
        // What follows the last reading has none, and is no part of it.
        let last = element
            .children
            .iter()
            .rposition(|node| matches!(node.name(), "rt" | "rp"));
        let after = element.children.split_off(last.map_or(0, |last| last + 1));
        element.children_changed();
        out.push(Node::Element(element));
        out.extend(after);
    } else {
        keep(element, out);
    }
}

/// Whether each `rt` that has parentheses for old browsers has both, and no others are about.
fn has_parentheses_in_order(nodes: &[Node]) -> bool {
    let mut parts = nodes.iter().filter(|node| !node.is_blank()).map(Node::name);
    while let Some(part) = parts.next() {
        if part == "rp" && !(parts.next() == Some("rt") && parts.next() == Some("rp")) {
            return false;
        }
    }
    true
}

/// Keeps an element with whatever may stand in any box.
fn keep(mut element: Element, out: &mut Vec<Node>) {
    element.children = flow(element.children);
    element.children_changed();
    out.push(Node::Element(element));
}

fn holds_deep(nodes: &[Node], name: &str) -> bool {
    nodes.iter().any(|node| match node {
        Node::Element(element) => element.name == name || holds_deep(&element.children, name),
        Node::Text(_) => false,
    })
}
