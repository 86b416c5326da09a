//! `planet import`: what other programs' files become, what is told of the rest, and that nothing of theirs gets lost on the way.

use std::{
    collections::BTreeMap,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use tempfile::TempDir;

use crate::real::shared;

/// Files of every format, invented, with all that we know to be odd in real ones.
const CASES: [&str; 12] = [
    "planet20.ini",
    "venus.ini",
    "latin1.ini",
    "pluto.ini",
    "osmosfeed.yaml",
    "moonmoon/config.yml",
    "groups.opml",
    "old.opml",
    "urls.txt",
    "own.toml",
    "lists/foafroll.xml",
    "lists/people.csv",
];

/// Planets of others, beside this repository.
const REAL: [&str; 5] = [
    "planet-python.ini",
    "openstreetmap.pluto.ini",
    "mozilla-de.venus.ini",
    "rubyland.opml",
    "osmosfeed.yaml",
];

struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

fn planet(folder: &Path, args: &[&str]) -> Run {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planet"));
    for (name, _) in env::vars().filter(|(name, _)| name.starts_with("PLANET_")) {
        command.env_remove(name);
    }
    let output = command
        .current_dir(folder)
        .args(args)
        .args(["--now", "2026-03-01T12:00:00Z"])
        // A variable that one of the files names.
        .env("KEY", "12345")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/imports")
}

/// The configurations of real planets.
fn real() -> Option<PathBuf> {
    shared("configs")
}

/// A folder with what the file becomes.
#[track_caller]
fn imported(from: &Path, file: &str, more: &[&str]) -> (TempDir, Run) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("planet.toml");
    let args = ["import", file, "-o", target.to_str().unwrap()];
    let run = planet(from, &[&args, more].concat()).exits(0);
    (folder, run)
}

/// The `[[feeds]]` tables of a planet.toml.
fn feeds(folder: &TempDir) -> Vec<toml::Table> {
    let text = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
    let file: toml::Table = text.parse().unwrap();
    let feeds = file["feeds"].as_array().unwrap();
    feeds
        .iter()
        .map(|feed| feed.as_table().unwrap().clone())
        .collect()
}

fn names_by_url(feeds: &[toml::Table]) -> BTreeMap<&str, &str> {
    feeds
        .iter()
        .map(|feed| {
            let url = feed["url"].as_str().unwrap();
            (url, feed["name"].as_str().unwrap())
        })
        .collect()
}

/// The first 16 digits of the SHA-256 of the sorted lines.
fn hash(mut lines: Vec<String>) -> String {
    lines.sort();
    let text = lines.join("\n") + "\n";
    let digest = ring::digest::digest(&ring::digest::SHA256, text.as_bytes());
    let mut digits = String::new();
    for byte in &digest.as_ref()[..8] {
        write!(digits, "{byte:02x}").unwrap();
    }
    digits
}

#[test]
fn every_format_becomes_a_planet_that_reads_well() {
    for case in CASES {
        let run = planet(&cases(), &["import", case]).exits(0);
        let whole = format!("{}\n---- told ----\n{}", run.out, run.err);
        let name = case.replace(['/', '.'], "-");
        insta::with_settings!({ snapshot_path => "../snapshots/imports", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.as_str(), whole);
        });
    }
}

#[test]
fn a_picture_that_is_not_copied_yet_is_told() {
    let (folder, _) = imported(&cases(), "planet20.ini", &[]);
    let run = planet(folder.path(), &["check", "--offline"]).exits(0);
    let words = "Ana's Garden (planet.toml:36): `avatar` names the static file `images/ana.png`, and there is none";
    assert!(run.err.contains(words), "{}", run.err);
    assert!(
        run.err.contains("hint: put it under `static/`"),
        "{}",
        run.err
    );
}

