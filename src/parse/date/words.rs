//! Dates written with words: RFC 822 and asctime with every usual mistake, numeric dates by country, and the dates of other
//! languages ("2004년 5월 28일 오후 1:31", "Пн, 12 янв 2009").

use crate::{
    feed::Timestamp,
    parse::date::{Parts, calendar_date, clock, digits, names, numeric_offset},
};

/// What has been found so far.
#[derive(Debug, Default)]
struct Found {
    year: Option<u32>,
    month: Option<u32>,
    day: Option<u32>,
    /// Numbers of a date written in numbers only, with the separator between them.
    numbers: [u32; 3],
    count: usize,
    slash: bool,
    /// Whether the year stood before the other numbers.
    year_first: bool,
    hour: Option<u32>,
    minute: u32,
    second: u32,
    afternoon: Option<bool>,
    offset: Option<i32>,
}

/// Reads a date made of words and numbers in any order that a reader would understand.
pub(super) fn read(text: &str) -> Option<Timestamp> {
    let bytes = text.as_bytes();
    let mut found = Found::default();
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = bytes.get(at..)?;
        at += match byte {
            b'0'..=b'9' => found.number(text.get(at..)?)?,
            b'+' | b'-' if found.hour.is_some() => match numeric_offset(rest) {
                Some((offset, length)) => {
                    found.offset = Some(offset);
                    length
                }
                None => 1,
            },
            b'(' => rest
                .iter()
                .position(|&byte| byte == b')')
                .map_or(rest.len(), |end| end + 1),
            b'/' => {
                found.slash = true;
                1
            }
            _ if byte.is_ascii_alphabetic() || byte >= 0x80 => found.word(text.get(at..)?)?,
            _ => 1,
        };
    }
    found.moment()
}

impl Found {
    /// Takes the number at the start of `text`; returns its length.
    fn number(&mut self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        if self.hour.is_none()
            && let Some((hour, minute, second, length)) = clock(bytes)
        {
            (self.hour, self.minute, self.second) = (Some(hour), minute, second);
            return Some(length);
        }
        let (value, length) = digits(bytes);
        let after = text.get(length..)?.trim_start();
        if let Some(mark) = after.chars().next().filter(|char| !char.is_ascii()) {
            let marked = match mark {
                '년' | '年' => &mut self.year,
                '월' | '月' => &mut self.month,
                '일' | '日' | '号' | '號' => &mut self.day,
                '시' | '時' | '时' | '点' | '點' => &mut self.hour,
                '분' | '分' => {
                    self.minute = value;
                    return Some(text.len() - after.len() + mark.len_utf8());
                }
                '초' | '秒' => {
                    self.second = value;
                    return Some(text.len() - after.len() + mark.len_utf8());
                }
                _ => return self.plain(value, length),
            };
            *marked = Some(value);
            return Some(text.len() - after.len() + mark.len_utf8());
        }
        self.plain(value, length)
    }

    /// Takes a number that nothing explains but its place and size; returns its length.
    fn plain(&mut self, value: u32, length: usize) -> Option<usize> {
        if self.month.is_some() && (self.day.is_some() || length > 2) {
            if self.year.is_none() {
                self.year = Some(full_year(value, length));
            }
            return Some(length);
        }
        if self.month.is_some() && self.day.is_none() {
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
        // A fourth number: no date that anybody writes.
        *self.numbers.get_mut(self.count)? = value;
        self.count += 1;
        Some(length)
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
        if let Some((afternoon, length)) = names::half_of_day(word) {
            self.afternoon = Some(afternoon);
            return Some(length);
        }
        // `2004-05-28T23:56`: the letter between the date and the time.
        if word.eq_ignore_ascii_case("t") && self.hour.is_none() {
            return Some(length);
        }
        if self.hour.is_some()
            && self.offset.is_none()
            && let Some(offset) = names::zone(word.as_bytes())
        {
            self.offset = Some(offset);
        } else if self.month.is_none()
            && let Some(month) = names::month(word)
        {
            self.month = Some(month);
            if self.count == 1 {
                self.day = self.numbers.first().copied();
            }
        }
        Some(length)
    }

    fn moment(self) -> Option<Timestamp> {
        let [first, second, third] = self.numbers;
        let (year, month, day) = match (self.year, self.month, self.count) {
            (Some(year), Some(month), _) => (year, month, self.day.unwrap_or(1)),
            (Some(year), None, 2)
                if self.year_first || second > 12 || (self.slash && first <= 12) =>
            {
                (year, first, second)
            }
            (Some(year), None, 2) => (year, second, first),
            (None, None, 3) if self.slash && first <= 12 => (full_year(third, 2), first, second),
            (None, None, 3) => (full_year(third, 2), second, first),
            (None, Some(month), 2) => (full_year(second, 2), month, first),
            _ => return None,
        };
        let hour = match (self.hour.unwrap_or(0), self.afternoon) {
            (12, Some(false)) => 0,
            (hour, Some(true)) if hour < 12 => hour + 12,
            (hour, _) => hour,
        };
        Parts {
            date: calendar_date(year, month, day)?,
            hour,
            minute: self.minute,
            second: self.second,
            offset: self.offset.unwrap_or(0),
        }
        .moment()
    }
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
