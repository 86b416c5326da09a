//! The same inputs on another machine: other threads, other moments at which answers come.

use std::{sync::Mutex, thread, time::Duration};

use super::{HOUR, Random};
use crate::{
    planet::{Item, Planet, atom, item, undated},
    server::{Reply, Server},
};

const FEEDS: usize = 30;

/// What blog `n` says in the first run and in the second. Blogs share posts, dates and titles, so that every tie has to be broken.
fn posts(n: usize, run: usize) -> Vec<Item> {
    let shared = Item {
        id: format!("urn:test:{n}:shared"),
        ..item(&format!("shared-{}", n / 3), "2026-02-27T10:00:00Z")
    };
    let mut posts = vec![
        shared,
        item(&format!("{n}-same"), "2026-02-26T10:00:00Z"),
        Item {
            title: "The same title".to_owned(),
            content: format!(
                "<p>See <a href=\"https://elsewhere.example/{}\">this</a>.</p>",
                n % 4
            ),
            ..item(&format!("{n}-linked"), "2026-02-17T10:00:00Z")
        },
        undated(&format!("{n}-undated")),
    ];
    if run == 1 && n.is_multiple_of(2) {
        posts.push(item(&format!("{n}-new"), "2026-03-01T12:30:00Z"));
        posts.push(undated(&format!("{n}-late")));
    }
    posts
}

#[test]
fn the_same_inputs_give_the_same_bytes_whatever_the_threads_and_the_servers_do() {
    let server = Server::start();
    let random = std::sync::Arc::new(Mutex::new(Random::new(10)));
    let serve = |run: usize| {
        for n in 0..FEEDS {
            let feed = atom(&format!("Blog {n}"), &posts(n, run));
            let random = std::sync::Arc::clone(&random);
            server.on(&format!("/{n}"), move |_| {
                let pause = random.lock().unwrap().below(60);
                let pause = Duration::from_millis(u64::from(pause));
                Reply::default().wait(pause).then(Reply::ok(&feed))
            });
        }
    };
    let machines: Vec<Mutex<Planet>> = [
        ("1", "1"),
        ("1", "64"),
        ("2", "3"),
        ("8", "16"),
        ("3", "128"),
    ]
    .map(|(cores, threads)| {
        let mut planet = Planet::new();
        planet
            .env("RAYON_NUM_THREADS", cores)
            .fetch("threads", threads)
            .set("state", &format!("\"state-of-{cores}-{threads}\""))
            .table("[pages]\nstate = true\n[digest]\nbackfill = 3\nmin_items = 1");
        for n in 0..FEEDS {
            let lines = format!("group = \"Group {}\"", n % 3);
            planet.feed_with(&format!("Blog {n}"), &server.url(&format!("/{n}")), &lines);
        }
        Mutex::new(planet)
    })
    .into();
    for run in 0..2 {
        serve(run);
        let sites: Vec<_> = thread::scope(|scope| {
            let build = |planet: &Mutex<Planet>| {
                let mut planet = planet.lock().unwrap();
                planet.build();
                let site = planet.site();
                planet.wait(HOUR);
                site
            };
            let runs: Vec<_> = machines
                .iter()
                .map(|planet| scope.spawn(move || build(planet)))
                .collect();
            runs.into_iter().map(|run| run.join().unwrap()).collect()
        });
        assert!(sites[0].len() > FEEDS + 20, "{}", sites[0].len());
        assert!(
            sites[0].keys().any(|path| path.starts_with("weekly/")),
            "no issue of the digest"
        );
        for (n, site) in sites.iter().enumerate() {
            assert_eq!(site, &sites[0], "run {run}, machine {n}");
        }
    }
}

#[test]
fn a_feed_whose_file_is_still_missing_changes_nothing() {
    let mut planet = Planet::new();
    planet.file("bo.xml", atom("Bo", &[item("b", "2026-02-20T09:00:00Z")]));
    planet.feed("Ana", "ana.xml").feed("Bo", "bo.xml").build();
    let written = planet.written();
    for _ in 0..3 {
        let run = planet.wait(HOUR).build();
        assert_eq!(run.problem("Ana"), "io");
        assert_eq!(planet.written(), written);
    }
    planet.file("ana.xml", atom("Ana", &[item("a", "2026-02-21T09:00:00Z")]));
    planet.build();
    assert_eq!(planet.titles(), ["Post a", "Post b"]);
}
