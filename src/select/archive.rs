//! The archive: which days have entries, how many, and what the pages of a month and of its days show.
//!
//! The store numbers every change by the day (UTC) of the entry that changed. From the numbers of the days that a day of the
//! planet's zone overlaps comes its word; as long as the word is the same, so are its entries, and nothing of it is read.
//!
//! A post that several feeds hold is shown once on the page of a day. Copies with other dates stay on theirs, so that a
//! permalink never depends on another feed.

mod calendar;

use std::{
    collections::{BTreeMap, HashMap},
    mem,
    sync::Arc,
};

use chrono::{Datelike as _, Days, NaiveDate};

use crate::{
    language::Style,
    select::{
        Selection, days, duplicates,
        river::Chosen,
        search::{PlannedShard, Shards},
        view,
    },
    site::{Day, DayLines, DayPage, EntryLine, EntryView, MonthPage, Part, Period},
    store::{Body, Head, StoreError, anchor},
};

use self::calendar::count;
pub(crate) use self::calendar::{
    Calendar, Counted, around, begin, days_of_month, months, months_around, words, words_of_years,
};

/// Titles that the page of a month lists of one day.
const LINES_OF_A_DAY: usize = 10;

/// How many entries the page of a day shows with their first words; further ones it lists by
/// their titles, as many as [`LINES_OF_A_PAGE`].
const ENTRIES_OF_A_DAY: usize = 500;

/// How many titles one page lists, the newest: of a day behind those, and of a blog's year. Pages of half a megabyte; who posts
/// more is a program, or a feed that gives its posts new ids each time, whose pages would grow and be written with every run.
pub(crate) const LINES_OF_A_PAGE: usize = 2_000;

/// A month of which something has changed.
#[derive(Debug)]
pub(crate) struct DueMonth {
    pub(crate) first: NaiveDate,
    /// Those of its days whose pages are due, with their inputs.
    pub(crate) days: HashMap<NaiveDate, String>,
    /// Those of its parts of the search index that are due.
    pub(crate) shards: Vec<PlannedShard>,
}

/// Whether a day can have a page: a date that is far off is a mistake of its feed.
pub(crate) fn has_page(date: NaiveDate) -> bool {
    (1..=9999).contains(&date.year())
}

/// The path of the page of a day, month or year, relative to the root of the site: of as much of the date as `parts` says.
pub(crate) fn path(date: NaiveDate, parts: u8) -> String {
    let (year, month, day) = (date.year(), date.month(), date.day());
    match parts {
        1 => format!("{year:04}/"),
        2 => format!("{year:04}/{month:02}/"),
        _ => format!("{year:04}/{month:02}/{day:02}/"),
    }
}

/// One word for everything that was hashed.
pub(crate) fn word(hasher: &blake3::Hasher) -> String {
    let hex = hasher.finalize().to_hex();
    hex.get(..16).unwrap_or_default().to_owned()
}

/// A post that several feeds hold.
struct Copies {
    /// The feed that shows it.
    owner: usize,
    others: Vec<usize>,
    /// The anchors of the others' entries.
    anchors: Vec<String>,
}

