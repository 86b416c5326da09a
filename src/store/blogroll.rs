//! The blogroll as the last run knew it, and what has changed about it since: blogs that came, went, moved, were renamed, or
//! wrote again after a long silence.
//!
//! A blog that planet.toml lists under another address is the same blog when it keeps its name, or when the old address had
//! said that it moved there: its entries stay with it, under the anchors that they had.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{OptionalExtension as _, Row, params};
use serde::{Deserialize, Serialize};
use url::Url;

use crate::{
    config::Subscription,
    feed::Timestamp,
    fetch::address::identity,
    html::characters::clean_in,
    store::{FeedState, Store, StoreError, reading, writing},
};

/// A blog that has been silent for so long is news when it writes again, in seconds.
const LONG_SILENCE: i64 = 365 * 86_400;

/// A change of the blogroll.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Its number, which grows.
    pub number: i64,
    /// When planet noticed.
    pub date: Timestamp,
    /// What it is.
    pub kind: ChangeKind,
    /// The identity of the feed; `None` for a change of the whole.
    pub feed: Option<String>,
    /// The rest, as it was then.
    pub record: ChangeRecord,
}

/// What can happen to a blogroll.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChangeKind {
    /// The planet began.
    Opened,
    /// A blog came and was read.
    Added,
    /// A blog went.
    Removed,
    /// A blog has another address.
    Moved,
    /// A blog has another name.
    Renamed,
    /// A blog wrote again after a year or more.
    Resumed,
}

/// What is remembered of a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeRecord {
    /// The name of the blog.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// The name of its page.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub slug: String,
    /// The public address of its feed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Its home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home: Option<String>,
    /// What it says of itself, as text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub subtitle: Option<String>,
    /// The name or address that it had before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// Since when it had been silent, in seconds since 1970.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<i64>,
    /// How many blogs there were.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}

/// A feed as the last run knew it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Known {
    pub(crate) name: String,
    pub(crate) url: Option<String>,
    pub(crate) newest: Option<i64>,
    pub(crate) announced: bool,
}

impl ChangeKind {
    const ALL: [Self; 6] = [
        Self::Opened,
        Self::Added,
        Self::Removed,
        Self::Moved,
        Self::Renamed,
        Self::Resumed,
    ];

    /// The word that is stored and that themes see.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Added => "added",
            Self::Removed => "removed",
            Self::Moved => "moved",
            Self::Renamed => "renamed",
            Self::Resumed => "resumed",
        }
    }

    pub(crate) fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == word)
    }
}

impl Store {
    /// Compares the blogroll with that of the last run and remembers what has changed; `states` are those of `feeds`.
    ///
    /// # Errors
    /// The store cannot be read or written.
    pub fn note_blogroll(
        &mut self,
        feeds: &[Subscription],
        states: &[FeedState],
        now: Timestamp,
    ) -> Result<(), StoreError> {
        let known = self
            .known_blogroll()
            .map_err(|source| reading(&self.path, source))?;
        let mut followed: Vec<(&Subscription, &FeedState)> = feeds.iter().zip(states).collect();
        followed.retain(|(feed, _)| feed.enabled);
        let (rows, changes) = compare(&known, &followed);
        let gone: Vec<&String> = known.keys().filter(|id| !rows.contains_key(*id)).collect();
        let is_same = changes.is_empty() && gone.is_empty() && rows == known;
        if is_same {
            return Ok(());
        }
        self.begin()?;
        let write = || {
            for id in gone {
                self.connection
                    .prepare_cached("DELETE FROM blogroll WHERE id = ?1")?
                    .execute([id])?;
            }
            for (id, row) in rows.iter().filter(|(id, row)| known.get(*id) != Some(row)) {
                self.write_known(id, row)?;
            }
            for (kind, feed, record) in &changes {
                self.write_change(now.timestamp(), *kind, feed.as_deref(), record)?;
            }
            if !changes.is_empty() {
                self.connection
                    .execute("UPDATE meta SET value = random() WHERE key = 'version'", [])?;
            }
            Ok(())
        };
        write().map_err(|source| writing(&self.path, source))?;
        self.commit()
    }

