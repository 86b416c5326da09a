//! The program as people and scripts meet it: options, exit codes, what goes where, and that nothing commands a terminal.

use std::{
    fmt::Write as _,
    fs,
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::Path,
    process::{Command, Stdio},
};

use clap::CommandFactory as _;
use serde_json::Value;
use tempfile::TempDir;

mod answers;
mod documents;
mod safety;
mod themes;

/// How one call of planet ended.
struct Run {
    code: i32,
    out: String,
    err: String,
}

impl Run {
    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }

    #[track_caller]
    fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, code, "{}\n{}", self.out, self.err);
        self
    }
}

/// The program in `folder`, without what the environment of the tests may say.
fn program(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planet"));
    command.current_dir(folder).stdin(Stdio::null());
    for name in [
        "PLANET_CONFIG",
        "PLANET_OUTPUT",
        "PLANET_BASE_URL",
        "SOURCE_DATE_EPOCH",
        "NO_COLOR",
        "CLICOLOR_FORCE",
        "CI",
        "COLUMNS",
    ] {
        command.env_remove(name);
    }
    command
}

fn run(folder: &TempDir, args: &[&str]) -> Run {
    run_with(folder, args, &[])
}

fn run_with(folder: &TempDir, args: &[&str], environment: &[(&str, &str)]) -> Run {
    let output = program(folder.path())
        .args(args)
        .envs(environment.iter().copied())
        .output()
        .unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

/// Runs with `input` on standard input.
fn run_fed(folder: &TempDir, args: &[&str], input: &str) -> Run {
    let mut child = program(folder.path())
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    stdin.write_all(input.as_bytes()).unwrap();
    drop(stdin);
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

const HEAD: &str = "title = \"Planet\"\nbase_url = \"https://planet.example/\"\n";

const GOOD: &str = "<rss version=\"2.0\"><channel><title>Ana</title><link>https://ana.example/</link>\
    <item><guid>1</guid><title>Low tide</title><link>https://ana.example/1</link>\
    <pubDate>Sun, 01 Mar 2026 10:00:00 GMT</pubDate><description>Sand.</description></item>\
    </channel></rss>";

/// A planet of two feeds that are files: one can be read, the other is no feed.
fn planet() -> TempDir {
    let folder = healthy();
    let config = format!(
        "{HEAD}\n[[feeds]]\nname = \"Ana\"\nurl = \"ana.xml\"\nhome = \"https://ana.example/\"\ntags = [\"sea\", \"sand\"]\n\
         \n[[feeds]]\nname = \"Ben\"\nurl = \"ben.xml\"\ngroup = \"Friends\"\n"
    );
    fs::write(folder.path().join("planet.toml"), config).unwrap();
    fs::write(folder.path().join("ben.xml"), "this is no feed").unwrap();
    folder
}

/// A planet without problems.
fn healthy() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let config = format!("{HEAD}\n[[feeds]]\nname = \"Ana\"\nurl = \"ana.xml\"\n");
    fs::write(folder.path().join("planet.toml"), config).unwrap();
    fs::write(folder.path().join("ana.xml"), GOOD).unwrap();
    folder
}

fn read(folder: &TempDir, path: &str) -> String {
    fs::read_to_string(folder.path().join(path)).unwrap()
}

#[test]
fn a_build_is_done_although_one_feed_failed() {
    let folder = planet();
    let run = run(&folder, &["build"]).exits(0);
    assert_eq!(run.out, "");
    assert!(
        run.err.contains("warning: Ben (planet.toml:12): "),
        "{}",
        run.err
    );
    assert!(read(&folder, "output/index.html").contains("Low tide"));
}

#[test]
fn a_strict_build_writes_the_site_and_exits_with_3() {
    for command in ["build", "render"] {
        let folder = planet();
        run(&folder, &["build", "-q", "-o", "elsewhere"]).exits(0);
        run(&folder, &[command, "--strict"]).exits(3);
        assert!(folder.path().join("output/index.html").exists());
    }
    run(&planet(), &["fetch", "--strict"]).exits(3);
    run(&healthy(), &["build", "--strict"]).exits(0);
}

#[test]
fn what_cannot_be_done_exits_with_1_and_leaves_the_site() {
    let folder = planet();
    run(&folder, &["build"]).exits(0);
    let before = read(&folder, "output/index.html");
    fs::write(folder.path().join("planet.toml"), "title = 1").unwrap();
    let run = run(&folder, &["build"]).exits(1);
    assert!(run.err.contains("error: `title`"), "{}", run.err);
    assert!(run.err.contains("planet.toml:1:9"), "{}", run.err);
    assert_eq!(read(&folder, "output/index.html"), before);
}

#[test]
fn wrong_usage_exits_with_2() {
    let folder = planet();
    for args in [
        &["frobnicate"][..],
        &["build", "--jobs", "0"],
        &["build", "--jobs", "1000"],
        &["build", "--offline", "--force"],
        &["build", "--base-url", "planet.example"],
        &["build", "-q", "-v"],
        &["build", "--format", "yaml"],
        &["inspect"],
        &["inspect", "--lines", "ana.xml"],
        &["list", "--now", "yesterday"],
        &["list", "--color", "pink"],
        &["export"],
        &["completions", "tcsh"],
    ] {
        let run = run(&folder, args).exits(2);
        assert_eq!(run.out, "", "{args:?}");
        assert!(run.err.starts_with("error: "), "{args:?}: {}", run.err);
    }
}

#[test]
fn planet_alone_prints_its_help_and_exits_with_2() {
    let run = run(&healthy(), &[]).exits(2);
    assert_eq!(run.out, "");
    assert!(run.err.contains("Usage: planet"), "{}", run.err);
}

#[test]
fn a_config_that_is_not_there_is_told_with_a_way_out() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["build", "fetch", "render", "check", "list", "status"] {
        let run = run(&folder, &[command]).exits(1);
        assert_eq!(run.out, "");
        assert!(
            run.err.contains("there is no file `planet.toml`"),
            "{}",
            run.err
        );
        assert!(run.err.contains("hint: "), "{}", run.err);
    }
}

