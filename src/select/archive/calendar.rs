//! The days of the planet's zone: when each begins, how many entries it has, which days and months are around it.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike as _, NaiveDate, NaiveTime, TimeZone as _};

use crate::{
    feed::Timestamp,
    select::archive::{has_page, word},
    zones::Tz,
};

/// The days that have entries, oldest first.
pub(crate) type Calendar = BTreeMap<NaiveDate, Counted>;

/// How many entries a day has, and one word for all that this was counted from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Counted {
    pub(crate) entries: usize,
    pub(crate) word: String,
}

/// The words of all days of the zone that overlap a day (UTC) with entries. `common` is what every page is made from.
pub(crate) fn words(
    days: &BTreeMap<i64, i64>,
    zone: Tz,
    common: &str,
) -> BTreeMap<NaiveDate, String> {
    let mut versions: BTreeMap<NaiveDate, blake3::Hasher> = BTreeMap::new();
    for (day, version) in days {
        let moment = |seconds: i64| {
            let moment = DateTime::from_timestamp(seconds, 0)?;
            Some(moment.with_timezone(&zone).date_naive())
        };
        let start = day.saturating_mul(86_400);
        let (Some(first), Some(last)) = (moment(start), moment(start.saturating_add(86_399)))
        else {
            continue;
        };
        for date in first.iter_days().take_while(|date| *date <= last) {
            let begin = || {
                let mut hasher = blake3::Hasher::new();
                hasher.update(common.as_bytes());
                hasher
            };
            let hasher = versions.entry(date).or_insert_with(begin);
            hasher.update(&day.to_le_bytes());
            hasher.update(&version.to_le_bytes());
        }
    }
    versions
        .iter()
        .filter(|(date, _)| has_page(**date))
        .map(|(date, hasher)| (*date, word(hasher)))
        .collect()
}

/// One word for each year: for all entries of its days.
pub(crate) fn words_of_years(words: &BTreeMap<NaiveDate, String>) -> BTreeMap<i32, String> {
    let mut years: BTreeMap<i32, blake3::Hasher> = BTreeMap::new();
    for (date, word) in words {
        let hasher = years.entry(date.year()).or_default();
        hasher.update(&date.ordinal().to_le_bytes());
        hasher.update(word.as_bytes());
    }
    years
        .iter()
        .map(|(year, hasher)| (*year, word(hasher)))
        .collect()
}

/// When a day of the zone begins.
pub(crate) fn begin(zone: Tz, date: NaiveDate) -> Timestamp {
    let midnight = date.and_time(NaiveTime::MIN);
    // Where clocks are put forward at midnight, the day begins at what would have been midnight before.
    zone.from_local_datetime(&midnight)
        .earliest()
        .map_or_else(|| before_the_gap(zone, date), |moment| moment.to_utc())
}

fn before_the_gap(zone: Tz, date: NaiveDate) -> Timestamp {
    let noon = date.and_time(NaiveTime::MIN) - chrono::TimeDelta::hours(12);
    let noon = zone.from_local_datetime(&noon).earliest();
    noon.map_or_else(
        || date.and_time(NaiveTime::MIN).and_utc(),
        |noon| noon.to_utc() + chrono::TimeDelta::hours(12),
    )
}

/// The days that have entries, oldest first.
fn filled(calendar: &Calendar) -> impl DoubleEndedIterator<Item = NaiveDate> {
    calendar
        .iter()
        .filter(|(_, day)| day.entries > 0)
        .map(|(date, _)| *date)
}

/// The first day of the month of a day.
fn first_of_month(date: NaiveDate) -> NaiveDate {
    date.with_day(1).unwrap_or(date)
}

/// The months that have entries, oldest first, each as its first day.
pub(crate) fn months(calendar: &Calendar) -> Vec<NaiveDate> {
    let mut months: Vec<NaiveDate> = filled(calendar).map(first_of_month).collect();
    months.dedup();
    months
}

/// The days of the month that begins on `first`, those that have entries, oldest first.
pub(crate) fn days_of_month(
    calendar: &Calendar,
    first: NaiveDate,
) -> impl DoubleEndedIterator<Item = NaiveDate> {
    let last = first
        .checked_add_months(chrono::Months::new(1))
        .and_then(|next| next.pred_opt())
        .unwrap_or(first);
    calendar
        .range(first..=last)
        .filter(|(_, day)| day.entries > 0)
        .map(|(date, _)| *date)
}

/// The days with entries after and before a day.
pub(crate) fn around(
    calendar: &Calendar,
    date: NaiveDate,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let has_entries = |(date, day): (&NaiveDate, &Counted)| (day.entries > 0).then_some(*date);
    let newer = calendar
        .range(date..)
        .filter_map(has_entries)
        .find(|day| *day > date);
    let older = calendar.range(..date).rev().find_map(has_entries);
    (newer, older)
}

/// The months with entries after and before the month that begins on `first`.
pub(crate) fn months_around(
    calendar: &Calendar,
    first: NaiveDate,
) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let last = days_of_month(calendar, first).next_back().unwrap_or(first);
    let (newer, _) = around(calendar, last);
    let (_, older) = around(calendar, first);
    (newer.map(first_of_month), older.map(first_of_month))
}

pub(super) fn count(calendar: &Calendar, date: NaiveDate) -> usize {
    calendar.get(&date).map_or(0, |day| day.entries)
}
