//! What the people of the full sample planet write, and how their feeds are doing.

use std::sync::Arc;

use serde_json::json;

use crate::feed::RawHtml;
use crate::sanitize::{self, SafeHtml};
use crate::site::{EntryTag, SharedFeed};
use crate::theme::sample::{
    AuthorView, Day, EnclosureView, EntryView, FeedStatus, FeedView, ProblemView, SourceView,
    entry, feed, groups, health, in_words,
};

/// The blogs, in the order of the blogroll. [`days`] and [`statuses`] know them by their places here.
pub(super) fn blogs(base_path: &str) -> Vec<SharedFeed> {
    let blogs = [
        FeedView {
            title: Some("Tide tables and other lies".to_owned()),
            subtitle: Some("A hydrographer counts water, one gauge at a time".to_owned()),
            group: Some("People".to_owned()),
            tags: vec!["water".to_owned(), "maps".to_owned()],
            ..known(base_path, "ana-duarte", "Ana Duarte", "AD", 190)
        },
        FeedView {
            subtitle: Some("Short walks along a long river".to_owned()),
            avatar: Some("https://images.example/bo.png".to_owned()),
            group: Some("People".to_owned()),
            ..known(base_path, "bo-lindqvist", "Bo Lindqvist", "BL", 32)
        },
        FeedView {
            title: Some("ضفاف".to_owned()),
            subtitle: Some("مدوّنة عن النهر والمدينة".to_owned()),
            language: Some("ar".to_owned()),
            dir: Some("rtl"),
            group: Some("People".to_owned()),
            ..known(base_path, "difaf", "ضفاف", "ض", 280)
        },
        FeedView {
            subtitle: Some("Release notes and field reports of the open water gauge".to_owned()),
            group: Some("Projects".to_owned()),
            tags: vec!["software".to_owned()],
            ..known(base_path, "gaugekit", "Gaugekit", "G", 140)
        },
        FeedView {
            subtitle: Some("What other river blogs wrote this week".to_owned()),
            group: Some("Projects".to_owned()),
            ..known(
                base_path,
                "dispatches",
                "Dispatches from the Delta",
                "DD",
                55,
            )
        },
        FeedView {
            problem: Some(ProblemView {
                kind: "timeout",
                message: "no answer within 20 seconds".to_owned(),
                since: "2025-11-03T05:17:00Z".to_owned(),
            }),
            last_entry: Some("2025-10-30T21:00:00+00:00".to_owned()),
            ..known(
                base_path,
                "lock-keeper",
                "The Lock Keeper’s Very Patient Notebook",
                "LK",
                0,
            )
        },
        FeedView {
            problem: Some(ProblemView {
                kind: "gone",
                message: "the server says that the feed is gone for good (410)".to_owned(),
                since: "2025-08-19T05:17:00Z".to_owned(),
            }),
            last_entry: None,
            home: None,
            entry_count: 0,
            ..known(base_path, "silent-weir", "Silent Weir", "SW", 320)
        },
    ];
    blogs.into_iter().map(SharedFeed::new).collect()
}

/// A feed that has been read, with all that most feeds have.
fn known(base_path: &str, slug: &str, name: &str, initials: &str, hue: u16) -> FeedView {
    FeedView {
        url: Some(format!("https://{slug}.example/atom.xml")),
        home: Some(format!("https://{slug}.example/")),
        initials: initials.to_owned(),
        hue,
        last_entry: Some("2025-11-12T14:05:00+00:00".to_owned()),
        entry_count: 87,
        extra: json!({ "bio": "Writes from a boat." }),
        ..feed(base_path, slug, name)
    }
}

/// The river, newest first. `blogs` are those that [`blogs`] makes.
pub(super) fn days(blogs: &[SharedFeed]) -> Vec<Day> {
    let [ana, bo, difaf, gaugekit, dispatches, ..] = blogs else {
        return Vec::new();
    };
    vec![
        wednesday(ana, gaugekit, dispatches),
        tuesday(bo, difaf),
        sunday(dispatches, gaugekit),
    ]
}

