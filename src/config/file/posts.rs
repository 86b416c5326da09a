//! The tables about feeds, and about which of their posts are shown where.

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use crate::config::{
    PeriodKind, SectionKind,
    addresses::{Picture, WebUrl},
    values::{Count, Keep, Language, Patterns, Program, Show, Span, Weight},
};

/// An issue for each week or month, with the best of it; without this table there is none.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Digest {
    /// How much time an issue is about; `"week"` by default.
    pub(crate) period: PeriodKind,
    /// The period of issue 1, such as `"2025-W01"`; by default the first that was made.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) first: Option<Spanned<String>>,
    /// The title of an issue, with `{site}` and `{n}` filled in; by default in the planet's language.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) title: Option<Spanned<String>>,
    /// With fewer items there is no issue; 3 by default.
    pub(crate) min_items: Count<100>,
    /// How many issues the first build makes of the time before it; 0 by default.
    pub(crate) backfill: usize,
    /// The folder of your hand in it, a file for each issue; `"digest"` by default.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) curation: Spanned<String>,
}

impl Default for Digest {
    fn default() -> Self {
        Self {
            period: PeriodKind::Week,
            first: None,
            title: None,
            min_items: Count(3),
            backfill: 0,
            curation: Spanned::new(0..0, "digest".to_owned()),
        }
    }
}

/// A section of the digest. Without any there are articles, projects and discussions.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Section {
    /// A short name, unique among the sections.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) id: Option<Spanned<String>>,
    /// Its heading.
    pub(crate) title: Option<String>,
    /// What is in it; `"any"` by default.
    pub(crate) kind: SectionKind,
    /// At most so many items; 12 by default.
    pub(crate) max: Count<100>,
    /// At most so many posts of one feed; 1 by default.
    pub(crate) per_feed: Count<100>,
    /// Only posts of feeds in these groups.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) groups: Vec<Spanned<String>>,
    /// Only what is at these hosts.
    #[cfg_attr(test, schemars(with = "Vec<String>"))]
    pub(crate) hosts: Vec<Spanned<String>>,
}

impl Default for Section {
    fn default() -> Self {
        Self {
            id: None,
            title: None,
            kind: SectionKind::Any,
            max: Count(12),
            per_feed: Count(1),
            groups: Vec::new(),
            hosts: Vec::new(),
        }
    }
}

/// Which posts are shown, of all feeds.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    /// If set, only posts that match one of these.
    pub(crate) include: ByField,
    /// Never posts that match one of these.
    pub(crate) exclude: ByField,
    /// A program with its arguments that reads posts and writes back those that are shown, as they are shown.
    pub(crate) filter: Option<Program>,
    /// How long it may take each time, for up to 200 posts of a feed; `"30s"` by default.
    pub(crate) timeout: Span,
}

impl Default for Filters {
    fn default() -> Self {
        Self {
            include: ByField::default(),
            exclude: ByField::default(),
            filter: None,
            timeout: Span(Duration::from_secs(30)),
        }
    }
}

/// Regular expressions, one or a list of them, by the field of a post that they look at.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ByField {
    /// Its title, as text.
    pub(crate) title: Patterns,
    /// Its content, else its summary, as text.
    pub(crate) content: Patterns,
    /// The names of its authors.
    pub(crate) author: Patterns,
    /// Each of its categories.
    pub(crate) category: Patterns,
    /// Its address.
    pub(crate) link: Patterns,
}

/// A feed that the planet follows.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Feed {
    /// The name of the blog.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) name: Option<Spanned<String>>,
    /// The address of its feed: http, https, or a path from this file. `${KEY}` in it reads a variable of the
    /// environment, and makes the feed private.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) url: Option<Spanned<String>>,
    /// A name of your own for the feed, so that it stays the same feed when its address changes.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) id: Option<Spanned<String>>,
    /// The home page of the blog; by default what the feed says.
    pub(crate) home: Option<WebUrl>,
    /// A picture: a URL, or a file under `static/`.
    pub(crate) avatar: Option<Picture>,
    /// The group that the blog belongs to.
    pub(crate) group: Option<String>,
    /// Words about the blog, for themes and OPML.
    pub(crate) tags: Vec<String>,
    /// The language of its posts; by default what the feed says.
    pub(crate) language: Option<Language>,
    /// How much of its posts is shown; by default as `content` under `[river]`.
    pub(crate) content: Option<Show>,
    /// As under `[filters]`, for this feed.
    pub(crate) include: ByField,
    /// As under `[filters]`, for this feed.
    pub(crate) exclude: ByField,
    /// As under `[filters]`, for this feed, behind the one for all.
    pub(crate) filter: Option<Program>,
    /// At most so many of its posts in the river; by default as `max_entries_per_feed`.
    pub(crate) max_entries: Option<usize>,
    /// Whether it is followed at all; `true` by default.
    pub(crate) enabled: bool,
    /// Whether its posts are in the river and in the planet's feeds, not only on the page of the blog; `true` by
    /// default. The digest takes them all the same.
    pub(crate) river: bool,
    /// Whether its address is a secret, never shown or exported; `false` by default.
    pub(crate) private: bool,
    /// Whether it may live on your own network; `false` by default.
    pub(crate) allow_private_address: bool,
    /// As under `[fetch]`, for this feed.
    pub(crate) interval: Option<Span>,
    /// As under `[store]`, for this feed.
    pub(crate) keep: Option<Keep>,
    /// How much it counts in the digest, from 0 to 10; 1 by default.
    pub(crate) weight: Weight,
    /// Anything at all; themes read it as `feed.extra`.
    #[cfg_attr(test, schemars(with = "serde_json::Map<String, serde_json::Value>"))]
    pub(crate) extra: toml::Table,
}

impl Default for Feed {
    fn default() -> Self {
        Self {
            name: None,
            url: None,
            id: None,
            home: None,
            avatar: None,
            group: None,
            tags: Vec::new(),
            language: None,
            content: None,
            include: ByField::default(),
            exclude: ByField::default(),
            filter: None,
            max_entries: None,
            enabled: true,
            river: true,
            private: false,
            allow_private_address: false,
            interval: None,
            keep: None,
            weight: Weight(1.0),
            extra: toml::Table::new(),
        }
    }
}
