//! Single files, written whole or not at all. What a whole site needs beyond that is in `publish`.

use std::{
    fs::{self, File},
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
};

/// A new state of a file, written beside it under a name that nothing else has; removed unless it gets [`into_place`].
///
/// [`into_place`]: Aside::into_place
#[derive(Debug)]
pub struct Aside {
    file: File,
    path: PathBuf,
    place: PathBuf,
}

impl Aside {
    /// Begins the new state of the file at `path`, which need not exist. A link stays a link: the file that it leads to is meant.
    /// Nobody may read the new state who may not read the old one.
    ///
    /// # Errors
    /// The folder takes no file.
    pub fn of(path: &Path) -> io::Result<Self> {
        let place = place_of(path)?;
        let (file, path) = create_beside(&place)?;
        let aside = Self { file, path, place };
        match fs::metadata(&aside.place) {
            Ok(old) => aside.file.set_permissions(old.permissions())?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        Ok(aside)
    }

    /// Where the new state is to be written.
    pub fn file(&self) -> &File {
        &self.file
    }

    /// Puts the new state in the place of the old one, in one step: whoever reads finds the one or the other, also after a loss
    /// of power.
    ///
    /// # Errors
    /// The disk refuses; the old state is as it was.
    pub fn into_place(self) -> io::Result<()> {
        self.file.sync_all()?;
        fs::rename(&self.path, &self.place)?;
        // Not every system opens folders. What is lost then is the new state, not the file.
        let _best_effort = File::open(folder_of(&self.place)).and_then(|folder| folder.sync_all());
        Ok(())
    }
}

impl Drop for Aside {
    fn drop(&mut self) {
        // In its place it has this name no longer.
        let _nothing_stays_aside = fs::remove_file(&self.path);
    }
}

/// All that is to be read, unless it is larger than the limit: then nothing, and one byte more than the limit has been read.
///
/// # Errors
/// What the source refuses.
pub fn read_within(limit: u64, source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    source
        .take(limit.saturating_add(1))
        .read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 <= limit).then_some(bytes))
}

/// Makes a file where none is. One that cannot be written whole is not left behind: it would be taken for the whole.
///
/// # Errors
/// The disk refuses, or there is something already.
pub fn create(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes).inspect_err(|_| {
        // It is ours: it did not exist a moment ago.
        let _remains = fs::remove_file(path);
    })
}

/// The turn to change files in the folder of the file at `path`: waits for whoever else has it, until it is dropped or its process
/// ends. `None` where the system locks no folders, as Windows and some network drives; nobody waits there.
///
/// The folder is locked, since the file becomes another one when it is replaced, and a file for the lock alone would stay there.
pub fn turn(path: &Path) -> Option<File> {
    let place = place_of(path).ok()?;
    let folder = File::open(folder_of(&place)).ok()?;
    folder.lock().ok()?;
    Some(folder)
}

/// The path behind all links, or the one of a file that is not there yet.
fn place_of(path: &Path) -> io::Result<PathBuf> {
    match path.canonicalize() {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(path.to_owned()),
        place => place,
    }
}

/// A file of its own beside `place`.
fn create_beside(place: &Path) -> io::Result<(File, PathBuf)> {
    let name = place.file_name().unwrap_or_default().to_string_lossy();
    let process = std::process::id();
    let mut number = 0_u32;
    loop {
        let path = place.with_file_name(format!(".{name}.{process}-{number}.new"));
        match File::create_new(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && number < 1000 => {
                number += 1;
            }
            other => return Ok((other?, path)),
        }
    }
}

fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if folder != Path::new("") => folder,
        _ => Path::new("."),
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, io::Write as _};

    use crate::disk::{Aside, create, create_beside, read_within, turn};

    #[test]
    fn no_more_is_read_than_the_limit_and_one_byte() {
        let read = |limit: u64, from: &[u8]| read_within(limit, from).unwrap();
        assert_eq!(read(3, b"abc").as_deref(), Some(&b"abc"[..]));
        assert_eq!(read(3, b"abcd"), None);
        let mut endless = b"abcdefg".as_slice();
        assert_eq!(read_within(3, &mut endless).unwrap(), None);
        assert_eq!(endless, b"efg");
    }

    #[test]
    fn a_file_is_replaced_whole_and_nothing_stays_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.toml");
        fs::write(folder.path().join("a.toml.new"), "somebody's").unwrap();
        for text in ["new", "newer"] {
            let aside = Aside::of(&path).unwrap();
            aside.file().write_all(text.as_bytes()).unwrap();
            aside.into_place().unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
        }
        let broken_off = Aside::of(&path).unwrap();
        broken_off.file().write_all(b"half").unwrap();
        drop(broken_off);
        assert_eq!(fs::read_to_string(&path).unwrap(), "newer");
        let other = fs::read_to_string(folder.path().join("a.toml.new"));
        assert_eq!(other.unwrap(), "somebody's");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn two_at_once_are_two_files() {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join("a");
        let (_first, one) = create_beside(&place).unwrap();
        let (_second, other) = create_beside(&place).unwrap();
        assert_ne!(one, other);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[test]
    fn what_exists_is_never_made() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        create(&path, b"one").unwrap();
        let error = create(&path, b"two").unwrap_err();
        assert_eq!(error.kind(), std::io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "one");
    }

    #[cfg(unix)]
    #[test]
    fn whoever_changes_a_file_waits_for_those_who_do_under_whatever_name() {
        let folder = tempfile::tempdir().unwrap();
        let (path, link) = (folder.path().join("a"), folder.path().join("links/b"));
        fs::write(&path, "").unwrap();
        fs::create_dir(folder.path().join("links")).unwrap();
        std::os::unix::fs::symlink("../a", &link).unwrap();
        let other = fs::File::open(folder.path()).unwrap();
        let first = turn(&link).unwrap();
        assert!(other.try_lock().is_err());
        drop(first);
        other.try_lock().unwrap();
        other.unlock().unwrap();
        drop(turn(&path).unwrap());
        // Nothing of it stays.
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
    }

    #[cfg(unix)]
    #[test]
    fn what_few_may_read_is_readable_by_no_more() {
        use std::os::unix::fs::PermissionsExt as _;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "secret").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o600)).unwrap();
        let aside = Aside::of(&path).unwrap();
        let mode = |aside: &Aside| aside.file().metadata().unwrap().permissions().mode();
        assert_eq!(mode(&aside) & 0o777, 0o600);
        aside.into_place().unwrap();
        let mode = fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
}
