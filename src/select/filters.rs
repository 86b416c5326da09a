//! `include` and `exclude`: applied at selection, so that a change in planet.toml acts at once and on old entries too.

use std::collections::HashSet;

use crate::{
    config::{Config, Field, Filter, Filters},
    feed::Text,
    html,
    store::{Body, FeedState, Store, StoreError},
};

/// The entries that filters drop.
#[derive(Debug, Clone, Default)]
pub struct Dropped {
    entries: HashSet<i64>,
    by_feed: Vec<u64>,
}

impl Dropped {
    /// Whether the entry in this row is dropped.
    pub(crate) fn contains(&self, entry: i64) -> bool {
        self.entries.contains(&entry)
    }

    /// How many entries of the feed with this index are dropped.
    pub fn of_feed(&self, feed: usize) -> u64 {
        self.by_feed.get(feed).copied().unwrap_or_default()
    }
}

/// Applies the filters of every feed to everything remembered of it.
///
/// # Errors
/// The store cannot be read.
pub(super) fn dropped(
    config: &Config,
    states: &[FeedState],
    store: &Store,
) -> Result<Dropped, StoreError> {
    let mut dropped = Dropped {
        entries: HashSet::new(),
        by_feed: vec![0; config.feeds.len()],
    };
    let each = config.feeds.iter().zip(states).zip(&mut dropped.by_feed);
    for ((feed, state), count) in
        each.filter(|((feed, _), _)| feed.enabled && !feed.filters.is_empty())
    {
        let whole = reads_content(&feed.filters);
        for head in store.newest_of(state.row, usize::MAX)? {
            let body = if whole {
                store.body(head.entry)?
            } else {
                store.outline(head.entry)?
            };
            if !passes(&feed.filters, &body) {
                dropped.entries.insert(head.entry);
                *count += 1;
            }
        }
    }
    Ok(dropped)
}

fn reads_content(filters: &Filters) -> bool {
    filters
        .include
        .iter()
        .chain(&filters.exclude)
        .any(|filter| filter.field == Field::Content)
}

fn passes(filters: &Filters, body: &Body) -> bool {
    let included =
        filters.include.is_empty() || filters.include.iter().any(|filter| matches(filter, body));
    included && !filters.exclude.iter().any(|filter| matches(filter, body))
}

fn matches(filter: &Filter, body: &Body) -> bool {
    let pattern = &filter.pattern;
    match filter.field {
        Field::Title => body
            .title
            .as_ref()
            .is_some_and(|title| pattern.is_match(&plain(title))),
        Field::Content => body
            .content
            .as_ref()
            .or(body.summary.as_ref())
            .is_some_and(|text| pattern.is_match(&plain(text))),
        Field::Author => body
            .authors
            .iter()
            .filter_map(|author| author.name.as_deref())
            .any(|name| pattern.is_match(name)),
        Field::Category => body.categories.iter().any(|category| {
            pattern.is_match(&category.term)
                || category
                    .label
                    .as_deref()
                    .is_some_and(|label| pattern.is_match(label))
        }),
        Field::Link => body
            .permalink
            .as_deref()
            .is_some_and(|link| pattern.is_match(link)),
    }
}

fn plain(text: &Text) -> String {
    match text {
        Text::Plain(text) => text.clone(),
        Text::Html(html) => html::plain_text(&html.markup),
    }
}
