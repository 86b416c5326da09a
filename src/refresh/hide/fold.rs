//! One way to write what can be written in many: a text without its escapes, and where each of its bytes comes from.

use crate::html;

/// The longest reference that is looked at: of a number with some zeros in front.
const LONGEST_REFERENCE: usize = 48;

/// How often an escape may be escaped itself.
const ROUNDS: usize = 5;

/// A text in one way of writing.
#[derive(Debug)]
pub(super) struct Folded {
    /// Its bytes; some may be no UTF-8 any more.
    pub(super) bytes: Vec<u8>,
    /// Where what each of them stands for begins and ends in the text.
    spans: Vec<(usize, usize)>,
}

impl Folded {
    /// The place in the text of what the bytes from `begin` to `end` stand for.
    pub(super) fn place(&self, begin: usize, end: usize) -> (usize, usize) {
        let span = |at: usize| self.spans.get(at).copied().unwrap_or_default();
        (span(begin).0, span(end.saturating_sub(1)).1)
    }
}

/// References, percent-encoding and the escapes of scripts decoded, also one in the other; line breaks and tabs left out, as in
/// an address, and characters that nobody sees; ASCII in small letters; one slash for several, for `/./` and for a backslash.
pub(super) fn fold(text: &str) -> Folded {
    let mut folded = Folded {
        bytes: text.as_bytes().to_vec(),
        spans: (0..text.len()).map(|at| (at, at + 1)).collect(),
    };
    for _ in 0..ROUNDS {
        let next = once(&folded);
        let is_done = next.bytes == folded.bytes;
        folded = next;
        if is_done {
            break;
        }
    }
    folded
}

fn once(before: &Folded) -> Folded {
    let mut after = Folded {
        bytes: Vec::with_capacity(before.bytes.len()),
        spans: Vec::with_capacity(before.spans.len()),
    };
    let mut rest = before.bytes.as_slice();
    let mut at = 0;
    let mut unit = Vec::new();
    while !rest.is_empty() {
        unit.clear();
        let length = decode(rest, after.bytes.last().copied(), &mut unit);
        let span = before.place(at, at + length);
        for byte in &unit {
            after.bytes.push(byte.to_ascii_lowercase());
            after.spans.push(span);
        }
        at += length;
        rest = rest.get(length..).unwrap_or_default();
    }
    after
}

/// What the beginning of `rest` stands for behind `last`, and how long it is: one byte at least.
fn decode(rest: &[u8], last: Option<u8>, out: &mut Vec<u8>) -> usize {
    let escaped = match rest {
        [b'&', ..] => reference(rest, out),
        [b'%', high, low, ..] => hex([*high, *low]).map(|byte| {
            out.push(byte);
            3
        }),
        [b'\\', b'u', a, b, c, d, ..] => hex([*a, *b]).filter(|high| *high == 0).and_then(|_| {
            out.push(hex([*c, *d])?);
            Some(6)
        }),
        [b'\\', b'x', high, low, ..] => hex([*high, *low]).map(|byte| {
            out.push(byte);
            4
        }),
        [0x00..=0x1f | 0x7f, ..] => Some(1),
        // U+0080 to U+009F, and the soft hyphen.
        [0xc2, 0x80..=0x9f | 0xad, ..] => Some(2),
        // Without width, marks and controls of direction, joiners, the byte order mark.
        [0xe2, 0x80, 0x8b..=0x8f | 0xaa..=0xae, ..]
        | [0xe2, 0x81, 0xa0..=0xa4 | 0xa6..=0xa9, ..]
        | [0xef, 0xbb, 0xbf, ..] => Some(3),
        [b'/' | b'\\', ..] if last == Some(b'/') => Some(1),
        [b'.', b'/' | b'\\', ..] if last == Some(b'/') => Some(2),
        [b'\\', ..] => {
            out.push(b'/');
            Some(1)
        }
        _ => None,
    };
    escaped.unwrap_or_else(|| {
        out.extend(rest.first());
        1
    })
}

fn reference(rest: &[u8], out: &mut Vec<u8>) -> Option<usize> {
    let may_be = rest
        .iter()
        .take(LONGEST_REFERENCE)
        .take_while(|byte| byte.is_ascii())
        .count();
    let written = std::str::from_utf8(rest.get(..may_be)?).ok()?;
    let (text, after) = html::reference(written);
    out.extend_from_slice(text.as_bytes());
    Some(written.len() - after.len())
}

fn hex(digits: [u8; 2]) -> Option<u8> {
    let text = std::str::from_utf8(&digits).ok()?;
    let is_hex = digits.iter().all(u8::is_ascii_hexdigit);
    u8::from_str_radix(text, 16).ok().filter(|_| is_hex)
}
