//! The river cut into pages and days, in the planet's time zone, grouped as Planet Python groups: a day heading when the
//! day changes, a blog heading when the blog changes or a day heading was just printed.

use std::sync::Arc;

use chrono::{Days, NaiveDate};
use chrono_tz::Tz;

use crate::{
    config::River,
    feed::Timestamp,
    select::river::Chosen,
    site::{Day, EntryView, Group, RiverPage},
};

/// Cuts the river into at most `pages` pages; there is always a first one.
pub(crate) fn pages(
    river: &River,
    zone: Tz,
    chosen: &[Chosen],
    views: Vec<Arc<EntryView>>,
) -> Vec<RiverPage> {
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
        pages.push(RiverPage { days: days(dated) });
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

fn days(dated: Vec<(NaiveDate, Arc<EntryView>)>) -> Vec<Day> {
    let mut days: Vec<Day> = Vec::new();
    for (date, entry) in dated {
        let iso = date.format("%Y-%m-%d").to_string();
        match days.last_mut() {
            Some(day) if day.date == iso => match day.groups.last_mut() {
                Some(group) if Arc::ptr_eq(&group.feed, &entry.feed) => group.entries.push(entry),
                _ => day.groups.push(Group {
                    feed: Arc::clone(&entry.feed),
                    entries: vec![entry],
                }),
            },
            _ => days.push(Day {
                date: iso,
                heading: date.format("%A, %-d %B %Y").to_string(),
                groups: vec![Group {
                    feed: Arc::clone(&entry.feed),
                    entries: vec![entry],
                }],
            }),
        }
    }
    days
}

fn date(zone: Tz, moment: Timestamp) -> NaiveDate {
    moment.with_timezone(&zone).date_naive()
}

/// A moment in the planet's zone, RFC 3339 with its offset.
pub(crate) fn local(zone: Tz, moment: Timestamp) -> String {
    moment
        .with_timezone(&zone)
        .to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
