//! A killed process: whatever the moment, what was committed is there, every file is whole, and the next run goes on.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::Child,
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use rusqlite::{Connection, OpenFlags};

use super::{HOUR, Random, assert_built, assert_complete, built, in_memory, wait_until};
use crate::{
    planet::{Content, Item, NOON, Planet, atom, contents, item, rss},
    server::{Reply, Server},
};

const FEEDS: usize = 200;
const KILLS: usize = 200;
/// How many runs of one planet are killed, an hour apart, before one is let through.
const IN_A_ROW: usize = 5;
const PLANETS: usize = KILLS / IN_A_ROW;
/// How many of the planets are killed in their very first run; the others have a site.
const NEW_PLANETS: usize = 5;
/// How many are at work at the same time.
const AT_ONCE: usize = 4;

type Site = BTreeMap<String, Content>;

/// What blog `n` says in this hour of the test: in each hour after the first, another tenth of the blogs has one more post.
fn posts(n: usize, hour: usize) -> Vec<Item> {
    let first: DateTime<Utc> = NOON.parse().unwrap();
    let post = |at: usize| {
        let minutes = i64::try_from(60 * at + n % 60).unwrap();
        let date = first - TimeDelta::days(1) + TimeDelta::minutes(minutes);
        item(&format!("{n}-{at}"), &date.to_rfc3339())
    };
    let hours = (0..=hour).rev();
    hours
        .filter(|at| *at == 0 || n % 10 == *at)
        .map(post)
        .collect()
}

fn set_hour(server: &Server, hour: usize) {
    // First runs last longer than a transaction does.
    let pause = Duration::from_millis(if hour == 0 { 100 } else { 0 });
    for n in 0..FEEDS {
        let answer = Reply::ok(rss(&format!("Blog {n}"), &posts(n, hour)));
        server.always(&format!("/{n}"), Reply::default().wait(pause).then(answer));
    }
}

/// What the planet has published. Whether the last answer of a blog brought anything new depends on whether a run before had
/// brought it; this is left out.
fn published(planet: &Planet) -> Site {
    let mut site = planet.site();
    if let Some(Content(status)) = site.get_mut("status.json") {
        let text = str::from_utf8(status).unwrap();
        let text = text.replace("\"outcome\": \"new\"", "\"outcome\": \"unchanged\"");
        *status = text.into_bytes();
    }
    site
}

fn follow(server: &Server, place: &Path) -> Planet {
    let mut planet = Planet::new_in(place);
    // Pages enough for a few hundred files; those that hold everything cost the time of the test.
    planet.table(
        "[pages]\narchive = false\ntitles = false\nsearch = false\n[syndication]\nentries = 20",
    );
    for n in 0..FEEDS {
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
    }
    planet
}

#[test]
fn of_two_hundred_killed_runs_each_leaves_whole_files_and_all_that_was_committed_and_the_next_goes_on()
 {
    let server = Server::start();
    let place = in_memory();
    let alive = AtomicUsize::new(0);
    let disturb = |n: usize, planet: &Planet, took, known: &[Site]| {
        let killed = kill_one_run(planet, took, &mut Random::new(n));
        alive.fetch_add(usize::from(killed.was_alive), Ordering::Relaxed);
        let moment = format!("run {n}, {:?}", killed.moment);
        assert_whole(planet, known, &moment);
        let kept = remembered(planet);
        let lost: Vec<_> = killed.committed.difference(&kept).collect();
        assert!(lost.is_empty(), "{moment}: {lost:?}");
    };
    let complete = |planet: &Planet, after: &Site| {
        planet.run(&["status"]).succeeded();
        let run = planet.build();
        assert!(!run.stderr.contains("damaged"), "{}", run.stderr);
        assert_eq!(&published(planet), after);
        assert!(!planet.path("output/.planet-new").exists());
    };

    // Planets in their first run, killed again and again; what such a run comes to if it is let through is known.
    set_hour(&server, 0);
    let mut calm = follow(&server, &place);
    let started = Instant::now();
    calm.build();
    let took = started.elapsed();
    let mut known = vec![published(&calm)];
    let new: Vec<_> = (0..NEW_PLANETS)
        .map(|_| Mutex::new(follow(&server, &place)))
        .collect();
    every(&new, |n, planet| {
        for again in 0..IN_A_ROW {
            disturb(IN_A_ROW * n + again, planet, took, &known);
        }
        complete(planet, &known[0]);
    });

    // Planets that have a site, in the runs of four hours.
    let start = contents(&calm.path(""));
    let old: Vec<_> = (NEW_PLANETS..PLANETS)
        .map(|_| {
            let planet = follow(&server, &place);
            for (path, content) in &start {
                planet.file(path, &content.0);
            }
            Mutex::new(planet)
        })
        .collect();
    for hour in 1..=IN_A_ROW {
        set_hour(&server, hour);
        let started = Instant::now();
        calm.wait(HOUR).build();
        let took = started.elapsed();
        known.push(published(&calm));
        assert_ne!(known[hour]["index.html"], known[hour - 1]["index.html"]);
        every(&old, |n, planet| {
            disturb(hour * KILLS + n, planet.wait(HOUR), took, &known);
        });
    }
    set_hour(&server, IN_A_ROW + 1);
    calm.wait(HOUR).build();
    let after = published(&calm);
    for (path, content) in &after {
        assert_complete(path, &content.0);
    }
    every(&old, |_, planet| complete(planet.wait(HOUR), &after));
    let alive = alive.into_inner();
    assert!(alive > KILLS / 2, "{alive} of {KILLS} runs were killed");
}

