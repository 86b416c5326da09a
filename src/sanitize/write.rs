//! Prints the tree: the only place that writes tags, so the only one that escapes.
//!
//! What depends on the way down from the root is settled here: levels of headings, and which tables scroll.

use crate::sanitize::tree::{Element, Node, is_heading, is_void};

/// Writes nodes as HTML.
pub(super) fn write(nodes: &[Node]) -> String {
    let mut writer = Writer::default();
    writer.nodes(nodes);
    writer.out
}

/// Appends `text` with everything escaped that means something in text or in an attribute.
pub(super) fn escape_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            character => out.push(character),
        }
    }
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The original levels of the headings that the next one may lie under.
    outline: Vec<&'static str>,
    tables: usize,
}

impl Writer {
    fn nodes(&mut self, nodes: &[Node]) {
        for node in nodes {
            match node {
                Node::Text(text) => escape_text_into(&mut self.out, text),
                Node::Element(element) => self.element(element),
            }
        }
    }

    fn element(&mut self, element: &Element) {
        let name = if is_heading(element.name) {
            self.heading(element.name)
        } else {
            element.name
        };
        self.out.push('<');
        self.out.push_str(name);
        for (name, value) in &element.attributes {
            self.attribute(name, value);
        }
        // Both may scroll sideways, and what scrolls must be reachable with the keyboard (WCAG 2.1.1). A table inside a
        // table scrolls with it.
        if name == "pre" || (name == "table" && self.tables == 0) {
            self.attribute("tabindex", "0");
        }
        self.out.push('>');
        if is_void(name) {
            return;
        }
        self.tables += usize::from(name == "table");
        self.nodes(&element.children);
        self.tables -= usize::from(name == "table");
        self.out.push_str("</");
        self.out.push_str(name);
        self.out.push('>');
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        escape_into(&mut self.out, value);
        self.out.push('"');
    }

    /// The name a heading gets below the entry's own `h3`: no level is skipped, whatever the feed's levels were, so the
    /// highest is `h4` and the order is kept; below `h6` there is nothing.
    fn heading(&mut self, level: &'static str) -> &'static str {
        while self.outline.last().is_some_and(|above| *above >= level) {
            self.outline.pop();
        }
        self.outline.push(level);
        match self.outline.len() {
            1 => "h4",
            2 => "h5",
            _ => "h6",
        }
    }
}

/// Text needs less escaping than an attribute, and quotes left alone keep the markup readable in feeds.
fn escape_text_into(out: &mut String, text: &str) {
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            character => out.push(character),
        }
    }
}
