//! The row of a feed: what its server gave, how asking it goes, what it says of itself.

mod state;

use std::collections::HashMap;

use rusqlite::params;

pub use self::state::{FeedState, KnownProblem};
use self::state::{RECEIVED, STATE, state};
use crate::{
    config::Subscription,
    error::Problem,
    feed::Timestamp,
    fetch::Validators,
    store::{Prepared, Store, StoreError, reading, writing},
};

/// What happened when a feed was asked: the part of it that is remembered besides entries.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// `new`, `unchanged` or `problem`.
    pub outcome: &'static str,
    /// HTTP status.
    pub http_status: Option<u16>,
    /// Where the feed has moved for good; `None` leaves what is known, as not every answer can tell.
    pub moved_to: Option<Option<String>>,
    /// What is wrong; `None` ends the problem before.
    pub problem: Option<Problem>,
    /// Whether the feed's entries were confirmed or merged.
    pub success: bool,
    /// How often in a row they were not.
    pub failures: u32,
    /// Not asked again before.
    pub next_attempt: Timestamp,
    /// Until when its server asked to be left alone.
    pub retry_after: Option<Timestamp>,
    /// How long the request took.
    pub milliseconds: u64,
    /// What to send next time: validators, the URL that gave them, the location they are for, the hash of the body.
    pub received: Option<Received>,
}

/// What an answer leaves for the next request.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Received {
    /// Its validators.
    pub validators: Validators,
    /// The URL that gave them.
    pub url: Option<String>,
    /// The location they are for and the reader that read it, as one word: when either changes, validators and hash say nothing
    /// any more. `None` before the first answer.
    pub location: Option<String>,
    /// Hash of the body they stand for; `None` leaves the one before (304).
    pub body_hash: Option<Vec<u8>>,
    /// Minutes that the feed asks to be left alone.
    pub ttl: Option<u32>,
}

impl Store {
    /// The state of every feed of the config, in its order, with what is needed to ask it; feeds not yet known get a row.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn adopt(&mut self, feeds: &[Subscription]) -> Result<Vec<FeedState>, StoreError> {
        let (states, strange) = self.known_states(feeds, true)?;
        if strange == 0 {
            return Ok(states);
        }
        drop(states);
        self.begin()?;
        let adopt = || {
            self.follow_moves(feeds)?;
            let mut insert = self
                .connection
                .prepare_cached("INSERT OR IGNORE INTO feeds (id) VALUES (?1)")?;
            for feed in feeds {
                insert.execute([&feed.id])?;
            }
            Ok(())
        };
        adopt().map_err(|source| writing(&self.path, source))?;
        self.commit()?;
        self.states_to_ask(feeds)
    }

    /// The state of every feed of the config, in its order; an empty one for a feed that is not known.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn states(&self, feeds: &[Subscription]) -> Result<Vec<FeedState>, StoreError> {
        Ok(self.known_states(feeds, false)?.0)
    }

    /// The same with what the last answers left, for the next requests.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn states_to_ask(&self, feeds: &[Subscription]) -> Result<Vec<FeedState>, StoreError> {
        Ok(self.known_states(feeds, true)?.0)
    }

    /// The states, `if_received` with what the last answers left, and how many of the feeds are not known.
    fn known_states(
        &self,
        feeds: &[Subscription],
        if_received: bool,
    ) -> Result<(Vec<FeedState>, usize), StoreError> {
        let places: HashMap<&str, usize> = (feeds.iter().enumerate())
            .map(|(place, feed)| (feed.id.as_str(), place))
            .collect();
        let mut states = vec![FeedState::default(); feeds.len()];
        let mut strange = feeds.len();
        let mut read = || {
            let received = if if_received { RECEIVED } else { "NULL" };
            let mut statement = self
                .connection
                .prepare_cached(&format!("SELECT id, {STATE}, {received} FROM feeds"))?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let place = places.get(row.get_ref(0)?.as_str()?);
                let here = place.and_then(|place| feeds.get(*place).zip(states.get_mut(*place)));
                if let Some((feed, here)) = here {
                    *here = state(row, if_received)?;
                    if feed.private {
                        // It may have become private since.
                        here.moved_to = None;
                    }
                    strange -= 1;
                }
            }
            Ok(())
        };
        read().map_err(|source| reading(&self.path, source))?;
        Ok((states, strange))
    }

    /// Remembers what asking a feed brought, besides its entries.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn record(
        &mut self,
        before: &FeedState,
        attempt: &Attempt,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        self.begin()?;
        let problem = attempt.problem.as_ref();
        let since = problem.map(|problem| before.since(problem.kind, now));
        let moved_to = attempt.moved_to.as_ref().unwrap_or(&before.moved_to);
        let shown_before = before
            .problem
            .as_ref()
            .map(|known| (known.kind, known.message.as_str()));
        let shown_now = problem.map(|problem| (problem.kind, problem.message.as_str()));
        let visible = shown_before != shown_now
            || attempt.failures != before.failures
            || *moved_to != before.moved_to
            || before.outcome.is_none();
        let write = || {
            let mut update = self.connection.prepare_cached(
                "UPDATE feeds SET outcome = ?2, http_status = ?3, moved_to = ?4, problem_kind = ?5, problem = ?6,
                    problem_since = ?7, last_success = ?8, last_attempt = ?9, next_attempt = ?10, failures = ?11,
                    milliseconds = ?12, retry_after = ?13 WHERE feed = ?1",
            )?;
            update.execute(params![
                before.row,
                attempt.outcome,
                attempt.http_status,
                moved_to,
                problem.map(|problem| problem.kind.as_str()),
                problem.map(|problem| &problem.message),
                since.map(|date| date.timestamp()),
                if attempt.success {
                    Some(now)
                } else {
                    before.last_success
                }
                .map(|date| date.timestamp()),
                now.timestamp(),
                attempt.next_attempt.timestamp(),
                attempt.failures,
                i64::try_from(attempt.milliseconds).unwrap_or(i64::MAX),
                attempt.retry_after.map(|date| date.timestamp()),
            ])?;
            if let Some(received) = &attempt.received {
                let mut update = self.connection.prepare_cached(
                    "UPDATE feeds SET etag = ?2, last_modified = ?3, validators_url = ?4, location = ?5,
                        body_hash = coalesce(?6, body_hash), ttl = ?7 WHERE feed = ?1",
                )?;
                update.execute(params![
                    before.row,
                    received.validators.etag,
                    received.validators.last_modified,
                    received.url,
                    received.location,
                    received.body_hash,
                    received.ttl,
                ])?;
            }
            if visible {
                self.touch(before.row)?;
            }
            Ok(())
        };
        write().map_err(|source| writing(&self.path, source))
    }

    /// Remembers what a feed says of itself; whether any of it is new.
    pub(crate) fn describe(&self, row: i64, feed: &Prepared) -> rusqlite::Result<bool> {
        let mut update = self.connection.prepare_cached(
            "UPDATE feeds SET title = ?2, subtitle = ?3, home = ?4, language = ?5, self_link = ?6, icon = ?7, rights = ?8, own_id = ?9
             WHERE feed = ?1
             AND (title, subtitle, home, language, self_link, icon, rights, own_id)
                IS NOT (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        let changed = update.execute(params![
            row,
            feed.title,
            feed.subtitle,
            feed.home,
            feed.language,
            feed.self_link,
            feed.icon,
            feed.rights,
            feed.own_id
        ])?;
        Ok(changed > 0)
    }
}
