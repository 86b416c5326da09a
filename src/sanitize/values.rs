//! Attribute values that are valid HTML; others are dropped with their attribute.

use crate::sanitize::{Base, address, tree::Element};

/// ISO 639-1, two letters each: what a screen reader may have a voice for.
const LANGUAGES: &str = "aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de \
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it \
    iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd \
    ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su \
    sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu";

/// Languages with three letters that people blog in.
const MORE_LANGUAGES: &str = "ast bar ber ckb cmn cnr csb dsb fil frp fur gsw grc haw hsb kab lij lzh mul nan nap nds pms \
    sah scn sco szl tok vec wuu yue zgh";

/// Keeps of an element the attributes that belong to it and whose values are valid. URLs that need more thought than
/// being resolved (links, images, players) are left for the caller.
pub(super) fn settle(element: &mut Element, base: Base<'_>) {
    let name = element.name;
    let attributes = std::mem::take(&mut element.attributes);
    element.attributes = attributes
        .into_iter()
        .filter_map(|(attribute, value)| Some((attribute, settled(name, attribute, value, base)?)))
        .collect();
}

fn settled(element: &str, attribute: &str, value: String, base: Base<'_>) -> Option<String> {
    let keep_if = |is_valid: bool, value: String| is_valid.then_some(value);
    match attribute {
        "lang" => keep_if(is_language(value.trim()), value.trim().to_owned()),
        "dir" => {
            one_of(&value, &["ltr", "rtl", "auto"]).filter(|dir| element != "bdo" || dir != "auto")
        }
        "title" => keep_if(!value.trim().is_empty(), value),
        "cite" => address::media(&value, base),
        "datetime" if element == "time" => keep_if(is_time(value.trim()), value.trim().to_owned()),
        "datetime" => keep_if(is_date_or_moment(value.trim()), value.trim().to_owned()),
        "open" | "reversed" => Some(String::new()),
        "start" | "value" => keep_if(is_integer(value.trim()), value.trim().to_owned()),
        "type" if element == "ol" => {
            keep_if(matches!(value.as_str(), "1" | "a" | "A" | "i" | "I"), value)
        }
        "scope" if element == "th" => one_of(&value, &["row", "col", "rowgroup", "colgroup"]),
        "scope" => None,
        _ => Some(value),
    }
}

/// A width or height in CSS pixels, if `value` is one: digits, perhaps with `px`.
pub(super) fn pixels(value: &str) -> Option<u32> {
    let value = value.trim();
    let digits = value.strip_suffix("px").unwrap_or(value);
    let digits = digits.split_once('.').map_or(digits, |(whole, _)| whole);
    (digits.len() <= 5 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// A media type without parameters, if `value` is one (RFC 6838).
pub(super) fn media_type(value: &str) -> Option<String> {
    let essence = value
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let (kind, name) = essence.split_once('/')?;
    let is_token = |token: &str| {
        !token.is_empty()
            && token.len() <= 64
            && token
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
    };
    (matches!(kind, "image" | "audio" | "video" | "application") && is_token(name))
        .then_some(essence)
}

/// A media query of the few forms that feeds use and every checker knows.
pub(super) fn media_query(value: &str) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    let feature = value.strip_prefix('(')?.strip_suffix(')')?;
    let (name, wanted) = feature.split_once(':')?;
    let wanted = wanted.trim();
    let is_known = match name.trim() {
        "min-width" | "max-width" => {
            let number = wanted.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            is_number(number) && matches!(wanted.get(number.len()..), Some("px" | "em" | "rem"))
        }
        "prefers-color-scheme" => matches!(wanted, "dark" | "light"),
        "prefers-reduced-motion" => matches!(wanted, "reduce" | "no-preference"),
        "orientation" => matches!(wanted, "portrait" | "landscape"),
        _ => false,
    };
    is_known.then_some(value)
}

/// Digits, perhaps with a fraction.
pub(super) fn is_number(value: &str) -> bool {
    let (whole, fraction) = value.split_once('.').unwrap_or((value, "0"));
    is_digits(whole, 1..=6) && is_digits(fraction, 1..=6)
}

fn one_of(value: &str, known: &[&str]) -> Option<String> {
    let value = value.trim().to_ascii_lowercase();
    known.contains(&value.as_str()).then_some(value)
}

fn is_integer(value: &str) -> bool {
    is_digits(value.strip_prefix('-').unwrap_or(value), 1..=9)
}

fn is_digits(value: &str, length: std::ops::RangeInclusive<usize>) -> bool {
    length.contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit())
}

