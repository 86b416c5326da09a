//! The shape of planet.toml: which keys there are, of what kind, with what default. Nothing is decided here.
//!
//! Each table is read apart, so that a mistake in one hides none in the others. What is said of tables and keys here is what
//! docs/config.md and the schema for editors say (`config/tests/schema.rs`).

mod posts;

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

pub(crate) use self::posts::{ByField, Digest, Feed, Filters, Section};
use crate::{
    config::{
        addresses::{Hubs, Picture, WebUrl},
        read,
        values::{Count, Index, Keep, Language, Show, Size, Sort, Span, Zone},
    },
    zones::Tz,
};

/// The planet itself.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Top {
    /// The name of the planet.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) title: Option<Spanned<String>>,
    /// A sentence about it, for readers and search engines.
    pub(crate) description: String,
    /// The picture of links to it that are shown as cards: a URL, or a file under `static/`.
    pub(crate) image: Option<Picture>,
    /// Where the site will live, path included, such as `https://example.org/planet/`.
    #[cfg_attr(test, schemars(with = "Option<String>"))]
    pub(crate) base_url: Option<Spanned<String>>,
    /// The language of the planet's own words; `"en"` by default.
    pub(crate) language: Language,
    /// Where days begin, such as `"Europe/Dublin"`; `"UTC"` by default.
    pub(crate) timezone: Zone,
    /// `"river"` (the default), `"titles"`, `"paper"`, `"classic"`, or a folder under `themes/`.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) theme: Spanned<String>,
    /// The folder of the finished site, which planet owns; `"output"` by default.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) output: Spanned<String>,
    /// The folder of what planet remembers between runs; `".planet"` by default.
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) state: Spanned<String>,
    /// The folder of files that are copied to the site as they are; `"static"` by default. They win over what planet
    /// would write in their place.
    #[serde(rename = "static")]
    #[cfg_attr(test, schemars(with = "String"))]
    pub(crate) static_files: Spanned<String>,
    /// Anything at all; themes read it as `site.extra`.
    #[cfg_attr(test, schemars(with = "serde_json::Map<String, serde_json::Value>"))]
    pub(crate) extra: toml::Table,
}

impl Default for Top {
    fn default() -> Self {
        let spanned = |text: &str| Spanned::new(0..0, text.to_owned());
        Self {
            title: None,
            description: String::new(),
            image: None,
            base_url: None,
            language: Language("en".to_owned()),
            timezone: Zone(Tz::UTC),
            theme: spanned("river"),
            output: spanned("output"),
            state: spanned(".planet"),
            static_files: spanned("static"),
            extra: toml::Table::new(),
        }
    }
}

/// Who runs the planet, for readers and for the blogs you follow.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Owner {
    /// A name.
    pub(crate) name: Option<String>,
    /// An address for mail.
    pub(crate) email: Option<String>,
    /// A home page.
    pub(crate) url: Option<WebUrl>,
}

/// The newest-first pages.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct River {
    /// Posts on each; 40 by default.
    pub(crate) entries_per_page: Count<1000>,
    /// How many pages, the front page included; 10 by default.
    pub(crate) pages: Count<10_000>,
    /// How many days back from the newest post the front page goes; 0, the default, is no limit.
    pub(crate) days: u32,
    /// At most so many posts of each feed; 0, the default, is no limit.
    pub(crate) max_entries_per_feed: usize,
    /// How many old posts a newly added feed may bring; 10 by default.
    pub(crate) new_feed_entries: usize,
    /// More unseen posts than this, all dated within an hour, stay off the river; 10 by default.
    pub(crate) restamp_entries: Count<1_000_000>,
    /// How much of a post is shown; `"full"` by default.
    pub(crate) content: Show,
}

impl Default for River {
    fn default() -> Self {
        Self {
            entries_per_page: Count(40),
            pages: Count(10),
            days: 0,
            max_entries_per_feed: 0,
            new_feed_entries: 10,
            restamp_entries: Count(10),
            content: Show::Full,
        }
    }
}

