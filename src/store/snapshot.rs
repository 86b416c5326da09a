//! A whole store as one gzip file of JSON lines (`state/1`): a header, then each feed followed by its entries, sorted, then the
//! issues of the digest, so that the same store gives the same bytes. Importing adds what is missing and never overwrites what
//! is there.

use std::{
    fs::File,
    io::{BufRead as _, BufReader, BufWriter, Write as _},
    path::{Path, PathBuf},
};

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use rusqlite::{Row, params};
use serde::{Deserialize, Serialize};

use crate::store::{
    ChangeKind, ChangeRecord, Frozen, Store, StoreError, blogroll::Known, reading, writing,
};

/// Why a snapshot cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The file cannot be opened, read or written.
    #[error("cannot {verb} `{path}`: {source}")]
    File {
        /// What was tried.
        verb: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no snapshot, or one of a newer planet.
    #[error("`{path}` is not a snapshot of a planet (line {line})")]
    Format {
        /// The file.
        path: PathBuf,
        /// The line that cannot be read.
        line: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const SCHEMA: &str = "state/1";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Schema(String),
    Feed(FeedLine),
    Entry(EntryLine),
    Known(KnownLine),
    Change(ChangeLine),
    Digest(Frozen),
}

#[derive(Serialize, Deserialize)]
struct FeedLine {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    title: Option<String>,
    subtitle: Option<String>,
    home: Option<String>,
    language: Option<String>,
    self_link: Option<String>,
    icon: Option<String>,
    rights: Option<String>,
    first_read: Option<i64>,
    last_success: Option<i64>,
}

/// A feed of the blogroll as the last run knew it.
#[derive(Serialize, Deserialize)]
struct KnownLine {
    id: String,
    #[serde(flatten)]
    known: Known,
}

/// A change of the blogroll.
#[derive(Serialize, Deserialize)]
struct ChangeLine {
    date: i64,
    kind: String,
    feed: Option<String>,
    record: ChangeRecord,
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    id: String,
    link_key: Option<i64>,
    text_key: i64,
    hash: i64,
    published: Option<i64>,
    updated: Option<i64>,
    first_seen: i64,
    date: i64,
    held: Option<String>,
    aliases: Vec<String>,
    record: String,
    summary: Option<String>,
    content: Option<String>,
}

impl Store {
    /// Writes everything remembered to `path`; how many entries. Validators are left out: whoever reads the snapshot
    /// asks every feed once in full, and what is known is recognized. A snapshot that was there before stays until the
    /// new one is whole.
    ///
    /// # Errors
    /// The store cannot be read, or the file not be written.
    pub fn export(&self, path: &Path) -> Result<u64, SnapshotError> {
        let failed = |source| SnapshotError::File {
            verb: "write",
            path: path.to_owned(),
            source,
        };
        // A pipe or a device cannot be replaced by a file.
        if path.exists() && !path.is_file() {
            return self.write_snapshot(File::create(path).map_err(failed)?, failed);
        }
        let mut aside = path.as_os_str().to_owned();
        aside.push(".new");
        let aside = PathBuf::from(aside);
        let written = File::create(&aside)
            .map_err(failed)
            .and_then(|file| self.write_snapshot(file, failed))
            .and_then(|entries| {
                std::fs::rename(&aside, path).map_err(failed)?;
                Ok(entries)
            });
        if written.is_err() {
            let _was_never_made = std::fs::remove_file(&aside);
        }
        written
    }

    fn write_snapshot(
        &self,
        file: File,
        failed: impl Fn(std::io::Error) -> SnapshotError + Copy,
    ) -> Result<u64, SnapshotError> {
        let mut out = GzEncoder::new(BufWriter::new(file), Compression::default());
        let mut line = |line: &Line| {
            // Strings, numbers and options of them cannot fail to serialize.
            let json = serde_json::to_string(line).unwrap_or_default();
            out.write_all(json.as_bytes())
                .and_then(|()| out.write_all(b"\n"))
                .map_err(failed)
        };
        line(&Line::Schema(SCHEMA.to_owned()))?;
        let mut entries = 0;
        for (row, feed) in self
            .export_feeds()
            .map_err(|source| reading(&self.path, source))?
        {
            line(&Line::Feed(feed))?;
            let ids = self
                .entry_rows(row)
                .map_err(|source| reading(&self.path, source))?;
            for entry in ids {
                let entry = self
                    .export_entry(row, entry)
                    .map_err(|source| reading(&self.path, source))?;
                line(&Line::Entry(entry))?;
                entries += 1;
            }
        }
        for kept in self
            .export_blogroll()
            .map_err(|source| reading(&self.path, source))?
        {
            line(&kept)?;
        }
        for digest in self.frozen()? {
            line(&Line::Digest(digest))?;
        }
        out.finish()
            .and_then(|mut buffer| buffer.flush())
            .map_err(failed)?;
        Ok(entries)
    }

    fn export_blogroll(&self) -> rusqlite::Result<Vec<Line>> {
        let mut known: Vec<(String, Known)> = self.known_blogroll()?.into_iter().collect();
        known.sort_by(|(a, _), (b, _)| a.cmp(b));
        let known = known
            .into_iter()
            .map(|(id, known)| Line::Known(KnownLine { id, known }));
        let mut changes = self.newest_changes(i64::MAX)?;
        changes.reverse();
        let changes = changes.into_iter().map(|change| {
            Line::Change(ChangeLine {
                date: change.date.timestamp(),
                kind: change.kind.as_str().to_owned(),
                feed: change.feed,
                record: change.record,
            })
        });
        Ok(known.chain(changes).collect())
    }

    fn export_feeds(&self) -> rusqlite::Result<Vec<(i64, FeedLine)>> {
        let mut statement = self.connection.prepare(
            "SELECT feed, id, title, subtitle, home, language, self_link, icon, rights, first_read, last_success, origin
             FROM feeds ORDER BY id",
        )?;
        let line = |row: &Row<'_>| {
            let feed = FeedLine {
                id: row.get(1)?,
                title: row.get(2)?,
                subtitle: row.get(3)?,
                home: row.get(4)?,
                language: row.get(5)?,
                self_link: row.get(6)?,
                icon: row.get(7)?,
                rights: row.get(8)?,
                first_read: row.get(9)?,
                last_success: row.get(10)?,
                origin: row.get(11)?,
            };
            Ok((row.get(0)?, feed))
        };
        statement.query_map([], line)?.collect()
    }

    /// In the order in which they were inserted, which a later import repeats.
    fn entry_rows(&self, feed: i64) -> rusqlite::Result<Vec<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT entry FROM entries WHERE feed = ?1 ORDER BY entry")?;
        statement.query_map([feed], |row| row.get(0))?.collect()
    }

    fn export_entry(&self, feed: i64, entry: i64) -> rusqlite::Result<EntryLine> {
        let mut aliases = self
            .connection
            .prepare_cached("SELECT id FROM aliases WHERE feed = ?1 AND entry = ?2 ORDER BY id")?;
        let aliases = aliases
            .query_map([feed, entry], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.connection
            .prepare_cached(
                "SELECT id, link_key, text_key, hash, published, updated, first_seen, date, held, record, summary, content
                 FROM entries JOIN bodies USING (entry) WHERE entry = ?1",
            )?
            .query_row([entry], |row| {
                Ok(EntryLine {
                    id: row.get(0)?,
                    link_key: row.get(1)?,
                    text_key: row.get(2)?,
                    hash: row.get(3)?,
                    published: row.get(4)?,
                    updated: row.get(5)?,
                    first_seen: row.get(6)?,
                    date: row.get(7)?,
                    held: row.get(8)?,
                    aliases,
                    record: row.get(9)?,
                    summary: row.get(10)?,
                    content: row.get(11)?,
                })
            })
    }

    /// Adds the feeds and entries of a snapshot that are not known here; how many entries were added. All or nothing.
    ///
    /// # Errors
    /// The file is no snapshot, cannot be read, or the store not be written; then nothing was added.
    pub fn import(&mut self, path: &Path) -> Result<u64, SnapshotError> {
        let failed = |source| SnapshotError::File {
            verb: "read",
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(failed)?;
        let lines = BufReader::new(GzDecoder::new(BufReader::new(file))).lines();
        self.commit()?;
        self.begin()?;
        let added = self.import_lines(path, lines);
        if added.is_ok() {
            self.commit()?;
        } else {
            self.batch = None;
            self.connection
                .execute_batch("ROLLBACK")
                .map_err(|source| writing(&self.path, source))?;
        }
        added
    }

    fn import_lines(
        &self,
        path: &Path,
        lines: impl Iterator<Item = std::io::Result<String>>,
    ) -> Result<u64, SnapshotError> {
        // What is known of a blogroll here is newer than any snapshot.
        let blogroll_is_new = self
            .known_blogroll()
            .map_err(|source| writing(&self.path, source))?
            .is_empty();
        let mut feed = None;
        let mut added = 0;
        let mut number = 0;
        for text in lines {
            number += 1;
            let format = || SnapshotError::Format {
                path: path.to_owned(),
                line: number,
            };
            let text = text.map_err(|_| format())?;
            match serde_json::from_str(&text).map_err(|_| format())? {
                Line::Schema(schema) if number == 1 && schema == SCHEMA => {}
                _ if number == 1 => return Err(format()),
                Line::Schema(_) => return Err(format()),
                Line::Digest(line) => self
                    .import_digest(&line)
                    .map_err(|source| writing(&self.path, source))?,
                Line::Feed(line) => {
                    self.count_imported(feed)?;
                    feed = Some(
                        self.import_feed(&line)
                            .map_err(|source| writing(&self.path, source))?,
                    );
                }
                Line::Known(line) if blogroll_is_new => self
                    .write_known(&line.id, &line.known)
                    .map_err(|source| writing(&self.path, source))?,
                Line::Change(line) if blogroll_is_new => {
                    let kind = ChangeKind::from_word(&line.kind).ok_or_else(format)?;
                    self.write_change(line.date, kind, line.feed.as_deref(), &line.record)
                        .map_err(|source| writing(&self.path, source))?;
                }
                Line::Known(_) | Line::Change(_) => {}
                Line::Entry(line) => {
                    let feed = feed.ok_or_else(format)?;
                    added += self
                        .import_entry(feed, &line)
                        .map_err(|source| writing(&self.path, source))?;
                }
            }
        }
        if number == 0 {
            return Err(SnapshotError::Format {
                path: path.to_owned(),
                line: 1,
            });
        }
        self.count_imported(feed)?;
        Ok(added)
    }

    fn count_imported(&self, feed: Option<i64>) -> Result<(), StoreError> {
        feed.map_or(Ok(()), |feed| {
            self.count(feed)
                .and_then(|()| self.touch_days_of(feed))
                .and_then(|()| self.touch(feed))
        })
        .map_err(|source| writing(&self.path, source))
    }

    fn import_feed(&self, line: &FeedLine) -> rusqlite::Result<i64> {
        self.connection
            .prepare_cached("INSERT OR IGNORE INTO feeds (id) VALUES (?1)")?
            .execute([&line.id])?;
        self.connection
            .prepare_cached(
                "UPDATE feeds SET title = coalesce(title, ?2), subtitle = coalesce(subtitle, ?3),
                    home = coalesce(home, ?4), language = coalesce(language, ?5),
                    self_link = coalesce(self_link, ?6), icon = coalesce(icon, ?7),
                    rights = coalesce(rights, ?8), origin = coalesce(origin, ?11),
                    first_read = min(coalesce(first_read, ?9), coalesce(?9, first_read)),
                    last_success = coalesce(last_success, ?10)
                 WHERE id = ?1",
            )?
            .execute(params![
                line.id,
                line.title,
                line.subtitle,
                line.home,
                line.language,
                line.self_link,
                line.icon,
                line.rights,
                line.first_read,
                line.last_success,
                line.origin
            ])?;
        self.connection
            .prepare_cached("SELECT feed FROM feeds WHERE id = ?1")?
            .query_row([&line.id], |row| row.get(0))
    }

    fn import_entry(&self, feed: i64, line: &EntryLine) -> rusqlite::Result<u64> {
        let added = self
            .connection
            .prepare_cached(
                "INSERT OR IGNORE INTO entries
                    (feed, id, link_key, text_key, hash, published, updated, first_seen, date, held)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
            )?
            .execute(params![
                feed,
                line.id,
                line.link_key,
                line.text_key,
                line.hash,
                line.published,
                line.updated,
                line.first_seen,
                line.date,
                line.held
            ])?;
        if added == 0 {
            return Ok(0);
        }
        let entry = self.connection.last_insert_rowid();
        self.connection
            .prepare_cached(
                "INSERT INTO bodies (entry, record, summary, content) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![entry, line.record, line.summary, line.content])?;
        for alias in &line.aliases {
            self.connection
                .prepare_cached(
                    "INSERT OR IGNORE INTO aliases (feed, id, entry) VALUES (?1, ?2, ?3)",
                )?
                .execute(params![feed, alias, entry])?;
        }
        Ok(1)
    }
}
