//! Servers that asked to be left alone (`Retry-After`, RFC 9110 §10.2.3): what is said to one of their feeds counts for all.

use std::{
    collections::HashSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

use crate::{
    config::Config,
    feed::Timestamp,
    fetch::schedule,
    refresh::ask::{Task, host_of},
    store::{Clock, FeedState},
};

/// The servers that are left alone for now.
#[derive(Debug, Default)]
pub(crate) struct Patience {
    hosts: Mutex<HashSet<String>>,
}

impl Patience {
    /// As earlier runs were asked to.
    pub(crate) fn of(config: &Config, states: &[FeedState], now: Timestamp) -> Self {
        let each = config.feeds.iter().zip(states);
        let waits = |state: &FeedState| {
            let until = state.retry_after;
            // A clock that was ahead set it too late.
            Clock::of(state, now.timestamp()) != Clock::Behind
                && until.is_some_and(|until| !schedule::is_due(until, now))
        };
        let hosts = each.filter(|(_, state)| waits(state));
        Self {
            hosts: Mutex::new(hosts.map(|(feed, _)| host_of(&feed.location)).collect()),
        }
    }

    /// Whether a feed has to wait. One that was never read does not: it may be the only one that its server still serves, and
    /// somebody is waiting for it.
    pub(crate) fn holds_back(&self, task: Task<'_>) -> bool {
        let hosts = self.hosts();
        task.can_wait && !hosts.is_empty() && hosts.contains(&host_of(&task.subscription.location))
    }

    /// The server of a feed has asked for it just now.
    pub(crate) fn note(&self, task: Task<'_>) {
        self.hosts().insert(host_of(&task.subscription.location));
    }

    fn hosts(&self) -> MutexGuard<'_, HashSet<String>> {
        // Nothing that can panic is done while it is held.
        self.hosts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
