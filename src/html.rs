//! Plain text from markup: for excerpts, search, word counts and as the last resort of `sanitize`.
//!
//! It builds no tree and judges no safety: what comes out is text, to be escaped by whoever prints it.

pub(crate) mod characters;
mod mend;
mod scan;

use std::ops::ControlFlow;

use unicode_segmentation::UnicodeSegmentation as _;

pub(crate) use self::mend::mend;

pub(crate) use self::scan::reference;
use self::scan::{Piece, scan};

/// The readable text of `markup` in one line: references decoded, scripts, styles and comments left out, white space
/// collapsed, and a space where a block element begins or ends. A tag that is a word
/// (`Vec<int>`) is text.
pub fn plain_text(markup: &str) -> String {
    let mut line = Line::default();
    let _ = scan(markup, &mut |piece| {
        line.take(&piece);
        ControlFlow::Continue(())
    });
    line.finish()
}

/// The beginning of the text of `markup`, at most `max_chars` characters long, the `…` of a cut included.
///
/// Cuts between words (UAX #29) where there is one to cut after. Reads no further into the markup than it needs.
pub fn excerpt(markup: &str, max_chars: usize) -> String {
    shorten(&beginning(markup, max_chars), max_chars)
}

/// The beginning of plain text, cut as [`excerpt`] cuts.
pub fn excerpt_of_text(text: &str, max_chars: usize) -> String {
    shorten(&beginning_of_text(text, max_chars), max_chars)
}

/// The text of `markup` in one line, as much of it as [`shorten`] needs to cut it to `max_chars` characters.
pub(crate) fn beginning(markup: &str, max_chars: usize) -> String {
    let enough = max_chars.saturating_add(LOOKAHEAD);
    let mut line = Line::default();
    let (mut counted, mut chars) = (0, 0);
    let _ = scan(markup, &mut |piece| {
        line.take(&piece);
        chars += count(line.text.get(counted..).unwrap_or_default());
        counted = line.text.len();
        if chars > enough {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    line.finish()
}

/// As [`beginning`], of plain text.
pub(crate) fn beginning_of_text(text: &str, max_chars: usize) -> String {
    let enough = max_chars.saturating_add(LOOKAHEAD);
    let mut line = String::new();
    let mut chars = 0;
    let mut rest = text;
    while chars <= enough
        && let Some(word) = next_word(&mut rest)
    {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        chars += 1 + count(word);
    }
    line
}

/// How many characters behind a cut may matter to where a word ends: the longest words that people write, with room for
/// marks and for what is no text.
const LOOKAHEAD: usize = 100;

fn count(text: &str) -> usize {
    text.chars().count()
}

/// How many words `text` has, as a reader's time goes: scripts written without spaces are counted by their characters,
/// two (Chinese, Japanese) or four (Thai, Lao, Khmer, Burmese) to a word.
pub fn word_count(text: &str) -> usize {
    let (mut words, mut ideographs, mut unspaced) = (0_usize, 0_usize, 0_usize);
    // No word goes beyond a space.
    for stretch in text.split(' ') {
        // Nearly always: the tables of Unicode need not be asked about ASCII between marks.
        let plain = stretch.trim_matches(|c: char| c.is_ascii_punctuation());
        if is_plain_word(plain.as_bytes()) {
            words += usize::from(!plain.is_empty());
            continue;
        }
        for word in stretch.unicode_words() {
            match word.chars().next() {
                Some(
                    '\u{3040}'..='\u{30ff}'
                    | '\u{3400}'..='\u{9fff}'
                    | '\u{f900}'..='\u{faff}'
                    | '\u{20000}'..='\u{3ffff}',
                ) => {
                    ideographs += word.chars().count();
                }
                Some(
                    '\u{0e00}'..='\u{0eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}',
                ) => {
                    unspaced += word.chars().count();
                }
                _ => words += 1,
            }
        }
    }
    words + ideographs.div_ceil(2) + unspaced.div_ceil(4)
}

/// Hands the text of `markup` to `each`, block by block, none of them empty, white space collapsed.
pub(crate) fn for_each_block(markup: &str, mut each: impl FnMut(&str)) {
    let mut line = Line::default();
    let mut flush = |line: &mut Line| {
        let block = std::mem::take(line).finish();
        if !block.is_empty() {
            each(&block);
        }
    };
    let _ = scan(markup, &mut |piece| {
        match piece {
            Piece::Break => flush(&mut line),
            Piece::Text(_) => line.take(&piece),
        }
        ControlFlow::Continue(())
    });
    flush(&mut line);
}

/// Text in the making: one line whose white space is collapsed.
#[derive(Default)]
struct Line {
    text: String,
    /// White space was seen since the last visible character.
    pending_space: bool,
}

impl Line {
    fn take(&mut self, piece: &Piece<'_>) {
        match piece {
            Piece::Break => self.pending_space = true,
            Piece::Text(text) => {
                let mut rest: &str = text;
                self.pending_space |= text.starts_with(char::is_whitespace);
                while let Some(words) = next_words(&mut rest) {
                    if self.pending_space && !self.text.is_empty() {
                        self.text.push(' ');
                    }
                    self.text.push_str(words);
                    self.pending_space = !rest.is_empty();
                }
            }
        }
    }

    fn finish(self) -> String {
        characters::clean(&self.text).into_owned()
    }
}

/// Takes the first word off `rest`, up to the next white space.
fn next_word<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let visible = rest.trim_start();
    let (word, after) = visible.split_at(end_of_word(visible));
    *rest = after;
    (!word.is_empty()).then_some(word)
}

/// Takes as many words off `rest` as stand one space apart, as they do nearly everywhere.
fn next_words<'a>(rest: &mut &'a str) -> Option<&'a str> {
    let visible = rest.trim_start();
    let mut end = end_of_word(visible);
    while let Some(behind) = visible.get(end..).and_then(|rest| rest.strip_prefix(' ')) {
        match end_of_word(behind) {
            0 => break,
            word => end += 1 + word,
        }
    }
    let (words, after) = visible.split_at(end);
    *rest = after;
    (!words.is_empty()).then_some(words)
}

