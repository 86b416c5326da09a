//! What the maintainer's programs made of entries. It is shown in place of what feeds say, and never takes the place of that:
//! neither a merge nor a snapshot knows of it.

use std::{
    collections::{HashMap, HashSet},
    path::Path,
};

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    feed::{Entry, Timestamp},
    store::{FeedState, HEAD, Head, Store, StoreError, prepare, reading, writing},
};

/// What programs made of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is not shown.
    Dropped,
    /// It is shown as its feed has it.
    Unchanged,
    /// It is shown so; ids and dates do not count.
    Changed(Box<Entry>),
}

impl Store {
    /// The entries of a feed of which the programs that `made_from` stands for have made nothing yet, newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn unfiltered(&self, feed: i64, made_from: i64) -> Result<Vec<Head>, StoreError> {
        self.list(
            &format!(
                "SELECT {HEAD} FROM entries WHERE feed = ?1
                 AND NOT EXISTS (SELECT 1 FROM filtered WHERE filtered.entry = entries.entry AND made_from = ?2)
                 ORDER BY date DESC, entry DESC"
            ),
            &[&feed, &made_from],
        )
    }

    /// The entries of a feed of which programs have made something, and whether that was nothing: to drop them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn filtered(&self, feed: i64) -> Result<HashMap<i64, bool>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT entry, dropped FROM entries CROSS JOIN filtered USING (entry) WHERE feed = ?1",
                )?
                .query_map([feed], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// Takes over what programs made of entries in a copy of this store, where these are as they were there. Without a copy nothing
    /// happens.
    ///
    /// # Errors
    /// One of the stores cannot be read, or this one not be written.
    pub fn take_filtered(folder: &Path, copy: &Path) -> Result<(), StoreError> {
        let (path, copy) = (Self::file(folder), Self::file(copy));
        if !path.exists() || !copy.exists() {
            return Ok(());
        }
        let connection = Connection::open(&path).map_err(|source| reading(&path, source))?;
        let take = || {
            connection.execute("ATTACH ?1 AS copy", [copy.to_string_lossy()])?;
            connection.execute_batch(
                "BEGIN;
                 INSERT OR REPLACE INTO main.filtered
                 SELECT filtered.* FROM copy.filtered JOIN copy.entries AS there USING (entry)
                    JOIN main.entries AS here USING (entry)
                 WHERE here.feed = there.feed AND here.id = there.id AND here.hash = there.hash;
                 UPDATE main.meta SET value = (SELECT value FROM copy.meta WHERE key = 'filtered') WHERE key = 'filtered';
                 COMMIT",
            )
        };
        take().map_err(|source| writing(&path, source))
    }

    /// The feeds of which programs have made something.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn filtered_feeds(&self) -> Result<HashSet<i64>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT DISTINCT feed FROM filtered CROSS JOIN entries USING (entry)",
                )?
                .query_map([], |row| row.get(0))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// Whether anything is remembered of programs that filter.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn has_filtered(&self) -> Result<bool, StoreError> {
        let read = || {
            self.connection.query_row(
                "SELECT EXISTS (SELECT 1 FROM filtered) OR EXISTS (SELECT 1 FROM feeds WHERE filter_problem IS NOT NULL)",
                [],
                |row| row.get(0),
            )
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// A number that changes when entries of which programs had made one thing are now shown as another; pages that are made from
    /// heads alone would not notice.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn filtered_version(&self) -> Result<i64, StoreError> {
        self.connection
            .query_row("SELECT value FROM meta WHERE key = 'filtered'", [], |row| {
                row.get(0)
            })
            .map_err(|source| reading(&self.path, source))
    }

    /// Remembers what programs made of entries of one feed.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn note_filtered(
        &mut self,
        feed: i64,
        made_from: i64,
        verdicts: Vec<(Head, Verdict)>,
    ) -> Result<(), StoreError> {
        self.begin()?;
        let write = || {
            let mut dates = Vec::new();
            let mut is_other = false;
            for (head, verdict) in verdicts {
                let (before, now) = (self.filtered_row(head.entry)?, Filtered::of(verdict));
                if before.as_ref() != Some(&now) {
                    is_other |= before.is_some();
                    dates.push(head.date.timestamp());
                }
                self.connection
                    .prepare_cached(
                        "INSERT OR REPLACE INTO filtered (entry, made_from, dropped, record, summary, content)
                         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
                    )?
                    .execute(params![
                        head.entry,
                        made_from,
                        now.dropped,
                        now.record,
                        now.summary,
                        now.content
                    ])?;
            }
            if !dates.is_empty() {
                self.touch(feed)?;
                self.touch_days(dates)?;
            }
            if is_other {
                self.connection.execute(
                    "UPDATE meta SET value = random() WHERE key = 'filtered'",
                    [],
                )?;
            }
            Ok(())
        };
        write().map_err(|source| writing(&self.path, source))?;
        self.commit()
    }

    fn filtered_row(&self, entry: i64) -> rusqlite::Result<Option<Filtered>> {
        self.connection
            .prepare_cached(
                "SELECT dropped, record, summary, content FROM filtered WHERE entry = ?1",
            )?
            .query_row([entry], |row| {
                Ok(Filtered {
                    dropped: row.get(0)?,
                    record: row.get(1)?,
                    summary: row.get(2)?,
                    content: row.get(3)?,
                })
            })
            .optional()
    }

    /// Forgets what programs made of a feed's entries: they are shown as the feed has them.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn forget_filtered(&mut self, feed: i64) -> Result<(), StoreError> {
        self.begin()?;
        let write = || {
            self.connection.execute(
                "DELETE FROM filtered WHERE entry IN (SELECT entry FROM entries WHERE feed = ?1)",
                [feed],
            )?;
            self.touch_days_of(feed)?;
            self.touch(feed)
        };
        write().map_err(|source| writing(&self.path, source))?;
        self.commit()
    }

    /// Remembers why a feed cannot be filtered; `None` when it can.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn note_filter_problem(
        &mut self,
        before: &FeedState,
        problem: Option<&str>,
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let known = before.filter_problem.as_ref();
        if known.map(|known| known.message.as_str()) == problem {
            return Ok(());
        }
        let since = known.map_or(now, |known| known.since);
        let since = problem.map(|_| since.timestamp());
        self.begin()?;
        let write = || {
            self.connection.execute(
                "UPDATE feeds SET filter_problem = ?2, filter_problem_since = ?3 WHERE feed = ?1",
                params![before.row, problem, since],
            )?;
            self.touch(before.row)
        };
        write().map_err(|source| writing(&self.path, source))?;
        self.commit()
    }
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
struct Filtered {
    dropped: bool,
    record: Option<String>,
    summary: Option<String>,
    content: Option<String>,
}

impl Filtered {
    fn of(verdict: Verdict) -> Self {
        let dropped = verdict == Verdict::Dropped;
        let (record, summary, content) = match verdict {
            Verdict::Changed(entry) => {
                let (record, summary, content) = prepare::body(*entry);
                (Some(record), summary, content)
            }
            Verdict::Dropped | Verdict::Unchanged => (None, None, None),
        };
        Self {
            dropped,
            record,
            summary,
            content,
        }
    }
}
