//! The years of a blog that has posted for so long that its page cannot list it all: how many entries each has, and the pages
//! that list them.

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::{Datelike as _, NaiveDate};

use crate::{
    feed::Timestamp,
    language::Style,
    select::{Selection, archive, days, feed_pages::OneFeed},
    site::{FeedView, FeedYearPage, Period},
    store::StoreError,
};

/// How many entries a feed has in each year of the planet's zone.
pub(crate) type Years = BTreeMap<i32, usize>;

impl Selection<'_> {
    /// The years of a feed that has pages for them, each with one word for everything that its page is made from.
    /// `words` are those of the years of the whole planet: what is past hardly changes, whoever posted it.
    pub(crate) fn feed_years(
        &self,
        feed: usize,
        words: &BTreeMap<i32, String>,
    ) -> Result<Vec<(i32, String)>, StoreError> {
        let Some(feed) = self.one_feed(feed).filter(|feed| feed.quiet.has_years) else {
            return Ok(Vec::new());
        };
        // Strings, numbers and options of them cannot fail to serialize.
        let view = serde_json::to_vec(feed.quiet.view()).unwrap_or_default();
        let years = self.years_of(&feed)?;
        let inputs = |year: &i32| {
            let mut hasher = blake3::Hasher::new();
            hasher.update(words.get(year).map_or("", String::as_str).as_bytes());
            hasher.update(&view);
            let (newer, older) = around(&years, *year);
            for year in [newer, older] {
                hasher.update(&year.unwrap_or_default().to_le_bytes());
            }
            archive::word(&hasher)
        };
        Ok(years.keys().map(|year| (*year, inputs(year))).collect())
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
        let years = self.years_of(&feed)?;
        let Some(count) = years.get(&year) else {
            return Ok(None);
        };
        let zone = self.config.timezone;
        let row = feed.state.row;
        let mut heads = Vec::new();
        let (begin, end) = (self.begin(year), self.begin(year + 1));
        self.store.of_feed(row, begin, end, |head| {
            if days::date(zone, head.date).year() == year
                && !self.standing.dropped.contains(head.entry)
            {
                heads.push(head);
            }
            if heads.len() < archive::LINES_OF_A_PAGE {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        let (newer, older) = around(&years, year);
        let page = |year: i32| self.feed_year(&feed, year, 0).page;
        Ok(Some(FeedYearPage {
            inputs,
            year: self.feed_year(&feed, year, *count),
            lines: self.lines(&feed, &heads)?,
            newer: newer.map(page),
            older: older.map(page),
            feed: feed.quiet.clone(),
        }))
    }

    /// The years in which a feed has entries that no filter drops.
    pub(crate) fn years_of(&self, feed: &OneFeed<'_>) -> Result<Years, StoreError> {
        let zone = self.config.timezone;
        let row = feed.state.row;
        let mut years = Years::new();
        if !feed.subscription.filters.is_empty() {
            let (begin, end) = (Timestamp::MIN_UTC, Timestamp::MAX_UTC);
            self.store.of_feed(row, begin, end, |head| {
                let date = days::date(zone, head.date);
                if archive::has_page(date) && !self.standing.dropped.contains(head.entry) {
                    *years.entry(date.year()).or_default() += 1;
                }
                ControlFlow::Continue(())
            })?;
            return Ok(years);
        }
        // Nothing is dropped: the store counts without a look at any entry.
        let mut end = self.begin(10_000);
        while let Some(newest) = self.store.newest_before(row, end)? {
            let date = days::date(zone, newest);
            if !archive::has_page(date) {
                break;
            }
            let begin = self.begin(date.year()).min(newest);
            years.insert(date.year(), self.store.count_of_feed(row, begin, end)?);
            end = begin;
        }
        Ok(years)
    }

    /// When a year of the planet's zone begins.
    fn begin(&self, year: i32) -> Timestamp {
        let first = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or_default();
        archive::begin(self.config.timezone, first)
    }

    pub(crate) fn feed_year(&self, feed: &OneFeed<'_>, year: i32, count: usize) -> Period {
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
}

/// The years with entries after and before a year.
fn around(years: &Years, year: i32) -> (Option<i32>, Option<i32>) {
    let year_of = |(year, _): (&i32, &usize)| *year;
    (
        years.range(year + 1..).next().map(year_of),
        years.range(..year).next_back().map(year_of),
    )
}