#[test]
fn what_is_imported_passes_the_check() {
    let folders = [(Some(cases()), &CASES[..]), (real(), &REAL[..])];
    for (from, files) in folders {
        let Some(from) = from else { continue };
        for file in files {
            let (folder, _) = imported(&from, file, &["--old-urls"]);
            planet(folder.path(), &["check", "--offline"]).exits(0);
        }
    }
}

#[test]
fn planet_python_has_all_its_feeds_and_names() {
    let Some(from) = real() else { return };
    let (folder, _) = imported(&from, "planet-python.ini", &[]);
    let feeds = feeds(&folder);
    let names = names_by_url(&feeds);
    assert_eq!(names.len(), 567);
    let urls: Vec<String> = names.keys().map(|url| (*url).to_owned()).collect();
    assert_eq!(hash(urls), "f02ebff01db2a1b9");

    // As the file has them, read by nothing of planet's.
    let text = fs::read_to_string(from.join("planet-python.ini")).unwrap();
    let mut written = Vec::new();
    let mut url = "";
    for line in text.lines() {
        if let Some(header) = line.strip_prefix("[http") {
            url = &line[1..=header.len() + 3];
        } else if let Some(name) = line.strip_prefix("name = ").filter(|_| !url.is_empty()) {
            written.push((url, name));
        }
    }
    let lines = written.iter().map(|(url, name)| format!("{url}\t{name}"));
    assert_eq!(hash(lines.collect()), "e083a7fd5657d7a1");
    let mut plain = 0;
    for (url, name) in &written {
        let expected = match *name {
            "Ga&#235;l Varoquaux" => "Gaël Varoquaux",
            name if name.starts_with("Ond&#345;ej") => "Ondřej Čertík",
            name if name.starts_with('"') => name.trim_matches('"'),
            name => {
                plain += 1;
                name
            }
        };
        assert_eq!(names[url], expected);
    }
    assert_eq!(plain, 567 - 7 - 2);
    // In the order of the file, sorted by name there.
    let order: Vec<&str> = feeds
        .iter()
        .map(|feed| feed["url"].as_str().unwrap())
        .collect();
    assert!(order.iter().eq(written.iter().map(|(url, _)| url)));
}

#[test]
fn planet_python_keeps_its_settings() {
    let Some(from) = real() else { return };
    let (folder, run) = imported(&from, "planet-python.ini", &["--old-urls"]);
    let text = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
    let (head, _) = text.split_once("[[feeds]]").unwrap();
    let expected = "title = \"Planet Python\"\nbase_url = \"http://planetpython.org/\"\n\n\
        [owner]\nname = \"Python Software Foundation\"\nemail = \"planet@python.org\"\n\n\
        [river]\nentries_per_page = 25\ndays = 10\nnew_feed_entries = 1\n\n\
        [pages]\nold_urls = true\n\n\
        [blogroll]\nactivity_threshold = \"180d\"\n\n[syndication]\nentries = 25\n\n";
    assert!(head.ends_with(expected), "{head}");
    // What is not there is told with its line.
    for (line, key) in [
        (2, "date_format"),
        (4, "log_level"),
        (6, "encoding"),
        (11, "output_dir"),
        (12, "new_date_format"),
        (15, "template_files"),
        (16, "cache_directory"),
    ] {
        let told = format!("planet-python.ini:{line}: `{key} = ");
        assert!(run.err.contains(&told), "{told}: {}", run.err);
    }
}

