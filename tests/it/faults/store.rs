//! A store that is not as planet left it.

use std::{fs, path::PathBuf};

use rusqlite::Connection;

use super::{HOUR, Random, assert_built, assert_refused, built, killed::remembered};
use crate::{
    planet::{Item, Planet, Run, atom, item},
    server::{Reply, Server},
};

pub(super) fn store(planet: &Planet) -> PathBuf {
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

/// A store of several hundred pages, and the planet that has it.
pub(super) fn large() -> (Server, Planet) {
    let server = Server::start();
    let mut planet = Planet::new();
    planet.table("[pages]\narchive = false\nsearch = false\n[syndication]\nentries = 5");
    for n in 0..10 {
        let posts: Vec<Item> = (0..20)
            .map(|at| {
                let mut post = item(
                    &format!("{n}-{at}"),
                    &format!("2026-02-{:02}T{n:02}:00:00Z", at + 1),
                );
                post.content = format!("<p>Words of {n}-{at}. {}</p>", "More words. ".repeat(300));
                post
            })
            .collect();
        server.always(&format!("/{n}"), Reply::ok(atom("Blog", &posts)));
        planet.feed(&format!("Blog {n}"), &server.url(&format!("/{n}")));
    }
    planet.build();
    (server, planet)
}

/// Where damaged stores are set aside, in order.
fn aside(planet: &Planet, number: usize) -> PathBuf {
    planet.path(&format!(".planet/planet.db.damaged-{number}"))
}

/// How often a store is damaged, and the size of its pages.
const DAMAGES: usize = 32;
const PAGE: usize = 8192;

#[test]
fn whatever_happened_to_a_store_the_site_is_built_and_what_could_be_rescued_is_set_aside() {
    let (_server, planet) = large();
    let whole = fs::read(store(&planet)).unwrap();
    let expected = planet.titles();
    let pages = whole.len() / PAGE;
    assert!(pages > 100, "{pages}");
    let mut random = Random::new(3);
    let mut number = 0;
    for n in 0..DAMAGES {
        let mut damaged = whole.clone();
        let length = u32::try_from(whole.len()).unwrap();
        let what = match n % 4 {
            0 => {
                damaged.truncate(random.below(length) as usize);
                format!("cut at {}", damaged.len())
            }
            // Whole pages, the first of which describes all others.
            1 => {
                for _ in 0..=random.below(20) {
                    let page = random.below(u32::try_from(pages).unwrap()) as usize;
                    damaged[PAGE * page..PAGE * (page + 1)].fill(0);
                }
                "zeroed in places".to_owned()
            }
            2 => {
                for _ in 0..=random.below(20_000) {
                    let at = random.below(length) as usize;
                    damaged[at] = random.number().to_le_bytes()[0];
                }
                "random bytes here and there".to_owned()
            }
            _ => {
                let start = random.below(length) as usize;
                damaged[start..].fill_with(|| random.number().to_le_bytes()[0]);
                format!("random bytes from {start} on")
            }
        };
        fs::write(store(&planet), &damaged).unwrap();
        let run = planet.run(&["build", "--force"]).succeeded();
        let what = format!("{n}, {what}: {}", run.stderr);
        assert!(!run.stderr.contains("itself failed"), "{what}");
        assert_eq!(planet.titles(), expected, "{what}");
        let place = aside(&planet, number + 1);
        assert_eq!(
            run.stderr.contains("the store was damaged"),
            place.exists(),
            "{what}"
        );
        if place.exists() {
            number += 1;
            assert!(
                run.stderr
                    .contains(place.file_name().unwrap().to_str().unwrap()),
                "{what}"
            );
            assert_eq!(fs::read(place).unwrap().len(), damaged.len(), "{what}");
            // It is sound again.
            assert_eq!(remembered(&planet).len(), 200, "{what}");
        }
    }
    assert!(number > DAMAGES / 2, "{number} were set aside");
}

#[test]
fn damage_that_shows_only_while_the_site_is_written_is_set_aside_too() {
    for command in ["render", "build", "fetch"] {
        let (_server, planet) = built();
        let connection = Connection::open(store(&planet)).unwrap();
        connection
            .execute("UPDATE records SET record = '{'", [])
            .unwrap();
        connection
            .execute("UPDATE feeds SET stored = 'many'", [])
            .unwrap();
        drop(connection);
        let before = planet.written();
        let run = planet.run(&[command]);
        assert!(run.stderr.contains("planet.db.damaged-1"), "{run:#?}");
        assert!(aside(&planet, 1).is_file());
        match command {
            // Nothing is known any more, and nobody was asked: the site stays.
            "render" => {
                assert!(run.stderr.contains("nothing is remembered"), "{run:#?}");
                assert_eq!((run.status, planet.written()), (Some(1), before));
            }
            _ => assert_eq!(run.status, Some(0), "{run:#?}"),
        }
        planet.build();
        assert_built(&planet);
    }
}

#[test]
fn a_store_that_claims_another_version_than_its_tables_have_is_set_aside() {
    for version in [-7, 0, 1, 2] {
        let (_server, planet) = built();
        let connection = Connection::open(store(&planet)).unwrap();
        connection
            .pragma_update(None, "user_version", version)
            .unwrap();
        drop(connection);
        let before = fs::read(store(&planet)).unwrap();
        let run = planet.build();
        assert!(run.stderr.contains("planet.db.damaged-1"), "{run:#?}");
        assert_eq!(fs::read(aside(&planet, 1)).unwrap(), before);
        assert_built(&planet);
    }
}

#[test]
fn a_restore_into_a_damaged_store_says_what_was_set_aside() {
    let (_server, planet) = built();
    planet.run(&["state", "export", "x.gz"]).succeeded();
    fs::write(store(&planet), [0x5a; 10_000]).unwrap();
    let run = planet.run(&["state", "import", "x.gz"]).succeeded();
    assert!(run.stderr.contains("planet.db.damaged-1"), "{run:#?}");
    assert_eq!(remembered(&planet).len(), 2);
}

#[test]
fn whoever_only_reads_a_damaged_store_is_told_what_to_do() {
    let (_server, planet) = built();
    fs::write(store(&planet), [0x5a; 10_000]).unwrap();
    for arguments in [&["status"][..], &["state", "export", "x.gz"]] {
        let run = planet.run(arguments).ended_with(1);
        let hint = "hint: run `planet build`: it sets the file aside";
        assert!(run.stderr.contains(hint), "{run:#?}");
    }
    assert!(!aside(&planet, 1).exists());
}

#[test]
fn a_store_of_a_newer_planet_is_refused_and_left_alone() {
    let (_server, planet) = built();
    let connection = Connection::open(store(&planet)).unwrap();
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
fn a_folder_instead_of_the_store_is_set_aside_with_what_is_in_it() {
    let (_server, planet) = built();
    fs::remove_file(store(&planet)).unwrap();
    planet.file(".planet/planet.db/mine.txt", "mine");
    let run = planet.build();
    assert!(run.stderr.contains("planet.db.damaged-1"), "{run:#?}");
    assert_eq!(
        fs::read(aside(&planet, 1).join("mine.txt")).unwrap(),
        b"mine"
    );
    assert_built(&planet);
}

/// Whom permissions bind, when the superuser runs the tests.
#[cfg(unix)]
const NOBODY: u32 = 65_534;

/// Runs the program as somebody who may read the store and do nothing else with it.
#[cfg(unix)]
fn run_on_read_only_store(planet: &Planet, arguments: &[&str]) -> Run {
    use std::{
        os::unix::{fs::PermissionsExt as _, process::CommandExt as _},
        process::{Command, Stdio},
    };

    fs::set_permissions(store(planet), fs::Permissions::from_mode(0o444)).unwrap();
    let mut command = planet.command(arguments);
    if fs::File::options().append(true).open(store(planet)).is_ok() {
        // The program lies where everybody may go, and the planet belongs to whom it runs as.
        let program = planet.path("program");
        fs::copy(command.get_program(), &program).unwrap();
        let mut give = Command::new("chown");
        give.arg("-R").arg(NOBODY.to_string()).arg(planet.path(""));
        assert!(give.status().unwrap().success());
        let mut own = Command::new(program);
        for (name, value) in command.get_envs() {
            match value {
                Some(value) => own.env(name, value),
                None => own.env_remove(name),
            };
        }
        own.args(command.get_args())
            .current_dir(planet.path(""))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .uid(NOBODY);
        command = own;
    }
    Run::of(command.spawn().unwrap())
}

#[cfg(unix)]
#[test]
fn a_store_that_may_only_be_read_is_set_aside_and_a_copy_of_it_goes_on() {
    let (server, mut planet) = built();
    let before = fs::read(store(&planet)).unwrap();
    let place = planet.path(".planet/planet.db.read-only-1");
    // What the feed no longer holds is remembered all the same.
    let later = item("c", "2026-03-01T12:30:00Z");
    server.always("/feed", Reply::ok(atom("Ana", &[later])));
    planet.wait(HOUR);
    let run = run_on_read_only_store(&planet, &["build"]).succeeded();
    for words in ["the store could not be written", "planet.db.read-only-1"] {
        assert!(run.stderr.contains(words), "{run:#?}");
    }
    assert_eq!(fs::read(&place).unwrap(), before);
    assert_eq!(planet.titles(), ["Post c", "Post b", "Post a"]);
    let run = planet.wait(HOUR).build();
    assert!(!run.stderr.contains("planet.db"), "{run:#?}");
    assert_eq!(fs::read(&place).unwrap(), before);
}

#[cfg(unix)]
#[test]
fn a_damaged_store_that_may_only_be_read_is_set_aside_as_well() {
    let (_server, planet) = built();
    fs::write(store(&planet), [0x5a; 10_000]).unwrap();
    let run = run_on_read_only_store(&planet, &["build"]).succeeded();
    for name in ["planet.db.read-only-1", "planet.db.damaged-1"] {
        assert!(run.stderr.contains(name), "{run:#?}");
        assert!(planet.path(".planet").join(name).is_file());
    }
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
