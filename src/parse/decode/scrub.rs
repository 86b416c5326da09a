//! Line ends made `\n` and characters dropped that XML 1.0 forbids or no page should carry (C0, DEL, C1, U+FFFE, U+FFFF).

use std::borrow::Cow;

use crate::parse::{Place, repairs::place};

/// `text` without forbidden characters, and where the first of them stood.
pub(super) fn scrub_cow(text: Cow<'_, str>) -> (Cow<'_, str>, Option<Place>) {
    let Some(first) = next(text.as_bytes(), 0) else {
        return (text, None);
    };
    let (clean, dropped) = rewrite(&text, first);
    let dropped = dropped.map(|at| place(&text, at));
    (Cow::Owned(clean), dropped)
}

/// `text` without forbidden characters.
pub(crate) fn scrub(text: String) -> String {
    match next(text.as_bytes(), 0) {
        Some(first) => rewrite(&text, first).0,
        None => text,
    }
}

/// The text with everything from byte `at` on put right, and where a character was first dropped (a line end is not).
fn rewrite(text: &str, mut at: usize) -> (String, Option<usize>) {
    let bytes = text.as_bytes();
    let mut clean = String::with_capacity(text.len());
    let mut dropped = None;
    let mut copied = 0;
    loop {
        clean.push_str(text.get(copied..at).unwrap_or_default());
        copied = at + width(bytes, at);
        if bytes.get(at) == Some(&b'\r') {
            if bytes.get(copied) != Some(&b'\n') {
                clean.push('\n');
            }
        } else {
            dropped = dropped.or(Some(at));
        }
        match next(bytes, copied) {
            Some(found) => at = found,
            None => break,
        }
    }
    clean.push_str(text.get(copied..).unwrap_or_default());
    (clean, dropped)
}

/// How many bytes are looked at together.
const STRIDE: usize = 64;

/// Whether a character may start with this byte that has to go.
#[expect(
    clippy::needless_bitwise_bool,
    reason = "without branches one instruction looks at many bytes"
)]
fn is_suspect(byte: u8) -> bool {
    let control = (byte < 0x20) & (byte != b'\t') & (byte != b'\n');
    control | (byte == 0x7F) | (byte == 0xC2) | (byte == 0xEF)
}

/// Where the next character stands that has to go.
fn next(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..)?;
        let has_none = |some: &&[u8]| !some.iter().fold(false, |any, byte| any | is_suspect(*byte));
        let clean = rest.chunks(STRIDE).take_while(has_none);
        at += clean.map(<[u8]>::len).sum::<usize>();
        at += bytes.get(at..)?.iter().position(|byte| is_suspect(*byte))?;
        if width(bytes, at) > 0 {
            return Some(at);
        }
        at += 1;
    }
}

/// Length of the forbidden character at `at`; 0 when it is an allowed one.
fn width(bytes: &[u8], at: usize) -> usize {
    match bytes.get(at..).unwrap_or_default() {
        [0xC2, 0x80..=0x9F, ..] => 2,
        [0xEF, 0xBF, 0xBE | 0xBF, ..] => 3,
        [0xC2 | 0xEF, ..] | [] => 0,
        _ => 1,
    }
}
