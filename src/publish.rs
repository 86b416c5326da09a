//! Pages to files: only what changed is written, only what planet wrote is removed, and a failure leaves the old site.
//!
//! New files are written aside first; only when all of them are there are they moved into place, one rename each (one for
//! all of a new folder), the front page last. `publish/manifest.rs` knows which files are ours, `publish/places.rs` what may be written where.

mod error;
mod growing;
mod manifest;
mod places;

use std::{
    collections::{BTreeMap, HashSet},
    fs, io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rayon::prelude::*;

pub use self::{error::PublishError, growing::Growing};
use self::{
    error::failed,
    manifest::{FileRecord, Listing, Manifest},
    places::{free_place, make_folder_of, move_into_place, refuse_foreign, remove},
};
use crate::{
    render::Page,
    timings::{Stage, during},
};

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// Files written because they are new or changed.
    pub written: usize,
    /// Files left as they were.
    pub unchanged: usize,
    /// Files removed because no page has their place any more.
    pub removed: usize,
}

/// The folder that the site is written to, with what planet wrote there last.
#[derive(Debug)]
pub struct Target {
    folder: PathBuf,
    old: Manifest,
}

/// The paths, with `/`, of all files that planet wrote into a folder; none where it never wrote.
///
/// # Errors
/// What it wrote cannot be told.
pub fn files(folder: &Path) -> Result<Vec<String>, PublishError> {
    let manifest = Manifest::read(folder)?;
    Ok(manifest.unwrap_or_default().files.into_keys().collect())
}

impl Target {
    /// Looks at the folder, which need not exist yet. What a run that was killed left aside in it is removed.
    ///
    /// # Errors
    /// The folder holds files of others and none of ours, or cannot be read or written.
    pub fn open(folder: &Path) -> Result<Self, PublishError> {
        let old = if let Some(manifest) = Manifest::read(folder)? {
            manifest
        } else {
            refuse_foreign(folder)?;
            Manifest::default()
        };
        let staging = folder.join(STAGING);
        match fs::remove_dir_all(&staging) {
            Err(source) if source.kind() != io::ErrorKind::NotFound => {
                return Err(failed("remove", &staging, source));
            }
            _ => {}
        }
        Ok(Self {
            folder: folder.to_owned(),
            old,
        })
    }

    /// Whether the site was made from inputs that begin with this word.
    pub fn is_made_with(&self, word: &str) -> bool {
        let rest = self.old.inputs.strip_prefix(word);
        rest.is_some_and(|rest| rest.starts_with(' '))
    }

    /// How many files the folder holds, if they are whole and what a run with these `inputs` would write.
    pub fn is_made_from(&self, inputs: &str) -> Option<usize> {
        if self.old.inputs != inputs {
            return None;
        }
        let files: Vec<(&String, &FileRecord)> = self.old.files.iter().collect();
        let is_whole = |(path, record): &(&String, &FileRecord)| {
            record.matches(&self.folder.join(path.as_str()))
        };
        // Threads for a few files would take longer to start than the files.
        let whole = if files.len() < MANY_FILES {
            files.iter().all(is_whole)
        } else {
            files.par_iter().all(is_whole)
        };
        whole.then_some(files.len())
    }

    /// Stops a run that knows of no entry from replacing a site that shows some: the state was lost, and the feeds cannot be
    /// read just now.
    ///
    /// # Errors
    /// The folder holds a site with entries.
    pub fn refuse_to_empty(&self) -> Result<(), PublishError> {
        if self.old.entries == 0 {
            return Ok(());
        }
        Err(PublishError::WouldEmpty {
            folder: self.folder.clone(),
        })
    }

    /// Makes a file lie at `aside`, by `write`, unless it stands in its place already; its record, and whether it was needed.
    fn stage(
        &self,
        path: &str,
        mut record: FileRecord,
        aside: &Path,
        write: impl FnOnce() -> Result<(), PublishError>,
    ) -> Result<(FileRecord, bool), PublishError> {
        let known = self.old.files.get(path);
        let place = self.folder.join(path);
        if let Some(known) = known.and_then(|known| known.still(&record, &place)) {
            return Ok((known, false));
        }
        free_place(&self.folder, path, &self.old)?;
        write()?;
        record.stamp(aside);
        Ok((record, true))
    }

    /// Whether the page that stands at `path` was made from these `inputs` and is as it was left.
    pub fn holds(&self, path: &str, inputs: &str) -> bool {
        self.old.files.get(path).is_some_and(|record| {
            record.was_made_from(inputs) && record.matches(&self.folder.join(path))
        })
    }
}

