//! A state that is lost comes back from the site that was published with it, and nothing is dated anew or shown again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
};

use chrono::TimeDelta;
use flate2::{Compression, write::GzEncoder};
use serde_json::{Value, json};

use crate::{
    planet::{Content, Item, Planet, Run, atom, item, undated},
    server::{Reply, Server},
};

const STATE: &str = "state/planet.jsonl.gz";

/// A planet whose site carries its state, and serves it under /site/.
fn carrying(server: &Server) -> Planet {
    let mut planet = Planet::new();
    planet
        .set("base_url", &format!("{:?}", server.url("/site/")))
        .table("[pages]\nstate = true");
    planet
}

/// Publishes what was built, as a web server would show it.
fn publish(planet: &Planet, server: &Server) {
    let state = fs::read(planet.path("output").join(STATE)).unwrap();
    server.always(&format!("/site/{STATE}"), Reply::ok(state));
}

fn lose_everything(planet: &Planet) {
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    fs::remove_dir_all(planet.path("output")).unwrap();
}

fn unpacked(planet: &Planet) -> String {
    planet.unpacked(&format!("output/{STATE}"))
}

#[test]
fn the_restored_planet_gives_the_same_site_byte_for_byte() {
    let server = Server::start();
    let (old, new) = (
        item("old", "2026-02-01T10:00:00Z"),
        item("new", "2026-02-27T10:00:00Z"),
    );
    server.always("/ana", Reply::ok(atom("Ana", &[old, undated("when")])));
    server.always(
        "/bo",
        Reply::ok(atom("Bo", &[item("b", "2026-02-20T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"))
        .table("[digest]\nbackfill = 2\nmin_items = 1");
    planet.build().succeeded();
    // The feed forgets its old post, another dies.
    server.always("/ana", Reply::ok(atom("Ana", &[new, undated("when")])));
    server.always("/bo", Reply::new(404, &[], "gone"));
    planet.wait(TimeDelta::days(1)).build().succeeded();
    publish(&planet, &server);
    let site = planet.site();

    lose_everything(&planet);
    let run = planet.run(&["build", "--restore-from", "auto"]).succeeded();
    assert!(
        run.stderr.contains("4 entries restored from"),
        "{}",
        run.stderr
    );
    assert_same(&site, &planet.site());
    assert!(planet.titles().contains(&"Post old".to_owned()));
    let bo = planet.status_of("Bo");
    assert_eq!(bo["problem"]["since"], "2026-03-02T12:00:00Z", "{bo}");
}

#[test]
fn a_planet_that_remembers_asks_nobody_for_its_state() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("a", "2026-02-01T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet.feed("Ana", &server.url("/ana")).build().succeeded();
    planet.run(&["build", "--restore-from", "auto"]).succeeded();
    assert!(server.requests().iter().all(|seen| seen.path == "/ana"));
}

#[test]
fn a_new_planet_has_no_state_yet_and_begins() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("a", "2026-02-01T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet.feed("Ana", &server.url("/ana"));
    let run = planet.run(&["build", "--restore-from", "auto"]).succeeded();
    assert!(run.stderr.contains("a new planet begins"), "{}", run.stderr);
    assert_eq!(planet.titles(), ["Post a"]);
}

#[test]
fn a_state_that_cannot_be_had_or_read_stops_the_run_and_no_feed_is_asked() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("a", "2026-02-01T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet.feed("Ana", &server.url("/ana"));
    server.always(&format!("/site/{STATE}"), Reply::new(503, &[], "busy"));
    let run = planet
        .run(&["build", "--restore-from", "auto"])
        .ended_with(1);
    assert!(
        run.stderr.contains("cannot restore") && run.stderr.contains("503"),
        "{}",
        run.stderr
    );
    server.always(
        &format!("/site/{STATE}"),
        Reply::ok("<!doctype html><p>Welcome"),
    );
    let run = planet
        .run(&["build", "--restore-from", "auto"])
        .ended_with(1);
    assert!(run.stderr.contains("is not a snapshot"), "{}", run.stderr);
    assert!(!planet.has("index.html"));
    assert!(server.requests().iter().all(|seen| seen.path != "/ana"));
}

#[test]
fn a_snapshot_that_was_unpacked_on_the_way_is_read_too() {
    let server = Server::start();
    server.always(
        "/ana",
        Reply::ok(atom("Ana", &[item("a", "2026-02-01T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet.feed("Ana", &server.url("/ana")).build().succeeded();
    server.always("/elsewhere", Reply::ok(unpacked(&planet)));
    lose_everything(&planet);
    let url = server.url("/elsewhere");
    let run = planet.run(&["build", "--restore-from", &url]).succeeded();
    assert!(
        run.stderr.contains("1 entries restored from"),
        "{}",
        run.stderr
    );
}

#[test]
fn no_address_of_a_private_feed_is_published_and_its_posts_come_back_all_the_same() {
    let server = Server::start();
    for name in ["cy", "di", "el", "fa", "ga"] {
        let posts = [
            item(name, "2026-02-26T10:00:00Z"),
            undated(&format!("when-{name}")),
        ];
        server.always(&format!("/{name}"), Reply::ok(atom(name, &posts)));
        server.always(&format!("/{name}/new"), Reply::ok(atom(name, &posts)));
    }
    let secret = |path: &str| format!("{}?token=s3cr3t", server.url(path));
    let mut planet = carrying(&server);
    planet.table("[digest]\nbackfill = 2\nmin_items = 1");
    // Identities that are parts of each other, and of everything.
    planet
        .feed_with("Cy", &server.url("/cy"), "id = \"1\"\nprivate = true")
        .feed_with("Di", &server.url("/di"), "id = \"a\"\nprivate = true");
    // One that moves, one that becomes public, one that is no longer followed.
    planet
        .feed("El", &secret("/el"))
        .feed("Fa", &secret("/fa"))
        .feed("Ga", &secret("/ga"));
    planet.build().succeeded();
    let before = anchors(&planet);
    planet.without("El").without("Fa").without("Ga");
    planet
        .feed("El", &secret("/el/new"))
        .feed("Fa", &server.url("/fa"));
    planet.wait(TimeDelta::days(1)).build().succeeded();
    let site = planet.site();
    let state = unpacked(&planet);
    assert!(!state.contains("s3cr3t"), "{state}");
    for path in ["/cy", "/di", "/el", "/ga"] {
        assert!(!state.contains(&server.url(path)), "{path}: {state}");
    }
    assert!(anchors(&planet).is_subset(&before));
    publish(&planet, &server);

    lose_everything(&planet);
    planet.run(&["build", "--restore-from", "auto"]).succeeded();
    assert_same(&site, &planet.site());
}

/// planet.toml says so at `[pages] state`: a planet whose filters or titles change must be able to show them again.
#[test]
fn the_published_state_holds_also_what_pages_do_not_show() {
    let server = Server::start();
    let posts = [
        item("kept", "2026-02-26T10:00:00Z"),
        item("hidden", "2026-02-27T10:00:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = carrying(&server);
    let lines = "content = \"title\"\nexclude = { title = \"hidden\" }";
    planet.feed_with("Ana", &server.url("/ana"), lines);
    planet.build().succeeded();
    assert_eq!(planet.titles(), ["Post kept"]);
    assert!(!planet.page("index.html").contains("The text of"));
    let state = unpacked(&planet);
    for text in ["The text of kept", "The text of hidden"] {
        assert!(state.contains(text), "{state}");
    }
    let explained = include_str!("../../planet.toml");
    assert!(explained.contains("also those that filters"));
}

/// The anchors of all posts, however they are linked to.
fn anchors(planet: &Planet) -> BTreeSet<String> {
    let page = planet.page("index.html");
    let each = page.split("id=\"e-").skip(1);
    each.filter_map(|rest| rest.split('"').next().map(str::to_owned))
        .collect()
}

fn assert_same(site: &BTreeMap<String, Content>, restored: &BTreeMap<String, Content>) {
    let differ: BTreeSet<&String> = site
        .keys()
        .chain(restored.keys())
        .filter(|path| site.get(*path) != restored.get(*path))
        .collect();
    assert!(differ.is_empty(), "{differ:?}");
}

#[test]
fn a_line_that_no_memory_holds_is_no_line() {
    let server = Server::start();
    let mut planet = carrying(&server);
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(b"{\"schema\":\"state/1\"}\n").unwrap();
    for _ in 0..70 {
        packed.write_all(&vec![b'"'; 1 << 20]).unwrap();
    }
    server.always(
        &format!("/site/{STATE}"),
        Reply::ok(packed.finish().unwrap()),
    );
    planet.feed("Ana", &server.url("/ana"));
    let run = planet
        .run(&["build", "--restore-from", "auto"])
        .ended_with(1);
    assert!(run.stderr.contains("(line 2)"), "{}", run.stderr);
}

#[test]
fn where_to_restore_from_is_a_whole_address() {
    let planet = Planet::new();
    let run = planet
        .run(&["build", "--restore-from", "site.example"])
        .ended_with(2);
    assert!(
        run.stderr.contains("write `auto`, or the whole address"),
        "{}",
        run.stderr
    );
}

#[test]
fn what_is_exported_for_everybody_names_no_private_feed_and_comes_back() {
    let server = Server::start();
    server.always(
        "/s3cret",
        Reply::ok(atom("Ana", &[item("a", "2026-02-26T10:00:00Z")])),
    );
    let mut planet = carrying(&server);
    planet.feed_with("Ana", &server.url("/s3cret"), "private = true");
    planet.build().succeeded();
    let site = planet.site();
    planet
        .run(&["state", "export", "--public", "state.gz"])
        .succeeded();
    let text = planet.unpacked("state.gz");
    assert!(
        text.contains("Post a") && !text.contains("s3cret"),
        "{text}"
    );
    lose_everything(&planet);
    planet.run(&["state", "import", "state.gz"]).succeeded();
    planet.build().succeeded();
    assert_same(&site, &planet.site());
}

/// A planet with an issue of the digest, and the lines of its state.
fn exported(server: &Server) -> (Planet, Vec<Value>) {
    for (name, day) in [("ana", 19), ("bo", 20)] {
        let link = "<p>See <a href=\"https://elsewhere.example/\">elsewhere</a>.</p>";
        let post = Item {
            content: link.to_owned(),
            ..item(name, &format!("2026-02-{day}T10:00:00Z"))
        };
        server.always(&format!("/{name}"), Reply::ok(atom(name, &[post])));
    }
    let mut planet = Planet::new();
    planet
        .feed("Ana", &server.url("/ana"))
        .feed("Bo", &server.url("/bo"))
        .table("[digest]\nbackfill = 1\nmin_items = 1");
    planet.build().succeeded();
    let lines = lines(&planet);
    (planet, lines)
}

/// The lines of its state.
fn lines(planet: &Planet) -> Vec<Value> {
    planet.run(&["state", "export", "state.gz"]).succeeded();
    let lines = planet.unpacked("state.gz");
    let lines = lines.lines();
    lines
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

/// What importing these lines into an empty state says.
fn imported(planet: &Planet, lines: &[Value]) -> Run {
    let _ = fs::remove_dir_all(planet.path(".planet"));
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    for line in lines {
        writeln!(packed, "{line}").unwrap();
    }
    planet.file("hostile.gz", packed.finish().unwrap());
    planet.run(&["state", "import", "hostile.gz"])
}

/// The number of the first line that has this key, from 1.
fn first_with(lines: &[Value], key: &str) -> usize {
    1 + lines
        .iter()
        .position(|line| line.get(key).is_some())
        .unwrap()
}

#[test]
fn an_issue_of_a_snapshot_brings_no_script_onto_pages() {
    let server = Server::start();
    let (planet, mut lines) = exported(&server);
    let at = first_with(&lines, "digest") - 1;
    let script = "<script>alert(1)</script>";
    let address = Value::from("javascript:alert(2)");
    let issue = &mut lines[at]["digest"]["issue"];
    issue["headline"] = script.into();
    issue["intro"] =
        format!("Read *this*. <img src=x onerror=alert(3)> [a](javascript:alert(2)) {script}")
            .into();
    for section in issue["sections"].as_array_mut().unwrap() {
        section["id"] = "\"><script>alert(1)</script>".into();
        section["title"] = script.into();
        for item in section["items"].as_array_mut().unwrap() {
            item["note"] = script.into();
            let candidate = &mut item["candidate"];
            candidate["url"] = address.clone();
            candidate["title"] = script.into();
            candidate["excerpt"] = script.into();
            candidate["language"] = script.into();
            candidate["image"] = json!({"url": "javascript://x/%0aalert(2)", "is_curated": true});
            candidate["linkers"] = json!([{
                "blog": {"id": "x", "name": script},
                "label": script,
                "url": address,
                "date": 1_771_500_000,
            }]);
        }
    }
    imported(&planet, &lines).succeeded();
    planet.run(&["render"]).succeeded();
    let page = planet.page("weekly/2026-w08/index.html");
    assert!(page.contains("<p>Read <em>this</em>."), "{page}");
    assert!(page.contains("&lt;script&gt;alert(1)"), "{page}");
    for file in [
        "weekly/2026-w08/index.html",
        "weekly/index.html",
        "weekly/atom.xml",
        "index.html",
    ] {
        let page = planet.page(file);
        // In the feed, markup is escaped once more.
        for page in [
            page.clone(),
            page.replace("&lt;", "<").replace("&amp;", "&"),
        ] {
            for hostile in ["<script>alert", "javascript:", "onerror"] {
                assert!(!page.contains(hostile), "{file}: {hostile}: {page}");
            }
        }
    }
}

/// Appends `text` to everything that people read in a line of a snapshot.
fn append(line: &mut Value, text: &str) {
    const READ: &str = "title subtitle rights value excerpt name email term label author headline note alt before problem moved_to";
    match line {
        Value::Array(all) => all.iter_mut().for_each(|one| append(one, text)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match value {
                    Value::String(record) if key == "record" => {
                        let mut parsed = serde_json::from_str(record).unwrap();
                        append(&mut parsed, text);
                        *record = parsed.to_string();
                    }
                    Value::String(said) if READ.split(' ').any(|read| read == key) => {
                        said.push_str(text);
                    }
                    value => append(value, text),
                }
            }
        }
        _ => {}
    }
}

/// A feed that says all that people read.
fn talkative(text: &str) -> String {
    let post = format!(
        "<entry><id>a</id><title>Post{text}</title><updated>2026-02-19T10:00:00Z</updated>
         <author><name>Ana{text}</name></author><category term='tag{text}' label='Tag{text}'/><rights>Mine{text}</rights>
         <summary>Few words{text}</summary><content>See https://b.example/ for it{text}</content>
         <source><id>s</id><title>Source{text}</title></source></entry>
         <entry><id>b</id><title type='html'>&lt;b>Post{text}&lt;/b></title><updated>2026-02-20T10:00:00Z</updated>
         <content type='html'>&lt;p>Words{text}&lt;/p> &lt;a href='https://b.example/'>it{text}&lt;/a></content></entry>"
    );
    format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><id>f</id><title>Ana{text}</title><subtitle>About{text}</subtitle>
         <rights>All{text}</rights>{post}</feed>"
    )
}

#[test]
fn no_text_of_a_snapshot_brings_characters_that_turn_or_command_what_shows_it() {
    let mut planet = Planet::new();
    planet.file("ana.xml", talkative(""));
    planet
        .feed("Ana", "ana.xml")
        .table("[digest]\nbackfill = 1\nmin_items = 1");
    planet.build().succeeded();
    let mut lines = lines(&planet);
    let feed = first_with(&lines, "feed") - 1;
    let asked = &mut lines[feed]["feed"]["asked"];
    asked["moved_to"] = "https://ana.example/feed".into();
    asked["problem"] = "broken".into();
    asked["problem_kind"] = "http".into();
    asked["problem_since"] = json!(1_771_500_000);
    let record = json!({"name": "Cy", "before": "Cyril", "subtitle": "Gone"});
    lines.push(json!({"change": {"date": 1_771_500_000, "kind": "renamed", "feed": "cy", "record": record}}));
    for line in &mut lines {
        append(line, "\u{202e}\u{1b}[31m\u{7}\u{9b}\u{2066}");
    }
    imported(&planet, &lines).succeeded();
    // Of the second the changes of the blogroll tell under which name the blog was known.
    for command in ["render", "build"] {
        planet.run(&[command]).succeeded();
        for (path, Content(bytes)) in planet.site() {
            let text = String::from_utf8_lossy(&bytes);
            let found = text.find(|c: char| {
                (c.is_control() && !matches!(c, '\t' | '\n' | '\r'))
                    || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
            });
            let found = found.map(|at| text[..at].chars().rev().take(80).collect::<String>());
            let found = found.map(|text| text.chars().rev().collect::<String>());
            assert_eq!(found, None, "{command}: {path}");
        }
    }
    let changes = planet.page("blogroll/changes/index.html");
    for before in ["Cyril[31m", "Ana[31m"] {
        assert!(changes.contains(before), "{changes}");
    }
}

#[test]
fn a_planet_whose_feeds_turn_their_texts_is_restored_byte_for_byte() {
    for text in [
        " \u{202b}paired\u{202c} text",
        " \u{202e}alone \u{2069}",
        "\r\n \u{2066}two &#13;&#10; lines\t",
    ] {
        let mut planet = Planet::new();
        planet.table("[pages]\nstate = true");
        planet.file("ana.xml", talkative(text));
        planet
            .feed("Ana", "ana.xml")
            .table("[digest]\nbackfill = 1\nmin_items = 1");
        planet.build().succeeded();
        let site = planet.site();
        planet.run(&["state", "export", "state.gz"]).succeeded();
        lose_everything(&planet);
        planet.run(&["state", "import", "state.gz"]).succeeded();
        planet.run(&["render"]).succeeded();
        assert_same(&site, &planet.site());
    }
}

#[test]
fn what_a_snapshot_says_is_the_address_of_a_feed_is_linked_only_if_it_can_be_one() {
    let mut planet = Planet::new();
    planet.file("ana.xml", atom("Ana", &[item("a", "2026-02-19T10:00:00Z")]));
    planet.feed("Ana", "ana.xml").build().succeeded();
    let mut lines = lines(&planet);
    let at = first_with(&lines, "feed") - 1;
    for (address, is_linked) in [
        ("https://ana.example/feed", true),
        ("javascript:alert(2)", false),
    ] {
        lines[at]["feed"]["self_link"] = address.into();
        imported(&planet, &lines).succeeded();
        planet.run(&["render"]).succeeded();
        let page = planet.page("blogroll/index.html");
        assert_eq!(
            page.contains(&format!("href=\"{address}\"")),
            is_linked,
            "{page}"
        );
    }
}

#[test]
fn a_line_that_planet_cannot_have_written_is_refused_with_its_number() {
    let server = Server::start();
    let (planet, lines) = exported(&server);
    let far = json!(253_402_300_800_i64);
    let change = json!({"change": {"date": 1, "kind": "added", "feed": "a", "record": {}}});
    let mention = "/digest/issue/sections/0/items/0/candidate/source/date";
    let impossible = [
        ("feed", "/feed/first_read", far.clone()),
        ("feed", "/feed/asked/last_attempt", far.clone()),
        ("entry", "/entry/date", far.clone()),
        ("entry", "/entry/first_seen", far.clone()),
        ("entry", "/entry/published", far.clone()),
        ("entry", "/entry/date", json!(-62_135_596_801_i64)),
        ("entry", "/entry/record", "{\"title\": 1}".into()),
        ("known", "/known/newest", far.clone()),
        ("change", "/change/date", far.clone()),
        ("change", "/change/kind", "gone".into()),
        ("change", "/change/kind", "added".into()),
        ("change", "/change/feed", "ana".into()),
        ("digest", "/digest/issue", json!({})),
        ("digest", "/digest/issue/sections/0/items", json!([])),
        ("digest", "/digest/period", "2026-W08".into()),
        ("digest", "/digest/period", "9999-w52".into()),
        ("digest", "/digest/updated", far.clone()),
        ("digest", mention, far.clone()),
    ];
    for (key, place, value) in impossible {
        let mut lines = lines.clone();
        let at = first_with(&lines, key);
        *lines[at - 1]
            .pointer_mut(place)
            .unwrap_or_else(|| panic!("{place}")) = value;
        let run = imported(&planet, &lines).ended_with(1);
        let said = format!("is not a snapshot of a planet (line {at})");
        assert!(run.stderr.contains(&said), "{place}: {}", run.stderr);
    }
    // What is odd, and can be shown.
    let mut odd = lines.clone();
    let entry = first_with(&odd, "entry") - 1;
    *odd[entry].pointer_mut("/entry/published").unwrap() = json!(-5_364_667_800_i64);
    let opening = odd[first_with(&odd, "change") - 1].clone();
    odd.extend([opening, change]);
    imported(&planet, &odd).succeeded();
    planet.run(&["render"]).succeeded();
}

#[test]
fn a_small_file_that_unpacks_to_a_store_that_no_disk_holds_is_no_snapshot() {
    let planet = Planet::new();
    let mut packed = GzEncoder::new(Vec::new(), Compression::best());
    packed.write_all(b"{\"schema\":\"state/1\"}\n").unwrap();
    let known =
        "{\"known\":{\"id\":\"a\",\"name\":\"A\",\"url\":null,\"newest\":null,\"announced\":true}}";
    let line = format!("{}{known}\n", " ".repeat(1 << 20));
    for _ in 0..130 {
        packed.write_all(line.as_bytes()).unwrap();
    }
    planet.file("bomb.gz", packed.finish().unwrap());
    let run = planet.run(&["state", "import", "bomb.gz"]).ended_with(1);
    assert!(run.stderr.contains("(line 129)"), "{}", run.stderr);
}
