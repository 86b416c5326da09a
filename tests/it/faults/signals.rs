//! Ctrl-C and the system's wish that the program end: it waits for no server then, and keeps what it has read.

use std::{
    os::unix::process::ExitStatusExt as _,
    process::Child,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{HOUR, killed::remembered, wait_until};
use crate::{
    planet::{Planet, atom, item},
    server::{Reply, Server},
};

const QUICK: usize = 20;
const HUNG: usize = 5;

/// A planet that has a site, an hour later: most blogs have something new, some do not answer at all.
fn half_hung() -> (Server, Planet) {
    let server = Server::start();
    let mut planet = Planet::new();
    for n in 0..QUICK + HUNG {
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
        let post = item(&format!("old-{n}"), "2026-03-01T09:00:00Z");
        server.always(&format!("/{n}"), Reply::ok(atom("Blog", &[post])));
    }
    planet.build();
    for n in 0..QUICK + HUNG {
        let post = item(&format!("new-{n}"), "2026-03-01T12:30:00Z");
        let reply = if n < QUICK {
            Reply::ok(atom("Blog", &[post]))
        } else {
            Reply::silence()
        };
        server.always(&format!("/{n}"), reply);
    }
    planet
        .fetch("first_byte_timeout", "\"1m\"")
        .fetch("stall_timeout", "\"1m\"")
        .fetch("timeout", "\"1m\"")
        .wait(HOUR);
    (server, planet)
}

/// How many new posts are remembered.
fn kept(planet: &Planet) -> usize {
    let entries = remembered(planet);
    let new = entries.iter().filter(|(_, id)| id.contains("new-"));
    new.count()
}

/// Sends the signal; what the run says. It must end by that signal within two seconds.
fn stop(child: Child, signal: Signal) -> String {
    let pid = Pid::from_child(&child);
    let sent = Instant::now();
    kill_process(pid, signal).unwrap();
    let output = child.wait_with_output().unwrap();
    let took = sent.elapsed();
    assert!(took < Duration::from_secs(2), "{took:?}");
    // A shell makes 130 and 143 of it.
    assert_eq!(output.status.signal(), Some(signal.as_raw()));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn a_run_that_is_told_to_end_while_feeds_hang_ends_within_two_seconds_and_keeps_what_was_read() {
    for signal in [Signal::INT, Signal::TERM] {
        for command in ["build", "fetch"] {
            let (server, mut planet) = half_hung();
            let before = planet.written();
            let child = planet.command(&[command]).spawn().unwrap();
            wait_until(|| kept(&planet) == QUICK);
            let said = stop(child, signal);
            let told = format!("stopped: {QUICK} of {} feeds were read", QUICK + HUNG);
            assert!(said.contains(&told), "{said}");
            assert!(said.contains("hint: the site is as it was"), "{said}");
            assert_eq!(kept(&planet), QUICK);
            assert_eq!(planet.written(), before);
            // The next run asks the others only, and has everything.
            let asked = server.requests().len();
            for n in QUICK..QUICK + HUNG {
                let post = item(&format!("new-{n}"), "2026-03-01T12:30:00Z");
                server.always(&format!("/{n}"), Reply::ok(atom("Blog", &[post])));
            }
            planet.wait(chrono::TimeDelta::minutes(1)).build();
            assert_eq!(server.requests().len(), asked + HUNG);
            assert_eq!(kept(&planet), QUICK + HUNG);
            assert!(planet.page("index.html").contains("Post new-24"));
        }
    }
}

#[test]
fn what_was_read_a_moment_ago_is_kept_too() {
    for signal in [Signal::INT, Signal::TERM] {
        let (server, planet) = half_hung();
        let asked = server.requests().len();
        let child = planet.command(&["build"]).spawn().unwrap();
        wait_until(|| server.requests().len() == asked + QUICK + HUNG);
        let said = stop(child, signal);
        let told = format!("stopped: {} of {} feeds", kept(&planet), QUICK + HUNG);
        assert!(said.contains(&told), "{told}, not: {said}");
    }
}