    /// The newest changes of the blogroll, newest first.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn changes(&self, limit: usize) -> Result<Vec<Change>, StoreError> {
        let limit = i64::try_from(limit).unwrap_or(i64::MAX);
        self.newest_changes(limit)
            .map_err(|source| reading(&self.path, source))
    }

    pub(crate) fn newest_changes(&self, limit: i64) -> rusqlite::Result<Vec<Change>> {
        let change = |row: &Row<'_>| {
            let kind: String = row.get(2)?;
            let record: String = row.get(4)?;
            let date = Timestamp::from_timestamp(row.get(1)?, 0);
            let (number, feed) = (row.get(0)?, row.get(3)?);
            // What a newer planet wrote is passed over.
            Ok(ChangeKind::from_word(&kind).map(|kind| Change {
                number,
                date: date.unwrap_or_default(),
                kind,
                feed,
                record: serde_json::from_str(&record).unwrap_or_default(),
            }))
        };
        self.connection
            .prepare_cached(
                "SELECT change, date, kind, feed, record FROM changes ORDER BY change DESC LIMIT ?1",
            )?
            .query_map([limit], change)?
            .filter_map(Result::transpose)
            .collect()
    }

    /// Gives feeds that planet.toml lists under another address the entries that they had under the old one.
    pub(crate) fn follow_moves(&self, feeds: &[Subscription]) -> rusqlite::Result<()> {
        let ids: HashSet<&str> = feeds.iter().map(|feed| feed.id.as_str()).collect();
        let known = self.known_blogroll()?.into_iter();
        let mut orphans: BTreeMap<String, Known> =
            known.filter(|(id, _)| !ids.contains(id.as_str())).collect();
        if orphans.is_empty() {
            return Ok(());
        }
        let mut moved_to: HashMap<String, Vec<String>> = HashMap::new();
        for id in orphans.keys() {
            let target: Option<Option<String>> = self
                .connection
                .prepare_cached("SELECT moved_to FROM feeds WHERE id = ?1")?
                .query_row([id], |row| row.get(0))
                .optional()?;
            let target = target.flatten().and_then(|url| Url::parse(&url).ok());
            if let Some(url) = target {
                moved_to.entry(identity(&url)).or_default().push(id.clone());
            }
        }
        for feed in feeds {
            let is_known = self
                .connection
                .prepare_cached("SELECT EXISTS (SELECT 1 FROM feeds WHERE id = ?1)")?
                .query_row([&feed.id], |row| row.get(0))?;
            let by_name = || {
                let name = feed.name.to_lowercase();
                let found = orphans
                    .iter()
                    .find(|(_, known)| known.name.to_lowercase() == name);
                found.map(|(id, _)| id.clone())
            };
            // A name is the maintainer's word. Where a feed has moved is what it says itself, and anybody can say so: of several
            // that say it nobody can tell whose the address is.
            let by_move = || match moved_to.get(&feed.id).map(Vec::as_slice) {
                Some([id]) => orphans.contains_key(id).then(|| id.clone()),
                _ => None,
            };
            let old = if is_known {
                None
            } else {
                by_name().or_else(by_move)
            };
            if let Some(old) = old {
                orphans.remove(&old);
                // Its days have other posts now than they would have without it.
                let row: Option<i64> = self
                    .connection
                    .prepare_cached("SELECT feed FROM feeds WHERE id = ?1")?
                    .query_row([&old], |row| row.get(0))
                    .optional()?;
                if let Some(row) = row {
                    self.touch(row)?;
                    self.touch_days_of(row)?;
                }
                for sql in [
                    "UPDATE feeds SET origin = coalesce(origin, id), id = ?2, moved_to = NULL WHERE id = ?1",
                    "UPDATE blogroll SET id = ?2 WHERE id = ?1",
                ] {
                    self.connection
                        .prepare_cached(sql)?
                        .execute([&old, &feed.id])?;
                }
            }
        }
        Ok(())
    }

    pub(crate) fn known_blogroll(&self) -> rusqlite::Result<HashMap<String, Known>> {
        self.connection
            .prepare_cached("SELECT id, name, url, newest, announced FROM blogroll")?
            .query_map([], |row| {
                let known = Known {
                    name: row.get(1)?,
                    url: row.get(2)?,
                    newest: row.get(3)?,
                    announced: row.get(4)?,
                };
                Ok((row.get(0)?, known))
            })?
            .collect()
    }

    pub(crate) fn write_known(&self, id: &str, known: &Known) -> rusqlite::Result<()> {
        self.connection
            .prepare_cached(
                "INSERT OR REPLACE INTO blogroll (id, name, url, newest, announced) VALUES (?1, ?2, ?3, ?4, ?5)",
            )?
            .execute(params![id, known.name, known.url, known.newest, known.announced])?;
        Ok(())
    }

    pub(crate) fn write_change(
        &self,
        date: i64,
        kind: ChangeKind,
        feed: Option<&str>,
        record: &ChangeRecord,
    ) -> rusqlite::Result<()> {
        let mut record = record.clone();
        let texts = [&mut record.subtitle, &mut record.before];
        let texts = texts.into_iter().flatten().chain([&mut record.name]);
        // What was known of a blog may be of a snapshot, which anybody may have made.
        texts.for_each(clean_in);
        // Strings and numbers cannot fail to serialize.
        let record = serde_json::to_string(&record).unwrap_or_default();
        self.connection
            .prepare_cached(
                "INSERT INTO changes (date, kind, feed, record) VALUES (?1, ?2, ?3, ?4)",
            )?
            .execute(params![date, kind.as_str(), feed, record])?;
        Ok(())
    }
}

