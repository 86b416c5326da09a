//! Two made-up planets that every theme must be able to show: one with everything, one with nothing.
//!
//! `Theme::load` renders them, since Tera finds a field that does not exist only when it renders it.

mod content;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::feed::RawHtml;
use crate::sanitize::{self, SafeHtml};
use crate::site::{
    AuthorView, Day, DayLines, DayPage, EnclosureView, EntryLine, EntryView, FeedPage, FeedStatus,
    FeedView, FeedYearPage, Group, MonthPage, Owner, PageInfo, Part, Period, ProblemView,
    RiverPage, Site, SiteInfo, SourceView,
};
use crate::theme::View;
use crate::theme::functions::split;

/// A planet without a description, an owner or an entry; then one whose only feed and entry have nothing optional.
pub fn sparse(base_url: &str, extra: &Value) -> Site {
    let mut info = site_info(base_url, extra);
    info.feed_count = 1;
    let feed = Arc::new(feed(&info.path, "plain", "Plain"));
    let entry = Arc::new(entry(&feed, 1, "2025-11-12", "08:00"));
    let day = Day {
        date: "2025-11-12".to_owned(),
        heading: format!("Wednesday, {}", in_words("2025-11-12")),
        page: None,
        count: 1,
        groups: groups(vec![Arc::clone(&entry)]),
    };
    Site {
        info,
        feeds: vec![Arc::clone(&feed)],
        river: vec![RiverPage::default(), RiverPage { days: vec![day] }],
        newest: vec![Arc::clone(&entry)],
        statuses: vec![status(&feed)],
        archive: Some(Vec::new()),
    }
}

/// A planet in which every field is there and every case occurs: long and short, text only, without a title, from right
/// to left, with files, from an aggregate, in several feeds, ailing feeds, feeds with and without a group.
pub fn full(base_url: &str, extra: &Value) -> Site {
    let mut info = site_info(base_url, extra);
    "Planet Estuary".clone_into(&mut info.title);
    "People who measure, mend and write about rivers, and the programs they write to do so."
        .clone_into(&mut info.description);
    info.owner = Owner {
        name: Some("The Estuary Friends".to_owned()),
        email: Some("planet@estuary.example".to_owned()),
        url: Some("https://estuary.example/".to_owned()),
    };
    info.updated = Some("2025-11-12T18:42:00+01:00".to_owned());
    let blogs = content::blogs(&info.path);
    let river = content::days(&blogs);
    info.feed_count = blogs.len();
    info.problem_count = blogs.iter().filter(|feed| feed.problem.is_some()).count();
    let newest: Vec<_> = river
        .iter()
        .flat_map(|day| &day.groups)
        .flat_map(|group| group.entries.iter().cloned())
        .collect();
    let older = river.iter().skip(1).cloned().collect();
    Site {
        statuses: content::statuses(&blogs),
        archive: Some(archive(&info.path)),
        river: vec![RiverPage { days: river }, RiverPage { days: older }],
        feeds: blogs,
        newest,
        info,
    }
}

