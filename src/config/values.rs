//! Values that cannot exist unless they are right: each checks itself while it is read, so that its mistake is told
//! where it stands in the file.

use std::{fmt, time::Duration};

use regex::Regex;
use serde::{Deserialize, Deserializer, de::Error as _};

use crate::{
    config::mistake::{nearest, with_hint},
    zones::Tz,
};

/// How much of an entry a page shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Show {
    /// The whole entry; long ones are folded.
    Full,
    /// Its first words.
    Excerpt,
    /// Its title alone.
    Title,
}

/// In which order the blogroll shows the blogs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Sort {
    /// As planet.toml lists them.
    Listed,
    /// By their names.
    Name,
    /// Those with the newest entry first.
    Recent,
}

/// Which pages search engines may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// All but those that show whole posts of others.
    Auto,
    /// All.
    All,
    /// None.
    None,
}

/// How long entries are kept: `"forever"`, a time such as `"2y"`, or a number of entries per feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Always.
    Forever,
    /// So many seconds after their date.
    Age(Duration),
    /// So many of each feed, the newest.
    Count(usize),
}

impl<'de> Deserialize<'de> for Keep {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let kept = match &value {
            toml::Value::Integer(count) => usize::try_from(*count)
                .ok()
                .filter(|count| *count > 0)
                .map(Self::Count),
            toml::Value::String(text) if text == "forever" => Some(Self::Forever),
            toml::Value::String(text) => parse_duration(text).ok().map(Self::Age),
            _ => None,
        };
        kept.ok_or_else(|| {
            D::Error::custom(with_hint(
                format!("`{}` does not say how long to keep entries", bare(&value)),
                "write `\"forever\"`, an age such as `\"2y\"`, or how many of each feed, such as `500`",
            ))
        })
    }
}

/// A program with its arguments.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Program(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for Program {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let command = match toml::Value::deserialize(deserializer)? {
            toml::Value::Array(words) => words
                .iter()
                .map(|word| word.as_str().map(str::to_owned))
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let has_program = |command: &Vec<String>| {
            let first = command.first().is_some_and(|program| !program.is_empty());
            first && command.iter().all(|word| !word.contains('\0'))
        };
        command.filter(has_program).map(Self).ok_or_else(|| {
            D::Error::custom(with_hint(
                "a filter is a program with its arguments".to_owned(),
                "write a list of texts, such as `[\"./filters/shout.py\"]`; regular expressions go into `include` and `exclude`",
            ))
        })
    }
}

/// A length of time, written as `"30m"`: a number and one of `s`, `m`, `h`, `d`, `w`, `y`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Span(pub(crate) Duration);

impl<'de> Deserialize<'de> for Span {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        parse_duration(&bare(&value))
            .map(Self)
            .map_err(D::Error::custom)
    }
}

/// A value as it is written, a text without its quotes.
fn bare(value: &toml::Value) -> String {
    match value {
        toml::Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn parse_duration(text: &str) -> Result<Duration, String> {
    let wrong = || {
        with_hint(
            format!("`{text}` is not a length of time"),
            "write a number and a unit: `\"30s\"`, `\"30m\"`, `\"12h\"`, `\"7d\"`, `\"2y\"`",
        )
    };
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(unit_at);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let unit = match unit.trim() {
        "s" => 1,
        "m" => 60,
        "h" => 3_600,
        "d" => 86_400,
        "w" => 604_800,
        "y" => 31_556_952, // a Gregorian year on average
        _ => return Err(wrong()),
    };
    // A century is more than any of the keys can mean, and keeps every sum with a date in range.
    match number.checked_mul(unit) {
        Some(seconds) if (1..=3_155_695_200).contains(&seconds) => Ok(Duration::from_secs(seconds)),
        _ => Err(wrong()),
    }
}

/// A number of bytes, written as `"16MB"`: a number and one of `B`, `KB`, `MB`, `GB` (powers of 1024).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) u64);

impl<'de> Deserialize<'de> for Size {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        parse_size(&bare(&value))
            .map(Self)
            .map_err(D::Error::custom)
    }
}

fn parse_size(text: &str) -> Result<u64, String> {
    let wrong = || {
        with_hint(
            format!("`{text}` is not a size"),
            "write a number and a unit: `\"500KB\"`, `\"16MB\"`",
        )
    };
    let text = text.trim();
    let unit_at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(unit_at);
    let number: u64 = number.parse().map_err(|_| wrong())?;
    let unit = match unit.trim().to_ascii_uppercase().as_str() {
        "B" => 1,
        "KB" | "K" | "KIB" => 1 << 10,
        "MB" | "M" | "MIB" => 1 << 20,
        "GB" | "G" | "GIB" => 1 << 30,
        _ => return Err(wrong()),
    };
    number
        .checked_mul(unit)
        .filter(|bytes| (1..=1 << 32).contains(bytes))
        .ok_or_else(wrong)
}

/// A whole number that is at least 1 and at most `MAX`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count<const MAX: usize>(pub(crate) usize);

impl<'de, const MAX: usize> Deserialize<'de> for Count<MAX> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = i64::deserialize(deserializer)?;
        match usize::try_from(number) {
            Ok(number) if (1..=MAX).contains(&number) => Ok(Self(number)),
            _ => Err(D::Error::custom(format!(
                "expected a number from 1 to {MAX}, found {number}"
            ))),
        }
    }
}

