//! How the feeds of the samples are doing.

use crate::site::{FeedStatus, FeedView, HeldView, UnshownEntry};

/// A feed that has never been asked.
pub(super) fn status(feed: &FeedView) -> FeedStatus {
    FeedStatus {
        name: feed.name.clone(),
        url: feed.url.clone(),
        slug: feed.slug.clone(),
        page: feed.page.clone(),
        outcome: "skipped",
        http_status: None,
        problem: feed.problem.clone(),
        moved_to: None,
        last_success: None,
        last_attempt: None,
        last_entry: feed.last_entry.clone(),
        failures: 0,
        next_attempt: None,
        entries_stored: feed.entry_count,
        entries_dropped: 0,
        entries_held: 0,
        held: Vec::new(),
        held_reasons: Vec::new(),
        unshown: Vec::new(),
        unshown_more: 0,
        river: true,
        needs_look: false,
    }
}

/// Some entries held for every reason there is.
pub(super) fn held_by_every_reason() -> Vec<HeldView> {
    ["new-feed", "undated", "future", "restamped"]
        .into_iter()
        .zip([1, 2, 3, 8])
        .map(|(reason, count)| HeldView { reason, count })
        .collect()
}

/// Entries that the river does not show, one for each reason; the first has no address, the last was dropped by a program.
pub(super) fn unshown_for_every_reason() -> Vec<UnshownEntry> {
    let reasons = [
        "filter",
        "unfiltered",
        "new-feed",
        "undated",
        "future",
        "restamped",
        "filter",
    ];
    let entry = |(n, reason): (usize, &'static str)| UnshownEntry {
        label: "Something that nobody saw".to_owned(),
        url: (n > 0).then(|| format!("https://ana-duarte.example/posts/{n}")),
        date: "2025-11-12T14:05:00Z".to_owned(),
        reason,
        filter: (reason == "filter").then(|| match n {
            0 => "exclude title".to_owned(),
            _ => "filter".to_owned(),
        }),
        expression: (n == 0).then(|| "(?i)sponsored".to_owned()),
    };
    reasons.into_iter().enumerate().map(entry).collect()
}
