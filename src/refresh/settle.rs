//! What an outcome means for the next run and for the report; pure.
//!
//! A 304 needs no merge, a failure keeps everything, a malformed feed is merged and complained about.

use crate::{
    config::{Location, Subscription},
    error::{Problem, ProblemKind},
    feed::Timestamp,
    fetch::{Answer, Failure, Validators, address, schedule},
    parse,
    report::{FeedReport, Outcome},
    store::{Attempt, FeedState, Merged, Prepared, Received},
};

/// Grows when more of a private feed's address is taken out of what it says: then such feeds are read anew.
const HIDING: u32 = 3;

/// What came of asking and reading a feed.
pub(crate) enum Reading {
    /// 304.
    NotModified(Answer),
    /// The very body that was merged last.
    SameBody(Answer),
    /// A feed.
    Feed {
        answer: Answer,
        /// Hash of the body.
        hash: Vec<u8>,
        /// Minutes that the feed asks to be left alone.
        ttl: Option<u32>,
        /// What had to be mended.
        malformed: Option<Problem>,
        /// What the bytes were read as.
        encoding: &'static str,
        /// Why strict readers refuse it, where that was asked.
        refusal: Option<String>,
        feed: Box<Prepared>,
    },
    /// Nothing to read.
    Failed(Failure),
}

/// What is remembered of it, and the feed to be merged, if there is one.
pub(crate) struct Settled {
    pub(crate) attempt: Attempt,
    pub(crate) feed: Option<Box<Prepared>>,
}

/// Settles what a reading means.
pub(crate) fn settle(
    subscription: &Subscription,
    state: &FeedState,
    reading: Reading,
    milliseconds: u64,
    now: Timestamp,
) -> Settled {
    let interval = subscription.interval;
    let known_ttl = state.received.as_ref().and_then(|received| received.ttl);
    let success = |answer: &Answer, ttl| {
        schedule::next_attempt(
            schedule::Outcome::Success {
                max_age: answer.max_age,
                ttl,
            },
            interval,
            now,
        )
    };
    // What was wrong with the document is still wrong with it as long as it is the same document.
    let mild = || state.problem.as_ref().filter(|known| known.kind.is_mild());
    let still = || mild().map(|known| Problem::new(known.kind, known.message.clone()));
    match reading {
        Reading::NotModified(answer) | Reading::SameBody(answer) => Settled {
            attempt: Attempt {
                outcome: Outcome::Unchanged.as_str(),
                http_status: status(subscription, answer.status),
                moved_to: Some(moved_to(subscription, answer.moved_to.as_ref())),
                problem: still(),
                success: true,
                failures: 0,
                next_attempt: success(&answer, known_ttl),
                retry_after: None,
                milliseconds,
                received: Some(received(subscription, &answer, None, known_ttl)),
            },
            feed: None,
        },
        Reading::Feed {
            answer,
            hash,
            ttl,
            malformed,
            feed,
            ..
        } => {
            let emptied = feed.seen == 0 && state.stored > 0;
            let problem = malformed.or_else(|| {
                let message = "the feed has no entries any more; those it had are kept";
                emptied.then(|| Problem::new(ProblemKind::NoEntries, message))
            });
            Settled {
                attempt: Attempt {
                    outcome: Outcome::New.as_str(),
                    http_status: status(subscription, answer.status),
                    moved_to: Some(moved_to(subscription, answer.moved_to.as_ref())),
                    problem,
                    success: true,
                    failures: 0,
                    next_attempt: success(&answer, ttl),
                    retry_after: None,
                    milliseconds,
                    received: Some(received(subscription, &answer, Some(hash), ttl)),
                },
                feed: Some(feed),
            }
        }
        Reading::Failed(failure) => {
            let failures = match subscription.location {
                Location::Http(_) => state.failures.saturating_add(1),
                // It is asked in every run, however often that was in vain, and what is shown of it stays the same.
                Location::File(_) => 1,
            };
            let outcome = schedule::Outcome::Failure {
                kind: failure.problem.kind,
                failures,
                retry_after: failure.retry_after,
            };
            Settled {
                attempt: Attempt {
                    outcome: Outcome::Problem.as_str(),
                    http_status: failure.status.and_then(|code| status(subscription, code)),
                    // An outage does not tell whether the feed still says that it has moved.
                    moved_to: failure
                        .moved_to
                        .as_ref()
                        .map(|url| moved_to(subscription, Some(url))),
                    next_attempt: schedule::next_attempt(outcome, interval, now),
                    retry_after: failure.retry_after,
                    problem: Some(failure.problem),
                    success: false,
                    failures,
                    milliseconds,
                    received: anew(subscription, state),
                },
                feed: None,
            }
        }
    }
}

