//! The constructs that all XML formats share: texts of every declared type, content, links, people, categories.

use crate::{
    feed::{Category, Content, Enclosure, Link, Person, Text},
    parse::{
        decode::scrub,
        tolerant::{
            person,
            scope::Scope,
            tree::{Element, Source},
        },
        values,
    },
};

/// What a text is that doesn't say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unsaid {
    /// Characters (Atom).
    Plain,
    /// Characters, unless it looks like HTML (titles of RSS).
    Guess,
    /// HTML (descriptions of RSS).
    Html,
}

/// The declared types, as far as they make a difference.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Type {
    Unsaid,
    Plain,
    Html,
    Xhtml,
    Base64,
}

/// Fills a slot that is still empty.
pub(super) fn first<T>(slot: &mut Option<T>, value: impl FnOnce() -> Option<T>) {
    if slot.is_none() {
        *slot = value();
    }
}

/// Reads a text construct in any of its types and modes; `None` when there is no text.
pub(super) fn text(element: Element<'_, '_>, scope: &Scope, unsaid: Unsaid) -> Option<Text> {
    let scope = scope.enter(element);
    let declared = declared_type(element);
    if declared == Type::Xhtml || (declared != Type::Base64 && element.has_children()) {
        let source = if unsaid == Unsaid::Html && declared == Type::Unsaid {
            Source::Careless
        } else {
            Source::Xhtml
        };
        return inline(element, &scope, source);
    }
    if declared == Type::Base64
        && let Some(text) = base64(&element.raw_text())
    {
        return match values::guess(text)? {
            Text::Html(html) => Some(Text::Html(scope.html(html.markup))),
            Text::Plain(text) if is_html(element) => Some(Text::Html(scope.html(text))),
            plain @ Text::Plain(_) => Some(plain),
        };
    }
    let value = element.text()?;
    Some(match (declared, unsaid) {
        (Type::Html, _) | (Type::Unsaid, Unsaid::Html) => Text::Html(scope.html(value)),
        (Type::Unsaid, Unsaid::Guess) => match values::guess(value)? {
            Text::Html(html) => Text::Html(scope.html(html.markup)),
            plain @ Text::Plain(_) => plain,
        },
        _ => Text::Plain(value),
    })
}

/// Markup that stands in the feed as elements. The `div` that XHTML needs around it is no part of it (RFC 4287 §3.1.1.3).
fn inline(element: Element<'_, '_>, scope: &Scope, source: Source) -> Option<Text> {
    if let Some(div) = element.only_child().filter(|child| child.local() == "div") {
        let scope = scope.enter(div);
        let markup = div.markup(source, &scope);
        return Some(Text::Html(scope.html(values::trimmed(markup)?)));
    }
    let markup = element.markup(source, scope);
    Some(Text::Html(scope.html(values::trimmed(markup)?)))
}

fn declared_type(element: Element<'_, '_>) -> Type {
    let mode = element.attribute("mode");
    if mode
        .as_deref()
        .is_some_and(|mode| mode.trim().eq_ignore_ascii_case("base64"))
    {
        return Type::Base64;
    }
    let Some(declared) = element.attribute("type") else {
        return Type::Unsaid;
    };
    let declared = declared.trim().to_ascii_lowercase();
    let declared = declared.split(';').next().unwrap_or_default().trim();
    match declared {
        "" => Type::Unsaid,
        "html" | "text/html" | "text/x-html" | "escaped" => Type::Html,
        "xhtml" | "application/xhtml+xml" | "application/xhtml" | "text/xhtml" => Type::Xhtml,
        "text" | "plain" => Type::Plain,
        _ if declared.starts_with("text/") => Type::Plain,
        _ if declared.ends_with("/xml") || declared.ends_with("+xml") => Type::Xhtml,
        _ if declared.contains('/') => Type::Base64,
        _ => Type::Unsaid,
    }
}

fn is_html(element: Element<'_, '_>) -> bool {
    element
        .attribute("type")
        .is_some_and(|declared| declared.contains("html"))
}

