//! The row of a feed: what its server gave, how asking it goes, what it says of itself.

use std::collections::HashMap;

use rusqlite::{Row, params, types::FromSql};

use crate::{
    config::Subscription,
    error::{Problem, ProblemKind},
    feed::Timestamp,
    fetch::Validators,
    store::{Prepared, Store, StoreError, reading, writing},
};

/// What is remembered of one feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// Its row.
    pub row: i64,
    /// What the anchors of its entries are made of: the first identity that it had, where it has moved.
    pub origin: Option<String>,
    /// Validators of the last answer that was merged.
    pub validators: Validators,
    /// The URL that gave them.
    pub validators_url: Option<String>,
    /// The location that the last answer was for, and the reader that read it, as one word: when either changes,
    /// validators and hash say nothing any more.
    pub location: Option<String>,
    /// Hash of the last body that was merged.
    pub body_hash: Option<Vec<u8>>,
    /// Its own id.
    pub own_id: Option<String>,
    /// Title as text.
    pub title: Option<String>,
    /// Subtitle as text.
    pub subtitle: Option<String>,
    /// Home page.
    pub home: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Its own idea of its address.
    pub self_link: Option<String>,
    /// Icon.
    pub icon: Option<String>,
    /// Rights as text.
    pub rights: Option<String>,
    /// `new`, `unchanged` or `problem`; `None` before the first answer.
    pub outcome: Option<String>,
    /// HTTP status of the last answer.
    pub http_status: Option<u16>,
    /// Where it has moved for good.
    pub moved_to: Option<String>,
    /// What is wrong, since when.
    pub problem: Option<KnownProblem>,
    /// Why the programs that filter it failed, since when.
    pub filter_problem: Option<KnownProblem>,
    /// Minutes that it asks to be left alone.
    pub ttl: Option<u32>,
    /// When its entries were first read.
    pub first_read: Option<Timestamp>,
    /// When it was last read, or said that nothing changed.
    pub last_success: Option<Timestamp>,
    /// When it was last asked.
    pub last_attempt: Option<Timestamp>,
    /// Not asked again before.
    pub next_attempt: Option<Timestamp>,
    /// Failures in a row.
    pub failures: u32,
    /// How long the last request took.
    pub milliseconds: u64,
    /// Entries remembered.
    pub stored: u64,
    /// Publication date of its newest entry.
    pub newest: Option<Timestamp>,
    /// Entries held because they have no date and were there before the feed was first read.
    pub held_undated: u64,
    /// Entries held because their date lies in the future.
    pub held_future: u64,
    /// Entries held because the feed was re-stamped.
    pub held_restamped: u64,
    /// Entries held because a new feed brings only so many into the river.
    pub held_new_feed: u64,
    /// A number for everything that a page could show of it: as long as it is the same, so is its page.
    pub version: i64,
}

impl FeedState {
    /// What is wrong with it: that it cannot be read, else that it cannot be filtered, else that it had to be mended.
    pub fn trouble(&self) -> Option<&KnownProblem> {
        let mild = |known: &&KnownProblem| known.kind.is_mild();
        let read = self.problem.as_ref();
        match &self.filter_problem {
            Some(filter) if read.as_ref().is_none_or(mild) => Some(filter),
            _ => read,
        }
    }
}

/// A problem and since when it lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownProblem {
    /// The kind.
    pub kind: ProblemKind,
    /// In plain words.
    pub message: String,
    /// Since when.
    pub since: Timestamp,
}

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
    /// Not asked again before.
    pub next_attempt: Timestamp,
    /// How long the request took.
    pub milliseconds: u64,
    /// What to send next time: validators, the URL that gave them, the location they are for, the hash of the body.
    pub received: Option<Received>,
}

/// What an answer leaves for the next request.
#[derive(Debug, Clone)]
pub struct Received {
    /// Its validators.
    pub validators: Validators,
    /// The URL that gave them.
    pub url: Option<String>,
    /// The location they are for.
    pub location: String,
    /// Hash of the body they stand for; `None` leaves the one before (304).
    pub body_hash: Option<Vec<u8>>,
    /// Minutes that the feed asks to be left alone.
    pub ttl: Option<u32>,
}

