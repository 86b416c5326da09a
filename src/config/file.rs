//! The shape of planet.toml: which keys there are, of what kind, with what default. Nothing is decided here.

use std::time::Duration;

use serde::Deserialize;
use toml::Spanned;

use crate::config::{
    PeriodKind, SectionKind,
    addresses::{Hubs, Picture, WebUrl},
    read,
    values::{
        Count, Index, Keep, Language, Patterns, Program, Show, Size, Sort, Span, Weight, Zone,
    },
};

/// The keys at the top. The tables below it are read apart, so that a mistake in one hides none in the others.
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Top {
    pub(crate) title: Option<Spanned<String>>,
    pub(crate) description: String,
    pub(crate) image: Option<Picture>,
    pub(crate) base_url: Option<Spanned<String>>,
    pub(crate) language: Language,
    pub(crate) timezone: Zone,
    pub(crate) theme: Spanned<String>,
    pub(crate) output: Spanned<String>,
    pub(crate) state: Spanned<String>,
    #[serde(rename = "static")]
    pub(crate) static_files: Spanned<String>,
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
            timezone: Zone(chrono_tz::Tz::UTC),
            theme: spanned("river"),
            output: spanned("output"),
            state: spanned(".planet"),
            static_files: spanned("static"),
            extra: toml::Table::new(),
        }
    }
}

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Owner {
    pub(crate) name: Option<String>,
    pub(crate) email: Option<String>,
    pub(crate) url: Option<WebUrl>,
}

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct River {
    pub(crate) entries_per_page: Count<1000>,
    pub(crate) pages: Count<10_000>,
    pub(crate) days: u32,
    pub(crate) max_entries_per_feed: usize,
    pub(crate) new_feed_entries: usize,
    pub(crate) restamp_entries: Count<1_000_000>,
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

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Pages {
    pub(crate) archive: bool,
    pub(crate) titles: bool,
    pub(crate) tags: bool,
    pub(crate) search: bool,
    pub(crate) index: Index,
    pub(crate) old_urls: bool,
    pub(crate) state: bool,
}

impl Default for Pages {
    fn default() -> Self {
        Self {
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

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Blogroll {
    pub(crate) sort: Sort,
    pub(crate) activity_threshold: Span,
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

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Syndication {
    pub(crate) entries: Count<1000>,
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

#[derive(Deserialize, Default)]
#[serde(default)]
pub(crate) struct Websub {
    pub(crate) hub: Hubs,
}

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Fetch {
    pub(crate) threads: Count<128>,
    pub(crate) per_host: Count<16>,
    pub(crate) interval: Span,
    pub(crate) connect_timeout: Span,
    pub(crate) first_byte_timeout: Span,
    pub(crate) stall_timeout: Span,
    pub(crate) timeout: Span,
    pub(crate) max_body: Size,
    pub(crate) max_transfer: Size,
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

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Store {
    pub(crate) keep: Keep,
}

impl Default for Store {
    fn default() -> Self {
        Self {
            keep: Keep::Forever,
        }
    }
}

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Digest {
    pub(crate) period: PeriodKind,
    pub(crate) first: Option<Spanned<String>>,
    pub(crate) title: Option<Spanned<String>>,
    pub(crate) min_items: Count<100>,
    pub(crate) backfill: usize,
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

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Section {
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) title: Option<String>,
    pub(crate) kind: SectionKind,
    pub(crate) max: Count<100>,
    pub(crate) per_feed: Count<100>,
    pub(crate) groups: Vec<Spanned<String>>,
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

#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Filters {
    pub(crate) include: ByField,
    pub(crate) exclude: ByField,
    pub(crate) filter: Option<Program>,
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

/// Regular expressions by the field they look at.
#[derive(Deserialize, Default, Clone)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct ByField {
    pub(crate) title: Patterns,
    pub(crate) content: Patterns,
    pub(crate) author: Patterns,
    pub(crate) category: Patterns,
    pub(crate) link: Patterns,
}

#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a key of planet.toml, and none excludes another"
)]
#[derive(Deserialize)]
#[serde(default)]
pub(crate) struct Feed {
    pub(crate) name: Option<Spanned<String>>,
    pub(crate) url: Option<Spanned<String>>,
    pub(crate) id: Option<Spanned<String>>,
    pub(crate) home: Option<WebUrl>,
    pub(crate) avatar: Option<Picture>,
    pub(crate) group: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) language: Option<Language>,
    pub(crate) content: Option<Show>,
    pub(crate) include: ByField,
    pub(crate) exclude: ByField,
    pub(crate) filter: Option<Program>,
    pub(crate) max_entries: Option<usize>,
    pub(crate) enabled: bool,
    pub(crate) river: bool,
    pub(crate) private: bool,
    pub(crate) allow_private_address: bool,
    pub(crate) interval: Option<Span>,
    pub(crate) keep: Option<Keep>,
    pub(crate) weight: Weight,
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
