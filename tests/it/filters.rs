//! Filters that are programs: real ones, run by the real planet.

use std::{fs, time::Instant};

use chrono::TimeDelta;
use serde_json::Value;

use crate::{
    planet::{Planet, atom, item, undated},
    server::{Reply, Server},
};

/// A program that notes each time that it runs, and how many entries it is given, before it does its work.
fn counting(work: &str) -> String {
    format!(
        "import json, sys\nposts = [json.loads(line) for line in sys.stdin]\n\
         with open('runs', 'a') as runs: print(*(post['id'].split(':')[-1] for post in posts), file=runs)\n\
         for post in posts:\n    title = (post['title'] or {{}}).get('value', '')\n{work}\n"
    )
}

const UPPER: &str = "    if 'drop' in title: continue\n    post['title']['value'] = title.upper()\n    print(json.dumps(post))";

fn runs(planet: &Planet) -> Vec<String> {
    let text = fs::read_to_string(planet.path("runs")).unwrap_or_default();
    text.lines().map(str::to_owned).collect()
}

#[test]
fn the_example_of_the_documentation_does_what_it_says() {
    let docs = include_str!("../../docs/filters.md");
    let (_, program) = docs.split_once("```python\n").unwrap();
    let (program, _) = program.split_once("```").unwrap();
    let server = Server::start();
    let feed = atom(
        "Ana",
        &[
            item("a", "2026-02-28T10:00:00Z"),
            item("b", "2026-02-27T10:00:00Z"),
        ],
    );
    let (first, second) = feed.split_at(feed.rfind("<content").unwrap());
    let sponsored = format!("{first}<category term=\"sponsored\"/>{second}");
    server.always("/ana", Reply::ok(sponsored));
    let mut planet = Planet::new();
    planet
        .feed("Ana", &server.url("/ana"))
        .table("[filters]\nfilter = [\"python3\", \"filters/shout.py\"]");
    planet.file("filters/shout.py", program);
    planet.build();
    assert_eq!(planet.titles(), ["POST A"]);
}

/// A planet that follows one feed with two posts, a day old and two.
fn with_feed(server: &Server, lines: &str) -> Planet {
    let posts = [
        item("a", "2026-02-28T10:00:00Z"),
        item("drop", "2026-02-27T10:00:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/ana"), lines);
    planet
}

const SHOUT: &str = "filter = [\"python3\", \"filters/shout.py\"]";

#[test]
fn a_program_changes_posts_and_leaves_posts_out_on_every_page() {
    let server = Server::start();
    let planet = with_feed(&server, SHOUT);
    planet.file("filters/shout.py", counting(UPPER));
    let run = planet.build();
    assert_eq!(run.problem("Ana"), "");
    assert_eq!(run.feed("Ana")["entries_dropped"], 1);
    assert_eq!(planet.titles(), ["POST A"]);
    assert_eq!(planet.titles_of("ana"), ["POST A"]);
    for path in [
        "atom.xml",
        "rss.xml",
        "feed.json",
        "2026/02/28/index.html",
        "titles/index.html",
    ] {
        assert!(planet.page(path).contains("POST A"), "{path}");
        assert!(!planet.page(path).contains("Post drop"), "{path}");
    }
    let unshown = &planet.status_of("Ana")["unshown"];
    assert_eq!(unshown[0]["reason"], "filter", "{unshown}");
    assert_eq!(unshown[0]["filter"], "filter", "{unshown}");
    assert_eq!(runs(&planet), ["a drop"]);
    let page = planet.page("status/index.html");
    assert!(
        page.contains(">dropped by a program that filters posts</span>"),
        "{page}"
    );
}

#[test]
fn a_change_of_planet_toml_or_of_the_program_acts_at_once_without_asking_the_feed() {
    let server = Server::start();
    let mut planet = with_feed(&server, "");
    planet.file("filters/shout.py", counting(UPPER));
    planet.build();
    assert_eq!(planet.titles(), ["Post a", "Post drop"]);
    let asked = server.requests().len();

    planet.feed_with("Ana", &server.url("/ana"), SHOUT);
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.titles(), ["POST A"]);

    let whisper = UPPER.replace("upper", "lower").replace("drop", "nothing");
    planet.file("filters/shout.py", counting(&whisper));
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.titles(), ["post a", "post drop"]);
    for path in [
        "feeds/ana/index.html",
        "2026/02/28/index.html",
        "titles/index.html",
    ] {
        assert!(planet.page(path).contains("post a"), "{path}");
    }

    planet.feed_with("Ana", &server.url("/ana"), "");
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.titles(), ["Post a", "Post drop"]);
    assert_eq!(server.requests().len(), asked);
    assert_eq!(runs(&planet), ["a drop", "a drop"]);
}