#[test]
fn the_other_planets_have_all_their_feeds() {
    let Some(from) = real() else { return };
    let count = |file| {
        let (folder, _) = imported(&from, file, &[]);
        let feeds = feeds(&folder);
        let text = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
        let off = text.lines().filter(|line| *line == "# [[feeds]]").count();
        let named = feeds
            .iter()
            .all(|feed| !feed["name"].as_str().unwrap().is_empty());
        assert!(named, "{file}");
        (feeds, off)
    };

    let (feeds, off) = count("openstreetmap.pluto.ini");
    // The description beside it says 16; the file has 15 of them, and a comment of three lines.
    assert_eq!((feeds.len(), off), (48, 15));
    let with = |key: &str| feeds.iter().filter(|feed| feed.contains_key(key)).count();
    assert_eq!((with("home"), with("extra")), (46, 31));
    assert!(
        feeds
            .iter()
            .any(|feed| feed["name"].as_str() == Some("ШТОСМ"))
    );

    let (feeds, off) = count("mozilla-de.venus.ini");
    assert_eq!((feeds.len(), off), (15, 0));
    let names = names_by_url(&feeds);
    let urls = names.keys().map(|url| (*url).to_owned());
    assert_eq!(hash(urls.collect()), "3b1e27e2686f0787");
    let lines = names.iter().map(|(url, name)| format!("{url}\t{name}"));
    assert_eq!(hash(lines.collect()), "a9d05be2bfb260d0");

    // One of them stands there twice, so the second is switched off.
    let (feeds, _) = count("rubyland.opml");
    assert_eq!(feeds.len(), 170);
    let off = feeds.iter().filter(|feed| feed.contains_key("enabled"));
    assert_eq!(off.count(), 1);

    let (feeds, off) = count("osmosfeed.yaml");
    assert_eq!((feeds.len(), off), (16, 0));
}

/// A planet whose names try to break every quoting on the way.
const ODD: &str = r#"
title = "Planet <\"Harbor\"> & 'sea' &amp; # ; %(x)s"
base_url = "https://harbor.example/"

[owner]
name = "A & B <c@d.example>"
email = "ab@harbor.example"
url = "https://harbor.example/?a=1&b=\"2\""

[[feeds]]
name = "&#235; \"quoted\" [x] = ; # % \\n ${HOME} <i>é</i> 日本語 👩‍🚀"
url = "https://one.example/?a=1&b=%20&c=;x"
home = "https://one.example/?a=1&b=2"
group = "Rust & \"co\" <x>"
tags = ["a b", "c++", "日本", "x/y"]
language = "pt-BR"
extra = { "odd key" = "a\nb", n = 1.5, list = [1, "two"], at = 2026-03-01T10:00:00Z }
include = { title = ['\ba"b', "c'd\\."], link = "x" }
exclude = { category = '(?i)^ad' }
keep = 500
interval = "6h"
max_entries = 3
river = false
avatar = "pictures/a b.png"
content = "title"
id = "one"

[[feeds]]
name = "Two"
url = "https://two.example/feed"

[[feeds]]
name = "Three"
url = "https://three.example/feed"
group = "Rust & \"co\" <x>"
enabled = false
"#;

#[test]
fn export_import_export_says_the_same() {
    let mut planets = vec![("odd".to_owned(), tempfile::tempdir().unwrap())];
    fs::write(planets[0].1.path().join("planet.toml"), ODD).unwrap();
    let folders = [(Some(cases()), &CASES[..]), (real(), &REAL[..])];
    for (from, files) in folders {
        let Some(from) = from else { continue };
        for file in files {
            planets.push(((*file).to_owned(), imported(&from, file, &[]).0));
        }
    }
    for (name, folder) in planets {
        for format in ["opml", "toml"] {
            let once = planet(folder.path(), &["export", format]).exits(0).out;
            let file = format!("export.{format}");
            fs::write(folder.path().join(&file), &once).unwrap();
            let (again, _) = imported(folder.path(), &file, &[]);
            let twice = planet(again.path(), &["export", format]).exits(0).out;
            assert_eq!(once, twice, "{name} as {format}");
            assert!(once.contains("http"), "{name} as {format}: {once}");
        }
    }
}

