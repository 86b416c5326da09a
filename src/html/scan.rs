//! A linear scanner of markup that sees text and where blocks begin and end, and nothing else.
//!
//! Hand-written because html5ever's tokenizer builds every attribute of every tag and cannot be stopped in the middle of
//! a text, which is what an excerpt of a long post needs; the table of named references is html5ever's.

use std::{borrow::Cow, ops::ControlFlow};

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};

use crate::html::mend::Words;

/// What the scanner found.
pub(super) enum Piece<'a> {
    /// Characters, references decoded.
    Text(Cow<'a, str>),
    /// The begin or end of a block, or a line break.
    Break,
}

/// Text is handed over in pieces of this many bytes at most, so that a reader can stop early in a long one.
const LONGEST_TEXT: usize = 256;

/// The longest name of a character reference, `&CounterClockwiseContourIntegral;`, without the `&`.
const LONGEST_REFERENCE: usize = 32;

/// Elements whose text nobody reads. An end tag is looked for by name, as the tokenizer does for raw text.
const SKIPPED: [&str; 11] = [
    "script", "style", "noscript", "iframe", "noembed", "noframes", "title", "template", "svg",
    "math", "select",
];

/// Elements whose begin and end part words.
const BLOCKS: [&str; 58] = [
    "address",
    "article",
    "aside",
    "audio",
    "blockquote",
    "body",
    "br",
    "button",
    "caption",
    "center",
    "col",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "input",
    "legend",
    "li",
    "listing",
    "main",
    "menu",
    "nav",
    "object",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
    "video",
];

/// Reads `markup` and hands every piece to `each` until it breaks.
pub(super) fn scan<'a>(
    markup: &'a str,
    each: &mut impl FnMut(Piece<'a>) -> ControlFlow<()>,
) -> ControlFlow<()> {
    let mut rest = markup;
    let mut words = Words::of(markup);
    // An element that is never closed is looked for only once, or `<svg>` repeated would take quadratic time.
    let mut never_closed = [false; SKIPPED.len()];
    while !rest.is_empty() {
        let (text, after) = split_text(rest);
        rest = after;
        if !text.is_empty() {
            each(Piece::Text(Cow::Borrowed(text)))?;
            continue;
        }
        if rest.starts_with('&') {
            let (text, after) = reference(rest);
            rest = after;
            each(Piece::Text(text))?;
            continue;
        }
        let (markup, after) = construct(rest);
        rest = after;
        match markup {
            Construct::Text(text) => each(Piece::Text(Cow::Borrowed(text)))?,
            Construct::Nothing => {}
            Construct::Tag {
                name,
                is_end: false,
                is_bare: true,
            } if words.has(name) => {
                each(Piece::Text(Cow::Borrowed("<")))?;
                each(Piece::Text(Cow::Borrowed(name)))?;
                each(Piece::Text(Cow::Borrowed(">")))?;
            }
            Construct::Tag { name, is_end, .. } => {
                let name = name.to_ascii_lowercase();
                if BLOCKS.binary_search(&name.as_str()).is_ok() {
                    each(Piece::Break)?;
                }
                let skipped = SKIPPED.iter().position(|skipped| *skipped == name);
                let Some(never) = skipped.and_then(|at| never_closed.get_mut(at)) else {
                    continue;
                };
                if is_end || *never {
                    continue;
                }
                if let Some(after) = after_end_tag(rest, &name) {
                    rest = after;
                } else if matches!(
                    name.as_str(),
                    "iframe" | "template" | "svg" | "math" | "select"
                ) {
                    *never = true;
                } else {
                    rest = "";
                }
            }
        }
    }
    ControlFlow::Continue(())
}

/// The text before the next `<` or `&`, at most [`LONGEST_TEXT`] bytes of it, and what follows.
fn split_text(rest: &str) -> (&str, &str) {
    let window = rest.len().min(LONGEST_TEXT);
    let bytes = rest.as_bytes().get(..window).unwrap_or_default();
    let mut end = bytes
        .iter()
        .position(|byte| matches!(byte, b'<' | b'&'))
        .unwrap_or(window);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    rest.split_at(end)
}

/// What a `<` can be the begin of.
pub(super) enum Construct<'a> {
    /// Nothing but characters.
    Text(&'a str),
    /// A comment or a declaration.
    Nothing,
    /// A tag.
    Tag {
        /// Its name, as it was written.
        name: &'a str,
        /// Whether it ends the element.
        is_end: bool,
        /// Whether there is nothing but the name in it.
        is_bare: bool,
    },
}

