//! What pages ask the store: heads in river order, one feed's heads, copies of a post in other feeds, and bodies.

use std::{collections::BTreeMap, ops::ControlFlow};

use rusqlite::{Connection, OptionalExtension as _, Row};

use crate::{
    feed::{Category, Enclosure, Person, Text, Timestamp},
    store::{
        Store, StoreError, reading,
        record::{Record, StoredText},
    },
};

/// The head of a stored entry: what decides where it goes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// Its row.
    pub entry: i64,
    /// The row of its feed.
    pub feed: i64,
    /// Its id within its feed.
    pub id: String,
    /// The number of its canonical link.
    pub link_key: Option<i64>,
    /// What the feed says.
    pub published: Option<Timestamp>,
    /// What the feed says.
    pub updated: Option<Timestamp>,
    /// The river date, or for a held entry the date on its feed's own page.
    pub date: Timestamp,
    /// When planet first saw it.
    pub first_seen: Timestamp,
    /// Why it is off the river.
    pub held: Option<String>,
    /// Another number when what the feed says of it changes.
    pub hash: i64,
}

/// The body of a stored entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Body {
    /// Title.
    pub title: Option<Text>,
    /// Permalink.
    pub permalink: Option<String>,
    /// The first words as text.
    pub excerpt: String,
    /// Summary; only when asked for.
    pub summary: Option<Text>,
    /// Content; only when asked for.
    pub content: Option<Text>,
    /// Authors.
    pub authors: Vec<Person>,
    /// Categories.
    pub categories: Vec<Category>,
    /// Enclosures.
    pub enclosures: Vec<Enclosure>,
    /// Thumbnail.
    pub thumbnail: Option<String>,
    /// Comments page.
    pub comments: Option<String>,
    /// Rights.
    pub rights: Option<Text>,
    /// Language tag.
    pub language: Option<String>,
    /// Title and home page of the feed it was taken from.
    pub source: Option<(Option<Text>, Option<String>)>,
}

pub(crate) const HEAD: &str =
    "entry, entries.feed, entries.id, link_key, published, updated, date, held, hash, first_seen";

/// The body that is shown of an entry: what programs made of it, else what its feed says.
const BODY: &str = "SELECT coalesce(filtered.record, records.record),
        iif(filtered.record IS NULL, bodies.summary, filtered.summary),
        iif(filtered.record IS NULL, bodies.content, filtered.content)
    FROM records JOIN bodies USING (entry) LEFT JOIN filtered USING (entry) WHERE entry = ?1";
const RECORD: &str = "SELECT coalesce(filtered.record, records.record)
    FROM records LEFT JOIN filtered USING (entry) WHERE entry = ?1";

/// Which entries the archive shows; as the index has it.
const ARCHIVED: &str = "(held IS NULL OR held = 'new-feed')";

