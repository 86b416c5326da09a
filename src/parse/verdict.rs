//! What a reading says about the document: whether it was well-formed, in words for people.

use crate::{
    error::{Problem, ProblemKind},
    parse::{ParsedFeed, Repair},
};

/// Grows when the same bytes may be read differently than before: what is remembered of older readings is then asked for
/// and read again, although neither validators nor hashes have changed.
pub const READER: u32 = 1;

/// The problem of a feed that could only be read after mending.
pub fn malformed(feed: &ParsedFeed) -> Option<Problem> {
    if feed.repairs.is_empty() {
        return None;
    }
    let repairs: Vec<&str> = feed
        .repairs
        .iter()
        .map(|repair| in_words(*repair))
        .collect();
    let place = feed.first_repair.map_or_else(String::new, |place| {
        format!(" (first at line {}, column {})", place.line, place.column)
    });
    Some(Problem::new(
        ProblemKind::Malformed,
        format!("malformed: {}{place}", repairs.join(", ")),
    ))
}

/// What was mended, for people.
pub fn in_words(repair: Repair) -> &'static str {
    match repair {
        Repair::Encoding => "not in the encoding it claims",
        Repair::ControlCharacters => "forbidden control characters",
        Repair::LeadingJunk => "something before the document",
        Repair::Entities => "undefined or broken references",
        Repair::Tags => "tags missing, mismatched or broken",
        Repair::UnclosedCdata => "a CDATA section without end",
        Repair::Truncated => "the document is cut off",
        Repair::TooDeep => "over a limit of size or depth",
    }
}
