//! From nothing to a planet on the screen: `init`, `add`, `remove` and `serve`, as somebody meets them on the first day.

use std::{
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use tempfile::TempDir;

mod add;
mod init;
pub(crate) mod serve;

/// A planet without feeds, as somebody wrote it.
pub(crate) const HEAD: &str =
    "# My planet\ntitle = \"Planet Test\" # for now\nbase_url = \"https://planet.example/p/\"\n";

pub(crate) fn folder(config: &str) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("planet.toml"), config).unwrap();
    folder
}

pub(crate) fn config(folder: &TempDir) -> String {
    fs::read_to_string(folder.path().join("planet.toml")).unwrap()
}

/// The program in this folder, without what the environment of the tests may say; its clock stands still.
pub(crate) fn program(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_planet"));
    let foreign = |name: &str| {
        name.starts_with("PLANET_")
            || name.starts_with("GITHUB_")
            || matches!(name, "NO_COLOR" | "SOURCE_DATE_EPOCH" | "CLICOLOR_FORCE")
            || name.to_ascii_lowercase().ends_with("_proxy")
    };
    for (name, _) in std::env::vars().filter(|(name, _)| foreign(name)) {
        command.env_remove(name);
    }
    command
        .args(args)
        .args(["--now", "2026-03-01T12:00:00Z"])
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

/// How a call ended: its exit code, standard output and standard error.
#[derive(Debug)]
pub(crate) struct Run {
    code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Run {
    pub(crate) fn of(output: Output) -> Self {
        Self {
            code: output.status.code(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }

    #[track_caller]
    pub(crate) fn exits(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        self
    }
}

pub(crate) fn run(folder: &TempDir, args: &[&str]) -> Run {
    Run::of(program(folder.path(), args).output().unwrap())
}
