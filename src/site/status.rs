//! How feeds are doing, and what has changed about the list of them.

use serde::Serialize;

/// How one feed is doing (`statuses` in `status.html`; `status/1` in `/status.json` and `planet status`).
#[derive(Debug, Clone, Serialize)]
pub struct FeedStatus {
    /// The name that planet.toml gives it.
    pub name: String,
    /// Address without credentials; `null` for a private feed.
    pub url: Option<String>,
    /// Name of its page and anchor.
    pub slug: String,
    /// Path of the blog's page on this site.
    pub page: String,
    /// What its last answer was: `new`, `unchanged` or `problem`; `skipped` before the first.
    pub outcome: &'static str,
    /// HTTP status of the last answer.
    pub http_status: Option<u16>,
    /// What is wrong.
    pub problem: Option<ProblemView>,
    /// Where it has moved for good, if it says so; not told of a private feed.
    pub moved_to: Option<String>,
    /// When it was last read without a problem that lost anything (RFC 3339, UTC).
    pub last_success: Option<String>,
    /// When it was last asked.
    pub last_attempt: Option<String>,
    /// When its newest entry was published.
    pub last_entry: Option<String>,
    /// How many times in a row it has failed; 1 at most for a file, which is read in every run.
    pub failures: u32,
    /// Not asked again before this time.
    pub next_attempt: Option<String>,
    /// How many of its entries planet remembers.
    pub entries_stored: u64,
    /// How many of them its filters drop.
    pub entries_dropped: u64,
    /// How many of them are held off the river.
    pub entries_held: u64,
    /// Why they are held, and how many for each reason.
    pub held: Vec<HeldView>,
    /// The same in plain English words, for programs and the command line; pages have the messages `held-…`.
    pub held_reasons: Vec<String>,
    /// The entries of the last 30 days that the river does not show, newest first; the newest thousand of them.
    pub unshown: Vec<UnshownEntry>,
    /// How many more there are.
    pub unshown_more: usize,
    /// Whether its entries may be in the river at all (`river` in planet.toml).
    pub river: bool,
    /// Whether somebody should look after it: it has a problem, has moved, or its dates cannot be right. That a new feed
    /// brings only its newest posts is none of these.
    pub needs_look: bool,
}

/// What is wrong with a feed.
#[derive(Debug, Clone, Serialize)]
pub struct ProblemView {
    /// The kind, one word.
    pub kind: &'static str,
    /// In plain English words; the message `problem-…` of this kind says it in the site's language.
    pub message: String,
    /// Since when (RFC 3339, UTC).
    pub since: String,
}

/// An entry that the river does not show, and why (a member of `status.unshown`).
#[derive(Debug, Clone, Serialize)]
pub struct UnshownEntry {
    /// What to call it: its title, else its first words.
    pub label: String,
    /// The original permalink.
    pub url: Option<String>,
    /// When it was published, as the feed says, else when planet first saw it (RFC 3339, UTC).
    pub date: String,
    /// `filter`, `unfiltered` (it waits for a filter that is a program), or why it is held as in [`HeldView::reason`]: the
    /// message `why-…` of this name says it in words.
    pub reason: &'static str,
    /// For `filter`: `exclude` and the field that matched, `include` when none did, or `filter` when a program left it out.
    pub filter: Option<String>,
    /// The expression that matched; for `include` every field and expression that did not; `null` for a program.
    pub expression: Option<String>,
}

/// Entries of one feed that are held off the river for one reason.
#[derive(Debug, Clone, Serialize)]
pub struct HeldView {
    /// `new-feed`, `undated`, `future` or `restamped`: the message `held-…` of this name says it in words.
    pub reason: &'static str,
    /// How many there are; never 0.
    pub count: u64,
}

/// Something that has changed about the blogroll (`changes`).
#[derive(Debug, Clone, Serialize)]
pub struct ChangeView {
    /// The anchor on the page of changes; never changes.
    pub anchor: String,
    /// `opened`, `added`, `removed`, `moved`, `renamed`, or `resumed` for a blog that wrote again after a year or more.
    pub kind: &'static str,
    /// When planet noticed (RFC 3339, in the planet's zone).
    pub date: String,
    /// How many blogs there were, when the planet opened.
    pub count: Option<usize>,
    /// Which blogs: one, or many that changed in the same way at the same time; none for `opened`.
    pub feeds: Vec<ChangedFeed>,
}

/// A blog of which something has changed, as it was then.
#[derive(Debug, Clone, Serialize)]
pub struct ChangedFeed {
    /// Its name.
    pub name: String,
    /// Path of its page on this site, if it is still followed.
    pub page: Option<String>,
    /// Address of its feed.
    pub url: Option<String>,
    /// Its home page.
    pub home: Option<String>,
    /// What it says of itself.
    pub subtitle: Option<String>,
    /// The name or address that it had before.
    pub before: Option<String>,
    /// Since when it had been silent (RFC 3339, in the planet's zone).
    pub silent_since: Option<String>,
}
