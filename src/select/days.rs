//! The river cut into pages and days, in the planet's time zone, grouped as Planet Python groups: a day heading when the
//! day changes, a blog heading when the blog changes or a day heading was just printed.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use crate::{
    config::{Config, River},
    feed::Timestamp,
    language::{Language, Style},
    select::{archive, river::Chosen},
    site::{Day, EntryView, Group, RiverPage},
    zones::Tz,
};

/// Cuts the river into at most `pages` pages; there is always a first one.
pub(crate) fn pages(
    config: &Config,
    words: &Language,
    chosen: &[Chosen],
    views: Vec<Arc<EntryView>>,
) -> Vec<RiverPage> {
    let (river, zone) = (&config.river, config.timezone);
    let mut dated: Vec<(NaiveDate, Arc<EntryView>)> = chosen
        .iter()
        .map(|entry| date(zone, entry.head.date))
        .zip(views)
        .collect();
    let mut pages = Vec::new();
    let front = front_page(river, &dated);
    while pages.len() < river.pages && !dated.is_empty() {
        let size = if pages.is_empty() {
            front
        } else {
            river.entries_per_page
        };
        let rest = dated.split_off(size.min(dated.len()));
        pages.push(RiverPage {
            days: of(config, words, dated),
        });
        dated = rest;
    }
    if pages.is_empty() {
        pages.push(RiverPage::default());
    }
    pages
}

/// How many entries the front page has: a page full, or fewer when `days` reaches less far back from the newest.
fn front_page(river: &River, dated: &[(NaiveDate, Arc<EntryView>)]) -> usize {
    let full = river.entries_per_page.min(dated.len());
    let oldest = match (dated.first(), river.days) {
        (Some((newest, _)), days @ 1..) => newest.checked_sub_days(Days::new(u64::from(days) - 1)),
        _ => None,
    };
    let recent = oldest.map_or(full, |oldest| {
        dated.iter().take_while(|(date, _)| *date >= oldest).count()
    });
    full.min(recent)
}

/// Entries, newest first, by their days.
pub(crate) fn of(
    config: &Config,
    words: &Language,
    dated: Vec<(NaiveDate, Arc<EntryView>)>,
) -> Vec<Day> {
    let page = |date| {
        let is_archived = config.pages.archive && archive::has_page(date);
        is_archived.then(|| format!("{}{}", config.base_path(), archive::path(date, 3)))
    };
    let mut days: Vec<(NaiveDate, Vec<Arc<EntryView>>)> = Vec::new();
    for (date, entry) in dated {
        match days.last_mut() {
            Some((day, entries)) if *day == date => entries.push(entry),
            _ => days.push((date, vec![entry])),
        }
    }
    let day = |(date, entries): (NaiveDate, Vec<Arc<EntryView>>)| Day {
        date: date.format("%Y-%m-%d").to_string(),
        heading: words.heading(Style::Weekday, date),
        page: page(date),
        count: entries.len(),
        groups: groups(entries),
    };
    days.into_iter().map(day).collect()
}

/// Runs of entries of one blog.
pub(crate) fn groups(entries: Vec<Arc<EntryView>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if group.feed.number() == entry.feed.number() => group.entries.push(entry),
            _ => groups.push(Group {
                feed: entry.feed.clone(),
                entries: vec![entry],
            }),
        }
    }
    groups
}

/// The day of a moment in the planet's zone.
pub(crate) fn date(zone: Tz, moment: Timestamp) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}

/// A moment in the planet's zone, RFC 3339 with its offset.
pub(crate) fn local(zone: Tz, moment: Timestamp) -> String {
    moment
        .with_timezone(&zone)
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