#[test]
fn quiet_says_nothing_of_feeds_and_verbose_something_of_each() {
    let folder = planet();
    let quiet = run(&folder, &["build", "-q"]).exits(0);
    assert_eq!((quiet.out.as_str(), quiet.err.as_str()), ("", ""));
    let normal = run(&folder, &["build", "--force"]).exits(0);
    assert!(!normal.err.contains("Ana"), "{}", normal.err);
    let verbose = run(&folder, &["-v", "build", "--force"]).exits(0);
    assert!(
        verbose.err.contains("Ana (planet.toml:6): unchanged"),
        "{}",
        verbose.err
    );
    let quiet = run(&folder, &["build", "-q", "-c", "none.toml"]).exits(1);
    assert!(
        quiet.err.contains("error: "),
        "what stops a run is always said"
    );
}

#[test]
fn colors_are_for_terminals_or_on_demand() {
    let folder = planet();
    let colored = |args: &[&str], environment: &[(&str, &str)]| {
        let run = run_with(&folder, args, environment);
        assert!(!run.out.contains('\u{1b}'), "{}", run.out);
        run.err.contains('\u{1b}')
    };
    assert!(!colored(&["build", "--force"], &[]), "piped");
    assert!(colored(&["build", "--force", "--color", "always"], &[]));
    assert!(!colored(&["build", "--force", "--color", "never"], &[]));
    assert!(!colored(&["build", "--force"], &[("NO_COLOR", "1")]));
    assert!(!colored(&["build", "-c", "none.toml"], &[]));
    fs::write(folder.path().join("bad.toml"), "title = 1").unwrap();
    assert!(!colored(&["build", "-c", "bad.toml"], &[]));
    assert!(colored(
        &["build", "-c", "bad.toml", "--color", "always"],
        &[]
    ));
}

