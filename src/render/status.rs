//! How the feeds are doing, for programs: `status/1`, in `/status.json` and from `planet status --format json`.

use serde::Serialize;

use crate::{render::json::to_text, site::FeedStatus};

/// The status of the feeds of a planet as JSON. They are told one by one, as there may be thousands.
#[derive(Debug)]
pub struct Status {
    /// All up to the last feed that was told, but for what was taken.
    json: String,
    totals: Totals,
}

#[derive(Debug, Default, Serialize)]
struct Totals {
    feeds: usize,
    ok: usize,
    problems: usize,
    entries_stored: u64,
    entries_dropped: u64,
    entries_held: u64,
}

impl Status {
    /// Of the planet with this title, so far without a feed.
    pub fn of(title: &str) -> Self {
        let title = to_text(&title);
        Self {
            json: format!("{{\n  \"schema\": \"status/1\",\n  \"title\": {title},\n  \"feeds\": ["),
            totals: Totals::default(),
        }
    }

    /// Tells of the next feed.
    pub fn add(&mut self, feed: &FeedStatus) {
        let totals = &mut self.totals;
        self.json.push_str(if totals.feeds == 0 { "" } else { "," });
        self.json
            .push_str(&indented(&format!("\n{}", to_text(feed)), 2));
        totals.feeds += 1;
        if feed.problem.is_some() {
            totals.problems += 1;
        } else {
            totals.ok += 1;
        }
        totals.entries_stored += feed.entries_stored;
        totals.entries_dropped += feed.entries_dropped;
        totals.entries_held += feed.entries_held;
    }

    /// Takes what there is so far, to be written.
    pub fn take(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.json).into_bytes()
    }

    /// All of it, or what was not yet taken.
    pub fn finish(self) -> Vec<u8> {
        let Self { mut json, totals } = self;
        json.push_str(if totals.feeds == 0 { "]" } else { "\n  ]" });
        let totals = indented(&to_text(&totals), 1);
        json.push_str(",\n  \"totals\": ");
        json.push_str(&totals);
        json.push_str("\n}\n");
        json.into_bytes()
    }
}

/// JSON as it is written so many levels deep: a line end in it is never part of a string.
fn indented(json: &str, levels: usize) -> String {
    json.replace('\n', &format!("\n{}", "  ".repeat(levels)))
}
