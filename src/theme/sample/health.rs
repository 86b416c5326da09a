//! How the feeds of the samples are doing.

use crate::site::{FeedStatus, FeedView, HeldView};

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
