//! What planet makes of a planet.toml, good or bad: one sample file is one fact, and each bad one has its pinned message.

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
};

use planet::config::{
    Config, ConfigError, Index, Location, Overrides, SectionKind, known_keys, site_url,
};

use crate::planet::Planet;

fn load(path: &str) -> Result<Config, ConfigError> {
    Config::load(Path::new(path), &Overrides::default())
}

fn valid(name: &str) -> Config {
    load(&format!("tests/planets/valid/{name}.toml")).unwrap()
}

fn samples(folder: &str) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".toml")?.to_owned()))
        .collect();
    names.sort();
    names
}

#[test]
fn every_valid_sample_loads() {
    for name in samples("tests/planets/valid") {
        if let Err(error) = load(&format!("tests/planets/valid/{name}.toml")) {
            panic!("{name}:\n{error}");
        }
    }
}

/// The message of `invalid/x.toml` is pinned in `invalid/x.snap` beside it.
#[test]
fn every_invalid_sample_has_its_message() {
    let failed: Vec<String> = samples("tests/planets/invalid")
        .into_iter()
        .filter(|name| {
            let message = match load(&format!("tests/planets/invalid/{name}.toml")) {
                Ok(_) => format!("{name}.toml loads"),
                Err(error) => error.to_string(),
            };
            let mut settings = insta::Settings::clone_current();
            settings.set_snapshot_path("../planets/invalid");
            settings.set_prepend_module_to_snapshot(false);
            settings.set_omit_expression(true);
            let assertion = || settings.bind(|| insta::assert_snapshot!(name.as_str(), message));
            catch_unwind(AssertUnwindSafe(assertion)).is_err()
        })
        .collect();
    assert!(failed.is_empty(), "other messages than pinned: {failed:?}");
}

#[test]
fn every_invalid_sample_has_a_snapshot_and_every_snapshot_a_sample() {
    let snapshots: Vec<String> = fs::read_dir("tests/planets/invalid")
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter_map(|name| Some(name.strip_suffix(".snap")?.to_owned()))
        .collect();
    let snapshots: BTreeSet<String> = snapshots.into_iter().collect();
    let samples: BTreeSet<String> = samples("tests/planets/invalid").into_iter().collect();
    assert_eq!(snapshots, samples);
}

#[test]
fn every_mistake_has_a_place_in_the_file_and_plain_words() {
    for name in samples("tests/planets/invalid") {
        let path = format!("tests/planets/invalid/{name}.toml");
        let Err(error) = load(&path) else {
            panic!("{name}.toml loads");
        };
        let mut last = 0;
        for mistake in error.list() {
            let line = error.line(mistake);
            assert!(line >= last, "{name}: not in the order of the file");
            last = line;
            let message = &mistake.message;
            assert!(!message.ends_with('.'), "{name}: {message}");
            assert!(
                !message.starts_with(|c: char| c.is_uppercase()),
                "{name}: {message}"
            );
            let jargon = [
                "invalid type",
                "variant",
                "struct",
                "sequence",
                "usize",
                "i64",
                "u32",
                "serde",
                "deserial",
                "boolean",
            ];
            for word in jargon {
                assert!(!message.contains(word), "{name}: {message}");
            }
        }
        let drawn = error.to_string();
        assert!(drawn.contains(&format!("--> {path}:")), "{name}: {drawn}");
        assert!(drawn.contains('^'), "{name}: {drawn}");
        let commands = |c: char| (c.is_control() && c != '\n') || c == '\u{202E}';
        assert!(!drawn.contains(commands), "{name}: {drawn}");
    }
}

#[test]
fn all_mistakes_of_a_file_are_told_at_once() {
    let error = load("tests/planets/invalid/several-mistakes.toml").unwrap_err();
    let lines: Vec<usize> = error.list().iter().map(|m| error.line(m)).collect();
    assert_eq!(lines, [1, 2, 3, 6, 7, 11, 12, 14, 21]);
}

/// It took minutes when the line of each mistake was counted from the first.
#[test]
fn thousands_of_lines_that_are_no_toml_are_told_of_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("planet.toml");
    fs::write(&path, "x = \"\\u{1}\"\n".repeat(50_000)).unwrap();
    let error = load(path.to_str().unwrap()).unwrap_err();
    assert_eq!(error.list().len(), 50_000);
}

#[test]
fn a_wrong_value_is_not_called_missing_as_well() {
    let error = load("tests/planets/invalid/wrong-type-title.toml").unwrap_err();
    assert_eq!(error.list().len(), 1, "{error}");
}

#[test]
fn a_missing_file_is_told_with_its_path_and_a_way_out() {
    let error = load("tests/planets/no-such/planet.toml").unwrap_err();
    assert_eq!(
        error.to_string(),
        "error: there is no file `tests/planets/no-such/planet.toml`"
    );
    assert!(error.hint().unwrap().contains("--config"));
}

#[test]
fn a_file_that_is_not_utf_8_is_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("planet.toml");
    fs::write(&path, b"title = \"Caf\xe9\"\n").unwrap();
    let error = Config::load(&path, &Overrides::default()).unwrap_err();
    assert!(error.to_string().contains("is not UTF-8 text"), "{error}");
    assert!(error.hint().is_some());
}

