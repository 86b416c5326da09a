//! `planet ping`: hubs are told of every feed that names them, once the site that was built is the one that is live.

use std::{
    fs,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use crate::{
    planet::{Planet, atom, item},
    server::{Reply, Server},
};

/// A planet with a hub and groups, built.
fn built(server: &Server) -> Planet {
    let posts = [item("a", "2026-02-26T10:00:00Z")];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet
        .set("base_url", &format!("{:?}", server.url("/site/")))
        .table(&format!("[websub]\nhub = \"{}\"", server.url("/hub")))
        .feed_with("Ana", &server.url("/ana"), "group = \"Friends\"");
    planet.build().succeeded();
    planet
}

#[test]
fn each_hub_is_told_of_each_feed() {
    let server = Server::start();
    let planet = built(&server);
    server.always("/hub", Reply::new(204, &[], ""));
    let listed = planet.run(&["ping", "--dry-run"]).succeeded().stdout;
    let topics: Vec<&str> = listed.lines().collect();
    for path in [
        "atom.xml",
        "rss.xml",
        "feed.json",
        "groups/friends/atom.xml",
        "blogroll/changes.xml",
    ] {
        assert!(
            topics.contains(&server.url(&format!("/site/{path}")).as_str()),
            "{path}: {topics:?}"
        );
    }
    let told = || {
        server
            .requests()
            .into_iter()
            .filter(|seen| seen.path == "/hub")
    };
    assert_eq!(told().count(), 0);

    let run = planet.run(&["ping"]).succeeded();
    let sent: Vec<String> = told()
        .map(|seen| String::from_utf8(seen.body).unwrap())
        .collect();
    assert_eq!(sent.len(), topics.len());
    let first = format!(
        "hub.mode=publish&hub.url={}",
        topics[0].replace(':', "%3A").replace('/', "%2F")
    );
    assert_eq!(sent[0], first);
    assert!(
        told().all(|seen| seen.header("content-type") == Some("application/x-www-form-urlencoded"))
    );
    assert!(
        run.stderr
            .contains(&format!("/hub was told of {} feeds", topics.len())),
        "{}",
        run.stderr
    );
}

#[test]
fn a_hub_that_refuses_is_told_and_the_command_fails() {
    let server = Server::start();
    let planet = built(&server);
    server.on("/hub", |seen| {
        let refused = String::from_utf8_lossy(&seen.body).contains("changes.xml");
        Reply::new(if refused { 422 } else { 204 }, &[], "")
    });
    let run = planet.run(&["ping"]).ended_with(1);
    assert!(
        run.stderr.contains("the hub answers 422 to"),
        "{}",
        run.stderr
    );
    // All others are told.
    let topics = planet
        .run(&["ping", "-n"])
        .succeeded()
        .stdout
        .lines()
        .count();
    let told = server
        .requests()
        .into_iter()
        .filter(|seen| seen.path == "/hub");
    assert_eq!(told.count(), topics);
    let said = format!("was told of {} feeds", topics - 1);
    assert!(run.stderr.contains(&said), "{}", run.stderr);
}

#[test]
fn nobody_is_told_before_the_built_page_is_live() {
    let server = Server::start();
    let planet = built(&server);
    server.always("/hub", Reply::new(204, &[], ""));
    let told = || server.requests().iter().any(|seen| seen.path == "/hub");
    server.always("/site/atom.xml", Reply::ok("the feed of yesterday"));
    let run = planet
        .run(&["ping", "--wait", "--timeout", "0"])
        .ended_with(1);
    assert!(
        run.stderr.contains("is not the page that was built"),
        "{}",
        run.stderr
    );
    assert!(!told());

    // It is missing, then old, then there.
    let page = fs::read(planet.path("output/atom.xml")).unwrap();
    let looks = Arc::new(AtomicUsize::new(0));
    let seen = Arc::clone(&looks);
    server.on("/site/atom.xml", move |_| {
        match seen.fetch_add(1, Ordering::Relaxed) {
            0 => Reply::new(404, &[], ""),
            1 => Reply::ok("old"),
            _ => Reply::ok(&page),
        }
    });
    planet
        .run(&["ping", "--wait", &server.url("/site/atom.xml")])
        .succeeded();
    assert_eq!(looks.load(Ordering::Relaxed), 3);
    assert!(told());

    let elsewhere = planet
        .run(&["ping", "--wait", "https://else.example/"])
        .ended_with(2);
    assert!(
        elsewhere.stderr.contains("is no page of the site"),
        "{}",
        elsewhere.stderr
    );
}

#[test]
fn what_is_live_already_has_not_changed() {
    let server = Server::start();
    let planet = built(&server);
    let topics = |arguments: &[&str]| {
        let run = planet
            .run(&[&["ping", "-n"], arguments].concat())
            .succeeded();
        run.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(topics(&["--changed"]), topics(&[]));
    let rss = fs::read(planet.path("output/rss.xml")).unwrap();
    server.always("/site/rss.xml", Reply::ok(rss));
    let left = topics(&["--changed"]);
    assert_eq!(left.len(), topics(&[]).len() - 1);
    assert!(!left.contains(&server.url("/site/rss.xml")));
}

#[test]
fn a_planet_without_a_hub_has_nobody_to_tell() {
    let server = Server::start();
    server.always("/ana", Reply::ok(atom("Ana", &[])));
    let mut planet = Planet::new();
    planet.feed("Ana", &server.url("/ana"));
    planet.build();
    let run = planet.run(&["ping"]).succeeded();
    assert!(run.stderr.contains("nobody to tell"), "{}", run.stderr);
    assert_eq!(planet.run(&["ping", "-n"]).succeeded().stdout, "");
}
