//! What is remarkable about each followed feed, when it is asked now and nothing is remembered of it.
//!
//! Asking is `refresh`'s; what an answer means is decided purely in `check/findings.rs` and `check/twins.rs`.

mod changed;
mod findings;
mod twins;

use indicatif::ProgressBar;
use url::Url;

pub use self::{
    changed::{Change, ChangeError, change},
    findings::{Finding, Level, of_posts},
};
use crate::{
    check::findings::{Case, of_feed},
    config::{Config, Location, Subscription},
    feed::Timestamp,
    refresh::{Probe, probe_all},
    store::{FeedState, Store},
};

/// One feed as it was found.
#[derive(Debug)]
pub struct Checked {
    /// Its place in planet.toml, from 0.
    pub feed: usize,
    /// What came.
    pub probe: Probe,
    /// What is remarkable besides its problem, the gravest first.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// Whether something is wrong that the maintainer must see to.
    pub fn has_problem(&self) -> bool {
        let mut levels = self.findings.iter().map(|finding| finding.level);
        self.probe.problem.is_some() || levels.any(|level| level == Level::Error)
    }
}

/// Asks the feeds in these places of planet.toml, and those of them that are asked over http also over https. What is
/// remembered is only compared with.
pub fn check(
    config: &Config,
    store: Option<&Store>,
    feeds: &[usize],
    now: Timestamp,
    progress: &ProgressBar,
) -> Vec<Checked> {
    let states = store.and_then(|store| store.states_to_ask(&config.feeds).ok());
    let states = states.unwrap_or_default();
    let stranger = FeedState::default();

    let asked: Vec<(usize, &Subscription)> = feeds
        .iter()
        .filter_map(|n| Some((*n, config.feeds.get(*n)?)))
        .collect();
    let subscriptions: Vec<&Subscription> = asked.iter().map(|(_, feed)| *feed).collect();
    let probes = probe_all(config, &subscriptions, now, progress);
    let secure = probe_over_https(config, &subscriptions, &probes, now, progress);
    let twins = twins::find(config, &states, feeds, &probes);
    let each = asked.into_iter().zip(probes).zip(secure.iter().zip(twins));
    each.map(|(((n, feed), probe), (secure, twin))| {
        let state = states.get(n).unwrap_or(&stranger);
        let known = probe.feed.as_ref().and_then(|document| {
            // A store that cannot be read any more knows nothing.
            store?.count_known(state.row, document).ok()
        });
        let case = Case {
            config,
            feed,
            state,
            known: known.unwrap_or_default(),
            probe: &probe,
            secure: secure.as_ref(),
        };
        let mut findings: Vec<Finding> = twin.into_iter().chain(of_feed(&case, now)).collect();
        findings.sort_by_key(|finding| finding.level);
        Checked {
            feed: n,
            probe,
            findings,
        }
    })
    .collect()
}

/// What the https addresses of feeds bring that are followed over http, each in its feed's place.
fn probe_over_https(
    config: &Config,
    feeds: &[&Subscription],
    probes: &[Probe],
    now: Timestamp,
    progress: &ProgressBar,
) -> Vec<Option<Probe>> {
    let secure: Vec<Option<Subscription>> = feeds
        .iter()
        .zip(probes)
        .map(|(feed, probe)| {
            let Location::Http(url) = &feed.location else {
                return None;
            };
            let leads_there = probe.answered.as_ref().is_some_and(is_https);
            let url = over_https(url).filter(|_| !leads_there && probe.moved_to.is_none())?;
            Some(Subscription {
                location: Location::Http(url),
                ..(*feed).clone()
            })
        })
        .collect();
    let asked: Vec<&Subscription> = secure.iter().flatten().collect();
    progress.inc_length(asked.len() as u64);
    let mut answers = probe_all(config, &asked, now, progress).into_iter();
    let answer = |feed: &Option<Subscription>| feed.as_ref().and_then(|_| answers.next());
    secure.iter().map(answer).collect()
}

fn is_https(url: &Url) -> bool {
    url.scheme() == "https"
}

/// The same address over https, where there is a port to expect it at.
fn over_https(url: &Url) -> Option<Url> {
    let mut secure = url.clone();
    let is_plain = url.scheme() == "http" && url.port().is_none();
    (is_plain && secure.set_scheme("https").is_ok()).then_some(secure)
}

#[cfg(test)]
mod tests;
