//! What a status and its headers mean, as a pure function: no socket, no clock.

use std::{
    fmt::Write as _,
    time::{Duration, SystemTime},
};

use chrono::TimeDelta;
use ureq::http::{HeaderMap, HeaderName, StatusCode, header};

use crate::{
    error::{Problem, ProblemKind},
    feed::Timestamp,
    fetch::{Validators, body::Encoding},
};

/// The shortest wait that `Retry-After` can ask for.
const RETRY_LEAST: TimeDelta = TimeDelta::seconds(60);
/// The longest: nobody can silence a feed for more than a week.
const RETRY_MOST: TimeDelta = TimeDelta::days(7);

/// What to do with an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Decision {
    /// Read its body.
    Read(Encoding),
    /// Nothing changed (304).
    Unchanged,
    /// Go on to `location` (percent-encoded where it was not ASCII).
    Redirect {
        /// The target as the server wrote it.
        location: String,
        /// 301 or 308.
        permanent: bool,
    },
    /// There is nothing to read.
    Fail {
        /// Why.
        problem: Problem,
        /// Not before this time, says the server.
        retry_after: Option<Timestamp>,
    },
}

/// Decides what an answer means; `sent` are the validators that the request carried.
pub(super) fn decide(
    status: StatusCode,
    headers: &HeaderMap,
    sent: &Validators,
    now: Timestamp,
) -> Decision {
    match status.as_u16() {
        200..=299 => match Encoding::of(headers) {
            Ok(encoding) => Decision::Read(encoding),
            Err(problem) => fail(problem),
        },
        301 | 302 | 303 | 307 | 308 => match location(headers) {
            Some(location) => Decision::Redirect {
                location,
                permanent: matches!(status.as_u16(), 301 | 308),
            },
            None => fail(Problem::new(
                ProblemKind::Redirect,
                format!("redirects ({}) without saying where to", status.as_u16()),
            )),
        },
        304 if *sent == Validators::default() => fail(Problem::new(
            ProblemKind::Protocol,
            "the server answers 304: not modified, to a request without conditions",
        )),
        304 => Decision::Unchanged,
        410 => fail(Problem::new(
            ProblemKind::Gone,
            "the server answers 410: gone for good",
        )),
        429 => asked_to_wait(status, retry_after(headers, now)),
        503 => match retry_after(headers, now) {
            Some(time) => asked_to_wait(status, Some(time)),
            None => fail(refusal(status, headers)),
        },
        _ => fail(refusal(status, headers)),
    }
}

/// The validators of an answer; where a 304 has none, those of the request stay.
pub(super) fn validators(headers: &HeaderMap, kept: Option<&Validators>) -> Validators {
    let value = |name: HeaderName| headers.get(name).map(|value| latin1(value.as_bytes()));
    let kept = kept.cloned().unwrap_or_default();
    Validators {
        etag: value(header::ETAG).or(kept.etag),
        last_modified: value(header::LAST_MODIFIED).or(kept.last_modified),
    }
}

/// `Cache-Control: max-age` (RFC 9111 §5.2.2.1), unless `no-store` or `no-cache` overrule it.
pub(super) fn max_age(headers: &HeaderMap) -> Option<Duration> {
    let mut age = None;
    for line in headers.get_all(header::CACHE_CONTROL) {
        for directive in latin1(line.as_bytes()).split(',') {
            let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
            match name.trim().to_ascii_lowercase().as_str() {
                "no-store" | "no-cache" => return None,
                "max-age" => age = age.or_else(|| seconds(value.trim().trim_matches('"'))),
                _ => {}
            }
        }
    }
    age.map(Duration::from_secs)
}

/// Bytes as characters one to one, so that a validator goes back exactly as it came.
pub(super) fn latin1(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| char::from(*byte)).collect()
}

fn fail(problem: Problem) -> Decision {
    Decision::Fail {
        problem,
        retry_after: None,
    }
}

fn asked_to_wait(status: StatusCode, retry_after: Option<Timestamp>) -> Decision {
    Decision::Fail {
        problem: Problem::new(
            ProblemKind::RateLimited,
            format!(
                "the server asks us to come back later ({})",
                status.as_u16()
            ),
        ),
        retry_after,
    }
}

/// `the server answers 404: not found`, with what stands in between where the answer tells.
fn refusal(status: StatusCode, headers: &HeaderMap) -> Problem {
    let number = status.as_u16();
    let mut message = match status.canonical_reason() {
        Some(reason) => format!(
            "the server answers {number}: {}",
            reason.to_ascii_lowercase()
        ),
        None => format!("the server answers {number}"),
    };
    if headers
        .get("cf-mitigated")
        .is_some_and(|value| value == "challenge")
    {
        message.push_str(", with a bot check by Cloudflare");
    }
    Problem::new(ProblemKind::Http, message)
}

/// `Location`, its raw bytes beyond ASCII percent-encoded as browsers do; `None` when it is missing or empty.
fn location(headers: &HeaderMap) -> Option<String> {
    let mut location = String::new();
    for byte in headers.get(header::LOCATION)?.as_bytes() {
        if byte.is_ascii() {
            location.push(char::from(*byte));
        } else {
            let _ = write!(location, "%{byte:02X}");
        }
    }
    (!location.trim().is_empty()).then_some(location)
}

/// `Retry-After` in both of its forms (RFC 9110 §10.2.3), within bounds.
fn retry_after(headers: &HeaderMap, now: Timestamp) -> Option<Timestamp> {
    let value = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    let most = now.checked_add_signed(RETRY_MOST)?;
    let asked = match seconds(value) {
        Some(wait) => i64::try_from(wait)
            .ok()
            .and_then(TimeDelta::try_seconds)
            .and_then(|wait| now.checked_add_signed(wait))
            .unwrap_or(most),
        None => date(httpdate::parse_http_date(value).ok()?)?,
    };
    Some(asked.max(now.checked_add_signed(RETRY_LEAST)?).min(most))
}

/// Digits only; more than fit are as many as fit.
fn seconds(value: &str) -> Option<u64> {
    if value.is_empty() || !value.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    Some(value.parse().unwrap_or(u64::MAX))
}

fn date(time: SystemTime) -> Option<Timestamp> {
    // Not `Timestamp::from`, which panics beyond chrono's years.
    let since_epoch = time
        .duration_since(SystemTime::UNIX_EPOCH)
        .unwrap_or_default();
    Timestamp::from_timestamp(i64::try_from(since_epoch.as_secs()).ok()?, 0)
}

#[cfg(test)]
mod tests;
