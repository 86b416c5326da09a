//! What stands in a variable of the environment or before an `@` is used and never told.

use std::{fs, path::Path};

use crate::cli::{HEAD, run_with};

const SECRET: &str = "s3cr3t-t0ken";

/// Feeds whose addresses are secrets, on a port of this machine where nobody listens.
const FEEDS: &str = r#"
[[feeds]]
name = "In the path"
url = "http://127.0.0.1:1/${PLANET_TEST_SECRET}/feed"

[[feeds]]
name = "In the query"
url = "http://127.0.0.1:1/feed?key=${PLANET_TEST_SECRET}&page=1"

[[feeds]]
name = "As the password"
url = "http://ana:${PLANET_TEST_SECRET}@127.0.0.1:1/mine"

[[feeds]]
name = "The whole address"
url = "${PLANET_TEST_SECRET_URL}"

[[feeds]]
name = "Written out"
url = "http://ana:s3cr3t-t0ken@127.0.0.1:1/written"

[[feeds]]
name = "Private"
url = "http://127.0.0.1:1/s3cr3t-t0ken/private"
private = true
"#;

/// The files below `folder` that hold the secret.
fn holders(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in fs::read_dir(folder).unwrap() {
        let path = file.unwrap().path();
        if path.is_dir() {
            found.extend(holders(&path));
        } else {
            let bytes = fs::read(&path).unwrap();
            let holds = bytes
                .windows(SECRET.len())
                .any(|part| part == SECRET.as_bytes());
            if holds && !path.ends_with("planet.toml") {
                found.push(path.display().to_string());
            }
        }
    }
    found
}

#[test]
fn no_secret_of_an_address_is_printed_published_or_remembered() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("planet.toml"), format!("{HEAD}{FEEDS}")).unwrap();
    let whole = format!("http://127.0.0.1:1/{SECRET}");
    let environment = [
        ("PLANET_TEST_SECRET", SECRET),
        ("PLANET_TEST_SECRET_URL", whole.as_str()),
    ];
    for args in [
        &["build", "-v"][..],
        &["build", "--force", "-vv", "--format", "json"],
        &["build", "--force", "--format", "github"],
        &["status"],
        &["status", "--format", "json"],
        &["list"],
        &["list", "--format", "json"],
        &["check", "-v"],
        &["check", "--format", "json"],
        &["check", "--format", "github"],
        &["export", "opml"],
        &["export", "json"],
        &["export", "toml"],
    ] {
        let run = run_with(&folder, args, &environment);
        assert!([0, 3].contains(&run.code), "{args:?}: {}", run.err);
        assert!(!run.out.contains(SECRET), "{args:?}: {}", run.out);
        assert!(!run.err.contains(SECRET), "{args:?}: {}", run.err);
    }
    let told: Vec<String> = holders(folder.path())
        .into_iter()
        // The private address is the identity of its feed in the store, which is not published.
        .filter(|path| !path.ends_with("planet.db"))
        .collect();
    assert!(told.is_empty(), "{told:?}");
    let text = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
    let without_private = text
        .split("\n[[feeds]]\nname = \"Private\"")
        .next()
        .unwrap();
    fs::write(folder.path().join("planet.toml"), without_private).unwrap();
    fs::remove_dir_all(folder.path().join(".planet")).unwrap();
    run_with(&folder, &["build"], &environment).exits(0);
    assert_eq!(holders(folder.path()), Vec::<String>::new());
}
