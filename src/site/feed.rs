//! A followed feed as themes see it, and how it is shared.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use serde::Serialize;

use crate::site::ProblemView;

/// A followed feed (`feed`, and the members of `feeds`).
#[derive(Debug, Clone, Serialize)]
pub struct FeedView {
    /// Name of its page and anchor, unique, safe in URLs and file names.
    pub slug: String,
    /// What stands for it where its identity, an address, must not: the hash of the first identity that it had. The anchors of
    /// its entries are made of it.
    #[serde(skip)]
    pub origin: String,
    /// The feed's own id; `null` for a private feed.
    pub own_id: Option<String>,
    /// The name that planet.toml gives it.
    pub name: String,
    /// The title that the feed gives itself.
    pub title: Option<String>,
    /// The feed's own description.
    pub subtitle: Option<String>,
    /// Address of the feed without credentials; `null` for a private or local feed.
    pub url: Option<String>,
    /// Home page of the blog: from planet.toml, else what the feed says.
    pub home: Option<String>,
    /// Path of the blog's page on this site.
    pub page: String,
    /// Whether there are pages for its years, as its page cannot list all its entries.
    #[serde(skip)]
    pub has_years: bool,
    /// Path of its place on the pages of the status.
    pub status: String,
    /// Picture: from planet.toml a URL, or a path on this site; else the https address that the feed names.
    pub avatar: Option<String>,
    /// One or two letters to show instead of a picture.
    pub initials: String,
    /// A hue from 0 to 359 for the letters' background, always the same for the same feed.
    pub hue: u16,
    /// Language tag: from planet.toml, else the feed's.
    pub language: Option<String>,
    /// `ltr` or `rtl` where the language tells.
    pub dir: Option<&'static str>,
    /// Group from planet.toml.
    pub group: Option<String>,
    /// Tags from planet.toml.
    pub tags: Vec<String>,
    /// The feed's own statement of rights, as text.
    pub rights: Option<String>,
    /// When its newest entry was published (RFC 3339, in the planet's zone).
    pub last_entry: Option<String>,
    /// How lively it is: `active`, `quiet` when it has not posted for `activity_threshold`, `dead` when it could not be read
    /// for a month, `empty` without a dated entry; `null` on pages of parts, which may be older than a day.
    pub activity: Option<&'static str>,
    /// How many of its entries planet remembers.
    pub entry_count: u64,
    /// What is wrong with it now.
    pub problem: Option<ProblemView>,
    /// What the maintainer put under `extra`.
    pub extra: serde_json::Value,
}

/// A followed feed as all who name it share it: its entries, its pages, the pages of its group. Themes make their own form of it
/// once and not for each of them, which is why copies are known by their number.
#[derive(Debug, Clone)]
pub struct SharedFeed {
    number: u64,
    view: Arc<FeedView>,
}

impl SharedFeed {
    /// The feed, to be shared.
    pub fn new(view: FeedView) -> Self {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        Self {
            number: NEXT.fetch_add(1, Ordering::Relaxed),
            view: Arc::new(view),
        }
    }

    /// The same for all copies, another for every other feed that this program has made.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What is shared.
    pub fn view(&self) -> &FeedView {
        &self.view
    }
}

impl Deref for SharedFeed {
    type Target = FeedView;

    fn deref(&self) -> &FeedView {
        &self.view
    }
}

impl FeedView {
    /// The path of its page relative to the root of the site, with a final slash.
    pub fn path(slug: &str) -> String {
        format!("feeds/{slug}/")
    }
}
