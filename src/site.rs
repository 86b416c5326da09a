//! Everything a theme can see, field by field.
//!
//! Templates get these types serialized as they are: every key is always present (`null` where there is nothing), names
//! are `snake_case`, and a change here is a change of the theme vocabulary. Strings are plain text, to be escaped by the
//! template, except [`SafeHtml`](crate::sanitize::SafeHtml), which renders as it is. Every URL is absolute `http(s)` or a path that starts with the
//! site's base path; themes need no checks.

mod digest;
mod entry;
mod feed;
mod lists;
mod own;
mod parts;
mod status;

use std::sync::Arc;

use serde::Serialize;

pub use self::{
    digest::{
        DigestBlog, DigestImage, DigestInfo, DigestItem, DigestLine, DigestMention, DigestPage,
        DigestSection, DigestView, DigestsPage,
    },
    entry::{AuthorView, EnclosureView, EntryLine, EntryTag, EntryView, FeedLine, SourceView},
    feed::{FeedView, SharedFeed},
    lists::{BlogrollPage, FEEDS_ON_PAGE, StatusPage},
    own::{OwnHtml, OwnPage},
    parts::{
        DayPage, FeedPage, FeedYearPage, GroupPage, MonthPage, Part, SearchEntry, SearchListing,
        SearchShard, TagPage,
    },
    status::{ChangeView, ChangedFeed, FeedStatus, HeldView, ProblemView, UnshownEntry},
};

/// The whole site: what every page knows, and what each page shows.
#[derive(Debug, Clone)]
pub struct Site {
    /// What every page knows (`site` in templates).
    pub info: SiteInfo,
    /// The followed feeds, in the order of planet.toml, without their news.
    pub feeds: Vec<SharedFeed>,
    /// The pages of the blogs, in the same order, each as its path and the date of its newest entry; none when blogs have no
    /// pages.
    pub blogs: Vec<(String, Option<String>)>,
    /// The first feeds of the blogroll, in its order, with their news (`feeds`).
    pub blogroll: Vec<SharedFeed>,
    /// The pages of the river, newest first; at least one, possibly without days.
    pub river: Vec<RiverPage>,
    /// The newest entries, newest first: what `/atom.xml`, `/rss.xml` and `/feed.json` hold.
    pub newest: Vec<Arc<EntryView>>,
    /// The years of the archive, newest first, with their months and days; `None` when planet.toml switches the archive off
    /// (`years` in `archive.html`, one of them as `year` in `year.html`).
    pub archive: Option<Vec<Period>>,
    /// What has changed about the blogroll, newest first (`changes` in `changes.html` and `blogroll.html`).
    pub changes: Vec<ChangeView>,
    /// The issues of the digest, newest first, each as the path of its page and when it was last changed.
    pub digests: Vec<(String, String)>,
    /// The tags that have a page, by name; `None` when planet.toml switches them off (`tags` in `tags.html`).
    pub tags: Option<Vec<TagView>>,
    /// Whether feeds and lists also stand at the addresses of Planet 2.0 and Venus.
    pub old_urls: bool,
}

/// What every page knows about the planet (`site`).
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a page that there is or is not"
)]
#[derive(Debug, Clone, Serialize)]
pub struct SiteInfo {
    /// Title of the planet.
    pub title: String,
    /// One sentence about it; may be empty.
    pub description: String,
    /// Absolute URL of a picture of the planet, for those who show links as cards.
    pub image: Option<String>,
    /// The absolute URL of the site, with a final slash.
    pub base_url: String,
    /// The path of `base_url`, with slashes at both ends: `/` or `/planet/`.
    pub path: String,
    /// Language tag (BCP 47) of the planet's own words.
    pub language: String,
    /// `ltr` or `rtl`, by `language`.
    pub dir: &'static str,
    /// IANA name of the time zone in which days begin and times are shown.
    pub timezone: String,
    /// Who runs the planet.
    pub owner: Owner,
    /// When something shown last changed (RFC 3339, in the planet's zone); `null` before the first entry. Never the
    /// time of the build, so that the same state gives the same bytes.
    pub updated: Option<String>,
    /// How many feeds are followed.
    pub feed_count: usize,
    /// How many of them have a problem now.
    pub problem_count: usize,
    /// The groups of the followed feeds, in the order in which planet.toml first names them.
    pub groups: Vec<GroupView>,
    /// Whether there are pages for tags.
    pub has_tags: bool,
    /// Whether there is a search.
    pub has_search: bool,
    /// Whether each blog has a page; else the place of a blog is its card in the blogroll.
    pub has_blogs: bool,
    /// The digest; `null` when there is none.
    pub digest: Option<DigestInfo>,
    /// Whether there are pages for days, months and years.
    pub has_archive: bool,
    /// Whether there is a page with the titles of the river.
    pub has_titles: bool,
    /// Name and version of the program, for a `meta generator`.
    pub generator: String,
    /// Which pages search engines may list: `auto`, `all` or `none`. What it means for one page is its `page.index`.
    pub index: Index,
    /// Absolute URLs of the hubs (`[websub]`) that tell of new entries.
    pub hubs: Vec<String>,
    /// The maintainer's own pages that stand in the navigation, in its order.
    pub nav: Vec<NavItem>,
    /// What the maintainer put under `[extra]`.
    pub extra: serde_json::Value,
}

/// Which pages search engines may list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Index {
    /// All but those that show whole posts of others.
    Auto,
    /// All.
    All,
    /// None.
    None,
}

