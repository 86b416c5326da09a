//! A state that is lost comes back from the site that was published with it, and nothing is dated anew or shown again.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
};

use chrono::TimeDelta;
use flate2::{Compression, write::GzEncoder};

use crate::{
    planet::{Content, Planet, atom, item, undated},
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
