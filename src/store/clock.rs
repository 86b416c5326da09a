//! What the clock changes by itself: dates ahead that come due, and what a clock that was wrong has left behind.

use std::collections::BTreeSet;

use crate::{
    feed::Timestamp,
    store::{FeedState, Store, StoreError, reading, writing},
};

/// The clock, beside what it was when a feed was asked last.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Clock {
    Steady,
    /// It was later then: it is wrong now, or was, and first sight says nothing about an entry's age.
    Behind,
    /// So much later that it may be wrong; or planet has been asleep.
    Ahead,
}

impl Clock {
    pub(crate) fn of(state: &FeedState, now: i64) -> Self {
        match state.last_attempt.map(|last| now - last.timestamp()) {
            Some(since) if since < -SKEW => Self::Behind,
            Some(since) if since > ASLEEP => Self::Ahead,
            _ => Self::Steady,
        }
    }
}

/// How far the clocks of two machines that build one planet by turns may differ, in seconds.
const SKEW: i64 = 3_600;

/// A planet that is built at all is built more often than this, in seconds.
const ASLEEP: i64 = 30 * 86_400;

impl Store {
    /// Dates entries anew that were first seen by a clock that was ahead, if it is right again. Then nothing but first sights lies
    /// in the future, further from now than from each other, and some feed was read before now. While a clock is behind, posts that
    /// their blogs have dated lie there too; where no blog dates its posts, the sights of all the time since then do, or all.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn correct_first_sights(&mut self, now: Timestamp) -> Result<(), StoreError> {
        let (now, ahead) = (now.timestamp(), now.timestamp() + 86_400);
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT entry, feed, date, coalesce(published, updated) IS NULL FROM entries
                     WHERE date > ?1 AND (held IS NULL OR held = 'new-feed')",
                )?
                .query_map([ahead], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?))
                })?
                .collect::<rusqlite::Result<Vec<(i64, i64, i64, bool)>>>()
        };
        let found = find().map_err(|source| writing(&self.path, source))?;
        if !found.iter().all(|(.., is_undated)| *is_undated) {
            return Ok(());
        }
        let dates = || found.iter().map(|(_, _, date, _)| *date);
        let (Some(first), Some(last)) = (dates().min(), dates().max()) else {
            return Ok(());
        };
        let was_ahead = first - now > last - first && self.was_read_before(now)?;
        if !was_ahead {
            return Ok(());
        }
        self.begin()?;
        let correct = || {
            for (entry, ..) in &found {
                self.connection
                    .prepare_cached(
                        "UPDATE entries SET first_seen = ?2, date = ?2 WHERE entry = ?1",
                    )?
                    .execute([entry, &now])?;
            }
            self.note(
                found.iter().map(|(_, feed, ..)| *feed),
                dates().chain([now]),
            )
        };
        correct().map_err(|source| writing(&self.path, source))?;
        self.commit()
    }

    /// Whether any feed was read for the first time before `now`, in seconds since 1970.
    fn was_read_before(&self, now: i64) -> Result<bool, StoreError> {
        self.connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM feeds WHERE first_read < ?1)",
                [now],
                |row| row.get(0),
            )
            .map_err(|source| reading(&self.path, source))
    }

    /// Lets entries into the river whose future date lies before today (UTC); how many. By the day and not by the minute:
    /// a run in which no feed changed should not have to make pages again because a clock was ahead.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn release_due(&mut self, now: Timestamp) -> Result<usize, StoreError> {
        let today = now.timestamp() - now.timestamp().rem_euclid(86_400);
        let due = || {
            self.connection
                .prepare_cached(
                    "SELECT feed, date, coalesce(published, updated) FROM entries
                     WHERE held = 'future' AND coalesce(published, updated) < ?1",
                )?
                .query_map([today], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?
                .collect::<rusqlite::Result<Vec<(i64, i64, i64)>>>()
        };
        let due = due().map_err(|source| writing(&self.path, source))?;
        if due.is_empty() {
            return Ok(0);
        }
        self.begin()?;
        let release = || {
            let released = self.connection.execute(
                "UPDATE entries SET date = coalesce(published, updated), held = NULL WHERE held = 'future' AND coalesce(published, updated) < ?1",
                [today],
            )?;
            // Where they were and where they are.
            let dates = due.iter().flat_map(|(_, from, to)| [*from, *to]);
            self.note(due.iter().map(|(feed, ..)| *feed), dates)?;
            Ok(released)
        };
        let released = release().map_err(|source| writing(&self.path, source))?;
        self.commit()?;
        Ok(released)
    }

    /// Forgets the issues of the digest that one run made whose clock was ahead, so that they are made when their time is over; their
    /// names. While a clock is behind, which is no reason to forget anything, there are posts that their blogs have dated later,
    /// several runs that have made issues since, or nothing that was read before. What it forgets although it should not is
    /// then the newest issue, which is made again.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn thaw_digests(&mut self, now: Timestamp) -> Result<Vec<String>, StoreError> {
        let ahead = now.timestamp() + 86_400;
        let find = || {
            self.connection
                .prepare_cached(
                    "SELECT period FROM digests WHERE frozen > ?1
                        AND (SELECT count(DISTINCT frozen) FROM digests WHERE frozen > ?1) = 1
                        AND NOT EXISTS (
                            SELECT 1 FROM entries WHERE date > ?1 AND (held IS NULL OR held = 'new-feed')
                                AND coalesce(published, updated) IS NOT NULL)",
                )?
                .query_map([ahead], |row| row.get(0))?
                .collect::<rusqlite::Result<Vec<String>>>()
        };
        let found = find().map_err(|source| reading(&self.path, source))?;
        if found.is_empty() || !self.was_read_before(now.timestamp())? {
            return Ok(Vec::new());
        }
        self.begin()?;
        for period in &found {
            self.connection
                .prepare_cached("DELETE FROM digests WHERE period = ?1")
                .and_then(|mut forget| forget.execute([period]))
                .map_err(|source| writing(&self.path, source))?;
        }
        self.connection
            .execute("UPDATE meta SET value = random() WHERE key = 'version'", [])
            .map_err(|source| writing(&self.path, source))?;
        self.commit()?;
        Ok(found)
    }

    /// Notes that entries of these feeds have changed, on these dates.
    fn note(
        &self,
        feeds: impl Iterator<Item = i64>,
        dates: impl Iterator<Item = i64>,
    ) -> rusqlite::Result<()> {
        for feed in feeds.collect::<BTreeSet<_>>() {
            self.count(feed)?;
            self.touch(feed)?;
        }
        self.touch_days(dates)
    }
}
