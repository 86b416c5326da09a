//! Lenient reading of dates: RFC 822 and RFC 3339 with the mistakes people make, ISO 8601, asctime, epochs and the written
//! dates of a dozen languages.
//!
//! What is not a plausible moment of a feed (month 13, year 9999) is no date at all, never a guess.

mod iso;
mod names;
mod words;

#[cfg(test)]
mod tests;

use chrono::{NaiveDate, TimeDelta};

use crate::feed::Timestamp;

/// Longer texts are prose, not dates; also what bounds the cost of a hostile one.
const MAX_LENGTH: usize = 120;

/// The years a feed can plausibly speak of: old letters are published too, but programs write the years 1 and 1601 for
/// "never".
const YEARS: std::ops::RangeInclusive<i32> = 1800..=2200;

/// Reads a date in any form known to occur in feeds; without a zone it is taken as UTC.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    if text.is_empty() || text.len() > MAX_LENGTH {
        return None;
    }
    if text.bytes().all(|byte| byte.is_ascii_digit())
        && let Some(moment) = epoch(text)
    {
        return Some(moment);
    }
    iso::read(text).or_else(|| words::read(text))
}

/// Seconds (10 digits) or milliseconds (13 digits) since 1970.
fn epoch(digits: &str) -> Option<Timestamp> {
    let number: i64 = digits.parse().ok()?;
    let moment = match digits.len() {
        9 | 10 => Timestamp::from_timestamp(number, 0)?,
        12 | 13 => Timestamp::from_timestamp(number / 1000, 0)?,
        _ => return None,
    };
    plausible(moment)
}

/// The parts of a date as found; what is missing takes its least value.
#[derive(Debug, Default, Clone, Copy)]
struct Parts {
    date: NaiveDate,
    hour: u32,
    minute: u32,
    second: u32,
    /// Seconds east of UTC.
    offset: i32,
}

impl Parts {
    /// The moment, when every part is in its range. `24:00` is the midnight that ends the day (ISO 8601), second 60 a leap
    /// second.
    fn moment(self) -> Option<Timestamp> {
        let ends_the_day = self.hour == 24 && self.minute == 0 && self.second == 0;
        if (self.hour > 23 && !ends_the_day)
            || self.minute > 59
            || self.second > 60
            || self.offset.abs() > 86_400
        {
            return None;
        }
        let seconds = i64::from(self.hour) * 3600
            + i64::from(self.minute) * 60
            + i64::from(self.second.min(59));
        let midnight = self.date.and_hms_opt(0, 0, 0)?.and_utc();
        plausible(midnight + TimeDelta::seconds(seconds - i64::from(self.offset)))
    }
}

/// A calendar date. The 31st of a month that has no such day is the first of the next, as nearly every other reader has it.
fn calendar_date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1)?;
    (1..=31)
        .contains(&day)
        .then(|| first + TimeDelta::days(i64::from(day) - 1))
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

/// A clock time `H:MM[:SS[.frac]]` at the start of `bytes` (also with `.` or `h` between, where `loose`): hour, minute, second, length.
fn clock(bytes: &[u8]) -> Option<(u32, u32, u32, usize)> {
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
    Some((hour, minute, second, at))
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

/// A numeric offset at the start of `bytes`: `+0100`, `-05:30`, `+1`, `-330`; seconds east of UTC and length.
fn numeric_offset(bytes: &[u8]) -> Option<(i32, usize)> {
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (value, length) = digits(bytes.get(1..)?);
    let value = i32::try_from(value).ok()?;
    let mut at = 1 + length;
    let (hours, minutes) = match length {
        1 | 2 => {
            let mut minutes = 0;
            if bytes.get(at) == Some(&b':') {
                let (found, length) = digits(bytes.get(at + 1..)?);
                if length == 2 {
                    minutes = i32::try_from(found).ok()?;
                    at += 3;
                }
            }
            (value, minutes)
        }
        3 | 4 => (value / 100, value % 100),
        _ => return None,
    };
    // No place is further from UTC than 14 hours; offsets beyond are typing errors that would move the date by days.
    if hours > 14 || minutes > 59 {
        return Some((0, at));
    }
    Some((sign * (hours * 3600 + minutes * 60), at))
}
