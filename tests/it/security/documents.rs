//! Documents that are made to break or to stall whoever reads them, each beside nine good feeds.
//!
//! `PLANET_HOSTILE_KB=8192 cargo test --profile profiling --test it hostile_document -- --nocapture` tells what each of them takes
//! when it is as long as 8 MB; without it they are short enough for a debug build.

mod all;

use std::{
    env, fs, thread,
    time::{Duration, Instant},
};

use self::all::{documents, rss};
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
