//! What commands answer about the planet: reports, status, lists and checks, for people and for programs.

use std::fs;

use serde_json::Value;

use crate::cli::{GOOD, HEAD, healthy, planet, read, run};

/// The keys of a JSON value as dotted paths, those within lists as `[]`; each once.
fn keys(value: &Value) -> Vec<String> {
    fn walk(value: &Value, at: &str, found: &mut Vec<String>) {
        match value {
            Value::Object(map) => {
                for (key, inner) in map {
                    let path = format!("{at}{key}");
                    walk(inner, &format!("{path}."), found);
                    found.push(path);
                }
            }
            Value::Array(list) => {
                for inner in list {
                    walk(inner, &format!("{}[].", at.trim_end_matches('.')), found);
                }
            }
            _ => {}
        }
    }
    let mut found = Vec::new();
    walk(value, "", &mut found);
    found.sort();
    found.dedup();
    found
}

#[track_caller]
fn assert_keys(value: &Value, expected: &[&str]) {
    let mut expected: Vec<String> = expected.iter().map(ToString::to_string).collect();
    expected.sort();
    assert_eq!(keys(value), expected);
}

/// Other programs read this: keys may be added here, never removed or renamed.
#[test]
fn a_report_has_these_keys() {
    let report = run(&planet(), &["build", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(report["schema"], "report/1");
    assert_keys(
        &report,
        &[
            "schema",
            "now",
            "duration_ms",
            "feeds",
            "feeds[].name",
            "feeds[].url",
            "feeds[].slug",
            "feeds[].outcome",
            "feeds[].http_status",
            "feeds[].problem",
            "feeds[].problem.kind",
            "feeds[].problem.message",
            "feeds[].problem.since",
            "feeds[].moved_to",
            "feeds[].entries_seen",
            "feeds[].entries_new",
            "feeds[].entries_dropped",
            "feeds[].entries_held",
            "feeds[].milliseconds",
            "totals",
            "totals.feeds",
            "totals.ok",
            "totals.problems",
            "totals.entries_new",
            "totals.entries_stored",
            "totals.pages_written",
            "totals.pages_unchanged",
            "totals.pages_removed",
        ],
    );
}

#[test]
fn a_report_says_what_became_of_each_feed() {
    let folder = planet();
    let now = ["--now", "2026-03-01T12:00:00Z"];
    let args = [&["build", "--format", "json"], &now[..]].concat();
    let report = run(&folder, &args).exits(0).json();
    let [ana, ben] = report["feeds"].as_array().unwrap().as_slice() else {
        panic!("{report}");
    };
    assert_eq!(ana["name"], "Ana");
    assert_eq!(ana["url"], "ana.xml");
    assert_eq!(ana["slug"], "ana");
    assert_eq!(ana["outcome"], "new");
    assert_eq!(ana["problem"], Value::Null);
    assert_eq!(ana["entries_new"], 1);
    assert_eq!(ben["outcome"], "problem");
    assert_eq!(ben["problem"]["kind"], "not-a-feed");
    assert_eq!(ben["problem"]["since"], "2026-03-01T12:00:00Z");
    assert_eq!(report["totals"]["ok"], 1);
    assert_eq!(report["totals"]["problems"], 1);
    assert!(report["totals"]["pages_written"].as_u64().unwrap() > 0);
    let later = ["--now", "2026-03-02T12:00:00Z"];
    let report = run(
        &folder,
        &[&["build", "--format", "json"], &later[..]].concat(),
    )
    .json();
    assert_eq!(report["feeds"][0]["outcome"], "unchanged");
    assert_eq!(
        report["feeds"][1]["problem"]["since"],
        "2026-03-01T12:00:00Z"
    );
    let report = run(&folder, &["render", "--format", "json"]).json();
    assert_eq!(report["feeds"][0]["outcome"], "skipped");
}

#[test]
fn a_report_for_github_points_at_the_lines_of_the_config() {
    let folder = planet();
    let run = run(&folder, &["build", "--format", "github"]).exits(0);
    let lines: Vec<&str> = run.out.lines().collect();
    let [line] = lines.as_slice() else {
        panic!("{}", run.out);
    };
    assert!(
        line.starts_with("::warning file=planet.toml,line=12,title=Ben::"),
        "{line}"
    );
}

#[test]
fn before_the_first_build_status_says_what_to_do() {
    let run = run(&planet(), &["status"]).exits(1);
    assert_eq!(run.out, "");
    assert!(run.err.contains("there is no store"), "{}", run.err);
    assert!(
        run.err.contains("hint: run `planet build` first"),
        "{}",
        run.err
    );
}

#[test]
fn status_names_every_feed_with_its_problem() {
    let folder = planet();
    run(&folder, &["build", "-q", "--now", "2026-03-01T12:00:00Z"]).exits(0);
    let run = run(&folder, &["status"]).exits(0);
    let lines: Vec<&str> = run.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", run.out);
    assert!(lines[1].starts_with("Ana   ok"), "{}", run.out);
    assert!(lines[2].contains("not-a-feed") && lines[2].contains("(since 2026-03-01)"));
    assert_eq!(run.err, "");
}

/// Other programs read this: keys may be added here, never removed or renamed.
#[test]
fn a_status_has_these_keys() {
    let folder = planet();
    run(&folder, &["build", "-q"]).exits(0);
    let status = run(&folder, &["status", "--format", "json"])
        .exits(0)
        .json();
    assert_eq!(status["schema"], "status/1");
    assert_keys(
        &status,
        &[
            "schema",
            "title",
            "feeds",
            "feeds[].name",
            "feeds[].url",
            "feeds[].slug",
            "feeds[].page",
            "feeds[].outcome",
            "feeds[].http_status",
            "feeds[].problem",
            "feeds[].problem.kind",
            "feeds[].problem.message",
            "feeds[].problem.since",
            "feeds[].moved_to",
            "feeds[].last_success",
            "feeds[].last_attempt",
            "feeds[].last_entry",
            "feeds[].failures",
            "feeds[].next_attempt",
            "feeds[].entries_stored",
            "feeds[].entries_dropped",
            "feeds[].entries_held",
            "feeds[].held",
            "feeds[].held_reasons",
            "feeds[].unshown",
            "feeds[].unshown_more",
            "feeds[].river",
            "feeds[].needs_look",
            "totals",
            "totals.feeds",
            "totals.ok",
            "totals.problems",
            "totals.entries_stored",
            "totals.entries_dropped",
            "totals.entries_held",
        ],
    );
    let published: Value = serde_json::from_str(&read(&folder, "output/status.json")).unwrap();
    assert_eq!(status, published, "status and /status.json say the same");
}

#[test]
fn list_shows_the_feeds_of_the_config() {
    let folder = planet();
    let human = run(&folder, &["list"]).exits(0);
    assert_eq!(human.err, "");
    assert_eq!(
        human.out,
        "NAME  GROUP    URL\nAna            ana.xml\nBen   Friends  ben.xml\n"
    );
    let json = run(&folder, &["list", "--format", "json"]).exits(0).json();
    assert_eq!(json["schema"], "list/1");
    assert_eq!(json["feeds"][0]["tags"], serde_json::json!(["sea", "sand"]));
    assert_eq!(json["feeds"][1]["line"], 12);
}

/// The day after what `GOOD` says.
const NOW: &str = "2026-03-02T12:00:00Z";

#[test]
fn a_check_without_findings_is_done() {
    let folder = healthy();
    let human = run(&folder, &["check", "--offline", "--now", NOW]).exits(0);
    assert_eq!(human.out, "");
    assert!(
        human
            .err
            .contains("1 feed read, 0 with a problem, 0 warnings"),
        "{}",
        human.err
    );
    let json = run(
        &folder,
        &["check", "--offline", "--format", "json", "--now", NOW],
    )
    .exits(0)
    .json();
    assert_eq!(json["mistakes"], serde_json::json!([]));
    assert_eq!(json["feeds"][0]["entries"], 1);
    let github = run(
        &folder,
        &["check", "--offline", "--format", "github", "--now", NOW],
    )
    .exits(0);
    assert!(!github.out.contains("::"), "{}", github.out);
    assert!(
        github.out.contains("| ✅ | [Ana](<https://ana.example/>)"),
        "{}",
        github.out
    );
    assert!(
        !folder.path().join("output").exists(),
        "check writes nothing"
    );
    assert!(
        !folder.path().join(".planet").exists(),
        "check remembers nothing"
    );
}

#[test]
fn a_check_that_finds_a_bad_feed_exits_with_3() {
    let folder = planet();
    let human = run(&folder, &["check", "--offline", "--now", NOW]).exits(3);
    assert!(
        human.err.contains("Ben (planet.toml:12): "),
        "{}",
        human.err
    );
    let json = run(
        &folder,
        &["check", "--offline", "--format", "json", "--now", NOW],
    )
    .exits(3)
    .json();
    assert_eq!(json["schema"], "check/1");
    assert_keys(
        &json,
        &[
            "schema",
            "since",
            "warnings",
            "mistakes",
            "feeds",
            "feeds[].name",
            "feeds[].url",
            "feeds[].line",
            "feeds[].title",
            "feeds[].entries",
            "feeds[].http_status",
            "feeds[].newest",
            "feeds[].newest[].date",
            "feeds[].newest[].link",
            "feeds[].newest[].title",
            "feeds[].findings",
            "feeds[].problem",
            "feeds[].problem.kind",
            "feeds[].problem.message",
            "feeds[].problem.hint",
            "feeds[].encoding",
            "feeds[].strict_readers_refuse",
        ],
    );
    assert_eq!(json["feeds"][1]["problem"]["kind"], "not-a-feed");
}

#[test]
fn a_check_says_where_a_feed_is_broken_and_what_others_would_refuse() {
    let folder = healthy();
    let broken = GOOD.replace("Low tide", "\nLow & high</b>");
    fs::write(folder.path().join("ana.xml"), broken).unwrap();
    let human = run(&folder, &["check", "--offline"]).exits(3);
    assert!(
        human.err.contains("Ana (planet.toml:6): ana.xml: malformed: undefined or broken references, tags missing, mismatched or broken (first at line 2, column 5)"),
        "{}",
        human.err
    );
    let note = "note: Ana (planet.toml:6): ana.xml: strict readers refuse this feed: ";
    assert!(human.err.contains(note), "{}", human.err);
    let json = run(&folder, &["check", "--offline", "--format", "json"]).json();
    assert_eq!(json["feeds"][0]["encoding"], "UTF-8");
    assert!(json["feeds"][0]["strict_readers_refuse"].is_string());
    let github = run(&folder, &["check", "--offline", "--format", "github"]).exits(3);
    assert!(github.out.contains("::notice file="), "{}", github.out);
}

#[test]
fn a_check_tells_the_mistakes_of_the_config_in_every_form() {
    let folder = healthy();
    let text = format!("{HEAD}timezone = \"Europe/Lisbom\"\nlanguge = \"en\"\n");
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    let human = run(&folder, &["check"]).exits(3);
    assert_eq!(human.out, "");
    assert!(human.err.contains("planet.toml:3:12") && human.err.contains("planet.toml:4:1"));
    let json = run(&folder, &["check", "--format", "json"]).exits(3).json();
    assert_eq!(json["mistakes"][0]["line"], 3);
    assert_eq!(json["mistakes"][1]["hint"], "did you mean `language`?");
    let github = run(&folder, &["check", "--format", "github"]).exits(3);
    assert_eq!(
        github.out,
        "::error file=planet.toml,line=3,title=planet check::`timezone`: there is no time zone `Europe/Lisbom`%0Adid you mean `Europe/Lisbon`?\n\
         ::error file=planet.toml,line=4,title=planet check::unknown key `languge`%0Adid you mean `language`?\n"
    );
}

#[test]
fn a_check_that_cannot_read_the_config_exits_with_1_and_still_answers() {
    let folder = tempfile::tempdir().unwrap();
    let json = run(&folder, &["check", "--format", "json"]).exits(1).json();
    assert_eq!(
        json["mistakes"][0]["message"],
        "there is no file `planet.toml`"
    );
    run(&folder, &["check", "--format", "github"]).exits(1);
    run(&folder, &["check"]).exits(1);
}

#[test]
fn a_check_finds_a_theme_that_is_not_there() {
    let folder = healthy();
    let text =
        read(&folder, "planet.toml").replace("\n\n[[feeds]]", "\ntheme = \"nix\"\n\n[[feeds]]");
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    let human = run(&folder, &["check", "--offline"]).exits(3);
    assert!(
        human.err.contains("there is no theme `nix`"),
        "{}",
        human.err
    );
    let json = run(&folder, &["check", "--offline", "--format", "json"])
        .exits(3)
        .json();
    assert!(
        json["mistakes"][0]["message"]
            .as_str()
            .unwrap()
            .contains("`nix`")
    );
}

#[test]
fn an_annotation_cannot_be_forged_by_a_name() {
    let folder = planet();
    let text = read(&folder, "planet.toml")
        .replace("\"Ben\"", "\"Ben: 100%, line=1\\n::error file=x::forged\"");
    fs::write(folder.path().join("planet.toml"), text).unwrap();
    for args in [
        &["check", "--offline", "--format", "github", "--now", NOW][..],
        &["build", "--format", "github"],
    ] {
        let run = run(&folder, args);
        let commands = run.out.lines().filter(|line| line.starts_with("::"));
        assert_eq!(commands.count(), 1, "{}", run.out);
        assert!(
            run.out
                .contains("title=Ben%3A 100%25%2C line=1%0A%3A%3Aerror file=x%3A%3Aforged::"),
            "{}",
            run.out
        );
        assert!(
            !run.err.lines().any(|line| line.starts_with("::")),
            "{}",
            run.err
        );
    }
}
