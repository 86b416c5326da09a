//! planet.toml, understood: every value checked, every path resolved, every mistake told with its line.
//!
//! [`Config::load`] is the only way in; what it returns needs no further checks. The shape of the file is in
//! `config/file.rs`, the values that check themselves in `config/values.rs` and `config/addresses.rs`, the drawing of mistakes
//! in `config/mistake.rs`.

mod addresses;
mod check;
mod curation;
mod digest;
mod edit;
mod feeds;
mod file;
mod front_matter;
mod mistake;
mod period;
mod read;
mod subscription;
mod touched;
mod unknown;
mod values;
mod words;

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use url::Url;

pub(crate) use self::{
    addresses::web_url,
    check::mistakes,
    feeds::{identity_of, is_device},
    mistake::{Lines, nearest},
};
pub use self::{
    addresses::{site_url, without_variables},
    curation::{CuratedDrop, CuratedItem, Curation},
    edit::{Changed, NewUrl, add_feed, remove_feed, set_urls},
    file::known_keys,
    front_matter::{FrontMatter, front_matter},
    mistake::{ConfigError, Mistake},
    period::{Period, PeriodKind},
    subscription::{Field, Filter, Filters, Group, Location, Subscription},
    touched::touched,
    values::{Index, Keep, Show, Sort},
};
use crate::zones::Tz;

/// A whole planet, as its maintainer configured it.
#[derive(Debug, Clone)]
pub struct Config {
    /// The file it was read from, as the user named it.
    pub path: PathBuf,
    /// The folder of that file: relative paths in it start here.
    pub root: PathBuf,
    /// Title of the planet.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// A picture of the planet, for those who show links as cards: http(s), or a path on the site.
    pub image: Option<String>,
    /// Where the site will be: http(s), ending with a slash, without query and fragment.
    pub base_url: Url,
    /// BCP 47 tag of the planet's own words.
    pub language: String,
    /// Where days begin and times are shown.
    pub timezone: Tz,
    /// Name of the theme.
    pub theme: String,
    /// The folder that the site is written to.
    pub output: PathBuf,
    /// The folder that planet remembers in.
    pub state: PathBuf,
    /// The folder whose files are copied to the site as they are; it need not exist.
    pub static_files: PathBuf,
    /// Who runs the planet.
    pub owner: Owner,
    /// What the river shows.
    pub river: River,
    /// Which pages there are besides the river.
    pub pages: Pages,
    /// How the list of blogs is shown.
    pub blogroll: Blogroll,
    /// What the feeds that planet writes hold.
    pub syndication: Syndication,
    /// The hubs (`[websub]`) that tell readers of new entries; http(s).
    pub hubs: Vec<String>,
    /// How feeds are asked.
    pub fetch: Fetch,
    /// How long a program that filters a feed may take.
    pub filter_timeout: Duration,
    /// How long entries are kept, unless their feed says otherwise.
    pub keep: Keep,
    /// The digest, if there is one.
    pub digest: Option<Digest>,
    /// What the theme gets as `site.extra`.
    pub extra: serde_json::Value,
    /// The followed feeds, in the order of the file.
    pub feeds: Vec<Subscription>,
    /// The groups of the followed feeds that are switched on.
    pub groups: Vec<Group>,
    /// A hash of everything that the site depends on here: the file's text and the overrides.
    pub fingerprint: String,
    /// Whether it was read with variables of the environment missing.
    pub(crate) without_variables: bool,
}

/// What the command line and the environment put over planet.toml.
#[derive(Debug, Clone, Default)]
pub struct Overrides {
    /// `--output`, relative to the working folder.
    pub output: Option<PathBuf>,
    /// `--base-url`, as [`site_url`] reads it.
    pub base_url: Option<Url>,
    /// `--jobs`.
    pub threads: Option<usize>,
    /// Whether variables of the environment may be missing, for who needs no address of the feeds that have them.
    pub without_variables: bool,
}

/// Who runs the planet.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Owner {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Home page, http(s).
    pub url: Option<String>,
}

/// What the river shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct River {
    /// Entries on one page.
    pub entries_per_page: usize,
    /// Pages at most, the front page included.
    pub pages: usize,
    /// The front page goes back this many days from its newest entry; 0 for as far as its entries reach.
    pub days: u32,
    /// Newest entries of one feed in the river; 0 for all.
    pub max_entries_per_feed: usize,
    /// Entries that a feed brings into the river when it is first read.
    pub new_feed_entries: usize,
    /// When one answer brings more unseen entries than this, all dated within an hour, they were re-stamped.
    pub restamp_entries: usize,
    /// How much of an entry is shown, unless its feed says otherwise.
    pub content: Show,
}

/// Which pages there are besides the river, the blogroll and the status.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pages {
    /// One for each blog; without it the blogroll has the place of a blog.
    pub blogs: bool,
    /// Days, months and years of everything remembered; permalinks lead to them.
    pub archive: bool,
    /// The titles of the river on one page.
    pub titles: bool,
    /// Pages for tags.
    pub tags: bool,
    /// A search over everything remembered.
    pub search: bool,
    /// What search engines may list.
    pub index: Index,
    /// Whether the feeds and lists also stand where Planet 2.0 and Venus had them.
    pub old_urls: bool,
    /// Whether the site carries what planet remembers, for `--restore-from`: every remembered post of every feed, whole, also
    /// what filters drop and what pages show only the title of.
    pub state: bool,
}

/// How the list of blogs is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blogroll {
    /// In which order.
    pub sort: Sort,
    /// A blog that has not posted for so long is marked as quiet.
    pub activity_threshold: Duration,
    /// Whether a blog without an `avatar` is shown with the picture that its feed names.
    pub icons: bool,
}