/// A site on its way into its folder: pages are taken as they come and written aside; [`Publication::finish`] moves all of
/// them into place.
#[derive(Debug)]
pub struct Publication {
    target: Target,
    staging: PathBuf,
    taken: Mutex<Taken>,
    counts: BTreeMap<String, (usize, String)>,
}

/// The new site, as far as it was taken.
#[derive(Debug, Default)]
struct Taken {
    /// Every file.
    files: BTreeMap<String, FileRecord>,
    /// The files that are new or changed; they lie aside under the same paths.
    changed: Vec<String>,
    unchanged: usize,
}

impl Taken {
    /// Gives a path to a page, unless something would have to be a file and a folder: a static file may lie where a page is to be.
    fn claim(&mut self, path: &str, record: FileRecord) -> Result<(), PublishError> {
        let files = &self.files;
        let mut folders = path
            .match_indices('/')
            .filter_map(|(end, _)| path.get(..end));
        let file = folders.find(|folder| files.contains_key(*folder));
        let below = format!("{path}/");
        let (first, _) = files.range(below.clone()..).next().unzip();
        let inside = first.filter(|first| first.starts_with(&below));
        let (file, inside) = match (file, inside) {
            (Some(file), _) => (file, path),
            (None, Some(inside)) => (path, inside.as_str()),
            (None, None) => {
                self.files.insert(path.to_owned(), record);
                return Ok(());
            }
        };
        Err(PublishError::FileAndFolder {
            file: file.to_owned(),
            inside: inside.to_owned(),
        })
    }
}

impl Publication {
    /// Begins with nothing.
    pub fn begin(target: Target) -> Self {
        Self {
            staging: target.folder.join(STAGING),
            target,
            taken: Mutex::default(),
            counts: BTreeMap::new(),
        }
    }

    /// See [`Target::refuse_to_empty`].
    ///
    /// # Errors
    /// The folder holds a site with entries.
    pub fn refuse_to_empty(&self) -> Result<(), PublishError> {
        self.target.refuse_to_empty()
    }

    /// See [`Target::holds`].
    pub fn holds(&self, path: &str, inputs: &str) -> bool {
        self.target.holds(path, inputs)
    }

    /// How many entries the page at `path` was found to have by an earlier run, if that was counted from what `word` stands
    /// for.
    pub fn count(&self, path: &str, word: &str) -> Option<usize> {
        let (count, known) = self.target.old.counts.get(path)?;
        (known == word).then_some(*count)
    }

    /// A word for the content of a file of the new site that has been taken.
    pub fn hash(&self, path: &str) -> Option<String> {
        let taken = self.taken();
        taken.files.get(path).map(FileRecord::hash)
    }

    /// Leaves a count for the next run.
    pub fn note_count(&mut self, path: String, count: usize, word: &str) {
        self.counts.insert(path, (count, word.to_owned()));
    }

    /// The paths of the old site's files in a folder, which is named with its final slash, if its page was made from these
    /// `inputs` and all of them are as they were left.
    pub fn holds_folder(&self, folder: &str, inputs: &str) -> Option<Vec<String>> {
        let Target { folder: site, old } = &self.target;
        // A run that was broken off has also left what it was about to remove.
        if old.inputs.is_empty() {
            return None;
        }
        let page = old.files.get(&format!("{folder}index.html"))?;
        if !page.was_made_from(inputs) {
            return None;
        }
        old.files
            .range(folder.to_owned()..)
            .take_while(|(path, _)| path.starts_with(folder))
            .map(|(path, record)| record.matches(&site.join(path)).then(|| path.clone()))
            .collect()
    }

    /// Takes over a page of the old site, which [`Publication::holds`].
    pub fn keep(&self, path: &str) {
        if let Some(record) = self.target.old.files.get(path) {
            let mut taken = self.taken();
            taken.unchanged += 1;
            taken.files.insert(path.to_owned(), *record);
        }
    }

    /// Takes a page, from any thread; one that is new or changed is written aside.
    ///
    /// # Errors
    /// Something of others, or a page taken before, is in the way of the page, or the disk refuses. The old site is untouched.
    pub fn add(&self, page: Page) -> Result<(), PublishError> {
        let Page {
            path,
            bytes,
            inputs,
        } = page;
        let add = || {
            let record = FileRecord::of(&bytes, inputs.as_deref());
            self.take(path, record, |aside| {
                // `File::create` gives it the permissions of any new file, so that a web server can read it.
                fs::write(aside, &bytes).map_err(|source| failed("write", aside, source))
            })
        };
        during(Stage::Publish, add)
    }

