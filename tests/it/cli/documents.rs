//! What goes in and out as documents: `inspect` and `export`.

use std::fs;

use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::cli::{GOOD, HEAD, healthy, planet, read, run, run_fed};

#[test]
fn inspect_shows_a_feed_to_people() {
    let run = run(&healthy(), &["inspect", "ana.xml"]).exits(0);
    assert_eq!(run.err, "");
    for words in [
        "title     Ana\n",
        "link      https://ana.example/\n",
        "encoding  UTF-8\n",
        "entries   1\n",
        "2026-03-01 10:00  Low tide  https://ana.example/1\n",
    ] {
        assert!(run.out.contains(words), "{words}: {}", run.out);
    }
}

#[test]
fn inspect_reads_standard_input_and_resolves_against_the_url() {
    let feed = GOOD.replace("https://ana.example/1", "/2026/low-tide");
    let args = [
        "inspect",
        "-",
        "--format",
        "json",
        "--url",
        "https://ana.example/feed",
    ];
    let json = run_fed(&healthy(), &args, &feed).exits(0).json();
    assert_eq!(json["schema"], "inspect/1");
    assert_eq!(json["ok"], true);
    assert_eq!(
        json["entries"][0]["link"],
        "https://ana.example/2026/low-tide"
    );
}

#[test]
fn inspect_takes_the_content_type_from_the_command_line() {
    let folder = healthy();
    let latin = b"<rss version=\"2.0\"><channel><title>Caf\xe9</title></channel></rss>";
    fs::write(folder.path().join("latin.xml"), latin).unwrap();
    let args = [
        "inspect",
        "latin.xml",
        "--format",
        "json",
        "--content-type",
        "text/xml; charset=iso-8859-2",
    ];
    let json = run(&folder, &args).exits(0).json();
    assert_eq!(json["encoding"], "ISO-8859-2");
}

#[test]
fn a_refused_document_exits_with_1_and_still_answers() {
    let folder = healthy();
    fs::write(folder.path().join("empty"), "").unwrap();
    fs::write(
        folder.path().join("page.html"),
        "<!doctype html><link rel=alternate type=application/atom+xml href=/atom.xml>",
    )
    .unwrap();
    fs::write(folder.path().join("not-a-feed.json"), "{\"a\": 1}").unwrap();
    for (file, kind) in [
        ("empty", "empty"),
        ("page.html", "web-page"),
        ("not-a-feed.json", "json"),
        ("planet.toml", "not-a-feed"),
        ("nowhere.xml", "io"),
    ] {
        let json = run(&folder, &["inspect", file, "--format", "json"]).exits(1);
        assert_eq!(json.err, "", "{file}");
        let json = json.json();
        assert_eq!(json["ok"], false, "{file}");
        assert_eq!(json["error"]["kind"], kind, "{file}");
        let human = run(&folder, &["inspect", file]).exits(1);
        assert_eq!(human.out, "", "{file}");
        assert!(human.err.starts_with("error: "), "{file}: {}", human.err);
        assert!(human.err.contains(file), "{}", human.err);
    }
    let missing = run(&folder, &["inspect", "nowhere.xml"]).exits(1).err;
    assert_eq!(missing, "error: cannot read `nowhere.xml`: no such file\n");
    let page = run(&folder, &["inspect", "page.html"]).exits(1).err;
    assert!(
        page.contains("</atom.xml> (relative to the page's address)"),
        "{page}"
    );
    assert!(
        page.contains("\nhint: set `url` to a feed that the page names"),
        "{page}"
    );
    let address = ["inspect", "page.html", "--url", "https://ana.example/blog"];
    let page = run(&folder, &address).exits(1).err;
    assert!(page.contains("<https://ana.example/atom.xml>"), "{page}");
}

#[test]
fn inspect_says_what_was_mended_where_and_what_others_would_refuse() {
    let folder = healthy();
    let broken = GOOD.replace("Low tide", "\nLow & high\u{1}");
    fs::write(folder.path().join("ana.xml"), &broken).unwrap();
    let human = run(&folder, &["inspect", "ana.xml"]).exits(0).out;
    let mended = "mended    forbidden control characters, undefined or broken references (first at line 2, column 5)\n";
    assert!(human.contains(mended), "{human}");
    assert!(
        human.contains("strict    strict readers refuse this feed: "),
        "{human}"
    );
    let json = run(&folder, &["inspect", "ana.xml", "--format", "json"]).json();
    assert_eq!(
        json["first_repair"],
        serde_json::json!({"line": 2, "column": 5})
    );

    // What would overflow the stack of a strict reader is not shown to one.
    let deep = GOOD.replace("Low tide", &"<media:content>".repeat(50_000));
    fs::write(folder.path().join("ana.xml"), deep).unwrap();
    let human = run(&folder, &["inspect", "ana.xml"]).exits(0).out;
    assert!(human.contains("nested more than 100 deep"), "{human}");
}

