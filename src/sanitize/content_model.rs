//! Boxes and what may stand in them: lists get only items, figures one caption, paragraphs no blocks.
//!
//! Nothing is dropped but empty boxes: what stands in the wrong place gets the box it needs or loses its tag.

use crate::sanitize::tree::{Element, Node, is_block, push, push_text};

/// A list whose content is items; what stood between them goes into the item before.
pub(super) fn list(mut element: Element, out: &mut Vec<Node>) {
    let mut items: Vec<Node> = Vec::new();
    for node in flow_parts(element.children, |name| name == "li") {
        match node {
            Node::Element(mut item) if item.name == "li" => {
                if element.name == "ul" {
                    item.attributes.retain(|(name, _)| *name != "value");
                }
                items.push(Node::Element(item));
            }
            stray => into_last(&mut items, "li", |name| name == "li", stray),
        }
    }
    if items.is_empty() {
        return;
    }
    element.children = items;
    element.children_changed();
    out.push(Node::Element(element));
}

/// A list of terms and descriptions, or plain boxes when it is not one.
pub(super) fn description_list(mut element: Element, out: &mut Vec<Node>) {
    let mut parts: Vec<Node> = Vec::new();
    for node in element.children {
        match node {
            // A `div` that groups terms has become a `div` around a list of its own.
            Node::Element(group) if group.name == "div" && holds_only(&group, "dl") => {
                let lists = group.children.into_iter().filter_map(|node| match node {
                    Node::Element(list) => Some(list.children),
                    Node::Text(_) => None,
                });
                parts.extend(lists.flatten());
            }
            node => parts.push(node),
        }
    }
    let mut items: Vec<Node> = Vec::new();
    for node in flow_parts(parts, |name| matches!(name, "dt" | "dd")) {
        if matches!(node.name(), "dt" | "dd") {
            items.push(node);
        } else {
            into_last(&mut items, "dd", |name| name == "dd", node);
        }
    }
    let is_whole = items.first().is_some_and(|node| node.name() == "dt")
        && items.last().is_some_and(|node| node.name() == "dd");
    if is_whole {
        element.children = items;
        element.children_changed();
        out.push(Node::Element(element));
    } else {
        // Descriptions without a term, or a term without description, are no list.
        out.extend(items.into_iter().map(|node| renamed(node, "div")));
    }
}

/// A figure with one caption, first or last.
pub(super) fn figure(mut element: Element, out: &mut Vec<Node>) {
    let mut nodes = flow_parts(element.children, |name| name == "figcaption");
    let mut captions = nodes
        .iter()
        .enumerate()
        .filter(|(_, node)| node.name() == "figcaption")
        .map(|(at, _)| at);
    let caption = captions.next();
    let is_first = caption.is_some_and(|at| nodes.iter().take(at).all(Node::is_blank));
    let extra: Vec<usize> = captions.collect();
    for at in extra {
        if let Some(Node::Element(second)) = nodes.get_mut(at) {
            second.name = "div";
        }
    }
    if let Some(at) = caption
        && !is_first
    {
        let caption = nodes.remove(at);
        nodes.push(caption);
    }
    if nodes.iter().all(Node::is_blank) {
        return;
    }
    element.children = nodes;
    element.children_changed();
    out.push(Node::Element(element));
}

/// A disclosure that says what it hides.
pub(super) fn details(mut element: Element, out: &mut Vec<Node>) {
    let mut nodes = flow_parts(element.children, |name| name == "summary");
    let summary = nodes
        .iter()
        .position(|node| matches!(node, Node::Element(summary) if summary.name == "summary" && summary.holds.readable));
    // Without a summary nobody could tell what it hides.
    let Some(at) = summary else {
        let nodes = nodes.into_iter().map(|node| {
            if node.name() == "summary" {
                renamed(node, "div")
            } else {
                node
            }
        });
        element.name = "div";
        element.attributes.retain(|(name, _)| *name != "open");
        element.children = nodes.collect();
        element.children_changed();
        out.push(Node::Element(element));
        return;
    };
    let summary = nodes.remove(at);
    let others = nodes.into_iter().map(|node| {
        if node.name() == "summary" {
            renamed(node, "div")
        } else {
            node
        }
    });
    element.children = [summary].into_iter().chain(others).collect();
    element.children_changed();
    out.push(Node::Element(element));
}

/// Content for any box: parts of lists get a list, other parts lose their tag.
pub(super) fn flow(nodes: Vec<Node>) -> Vec<Node> {
    flow_parts(nodes, |_| false)
}

