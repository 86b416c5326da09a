//! Documents that are made to break or to stall whoever reads them, each beside nine good feeds.
//!
//! `PLANET_HOSTILE_KB=8192 cargo test --profile profiling --test it hostile_document -- --nocapture` tells what each of them takes
//! when it is as long as 8 MB; without it they are short enough for a debug build.

mod all;

use std::{
    env, fs, thread,
    time::{Duration, Instant},
};

use self::all::{ATOM, documents, rss};
use crate::planet::{Planet, Run, atom, item};

/// The longest that a run with one such feed may take, and the most memory in KB.
const PATIENCE: Duration = Duration::from_secs(30);
const MOST_MEMORY: u64 = 400 << 10;

/// Waits for the end; how long that took and the most memory that was seen, in KB.
fn watched(planet: &Planet) -> (Run, Duration, u64) {
    let started = Instant::now();
    let mut child = planet
        .command(&["build", "--force", "--format", "json"])
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() && started.elapsed() < 2 * PATIENCE {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kilobytes = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse().ok());
        peak = peak.max(kilobytes.unwrap_or(0));
        thread::sleep(Duration::from_millis(3));
    }
    let took = started.elapsed();
    let _ = child.kill();
    (Run::of(child), took, peak)
}

/// A planet of nine good feeds, and of these.
fn planet(documents: &[(String, Vec<u8>)]) -> Planet {
    let mut planet = Planet::new();
    planet.table("[pages]\narchive = false\ntitles = false\ntags = false\nsearch = false");
    for n in 0..9 {
        let post = item(&format!("good{n}"), "2026-03-01T09:00:00Z");
        planet.file(&format!("good{n}.xml"), atom(&format!("Good {n}"), &[post]));
        planet.feed(&format!("Good {n}"), &format!("good{n}.xml"));
    }
    for (n, (_, document)) in documents.iter().enumerate() {
        planet.file(&format!("hostile{n}.xml"), document);
        planet.feed(&format!("Hostile {n}"), &format!("hostile{n}.xml"));
    }
    planet
}

#[test]
fn no_hostile_document_stops_or_stalls_a_run_or_hides_good_feeds() {
    let wanted = env::var("PLANET_HOSTILE_KB").ok();
    let wanted = wanted.map(|kilobytes| kilobytes.parse::<usize>().expect("a number of KB"));
    let documents = documents(wanted.unwrap_or(64) << 10);
    assert!(documents.len() > 180, "{}", documents.len());
    // One by one where figures are wanted; else a few at once, as each run costs more than what it reads.
    let at_once = if wanted.is_some() { 1 } else { 6 };
    for documents in documents.chunks(at_once) {
        let names: Vec<&str> = documents.iter().map(|(name, _)| name.as_str()).collect();
        let planet = planet(documents);
        let (run, took, peak) = watched(&planet);
        let context = || format!("{names:?} after {took:?}: {run:#?}");
        assert_eq!(run.status, Some(0), "{}", context());
        let said = run.stderr.clone() + &run.stdout;
        assert!(!said.contains("panicked"), "{}", context());
        for n in 0..documents.len() {
            assert_ne!(
                run.problem(&format!("Hostile {n}")),
                "internal",
                "{}",
                context()
            );
        }
        for good in 0..9 {
            assert_eq!(run.problem(&format!("Good {good}")), "", "{}", context());
        }
        let titles = planet.titles();
        let good = (0..9).all(|good| titles.contains(&format!("Post good{good}")));
        assert!(good, "{titles:?} {}", context());
        for page in ["index.html", "atom.xml", "status/index.html"] {
            let page = planet.page(page);
            let tells = page.contains("root:") || page.contains("lollollol");
            assert!(!tells, "{}", context());
        }
        assert!(
            took < PATIENCE && peak < MOST_MEMORY,
            "{peak} KB {}",
            context()
        );
        if wanted.is_some() {
            let length = documents[0].1.len() >> 10;
            let kind = run.problem("Hostile 0");
            println!(
                "{:6} ms {peak:7} KB  {length:6} KB of {}: {kind}",
                took.as_millis(),
                names[0]
            );
        }
    }
}

#[test]
fn a_post_is_not_a_site_of_its_own_whatever_is_long_about_it() {
    let long = "long word and é ".repeat(1 << 16);
    let tag = |name: &str, text: &str| format!("<{name}>{text}</{name}>");
    let parts = [
        tag("title", &long),
        tag("link", &format!("https://blog.example/{long}")),
        tag("guid", &format!("https://blog.example/{long}")),
        tag("author", &long),
        tag("category", &long),
        tag("comments", &format!("https://blog.example/{long}")),
        tag("description", &long),
    ];
    for part in parts {
        let mut planet = Planet::new();
        let date = "<pubDate>Sun, 01 Mar 2026 09:00:00 +0000</pubDate>";
        let id = "<guid isPermaLink=\"false\">1</guid>";
        planet.file("long.xml", rss(&format!("<item>{id}{date}{part}</item>")));
        planet.feed("Long", "long.xml");
        planet.force().succeeded();
        let size: usize = planet.site().values().map(|content| content.0.len()).sum();
        let name = part.split('>').next().unwrap_or_default();
        assert!(size < 10 * part.len(), "{name}: {size} of {}", part.len());
    }
}