/// A long post, a note without a title, and one with code and markup in its title.
fn wednesday(ana: &SharedFeed, gaugekit: &SharedFeed, dispatches: &SharedFeed) -> Day {
    let date = "2025-11-12";
    day(
        date,
        "Wednesday",
        vec![
            EntryView {
                tags: words("water instruments history"),
                comments: Some("https://ana-duarte.example/gauges/#comments".to_owned()),
                also_in: vec![dispatches.clone(), gaugekit.clone()],
                ..long(ana, "How a river learns to lie", include_str!("long.html"))
            },
            EntryView {
                label: "The ferry is back, and so is the queue in front of the".to_owned(),
                content: Some(safe(
                    "<p>The ferry is back, and so is the queue in front of the bakery. Both run \
                     late, <a href=\"https://ferry.example/\">one of them on purpose</a>.</p>",
                )),
                excerpt: "The ferry is back, and so is the queue in front of the bakery. Both \
                          run late, one of them on purpose."
                    .to_owned(),
                url: Some("https://ana-duarte.example/notes/311".to_owned()),
                words: 22,
                ..entry(ana, 2, date, "11:20")
            },
            EntryView {
                authors: vec![AuthorView {
                    name: "Mireille Okafor".to_owned(),
                    url: Some("https://mireille.example/".to_owned()),
                }],
                content: Some(safe(include_str!("code.html"))),
                title_html: Some(sanitize::inline(&RawHtml {
                    markup: "Gaugekit 4.2: <code>--since</code> understands <em>last tide</em>"
                        .to_owned(),
                    base: None,
                })),
                words: 160,
                tags: words("release"),
                ..titled(
                    gaugekit,
                    3,
                    date,
                    "09:00",
                    "Gaugekit 4.2: --since understands last tide",
                )
            },
        ],
    )
}

/// From right to left, with sound and a document, and nothing but a picture.
fn tuesday(bo: &SharedFeed, difaf: &SharedFeed) -> Day {
    let date = "2025-11-11";
    day(
        date,
        "Tuesday",
        vec![
            EntryView {
                content: Some(safe(
                    "<p>كان الضباب هذا الصباح كثيفًا حتى إن الجسر بدا كأنه يبدأ من لا مكان وينتهي إلى لا مكان. \
                     جلستُ ساعةً أعدّ القوارب بالسمع فقط، ثم فتحتُ <code>gaugekit</code> لأتأكد.</p>",
                )),
                language: Some("ar".to_owned()),
                dir: "rtl",
                words: 30,
                ..titled(difaf, 4, date, "19:45", "الجسر في الضباب")
            },
            EntryView {
                content: Some(safe(
                    "<p>Half an hour with the woman who repairs every clock by the river.</p>",
                )),
                enclosures: vec![
                    file(
                        "https://media.example/clocks.mp3",
                        "audio/mpeg",
                        "audio",
                        Some(28_400_000),
                    ),
                    file(
                        "https://media.example/transcript.pdf",
                        "application/pdf",
                        "file",
                        Some(91_300),
                    ),
                ],
                words: 18,
                ..titled(bo, 5, date, "17:10", "Walk 38: the clock mender")
            },
            EntryView {
                enclosures: vec![file(
                    "https://images.example/heron.jpg",
                    "image/jpeg",
                    "image",
                    None,
                )],
                ..titled(bo, 6, date, "07:02", "Heron, annoyed")
            },
        ],
    )
}

/// From another aggregate, only text, by two people; with a film.
fn sunday(dispatches: &SharedFeed, gaugekit: &SharedFeed) -> Day {
    let date = "2025-11-09";
    day(
        date,
        "Sunday",
        vec![
            EntryView {
                excerpt: "A dredger, a dyke and a very long word. This feed gives only the \
                          first lines of its posts, so that is what the planet shows: the rest is one click away."
                    .to_owned(),
                source: Some(SourceView {
                    title: Some("Polder Post".to_owned()),
                    url: Some("https://polder.example/".to_owned()),
                }),
                authors: vec![
                    AuthorView {
                        name: "J. van der Meer".to_owned(),
                        url: None,
                    },
                    AuthorView {
                        name: "Ida Holm".to_owned(),
                        url: None,
                    },
                ],
                words: 420,
                minutes: 2,
                ..titled(
                    dispatches,
                    7,
                    date,
                    "16:00",
                    "Waterschapsverkiezingsuitslagenbekendmakingsvergaderingsnotulenarchief",
                )
            },
            EntryView {
                content: Some(safe("<p>Forty seconds of the new fish ladder at work.</p>")),
                enclosures: vec![file(
                    "https://media.example/ladder-at-the-old-mill-weir-upstream-camera.mp4",
                    "video/mp4",
                    "video",
                    Some(6_120_000),
                )],
                updated: Some("2025-11-10T08:00:00Z".to_owned()),
                words: 9,
                ..titled(gaugekit, 8, date, "10:30", "The ladder works")
            },
        ],
    )
}

