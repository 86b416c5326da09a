//! A small site for the tests of this folder: one entry of everything, one of nothing, one with a stolen id.

use std::sync::Arc;

use crate::{
    feed::RawHtml,
    sanitize::{self, SafeHtml},
    site::{
        AuthorView, EnclosureView, EntryTag, EntryView, FeedStatus, FeedView, HeldView, Index,
        Owner, ProblemView, RiverPage, SharedFeed, Site, SiteInfo, SourceView,
    },
};

/// A site under `https://planet.example/p/`. `spice` is added to every field whose text comes from people or feeds.
pub(super) fn site(spice: &str) -> Site {
    let ana = SharedFeed::new(FeedView {
        home: Some(format!("https://ana.example/{spice}")),
        avatar: Some("/p/avatars/ana.png".to_owned()),
        language: Some("en".to_owned()),
        group: Some(format!("Python & friends{spice}")),
        tags: vec![format!("python{spice}"), "a,b".to_owned()],
        rights: Some(format!("© Ana, CC BY-SA{spice}")),
        ..feed("ana", &format!("Ana{spice}"))
    });
    let cy = SharedFeed::new(FeedView {
        title: None,
        language: Some("he".to_owned()),
        last_entry: None,
        ..feed("cy", "ציפור")
    });
    let bo = SharedFeed::new(FeedView {
        title: Some(" ".to_owned()),
        url: None,
        group: Some(format!("Python & friends{spice}")),
        ..feed("bo", "Bo")
    });
    let newest = vec![
        Arc::new(bare_entry(&cy)),
        Arc::new(aggregated_entry(&bo, spice)),
        Arc::new(full_entry(&ana, spice)),
    ];
    Site {
        archive: None,
        blogs: vec![
            (ana.page.clone(), ana.last_entry.clone()),
            (cy.page.clone(), cy.last_entry.clone()),
            (bo.page.clone(), bo.last_entry.clone()),
        ],
        blogroll: Vec::new(),
        changes: Vec::new(),
        tags: None,
        digests: Vec::new(),
        info: info(spice),
        river: vec![RiverPage::default()],
        feeds: vec![ana, cy, bo],
        newest,
        old_urls: true,
    }
}

/// How its feeds are doing.
pub(super) fn statuses() -> [FeedStatus; 2] {
    [failing("Ana"), well("ציפור")]
}

/// A site before its first entry.
pub(super) fn empty() -> Site {
    Site {
        archive: None,
        blogs: Vec::new(),
        blogroll: Vec::new(),
        changes: Vec::new(),
        tags: None,
        digests: Vec::new(),
        info: SiteInfo {
            description: String::new(),
            base_url: "https://planet.example/".to_owned(),
            path: "/".to_owned(),
            owner: Owner::default(),
            updated: None,
            ..info("")
        },
        feeds: Vec::new(),
        river: vec![RiverPage::default()],
        newest: Vec::new(),
        old_urls: false,
    }
}

fn info(spice: &str) -> SiteInfo {
    SiteInfo {
        groups: Vec::new(),
        has_tags: true,
        has_search: true,
        has_blogs: true,
        digest: None,
        has_archive: true,
        has_titles: true,
        title: format!("Planet Example{spice}"),
        description: format!("Blogs <about> examples{spice}"),
        image: None,
        base_url: "https://planet.example/p/".to_owned(),
        path: "/p/".to_owned(),
        language: "en".to_owned(),
        dir: "ltr",
        timezone: "Europe/Berlin".to_owned(),
        owner: Owner {
            name: Some(format!("Olga{spice}")),
            email: Some("olga@planet.example".to_owned()),
            url: Some("https://olga.example/".to_owned()),
        },
        updated: Some("2025-11-12T15:05:00+01:00".to_owned()),
        feed_count: 3,
        problem_count: 1,
        generator: "planet 0.1.0".to_owned(),
        index: Index::Auto,
        hubs: vec!["https://hub.example/".to_owned()],
        nav: Vec::new(),
        extra: serde_json::Value::Null,
    }
}

fn feed(slug: &str, name: &str) -> FeedView {
    FeedView {
        origin: slug.to_owned(),
        own_id: None,
        slug: slug.to_owned(),
        name: name.to_owned(),
        title: Some(format!("{name}'s \"blog\"")),
        subtitle: Some(format!("Words by {name}")),
        url: Some(format!("https://{slug}.example/feed.xml")),
        home: None,
        page: format!("/p/feeds/{slug}/"),
        has_years: false,
        status: format!("/p/status/#{slug}"),
        avatar: None,
        initials: "X".to_owned(),
        hue: 0,
        language: None,
        dir: None,
        group: None,
        tags: Vec::new(),
        rights: None,
        last_entry: Some("2025-11-12T13:00:00+01:00".to_owned()),
        activity: None,
        entry_count: 1,
        problem: None,
        extra: serde_json::Value::Null,
    }
}