/// What the `<` at the begin of `rest` is, and what follows it (HTML Standard §13.2.5.6 and following).
pub(super) fn construct(rest: &str) -> (Construct<'_>, &str) {
    let bytes = rest.as_bytes();
    match (bytes.get(1), bytes.get(2)) {
        (Some(first), _) if first.is_ascii_alphabetic() => tag(rest, 1),
        (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => tag(rest, 2),
        (Some(b'!'), _) => (Construct::Nothing, after_declaration(rest)),
        (Some(b'?' | b'/'), Some(_)) => (Construct::Nothing, after(rest, ">")),
        _ => (Construct::Text("<"), rest.get(1..).unwrap_or_default()),
    }
}

fn tag(rest: &str, name_at: usize) -> (Construct<'_>, &str) {
    let from_name = rest.get(name_at..).unwrap_or_default();
    let name_end = from_name
        .find(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>'))
        .unwrap_or(from_name.len());
    let (name, attributes) = from_name.split_at(name_end);
    let is_end = name_at == 2;
    if attributes.is_empty() && !is_end {
        // Markup that ends in the name of a tag ends in a word.
        return (Construct::Text(rest), "");
    }
    let tag = Construct::Tag {
        name,
        is_end,
        is_bare: attributes.starts_with('>'),
    };
    (tag, after_attributes(attributes))
}

/// What follows the `>` that ends a tag: one inside a quoted value doesn't. A tag without end swallows the rest.
fn after_attributes(attributes: &str) -> &str {
    #[derive(Clone, Copy, PartialEq)]
    enum At {
        Name,
        BeforeValue,
        Value,
        Quoted(u8),
    }
    let mut state = At::Name;
    for (at, byte) in attributes.bytes().enumerate() {
        state = match (state, byte) {
            (At::Quoted(quote), _) if byte == quote => At::Name,
            (At::Quoted(_), _) => state,
            (_, b'>') => return attributes.get(at + 1..).unwrap_or_default(),
            (At::Name, b'=') => At::BeforeValue,
            (At::BeforeValue, b'"' | b'\'') => At::Quoted(byte),
            (At::BeforeValue, _) if byte.is_ascii_whitespace() => At::BeforeValue,
            (At::BeforeValue, _) => At::Value,
            (At::Value, _) if byte.is_ascii_whitespace() => At::Name,
            (At::Name | At::Value, _) => state,
        };
    }
    ""
}

fn after_declaration(rest: &str) -> &str {
    let Some(comment) = rest.strip_prefix("<!--") else {
        return after(rest, ">");
    };
    if let Some(abrupt) = comment
        .strip_prefix('>')
        .or_else(|| comment.strip_prefix("->"))
    {
        return abrupt;
    }
    let normal = comment.find("-->").map(|at| at + 3);
    let odd = comment
        .get(..normal.unwrap_or(comment.len()))
        .and_then(|text| text.find("--!>"))
        .map(|at| at + 4);
    odd.or(normal)
        .and_then(|at| comment.get(at..))
        .unwrap_or_default()
}

fn after<'a>(rest: &'a str, end: &str) -> &'a str {
    rest.split_once(end).map_or("", |(_, after)| after)
}

/// What follows the end tag of `name`, if there is one.
pub(super) fn after_end_tag<'a>(rest: &'a str, name: &str) -> Option<&'a str> {
    for (at, _) in rest.match_indices("</") {
        let candidate = rest.get(at + 2..)?;
        let is_name = candidate
            .as_bytes()
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()));
        if !is_name {
            continue;
        }
        let attributes = candidate.get(name.len()..)?;
        if attributes.starts_with(|c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>')) {
            return Some(after_attributes(attributes));
        }
    }
    None
}

/// The text that the `&` at the begin of `rest` stands for, and what follows it (HTML Standard §13.2.5.72).
pub(crate) fn reference(rest: &str) -> (Cow<'_, str>, &str) {
    let numeric_or_named = match rest.as_bytes().get(1) {
        Some(b'#') => numeric(rest),
        Some(first) if first.is_ascii_alphanumeric() => named(rest),
        _ => None,
    };
    match numeric_or_named {
        Some((text, after)) => (Cow::Owned(text), after),
        None => (Cow::Borrowed("&"), rest.get(1..).unwrap_or_default()),
    }
}

fn numeric(rest: &str) -> Option<(String, &str)> {
    let body = rest.get(2..)?;
    let (digits, radix) = match body.strip_prefix(['x', 'X']) {
        Some(digits) => (digits, 16),
        None => (body, 10),
    };
    let end = digits
        .find(|c: char| !c.is_digit(radix))
        .unwrap_or(digits.len());
    if end == 0 {
        return None;
    }
    let (number, after) = digits.split_at(end);
    let after = after.strip_prefix(';').unwrap_or(after);
    // Seven significant digits hold every code point in either radix.
    let number = number.trim_start_matches('0');
    let code = if number.len() > 7 {
        u32::MAX
    } else {
        u32::from_str_radix(number, radix).unwrap_or(0)
    };
    let windows_1252 = code.checked_sub(0x80).and_then(|at| {
        C1_REPLACEMENTS
            .get(usize::try_from(at).ok()?)
            .copied()
            .flatten()
    });
    let character = windows_1252
        .or_else(|| char::from_u32(code).filter(|c| *c != '\0'))
        .unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((character.to_string(), after))
}

fn named(rest: &str) -> Option<(String, &str)> {
    let body = rest.get(1..)?;
    let longest = body
        .bytes()
        .take(LONGEST_REFERENCE)
        .position(|byte| !byte.is_ascii_alphanumeric())
        .map_or(body.len().min(LONGEST_REFERENCE), |at| {
            at + usize::from(body.as_bytes().get(at) == Some(&b';'))
        });
    (2..=longest).rev().find_map(|length| {
        let name = body.get(..length)?;
        // The table also holds prefixes of names, which stand for nothing.
        let (first, second) = NAMED_ENTITIES
            .get(name)
            .copied()
            .filter(|(first, _)| *first != 0)?;
        let text = [first, second]
            .into_iter()
            .filter(|code| *code != 0)
            .filter_map(char::from_u32);
        Some((text.collect(), body.get(length..).unwrap_or_default()))
    })
}