/// Three posts of one tag; the first is called as told.
fn tagged(first: &str) -> Reply {
    let post = |(title, day): (&str, u32)| {
        format!(
            "<item><guid>{day}</guid><title>{title}</title><category>Boats</category>\
             <pubDate>{day} Feb 2026 09:00:00 GMT</pubDate></item>"
        )
    };
    let posts: String = [(first, 25), ("Two", 26), ("Three", 27)].map(post).concat();
    Reply::ok(format!(
        "<rss version=\"2.0\"><channel><title>Ana</title>{posts}</channel></rss>"
    ))
}

/// A program that puts a word before each title.
fn saying(word: &str) -> String {
    counting(&format!(
        "    post['title']['value'] = '{word} ' + title\n    print(json.dumps(post))"
    ))
}

/// Such posts, built when the program's word was "Old".
fn saying_old() -> (Server, Planet) {
    let server = Server::start();
    server.always("/ana", tagged("One"));
    let mut planet = Planet::new();
    planet.feed_with("Ana", &server.url("/ana"), SHOUT);
    planet.file("filters/shout.py", saying("Old"));
    planet.build();
    (server, planet)
}

/// The page of their tag.
const BOATS: &str = "tags/boats/index.html";

#[test]
fn the_page_of_a_tag_shows_what_a_program_says_that_changed_while_it_was_left_out_elsewhere() {
    let (_server, planet) = saying_old();
    assert!(planet.page(BOATS).contains("Old Two"));
    let config = fs::read_to_string(planet.path("planet.toml")).unwrap();
    planet.file("b.toml", config.replace(SHOUT, ""));
    planet
        .run(&["build", "-c", "b.toml", "-o", "preview"])
        .succeeded();
    planet.file("filters/shout.py", saying("New"));
    planet.build();
    assert!(planet.page(BOATS).contains("New Two"));
}

#[test]
fn the_page_of_a_tag_shows_what_a_program_says_that_changed_while_a_post_did_and_came_back() {
    let (server, mut planet) = saying_old();
    assert!(planet.page(BOATS).contains("Old One"));
    for title in ["Other", "One"] {
        server.always("/ana", tagged(title));
        planet.wait(TimeDelta::hours(1)).run(&["fetch"]).succeeded();
    }
    // All that it makes of the others is the same.
    let only_one = saying("New").replace("'New '", "('New ' if title == 'One' else 'Old ')");
    planet.file("filters/shout.py", only_one);
    planet.build();
    assert!(planet.page(BOATS).contains("New One"));
    assert!(planet.page(BOATS).contains("Old Two"));
}