/// What the feeds that planet writes hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Syndication {
    /// Entries in each.
    pub entries: usize,
    /// Whole entries or excerpts.
    pub content: Show,
}

/// A digest of each week or month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// How much time an issue is about.
    pub period: PeriodKind,
    /// What issue 1 is about; by default the first issue that was made.
    pub first: Option<Period>,
    /// The title of an issue, with `{site}` and `{n}` in it; by default in the planet's language.
    pub title: Option<String>,
    /// With fewer items there is no issue.
    pub min_items: usize,
    /// How many issues of the time before the first build are made.
    pub backfill: usize,
    /// The folder of the curation files; it need not exist.
    pub curation: PathBuf,
    /// Its sections; an item that fits several is in the first of them.
    pub sections: Vec<Section>,
}

/// A section of the digest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its name in curation files, and its anchor.
    pub id: String,
    /// Its title; by default in the planet's language.
    pub title: Option<String>,
    /// What it takes.
    pub kind: SectionKind,
    /// Items at most.
    pub max: usize,
    /// Items of one feed at most.
    pub per_feed: usize,
    /// The groups of the feeds that it takes from; empty for all.
    pub groups: Vec<String>,
    /// Only what lies on these hosts, in lower case without `www.`, or below them; empty for all that no other section asks for.
    pub hosts: Vec<String>,
}

/// What a section of the digest takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Entries of feeds.
    Entry,
    /// Links in entries of several feeds.
    Link,
    /// Both.
    Any,
}

/// How feeds are asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetch {
    /// Requests at once.
    pub threads: usize,
    /// Requests at once to one host.
    pub per_host: usize,
    /// A feed is not asked again within this time.
    pub interval: Duration,
    /// To resolve a name and to connect.
    pub connect_timeout: Duration,
    /// To the first byte of an answer.
    pub first_byte_timeout: Duration,
    /// Longest silence within an answer.
    pub stall_timeout: Duration,
    /// One feed in all, redirects included.
    pub timeout: Duration,
    /// Bytes of a feed after decompression.
    pub max_body: u64,
    /// Bytes of a feed as sent.
    pub max_transfer: u64,
    /// What planet calls itself; by default its name and the site's URL.
    pub user_agent: Option<String>,
}

/// The variables of the environment, as far as these overrides ask for them.
fn environment(overrides: &Overrides) -> impl Fn(&str) -> Option<String> {
    let without = overrides.without_variables;
    move |name| {
        let missing = || without.then(|| subscription::UNSET.to_owned());
        std::env::var(name).ok().or_else(missing)
    }
}

impl Config {
    /// Reads and checks planet.toml.
    ///
    /// # Errors
    /// Every mistake in the file at once, each with its line, or why the file cannot be read.
    pub fn load(path: &Path, overrides: &Overrides) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path)
            .map_err(|source| ConfigError::unreadable(path, source))?;
        check::config(path, &text, overrides, &environment(overrides))
    }

    /// The `[[feeds]]` tables as they are written, in the order of `feeds`.
    ///
    /// # Errors
    /// The file cannot be read any more.
    pub fn written_feeds(&self) -> Result<Vec<toml::Value>, ConfigError> {
        let text = std::fs::read_to_string(&self.path)
            .map_err(|source| ConfigError::unreadable(&self.path, source))?;
        // It has been read as a configuration before, so it is TOML and its feeds are a list.
        let mut file: toml::Table = text.parse().unwrap_or_default();
        match file.remove("feeds") {
            Some(toml::Value::Array(feeds)) => Ok(feeds),
            _ => Ok(Vec::new()),
        }
    }

    /// What the maintainer says about single issues of the digest, in the order of their periods; nothing without a digest.
    ///
    /// # Errors
    /// For each file that cannot be used, every mistake in it with its line, or why it cannot be read.
    pub fn curations(&self) -> Result<Vec<Curation>, Vec<ConfigError>> {
        let Some(digest) = &self.digest else {
            return Ok(Vec::new());
        };
        let unreadable = |path: &Path, source| vec![ConfigError::unreadable(path, source)];
        let folder = match std::fs::read_dir(&digest.curation) {
            Ok(folder) => folder,
            Err(source) if source.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(source) => return Err(unreadable(&digest.curation, source)),
        };
        let mut paths = Vec::new();
        for file in folder {
            let file = file.map_err(|source| unreadable(&digest.curation, source))?;
            paths.push(file.path());
        }
        paths.sort();
        let mut errors = Vec::new();
        let mut curations: Vec<Curation> = Vec::new();
        for path in paths {
            let one = curation::period_of(&path, digest.period).and_then(|period| {
                let Some(period) = period else {
                    return Ok(None);
                };
                let text = std::fs::read_to_string(&path)
                    .map_err(|source| ConfigError::unreadable(&path, source))?;
                curation::read(&path, &text, period).map(Some)
            });
            match one {
                Ok(Some(curation)) => {
                    match curations
                        .iter()
                        .find(|known| known.period == curation.period)
                    {
                        Some(known) => errors.push(curation::twice(&path, &known.path)),
                        None => curations.push(curation),
                    }
                }
                Ok(None) => {}
                Err(error) => errors.push(error),
            }
        }
        curations.sort_by_key(|curation| curation.period);
        if errors.is_empty() {
            Ok(curations)
        } else {
            Err(errors)
        }
    }

    /// The path of the site on its host: `/`, or `/planet/`.
    pub fn base_path(&self) -> &str {
        self.base_url.path()
    }

    /// The followed feeds that are switched on.
    pub fn enabled(&self) -> impl Iterator<Item = &Subscription> {
        self.feeds.iter().filter(|feed| feed.enabled)
    }
}

#[cfg(test)]
mod tests;
