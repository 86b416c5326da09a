//! Dates written with words: RFC 822 and asctime with every usual mistake, numeric dates by country, and the dates of other
//! languages ("2004년 5월 28일 오후 1:31", "Пн, 12 янв 2009").

use chrono::{Datelike as _, NaiveDate, Weekday};

use crate::parse::date::{
    Parts, Reading, calendar_date, compact_time, digits, full_year, names, time,
    zone::{self, Zone},
};

/// Korea's offset, the one zone in which Korean is written.
const KOREA: i32 = 9 * 3600;

/// What has been found so far.
#[derive(Debug, Default)]
struct Found {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Whether the month's name stood before any number, where a weekday's may have been meant ("mar., 01 déc.").
    leading_month: bool,
    weekday: Option<Weekday>,
    /// Numbers of a date written in numbers only, with the separator behind the first.
    numbers: [u32; 3],
    count: usize,
    separator: Option<u8>,
    /// Whether the year stood before the other numbers.
    year_first: bool,
    time: Option<(u32, u32, u32)>,
    afternoon: Option<bool>,
    zone: Option<Zone>,
    /// Whether it is written as only Americans do: with a clock of twelve hours, or in one of their zones.
    american: bool,
    /// Where a time without a zone is likely meant for, in seconds east of UTC.
    likely: i32,
}

/// Reads a date made of words and numbers in any order that a reader would understand.
pub(super) fn read(text: &str) -> Option<Reading> {
    let bytes = text.as_bytes();
    let mut found = Found::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = text.get(at..)?;
        let before = at.checked_sub(1).and_then(|at| bytes.get(at)).copied();
        at += match byte {
            b'0'..=b'9' => found.number(rest, before)?,
            b'+' | b'-' => found.sign(rest, before),
            b'(' => found.comment(rest),
            _ if byte.is_ascii_alphabetic() || byte >= 0x80 => found.word(rest)?,
            _ => 1,
        };
    }
    found.reading()
}

impl Found {
    /// Whether the day is known, so that more numbers are not about it.
    fn has_date(&self) -> bool {
        let (year, month, day) = (
            self.year.is_some(),
            self.month.is_some(),
            self.day.is_some(),
        );
        (year && month && day) || (!month && self.count + usize::from(year) == 3)
    }

    /// Takes the number at the start of `text`; returns its length.
    fn number(&mut self, text: &str, before: Option<u8>) -> Option<usize> {
        let bytes = text.as_bytes();
        // A midnight before the time is the default of a program that then added the time.
        if matches!(self.time, None | Some((0, 0, 0)))
            && let Some((time, length)) = time(bytes)
        {
            self.time = Some(time);
            return Some(length);
        }
        let (value, length) = digits(bytes);
        let after = text.get(length..)?.trim_start();
        let mark = after.chars().next().unwrap_or(' ');
        let (hour, minute, second) = self.time.unwrap_or_default();
        match mark {
            '년' | '年' => self.year = Some(value),
            '월' | '月' => self.month = Some(value),
            '일' | '日' | '号' | '號' => self.day = Some(value),
            '시' | '時' | '时' | '点' | '點' => self.time = Some((value, minute, second)),
            '분' | '分' => self.time = Some((hour, value, second)),
            '초' | '秒' => self.time = Some((hour, minute, value)),
            'h' | 'H' if length <= 2 && self.time.is_none() => return self.french_time(text),
            _ => return self.plain(text, before),
        }
        if matches!(mark, '년' | '월' | '일' | '시' | '분' | '초') {
            self.likely = KOREA;
        }
        Some(text.len() - after.len() + mark.len_utf8())
    }

    /// Takes a time like `10h30` or `10 h`.
    fn french_time(&mut self, text: &str) -> Option<usize> {
        let (hour, length) = digits(text.as_bytes());
        let (_, after) = text.get(length..)?.split_once(['h', 'H'])?;
        let (minute, length) = digits(after.trim_start().as_bytes());
        self.time = Some((hour, minute, 0));
        Some(text.len() - after.trim_start().len() + length)
    }

    /// Takes a number that nothing explains but its place and size; returns its length.
    fn plain(&mut self, text: &str, before: Option<u8>) -> Option<usize> {
        let bytes = text.as_bytes();
        let (value, length) = digits(bytes);
        if self.has_date() {
            let apart = matches!(
                before,
                Some(b' ' | b'\t' | b'\n' | b'\r' | b'T' | b't' | b',')
            );
            if self.time.is_none()
                && apart
                && bytes.get(length) != Some(&b':')
                && let Some((time, length)) = compact_time(bytes)
            {
                self.time = Some(time);
                return Some(length);
            }
            // Further numbers say nothing; without a time this was no date at all.
            return (self.time.is_some() || self.month.is_some()).then_some(length);
        }
        if self.month.is_some() && (self.day.is_some() || length > 2) {
            self.year.get_or_insert(full_year(value, length));
            return Some(length);
        }
        if self.month.is_some() {
            self.day = Some(value);
            return Some(length);
        }
        if length == 8 && self.count == 0 {
            (self.year, self.month, self.day) = (
                Some(value / 10_000),
                Some(value / 100 % 100),
                Some(value % 100),
            );
            return Some(length);
        }
        if length > 4 {
            return None;
        }
        if length >= 3 && self.year.is_none() {
            self.year = Some(value);
            self.year_first = self.count == 0;
            return Some(length);
        }
        if self.count == 0 {
            self.separator = bytes.get(length).copied();
        }
        // A year of one digit is none that anybody writes: then the first number is the year.
        self.year_first |=
            self.count == 2 && length == 1 && matches!(self.separator, Some(b'/' | b'-'));
        *self.numbers.get_mut(self.count)? = value;
        self.count += 1;
        Some(length)
    }

