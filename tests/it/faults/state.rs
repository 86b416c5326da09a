//! The memory carried elsewhere, or lost.

use std::fs;

use super::{HOUR, built, full_disk::on_small_disk};
use crate::{
    planet::{atom, contents, item},
    server::Reply,
};

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
