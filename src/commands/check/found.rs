//! What is found at a line of a file, and not about what a feed says; and `check/1`, which has it all.

use serde_json::{Value, json};

use crate::{commands::pretty, report::annotation};

/// Something at a line of a file.
pub(super) struct Found<'a> {
    pub(super) file: String,
    /// From 1; none for the file as a whole.
    pub(super) line: Option<usize>,
    /// What GitHub puts above it.
    pub(super) title: &'a str,
    pub(super) message: &'a str,
    pub(super) hint: Option<&'a str>,
}

impl Found<'_> {
    pub(super) fn annotation(&self, level: &str) -> String {
        let place = (self.file.as_str(), self.line.unwrap_or(1));
        annotation(level, place, self.title, self.message, self.hint)
    }

    fn to_json(&self) -> Value {
        json!({
            "file": self.file, "line": self.line, "message": self.message, "hint": self.hint,
        })
    }
}

/// `check/1`: mistakes that leave no feed to be checked, or feeds.
pub(super) fn to_json(
    since: Option<&str>,
    mistakes: &[Found<'_>],
    warnings: &[Found<'_>],
    feeds: &[Value],
) -> String {
    let list = |found: &[Found<'_>]| found.iter().map(Found::to_json).collect::<Vec<_>>();
    pretty(&json!({
        "schema": "check/1", "since": since, "mistakes": list(mistakes), "warnings": list(warnings), "feeds": feeds,
    }))
}
