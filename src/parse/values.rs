//! Small values that every format shares: references, language tags, and whether a plain text is really markup.

use url::Url;

use crate::{
    feed::{LONGEST_BASE, RawHtml, Text, has_possible_host},
    parse::decode::scrub,
};

/// The most links, people, categories or files that a feed or an entry may have; further ones are left out.
pub(crate) const MAX_LIST: usize = 256;

/// Adds to a list until it has one more than it may have, so that whoever looks can see that it was too long.
pub(crate) fn extend<T>(list: &mut Vec<T>, items: impl IntoIterator<Item = T>) {
    let room = (MAX_LIST + 1).saturating_sub(list.len());
    list.extend(items.into_iter().take(room));
}

/// Shortens a list that is too long, and tells whether it was.
pub(crate) fn shorten<T>(list: &mut Vec<T>) -> bool {
    let long = list.len() > MAX_LIST;
    list.truncate(MAX_LIST);
    long
}

/// The address, if relative references may be resolved against it. A long query is left out: hardly a reference keeps it.
pub(crate) fn base(mut url: Url) -> Option<Url> {
    if url.as_str().len() > LONGEST_BASE {
        url.set_query(None);
        url.set_fragment(None);
    }
    (url.as_str().len() <= LONGEST_BASE).then_some(url)
}

/// `reference` made absolute against `base`; as it is where that is impossible, `None` when it is empty or can lead nowhere.
pub(crate) fn resolve(reference: &str, base: Option<&Url>) -> Option<String> {
    let reference = reference.trim();
    if reference.is_empty() {
        return None;
    }
    if !has_possible_host(reference) {
        return None;
    }
    let resolved = match Url::parse(reference) {
        Ok(url) => Some(url),
        Err(_) => base.and_then(|base| base.join(reference).ok()),
    };
    Some(resolved.map_or_else(|| scrub(reference.to_owned()), String::from))
}

/// A link's relation: `alternate` where none is given; the registry's own may be written as the IRIs they stand for
/// (RFC 4287 §4.2.7.2).
pub(crate) fn relation(rel: Option<String>) -> String {
    let Some(rel) = rel else {
        return "alternate".to_owned();
    };
    match rel.strip_prefix("http://www.iana.org/assignments/relation/") {
        Some(short) => short.to_owned(),
        None => rel,
    }
}

/// A language tag in the usual spelling (BCP 47 §2.1.1: `en-US`, `zh-Hant`), whatever case and separator it was written in.
pub(crate) fn language(tag: &str) -> Option<String> {
    let tag = tag.trim();
    let usable = !tag.is_empty()
        && tag.len() <= 35
        && tag
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
    if !usable {
        return None;
    }
    let mut spelled = String::with_capacity(tag.len());
    for (at, part) in tag.split(['-', '_']).enumerate() {
        if at > 0 {
            spelled.push('-');
        }
        match (at, part.len()) {
            (1.., 2) => spelled.push_str(&part.to_ascii_uppercase()),
            (1.., 4) => {
                let (first, rest) = part.split_at(1);
                spelled.push_str(&first.to_ascii_uppercase());
                spelled.push_str(&rest.to_ascii_lowercase());
            }
            _ => spelled.push_str(&part.to_ascii_lowercase()),
        }
    }
    Some(spelled)
}

/// The text of an element that may hold either: markup if it looks like it, else plain. `None` when it is empty.
pub(crate) fn guess(text: String) -> Option<Text> {
    let text = trimmed(text)?;
    Some(if looks_like_html(&text) {
        Text::Html(RawHtml {
            markup: text,
            base: None,
        })
    } else {
        Text::Plain(text)
    })
}

/// `text` without the blanks around it; `None` when nothing is left.
pub(crate) fn trimmed(text: String) -> Option<String> {
    let inner = text.trim();
    if inner.is_empty() {
        None
    } else if inner.len() == text.len() {
        Some(text)
    } else {
        Some(inner.to_owned())
    }
}

/// Whether a text has an end tag, an empty element or a reference of HTML, and no tag that HTML hasn't.
pub(crate) fn looks_like_html(text: &str) -> bool {
    let mut convincing = false;
    let mut rest = text;
    while let Some(at) = rest.find(['<', '&']) {
        let found = rest.get(at..).unwrap_or_default();
        let inner = found.get(1..).unwrap_or_default();
        if found.starts_with('&') {
            convincing |= is_reference(inner);
        } else {
            let name_at = usize::from(inner.starts_with('/'));
            let name = inner.get(name_at..).unwrap_or_default();
            let length = name
                .find(|char: char| !char.is_ascii_alphanumeric())
                .unwrap_or(name.len());
            let name = name.get(..length).unwrap_or_default();
            if !name.is_empty() {
                if !is_html(name) {
                    return false;
                }
                convincing |=
                    name_at == 1 || matches!(name, "br" | "img" | "hr" | "BR" | "IMG" | "HR");
            }
        }
        rest = inner;
    }
    convincing
}

fn is_reference(after: &str) -> bool {
    let after = after.strip_prefix('#').unwrap_or(after);
    let length = after
        .bytes()
        .take(32)
        .take_while(u8::is_ascii_alphanumeric)
        .count();
    length > 0 && after.as_bytes().get(length) == Some(&b';')
}

fn is_html(name: &str) -> bool {
    const ELEMENTS: [&str; 71] = [
        "a",
        "abbr",
        "acronym",
        "address",
        "article",
        "aside",
        "audio",
        "b",
        "big",
        "blink",
        "blockquote",
        "body",
        "br",
        "caption",
        "center",
        "cite",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "figcaption",
        "figure",
        "font",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "i",
        "iframe",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "nobr",
        "ol",
        "p",
        "picture",
        "pre",
        "q",
        "s",
        "samp",
        "script",
        "section",
        "small",
        "source",
        "span",
        "strike",
        "strong",
        "style",
        "sub",
        "sup",
        "table",
        "tt",
        "u",
        "ul",
        "var",
        "video",
    ];
    const TABLE: [&str; 6] = ["tbody", "td", "tfoot", "th", "thead", "tr"];
    ELEMENTS
        .iter()
        .chain(&TABLE)
        .any(|known| known.eq_ignore_ascii_case(name))
}
