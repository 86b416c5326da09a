//! `planet check`: what it says of feeds to people, programs and GitHub, which of them it looks at, and what it mends.

use std::fs;

use tempfile::TempDir;

use crate::{
    git::git,
    planet::{atom, item, rss, undated},
    server::{Reply, Server},
    start::{HEAD, Run, config, folder, program, run},
};

fn table(name: &str, url: &str) -> String {
    format!("\n[[feeds]]\nname = \"{name}\"\nurl = \"{url}\"\n")
}

/// Three posts of February.
fn posts(name: &str) -> String {
    let post = |day: u32| {
        item(
            &format!("{name}-{day}"),
            &format!("2026-02-{day:02}T10:00:00Z"),
        )
    };
    atom(
        &format!("{name}'s Garden"),
        &[post(3), post(28), post(12), post(9)],
    )
}

fn commit(folder: &TempDir, message: &str) {
    git(folder.path(), &["add", "-A"]);
    git(folder.path(), &["commit", "-qm", message]);
}

fn append(folder: &TempDir, text: &str) {
    fs::write(folder.path().join("planet.toml"), config(folder) + text).unwrap();
}

fn json(run: &Run) -> serde_json::Value {
    serde_json::from_str(&run.out).unwrap()
}

fn kinds(feed: &serde_json::Value) -> Vec<&str> {
    let findings = feed["findings"].as_array().unwrap();
    findings
        .iter()
        .map(|finding| finding["kind"].as_str().unwrap())
        .collect()
}

#[test]
fn a_pull_request_with_a_good_feed_passes_and_shows_what_is_in_it() {
    let server = Server::start();
    server
        .always("/old", Reply::ok("no feed"))
        .always("/ana", Reply::ok(posts("Ana")));
    let folder = folder(&format!("{HEAD}{}", table("Old", &server.url("/old"))));
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "planet");
    append(&folder, &table("Ana", &server.url("/ana")));

    let run = run(
        &folder,
        &["check", "--changed", "HEAD", "--format", "github"],
    )
    .exits(0);
    let asked: Vec<String> = server
        .requests()
        .into_iter()
        .map(|seen| seen.path)
        .collect();
    assert_eq!(asked, ["/ana"]);
    assert!(
        !run.out.contains("::error") && !run.out.contains("::warning"),
        "{}",
        run.out
    );
    assert!(
        run.out.contains(
            "::notice file=planet.toml,line=11,title=Ana::Ana's Garden%0A2026-02-28  Post Ana-28%0A2026-02-12  Post Ana-12%0A2026-02-09  Post Ana-9\n"
        ),
        "{}",
        run.out
    );
    assert!(
        run.out
            .contains("### planet check: 1 feed changed since <code>HEAD</code>\n"),
        "{}",
        run.out
    );
    let row = run
        .out
        .lines()
        .find(|line| line.starts_with("| ✅"))
        .unwrap();
    assert!(
        row.contains("Ana (Ana's Garden)") && row.contains("planet.toml:11"),
        "{row}"
    );
    assert!(
        row.contains("[Post Ana-28](<https://blog.example/Ana-28>)"),
        "{row}"
    );

    // On GitHub the table goes where GitHub shows it.
    let summary = folder.path().join("summary.md");
    fs::write(&summary, "before\n").unwrap();
    let output = program(
        folder.path(),
        &["check", "--changed", "HEAD", "--format", "github"],
    )
    .env("GITHUB_STEP_SUMMARY", &summary)
    .output()
    .unwrap();
    assert!(!Run::of(output).exits(0).out.contains("###"));
    let table = fs::read_to_string(&summary).unwrap();
    assert!(
        table.starts_with("before\n### planet check") && table.contains(row),
        "{table}"
    );
}