#[test]
fn inspect_lines_answers_every_line_with_one_line() {
    let folder = healthy();
    let input = "ana.xml\thttps://ana.example/feed\tapplication/rss+xml\n\
                 nowhere.xml\t\t\nana.xml\nplanet.toml\t\ttext/plain\n";
    let run = run_fed(&folder, &["inspect", "--lines"], input).exits(0);
    let answers: Vec<Value> = run
        .out
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let ok: Vec<bool> = answers.iter().map(|a| a["ok"].as_bool().unwrap()).collect();
    assert_eq!(ok, [true, false, true, false]);
    assert_eq!(answers[1]["error"]["kind"], "io");
    assert_eq!(run.err, "");
}

#[test]
fn a_document_beyond_the_limit_of_a_build_is_refused_from_everywhere() {
    let folder = healthy();
    let limit = 16 << 20;
    let fitting = GOOD.to_owned() + &" ".repeat(limit - GOOD.len());
    fs::write(folder.path().join("ana.xml"), &fitting).unwrap();
    run(&folder, &["inspect", "ana.xml"]).exits(0);
    let large = fitting + " ";
    fs::write(folder.path().join("ana.xml"), &large).unwrap();

    let message = "the file is larger than 16777216 bytes, the limit of `max_body`";
    let report = run(&folder, &["build"]).exits(0).err;
    assert!(report.contains(message), "{report}");
    let human = run(&folder, &["inspect", "ana.xml"]).exits(1).err;
    assert_eq!(human, format!("error: ana.xml: {message}\n"));
    let file = run(&folder, &["inspect", "ana.xml", "--format", "json"]).exits(1);
    let stdin = run_fed(&folder, &["inspect", "-", "--format", "json"], &large).exits(1);
    let line = run_fed(&folder, &["inspect", "--lines"], "ana.xml\n").exits(0);
    for run in [file, stdin, line] {
        let json = run.json();
        assert_eq!(json["error"]["kind"], "too-large");
        assert_eq!(json["error"]["message"], message);
    }
}

#[test]
fn a_line_of_inspect_has_an_end() {
    let endless = "a".repeat(1 << 20);
    let run = run_fed(&healthy(), &["inspect", "--lines"], &endless).exits(1);
    assert_eq!(run.out, "");
    assert!(run.err.contains("standard input"), "{}", run.err);
}

#[test]
fn the_documents_of_inspect_all_have_the_same_keys() {
    let folder = healthy();
    let keys = |file: &str| -> Vec<String> {
        let json = run(&folder, &["inspect", file, "--format", "json"]).json();
        json.as_object().unwrap().keys().cloned().collect()
    };
    let expected = [
        "encoding",
        "entries",
        "error",
        "feed",
        "first_repair",
        "ok",
        "repairs",
        "schema",
        "version",
    ];
    assert_eq!(keys("ana.xml"), expected);
    assert_eq!(keys("planet.toml"), expected);
    assert_eq!(keys("nowhere.xml"), expected);
}

const ADDRESSES: &str = r#"
[owner]
name = "Ana & Ben <x>"
email = "ana@planet.example"

[[feeds]]
name = "Ana's \"garden\" & <more> ]]>"
url = "https://ana.example/atom.xml?a=1&b=2"
home = "https://ana.example/"
group = "Friends & family"
tags = ["tea", "rust"]
language = "pt-BR"

[[feeds]]
name = "Off"
url = "https://off.example/feed"
enabled = false

[[feeds]]
name = "Secret"
url = "https://user:hunter2@ben.example/feed"

[[feeds]]
name = "Secret by name"
url = "https://cat.example/feed?token=hunter2"

[[feeds]]
name = "Private"
url = "https://dan.example/hunter2"
private = true
"#;