/// How much a feed counts in the digest.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Weight(pub(crate) f64);

impl<'de> Deserialize<'de> for Weight {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = toml::Value::deserialize(deserializer)?;
        let number = match &value {
            // Whole numbers of this size have an exact form.
            toml::Value::Integer(number) => i32::try_from(*number).ok().map(f64::from),
            toml::Value::Float(number) => Some(*number),
            _ => None,
        };
        let fits = number.filter(|number| (0.0..=10.0).contains(number));
        fits.map(Self).ok_or_else(|| {
            D::Error::custom(with_hint(
                format!("expected a number from 0 to 10, found `{}`", bare(&value)),
                "1 is what every feed has; more brings its posts further up in the digest",
            ))
        })
    }
}

/// An IANA time zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Zone(pub(crate) Tz);

impl<'de> Deserialize<'de> for Zone {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if let Some(zone) = Tz::named(&text) {
            return Ok(Self(zone));
        }
        let city = text.replace(' ', "_");
        let of_city = Tz::names().find(|name| {
            let last = name.rsplit('/').next().unwrap_or_default();
            last.eq_ignore_ascii_case(&city)
        });
        let hint = match of_city.or_else(|| nearest(&text, Tz::names())) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "use an IANA name such as `Europe/Lisbon`, or `UTC`".to_owned(),
        };
        Err(D::Error::custom(with_hint(
            format!("there is no time zone `{text}`"),
            &hint,
        )))
    }
}

/// A language tag (BCP 47), checked for its shape.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Language(pub(crate) String);

impl<'de> Deserialize<'de> for Language {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let well_formed = text.split('-').enumerate().all(|(n, part)| {
            (1..=8).contains(&part.len())
                && part
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() && (n > 0 || b.is_ascii_alphabetic()))
        });
        if well_formed && text.split('-').next().is_some_and(|first| first.len() >= 2) {
            Ok(Self(text))
        } else {
            let hint = "use a tag such as `en`, `pt-BR` or `zh-Hant`";
            Err(D::Error::custom(with_hint(
                format!("`{text}` is not a language tag"),
                hint,
            )))
        }
    }
}

/// One text, or a list of them.
#[derive(Deserialize)]
#[serde(untagged, expecting = "expected a text, or a list of texts")]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl OneOrMany {
    pub(super) fn into_vec(self) -> Vec<String> {
        match self {
            Self::One(text) => vec![text],
            Self::Many(texts) => texts,
        }
    }
}

/// One regular expression, or several.
#[derive(Clone, Default)]
pub(crate) struct Patterns(pub(crate) Vec<Regex>);

impl fmt::Debug for Patterns {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(Regex::as_str))
            .finish()
    }
}

impl<'de> Deserialize<'de> for Patterns {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        OneOrMany::deserialize(deserializer)?
            .into_vec()
            .iter()
            .map(|text| pattern(text).map_err(D::Error::custom))
            .collect::<Result<_, _>>()
            .map(Self)
    }
}

fn pattern(text: &str) -> Result<Regex, String> {
    Regex::new(text).map_err(|error| {
        // regex draws the expression over several lines; its last line is the message.
        let drawn = error.to_string();
        let message = drawn.lines().last().unwrap_or_default().trim_start_matches("error: ");
        with_hint(
            format!("`{text}` is not a regular expression: {message}"),
            "put a backslash before a character that should stand for itself, and the expression in 'single quotes'",
        )
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use crate::config::values::{parse_duration, parse_size, pattern};

    #[test]
    fn lengths_of_time_need_a_number_and_a_unit() {
        assert_eq!(parse_duration("30m"), Ok(Duration::from_mins(30)));
        assert_eq!(parse_duration("2 y"), Ok(Duration::from_secs(63_113_904)));
        for wrong in [
            "",
            "30",
            "m",
            "-1s",
            "0s",
            "1.5h",
            "30min",
            "99999999999999999999s",
            "1000y",
        ] {
            assert!(parse_duration(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn sizes_are_powers_of_1024() {
        assert_eq!(parse_size("16MB"), Ok(16 << 20));
        assert_eq!(parse_size("500 kb"), Ok(500 << 10));
        for wrong in ["", "16", "MB", "0B", "1TB", "5GB"] {
            assert!(parse_size(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_bad_expression_is_told_in_one_line() {
        let message = pattern("(unclosed").unwrap_err();
        assert!(message.contains("unclosed group"), "{message}");
        assert_eq!(message.lines().count(), 2, "{message}");
    }
}