/// The parts of a sample site: the pages of its feeds, one of them without an entry, one with years; a month and its days.
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
    let page = |feed: &Arc<FeedView>, entries: Vec<Arc<EntryView>>| {
        Part::Feed(FeedPage {
            inputs: String::new(),
            feed: Arc::clone(feed),
            lines: lines(feed),
            years: if entries.len() > 1 {
                vec![year_of(feed)]
            } else {
                Vec::new()
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
            feed: Arc::clone(feed),
            year: year_of(feed),
            lines: lines(feed),
            newer: None,
            older: Some(format!("{base_path}{}2024/", FeedView::path(&feed.slug))),
        })
    });
    let days: Vec<&Day> = site.river.iter().flat_map(|page| &page.days).collect();
    let month = MonthPage {
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
    };
    let days = days.into_iter().map(|day| DayPage {
        inputs: String::new(),
        day: day.clone(),
        newer: Some(format!("{base_path}2025/11/13/")),
        older: None,
    });
    let month = Part::Month(month, days.collect());
    with_entries
        .chain(empty)
        .chain(years)
        .chain([month])
        .collect()
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
        ("blogroll", "Blogs", "blogroll/", View::Blogroll),
        ("status", "Status", "status/", View::Status(&site.statuses)),
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
    others.push(("404", "Page not found", "404.html", View::NotFound));
    let others = others
        .into_iter()
        .map(|(kind, title, path, view)| (page(&site.info, kind, title, path), view));
    let parts = parts.iter().flat_map(|part| pages_of(&site.info, part));
    river.chain(parts).chain(others).collect()
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
    match part {
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
        Part::Month(month, days) => {
            let title = &month.month.heading;
            let info = at(
                "month",
                title,
                &month.month.page,
                &month.newer,
                &month.older,
            );
            let days = days.iter().map(|day| {
                let path = day.day.page.as_deref().unwrap_or_default();
                let info = at("day", &day.day.heading, path, &day.newer, &day.older);
                (info, View::Day(&day.day))
            });
            [(info, View::Month(month))]
                .into_iter()
                .chain(days)
                .collect()
        }
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

/// The archive of the samples.
fn archive(base_path: &str) -> Vec<Period> {
    let page = format!("{base_path}2025/");
    vec![period(
        "2025",
        "2025",
        "2025",
        page,
        vec![november(base_path)],
    )]
}

fn site_info(base_url: &str, extra: &Value) -> SiteInfo {
    SiteInfo {
        title: "Planet".to_owned(),
        description: String::new(),
        base_url: base_url.to_owned(),
        path: split(base_url).1.to_owned(),
        language: "en".to_owned(),
        dir: "ltr",
        timezone: "Europe/Lisbon".to_owned(),
        owner: Owner::default(),
        updated: None,
        feed_count: 0,
        problem_count: 0,
        has_archive: true,
        has_titles: true,
        generator: concat!("planet ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: extra.clone(),
    }
}

fn page(info: &SiteInfo, kind: &'static str, title: &str, path: &str) -> PageInfo {
    PageInfo {
        kind,
        title: title.to_owned(),
        url: format!("{}{path}", info.base_url),
        path: format!("{}{path}", info.path),
        index: true,
        number: 1,
        count: 1,
        newer: None,
        older: None,
    }
}

/// A feed of which nothing is known but its name.
fn feed(base_path: &str, slug: &str, name: &str) -> FeedView {
    FeedView {
        rights: None,
        own_id: None,
        slug: slug.to_owned(),
        name: name.to_owned(),
        title: None,
        subtitle: None,
        url: None,
        home: None,
        page: format!("{base_path}feeds/{slug}/"),
        avatar: None,
        initials: name.chars().take(1).collect(),
        hue: 0,
        language: None,
        dir: None,
        group: None,
        tags: Vec::new(),
        last_entry: None,
        entry_count: 0,
        problem: None,
        extra: json!({}),
    }
}

/// An entry with nothing but a label.
fn entry(feed: &Arc<FeedView>, number: u32, date: &str, time: &str) -> EntryView {
    EntryView {
        rights: None,
        anchor: format!("e-{number:010x}"),
        id: format!("tag:estuary.example,2025:{number}"),
        title: None,
        title_html: None,
        label: "Something without a title".to_owned(),
        url: None,
        permalink: format!("{}#e-{number:010x}", feed.page),
        feed: Arc::clone(feed),
        authors: Vec::new(),
        date: format!("{date}T{time}:00+00:00"),
        dated: true,
        date_text: in_words(date),
        time_text: time.to_owned(),
        published: None,
        updated: None,
        content: None,
        excerpt: String::new(),
        is_long: false,
        words: 0,
        minutes: 1,
        language: None,
        dir: "ltr",
        tags: Vec::new(),
        enclosures: Vec::new(),
        comments: None,
        source: None,
        also_in: Vec::new(),
        copies: Vec::new(),
    }
}

/// `2025-11-09` as `9 November 2025`; the samples know no other month.
fn in_words(date: &str) -> String {
    let day = date.rsplit('-').next().unwrap_or(date);
    format!("{} November 2025", day.trim_start_matches('0'))
}

/// A feed that has never been asked.
fn status(feed: &FeedView) -> FeedStatus {
    FeedStatus {
        name: feed.name.clone(),
        url: feed.url.clone(),
        slug: feed.slug.clone(),
        page: feed.page.clone(),
        outcome: "skipped",
        http_status: None,
        problem: feed.problem.clone(),
        moved_to: None,
        last_success: None,
        last_attempt: None,
        last_entry: feed.last_entry.clone(),
        failures: 0,
        next_attempt: None,
        entries_stored: feed.entry_count,
        entries_dropped: 0,
        entries_held: 0,
        held_reasons: Vec::new(),
        needs_look: false,
    }
}

/// As the page of a blog shows it.
fn without_content(entry: &EntryView) -> EntryView {
    EntryView {
        content: None,
        ..entry.clone()
    }
}

/// Consecutive entries of one blog, put together.
fn groups(entries: Vec<Arc<EntryView>>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for entry in entries {
        match groups.last_mut() {
            Some(group) if group.feed.slug == entry.feed.slug => group.entries.push(entry),
            _ => groups.push(Group {
                feed: Arc::clone(&entry.feed),
                entries: vec![entry],
            }),
        }
    }
    groups
}

fn safe(markup: &str) -> SafeHtml {
    sanitize::content(&RawHtml {
        markup: markup.to_owned(),
        base: None,
    })
}
