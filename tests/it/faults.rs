//! What goes wrong around planet, a row of the table of faults per file: each against the real program, over local sockets, on a
//! real file system. Nothing that was remembered or published may be lost, and every message names the file.

mod killed;
mod full_disk;
mod mount;
mod store;
mod beside;
mod at_once;
#[cfg(unix)]
mod signals;
mod failing;
mod clock;
mod state;
mod output;
mod same_bytes;

use std::{
    path::PathBuf,
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;

use crate::{
    planet::{Planet, Run, atom, item},
    server::{Reply, Server},
    xml::mistake,
};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// A planet that has been built from one feed, and its server.
fn built() -> (Server, Planet) {
    built_in(Planet::new())
}

fn built_in(mut planet: Planet) -> (Server, Planet) {
    let server = Server::start();
    let posts = [
        item("b", "2026-03-01T09:00:00Z"),
        item("a", "2026-02-20T09:00:00Z"),
    ];
    server.on("/feed", move |seen| {
        Reply::tagged(seen, "\"1\"", atom("Ana", &posts))
    });
    planet.feed("Ana", &server.url("/feed")).build();
    (server, planet)
}

fn assert_built(planet: &Planet) {
    assert_eq!(planet.titles(), ["Post b", "Post a"]);
}

/// A run that leaves with 1, says these words, and leaves the site as it was.
fn assert_refused(planet: &Planet, words: &[&str]) -> Run {
    let before = planet.written();
    let run = planet.run(&["build", "--force"]).ended_with(1);
    for word in words {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
    assert!(run.stderr.starts_with("error: "), "{}", run.stderr);
    assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    assert_eq!(planet.written(), before);
    run
}

/// A folder without a disk behind it, where there is one: some systems take milliseconds for each new file.
fn in_memory() -> PathBuf {
    let memory = PathBuf::from("/dev/shm");
    if tempfile::TempDir::new_in(&memory).is_ok() {
        memory
    } else {
        std::env::temp_dir()
    }
}

/// Numbers that are the same in every run of a test (xorshift64*).
struct Random(u64);

impl Random {
    fn new(seed: usize) -> Self {
        // Seeds that lie side by side begin far apart.
        let mut random = Self((seed as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15));
        random.number();
        random
    }

    fn number(&mut self) -> u32 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        u32::try_from(high).unwrap()
    }

    /// From 0 to 1.
    fn share(&mut self) -> f64 {
        f64::from(self.number()) / f64::from(u32::MAX)
    }

    /// From 0 to less than `end`.
    fn below(&mut self, end: u32) -> u32 {
        self.number() % end
    }
}

fn wait_until(happens: impl Fn() -> bool) {
    let started = Instant::now();
    while !happens() {
        assert!(started.elapsed() < Duration::from_secs(30), "it never came");
        thread::sleep(Duration::from_millis(5));
    }
}

/// Whether a page or feed is whole.
fn assert_complete(path: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let extension = path.rsplit('.').next().unwrap();
    match extension {
        "html" => assert!(text.trim_end().ends_with("</html>"), "{path}"),
        "xml" | "opml" | "rdf" => assert_eq!(mistake(&text), None, "{path}"),
        "json" => {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
        _ => {}
    }
}