#[test]
fn opml_is_well_formed_and_has_every_public_feed_that_is_followed() {
    let folder = healthy();
    fs::write(
        folder.path().join("planet.toml"),
        format!("{HEAD}{ADDRESSES}"),
    )
    .unwrap();
    let args = ["export", "opml", "--now", "2026-03-01T12:00:00Z"];
    let run = run(&folder, &args).exits(0);
    assert!(run.err.contains("3 feeds are left out"), "{}", run.err);
    assert!(
        run.err
            .contains("1 feeds are left out because they are switched off"),
        "{}",
        run.err
    );
    let mut reader = Reader::from_str(&run.out);
    let mut feeds = Vec::new();
    loop {
        match reader.read_event().unwrap() {
            Event::Eof => break,
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes: Vec<(String, String)> = tag
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.unwrap();
                        let key = attribute.key.as_ref().to_owned();
                        let value = attribute.value.clone();
                        let value = quick_xml::escape::unescape(&value).unwrap().into_owned();
                        (key, value)
                    })
                    .collect();
                let value = |name: &str| {
                    let found = attributes.iter().find(|(key, _)| key == name);
                    found.map(|(_, value)| value.clone())
                };
                if let Some(url) = value("xmlUrl") {
                    assert_eq!(value("type").as_deref(), Some("rss"));
                    feeds.push((value("text").unwrap(), url));
                }
            }
            _ => {}
        }
    }
    assert_eq!(
        feeds,
        [(
            "Ana's \"garden\" & <more> ]]>".to_owned(),
            "https://ana.example/atom.xml?a=1&b=2".to_owned()
        )]
    );
    assert!(
        run.out.contains("Sun, 01 Mar 2026 12:00:00 GMT"),
        "{}",
        run.out
    );
}

#[test]
fn feeds_with_signs_in_their_address_that_opml_cannot_have_survive_the_way_through_it() {
    let folder = healthy();
    let feed = r#"
[[feeds]]
name = "Ana"
url = 'https://ana.example/a|b?q={x}^`|<y>"&z=\ä'
home = "https://ana.example/a|b"
"#;
    fs::write(folder.path().join("planet.toml"), format!("{HEAD}{feed}")).unwrap();
    let exported = run(&folder, &["export", "opml"]).exits(0).out;
    fs::write(folder.path().join("feeds.opml"), &exported).unwrap();
    let imported = run(&folder, &["import", "feeds.opml"]).exits(0).out;
    for address in [
        "https://ana.example/a%7Cb?q=%7Bx%7D%5E%60%7C%3Cy%3E%22&z=%5C%C3%A4",
        "https://ana.example/a%7Cb",
    ] {
        let written = format!("= \"{address}\"");
        assert!(imported.contains(&written), "{exported}\n{imported}");
    }
}

#[test]
fn no_form_of_export_gives_a_secret_away() {
    let folder = healthy();
    fs::write(
        folder.path().join("planet.toml"),
        format!("{HEAD}{ADDRESSES}"),
    )
    .unwrap();
    for args in [
        &["export", "opml"][..],
        &["export", "json"],
        &["export", "toml"],
        &["list"],
        &["list", "--format", "json"],
    ] {
        let run = run(&folder, args).exits(0);
        assert!(!run.out.contains("hunter2"), "{args:?}: {}", run.out);
        assert!(!run.err.contains("hunter2"), "{args:?}: {}", run.err);
    }
}

#[test]
fn exported_toml_is_a_planet_with_the_same_feeds() {
    let folder = healthy();
    fs::write(
        folder.path().join("planet.toml"),
        format!("{HEAD}{ADDRESSES}"),
    )
    .unwrap();
    let feeds = || {
        let mut list = run(&folder, &["list", "--format", "json"]).exits(0).json();
        let mut feeds = list["feeds"].take();
        for feed in feeds.as_array_mut().unwrap() {
            feed.as_object_mut().unwrap().remove("line");
        }
        feeds.as_array().unwrap().clone()
    };
    let public: Vec<Value> = feeds().into_iter().take(2).collect();
    let exported = run(&folder, &["export", "toml"]).exits(0).out;
    fs::write(
        folder.path().join("planet.toml"),
        format!("{HEAD}\n{exported}"),
    )
    .unwrap();
    assert_eq!(feeds(), public);
}

#[test]
fn exported_json_is_the_list_without_secrets() {
    let folder = planet();
    let list = run(&folder, &["list", "--format", "json"]).json();
    let export = run(&folder, &["export", "json"]).json();
    assert_eq!(list, export);
}

#[test]
fn a_planet_moves_with_its_state() {
    let folder = planet();
    run(&folder, &["build", "-q"]).exits(0);
    run(&folder, &["state", "export", "memory.planet"]).exits(0);
    fs::remove_dir_all(folder.path().join(".planet")).unwrap();
    run(&folder, &["state", "import", "memory.planet"]).exits(0);
    run(&folder, &["render", "-q"]).exits(0);
    assert!(read(&folder, "output/index.html").contains("Low tide"));
    let refused = run(&folder, &["state", "import", "planet.toml"]).exits(1);
    assert!(refused.err.contains("is not a snapshot"), "{}", refused.err);
}
