//! The list of files that planet wrote into an output folder, in the folder itself: it travels with the site, so that a
//! lost store does not turn the site into a foreign folder.

use std::{
    collections::BTreeMap,
    fmt, fs, io,
    path::Path,
    time::{SystemTime, UNIX_EPOCH},
};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::publish::{PublishError, error::failed};

/// Its name within the output folder.
pub(crate) const FILE: &str = ".planet.json";

#[derive(Debug, Default, Deserialize)]
pub(crate) struct Manifest {
    /// What the files were made from; empty while they are being replaced.
    pub(crate) inputs: String,
    /// How many entries were remembered when it was made.
    #[serde(default)]
    pub(crate) entries: u64,
    /// Every file, by its path with `/`.
    pub(crate) files: BTreeMap<String, FileRecord>,
    /// How many entries pages were found to have, by path, with one word for what that was counted from.
    #[serde(default)]
    pub(crate) counts: BTreeMap<String, (usize, String)>,
}

/// A manifest as it is written, of records that somebody else has.
#[derive(Serialize)]
pub(crate) struct Listing<'a> {
    /// As [`Manifest::inputs`].
    pub(crate) inputs: &'a str,
    /// As [`Manifest::entries`].
    pub(crate) entries: u64,
    /// As [`Manifest::files`].
    pub(crate) files: BTreeMap<&'a str, &'a FileRecord>,
    /// As [`Manifest::counts`].
    pub(crate) counts: &'a BTreeMap<String, (usize, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct FileRecord {
    size: u64,
    hash: Word,
    /// When the file was last modified, in nanoseconds since 1970: as long as it stands, the file need not be read.
    modified: u64,
    /// What the file was made from, where that can be known before it is made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    made_from: Option<Word>,
}

impl Manifest {
    /// The manifest of a folder; `None` when it has none. One that cannot be understood is an error: without it nobody
    /// knows which files are ours.
    pub(crate) fn read(output: &Path) -> Result<Option<Self>, PublishError> {
        let path = output.join(FILE);
        let manifest = match fs::read(&path) {
            Err(error)
                if matches!(
                    error.kind(),
                    io::ErrorKind::NotFound | io::ErrorKind::NotADirectory
                ) =>
            {
                return Ok(None);
            }
            bytes => bytes.and_then(|bytes| Ok(serde_json::from_slice(&bytes)?)),
        };
        manifest
            .map(Some)
            .map_err(|source| PublishError::Unlisted { path, source })
    }
}

impl Listing<'_> {
    /// Replaces the manifest of a folder in one step.
    pub(crate) fn write(&self, output: &Path, staging: &Path) -> Result<(), PublishError> {
        let aside = staging.join(FILE);
        // Strings and numbers cannot fail to serialize.
        let json = serde_json::to_vec(self).unwrap_or_default();
        fs::write(&aside, json).map_err(|source| failed("write", &aside, source))?;
        let path = output.join(FILE);
        fs::rename(&aside, &path).map_err(|source| failed("write", &path, source))
    }
}

impl FileRecord {
    /// The record of a file, before it is written; `inputs` names what it was made from.
    pub(crate) fn of(bytes: &[u8], inputs: Option<&str>) -> Self {
        Self {
            made_from: inputs.map(|inputs| Word::of(inputs.as_bytes())),
            ..Self::of_hashed(bytes.len() as u64, &blake3::hash(bytes))
        }
    }

    /// The same of so many bytes with this hash.
    pub(crate) fn of_hashed(size: u64, hash: &blake3::Hash) -> Self {
        Self {
            size,
            hash: Word::half(hash),
            modified: 0,
            made_from: None,
        }
    }

    /// A word for its content.
    pub(crate) fn hash(&self) -> String {
        self.hash.to_string()
    }

    /// Whether the file was made from these inputs.
    pub(crate) fn was_made_from(&self, inputs: &str) -> bool {
        self.made_from == Some(Word::of(inputs.as_bytes()))
    }

    /// Takes over when the file was modified.
    pub(crate) fn stamp(&mut self, path: &Path) {
        self.modified = fs::metadata(path).map_or(0, |metadata| modified(&metadata));
    }

    /// Whether the file is as it was left, by its size and date.
    pub(crate) fn matches(&self, path: &Path) -> bool {
        fs::symlink_metadata(path).is_ok_and(|metadata| {
            metadata.is_file()
                && metadata.len() == self.size
                && modified(&metadata) == self.modified
        })
    }

    /// The record of `wanted`, if the file that this record describes already holds it. A file with another date (a
    /// fresh checkout, a restored cache) is read before it is believed.
    pub(crate) fn still(&self, wanted: &Self, path: &Path) -> Option<Self> {
        if self.size != wanted.size || self.hash != wanted.hash {
            return None;
        }
        let metadata = fs::symlink_metadata(path).ok()?;
        let same = self.matches(path)
            || (metadata.is_file()
                && metadata.len() == wanted.size
                && Word::of(&fs::read(path).ok()?) == wanted.hash);
        same.then(|| Self {
            modified: modified(&metadata),
            ..*wanted
        })
    }
}

/// Stands for bytes: half of their hash, written as 32 hexadecimal digits. A site may have very many of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Word(u128);

impl Word {
    fn of(bytes: &[u8]) -> Self {
        Self::half(&blake3::hash(bytes))
    }

    fn half(hash: &blake3::Hash) -> Self {
        let half = hash.as_bytes().first_chunk();
        Self(u128::from_be_bytes(half.copied().unwrap_or_default()))
    }

    fn read(digits: &str) -> Option<Self> {
        let half = |range| u64::from_str_radix(digits.get(range)?, 16).ok();
        let (high, low) = (half(0..16)?, half(16..32)?);
        (digits.len() == 32).then_some(Self(u128::from(high) << 64 | u128::from(low)))
    }
}

impl fmt::Display for Word {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:032x}", self.0)
    }
}

impl Serialize for Word {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Word {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // JSON without escapes is not copied.
        let digits = <&str>::deserialize(deserializer)?;
        Self::read(digits).ok_or_else(|| D::Error::custom("not a hash"))
    }
}

fn modified(metadata: &fs::Metadata) -> u64 {
    let since = metadata
        .modified()
        .ok()
        .and_then(|time: SystemTime| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| {
        u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)
    })
}