/// A language tag (BCP 47) of a language that exists, with script and region at most: what checkers know without a table.
fn is_language(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default().to_ascii_lowercase();
    let is_known = LANGUAGES
        .split_ascii_whitespace()
        .chain(MORE_LANGUAGES.split_ascii_whitespace())
        .any(|known| known == language);
    let is_alpha = |part: &str, length: usize| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_alphabetic())
    };
    let mut rest = parts.peekable();
    rest.next_if(|part| is_alpha(part, 4));
    rest.next_if(|part| is_alpha(part, 2) || is_digits(part, 3..=3));
    is_known && rest.next().is_none()
}

/// A value for `time`: a year, month, date, time, or a moment with or without time zone (HTML Standard §4.5.14).
fn is_time(value: &str) -> bool {
    is_date_or_moment(value)
        || is_clock(value)
        || is_local_moment(value)
        || is_digits(value, 4..=4) && value != "0000"
        || value.split_once('-').is_some_and(|(year, month)| {
            is_digits(year, 4..=4) && year != "0000" && is_in(month, 1, 12)
        })
}

/// A value for `del` and `ins`: a date, or a moment with time zone.
fn is_date_or_moment(value: &str) -> bool {
    if is_date(value) {
        return true;
    }
    if let Some(local) = value.strip_suffix('Z') {
        return is_local_moment(local);
    }
    let Some(sign) = value.rfind(['+', '-']) else {
        return false;
    };
    let (local, zone) = value.split_at(sign);
    let zone = zone.get(1..).unwrap_or_default();
    let is_zone = match zone.split_once(':') {
        Some((hours, minutes)) => is_in(hours, 0, 23) && is_in(minutes, 0, 59),
        None => {
            zone.len() == 4
                && zone
                    .split_at_checked(2)
                    .is_some_and(|(hours, minutes)| is_in(hours, 0, 23) && is_in(minutes, 0, 59))
        }
    };
    is_zone && is_local_moment(local)
}

fn is_local_moment(value: &str) -> bool {
    value
        .split_once(['T', ' '])
        .is_some_and(|(date, clock)| is_date(date) && is_clock(clock))
}

fn is_date(value: &str) -> bool {
    let mut parts = value.split('-');
    let (Some(year), Some(month), Some(day), None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let days = match month {
        "04" | "06" | "09" | "11" => 30,
        "02" => {
            28 + u32::from(
                year.parse::<u32>()
                    .is_ok_and(|year| year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)),
            )
        }
        _ => 31,
    };
    is_digits(year, 4..=4) && year != "0000" && is_in(month, 1, 12) && is_in(day, 1, days)
}

fn is_clock(value: &str) -> bool {
    let mut parts = value.split(':');
    let (Some(hours), Some(minutes), seconds, None) =
        (parts.next(), parts.next(), parts.next(), parts.next())
    else {
        return false;
    };
    let is_second = |seconds: &str| {
        let (whole, fraction) = seconds.split_once('.').unwrap_or((seconds, "0"));
        is_in(whole, 0, 59) && is_digits(fraction, 1..=3)
    };
    is_in(hours, 0, 23) && is_in(minutes, 0, 59) && seconds.is_none_or(is_second)
}

/// Two digits within the bounds.
fn is_in(value: &str, least: u32, most: u32) -> bool {
    is_digits(value, 2..=2)
        && value
            .parse()
            .is_ok_and(|number: u32| (least..=most).contains(&number))
}
