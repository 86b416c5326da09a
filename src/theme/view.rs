//! The kinds of pages: the template of each, and the variables that only it has.

use tera::Value;

use crate::site::{
    BlogrollPage, ChangeView, Day, DayPage, DigestPage, DigestView, DigestsPage, FeedPage,
    FeedYearPage, GroupPage, MonthPage, OwnPage, Period, Site, StatusPage, TagPage, TagView,
};
use crate::theme::{ThemeError, value};

/// A page to render: which template, and the variables that only this kind of page has.
#[derive(Debug, Clone, Copy)]
pub enum View<'a> {
    /// A page of the river: `index.html` with `days`.
    River(&'a [Day]),
    /// The titles of the river: `titles.html` with `days`.
    Titles(&'a Site),
    /// A day of the archive: `day.html` with `day` and `lines`.
    Day(&'a DayPage),
    /// A month of the archive: `month.html` with `month` and `days`.
    Month(&'a MonthPage),
    /// A year of the archive: `year.html` with `year`.
    Year(&'a Period),
    /// The years of the archive: `archive.html` with `years`.
    Archive(&'a [Period]),
    /// The page of one blog: `feed.html` with `feed`, `entries`, `lines` and `years`.
    Feed(&'a FeedPage),
    /// What one blog posted in a year: `feed_year.html` with `feed`, `year` and `lines`.
    FeedYear(&'a FeedYearPage),
    /// A group of blogs: `group.html` with `group`, `days`, and its own `feeds`.
    Group(&'a GroupPage),
    /// The tags: `tags.html` with `tags`.
    Tags(&'a [TagView]),
    /// A tag: `tag.html` with `tag` and `lines`.
    Tag(&'a TagPage),
    /// The issues of the digest: `digests.html` with `digests`.
    Digests(&'a DigestsPage),
    /// An issue of the digest: `digest.html` with `digest`.
    Digest(&'a DigestPage),
    /// An issue of the digest as its feed has it: `digest_content.html` with `digest`.
    DigestContent(&'a DigestView),
    /// A page of the list of blogs: `blogroll.html` with `changes`, and its own `feeds` and `groups`.
    Blogroll(&'a BlogrollPage),
    /// What has changed about it: `changes.html` with `changes`.
    Changes(&'a [ChangeView]),
    /// Where all entries are searched: `search.html`. Its script reads the index that `render::search` writes.
    Search,
    /// How feeds are doing: `status.html` with `statuses` and `look_count`.
    Status(&'a StatusPage),
    /// A page that the maintainer wrote: `page.html`, or the template that it names, with `own`.
    Own(&'a OwnPage),
    /// What an unknown address shows: `404.html`.
    NotFound,
}

impl<'a> View<'a> {
    /// The name of the template.
    pub fn template(&self) -> &'a str {
        match self {
            Self::River(_) => "index.html",
            Self::Titles(_) => "titles.html",
            Self::Day(_) => "day.html",
            Self::Month(_) => "month.html",
            Self::Year(_) => "year.html",
            Self::Archive(_) => "archive.html",
            Self::Feed(_) => "feed.html",
            Self::FeedYear(_) => "feed_year.html",
            Self::Group(_) => "group.html",
            Self::Tags(_) => "tags.html",
            Self::Tag(_) => "tag.html",
            Self::Digests(_) => "digests.html",
            Self::Digest(_) => "digest.html",
            Self::DigestContent(_) => "digest_content.html",
            Self::Blogroll(_) => "blogroll.html",
            Self::Changes(_) => "changes.html",
            Self::Search => "search.html",
            Self::Status(_) => "status.html",
            Self::Own(page) => &page.template,
            Self::NotFound => "404.html",
        }
    }

    /// Whether the page shows the whole of any post of others.
    pub fn shows_whole_posts(&self) -> bool {
        match self {
            Self::River(days) => days.iter().any(Day::shows_whole_posts),
            Self::Feed(page) => page.entries.iter().any(|entry| entry.content.is_some()),
            Self::Day(page) => page.day.shows_whole_posts(),
            Self::Group(page) => page.days.iter().any(Day::shows_whole_posts),
            Self::Titles(_)
            | Self::Month(_)
            | Self::Year(_)
            | Self::Archive(_)
            | Self::FeedYear(_)
            | Self::Tags(_)
            | Self::Tag(_)
            | Self::Digests(_)
            | Self::Digest(_)
            | Self::DigestContent(_)
            | Self::Blogroll(_)
            | Self::Changes(_)
            | Self::Search
            | Self::Status(_)
            | Self::Own(_)
            | Self::NotFound => false,
        }
    }
}

impl View<'_> {
    /// The variables that only this kind of page has.
    pub(super) fn variables(&self) -> Result<Vec<(&'static str, Value)>, ThemeError> {
        let one = |name, variable: Result<Value, ThemeError>| Ok((name, variable?));
        match self {
            Self::River(days) => vec![one("days", value("days", days))],
            Self::Titles(site) => vec![one("days", value("days", &site.titles()))],
            Self::Day(page) => vec![
                one("day", value("day", &page.day)),
                one("lines", value("lines", &page.lines)),
            ],
            Self::Month(page) => vec![
                one("month", value("month", &page.month)),
                one("days", value("days", &page.days)),
            ],
            Self::Year(year) => vec![one("year", value("year", year))],
            Self::Archive(years) => vec![one("years", value("years", years))],
            Self::Feed(page) => vec![
                one("feed", value("feed", &page.feed)),
                one("entries", value("entries", &page.entries)),
                one("lines", value("lines", &page.lines)),
                one("years", value("years", &page.years)),
            ],
            Self::FeedYear(page) => vec![
                one("feed", value("feed", &page.feed)),
                one("year", value("year", &page.year)),
                one("lines", value("lines", &page.lines)),
            ],
            Self::Group(page) => vec![
                one("group", value("group", &page.group)),
                one("feeds", value("feeds", &page.feeds)),
                one("days", value("days", &page.days)),
            ],
            Self::Tags(tags) => vec![one("tags", value("tags", tags))],
            Self::Tag(page) => vec![
                one("tag", value("tag", &page.tag)),
                one("lines", value("lines", &page.lines)),
            ],
            Self::Digests(page) => vec![one("digests", value("digests", &page.lines))],
            Self::Digest(page) => vec![one("digest", value("digest", &page.digest))],
            Self::DigestContent(issue) => vec![one("digest", value("digest", issue))],
            Self::Status(page) => {
                let all: Vec<_> = page.statuses.iter().chain(&page.troubled).collect();
                vec![
                    one("statuses", value("statuses", &all)),
                    one("look_count", value("look_count", &page.look_count)),
                ]
            }
            Self::Own(own) => vec![one("own", value("own", own))],
            Self::Blogroll(page) => vec![one("changes", value("changes", &page.changes))],
            Self::Changes(changes) => vec![one("changes", value("changes", changes))],
            Self::Search | Self::NotFound => Vec::new(),
        }
        .into_iter()
        .collect()
    }
}