#[test]
fn every_command_of_the_moving_guide_works() {
    let guide = fs::read_to_string("docs/moving.md").unwrap();
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("planet.toml");
    for (from, to) in [
        ("planet20.ini", "config.ini"),
        ("pluto.ini", "planet.ini"),
        ("osmosfeed.yaml", "osmosfeed.yaml"),
        ("moonmoon/config.yml", "custom/config.yml"),
        ("moonmoon/people.opml", "custom/people.opml"),
        ("groups.opml", "subscriptions.opml"),
        ("urls.txt", "urls.txt"),
    ] {
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(cases().join(from), to).unwrap();
    }
    let mut run = 0;
    for block in guide.split("```sh\n").skip(1) {
        for line in block.split("```").next().unwrap().lines() {
            let words: Vec<&str> = line.split_whitespace().collect();
            let [program, args @ ..] = words.as_slice() else {
                continue;
            };
            assert_eq!(*program, "planet", "{line}");
            if args[0] == "import" && target.exists() {
                fs::remove_file(&target).unwrap();
            }
            planet(folder.path(), args).exits(0);
            planet(folder.path(), &["check", "--offline"]).exits(0);
            run += 1;
        }
    }
    assert!(run > 5, "docs/moving.md shows no commands");
}

#[test]
fn nothing_is_ever_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("planet.toml");
    fs::write(&target, "mine").unwrap();
    let args = ["import", "urls.txt", "-o", target.to_str().unwrap()];
    let run = planet(&cases(), &args).exits(1);
    assert!(
        run.err.starts_with("error: there is a file `"),
        "{}",
        run.err
    );
    assert!(run.err.contains("\nhint: "), "{}", run.err);
    assert_eq!(fs::read_to_string(&target).unwrap(), "mine");

    let nowhere = folder.path().join("nowhere/planet.toml");
    let args = ["import", "urls.txt", "-o", nowhere.to_str().unwrap()];
    let run = planet(&cases(), &args).exits(1);
    assert!(run.err.starts_with("error: cannot write `"), "{}", run.err);
}

#[test]
fn the_format_is_found_out_or_told() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "venus",
        "[Planet]\nname = P\n[http://a.example/feed]\nname = A\n",
    );
    write("pluto", "title = P\n[a]\nfeed = http://a.example/feed\n");
    write(
        "opml",
        "\u{feff}<?xml version='1.0'?><opml><body><outline xmlUrl='http://a.example/feed'/></body></opml>",
    );
    write("urls", "http://a.example/feed\n");
    write("osmosfeed", "sources:\n- href: http://a.example/feed\n");
    write(
        "toml",
        "[[feeds]]\nname = 'A'\nurl = 'http://a.example/feed'\n",
    );
    for format in ["venus", "pluto", "opml", "urls", "osmosfeed", "toml"] {
        let found = planet(folder.path(), &["import", format]).exits(0);
        let told = planet(folder.path(), &["import", "--from", format, format]).exits(0);
        assert_eq!(found.out, told.out, "{format}");
        assert_eq!(found.out.matches("\nurl = ").count(), 1, "{}", found.out);
    }
    // An ini of one program may look like that of another.
    write(
        "both",
        "[http://a.example/]\nname = A\nfeed = http://a.example/feed.xml\n",
    );
    let found = planet(folder.path(), &["import", "both"]).exits(0).out;
    assert!(found.contains("url = \"http://a.example/\""), "{found}");
    let told = planet(folder.path(), &["import", "both", "--from", "pluto"])
        .exits(0)
        .out;
    assert!(
        told.contains("url = \"http://a.example/feed.xml\""),
        "{told}"
    );
}

