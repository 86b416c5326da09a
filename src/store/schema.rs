//! The tables, and what brings older files to their present form.

use std::{path::Path, time::Duration};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use crate::store::{StoreError, reading, writing};

/// The format that this program writes, in `user_version`.
const VERSION: i64 = 7;

/// Each step brings a file from the version of its index to the next one.
const MIGRATIONS: [&str; 7] = [
    r"
    CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
    -- Another number after every change that a page could show. Drawn and not counted, so that a store that was restored
    -- from a copy never comes to a number that stood for something else.
    INSERT INTO meta VALUES ('version', random());

    CREATE TABLE feeds (
        feed INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        -- the answer that the validators and the hash stand for
        location TEXT, etag TEXT, last_modified TEXT, validators_url TEXT, body_hash BLOB,
        -- what the feed says of itself
        own_id TEXT, title TEXT, subtitle TEXT, home TEXT, language TEXT, self_link TEXT, icon TEXT, rights TEXT,
        -- how asking it goes
        outcome TEXT, http_status INTEGER, moved_to TEXT,
        problem_kind TEXT, problem TEXT, problem_since INTEGER,
        ttl INTEGER, first_read INTEGER, last_success INTEGER, last_attempt INTEGER, next_attempt INTEGER,
        failures INTEGER NOT NULL DEFAULT 0, milliseconds INTEGER NOT NULL DEFAULT 0,
        -- its entries, counted here so that no page has to
        stored INTEGER NOT NULL DEFAULT 0, newest INTEGER,
        held_undated INTEGER NOT NULL DEFAULT 0, held_future INTEGER NOT NULL DEFAULT 0,
        held_restamped INTEGER NOT NULL DEFAULT 0, held_new_feed INTEGER NOT NULL DEFAULT 0,
        -- as `version`, for this feed
        version INTEGER NOT NULL DEFAULT (random())
    );

    -- Heads. `date` orders: the river date, or for a held entry what its own page shows.
    CREATE TABLE entries (
        entry INTEGER PRIMARY KEY,
        feed INTEGER NOT NULL,
        id TEXT NOT NULL,
        link_key INTEGER,
        text_key INTEGER NOT NULL,
        hash INTEGER NOT NULL,
        published INTEGER, updated INTEGER, first_seen INTEGER NOT NULL,
        date INTEGER NOT NULL,
        held TEXT
    );
    CREATE UNIQUE INDEX entries_id ON entries (feed, id);
    CREATE INDEX entries_river ON entries (date) WHERE held IS NULL;
    CREATE INDEX entries_feed ON entries (feed, date);
    CREATE INDEX entries_link ON entries (link_key) WHERE link_key IS NOT NULL;
    CREATE INDEX entries_future ON entries (coalesce(published, updated)) WHERE held = 'future';

    -- Other ids under which an entry has been seen.
    CREATE TABLE aliases (
        feed INTEGER NOT NULL, id TEXT NOT NULL, entry INTEGER NOT NULL,
        PRIMARY KEY (feed, id)
    ) WITHOUT ROWID;

    -- Apart from the heads, and in this order, so that titles are read without touching the pages of the content.
    CREATE TABLE bodies (entry INTEGER PRIMARY KEY, record TEXT NOT NULL, summary TEXT, content TEXT);
",
    r"
    -- The archive shows what the river would have shown, too; `held` is in the index so that the river passes over the rest
    -- without looking at it.
    DROP INDEX entries_river;
    CREATE INDEX entries_archive ON entries (date, held) WHERE held IS NULL OR held = 'new-feed';

    -- Days (UTC, days since 1970) that have entries, each with another number after every change of one of them.
    CREATE TABLE days (day INTEGER PRIMARY KEY, version INTEGER NOT NULL);
    -- What anchors are made of: the first id of a feed that has moved.
    ALTER TABLE feeds ADD COLUMN origin TEXT;

    -- The blogroll as the last run knew it, with the date of each feed's newest entry, and all that has changed about it.
    CREATE TABLE blogroll (
        id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT, newest INTEGER, announced INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE changes (
        change INTEGER PRIMARY KEY, date INTEGER NOT NULL, kind TEXT NOT NULL, feed TEXT, record TEXT NOT NULL
    );

    INSERT INTO days SELECT (date - (date % 86400 + 86400) % 86400) / 86400 AS day, random() FROM entries GROUP BY day;
",
    r"
    -- The issues of the digest, by the names of their weeks or months, as they were when these were over. `frozen`: when that
    -- was done; `updated`: when readers were told last; `curation`: what the maintainer's file said; `pool`: everything that
    -- could have been chosen, packed; `issue`: what was, nothing where it was too little.
    CREATE TABLE digests (
        period TEXT PRIMARY KEY,
        frozen INTEGER NOT NULL, updated INTEGER NOT NULL,
        curation TEXT, pool BLOB, issue TEXT,
        version INTEGER NOT NULL DEFAULT (random())
    ) WITHOUT ROWID;
",
    r"
    -- What the maintainer's programs made of entries, which is shown in place of what their feeds say: not at all where it is
    -- `dropped`, as the feed has it where there is no record. `made_from`: the programs. An entry that says something else
    -- loses its row, and is not shown until it has one again.
    CREATE TABLE filtered (
        entry INTEGER PRIMARY KEY, made_from INTEGER NOT NULL, dropped INTEGER NOT NULL,
        record TEXT, summary TEXT, content TEXT
    );
    -- Another number when other programs have spoken on entries that had been shown otherwise.
    INSERT INTO meta VALUES ('filtered', 0);
    ALTER TABLE feeds ADD COLUMN filter_problem TEXT;
    ALTER TABLE feeds ADD COLUMN filter_problem_since INTEGER;
",
    r"
    -- Apart from the texts, of which a page of the file holds one or two: most lists need a title and its first words alone.
    CREATE TABLE records (entry INTEGER PRIMARY KEY, record TEXT NOT NULL);
    INSERT INTO records SELECT entry, record FROM bodies;
    ALTER TABLE bodies DROP COLUMN record;
",
    r"
    -- An entry that goes takes its other ids with it, of which its feed may have as many as it ever had posts.
    CREATE INDEX aliases_entry ON aliases (entry);
",
    r"
    -- Until when the server asked to be left alone when it was asked last.
    ALTER TABLE feeds ADD COLUMN retry_after INTEGER;
",
];

/// Sets the connection up and brings the file to the present form, all at once: whatever kills a run, no other program finds
/// a form between two.
pub(crate) fn prepare(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    settings(connection).map_err(|source| reading(path, source))?;
    if check(connection, path)? == VERSION {
        return Ok(());
    }
    let write = |sql: &str| {
        connection
            .execute_batch(sql)
            .map_err(|source| writing(path, source))
    };
    write("BEGIN IMMEDIATE")?;
    // While this waited for its turn, another run may have done it.
    let found = check(connection, path)?;
    for (_, step) in (0..).zip(MIGRATIONS).skip_while(|(from, _)| *from < found) {
        write(step).map_err(|error| contradiction(error, path))?;
    }
    write(&format!("PRAGMA user_version = {VERSION}; COMMIT"))
}

/// A step that fails finds other tables than those of the version that the file says it has.
fn contradiction(error: StoreError, path: &Path) -> StoreError {
    match error {
        StoreError::Sqlite {
            source: rusqlite::Error::SqliteFailure(failure, _),
            ..
        } if failure.extended_code == SQLITE_ERROR => StoreError::Damaged {
            path: path.to_owned(),
        },
        other => other,
    }
}

/// What `SQLite` calls an error that has no name of its own, such as a table that exists already.
const SQLITE_ERROR: i32 = 1;

/// The version of the file, if this program can read it.
pub(crate) fn check(connection: &Connection, path: &Path) -> Result<i64, StoreError> {
    let found: i64 = connection
        .query_row("SELECT user_version FROM pragma_user_version", [], |row| {
            row.get(0)
        })
        .map_err(|source| reading(path, source))?;
    if found > VERSION {
        return Err(StoreError::Newer {
            path: path.to_owned(),
            found,
            known: VERSION,
        });
    }
    Ok(found)
}

/// Whether the file has the tables that this program makes, and `SQLite` finds nothing wrong with it.
pub(super) fn is_whole(path: &Path) -> bool {
    let tables = |connection: &Connection| -> rusqlite::Result<Vec<Option<String>>> {
        connection
            .prepare("SELECT sql FROM sqlite_schema ORDER BY type, name")?
            .query_map([], |row| row.get(0))?
            .collect()
    };
    let look = || -> rusqlite::Result<bool> {
        let made = Connection::open_in_memory()?;
        MIGRATIONS
            .iter()
            .try_for_each(|step| made.execute_batch(step))?;
        let there = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
        let found: String = there.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
        Ok(found == "ok" && tables(&there)? == tables(&made)?)
    };
    look().unwrap_or(false)
}

fn settings(connection: &Connection) -> rusqlite::Result<()> {
    connection.busy_timeout(Duration::from_secs(10))?;
    // Or SQLite plans a statement anew for other values, which costs as much as to run it.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    // A rollback journal with full syncs: a store in WAL mode could not even be opened on a full disk. No mmap: it
    // would count as memory of ours, as more cache would, which hardly saves time. 8 KiB pages hold
    // most posts without a chain of overflow pages.
    connection.execute_batch(
        "PRAGMA page_size = 8192; PRAGMA journal_mode = DELETE; PRAGMA synchronous = FULL;
         PRAGMA mmap_size = 0; PRAGMA cache_size = -4000; PRAGMA temp_store = MEMORY;",
    )?;
    connection.set_prepared_statement_cache_capacity(32);
    Ok(())
}

#[cfg(test)]
mod tests {
    use rusqlite::Connection;

    use crate::store::{SetAside, Store};

    #[test]
    fn a_store_is_not_set_aside_for_a_mistake_of_ours() {
        let folder = tempfile::tempdir().unwrap();
        let mistake = || {
            let store = Store::open(folder.path()).unwrap();
            store.list("SELECT nothing FROM nowhere", &[]).unwrap_err()
        };
        let error = mistake();
        assert!(error.is_damage());
        assert!(Store::give_up(folder.path(), error).is_err());
        assert!(Store::file(folder.path()).exists());

        let error = mistake();
        let connection = Connection::open(Store::file(folder.path())).unwrap();
        connection.execute("DROP TABLE filtered", []).unwrap();
        drop(connection);
        let SetAside::Damaged(place) = Store::give_up(folder.path(), error).unwrap() else {
            unreachable!("it can be written");
        };
        assert!(place.exists() && !Store::file(folder.path()).exists());
    }
}
