//! What lies beside the store's file, and what `SQLite` takes for a part of it whosever it is: the journal of a run that was
//! killed, which takes back what that run left half done; or that of another store, which would overwrite this one.

use std::{
    fs::{self, File},
    io::{self, Read as _, Seek as _, SeekFrom},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::store::{
    SetAside, StoreError,
    aside::{self, beside, journal},
};

/// What `SQLite` looks for beside a file.
const ENDS: [&str; 3] = [JOURNAL, "-wal", "-shm"];

const JOURNAL: &str = "-journal";

/// Whether anything lies there: of a run that is at work, or was killed, or of another store.
pub(super) fn is_any(path: &Path) -> bool {
    let path = real(path);
    let mut names = ENDS.iter().map(|end| beside(&path, end));
    names.any(|name| fs::symlink_metadata(name).is_ok())
}

/// Sets aside what is no part of the file. Nobody else may be at work: what lies there would be theirs.
pub(super) fn settle(path: &Path, set_aside: &mut Vec<SetAside>) -> Result<(), StoreError> {
    let path = real(path);
    // What is no file is set aside itself, and not read: a pipe has no end.
    if path.exists() && !path.is_file() {
        return Ok(());
    }
    for end in ENDS {
        let beside = beside(&path, end);
        if fs::symlink_metadata(&beside).is_ok_and(|found| is_stray(&path, end, &found)) {
            set_aside.push(aside::stray(&beside)?);
        }
    }
    Ok(())
}

/// `SQLite` has them beside the file that a link leads to.
fn real(path: &Path) -> PathBuf {
    let target = path.is_symlink().then(|| path.canonicalize().ok());
    target.flatten().unwrap_or_else(|| path.to_owned())
}

fn is_stray(path: &Path, end: &str, found: &fs::Metadata) -> bool {
    if !found.is_file() {
        return true;
    }
    if end != JOURNAL {
        // planet has none; somebody's tool may have brought the file to a mode in which it has.
        return !is_in_wal_mode(path);
    }
    // Where no copy can be made, `SQLite` does what it always did: a run that was killed stops no planet.
    let damages = || Ok::<_, io::Error>(!is_sound(path, true)? && is_sound(path, false)?);
    found.len() > 0 && damages().unwrap_or(false)
}

/// Whether a copy of the file is sound, `undone` by a copy of its journal or as it is. That checks every row, which may take a while,
/// but is only needed after a run was killed.
fn is_sound(path: &Path, undone: bool) -> io::Result<bool> {
    let trial = Trial::begin(path)?;
    let copy = trial.folder.join("store");
    // The file first: should somebody's tool be at work all the same, what it has changed so far is in the journal.
    take(path, &copy)?;
    if undone {
        take(&journal(path), &journal(&copy))?;
    }
    let before = changes(&copy)?;
    let check = || -> rusqlite::Result<bool> {
        let copy = Connection::open(&copy)?;
        let found: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
        Ok(found == "ok")
    };
    // A journal takes back one transaction; that of an older or younger state of the store is sound, too, where it has every page.
    Ok(check().unwrap_or(false) && before.wrapping_sub(changes(&copy)?) <= 1)
}

/// A copy that can be written, and that nobody may read who may not read the file.
fn take(path: &Path, copy: &Path) -> io::Result<()> {
    fs::copy(path, copy)?;
    aside::make_writable(&File::open(copy)?)
}

/// A folder for copies to try things on, which goes with this.
struct Trial {
    folder: PathBuf,
}

impl Trial {
    fn begin(path: &Path) -> io::Result<Self> {
        let folder = path.with_added_extension("trial");
        let trial = Self { folder };
        // That of a run that was killed here, too.
        trial.remove();
        fs::create_dir(&trial.folder)?;
        Ok(trial)
    }

    fn remove(&self) {
        let _there_is_none = fs::remove_dir_all(&self.folder);
    }
}

impl Drop for Trial {
    fn drop(&mut self) {
        self.remove();
    }
}

/// How many transactions have changed the file, by its header; it is 0 in an empty one.
fn changes(path: &Path) -> io::Result<u32> {
    header(path, 24).map(u32::from_be_bytes)
}

fn is_in_wal_mode(path: &Path) -> bool {
    header(path, 18).is_ok_and(|versions| versions == [2, 2])
}

/// Some bytes of the file, zeros where it has none.
fn header<const LENGTH: usize>(path: &Path, at: u64) -> io::Result<[u8; LENGTH]> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(at))?;
    let mut bytes = [0; LENGTH];
    match file.read_exact(&mut bytes) {
        Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => Ok([0; LENGTH]),
        read => read.map(|()| bytes),
    }
}

#[cfg(test)]
mod tests {
    use std::{
        fs,
        path::{Path, PathBuf},
    };

    use rusqlite::Connection;

    use crate::store::{
        SetAside,
        aside::journal,
        beside::{is_any, settle},
    };

