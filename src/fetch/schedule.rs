//! When a feed is asked again, as a pure function of what happened.
//!
//! `--force` overrules it; that is the caller's business.

use std::time::Duration;

use chrono::TimeDelta;

use crate::{error::ProblemKind, feed::Timestamp};

const DAY: TimeDelta = TimeDelta::days(1);
const WEEK: TimeDelta = TimeDelta::days(7);

/// A time further ahead than this was not set by [`next_attempt`], which goes no further than a week: the clock was wrong then, or
/// is now.
const NONSENSE: TimeDelta = TimeDelta::days(8);

/// What came of asking a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// It answered: a feed, or that nothing changed.
    Success {
        /// `Cache-Control: max-age` of the answer.
        max_age: Option<Duration>,
        /// The feed's own `ttl` in minutes.
        ttl: Option<u32>,
    },
    /// It had a problem.
    Failure {
        /// Which.
        kind: ProblemKind,
        /// How many times in a row by now, this one included.
        failures: u32,
        /// Not before this time, said the server.
        retry_after: Option<Timestamp>,
    },
}

/// The earliest time to ask again a feed that is asked at most once per `interval`.
///
/// A feed that answers may ask for more patience, up to a day. One that fails is asked after twice the time at each failure, up to
/// a day; one that is gone once a week; one that told us when to come back not before then, up to a week. An `interval` beyond a day counts as
/// it is, up to a week.
pub fn next_attempt(outcome: Outcome, interval: Duration, now: Timestamp) -> Timestamp {
    let interval = delta(interval).min(WEEK);
    let most = interval.max(DAY);
    match outcome {
        Outcome::Success { max_age, ttl } => {
            let max_age = max_age.map_or(TimeDelta::zero(), delta);
            let ttl = TimeDelta::minutes(i64::from(ttl.unwrap_or(0)));
            after(now, interval.max(max_age).max(ttl).min(most))
        }
        Outcome::Failure {
            kind: ProblemKind::Gone,
            ..
        } => after(now, WEEK),
        // Mild problems came with entries: the feed works, it is only untidy.
        Outcome::Failure { kind, .. } if kind.is_mild() => after(now, interval),
        Outcome::Failure {
            failures,
            retry_after,
            ..
        } => {
            // 2^16 minutes are 45 days already.
            let doublings = failures.saturating_sub(1).min(16);
            let wait = interval.checked_mul(1 << doublings).unwrap_or(most);
            let patient = after(now, wait.min(most));
            // Who always says `Retry-After: 60` is in no better health for it.
            retry_after.map_or(patient, |time| patient.max(time).min(after(now, WEEK)))
        }
    }
}

/// Whether a feed may be asked now. A `next_attempt` that cannot be true is ignored, so that a clock which was a year ahead once
/// does not silence every feed for a year.
pub fn is_due(next_attempt: Timestamp, now: Timestamp) -> bool {
    next_attempt <= now || next_attempt > after(now, NONSENSE)
}

fn after(now: Timestamp, wait: TimeDelta) -> Timestamp {
    now.checked_add_signed(wait).unwrap_or(Timestamp::MAX_UTC)
}

