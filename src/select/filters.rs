//! `include` and `exclude`, and what the programs of `filter` dropped: applied at selection, so that a change in planet.toml
//! acts at once and on old entries too.

use std::collections::HashSet;

use crate::{
    config::{Config, Field, Filter, Filters},
    feed::Timestamp,
    select::view::plain,
    store::{Body, FeedState, Head, Store, StoreError},
};

/// The entries that filters drop.
#[derive(Debug, Clone, Default)]
pub struct Dropped {
    entries: HashSet<i64>,
    by_feed: Vec<OfFeed>,
}

/// What of one feed is dropped.
#[derive(Debug, Clone, Default)]
struct OfFeed {
    /// The newest ones, newest first, with what dropped them.
    named: Vec<(Head, Why)>,
    /// The dates of all others.
    others: Vec<Timestamp>,
}

/// Why an entry is not shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Why {
    /// A filter dropped it.
    Filter {
        /// `exclude` and the field, `include`, or `filter`.
        filter: String,
        /// The expression that matched; of `include` every field and expression that did not; none of a program.
        expression: Option<String>,
    },
    /// The programs that shall filter it have not seen it as it is now, since they fail or since no site was made meanwhile.
    Unfiltered,
}

/// How many dropped entries of a feed are named.
pub(crate) const NAMED: usize = 1_000;

impl Dropped {
    /// Whether the entry in this row is dropped.
    pub(crate) fn contains(&self, entry: i64) -> bool {
        self.entries.contains(&entry)
    }

    /// The newest [`NAMED`] entries of the feed with this index that are dropped, newest first, with what dropped each.
    pub(crate) fn newest_of(&self, feed: usize) -> &[(Head, Why)] {
        self.by_feed.get(feed).map_or(&[], |of| &of.named)
    }

    /// How many more of its entries since a moment are dropped.
    pub(crate) fn others_since(&self, feed: usize, since: Timestamp) -> usize {
        let dates = self.by_feed.get(feed).map_or(&[][..], |of| &of.others);
        dates.iter().filter(|date| **date >= since).count()
    }

    /// How many entries of the feed with this index are dropped.
    pub fn of_feed(&self, feed: usize) -> u64 {
        let count = |of: &OfFeed| of.named.len() + of.others.len();
        let count = self.by_feed.get(feed).map_or(0, count);
        u64::try_from(count).unwrap_or(u64::MAX)
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
        by_feed: vec![OfFeed::default(); config.feeds.len()],
    };
    let each = config.feeds.iter().zip(states).zip(&mut dropped.by_feed);
    for ((feed, state), of_feed) in
        each.filter(|((feed, _), _)| feed.enabled && !feed.filters.is_empty())
    {
        let whole = reads_content(&feed.filters);
        let filtered = match feed.filters.programs.as_slice() {
            [] => None,
            _ => Some(store.filtered(state.row)?),
        };
        for head in store.newest_of(state.row, usize::MAX)? {
            let by_program =
                filtered
                    .as_ref()
                    .and_then(|filtered| match filtered.get(&head.entry) {
                        None => Some(Why::Unfiltered),
                        Some(true) => Some(Why::Filter {
                            filter: "filter".to_owned(),
                            expression: None,
                        }),
                        Some(false) => None,
                    });
            let why = match by_program {
                None if feed.filters.has_patterns() => {
                    let body = if whole {
                        store.body(head.entry)?
                    } else {
                        store.outline(head.entry)?
                    };
                    dropped_by(&feed.filters, &body)
                }
                why => why,
            };
            if let Some(why) = why {
                dropped.entries.insert(head.entry);
                if of_feed.named.len() < NAMED {
                    of_feed.named.push((head, why));
                } else {
                    of_feed.others.push(head.date);
                }
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

/// The expression that drops an entry, if any does.
fn dropped_by(filters: &Filters, body: &Body) -> Option<Why> {
    let any = |list: &[Filter]| list.iter().find(|filter| matches(filter, body)).cloned();
    if !filters.include.is_empty() && any(&filters.include).is_none() {
        let each = filters.include.iter();
        let each = each.map(|filter| format!("{} {}", filter.field.as_str(), filter.pattern));
        return Some(Why::Filter {
            filter: "include".to_owned(),
            expression: Some(each.collect::<Vec<_>>().join(", ")),
        });
    }
    any(&filters.exclude).map(|filter| Why::Filter {
        filter: format!("exclude {}", filter.field.as_str()),
        expression: Some(filter.pattern.to_string()),
    })
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
