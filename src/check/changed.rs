//! What of a planet a range of git's history changed.

use std::{
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use crate::error::in_words;

/// What has changed since a revision.
#[derive(Debug)]
pub struct Change {
    /// The revision, in words for people: `origin/main`, a short hash.
    pub since: String,
    /// planet.toml as it was then; `None` where there was none.
    pub old: Option<String>,
    /// planet.toml as it is.
    pub new: String,
    /// The files below the folder of planet.toml that differ from then.
    pub files: HashSet<PathBuf>,
}

/// Why git cannot tell what has changed.
#[derive(Debug, thiserror::Error)]
pub enum ChangeError {
    /// planet.toml cannot be read any more.
    #[error("cannot read `{}`: {}", .path.display(), in_words(.source))]
    Config {
        /// Its path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// git does not run.
    #[error("git cannot be run: {0}")]
    Git(#[source] io::Error),
    /// The folder is no repository of git's, or has no history.
    #[error("`{}` is not in a git repository with a history", .0.display())]
    NoRepository(PathBuf),
    /// There is no such revision.
    #[error("there is no revision `{0}` in this repository")]
    NoRevision(String),
    /// git failed at something that should work.
    #[error("git failed: {0}")]
    Failed(String),
}

impl ChangeError {
    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Git(_) => Some("install git, or leave out `--changed` to check every feed"),
            Self::NoRepository(_) => Some("leave out `--changed` to check every feed"),
            Self::NoRevision(_) => Some(
                "fetch it first; on GitHub `actions/checkout` needs `fetch-depth: 0` to have all of the history",
            ),
            Self::Config { .. } | Self::Failed(_) => None,
        }
    }
}

/// What has changed since `revision`: a name of a commit, or a range, of which its beginning counts (`A...B`: where the two
/// parted). Without one, since where the work here left the branch that it is for: on GitHub the base of the pull request
/// (`base`), else the main branch of `origin`, else what the branch follows, else the last commit.
///
/// # Errors
/// git is missing, or does not know the revision.
pub fn change(
    config: &Path,
    revision: Option<&str>,
    base: Option<&str>,
) -> Result<Change, ChangeError> {
    let read = |source| ChangeError::Config {
        path: config.to_owned(),
        source,
    };
    let whole = config.canonicalize().map_err(read)?;
    let folder = whole.parent().unwrap_or(Path::new("/")).to_owned();
    let git = Git { folder };
    let (since, commit) = match revision {
        Some(revision) => (revision.to_owned(), git.beginning(revision)?),
        None => git.default_beginning(base)?,
    };
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let old = git.text(&["cat-file", "blob", &format!("{commit}:./{name}")])?;
    let files = [
        "diff",
        "--no-ext-diff",
        "--name-only",
        "--relative",
        "-z",
        &commit,
        "--",
    ];
    let files = git.text(&files)?.unwrap_or_default();
    let files = files.split('\0').filter(|file| !file.is_empty());
    Ok(Change {
        since,
        old,
        new: fs::read_to_string(&whole).map_err(read)?,
        files: files.map(|file| git.folder.join(file)).collect(),
    })
}

struct Git {
    folder: PathBuf,
}

impl Git {
    fn run(&self, arguments: &[&str]) -> Result<Output, ChangeError> {
        let mut command = Command::new("git");
        command
            // No setting of the repository runs a program of its own while git looks at it.
            .args(["-c", "core.fsmonitor=false"])
            .args(arguments)
            .current_dir(&self.folder)
            .stdin(Stdio::null());
        command.output().map_err(ChangeError::Git)
    }

    /// What git prints, unless it says no.
    fn text(&self, arguments: &[&str]) -> Result<Option<String>, ChangeError> {
        let output = self.run(arguments)?;
        if !output.status.success() {
            return Ok(None);
        }
        let text = String::from_utf8(output.stdout);
        text.map(Some).map_err(|_| {
            ChangeError::Failed("it answers in other characters than UTF-8".to_owned())
        })
    }

    /// The full name of a commit.
    fn commit(&self, revision: &str) -> Result<Option<String>, ChangeError> {
        let name = format!("{revision}^{{commit}}");
        let found = self.text(&[
            "rev-parse",
            "--verify",
            "--quiet",
            "--end-of-options",
            &name,
        ])?;
        Ok(found.map(|commit| commit.trim().to_owned()))
    }

    /// The commit where a range begins.
    fn beginning(&self, revision: &str) -> Result<String, ChangeError> {
        let unknown = || ChangeError::NoRevision(revision.to_owned());
        let head = |name: &str| {
            if name.is_empty() {
                "HEAD".to_owned()
            } else {
                name.to_owned()
            }
        };
        if let Some((from, to)) = revision.split_once("...") {
            let from = self.commit(&head(from))?.ok_or_else(unknown)?;
            let to = self.commit(&head(to))?.ok_or_else(unknown)?;
            return Ok(self.parting(&from, &to)?.unwrap_or(from));
        }
        let from = revision.split_once("..").map_or(revision, |(from, _)| from);
        match self.commit(&head(from))? {
            Some(commit) => Ok(commit),
            None => Err(match self.commit("HEAD")? {
                Some(_) => unknown(),
                None => ChangeError::NoRepository(self.folder.clone()),
            }),
        }
    }

    /// Where two commits parted; `None` where the history that is here is too short to tell.
    fn parting(&self, one: &str, other: &str) -> Result<Option<String>, ChangeError> {
        let found = self.text(&["merge-base", one, other])?;
        Ok(found.map(|commit| commit.trim().to_owned()))
    }

    fn default_beginning(&self, base: Option<&str>) -> Result<(String, String), ChangeError> {
        let head = self.commit("HEAD")?;
        let head = head.ok_or_else(|| ChangeError::NoRepository(self.folder.clone()))?;
        let bases = match base {
            // What is checked out for a pull request is its merge into the base: a commit whose first parent is the base.
            Some(base) => vec![format!("origin/{base}"), "HEAD^1".to_owned()],
            None => ["origin/HEAD", "origin/main", "origin/master", "@{upstream}"]
                .map(str::to_owned)
                .to_vec(),
        };
        for name in bases {
            if let Some(commit) = self.commit(&name)? {
                let parting = self.parting(&commit, &head)?;
                return Ok((name, parting.unwrap_or(commit)));
            }
        }
        Ok(("the last commit".to_owned(), head))
    }
}
