//! The form in which issues are remembered, and what they can be made of. It is the store's own, apart from what themes see, so
//! that an old issue stays as it was.

use serde::{Deserialize, Deserializer, Serialize};

use crate::{feed::Timestamp, store::veiled};

/// An issue, without what is in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DigestRow {
    /// The name of its week or month.
    pub period: String,
    /// When it was frozen.
    pub frozen: Timestamp,
    /// When it was last changed, as readers are told.
    pub updated: Timestamp,
    /// The fingerprint of the curation file that it was made with.
    pub curation: Option<String>,
    /// Whether what could have been chosen is remembered.
    pub has_pool: bool,
    /// Whether there is an issue: there is none when too little was found.
    pub has_issue: bool,
    /// Another number whenever it changes.
    pub version: i64,
}

/// Everything that an issue can be made of.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Pool {
    /// What the issue says of the whole time.
    pub stats: Stats,
    /// Posts and links, in no meaningful order.
    pub candidates: Vec<Candidate>,
}

/// What happened in the time of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Stats {
    /// How many posts there were.
    pub posts: usize,
    /// On how many blogs.
    pub blogs: usize,
    /// How many blogs were followed.
    pub followed: usize,
    /// The blogs that were first read then.
    pub new_blogs: Vec<BlogRecord>,
}

/// A blog, as it was called then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct BlogRecord {
    /// What stands for its feed, as in [`FeedView::origin`](crate::site::FeedView::origin): the hash of the first identity
    /// that this had. Earlier versions froze the identity itself, an address: it becomes the hash as it is read.
    #[serde(deserialize_with = "unseen")]
    pub id: String,
    /// Its name.
    pub name: String,
}

/// An identity as anybody may see it; there is none of what no blog has.
fn unseen<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    let id = String::deserialize(deserializer)?;
    Ok(if id.is_empty() { id } else { veiled(&id) })
}

/// A post, or a link that posts have.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Candidate {
    /// A number for its address; two with the same number are the same.
    pub key: i64,
    /// Its address.
    pub url: Option<String>,
    /// What to call it.
    pub title: String,
    /// One or two sentences about it.
    pub excerpt: String,
    /// A picture of it.
    pub image: Option<ImageRecord>,
    /// The post itself; for a link the post whose words `excerpt` is. Nothing for what no blog has.
    pub source: Option<Mention>,
    /// Whether `source` is the thing itself.
    pub is_entry: bool,
    /// The posts that link to it, each blog once.
    pub linkers: Vec<Mention>,
    /// How many words a post has.
    pub words: usize,
    /// How many posts the blog of a post had in the 30 days until the end of the time.
    pub posts: usize,
    /// Language tag of title and excerpt.
    pub language: Option<String>,
    /// Whether they run from right to left.
    pub is_rtl: bool,
}

impl Candidate {
    /// The posts that link to it, but for those of the blog that has it or tells of it.
    pub fn others(&self) -> impl Iterator<Item = &Mention> {
        let teller = self.source.as_ref().map(|source| &source.blog.id);
        let linkers = self.linkers.iter();
        linkers.filter(move |one| Some(&one.blog.id) != teller)
    }
}

/// A post that is, or names, a candidate.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Mention {
    /// The blog.
    pub blog: BlogRecord,
    /// Its group.
    pub group: Option<String>,
    /// Its weight, in hundredths.
    pub weight: i64,
    /// Who wrote the post.
    pub author: Option<String>,
    /// What to call the post.
    pub label: String,
    /// Its permalink.
    pub url: Option<String>,
    /// Its anchor on this site.
    pub anchor: String,
    /// Its river date, in seconds since 1970.
    pub date: i64,
}

/// A picture.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImageRecord {
    /// Its address; from a curation file also a path on the site.
    pub url: String,
    /// What it shows.
    pub alt: String,
    /// Its width in pixels.
    pub width: Option<u32>,
    /// Its height in pixels.
    pub height: Option<u32>,
    /// Whether the maintainer chose it.
    pub is_curated: bool,
}

/// What an issue shows.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Issue {
    /// The maintainer's headline.
    pub headline: Option<String>,
    /// The maintainer's words above the items, in Markdown.
    pub intro: Option<String>,
    /// What happened in its time.
    pub stats: Stats,
    /// Its sections, those without items left out.
    pub sections: Vec<SectionRecord>,
}

/// A section of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct SectionRecord {
    /// Its id in planet.toml.
    pub id: String,
    /// Its title in planet.toml.
    pub title: Option<String>,
    /// Its items, the first one first.
    pub items: Vec<ItemRecord>,
}

/// An item of an issue.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ItemRecord {
    /// What it is.
    pub candidate: Candidate,
    /// The maintainer's remark.
    pub note: Option<String>,
}

/// An issue as it is remembered, and as a snapshot of the store has it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Frozen {
    /// The name of its week or month.
    pub period: String,
    /// When it was frozen.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub frozen: Timestamp,
    /// When it was last changed, as readers are told.
    #[serde(with = "chrono::serde::ts_seconds")]
    pub updated: Timestamp,
    /// The fingerprint of the curation file that it was made with.
    pub curation: Option<String>,
    /// What it was chosen from; nothing for a time that is over and was never looked at.
    pub pool: Option<Pool>,
    /// What it shows; nothing when that would be too little.
    pub issue: Option<Issue>,
}
