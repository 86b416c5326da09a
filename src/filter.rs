//! The maintainer's programs (`filter` in planet.toml): which entries they are given, and what is remembered of their answers.
//!
//! They run whenever a site is made, before anything of it is chosen, so that a change in planet.toml acts at once; each entry is
//! given to them once, until it or they change. Entries that they have not seen as they are now are not shown: a filter may be
//! there to hide things. Where a new version of them fails, what the last one made of an entry goes on to hold.
//!
//! `planet check` never comes here: it also looks at what strangers propose to put into planet.toml.

mod entry;
mod program;

use std::{collections::HashMap, fmt, fs, path::Path};

use serde_json::{Value, json};

use crate::{
    config::{Config, Subscription},
    feed::Timestamp,
    store::{Body, FeedState, Head, Store, StoreError, Verdict},
};

/// Why the entries of a feed could not be filtered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Failure {
    /// In plain words, for anybody.
    pub message: String,
    /// What the program itself said, which is for the maintainer alone.
    pub said: Option<String>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.said {
            Some(said) => write!(f, ": {said}"),
            None => Ok(()),
        }
    }
}

impl Failure {
    fn new(message: String) -> Self {
        Self {
            message,
            said: None,
        }
    }
}

/// Entries that a program is given at once, and bytes of them: both more than a run brings mostly, and little enough for the time
/// that a program has.
const BATCH: usize = 200;
const BATCH_BYTES: usize = 8 << 20;

/// Feeds on which programs may take too long before they are not run for others in the same run: a thousand feeds would take as
/// many times the limit.
const PATIENCE: usize = 3;

/// Lets programs see what they have not seen; which feeds (by index in planet.toml) they failed on.
///
/// # Errors
/// The store cannot be read or written.
pub fn apply(
    config: &Config,
    store: &mut Store,
    now: Timestamp,
) -> Result<HashMap<usize, Failure>, StoreError> {
    let filters = |feed: &Subscription| !feed.filters.programs.is_empty();
    if !config.feeds.iter().any(filters) && !store.has_filtered()? {
        return Ok(HashMap::new());
    }
    let states = store.states(&config.feeds)?;
    let filtered = store.filtered_feeds()?;
    let mut words = Words::new();
    let mut slow: HashMap<Vec<&String>, usize> = HashMap::new();
    let mut failures = HashMap::new();
    for (index, (feed, state)) in config.feeds.iter().zip(&states).enumerate() {
        let programs = feed.filters.programs.as_slice();
        let result = match programs {
            [] => {
                if filtered.contains(&state.row) {
                    store.forget_filtered(state.row)?;
                }
                Ok(())
            }
            _ if !feed.enabled => continue,
            _ => {
                let made_from = words.of(config, feed);
                // Whatever their arguments are.
                let names = programs
                    .iter()
                    .filter_map(|command| command.first())
                    .collect();
                let slow = slow.entry(names).or_default();
                see(config, feed, state, made_from, slow, store)?
            }
        };
        let failure = result.err();
        let message = failure.as_ref().map(|failure| failure.message.as_str());
        store.note_filter_problem(state, message, now)?;
        failures.extend(failure.map(|failure| (index, failure)));
    }
    Ok(failures)
}

/// Lets programs see the entries of one feed, the newest first.
fn see(
    config: &Config,
    feed: &Subscription,
    state: &FeedState,
    made_from: i64,
    slow: &mut usize,
    store: &mut Store,
) -> Result<Result<(), Failure>, StoreError> {
    let about = about(feed);
    let mut unseen = store
        .unfiltered(state.row, made_from)?
        .into_iter()
        .peekable();
    while unseen.peek().is_some() {
        if *slow >= PATIENCE {
            let message = format!("the filter was not run: it took too long for {PATIENCE} feeds");
            return Ok(Err(Failure::new(message)));
        }
        let mut batch: Vec<(Head, Body)> = Vec::new();
        let mut bytes = 0;
        while batch.len() < BATCH && bytes < BATCH_BYTES {
            let Some(head) = unseen.next() else { break };
            let body = store.said(head.entry)?;
            bytes += entry::length(&body);
            batch.push((head, body));
        }
        match pass(config, feed, &about, batch) {
            Ok(verdicts) => store.note_filtered(state.row, made_from, verdicts)?,
            Err(broken) => {
                *slow += usize::from(broken.is_slow);
                return Ok(Err(broken.failure));
            }
        }
    }
    Ok(Ok(()))
}

/// Sends entries through every program of a feed; what became of each of them.
fn pass(
    config: &Config,
    feed: &Subscription,
    about: &Value,
    batch: Vec<(Head, Body)>,
) -> Result<Vec<(Head, Verdict)>, program::Broken> {
    let mut left = batch.clone();
    for command in &feed.filters.programs {
        let lines = entry::to_lines(&left, about);
        let written = program::run(command, &config.root, lines, config.filter_timeout)?;
        left = entry::read(&written, left).map_err(|mistake| mistake.of(command))?;
    }
    let mut left: HashMap<i64, Body> = left
        .into_iter()
        .map(|(head, body)| (head.entry, body))
        .collect();
    let verdict = |(head, said): (Head, Body)| {
        let verdict = entry::verdict(&said, left.remove(&head.entry));
        (head, verdict)
    };
    Ok(batch.into_iter().map(verdict).collect())
}

/// What a program is told of the feed that an entry is from: what planet.toml says of it, but for its address, which may be a
/// secret.
fn about(feed: &Subscription) -> Value {
    json!({
        "name": feed.name,
        "home": feed.home,
        "group": feed.group,
        "tags": feed.tags,
    })
}

/// One word for what makes the verdict on an entry, besides the entry: the programs, their arguments and what is said of the
/// feed. Files that commands name count with their content, each read once.
struct Words {
    files: HashMap<String, Option<blake3::Hash>>,
}

impl Words {
    fn new() -> Self {
        Self {
            files: HashMap::new(),
        }
    }

    fn of(&mut self, config: &Config, feed: &Subscription) -> i64 {
        let mut hasher = blake3::Hasher::new();
        hasher.update(b"filter/1");
        for command in &feed.filters.programs {
            hasher.update(&command.len().to_le_bytes());
            for word in command {
                hasher
                    .update(&word.len().to_le_bytes())
                    .update(word.as_bytes());
                let file = self.files.entry(word.clone());
                if let Some(hash) = file.or_insert_with(|| content(&config.root, word)) {
                    hasher.update(hash.as_bytes());
                }
            }
        }
        hasher.update(about(feed).to_string().as_bytes());
        let hex = hasher.finalize().to_hex();
        // As many digits as a number always holds.
        i64::from_str_radix(hex.get(..15).unwrap_or_default(), 16).unwrap_or_default()
    }
}

/// The content of the file that a word of a command names, if it names one.
fn content(root: &Path, word: &str) -> Option<blake3::Hash> {
    const LARGEST: u64 = 32 << 20;
    let path = root.join(word);
    let metadata = fs::metadata(&path).ok().filter(fs::Metadata::is_file)?;
    if metadata.len() > LARGEST {
        return None;
    }
    Some(blake3::hash(&fs::read(path).ok()?))
}