/// The text that is encoded in `encoded` (RFC 4648 §4); `None` when it is something else.
fn base64(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0_u32);
    for byte in encoded
        .trim()
        .trim_end_matches('=')
        .bytes()
        .filter(|byte| !byte.is_ascii_whitespace())
    {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6 | u32::from(value)) & 0xFFFF;
        count += 6;
        if count >= 8 {
            count -= 8;
            bytes.push(u8::try_from(bits >> count & 0xFF).ok()?);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    (!text.is_empty()).then(|| scrub(text))
}

/// Reads Atom's content (RFC 4287 §4.1.3), or a body of RSS.
pub(super) fn content(element: Element<'_, '_>, scope: &Scope, unsaid: Unsaid) -> Option<Content> {
    let src = element
        .attribute("src")
        .and_then(|src| scope.enter(element).resolve(&src));
    let text = text(element, scope, unsaid);
    if text.is_none() && src.is_none() {
        return None;
    }
    Some(Content {
        text: text.unwrap_or(Text::Plain(String::new())),
        src,
        language: element
            .attribute("xml:lang")
            .and_then(|tag| values::language(&tag)),
    })
}

/// Reads a link with an `href` (RFC 4287 §4.2.7), or one whose address is its text.
pub(super) fn link(element: Element<'_, '_>, scope: &Scope) -> Option<Link> {
    let scope = scope.enter(element);
    let address = element
        .value("href")
        .or_else(|| element.text())
        .or_else(|| element.value("rdf:resource"))?;
    Some(Link {
        href: scope.resolve(&address)?,
        rel: values::relation(element.value("rel")),
        media_type: element.value("type"),
        title: element.value("title"),
        hreflang: element.value("hreflang"),
        length: element
            .value("length")
            .and_then(|length| length.parse().ok()),
    })
}

/// The enclosure that a link with that relation is.
pub(crate) fn enclosure_of(link: &Link) -> Option<Enclosure> {
    (link.rel == "enclosure").then(|| Enclosure {
        url: link.href.clone(),
        media_type: link.media_type.clone(),
        length: link.length,
    })
}

/// Adds an enclosure unless its address is there already, or there are too many.
pub(crate) fn add_enclosure(enclosures: &mut Vec<Enclosure>, enclosure: Enclosure) {
    if enclosures.len() <= values::MAX_LIST
        && !enclosures.iter().any(|known| known.url == enclosure.url)
    {
        enclosures.push(enclosure);
    }
}

/// Reads a person construct (RFC 4287 §3.2), or a person written as text.
pub(super) fn person(element: Element<'_, '_>, scope: &Scope) -> Option<Person> {
    if !element.has_children() {
        return person::parse(&element.raw_text());
    }
    let scope = scope.enter(element);
    let mut found = Person::default();
    for child in element.children() {
        match child.local() {
            "name" => first(&mut found.name, || child.text()),
            "email" => first(&mut found.email, || child.text()),
            "uri" | "url" | "homepage" => {
                first(&mut found.uri, || {
                    scope.enter(child).resolve(&child.raw_text())
                });
            }
            _ => {}
        }
    }
    if found.email.is_none()
        && let Some(parsed) = found
            .name
            .as_deref()
            .filter(|name| name.contains('@'))
            .and_then(person::parse)
        && parsed.email.is_some()
    {
        found.name = parsed.name;
        found.email = parsed.email;
    }
    if found == Person::default() {
        return person::parse(&element.raw_text());
    }
    Some(found)
}

/// Reads a category: Atom's (RFC 4287 §4.2.2), RSS's with its domain, or a subject of Dublin Core.
pub(super) fn category(element: Element<'_, '_>) -> Option<Category> {
    let label = element.value("label");
    let term = element
        .value("term")
        .or_else(|| element.text())
        .or_else(|| element.value("text"))
        .or_else(|| label.clone())?;
    Some(Category {
        scheme: element.value("scheme").or_else(|| element.value("domain")),
        label,
        term,
    })
}
