//! Servers that ask to be left alone (`Retry-After`, RFC 9110 §10.2.3). What one says of a feed holds for that feed; of one that
//! says it of whatever it is asked for, for all of its feeds.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    config::Config,
    feed::Timestamp,
    fetch::{Failure, schedule},
    refresh::ask::{Task, host_of},
    store::{Clock, FeedState},
};

/// So many feeds of a server are refused, and none is answered otherwise, before it is left alone in the same run.
const REFUSALS: usize = 2;

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

impl Patience {
    /// What earlier runs have seen: a server is left alone as long as it asked for if all that it said in the last run in which it
    /// was asked for anything was that.
    pub(crate) fn of(config: &Config, states: &[FeedState], now: Timestamp) -> Self {
        let refused = |state: &FeedState| {
            let until = state.retry_after;
            // A clock that was ahead set it too late.
            Clock::of(state, now.timestamp()) != Clock::Behind
                && until.is_some_and(|until| !schedule::is_due(until, now))
        };
        let each = || config.feeds.iter().zip(states);
        let mut last: HashMap<String, Option<Timestamp>> = HashMap::new();
        for (feed, state) in each().filter(|(_, state)| refused(state)) {
            let attempt = last.entry(host_of(&feed.location)).or_default();
            *attempt = state.last_attempt.max(*attempt);
        }
        if !last.is_empty() {
            for (feed, state) in each().filter(|(_, state)| !refused(state)) {
                let host = host_of(&feed.location);
                if last
                    .get(&host)
                    .is_some_and(|last| state.last_attempt >= *last)
                {
                    last.remove(&host);
                }
            }
        }
        let silent = |host| {
            let answers = Answers {
                refused: REFUSALS,
                answered: false,
            };
            (host, answers)
        };
        Self {
            hosts: Mutex::new(last.into_keys().map(silent).collect()),
        }
    }

    /// Whether a feed has to wait. One that was never read does not: somebody is waiting for it.
    pub(crate) fn holds_back(&self, task: Task<'_>) -> bool {
        let hosts = self.hosts();
        let answers = || hosts.get(&host_of(&task.subscription.location));
        let is_closed = |answers: &Answers| answers.refused >= REFUSALS && !answers.answered;
        task.can_wait && !hosts.is_empty() && answers().is_some_and(is_closed)
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
