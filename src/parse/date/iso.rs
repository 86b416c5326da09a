//! RFC 3339, W3CDTF at every level and ISO 8601: calendar, ordinal and week dates, compact or with separators.

use chrono::{NaiveDate, Weekday};

use crate::parse::date::{
    Parts, Reading, calendar_date, compact_time, digits, full_year, time,
    zone::{self, Zone},
};

/// Reads a text that starts with a year; `None` when the whole text is not of these forms.
pub(super) fn read(text: &str) -> Option<Reading> {
    let bytes = text.as_bytes();
    let (date, length) = calendar(bytes).or_else(|| short_calendar(bytes))?;
    let parts = Parts {
        date,
        time: None,
        zone: None,
        likely: 0,
    };
    let rest = bytes.get(length..)?;
    // XML Schema's days have a zone too; else a `+` is the space of a badly encoded form.
    if let Some(reading) = end(parts, rest) {
        return Some(reading);
    }
    let rest = match rest.first() {
        Some(b'T' | b't' | b' ' | b'_' | b'+') => rest.get(1..)?.trim_ascii_start(),
        _ => rest,
    };
    let rest = rest.strip_prefix(b"T").unwrap_or(rest);
    let (time, length) = time(rest).or_else(|| compact_time(rest))?;
    let parts = Parts {
        time: Some(time),
        ..parts
    };
    end(parts, rest.get(length..)?)
}

/// The date at the start: `2004-01-02`, `2004-1-2`, `20040102`, `2004-01`, `2004`, `2004-002`, `2004002`, `2004-W01-5`.
fn calendar(bytes: &[u8]) -> Option<(NaiveDate, usize)> {
    let (value, length) = digits(bytes);
    match length {
        8 => return date(value / 10_000, value / 100 % 100, value % 100, 8),
        // With the time right behind, as databases write it: read anew without it, since so many digits are no number.
        12 | 14 => return calendar(bytes.get(..8)?),
        7 => return ordinal(value / 1000, value % 1000, 7),
        4 => {}
        _ => return None,
    }
    let year = value;
    let separator = match bytes.get(4) {
        Some(&separator @ (b'-' | b'/' | b'.')) => separator,
        Some(b'W') => return week(year, bytes, 5),
        Some(b':') => return None,
        _ => return date(year, 1, 1, 4),
    };
    if separator == b'-' && bytes.get(5) == Some(&b'W') {
        return week(year, bytes, 6);
    }
    let (month, length) = digits(bytes.get(5..)?);
    let mut at = 5 + length;
    match length {
        3 => return ordinal(year, month, at),
        4 => return date(year, month / 100, month % 100, at),
        1 | 2 => {}
        _ => return None,
    }
    if bytes.get(at) != Some(&separator) {
        return date(year, month, 1, at);
    }
    let (day, length) = digits(bytes.get(at + 1..)?);
    if !(1..=2).contains(&length) {
        return None;
    }
    at += 1 + length;
    date(year, month, day, at)
}

/// The date at the start in the forms of 1988, whose years may have two digits: `03-12-31`, `031231`, `03335`, `-03-12`,
/// `-0312`; and `200312`, which no standard has, where it is no day.
fn short_calendar(bytes: &[u8]) -> Option<(NaiveDate, usize)> {
    let of_month = bytes.first() == Some(&b'-');
    let start = usize::from(of_month);
    let (value, length) = digits(bytes.get(start..)?);
    let short = |year: u32| full_year(year, 2);
    match (of_month, length) {
        (true, 4) => date(short(value / 100), value % 100, 1, 5),
        (false, 5) => ordinal(short(value / 1000), value % 1000, 5),
        (false, 6) => date(short(value / 10_000), value / 100 % 100, value % 100, 6)
            .or_else(|| date(value / 100, value % 100, 1, 6)),
        (_, 2) if bytes.get(start + 2) == Some(&b'-') => {
            let (month, length) = digits(bytes.get(start + 3..)?);
            let at = start + 3 + length;
            let (day, day_length) = match bytes.get(at) {
                Some(b'-') if !of_month => digits(bytes.get(at + 1..)?),
                _ if of_month => return date(short(value), month, 1, at),
                _ => return None,
            };
            let usual = (1..=2).contains(&length) && (1..=2).contains(&day_length);
            date(short(value), month, day, at + 1 + day_length).filter(|_| usual)
        }
        _ => None,
    }
}

fn date(year: u32, month: u32, day: u32, length: usize) -> Option<(NaiveDate, usize)> {
    Some((calendar_date(year, month, day)?, length))
}

fn ordinal(year: u32, day: u32, length: usize) -> Option<(NaiveDate, usize)> {
    Some((
        NaiveDate::from_yo_opt(i32::try_from(year).ok()?, day)?,
        length,
    ))
}

/// A week date whose week number starts at `at`: `W01`, `W01-5`, `W015`.
fn week(year: u32, bytes: &[u8], at: usize) -> Option<(NaiveDate, usize)> {
    let (value, length) = digits(bytes.get(at..)?);
    let mut end = at + length;
    let (week, mut day) = match length {
        2 => (value, 1),
        3 => (value / 10, value % 10),
        _ => return None,
    };
    if length == 2 && bytes.get(end) == Some(&b'-') {
        let (found, length) = digits(bytes.get(end + 1..)?);
        if length == 1 {
            day = found;
            end += 2;
        }
    }
    let weekday = Weekday::try_from(u8::try_from(day.checked_sub(1)?).ok()?).ok()?;
    Some((
        NaiveDate::from_isoywd_opt(i32::try_from(year).ok()?, week, weekday)?,
        end,
    ))
}

/// Reads the end of the text: nothing, or a zone in figures. Any name is left to the reader of words.
fn end(parts: Parts, bytes: &[u8]) -> Option<Reading> {
    let bytes = bytes.trim_ascii();
    let zone = match bytes {
        [] => None,
        [b'Z' | b'z'] => Some(Zone::Offset(0)),
        _ => {
            let (zone, length) = zone::numeric(bytes)?;
            (length == bytes.len()).then_some(())?;
            Some(zone)
        }
    };
    Parts { zone, ..parts }.reading()
}
