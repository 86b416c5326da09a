//! An output folder that is not ours, or not as we left it.

use std::fs;

use super::{HOUR, assert_built, assert_refused, built};
use crate::planet::contents;

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
