//! One answer of a feed, merged: which entries are new, which changed, and which river date each one has for ever.
//!
//! The rules of dates are in `store/place.rs`; here is the SQL around them. An entry of one feed is never compared with
//! another feed's.

use std::collections::HashSet;

use rusqlite::params;

use crate::{
    config::Keep,
    feed::Timestamp,
    store::{
        FeedState, Prepared, Store, StoreError,
        clock::Clock,
        find::{Finder, Found},
        place::{Held, Place, cap, place, restamped},
        prepare::PreparedEntry,
        writing,
    },
};

/// What removes an entry, wherever something of it is.
const REMOVE: [&str; 5] = [
    "DELETE FROM records WHERE entry = ?1",
    "DELETE FROM bodies WHERE entry = ?1",
    "DELETE FROM filtered WHERE entry = ?1",
    "DELETE FROM aliases WHERE entry = ?1",
    "DELETE FROM entries WHERE entry = ?1",
];

/// What a merge must know of the configuration.
#[derive(Debug, Clone, Copy)]
pub struct MergePolicy {
    /// Entries that a feed brings into the river when it is first read.
    pub new_feed_entries: usize,
    /// More unseen entries than this, dated within an hour, were re-stamped.
    pub restamp_entries: usize,
    /// How long the feed's entries are kept.
    pub keep: Keep,
}

/// What a merge did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Merged {
    /// Entries in the document.
    pub seen: usize,
    /// Entries that were not known.
    pub new: usize,
    /// Known entries that say something else now.
    pub changed: usize,
    /// New entries that are held off the river.
    pub held: usize,
    /// New entries that are held because they were re-stamped.
    pub restamped: usize,
}

impl Store {
    /// Merges what a feed said. Nothing is committed yet; see [`Store::commit_if_due`].
    ///
    /// # Errors
    /// The store cannot be written; nothing of the feed is merged then.
    pub fn merge(
        &mut self,
        state: &FeedState,
        feed: &Prepared,
        policy: MergePolicy,
        now: Timestamp,
    ) -> Result<Merged, StoreError> {
        self.begin()?;
        let merge = || self.merge_entries(state, feed, policy, now.timestamp());
        merge().map_err(|source| writing(&self.path, source))
    }

    fn merge_entries(
        &self,
        state: &FeedState,
        feed: &Prepared,
        policy: MergePolicy,
        now: i64,
    ) -> rusqlite::Result<Merged> {
        let known_feed = state.first_read.is_some();
        let clock = Clock::of(state, now);
        let mut merged = Merged {
            seen: feed.seen,
            ..Merged::default()
        };
        let mut finder = Finder::new(self, state.row, feed);
        let mut present = HashSet::with_capacity(feed.entries.len());
        let mut unseen = Vec::new();
        let mut dates = Vec::new();
        for entry in &feed.entries {
            let found = if known_feed {
                finder.find(entry)?
            } else {
                None
            };
            match found {
                // Two entries of one document never share a row, however much they look alike.
                Some(found) if present.insert(found.entry) => {
                    if found.id != entry.id {
                        self.remember_alias(state.row, &found, entry)?;
                    }
                    if found.hash != entry.hash {
                        dates.extend([found.date, self.update(&found, entry)?]);
                        merged.changed += 1;
                    }
                }
                Some(_) | None => unseen.push(entry),
            }
        }
        let mut places: Vec<Place> = unseen
            .iter()
            .map(|entry| place(entry, known_feed && clock != Clock::Behind, now))
            .collect();
        restamped(&mut places, policy.restamp_entries);
        if !known_feed {
            cap(&mut places, policy.new_feed_entries);
        }
        // Backwards, so that within one feed and one second a higher row stands higher in the document.
        for (entry, place) in unseen.iter().zip(&places).rev() {
            let row = self.insert(state.row, entry, place, now)?;
            present.insert(row);
            dates.push(place.date);
            merged.new += 1;
            merged.held += usize::from(place.held.is_some());
            merged.restamped += usize::from(place.held == Some(Held::Restamped));
        }
        let keep = match clock {
            Clock::Steady => policy.keep,
            // What a wrong clock makes old would be gone for good; the next run knows more.
            Clock::Behind | Clock::Ahead => Keep::Forever,
        };
        let expired = self.expire(state.row, keep, &present, now)?;
        let described = self.describe(state.row, feed)?;
        let entries_changed = merged.new + merged.changed + expired.len() > 0;
        if entries_changed {
            self.count(state.row)?;
        }
        if described && known_feed {
            self.touch_days_of(state.row)?;
        }
        dates.extend(expired);
        self.touch_days(dates)?;
        self.connection
            .prepare_cached(
                "UPDATE feeds SET first_read = coalesce(first_read, ?2) WHERE feed = ?1",
            )?
            .execute(params![state.row, now])?;
        if entries_changed || described || !known_feed {
            self.touch(state.row)?;
        }
        Ok(merged)
    }

