//! Lenient reading of dates: RFC 822 and RFC 3339 with the mistakes people make, ISO 8601, asctime, epochs and the written
//! dates of a dozen languages.
//!
//! What is not a plausible moment of a feed (month 13, year 9999) is no date at all, never a guess. Only the place that a time
//! without a zone is meant for has to be guessed: that is the `Clock`'s.

mod clock;
mod iso;
mod names;
mod words;
mod zone;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chrono::{NaiveDate, TimeDelta};

pub(super) use self::clock::Clock;
use self::zone::Zone;
use crate::feed::{Timestamp, YEARS};

/// Longer texts are prose, not dates; also what bounds the cost of a hostile one.
const MAX_LENGTH: usize = 120;

/// A date as its text states it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Reading {
    /// The moment; of a time without a zone, as if it were UTC's.
    moment: Timestamp,
    zone: Stated,
}

/// What a date says about its zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stated {
    /// Nothing that matters: a day without a time, or an epoch.
    Nothing,
    /// Its offset in seconds east of UTC.
    Offset(i32),
    /// Not where its time is meant for; the offset is the best guess without the rest of the feed.
    Unsaid(i32),
}

/// Reads a date that stands alone, in any form known to occur in feeds; a time without a zone is taken as UTC's (in Korean as
/// Korea's). The dates of a document are read by its `Clock`.
pub fn read(text: &str) -> Option<Timestamp> {
    Clock::default().read(text)
}

/// What a date states.
fn reading(text: &str) -> Option<Reading> {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_LENGTH {
        return None;
    }
    let text = &*in_ascii(text);
    iso::read(text)
        .or_else(|| epoch(text))
        .or_else(|| words::read(text))
}

/// The text with the digits and signs of East Asian typography in ASCII, and every minus as one.
fn in_ascii(text: &str) -> Cow<'_, str> {
    let plain = |char: char| match char {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(char) - 0xfee0),
        '\u{2212}' => Some('-'),
        _ => None,
    };
    if text.is_ascii() || !text.contains(|char| plain(char).is_some()) {
        return Cow::Borrowed(text);
    }
    text.chars()
        .map(|char| plain(char).unwrap_or(char))
        .collect()
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970, or one digit less of either.
fn epoch(text: &str) -> Option<Reading> {
    let bytes = text.as_bytes();
    let (_, length) = digits(bytes);
    let whole = length + fraction(bytes.get(length..)?) == bytes.len();
    let number: i64 = text.get(..length).filter(|_| whole)?.parse().ok()?;
    let moment = match length {
        9 | 10 => Timestamp::from_timestamp(number, 0)?,
        12 | 13 => Timestamp::from_timestamp(number / 1000, 0)?,
        _ => return None,
    };
    Some(Reading {
        moment: plausible(moment)?,
        zone: Stated::Nothing,
    })
}

/// The parts of a date as found.
#[derive(Debug, Clone, Copy)]
struct Parts {
    date: NaiveDate,
    /// Hour, minute and second.
    time: Option<(u32, u32, u32)>,
    zone: Option<Zone>,
    /// Seconds east of UTC where the time is likely meant for, when no zone is said.
    likely: i32,
}

impl Parts {
    /// The moment, when every part is in its range. `24:00` is the midnight that ends the day (ISO 8601), second 60 a leap
    /// second.
    fn reading(self) -> Option<Reading> {
        let (hour, minute, second) = self.time.unwrap_or_default();
        let ends_the_day = (hour, minute, second) == (24, 0, 0);
        if (hour > 23 && !ends_the_day) || minute > 59 || second > 60 {
            return None;
        }
        let seconds = i64::from(hour) * 3600 + i64::from(minute) * 60 + i64::from(second.min(59));
        let local = self.date.and_hms_opt(0, 0, 0)? + TimeDelta::seconds(seconds);
        let offset = self.zone.map(|zone| zone.offset_at(local));
        let moment = local.and_utc() - TimeDelta::seconds(i64::from(offset.unwrap_or(0)));
        Some(Reading {
            moment: plausible(moment)?,
            zone: match (offset, self.time) {
                (Some(offset), _) => Stated::Offset(offset),
                (None, Some(_)) => Stated::Unsaid(self.likely),
                (None, None) => Stated::Nothing,
            },
        })
    }
}

/// A calendar date. The 31st of a month that has no such day is the first of the next, as nearly every other reader has it.
fn calendar_date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?;
    (1..=31)
        .contains(&day)
        .then(|| first + TimeDelta::days(i64::from(day) - 1))
}

/// A year of two or three digits in full. RFC 2822 §4.3: three digits count from 1900 (the year 2000 bug); no feed is older
/// than 1970.
fn full_year(value: u32, length: usize) -> u32 {
    match (length, value) {
        (..=2, ..70) => value + 2000,
        (..=2, 70..100) | (3, _) => value + 1900,
        _ => value,
    }
}

fn plausible(moment: Timestamp) -> Option<Timestamp> {
    use chrono::Datelike as _;
    YEARS.contains(&moment.year()).then_some(moment)
}

/// A run of ASCII digits at the start of `bytes`: its value (at most nine digits count) and its length.
fn digits(bytes: &[u8]) -> (u32, usize) {
    let length = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    let value = bytes
        .iter()
        .take(length.min(9))
        .fold(0, |value: u32, byte| value * 10 + u32::from(byte - b'0'));
    (value, length)
}

/// A time of day and the length of its text.
type Time = ((u32, u32, u32), usize);

/// A time of day `H:MM[:SS[.frac]]` at the start of `bytes`.
fn time(bytes: &[u8]) -> Option<Time> {
    let (hour, hour_length) = digits(bytes);
    if !(1..=2).contains(&hour_length) || bytes.get(hour_length) != Some(&b':') {
        return None;
    }
    let mut at = hour_length + 1;
    let (minute, length) = digits(bytes.get(at..)?);
    if !(1..=2).contains(&length) {
        return None;
    }
    at += length;
    let mut second = 0;
    if bytes.get(at) == Some(&b':') {
        let (value, length) = digits(bytes.get(at + 1..)?);
        if (1..=2).contains(&length) {
            second = value;
            at += 1 + length;
        }
    }
    at += fraction(bytes.get(at..)?);
    Some(((hour, minute, second), at))
}

/// A time of day without colons at the start of `bytes`: `HHMM` or `HHMMSS` or `HH`, with a fraction.
fn compact_time(bytes: &[u8]) -> Option<Time> {
    let (value, length) = digits(bytes);
    let whole = length + fraction(bytes.get(length..)?);
    match length {
        6 => Some(((value / 10_000, value / 100 % 100, value % 100), whole)),
        4 => Some(((value / 100, value % 100, 0), whole)),
        1 | 2 => Some(((value, 0, 0), length)),
        _ => None,
    }
}

/// Length of `.123`, `,123` or `:123` (a fraction of a second) at the start of `bytes`.
fn fraction(bytes: &[u8]) -> usize {
    match bytes.first() {
        Some(b'.' | b',' | b':') => match digits(bytes.get(1..).unwrap_or_default()).1 {
            0 => 0,
            length => 1 + length,
        },
        _ => 0,
    }
}
