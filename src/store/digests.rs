//! The issues of the digest: what could have been in one, and what was, frozen when its week or month was over.

mod records;

use std::{
    collections::HashSet,
    io::{BufReader, Read, Write as _},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Serialize, de::DeserializeOwned};

pub use self::records::{
    BlogRecord, Candidate, DigestRow, Frozen, ImageRecord, Issue, ItemRecord, Mention, Pool,
    SectionRecord, Stats,
};
use crate::{
    feed::Timestamp,
    store::{Head, Store, StoreError, reading, writing},
};

impl Store {
    /// The issues that are remembered, in the order of their names.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn digests(&self) -> Result<Vec<DigestRow>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT period, frozen, updated, curation, pool IS NOT NULL, issue IS NOT NULL, version
                     FROM digests ORDER BY period",
                )?
                .query_map([], row)?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// What an issue shows, if there is one.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn issue(&self, period: &str) -> Result<Option<Issue>, StoreError> {
        let json = |row: &Row<'_>| row.get::<_, Option<String>>(0);
        let json =
            self.digest_column("SELECT issue FROM digests WHERE period = ?1", period, json)?;
        json.map(|json| self.read_digest(json.as_bytes()))
            .transpose()
    }

    /// What an issue was chosen from, if that is remembered.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn pool(&self, period: &str) -> Result<Option<Pool>, StoreError> {
        let bytes = |row: &Row<'_>| row.get::<_, Option<Vec<u8>>>(0);
        let bytes =
            self.digest_column("SELECT pool FROM digests WHERE period = ?1", period, bytes)?;
        bytes
            .map(|bytes| self.read_digest(GzDecoder::new(bytes.as_slice())))
            .transpose()
    }

    fn digest_column<T>(
        &self,
        sql: &str,
        period: &str,
        column: impl FnOnce(&Row<'_>) -> rusqlite::Result<Option<T>>,
    ) -> Result<Option<T>, StoreError> {
        let read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            statement.query_row([period], column).optional()
        };
        let value = read().map_err(|source| reading(&self.path, source))?;
        Ok(value.flatten())
    }

    fn read_digest<T: DeserializeOwned>(&self, json: impl Read) -> Result<T, StoreError> {
        serde_json::from_reader(BufReader::new(json)).map_err(|_| StoreError::Damaged {
            path: self.path.clone(),
        })
    }

    /// Remembers an issue, in the place of what was remembered of its time.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn freeze(&mut self, issue: &Frozen) -> Result<(), StoreError> {
        self.begin()?;
        self.insert_digest("", issue)
            .map_err(|source| writing(&self.path, source))?;
        self.commit()
    }

    /// The entries of a time that a digest may choose from, in the order of the river: those that nothing holds back; `from`
    /// is part of it, `to` is not. `late` asks also for those from an earlier moment to `from` that were first seen after
    /// another moment: they came when their own issue was frozen.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn posted(
        &self,
        from: Timestamp,
        to: Timestamp,
        late: Option<(Timestamp, Timestamp)>,
    ) -> Result<Vec<Head>, StoreError> {
        let mut heads = self.archived(from, to)?;
        if let Some((early, seen_after)) = late {
            let late = self.first_seen_after(early, from, seen_after)?;
            let mut before = self.archived(early, from)?;
            before.retain(|head| late.contains(&head.entry));
            heads.extend(before);
        }
        heads.retain(|head| head.held.is_none());
        Ok(heads)
    }

    /// The rows of the entries of a time that nothing holds back and that were first seen after a moment.
    fn first_seen_after(
        &self,
        from: Timestamp,
        to: Timestamp,
        seen_after: Timestamp,
    ) -> Result<HashSet<i64>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached(
                    "SELECT entry FROM entries WHERE date >= ?1 AND date < ?2 AND held IS NULL AND first_seen > ?3",
                )?
                .query_map(
                    [from.timestamp(), to.timestamp(), seen_after.timestamp()],
                    |row| row.get(0),
                )?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// How many entries a feed has in a time; `from` is part of it, `to` is not.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn posts_of(&self, feed: i64, from: Timestamp, to: Timestamp) -> Result<usize, StoreError> {
        let count: i64 = self
            .connection
            .prepare_cached(
                "SELECT count(*) FROM entries WHERE feed = ?1 AND date >= ?2 AND date < ?3 AND held IS NULL",
            )
            .and_then(|mut statement| {
                statement.query_row([feed, from.timestamp(), to.timestamp()], |row| row.get(0))
            })
            .map_err(|source| reading(&self.path, source))?;
        Ok(usize::try_from(count).unwrap_or(0))
    }

    /// As a snapshot has them, in the order of their names.
    pub(crate) fn frozen(&self) -> Result<Vec<Frozen>, StoreError> {
        let mut all = Vec::new();
        for row in self.digests()? {
            all.push(Frozen {
                pool: self.pool(&row.period)?,
                issue: self.issue(&row.period)?,
                period: row.period,
                frozen: row.frozen,
                updated: row.updated,
                curation: row.curation,
            });
        }
        Ok(all)
    }

    /// Adds an issue of a snapshot, unless one of its time is remembered.
    pub(crate) fn import_digest(&self, issue: &Frozen) -> rusqlite::Result<()> {
        self.insert_digest("WHERE digests.pool IS NULL", issue)
    }

    /// Writes a row, over one of the same time only where `condition` holds.
    fn insert_digest(&self, condition: &str, frozen: &Frozen) -> rusqlite::Result<()> {
        let sql = format!(
            "INSERT INTO digests (period, frozen, updated, curation, pool, issue) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
             ON CONFLICT (period) DO UPDATE SET frozen = ?2, updated = ?3, curation = ?4, pool = ?5, issue = ?6,
                 version = random() {condition}"
        );
        self.connection.prepare_cached(&sql)?.execute(params![
            frozen.period,
            frozen.frozen.timestamp(),
            frozen.updated.timestamp(),
            frozen.curation,
            frozen.pool.as_ref().map(packed),
            frozen.issue.as_ref().map(json),
        ])?;
        self.connection
            .prepare_cached("UPDATE meta SET value = random() WHERE key = 'version'")?
            .execute([])?;
        Ok(())
    }
}

/// The names and addresses of blogs stand in it again and again: packed, it is a tenth as long.
fn packed(pool: &Pool) -> Vec<u8> {
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    // Memory takes everything.
    let _written = out.write_all(json(pool).as_bytes());
    out.finish().unwrap_or_default()
}

/// Strings, numbers and options of them cannot fail to serialize.
fn json(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

fn row(row: &Row<'_>) -> rusqlite::Result<DigestRow> {
    let date = |seconds| Timestamp::from_timestamp(seconds, 0).unwrap_or_default();
    Ok(DigestRow {
        period: row.get(0)?,
        frozen: date(row.get(1)?),
        updated: date(row.get(2)?),
        curation: row.get(3)?,
        has_pool: row.get(4)?,
        has_issue: row.get(5)?,
        version: row.get(6)?,
    })
}
