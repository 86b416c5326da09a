//! What a page of planet's adds to safe markup, and nobody else would want: links that lend no credit, images that load late
//! and tell no one, headings below the entry's own, and what scrolls within reach of the keyboard.
//!
//! It adds attributes and lowers headings; it never takes anything away, so safety does not rest on it.

use crate::sanitize::{
    address,
    tree::{Element, Node, is_heading},
};

/// What becomes of an image about which its feed says nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Silence {
    /// It gets the alternative text that pages need: an empty one, or its file name where it alone tells where a link leads.
    IsEmpty,
    /// It stays without.
    IsKept,
}

/// Makes safe markup fit for a page.
pub(super) fn furnish(nodes: &mut [Node], silence: Silence) {
    let mut furnisher = Furnisher {
        silence,
        outline: Vec::new(),
        tables: 0,
        is_in_nameless_link: false,
    };
    furnisher.nodes(nodes);
}

/// What depends on the way down from the root.
struct Furnisher {
    silence: Silence,
    /// The original levels of the headings that the next one may lie under.
    outline: Vec<&'static str>,
    tables: usize,
    is_in_nameless_link: bool,
}

impl Furnisher {
    fn nodes(&mut self, nodes: &mut [Node]) {
        for node in nodes {
            if let Node::Element(element) = node {
                self.element(element);
            }
        }
    }

    fn element(&mut self, element: &mut Element) {
        // Both may scroll sideways, and what scrolls must be reachable with the keyboard (WCAG 2.1.1). A table inside a
        // table scrolls with it.
        if element.name == "pre" || (element.name == "table" && self.tables == 0) {
            add(element, [("tabindex", "0")]);
        }
        match element.name {
            "img" => self.image(element),
            // The words of strangers: no credit from search engines, no referrer, and no way back to the page should a
            // theme open links in windows of their own.
            "a" => add(element, [("rel", "noopener noreferrer nofollow ugc")]),
            name if is_heading(name) => element.name = self.heading(name),
            _ => {}
        }
        let is_table = element.name == "table";
        let is_nameless = element.name == "a" && !element.holds.readable;
        self.tables += usize::from(is_table);
        self.is_in_nameless_link |= is_nameless;
        self.nodes(&mut element.children);
        self.tables -= usize::from(is_table);
        // No link lies in a link.
        self.is_in_nameless_link &= !is_nameless;
    }

    fn image(&self, element: &mut Element) {
        if self.silence == Silence::IsEmpty {
            self.alternative(element);
        }
        let fixed = [
            ("loading", "lazy"),
            ("decoding", "async"),
            ("referrerpolicy", "no-referrer"),
        ];
        add(element, fixed);
    }

    fn alternative(&self, element: &mut Element) {
        // A link that only shows pictures is read out by their alternative text.
        if self.is_in_nameless_link {
            let name = element.attribute("src").map(file_name).unwrap_or_default();
            element.attributes.retain(|(name, _)| *name != "alt");
            add_alternative(element, name);
        } else if element.attribute("alt").is_none() {
            add_alternative(element, String::new());
        }
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

fn add<const N: usize>(element: &mut Element, attributes: [(&'static str, &str); N]) {
    let attributes = attributes.map(|(name, value)| (name, value.to_owned()));
    element.attributes.extend(attributes);
}

/// Adds an alternative text behind the addresses, where it stands when a feed gives one.
fn add_alternative(element: &mut Element, text: String) {
    let at = element
        .attributes
        .iter()
        .position(|(name, _)| !matches!(*name, "src" | "srcset" | "sizes"))
        .unwrap_or(element.attributes.len());
    element.attributes.insert(at, ("alt", text));
}

/// The last part of a URL that says anything: its file name, else its host.
fn file_name(address: &str) -> String {
    let Some(address) = address::base(address) else {
        return address.to_owned();
    };
    let last = address.path_segments().and_then(|segments| {
        segments
            .rev()
            .find(|segment| !segment.is_empty())
            .map(str::to_owned)
    });
    last.unwrap_or_else(|| address.host_str().unwrap_or_default().to_owned())
}