#[test]
fn what_a_planet_has_by_default() {
    let config = valid("least");
    assert_eq!(config.title, "Planet");
    assert_eq!(config.base_path(), "/");
    assert_eq!(config.language, "en");
    assert_eq!(config.timezone, planet::zones::Tz::UTC);
    assert_eq!(config.theme, "river");
    assert_eq!(config.root, PathBuf::from("tests/planets/valid"));
    assert_eq!(config.output, Path::new("tests/planets/valid/output"));
    assert_eq!(config.state, Path::new("tests/planets/valid/.planet"));
    assert_eq!(config.fetch, planet::config::Fetch::default());
    let feed = &config.feeds[0];
    assert_eq!(feed.id, "ana.example/atom.xml");
    assert_eq!(feed.slug, "ana");
    assert!(feed.enabled && feed.river && !feed.private);
}

#[test]
fn the_base_url_gets_its_final_slash() {
    assert_eq!(valid("sub-path-without-slash").base_path(), "/blogs/");
    assert_eq!(site_url("https://a.example").unwrap().path(), "/");
    for wrong in [
        "",
        "a.example",
        "ftp://a.example/",
        "https://a.example/?q",
        "https://a.example/#x",
        "https://ana:pw@a.example/",
    ] {
        assert!(site_url(wrong).is_err(), "{wrong}");
    }
}

#[test]
fn the_command_line_overrules_the_file() {
    let overrides = Overrides {
        output: Some("elsewhere".into()),
        base_url: Some(site_url("https://other.example/p").unwrap()),
        threads: Some(3),
        ..Overrides::default()
    };
    let path = Path::new("tests/planets/valid/units.toml");
    let config = Config::load(path, &overrides).unwrap();
    assert_eq!(config.output, Path::new("elsewhere"));
    assert_eq!(config.base_url.as_str(), "https://other.example/p/");
    assert_eq!(config.fetch.threads, 3);
    assert_ne!(config.fingerprint, valid("units").fingerprint);
    assert_eq!(config.fetch.max_transfer, 500 << 10);
}

#[test]
fn a_base_url_on_the_command_line_makes_up_for_a_missing_one() {
    let overrides = Overrides {
        base_url: Some(site_url("https://other.example/").unwrap()),
        ..Overrides::default()
    };
    let path = Path::new("tests/planets/invalid/missing-base-url.toml");
    assert!(Config::load(path, &overrides).is_ok());
}

#[test]
fn pages_pictures_and_hubs_are_read_and_off_by_default() {
    let least = valid("least");
    assert_eq!(
        (least.pages.index, least.pages.old_urls),
        (Index::Auto, false)
    );
    assert!(least.hubs.is_empty() && least.image.is_none());
    let config = valid("pages-and-hubs");
    assert_eq!(
        (config.pages.index, config.pages.old_urls),
        (Index::All, true)
    );
    assert_eq!(
        config.hubs,
        ["https://hub.example/", "https://other.example/hub?x=1"]
    );
    assert_eq!(config.image.as_deref(), Some("pictures/harbor.png"));
    let config = valid("one-hub");
    assert_eq!(config.pages.index, Index::None);
    assert_eq!(config.hubs, ["http://hub.example/"]);
    assert_eq!(
        config.image.as_deref(),
        Some("https://pictures.example/harbor.png")
    );
}

#[test]
fn names_that_give_the_same_slug_get_different_ones() {
    let config = valid("words-of-the-world");
    let slugs: BTreeSet<&str> = config.feeds.iter().map(|feed| feed.slug.as_str()).collect();
    assert_eq!(slugs.len(), config.feeds.len());
}

#[test]
fn one_url_can_be_followed_twice_under_two_ids() {
    let ids: Vec<String> = valid("same-url-other-id")
        .feeds
        .into_iter()
        .map(|feed| feed.id)
        .collect();
    assert_eq!(ids, ["ana-rust", "ana-tea"]);
}

#[test]
fn a_digest_is_what_the_file_says_and_there_is_none_without_its_table() {
    assert_eq!(valid("least").digest, None);
    assert!(valid("least").curations().unwrap().is_empty());
    let config = valid("digest");
    let digest = config.digest.unwrap();
    assert_eq!(digest.first.unwrap().name(), "2025-01");
    assert_eq!(digest.curation, Path::new("tests/planets/valid/issues"));
    let [articles, two] = digest.sections.as_slice() else {
        panic!("{:?}", digest.sections);
    };
    assert_eq!((articles.max, articles.per_feed), (20, 2));
    assert_eq!(two.hosts, ["github.com", "xn--wgv71a.example"]);
    assert_eq!((two.kind, two.max), (SectionKind::Any, 12));
    let weights: Vec<f64> = config.feeds.iter().map(|feed| feed.weight).collect();
    assert_eq!(weights, [2.0, 0.5]);
}