/// As [`flow`], but leaves the parts that `is_own` names for the caller.
pub(super) fn flow_parts(nodes: Vec<Node>, is_own: impl Fn(&str) -> bool) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    let mut run: Vec<Node> = Vec::new();
    for node in nodes {
        let name = if is_own(node.name()) { "" } else { node.name() };
        let list = list_for(name);
        let run_list = run.first().map_or("", |first| list_for(first.name()));
        if !run.is_empty() && list != run_list && !node.is_blank() {
            end_run(&mut run, &mut out);
        }
        match (node, name) {
            (node, _) if !list.is_empty() || (node.is_blank() && !run.is_empty()) => run.push(node),
            (Node::Element(part), "caption" | "tbody" | "td" | "tfoot" | "th" | "thead" | "tr") => {
                push_text(&mut out, " ");
                out.extend(flow(part.children));
                push_text(&mut out, " ");
            }
            (Node::Element(part), "rt" | "rp") => out.extend(part.children),
            (Node::Element(_), "source") => {}
            (node, "figcaption" | "summary") => out.push(renamed(node, "div")),
            (node, _) => push(&mut out, node),
        }
    }
    end_run(&mut run, &mut out);
    out
}

/// The list that a part of a list needs around it.
fn list_for(name: &str) -> &'static str {
    match name {
        "li" => "ul",
        "dt" | "dd" => "dl",
        _ => "",
    }
}

fn end_run(run: &mut Vec<Node>, out: &mut Vec<Node>) {
    let Some(first) = run.first() else {
        return;
    };
    let wrapper = Element::new(list_for(first.name()), Vec::new(), std::mem::take(run));
    if wrapper.name == "ul" {
        list(wrapper, out);
    } else {
        description_list(wrapper, out);
    }
}

/// Content without blocks: their tags go, with `between` where one ended.
pub(super) fn phrasing(nodes: Vec<Node>, between: &str) -> Vec<Node> {
    let mut out: Vec<Node> = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Element(block) if block.name == "hr" || block.name == "source" => {}
            Node::Element(block) if is_block(block.name) => {
                if between == " " && !out.is_empty() && !ends_in_space(&out) {
                    push_text(&mut out, between);
                }
                for inner in phrasing(block.children, between) {
                    push(&mut out, inner);
                }
                if !ends_in_space(&out) {
                    push_text(&mut out, between);
                }
            }
            Node::Element(mut inner) if inner.holds.block => {
                inner.children = phrasing(inner.children, between);
                inner.children_changed();
                out.push(Node::Element(inner));
            }
            node => push(&mut out, node),
        }
    }
    out
}

fn ends_in_space(nodes: &[Node]) -> bool {
    matches!(nodes.last(), Some(Node::Text(text)) if text.ends_with(|c: char| c.is_ascii_whitespace()))
}

/// The element with every element inside it unwrapped that `is_unwanted` names.
pub(super) fn without(mut element: Element, is_unwanted: fn(&str) -> bool) -> Element {
    element.children = unwrapped(element.children, is_unwanted);
    element.children_changed();
    element
}

fn unwrapped(nodes: Vec<Node>, is_unwanted: fn(&str) -> bool) -> Vec<Node> {
    let mut out = Vec::with_capacity(nodes.len());
    for node in nodes {
        match node {
            Node::Element(mut inner) if inner.holds.block || is_block(inner.name) => {
                inner.children = unwrapped(inner.children, is_unwanted);
                if is_unwanted(inner.name) {
                    push_text(&mut out, " ");
                    out.append(&mut inner.children);
                    push_text(&mut out, " ");
                } else {
                    inner.children_changed();
                    out.push(Node::Element(inner));
                }
            }
            node => out.push(node),
        }
    }
    out
}

/// Adds a stray to the last item of a list, or makes it an item.
fn into_last(
    items: &mut Vec<Node>,
    item: &'static str,
    is_item: impl Fn(&str) -> bool,
    stray: Node,
) {
    if stray.is_blank() || matches!(stray.name(), "br" | "hr") {
        return;
    }
    match items.last_mut() {
        Some(Node::Element(last)) if is_item(last.name) => last.push(stray),
        _ => items.push(Node::Element(Element::new(item, Vec::new(), vec![stray]))),
    }
}

fn renamed(node: Node, name: &'static str) -> Node {
    match node {
        Node::Element(mut element) => {
            element.name = name;
            element
                .attributes
                .retain(|(name, _)| matches!(*name, "lang" | "dir" | "title"));
            Node::Element(element)
        }
        text @ Node::Text(_) => text,
    }
}

fn holds_only(element: &Element, name: &str) -> bool {
    let mut nodes = element
        .children
        .iter()
        .filter(|node| !node.is_blank())
        .peekable();
    nodes.peek().is_some() && nodes.all(|node| node.name() == name)
}