#[test]
fn a_pull_request_with_a_broken_feed_fails_at_its_line() {
    let server = Server::start();
    server
        .always("/bo", Reply::new(404, &[], ""))
        .always("/ana", Reply::ok(posts("Ana")));
    let folder = folder(&format!("{HEAD}{}", table("Ana", &server.url("/ana"))));
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "planet");
    git(folder.path(), &["checkout", "-qb", "proposal"]);
    append(&folder, &table("Bo", &server.url("/bo")));
    commit(&folder, "add Bo");
    // Meanwhile, the planet goes on.
    git(folder.path(), &["checkout", "-q", "main"]);
    append(&folder, &table("Cy", &server.url("/cy")));
    commit(&folder, "add Cy");
    git(folder.path(), &["checkout", "-q", "proposal"]);

    let run = run(
        &folder,
        &["check", "--changed", "main...HEAD", "--format", "github"],
    )
    .exits(3);
    assert!(
        run.out
            .contains("::error file=planet.toml,line=11,title=Bo::the server answers 404"),
        "{}",
        run.out
    );
    assert!(!run.out.contains("title=Ana"), "{}", run.out);
    assert!(
        run.out.contains("| ❌ | Bo<br>planet.toml:11<br>"),
        "{}",
        run.out
    );
}

#[test]
fn what_github_checks_out_for_a_pull_request_is_compared_with_its_base() {
    let server = Server::start();
    for name in ["ana", "bo", "cy"] {
        server.always(&format!("/{name}"), Reply::ok(posts(name)));
    }
    let origin = folder(&format!("{HEAD}{}", table("Ana", &server.url("/ana"))));
    git(origin.path(), &["init", "-q"]);
    commit(&origin, "planet");
    git(origin.path(), &["checkout", "-qb", "proposal"]);
    append(&origin, &table("Bo", &server.url("/bo")));
    commit(&origin, "add Bo");
    git(origin.path(), &["checkout", "-q", "main"]);
    append(&origin, &table("Cy", &server.url("/cy")));
    let both = config(&origin) + &table("Bo", &server.url("/bo"));
    commit(&origin, "add Cy");
    // The merge that GitHub makes.
    git(origin.path(), &["checkout", "-qb", "merged"]);
    git(
        origin.path(),
        &["merge", "-q", "-s", "ours", "proposal", "-m", "merge"],
    );
    fs::write(origin.path().join("planet.toml"), both).unwrap();
    git(
        origin.path(),
        &["commit", "-q", "-a", "--amend", "--no-edit"],
    );

    // With the whole history, and with the two newest commits only.
    for depth in [&[][..], &["--depth", "2"]] {
        let clone = tempfile::tempdir().unwrap();
        let url = format!("file://{}", origin.path().display());
        let arguments = [&["clone", "-q", "-b", "merged", &url, "."][..], depth].concat();
        git(clone.path(), &arguments);
        let output = program(clone.path(), &["check", "--changed", "--format", "json"])
            .env("GITHUB_BASE_REF", "main")
            .output()
            .unwrap();
        let json = json(&Run::of(output).exits(0));
        let names: Vec<&str> = json["feeds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feed| feed["name"].as_str().unwrap())
            .collect();
        assert_eq!(names, ["Bo"], "{depth:?}: {json:#}");
    }
}

#[test]
fn a_feed_is_changed_when_its_table_or_its_file_is() {
    let folder = folder(&format!(
        "{HEAD}{}{}",
        table("Ana", "ana.xml"),
        table("Bo", "bo.xml")
    ));
    fs::write(folder.path().join("ana.xml"), posts("Ana")).unwrap();
    fs::write(folder.path().join("bo.xml"), posts("Bo")).unwrap();
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "planet");
    let changed = || {
        let run = run(&folder, &["check", "--changed", "--format", "json"]).exits(0);
        let json = json(&run);
        let feeds = json["feeds"].as_array().unwrap().clone();
        let names = feeds
            .iter()
            .map(|feed| feed["name"].as_str().unwrap().to_owned());
        names.collect::<Vec<_>>()
    };
    assert_eq!(changed(), [""; 0]);
    // Comments and blank lines are no change of a feed.
    fs::write(
        folder.path().join("planet.toml"),
        format!("# new\n\n{}", config(&folder)),
    )
    .unwrap();
    assert_eq!(changed(), [""; 0]);
    fs::write(folder.path().join("bo.xml"), posts("Bea")).unwrap();
    assert_eq!(changed(), ["Bo"]);
    let text = config(&folder).replace("name = \"Ana\"", "name = \"Anna\"");
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    assert_eq!(changed(), ["Anna", "Bo"]);
}

