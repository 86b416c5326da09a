//! Elements inside a feed's text (XHTML, or HTML that nobody escaped) written as HTML again.

use crate::parse::tolerant::{
    names::{self, Ns},
    scope::Scope,
    tree::Element,
};

/// Writes the start tag of `element`, every attribute quoted and escaped; references are resolved where `rebased` gives them
/// another base than the rest of the text has, since HTML knows no `xml:base`.
pub(super) fn open(element: Element<'_, '_>, rebased: Option<&Scope>, out: &mut String) {
    out.push('<');
    out.push_str(name(element));
    for (name, value) in element.attributes() {
        if name.starts_with("xmlns") || name == "xml:base" || name.contains(['"', '\'', '<', '>']) {
            continue;
        }
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        let resolved = rebased
            .filter(|_| matches!(name, "href" | "src" | "cite" | "poster"))
            .and_then(|scope| scope.resolve(&value));
        for char in resolved.as_deref().unwrap_or(&value).chars() {
            match char {
                '"' => out.push_str("&quot;"),
                '&' => out.push_str("&amp;"),
                '<' => out.push_str("&lt;"),
                '>' => out.push_str("&gt;"),
                _ => out.push(char),
            }
        }
        out.push('"');
    }
    out.push('>');
}

/// Writes the end tag of `element`.
pub(super) fn close(element: Element<'_, '_>, out: &mut String) {
    out.push_str("</");
    out.push_str(name(element));
    out.push('>');
}

/// Whether the element has no end tag in HTML.
pub(super) fn is_void(element: Element<'_, '_>) -> bool {
    names::is_void(name(element))
}

/// Writes text so that HTML reads the same characters.
pub(super) fn escape(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>']) {
        out.push_str(rest.get(..at).unwrap_or_default());
        out.push_str(match rest.as_bytes().get(at) {
            Some(b'&') => "&amp;",
            Some(b'<') => "&lt;",
            _ => "&gt;",
        });
        rest = rest.get(at + 1..).unwrap_or_default();
    }
    out.push_str(rest);
}

fn name<'a>(element: Element<'_, 'a>) -> &'a str {
    if element.ns() == Ns::Xhtml {
        names::local(element.name())
    } else {
        element.name()
    }
}
