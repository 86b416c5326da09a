//! Prints the tree: the only place that writes tags, so the only one that escapes.

use crate::sanitize::tree::{Element, Node, is_void};

/// Writes nodes as HTML.
pub(super) fn write(nodes: &[Node]) -> String {
    let mut out = String::new();
    write_nodes(nodes, &mut out);
    out
}

/// Appends `text` with everything escaped that means something in text or in an attribute.
pub(super) fn escape_into(out: &mut String, text: &str) {
    escape(out, text, reference);
}

/// How much of the beginning of `text`, in bytes, [`escape_into`] writes in `room` bytes.
pub(super) fn fitting(text: &str, room: usize) -> usize {
    let mut length = 0;
    let mut fits = |byte: &u8| {
        length += reference(*byte).map_or(1, str::len);
        length <= room
    };
    let end = text.as_bytes().iter().take_while(|byte| fits(byte)).count();
    text.floor_char_boundary(end)
}

fn write_nodes(nodes: &[Node], out: &mut String) {
    for node in nodes {
        match node {
            // Text needs less escaping than an attribute, and quotes left alone keep the markup readable in feeds.
            Node::Text(text) => escape(out, text, text_reference),
            Node::Element(element) => write_element(element, out),
        }
    }
}

fn write_element(element: &Element, out: &mut String) {
    out.push('<');
    out.push_str(element.name);
    for (name, value) in &element.attributes {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        escape_into(out, value);
        out.push('"');
    }
    out.push('>');
    if is_void(element.name) {
        return;
    }
    write_nodes(&element.children, out);
    out.push_str("</");
    out.push_str(element.name);
    out.push('>');
}

fn reference(byte: u8) -> Option<&'static str> {
    match byte {
        b'"' => Some("&quot;"),
        b'\'' => Some("&#39;"),
        byte => text_reference(byte),
    }
}

fn text_reference(byte: u8) -> Option<&'static str> {
    match byte {
        b'&' => Some("&amp;"),
        b'<' => Some("&lt;"),
        b'>' => Some("&gt;"),
        _ => None,
    }
}

/// Copies what lies between the characters that `reference` knows, all of them ASCII, in one piece each.
fn escape(out: &mut String, text: &str, reference: impl Fn(u8) -> Option<&'static str>) {
    let mut copied = 0;
    for (at, byte) in text.bytes().enumerate() {
        if let Some(reference) = reference(byte) {
            out.push_str(text.get(copied..at).unwrap_or_default());
            out.push_str(reference);
            copied = at + 1;
        }
    }
    out.push_str(text.get(copied..).unwrap_or_default());
}