/// The report of a feed that was asked.
pub(crate) fn report(
    feed: usize,
    state: &FeedState,
    attempt: Attempt,
    merged: Merged,
    now: Timestamp,
) -> FeedReport {
    let outcome = match attempt.outcome {
        "problem" => Outcome::Problem,
        _ if merged.new + merged.changed > 0 => Outcome::New,
        _ => Outcome::Unchanged,
    };
    FeedReport {
        feed,
        outcome,
        http_status: attempt.http_status,
        problem: attempt.problem.map(|problem| {
            let since = state.since(problem.kind, now);
            (problem, since)
        }),
        moved_to: attempt.moved_to.unwrap_or_else(|| state.moved_to.clone()),
        entries_seen: merged.seen,
        entries_new: merged.new,
        entries_dropped: 0,
        entries_held: 0,
        restamped: merged.restamped,
        milliseconds: attempt.milliseconds,
    }
}

/// The place that validators and hash are for, and the reader that read it, as one word that gives no secret away.
fn location(subscription: &Subscription) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&parse::READER.to_le_bytes());
    if subscription.private {
        hasher.update(&HIDING.to_le_bytes());
    }
    match &subscription.location {
        Location::Http(url) => hasher.update(url.as_str().as_bytes()),
        Location::File(path) => hasher.update(path.as_os_str().as_encoded_bytes()),
    };
    hasher
        .finalize()
        .to_hex()
        .get(..32)
        .unwrap_or_default()
        .to_owned()
}

/// Whether what is stored was read from the same address by the same reader, so that its validators and hash count.
pub(crate) fn is_current(subscription: &Subscription, state: &FeedState) -> bool {
    let known = state.received.as_ref();
    known.is_some_and(|known| known.location == Some(location(subscription)))
}

/// What the next request needs. The address that answered is remembered only where it gives no secret away; without it the
/// validators of a redirect's end could not be sent to the right place, so they are not kept either.
fn received(
    subscription: &Subscription,
    answer: &Answer,
    body_hash: Option<Vec<u8>>,
    ttl: Option<u32>,
) -> Received {
    let is_direct = match &subscription.location {
        Location::Http(url) => address::without_credentials(url) == answer.url,
        Location::File(_) => true,
    };
    let (validators, url) = match (subscription.private, is_direct) {
        (false, _) => (answer.validators.clone(), Some(answer.url.to_string())),
        (true, true) => (answer.validators.clone(), None),
        (true, false) => (Validators::default(), None),
    };
    Received {
        validators,
        url,
        location: Some(location(subscription)),
        body_hash,
        ttl,
    }
}

/// After a failure at another address than the last: that this one has been asked, so that it, too, is left alone between its
/// failures. What the old one gave says nothing about it.
fn anew(subscription: &Subscription, state: &FeedState) -> Option<Received> {
    (!is_current(subscription, state)).then(|| Received {
        location: Some(location(subscription)),
        // Of no body.
        body_hash: Some(Vec::new()),
        ttl: state.received.as_ref().and_then(|received| received.ttl),
        ..Received::default()
    })
}

/// A file has no HTTP status.
fn status(subscription: &Subscription, code: u16) -> Option<u16> {
    matches!(subscription.location, Location::Http(_)).then_some(code)
}

/// Where a feed has moved to, as it may be told. That of a private one is a secret, too: nobody keeps it.
fn moved_to(subscription: &Subscription, url: Option<&url::Url>) -> Option<String> {
    url.filter(|_| !subscription.private)
        .map(address::display_url)
}