#[test]
fn who_proposes_a_feed_needs_no_secrets_of_the_planet() {
    let server = Server::start();
    server.always("/ana", Reply::ok(posts("Ana")));
    let secret = table("Members", &server.url("/members?k=${NO_SUCH_KEY}"));
    let folder = folder(&format!("{HEAD}{secret}"));
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "planet");
    append(&folder, &table("Ana", &server.url("/ana")));
    let proposed = run(&folder, &["check", "--changed", "HEAD"]).exits(0);
    assert!(proposed.err.contains("1 feed changed"), "{}", proposed.err);
    // Changed, it cannot be asked, and that is said.
    let text = config(&folder).replace("Members", "The members");
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    let changed = run(&folder, &["check", "--changed", "HEAD"]).exits(0);
    assert!(
        changed
            .err
            .contains("The members (planet.toml:7): not asked, as a variable"),
        "{}",
        changed.err
    );
    let changed = run(&folder, &["check", "--changed", "HEAD", "--format", "json"]).exits(0);
    let warning = &json(&changed)["warnings"][0];
    assert_eq!(
        (&warning["line"], &warning["hint"]),
        (&7.into(), &serde_json::Value::Null)
    );
    let changed = run(
        &folder,
        &["check", "--changed", "HEAD", "--format", "github"],
    )
    .exits(0);
    let note = "::notice file=planet.toml,line=7,title=The members::not asked, as a variable";
    assert!(changed.out.contains(note), "{}", changed.out);
    assert!(server.requests().iter().all(|seen| seen.path == "/ana"));
    // Who checks all of it needs all of it.
    run(&folder, &["check"]).exits(3);
}

#[test]
fn what_git_does_not_know_is_said() {
    let folder = folder(HEAD);
    let none = run(&folder, &["check", "--changed"]).exits(1);
    assert!(none.err.contains("not in a git repository"), "{}", none.err);
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "planet");
    let unknown = run(&folder, &["check", "--changed", "nowhere"]).exits(1);
    assert!(
        unknown.err.contains("no revision `nowhere`"),
        "{}",
        unknown.err
    );
    assert!(unknown.err.contains("fetch-depth: 0"), "{}", unknown.err);
    // No revision is an option of git's.
    let option = run(&folder, &["check", "--changed=--output=x"]).exits(1);
    assert!(
        option.err.contains("no revision `--output=x`"),
        "{}",
        option.err
    );
    assert!(!folder.path().join("x").exists());
}

#[test]
fn sure_cases_are_mended_and_nothing_else_changes() {
    let server = Server::start();
    server
        .always("/ana", Reply::redirect(301, "/new/ana"))
        .always("/new/ana", Reply::ok(posts("Ana")))
        .always("/bo", Reply::redirect(302, "/new/bo"))
        .always("/new/bo", Reply::ok(posts("Bo")))
        .always("/cy", Reply::redirect(301, "/new/cy"))
        .always("/new/cy", Reply::new(410, &[], ""))
        .always("/di", Reply::redirect(301, "/new/ana"));
    let tables: String = ["ana", "bo", "cy"]
        .map(|name| table(name, &server.url(&format!("/{name}"))))
        .concat();
    let before = format!("{HEAD}{tables}# the end\n");
    let folder = folder(&before);
    let found = run(&folder, &["check"]).exits(3);
    assert!(found.err.contains("`planet check --fix`"), "{}", found.err);
    assert_eq!(config(&folder), before);

    let fixed = run(&folder, &["check", "--fix", "--format", "json"]).exits(3);
    let after = before.replace(&server.url("/ana"), &server.url("/new/ana"));
    assert_eq!(config(&folder), after);
    assert!(
        fixed.err.contains(&format!(
            "fixed: planet.toml:7: `url = \"{}\"`",
            server.url("/new/ana")
        )),
        "{}",
        fixed.err
    );
    let json = json(&fixed);
    assert_eq!(kinds(&json["feeds"][0]), ["moved"]);
    assert_eq!(json["feeds"][0]["findings"][0]["fixed"], true);
    assert_eq!(json["feeds"][1]["findings"], serde_json::json!([]));
    // Gone where it moved to: for the maintainer to decide.
    assert_eq!(json["feeds"][2]["problem"]["kind"], "gone");
    assert_eq!(json["feeds"][2]["findings"][0]["fixed"], false);

    // What has moved to a feed that is followed is one too many, not one to mend.
    append(&folder, &table("di", &server.url("/di")));
    let twice = run(&folder, &["check", "--fix"]).exits(3);
    assert!(
        twice.err.contains("is the same feed as `ana` (line 7)"),
        "{}",
        twice.err
    );
    assert_eq!(config(&folder), after + &table("di", &server.url("/di")));
}