    fn insert(
        &self,
        feed: i64,
        entry: &PreparedEntry,
        place: &Place,
        now: i64,
    ) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached(
                "INSERT INTO entries (feed, id, link_key, text_key, hash, published, updated, first_seen, date, held)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                feed,
                entry.id,
                entry.link_key,
                entry.text_key,
                entry.hash,
                entry.published.map(|date| date.timestamp()),
                entry.updated.map(|date| date.timestamp()),
                now,
                place.date,
                place.held.map(Held::as_str),
            ])?;
        let row = self.connection.last_insert_rowid();
        self.write_body(row, entry.said())?;
        Ok(row)
    }

    /// Writes the record, summary and content of an entry, those two apart from the first.
    pub(crate) fn write_body(
        &self,
        row: i64,
        (record, summary, content): (&str, Option<&str>, Option<&str>),
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO records (entry, record) VALUES (?1, ?2)")?
            .execute(params![row, record])?;
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO bodies (entry, summary, content) VALUES (?1, ?2, ?3)",
            )?
            .execute(params![row, summary, content])?;
        Ok(())
    }

    /// Takes over what a known entry says now. Its date may only move back; a date that comes late, or comes back to
    /// the past, ends a hold that was about dates. Its date afterwards.
    fn update(&self, found: &Found, entry: &PreparedEntry) -> rusqlite::Result<i64> {
        let said = entry.published.map(|date| date.timestamp());
        let published = match (found.published, said) {
            (Some(before), Some(now)) => Some(before.min(now)),
            (before, now) => before.or(now),
        };
        let moved_back =
            published != found.published && published.is_some_and(|date| date <= found.first_seen);
        let (date, held) = match (moved_back, published, found.held.as_deref()) {
            (true, Some(date), None | Some("undated" | "future" | "restamped")) => {
                (found.date.min(date), None)
            }
            (true, Some(date), held) => (found.date.min(date), held),
            (_, _, held) => (found.date, held),
        };
        self.connection
            .prepare_cached(
                "UPDATE entries SET link_key = ?2, text_key = ?3, hash = ?4, published = ?5, updated = ?6, date = ?7,
                    held = ?8 WHERE entry = ?1",
            )?
            .execute(params![
                found.entry,
                entry.link_key,
                entry.text_key,
                entry.hash,
                published,
                entry.updated.map(|date| date.timestamp()),
                date,
                held,
            ])?;
        self.write_body(found.entry, entry.said())?;
        // What was made of what it said before.
        self.connection
            .prepare_cached("DELETE FROM filtered WHERE entry = ?1")?
            .execute([found.entry])?;
        Ok(date)
    }

    /// Remembers that an entry has come under another id, too.
    fn remember_alias(
        &self,
        feed: i64,
        found: &Found,
        entry: &PreparedEntry,
    ) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("INSERT OR REPLACE INTO aliases (feed, id, entry) VALUES (?1, ?2, ?3)")?
            .execute(params![feed, entry.id, found.entry])?;
        Ok(())
    }

    /// Removes what the feed's `keep` no longer covers; never an entry that the feed still holds, as it would come back
    /// as new. The dates of what was removed.
    fn expire(
        &self,
        feed: i64,
        keep: Keep,
        present: &HashSet<i64>,
        now: i64,
    ) -> rusqlite::Result<Vec<i64>> {
        let (sql, bound) = match keep {
            Keep::Forever => return Ok(Vec::new()),
            Keep::Age(age) => {
                let age = i64::try_from(age.as_secs()).unwrap_or(i64::MAX);
                (
                    "SELECT entry, date FROM entries WHERE feed = ?1 AND date < ?2",
                    now.saturating_sub(age),
                )
            }
            Keep::Count(count) => (
                "SELECT entry, date FROM entries WHERE feed = ?1 ORDER BY date DESC, entry DESC LIMIT -1 OFFSET ?2",
                i64::try_from(count).unwrap_or(i64::MAX),
            ),
        };
        let old: Vec<(i64, i64)> = self
            .connection
            .prepare_cached(sql)?
            .query_map(params![feed, bound], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect::<rusqlite::Result<_>>()?;
        let mut removed = Vec::new();
        for (entry, date) in old
            .into_iter()
            .filter(|(entry, _)| !present.contains(entry))
        {
            for sql in REMOVE {
                self.connection.prepare_cached(sql)?.execute([entry])?;
            }
            removed.push(date);
        }
        Ok(removed)
    }

    /// Counts a feed's entries for its row.
    pub(crate) fn count(&self, feed: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE feeds SET (stored, newest, held_undated, held_future, held_restamped, held_new_feed) = (
                    SELECT count(*), max(CASE WHEN held IS NULL OR held = 'new-feed' THEN date END),
                        count(*) FILTER (WHERE held = 'undated'), count(*) FILTER (WHERE held = 'future'),
                        count(*) FILTER (WHERE held = 'restamped'), count(*) FILTER (WHERE held = 'new-feed')
                    FROM entries WHERE feed = ?1)
                 WHERE feed = ?1",
            )?
            .execute([feed])?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use crate::store::{Store, merge::REMOVE};

    #[test]
    fn to_remove_an_entry_looks_at_nothing_else_of_its_feed() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(folder.path()).unwrap();
        for sql in REMOVE {
            let plan: String = store
                .connection
                .query_row(&format!("EXPLAIN QUERY PLAN {sql}"), [1], |row| {
                    row.get("detail")
                })
                .unwrap();
            assert!(
                plan.ends_with("(entry=?)") || plan.ends_with("PRIMARY KEY (rowid=?)"),
                "{sql}: {plan}"
            );
        }
    }
}