/// Which pages there are besides the river, the blogroll and the status.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Pages {
    /// A page for each blog, with its newest posts; `true` by default. Without it the blogroll has the place of a blog.
    pub(crate) blogs: bool,
    /// A page for each day, month and year; `true` by default.
    pub(crate) archive: bool,
    /// The titles of the river on one page; `true` by default.
    pub(crate) titles: bool,
    /// A page for each tag that at least three of the newest posts have; `true` by default.
    pub(crate) tags: bool,
    /// A search over everything remembered, in the reader's browser; `true` by default.
    pub(crate) search: bool,
    /// What search engines may list; `"auto"` by default.
    pub(crate) index: Index,
    /// Whether the site also has `rss10.xml`, `rss20.xml`, `opml.xml`, `foafroll.xml` and `titles_only.html`, as Planet
    /// 2.0 and Venus had; `false` by default.
    pub(crate) old_urls: bool,
    /// Whether the site carries what planet remembers under `state/`, for `planet build --restore-from auto`; `false`
    /// by default. Anybody can read there all posts of every feed, whole, also those that filters drop; only addresses
    /// of private feeds are left out.
    pub(crate) state: bool,
}

impl Default for Pages {
    fn default() -> Self {
        Self {
            blogs: true,
            archive: true,
            titles: true,
            tags: true,
            search: true,
            index: Index::Auto,
            old_urls: false,
            state: false,
        }
    }
}

/// The list of the blogs.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Blogroll {
    /// Its order; `"listed"` by default.
    pub(crate) sort: Sort,
    /// A blog that has not posted for so long is marked as quiet; `"180d"` by default.
    pub(crate) activity_threshold: Span,
    /// Whether the picture that a feed names is shown where there is no `avatar`; `true` by default.
    pub(crate) icons: bool,
}

impl Default for Blogroll {
    fn default() -> Self {
        Self {
            sort: Sort::Listed,
            activity_threshold: Span(Duration::from_hours(180 * 24)),
            icons: true,
        }
    }
}

/// What `/atom.xml`, `/rss.xml` and `/feed.json` hold.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Syndication {
    /// How many posts; 60 by default.
    pub(crate) entries: Count<1000>,
    /// How much of each; `"full"` by default.
    pub(crate) content: Show,
}

impl Default for Syndication {
    fn default() -> Self {
        Self {
            entries: Count(60),
            content: Show::Full,
        }
    }
}

/// Who tells readers of new posts at once.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Websub {
    /// The address of a hub, or of several.
    pub(crate) hub: Hubs,
}

/// How feeds are asked.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Fetch {
    /// Feeds asked at the same time; 64 by default.
    pub(crate) threads: Count<128>,
    /// Of them, at one host; 2 by default.
    pub(crate) per_host: Count<16>,
    /// Each feed is asked at most once in this time; `"30m"` by default.
    pub(crate) interval: Span,
    /// To find and reach the server; `"5s"` by default.
    pub(crate) connect_timeout: Span,
    /// Until it begins to answer; `"15s"` by default.
    pub(crate) first_byte_timeout: Span,
    /// The longest silence within an answer; `"15s"` by default.
    pub(crate) stall_timeout: Span,
    /// The whole request, redirects included; `"20s"` by default.
    pub(crate) timeout: Span,
    /// The largest feed, unpacked; `"16MB"` by default.
    pub(crate) max_body: Size,
    /// The largest feed, as sent; `"8MB"` by default.
    pub(crate) max_transfer: Size,
    /// What planet calls itself; by default the program and `base_url`.
    pub(crate) user_agent: Option<String>,
}

impl Default for Fetch {
    fn default() -> Self {
        let seconds = |n| Span(Duration::from_secs(n));
        Self {
            threads: Count(64),
            per_host: Count(2),
            interval: seconds(30 * 60),
            connect_timeout: seconds(5),
            first_byte_timeout: seconds(15),
            stall_timeout: seconds(15),
            timeout: seconds(20),
            max_body: Size(16 << 20),
            max_transfer: Size(8 << 20),
            user_agent: None,
        }
    }
}

/// What is remembered.
#[cfg_attr(test, derive(schemars::JsonSchema))]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Store {
    /// How long posts are kept; `"forever"` by default.
    pub(crate) keep: Keep,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            keep: Keep::Forever,
        }
    }
}

/// Every table of planet.toml with its keys: what documentation and examples must cover.
pub fn known_keys() -> Vec<(&'static str, &'static [&'static str])> {
    vec![
        ("", read::fields::<Top>()),
        ("owner", read::fields::<Owner>()),
        ("river", read::fields::<River>()),
        ("pages", read::fields::<Pages>()),
        ("blogroll", read::fields::<Blogroll>()),
        ("syndication", read::fields::<Syndication>()),
        ("websub", read::fields::<Websub>()),
        ("fetch", read::fields::<Fetch>()),
        ("store", read::fields::<Store>()),
        ("filters", read::fields::<Filters>()),
        ("digest", read::fields::<Digest>()),
        ("digest.section", read::fields::<Section>()),
        ("feeds", read::fields::<Feed>()),
    ]
}