    /// Takes a file, which `write` puts aside if it is new or changed.
    fn take(
        &self,
        path: String,
        record: FileRecord,
        write: impl FnOnce(&Path) -> Result<(), PublishError>,
    ) -> Result<(), PublishError> {
        self.taken().claim(&path, record)?;
        let aside = self.staging.join(&path);
        let (record, is_new) = self.target.stage(&path, record, &aside, || {
            make_folder_of(&aside)?;
            write(&aside)
        })?;
        let mut taken = self.taken();
        taken.files.insert(path.clone(), record);
        if is_new {
            taken.changed.push(path);
        } else {
            taken.unchanged += 1;
        }
        Ok(())
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        // Nothing that can panic is done while it is held.
        self.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the folder hold exactly what was taken, besides what it held of others. `inputs` names what the whole site
    /// was made from, for [`Target::is_made_from`]; `entries` is how many entries are remembered.
    ///
    /// # Errors
    /// The disk refuses; until the first rename the old site is untouched, and from then on the next run completes what a
    /// crash broke off.
    pub fn finish(self, inputs: &str, entries: u64) -> Result<Published, PublishError> {
        let Taken {
            files,
            changed,
            unchanged,
        } = std::mem::take(&mut *self.taken());
        let (folder, old) = (&self.target.folder, &self.target.old);
        let stale: Vec<&String> = old
            .files
            .keys()
            .filter(|path| !files.contains_key(*path))
            .collect();
        if changed.is_empty() && stale.is_empty() && old.inputs == inputs {
            return Ok(Published {
                unchanged,
                ..Published::default()
            });
        }
        fs::create_dir_all(&self.staging)
            .map_err(|source| failed("make the folder", &self.staging, source))?;
        // From here on every file that exists or will exist is known as ours, wherever the process ends.
        Listing {
            inputs: "",
            entries: entries.max(old.entries),
            files: listed(old.files.iter().chain(&files)),
            counts: &BTreeMap::new(),
        }
        .write(folder, &self.staging)?;
        let changed_paths: HashSet<&str> = changed.iter().map(String::as_str).collect();
        let mut order: Vec<&Path> = changed.iter().map(Path::new).collect();
        order.sort_unstable_by_key(|path| (rank(path), *path));
        // A file may take the place of a folder, of which nothing stays.
        let is_below_new = |path: &&&String| {
            let folders = Path::new(path.as_str()).ancestors().skip(1);
            let mut names = folders.filter_map(Path::to_str);
            names.any(|folder| changed_paths.contains(folder))
        };
        for path in stale.iter().filter(is_below_new) {
            remove(folder, path)?;
        }
        let mut moved = HashSet::new();
        for path in order {
            // Some come along with a folder that is new.
            if !path.ancestors().any(|part| moved.contains(part)) {
                moved.insert(move_into_place(&self.staging, folder, path)?);
            }
        }
        for path in &stale {
            remove(folder, path)?;
        }
        let published = Published {
            written: changed.len(),
            unchanged,
            removed: stale.len(),
        };
        Listing {
            inputs,
            entries,
            files: listed(&files),
            counts: &self.counts,
        }
        .write(folder, &self.staging)?;
        Ok(published)
    }
}

impl Drop for Publication {
    /// Whatever happened, nothing stays aside.
    fn drop(&mut self) {
        let _left_for_the_next_run = fs::remove_dir_all(&self.staging);
    }
}

/// The records of files by their paths; of two for one path the last.
fn listed<'a>(
    files: impl IntoIterator<Item = (&'a String, &'a FileRecord)>,
) -> BTreeMap<&'a str, &'a FileRecord> {
    files
        .into_iter()
        .map(|(path, record)| (path.as_str(), record))
        .collect()
}

/// From how many files on a look at all of them is worth more than one thread.
const MANY_FILES: usize = 1_000;

/// The folder within the output folder in which new files wait.
const STAGING: &str = ".planet-new";

/// When a file is moved into place: nothing links to a file that is not there yet, so what others link to comes first and
/// the front page last.
fn rank(path: &Path) -> u8 {
    let is_page = path.extension().is_some_and(|end| end == "html");
    let is_inside = path.components().nth(1).is_some();
    match path.to_str() {
        Some("index.html") => 3,
        _ if is_page => 1,
        _ if is_inside => 0,
        _ => 2,
    }
}
