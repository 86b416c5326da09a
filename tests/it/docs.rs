//! Documentation that runs: README's commands and configurations, the example planet, the links between documents.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use planet::config::{Config, Overrides};
use tempfile::TempDir;

/// Planets as README shows them in parts need a head to load.
const HEAD: &str = "title = \"Planet\"\nbase_url = \"https://planet.example/\"\n";

/// The blocks of a document that are tagged `tag`.
fn blocks(document: &str, tag: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut inside: Option<(bool, String)> = None;
    for line in document.lines() {
        match (&mut inside, line.trim_start().strip_prefix("```")) {
            (None, Some(found)) => inside = Some((found.trim() == tag, String::new())),
            (Some((wanted, block)), Some(_)) => {
                if *wanted {
                    blocks.push(std::mem::take(block));
                }
                inside = None;
            }
            (Some((_, block)), None) => {
                block.push_str(line);
                block.push('\n');
            }
            (None, None) => {}
        }
    }
    assert!(inside.is_none(), "a block of code has no end");
    blocks
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for file in fs::read_dir(from).unwrap() {
        let path = file.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).unwrap();
        }
    }
}

/// The example planet as it is in a fresh clone.
fn example() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::copy("planet.toml", folder.path().join("planet.toml")).unwrap();
    copy(Path::new("examples"), &folder.path().join("examples"));
    folder
}

fn planet(folder: &TempDir, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planet"));
    for name in [
        "PLANET_CONFIG",
        "PLANET_OUTPUT",
        "PLANET_BASE_URL",
        "SOURCE_DATE_EPOCH",
    ] {
        command.env_remove(name);
    }
    command
        .current_dir(folder.path())
        .args(args)
        .output()
        .unwrap()
}

#[track_caller]
fn assert_done(args: &[&str], output: &Output) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {err}");
}

#[test]
fn every_command_in_the_readme_works_in_the_example() {
    let readme = fs::read_to_string("README.md").unwrap();
    let folder = example();
    let mut run = 0;
    for block in blocks(&readme, "sh") {
        for line in block.lines().map(str::trim) {
            let words: Vec<&str> = line.split_whitespace().collect();
            let args = match words.as_slice() {
                ["cargo", "test" | "install" | "build", ..] | ["git" | "cd", ..] | [] => continue,
                [first, ..] if first.starts_with('#') => continue,
                ["cargo", "run", "--release", "--", args @ ..] | ["planet", args @ ..] => args,
                _ => panic!("no test knows how to run `{line}`; tag the block ```text"),
            };
            assert_done(args, &planet(&folder, args));
            run += 1;
        }
    }
    assert!(run > 0, "README.md shows no command");
    assert!(folder.path().join("output/index.html").exists());
}

#[test]
fn every_configuration_in_the_readme_loads() {
    let readme = fs::read_to_string("README.md").unwrap();
    let blocks = blocks(&readme, "toml");
    assert!(!blocks.is_empty(), "README.md shows no configuration");
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("planet.toml");
    for block in blocks {
        let whole = block.lines().any(|line| line.starts_with("title = "));
        let text = if whole {
            block
        } else {
            format!("{HEAD}{block}")
        };
        fs::write(&path, text).unwrap();
        if let Err(error) = Config::load(&path, &Overrides::default()) {
            panic!("{error}");
        }
    }
}

#[test]
fn the_example_planet_builds_without_a_problem_or_a_request() {
    let folder = example();
    let args = ["build", "--strict", "--format", "json", "-o", "site"];
    let output = planet(&folder, &args);
    assert_done(&args, &output);
    let report: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(report["totals"]["problems"], 0, "{report:#}");
    for feed in report["feeds"].as_array().unwrap() {
        assert_eq!(feed["http_status"], serde_json::Value::Null, "{feed}");
        assert_eq!(feed["outcome"], "new", "{feed}");
    }
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(!err.contains("warning"), "{err}");
    let again = ["build", "--offline", "--strict", "-o", "site"];
    assert_done(&again, &planet(&folder, &again));
    for page in [
        "index.html",
        "atom.xml",
        "blogroll.opml",
        "status/index.html",
        "404.html",
    ] {
        assert!(folder.path().join("site").join(page).exists(), "{page}");
    }
}

#[test]
fn the_changelog_begins_with_what_is_not_released() {
    let changelog = fs::read_to_string("CHANGELOG.md").unwrap();
    let first = changelog.lines().find(|line| line.starts_with("## "));
    assert_eq!(first, Some("## Unreleased"));
}

/// The documents of the repository, not what was built or fetched into it.
fn documents() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap();
            let skipped = name.starts_with('.') && name != ".github";
            if path.is_dir() {
                if !skipped && !["target", "output"].contains(&name) {
                    walk(&path, found);
                }
            } else if path.extension().is_some_and(|extension| extension == "md") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("."), &mut found);
    found
}

#[test]
fn every_link_between_documents_leads_somewhere() {
    let documents = documents();
    assert!(documents.len() >= 4, "{documents:?}");
    for document in documents {
        let text = fs::read_to_string(&document).unwrap();
        let folder = document.parent().unwrap();
        for (at, _) in text.match_indices("](") {
            let link = text[at + 2..].split([')', ' ']).next().unwrap();
            let path = link.split('#').next().unwrap();
            // What begins at the root is a page of the site, not a file: hyperlink looks at those.
            let is_elsewhere = path.contains("://") || path.starts_with("mailto:");
            if path.is_empty() || is_elsewhere || path.starts_with('/') {
                continue;
            }
            assert!(
                folder.join(path).exists(),
                "{} links to {link}, which is not there",
                document.display()
            );
        }
    }
}