#[test]
fn a_password_in_a_url_is_used_and_never_shown() {
    let config = valid("addresses");
    let feed = config
        .feeds
        .iter()
        .find(|feed| feed.name == "Password")
        .unwrap();
    assert!(feed.private);
    assert_eq!(feed.public_url, None);
    assert!(!feed.shown.contains("secret") && !feed.id.contains("secret"));
    let Location::Http(url) = &feed.location else {
        panic!("{:?}", feed.location);
    };
    assert_eq!(url.password(), Some("secret"));
}

#[test]
fn variables_of_the_environment_are_used_and_never_shown() {
    // PATH is set wherever tests run; its value stands for a secret.
    let path = std::env::var("PATH").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("planet.toml");
    for url in [
        "https://ana.example/?key=${PATH}",
        "https://ana.example/${PATH}/feed",
        "https://${HOME}@ana.example/?x=${PATH}",
    ] {
        let text = format!(
            "title = \"P\"\nbase_url = \"https://p.example/\"\n[[feeds]]\nname = \"A\"\nurl = \"{url}\"\n"
        );
        fs::write(&file, text).unwrap();
        // A value that makes the URL a wrong one is told without the value; a right one never shows up either.
        match Config::load(&file, &Overrides::default()) {
            Ok(config) => {
                let feed = &config.feeds[0];
                assert!(feed.private && feed.public_url.is_none());
                assert!(!feed.shown.contains(&path) && !feed.id.contains(&path));
            }
            Err(error) => assert!(!error.to_string().contains(&path), "{error}"),
        }
    }
}

/// The lines of the repository's planet.toml that set a key or show one that is commented out: table, key, whole line.
fn shown_keys(text: &str) -> Vec<(String, String, &str)> {
    let mut table = String::new();
    let mut shown = Vec::new();
    for line in text.lines() {
        let header = line.strip_prefix("# ").unwrap_or(line);
        if header.starts_with('[') {
            let name = header.split([']', ' ']).next().unwrap();
            name.trim_start_matches('[').clone_into(&mut table);
            continue;
        }
        let setting = line.strip_prefix("# ").unwrap_or(line);
        let Some((key, _)) = setting.split_once(" = ") else {
            continue;
        };
        if key.chars().all(|c| c.is_ascii_lowercase() || c == '_') {
            shown.push((table.clone(), key.to_owned(), line));
        }
    }
    shown
}

#[test]
fn the_example_shows_every_key() {
    let text = fs::read_to_string("planet.toml").unwrap();
    let shown = shown_keys(&text);
    let has = |table: &str, key: &str| shown.iter().any(|(t, k, _)| t == table && k == key);
    for (table, keys) in known_keys() {
        for key in keys {
            // `extra` may also be a table of its own.
            let as_table = *key == "extra" && text.contains("\n[extra]");
            assert!(
                has(table, key) || as_table,
                "planet.toml does not show `{key}` of [{table}]"
            );
        }
    }
    for (table, key, line) in &shown {
        let known = known_keys();
        let free = table == "extra";
        assert!(
            free || known
                .iter()
                .any(|(t, keys)| t == table && keys.contains(&key.as_str())),
            "planet.toml shows a key that planet does not know: {line}"
        );
    }
}

#[test]
fn the_example_names_every_field_that_filters_see() {
    let text = fs::read_to_string("planet.toml").unwrap();
    let after = text.split("\n[filters]").nth(1).unwrap();
    let section = after.split("\n[extra]").next().unwrap();
    for field in ["title", "content", "author", "category", "link"] {
        assert!(section.contains(field), "[filters] does not name `{field}`");
    }
}

#[test]
fn the_example_loads_with_every_key_switched_on() {
    let text = fs::read_to_string("planet.toml").unwrap();
    let commented: BTreeSet<&str> = shown_keys(&text)
        .into_iter()
        .map(|(_, _, line)| line)
        .filter(|line| line.starts_with("# "))
        .collect();
    assert!(commented.len() > 20, "{commented:?}");
    let switched_on: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if commented.contains(line) || setting.starts_with("[[") => {
                format!("{setting}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("planet.toml");
    fs::write(&path, switched_on).unwrap();
    if let Err(error) = Config::load(&path, &Overrides::default()) {
        panic!("{error}");
    }
}

#[test]
fn what_planet_writes_lies_beside_what_it_publishes() {
    for (line, key) in [
        ("output = \"static\"", "output"),
        ("output = \"static/sub\"", "output"),
        ("output = \"site/../static/sub\"", "output"),
        ("state = \"output/../st\"", ""),
        ("static = \"files\"\noutput = \"files-of-the-site\"", ""),
        ("static = \"./files\"\nstate = \"files/./st\"", "state"),
        ("state = \"output/.planet\"", "state"),
    ] {
        let mut planet = Planet::new();
        for line in line.lines() {
            let (name, value) = line.split_once(" = ").unwrap();
            planet.set(name, value);
        }
        let run = planet.run(&["build"]);
        let is_refused = run.stderr.contains(&format!("`{key}` lies within"));
        assert_eq!(is_refused, !key.is_empty(), "{line}: {run:#?}");
    }
    let planet = Planet::new();
    let run = planet.run(&["build", "--output", "static/out"]);
    assert!(
        run.stderr.contains("`output` lies within `static`"),
        "{run:#?}"
    );
}
