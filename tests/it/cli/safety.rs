//! Feeds are hostile to terminals too: nothing they hold may clear a screen, ring a bell or turn text around.

use std::fs;

use crate::{
    cli::{HEAD, run, run_fed},
    security::terminal::is_command,
};

/// Escapes raw, as references and in JSON; a bell, a C1 control, a delete, and characters that turn the direction.
const XML: &str = "<rss version=\"2.0\"><channel><title>T\u{1b}[31m&#27;]0;x&#7;\u{202e}\u{2066}\u{9b}2J</title>\
    <link>https://ana.example/\u{1b}[2J\u{202e}</link><language>en\u{7}</language>\
    <item><guid>1</guid><title>E\u{1b}[8m&#x1b;\u{7f}\u{200f}\u{9d}x</title><link>https://ana.example/&#27;c\u{202e}</link>\
    <pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><description>D\u{1b}[31m</description></item></channel></rss>";

const JSON: &str = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "J\u001b[31m\u0007\u202e\u009b2J",
    "items": [{"id": "1\u001b", "title": "I\u001b]0;x\u0007\u2069\u007f", "url": "https://b.example/\u001b[2J",
    "content_text": "\u001b[31m", "date_published": "2026-03-01T10:00:00Z"}]}"#;

/// A refused document may be quoted in its message.
const REFUSED: &str = "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" \
    href=\"https://c.example/\u{1b}[31m\u{202e}\u{7}\"><title>\u{1b}[2J</title></head></html>";

#[test]
fn nothing_from_a_feed_or_a_name_commands_the_terminal() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write("a.xml", XML);
    write("b.json", JSON);
    write("c.html", REFUSED);
    let name = r"N\u001b[31m\u0007\u202E\u009b2J\u007f";
    let mut config = HEAD.to_owned();
    for file in ["a.xml", "b.json", "c.html"] {
        let feed = format!(
            "\n[[feeds]]\nname = \"{file} {name}\"\nurl = \"{file}\"\ngroup = \"G{name}\"\n"
        );
        config.push_str(&feed);
    }
    write("planet.toml", &config);
    for args in [
        &["build", "-v"][..],
        &["build", "--force", "--format", "json"],
        &["build", "--force", "--format", "github"],
        &["list"],
        &["list", "--format", "json"],
        &["status"],
        &["status", "--format", "json"],
        &["check", "--offline", "-v"],
        &["check", "--offline", "--format", "json"],
        &["check", "--offline", "--format", "github"],
        &["export", "json"],
        &["inspect", "a.xml"],
        &["inspect", "a.xml", "--format", "json"],
        &["inspect", "b.json"],
        &["inspect", "b.json", "--format", "json"],
        &["inspect", "c.html"],
        &["inspect", "c.html", "--format", "json"],
        &["inspect", "no\u{1b}[31m\u{202e}such"],
        &["list", "-c", "no\u{1b}[31m\u{202e}such"],
        &["list", "--now", "\u{1b}[31m\u{202e}"],
    ] {
        let run = run(&folder, args);
        assert!(!run.out.contains(is_command), "{args:?}: {:?}", run.out);
        assert!(!run.err.contains(is_command), "{args:?}: {:?}", run.err);
    }
}

#[test]
fn inspect_lines_prints_no_escape_either() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.xml"), XML).unwrap();
    let run = run_fed(
        &folder,
        &["inspect", "--lines"],
        "a.xml\nno\u{1b}[31msuch\n",
    );
    assert!(!run.out.contains(['\u{1b}', '\u{7}']), "{:?}", run.out);
    assert!(!run.err.contains(is_command), "{:?}", run.err);
}

#[test]
fn a_message_of_a_feed_is_one_line() {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        "{HEAD}\n[[feeds]]\nname = \"A\\n::error::x\\nerror: forged\"\nurl = \"none.xml\"\n"
    );
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    for args in [
        &["build", "-v"][..],
        &["check", "--offline"],
        &["list"],
        &["status"],
    ] {
        let run = run(&folder, args);
        let forged = |line: &str| line.starts_with("::") || line.starts_with("error: forged");
        assert!(!run.err.lines().any(forged), "{args:?}: {}", run.err);
        assert!(!run.out.lines().any(forged), "{args:?}: {}", run.out);
    }
}
