//! Asks every feed that is due, reads what comes and merges it: fetch on many threads, parse on every core, merge on one.
//!
//! Which feeds are due, and what is merged, is here; `refresh/ask.rs` moves the work between threads, and what an outcome
//! means is settled purely in `refresh/settle.rs`.

mod ask;
mod file;
mod hide;
mod patience;
mod settle;

use std::convert::Infallible;

use indicatif::ProgressBar;
use url::Url;

pub(crate) use crate::refresh::ask::{PROGRAM, limits, user_agent};
use crate::{
    config::{Config, Location, Subscription},
    error::Problem,
    feed::Timestamp,
    fetch::schedule,
    refresh::{
        ask::{Finished, Task, each},
        patience::Patience,
        settle::{Reading, Settled, is_current, settle},
    },
    report::{FeedReport, Outcome, Report},
    store::{Clock, FeedState, MergePolicy, Merged, Prepared, Store, StoreError},
    timings::{Stage, during},
};

/// Which feeds are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Due {
    /// Those whose time has come.
    Now,
    /// All, whatever their interval, Retry-After or past failures say.
    All,
    /// None.
    Never,
}

/// How a run ends before its time.
#[derive(Clone, Copy)]
pub struct Interruption<'a> {
    /// Whether it is to end.
    pub is_asked: &'a dyn Fn() -> bool,
    /// Ends the program, which waits for no server then; told is how many feeds have been read and how many were to be. What was
    /// read is committed.
    pub leave: &'a dyn Fn(usize, usize),
}

/// Asks the feeds that are due and merges what they say; `progress` is moved by one for each.
///
/// # Errors
/// The store cannot be read or written. Trouble with a feed is in the report.
pub fn refresh(
    config: &Config,
    store: &mut Store,
    due: Due,
    now: Timestamp,
    interruption: Interruption<'_>,
    progress: &ProgressBar,
) -> Result<Report, StoreError> {
    let states = store.adopt(&config.feeds)?;
    store.correct_first_sights(now)?;
    let mut reports: Vec<Option<FeedReport>> = config
        .feeds
        .iter()
        .zip(&states)
        .enumerate()
        .map(|(n, (feed, state))| feed.enabled.then(|| skipped(n, state)))
        .collect();
    let patience = Patience::of(config, &states, now);
    let mut tasks = tasks(config, &states, due, now);
    tasks.retain(|task| !patience.holds_back(*task));
    let all = tasks.len();
    progress.set_length(all as u64);
    let mut done = 0;
    each(config, tasks, &patience, now, |finished| {
        if let Some(finished) = finished {
            progress.inc(1);
            done += 1;
            let feed = finished.task.feed;
            let report = during(Stage::Merge, || merge(config, store, finished, now))?;
            if let Some(place) = reports.get_mut(feed) {
                *place = Some(report);
            }
        }
        if (interruption.is_asked)() {
            store.commit()?;
            progress.finish_and_clear();
            (interruption.leave)(done, all);
        }
        // Also while nothing comes: what was read must not wait for a server that hangs.
        during(Stage::Merge, || store.commit_if_due())
    })?;
    progress.finish_and_clear();
    during(Stage::Merge, || store.commit())?;
    // Now that blogs have said what they meant: also a post is due whose date was wrong until today.
    store.release_due(now)?;
    Ok(Report {
        feeds: reports.into_iter().flatten().collect(),
        ..Report::default()
    })
}

/// The feeds that are due, the slow and the failing ones of the last run first, so that nobody waits for them at the end; of
/// equals those that were read longest ago, as some servers answer only so many.
fn tasks<'a>(
    config: &'a Config,
    states: &'a [FeedState],
    due: Due,
    now: Timestamp,
) -> Vec<Task<'a>> {
    let is_due = |task: &Task<'_>| match due {
        Due::All => true,
        Due::Never => false,
        Due::Now => {
            let is_file = matches!(task.subscription.location, Location::File(_));
            // A new address is asked at once, even when the old one failed so often that its turn is next week.
            let asked = task.state.received.as_ref();
            let was_asked = asked.is_some_and(|received| received.location.is_some());
            is_file
                || was_asked && !is_current(task.subscription, task.state)
                || Clock::of(task.state, now.timestamp()) == Clock::Behind
                || task
                    .state
                    .next_attempt
                    .is_none_or(|next| schedule::is_due(next, now))
        }
    };
    let all = config.feeds.iter().zip(states).enumerate();
    let mut tasks: Vec<Task<'a>> = all
        .filter(|(_, (subscription, _))| subscription.enabled)
        .map(|(feed, (subscription, state))| Task {
            feed,
            subscription,
            state,
            ask_strict: false,
            can_wait: due == Due::Now && state.first_read.is_some(),
        })
        .filter(is_due)
        .collect();
    tasks.sort_by_key(|task| {
        (
            std::cmp::Reverse((task.state.failures > 0, task.state.milliseconds / 500)),
            task.state.last_success,
            task.feed,
        )
    });
    tasks
}

