//! A file that cannot be the store: it is kept beside it under a name of its own, and never overwritten.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use crate::{disk::Aside, store::StoreError};

/// What was set aside when the store was opened, and where it now is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SetAside {
    /// A file that is no store, or a folder; the store is a new one.
    Damaged(PathBuf),
    /// A store that this user may only read; the store is a copy of it.
    ReadOnly(PathBuf),
    /// What lay beside the store and is no part of it; the store is as it was.
    Stray(PathBuf),
}

/// Moves a damaged file to the first free name `planet.db.damaged-N`.
pub(super) fn damaged(path: &Path) -> Result<SetAside, StoreError> {
    let aside = free(path, "damaged");
    fs::rename(path, &aside).map_err(failed("set aside", path))?;
    // The journal belongs to this file: another must not be rolled back by it.
    let _there_was_none = fs::rename(journal(path), journal_of_aside(&aside));
    Ok(SetAside::Damaged(aside))
}

/// Moves what `SQLite` would take for a part of the store to the first free name with `stray-N` behind its own.
pub(super) fn stray(path: &Path) -> Result<SetAside, StoreError> {
    let aside = free(path, "stray");
    fs::rename(path, &aside).map_err(failed("set aside", path))?;
    Ok(SetAside::Stray(aside))
}

/// Puts a copy that can be written in the place of a store that this user may only read, which stays under the first free name
/// `planet.db.read-only-N`. At no moment is there no store: who is killed, or finds the disk full, has the old one.
pub(super) fn read_only(path: &Path) -> Result<SetAside, StoreError> {
    // SQLite has the journal beside the file that a link leads to.
    let path = path.canonicalize().map_err(failed("find", path))?;
    let aside = free(&path, "read-only");
    let journal = journal(&path);
    // The journal comes first: without it, a store in the middle of a change would be taken for a whole one.
    if journal.exists() {
        exchange(&journal, &journal_of_aside(&aside))?;
    }
    exchange(&path, &aside)?;
    Ok(SetAside::ReadOnly(aside))
}

/// Keeps a file under another name, and puts a copy in its place; where that fails, all is as it was.
fn exchange(path: &Path, aside: &Path) -> Result<(), StoreError> {
    keep(path, aside).map_err(failed("set aside", path))?;
    replace(path).map_err(|source| {
        let _a_copy_too_many = fs::remove_file(aside);
        failed("copy", path)(source)
    })
}

/// Gives the file another name, too; where it may not have two, as one of somebody else may not, a copy has it.
fn keep(path: &Path, aside: &Path) -> io::Result<()> {
    fs::hard_link(path, aside).or_else(|_| fs::copy(path, aside).map(drop))
}

/// Puts a copy in the place of the file that this user may write, and which nobody may read who may not read the file.
fn replace(path: &Path) -> io::Result<()> {
    let copy = Aside::of(path)?;
    io::copy(&mut File::open(path)?, &mut copy.file())?;
    make_writable(copy.file())?;
    copy.into_place()
}

/// Lets its owner write a file.
pub(super) fn make_writable(file: &File) -> io::Result<()> {
    let mut permissions = file.metadata()?.permissions();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;

        permissions.set_mode(permissions.mode() | 0o200);
    }
    #[cfg(not(unix))]
    permissions.set_readonly(false);
    file.set_permissions(permissions)
}

/// The first name with this word and a number behind the file's that nothing has.
fn free(path: &Path, word: &str) -> PathBuf {
    let name = |number: u32| path.with_added_extension(format!("{word}-{number}"));
    let mut number = 1;
    // A link that leads nowhere has its name, too.
    while fs::symlink_metadata(name(number)).is_ok() {
        number += 1;
    }
    name(number)
}

fn journal_of_aside(aside: &Path) -> PathBuf {
    aside.with_added_extension("journal")
}

/// Where `SQLite` notes what it is about to change in this file.
pub(super) fn journal(path: &Path) -> PathBuf {
    beside(path, "-journal")
}

/// What `SQLite` has beside a file, by the end that it gives its name.
pub(super) fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

fn failed(verb: &'static str, path: &Path) -> impl FnOnce(io::Error) -> StoreError {
    let path = path.to_owned();
    move |source| StoreError::File { verb, path, source }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use rusqlite::Connection;

    use crate::store::aside::{SetAside, damaged, journal, read_only};

    #[test]
    fn each_file_is_set_aside_under_a_name_of_its_own() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("planet.db");
        for number in 1..3 {
            fs::write(&path, number.to_string()).unwrap();
            let place = folder.path().join(format!("planet.db.damaged-{number}"));
            assert_eq!(damaged(&path).unwrap(), SetAside::Damaged(place.clone()));
            assert_eq!(fs::read_to_string(place).unwrap(), number.to_string());
            assert!(!path.exists());
        }
    }

    #[test]
    fn what_a_killed_run_left_half_done_is_undone_in_the_copy() {
        let folder = tempfile::tempdir().unwrap();
        let (running, path) = (
            folder.path().join("running.db"),
            folder.path().join("planet.db"),
        );
        let connection = Connection::open(&running).unwrap();
        let half = "CREATE TABLE t (n); WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 9999)
                    INSERT INTO t SELECT n FROM c;
                    PRAGMA cache_size = 1; BEGIN; UPDATE t SET n = -n;";
        connection.execute_batch(half).unwrap();
        fs::copy(&running, &path).unwrap();
        fs::copy(journal(&running), journal(&path)).unwrap();
        read_only(&path).unwrap();
        let copy = Connection::open(&path).unwrap();
        let least: i64 = copy
            .query_row("SELECT min(n) FROM t", [], |row| row.get(0))
            .unwrap();
        assert_eq!(least, 1);
        let aside = folder.path().join("planet.db.read-only-1");
        assert_eq!(fs::read(&aside).unwrap(), fs::read(&running).unwrap());
        let undo = aside.with_added_extension("journal");
        assert_eq!(
            fs::read(undo).unwrap(),
            fs::read(journal(&running)).unwrap()
        );
    }

    #[cfg(unix)]
    #[test]
    fn the_copy_can_be_written_by_its_owner_and_read_by_no_more_than_before() {
        use std::os::unix::fs::{PermissionsExt as _, symlink};

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("planet.db");
        let kept = folder.path().join("kept.db");
        fs::write(&kept, "store").unwrap();
        fs::set_permissions(&kept, fs::Permissions::from_mode(0o440)).unwrap();
        symlink(&kept, &path).unwrap();
        let place = folder.path().canonicalize().unwrap();
        let place = place.join("kept.db.read-only-1");
        assert_eq!(read_only(&path).unwrap(), SetAside::ReadOnly(place.clone()));
        let mode = |path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(&kept), mode(&place)), (0o640, 0o440));
        assert!(path.is_symlink());
        assert_eq!(fs::read_to_string(&path).unwrap(), "store");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
