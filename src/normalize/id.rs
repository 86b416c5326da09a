//! The id of an entry that has none.

use crate::feed::{Entry, Text};

/// The entry's permalink, else a hash of what it says: the same on every run and every machine.
pub(super) fn made(entry: &Entry) -> String {
    if let Some(permalink) = &entry.permalink {
        return permalink.clone();
    }
    let mut hasher = blake3::Hasher::new();
    let content = entry.content.as_ref().map(|content| &content.text);
    for text in [entry.title.as_ref(), entry.summary.as_ref(), content] {
        // The length keeps ("ab", "") apart from ("a", "b").
        let value = text.map_or("", Text::value);
        hasher.update(&value.len().to_le_bytes());
        hasher.update(value.as_bytes());
    }
    for enclosure in &entry.enclosures {
        hasher.update(enclosure.url.as_bytes());
    }
    urn(&hasher.finalize())
}

fn urn(hash: &blake3::Hash) -> String {
    format!("urn:planet:{}", hash.to_hex().get(..32).unwrap_or_default())
}

/// The longest id that is kept as it is, in bytes: each stands in the store, in its indexes and in what is written.
const LONGEST: usize = 2048;

/// An id as it is; in place of one that nobody would write, a hash of it.
pub(super) fn given(id: String) -> String {
    if id.len() <= LONGEST {
        return id;
    }
    urn(&blake3::hash(id.as_bytes()))
}
