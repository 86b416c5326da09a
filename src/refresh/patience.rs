//! Servers that ask to be left alone (`Retry-After`, RFC 9110 §10.2.3). What one says of a feed holds for that feed; of one that
//! says it of whatever it is asked for, for all of its feeds.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::TimeDelta;

use crate::{
    config::Config,
    feed::Timestamp,
    fetch::{Failure, schedule},
    refresh::ask::{Task, host_of},
    store::{Clock, FeedState},
};

/// So many feeds of a server are refused, and none is answered otherwise, before it is left alone for all of them.
const REFUSALS: usize = 3;

/// The longest time for which one is: what it says may hold for a week, but only for the feed of which it says so.
const LONGEST: TimeDelta = TimeDelta::days(1);

/// What servers have answered, by their [hosts](host_of).
#[derive(Debug, Default)]
pub(crate) struct Patience {
    hosts: Mutex<HashMap<String, Answers>>,
}

#[derive(Debug, Default)]
struct Answers {
    /// Feeds for which it asked to be left alone.
    refused: usize,
    /// Whether it said anything else to any of them.
    answered: bool,
}

impl Answers {
    fn are_refusals(&self) -> bool {
        self.refused >= REFUSALS && !self.answered
    }
}

impl Patience {
    /// What the last run has seen in which a server was asked for anything.
    pub(crate) fn of(config: &Config, states: &[FeedState], now: Timestamp) -> Self {
        let each = || {
            let each = config.feeds.iter().zip(states);
            each.filter(|(feed, _)| feed.enabled)
        };
        let is_refused = |state: &FeedState| {
            let until = state.retry_after.zip(state.last_attempt);
            // A clock that was ahead set it too late.
            Clock::of(state, now.timestamp()) != Clock::Behind
                && until.is_some_and(|(until, asked)| {
                    !schedule::is_due(until.min(asked + LONGEST), now)
                })
        };
        let mut last: HashMap<String, (Option<Timestamp>, Answers)> = HashMap::new();
        for (feed, state) in each().filter(|(_, state)| is_refused(state)) {
            let (at, answers) = last.entry(host_of(&feed.location)).or_default();
            if state.last_attempt > *at {
                (*at, answers.refused) = (state.last_attempt, 0);
            }
            answers.refused += usize::from(state.last_attempt == *at);
        }
        if !last.is_empty() {
            for (feed, state) in each().filter(|(_, state)| !is_refused(state)) {
                if let Some((at, answers)) = last.get_mut(&host_of(&feed.location)) {
                    answers.answered |= state.http_status.is_some() && state.last_attempt >= *at;
                }
            }
        }
        // What this run sees begins anew, unless the server is left alone.
        let closed = last
            .into_iter()
            .filter(|(_, (_, answers))| answers.are_refusals());
        Self {
            hosts: Mutex::new(closed.map(|(host, (_, answers))| (host, answers)).collect()),
        }
    }

    /// Whether a feed has to wait. One that was never read does not: somebody is waiting for it.
    pub(crate) fn holds_back(&self, task: Task<'_>) -> bool {
        let hosts = self.hosts();
        let answers = || hosts.get(&host_of(&task.subscription.location));
        task.can_wait && !hosts.is_empty() && answers().is_some_and(Answers::are_refusals)
    }

    /// Takes note of what came of asking for a feed; from nothing nothing follows.
    pub(crate) fn note<T>(&self, task: Task<'_>, answer: &Result<T, Failure>) {
        let is_refused = match answer {
            Ok(_) => false,
            Err(failure) if failure.status.is_some() => failure.retry_after.is_some(),
            Err(_) => return,
        };
        let mut hosts = self.hosts();
        let answers = hosts.entry(host_of(&task.subscription.location));
        let answers = answers.or_default();
        answers.refused += usize::from(is_refused);
        answers.answered |= !is_refused;
    }

    fn hosts(&self) -> MutexGuard<'_, HashMap<String, Answers>> {
        // Nothing that can panic is done while it is held.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