impl Store {
    /// The state of every feed of the config, in its order; feeds not yet known get a row.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn adopt(&mut self, feeds: &[Subscription]) -> Result<Vec<FeedState>, StoreError> {
        let known = self.all_states()?;
        if feeds.iter().all(|feed| known.contains_key(&feed.id)) {
            return Ok(of_feeds(feeds, known));
        }
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
        self.states(feeds)
    }

    /// The state of every feed of the config, in its order; an empty one for a feed that is not known.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn states(&self, feeds: &[Subscription]) -> Result<Vec<FeedState>, StoreError> {
        Ok(of_feeds(feeds, self.all_states()?))
    }

    fn all_states(&self) -> Result<HashMap<String, FeedState>, StoreError> {
        let read = || {
            let mut statement = self
                .connection
                .prepare_cached(&format!("SELECT id, {STATE} FROM feeds"))?;
            statement
                .query_map([], |row| Ok((row.get(0)?, state(row)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
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
        let since = match (&attempt.problem, &before.problem) {
            (Some(problem), Some(known)) if problem.kind == known.kind => Some(known.since),
            (Some(_), _) => Some(now),
            (None, _) => None,
        };
        let moved_to = attempt.moved_to.as_ref().unwrap_or(&before.moved_to);
        let failures = if attempt.success {
            0
        } else {
            before.failures.saturating_add(1)
        };
        let shown_before = before
            .problem
            .as_ref()
            .map(|known| (known.kind, known.message.as_str()));
        let shown_now = attempt
            .problem
            .as_ref()
            .map(|problem| (problem.kind, problem.message.as_str()));
        let visible = shown_before != shown_now
            || failures != before.failures
            || *moved_to != before.moved_to
            || before.outcome.is_none();
        let write = || {
            let mut update = self.connection.prepare_cached(
                "UPDATE feeds SET outcome = ?2, http_status = ?3, moved_to = ?4, problem_kind = ?5, problem = ?6,
                    problem_since = ?7, last_success = ?8, last_attempt = ?9, next_attempt = ?10, failures = ?11,
                    milliseconds = ?12 WHERE feed = ?1",
            )?;
            update.execute(params![
                before.row,
                attempt.outcome,
                attempt.http_status,
                moved_to,
                attempt
                    .problem
                    .as_ref()
                    .map(|problem| problem.kind.as_str()),
                attempt.problem.as_ref().map(|problem| &problem.message),
                since.map(|date| date.timestamp()),
                if attempt.success {
                    Some(now)
                } else {
                    before.last_success
                }
                .map(|date| date.timestamp()),
                now.timestamp(),
                attempt.next_attempt.timestamp(),
                failures,
                i64::try_from(attempt.milliseconds).unwrap_or(i64::MAX),
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

/// The states of these feeds, in their order.
fn of_feeds(feeds: &[Subscription], mut known: HashMap<String, FeedState>) -> Vec<FeedState> {
    feeds
        .iter()
        .map(|feed| known.remove(&feed.id).unwrap_or_default())
        .collect()
}

/// The columns of a state, in the order in which [`state`] takes them: to look for each by its name, feed by feed, would be
/// a third of a run in which nothing has changed.
const STATE: &str = "feed, origin, etag, last_modified, validators_url, location, body_hash, own_id, title, subtitle, home,
    language, self_link, icon, rights, outcome, http_status, moved_to, problem_kind, problem, problem_since, filter_problem,
    filter_problem_since, ttl, first_read, last_success, last_attempt, next_attempt, failures, milliseconds, stored, newest,
    held_undated, held_future, held_restamped, held_new_feed, version";

/// The state in a row of `id` and [`STATE`].
fn state(row: &Row<'_>) -> rusqlite::Result<FeedState> {
    let mut columns = Columns { row, next: 1 };
    Ok(FeedState {
        row: columns.take()?,
        origin: columns.take()?,
        validators: Validators {
            etag: columns.take()?,
            last_modified: columns.take()?,
        },
        validators_url: columns.take()?,
        location: columns.take()?,
        body_hash: columns.take()?,
        own_id: columns.take()?,
        title: columns.take()?,
        subtitle: columns.take()?,
        home: columns.take()?,
        language: columns.take()?,
        self_link: columns.take()?,
        icon: columns.take()?,
        rights: columns.take()?,
        outcome: columns.take()?,
        http_status: columns.take()?,
        moved_to: columns.take()?,
        problem: columns.problem()?,
        filter_problem: columns.filter_problem()?,
        ttl: columns.take()?,
        first_read: columns.date()?,
        last_success: columns.date()?,
        last_attempt: columns.date()?,
        next_attempt: columns.date()?,
        failures: columns.take()?,
        milliseconds: columns.count()?,
        stored: columns.count()?,
        newest: columns.date()?,
        held_undated: columns.count()?,
        held_future: columns.count()?,
        held_restamped: columns.count()?,
        held_new_feed: columns.count()?,
        version: columns.take()?,
    })
}

/// The columns of a row, one after the other.
struct Columns<'a, 'b> {
    row: &'a Row<'b>,
    next: usize,
}

impl Columns<'_, '_> {
    fn take<T: FromSql>(&mut self) -> rusqlite::Result<T> {
        let value = self.row.get(self.next);
        self.next += 1;
        value
    }

    /// Seconds since 1970.
    fn date(&mut self) -> rusqlite::Result<Option<Timestamp>> {
        let seconds: Option<i64> = self.take()?;
        Ok(seconds.and_then(|seconds| Timestamp::from_timestamp(seconds, 0)))
    }

    fn count(&mut self) -> rusqlite::Result<u64> {
        let number: i64 = self.take()?;
        Ok(u64::try_from(number).unwrap_or(0))
    }

    fn filter_problem(&mut self) -> rusqlite::Result<Option<KnownProblem>> {
        let message: Option<String> = self.take()?;
        let since = self.date()?;
        Ok(message.zip(since).map(|(message, since)| KnownProblem {
            kind: ProblemKind::Filter,
            message,
            since,
        }))
    }

    fn problem(&mut self) -> rusqlite::Result<Option<KnownProblem>> {
        let kind: Option<String> = self.take()?;
        let message: Option<String> = self.take()?;
        let since = self.date()?;
        Ok(kind.zip(since).map(|(kind, since)| KnownProblem {
            kind: ProblemKind::from_word(&kind).unwrap_or(ProblemKind::Internal),
            message: message.unwrap_or_default(),
            since,
        }))
    }
}
