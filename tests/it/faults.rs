//! What goes wrong around planet: a killed process, two runs at once, a damaged store, a folder of somebody else's, a full
//! disk. Nothing that was remembered or published may be lost, and every message names the file.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::Command,
    sync::{Mutex, mpsc},
    thread,
    time::{Duration, Instant},
};

use chrono::TimeDelta;

use crate::{
    planet::{Content, Planet, Run, atom, contents, item, rss},
    server::{Reply, Server},
};

const HOUR: TimeDelta = TimeDelta::hours(1);

/// A planet that has been built from one feed, and its server.
fn built() -> (Server, Planet) {
    let server = Server::start();
    let posts = [
        item("b", "2026-03-01T09:00:00Z"),
        item("a", "2026-02-20T09:00:00Z"),
    ];
    server.on("/feed", move |seen| {
        Reply::tagged(seen, "\"1\"", atom("Ana", &posts))
    });
    let mut planet = Planet::new();
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

// A killed process.

const FEEDS: usize = 200;
const KILLS: usize = 50;

#[test]
fn a_run_killed_at_any_moment_leaves_a_whole_site_and_the_next_one_completes_it() {
    let server = Server::start();
    let serve = |count: usize| {
        for n in 0..FEEDS {
            let day = |k: usize| format!("2026-02-{:02}T{:02}:{:02}:00Z", 20 + k, n / 60, n % 60);
            let posts: Vec<_> = (0..count)
                .rev()
                .map(|k| item(&format!("{n}-{k}"), &day(k)))
                .collect();
            let feed = rss(&format!("Blog {n}"), &posts);
            server.always(&format!("/{n}"), Reply::ok(feed));
        }
    };
    let place = in_memory();
    let follow = || {
        let mut planet = Planet::new_in(&place);
        for n in 0..FEEDS {
            planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
        }
        planet
    };
    serve(1);
    let later = |folder: &BTreeMap<String, Content>| {
        let mut planet = follow();
        for (path, content) in folder {
            planet.file(path, &content.0);
        }
        planet.wait(HOUR);
        planet
    };
    let old = follow();
    old.build();
    serve(2);
    let starts = [contents(&old.path("")), BTreeMap::new()].map(|folder| {
        let undisturbed = later(&folder);
        let before = undisturbed.site();
        let started = Instant::now();
        undisturbed.build();
        let took = started.elapsed();
        let after = undisturbed.site();
        for (path, content) in &after {
            assert_complete(path, &content.0);
        }
        assert_ne!(after.get("index.html"), before.get("index.html"));
        (folder, before, after, took)
    });

    let mut random = Random(20_260_301);
    let moments: Vec<(usize, f64)> = (0..KILLS).map(|kill| (kill, 1.1 * random.next())).collect();
    let disturb = |(kill, moment): (usize, f64)| {
        // By turns a planet that has a site already, and one in its first run.
        let (folder, before, after, took) = &starts[kill % 2];
        let planet = later(folder);
        let mut child = planet.command(&["build"]).spawn().unwrap();
        thread::sleep(took.mul_f64(moment));
        child.kill().unwrap();
        child.wait().unwrap();
        for (path, content) in planet.site() {
            let known = [before.get(&path), after.get(&path)];
            let whole = known.contains(&Some(&content));
            assert!(
                whole,
                "kill {kill} at {moment}: {path} is neither old nor new"
            );
        }
        for path in before.keys().filter(|path| after.contains_key(*path)) {
            assert!(planet.has(path), "kill {kill} at {moment}: no {path}");
        }
        let status = planet.run(&["status"]);
        let is_new = status.stderr.contains("there is no store");
        assert!(status.status == Some(0) || is_new, "{status:#?}");
        let run = planet.run(&["build"]).succeeded();
        assert!(!run.stderr.contains("damaged"), "{}", run.stderr);
        assert_eq!(&planet.site(), after, "kill {kill} at {moment}");
        assert!(!planet.path("output/.planet-new").exists());
    };
    thread::scope(|scope| {
        let disturb = &disturb;
        for half in moments.chunks(KILLS / 2) {
            scope.spawn(move || {
                for moment in half {
                    disturb(*moment);
                }
            });
        }
    });
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

/// Numbers from 0 to 1 (xorshift64*), the same in every run of the test.
struct Random(u64);

impl Random {
    fn next(&mut self) -> f64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let high = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 32;
        f64::from(u32::try_from(high).unwrap()) / f64::from(u32::MAX)
    }
}

/// Whether a page or feed is whole.
fn assert_complete(path: &str, bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let extension = path.rsplit('.').next().unwrap();
    match extension {
        "html" => assert!(text.trim_end().ends_with("</html>"), "{path}"),
        "xml" | "opml" => {
            let mut reader = quick_xml::Reader::from_str(&text);
            loop {
                match reader.read_event() {
                    Ok(quick_xml::events::Event::Eof) => break,
                    Ok(_) => {}
                    Err(error) => panic!("{path}: {error}"),
                }
            }
        }
        "json" => {
            serde_json::from_str::<serde_json::Value>(&text).unwrap();
        }
        _ => {}
    }
}

// Two runs at once.

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
    let first = planet.command(&["build"]).spawn().unwrap();
    let asked = server.requests().len();
    while server.requests().len() == asked {
        thread::sleep(Duration::from_millis(5));
    }
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

#[test]
fn the_lock_of_a_killed_run_holds_nobody_up() {
    let (server, mut planet) = built();
    server.always("/feed", Reply::silence());
    planet.wait(HOUR);
    let mut child = planet.command(&["build"]).spawn().unwrap();
    while server.requests().len() < 2 {
        thread::sleep(Duration::from_millis(5));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    server.always(
        "/feed",
        Reply::ok(atom("Ana", &[item("b", "2026-03-01T09:00:00Z")])),
    );
    planet.build();
    assert_built(&planet);
}

// A damaged store.

fn store(planet: &Planet) -> PathBuf {
    planet.path(".planet/planet.db")
}

#[test]
fn a_store_that_is_gone_is_built_anew() {
    let (_server, planet) = built();
    let before = planet.site();
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    planet.build();
    assert_eq!(planet.site(), before);
}

#[test]
fn an_empty_store_is_built_anew() {
    let (_server, planet) = built();
    let before = planet.site();
    fs::write(store(&planet), "").unwrap();
    planet.build();
    assert_eq!(planet.site(), before);
}

#[test]
fn what_is_no_store_is_set_aside_and_said_so() {
    let (_server, planet) = built();
    let before = planet.site();
    for n in 1..3 {
        let garbage: Vec<u8> = (0..20_000_u32).map(|n| n.to_le_bytes()[0] ^ 0x5a).collect();
        fs::write(store(&planet), &garbage).unwrap();
        let run = planet.build();
        let aside = format!("planet.db.damaged-{n}");
        assert!(run.stderr.contains("the store was damaged"), "{run:#?}");
        assert!(run.stderr.contains(&aside), "{}", run.stderr);
        let kept = fs::read(planet.path(".planet").join(aside)).unwrap();
        assert_eq!(kept, garbage);
        assert_eq!(planet.site(), before);
    }
}

#[test]
fn a_store_that_is_damaged_within_is_set_aside_or_named_and_the_site_stays() {
    let (_server, planet) = built();
    let whole = fs::read(store(&planet)).unwrap();
    for cut in [100, 5_000, 9_000, whole.len() / 2, whole.len() - 4_096] {
        let mut scribbled = whole.clone();
        scribbled[cut..].fill(0xa5);
        for damaged in [&whole[..cut], &scribbled] {
            fs::write(store(&planet), damaged).unwrap();
            let before = planet.site();
            let run = planet.run(&["build", "--force"]);
            assert!(!run.stderr.contains("planet itself failed"), "{run:#?}");
            match run.status {
                Some(0) => assert_built(&planet),
                Some(1) => {
                    assert_eq!(planet.site(), before, "{cut}");
                    assert!(run.stderr.contains("planet.db"), "{run:#?}");
                    assert!(run.stderr.contains("hint: move "), "{run:#?}");
                }
                _ => panic!("{run:#?}"),
            }
        }
    }
}

#[test]
fn a_store_of_a_newer_planet_is_refused_and_left_alone() {
    let (_server, planet) = built();
    let connection = rusqlite::Connection::open(store(&planet)).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    let before = fs::read(store(&planet)).unwrap();
    assert_refused(
        &planet,
        &["planet.db", "newer planet", "99", "hint: update"],
    );
    for arguments in [&["status"][..], &["state", "export", "x.gz"], &["render"]] {
        let run = planet.run(arguments).ended_with(1);
        assert!(run.stderr.contains("newer planet"), "{run:#?}");
    }
    assert_eq!(fs::read(store(&planet)).unwrap(), before);
}

#[test]
fn a_folder_instead_of_the_store_is_named() {
    let (_server, planet) = built();
    fs::remove_file(store(&planet)).unwrap();
    fs::create_dir(store(&planet)).unwrap();
    assert_refused(&planet, &["planet.db"]);
    fs::remove_dir(store(&planet)).unwrap();
    planet.build();
    assert_built(&planet);
}

#[test]
fn a_file_instead_of_the_state_folder_is_named_and_left_alone() {
    let (_server, planet) = built();
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    planet.file(".planet", "mine");
    assert_refused(&planet, &[".planet"]);
    assert_eq!(fs::read(planet.path(".planet")).unwrap(), b"mine");
}

// An output folder that is not ours, or not as we left it.

#[test]
fn a_foreign_output_folder_is_refused_and_untouched() {
    let (_server, mut planet) = built();
    planet.set("output", "\"docs\"");
    planet.file("docs/README.md", "Mine.");
    planet.file("docs/sub/more.txt", "Mine, too.");
    let run = planet.run(&["build"]).ended_with(1);
    for words in [
        "docs",
        "README.md",
        "1 more",
        "hint: choose an empty folder",
    ] {
        assert!(run.stderr.contains(words), "{words}: {}", run.stderr);
    }
    let docs = contents(&planet.path("docs"));
    assert_eq!(docs.len(), 2);
    assert_eq!(docs["README.md"].0, b"Mine.");
}

#[test]
fn a_file_of_somebody_else_in_the_output_folder_is_never_overwritten_or_removed() {
    let (server, mut planet) = built();
    planet.file("output/CNAME", "planet.example");
    planet.file("output/feeds/bo/index.html", "mine");
    planet.wait(HOUR).build();
    planet.feed("Bo", &server.url("/feed?bo"));
    assert_refused(&planet, &["feeds/bo/index.html", "did not write"]);
    planet.without("Bo").without("Ana").build();
    assert_eq!(planet.page("CNAME"), "planet.example");
    assert_eq!(planet.page("feeds/bo/index.html"), "mine");
    assert!(!planet.has("feeds/ana/index.html"));
}

#[test]
fn a_version_control_folder_in_a_new_output_folder_is_tolerated() {
    let (_server, mut planet) = built();
    planet.set("output", "\"site\"");
    planet.file("site/.git/config", "[core]");
    planet.file("site/.gitignore", "*");
    planet.build();
    assert_eq!(
        fs::read(planet.path("site/.git/config")).unwrap(),
        b"[core]"
    );
    assert_eq!(fs::read(planet.path("site/.gitignore")).unwrap(), b"*");
}

#[cfg(unix)]
#[test]
fn a_symbolic_link_in_the_output_folder_is_not_followed() {
    use std::os::unix::fs::symlink;

    let (_server, planet) = built();
    planet.file("outside/keep.txt", "mine");
    planet.file("outside/feeds/old.html", "mine");
    // A folder of pages became a link.
    fs::remove_dir_all(planet.path("output/feeds")).unwrap();
    symlink(planet.path("outside"), planet.path("output/feeds")).unwrap();
    assert_refused(&planet, &["feeds", "symbolic link"]);
    fs::remove_file(planet.path("output/feeds")).unwrap();
    // A page became a link: the link goes, its target stays.
    planet.build();
    fs::remove_file(planet.path("output/index.html")).unwrap();
    symlink(
        planet.path("outside/keep.txt"),
        planet.path("output/index.html"),
    )
    .unwrap();
    planet.build();
    assert_built(&planet);
    assert_eq!(fs::read(planet.path("outside/keep.txt")).unwrap(), b"mine");
}

#[test]
fn a_file_where_the_output_folder_should_be_is_named_and_left_alone() {
    let (_server, mut planet) = built();
    planet.set("output", "\"site\"").file("site", "mine");
    let run = planet.run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("site"), "{}", run.stderr);
    assert_eq!(fs::read(planet.path("site")).unwrap(), b"mine");
}

#[test]
fn a_manifest_that_cannot_be_read_is_named() {
    let (_server, planet) = built();
    planet.file("output/.planet.json", "{\"half");
    assert_refused(&planet, &[".planet.json"]);
}

// A disk that refuses.

/// A small file system of its own at a folder; unmounted when dropped.
struct Mount(PathBuf);

impl Mount {
    #[expect(
        clippy::print_stdout,
        reason = "whoever runs the tests must know what was not tested"
    )]
    /// Mounts it, or says why the test is skipped: mounting needs rights that few have.
    fn at(folder: &Path, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let options = format!("size={kilobytes}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(folder)
            .output()
            .is_ok_and(|output| output.status.success());
        if mounted {
            Some(Self(folder.to_owned()))
        } else {
            println!("skipped: a file system of our own cannot be mounted here");
            None
        }
    }

    fn remount(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(&self.0)
            .status();
        assert!(done.unwrap().success());
    }

    /// Leaves no more than this free.
    fn fill(&self, kilobytes: usize) {
        let free = Command::new("df")
            .args(["--output=avail", "-k"])
            .arg(&self.0)
            .output()
            .unwrap();
        let free = String::from_utf8(free.stdout).unwrap();
        let free: usize = free.lines().last().unwrap().trim().parse().unwrap();
        let ballast = vec![1; free.saturating_sub(kilobytes) << 10];
        fs::write(self.0.join(".git"), ballast).unwrap();
    }

    fn empty(&self) {
        fs::remove_file(self.0.join(".git")).unwrap();
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _gone_with_the_machine = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}

/// A planet with one post of this many bytes, its site or its store on a small disk.
fn on_small_disk(folder: &str, kilobytes: usize) -> Option<(Server, Planet, Mount)> {
    let server = Server::start();
    let mut planet = Planet::new();
    let mount = Mount::at(&planet.path(folder), kilobytes)?;
    server.always(
        "/feed",
        Reply::ok(atom(
            "Ana",
            &[
                item("b", "2026-03-01T09:00:00Z"),
                item("a", "2026-02-20T09:00:00Z"),
            ],
        )),
    );
    planet.feed("Ana", &server.url("/feed")).build();
    assert_built(&planet);
    Some((server, planet, mount))
}

/// From now on the feed also holds a long post.
fn grow(server: &Server) {
    let mut long = item("c", "2026-03-01T12:30:00Z");
    long.content = "A long story. ".repeat(20_000);
    server.always("/feed", Reply::ok(atom("Ana", &[long])));
}

#[test]
fn a_full_disk_under_the_site_leaves_the_old_site() {
    let Some((server, mut planet, mount)) = on_small_disk("output", 4_000) else {
        return;
    };
    let before = planet.site();
    grow(&server);
    for free in [0, 8, 64, 200, 400] {
        mount.fill(free);
        let run = planet.wait(HOUR).run(&["build"]).ended_with(1);
        assert!(run.stderr.contains("output"), "{}", run.stderr);
        assert!(run.stderr.contains("disk is full"), "{}", run.stderr);
        mount.empty();
        assert_eq!(planet.site(), before, "{free} KB were free");
        assert!(!planet.path("output/.planet-new").exists());
    }
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_full_disk_under_the_store_loses_nothing_and_leaves_the_old_site() {
    let Some((server, mut planet, mount)) = on_small_disk(".planet", 4_000) else {
        return;
    };
    let before = planet.site();
    grow(&server);
    for free in [0, 4, 16, 64, 200] {
        mount.fill(free);
        let run = planet.wait(HOUR).run(&["build"]).ended_with(1);
        assert!(run.stderr.contains("planet.db"), "{}", run.stderr);
        assert!(run.stderr.contains("full"), "{}", run.stderr);
        assert_eq!(planet.site(), before, "{free} KB were free");
        // What was remembered can still be read on the full disk.
        planet.run(&["status"]).succeeded();
        mount.empty();
    }
    planet.wait(HOUR).build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_read_only_output_folder_is_named() {
    let Some((server, mut planet, mount)) = on_small_disk("output", 4_000) else {
        return;
    };
    let before = planet.site();
    grow(&server);
    mount.remount("ro");
    let run = planet.wait(HOUR).run(&["build"]).ended_with(1);
    assert!(run.stderr.contains("output"), "{}", run.stderr);
    assert!(run.stderr.contains("ead-only"), "{}", run.stderr);
    assert_eq!(planet.site(), before);
    mount.remount("rw");
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_read_only_store_is_named() {
    let Some((server, mut planet, mount)) = on_small_disk(".planet", 4_000) else {
        return;
    };
    grow(&server);
    mount.remount("ro");
    planet.wait(HOUR);
    assert_refused(&planet, &[".planet"]);
    mount.remount("rw");
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

// The memory carried elsewhere.

#[test]
fn an_exported_state_imported_elsewhere_builds_the_same_site() {
    let (server, mut planet) = built();
    let more = [
        crate::planet::undated("c"),
        item("d", "2027-01-01T00:00:00Z"),
        item("e", "2026-02-01T00:00:00Z"),
    ];
    server.always("/feed", Reply::ok(atom("Ana", &more)));
    planet.wait(HOUR).build();
    let before = planet.site();
    planet.file("memory.gz.new", "somebody's");
    planet.run(&["state", "export", "memory.gz"]).succeeded();
    let neighbor = fs::read(planet.path("memory.gz.new")).unwrap();
    assert_eq!(neighbor, b"somebody's");
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    fs::remove_dir_all(planet.path("output")).unwrap();
    planet.run(&["state", "import", "memory.gz"]).succeeded();
    planet.build();
    let after = planet.site();
    for path in ["index.html", "atom.xml", "rss.xml", "feeds/ana/index.html"] {
        assert_eq!(after[path], before[path], "{path}");
    }
    // The same once more adds nothing, and the same state gives the same file.
    let run = planet.run(&["state", "import", "memory.gz"]).succeeded();
    assert!(run.stderr.contains("0 entries added"), "{}", run.stderr);
    planet.run(&["state", "export", "again.gz"]).succeeded();
    let files = contents(&planet.path(""));
    assert_eq!(files["memory.gz"], files["again.gz"]);
}

#[test]
fn an_export_that_fails_leaves_the_snapshot_before_it() {
    let Some((_server, planet, mount)) = on_small_disk("output", 4_000) else {
        return;
    };
    let file = "output/.git.gz";
    planet.run(&["state", "export", file]).succeeded();
    let before = fs::read(planet.path(file)).unwrap();
    mount.fill(0);
    let run = planet.run(&["state", "export", file]).ended_with(1);
    assert!(run.stderr.contains(file), "{}", run.stderr);
    assert_eq!(fs::read(planet.path(file)).unwrap(), before);
    assert!(!planet.path("output/.git.gz.new").exists());
}

#[cfg(unix)]
#[test]
fn an_export_may_go_into_a_pipe() {
    let (_server, planet) = built();
    let mut child = planet.command(&["state", "export", "/dev/stdout"]);
    let output = child.output().unwrap();
    assert!(output.status.success());
    fs::write(planet.path("piped.gz"), output.stdout).unwrap();
    planet.run(&["state", "export", "file.gz"]).succeeded();
    let files = contents(&planet.path(""));
    assert_eq!(files["piped.gz"], files["file.gz"]);
}

#[test]
fn what_is_no_snapshot_is_named_and_adds_nothing() {
    let (_server, planet) = built();
    planet.run(&["state", "export", "whole.gz"]).succeeded();
    let whole = fs::read(planet.path("whole.gz")).unwrap();
    planet.file("garbage.gz", "not a snapshot");
    planet.file("half.gz", &whole[..whole.len() / 2]);
    planet.file("empty.gz", "");
    for file in ["garbage.gz", "half.gz", "empty.gz", "missing.gz"] {
        let run = planet.run(&["state", "import", file]).ended_with(1);
        assert!(run.stderr.contains(file), "{}", run.stderr);
    }
    assert_eq!(planet.status_of("Ana")["entries_stored"], 2);
    let run = planet
        .run(&["state", "export", "no/such/folder.gz"])
        .ended_with(1);
    assert!(run.stderr.contains("no/such/folder.gz"), "{}", run.stderr);
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    let run = planet.run(&["state", "export", "x.gz"]).ended_with(1);
    assert!(run.stderr.contains("no store"), "{}", run.stderr);
}
