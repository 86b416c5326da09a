//! The pages of the samples, one for each template at least.

use std::sync::Arc;

use crate::site::{
    BlogrollPage, ChangeView, ChangedFeed, Day, DayLines, DayPage, EntryLine, EntryView, FeedPage,
    FeedView, FeedYearPage, GroupPage, GroupView, MonthPage, PageInfo, Part, Period, SharedFeed,
    Site, SiteInfo, StatusPage, TagPage, TagView,
};
use crate::theme::View;
use crate::theme::sample::own::{OWN, own_page_info};
use crate::theme::sample::{content, digest, page, without_content};

/// The parts of a sample site: the pages of its feeds, one of them without an entry, one with years; a month and its days; a
/// group, a tag; and where it has a digest, issues of it.
pub fn parts(site: &Site) -> Vec<Part> {
    let base_path = &site.info.path;
    let lines = |feed: &FeedView| -> Vec<EntryLine> {
        let own = site
            .newest
            .iter()
            .filter(|entry| entry.feed.slug == feed.slug);
        own.map(|entry| EntryLine::of(entry)).collect()
    };
    let year_of = |feed: &FeedView| {
        let page = format!("{base_path}{}2025/", FeedView::path(&feed.slug));
        period("2025", "2025", "2025", page, Vec::new())
    };
    let page = |feed: &SharedFeed, mut entries: Vec<Arc<EntryView>>| {
        // An entry is on the page once.
        let older = entries.split_off(entries.len().div_ceil(2));
        Part::Feed(FeedPage {
            inputs: String::new(),
            feed: feed.clone(),
            lines: older.iter().map(|entry| EntryLine::of(entry)).collect(),
            years: if older.is_empty() {
                Vec::new()
            } else {
                vec![year_of(feed)]
            },
            entries,
        })
    };
    let with_entries = site.feeds.iter().map(|feed| {
        let own = site
            .newest
            .iter()
            .filter(|entry| entry.feed.slug == feed.slug);
        page(
            feed,
            own.map(|entry| Arc::new(without_content(entry))).collect(),
        )
    });
    let empty = site.feeds.iter().take(1).map(|feed| page(feed, Vec::new()));
    let years = site.feeds.iter().take(2).map(|feed| {
        Part::FeedYear(FeedYearPage {
            inputs: String::new(),
            feed: feed.clone(),
            year: year_of(feed),
            lines: lines(feed),
            newer: None,
            older: Some(format!("{base_path}{}2024/", FeedView::path(&feed.slug))),
        })
    });
    let days: Vec<&Day> = site.river.iter().flat_map(|page| &page.days).collect();
    let month = Part::Month(MonthPage {
        inputs: String::new(),
        month: november(base_path),
        days: site
            .titles()
            .into_iter()
            .map(|day| DayLines {
                page: Some(format!("{base_path}{}/", day.date.replace('-', "/"))),
                ..day
            })
            .collect(),
        newer: None,
        older: Some(format!("{base_path}2025/10/")),
    });
    let days = days.into_iter().map(|day| page_of_day(day, site));
    let group = Part::Group(GroupPage {
        inputs: String::new(),
        group: group(base_path),
        feeds: site.feeds.clone(),
        days: site
            .river
            .iter()
            .flat_map(|page| page.days.clone())
            .take(1)
            .collect(),
        newest: site.newest.clone(),
    });
    let tag = Part::Tag(TagPage {
        inputs: String::new(),
        tag: tag(base_path),
        lines: site
            .newest
            .iter()
            .map(|entry| Arc::new(EntryLine::of(entry)))
            .collect(),
    });
    let others = days
        .map(Part::Day)
        .chain([month, group, tag])
        .chain(lists(site));
    with_entries
        .chain(empty)
        .chain(years)
        .chain(others)
        .chain(digest::parts(&site.info))
        .collect()
}

fn page_of_day(day: &Day, site: &Site) -> DayPage {
    let base_path = &site.info.path;
    DayPage {
        inputs: String::new(),
        // An entry is on the page once.
        lines: (site.newest.iter())
            .filter(|entry| !entry.date.starts_with(&day.date))
            .take(1)
            .map(|entry| EntryLine::of(entry))
            .collect(),
        day: day.clone(),
        newer: Some(format!("{base_path}2025/11/13/")),
        older: None,
    }
}