/// `script` gives the program a terminal; where there is none, there is nothing to test.
#[test]
fn on_a_terminal_there_are_colors_unless_no_color_is_set() {
    let folder = planet();
    let on_terminal = |environment: &[(&str, &str)]| {
        let command = format!("{} build --force", env!("CARGO_BIN_EXE_planet"));
        let output = Command::new("script")
            .args(["-qec", &command, "/dev/null"])
            .current_dir(folder.path())
            .env_remove("NO_COLOR")
            .env("TERM", "xterm")
            .env("CI", "true") // no progress bar
            .envs(environment.iter().copied())
            .stdin(Stdio::null())
            .output();
        let text = String::from_utf8_lossy(&output.ok()?.stdout).into_owned();
        text.contains("warning").then_some(text)
    };
    if let Some(text) = on_terminal(&[]) {
        assert!(text.contains("\u{1b}["), "{text}");
        let plain = on_terminal(&[("NO_COLOR", "1")]).unwrap();
        assert!(!plain.contains("\u{1b}["), "{plain}");
        let dumb = on_terminal(&[("TERM", "dumb")]).unwrap();
        assert!(!dumb.contains("\u{1b}["), "{dumb}");
    }
}

#[test]
fn a_closed_pipe_is_success() {
    let folder = planet();
    for args in [
        &["completions", "bash"][..],
        &["man"],
        &["list"],
        &["export", "json"],
    ] {
        let mut child = program(folder.path())
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        drop(child.stdout.take());
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{args:?}");
        assert!(output.stderr.is_empty(), "{args:?}");
    }
}