    /// A file of many pages, in which all numbers have this sign, and the connection that made it so by this many transactions.
    fn file(path: &Path, sign: i64, transactions: usize) -> Connection {
        let connection = Connection::open(path).unwrap();
        connection
            .execute_batch(
                "PRAGMA cache_size = 9; PRAGMA synchronous = OFF;
                 CREATE TABLE t (n, text); CREATE INDEX i ON t (n);",
            )
            .unwrap();
        for part in 0..transactions {
            connection
                .execute(
                    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 199)
                     INSERT INTO t SELECT (?1 * 1000 + n) * ?2, hex(randomblob(40)) FROM c",
                    (i64::try_from(part).unwrap(), sign),
                )
                .unwrap();
        }
        connection
    }

    /// Copies a file as a run leaves it that is killed in the middle of a change.
    fn kill(connection: &Connection, path: &Path, left: &Path) {
        connection
            .execute_batch("BEGIN; UPDATE t SET n = n + 500, text = hex(text) WHERE abs(n) < 2000")
            .unwrap();
        fs::copy(path, left).unwrap();
        fs::copy(journal(path), journal(left)).unwrap();
        connection.execute_batch("ROLLBACK").unwrap();
    }

    /// The numbers together, and whether the file is sound.
    fn sum(path: &Path) -> (i64, String) {
        let connection = Connection::open(path).unwrap();
        connection
            .query_row(
                "SELECT (SELECT sum(n) FROM t), integrity_check FROM pragma_integrity_check",
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )
            .unwrap()
    }

    fn settled(path: &Path) -> Vec<SetAside> {
        let mut set_aside = Vec::new();
        settle(path, &mut set_aside).unwrap();
        assert!(!path.with_added_extension("trial").exists());
        set_aside
    }

    fn paths(folder: &Path) -> [PathBuf; 3] {
        ["store", "other", "left"].map(|name| folder.join(name))
    }

    #[test]
    fn the_journal_of_a_run_that_was_killed_takes_back_what_it_left_half_done() {
        let folder = tempfile::tempdir().unwrap();
        let [path, _, left] = paths(folder.path());
        let connection = file(&path, 1, 9);
        let before = sum(&path);
        kill(&connection, &path, &left);
        assert_ne!(fs::read(&left).unwrap(), fs::read(&path).unwrap());
        assert!(is_any(&left));
        assert_eq!(settled(&left), []);
        assert_eq!(sum(&left), before);
        assert!(!is_any(&left));
        assert_eq!(sum(&left), (before.0, "ok".to_owned()));
    }

    #[test]
    fn the_journal_of_another_store_is_set_aside() {
        for (mine, others) in [(9, 9), (9, 3), (3, 9)] {
            let folder = tempfile::tempdir().unwrap();
            let [path, other, left] = paths(folder.path());
            drop(file(&path, 1, mine));
            kill(&file(&other, -1, others), &other, &left);
            fs::copy(journal(&left), journal(&path)).unwrap();
            let before = fs::read(&path).unwrap();
            let place = folder.path().join("store-journal.stray-1");
            assert_eq!(settled(&path), [SetAside::Stray(place.clone())]);
            assert_eq!(fs::read(&path).unwrap(), before);
            let journal_of_other = fs::read(journal(&left)).unwrap();
            assert_eq!(fs::read(place).unwrap(), journal_of_other);
        }
    }

    #[test]
    fn the_journal_of_a_later_or_the_first_run_is_set_aside_beside_a_store_that_came_from_a_backup()
    {
        let folder = tempfile::tempdir().unwrap();
        let [path, backup, left] = paths(folder.path());
        let connection = file(&path, 1, 3);
        fs::copy(&path, &backup).unwrap();
        connection.execute("UPDATE t SET n = n + 7", []).unwrap();
        kill(&connection, &path, &left);
        let later = fs::read(journal(&left)).unwrap();
        // It has every page of the store as it was before the first: none.
        let first = {
            let (new, connection) = {
                let new = folder.path().join("new");
                (new.clone(), Connection::open(new).unwrap())
            };
            connection
                .execute_batch("PRAGMA cache_size = 1; BEGIN; CREATE TABLE t (n);
                    WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9999) INSERT INTO t SELECT n FROM c")
                .unwrap();
            fs::read(journal(&new)).unwrap()
        };
        let before = sum(&backup);
        for (n, bytes) in (1..).zip([later, first]) {
            assert!(!bytes.is_empty());
            fs::write(journal(&backup), bytes).unwrap();
            let place = folder.path().join(format!("other-journal.stray-{n}"));
            assert_eq!(settled(&backup), [SetAside::Stray(place)]);
            assert_eq!(sum(&backup), before);
        }
    }

    #[test]
    fn a_log_is_part_of_no_store_but_of_one_that_somebody_has_brought_to_that_mode() {
        let folder = tempfile::tempdir().unwrap();
        let [path, other, left] = paths(folder.path());
        drop(file(&path, 1, 3));
        let before = sum(&path);
        let connection = file(&other, -1, 3);
        let mode = "PRAGMA journal_mode = WAL; UPDATE t SET n = n + 1";
        connection.execute_batch(mode).unwrap();
        let after = sum(&other);
        for end in ["", "-wal", "-shm"] {
            let copy = |to: &Path| {
                let to = format!("{}{end}", to.display());
                fs::copy(format!("{}{end}", other.display()), to).unwrap();
            };
            copy(&left);
            if !end.is_empty() {
                copy(&path);
            }
        }
        let place = |name: &str| SetAside::Stray(folder.path().join(name));
        assert_eq!(
            settled(&path),
            [place("store-wal.stray-1"), place("store-shm.stray-1")]
        );
        assert_eq!(sum(&path), before);
        assert_eq!(settled(&left), []);
        assert_eq!(sum(&left), after);
    }
}
