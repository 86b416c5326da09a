//! What is remembered of one feed, and how it stands in its row.

use rusqlite::{Row, types::FromSql};

use crate::{error::ProblemKind, feed::Timestamp, fetch::Validators, store::Received};

/// What is remembered of one feed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FeedState {
    /// Its row.
    pub row: i64,
    /// What the anchors of its entries are made of: the first identity that it had, where it has moved.
    pub origin: Option<String>,
    /// What the last answer left for the next request; read only for those who ask, as there may be thousands of feeds.
    pub received: Option<Box<Received>>,
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
    /// Where it has moved for good; nothing of a private feed.
    pub moved_to: Option<String>,
    /// What is wrong, since when.
    pub problem: Option<KnownProblem>,
    /// Why the programs that filter it failed, since when.
    pub filter_problem: Option<KnownProblem>,
    /// When its entries were first read.
    pub first_read: Option<Timestamp>,
    /// When it was last read, or said that nothing changed.
    pub last_success: Option<Timestamp>,
    /// When it was last asked.
    pub last_attempt: Option<Timestamp>,
    /// Not asked again before.
    pub next_attempt: Option<Timestamp>,
    /// Until when its server asked to be left alone when it was asked last.
    pub retry_after: Option<Timestamp>,
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

    /// Since when it has the problem that it has now. Failing is one problem, whatever it is that fails each time; what had to be
    /// mended of a feed that was read is another.
    pub fn since(&self, problem: ProblemKind, now: Timestamp) -> Timestamp {
        let is_failure = |kind: ProblemKind| !kind.is_mild();
        let lasts = |known: &&KnownProblem| {
            known.kind == problem || (is_failure(known.kind) && is_failure(problem))
        };
        let known = self.problem.as_ref().filter(lasts);
        known.map_or(now, |known| known.since)
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

/// The columns of a state, in the order in which [`state`] takes them: to look for each by its name, feed by feed, would be
/// a third of a run in which nothing has changed.
pub(super) const STATE: &str = "feed, origin, own_id, title, subtitle, home, language, self_link, icon, rights, outcome, http_status,
    moved_to, problem_kind, problem, problem_since, filter_problem, filter_problem_since, first_read, last_success, last_attempt,
    next_attempt, retry_after, failures, milliseconds, stored, newest, held_undated, held_future, held_restamped, held_new_feed,
    version";

/// The columns of what was received, in the order in which [`state`] takes them.
pub(super) const RECEIVED: &str = "location, etag, last_modified, validators_url, body_hash, ttl";

/// The state in a row of `id`, [`STATE`] and, `if_received`, [`RECEIVED`].
pub(super) fn state(row: &Row<'_>, if_received: bool) -> rusqlite::Result<FeedState> {
    let mut columns = Columns { row, next: 1 };
    let mut state = FeedState {
        row: columns.take()?,
        origin: columns.take()?,
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
        first_read: columns.date()?,
        last_success: columns.date()?,
        last_attempt: columns.date()?,
        next_attempt: columns.date()?,
        retry_after: columns.date()?,
        failures: columns.take()?,
        milliseconds: columns.count()?,
        stored: columns.count()?,
        newest: columns.date()?,
        held_undated: columns.count()?,
        held_future: columns.count()?,
        held_restamped: columns.count()?,
        held_new_feed: columns.count()?,
        version: columns.take()?,
        received: None,
    };
    if if_received {
        state.received = Some(Box::new(columns.received()?));
    }
    Ok(state)
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

    fn received(&mut self) -> rusqlite::Result<Received> {
        Ok(Received {
            location: self.take()?,
            validators: Validators {
                etag: self.take()?,
                last_modified: self.take()?,
            },
            url: self.take()?,
            body_hash: self.take()?,
            ttl: self.take()?,
        })
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
