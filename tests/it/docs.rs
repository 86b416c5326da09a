//! Documentation that runs: README's commands and configurations, the example planet, the links between documents.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Output,
};

use tempfile::TempDir;

use crate::{
    planet::{atom, item},
    server::{Reply, Server},
    start::{program, serve::Serving},
};

/// Planets as README shows them in parts need a head to load.
const HEAD: &str = "title = \"Planet\"\nbase_url = \"https://planet.example/\"\n";

/// The blocks of a document that are tagged `tag`.
pub(crate) fn blocks(document: &str, tag: &str) -> Vec<String> {
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

fn planet(folder: &Path, args: &[&str]) -> Output {
    program(folder, args).output().unwrap()
}

#[track_caller]
fn assert_done(args: &[&str], output: &Output) {
    let err = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{args:?}: {err}");
}

/// Runs the commands of a document one after the other, from this folder on; how many there were.
fn run_commands(document: &str, folder: &Path, server: &Server) -> usize {
    let text = fs::read_to_string(document).unwrap();
    let mut folder = folder.to_owned();
    let mut run = 0;
    for block in blocks(&text, "sh") {
        for line in block.lines().map(str::trim) {
            let line = line.split(" # ").next().unwrap_or_default();
            // The blogs of the documents live on this machine while they are tested.
            let line = line
                .replace("https://ana.example/", &server.url("/ana"))
                .replace("https://bo.example/feed", &server.url("/bo"));
            let words: Vec<&str> = line.split_whitespace().collect();
            let args = match words.as_slice() {
                ["cargo", "test" | "install" | "build", ..] | [] => continue,
                ["cd", there] => {
                    folder.push(there);
                    continue;
                }
                ["cargo", "run", "--release", "--", args @ ..] | ["planet", args @ ..] => args,
                _ => panic!("no test knows how to run `{line}`; tag the block ```text"),
            };
            if args == ["serve"] {
                drop(Serving::start(&folder, &[]));
            } else {
                // Each of the imports is shown as the first one.
                if args.first() == Some(&"import") {
                    let _none_yet = fs::remove_file(folder.join("planet.toml"));
                }
                assert_done(args, &planet(&folder, args));
            }
            run += 1;
        }
    }
    run
}

#[test]
fn every_command_in_the_documents_works() {
    let server = Server::start();
    for blog in ["ana", "bo"] {
        let posts = [item(blog, "2026-02-26T10:00:00Z")];
        server.always(&format!("/{blog}"), Reply::ok(atom(blog, &posts)));
    }
    let of_others = tempfile::tempdir().unwrap();
    let ini = "[Planet]\nname = Planet\nlink = https://planet.example/\n[https://ana.example/feed]\nname = Ana\n";
    for (name, text) in [
        ("config.ini", ini),
        (
            "planet.ini",
            "title = Planet\n[ana]\ntitle = Ana\nfeed = https://ana.example/feed\n",
        ),
        (
            "osmosfeed.yaml",
            "siteTitle: Planet\nsources:\n  - href: https://ana.example/feed\n",
        ),
        (
            "custom/config.yml",
            "name: Planet\nurl: https://planet.example/\nitems: 10\n",
        ),
        (
            "custom/people.opml",
            "<opml version=\"1.0\"><body><outline text=\"Ana\" xmlUrl=\"https://ana.example/feed\"/></body></opml>",
        ),
        (
            "subscriptions.opml",
            "<opml version=\"2.0\"><body><outline text=\"Ana\" xmlUrl=\"https://ana.example/feed\"/></body></opml>",
        ),
        ("urls.txt", "https://ana.example/feed Ana\n"),
    ] {
        let path = of_others.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    let empty = tempfile::tempdir().unwrap();
    let example = example();
    for (document, folder, most) in [
        ("README.md", &example, 4),
        ("docs/themes.md", &example, 3),
        ("docs/start.md", &empty, 5),
        ("docs/moving.md", &of_others, 7),
    ] {
        let run = run_commands(document, folder.path(), &server);
        assert!(run >= most, "{document} shows {run} commands");
    }
    assert!(example.path().join("output/index.html").exists());
    let made = fs::read_to_string(empty.path().join("our-town/planet.toml")).unwrap();
    assert!(
        made.contains("name = \"ana\"") && made.contains("name = \"bo\""),
        "{made}"
    );
    // No other document shows a command that nobody tries.
    for document in documents() {
        let known = [
            "README.md",
            "themes.md",
            "start.md",
            "moving.md",
            "CONTRIBUTING.md",
        ];
        let name = document.file_name().unwrap().to_str().unwrap();
        let is_template = document.starts_with("./template");
        if !known.contains(&name) && !is_template {
            let text = fs::read_to_string(&document).unwrap();
            assert_eq!(blocks(&text, "sh"), [""; 0], "{}", document.display());
        }
    }
}

#[test]
fn every_configuration_in_the_documents_loads() {
    let folder = tempfile::tempdir().unwrap();
    let mut loaded = 0;
    for document in documents() {
        let text = fs::read_to_string(&document).unwrap();
        for block in blocks(&text, "toml") {
            let whole = block.lines().any(|line| line.starts_with("title = "));
            let text = if whole {
                block
            } else {
                format!("{HEAD}{block}")
            };
            fs::write(folder.path().join("planet.toml"), text).unwrap();
            let output = program(folder.path(), &["list"])
                .env("MEMBERS_KEY", "key")
                .output();
            assert_done(&[document.to_str().unwrap()], &output.unwrap());
            loaded += 1;
        }
    }
    assert!(loaded >= 4, "the documents show {loaded} configurations");
}

#[test]
fn the_example_planet_builds_without_a_problem_or_a_request() {
    let folder = example();
    let args = ["build", "--strict", "--format", "json", "-o", "site"];
    let output = planet(folder.path(), &args);
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
    assert_done(&again, &planet(folder.path(), &again));
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
fn the_book_has_every_document() {
    let summary = fs::read_to_string("docs/SUMMARY.md").unwrap();
    for file in fs::read_dir("docs").unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.extension().is_some_and(|ending| ending == "md") && name != "SUMMARY.md" {
            assert!(summary.contains(&format!("]({name})")), "{name}");
        }
    }
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
