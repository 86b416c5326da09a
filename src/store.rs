//! What planet remembers: one `SQLite` file in the state folder, opened by one run at a time.
//!
//! Here are opening, locking, versions and transactions; what one answer of a feed changes is in `store/merge.rs`, what
//! pages ask for in `store/query.rs`, the records in `store/record.rs`, moving a whole store in `store/snapshot.rs`.
//! Dates in it are seconds since 1970 in UTC.

mod aside;
mod beside;
mod blogroll;
mod clock;
mod copy;
mod digests;
mod error;
mod feeds;
mod filtered;
mod find;
mod identity;
mod lock;
mod merge;
mod place;
mod prepare;
mod query;
mod record;
mod schema;
mod snapshot;

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    time::Instant,
};

use rusqlite::{Connection, OpenFlags};

pub(crate) use self::clock::Clock;
pub use self::{
    aside::SetAside,
    blogroll::{Change, ChangeKind, ChangeRecord},
    digests::{
        BlogRecord, Candidate, DigestRow, Frozen, ImageRecord, Issue, ItemRecord, Mention, Pool,
        SectionRecord, Stats,
    },
    error::StoreError,
    feeds::{Attempt, FeedState, KnownProblem, Received},
    filtered::Verdict,
    identity::{anchor, link_key, veiled, without_tracking},
    merge::{MergePolicy, Merged},
    prepare::{Post, Prepared, prepare},
    query::{Body, Head},
    snapshot::SnapshotError,
};

use self::{
    error::{reading, writing},
    query::HEAD,
};

/// Merges are committed together until this much time has passed: a commit for each feed doubles the wall time of a
/// cold run, one at the very end would lose a killed run whole.
const BATCH_SECONDS: f32 = 1.0;

/// The store, open.
#[derive(Debug)]
pub struct Store {
    connection: Connection,
    path: PathBuf,
    /// Since when the batch in flight is open.
    batch: Option<Instant>,
    /// What was set aside when the store was opened.
    set_aside: Vec<SetAside>,
    /// Held as long as the store may be written.
    _lock: Option<lock::Lock>,
}

impl Store {
    /// Opens the store in the state folder, makes it when there is none, and keeps every other run out until it is
    /// dropped. What is no store, or one that may only be read, is set aside, never overwritten.
    ///
    /// # Errors
    /// Another run holds the folder, a newer planet wrote the file, or the disk refuses.
    pub fn open(folder: &Path) -> Result<Self, StoreError> {
        std::fs::create_dir_all(folder).map_err(|source| StoreError::File {
            verb: "make the folder",
            path: folder.to_owned(),
            source,
        })?;
        let path = folder.join(FILE);
        let _turn = lock::turn(folder);
        let lock = lock::Lock::take(folder)?;
        let mut set_aside = Vec::new();
        // What may only be read may also be damaged, as its copy then shows; after that, nothing is left to set aside.
        let mut more = 0..2;
        let connection = loop {
            match beside::settle(&path, &mut set_aside).and_then(|()| connect(&path)) {
                Ok(connection) => break connection,
                Err(error) if more.next().is_none() => return Err(error),
                Err(StoreError::ReadOnly { .. }) => set_aside.push(aside::read_only(&path)?),
                Err(error) if error.is_damage() || is_no_file(&path) => {
                    set_aside.push(aside::damaged(&path)?);
                }
                Err(error) => return Err(error),
            }
        };
        Ok(Self {
            connection,
            path,
            batch: None,
            set_aside,
            _lock: Some(lock),
        })
    }

    /// Sets the store aside, as its damage was found only while it was read or written; [`Store::open`] makes a new one.
    ///
    /// # Errors
    /// Another run holds the folder, or the disk refuses; or `error` itself, which is no damage where `SQLite` does not
    /// understand what it is asked by this program of a file that is whole.
    pub fn give_up(folder: &Path, error: StoreError) -> Result<SetAside, StoreError> {
        let _lock = lock::Lock::take(folder)?;
        let path = folder.join(FILE);
        if error.is_misunderstanding() && schema::is_whole(&path) {
            return Err(error);
        }
        aside::damaged(&path)
    }

    /// Opens an existing store to read, also while another run writes. One that an older planet left is brought to the
    /// present form first, one that a killed run left half changed to what it was before; what lies beside it and is no part of it
    /// is set aside.
    ///
    /// # Errors
    /// There is none, it is of a newer planet, or it cannot be read.
    pub fn open_to_read(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join(FILE);
        if !path.exists() {
            return Err(StoreError::Missing {
                path: folder.to_owned(),
            });
        }
        if is_no_file(&path) {
            return Err(StoreError::Damaged { path });
        }
        let mut set_aside = Vec::new();
        let mut access = OpenFlags::SQLITE_OPEN_READ_WRITE;
        let turn = beside::is_any(&path).then(|| lock::turn(folder));
        if turn.is_some() {
            match lock::Lock::take(folder) {
                Ok(_lock) => beside::settle(&path, &mut set_aside)?,
                // It is that run's own: what was not, it has set aside before it gave up its turn.
                Err(StoreError::Locked { .. }) => {}
                // Who cannot keep others out had better change nothing.
                Err(_) => access = OpenFlags::SQLITE_OPEN_READ_ONLY,
            }
        }
        let flags = access | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection =
            Connection::open_with_flags(&path, flags).map_err(|source| reading(&path, source))?;
        // A first run that was killed at once leaves a file without tables.
        if schema::check(&connection, &path)? == 0 {
            return Err(StoreError::Missing {
                path: folder.to_owned(),
            });
        }
        schema::prepare(&connection, &path)?;
        connection
            .pragma_update(None, "query_only", true)
            .map_err(|source| reading(&path, source))?;
        Ok(Self {
            connection,
            path,
            batch: None,
            set_aside,
            _lock: None,
        })
    }

