//! Texts that must be one line: blanks collapsed, characters dropped that no page may have, or that turn the direction of what
//! stands around them.

use crate::html::characters::is_forbidden;

/// `text` as one line.
pub(super) fn one(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.extend(
            word.chars()
                .filter(|char| !turns(*char) && !is_forbidden(*char)),
        );
    }
    line
}

/// Embeddings, overrides and isolates (UAX #9): without their end they would reach beyond the text.
fn turns(char: char) -> bool {
    matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}