#[test]
fn what_cannot_be_read_is_told_with_its_line_and_writes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let deep_opml = format!("<opml>\n{}", "<outline text='a'>\n".repeat(5000));
    let deep_yaml = format!("sources: {}", "[".repeat(5000));
    for (file, text, expected) in [
        ("empty.ini", "", "empty.ini: is empty"),
        (
            "prose.txt",
            "Dear planet,\nhow are you?\n",
            "prose.txt: is of no format that planet knows",
        ),
        (
            "feed.xml",
            "<rss version='2.0'><channel/></rss>",
            "feed.xml: is a feed, not a list of feeds",
        ),
        (
            "page.html",
            "<!doctype html><html><body/></html>",
            "page.html: is a web page",
        ),
        (
            "cut.opml",
            "<opml><body>\n<outline text='A' xmlUrl='http://a.example/'/>\n<outline text='B' xmlU",
            "cut.opml:3: the document breaks off here",
        ),
        (
            "deep.opml",
            &deep_opml,
            "deep.opml:129: elements are nested more than 128 deep",
        ),
        (
            "none.opml",
            "<opml><body/></opml>",
            "none.opml: lists no feed that planet could follow (read as OPML)",
        ),
        (
            "broken.yaml",
            "sources:\n  - href: 'http://a.example/\n",
            "broken.yaml:",
        ),
        ("deep.yaml", &deep_yaml, "deep.yaml:1: "),
        (
            "broken.toml",
            "[[feeds]]\nname = 'A'\nurl = \n",
            "broken.toml:3: this is no TOML",
        ),
        (
            "none.ini",
            "[Planet]\nname = Alone\n",
            "none.ini: lists no feed",
        ),
    ] {
        fs::write(folder.path().join(file), text).unwrap();
        let mut args = vec!["import", file, "-o", "planet.toml"];
        if file == "broken.toml" {
            args.extend(["--from", "toml"]);
        }
        let run = planet(folder.path(), &args).exits(1);
        assert_eq!(run.out, "", "{file}");
        assert!(
            run.err.starts_with(&format!("error: {expected}")),
            "{file}: {}",
            run.err
        );
        assert!(!folder.path().join("planet.toml").exists(), "{file}");
    }
    let missing = planet(folder.path(), &["import", "missing.ini"])
        .exits(1)
        .err;
    assert_eq!(
        missing,
        "error: missing.ini: cannot be read: no such file\n"
    );
    planet(folder.path(), &["import", "."]).exits(1);
    planet(folder.path(), &["import", "a", "--from", "gopher"]).exits(2);
}

#[test]
fn a_list_of_others_commands_neither_the_terminal_nor_the_environment() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("hostile.ini"),
        "[Planet]\nname = A\u{1b}[31m\u{202e}\nodd\u{9b}key = 1\n\u{1b}]0;x\u{7}\n\
         [http://evil.example/?k=${KEY}]\nname = B\n# \u{1b}[2J\n\
         [file:///etc/passwd]\nname = C\n[/etc/passwd]\nname = D\n[../../secret]\nname = E\n\
         [a]\ncontent_type = opml\n%(a)s = %(b)s\n[http://f.example/]\na = %(b)s%(b)s\nb = %(a)s%(a)s\nname = %(a)s\n",
    )
    .unwrap();
    let run = planet(
        folder.path(),
        &["import", "hostile.ini", "-o", "planet.toml"],
    )
    .exits(0);
    let text = fs::read_to_string(folder.path().join("planet.toml")).unwrap();
    for output in [&text, &run.err] {
        let commands = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
        assert!(!output.contains(commands), "{output:?}");
    }
    assert!(!text.contains("${"), "{text}");
    assert!(
        text.contains("# [[feeds]]\n# name = \"C\"\n# url = \"file:///etc/passwd\""),
        "{text}"
    );
    planet(folder.path(), &["check", "--offline"]).exits(0);
}

#[test]
fn files_that_name_each_other_come_to_an_end() {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir_all(folder.path().join("l/m")).unwrap();
    let mut lists = "[http://a.example/feed]\n".to_owned();
    let mut includes = "[a]\nfeed = http://a.example/feed\n".to_owned();
    for n in 1..30 {
        // The same file under many names.
        let slashes = "/".repeat(n);
        writeln!(lists, "[l{slashes}all.ini]\ncontent_type = config").unwrap();
        writeln!(includes, "@include \"l{slashes}all.ini\"").unwrap();
    }
    for (format, text) in [("venus", lists), ("pluto", includes)] {
        let write = |file: &str, text: &str| fs::write(folder.path().join(file), text).unwrap();
        write("all.ini", &text);
        write("l/all.ini", &text.replace("l/", "m/"));
        write("l/m/all.ini", &text);
        let run = planet(folder.path(), &["import", "all.ini", "--from", format]).exits(0);
        let told = "100 files have been read already";
        assert!(run.err.contains(told), "{}", run.err);
    }
}