impl Store {
    /// Visits the heads of all entries that may be in the river, newest first, until `visit` breaks off. Entries of one
    /// second are ordered by feed and then as in their feed, so that the order depends on nothing but their feeds.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn river(&self, visit: impl FnMut(Head) -> ControlFlow<()>) -> Result<(), StoreError> {
        self.visit(
            &format!(
                "SELECT {HEAD} FROM entries INDEXED BY entries_archive CROSS JOIN feeds ON feeds.feed = entries.feed
                 WHERE {ARCHIVED} AND held IS NULL ORDER BY date DESC, feeds.id, entry DESC"
            ),
            &[],
            visit,
        )
    }

    /// The entries with this canonical link that may be in the river.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn copies(&self, link_key: i64) -> Result<Vec<Head>, StoreError> {
        self.list(
            &format!("SELECT {HEAD} FROM entries WHERE link_key = ?1 AND held IS NULL"),
            &[&link_key],
        )
    }

    /// The newest entries of one feed that may be in the river.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn in_river_of(&self, feed: i64, limit: usize) -> Result<Vec<Head>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.list(
            &format!(
                "SELECT {HEAD} FROM entries WHERE feed = ?1 AND held IS NULL ORDER BY date DESC, entry DESC LIMIT ?2"
            ),
            &[&feed, &limit],
        )
    }

    /// The entries of one feed since a moment that are held off the river, newest first, and all that are dated ahead.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn held_of(&self, feed: i64, since: Timestamp) -> Result<Vec<Head>, StoreError> {
        self.list(
            &format!(
                "SELECT {HEAD} FROM entries WHERE feed = ?1 AND held IS NOT NULL AND (date >= ?2 OR held = 'future')
                 ORDER BY date DESC, entry DESC"
            ),
            &[&feed, &since.timestamp()],
        )
    }

    /// The newest entries of one feed, also those that are held.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn newest_of(&self, feed: i64, limit: usize) -> Result<Vec<Head>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.list(
            &format!(
                "SELECT {HEAD} FROM entries WHERE feed = ?1 ORDER BY date DESC, entry DESC LIMIT ?2"
            ),
            &[&feed, &limit],
        )
    }

    /// Visits the heads of the entries of one feed in a time, newest first, also those that are held, until `visit` breaks off:
    /// `from` is part of it, `to` is not.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn of_feed(
        &self,
        feed: i64,
        from: Timestamp,
        to: Timestamp,
        visit: impl FnMut(Head) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.visit(
            &format!(
                "SELECT {HEAD} FROM entries WHERE feed = ?1 AND date >= ?2 AND date < ?3 ORDER BY date DESC, entry DESC"
            ),
            &[&feed, &from.timestamp(), &to.timestamp()],
            visit,
        )
    }

    /// How many entries [`Store::of_feed`] would give; much cheaper.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn count_of_feed(
        &self,
        feed: i64,
        from: Timestamp,
        to: Timestamp,
    ) -> Result<usize, StoreError> {
        let read = || -> rusqlite::Result<i64> {
            let mut statement = self.connection.prepare_cached(
                "SELECT count(*) FROM entries WHERE feed = ?1 AND date >= ?2 AND date < ?3",
            )?;
            statement.query_row((feed, from.timestamp(), to.timestamp()), |row| row.get(0))
        };
        let count = read().map_err(|source| reading(&self.path, source))?;
        Ok(usize::try_from(count).unwrap_or_default())
    }

    /// The date of the newest entry of one feed before a moment, also of those that are held.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn newest_before(
        &self,
        feed: i64,
        before: Timestamp,
    ) -> Result<Option<Timestamp>, StoreError> {
        let read = || {
            let mut statement = self
                .connection
                .prepare_cached("SELECT max(date) FROM entries WHERE feed = ?1 AND date < ?2")?;
            statement.query_row((feed, before.timestamp()), |row| row.get(0))
        };
        let newest: Option<i64> = read().map_err(|source| reading(&self.path, source))?;
        Ok(newest.and_then(|seconds| Timestamp::from_timestamp(seconds, 0)))
    }

    /// The days (UTC, days since 1970) that have entries, each with a number that changes with every change of one of them.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn days(&self) -> Result<BTreeMap<i64, i64>, StoreError> {
        let read = || {
            self.connection
                .prepare_cached("SELECT day, version FROM days")?
                .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
                .collect::<rusqlite::Result<_>>()
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// The entries of a time that the archive shows, newest first, in the order of the river: `from` is part of it, `to` is
    /// not.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn archived(&self, from: Timestamp, to: Timestamp) -> Result<Vec<Head>, StoreError> {
        self.list(
            &format!(
                "SELECT {HEAD} FROM entries INDEXED BY entries_archive CROSS JOIN feeds ON feeds.feed = entries.feed
                 WHERE {ARCHIVED} AND date >= ?1 AND date < ?2 ORDER BY date DESC, feeds.id, entry DESC"
            ),
            &[&from.timestamp(), &to.timestamp()],
        )
    }

    /// Visits the entries that the archive shows, as [`Store::archived`] orders them, until the visitor has seen enough.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn newest_archived(
        &self,
        visit: impl FnMut(Head) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        self.visit(
            &format!(
                "SELECT {HEAD} FROM entries INDEXED BY entries_archive CROSS JOIN feeds ON feeds.feed = entries.feed
                 WHERE {ARCHIVED} ORDER BY date DESC, feeds.id, entry DESC"
            ),
            &[],
            visit,
        )
    }

    /// The categories of an entry; cheaper than its outline.
    ///
    /// # Errors
    /// The store cannot be read, or has a head without a body.
    pub fn categories(&self, entry: i64) -> Result<Vec<Category>, StoreError> {
        #[derive(Default, serde::Deserialize)]
        #[serde(default)]
        struct Categories {
            categories: Vec<Category>,
        }
        let read = || {
            self.connection
                .prepare_cached(RECORD)?
                .query_row([entry], |row| {
                    let record: Option<Categories> =
                        serde_json::from_str(row.get_ref(0)?.as_str()?).ok();
                    Ok(record)
                })
                .optional()
        };
        let record = read().map_err(|source| reading(&self.path, source))?;
        record
            .flatten()
            .map(|record| record.categories)
            .ok_or_else(|| StoreError::Damaged {
                path: self.path.clone(),
            })
    }

    pub(crate) fn list(
        &self,
        sql: &str,
        parameters: &[&dyn rusqlite::ToSql],
    ) -> Result<Vec<Head>, StoreError> {
        let mut heads = Vec::new();
        self.visit(sql, parameters, |head| {
            heads.push(head);
            ControlFlow::Continue(())
        })?;
        Ok(heads)
    }

    fn visit(
        &self,
        sql: &str,
        parameters: &[&dyn rusqlite::ToSql],
        mut visit: impl FnMut(Head) -> ControlFlow<()>,
    ) -> Result<(), StoreError> {
        let mut read = || {
            let mut statement = self.connection.prepare_cached(sql)?;
            for head in statement.query_map(parameters, head)? {
                if visit(head?).is_break() {
                    break;
                }
            }
            Ok(())
        };
        read().map_err(|source| reading(&self.path, source))
    }

    /// The whole body of an entry.
    ///
    /// # Errors
    /// The store cannot be read, or has a head without a body.
    pub fn body(&self, entry: i64) -> Result<Body, StoreError> {
        self.read_body(BODY, entry, |row| {
            Ok((row.get(0)?, row.get(1)?, row.get(2)?))
        })
    }

    /// The body of an entry without summary and content; cheap however long they are.
    ///
    /// # Errors
    /// The store cannot be read, or has a head without a body.
    pub fn outline(&self, entry: i64) -> Result<Body, StoreError> {
        self.read_body(RECORD, entry, |row| Ok((row.get(0)?, None, None)))
    }

    /// The whole body of an entry as its feed has it, whatever programs made of it.
    ///
    /// # Errors
    /// The store cannot be read, or has a head without a body.
    pub fn said(&self, entry: i64) -> Result<Body, StoreError> {
        self.read_body(
            "SELECT record, summary, content FROM records JOIN bodies USING (entry) WHERE entry = ?1",
            entry,
            |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)),
        )
    }

    fn read_body(
        &self,
        sql: &str,
        entry: i64,
        columns: impl FnOnce(&Row<'_>) -> rusqlite::Result<(String, Option<String>, Option<String>)>,
    ) -> Result<Body, StoreError> {
        let connection: &Connection = &self.connection;
        let read = || {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([entry], columns).optional()
        };
        let columns = read().map_err(|source| reading(&self.path, source))?;
        // Heads and bodies are written together, so one without the other is damage that SQLite has not noticed. A site
        // of empty posts would be worse than the one that is there.
        columns
            .and_then(|(record, summary, content)| body(&record, summary, content))
            .ok_or_else(|| StoreError::Damaged {
                path: self.path.clone(),
            })
    }
}

