//! The two kinds of things that go wrong: an [`Error`] stops the run, a [`Problem`] belongs to one feed.
//!
//! Each stage owns its error enum and writes its own messages; this file only puts them together.

use std::{fmt, io};

use crate::store::SnapshotError;

/// What stops a run: the configuration, the theme, the store or the disk. The old site stays as it was.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// planet.toml cannot be used.
    #[error(transparent)]
    Config(#[from] crate::config::ConfigError),
    /// Curation files of the digest cannot be used.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n\n"))]
    Curations(Vec<crate::config::ConfigError>),
    /// Another program's list or settings cannot be read.
    #[error(transparent)]
    Import(#[from] crate::import::ImportError),
    /// The store cannot be opened, read or written.
    #[error(transparent)]
    Store(#[from] crate::store::StoreError),
    /// The state cannot be saved or restored.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// What has changed cannot be told.
    #[error("cannot tell what has changed: {0}")]
    Change(#[from] crate::check::ChangeError),
    /// The published state cannot be had.
    #[error("cannot restore what was remembered from {url}: {}", .problem.message)]
    Restore {
        /// Where it should be.
        url: String,
        /// What went wrong.
        problem: Problem,
    },
    /// The theme cannot be loaded or rendered.
    #[error(transparent)]
    Theme(#[from] crate::theme::ThemeError),
    /// The site cannot be written.
    #[error(transparent)]
    Publish(#[from] crate::publish::PublishError),
    /// A file named on the command line cannot be read or written.
    #[error("cannot {verb} `{path}`: {}", in_words(.source))]
    File {
        /// What was tried: `read`, `write`.
        verb: &'static str,
        /// The path as the user gave it.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A file is to be written where there is one.
    #[error("there is a file `{path}` already")]
    Exists {
        /// The path as the user gave it.
        path: String,
    },
    /// A command was used in a way that its arguments alone do not rule out.
    #[error("{message}")]
    Usage {
        /// What is wrong.
        message: String,
        /// What to do instead.
        hint: Option<String>,
    },
}

impl Error {
    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Config(error) => error.hint(),
            Self::Import(error) => error.way_out().map(str::to_owned),
            Self::Store(error) | Self::Snapshot(SnapshotError::Store(error)) => error.hint(),
            Self::Theme(error) => error.hint(),
            Self::Publish(error) => error.hint(),
            // Their drawings have the hints within.
            Self::Restore { .. } => Some(
                "the site stays as it is; try again later, or leave out `--restore-from` to begin anew: entries that feeds \
                 no longer have are gone then"
                    .to_owned(),
            ),
            Self::Change(error) => error.hint().map(str::to_owned),
            Self::Curations(_) | Self::Snapshot(_) | Self::File { .. } => None,
            Self::Exists { .. } => Some(
                "planet never overwrites it: name another file, or move this one away".to_owned(),
            ),
            Self::Usage { hint, .. } => hint.clone(),
        }
    }
}

/// What the system said of a file, as people say it.
pub fn in_words(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::IsADirectory => "this is a folder".to_owned(),
        io::ErrorKind::NotADirectory => "part of the path is a file, not a folder".to_owned(),
        io::ErrorKind::StorageFull => "the disk is full".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "the disk can only be read".to_owned(),
        // Rust's own words, without the system's number.
        kind => kind.to_string(),
    }
}

/// What kind of trouble one feed has; the words are part of `report/1` and `status/1`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum ProblemKind {
    /// The server answered with an error status (403, 404, 5xx, anything unexpected).
    Http,
    /// The server said 410 Gone.
    Gone,
    /// The server asked us to come back later (429, or 503 with Retry-After).
    RateLimited,
    /// No answer in time: connecting, waiting for the first byte, or a stalled or endless body.
    Timeout,
    /// The host name does not resolve.
    Dns,
    /// The connection was refused, reset or cut.
    Connect,
    /// TLS could not be agreed on, or the certificate is not valid.
    Tls,
    /// The answer is larger than the limit, before or after decompression.
    TooLarge,
    /// Too many redirects, a loop, or one without a usable target.
    Redirect,
    /// A scheme or an address that planet does not ask.
    Forbidden,
    /// The server broke the HTTP protocol or an encoding.
    Protocol,
    /// A web page came instead of a feed.
    WebPage,
    /// What came is neither a feed nor a web page.
    NotAFeed,
    /// JSON that is not JSON Feed.
    Json,
    /// The answer had no bytes.
    Empty,
    /// The feed used to have entries and now has none.
    NoEntries,
    /// The feed was read, but only after mending.
    Malformed,
    /// A local feed file cannot be read.
    Io,
    /// A program that filters the feed failed.
    Filter,
    /// planet itself failed on this feed; a bug to report.
    Internal,
}

impl ProblemKind {
    /// The word used in reports, in the store and in themes.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::Gone => "gone",
            Self::RateLimited => "rate-limited",
            Self::Timeout => "timeout",
            Self::Dns => "dns",
            Self::Connect => "connect",
            Self::Tls => "tls",
            Self::TooLarge => "too-large",
            Self::Redirect => "redirect",
            Self::Forbidden => "forbidden",
            Self::Protocol => "protocol",
            Self::WebPage => "web-page",
            Self::NotAFeed => "not-a-feed",
            Self::Json => "json",
            Self::Empty => "empty",
            Self::NoEntries => "no-entries",
            Self::Malformed => "malformed",
            Self::Io => "io",
            Self::Filter => "filter",
            Self::Internal => "internal",
        }
    }

    /// The kind that `word` names, if it names one.
    pub fn from_word(word: &str) -> Option<Self> {
        const ALL: [ProblemKind; 20] = [
            ProblemKind::Http,
            ProblemKind::Gone,
            ProblemKind::RateLimited,
            ProblemKind::Timeout,
            ProblemKind::Dns,
            ProblemKind::Connect,
            ProblemKind::Tls,
            ProblemKind::TooLarge,
            ProblemKind::Redirect,
            ProblemKind::Forbidden,
            ProblemKind::Protocol,
            ProblemKind::WebPage,
            ProblemKind::NotAFeed,
            ProblemKind::Json,
            ProblemKind::Empty,
            ProblemKind::NoEntries,
            ProblemKind::Malformed,
            ProblemKind::Io,
            ProblemKind::Filter,
            ProblemKind::Internal,
        ];
        ALL.into_iter().find(|kind| kind.as_str() == word)
    }

    /// Whether the entries of the answer were merged all the same.
    pub fn is_mild(self) -> bool {
        matches!(self, Self::Malformed | Self::NoEntries)
    }
}

impl fmt::Display for ProblemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What spoils one feed: a line of the report, a row in the store, a line on the status page; never the end of a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The kind, for programs.
    pub kind: ProblemKind,
    /// What is wrong in plain words, lower case, without a final period and without the feed's name or URL.
    pub message: String,
}

impl Problem {
    /// A problem of `kind` with its words.
    pub fn new(kind: ProblemKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
        }
    }

    /// That of a file, or of what comes in its place, which is larger than a feed may be.
    pub fn file_too_large(limit: u64) -> Self {
        let message = format!("the file is larger than {limit} bytes, the limit of `max_body`");
        Self::new(ProblemKind::TooLarge, message)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
