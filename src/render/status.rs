//! How the feeds are doing, for programs: `status/1`, in `/status.json` and from `planet status --format json`.

use serde::Serialize;

use crate::{render::json::to_bytes, site::FeedStatus};

/// Writes the status of the feeds of the planet with this title.
pub fn render(title: &str, feeds: &[FeedStatus]) -> Vec<u8> {
    to_bytes(&Status {
        schema: "status/1",
        title,
        feeds,
        totals: totals(feeds),
    })
}

#[derive(Serialize)]
struct Status<'a> {
    schema: &'static str,
    title: &'a str,
    feeds: &'a [FeedStatus],
    totals: Totals,
}

#[derive(Serialize)]
struct Totals {
    feeds: usize,
    ok: usize,
    problems: usize,
    entries_stored: u64,
    entries_dropped: u64,
    entries_held: u64,
}

fn totals(feeds: &[FeedStatus]) -> Totals {
    let problems = feeds.iter().filter(|feed| feed.problem.is_some()).count();
    Totals {
        feeds: feeds.len(),
        ok: feeds.len() - problems,
        problems,
        entries_stored: feeds.iter().map(|feed| feed.entries_stored).sum(),
        entries_dropped: feeds.iter().map(|feed| feed.entries_dropped).sum(),
        entries_held: feeds.iter().map(|feed| feed.entries_held).sum(),
    }
}
