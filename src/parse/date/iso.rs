//! RFC 3339, W3CDTF at every level and ISO 8601: calendar, ordinal and week dates, compact or with separators.

use chrono::{NaiveDate, Weekday};

use crate::{
    feed::Timestamp,
    parse::date::{Parts, calendar_date, clock, digits, fraction, names, numeric_offset},
};

/// Reads a text that starts with a year of four digits; `None` when the whole text is not of these forms.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let (date, length) = calendar(bytes)?;
    let mut parts = Parts {
        date,
        ..Parts::default()
    };
    let mut rest = bytes.get(length..)?;
    rest = match rest.first() {
        Some(b'T' | b't' | b' ' | b'_' | b'+') => rest.get(1..)?.trim_ascii_start(),
        None => return parts.moment(),
        _ => rest,
    };
    if let Some(after) = rest.strip_prefix(b"T") {
        rest = after;
    }
    if rest.first().is_some_and(u8::is_ascii_digit) {
        let length;
        (parts.hour, parts.minute, parts.second, length) =
            clock(rest).or_else(|| compact_clock(rest))?;
        rest = rest.get(length..)?.trim_ascii_start();
        rest = half_of_day(rest, &mut parts)?;
    }
    let (offset, rest) = zone(rest)?;
    parts.offset = offset;
    rest.is_empty().then(|| parts.moment())?
}

/// The date at the start: `2004-01-02`, `2004-1-2`, `20040102`, `2004-01`, `2004`, `2004-002`, `2004002`, `2004-W01-5`.
fn calendar(bytes: &[u8]) -> Option<(NaiveDate, usize)> {
    let (value, length) = digits(bytes);
    match length {
        8 => return date(value / 10_000, value / 100 % 100, value % 100, 8),
        7 => return ordinal(value / 1000, value % 1000, 7),
        6 => return date(value / 100, value % 100, 1, 6),
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

/// `HHMM` or `HHMMSS` or `HH`, with a fraction.
fn compact_clock(bytes: &[u8]) -> Option<(u32, u32, u32, usize)> {
    let (value, length) = digits(bytes);
    let length_all = length + fraction(bytes.get(length..)?);
    match length {
        6 => Some((value / 10_000, value / 100 % 100, value % 100, length_all)),
        4 => Some((value / 100, value % 100, 0, length_all)),
        2 => Some((value, 0, 0, length)),
        _ => None,
    }
}

/// `AM` or `PM` after the clock.
fn half_of_day<'a>(rest: &'a [u8], parts: &mut Parts) -> Option<&'a [u8]> {
    let Some(word) = rest.get(..2) else {
        return Some(rest);
    };
    let afternoon = word.eq_ignore_ascii_case(b"pm");
    if !afternoon && !word.eq_ignore_ascii_case(b"am") {
        return Some(rest);
    }
    parts.hour = match parts.hour {
        12 if !afternoon => 0,
        hour if afternoon && hour < 12 => hour + 12,
        hour => hour,
    };
    Some(rest.get(2..)?.trim_ascii_start())
}

/// The zone at the end: `Z`, `+01:00`, ` -0500`, `GMT`, `EST`, `UTC+2`; none is UTC.
fn zone(bytes: &[u8]) -> Option<(i32, &[u8])> {
    if bytes.is_empty() {
        return Some((0, bytes));
    }
    if let Some((offset, length)) = numeric_offset(bytes) {
        return Some((offset, trailing(bytes.get(length..)?)));
    }
    let length = bytes
        .iter()
        .take_while(|byte| byte.is_ascii_alphabetic())
        .count();
    let name = bytes.get(..length)?;
    let offset = names::zone(name)?;
    let rest = bytes.get(length..)?;
    match numeric_offset(rest) {
        Some((offset, length)) => Some((offset, trailing(rest.get(length..)?))),
        None => Some((offset, trailing(rest))),
    }
}

/// What may follow an offset without meaning anything: its name, in brackets or not.
fn trailing(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.trim_ascii();
    let harmless = bytes.iter().all(|byte| {
        byte.is_ascii_alphabetic() || matches!(byte, b'(' | b')' | b'[' | b']' | b'/' | b'_')
    });
    if harmless { &[] } else { bytes }
}