/// Where the first white space of `text` stands, or its end.
fn end_of_word(text: &str) -> usize {
    // Nearly always a space behind ASCII, for which no character need be decoded.
    let beyond_ascii = |byte: u8| matches!(byte, b'\t'..=b'\r' | b' ' | 0x80..);
    let Some(at) = text.bytes().position(beyond_ascii) else {
        return text.len();
    };
    let rest = text.get(at..).unwrap_or_default();
    at + rest.find(char::is_whitespace).unwrap_or(rest.len())
}

/// One line of text, cut as [`excerpt`] cuts.
pub(crate) fn shorten(text: &str, max_chars: usize) -> String {
    if text.chars().count() <= max_chars {
        return text.to_owned();
    }
    let Some(room) = max_chars.checked_sub(1) else {
        return String::new();
    };
    let limit = text
        .char_indices()
        .nth(room)
        .map_or(text.len(), |(at, _)| at);
    // No word goes beyond a space, so what lies before the last one need not be looked at.
    let start = text.get(..limit).and_then(|head| head.rfind(' '));
    let is_plain_from = |start| {
        let word = text.as_bytes().get(start + 1..=limit);
        word.is_some_and(is_plain_word)
    };
    let cut = match start {
        // Nearly always: the tables of Unicode need not be asked where a word of ASCII ends.
        Some(start) if is_plain_from(start) => start + 1,
        _ => {
            let (start, tail) = start
                .and_then(|start| Some((start, text.get(start..)?)))
                .unwrap_or((0, text));
            let words = tail.split_word_bound_indices().map(|(at, _)| start + at);
            match last_boundary(words, limit) {
                0 => last_boundary(text.grapheme_indices(true).map(|(at, _)| at), limit),
                between_words => between_words,
            }
        }
    };
    let head = text.get(..cut).unwrap_or_default();
    let head = head.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ',' | ';' | ':' | '-' | '–' | '—' | '(' | '…')
    });
    // What turned the direction of the text may have been cut from its end.
    format!("{}…", characters::clean(head))
}

fn is_plain_word(bytes: &[u8]) -> bool {
    bytes.iter().all(u8::is_ascii_alphanumeric)
}

fn last_boundary(boundaries: impl Iterator<Item = usize>, limit: usize) -> usize {
    boundaries.take_while(|at| *at <= limit).last().unwrap_or(0)
}

#[cfg(test)]
mod tests;
