//! References to characters: XML's five, every name that HTML knows, numbers, and what a document type declares itself.
//!
//! Declared entities are plain text only: none is expanded within another, and a document can grow by them only so far.

use std::{borrow::Cow, cell::Cell, collections::BTreeMap};

use html5ever::data::{C1_REPLACEMENTS, NAMED_ENTITIES};
use memchr::memchr;

/// Entities that the document type declares.
#[derive(Debug)]
pub(crate) struct Declared<'a> {
    texts: BTreeMap<&'a str, Cow<'a, str>>,
    /// How many bytes they may still add to the document.
    room: Cell<usize>,
}

impl Default for Declared<'_> {
    fn default() -> Self {
        Self {
            texts: BTreeMap::new(),
            room: Cell::new(MOST_EXPANDED),
        }
    }
}

impl Declared<'_> {
    /// The text of an entity, as long as there is room for it.
    fn expand(&self, name: &str) -> Option<&str> {
        let text = self.texts.get(name)?;
        self.room.set(self.room.get().checked_sub(text.len())?);
        Some(text)
    }
}

/// Most entities a document may declare, and the longest text of one.
const MAX_DECLARED: usize = 64;
const MAX_DECLARED_LENGTH: usize = 1000;

/// The most bytes that declared entities may add to a document: three are enough to name a thousand, so that 15 MB would become
/// 5 GB. What goes beyond stays a reference.
const MOST_EXPANDED: usize = 1 << 20;

/// The longest name of an entity (HTML's longest has 31 characters), and the longest number.
const MAX_NAME: usize = 40;

/// `raw` with its references resolved, and whether one of them was not as XML wants it.
pub(crate) fn decode<'a>(raw: &'a str, declared: &Declared<'_>) -> (Cow<'a, str>, bool) {
    let Some(first) = memchr(b'&', raw.as_bytes()) else {
        return (Cow::Borrowed(raw), false);
    };
    let mut text = String::with_capacity(raw.len());
    let mut mended = false;
    let mut rest = raw;
    let mut at = first;
    loop {
        text.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        let (length, legal) = reference(rest, declared, &mut text);
        mended |= !legal;
        rest = rest.get(length..).unwrap_or_default();
        match memchr(b'&', rest.as_bytes()) {
            Some(found) => at = found,
            None => break,
        }
    }
    text.push_str(rest);
    (Cow::Owned(text), mended)
}

/// Whether every reference in `raw` is one that XML allows without a document type.
pub(crate) fn are_legal(raw: &str, scratch: &mut String) -> bool {
    first_illegal(raw, &Declared::default(), scratch).is_none()
}

/// Where the first reference stands in `raw` that is not as XML wants it.
pub(super) fn first_illegal(
    raw: &str,
    declared: &Declared<'_>,
    scratch: &mut String,
) -> Option<usize> {
    let mut rest = raw;
    while let Some(at) = memchr(b'&', rest.as_bytes()) {
        rest = rest.get(at..).unwrap_or_default();
        scratch.clear();
        let (length, legal) = reference(rest, declared, scratch);
        if !legal {
            return Some(raw.len() - rest.len());
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    None
}

/// Resolves the reference at the start of `rest` into `text`: its length, and whether it is one that XML allows. What is
/// none stays as it is.
fn reference(rest: &str, declared: &Declared<'_>, text: &mut String) -> (usize, bool) {
    let bytes = rest.as_bytes();
    if bytes.get(1) == Some(&b'#') {
        return number(bytes, text);
    }
    let length = bytes
        .iter()
        .skip(1)
        .take(MAX_NAME)
        .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
        .count();
    let end = 1 + length;
    if length == 0 || bytes.get(end) != Some(&b';') {
        text.push('&');
        return (1, false);
    }
    let name = rest.get(1..end).unwrap_or_default();
    let plain = match name {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        _ => {
            if let Some(value) = declared.expand(name) {
                text.push_str(value);
                return (end + 1, true);
            }
            return match NAMED_ENTITIES.get(rest.get(1..=end).unwrap_or_default()) {
                Some(&(first, second)) if first != 0 => {
                    text.extend(
                        [first, second]
                            .into_iter()
                            .filter(|code| *code != 0)
                            .filter_map(char::from_u32),
                    );
                    (end + 1, false)
                }
                _ => {
                    text.push('&');
                    (1, false)
                }
            };
        }
    };
    text.push_str(plain);
    (end + 1, true)
}

/// Resolves `&#…` into `text`.
fn number(bytes: &[u8], text: &mut String) -> (usize, bool) {
    let (radix, from) = if matches!(bytes.get(2), Some(b'x' | b'X')) {
        (16, 3)
    } else {
        (10, 2)
    };
    let digits = bytes
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take(MAX_NAME)
        .map_while(|byte| char::from(*byte).to_digit(radix));
    let mut length = 0;
    let mut value: u32 = 0;
    for digit in digits {
        value = value.saturating_mul(radix).saturating_add(digit);
        length += 1;
    }
    if length == 0 {
        text.push('&');
        return (1, false);
    }
    let closed = bytes.get(from + length) == Some(&b';');
    let end = from + length + usize::from(closed);
    let (char, legal) = character(value);
    text.extend(char);
    (end, legal && closed)
}

/// The character that a number stands for, if text may hold it; numbers of the C1 range are Windows-1252's, as in HTML.
fn character(value: u32) -> (Option<char>, bool) {
    match value {
        0x80..=0x9F => {
            let index = usize::try_from(value - 0x80).unwrap_or_default();
            (C1_REPLACEMENTS.get(index).copied().flatten(), false)
        }
        0x0D => (Some('\n'), false),
        0x09 | 0x0A => (char::from_u32(value), true),
        0..0x20 | 0x7F | 0xFFFE | 0xFFFF => (None, false),
        _ => {
            let char = char::from_u32(value);
            (char, char.is_some())
        }
    }
}

/// The simple entities that a document type declares: `<!ENTITY name "text">` with text that needs no further expansion.
pub(crate) fn declared(doctype: &str) -> Declared<'_> {
    let mut entities = Declared::default();
    let none = Declared::default();
    for declaration in doctype.split("<!ENTITY").skip(1).take(MAX_DECLARED) {
        let declaration = declaration.trim_ascii_start();
        let Some((name, rest)) = declaration.split_once(|char: char| char.is_ascii_whitespace())
        else {
            continue;
        };
        let rest = rest.trim_ascii_start();
        let value = match rest.as_bytes().first() {
            Some(b'"') => rest.get(1..).and_then(|rest| rest.split_once('"')),
            Some(b'\'') => rest.get(1..).and_then(|rest| rest.split_once('\'')),
            _ => None,
        };
        let Some((value, _)) = value else { continue };
        let (value, odd) = decode(value, &none);
        if !odd && value.len() <= MAX_DECLARED_LENGTH && name.len() <= MAX_NAME {
            entities.texts.entry(name).or_insert(value);
        }
    }
    entities
}