#[test]
fn a_post_goes_through_a_program_once_until_it_says_something_else() {
    let server = Server::start();
    let mut planet = with_feed(&server, SHOUT);
    planet.file("filters/shout.py", counting(UPPER));
    planet.build();
    let (site, written) = (planet.site(), planet.written());
    planet.run(&["render"]).succeeded();
    planet.wait(TimeDelta::hours(1)).build();
    assert_eq!(runs(&planet), ["a drop"]);
    assert_eq!(planet.site(), site);
    assert_eq!(planet.written(), written);

    let mut changed = item("a", "2026-02-28T10:00:00Z");
    changed.title = "Another word".to_owned();
    let posts = [
        item("b", "2026-03-01T10:00:00Z"),
        changed,
        item("drop", "2026-02-27T10:00:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    planet.wait(TimeDelta::hours(1)).build();
    assert_eq!(planet.titles(), ["POST B", "ANOTHER WORD"]);
    assert_eq!(runs(&planet), ["a drop", "b a"]);

    // A state that was lost and came back gives the same site.
    let site = planet.site();
    planet.run(&["state", "export", "memory.gz"]).succeeded();
    fs::remove_dir_all(planet.path(".planet")).unwrap();
    planet.run(&["state", "import", "memory.gz"]).succeeded();
    planet.run(&["render"]).succeeded();
    assert_eq!(planet.titles(), ["POST B", "ANOTHER WORD"]);
    assert_eq!(planet.site()["index.html"], site["index.html"]);
}

#[test]
fn what_a_program_has_not_seen_is_not_shown_while_it_fails() {
    let server = Server::start();
    let mut planet = with_feed(&server, SHOUT);
    server.always(
        "/bo",
        Reply::ok(atom("Bo", &[item("bo", "2026-02-26T10:00:00Z")])),
    );
    planet.feed("Bo", &server.url("/bo"));
    planet.file("filters/shout.py", counting(UPPER));
    planet.build();
    assert_eq!(planet.titles(), ["POST A", "Post bo"]);

    // A new version of it fails, and a new post comes: what was seen stays as it was, the new one waits.
    planet.file(
        "filters/shout.py",
        "import sys\nprint('key 7 is wrong', file=sys.stderr)\nsys.exit(3)\n",
    );
    let posts = [
        item("new", "2026-03-01T10:00:00Z"),
        item("a", "2026-02-28T10:00:00Z"),
    ];
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    let run = planet.wait(TimeDelta::hours(1)).build();
    assert_eq!(run.problem("Ana"), "filter");
    let problem = run.feed("Ana")["problem"]["message"].clone();
    assert_eq!(
        problem,
        "the filter `python3` failed (exit status: 3): key 7 is wrong"
    );
    assert!(run.stderr.contains("Ana (planet.toml:"), "{}", run.stderr);
    assert_eq!(run.problem("Bo"), "");
    assert_eq!(planet.titles(), ["POST A", "Post bo"]);
    // Anybody may read the status page, so it does not say what the program said.
    let page = planet.page("status/index.html") + &planet.page("status.json");
    assert!(page.contains("failed (exit status: 3)"), "{page}");
    assert!(!page.contains("key 7"), "{page}");
    let status = planet.status_of("Ana");
    assert_eq!(status["problem"]["kind"], "filter");
    assert_eq!(status["unshown"][0]["reason"], "unfiltered", "{status}");
    planet.run(&["render", "--strict"]).ended_with(3);

    planet.file("filters/shout.py", counting(UPPER));
    let run = planet.run(&["render", "--format", "json"]).succeeded();
    assert_eq!(run.problem("Ana"), "");
    assert_eq!(planet.titles(), ["POST NEW", "POST A", "Post bo"]);
    assert!(planet.page("2026/03/01/index.html").contains("POST NEW"));
    assert_eq!(planet.status_of("Ana")["problem"], Value::Null);
}

#[test]
fn every_failure_is_a_problem_of_its_feed_and_hides_what_was_not_seen() {
    let server = Server::start();
    let echo = "import sys\nlines = sys.stdin.readlines()\n";
    for (program, expected) in [
        ("import sys; sys.exit(1)", "failed (exit status: 1)"),
        ("print('no json')", "wrote what is no JSON (line 1)"),
        ("print('[]')", "wrote an entry without its `id` (line 1)"),
        (
            "print('{\"id\": \"urn:other\"}')",
            "wrote an entry that it was not given (line 1): urn:other",
        ),
        (
            "print(lines[0] + '\\n' + lines[0])",
            "wrote an entry twice (line 3): urn:test:a",
        ),
        (
            "print('{\"id\": \"urn:test:a\", \"title\": 7}')",
            "wrote a value of the wrong kind (line 1)",
        ),
        (
            "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
            "failed (signal: 11",
        ),
        (
            "sys.stdout.write('x' * (70 << 20))",
            "wrote more than 64 MB",
        ),
    ] {
        let planet = with_feed(&server, SHOUT);
        planet.file("filters/shout.py", format!("{echo}{program}\n"));
        let run = planet.build();
        assert_eq!(run.problem("Ana"), "filter", "{program}: {run:?}");
        let message = run.feed("Ana")["problem"]["message"].to_string();
        let expected = expected.replace('"', "\\\"");
        assert!(message.contains(&expected), "{program}: {message}");
        assert!(planet.titles().is_empty(), "{program}");
    }
    let planet = with_feed(&server, "filter = [\"./filters/missing\"]");
    let message = planet.build().feed("Ana")["problem"]["message"].clone();
    assert_eq!(
        message,
        "the filter `./filters/missing` cannot be started: no such file"
    );
}

#[cfg(unix)]
#[test]
fn a_program_that_takes_too_long_is_ended_with_all_that_it_has_started() {
    let server = Server::start();
    let mut planet = with_feed(&server, "");
    planet.table("[filters]\nfilter = [\"sh\", \"slow.sh\"]\ntimeout = \"1s\"");
    for name in ["bo", "cy", "di"] {
        let path = format!("/{name}");
        server.always(
            &path,
            Reply::ok(atom(name, &[item(name, "2026-02-28T10:00:00Z")])),
        );
        planet.feed(name, &server.url(&path));
    }
    // The grandchild holds the output open and would write when all is over.
    planet.file(
        "slow.sh",
        "sh -c 'sleep 4; echo late >> late' &\nsleep 60\n",
    );
    let started = Instant::now();
    let run = planet.build();
    let message = run.feed("Ana")["problem"]["message"].clone();
    assert_eq!(message, "the filter `sh` took longer than 1s");
    // A thousand feeds would take a thousand times as long.
    let message = run.feed("di")["problem"]["message"].clone();
    assert_eq!(
        message,
        "the filter was not run: it took too long for 3 feeds"
    );
    assert!(started.elapsed().as_secs() < 30, "{:?}", started.elapsed());
    std::thread::sleep(std::time::Duration::from_secs(5));
    assert!(!planet.path("late").exists(), "its child lives on");
}

#[test]
fn the_filter_for_all_feeds_comes_before_that_of_one_and_expressions_behind_both() {
    let server = Server::start();
    let mut planet = with_feed(
        &server,
        "filter = [\"python3\", \"mark.py\", \"one\"]\nexclude = { title = \"^Post drop, all, one$\" }",
    );
    planet.table("[filters]\nfilter = [\"python3\", \"mark.py\", \"all\"]");
    planet.file(
        "mark.py",
        "import json, sys\nfor line in sys.stdin:\n    post = json.loads(line)\n    \
         post['title'] = post['title']['value'] + ', ' + sys.argv[1]\n    print(json.dumps(post))\n",
    );
    server.always(
        "/bo",
        Reply::ok(atom("Bo", &[item("bo", "2026-02-26T10:00:00Z")])),
    );
    planet.feed("Bo", &server.url("/bo"));
    planet.build();
    assert_eq!(planet.titles(), ["Post a, all, one", "Post bo, all"]);
}

#[test]
fn what_a_program_writes_is_as_hostile_as_a_feed() {
    let server = Server::start();
    let planet = with_feed(&server, SHOUT);
    let hostile = "    post['content'] = {'type': 'html', 'value': '<script>alert(1)</script><p onclick=\"x()\">Fine<img src=\"/p.png\">'}\n\
                   \x20   post['title'] = {'type': 'text', 'value': '<b>bold</b>\\u0000\\u001b[31m'}\n\
                   \x20   post['link'] = 'javascript:alert(2)'\n    post['published'] = '2030-01-01T00:00:00Z'\n    print(json.dumps(post))";
    planet.file("filters/shout.py", counting(hostile));
    assert_eq!(planet.build().problem("Ana"), "");
    let page = planet.page("index.html");
    assert!(page.contains("Fine"), "{page}");
    for danger in ["alert(", "onclick", "\u{1b}", "<b>bold", "2030"] {
        assert!(!page.contains(danger), "{danger}");
    }
    // Relative addresses start where the post's own did.
    assert!(page.contains("/p.png\""), "{page}");
    assert!(!page.contains("src=\"/p.png"), "{page}");
    assert!(planet.page("atom.xml").contains("Fine"));
}

#[test]
fn a_program_is_told_all_of_a_post_but_the_address_of_its_feed() {
    let server = Server::start();
    let secret = format!("{}?token=s3cr3t", server.url("/ana"));
    let mut planet = with_feed(&server, "");
    server.always("/ana", Reply::ok(atom("Ana", &[undated("x")])));
    let lines =
        format!("{SHOUT}\ngroup = \"Friends\"\ntags = [\"t\"]\nhome = \"https://ana.example/\"");
    planet.feed_with("Ana", &secret, &lines);
    planet.file(
        "filters/shout.py",
        "import os, sys\ntext = sys.stdin.read()\nopen('given', 'w').write(text + os.getcwd())\nprint(text)\n",
    );
    assert_eq!(planet.build().problem("Ana"), "");
    let given = fs::read_to_string(planet.path("given")).unwrap();
    assert!(!given.contains("s3cr3t"), "{given}");
    let (line, folder) = given.split_once('\n').unwrap();
    assert_eq!(
        fs::canonicalize(folder).unwrap(),
        fs::canonicalize(planet.path("")).unwrap()
    );
    let post: Value = serde_json::from_str(line).unwrap();
    assert_eq!(post["id"], "urn:test:x");
    assert_eq!(post["content"]["type"], "html");
    assert_eq!(post["content"]["value"], "<p>The text of x.</p>");
    assert_eq!(post["link"], "https://blog.example/x");
    assert_eq!(post["published"], Value::Null);
    assert_eq!(
        post["feed"],
        serde_json::json!({"name": "Ana", "home": "https://ana.example/", "group": "Friends", "tags": ["t"]})
    );
}

#[cfg(unix)]
#[test]
fn a_path_starts_at_planet_toml_wherever_planet_runs() {
    use std::os::unix::fs::PermissionsExt as _;

    let server = Server::start();
    let planet = with_feed(&server, "filter = [\"./filters/none\"]");
    planet.file("filters/none", "#!/bin/sh\nexit 0\n");
    let program = planet.path("filters/none");
    fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
    let config = planet.path("planet.toml");
    let mut command =
        planet.command(&["build", "--format", "json", "-c", config.to_str().unwrap()]);
    let run = crate::planet::Run::of(command.current_dir("/").spawn().unwrap()).succeeded();
    assert_eq!(run.problem("Ana"), "", "{run:?}");
    assert!(planet.titles().is_empty());
    assert_eq!(run.feed("Ana")["entries_dropped"], 2);
}

#[test]
fn neither_fetch_nor_check_runs_a_program() {
    let server = Server::start();
    let planet = with_feed(&server, SHOUT);
    planet.file("filters/shout.py", counting(UPPER));
    planet.run(&["fetch"]).succeeded();
    planet.run(&["check"]).succeeded();
    planet.run(&["status"]).succeeded();
    assert!(runs(&planet).is_empty());
}

#[test]
fn a_program_that_is_not_there_is_told_by_the_check() {
    let server = Server::start();
    let planet = with_feed(&server, "filter = [\"./filters/nobody\"]");
    let said = planet.run(&["check", "--offline"]).succeeded().stderr;
    assert!(
        said.contains("`filter` names the program `./filters/nobody`, and there is none"),
        "{said}"
    );
    planet.file("filters/nobody", "#!/bin/sh\n");
    let said = planet.run(&["check", "--offline"]).succeeded().stderr;
    assert!(!said.contains("warning:"), "{said}");
}

#[test]
fn a_large_archive_goes_through_in_pieces() {
    let server = Server::start();
    let mut planet = with_feed(&server, SHOUT);
    let posts: Vec<_> = (0..450)
        .map(|n| {
            item(
                &format!("p{n}"),
                &format!(
                    "2025-{:02}-{:02}T{:02}:00:00Z",
                    1 + n % 12,
                    1 + n % 28,
                    n % 24
                ),
            )
        })
        .collect();
    server.always("/ana", Reply::ok(atom("Ana", &posts)));
    planet.feed_with("Ana", &server.url("/ana"), SHOUT);
    planet.file("filters/shout.py", counting(UPPER));
    assert_eq!(planet.build().problem("Ana"), "");
    let counts: Vec<usize> = runs(&planet)
        .iter()
        .map(|run| run.split(' ').count())
        .collect();
    assert_eq!(counts, [200, 200, 50]);
    assert!(planet.page("2025/01/01/index.html").contains("POST P"));
}
