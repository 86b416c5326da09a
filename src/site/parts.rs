//! The parts of the site, of which there may be thousands: each is made only when something that it shows has changed.

use std::sync::Arc;

use crate::site::{
    BlogrollPage, Day, DayLines, DigestPage, DigestsPage, EntryLine, EntryView, GroupView, Period,
    SharedFeed, StatusPage, TagView,
};

/// A part of the site that is made only when something that it shows has changed.
#[derive(Debug, Clone)]
pub enum Part {
    /// The page of a blog.
    Feed(FeedPage),
    /// What a blog posted in a year.
    FeedYear(FeedYearPage),
    /// A day.
    Day(DayPage),
    /// A month.
    Month(MonthPage),
    /// A part of the search index.
    Shard(SearchShard),
    /// A group.
    Group(GroupPage),
    /// A tag.
    Tag(TagPage),
    /// An issue of the digest.
    Digest(DigestPage),
    /// The list of the issues, and their feed.
    Digests(DigestsPage),
    /// A page of the blogroll.
    Blogroll(BlogrollPage),
    /// A page of the status.
    Status(StatusPage),
}

/// The page of one group (`group.html` with `group`, `feeds` and `days`), its feeds and its OPML.
#[derive(Debug, Clone)]
pub struct GroupPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The group.
    pub group: GroupView,
    /// Its feeds, in the order of the blogroll.
    pub feeds: Vec<SharedFeed>,
    /// Its newest entries by day, newest first.
    pub days: Vec<Day>,
    /// The newest entries, newest first: what its feeds hold.
    pub newest: Vec<Arc<EntryView>>,
}

/// The page of one tag (`tag.html` with `tag` and `lines`).
#[derive(Debug, Clone)]
pub struct TagPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The tag.
    pub tag: TagView,
    /// The newest entries that have it, newest first; most of them have other tags, too.
    pub lines: Vec<Arc<EntryLine>>,
}

/// The page of one day: where the permalinks of its entries lead (`day.html` with `day` and `lines`).
#[derive(Debug, Clone)]
pub struct DayPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The day, with its newest entries.
    pub day: Day,
    /// The entries after those, of a day that has very many; not all, if they are thousands.
    pub lines: Vec<EntryLine>,
    /// Path of the page of the next day that has entries.
    pub newer: Option<String>,
    /// Path of the page of the day before that has entries.
    pub older: Option<String>,
}

/// The page of one month (`month.html` with `month` and `days`).
#[derive(Debug, Clone)]
pub struct MonthPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The month.
    pub month: Period,
    /// Its days, newest first.
    pub days: Vec<DayLines>,
    /// Path of the page of the next month that has entries.
    pub newer: Option<String>,
    /// Path of the page of the month before that has entries.
    pub older: Option<String>,
}

/// The page of one blog (`feed.html`).
#[derive(Debug, Clone)]
pub struct FeedPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The blog.
    pub feed: SharedFeed,
    /// Its newest entries, newest first, also those that are held off the river; without `content`.
    pub entries: Vec<Arc<EntryView>>,
    /// The entries after those.
    pub lines: Vec<EntryLine>,
    /// Where there are more: its years, newest first, each with a page of its own.
    pub years: Vec<Period>,
}

/// What one blog posted in one year (`feed_year.html` with `feed`, `year` and `lines`).
#[derive(Debug, Clone)]
pub struct FeedYearPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The blog.
    pub feed: SharedFeed,
    /// The year.
    pub year: Period,
    /// Its entries, newest first; not all, if they are thousands.
    pub lines: Vec<EntryLine>,
    /// Path of the page of the next year with entries.
    pub newer: Option<String>,
    /// Path of the page of the year before with entries.
    pub older: Option<String>,
}

impl GroupPage {
    /// The files of a group, in its folder.
    pub const FILES: [&str; 5] = [
        "index.html",
        "atom.xml",
        "rss.xml",
        "feed.json",
        "blogroll.opml",
    ];

    /// The path of its folder relative to the root of the site, with a final slash.
    pub fn folder(slug: &str) -> String {
        format!("groups/{slug}/")
    }
}

/// What the search knows of a file of its index before it reads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchListing {
    /// As [`SearchShard::name`].
    pub name: String,
    /// How many entries it has.
    pub entries: usize,
    /// A word that changes with its content, so that browsers may keep it for ever.
    pub hash: String,
}

/// A part of the search index: one month, or some of its entries where it has very many.
#[derive(Debug, Clone)]
pub struct SearchShard {
    /// The month, `2025-11`, which is also the name of its file; the second shard of a month is `2025-11-2`. Counted from
    /// the oldest entries, so that a new one changes only the last shard of its month.
    pub name: String,
    /// One word for everything that it is made from.
    pub inputs: String,
    /// Its entries, newest first, all dated in its month.
    pub entries: Vec<SearchEntry>,
}

impl SearchShard {
    /// The path of the file of the shard of this name, relative to the root of the site.
    pub(crate) fn path(name: &str) -> String {
        format!("search/{name}.json")
    }
}

/// What the search knows of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SearchEntry {
    /// What to call it, as text: its label.
    pub title: String,
    /// The original permalink.
    pub url: Option<String>,
    /// The path of its permanent place on this site: `/planet/2025/11/12/#e-0123456789`.
    pub permalink: String,
    /// The name of its blog.
    pub blog: String,
    /// Who wrote it, where that is not the blog's name.
    pub author: Option<String>,
    /// The day of the river date in the planet's zone: `2025-11-12`.
    pub date: String,
    /// Its categories as text, without duplicates.
    pub tags: Vec<String>,
    /// Its first words as text, at most 160 characters; empty where the planet shows titles only.
    pub excerpt: String,
    /// Language tag of the entry.
    pub language: Option<String>,
    /// `ltr` or `rtl`: by the language, else by the script of its text.
    pub dir: &'static str,
}

impl Part {
    /// About how many entries it shows.
    pub fn entries(&self) -> usize {
        match self {
            Self::Feed(page) => page.entries.len() + page.lines.len() / 4,
            Self::FeedYear(page) => page.lines.len() / 4,
            Self::Day(page) => page.day.count - page.lines.len() + page.lines.len() / 4,
            Self::Month(page) => page.days.iter().map(|day| day.lines.len() / 4).sum(),
            Self::Shard(shard) => shard.entries.len() / 4,
            Self::Group(page) => page.newest.len() * 4,
            Self::Tag(page) => page.lines.len() / 4,
            Self::Digest(_) => 10,
            Self::Digests(page) => page.newest.len() * 10 + page.lines.len() / 4,
            Self::Blogroll(page) => page.feeds.len(),
            Self::Status(page) => page.statuses.len() + page.troubled.len(),
        }
    }
}
