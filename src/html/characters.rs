//! Characters that no page should carry: control characters, noncharacters, and bidi controls without their partner.

use std::borrow::Cow;

/// `text` without control characters (but tab and newline), noncharacters and unpaired bidi controls; a carriage return
/// becomes a newline. Cleaning twice changes nothing more.
///
/// A right-to-left override that nobody ends would turn around whatever the page prints after it; one that is paired
/// within the same run of text is the author's own affair.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let is_clean = !text.bytes().enumerate().any(|(at, byte)| {
        may_begin_suspect(byte)
            && text
                .get(at..)
                .and_then(|rest| rest.chars().next())
                .is_some_and(is_suspect)
    });
    if is_clean {
        return Cow::Borrowed(text);
    }
    let unpaired = unpaired_bidi_controls(text);
    let mut unpaired = unpaired.iter().peekable();
    let mut out = String::with_capacity(text.len());
    let mut after_return = false;
    for (at, character) in text.char_indices() {
        let was_return = std::mem::replace(&mut after_return, character == '\r');
        if unpaired.next_if(|next| **next == at).is_some() || (was_return && character == '\n') {
            continue;
        }
        match character {
            '\r' => out.push('\n'),
            character if is_forbidden(character) => {}
            character => out.push(character),
        }
    }
    Cow::Owned(out)
}

/// Makes `text` what [`clean`] makes of it.
pub(crate) fn clean_in(text: &mut String) {
    if let Cow::Owned(clean) = clean(text) {
        *text = clean;
    }
}

/// Whether the UTF-8 of a suspect character may begin with `byte`: most text has few of them, and is not decoded for this.
fn may_begin_suspect(byte: u8) -> bool {
    byte < 0x20 || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef | 0xf0..)
}

fn is_suspect(character: char) -> bool {
    character == '\r' || is_forbidden(character) || is_bidi_control(character)
}

/// What HTML calls control characters other than white space, and noncharacters (HTML Standard §13.2.3.5).
pub(crate) fn is_forbidden(character: char) -> bool {
    (character.is_control() && !matches!(character, '\t' | '\n' | '\r'))
        || matches!(character, '\u{fdd0}'..='\u{fdef}')
        || u32::from(character) & 0xfffe == 0xfffe
}

fn is_bidi_control(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Byte positions, ascending, of embeddings, overrides and isolates (UAX #9) that are not properly nested and ended.
fn unpaired_bidi_controls(text: &str) -> Vec<usize> {
    let mut open: Vec<(usize, char)> = Vec::new();
    let mut unpaired = Vec::new();
    for (at, character) in text.char_indices() {
        let partner = match character {
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' => {
                open.push((at, '\u{202c}'));
                continue;
            }
            '\u{2066}'..='\u{2068}' => {
                open.push((at, '\u{2069}'));
                continue;
            }
            '\u{202c}' | '\u{2069}' => character,
            _ => continue,
        };
        if open.last().is_some_and(|(_, wanted)| *wanted == partner) {
            open.pop();
        } else {
            unpaired.push(at);
        }
    }
    unpaired.extend(open.iter().map(|(at, _)| *at));
    unpaired.sort_unstable();
    unpaired
}