#[test]
fn a_reader_of_lines_may_go_away() {
    let folder = healthy();
    let mut child = program(folder.path())
        .args(["inspect", "--lines"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    stdin.write_all(b"ana.xml\n").unwrap();
    let mut line = String::new();
    stdout.read_line(&mut line).unwrap();
    assert!(line.contains("\"ok\":true"), "{line}");
    drop(stdout);
    // The program may be gone before it has read this.
    let _ = stdin.write_all(b"ana.xml\nana.xml\n");
    drop(stdin);
    let status = child.wait().unwrap();
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert!(status.success(), "{err}");
    assert_eq!(err, "");
}

#[test]
fn now_comes_from_the_flag_before_the_environment() {
    let folder = healthy();
    let now = |args: &[&str], environment: &[(&str, &str)]| {
        let all = [&["render", "--format", "json"], args].concat();
        let report = run_with(&folder, &all, environment).exits(0).json();
        report["now"].as_str().unwrap().to_owned()
    };
    let flag = &["--now", "2026-03-01T12:00:00+01:00"][..];
    let epoch = &[("SOURCE_DATE_EPOCH", "1000000000")][..];
    assert_eq!(now(flag, &[]), "2026-03-01T11:00:00Z");
    assert_eq!(now(flag, epoch), "2026-03-01T11:00:00Z");
    assert_eq!(now(&[], epoch), "2001-09-09T01:46:40Z");
}

#[test]
fn a_time_that_is_none_is_wrong_usage() {
    let folder = healthy();
    for (args, environment) in [
        (&["list", "--now", "2026-03-01"][..], &[][..]),
        (&["list", "--now", "noon"], &[]),
        (&["list"], &[("SOURCE_DATE_EPOCH", "noon")]),
        (&["list"], &[("SOURCE_DATE_EPOCH", "99999999999999999999")]),
    ] {
        let run = run_with(&folder, args, environment).exits(2);
        assert!(run.err.contains("hint: "), "{}", run.err);
    }
}

#[test]
fn the_config_comes_from_the_flag_before_the_environment() {
    let (here, there) = (planet(), healthy());
    let path = there.path().join("planet.toml");
    let environment = [("PLANET_CONFIG", path.to_str().unwrap())];
    let feeds = |args: &[&str], environment: &[(&str, &str)]| {
        let all = [&["list", "--format", "json"], args].concat();
        let list = run_with(&here, &all, environment).exits(0).json();
        list["feeds"].as_array().unwrap().len()
    };
    assert_eq!(feeds(&[], &[]), 2);
    assert_eq!(feeds(&[], &environment), 1);
    assert_eq!(feeds(&["-c", "planet.toml"], &environment), 2);
    // Relative paths start at the file, wherever planet is run.
    run_with(&here, &["build"], &environment).exits(0);
    assert!(there.path().join("output/index.html").exists());
    assert!(!here.path().join("output").exists());
}

#[test]
fn the_output_comes_from_the_flag_before_the_environment_before_the_file() {
    let folder = healthy();
    let environment = [("PLANET_OUTPUT", "from-environment")];
    run_with(&folder, &["build", "-o", "from-flag"], &environment).exits(0);
    run_with(&folder, &["build"], &environment).exits(0);
    run(&folder, &["build"]).exits(0);
    for output in ["from-flag", "from-environment", "output"] {
        assert!(
            folder.path().join(output).join("index.html").exists(),
            "{output}"
        );
    }
}

#[test]
fn the_base_url_comes_from_the_flag_before_the_environment_before_the_file() {
    let folder = healthy();
    let environment = [("PLANET_BASE_URL", "https://environment.example/p")];
    let sitemap = |args: &[&str], environment: &[(&str, &str)]| {
        run_with(&folder, &[&["build"], args].concat(), environment).exits(0);
        read(&folder, "output/sitemap.xml")
    };
    let flag = &["-u", "https://flag.example/q/"][..];
    let blogs = |base: &str| format!("<loc>{base}blogroll/</loc>");
    assert!(sitemap(flag, &environment).contains(&blogs("https://flag.example/q/")));
    assert!(sitemap(&[], &environment).contains(&blogs("https://environment.example/p/")));
    assert!(sitemap(&[], &[]).contains(&blogs("https://planet.example/")));
    // Commands without the flag name the same pages.
    let status = run_with(&folder, &["status", "--format", "json"], &environment).json();
    assert_eq!(status["feeds"][0]["page"], "/p/feeds/ana/");
    let wrong = run_with(&folder, &["status"], &[("PLANET_BASE_URL", "nonsense")]).exits(2);
    assert!(wrong.err.contains("`PLANET_BASE_URL`"), "{}", wrong.err);
}

/// The help of every command is documentation: a change of it is reviewed.
#[test]
fn every_command_has_this_help() {
    let folder = healthy();
    let mut all = String::new();
    let mut command = planet::cli::Cli::command();
    command.build();
    let mut names = vec![Vec::new()];
    for subcommand in command.get_subcommands().filter(|c| c.get_name() != "help") {
        names.push(vec![subcommand.get_name()]);
        for below in subcommand
            .get_subcommands()
            .filter(|c| c.get_name() != "help")
        {
            names.push(vec![subcommand.get_name(), below.get_name()]);
        }
    }
    for name in names {
        let help = run(&folder, &[&name[..], &["--help"]].concat()).exits(0);
        assert_eq!(help.err, "");
        assert!(help.out.lines().all(|line| line.chars().count() <= 100));
        let title = format!("planet {} --help", name.join(" ")).replace("  ", " ");
        // The options of every command are the same everywhere, and pinned once.
        let (own, global) = help
            .out
            .split_once("\nOptions of every command:\n")
            .unwrap();
        let shown = if name.is_empty() {
            help.out.as_str()
        } else {
            own
        };
        assert!(name.is_empty() || global.contains("--config <FILE>"));
        writeln!(all, "$ {title}\n{shown}").unwrap();
    }
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("help", all));
}

#[test]
fn the_version_is_that_of_the_package() {
    let run = run(&healthy(), &["--version"]).exits(0);
    assert_eq!(run.out, format!("planet {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn completions_name_every_command() {
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let script = run(&healthy(), &["completions", shell]).exits(0).out;
        for word in ["build", "inspect", "export", "base-url", "strict"] {
            assert!(script.contains(word), "{shell}: {word}");
        }
    }
}

#[test]
fn the_completions_are_what_bash_can_read() {
    let script = run(&healthy(), &["completions", "bash"]).exits(0).out;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("planet.bash"), script).unwrap();
    let checked = Command::new("bash")
        .args(["-n", "planet.bash"])
        .current_dir(folder.path())
        .output();
    if let Ok(output) = checked {
        assert!(output.status.success() && output.stderr.is_empty());
    }
}

#[test]
fn the_manual_has_every_command_and_option_and_renders_without_a_warning() {
    let page = run(&healthy(), &["man"]).exits(0).out;
    assert!(page.contains(".TH planet 1"), "{page}");
    for word in [
        "planet build",
        "planet state export",
        "base\\-url",
        "Exit status",
    ] {
        assert!(page.contains(word), "{word}");
    }
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("planet.1"), &page).unwrap();
    let groff = Command::new("groff")
        .args(["-man", "-ww", "-Tutf8", "-z", "planet.1"])
        .current_dir(folder.path())
        .output();
    if let Ok(output) = groff {
        assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    }
}