/// Merges one feed and remembers how asking it went.
fn merge(
    config: &Config,
    store: &mut Store,
    finished: Finished<'_>,
    now: Timestamp,
) -> Result<FeedReport, StoreError> {
    let Finished {
        task,
        reading,
        milliseconds,
    } = finished;
    let Settled { mut attempt, feed } =
        settle(task.subscription, task.state, reading, milliseconds, now);
    let policy = MergePolicy {
        new_feed_entries: config.river.new_feed_entries,
        restamp_entries: config.river.restamp_entries,
        keep: task.subscription.keep,
    };
    let merged = match feed {
        Some(feed) => store.merge(task.state, &feed, policy, now)?,
        None => Merged::default(),
    };
    if merged.new + merged.changed == 0 && attempt.outcome == Outcome::New.as_str() {
        attempt.outcome = Outcome::Unchanged.as_str();
    }
    store.record(task.state, &attempt, now)?;
    Ok(settle::report(task.feed, task.state, attempt, merged, now))
}

fn skipped(feed: usize, state: &FeedState) -> FeedReport {
    FeedReport {
        feed,
        outcome: Outcome::Skipped,
        http_status: None,
        problem: state
            .problem
            .as_ref()
            .map(|known| (Problem::new(known.kind, known.message.clone()), known.since)),
        moved_to: state.moved_to.clone(),
        entries_seen: 0,
        entries_new: 0,
        entries_dropped: 0,
        entries_held: 0,
        restamped: 0,
        milliseconds: 0,
    }
}

/// What one feed would bring, if it were read now.
#[derive(Debug, Clone, Default)]
pub struct Probe {
    /// What was read of it, without the texts of its entries.
    pub feed: Option<Prepared>,
    /// Where it came from, after all redirects; `None` for a file.
    pub answered: Option<Url>,
    /// Where it has moved for good.
    pub moved_to: Option<Url>,
    /// The HTTP status of the answer.
    pub http_status: Option<u16>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// What its bytes were read as.
    pub encoding: Option<&'static str>,
    /// Why strict readers refuse it.
    pub refusal: Option<String>,
}

/// Asks feeds without remembering anything; the probes are in their order.
pub fn probe_all(
    config: &Config,
    feeds: &[&Subscription],
    now: Timestamp,
    progress: &ProgressBar,
) -> Vec<Probe> {
    let stranger = FeedState::default();
    let task = |(feed, subscription)| Task {
        feed,
        subscription,
        state: &stranger,
        ask_strict: true,
        can_wait: false,
    };
    let mut probes = vec![Probe::default(); feeds.len()];
    let done = each(
        config,
        feeds.iter().copied().enumerate().map(task).collect(),
        &Patience::default(),
        now,
        |finished| {
            let Some(finished) = finished else {
                return Ok(());
            };
            progress.inc(1);
            if let Some(place) = probes.get_mut(finished.task.feed) {
                *place = probe(finished);
            }
            Ok::<(), Infallible>(())
        },
    );
    match done {
        Ok(()) => probes,
    }
}

fn probe(finished: Finished<'_>) -> Probe {
    let is_file = matches!(finished.task.subscription.location, Location::File(_));
    match finished.reading {
        Reading::Feed {
            answer,
            malformed,
            encoding,
            refusal,
            feed,
            ..
        } => Probe {
            feed: Some(feed.without_texts()),
            moved_to: answer.moved_to,
            http_status: (!is_file).then_some(answer.status),
            answered: (!is_file).then_some(answer.url),
            problem: malformed,
            encoding: Some(encoding),
            refusal,
        },
        Reading::Failed(failure) => Probe {
            problem: Some(failure.problem),
            http_status: failure.status,
            moved_to: failure.moved_to,
            ..Probe::default()
        },
        // Without validators and without a hash nothing can be the same.
        Reading::NotModified(_) | Reading::SameBody(_) => Probe::default(),
    }
}