#[test]
fn secrets_are_carried_over_and_never_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("list.txt"),
        "feed://user:hunter2@a.example/?token=hunter2\nhttp://b.example/\nfeed://user:hunter2@a.example/?token=hunter2\n",
    )
    .unwrap();
    let run = planet(folder.path(), &["import", "list.txt"]).exits(0);
    assert!(run.out.contains("hunter2"), "{}", run.out);
    assert!(!run.err.contains("hunter2"), "{}", run.err);
}

#[test]
fn what_commands_a_terminal_stands_as_escapes_and_is_not_lost() {
    let folder = tempfile::tempdir().unwrap();
    let bad = "&#x9b;31m&#x202e;&#x1b;]0;x&#x7;";
    let feed = |n: u8| {
        format!(
            "<outline text='A{bad}' xmlUrl='https://{n}.example/{bad}' htmlUrl='https://{n}.example/{bad}' category='t{bad}' x{n}='y{bad}'/>"
        )
    };
    fs::write(
        folder.path().join("x.opml"),
        format!(
            "<opml version='2.0'><head><title>P{bad}</title><ownerName>O{bad}</ownerName></head><body>\
             <outline text='g{bad}'>{}</outline><!-- {} --></body></opml>",
            feed(1),
            feed(2)
        ),
    )
    .unwrap();
    fs::write(
        folder.path().join("x.toml"),
        "[[feeds]]\nname = 'A'\nurl = 'https://a.example/'\nextra = {\"k\\u009B\" = \"v\\u202E\\n\"}\n",
    )
    .unwrap();
    let run = |file: &str| {
        let run = planet(folder.path(), &["import", file]).exits(0);
        for output in [&run.out, &run.err] {
            let commands = |c: char| c != '\n' && (c.is_control() || c == '\u{202e}');
            assert!(!output.contains(commands), "{output:?}");
        }
        run.out
    };
    let out = run("x.opml");
    let table: toml::Table = out.parse().unwrap();
    let feed = &table["feeds"][0];
    let bad = "\u{9b}31m\u{202e}\u{1b}]0;x\u{7}";
    for (value, text) in [
        (&table["title"], "P"),
        (&table["owner"]["name"], "O"),
        (&feed["group"], "g"),
        (&feed["tags"][0], "t"),
        (&feed["extra"]["x1"], "y"),
    ] {
        assert_eq!(value.as_str().unwrap(), format!("{text}{bad}"), "{out}");
    }
    assert!(
        out.contains("# group = \"g") || out.contains("# extra = { x2 = \"y\\u009B31m\\u202E"),
        "{out}"
    );
    let table: toml::Table = run("x.toml").parse().unwrap();
    let extra = &table["feeds"][0]["extra"];
    assert_eq!(extra["k\u{9b}"].as_str(), Some("v\u{202e}\n"));
}