impl Selection<'_> {
    /// The days that have entries, by the [`words`] of all days. `known` says what is known of a day's count, by the path of
    /// its page and its word.
    pub(crate) fn calendar(
        &self,
        words: BTreeMap<NaiveDate, String>,
        known: &dyn Fn(&str, &str) -> Option<usize>,
    ) -> Result<Calendar, StoreError> {
        let mut calendar = Calendar::new();
        for (date, word) in words {
            let entries = match known(&path(date, 3), &word) {
                Some(entries) => entries,
                None => self.shown_on(date)?.len(),
            };
            calendar.insert(date, Counted { entries, word });
        }
        Ok(calendar)
    }

    /// The entries of a day, newest first, each post once.
    pub(crate) fn shown_on(&self, date: NaiveDate) -> Result<Vec<Chosen>, StoreError> {
        let zone = self.config.timezone;
        let next = date.checked_add_days(Days::new(1)).unwrap_or(date);
        let heads = self.store.archived(begin(zone, date), begin(zone, next))?;
        let on_date = |head: &Head| days::date(zone, head.date) == date;
        let eligible = heads.into_iter().filter(on_date).filter_map(|head| {
            let feed = self.eligible.followed(&head)?;
            Some(Chosen::new(head, feed))
        });
        self.each_once(eligible.collect())
    }

    /// The same entries, each post once.
    pub(crate) fn each_once(&self, mut shown: Vec<Chosen>) -> Result<Vec<Chosen>, StoreError> {
        let mut copies = self.copies(&shown)?;
        shown.retain_mut(|entry| {
            let link = entry.head.link_key;
            let Some(copies) = link.and_then(|link| copies.get_mut(&link)) else {
                return true;
            };
            // Of several of its owner's, the first one stands for the others'.
            if entry.feed == copies.owner && !copies.others.is_empty() {
                entry.also_in = mem::take(&mut copies.others);
                entry.copies = mem::take(&mut copies.anchors);
            }
            entry.feed == copies.owner
        });
        Ok(shown)
    }

    /// The posts among `shown` that several feeds hold, by their links.
    fn copies(&self, shown: &[Chosen]) -> Result<HashMap<i64, Copies>, StoreError> {
        let mut by_link: HashMap<i64, Vec<&Chosen>> = HashMap::new();
        for entry in shown {
            if let Some(link) = entry.head.link_key {
                by_link.entry(link).or_default().push(entry);
            }
        }
        let mut all = HashMap::new();
        for (link, entries) in by_link {
            let holders = entries.iter().map(|entry| (entry.feed, &entry.head));
            let holders = duplicates::holders(holders);
            let ([first, ..], 2..) = (entries.as_slice(), holders.len()) else {
                continue;
            };
            let owner = duplicates::owner(self, &first.head, &holders)?;
            let others = entries.iter().filter(|entry| entry.feed != owner);
            let anchor_of = |entry: &&&Chosen| {
                let feed = self.quiet.get(entry.feed)?.as_ref()?;
                Some(anchor(&feed.origin, &entry.head.id))
            };
            let copies = Copies {
                owner,
                anchors: others.filter_map(|entry| anchor_of(&entry)).collect(),
                others: holders.into_keys().filter(|feed| *feed != owner).collect(),
            };
            all.insert(link, copies);
        }
        Ok(all)
    }

    /// What of a month has changed: its days and its parts of the search index, given to `give` one by one, as a month may have
    /// thousands of entries, and its page.
    pub(crate) fn month<E: From<StoreError>>(
        &self,
        month: &DueMonth,
        calendar: &Calendar,
        inputs: String,
        give: &mut dyn FnMut(Part) -> Result<(), E>,
    ) -> Result<(), E> {
        let first = month.first;
        let dates: Vec<NaiveDate> = days_of_month(calendar, first).collect();
        let mut lists = Vec::with_capacity(dates.len());
        let mut shards = Shards::of(&month.shards);
        // The place in the month after the day's newest entry.
        let mut end: usize = dates.iter().map(|date| count(calendar, *date)).sum();
        for date in dates.iter().rev() {
            let shown = self.shown_on(*date)?;
            let own = month.days.get(date);
            let places = end.saturating_sub(shown.len())..end;
            end = places.start;
            let mut lines = Vec::new();
            let mut entries = Vec::new();
            let mut rest = Vec::new();
            if own.is_some() || shards.want_any(&places) {
                for (place, entry) in places.rev().zip(&shown) {
                    if let Some(view) = self.archived_view(entry)? {
                        shards.take(place, &view);
                        if entries.len() < ENTRIES_OF_A_DAY {
                            entries.push(view);
                        } else if rest.len() < LINES_OF_A_PAGE {
                            rest.push(EntryLine::of(&view));
                        }
                    }
                }
                let listed = entries.iter().take(LINES_OF_A_DAY);
                lines.extend(listed.map(|entry| EntryLine {
                    copies: Vec::new(),
                    ..EntryLine::of(entry)
                }));
            } else {
                for entry in shown.iter().take(LINES_OF_A_DAY) {
                    lines.extend(self.archived_line(entry)?);
                }
            }
            for shard in shards.finished(end) {
                give(Part::Shard(shard))?;
            }
            let list = DayLines {
                date: iso(*date),
                heading: self.words.heading(Style::Weekday, *date),
                page: Some(self.page(*date, 3)),
                count: shown.len(),
                lines,
            };
            if let Some(inputs) = own {
                let (newer, older) = around(calendar, *date);
                give(Part::Day(DayPage {
                    inputs: inputs.clone(),
                    lines: rest,
                    day: Day {
                        date: list.date.clone(),
                        heading: list.heading.clone(),
                        page: list.page.clone(),
                        count: shown.len(),
                        groups: days::groups(entries),
                    },
                    newer: newer.map(|date| self.page(date, 3)),
                    older: older.map(|date| self.page(date, 3)),
                }))?;
            }
            lists.push(list);
        }
        for shard in shards.finished(0) {
            give(Part::Shard(shard))?;
        }
        if !self.config.pages.archive {
            return Ok(());
        }
        let (newer, older) = months_around(calendar, first);
        give(Part::Month(MonthPage {
            inputs,
            month: self.period_of_month(first, calendar),
            days: lists,
            newer: newer.map(|date| self.page(date, 2)),
            older: older.map(|date| self.page(date, 2)),
        }))
    }

    /// The entry as a line of the page of its month; cheaper than the view of it.
    fn archived_line(&self, entry: &Chosen) -> Result<Option<EntryLine>, StoreError> {
        let Some((seen_in, body)) = self.archived(entry)? else {
            return Ok(None);
        };
        Ok(Some(view::line(&seen_in, &entry.head, &body)))
    }

    fn archived_view(&self, entry: &Chosen) -> Result<Option<Arc<EntryView>>, StoreError> {
        let Some((seen_in, body)) = self.archived(entry)? else {
            return Ok(None);
        };
        let show = seen_in.subscription.content;
        let view = EntryView {
            copies: entry.copies.clone(),
            ..view::entry(seen_in, &entry.head, &body, view::Depth::Outline)
        };
        Ok(Some(super::shown(&Arc::new(view), show)))
    }

    /// What the view of an entry of the archive is made of; `None` if nobody follows its feed.
    fn archived(&self, entry: &Chosen) -> Result<Option<(view::SeenIn<'_>, Body)>, StoreError> {
        let quiet = |n: usize| self.quiet.get(n).cloned().flatten();
        let (Some(subscription), Some(feed)) =
            (self.config.feeds.get(entry.feed), quiet(entry.feed))
        else {
            return Ok(None);
        };
        let seen_in = view::SeenIn {
            config: self.config,
            words: self.words,
            subscription,
            feed,
            also_in: entry.also_in.iter().copied().filter_map(quiet).collect(),
            tags: None,
        };
        Ok(Some((seen_in, self.store.outline(entry.head.entry)?)))
    }

    /// The years of the archive, newest first.
    pub(crate) fn years(&self, calendar: &Calendar) -> Vec<Period> {
        let mut years: Vec<Period> = Vec::new();
        for first in months(calendar) {
            let month = self.period_of_month(first, calendar);
            let date = first.format("%Y").to_string();
            match years.last_mut() {
                Some(year) if year.date == date => {
                    year.count += month.count;
                    year.parts.push(month);
                }
                _ => years.push(Period {
                    heading: self.words.heading(Style::Year, first),
                    name: self.words.heading(Style::Year, first),
                    date,
                    page: self.page(first, 1),
                    count: month.count,
                    parts: vec![month],
                }),
            }
        }
        years.reverse();
        years
    }

    fn period_of_month(&self, first: NaiveDate, calendar: &Calendar) -> Period {
        let parts: Vec<Period> = days_of_month(calendar, first)
            .map(|date| Period {
                date: iso(date),
                heading: self.words.heading(Style::Weekday, date),
                name: date.day().to_string(),
                page: self.page(date, 3),
                count: count(calendar, date),
                parts: Vec::new(),
            })
            .collect();
        Period {
            date: first.format("%Y-%m").to_string(),
            heading: self.words.heading(Style::Month, first),
            name: self.words.heading(Style::MonthName, first),
            page: self.page(first, 2),
            count: parts.iter().map(|day| day.count).sum(),
            parts,
        }
    }

    /// The path of a page of the archive, base path included.
    fn page(&self, date: NaiveDate, parts: u8) -> String {
        format!("{}{}", self.config.base_path(), path(date, parts))
    }
}

fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}
