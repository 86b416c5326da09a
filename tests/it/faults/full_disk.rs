//! A disk that refuses.

use std::{
    fs,
    process::{Command, Stdio},
};

use super::{HOUR, assert_refused, built, built_in, killed::remembered_at, mount::Mount};
use crate::{
    planet::{Planet, Run, atom, contents, item},
    server::{Reply, Server},
};

/// [`built`](super::built) with this folder on a disk of so many KB; `None` where that cannot be had.
pub(super) fn on_small_disk(folder: &str, kilobytes: usize) -> Option<(Server, Planet, Mount)> {
    let planet = Planet::new();
    let mount = Mount::at(&planet.path(folder), kilobytes)?;
    let (server, planet) = built_in(planet);
    Some((server, planet, mount))
}

/// From now on the feed also holds a long post.
fn grow(server: &Server) {
    let mut long = item("c", "2026-03-01T12:30:00Z");
    long.content = "A long story. ".repeat(20_000);
    server.always("/feed", Reply::ok(atom("Ana", &[long])));
}

/// Builds with each of these KB free: refused with these words, and the site is as it was.
fn assert_full(
    planet: &mut Planet,
    mount: &Mount,
    site: &str,
    free: [usize; 10],
    words: &[&str],
    meanwhile: impl Fn(&Planet),
) {
    let before = contents(&planet.path(site));
    for free in free {
        mount.fill(free);
        let run = planet.wait(HOUR).run(&["build"]).ended_with(1);
        for word in words {
            assert!(run.stderr.contains(word), "{free}: {}", run.stderr);
        }
        meanwhile(planet);
        mount.empty();
        assert_eq!(contents(&planet.path(site)), before, "{free} KB were free");
    }
}

#[test]
fn a_full_disk_under_the_site_leaves_the_old_site() {
    let Some((server, mut planet, mount)) = on_small_disk("output", 4_000) else {
        return;
    };
    grow(&server);
    let free = [0, 4, 8, 16, 32, 64, 100, 200, 300, 400];
    let words = ["output", "disk is full"];
    assert_full(&mut planet, &mount, "output", free, &words, |_| ());
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_full_disk_under_the_store_loses_nothing_and_leaves_the_old_site() {
    let Some((server, mut planet, mount)) = on_small_disk(".planet", 4_000) else {
        return;
    };
    grow(&server);
    let free = [0, 4, 8, 16, 24, 32, 64, 100, 150, 200];
    let words = ["planet.db", "full"];
    assert_full(&mut planet, &mount, "output", free, &words, |planet| {
        // What was remembered can still be read on the full disk.
        planet.run(&["status"]).succeeded();
    });
    planet.wait(HOUR).build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}

#[test]
fn a_full_disk_under_the_whole_planet_leaves_site_and_store_as_they_were() {
    let mut planet = Planet::new();
    // planet.toml lies beside the small disk, which holds what planet writes: store, journal, lock, pages, pages on their way.
    let Some(mount) = Mount::at(&planet.path("disk"), 6_000) else {
        return;
    };
    planet
        .set("output", "\"disk/site\"")
        .set("state", "\"disk/state\"");
    let (server, mut planet) = built_in(planet);
    grow(&server);
    // More room and the store has all it needs, but not the pages.
    let free = [0, 4, 16, 40, 80, 200, 400, 500, 600, 700];
    let words = ["disk/", "full"];
    assert_full(&mut planet, &mount, "disk/site", free, &words, |planet| {
        assert!(!remembered_at(&planet.path("disk/state/planet.db")).is_empty());
    });
    planet.wait(HOUR).build();
    let page = fs::read_to_string(planet.path("disk/site/index.html")).unwrap();
    assert!(page.contains("Post c"));
}

#[test]
fn a_file_that_outgrows_a_limit_of_the_system_is_told_as_a_full_disk_is() {
    let (server, mut planet) = built();
    grow(&server);
    let before = contents(&planet.path("output"));
    planet.wait(HOUR);
    for blocks in ["0", "16", "300"] {
        let build = planet.command(&["build"]);
        let mut limited = Command::new("sh");
        limited
            .args(["-c", "ulimit -f \"$0\" && exec \"$@\"", blocks])
            .arg(build.get_program())
            .args(build.get_args())
            .current_dir(planet.path(""))
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        let run = Run::of(limited.spawn().unwrap()).ended_with(1);
        // The first is what SQLite says of it.
        let said = [
            ("planet.db", "disk I/O error"),
            ("output", "File too large"),
        ];
        let tells =
            |(path, why): &(&str, &str)| run.stderr.contains(path) && run.stderr.contains(why);
        assert!(said.iter().any(tells), "{}", run.stderr);
        assert_eq!(contents(&planet.path("output")), before, "{blocks} blocks");
    }
    planet.build();
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
    assert_refused(
        &planet,
        &[".planet", "hint: the folder", "must be writable"],
    );
    mount.remount("rw");
    planet.build();
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
}
