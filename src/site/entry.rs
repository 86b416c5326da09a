//! An entry as themes see it: whole, or as a line of a list.

use serde::Serialize;

use crate::{
    sanitize::SafeHtml,
    site::{FeedView, SharedFeed},
};

/// A line of a list: an entry without its content (`lines`).
#[derive(Debug, Clone, Serialize)]
pub struct EntryLine {
    /// The anchor, as [`EntryView::anchor`].
    pub anchor: String,
    /// As [`EntryView::copies`]; on the page of a day only.
    pub copies: Vec<String>,
    /// What to call it: its title, else its first words.
    pub label: String,
    /// Whether the feed gives it a title.
    pub titled: bool,
    /// The original permalink.
    pub url: Option<String>,
    /// Path of the entry on this site, as [`EntryView::permalink`].
    pub permalink: String,
    /// The blog it is from.
    pub feed: FeedLine,
    /// The river date, as [`EntryView::date`].
    pub date: String,
    /// Whether `date` means anything, as [`EntryView::dated`].
    pub dated: bool,
    /// The day of `date` in words of the site's language: `12 November 2025`.
    pub date_text: String,
    /// The time of `date`: `14:05`.
    pub time_text: String,
    /// Language tag of the entry.
    pub language: Option<String>,
    /// `ltr` or `rtl`, as [`EntryView::dir`].
    pub dir: &'static str,
}

/// The blog of a line: as much as a link to it needs.
#[derive(Debug, Clone, Serialize)]
pub struct FeedLine {
    /// As [`FeedView::slug`].
    pub slug: String,
    /// As [`FeedView::name`].
    pub name: String,
    /// As [`FeedView::page`].
    pub page: String,
}

/// An entry as pages show it (`entry`).
#[derive(Debug, Clone, Serialize)]
pub struct EntryView {
    /// The anchor, `e-` and ten hexadecimal digits; never changes.
    pub anchor: String,
    /// The entry's own id, as its feed gives it.
    pub id: String,
    /// When planet first saw it, in seconds since 1970.
    #[serde(skip)]
    pub first_seen: i64,
    /// The title as text; `null` when the feed gives none.
    pub title: Option<String>,
    /// The title with its harmless inline markup; `null` when the feed gives none.
    pub title_html: Option<SafeHtml>,
    /// What to call it: its title, else its first words.
    pub label: String,
    /// The original permalink.
    pub url: Option<String>,
    /// Path of the entry on this site, with its anchor: on the page of its day; where it is off the river, or there is no archive,
    /// on that of its blog, or of its year where the blog has pages for years. The oldest of thousands that such a page cannot
    /// list all have no place on it: the page itself opens.
    pub permalink: String,
    /// The blog it is from; on pages of the archive without its news (`problem`, `last_entry`, `entry_count`).
    pub feed: SharedFeed,
    /// Its authors with a name; the blog's name where the feed names nobody.
    pub authors: Vec<AuthorView>,
    /// The river date (RFC 3339, in the planet's zone): the earlier of its publication and our first sight of it.
    pub date: String,
    /// Whether `date` means anything: not for an entry without a date that was there before its feed was first read.
    pub dated: bool,
    /// The day of `date` in words of the site's language: `12 November 2025`.
    pub date_text: String,
    /// The time of `date`: `14:05`.
    pub time_text: String,
    /// When the feed says it was published (RFC 3339, UTC).
    pub published: Option<String>,
    /// When the feed says it was last changed (RFC 3339, UTC).
    pub updated: Option<String>,
    /// Its whole content, made safe; `null` where only text is shown.
    pub content: Option<SafeHtml>,
    /// The first words as text, at most some 300 characters.
    pub excerpt: String,
    /// Whether `content` is long enough to fold.
    pub is_long: bool,
    /// Number of words in the content.
    pub words: usize,
    /// Minutes to read it, at least 1.
    pub minutes: usize,
    /// Language tag of the entry.
    pub language: Option<String>,
    /// `ltr` or `rtl`: by the language, else by the script of its text.
    pub dir: &'static str,
    /// Its categories as text, without duplicates.
    pub tags: Vec<EntryTag>,
    /// Its attached files.
    pub enclosures: Vec<EnclosureView>,
    /// Where people comment on it.
    pub comments: Option<String>,
    /// The entry's own statement of rights, as text.
    pub rights: Option<String>,
    /// The feed it was taken from, when its blog is itself an aggregate.
    pub source: Option<SourceView>,
    /// Other followed feeds that hold the same entry.
    pub also_in: Vec<SharedFeed>,
    /// On the page of a day: the anchors of their entries, so that no permalink of theirs leads nowhere.
    pub copies: Vec<String>,
}

/// A category of an entry.
#[derive(Debug, Clone, Serialize)]
pub struct EntryTag {
    /// What it is called.
    pub name: String,
    /// The word that its feed sorts by, where that is another than its name (`atom:category`'s `term` beside its `label`).
    pub term: Option<String>,
    /// Path of its page; on the pages of the river, for tags that have one.
    pub page: Option<String>,
}

/// An author of an entry.
#[derive(Debug, Clone, Serialize)]
pub struct AuthorView {
    /// Name.
    pub name: String,
    /// Home page.
    pub url: Option<String>,
}

/// A file attached to an entry.
#[derive(Debug, Clone, Serialize)]
pub struct EnclosureView {
    /// Where it is.
    pub url: String,
    /// Media type, `application/octet-stream` where unknown.
    pub media_type: String,
    /// `audio`, `video`, `image` or `file`.
    pub kind: &'static str,
    /// Length in bytes.
    pub length: Option<u64>,
    /// Its file name.
    pub name: String,
}

/// The feed that an entry of an aggregate was taken from.
#[derive(Debug, Clone, Serialize)]
pub struct SourceView {
    /// Title; its address where it has none.
    pub title: Option<String>,
    /// Home page.
    pub url: Option<String>,
}

impl FeedLine {
    /// The blog, as much as a link to it needs.
    pub fn of(feed: &FeedView) -> Self {
        Self {
            slug: feed.slug.clone(),
            name: feed.name.clone(),
            page: feed.page.clone(),
        }
    }
}

impl EntryLine {
    /// The line of an entry.
    pub fn of(entry: &EntryView) -> Self {
        Self {
            anchor: entry.anchor.clone(),
            copies: entry.copies.clone(),
            label: entry.label.clone(),
            titled: entry.title.is_some(),
            url: entry.url.clone(),
            permalink: entry.permalink.clone(),
            feed: FeedLine::of(&entry.feed),
            date: entry.date.clone(),
            dated: entry.dated,
            date_text: entry.date_text.clone(),
            time_text: entry.time_text.clone(),
            language: entry.language.clone(),
            dir: entry.dir,
        }
    }
}