fn day(date: &str, weekday: &str, entries: Vec<EntryView>) -> Day {
    Day {
        date: date.to_owned(),
        heading: format!("{weekday}, {}", in_words(date)),
        page: Some(format!("/{}/", date.replace('-', "/"))),
        count: entries.len(),
        groups: groups(entries.into_iter().map(Arc::new).collect()),
    }
}

fn titled(feed: &SharedFeed, number: u32, date: &str, time: &str, title: &str) -> EntryView {
    let plain = entry(feed, number, date, time);
    EntryView {
        title: Some(title.to_owned()),
        label: title.to_owned(),
        url: Some(format!("https://{}.example/posts/{number}", feed.slug)),
        published: Some(plain.date.clone()),
        authors: vec![AuthorView {
            name: feed.name.clone(),
            url: None,
        }],
        ..plain
    }
}

fn long(feed: &SharedFeed, title: &str, content: &str) -> EntryView {
    EntryView {
        content: Some(safe(content)),
        excerpt: "Every gauge on this river is honest, and yet the table they add up to is wrong \
                  twice a day. It took me a summer, three bicycles and a parish archive to find \
                  out who moved the zero, and why nobody has ever wanted to move it back…"
            .to_owned(),
        is_long: true,
        words: 1430,
        minutes: 6,
        language: Some("en".to_owned()),
        ..titled(feed, 1, "2025-11-12", "14:05", title)
    }
}

fn file(url: &str, media_type: &str, kind: &'static str, length: Option<u64>) -> EnclosureView {
    EnclosureView {
        url: url.to_owned(),
        media_type: media_type.to_owned(),
        kind,
        length,
        name: url.rsplit('/').next().unwrap_or(url).to_owned(),
    }
}

fn words(tags: &str) -> Vec<EntryTag> {
    let tag = |name: &str| EntryTag {
        name: name.to_owned(),
        term: None,
        page: None,
    };
    tags.split(' ').map(tag).collect()
}

/// How the feeds are doing: one is held back, one has moved, the ailing ones are ailing.
pub(super) fn statuses(blogs: &[SharedFeed]) -> Vec<FeedStatus> {
    blogs
        .iter()
        .map(|feed| {
            let ill = feed.problem.is_some();
            let held = feed.slug == "dispatches";
            FeedStatus {
                outcome: if ill { "problem" } else { "unchanged" },
                http_status: match feed.problem.as_ref().map(|problem| problem.kind) {
                    Some("gone") => Some(410),
                    Some(_) => None,
                    None => Some(200),
                },
                moved_to: (feed.slug == "gaugekit")
                    .then(|| "https://gaugekit.example/feed.xml".to_owned()),
                last_success: (!ill).then(|| "2025-11-12T17:17:00Z".to_owned()),
                last_attempt: Some("2025-11-12T17:17:00Z".to_owned()),
                failures: if ill { 31 } else { 0 },
                next_attempt: ill.then(|| "2025-11-13T05:00:00Z".to_owned()),
                entries_dropped: u64::from(held) * 3,
                entries_held: u64::from(held) * 14,
                held: if held {
                    health::held_by_every_reason()
                } else {
                    Vec::new()
                },
                unshown: if held {
                    health::unshown_for_every_reason()
                } else {
                    Vec::new()
                },
                unshown_more: usize::from(held) * 2,
                river: !held,
                held_reasons: if held {
                    vec!["14 posts came at once with dates within an hour".to_owned()]
                } else {
                    Vec::new()
                },
                ..health::status(feed)
            }
        })
        .collect()
}

fn safe(markup: &str) -> SafeHtml {
    sanitize::content(&RawHtml {
        markup: markup.to_owned(),
        base: None,
    })
}
