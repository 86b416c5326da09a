//! A disk that refuses.

use super::{HOUR, assert_built, assert_refused, killed::remembered_at, mount::Mount};
use crate::{
    planet::{Planet, atom, contents, item},
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
    for free in [0, 4, 8, 16, 32, 64, 100, 200, 300, 400] {
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
    for free in [0, 4, 8, 16, 24, 32, 64, 100, 150, 200] {
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
fn a_full_disk_under_the_whole_planet_leaves_site_and_store_as_they_were() {
    let server = Server::start();
    let mut planet = Planet::new();
    // planet.toml lies beside the small disk, which holds what planet writes: store, journal, lock, pages, pages on their way.
    let Some(mount) = Mount::at(&planet.path("disk"), 6_000) else {
        return;
    };
    planet
        .set("output", "\"disk/site\"")
        .set("state", "\"disk/state\"")
        .feed("Ana", &server.url("/feed"));
    let posts = [item("a", "2026-02-20T09:00:00Z")];
    server.always("/feed", Reply::ok(atom("Ana", &posts)));
    planet.build();
    let (folder, store) = (
        planet.path("disk/site"),
        planet.path("disk/state/planet.db"),
    );
    let site = || contents(&folder);
    let before = site();
    grow(&server);
    // More room and the store has all it needs, but not the pages.
    for free in [0, 4, 16, 40, 80, 200, 400, 500, 600, 700] {
        mount.fill(free);
        let run = planet.wait(HOUR).run(&["build"]).ended_with(1);
        assert!(run.stderr.contains("disk/"), "{free}: {}", run.stderr);
        assert!(run.stderr.contains("full"), "{free}: {}", run.stderr);
        mount.empty();
        assert_eq!(site(), before, "{free} KB were free");
        assert!(!remembered_at(&store).is_empty());
    }
    planet.wait(HOUR).build();
    let page = &site()["index.html"];
    assert!(String::from_utf8_lossy(&page.0).contains("Post c"));
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