type News = (ChangeKind, Option<String>, ChangeRecord);

/// What is to be remembered of each feed from now on, and what has changed, in the order of the blogroll.
fn compare(
    known: &HashMap<String, Known>,
    followed: &[(&Subscription, &FeedState)],
) -> (HashMap<String, Known>, Vec<News>) {
    let opens = known.is_empty() && !followed.is_empty();
    let mut rows = HashMap::new();
    let mut changes: Vec<News> = Vec::new();
    if opens {
        let record = ChangeRecord {
            count: Some(followed.len()),
            ..ChangeRecord::default()
        };
        changes.push((ChangeKind::Opened, None, record));
    }
    for (feed, state) in followed {
        let before = known.get(&feed.id);
        let was_announced = before.is_some_and(|before| before.announced);
        let row = Known {
            name: feed.name.clone(),
            url: feed.public_url.clone(),
            newest: state
                .newest
                .map(|date| date.timestamp())
                .max(before.and_then(|b| b.newest)),
            // A blog that has never been read is no news yet.
            announced: opens || was_announced || state.first_read.is_some(),
        };
        let mut tell = |kind, add: ChangeRecord| {
            let record = ChangeRecord {
                name: feed.name.clone(),
                slug: feed.slug.clone(),
                url: feed.public_url.clone(),
                home: feed.home.clone().or_else(|| state.home.clone()),
                subtitle: state.subtitle.clone().filter(|text| !text.is_empty()),
                ..add
            };
            changes.push((kind, Some(feed.id.clone()), record));
        };
        match before {
            Some(before) if before.announced => {
                if before.name != row.name {
                    tell(ChangeKind::Renamed, was(&before.name));
                }
                if let (Some(old), Some(new)) = (&before.url, &row.url)
                    && place(old) != place(new)
                {
                    tell(ChangeKind::Moved, was(old));
                }
                if let (Some(old), Some(new)) = (before.newest, row.newest)
                    && new - old > LONG_SILENCE
                {
                    let add = ChangeRecord {
                        silent_since: Some(old),
                        ..ChangeRecord::default()
                    };
                    tell(ChangeKind::Resumed, add);
                }
            }
            _ if row.announced && !opens => tell(ChangeKind::Added, ChangeRecord::default()),
            _ => {}
        }
        rows.insert(feed.id.clone(), row);
    }
    let mut gone: Vec<(&String, &Known)> = known
        .iter()
        .filter(|(id, row)| row.announced && !rows.contains_key(*id))
        .collect();
    gone.sort_by_key(|(id, _)| *id);
    for (id, row) in gone {
        let record = ChangeRecord {
            name: row.name.clone(),
            url: row.url.clone(),
            ..ChangeRecord::default()
        };
        changes.push((ChangeKind::Removed, Some(id.clone()), record));
    }
    (rows, changes)
}

fn was(before: &str) -> ChangeRecord {
    ChangeRecord {
        before: Some(before.to_owned()),
        ..ChangeRecord::default()
    }
}

/// An address without what does not make it another one.
fn place(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| identity(&url))
}
