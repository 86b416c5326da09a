//! Finds the stored entry that an entry of a document is, also when its site has given it another id.

use std::collections::{HashMap, HashSet, hash_map::Entry};

use rusqlite::{OptionalExtension as _, params};

use crate::store::{Prepared, Store, StoreError, prepare::PreparedEntry, reading};

/// How many of a feed's newest entries are looked at to find one that came back under a new id: twice as many as are read of a
/// document.
const ALIAS_SEARCH: i64 = 10_000;

/// A stored entry, as far as a merge compares it.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub(crate) entry: i64,
    pub(crate) id: String,
    pub(crate) hash: i64,
    pub(crate) published: Option<i64>,
    pub(crate) first_seen: i64,
    pub(crate) date: i64,
    pub(crate) held: Option<String>,
}

/// What [`found`] reads, and the two by which [`Finder::load`] chooses.
const FOUND: &str =
    "SELECT entry, id, hash, published, first_seen, date, held, link_key, text_key FROM entries ";

fn found(row: &rusqlite::Row<'_>) -> rusqlite::Result<Found> {
    Ok(Found {
        entry: row.get(0)?,
        id: row.get(1)?,
        hash: row.get(2)?,
        published: row.get(3)?,
        first_seen: row.get(4)?,
        date: row.get(5)?,
        held: row.get(6)?,
    })
}

impl Store {
    /// How many entries of the document are remembered of the feed in this row.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn count_known(&self, feed: i64, document: &Prepared) -> Result<usize, StoreError> {
        let mut finder = Finder::new(self, feed, document);
        let mut known = 0;
        for entry in &document.entries {
            let found = finder
                .find(entry)
                .map_err(|source| reading(&self.path, source))?;
            known += usize::from(found.is_some());
        }
        Ok(known)
    }
}

/// Finds the stored entry that an entry of a document is.
pub(crate) struct Finder<'a> {
    store: &'a Store,
    feed: i64,
    document: &'a Prepared,
    /// The ids of the document: what has one of them is no other entry of it.
    ids: HashSet<&'a str>,
    /// Loaded when the first entry with an unknown id turns up.
    history: Option<History>,
}

/// Those of the feed's newest entries that an entry of the document with an unknown id may be: their ids are not in it, but
/// their link or text is.
#[derive(Default)]
struct History {
    by_link: HashMap<i64, Found>,
    by_text: HashMap<i64, Found>,
    /// Links that more than one of them has: they tell nothing.
    shared_links: HashSet<i64>,
}

impl<'a> Finder<'a> {
    /// A finder among the entries of one feed.
    pub(crate) fn new(store: &'a Store, feed: i64, document: &'a Prepared) -> Self {
        Self {
            store,
            feed,
            document,
            ids: document
                .entries
                .iter()
                .map(|entry| entry.id.as_str())
                .collect(),
            history: None,
        }
    }

    /// The stored entry that has this id or has had it, else the one with the same permalink, else the one with the same
    /// title and content, unless the document holds that one, too.
    pub(crate) fn find(&mut self, entry: &PreparedEntry) -> rusqlite::Result<Option<Found>> {
        let connection = &self.store.connection;
        let same_id = connection
            .prepare_cached(&format!("{FOUND} WHERE feed = ?1 AND id = ?2"))?
            .query_row(params![self.feed, entry.id], found)
            .optional()?;
        if same_id.is_some() {
            return Ok(same_id);
        }
        let alias = connection
            .prepare_cached(&format!(
                "{FOUND} WHERE entry = (SELECT entry FROM aliases WHERE feed = ?1 AND id = ?2)"
            ))?
            .query_row(params![self.feed, entry.id], found)
            .optional()?;
        if let Some(known) = alias.filter(|known| !self.ids.contains(known.id.as_str())) {
            return Ok(Some(known));
        }
        if self.history.is_none() {
            self.history = Some(self.load()?);
        }
        let Some(history) = &self.history else {
            return Ok(None);
        };
        let by_link = entry
            .link_key
            .filter(|link| !history.shared_links.contains(link))
            .and_then(|link| history.by_link.get(&link));
        Ok(by_link
            .or_else(|| history.by_text.get(&entry.text_key))
            .cloned())
    }

    fn load(&self) -> rusqlite::Result<History> {
        let entries = &self.document.entries;
        let links: HashSet<i64> = entries.iter().filter_map(|entry| entry.link_key).collect();
        let texts: HashSet<i64> = entries.iter().map(|entry| entry.text_key).collect();
        let mut history = History::default();
        let mut statement = self.store.connection.prepare_cached(&format!(
            "{FOUND} WHERE feed = ?1 ORDER BY date DESC, entry DESC LIMIT ?2"
        ))?;
        let mut rows = statement.query(params![self.feed, ALIAS_SEARCH])?;
        while let Some(row) = rows.next()? {
            // Of a feed with many entries nearly all cost no more than a look at these two numbers.
            let link: Option<i64> = row.get(7)?;
            let link = link.filter(|link| links.contains(link));
            let text: i64 = row.get(8)?;
            if link.is_none() && !texts.contains(&text) {
                continue;
            }
            let found = found(row)?;
            if self.ids.contains(found.id.as_str()) {
                continue;
            }
            match link.map(|link| (link, history.by_link.entry(link))) {
                Some((_, Entry::Vacant(place))) => {
                    place.insert(found.clone());
                }
                Some((link, Entry::Occupied(_))) => {
                    history.shared_links.insert(link);
                }
                None => {}
            }
            history.by_text.entry(text).or_insert(found);
        }
        Ok(history)
    }
}