/// The pages that list all feeds.
fn lists(site: &Site) -> [Part; 2] {
    [
        Part::Blogroll(BlogrollPage {
            number: 1,
            count: 2,
            feeds: site.feeds.clone(),
            changes: site.changes.clone(),
        }),
        Part::Status(StatusPage {
            number: 2,
            count: 2,
            statuses: content::statuses(&site.feeds),
            troubled: Vec::new(),
            look_count: 1,
        }),
    ]
}

/// The pages of a sample site, one for each template at least.
pub fn pages<'a>(site: &'a Site, parts: &'a [Part]) -> Vec<(PageInfo, View<'a>)> {
    let count = site.river.len();
    let river = site.river.iter().zip(1..).map(|(river, number)| {
        let older = (number < count).then(|| format!("{}page/{}/", site.info.path, number + 1));
        let newer = (number > 1).then(|| match number {
            2 => site.info.path.clone(),
            _ => format!("{}page/{}/", site.info.path, number - 1),
        });
        let (path, title) = match number {
            1 => (String::new(), String::new()),
            _ => (format!("page/{number}/"), format!("Page {number}")),
        };
        let page = PageInfo {
            index: number == 1,
            number,
            count,
            newer,
            older,
            ..page(&site.info, "river", &title, &path)
        };
        (page, View::River(&river.days))
    });
    let mut others = vec![
        (
            "changes",
            "Blogroll changes",
            "blogroll/changes/",
            View::Changes(&site.changes),
        ),
        ("search", "Search", "search/", View::Search),
        ("titles", "Titles", "titles/", View::Titles(site)),
    ];
    if let Some(years) = &site.archive {
        others.push(("archive", "Archive", "archive/", View::Archive(years)));
        others.extend(
            years
                .iter()
                .map(|year| ("year", "2025", "2025/", View::Year(year))),
        );
    }
    if let Some(tags) = &site.tags {
        others.push(("tags", "Tags", "tags/", View::Tags(tags)));
    }
    others.push(("404", "Page not found", "404.html", View::NotFound));
    let others = others
        .into_iter()
        .map(|(kind, title, path, view)| (page(&site.info, kind, title, path), view));
    let parts = parts.iter().flat_map(|part| pages_of(&site.info, part));
    let own = (own_page_info(&site.info, &OWN), View::Own(&OWN));
    river.chain(parts).chain([own]).chain(others).collect()
}

/// What the feeds of a site hold that themes make: the content of each issue of the digest.
pub fn contents<'a>(pages: &[(PageInfo, View<'a>)]) -> Vec<(PageInfo, View<'a>)> {
    let content = |(page, view): &(PageInfo, View<'a>)| match view {
        View::Digest(issue) => Some((page.clone(), View::DigestContent(&issue.digest))),
        _ => None,
    };
    pages.iter().filter_map(content).collect()
}

fn pages_of<'a>(info: &SiteInfo, part: &'a Part) -> Vec<(PageInfo, View<'a>)> {
    let at = |kind, title: &str, path: &str, newer: &Option<String>, older: &Option<String>| {
        let path = path
            .strip_prefix(&info.path)
            .unwrap_or(path.trim_start_matches('/'));
        PageInfo {
            newer: newer.clone(),
            older: older.clone(),
            ..page(info, kind, title, path)
        }
    };
    let on_list = |number, count| PageInfo {
        number,
        count,
        newer: (number > 1).then(|| info.path.clone()),
        older: (number < count).then(|| info.path.clone()),
        ..page(info, "", "", "")
    };
    match part {
        Part::Blogroll(list) => {
            let info = PageInfo {
                kind: "blogroll",
                title: "Blogs".to_owned(),
                ..on_list(list.number, list.count)
            };
            vec![(info, View::Blogroll(list))]
        }
        Part::Status(list) => {
            let info = PageInfo {
                kind: "status",
                title: "Status".to_owned(),
                ..on_list(list.number, list.count)
            };
            vec![(info, View::Status(list))]
        }
        Part::Feed(feed) => {
            let info = at("feed", &feed.feed.name, &feed.feed.page, &None, &None);
            vec![(info, View::Feed(feed))]
        }
        Part::FeedYear(year) => {
            let title = format!("{}, {}", year.feed.name, year.year.heading);
            let info = at(
                "feed-year",
                &title,
                &year.year.page,
                &year.newer,
                &year.older,
            );
            vec![(info, View::FeedYear(year))]
        }
        Part::Group(group) => {
            let info = at("group", &group.group.name, &group.group.page, &None, &None);
            vec![(info, View::Group(group))]
        }
        Part::Tag(tag) => {
            let info = at("tag", &tag.tag.name, &tag.tag.page, &None, &None);
            vec![(info, View::Tag(tag))]
        }
        Part::Day(day) => {
            let path = day.day.page.as_deref().unwrap_or_default();
            let info = at("day", &day.day.heading, path, &day.newer, &day.older);
            vec![(info, View::Day(day))]
        }
        Part::Digest(issue) => {
            let line = &issue.digest.line;
            let info = at(
                "digest",
                &line.title,
                &line.page,
                &issue.newer,
                &issue.older,
            );
            vec![(info, View::Digest(issue))]
        }
        Part::Digests(list) => {
            let path = info.digest.as_ref().map_or("", |digest| &digest.page);
            vec![(
                at("digests", "Weekly digest", path, &None, &None),
                View::Digests(list),
            )]
        }
        Part::Month(month) => {
            let Period { heading, page, .. } = &month.month;
            let info = at("month", heading, page, &month.newer, &month.older);
            vec![(info, View::Month(month))]
        }
        Part::Shard(_) => Vec::new(),
    }
}

