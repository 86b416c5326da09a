//! The digest as themes see it.

use serde::Serialize;

use crate::sanitize::SafeHtml;

/// Where the digest is, and what it is called (`site.digest`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestInfo {
    /// `week` or `month`.
    pub period: &'static str,
    /// What it is called: `Weekly digest`.
    pub title: String,
    /// A few words about it.
    pub description: String,
    /// Path of the list of its issues on this site.
    pub page: String,
    /// Path of its Atom feed.
    pub feed: String,
    /// Its newest issue; `null` before the first one, and on pages that are not written again for news of the planet.
    pub newest: Option<DigestLine>,
}

/// The list of all issues (`digests.html` with `digests`), and the feed that holds the newest of them.
#[derive(Debug, Clone)]
pub struct DigestsPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The issues, newest first.
    pub lines: Vec<DigestLine>,
    /// The newest issues as a whole, newest first.
    pub newest: Vec<DigestView>,
}

impl DigestsPage {
    /// Its files, in the folder of the digest.
    pub const FILES: [&str; 2] = ["index.html", "atom.xml"];
}

/// The page of one issue (`digest.html` with `digest`).
#[derive(Debug, Clone)]
pub struct DigestPage {
    /// One word for everything that it is made from.
    pub inputs: String,
    /// The issue.
    pub digest: DigestView,
    /// Path of the page of the next issue.
    pub newer: Option<String>,
    /// Path of the page of the issue before.
    pub older: Option<String>,
}

/// An issue in a list (`digests`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestLine {
    /// The name of its week (`2025-w46`) or month (`2025-11`).
    pub name: String,
    /// Its number: how many weeks or months after issue 1, and one.
    pub number: i64,
    /// Its title, with its number in it.
    pub title: String,
    /// The maintainer's headline, else the title of its first item.
    pub headline: String,
    /// Path of its page on this site.
    pub page: String,
    /// Its first day, `2025-11-10`.
    pub from: String,
    /// Its last day, `2025-11-16`.
    pub to: String,
    /// Both in words: `10 November to 16 November 2025`, or `November 2025`.
    pub dates: String,
    /// When its time was over (RFC 3339, in the planet's zone).
    pub published: String,
    /// When it was last changed: then, or when the maintainer's changes were taken up (RFC 3339, in the planet's zone).
    pub updated: String,
    /// How many items it has.
    pub count: usize,
}

/// An issue (`digest`).
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DigestView {
    /// What a list shows of it.
    #[serde(flatten)]
    pub line: DigestLine,
    /// The maintainer's words above the items, made safe as posts are.
    pub intro: Option<SafeHtml>,
    /// How many posts there were in its time.
    pub posts: usize,
    /// On how many blogs.
    pub blogs: usize,
    /// How many blogs were followed.
    pub followed: usize,
    /// The blogs that were new then.
    pub new_blogs: Vec<DigestBlog>,
    /// Its sections, none of them empty.
    pub sections: Vec<DigestSection>,
}

/// A section of an issue.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DigestSection {
    /// Its id in planet.toml; its anchor.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its items.
    pub items: Vec<DigestItem>,
}

/// An item of an issue: a post, or something that several posts link to.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DigestItem {
    /// Its number, from 1 through all sections.
    pub number: usize,
    /// What to call it.
    pub title: String,
    /// Where it is; `null` for a post without a permalink of its own.
    pub url: Option<String>,
    /// Path of the post on this site, with its anchor; `null` for a link, and for a post that is not on it any more.
    pub permalink: Option<String>,
    /// Whether it is a post of a followed blog.
    pub is_post: bool,
    /// The host of a link; `null` for a post.
    pub host: Option<String>,
    /// The post itself; for a link the post whose words `excerpt` is. `null` for what only the maintainer has found.
    pub source: Option<DigestMention>,
    /// One or two sentences of it, or about it; may be empty.
    pub excerpt: String,
    /// The maintainer's remark.
    pub note: Option<String>,
    /// A picture of it, for some.
    pub image: Option<DigestImage>,
    /// Other posts that link to it.
    pub mentions: Vec<DigestMention>,
    /// Language tag of title and excerpt.
    pub language: Option<String>,
    /// `ltr` or `rtl`.
    pub dir: &'static str,
}

/// A post that is an item, or links to one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestMention {
    /// The blog.
    pub blog: DigestBlog,
    /// Who wrote the post, where that is not the blog's name again.
    pub author: Option<String>,
    /// What to call the post.
    pub label: String,
    /// Its permalink.
    pub url: Option<String>,
    /// Its river date (RFC 3339, in the planet's zone).
    pub date: String,
}

/// A blog, as it was called when the issue was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestBlog {
    /// Its name.
    pub name: String,
    /// Path of its page on this site; `null` when it is not followed any more.
    pub page: Option<String>,
}

/// A picture of an item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DigestImage {
    /// A URL, or a path on this site.
    pub url: String,
    /// What it shows; may be empty.
    pub alt: String,
    /// Its width in pixels, where it is known.
    pub width: Option<u32>,
    /// Its height in pixels, where it is known.
    pub height: Option<u32>,
}
