//! Which entries the river shows, newest first: of feeds that take part, not dropped by a filter, not a copy of another
//! feed's post, within the cap of their feed.

use std::{
    collections::{HashMap, HashSet},
    ops::ControlFlow,
};

use crate::{
    config::Config,
    select::{Selection, duplicates, filters::Dropped},
    store::{FeedState, Head, Store, StoreError},
};

/// An entry that is shown.
#[derive(Debug, Clone)]
pub(crate) struct Chosen {
    pub(crate) head: Head,
    /// Index of its feed in the config.
    pub(crate) feed: usize,
    /// Indexes of other feeds that hold the same post.
    pub(crate) also_in: Vec<usize>,
    /// The anchors of those feeds' entries, where they lead here.
    pub(crate) copies: Vec<String>,
}

impl Chosen {
    pub(crate) fn new(head: Head, feed: usize) -> Self {
        Self {
            head,
            feed,
            also_in: Vec::new(),
            copies: Vec::new(),
        }
    }
}

/// Which entries may be in the river or the archive at all; whether a copy of another feed's post is one of them does not
/// matter yet.
pub(crate) struct Eligible<'a> {
    dropped: &'a Dropped,
    /// The feeds that take part: index in the config by row in the store.
    feeds: HashMap<i64, usize>,
    /// The entries of feeds that may show only so many, by the row of the feed.
    within_cap: HashMap<i64, HashSet<i64>>,
}

impl<'a> Eligible<'a> {
    pub(crate) fn read(
        config: &Config,
        states: &[FeedState],
        dropped: &'a Dropped,
        store: &Store,
    ) -> Result<Self, StoreError> {
        let each = config.feeds.iter().zip(states).enumerate();
        let mut eligible = Self {
            dropped,
            feeds: HashMap::new(),
            within_cap: HashMap::new(),
        };
        for (n, (feed, state)) in each.filter(|(_, (feed, _))| feed.enabled && feed.river) {
            eligible.feeds.insert(state.row, n);
            if feed.max_entries > 0 {
                let newest = store.newest_of(state.row, usize::MAX)?.into_iter();
                let shown =
                    newest.filter(|head| head.held.is_none() && !dropped.contains(head.entry));
                let rows = shown
                    .take(feed.max_entries)
                    .map(|head| head.entry)
                    .collect();
                eligible.within_cap.insert(state.row, rows);
            }
        }
        Ok(eligible)
    }

    /// The index of the entry's feed in the config, if the entry may be in the river.
    pub(crate) fn feed_of(&self, head: &Head) -> Option<usize> {
        let cap = self.within_cap.get(&head.feed);
        let fits = cap.is_none_or(|rows| rows.contains(&head.entry));
        self.followed(head).filter(|_| fits)
    }

    /// The same for the archive, which has no cap.
    pub(crate) fn followed(&self, head: &Head) -> Option<usize> {
        let feed = self.feeds.get(&head.feed)?;
        (!self.dropped.contains(head.entry)).then_some(*feed)
    }
}

/// Chooses as many entries as the river's pages or the feeds that planet writes can hold, whichever is more.
pub(crate) fn choose(selection: &Selection<'_>) -> Result<Vec<Chosen>, StoreError> {
    let Selection {
        config,
        store,
        eligible,
        ..
    } = selection;
    let wanted = config
        .river
        .entries_per_page
        .saturating_mul(config.river.pages)
        .max(config.syndication.entries);
    let mut chosen = Vec::new();
    let mut failure = None;
    store.river(|head| {
        if chosen.len() >= wanted {
            return ControlFlow::Break(());
        }
        let Some(feed) = eligible.feed_of(&head) else {
            return ControlFlow::Continue(());
        };
        match duplicates::others(selection, &head, feed) {
            Ok(also_in) => {
                chosen.extend(also_in.map(|also_in| Chosen {
                    also_in,
                    ..Chosen::new(head, feed)
                }));
                ControlFlow::Continue(())
            }
            Err(error) => {
                failure = Some(error);
                ControlFlow::Break(())
            }
        }
    })?;
    match failure {
        Some(error) => Err(error),
        None => Ok(chosen),
    }
}
