//! A feed that is followed, and what of it is shown.

use std::{path::PathBuf, time::Duration};

use regex::Regex;
use url::Url;

use crate::config::{Keep, Show};

/// One `[[feeds]]` table: a feed that the planet follows.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Debug, Clone)]
pub struct Subscription {
    /// The identity of the feed: its `id`, else its URL without scheme, `www.`, credentials and trailing slash.
    pub id: String,
    /// The name of its page and anchor: unique, safe in URLs and file names.
    pub slug: String,
    /// Its name.
    pub name: String,
    /// Where it is read.
    pub location: Location,
    /// Its address for people: as written, without credentials and secrets.
    pub shown: String,
    /// Its address for pages and exports; `None` where it must not or cannot be published.
    pub public_url: Option<String>,
    /// The line of its `url` in planet.toml, from 1.
    pub line: usize,
    /// Home page of the blog, http(s).
    pub home: Option<String>,
    /// A picture: http(s), or a path on the site.
    pub avatar: Option<String>,
    /// Group.
    pub group: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Language tag.
    pub language: Option<String>,
    /// How much of its entries is shown.
    pub content: Show,
    /// Which of its entries are shown.
    pub filters: Filters,
    /// Newest entries of it in the river; 0 for all.
    pub max_entries: usize,
    /// Whether it is followed at all.
    pub enabled: bool,
    /// Whether its entries appear in the river and in the feeds that planet writes.
    pub river: bool,
    /// Whether its address is a secret.
    pub private: bool,
    /// The values of the variables in its address, never to be printed.
    pub secrets: Vec<String>,
    /// Whether its name may resolve to a private address.
    pub allow_private_address: bool,
    /// It is not asked again within this time.
    pub interval: Duration,
    /// How long its entries are kept.
    pub keep: Keep,
    /// What it adds to the score of its entries in the digest.
    pub weight: f64,
    /// Anything else; reaches the theme as `feed.extra`.
    pub extra: serde_json::Value,
}

/// What stands for a variable that is not set, wherever in an address it is; nobody has a host of this name (RFC 2606).
pub(crate) const UNSET: &str = "not-set.invalid";

impl Subscription {
    /// The address that is asked, `${ENV}` expanded, so never to be printed; `None` for a file.
    pub fn url(&self) -> Option<&Url> {
        match &self.location {
            Location::Http(url) => Some(url),
            Location::File(_) => None,
        }
    }

    /// Whether its address is not known, as a variable in it is not set.
    pub fn has_no_address(&self) -> bool {
        self.secrets.iter().any(|value| value == UNSET)
    }
}

/// A group of feeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its name.
    pub name: String,
    /// The name of its page: unique among groups, safe in URLs and file names.
    pub slug: String,
}

/// Where a feed is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Location {
    /// Over http or https; `${ENV}` already expanded, so never to be printed.
    Http(Url),
    /// From a file.
    File(PathBuf),
}

/// Which entries pass, and as what: every program writes them back, then any of `include` (when there are any) and none of
/// `exclude` matches.
#[derive(Debug, Clone, Default)]
pub struct Filters {
    /// Programs that entries go through, one after the other, each with its arguments.
    pub programs: Vec<Vec<String>>,
    /// An entry is kept only if one of these matches, when there are any.
    pub include: Vec<Filter>,
    /// An entry is dropped if one of these matches.
    pub exclude: Vec<Filter>,
}

impl Filters {
    /// Whether nothing is filtered.
    pub fn is_empty(&self) -> bool {
        self.programs.is_empty() && !self.has_patterns()
    }

    /// Whether entries are looked at besides what programs make of them.
    pub fn has_patterns(&self) -> bool {
        !self.include.is_empty() || !self.exclude.is_empty()
    }
}

/// One regular expression on one field.
#[derive(Debug, Clone)]
pub struct Filter {
    /// The field it looks at.
    pub field: Field,
    /// The expression.
    pub pattern: Regex,
}

/// A field of an entry that filters can look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Field {
    /// The title as text.
    Title,
    /// The content, else the summary, as text.
    Content,
    /// The names of its authors.
    Author,
    /// Each of its categories.
    Category,
    /// Its permalink.
    Link,
}

impl Field {
    /// Its key in planet.toml.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Content => "content",
            Self::Author => "author",
            Self::Category => "category",
            Self::Link => "link",
        }
    }
}
