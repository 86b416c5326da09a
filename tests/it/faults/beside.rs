//! What lies beside the store and `SQLite` would take for a part of it, or in its place and is no file.

use std::{
    fs,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::{
    assert_built, assert_refused, built,
    full_disk::on_small_disk,
    killed::{remembered, remembered_at},
    store::{large, store},
};
use crate::planet::{Planet, Run};

fn beside(path: &Path, end: &str) -> PathBuf {
    PathBuf::from(format!("{}{end}", path.display()))
}

/// Leaves the store as a run does that is killed in the middle of a change: with its journal.
fn kill(path: &Path) {
    let connection = Connection::open(path).unwrap();
    connection
        .execute_batch(
            "PRAGMA cache_size = 1; BEGIN; UPDATE entries SET id = id || 'z', date = date + 1;
             UPDATE records SET record = record || 'z'; UPDATE feeds SET stored = 0",
        )
        .unwrap();
    let (half, journal) = (
        fs::read(path).unwrap(),
        fs::read(beside(path, "-journal")).unwrap(),
    );
    drop(connection);
    assert_ne!(fs::read(path).unwrap(), half);
    fs::write(path, half).unwrap();
    fs::write(beside(path, "-journal"), journal).unwrap();
}

/// What is in the state folder, besides store and locks.
fn others(planet: &Planet) -> Vec<String> {
    let names = fs::read_dir(planet.path(".planet")).unwrap();
    let mut names: Vec<String> = names
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["planet.db", "lock", "opening"].contains(&name.as_str()))
        .collect();
    names.sort_unstable();
    names
}

const COMMANDS: [&[&str]; 5] = [
    &["build"],
    &["render"],
    &["status"],
    &["state", "export", "x.gz"],
    &["check"],
];

#[test]
fn whichever_command_comes_after_a_killed_run_takes_back_what_that_left_half_done() {
    let (_server, planet) = large();
    let known = remembered(&planet);
    for command in COMMANDS {
        kill(&store(&planet));
        let run = planet.run(command).succeeded();
        assert!(!run.stderr.contains("planet.db"), "{run:#?}");
        assert_eq!(others(&planet), [""; 0], "{command:?}");
        assert_eq!(remembered(&planet), known, "{command:?}");
    }
}

#[test]
fn a_full_disk_keeps_nobody_from_taking_back_what_a_killed_run_left_half_done() {
    let Some((_server, planet, mount)) = on_small_disk(".planet", 4_000) else {
        return;
    };
    let known = remembered(&planet);
    kill(&store(&planet));
    mount.fill(8);
    planet.run(&["status"]).succeeded();
    mount.empty();
    assert_eq!(others(&planet), [""; 0]);
    assert_eq!(remembered(&planet), known);
}

#[test]
fn what_belongs_to_another_store_is_set_aside_by_whichever_command_and_said_so() {
    let (_server, planet) = large();
    let known = remembered(&planet);
    let (_other_server, other) = large();
    kill(&store(&other));
    let journal = fs::read(beside(&store(&other), "-journal")).unwrap();
    assert_eq!(remembered(&other).len(), known.len());
    let connection = Connection::open(store(&other)).unwrap();
    connection
        .execute_batch("PRAGMA journal_mode = WAL; UPDATE entries SET id = id || 'z'")
        .unwrap();
    let log = |end| (end, fs::read(beside(&store(&other), end)).unwrap());
    for (n, command) in (1..).zip(COMMANDS) {
        for strays in [
            &[("-journal", journal.clone())][..],
            &["-wal", "-shm"].map(log),
        ] {
            for (end, bytes) in strays {
                fs::write(beside(&store(&planet), end), bytes).unwrap();
            }
            let run = planet.run(command).succeeded();
            for (end, bytes) in strays {
                let name = format!("planet.db{end}.stray-{n}");
                assert!(run.stderr.contains(&name), "{command:?}: {run:#?}");
                let kept = fs::read(planet.path(".planet").join(name)).unwrap();
                assert_eq!(kept, *bytes);
                assert!(!beside(&store(&planet), end).exists(), "{command:?}");
            }
            assert_eq!(remembered(&planet), known, "{command:?}");
        }
    }
    assert_eq!(others(&planet).len(), 3 * COMMANDS.len());
}

#[test]
fn of_many_commands_at_once_none_lets_another_read_the_journal_of_another_store() {
    let (_server, planet) = large();
    let known = remembered(&planet);
    let (_other_server, other) = large();
    kill(&store(&other));
    let journal = fs::read(beside(&store(&other), "-journal")).unwrap();
    for n in 1..=5 {
        fs::write(beside(&store(&planet), "-journal"), &journal).unwrap();
        let commands = ["status", "build", "status", "status"].map(|name| planet.command(&[name]));
        let runs = commands.map(|mut command| command.spawn().unwrap());
        let told = runs.map(|run| Run::of(run).succeeded().stderr.contains("stray"));
        assert_eq!(told.iter().filter(|told| **told).count(), 1);
        assert_eq!(others(&planet).len(), n);
        assert_eq!(remembered(&planet), known);
    }
}

#[test]
fn folders_in_the_place_of_what_lies_beside_the_store_are_set_aside() {
    for end in ["-journal", "-wal", "-shm"] {
        for command in [&["build"][..], &["status"]] {
            let (_server, planet) = built();
            planet.file(&format!(".planet/planet.db{end}/mine.txt"), "mine");
            let run = planet.run(command).succeeded();
            let name = format!("planet.db{end}.stray-1");
            assert!(run.stderr.contains(&name), "{run:#?}");
            let kept = planet.path(".planet").join(name).join("mine.txt");
            assert_eq!(fs::read(kept).unwrap(), b"mine");
            planet.force();
            assert_built(&planet);
        }
    }
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_store_is_set_aside() {
    let (_server, planet) = built();
    fs::remove_file(store(&planet)).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(store(&planet))
        .status();
    assert!(made.unwrap().success());
    planet.run(&["status"]).ended_with(1);
    let run = planet.build();
    assert!(run.stderr.contains("planet.db.damaged-1"), "{run:#?}");
    assert_built(&planet);
    assert_eq!(others(&planet).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_store_on_a_disk_that_is_not_there_is_waited_for() {
    let (_server, planet) = built();
    let disk = planet.path("disk");
    fs::create_dir(&disk).unwrap();
    let known = remembered(&planet);
    fs::rename(store(&planet), disk.join("planet.db")).unwrap();
    std::os::unix::fs::symlink(disk.join("planet.db"), store(&planet)).unwrap();
    fs::rename(&disk, planet.path("elsewhere")).unwrap();
    assert_refused(&planet, &["planet.db"]);
    assert_eq!(others(&planet).len(), 0);
    fs::rename(planet.path("elsewhere"), &disk).unwrap();
    planet.build();
    assert_eq!(remembered_at(&disk.join("planet.db")), known);
}

#[cfg(unix)]
#[test]
fn a_link_to_the_store_leads_to_what_lies_beside_it() {
    let (_server, planet) = large();
    let known = remembered(&planet);
    let kept = planet.path("kept.db");
    fs::rename(store(&planet), &kept).unwrap();
    std::os::unix::fs::symlink(&kept, store(&planet)).unwrap();
    kill(&kept);
    planet.build();
    assert_eq!(remembered_at(&kept), known);
    fs::write(beside(&kept, "-wal"), "not a log").unwrap();
    let run = planet.build();
    assert!(run.stderr.contains("kept.db-wal.stray-1"), "{run:#?}");
    assert_eq!(remembered_at(&kept), known);
    assert!(store(&planet).is_symlink());
}
