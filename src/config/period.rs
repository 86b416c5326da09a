//! The weeks and months that a digest is about, by their names: `2025-w46` (ISO 8601) and `2025-11`.

use chrono::{Datelike as _, Days, Months, NaiveDate, Weekday};
use serde::Deserialize;

/// How much time one issue of the digest is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum PeriodKind {
    /// A week of ISO 8601, from Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

/// A week or a month; later ones are greater.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Period {
    kind: PeriodKind,
    first: NaiveDate,
}

impl Period {
    /// The week or month that a day belongs to.
    pub fn containing(kind: PeriodKind, date: NaiveDate) -> Self {
        let first = match kind {
            PeriodKind::Week => {
                let since_monday = u64::from(date.weekday().num_days_from_monday());
                date.checked_sub_days(Days::new(since_monday))
            }
            PeriodKind::Month => date.with_day(1),
        };
        Self {
            kind,
            first: first.unwrap_or(date),
        }
    }

    /// Reads a name in either case; `None` for what is no week or month of the years 1 to 9999.
    pub fn parse(name: &str) -> Option<Self> {
        let (year, rest) = name.split_once('-')?;
        let number = |text: &str, digits: usize| {
            let fits = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
            text.parse().ok().filter(|_| fits)
        };
        let year = i32::try_from(number(year, 4)?)
            .ok()
            .filter(|year| *year > 0)?;
        let (kind, first) = match rest.strip_prefix(['w', 'W']) {
            Some(week) => (
                PeriodKind::Week,
                NaiveDate::from_isoywd_opt(year, number(week, 2)?, Weekday::Mon)?,
            ),
            None => (
                PeriodKind::Month,
                NaiveDate::from_ymd_opt(year, number(rest, 2)?, 1)?,
            ),
        };
        Some(Self { kind, first })
    }

    /// Its name, in lower case: part of paths, names of files and rows of the store.
    pub fn name(self) -> String {
        match self.kind {
            PeriodKind::Week => {
                let week = self.first.iso_week();
                format!("{:04}-w{:02}", week.year(), week.week())
            }
            PeriodKind::Month => self.first.format("%Y-%m").to_string(),
        }
    }

    /// Whether it is a week or a month.
    pub fn kind(self) -> PeriodKind {
        self.kind
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.first
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.next().first.pred_opt().unwrap_or(self.first)
    }

    /// The one after it.
    #[must_use]
    pub fn next(self) -> Self {
        let first = match self.kind {
            PeriodKind::Week => self.first.checked_add_days(Days::new(7)),
            PeriodKind::Month => self.first.checked_add_months(Months::new(1)),
        };
        Self {
            first: first.unwrap_or(self.first),
            ..self
        }
    }

    /// The one before it.
    #[must_use]
    pub fn previous(self) -> Self {
        let first = match self.kind {
            PeriodKind::Week => self.first.checked_sub_days(Days::new(7)),
            PeriodKind::Month => self.first.checked_sub_months(Months::new(1)),
        };
        Self {
            first: first.unwrap_or(self.first),
            ..self
        }
    }

    /// How many periods it comes after `earlier`, which is of the same kind.
    pub fn since(self, earlier: Self) -> i64 {
        match self.kind {
            PeriodKind::Week => (self.first - earlier.first).num_days() / 7,
            PeriodKind::Month => {
                let months =
                    |date: NaiveDate| i64::from(date.year()) * 12 + i64::from(date.month0());
                months(self.first) - months(earlier.first)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use crate::config::period::{Period, PeriodKind};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn week(date: &str) -> String {
        Period::containing(PeriodKind::Week, day(date)).name()
    }

    #[test]
    fn a_week_belongs_to_the_year_that_has_its_thursday() {
        assert_eq!(week("2025-11-10"), "2025-w46");
        assert_eq!(week("2025-11-16"), "2025-w46");
        assert_eq!(week("2024-12-30"), "2025-w01");
        assert_eq!(week("2021-01-03"), "2020-w53");
        assert_eq!(week("2021-01-04"), "2021-w01");
    }

    #[test]
    fn names_are_read_as_they_are_written_and_nothing_else_is_one() {
        for name in ["2025-w46", "2020-w53", "2025-11", "0001-w01"] {
            assert_eq!(Period::parse(name).unwrap().name(), name);
        }
        assert_eq!(Period::parse("2025-W46"), Period::parse("2025-w46"));
        for wrong in [
            "",
            "2025",
            "2025-w54",
            "2025-w53",
            "2025-w00",
            "2025-w1",
            "2025-13",
            "2025-00",
            "2025-1",
            "25-w46",
            "2025w46",
            "2025-11-12",
            "2025-+1",
            "0000-01",
            "-025-w01",
        ] {
            assert_eq!(Period::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn periods_follow_each_other_over_the_ends_of_years() {
        for (name, next) in [
            ("2020-w53", "2021-w01"),
            ("2024-w52", "2025-w01"),
            ("2025-12", "2026-01"),
            ("2025-01", "2025-02"),
        ] {
            let (one, other) = (Period::parse(name).unwrap(), Period::parse(next).unwrap());
            assert_eq!(one.next(), other);
            assert_eq!(other.previous(), one);
            assert_eq!(other.since(one), 1);
            assert_eq!(one.last_day().succ_opt(), Some(other.first_day()));
            assert!(one < other);
        }
        let since = |later: &str, earlier: &str| {
            Period::parse(later)
                .unwrap()
                .since(Period::parse(earlier).unwrap())
        };
        assert_eq!(since("2026-w01", "2025-w01"), 52);
        assert_eq!(since("2021-w01", "2020-w01"), 53);
        assert_eq!(since("2026-02", "2024-11"), 15);
        assert_eq!(since("2025-w01", "2025-w03"), -2);
    }
}
