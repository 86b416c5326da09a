//! A store that is not as planet left it.

use std::{fs, path::PathBuf};

use super::{assert_built, assert_refused, built};
use crate::planet::Planet;

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