/// Does something with every planet, a few at a time.
fn every(planets: &[Mutex<Planet>], work: impl Fn(usize, &mut Planet) + Sync) {
    let next = AtomicUsize::new(0);
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(planet) = planets.get(n) else { break };
                    work(n, &mut planet.lock().unwrap());
                }
            });
        }
    });
}

struct Killed {
    moment: Moment,
    /// Whether the run had not ended before.
    was_alive: bool,
    /// What others could see in the store just before.
    committed: BTreeSet<(String, String)>,
}

/// When a run is killed.
#[derive(Debug, Clone, Copy)]
enum Moment {
    /// So long after its start.
    Started(Duration),
    /// So long after it began to write pages aside.
    Staged(Duration),
    /// So long after it began to move them into place.
    Moving(Duration),
}

fn kill_one_run(planet: &Planet, took: Duration, random: &mut Random) -> Killed {
    let staging = planet.path("output/.planet-new");
    let manifest = planet.path("output/.planet.json");
    let written = || {
        fs::metadata(&manifest)
            .and_then(|file| file.modified())
            .ok()
    };
    let before = written();
    let share = random.share();
    let moment = match random.below(3) {
        0 => Moment::Started(took.mul_f64(1.5 * share)),
        1 => Moment::Staged(took.mul_f64(0.1 * share)),
        _ => Moment::Moving(Duration::from_millis(4).mul_f64(share)),
    };
    let mut child = planet.command(&["build"]).spawn().unwrap();
    let delay = match moment {
        Moment::Started(delay) => delay,
        Moment::Staged(delay) => {
            wait_for(&mut child, || staging.exists());
            delay
        }
        Moment::Moving(delay) => {
            wait_for(&mut child, || written() != before);
            delay
        }
    };
    thread::sleep(delay);
    let committed = remembered(planet);
    let was_alive = child.try_wait().unwrap().is_none();
    child.kill().unwrap();
    child.wait().unwrap();
    Killed {
        moment,
        was_alive,
        committed,
    }
}

/// Waits for something that a run does, or for its end.
fn wait_for(child: &mut Child, happens: impl Fn() -> bool) {
    while !happens() && child.try_wait().unwrap().is_none() {
        thread::sleep(Duration::from_micros(300));
    }
}

/// The entries, each with its feed, that another program finds in the store, which is sound.
pub(super) fn remembered(planet: &Planet) -> BTreeSet<(String, String)> {
    remembered_at(&planet.path(".planet/planet.db"))
}

pub(super) fn remembered_at(path: &Path) -> BTreeSet<(String, String)> {
    let Ok(store) = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE) else {
        return BTreeSet::new();
    };
    store.busy_timeout(Duration::from_secs(10)).unwrap();
    let sound: String = store
        .query_row("PRAGMA integrity_check", [], |row| row.get(0))
        .unwrap();
    assert_eq!(sound, "ok");
    let Ok(mut read) =
        store.prepare("SELECT feeds.id, entries.id FROM entries JOIN feeds USING (feed)")
    else {
        // A first run was killed before it made the tables.
        return BTreeSet::new();
    };
    let rows = read.query_map([], |row| Ok((row.get(0)?, row.get(1)?)));
    rows.unwrap().map(Result::unwrap).collect()
}

/// Every file is the one of some run that was let through, and none that all of them have is missing.
fn assert_whole(planet: &Planet, known: &[Site], moment: &str) {
    let site = published(planet);
    for (path, content) in &site {
        let is_known = known.iter().any(|site| site.get(path) == Some(content));
        assert!(is_known, "{moment}: {path} is no run's");
    }
    if planet.has("index.html") {
        for path in known[0].keys() {
            assert!(site.contains_key(path), "{moment}: no {path}");
        }
    }
}

#[test]
fn the_lock_of_a_killed_run_holds_nobody_up() {
    let (server, mut planet) = built();
    server.always("/feed", Reply::silence());
    planet.wait(HOUR);
    let mut child = planet.command(&["build"]).spawn().unwrap();
    wait_until(|| server.requests().len() >= 2);
    child.kill().unwrap();
    child.wait().unwrap();
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("b", "2026-03-01T09:00:00Z")])),
    );
    planet.build();
    assert_built(&planet);
}