fn delta(duration: Duration) -> TimeDelta {
    TimeDelta::from_std(duration).unwrap_or(TimeDelta::MAX)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use chrono::TimeDelta;

    use super::{Outcome, is_due, next_attempt};
    use crate::{error::ProblemKind, feed::Timestamp};

    const HALF_HOUR: Duration = Duration::from_mins(30);

    fn now() -> Timestamp {
        "2026-03-01T12:00:00Z".parse().unwrap()
    }

    fn minutes(outcome: Outcome, interval: Duration) -> i64 {
        (next_attempt(outcome, interval, now()) - now()).num_minutes()
    }

    fn success(max_age: Option<u64>, ttl: Option<u32>) -> Outcome {
        Outcome::Success {
            max_age: max_age.map(Duration::from_secs),
            ttl,
        }
    }

    fn failure(kind: ProblemKind, failures: u32) -> Outcome {
        Outcome::Failure {
            kind,
            failures,
            retry_after: None,
        }
    }

    #[test]
    fn a_working_feed_may_ask_for_patience_up_to_a_day() {
        assert_eq!(minutes(success(None, None), HALF_HOUR), 30);
        assert_eq!(minutes(success(Some(60), Some(5)), HALF_HOUR), 30);
        assert_eq!(minutes(success(Some(3600), None), HALF_HOUR), 60);
        assert_eq!(minutes(success(Some(3600), Some(120)), HALF_HOUR), 120);
        assert_eq!(minutes(success(Some(u64::MAX), None), HALF_HOUR), 24 * 60);
        assert_eq!(minutes(success(None, Some(u32::MAX)), HALF_HOUR), 24 * 60);
    }

    #[test]
    fn a_failing_feed_is_asked_less_and_less_but_once_a_day() {
        let waits: Vec<i64> = (0..10)
            .map(|failures| minutes(failure(ProblemKind::Http, failures), HALF_HOUR))
            .collect();
        assert_eq!(waits, [30, 30, 60, 120, 240, 480, 960, 1440, 1440, 1440]);
        assert_eq!(
            minutes(failure(ProblemKind::Timeout, u32::MAX), HALF_HOUR),
            1440
        );
    }

    #[test]
    fn a_feed_that_is_gone_is_asked_once_a_week() {
        assert_eq!(minutes(failure(ProblemKind::Gone, 1), HALF_HOUR), 7 * 1440);
        assert_eq!(minutes(failure(ProblemKind::Gone, 9), HALF_HOUR), 7 * 1440);
    }

    #[test]
    fn a_feed_that_needs_mending_is_asked_as_usual() {
        assert_eq!(minutes(failure(ProblemKind::Malformed, 50), HALF_HOUR), 30);
    }

    #[test]
    fn retry_after_is_kept_even_beyond_a_day() {
        let wait = |minutes_: i64| {
            let outcome = Outcome::Failure {
                kind: ProblemKind::RateLimited,
                failures: 3,
                retry_after: Some(now() + TimeDelta::minutes(minutes_)),
            };
            minutes(outcome, HALF_HOUR)
        };
        assert_eq!(wait(120), 120);
        assert_eq!(wait(3 * 1440), 3 * 1440);
        assert_eq!(wait(1), 120, "as after any third failure");
        assert_eq!(wait(-500), 120);
        assert_eq!(wait(365 * 1440), 7 * 1440);
        assert_eq!(minutes(failure(ProblemKind::RateLimited, 2), HALF_HOUR), 60);
    }

    #[test]
    fn a_long_interval_counts_as_it_is() {
        let two_days = Duration::from_hours(48);
        assert_eq!(minutes(success(Some(60), None), two_days), 2 * 1440);
        assert_eq!(minutes(failure(ProblemKind::Http, 5), two_days), 2 * 1440);
        assert_eq!(minutes(success(None, None), Duration::MAX), 7 * 1440);
        assert_eq!(
            minutes(failure(ProblemKind::Http, 40), Duration::MAX),
            7 * 1440
        );
        assert_eq!(minutes(success(None, None), Duration::ZERO), 0);
    }

    #[test]
    fn a_feed_is_due_when_its_time_has_come() {
        assert!(is_due(now(), now()));
        assert!(is_due(now() - TimeDelta::seconds(1), now()));
        assert!(!is_due(now() + TimeDelta::seconds(1), now()));
        assert!(!is_due(now() + TimeDelta::days(7), now()));
    }

    #[test]
    fn a_clock_that_was_set_back_by_a_year_silences_nothing() {
        assert!(is_due(now() + TimeDelta::days(365), now()));
        assert!(is_due(Timestamp::MAX_UTC, now()));
        assert!(is_due(now(), Timestamp::MAX_UTC));
    }
}
