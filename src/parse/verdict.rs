//! What a reading says about the document: whether it was well-formed, in words for people.

use crate::{
    error::{Problem, ProblemKind},
    parse::{ParsedFeed, Place, Repair, webpage},
};

/// Grows when the same bytes may be read differently than before: what is remembered of older readings is then asked for
/// and read again, although neither validators nor hashes have changed.
pub const READER: u32 = 3;

/// The problem of a feed that could only be read after mending.
pub fn malformed(feed: &ParsedFeed) -> Option<Problem> {
    if feed.repairs.is_empty() {
        return None;
    }
    let mended = mended(&feed.repairs, feed.first_repair);
    Some(Problem::new(
        ProblemKind::Malformed,
        format!("malformed: {mended}"),
    ))
}

/// What was mended and where first, for people.
pub fn mended(repairs: &[Repair], first: Option<Place>) -> String {
    let repairs: Vec<&str> = repairs.iter().map(|repair| in_words(*repair)).collect();
    let place = first.map_or_else(String::new, |place| {
        format!(" (first at line {}, column {})", place.line, place.column)
    });
    repairs.join(", ") + &place
}

/// What can be done about a problem with a document, where there is anything to say.
pub fn way_out(problem: &Problem) -> Option<&'static str> {
    match problem.kind {
        ProblemKind::WebPage => Some(webpage::way_out(&problem.message)),
        ProblemKind::NotAFeed => Some(
            "open the address in a browser to see what it is, and look for the feed's own address",
        ),
        ProblemKind::Json => {
            Some("a JSON Feed has a `version`, a `title` and `items`; ask the blogger")
        }
        _ => None,
    }
}

/// What was mended, for people.
fn in_words(repair: Repair) -> &'static str {
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
