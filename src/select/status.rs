//! How each feed is doing: the answer to "why are my posts not shown?".

use crate::{
    config::Config,
    select::{Standing, feeds, utc},
    site::{FeedStatus, HeldView, ProblemView},
    store::{FeedState, KnownProblem},
};

/// The status of every feed that is switched on, in the order of planet.toml.
pub fn statuses(config: &Config, standing: &Standing) -> Vec<FeedStatus> {
    let Standing { states, dropped } = standing;
    let feeds = config
        .feeds
        .iter()
        .zip(states)
        .enumerate()
        .filter(|(_, (feed, _))| feed.enabled);
    feeds
        .map(|(n, (feed, state))| FeedStatus {
            name: feed.name.clone(),
            url: feeds::public_url(feed, state),
            slug: feed.slug.clone(),
            page: feeds::page(config, feed),
            outcome: outcome(state),
            http_status: state.http_status,
            problem: state.problem.as_ref().map(problem),
            moved_to: state.moved_to.clone().filter(|_| !feed.private),
            last_success: state.last_success.map(utc),
            last_attempt: state.last_attempt.map(utc),
            last_entry: state.newest.map(utc),
            failures: state.failures,
            next_attempt: state.next_attempt.map(utc),
            entries_stored: state.stored,
            entries_dropped: dropped.of_feed(n),
            entries_held: held(state),
            held: held_by_reason(state),
            held_reasons: held_reasons(state),
            needs_look: state.problem.is_some()
                || state.moved_to.is_some()
                || state.held_undated + state.held_future + state.held_restamped > 0,
        })
        .collect()
}

fn outcome(state: &FeedState) -> &'static str {
    match state.outcome.as_deref() {
        Some("new") => "new",
        Some("unchanged") => "unchanged",
        Some("problem") => "problem",
        _ => "skipped",
    }
}

/// How many of a feed's entries are off the river.
pub fn held(state: &FeedState) -> u64 {
    state.held_undated + state.held_future + state.held_restamped + state.held_new_feed
}

/// The reasons with one word each, and in the words of `/status.json` and `planet status`, which are always English; pages say
/// them in the site's language.
const REASONS: [(&str, &str, &str); 4] = [
    (
        "new-feed",
        "was already there when the feed was added, which brings only its newest posts",
        "were already there when the feed was added, which brings only its newest posts",
    ),
    (
        "undated",
        "has no date and was there before the feed was first read",
        "have no date and were there before the feed was first read",
    ),
    (
        "future",
        "is dated in the future",
        "are dated in the future",
    ),
    (
        "restamped",
        "came with many others of the same hour, so its date is that of a rebuild",
        "came together with dates of the same hour, so the dates are those of a rebuild",
    ),
];

fn counts(state: &FeedState) -> [u64; 4] {
    [
        state.held_new_feed,
        state.held_undated,
        state.held_future,
        state.held_restamped,
    ]
}

fn held_by_reason(state: &FeedState) -> Vec<HeldView> {
    let each = counts(state).into_iter().zip(REASONS);
    each.filter(|(count, _)| *count > 0)
        .map(|(count, (reason, ..))| HeldView { reason, count })
        .collect()
}

fn held_reasons(state: &FeedState) -> Vec<String> {
    let each = counts(state).into_iter().zip(REASONS);
    each.filter(|(count, _)| *count > 0)
        .map(|(count, (_, one, many))| format!("{count} {}", if count == 1 { one } else { many }))
        .collect()
}

pub(crate) fn problem(known: &KnownProblem) -> ProblemView {
    ProblemView {
        kind: known.kind.as_str(),
        message: known.message.clone(),
        since: utc(known.since),
    }
}
