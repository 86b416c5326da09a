//! Two runs at once, and whoever reads the site meanwhile.

use std::{
    sync::{Mutex, mpsc},
    thread,
    time::Duration,
};

use super::{HOUR, built};
use crate::{
    planet::{Run, atom, item},
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