impl Index {
    /// Whether a page may be listed that shows whole posts, or none.
    pub fn allows(self, shows_whole_posts: bool) -> bool {
        match self {
            Self::Auto => !shows_whole_posts,
            Self::All => true,
            Self::None => false,
        }
    }
}

/// A page in the navigation (a member of `site.nav`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NavItem {
    /// Its title.
    pub title: String,
    /// Its path from the root of the host, as in `page.path`.
    pub path: String,
}

/// Who runs the planet (`site.owner`).
#[derive(Debug, Clone, Default, Serialize)]
pub struct Owner {
    /// Name.
    pub name: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Home page.
    pub url: Option<String>,
}

/// What a page knows of itself (`page`).
#[derive(Debug, Clone, Serialize)]
pub struct PageInfo {
    /// `river`, `titles`, `day`, `month`, `year`, `archive`, `feed`, `feed-year`, `group`, `tag`, `tags`,
    /// `digests`, `digest`, `blogroll`, `changes`, `search`, `status`, `page` (one of the maintainer's own) or `404`.
    pub kind: &'static str,
    /// Title of the page alone; empty on the front page.
    pub title: String,
    /// Absolute URL: the canonical one, where the page stands at several.
    pub url: String,
    /// Path from the root of the host, base path included.
    pub path: String,
    /// Whether search engines may list it: full copies of other people's posts are `noindex`.
    pub index: bool,
    /// Number of this page, from 1, where there are several.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Path of the page with newer entries, or of the page before in a list of feeds.
    pub newer: Option<String>,
    /// Path of the page with older entries, or of the next page of a list of feeds.
    pub older: Option<String>,
}

/// One page of the river (`days` in `index.html`).
#[derive(Debug, Clone, Default)]
pub struct RiverPage {
    /// The days on it, newest first.
    pub days: Vec<Day>,
}

/// A day of the river, in the planet's time zone.
#[derive(Debug, Clone, Serialize)]
pub struct Day {
    /// The date, `2025-11-12`.
    pub date: String,
    /// The date in words of the site's language, `Wednesday, 12 November 2025`.
    pub heading: String,
    /// Path of the day's own page; `null` without an archive.
    pub page: Option<String>,
    /// How many entries are listed here.
    pub count: usize,
    /// Runs of entries of one blog: a new group starts when the blog changes.
    pub groups: Vec<Group>,
}

impl Day {
    /// Whether it shows the whole of any entry.
    pub fn shows_whole_posts(&self) -> bool {
        let mut entries = self.groups.iter().flat_map(|group| &group.entries);
        entries.any(|entry| entry.content.is_some())
    }
}

/// Consecutive entries of one blog within a day.
#[derive(Debug, Clone, Serialize)]
pub struct Group {
    /// The blog.
    pub feed: SharedFeed,
    /// Its entries, newest first; never empty.
    pub entries: Vec<Arc<EntryView>>,
}

/// A year, month or day of the archive, and what it is made of (`year`, `month` and their `parts`).
#[derive(Debug, Clone, Serialize)]
pub struct Period {
    /// The date as far as it goes: `2025`, `2025-11` or `2025-11-12`.
    pub date: String,
    /// In words: `2025`, `November 2025` or `Wednesday, 12 November 2025`.
    pub heading: String,
    /// What to call it within the next larger one: `2025`, `November` or `12`.
    pub name: String,
    /// Path of its page on this site.
    pub page: String,
    /// How many entries it has.
    pub count: usize,
    /// The months of a year or the days of a month that have entries, oldest first.
    pub parts: Vec<Self>,
}

/// A day of a list of titles (`days` in `titles.html` and `month.html`).
#[derive(Debug, Clone, Serialize)]
pub struct DayLines {
    /// As [`Day::date`].
    pub date: String,
    /// As [`Day::heading`].
    pub heading: String,
    /// As [`Day::page`].
    pub page: Option<String>,
    /// How many entries the day has.
    pub count: usize,
    /// Its entries, newest first; where there are many, only the newest of them.
    pub lines: Vec<EntryLine>,
}

/// A group of feeds (`group`, and the members of `site.groups`).
#[derive(Debug, Clone, Serialize)]
pub struct GroupView {
    /// Its name in planet.toml.
    pub name: String,
    /// Name of its folder, unique, safe in URLs and file names.
    pub slug: String,
    /// Path of its page on this site; its feeds and its OPML lie beside it.
    pub page: String,
    /// How many feeds are in it.
    pub count: usize,
}

/// A tag that has a page (`tag`, and the members of `tags`).
#[derive(Debug, Clone, Serialize)]
pub struct TagView {
    /// As most entries spell it.
    pub name: String,
    /// Path of its page on this site.
    pub page: String,
    /// How many of the newest entries have it.
    pub count: usize,
}

impl Site {
    /// The days of the river with a line for each entry, newest first (`days` in `titles.html`).
    pub fn titles(&self) -> Vec<DayLines> {
        let mut titles: Vec<DayLines> = Vec::new();
        for day in self.river.iter().flat_map(|page| &page.days) {
            let entries = day.groups.iter().flat_map(|group| &group.entries);
            let lines = entries.map(|entry| EntryLine::of(entry));
            match titles.iter_mut().find(|known| known.date == day.date) {
                // A day that two pages share.
                Some(known) => known.lines.extend(lines),
                None => titles.push(DayLines {
                    date: day.date.clone(),
                    heading: day.heading.clone(),
                    page: day.page.clone(),
                    count: 0,
                    lines: lines.collect(),
                }),
            }
        }
        for day in &mut titles {
            day.count = day.lines.len();
        }
        titles
    }
}