fn full_entry(feed: &SharedFeed, spice: &str) -> EntryView {
    EntryView {
        title: Some(format!("Why AT&T <em>{spice}")),
        title_html: Some(inline(&format!("Why <em>AT&amp;T</em> &lt;em&gt;{spice}"))),
        url: Some(format!("https://ana.example/why?a=1&b=2{spice}")),
        authors: vec![
            AuthorView {
                name: format!("Ana Été{spice}"),
                url: Some("https://ana.example/about".to_owned()),
            },
            AuthorView {
                name: "Al".to_owned(),
                url: None,
            },
        ],
        published: Some("2025-11-12T12:00:00Z".to_owned()),
        updated: Some("2025-11-12T13:30:00Z".to_owned()),
        content: Some(html(&format!(
            "<p>if a &lt; b &amp;&amp; b[c[0]]&gt;0{spice}</p>"
        ))),
        excerpt: format!("if a < b && b[c[0]]>0{spice}"),
        language: Some("en-GB".to_owned()),
        tags: [format!("c & c++{spice}"), "planets".to_owned()]
            .map(|name| EntryTag {
                name,
                term: None,
                page: None,
            })
            .to_vec(),
        enclosures: vec![
            EnclosureView {
                url: "https://ana.example/a.mp3".to_owned(),
                media_type: "audio/mpeg".to_owned(),
                kind: "audio",
                length: Some(123),
                name: "a.mp3".to_owned(),
            },
            EnclosureView {
                url: format!("https://ana.example/b{spice}"),
                media_type: "unknown".to_owned(),
                kind: "file",
                length: None,
                name: "b".to_owned(),
            },
        ],
        comments: Some("https://ana.example/why#comments".to_owned()),
        rights: Some(format!("Mine{spice}")),
        ..entry(feed, "e-aaaaaaaaaa", "tag:ana.example,2025:1")
    }
}

/// Claims the id of the older full entry.
fn aggregated_entry(feed: &SharedFeed, spice: &str) -> EntryView {
    EntryView {
        title: Some(format!("From elsewhere{spice}")),
        url: Some("https://dee.example/1".to_owned()),
        published: Some("2025-11-12T13:00:00Z".to_owned()),
        excerpt: format!("Short{spice}"),
        source: Some(SourceView {
            title: Some(format!("Dee{spice}")),
            url: Some("https://dee.example/".to_owned()),
        }),
        ..entry(feed, "e-bbbbbbbbbb", "tag:ana.example,2025:1")
    }
}

fn bare_entry(feed: &SharedFeed) -> EntryView {
    entry(feed, "e-cccccccccc", "42")
}

fn entry(feed: &SharedFeed, anchor: &str, id: &str) -> EntryView {
    EntryView {
        anchor: anchor.to_owned(),
        id: id.to_owned(),
        title: None,
        title_html: None,
        label: "Untitled".to_owned(),
        url: None,
        permalink: format!("/planet/2025/11/12/#{anchor}"),
        feed: feed.clone(),
        authors: Vec::new(),
        date: "2025-11-12T15:05:00+01:00".to_owned(),
        dated: true,
        date_text: "12 November 2025".to_owned(),
        time_text: "15:05".to_owned(),
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
        rights: None,
        source: None,
        also_in: Vec::new(),
        copies: Vec::new(),
        first_seen: 0,
    }
}

fn html(markup: &str) -> SafeHtml {
    sanitize::content(&raw(markup))
}

fn inline(markup: &str) -> SafeHtml {
    sanitize::inline(&raw(markup))
}

fn raw(markup: &str) -> RawHtml {
    RawHtml {
        markup: markup.to_owned(),
        base: None,
    }
}

fn well(name: &str) -> FeedStatus {
    FeedStatus {
        name: name.to_owned(),
        url: None,
        page: "/planet/feeds/cy/".to_owned(),
        slug: "cy".to_owned(),
        outcome: "unchanged",
        http_status: Some(304),
        problem: None,
        moved_to: None,
        last_success: Some("2025-11-12T14:05:00Z".to_owned()),
        last_attempt: Some("2025-11-12T14:05:00Z".to_owned()),
        last_entry: None,
        failures: 0,
        next_attempt: None,
        entries_stored: 10,
        entries_dropped: 2,
        entries_held: 1,
        held: vec![HeldView {
            reason: "undated",
            count: 1,
        }],
        held_reasons: vec!["undated".to_owned()],
        unshown: Vec::new(),
        unshown_more: 0,
        river: true,
        needs_look: false,
    }
}

fn failing(name: &str) -> FeedStatus {
    FeedStatus {
        url: Some("https://ana.example/feed.xml".to_owned()),
        slug: "ana".to_owned(),
        outcome: "problem",
        http_status: Some(503),
        problem: Some(ProblemView {
            kind: "http",
            message: "503 Service Unavailable".to_owned(),
            since: "2025-11-11T00:00:00Z".to_owned(),
        }),
        moved_to: Some("https://ana.example/new.xml".to_owned()),
        failures: 3,
        next_attempt: Some("2025-11-12T20:00:00Z".to_owned()),
        entries_stored: 5,
        ..well(name)
    }
}
