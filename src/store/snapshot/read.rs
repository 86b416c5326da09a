//! Reading a snapshot.

use std::{
    cell::Cell,
    collections::HashMap,
    fs::File,
    io::{self, BufRead, BufReader, Read},
    path::Path,
};

use flate2::read::GzDecoder;
use rusqlite::params;

use crate::{
    config::Subscription,
    store::{
        ChangeKind, Store, StoreError,
        snapshot::{EntryLine, FeedLine, Line, SCHEMA, SnapshotError},
        veiled, writing,
    },
};

/// The longest line that is taken, in bytes: of a post with all its text many times over.
const MOST_OF_A_LINE: u64 = 64 << 20;

/// The most bytes that are unpacked of each that was received, and how many in any case: posts are packed to a fifth, what repeats
/// itself to a thousandth.
const MOST_OF_A_BYTE: u64 = 100;
const MOST_IN_ANY_CASE: u64 = 128 << 20;

/// Counts what is received.
struct Received<'a, R> {
    from: R,
    bytes: &'a Cell<u64>,
}

impl<R: Read> Read for Received<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.from.read(buffer)?;
        self.bytes.set(self.bytes.get() + length as u64);
        Ok(length)
    }
}

/// The identities of the feeds of planet.toml, by what stands for each in a published snapshot.
struct Names(HashMap<String, String>);

impl Names {
    fn of(feeds: &[Subscription]) -> Self {
        let names = feeds.iter().map(|feed| (veiled(&feed.id), feed.id.clone()));
        Self(names.collect())
    }

    fn lift(&self, identity: &mut String) {
        if let Some(known) = self.0.get(identity) {
            identity.clone_from(known);
        }
    }
}

impl Store {
    /// Adds the feeds and entries of a snapshot that are not known here; how many entries were added. All or nothing.
    /// `feeds` are those of planet.toml, as a published snapshot does not name private ones.
    ///
    /// # Errors
    /// The file is no snapshot, cannot be read, or the store not be written; then nothing was added.
    pub fn import(&mut self, path: &Path, feeds: &[Subscription]) -> Result<u64, SnapshotError> {
        let failed = |source| SnapshotError::File {
            verb: "read",
            path: path.to_owned(),
            source,
        };
        let file = File::open(path).map_err(failed)?;
        self.restore(path, BufReader::new(file), feeds)
    }

    /// As [`Store::import`], from what was received; messages call it `name`.
    ///
    /// # Errors
    /// As [`Store::import`].
    pub fn restore(
        &mut self,
        name: &Path,
        snapshot: impl Read,
        feeds: &[Subscription],
    ) -> Result<u64, SnapshotError> {
        let received = Cell::new(0);
        let mut snapshot = BufReader::new(Received {
            from: snapshot,
            bytes: &received,
        });
        // A server may have said that it packed the file, and it was unpacked on the way.
        let is_packed = snapshot
            .fill_buf()
            .is_ok_and(|start| start.starts_with(b"\x1f\x8b"));
        let mut lines: Box<dyn BufRead + '_> = if is_packed {
            Box::new(BufReader::new(GzDecoder::new(snapshot)))
        } else {
            Box::new(snapshot)
        };
        self.commit()?;
        self.begin()?;
        let added = self.import_lines(name, &mut lines, &received, &Names::of(feeds));
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
        lines: &mut dyn BufRead,
        received: &Cell<u64>,
        names: &Names,
    ) -> Result<u64, SnapshotError> {
        // What is known of a blogroll here is newer than any snapshot.
        let blogroll_is_new = self
            .known_blogroll()
            .map_err(|source| writing(&self.path, source))?
            .is_empty();
        let mut feed = None;
        let mut added = 0;
        let mut number = 0;
        let mut unpacked = 0;
        let mut text = Vec::new();
        loop {
            text.clear();
            let format = |number| SnapshotError::Format {
                path: path.to_owned(),
                line: number,
            };
            // A small file can hold a line that no memory holds; what is cut off is no JSON.
            let length = Read::take(&mut *lines, MOST_OF_A_LINE)
                .read_until(b'\n', &mut text)
                .map_err(|_| format(number + 1))?;
            if length == 0 {
                break;
            }
            number += 1;
            let format = || format(number);
            unpacked += length as u64;
            if unpacked > MOST_IN_ANY_CASE.max(received.get().saturating_mul(MOST_OF_A_BYTE)) {
                return Err(format());
            }
            let line: Option<Line> = serde_json::from_slice(&text).ok();
            let line = line.filter(Line::is_possible).map(Line::clean);
            match line.ok_or_else(format)? {
                Line::Schema(schema) if number == 1 && schema == SCHEMA => {}
                _ if number == 1 => return Err(format()),
                Line::Schema(_) => return Err(format()),
                Line::Digest(line) => self
                    .import_digest(&line)
                    .map_err(|source| writing(&self.path, source))?,
                Line::Feed(mut line) => {
                    names.lift(&mut line.id);
                    self.count_imported(feed)?;
                    feed = Some(
                        self.import_feed(&line)
                            .map_err(|source| writing(&self.path, source))?,
                    );
                }
                Line::Known(mut line) if blogroll_is_new => {
                    names.lift(&mut line.id);
                    self.write_known(&line.id, &line.known)
                        .map_err(|source| writing(&self.path, source))?;
                }
                Line::Change(mut line) if blogroll_is_new => {
                    line.feed.iter_mut().for_each(|feed| names.lift(feed));
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
                    own_id = coalesce(own_id, ?12), ttl = coalesce(ttl, ?13),
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
                line.origin,
                line.own_id,
                line.ttl
            ])?;
        if let Some(asked) = &line.asked {
            self.connection
                .prepare_cached(
                    "UPDATE feeds SET last_attempt = ?2, next_attempt = ?3, outcome = ?4, http_status = ?5, moved_to = ?6,
                        problem_kind = ?7, problem = ?8, problem_since = ?9, failures = ?10
                     WHERE id = ?1 AND last_attempt IS NULL",
                )?
                .execute(params![
                    line.id,
                    asked.last_attempt,
                    asked.next_attempt,
                    asked.outcome,
                    asked.http_status,
                    asked.moved_to,
                    asked.problem_kind,
                    asked.problem,
                    asked.problem_since,
                    asked.failures
                ])?;
        }
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
        let (summary, content) = (line.summary.as_deref(), line.content.as_deref());
        self.write_body(entry, (&line.record, summary, content))?;
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