fn period(date: &str, heading: &str, name: &str, page: String, parts: Vec<Period>) -> Period {
    Period {
        date: date.to_owned(),
        heading: heading.to_owned(),
        name: name.to_owned(),
        page,
        count: parts.iter().map(|part| part.count).sum::<usize>().max(1),
        parts,
    }
}

/// The only month that the samples know, with one of its days.
fn november(base_path: &str) -> Period {
    let page = |path: &str| format!("{base_path}{path}");
    let heading = "Wednesday, 12 November 2025";
    let day = period("2025-11-12", heading, "12", page("2025/11/12/"), Vec::new());
    period(
        "2025-11",
        "November 2025",
        "November",
        page("2025/11/"),
        vec![day],
    )
}

pub(super) fn group(base_path: &str) -> GroupView {
    GroupView {
        name: "People".to_owned(),
        slug: "people".to_owned(),
        page: format!("{base_path}groups/people/"),
        count: 3,
    }
}

/// A change of each kind, of one blog and of many.
pub(super) fn changes(base_path: &str) -> Vec<ChangeView> {
    let feed = |name: &str| ChangedFeed {
        name: name.to_owned(),
        page: Some(format!("{base_path}feeds/ana-duarte/")),
        url: Some("https://ana-duarte.example/feed.xml".to_owned()),
        home: Some("https://ana-duarte.example/".to_owned()),
        subtitle: Some("Rivers, and what measures them".to_owned()),
        before: Some("Ana's old place".to_owned()),
        silent_since: Some("2023-11-12T14:05:00+00:00".to_owned()),
    };
    let bare = ChangedFeed {
        page: None,
        url: None,
        home: None,
        subtitle: None,
        before: None,
        silent_since: None,
        ..feed("Gone")
    };
    let change = |kind, number: usize, feeds: Vec<ChangedFeed>| ChangeView {
        anchor: format!("{kind}-{number}"),
        kind,
        date: "2025-11-12T14:05:00+00:00".to_owned(),
        count: (kind == "opened").then_some(7),
        feeds,
    };
    let kinds = ["added", "removed", "moved", "renamed", "resumed"];
    let each = kinds.into_iter().flat_map(|kind| {
        [
            change(kind, 1, vec![feed("Ana Duarte")]),
            change(kind, 2, vec![bare.clone()]),
            change(kind, 3, vec![feed("Ana Duarte"), bare.clone()]),
        ]
    });
    each.chain([change("opened", 1, Vec::new())]).collect()
}

pub(super) fn tag(base_path: &str) -> TagView {
    TagView {
        name: "tides".to_owned(),
        page: format!("{base_path}tags/tides/"),
        count: 300,
    }
}

/// The archive of the samples.
pub(super) fn archive(base_path: &str) -> Vec<Period> {
    let page = format!("{base_path}2025/");
    vec![period(
        "2025",
        "2025",
        "2025",
        page,
        vec![november(base_path)],
    )]
}
