//! The files of a site: their names, where they lie, and who may read them.

use std::{collections::BTreeSet, fs};

use crate::planet::{Planet, atom, item};

/// Names that one system or another cannot have as files, or takes for one and the same.
const NAMES: [&str; 62] = [
    "con",
    "CON",
    "Con.",
    "prn",
    "aux",
    "nul",
    "NUL.txt",
    "com1",
    "COM9",
    "com¹",
    "lpt1",
    "LPT9",
    "conin$",
    "CONOUT$",
    "clock$",
    "Ana",
    "ana",
    "ANA",
    "aNa ",
    " ana",
    "ana.",
    "ana...",
    "ana ",
    "Ána",
    "A\u{301}na",
    "ÁNA",
    "ﬁn",
    "fin",
    "Straße",
    "STRASSE",
    "strasse",
    "İstanbul",
    "istanbul",
    "ıstanbul",
    "K",
    "k",
    "\u{212a}",
    "ｆｕｌｌ",
    "full",
    "",
    " ",
    ".",
    "..",
    "../..",
    "../../etc/passwd",
    "/etc/passwd",
    "C:\\Windows",
    "\\\\server\\share",
    "~",
    "~root",
    "-",
    "--",
    "-rf",
    "index.html",
    "index",
    "page",
    "feeds",
    ".planet.json",
    ".git",
    "a/b",
    "a\u{0}b",
    "%2e%2e%2f",
];

#[test]
fn no_name_of_a_feed_group_tag_or_post_makes_a_file_that_a_system_refuses_or_takes_for_another() {
    let mut planet = Planet::new();
    planet
        .table("[river]\nnew_feed_entries = 100\n[pages]\ntags = true\nold_urls = true\n[digest]\nmin_items = 1\nbackfill = 1")
        .at("2026-03-09T12:00:00Z");
    let long = "long name of a feed ".repeat(30);
    let names = NAMES
        .iter()
        .copied()
        .chain([long.as_str(), "\u{1f600}", "漢字", "حبر"]);
    let mut bare_names = BTreeSet::new();
    for (n, name) in names.enumerate() {
        // Every name stands for a post, an author, a category in two posts (which makes a page of it) and the feed's own title.
        let escaped = name.replace('\u{0}', "&#0;");
        let text = atom(
            &escaped,
            &[
                item(&format!("a{n}"), "2026-03-01T09:00:00Z"),
                item(&format!("b{n}"), "2026-03-02T09:00:00Z"),
            ],
        )
        .replace(
            "<content",
            &format!(
                "<category term=\"{escaped}\"/><author><name>{escaped}</name></author><content"
            ),
        );
        planet.file(&format!("{n}.xml"), text);
        let table = format!("{name:?}")
            .replace("\\0", "\\u0000")
            .replace("\\u{301}", "\\u0301")
            .replace("\\u{212a}", "\\u212a");
        let lines = if name.trim().is_empty() {
            String::new()
        } else {
            format!("group = {table}\ntags = [{table}]")
        };
        // No two feeds may have one name: what is another's in small letters gets its number.
        let bare = table.trim_matches('"').trim();
        let is_first = !bare.is_empty() && bare_names.insert(bare.to_lowercase());
        let title = if is_first {
            bare.to_owned()
        } else {
            format!("{bare} {n}")
        };
        planet.feed_with(&title, &format!("{n}.xml"), &lines);
    }
    planet.build();
    let site = planet.site();
    let mut folded = BTreeSet::new();
    // GitHub Pages looks for the one, readers for what is in the other.
    let ours = |path: &&String| *path == ".nojekyll" || path.starts_with(".well-known/");
    for path in site.keys().filter(|path| !ours(path)) {
        assert!(
            folded.insert(path.to_lowercase()),
            "{path} is another file's name in other letters"
        );
        assert!(path.len() < 200, "{path}");
        for part in path.split('/') {
            let stem = part.split('.').next().unwrap_or_default().to_lowercase();
            let is_device = ["con", "prn", "aux", "nul", "conin$", "conout$", "clock$"]
                .contains(&stem.as_str())
                || (stem.len() == 4
                    && (stem.starts_with("com") || stem.starts_with("lpt"))
                    && stem.ends_with(|c: char| c.is_ascii_digit()));
            let is_plain = part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"-._".contains(&byte));
            assert!(
                is_plain
                    && !is_device
                    && !part.starts_with('.')
                    && !part.ends_with(['.', ' '])
                    && part.len() <= 100,
                "{path}"
            );
        }
    }
    for folder in ["feeds/", "groups/", "tags/", "weekly/"] {
        assert!(site.keys().any(|path| path.starts_with(folder)), "{folder}");
    }
    let beside: Vec<String> = fs::read_dir(planet.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| {
            name.rsplit('.').next() != Some("xml")
                && !["output", ".planet", "planet.toml"].contains(&name.as_str())
        })
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}

/// Those of any new file: what the usual umask 022 leaves can be read by a web server, and what a stricter one forbids is not
/// allowed behind its back.
#[cfg(unix)]
#[test]
fn files_and_folders_have_the_permissions_that_the_umask_leaves() {
    use std::{os::unix::fs::PermissionsExt as _, path::Path, process::Command};

    fn modes(folder: &Path, files: &mut BTreeSet<u32>, folders: &mut BTreeSet<u32>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let mode = fs::metadata(&path).unwrap().permissions().mode() & 0o7777;
            if path.is_dir() {
                folders.insert(mode);
                modes(&path, files, folders);
            } else {
                files.insert(mode);
            }
        }
    }

    for (umask, file, folder) in [
        ("022", 0o644, 0o755),
        ("002", 0o664, 0o775),
        ("027", 0o640, 0o750),
        ("077", 0o600, 0o700),
    ] {
        let mut planet = Planet::new();
        planet.table("[pages]\nstate = true\nold_urls = true");
        planet.file("static/x/y.txt", "x");
        planet.feed("Ana", "a.xml");
        // Once anew, and once with a change over what is there.
        for id in ["a", "b"] {
            planet.file("a.xml", atom("Ana", &[item(id, "2026-03-01T09:00:00Z")]));
            let program = planet.command(&["build", "--force"]);
            let mut shell = Command::new("sh");
            shell
                .arg("-c")
                .arg(format!("umask {umask}; exec \"$@\""))
                .arg("sh")
                .arg(program.get_program())
                .args(program.get_args());
            for (name, value) in program.get_envs() {
                match value {
                    Some(value) => shell.env(name, value),
                    None => shell.env_remove(name),
                };
            }
            shell.current_dir(planet.path("."));
            let ended = shell.output().unwrap();
            assert!(ended.status.success(), "{ended:?}");
            let (mut files, mut folders) = (BTreeSet::new(), BTreeSet::new());
            modes(&planet.path("output"), &mut files, &mut folders);
            assert_eq!(files, BTreeSet::from([file]), "{umask} {id}: {files:?}");
            assert_eq!(
                folders,
                BTreeSet::from([folder]),
                "{umask} {id}: {folders:?}"
            );
        }
    }
}
