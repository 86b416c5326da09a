//! How each feed is doing: the answer to "why are my posts not shown?".

use std::cmp::Reverse;

use chrono::TimeDelta;

use crate::{
    config::{Config, Subscription},
    feed::Timestamp,
    normalize::web_url,
    select::{
        Standing, feeds,
        filters::{NAMED, Why},
        lists::Followed,
        utc, view,
    },
    site::{FeedStatus, HeldView, ProblemView, UnshownEntry},
    store::{FeedState, Head, KnownProblem, Store, StoreError},
};

/// How far back the entries that are not shown are named.
const NAMED_FOR: TimeDelta = TimeDelta::days(30);

/// The status of every feed that is switched on, in the order of planet.toml.
///
/// # Errors
/// The store cannot be read.
pub fn statuses(
    config: &Config,
    standing: &Standing,
    store: &Store,
    now: Timestamp,
) -> Result<Vec<FeedStatus>, StoreError> {
    let followed = standing.followed(config);
    let status = |(n, feed, state)| status(config, standing, store, now, (n, feed, state));
    followed.map(status).collect()
}

/// The status of a feed, which [`Standing::followed`] gives.
pub(super) fn status(
    config: &Config,
    standing: &Standing,
    store: &Store,
    now: Timestamp,
    (n, feed, state): Followed<'_>,
) -> Result<FeedStatus, StoreError> {
    let (unshown, unshown_more) = unshown(n, feed, state, standing, store, now)?;
    Ok(FeedStatus {
        name: feed.name.clone(),
        url: feeds::public_url(feed, state),
        slug: feed.slug.clone(),
        page: feeds::page(config, feed),
        outcome: outcome(state),
        http_status: state.http_status,
        problem: state.trouble().map(problem),
        moved_to: state.moved_to.clone(),
        last_success: state.last_success.map(utc),
        last_attempt: state.last_attempt.map(utc),
        last_entry: state.newest.map(utc),
        failures: state.failures,
        next_attempt: state.next_attempt.map(utc),
        entries_stored: state.stored,
        entries_dropped: standing.dropped.of_feed(n),
        entries_held: held(state),
        held: held_by_reason(state),
        held_reasons: held_reasons(state),
        unshown,
        unshown_more,
        river: feed.river,
        needs_look: needs_look(state),
    })
}

/// Whether somebody should look after a feed.
pub(super) fn needs_look(state: &FeedState) -> bool {
    state.trouble().is_some()
        || state.moved_to.is_some()
        || state.held_undated + state.held_future + state.held_restamped > 0
}

/// The entries of the last days that the river does not show, and how many more there are than are named.
fn unshown(
    feed: usize,
    subscription: &Subscription,
    state: &FeedState,
    standing: &Standing,
    store: &Store,
    now: Timestamp,
) -> Result<(Vec<UnshownEntry>, usize), StoreError> {
    let since = now - NAMED_FOR;
    let mut entries: Vec<(Head, &'static str, Option<&Why>)> = Vec::new();
    for (head, why) in standing.dropped.newest_of(feed) {
        if head.date >= since {
            let reason = match why {
                Why::Filter { .. } => "filter",
                Why::Unfiltered => "unfiltered",
            };
            entries.push((head.clone(), reason, Some(why)));
        }
    }
    if held(state) > 0 {
        let heads = store.held_of(state.row, since)?;
        let kept = heads
            .into_iter()
            .filter(|head| !standing.dropped.contains(head.entry));
        entries.extend(kept.map(|head| {
            let reason = REASONS.iter().map(|(reason, ..)| *reason);
            let reason = reason
                .into_iter()
                .find(|reason| head.held.as_deref() == Some(reason));
            (head, reason.unwrap_or_default(), None)
        }));
    }
    let date = |head: &Head| match head.held.as_deref() {
        Some("future") => head.published.or(head.updated).unwrap_or(head.date),
        _ => head.date,
    };
    entries.sort_by_key(|(head, ..)| Reverse((date(head), head.entry)));
    let more = entries.len().saturating_sub(NAMED) + standing.dropped.others_since(feed, since);
    let named = entries.into_iter().take(NAMED).map(|(head, reason, why)| {
        let (filter, expression) = match why {
            Some(Why::Filter { filter, expression }) => (Some(filter.clone()), expression.clone()),
            Some(Why::Unfiltered) | None => (None, None),
        };
        let body = store.outline(head.entry)?;
        Ok(UnshownEntry {
            label: view::label_of(&body, &subscription.name),
            url: body.permalink.as_deref().and_then(web_url),
            date: utc(date(&head)),
            reason,
            filter,
            expression,
        })
    });
    Ok((named.collect::<Result<_, StoreError>>()?, more))
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
