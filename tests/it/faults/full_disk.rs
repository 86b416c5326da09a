//! A disk that refuses.

use super::{HOUR, assert_built, assert_refused, mount::Mount};
use crate::{
    planet::{Planet, atom, item},
    server::{Reply, Server},
};

/// A planet with one post of this many bytes, its site or its store on a small disk.
pub(super) fn on_small_disk(folder: &str, kilobytes: usize) -> Option<(Server, Planet, Mount)> {
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
