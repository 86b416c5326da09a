//! What templates say in the site's language: messages, dates, sizes.

use std::{collections::HashMap, sync::Arc};

use chrono::{
    DateTime, NaiveDate, NaiveTime, TimeZone as _,
    format::{Item, StrftimeItems},
};
use tera::{Error, Kwargs, Number, State, Tera, TeraResult, Value};

use crate::{
    language::{Argument, Language, LanguageError, STYLES, Style},
    zones::Tz,
};

/// Registers the function `t` and the filters `date` and `filesize`.
pub(super) fn register(tera: &mut Tera, language: &Arc<Language>, zone: Tz) {
    let words = Arc::clone(language);
    // Most of what a page says is always the same, and is said of every entry.
    let fixed: HashMap<String, Value> = language
        .fixed()
        .map(|(id, text)| (id.to_owned(), Value::from(text)))
        .collect();
    tera.register_function(
        "t",
        move |arguments: Kwargs, state: &State| -> TeraResult<Value> {
            let key = arguments.must_get::<&str>("key")?;
            match fixed.get(key) {
                Some(text) => Ok(text.clone()),
                None => message(&words, key, &arguments, state),
            }
        },
    );
    let words = Arc::clone(language);
    tera.register_filter(
        "date",
        move |moment: &str, arguments: Kwargs, _: &State| -> TeraResult<String> {
            date(&words, zone, moment, &arguments)
        },
    );
    let words = Arc::clone(language);
    tera.register_filter(
        "filesize",
        move |bytes: u64, _: Kwargs, _: &State| -> TeraResult<String> {
            filesize(&words, bytes).map_err(|error| failure(&error))
        },
    );
}

fn failure(error: &LanguageError) -> Error {
    Error::message(match error.hint() {
        Some(hint) => format!("{error}; {hint}"),
        None => error.to_string(),
    })
}

/// Stands for an argument that is markup until the text around it is escaped. No text has it: it is no character.
const MARK: char = '\u{FDD0}';

/// The message `key`. Among its arguments, text is text, and what is markup already, such as a link put together by
/// `{% set link %}…{% endset %}`, stays markup.
fn message(language: &Language, key: &str, given: &Kwargs, state: &State) -> TeraResult<Value> {
    let wanted = language.arguments(key).map_err(|error| failure(&error))?;
    let mut texts: Vec<(&str, String)> = Vec::with_capacity(wanted.len());
    let mut numbers: Vec<(&str, Argument<'_>)> = Vec::new();
    let mut markup: Vec<&str> = Vec::new();
    for name in wanted {
        let Some(value) = given.get::<&Value>(name)? else {
            continue;
        };
        match (value.as_str(), value.as_number()) {
            (Some(html), _) if value.is_safe() => {
                texts.push((name, format!("{MARK}{}{MARK}", markup.len())));
                markup.push(html);
            }
            (Some(text), _) => texts.push((name, text.replace(MARK, ""))),
            (None, Some(Number::Integer(number))) => {
                let number = i64::try_from(number).unwrap_or(i64::MAX);
                numbers.push((name, Argument::Number(number)));
            }
            (None, Some(Number::Float(number))) => numbers.push((name, Argument::Fraction(number))),
            _ => {
                return Err(Error::message(format!(
                    "`{name}` of the message `{key}` has to be a text or a number, but is {}",
                    value.name()
                )));
            }
        }
    }
    let mut arguments = numbers;
    arguments.extend(
        texts
            .iter()
            .map(|(name, text)| (*name, Argument::Text(text))),
    );
    let text = language
        .text(key, &arguments)
        .map_err(|error| failure(&error))?;
    if markup.is_empty() {
        return Ok(Value::from(text));
    }
    let mut html = String::with_capacity(text.len());
    for (n, part) in text.split(MARK).enumerate() {
        // Every second part is the number of an argument.
        if n % 2 == 0 {
            html.push_str(&state.escape(part)?);
        } else if let Some(argument) = part.parse::<usize>().ok().and_then(|n| markup.get(n)) {
            html.push_str(argument);
        }
    }
    Ok(Value::safe_string(&html))
}

/// Writes a moment (RFC 3339) in the planet's zone, or a day (`2025-11-12`), in a style of the language or by the codes of
/// `strftime`.
fn date(language: &Language, zone: Tz, moment: &str, arguments: &Kwargs) -> TeraResult<String> {
    let at = match (DateTime::parse_from_rfc3339(moment), day(moment)) {
        (Ok(moment), _) => moment.with_timezone(&zone),
        (Err(_), Some(day)) => Tz::UTC.from_utc_datetime(&day.and_time(NaiveTime::MIN)),
        (Err(error), None) => {
            let message = format!("`{moment}` is not an RFC 3339 date: {error}");
            return Err(Error::message(message));
        }
    };
    if let Some(name) = arguments.get::<&str>("style")? {
        let unknown = || {
            let known = STYLES.map(|(known, _)| known).join("`, `");
            Error::message(format!(
                "`{name}` is not a style of dates; there are `{known}`"
            ))
        };
        let style = Style::named(name).ok_or_else(unknown)?;
        return Ok(language.date(style, at.naive_local()));
    }
    let format = arguments.must_get::<&str>("format")?;
    let items: Vec<Item<'_>> = StrftimeItems::new(format).collect();
    if items.contains(&Item::Error) {
        return Err(Error::message(format!("`{format}` is not a date format")));
    }
    let items = language.named(items, at.date_naive());
    Ok(at.format_with_items(items.into_iter()).to_string())
}

/// `2025-11-12`, or the first day of `2025-11`.
fn day(text: &str) -> Option<NaiveDate> {
    let day = |text: &str| NaiveDate::parse_from_str(text, "%Y-%m-%d").ok();
    day(text).or_else(|| day(&format!("{text}-01")))
}

/// Bytes in the unit that gives the shortest number: `740 bytes`, `12 kB`, `3.4 MB`.
fn filesize(language: &Language, bytes: u64) -> Result<String, LanguageError> {
    let sized = |id: &str, number: &str| language.text(id, &[("number", number.into())]);
    let short = |unit: u64, id: &str| match bytes.saturating_mul(10).div_ceil(unit) {
        small if small < 100 => {
            let mark = language.text("decimal-mark", &[])?;
            sized(id, &format!("{}{mark}{}", small / 10, small % 10))
        }
        large => sized(id, &(large / 10).to_string()),
    };
    match bytes {
        0..1_000 => {
            let count = Argument::Number(i64::try_from(bytes).unwrap_or(i64::MAX));
            language.text("size-bytes", &[("count", count)])
        }
        1_000..1_000_000 => sized("size-kb", &bytes.div_ceil(1_000).to_string()),
        1_000_000..1_000_000_000 => short(1_000_000, "size-mb"),
        _ => short(1_000_000_000, "size-gb"),
    }
}