    /// What was found instead of a store that can be written, or beside it.
    pub fn set_aside(&self) -> &[SetAside] {
        &self.set_aside
    }

    /// A number for everything that a page could show of the store: as long as it is the same, so are the pages.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn version(&self) -> Result<i64, StoreError> {
        self.connection
            .query_row("SELECT value FROM meta WHERE key = 'version'", [], |row| {
                row.get(0)
            })
            .map_err(|source| reading(&self.path, source))
    }

    /// Whether any feed has ever been read, as far as is remembered: a store that was lost knows of none.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn knows_any_feed(&self) -> Result<bool, StoreError> {
        self.connection
            .query_row(
                "SELECT EXISTS (SELECT 1 FROM feeds WHERE first_read IS NOT NULL)",
                [],
                |row| row.get(0),
            )
            .map_err(|source| reading(&self.path, source))
    }

    /// Remembers that something which a page could show of this feed has changed.
    fn touch(&self, feed: i64) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached("UPDATE meta SET value = random() WHERE key = 'version'")?
            .execute([])?;
        self.connection
            .prepare_cached("UPDATE feeds SET version = random() WHERE feed = ?1")?
            .execute([feed])?;
        Ok(())
    }

    /// Remembers that something which a page could show of these days has changed: entries of theirs, by their dates in
    /// seconds since 1970.
    fn touch_days(&self, dates: impl IntoIterator<Item = i64>) -> rusqlite::Result<()> {
        let days: BTreeSet<i64> = dates.into_iter().map(day_of).collect();
        let mut touch = self
            .connection
            .prepare_cached("INSERT OR REPLACE INTO days (day, version) VALUES (?1, random())")?;
        for day in days {
            touch.execute([day])?;
        }
        Ok(())
    }

    /// As [`Store::touch_days`], for every day on which a feed has entries.
    fn touch_days_of(&self, feed: i64) -> rusqlite::Result<()> {
        let dates: Vec<i64> = self
            .connection
            .prepare_cached("SELECT date FROM entries WHERE feed = ?1")?
            .query_map([feed], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.touch_days(dates)
    }

    /// Runs `read` on one unchanging view of the store. Thousands of small reads then cost one lock and not thousands.
    ///
    /// # Errors
    /// What `read` returns, or that the store cannot be read.
    pub fn snapshot<T, E: From<StoreError>>(
        &self,
        read: impl FnOnce(&Self) -> Result<T, E>,
    ) -> Result<T, E> {
        let run = |sql| {
            self.connection
                .execute_batch(sql)
                .map_err(|source| reading(&self.path, source))
        };
        run("BEGIN")?;
        let result = read(self);
        run("COMMIT")?;
        result
    }

    /// Opens a batch if none is open.
    fn begin(&mut self) -> Result<(), StoreError> {
        if self.batch.is_none() {
            self.connection
                .execute_batch("BEGIN IMMEDIATE")
                .map_err(|source| writing(&self.path, source))?;
            self.batch = Some(Instant::now());
        }
        Ok(())
    }

    /// Commits the batch in flight when it has been open long enough.
    ///
    /// # Errors
    /// The disk refuses; the batch is lost, what was committed before is not.
    pub fn commit_if_due(&mut self) -> Result<(), StoreError> {
        match self.batch {
            Some(since) if since.elapsed().as_secs_f32() >= BATCH_SECONDS => self.commit(),
            _ => Ok(()),
        }
    }

    /// Commits the batch in flight.
    ///
    /// # Errors
    /// The disk refuses; the batch is lost, what was committed before is not.
    pub fn commit(&mut self) -> Result<(), StoreError> {
        if self.batch.take().is_some() {
            self.connection
                .execute_batch("COMMIT")
                .map_err(|source| writing(&self.path, source))?;
        }
        Ok(())
    }
}

/// The day, counted from 1970, of a moment in seconds since then; both in UTC.
pub(crate) fn day_of(seconds: i64) -> i64 {
    seconds.div_euclid(86_400)
}

/// The database file within the state folder.
const FILE: &str = "planet.db";

/// Whether something else has the place of the file: a folder, a pipe. A link that leads nowhere may lead somewhere again when a disk
/// is back.
fn is_no_file(path: &Path) -> bool {
    path.exists() && !path.is_file()
}

fn connect(path: &Path) -> Result<Connection, StoreError> {
    let connection = Connection::open(path).map_err(|source| reading(path, source))?;
    // `SQLite` opens a file that it may not write all the same, and says so no sooner than at the first change.
    if connection
        .is_readonly(rusqlite::MAIN_DB)
        .map_err(|source| reading(path, source))?
    {
        return Err(StoreError::ReadOnly {
            path: path.to_owned(),
        });
    }
    schema::prepare(&connection, path)?;
    Ok(connection)
}