#[test]
fn a_move_to_a_feed_that_is_followed_below_keeps_no_other_from_being_mended() {
    let server = Server::start();
    for name in ["ana", "bo"] {
        server
            .always(
                &format!("/{name}"),
                Reply::redirect(301, &format!("/new/{name}")),
            )
            .always(&format!("/new/{name}"), Reply::ok(posts(name)));
    }
    let tables = ["/ana", "/new/ana", "/bo"].map(|path| table(path, &server.url(path)));
    let before = format!("{HEAD}{}", tables.concat());
    let folder = folder(&before);
    let run = run(&folder, &["check", "--fix"]).exits(3);
    assert!(
        run.err.contains("is the same feed as `/ana` (line 7)"),
        "{}",
        run.err
    );
    let bo = format!("url = \"{}\"", server.url("/bo"));
    let new = format!("url = \"{}\"", server.url("/new/bo"));
    assert_eq!(config(&folder), before.replace(&bo, &new));
}

#[test]
fn a_branch_that_was_pushed_is_still_compared_with_the_main_one() {
    let origin = folder(&format!("{HEAD}{}", table("Ana", "ana.xml")));
    fs::write(origin.path().join("ana.xml"), posts("Ana")).unwrap();
    git(origin.path(), &["init", "-q"]);
    commit(&origin, "planet");
    let clone = tempfile::tempdir().unwrap();
    git(
        clone.path(),
        &["clone", "-q", origin.path().to_str().unwrap(), "."],
    );
    git(clone.path(), &["checkout", "-qb", "add-bo"]);
    append(&clone, &table("Bo", "bo.xml"));
    commit(&clone, "add Bo");
    git(clone.path(), &["push", "-q", "-u", "origin", "add-bo"]);
    let run = run(&clone, &["check", "--changed"]).exits(3);
    assert!(
        run.err.contains("1 feed changed since origin/HEAD"),
        "{}",
        run.err
    );
}

#[test]
fn a_table_is_never_longer_than_github_shows() {
    let server = Server::start();
    let mut post = item("x", "2026-02-28T10:00:00Z");
    post.title = "long ".repeat(50_000);
    post.link = format!("https://blog.example/{}", "x".repeat(500_000));
    server.always("/ana", Reply::ok(atom(&"Ana ".repeat(100_000), &[post])));
    let folder = folder(&format!("{HEAD}{}", table("Ana", &server.url("/ana"))));
    let run = run(&folder, &["check", "--format", "github"]).exits(0);
    assert!(run.out.len() < 20_000, "{}", run.out.len());
}

#[test]
fn what_has_changed_is_mended_though_another_feed_needs_a_variable_that_is_not_set() {
    let server = Server::start();
    server
        .always("/ana", Reply::redirect(301, "/new"))
        .always("/new", Reply::ok(posts("Ana")));
    let secret = table("Bo", "https://bo.example/feed?token=${PLANET_TEST_NOT_SET}");
    let folder = folder(&format!("{HEAD}{secret}"));
    git(folder.path(), &["init", "-q"]);
    commit(&folder, "before");
    append(&folder, &table("Ana", &server.url("/ana")));
    let run = run(&folder, &["check", "--changed", "HEAD", "--fix"]).exits(0);
    assert!(run.err.contains("fixed: "), "{}", run.err);
    let expected = format!("{HEAD}{secret}{}", table("Ana", &server.url("/new")));
    assert_eq!(config(&folder), expected);
}

#[test]
fn a_mistake_is_annotated_in_its_own_file_and_says_what_to_do() {
    let folder = folder(HEAD);
    fs::create_dir(folder.path().join("templates")).unwrap();
    let template = folder.path().join("templates/titles.html");
    fs::write(
        &template,
        "{% extends \"river/titles.html\" %}\n{% block main %}{{ site.titel }}{% endblock %}",
    )
    .unwrap();
    let found = run(&folder, &["check", "--format", "github"]).exits(3);
    let place = "::error file=templates/titles.html,line=2,title=planet check::";
    assert!(found.out.starts_with(place), "{}", found.out);
    let found = json(&run(&folder, &["check", "--format", "json"]).exits(3));
    assert_eq!(found["mistakes"][0]["file"], "templates/titles.html");
    for key in ["since", "warnings", "feeds"] {
        assert!(found.get(key).is_some(), "{key}: {found:#}");
    }
    fs::remove_file(template).unwrap();
    fs::write(
        folder.path().join("planet.toml"),
        format!("{HEAD}langage = \"en\"\n"),
    )
    .unwrap();
    let found = run(&folder, &["check", "--format", "github"]).exits(3);
    assert!(
        found.out.contains("%0Adid you mean `language`?"),
        "{}",
        found.out
    );
}

