//! The pages of one blog: its newest entries with their first words, the titles of those before, and where a blog has posted
//! for long a page for each year.

use std::{collections::BTreeMap, sync::Arc};

use chrono::{Datelike as _, NaiveDate};

use crate::{
    config::Subscription,
    language::Style,
    select::{Selection, archive, days, shown, view},
    site::{EntryLine, FeedPage, FeedView, FeedYearPage, Period, SharedFeed},
    store::{FeedState, Head, StoreError},
};

/// How many entries the page of a blog shows with their first words.
const ENTRIES: usize = 10;

/// How many more it lists by their titles. Whoever has posted more has pages for the years.
const LINES: usize = 190;

/// What there is of one feed.
struct OneFeed<'a> {
    subscription: &'a Subscription,
    state: &'a FeedState,
    view: &'a SharedFeed,
    quiet: &'a SharedFeed,
}

impl Selection<'_> {
    fn one_feed(&self, feed: usize) -> Option<OneFeed<'_>> {
        Some(OneFeed {
            subscription: self.config.feeds.get(feed)?,
            state: self.standing.states.get(feed)?,
            view: self.feeds.get(feed)?.as_ref()?,
            quiet: self.quiet.get(feed)?.as_ref()?,
        })
    }

    /// The newest entries of a feed that no filter drops, newest first; at most `limit`.
    fn newest_of(&self, feed: &OneFeed<'_>, limit: usize) -> Result<Vec<Head>, StoreError> {
        // Without filters nothing is dropped, and there is no need to look further.
        let look = if feed.subscription.filters.is_empty() {
            limit
        } else {
            usize::MAX
        };
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
        let has_years = feed.has_years();
        let limit = if has_years { ENTRIES } else { ENTRIES + LINES };
        let mut heads = self.newest_of(&feed, limit)?;
        let rest = heads.split_off(ENTRIES.min(heads.len()));
        let mut entries = Vec::with_capacity(heads.len());
        for head in &heads {
            let seen_in = self.seen_in(&feed, feed.view);
            let body = self.store.outline(head.entry)?;
            let entry = view::entry(seen_in, head, &body, view::Depth::Outline);
            entries.push(shown(&Arc::new(entry), feed.subscription.content));
        }
        // Nobody knows how old they are: they stand below those of which it is known.
        entries.sort_by_key(|entry| !entry.dated);
        let years = if has_years {
            let by_year = self.by_year(&feed)?;
            let years = by_year.iter().rev();
            years
                .map(|(year, heads)| self.feed_year(&feed, *year, heads.len()))
                .collect()
        } else {
            Vec::new()
        };
        Ok(Some(FeedPage {
            inputs,
            entries,
            lines: self.lines(&feed, &rest)?,
            years,
            feed: feed.view.clone(),
        }))
    }

    /// The years of a feed that has pages for them, each with one word for everything that its page is made from.
    pub(crate) fn feed_years(
        &self,
        feed: usize,
        common: &str,
    ) -> Result<Vec<(i32, String)>, StoreError> {
        let Some(feed) = self.one_feed(feed).filter(OneFeed::has_years) else {
            return Ok(Vec::new());
        };
        // Strings, numbers and options of them cannot fail to serialize.
        let view = serde_json::to_vec(feed.quiet.view()).unwrap_or_default();
        let by_year = self.by_year(&feed)?;
        let mut years = Vec::with_capacity(by_year.len());
        for (year, heads) in &by_year {
            let mut hasher = blake3::Hasher::new();
            hasher.update(common.as_bytes()).update(&view);
            for near in [
                by_year.range(year + 1..).next(),
                by_year.range(..*year).next_back(),
            ] {
                hasher.update(&near.map_or(0, |(year, _)| *year).to_le_bytes());
            }
            for head in heads {
                for number in [head.entry, head.hash, head.date.timestamp()] {
                    hasher.update(&number.to_le_bytes());
                }
                hasher.update(head.held.as_deref().unwrap_or_default().as_bytes());
            }
            years.push((*year, archive::word(&hasher)));
        }
        Ok(years)
    }

    /// The page of what a feed posted in a year.
    pub(crate) fn feed_year_page(
        &self,
        feed: usize,
        year: i32,
        inputs: String,
    ) -> Result<Option<FeedYearPage>, StoreError> {
        let Some(feed) = self.one_feed(feed) else {
            return Ok(None);
        };
        let by_year = self.by_year(&feed)?;
        let Some(heads) = by_year.get(&year) else {
            return Ok(None);
        };
        let page = |(year, heads): (&i32, &Vec<Head>)| {
            let period = self.feed_year(&feed, *year, heads.len());
            period.page
        };
        Ok(Some(FeedYearPage {
            inputs,
            year: self.feed_year(&feed, year, heads.len()),
            lines: self.lines(&feed, heads)?,
            newer: by_year.range(year + 1..).next().map(page),
            older: by_year.range(..year).next_back().map(page),
            feed: feed.quiet.clone(),
        }))
    }

    /// A feed's entries by the year of the planet's zone, each newest first.
    fn by_year(&self, feed: &OneFeed<'_>) -> Result<BTreeMap<i32, Vec<Head>>, StoreError> {
        let mut years: BTreeMap<i32, Vec<Head>> = BTreeMap::new();
        for head in self.newest_of(feed, usize::MAX)? {
            let date = days::date(self.config.timezone, head.date);
            if archive::has_page(date) {
                years.entry(date.year()).or_default().push(head);
            }
        }
        Ok(years)
    }

    fn feed_year(&self, feed: &OneFeed<'_>, year: i32, count: usize) -> Period {
        let name = format!("{year:04}");
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        let heading = self.words.heading(Style::Year, first);
        let folder = FeedView::path(&feed.subscription.slug);
        Period {
            page: format!("{}{folder}{name}/", self.config.base_path()),
            name: heading.clone(),
            heading,
            date: name,
            count,
            parts: Vec::new(),
        }
    }

    fn lines(&self, feed: &OneFeed<'_>, heads: &[Head]) -> Result<Vec<EntryLine>, StoreError> {
        let mut lines = Vec::with_capacity(heads.len());
        for head in heads {
            let body = self.store.outline(head.entry)?;
            lines.push(view::line(&self.seen_in(feed, feed.quiet), head, &body));
        }
        lines.sort_by_key(|line| !line.dated);
        Ok(lines)
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

impl OneFeed<'_> {
    /// Whether its page cannot list all its entries.
    fn has_years(&self) -> bool {
        self.state.stored > (ENTRIES + LINES) as u64
    }
}
