//! The files that are read, as text: the one that the user names, and the lists that it names beside it.

use std::{
    fs::File,
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use crate::{
    disk,
    error::in_words,
    import::{ImportError, model::Place},
    parse::{Repair, decode::decode},
};

/// The largest file that is read: the longest list known to us, of 567 feeds, has 42 KB.
const LARGEST: u64 = 4 << 20;

/// A file as text.
#[derive(Debug)]
pub(crate) struct Source {
    path: PathBuf,
    /// The file, as the user named it.
    pub(crate) name: Arc<str>,
    /// Its text, lines ended by `\n`.
    pub(crate) text: String,
    /// Where it was not UTF-8, or had characters that no text has, and how it was read.
    pub(crate) mended: Option<(usize, String)>,
    /// Whether another file named it.
    pub(crate) is_named: bool,
}

impl Source {
    pub(crate) fn open(path: &Path) -> Result<Self, ImportError> {
        let name = path.display().to_string();
        match read(path) {
            Ok(bytes) => Ok(Self::of(path, &bytes)),
            Err(reason) => Err(ImportError::whole(&name, reason)),
        }
    }

    pub(crate) fn of(path: &Path, bytes: &[u8]) -> Self {
        let decoded = decode(bytes, None);
        let line = decoded.first_repair.map_or(1, |place| place.line);
        let mended = if decoded.encoding != "UTF-8" {
            let encoding = decoded.encoding;
            Some(format!("this is no UTF-8; it was read as {encoding}"))
        } else if decoded.repairs.contains(&Repair::Encoding) {
            Some("this is no UTF-8; the bytes that are none were read as windows-1252".to_owned())
        } else if decoded.repairs.is_empty() {
            None
        } else {
            Some("control characters, which no text has, are left out".to_owned())
        };
        Self {
            name: path.display().to_string().into(),
            path: path.to_owned(),
            text: decoded.text.into_owned(),
            mended: mended.map(|message| (line, message)),
            is_named: false,
        }
    }

    /// Whether there is a file of this name beside this one.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.neighbor(name).is_some_and(|path| path.is_file())
    }

    /// A file that this one names. Only files in the same folder or below: whoever wrote the list must not choose what of this
    /// machine gets into a planet.toml.
    pub(crate) fn beside(&self, name: &str) -> Result<Self, String> {
        let path = self
            .neighbor(name)
            .ok_or("only files beside this one, or in folders there, are read")?;
        let bytes = read(&path).map_err(|reason| format!("`{name}` {reason}"))?;
        Ok(Self {
            is_named: true,
            ..Self::of(&path, &bytes)
        })
    }

    fn neighbor(&self, name: &str) -> Option<PathBuf> {
        let name = Path::new(name.strip_prefix("./").unwrap_or(name));
        let is_below = name
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        let folder = self.path.parent().unwrap_or(Path::new(""));
        (is_below && name.components().next().is_some()).then(|| folder.join(name))
    }

    /// Whether the file's name ends so.
    pub(crate) fn ends_with(&self, endings: &[&str]) -> bool {
        let name = self.name.to_ascii_lowercase();
        endings.iter().any(|ending| name.ends_with(ending))
    }

    /// The file's name without its folders.
    pub(crate) fn short_name(&self) -> String {
        let name = self.path.file_name().unwrap_or(self.path.as_os_str());
        name.to_string_lossy().into_owned()
    }

    pub(crate) fn place(&self, line: usize) -> Place {
        Place {
            file: Arc::clone(&self.name),
            line,
        }
    }
}

fn read(path: &Path) -> Result<Vec<u8>, String> {
    let bytes = File::open(path).and_then(|file| disk::read_within(LARGEST, file));
    bytes
        .map_err(|error| format!("cannot be read: {}", in_words(&error)))?
        .ok_or_else(|| "is larger than 4 MB: this is no list of feeds".to_owned())
}