#[test]
fn a_secret_address_is_mended_without_being_told() {
    let server = Server::start();
    server
        .always("/s3cret", Reply::redirect(301, "/t0ken"))
        .always("/t0ken", Reply::ok(posts("Ana")));
    let before = format!(
        "{HEAD}{}private = true\n",
        table("Ana", &server.url("/s3cret"))
    );
    let folder = folder(&before);
    for format in ["human", "json", "github"] {
        let run = run(&folder, &["check", "--fix", "--format", format]).exits(0);
        for text in [&run.out, &run.err] {
            assert!(
                !text.contains("s3cret") && !text.contains("t0ken"),
                "{text}"
            );
        }
        assert!((run.out + &run.err).contains("has moved for good"));
    }
    assert_eq!(config(&folder), before);
}

#[test]
fn what_is_remarkable_about_posts_is_told_and_is_no_failure() {
    let server = Server::start();
    server
        .always("/none", Reply::ok(rss("None", &[])))
        .always("/undated", Reply::ok(atom("Undated", &[undated("u")])))
        .always(
            "/quiet",
            Reply::ok(atom("Quiet", &[item("q", "2024-02-01T10:00:00Z")])),
        )
        .always(
            "/ahead",
            Reply::ok(atom("Ahead", &[item("h", "2027-02-01T10:00:00Z")])),
        );
    let tables: String = ["none", "undated", "quiet", "ahead"]
        .map(|name| table(name, &server.url(&format!("/{name}"))))
        .concat();
    let folder = folder(&format!("{HEAD}{tables}"));
    let json = json(&run(&folder, &["check", "--format", "json"]).exits(0));
    let found: Vec<Vec<&str>> = json["feeds"]
        .as_array()
        .unwrap()
        .iter()
        .map(kinds)
        .collect();
    assert_eq!(
        found,
        [["no-posts"], ["no-dates"], ["quiet"], ["dated-ahead"]]
    );
    let human = run(&folder, &["check"]).exits(0);
    assert!(
        human.err.contains("has had no post since 2024-02-01"),
        "{}",
        human.err
    );
    assert!(
        human
            .err
            .contains("4 feeds read, 0 with a problem, 4 warnings"),
        "{}",
        human.err
    );
}

#[test]
fn a_feed_that_is_another_one_now_is_told_by_what_is_remembered() {
    let server = Server::start();
    server.always("/ana", Reply::ok(posts("Ana")));
    let folder = folder(&format!("{HEAD}{}", table("Ana", &server.url("/ana"))));
    run(&folder, &["fetch"]).exits(0);
    server.always(
        "/ana",
        Reply::ok(atom("Casino", &[item("win", "2026-02-28T10:00:00Z")])),
    );
    let told = run(&folder, &["check"]).exits(3);
    assert!(
        told.err
            .contains("seems to be another blog now: it was `Ana's Garden` and is `Casino`"),
        "{}",
        told.err
    );
}

#[test]
fn what_a_feed_says_is_no_markup_of_the_table() {
    let server = Server::start();
    let mut post = item("x", "2026-02-28T10:00:00Z");
    post.title = "](https://evil.example) | <img src=x> @everyone `a` **b**\n# c".to_owned();
    post.link = "https://blog.example/a)b>c|d".to_owned();
    server.always("/ana", Reply::ok(atom("| <b>A</b> |", &[post])));
    let folder = folder(&format!("{HEAD}{}", table("Ana", &server.url("/ana"))));
    let run = run(&folder, &["check", "--format", "github"]).exits(0);
    let row = run
        .out
        .lines()
        .find(|line| line.starts_with("| ✅"))
        .unwrap();
    assert_eq!(row.matches('|').count(), 5, "{row}");
    assert!(
        !row.contains("<img") && !row.contains("<b>") && !row.contains('@') && !row.contains('`'),
        "{row}"
    );
    assert!(
        row.contains("(<https://blog.example/a%29b%3Ec%7Cd>)"),
        "{row}"
    );
}
