//! The page of one blog: its newest entries with their first words, and the titles of those before or, where it has posted
//! for long, its years.

use std::sync::Arc;

use crate::{
    config::Subscription,
    select::{Selection, feeds, shown, view},
    site::{EntryLine, FeedPage, SharedFeed},
    store::{FeedState, Head, StoreError},
};

/// How many entries the page of a blog shows with their first words.
const ENTRIES: usize = 10;

/// How many more it lists by their titles. Whoever has posted more has pages for the years.
const LINES: usize = 190;

/// What there is of one feed.
pub(crate) struct OneFeed<'a> {
    pub(crate) subscription: &'a Subscription,
    pub(crate) state: &'a FeedState,
    pub(crate) quiet: &'a SharedFeed,
}

/// How many of a feed's newest entries are looked at for this many that no filter drops: without filters no more than these.
pub(crate) fn most_to_look_at(feed: &Subscription, wanted: usize) -> usize {
    if feed.filters.is_empty() {
        wanted
    } else {
        usize::MAX
    }
}

impl Selection<'_> {
    pub(crate) fn one_feed(&self, feed: usize) -> Option<OneFeed<'_>> {
        Some(OneFeed {
            subscription: self.config.feeds.get(feed)?,
            state: self.standing.states.get(feed)?,
            quiet: self.quiet.get(feed)?.as_ref()?,
        })
    }

    /// The newest entries of a feed that no filter drops, newest first; at most `limit`.
    pub(crate) fn newest_of(
        &self,
        feed: &OneFeed<'_>,
        limit: usize,
    ) -> Result<Vec<Head>, StoreError> {
        let look = most_to_look_at(feed.subscription, limit);
        let mut heads = self.store.newest_of(feed.state.row, look)?;
        heads.retain(|head| !self.standing.dropped.contains(head.entry));
        heads.truncate(limit);
        Ok(heads)
    }

    /// The page of one feed.
    pub(crate) fn feed_page(
        &self,
        feed: usize,
        inputs: String,
    ) -> Result<Option<FeedPage>, StoreError> {
        let Some(feed) = self.one_feed(feed) else {
            return Ok(None);
        };
        let has_years = feed.quiet.has_years;
        let limit = if has_years { ENTRIES } else { ENTRIES + LINES };
        let mut heads = self.newest_of(&feed, limit)?;
        let rest = heads.split_off(ENTRIES.min(heads.len()));
        let view = feeds::with_news(self.config, feed.quiet, feed.state);
        let view = SharedFeed::new(view);
        let mut entries = Vec::with_capacity(heads.len());
        for head in &heads {
            let seen_in = self.seen_in(&feed, &view);
            let body = self.store.outline(head.entry)?;
            let entry = view::entry(seen_in, head, &body, view::Depth::Outline);
            entries.push(shown(&Arc::new(entry), feed.subscription.content));
        }
        // Nobody knows how old they are: they stand below those of which it is known.
        entries.sort_by_key(|entry| !entry.dated);
        let years = if has_years {
            let counts = self.years_of(&feed)?;
            let years = counts.iter().rev();
            years
                .map(|(year, count)| self.feed_year(&feed, *year, *count))
                .collect()
        } else {
            Vec::new()
        };
        Ok(Some(FeedPage {
            inputs,
            entries,
            lines: self.lines(&feed, &rest)?,
            years,
            feed: view,
        }))
    }

    pub(crate) fn lines(
        &self,
        feed: &OneFeed<'_>,
        heads: &[Head],
    ) -> Result<Vec<EntryLine>, StoreError> {
        let mut lines = Vec::with_capacity(heads.len());
        for head in heads {
            lines.push(self.line(feed, head)?);
        }
        lines.sort_by_key(|line| !line.dated);
        Ok(lines)
    }

    /// An entry of a feed as a line of a list.
    pub(crate) fn line(&self, feed: &OneFeed<'_>, head: &Head) -> Result<EntryLine, StoreError> {
        let body = self.store.outline(head.entry)?;
        Ok(view::line(&self.seen_in(feed, feed.quiet), head, &body))
    }

    fn seen_in<'a>(&'a self, feed: &OneFeed<'a>, view: &SharedFeed) -> view::SeenIn<'a> {
        view::SeenIn {
            config: self.config,
            words: self.words,
            subscription: feed.subscription,
            feed: view.clone(),
            also_in: Vec::new(),
            tags: None,
        }
    }
}

/// Whether the page of a feed cannot list all its entries.
pub(crate) fn has_years(state: &FeedState) -> bool {
    state.stored > (ENTRIES + LINES) as u64
}
