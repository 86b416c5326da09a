//! Two made-up planets that every theme must be able to show: one with everything, one with nothing.
//!
//! `Theme::load` renders them, since Tera finds a field that does not exist only when it renders it.

mod content;
mod digest;
mod health;
mod own;
mod parts;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::site::{
    AuthorView, Day, EnclosureView, EntryView, FeedStatus, FeedView, Group, Index, NavItem, Owner,
    PageInfo, ProblemView, RiverPage, SharedFeed, Site, SiteInfo, SourceView,
};
use crate::theme::functions::split;

pub(super) use self::own::own_page_info;
pub use self::parts::{contents, pages, parts};

/// A planet without a description, an owner or an entry; then one whose only feed and entry have nothing optional.
pub fn sparse(base_url: &str, extra: &Value) -> Site {
    let mut info = site_info(base_url, extra);
    info.feed_count = 1;
    let feed = SharedFeed::new(feed(&info.path, "plain", "Plain"));
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
        feeds: vec![feed.clone()],
        river: vec![RiverPage::default(), RiverPage { days: vec![day] }],
        newest: vec![Arc::clone(&entry)],
        archive: Some(Vec::new()),
        blogs: Vec::new(),
        blogroll: Vec::new(),
        changes: Vec::new(),
        tags: Some(Vec::new()),
        old_urls: false,
        digests: Vec::new(),
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
    info.image = Some(format!("{base_url}estuary.png"));
    info.hubs = vec!["https://hub.example/".to_owned()];
    info.nav = vec![NavItem {
        title: own::OWN.title.clone(),
        path: format!("{}{}", info.path, own::OWN.path),
    }];
    let blogs = content::blogs(&info.path);
    let river = content::days(&blogs);
    info.groups = vec![parts::group(&info.path)];
    info.digest = Some(digest::info(&info.path));
    info.feed_count = blogs.len();
    info.problem_count = blogs.iter().filter(|feed| feed.problem.is_some()).count();
    let newest: Vec<_> = river
        .iter()
        .flat_map(|day| &day.groups)
        .flat_map(|group| group.entries.iter().cloned())
        .collect();
    let older = river.iter().skip(1).cloned().collect();
    Site {
        archive: Some(parts::archive(&info.path)),
        blogs: Vec::new(),
        blogroll: Vec::new(),
        changes: parts::changes(&info.path),
        tags: Some(vec![parts::tag(&info.path)]),
        old_urls: true,
        digests: Vec::new(),
        river: vec![RiverPage { days: river }, RiverPage { days: older }],
        feeds: blogs,
        newest,
        info,
    }
}

fn site_info(base_url: &str, extra: &Value) -> SiteInfo {
    SiteInfo {
        title: "Planet".to_owned(),
        description: String::new(),
        image: None,
        base_url: base_url.to_owned(),
        path: split(base_url).1.to_owned(),
        language: "en".to_owned(),
        dir: "ltr",
        timezone: "Europe/Lisbon".to_owned(),
        owner: Owner::default(),
        updated: None,
        feed_count: 0,
        problem_count: 0,
        groups: Vec::new(),
        has_tags: true,
        has_search: true,
        has_blogs: true,
        digest: None,
        has_archive: true,
        has_titles: true,
        generator: concat!("planet ", env!("CARGO_PKG_VERSION")).to_owned(),
        index: Index::Auto,
        hubs: Vec::new(),
        nav: Vec::new(),
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
        origin: slug.to_owned(),
        own_id: None,
        slug: slug.to_owned(),
        name: name.to_owned(),
        title: None,
        subtitle: None,
        url: None,
        home: None,
        page: format!("{base_path}feeds/{slug}/"),
        has_years: false,
        status: format!("{base_path}status/#{slug}"),
        avatar: None,
        initials: name.chars().take(1).collect(),
        hue: 0,
        language: None,
        dir: None,
        group: None,
        tags: Vec::new(),
        last_entry: None,
        activity: None,
        entry_count: 0,
        problem: None,
        extra: json!({}),
    }
}

/// An entry with nothing but a label.
fn entry(feed: &SharedFeed, number: u32, date: &str, time: &str) -> EntryView {
    EntryView {
        rights: None,
        anchor: format!("e-{number:010x}"),
        id: format!("tag:estuary.example,2025:{number}"),
        title: None,
        title_html: None,
        label: "Something without a title".to_owned(),
        url: None,
        permalink: format!("{}#e-{number:010x}", feed.page),
        feed: feed.clone(),
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
        first_seen: 0,
    }
}

/// `2025-11-09` as `9 November 2025`; the samples know no other month.
fn in_words(date: &str) -> String {
    let day = date.rsplit('-').next().unwrap_or(date);
    format!("{} November 2025", day.trim_start_matches('0'))
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
                feed: entry.feed.clone(),
                entries: vec![entry],
            }),
        }
    }
    groups
}
