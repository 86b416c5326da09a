//! Dates in a language: the names of months and weekdays, and the styles in which each language puts a date together.

use chrono::{
    Datelike as _, NaiveDate, NaiveDateTime, NaiveTime, Timelike as _,
    format::{Fixed, Item},
};

use crate::language::{Argument, Language, LanguageError};

/// What the messages of dates are given.
pub(super) const ARGUMENTS: [&str; 9] = [
    "day",
    "month",
    "month_short",
    "month_number",
    "year",
    "weekday",
    "weekday_short",
    "hour",
    "minute",
];

/// A way to write a date, which each language puts in its own order. The examples are the English ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `12 November 2025`
    Day,
    /// `Wednesday, 12 November 2025`
    Weekday,
    /// `12 November 2025, 14:05`
    DayTime,
    /// `12 November`
    DayMonth,
    /// `November 2025`
    Month,
    /// `November`
    MonthName,
    /// `2025`
    Year,
    /// `14:05`
    Time,
    /// `12 Nov 2025`
    Short,
    /// `12 Nov 2025, 14:05`
    ShortTime,
}

/// Every style with its name in templates; its message is `date-` and the name.
pub const STYLES: [(&str, Style); 10] = [
    ("day", Style::Day),
    ("weekday", Style::Weekday),
    ("day-time", Style::DayTime),
    ("day-month", Style::DayMonth),
    ("month", Style::Month),
    ("month-name", Style::MonthName),
    ("year", Style::Year),
    ("time", Style::Time),
    ("short", Style::Short),
    ("short-time", Style::ShortTime),
];

impl Style {
    /// The style of this name.
    pub fn named(name: &str) -> Option<Self> {
        let style = STYLES.iter().find(|(known, _)| *known == name);
        style.map(|(_, style)| *style)
    }

    /// The style that the message `id` defines.
    pub(super) fn of_message(id: &str) -> Option<Self> {
        Self::named(id.strip_prefix("date-")?)
    }

    pub(super) fn message(self) -> &'static str {
        match self {
            Self::Day => "date-day",
            Self::Weekday => "date-weekday",
            Self::DayTime => "date-day-time",
            Self::DayMonth => "date-day-month",
            Self::Month => "date-month",
            Self::MonthName => "date-month-name",
            Self::Year => "date-year",
            Self::Time => "date-time",
            Self::Short => "date-short",
            Self::ShortTime => "date-short-time",
        }
    }
}

/// The names of months and weekdays.
#[derive(Debug, Default)]
pub(super) struct Names {
    months: Vec<String>,
    months_short: Vec<String>,
    /// From Monday.
    weekdays: Vec<String>,
    weekdays_short: Vec<String>,
}

impl Names {
    /// Reads the lists of names, and sees that every style can be written.
    pub(super) fn read(language: &Language) -> Result<Self, LanguageError> {
        for (_, style) in STYLES {
            language.arguments(style.message())?;
        }
        Ok(Self {
            months: list(language, "months", 12)?,
            months_short: list(language, "months-short", 12)?,
            weekdays: list(language, "weekdays", 7)?,
            weekdays_short: list(language, "weekdays-short", 7)?,
        })
    }
}

/// A message that is a list of names.
fn list(language: &Language, id: &str, count: usize) -> Result<Vec<String>, LanguageError> {
    let text = language.text(id, &[])?;
    let names: Vec<String> = text.split('|').map(|name| name.trim().to_owned()).collect();
    if names.len() == count && names.iter().all(|name| !name.is_empty()) {
        return Ok(names);
    }
    let message = language.message(id)?;
    Err(LanguageError::Table {
        file: message.file.clone(),
        line: message.line,
        message: format!("`{id}` has to be {count} names with `|` between them"),
    })
}

impl Language {
    /// Writes a local date and time.
    pub fn date(&self, style: Style, at: NaiveDateTime) -> String {
        let number = |number: u32| Argument::Number(i64::from(number));
        let of_clock = |number: u32| Argument::Digits(i64::from(number), 2);
        let [month, month_short, weekday, weekday_short] = self.names_of(at.date());
        let arguments = [
            ("day", number(at.day())),
            ("month", Argument::Text(month)),
            ("month_short", Argument::Text(month_short)),
            ("month_number", number(at.month())),
            ("year", Argument::Digits(at.year().into(), 1)),
            ("weekday", Argument::Text(weekday)),
            ("weekday_short", Argument::Text(weekday_short)),
            ("hour", of_clock(at.hour())),
            ("minute", of_clock(at.minute())),
        ];
        // That every style has a message and is given what it asks for was seen when the tables were loaded.
        self.text(style.message(), &arguments).unwrap_or_default()
    }

    /// Writes a day as what begins a heading: some languages have the names of months and weekdays in small letters.
    pub fn heading(&self, style: Style, day: NaiveDate) -> String {
        let text = self.date(style, day.and_time(NaiveTime::MIN));
        let mut rest = text.chars();
        let first = rest.next().into_iter().flat_map(char::to_uppercase);
        first.chain(rest.clone()).collect()
    }

    /// Puts the names of this language into the items of a `strftime` format.
    pub fn named<'a>(&'a self, items: Vec<Item<'a>>, at: NaiveDate) -> Vec<Item<'a>> {
        let [month, month_short, weekday, weekday_short] = self.names_of(at);
        let name = |item| match item {
            Item::Fixed(Fixed::LongMonthName) => Item::Literal(month),
            Item::Fixed(Fixed::ShortMonthName) => Item::Literal(month_short),
            Item::Fixed(Fixed::LongWeekdayName) => Item::Literal(weekday),
            Item::Fixed(Fixed::ShortWeekdayName) => Item::Literal(weekday_short),
            other => other,
        };
        items.into_iter().map(name).collect()
    }

    /// The month, the month in short, the weekday, the weekday in short.
    fn names_of(&self, at: NaiveDate) -> [&str; 4] {
        let month = at.month0() as usize;
        let weekday = at.weekday().num_days_from_monday() as usize;
        [
            pick(&self.names.months, month),
            pick(&self.names.months_short, month),
            pick(&self.names.weekdays, weekday),
            pick(&self.names.weekdays_short, weekday),
        ]
    }
}

fn pick(names: &[String], n: usize) -> &str {
    names.get(n).map_or("", String::as_str)
}
