//! Two runs at once, and whoever reads the site meanwhile.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use chrono::{DateTime, Utc};

use super::{HOUR, assert_complete, built, killed::remembered, wait_until};
use crate::{
    planet::{NOON, Planet, Run, atom, item},
    server::Reply,
};

#[test]
fn a_second_run_at_the_same_time_leaves_at_once_and_loses_nothing() {
    let (server, mut planet) = built();
    let posts = [item("c", "2026-03-01T12:30:00Z")];
    let (open, gate) = mpsc::channel::<()>();
    let gate = Mutex::new(gate);
    server.on("/feed", move |_| {
        let _the_test_is_over = gate.lock().unwrap().recv();
        Reply::ok(atom("Ana", &posts))
    });
    planet
        .fetch("first_byte_timeout", "\"1m\"")
        .fetch("stall_timeout", "\"1m\"")
        .fetch("timeout", "\"1m\"")
        .wait(HOUR);
    let asked = server.requests().len();
    let first = planet.command(&["build"]).spawn().unwrap();
    wait_until(|| server.requests().len() > asked);
    let holder = format!("process {}", first.id());
    for command in ["build", "fetch", "render"] {
        let second = planet.run(&[command]).ended_with(1);
        let folder = planet.path(".planet").display().to_string();
        for words in ["another planet", &holder, ".planet", "hint: "] {
            assert!(second.stderr.contains(words), "{folder} {second:#?}");
        }
    }
    // Whoever only reads need not wait.
    planet.run(&["status"]).succeeded();
    drop(open);
    Run::of(first).succeeded();
    assert_eq!(server.requests().len(), asked + 1);
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

const PAIRS: usize = 50;

/// What a web server would hand out while planet is at work.
fn assert_published(planet: &Planet) {
    for path in [
        "index.html",
        "feeds/ana/index.html",
        "atom.xml",
        "rss.xml",
        "status.json",
    ] {
        assert_complete(path, planet.page(path).as_bytes());
    }
}

#[test]
fn of_fifty_pairs_of_runs_at_once_none_loses_or_hides_anything_from_whoever_reads_the_site() {
    let (server, mut planet) = built();
    let mut left = 0;
    for n in 0..PAIRS {
        let date = NOON.parse::<DateTime<Utc>>().unwrap() + HOUR * i32::try_from(n).unwrap();
        let feed = atom("Ana", &[item(&format!("pair-{n}"), &date.to_rfc3339())]);
        server.always(
            "/feed",
            Reply::default()
                .wait(Duration::from_millis(30))
                .then(Reply::ok(feed)),
        );
        planet.wait(HOUR);
        // The commands first, as making them writes planet.toml.
        let pair = [(); 2].map(|()| planet.command(&["build"]));
        let pair = pair.map(|mut command| command.spawn().unwrap());
        let is_over = AtomicBool::new(false);
        let runs = thread::scope(|scope| {
            let reader = scope.spawn(|| {
                while !is_over.load(Ordering::Relaxed) {
                    assert_published(&planet);
                    thread::sleep(Duration::from_millis(1));
                }
            });
            let runs = pair.map(Run::of);
            is_over.store(true, Ordering::Relaxed);
            reader.join().unwrap();
            runs
        });
        let refused: Vec<&Run> = runs.iter().filter(|run| run.status != Some(0)).collect();
        assert!(refused.len() < 2, "{n}: {runs:#?}");
        for run in refused {
            left += 1;
            assert_eq!(run.status, Some(1), "{run:#?}");
            for words in ["another planet", "is at work", "hint: wait for it to end"] {
                assert!(run.stderr.contains(words), "{words}: {run:#?}");
            }
        }
        assert_eq!(planet.titles()[0], format!("Post pair-{n}"));
    }
    assert!(
        left > PAIRS / 5,
        "{left} of {PAIRS} pairs were at work at once"
    );
    assert_eq!(remembered(&planet).len(), 2 + PAIRS);
}
