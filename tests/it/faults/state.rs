//! The memory carried elsewhere, or lost.

use std::fs;

use chrono::TimeDelta;

use super::{HOUR, built, full_disk::on_small_disk};
use crate::{
    planet::{Item, Planet, atom, contents, item, undated},
    server::{Reply, Server},
};

#[test]
fn an_exported_state_imported_elsewhere_builds_the_same_site() {
    let (server, mut planet) = built();
    let more = [
        undated("c"),
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

const STATE: &str = "state/planet.jsonl.gz";

/// A planet to which over three days everything has happened that a feed cannot tell again: posts without dates, dated ahead, dated
/// anew, corrected, forgotten by their feed; a feed that is gone.
fn eventful(server: &Server) -> Planet {
    let mut planet = Planet::new();
    planet
        .set("base_url", &format!("{:?}", server.url("/site/")))
        .table("[pages]\nstate = true\n[digest]\nbackfill = 2\nmin_items = 1");
    for n in 0..6 {
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
    }
    let days = [
        "2026-02-27T12:00:00Z",
        "2026-02-28T12:00:00Z",
        "2026-03-02T12:00:00Z",
    ];
    for (day, now) in days.into_iter().enumerate() {
        for n in 0..6 {
            server.always(&format!("/{n}"), answer(n, day));
        }
        planet.at(now).build();
    }
    let state = fs::read(planet.path("output").join(STATE)).unwrap();
    server.always(&format!("/site/{STATE}"), Reply::ok(state));
    planet
}

fn answer(n: usize, day: usize) -> Reply {
    let old = item(&format!("{n}-old"), "2026-02-10T09:00:00Z");
    let posts: Vec<Item> = match (n, day) {
        (_, 0) => vec![old, undated(&format!("{n}-first"))],
        (0, _) => vec![undated("0-second"), undated("0-first")],
        (1, 1) => vec![item("1-ahead", "2026-03-01T09:00:00Z"), old],
        (1, _) => vec![item("1-ahead", "2026-03-02T09:00:00Z"), old],
        (2, _) => (0..12)
            .map(|at| {
                item(
                    &format!("2-rebuilt-{at}"),
                    &format!("2026-02-28T10:{at:02}:00Z"),
                )
            })
            .collect(),
        (3, 1) => vec![item("3-new", "2026-02-28T09:00:00Z"), old],
        (3, _) => vec![Item {
            title: "Corrected".to_owned(),
            ..item("3-new", "2026-02-25T09:00:00Z")
        }],
        (4, 2) => return Reply::new(410, &[], "gone"),
        (5, 2) => return Reply::new(500, &[], "busy"),
        _ => vec![item(&format!("{n}-new"), "2026-02-27T20:00:00Z")],
    };
    Reply::ok(atom(&format!("Blog {n}"), &posts))
}

#[test]
fn a_lost_state_comes_back_from_the_published_snapshot_to_the_byte() {
    let server = Server::start();
    let planet = eventful(&server);
    let before = planet.site();
    for folder in [".planet", "output"] {
        fs::remove_dir_all(planet.path(folder)).unwrap();
    }
    planet.run(&["build", "--restore-from", "auto"]).succeeded();
    assert_eq!(planet.site(), before);
}

#[test]
fn a_state_that_is_lost_for_good_brings_nothing_old_on_top() {
    let server = Server::start();
    let mut planet = eventful(&server);
    let before = planet.titles();
    assert_eq!(before[..2], ["Post 0-second", "Post 1-ahead"], "{before:?}");
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    for wait in [0, 1, 30] {
        planet.wait(TimeDelta::hours(wait)).build();
        // What the feeds still say, in the order in which it stood; what they cannot date is on their own pages.
        let expected = ["Post 1-ahead", "Corrected", "Post 1-old"];
        assert_eq!(planet.titles(), expected, "after {wait} hours");
    }
}