#[test]
fn no_message_has_the_secrets_of_addresses() {
    let folder = tempfile::tempdir().unwrap();
    let secret = "https://u:s3cretpw@h.example/f?token=s3cretpw";
    for (file, text) in [
        (
            "list.ini",
            format!("[Planet]\nname = P\n[{secret}]\ncontent_type = opml\n[https://a.example/]\n"),
        ),
        ("twice.ini", format!("[{secret}]\n[{secret}]\n")),
        (
            "keys.ini",
            format!(
                "[Planet]\noutput_dir = {secret}\ndate_format = {secret}\nfilters = {secret}\ntemplate_files = {secret}\n\
                 [{secret}]\noffset = {secret}\n{secret}\n[https://a.example/] {secret}\n#[a?{secret}]\n"
            ),
        ),
        (
            "pluto.ini",
            format!("@include \"{secret}\"\n[a]\nfeed = {secret}\n[{secret}]\nx = y\n"),
        ),
        (
            "file.txt",
            format!("https://a.example/\nhttp://u:s3cretpw@[\n{secret}\n"),
        ),
        ("none.csv", "url\nu:s3cretpw@a.example/f\n".to_owned()),
        ("cells.csv", format!("url\n{secret},{secret}\n")),
        (
            "names.opml",
            format!(
                "<opml><outline text='{0}' url='{0}'/><outline text='{0}' a='b'><outline xmlUrl='{0}' language='{0}'/></outline></opml>",
                secret.replace('&', "&amp;")
            ),
        ),
        (
            "people.yaml",
            format!(
                "sources:\n- href: {secret}\n\"{secret}\": [a]\ncacheUrl: {secret}\nzzz: {secret}\n"
            ),
        ),
        (
            "own.toml",
            format!("'{secret}' = 1\n[[feeds]]\nname = 'A'\nurl = '{secret}'\n'{secret}' = 1\n"),
        ),
        (
            "twice.toml",
            format!("'{secret}' = 1\n'{secret}' = 1\n[[feeds]]\n"),
        ),
    ] {
        fs::write(folder.path().join(file), text).unwrap();
        for more in [&[][..], &["--from", "csv"], &["--from", "toml"]] {
            let run = planet(folder.path(), &[&["import", file][..], more].concat());
            assert!(!run.err.is_empty(), "{file}");
            assert!(!run.err.contains("s3cretpw"), "{file}: {}", run.err);
        }
    }
}

#[test]
fn an_import_that_fails_tells_what_it_has_seen() {
    let folder = tempfile::tempdir().unwrap();
    let list = "[Planet]\nname = P\n[https://h.example/list.opml]\ncontent_type = opml\n";
    fs::write(folder.path().join("config.ini"), list).unwrap();
    let run = planet(folder.path(), &["import", "config.ini"]).exits(1);
    assert_eq!(
        run.err,
        "warning: config.ini:3: the reading list <https://h.example/list.opml> is not read: an import asks no server\n\
         hint: download it beside this file, name the file in its place, and import again; planet itself follows feeds, not lists\n\
         error: config.ini: lists no feed that planet could follow (read as an ini of Planet 2.0 or Venus)\n\
         hint: the warnings above say why\n"
    );
}

#[test]
fn what_an_outline_says_beside_its_home_page_and_in_entities_is_told() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("a.opml"),
        "<!DOCTYPE opml [<!ENTITY x \"feed\">]>\n<opml version='2.0'><body>\n\
         <outline text='Foo&nbsp;Bar' xmlUrl='https://a.example/f' htmlUrl='https://a.example/' url='https://b.example/'/>\n\
         <outline text='B' xmlUrl='https://b.example/f' url='https://b.example/'/>\n\
         <outline text='C' xmlUrl='https://c.example/f' htmlUrl='https://c.example/' url='https://c.example/'/>\n\
         <outline text='D' xmlUrl='https://d.example/&x;'/>\n</body></opml>\n",
    )
    .unwrap();
    let run = planet(folder.path(), &["import", "a.opml"]).exits(0);
    for words in [
        "name = \"Foo\u{a0}Bar\"",
        "home = \"https://a.example/\"",
        "home = \"https://b.example/\"",
        "home = \"https://c.example/\"",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
    let warnings: Vec<&str> = run
        .err
        .lines()
        .filter(|line| line.starts_with("warning: a.opml:") && !line.contains("guess"))
        .collect();
    assert_eq!(
        warnings,
        [
            "warning: a.opml:3: `url` beside `htmlUrl` is left out: a feed has one home page",
            "warning: a.opml:6: `&x;` is declared in the document itself, which is not filled in: it stays as it stands",
        ],
        "{}",
        run.err
    );
}
