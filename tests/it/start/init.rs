//! `planet init`.

use std::{fs, path::Path};

use planet::config::{Config, Overrides};
use tempfile::TempDir;

use crate::start::{Run, program, run};

fn init(folder: &TempDir, args: &[&str]) -> Run {
    run(folder, &[&["init"], args].concat())
}

/// Every file below a folder, with its text.
fn files(folder: &Path) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for item in fs::read_dir(next).unwrap() {
            let path = item.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap();
                let name = name.to_str().unwrap().replace('\\', "/");
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    found.sort();
    found
}

fn names(folder: &Path) -> Vec<String> {
    files(folder).into_iter().map(|(name, _)| name).collect()
}

#[test]
fn a_new_planet_builds_and_passes_its_check() {
    let folder = tempfile::tempdir().unwrap();
    let made = init(&folder, &["planet-garden"]).exits(0);
    let planet = folder.path().join("planet-garden");
    assert_eq!(names(&planet), [".gitignore", "README.md", "planet.toml"]);
    assert!(
        made.err.contains("`cd planet-garden`, `planet add"),
        "{}",
        made.err
    );
    let config = Config::load(&planet.join("planet.toml"), &Overrides::default()).unwrap();
    assert_eq!(config.title, "Planet Garden");
    for args in [["build", "-v"], ["check", "--offline"], ["check", "-v"]] {
        let output = program(&planet, &args).output().unwrap();
        Run::of(output).exits(0);
    }
    assert!(planet.join("output/index.html").is_file());
    // What planet makes by itself is not for the repository.
    let ignored = fs::read_to_string(planet.join(".gitignore")).unwrap();
    assert!(
        ignored.lines().any(|line| line == "/output/")
            && ignored.lines().any(|line| line == "/.planet/")
    );
}

#[test]
fn every_example_in_the_new_config_works_when_its_mark_is_removed() {
    let folder = tempfile::tempdir().unwrap();
    init(&folder, &[]).exits(0);
    let path = folder.path().join("planet.toml");
    let mut freed = 0;
    let is_example = |text: &str| {
        let key = text.split(" = ").next().unwrap_or_default();
        text.starts_with('[')
            || (text.contains(" = ") && key.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
    };
    let whole: String = fs::read_to_string(&path)
        .unwrap()
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(example) if is_example(example) => {
                freed += 1;
                format!("{example}\n")
            }
            _ => format!("{line}\n"),
        })
        .collect();
    assert!(freed > 12, "{whole}");
    fs::write(&path, whole).unwrap();
    let config =
        Config::load(&path, &Overrides::default()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(config.feeds.len(), 1);
    assert!(config.digest.is_some());
    assert_eq!(config.theme, "paper");
}

#[test]
fn github_gets_a_short_workflow_off_the_full_hour() {
    let folder = tempfile::tempdir().unwrap();
    init(&folder, &["--github", "blogs"]).exits(0);
    let place = folder.path().join("blogs/.github/workflows/planet.yml");
    let workflow = fs::read_to_string(place).unwrap();
    assert!(workflow.lines().count() <= 8, "{workflow}");
    assert!(!workflow.contains("{{"), "{workflow}");
    let minute: u32 = workflow
        .split("cron: \"")
        .nth(1)
        .unwrap()
        .split(' ')
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!((5..=55).contains(&minute), "{workflow}");
    let uses = workflow
        .lines()
        .find_map(|line| line.trim().strip_prefix("uses: "))
        .unwrap();
    let (repository, rest) = uses.split_once("/.github/workflows/pages.yml@").unwrap();
    assert_eq!(repository.split('/').count(), 2, "{uses}");
    assert!(rest.starts_with('v'), "{uses}");
    assert!(workflow.contains("\npermissions: {}\n"), "{workflow}");
    let readme = fs::read_to_string(folder.path().join("blogs/README.md")).unwrap();
    assert!(
        readme.contains("Settings → Pages") && !readme.contains("{{"),
        "{readme}"
    );
    // Without it nothing speaks of GitHub.
    let plain = tempfile::tempdir().unwrap();
    init(&plain, &[]).exits(0);
    for (name, text) in files(plain.path()) {
        assert!(
            !text.contains("GitHub") && !text.contains("{{"),
            "{name}: {text}"
        );
    }
}

#[test]
fn nothing_is_overwritten_and_nothing_is_made_beside_what_is_there() {
    for taken in [
        "planet.toml",
        ".github/workflows/planet.yml",
        ".github/workflows/check.yml",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let place = folder.path().join(taken);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(&place, "mine").unwrap();
        let run = init(&folder, &["--github"]).exits(1);
        assert!(
            run.err.contains(&format!("already is `{taken}`\nhint: ")),
            "{}",
            run.err
        );
        assert_eq!(
            files(folder.path()),
            [(taken.to_owned(), "mine".to_owned())]
        );
    }
    // What a new repository has is not in the way.
    for kept in [".gitignore", "README.md"] {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(kept), "mine").unwrap();
        let run = init(&folder, &[]).exits(0);
        let said = format!("`{kept}` is there already and stays as it is");
        assert!(run.err.contains(&said), "{}", run.err);
        assert_eq!(
            run.err.contains("`/.planet/`"),
            kept == ".gitignore",
            "{}",
            run.err
        );
        assert_eq!(
            names(folder.path()),
            [".gitignore", "README.md", "planet.toml"]
        );
        let text = fs::read_to_string(folder.path().join(kept)).unwrap();
        assert_eq!(text, "mine");
    }
    // What is not in the way stays, too.
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("LICENSE"), "mine").unwrap();
    init(&folder, &[]).exits(0);
    assert_eq!(
        names(folder.path()),
        [".gitignore", "LICENSE", "README.md", "planet.toml"]
    );
    init(&folder, &[]).exits(1);
}

#[test]
fn what_is_no_folder_where_one_should_be_is_named() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("file"), "mine").unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path().join("link")).unwrap();
    for (planet, taken) in [("file", "file"), ("file/below", "file"), ("link", "link")] {
        let run = init(&folder, &[planet]).exits(1);
        let said = format!("nothing is made, as there already is `{taken}`\nhint: ");
        assert!(run.err.contains(&said), "{}", run.err);
    }
    assert!(!folder.path().join("nowhere").exists());
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(".github"), "mine").unwrap();
    let run = init(&folder, &["--github"]).exits(1);
    assert!(
        run.err.contains("already is `.github`\nhint: "),
        "{}",
        run.err
    );
    assert_eq!(
        files(folder.path()),
        [(".github".to_owned(), "mine".to_owned())]
    );
}

#[test]
fn any_name_of_a_folder_makes_a_title_that_stays_in_its_place() {
    for (name, title) in [
        ("planet", "Planet"),
        ("our_little planet", "Our Little Planet"),
        ("a\"b]", "A\"b]"),
        ("./---", "Planet Example"),
        ("été-日本", "Été 日本"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        init(&folder, &["--github", name]).exits(0);
        let path = folder.path().join(name).join("planet.toml");
        let config =
            Config::load(&path, &Overrides::default()).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(config.title, title);
    }
}