/// Feeds of about `size` bytes in which little names much, which is then repeated.
fn multipliers(size: usize) -> Vec<(&'static str, String)> {
    let items = |count: usize| {
        let item = |n| {
            format!(
                "<item><title>t&lt;b&gt;x&lt;/b&gt;</title><link>https://other.example/{n}</link>\
                 <description>x&lt;br&gt;</description></item>"
            )
        };
        (0..count).map(item).collect::<String>()
    };
    let base = format!("https://h.example/{}", "a".repeat(990));
    let atom = |entry: &str| {
        format!(
            "{ATOM}<entry><id>1</id><title>t</title><updated>2026-03-01T09:00:00Z</updated>{entry}</entry></feed>"
        )
    };
    vec![
        (
            "an entity",
            format!(
                "<!DOCTYPE rss [<!ENTITY a \"{}\">]>{}",
                "x".repeat(1000),
                rss(&format!(
                    "<item><guid>1</guid><description>{}</description></item>",
                    "&a;".repeat(size / 3)
                ))
            ),
        ),
        (
            "the home page",
            rss(&format!(
                "<link>https://h.example/{}</link>{}",
                "a".repeat(size / 2),
                items(size / 260)
            )),
        ),
        (
            "a base within markup",
            atom(&format!(
                "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\"><p xml:base=\"{base}/\">{}</p></div></content>",
                "<q cite=\"a\"/>".repeat(size / 13)
            )),
        ),
        ("a base of files", {
            let files = |file| format!("<link rel=\"enclosure\" href=\"{file}\"/>");
            let files: Vec<String> = (0..250).map(files).collect();
            let files = files.concat();
            let entry = |n| {
                format!(
                    "<entry><id>{n}</id><title>t</title><updated>2026-03-01T09:00:00Z</updated>{files}</entry>"
                )
            };
            let entries: Vec<String> = (0..size / 10_000).map(entry).collect();
            let based = ATOM.replace("<feed", &format!("<feed xml:base=\"{base}/\""));
            format!("{based}{}</feed>", entries.concat())
        }),
    ]
}

#[test]
fn what_a_document_repeats_makes_it_no_more_than_a_few_megabytes_larger() {
    let mut large = Vec::new();
    for (name, document) in multipliers(512 << 10) {
        let planet = planet(&[(name.to_owned(), document.into_bytes())]);
        planet.force().succeeded();
        let store = fs::metadata(planet.path(".planet/planet.db"))
            .unwrap()
            .len();
        large.extend((store > 10 << 20).then_some((name, store)));
    }
    assert_eq!(large, []);
}

#[test]
fn what_a_feed_says_of_itself_is_not_repeated_at_any_length_with_each_post() {
    let long = "What this blog is about. ".repeat(8 << 10);
    let item = |n: usize| {
        let (day, hour) = (n % 25 + 1, n % 24);
        format!(
            "<entry><id>{n}</id><title>{n}</title><updated>2026-01-{day:02}T{hour:02}:00:00Z</updated></entry>"
        )
    };
    let items = (0..100).map(item).collect::<Vec<_>>().concat();
    let mut planet = Planet::new();
    planet.set("river.new_feed_entries", "100");
    planet.file(
        "long.xml",
        format!("<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>{long}</id><title>{long}</title><subtitle>{long}</subtitle><rights>{long}</rights>{items}</feed>"),
    );
    planet.feed("Long", "long.xml");
    planet.force().succeeded();
    let size = planet.page("atom.xml").len();
    assert!(size < 2 << 20, "{size}");
}

#[test]
fn a_post_of_many_megabytes_is_cut() {
    let words = "a word and another ".repeat(400_000);
    let mut planet = Planet::new();
    planet.file(
        "long.xml",
        rss(&format!("<item><guid>1</guid><title>Long</title><pubDate>Sun, 01 Mar 2026 09:00:00 +0000</pubDate><description>{words}&lt;br&gt;</description></item>")),
    );
    planet.feed("Long", "long.xml");
    planet.force().succeeded();
    let front = planet.page("index.html");
    assert!(front.contains("a word and another"));
    assert!(front.len() < 3 << 20, "{}", front.len());
    let store = fs::metadata(planet.path(".planet/planet.db"))
        .unwrap()
        .len();
    assert!(store < 6 << 20, "{store}");
}