fn head(row: &Row<'_>) -> rusqlite::Result<Head> {
    let date =
        |seconds: Option<i64>| seconds.and_then(|seconds| Timestamp::from_timestamp(seconds, 0));
    Ok(Head {
        entry: row.get(0)?,
        feed: row.get(1)?,
        id: row.get(2)?,
        link_key: row.get(3)?,
        published: date(row.get(4)?),
        updated: date(row.get(5)?),
        date: date(row.get(6)?).unwrap_or_default(),
        held: row.get(7)?,
        hash: row.get(8)?,
        first_seen: date(row.get(9)?).unwrap_or_default(),
    })
}

fn body(record: &str, summary: Option<String>, content: Option<String>) -> Option<Body> {
    let record: Record = serde_json::from_str(record).ok()?;
    Some(Body {
        title: record.title.map(StoredText::text),
        permalink: record.permalink,
        excerpt: record.excerpt,
        summary: summary
            .zip(record.summary)
            .map(|(value, shape)| shape.text(value)),
        content: content
            .zip(record.content)
            .map(|(value, shape)| shape.text(value)),
        authors: record.authors,
        categories: record.categories,
        enclosures: record.enclosures,
        thumbnail: record.thumbnail,
        comments: record.comments,
        rights: record.rights.map(StoredText::text),
        language: record.language,
        source: record
            .source
            .map(|source| (source.title.map(StoredText::text), source.link)),
    })
}
