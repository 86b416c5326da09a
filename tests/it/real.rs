//! A planet of the whole feeds of real sites, served as they are: built, built again when nothing changed, and once more
//! after two feeds gained an entry, one moved, one died and one became a web page.

use std::{
    collections::BTreeMap,
    env, fs,
    path::{Path, PathBuf},
};

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    planet::Planet,
    server::{Reply, Server},
    skipped,
    sources::SOURCES,
};

const GREW: &str = "NetNewsWire/manton.rss";
const GREW_TOO: &str = "NetNewsWire/inessential.json";
const MOVED: &str = "rss-parser/heise.atom";
const DIED: &str = "node-feedparser/tpm.atom";
const BECAME_A_PAGE: &str = "rss-parser/gulp-atom.atom";

#[test]
fn the_feeds_of_real_sites_make_a_planet() {
    let Some(feeds) = real_feeds() else { return };
    let server = Server::start();
    let mut planet = Planet::new();
    planet.at("2026-11-21T00:00:00Z");
    for (name, body) in &feeds {
        planet.feed(name, &server.url(&format!("/{name}")));
        serve(&server, &format!("/{name}"), body.clone());
    }

    let first = planet.build().succeeded();
    assert_eq!(first.report()["totals"]["feeds"], feeds.len());
    for (name, expected) in entries_of_reference() {
        let feed = first.feed(&name);
        assert_ne!(feed["outcome"], "problem", "{name}: {feed}");
        let seen = feed["entries_seen"].as_u64().unwrap();
        assert!(
            expected.contains(&seen),
            "{name}: {seen} entries, expected {expected:?}"
        );
    }
    assert_eq!(planet.river().len(), 40);

    let before = planet.written();
    let asked = server.requests().len();
    planet.wait(TimeDelta::hours(1)).build().succeeded();
    assert_eq!(
        planet.written(),
        before,
        "nothing changed, nothing is written"
    );
    let requests = server.requests();
    let again = &requests[asked..];
    assert_eq!(again.len(), feeds.len());
    assert!(
        again
            .iter()
            .all(|seen| seen.header("if-none-match").is_some())
    );

    let grown = String::from_utf8(feeds[GREW].clone()).unwrap().replacen(
        "<item>",
        "<item><title>Brand new</title><guid>new</guid><pubDate>Sat, 21 Nov 2026 01:30:00 +0000</pubDate></item><item>",
        1,
    );
    serve(&server, &format!("/{GREW}"), grown.into_bytes());
    let mut json: Value = serde_json::from_slice(&feeds[GREW_TOO]).unwrap();
    let entry = serde_json::json!({"id": "new", "title": "Brand new, too", "date_published": "2026-11-21T01:40:00Z"});
    json["items"].as_array_mut().unwrap().insert(0, entry);
    serve(
        &server,
        &format!("/{GREW_TOO}"),
        json.to_string().into_bytes(),
    );
    server.always(&format!("/{MOVED}"), Reply::redirect(301, "/elsewhere"));
    serve(&server, "/elsewhere", feeds[MOVED].clone());
    server.always(
        &format!("/{DIED}"),
        Reply::head(410, &[("Content-Length", "0")]),
    );
    let page = "<!doctype html><html><head><title>Hello</title>\
        <link rel=\"alternate\" type=\"application/atom+xml\" href=\"/new.atom\"></head><body>Hello</body></html>";
    server.always(&format!("/{BECAME_A_PAGE}"), Reply::ok(page));

    let third = planet.wait(TimeDelta::hours(1)).build().succeeded();
    assert_eq!(planet.titles()[..2], ["Brand new, too", "Brand new"]);
    assert_eq!(third.report()["totals"]["entries_new"], 2);
    assert_eq!(third.feed(MOVED)["moved_to"], server.url("/elsewhere"));
    assert_eq!(third.problem(DIED), "gone");
    assert_eq!(third.problem(BECAME_A_PAGE), "web-page");
    let message = third.feed(BECAME_A_PAGE)["problem"]["message"].to_string();
    assert!(message.contains("/new.atom"), "{message}");
    for name in [DIED, BECAME_A_PAGE] {
        assert!(
            planet.status_of(name)["entries_stored"].as_u64().unwrap() > 0,
            "{name}"
        );
    }
}

fn serve(server: &Server, path: &str, body: Vec<u8>) {
    let etag = format!("\"{}\"", blake3::hash(&body).to_hex());
    server.on(path, move |seen| Reply::tagged(seen, &etag, &body));
}

/// The feeds by name; `None` where the shared data is missing and need not be there.
fn real_feeds() -> Option<BTreeMap<String, Vec<u8>>> {
    let folder = shared("conformance")?.join("feeds");
    let names = entries_of_reference().into_keys();
    Some(
        names
            .map(|name| {
                let (source, path) = name.split_once('/').unwrap();
                let (_, below) = SOURCES.iter().find(|(known, _)| *known == source).unwrap();
                let file = folder.join(below).join(path);
                let bytes =
                    fs::read(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
                (name, bytes)
            })
            .collect(),
    )
}

/// How many entries each feed has, by Python feedparser and node-feedparser, which need not agree.
fn entries_of_reference() -> BTreeMap<String, Vec<u64>> {
    let Some(conformance) = shared("conformance") else {
        return BTreeMap::new();
    };
    let text = fs::read_to_string(conformance.join("reference/real.jsonl")).unwrap();
    text.lines()
        .map(|line| {
            let line: Value = serde_json::from_str(line).unwrap();
            let counts = line["counts"].as_array().unwrap();
            let counts = counts.iter().filter_map(Value::as_u64).collect();
            (line["key"].as_str().unwrap().to_owned(), counts)
        })
        .collect()
}

/// A folder of outside checks beside this repository; `None` where it is missing and need not be there.
pub(crate) fn shared(part: &str) -> Option<PathBuf> {
    let folder = env::var_os("PLANET_SHARED").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
        PathBuf::from,
    );
    let folder = folder.join(part);
    if folder.is_dir() {
        return Some(folder);
    }
    assert!(
        env::var_os("PLANET_REQUIRE_SHARED").is_none(),
        "{} is missing",
        folder.display()
    );
    skipped(&format!("{} is not there", folder.display()));
    None
}