    /// Takes an offset, where one can stand; returns its length. Else the sign is a separator.
    fn sign(&mut self, text: &str, before: Option<u8>) -> usize {
        let bytes = text.as_bytes();
        let separates =
            bytes.first() == Some(&b'-') && before.is_some_and(|byte| byte.is_ascii_digit());
        match zone::numeric(bytes) {
            // In figures it is exact, and wins over the name beside it (`GMT+0200`).
            Some((zone, length))
                if (self.time.is_some() && (self.has_date() || !separates))
                    || (self.has_date() && length == bytes.len()) =>
            {
                self.zone = Some(zone);
                length
            }
            _ => 1,
        }
    }

    /// Passes over a comment (RFC 822 §3.4.3); a zone in one counts where there is none outside.
    fn comment(&mut self, text: &str) -> usize {
        let (inside, length) = match text.split_once(')') {
            Some((comment, _)) => (comment, comment.len() + 1),
            None => (text, text.len()),
        };
        let inside = inside.trim_start_matches('(').trim();
        if self.zone.is_none()
            && self.time.is_some()
            && let Some((zone, length)) = zone::named(inside)
            && length == inside.len()
        {
            self.zone = Some(zone);
        }
        length
    }

    /// Takes the word at the start of `text`; returns its length. A word that means nothing is passed over.
    fn word(&mut self, text: &str) -> Option<usize> {
        let length = text
            .char_indices()
            .find(|(_, char)| !char.is_alphabetic() && !matches!(char, '\u{300}'..='\u{36f}'))
            .map_or(text.len(), |(at, _)| at);
        let Some(word) = text.get(..length).filter(|word| !word.is_empty()) else {
            return Some(text.chars().next()?.len_utf8());
        };
        if let Some((afternoon, length)) = names::half_of_day(text) {
            self.afternoon = Some(afternoon);
            self.american |= word.is_ascii();
            if text.starts_with('오') {
                self.likely = KOREA;
            }
            return Some(length);
        }
        // `2004-05-28T23:56`: the letter between the date and the time.
        if word.eq_ignore_ascii_case("t") && self.time.is_none() {
            return Some(length);
        }
        // Most words stand before the time: they are not looked up among the zones.
        if self.zone.is_none()
            && (self.time.is_some() || self.has_date())
            && let Some((zone, length)) = zone::named(text)
            && (self.time.is_some() || length == text.len())
        {
            self.zone = Some(zone);
            self.american |= names::is_american(word);
            return Some(length);
        }
        if let Some(weekday) = names::weekday(word) {
            self.weekday = Some(weekday);
        } else if self.month.is_none() || (self.leading_month && self.year.is_none()) {
            self.month(word);
        }
        Some(length)
    }

    /// Takes the word if it names a month.
    fn month(&mut self, word: &str) {
        let Some(month) = names::month(word) else {
            return;
        };
        self.leading_month = self.count == 0 && self.day.is_none() && self.year.is_none();
        self.month = Some(month);
        if self.count == 1 {
            self.day = self.numbers.first().copied();
        }
    }

    fn reading(self) -> Option<Reading> {
        let date = match (self.year, self.month) {
            (Some(year), Some(month)) => {
                // A month may stand for its first day, but a time is one of a day.
                let day = self.day.or(self.time.is_none().then_some(1))?;
                calendar_date(year, month, day)?
            }
            (None, Some(month)) if self.count == 2 => {
                let [day, year, _] = self.numbers;
                calendar_date(full_year(year, 2), month, day)?
            }
            (None, Some(_)) => return None,
            (_, None) => self.date_in_numbers()?,
        };
        let time = self.time.map(|(hour, minute, second)| {
            let hour = match (hour, self.afternoon) {
                (12, Some(false)) => 0,
                (hour, Some(true)) if hour < 12 => hour + 12,
                (hour, _) => hour,
            };
            (hour, minute, second)
        });
        Parts {
            date,
            time,
            zone: self.zone,
            likely: self.likely,
        }
        .reading()
    }

    /// The date of three numbers. Which is which, the separator tells, the weekday, and who is known to write like that.
    fn date_in_numbers(&self) -> Option<NaiveDate> {
        let [first, second, third] = self.numbers;
        let year = match (self.year, self.count) {
            (Some(year), 2) if self.year_first => return calendar_date(year, first, second),
            (Some(year), 2) => year,
            (None, 3) if self.year_first => {
                return calendar_date(full_year(first, 2), second, third);
            }
            (None, 3) => full_year(third, 2),
            _ => return None,
        };
        let day_first = calendar_date(year, second, first);
        let month_first = calendar_date(year, first, second);
        let (Some(european), Some(american)) = (day_first, month_first) else {
            return day_first.or(month_first);
        };
        let fits = |date: NaiveDate| self.weekday == Some(date.weekday());
        // `%x` of the C locale is month/day/year, the year in two digits.
        let is_c_locale = self.year.is_none();
        let month_first = if fits(european) == fits(american) {
            self.separator == Some(b'/') && (self.american || is_c_locale)
        } else {
            fits(american)
        };
        Some(if month_first { american } else { european })
    }
}
