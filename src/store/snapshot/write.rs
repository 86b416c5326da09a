//! Writing a snapshot.

use std::{
    collections::HashMap,
    fs::File,
    io::{self, BufWriter, Write as _},
    path::Path,
};

use flate2::{Compression, write::GzEncoder};
use rusqlite::Row;

use crate::{
    config::Subscription,
    disk::Aside,
    store::{
        Store, StoreError,
        blogroll::Known,
        reading,
        snapshot::{
            Asked, ChangeLine, EntryLine, FeedLine, KnownLine, Line, SCHEMA, SnapshotError,
        },
        veiled,
    },
};

/// The feeds of a planet of which a snapshot is published, each with whether it is private.
struct Shown<'a>(HashMap<&'a str, bool>);

impl<'a> Shown<'a> {
    fn of(feeds: &'a [Subscription]) -> Self {
        let feed = |feed: &'a Subscription| (feed.id.as_str(), feed.private);
        Self(feeds.iter().map(feed).collect())
    }

    fn is_private(&self, id: &str) -> bool {
        self.0.get(id).copied().unwrap_or_default()
    }
}

impl FeedLine {
    /// As whoever may read it: without the identity of the feed, and of a private one without any address.
    fn publish(&mut self, is_private: bool) {
        self.id = veiled(&self.id);
        self.origin = self.origin.as_deref().map(veiled);
        if is_private {
            self.own_id = None;
            self.self_link = None;
            if let Some(asked) = &mut self.asked {
                asked.moved_to = None;
            }
        }
    }
}

impl KnownLine {
    /// As anybody may read it: the address of the feed may have become a secret since the last run.
    fn publish(&mut self, shown: &Shown<'_>) {
        if shown.is_private(&self.id) {
            self.known.url = None;
        }
        self.id = veiled(&self.id);
    }
}

impl ChangeLine {
    /// As [`KnownLine::publish`].
    fn publish(&mut self, shown: &Shown<'_>) {
        let Some(id) = &mut self.feed else {
            return;
        };
        if shown.is_private(id) {
            self.record.url = None;
            let is_address = |before: &String| before.contains("://");
            self.record.before = self
                .record
                .before
                .take()
                .filter(|before| !is_address(before));
        }
        *id = veiled(id);
    }
}

impl Store {
    /// Writes everything remembered to `path`, or what may be published of it for a planet of the feeds `shown`; how many
    /// entries. Validators are left out: whoever reads the snapshot
    /// asks every feed once in full, and what is known is recognized. A snapshot that was there before stays until the
    /// new one is whole.
    ///
    /// # Errors
    /// The store cannot be read, or the file not be written.
    pub fn export(
        &self,
        path: &Path,
        shown: Option<&[Subscription]>,
    ) -> Result<u64, SnapshotError> {
        let failed = |source| SnapshotError::File {
            verb: "write",
            path: path.to_owned(),
            source,
        };
        // A pipe or a device cannot be replaced by a file.
        if path.exists() && !path.is_file() {
            let file = File::create(path).map_err(failed)?;
            return self.write_snapshot(file, shown, failed);
        }
        let aside = Aside::of(path).map_err(failed)?;
        let entries = self.write_snapshot(BufWriter::new(aside.file()), shown, failed)?;
        aside.into_place().map_err(failed)?;
        Ok(entries)
    }

    /// The snapshot that is published with a site of these feeds, so that a lost state comes back from there. It holds all
    /// that is remembered of them, whatever planet.toml lets pages show.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn published(&self, feeds: &[Subscription]) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        // Nothing can go wrong with memory.
        let failed = |source| SnapshotError::File {
            verb: "write",
            path: self.path.clone(),
            source,
        };
        match self.write_snapshot(&mut bytes, Some(feeds), failed) {
            Err(SnapshotError::Store(error)) => Err(error),
            _ => Ok(bytes),
        }
    }

    /// Writes everything, or everything about the feeds of a site (`shown`) for the public; how many entries.
    fn write_snapshot(
        &self,
        out: impl io::Write,
        shown: Option<&[Subscription]>,
        failed: impl Fn(io::Error) -> SnapshotError + Copy,
    ) -> Result<u64, SnapshotError> {
        let mut out = GzEncoder::new(out, Compression::default());
        let mut line = |line: &Line| {
            // Strings, numbers and options of them cannot fail to serialize.
            let json = serde_json::to_string(line).unwrap_or_default();
            out.write_all(json.as_bytes())
                .and_then(|()| out.write_all(b"\n"))
                .map_err(failed)
        };
        let read = |source| reading(&self.path, source);
        let shown = shown.map(Shown::of);
        line(&Line::Schema(SCHEMA.to_owned()))?;
        let mut entries = 0;
        for (row, mut feed) in self.export_feeds().map_err(read)? {
            if let Some(Shown(shown)) = &shown {
                let Some(is_private) = shown.get(feed.id.as_str()) else {
                    continue;
                };
                feed.publish(*is_private);
            }
            line(&Line::Feed(feed))?;
            for entry in self.entry_rows(row).map_err(read)? {
                let entry = self.export_entry(entry).map_err(read)?;
                line(&Line::Entry(entry))?;
                entries += 1;
            }
        }
        for mut kept in self.export_blogroll().map_err(read)? {
            match (&mut kept, &shown) {
                (Line::Known(line), Some(shown)) => line.publish(shown),
                (Line::Change(line), Some(shown)) => line.publish(shown),
                _ => {}
            }
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
            "SELECT feed, id, title, subtitle, home, language, self_link, icon, rights, first_read, last_success, origin,
                last_attempt, next_attempt, outcome, http_status, moved_to, problem_kind, problem, problem_since, failures,
                own_id, ttl
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
                own_id: row.get(21)?,
                ttl: row.get(22)?,
                asked: asked(row)?,
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

    fn export_entry(&self, entry: i64) -> rusqlite::Result<EntryLine> {
        let mut aliases = self
            .connection
            .prepare_cached("SELECT id FROM aliases WHERE entry = ?1 ORDER BY id")?;
        let aliases = aliases
            .query_map([entry], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        self.connection
            .prepare_cached(
                "SELECT id, link_key, text_key, hash, published, updated, first_seen, date, held, record, summary, content
                 FROM entries JOIN records USING (entry) JOIN bodies USING (entry) WHERE entry = ?1",
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
}

/// How asking a feed goes; nothing before it was asked.
fn asked(row: &Row<'_>) -> rusqlite::Result<Option<Asked>> {
    let Some(last_attempt) = row.get(12)? else {
        return Ok(None);
    };
    Ok(Some(Asked {
        last_attempt,
        next_attempt: row.get(13)?,
        outcome: row.get(14)?,
        http_status: row.get(15)?,
        moved_to: row.get(16)?,
        problem_kind: row.get(17)?,
        problem: row.get(18)?,
        problem_since: row.get(19)?,
        failures: row.get(20)?,
    }))
}
