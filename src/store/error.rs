//! Why the store fails, and what is damage.

use std::{
    io,
    path::{Path, PathBuf},
};

use rusqlite::ErrorCode;

/// Why the store cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum StoreError {
    /// The folder or a file in it cannot be made, opened or moved.
    #[error("cannot {verb} `{path}`: {source}")]
    File {
        /// What was tried.
        verb: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another run is at work in the same folder.
    #[error("another planet{} is at work in `{path}`", holder.as_deref().map(|who| format!(" (process {who})")).unwrap_or_default())]
    Locked {
        /// The state folder.
        path: PathBuf,
        /// The process id it left, if it can be read.
        holder: Option<String>,
    },
    /// The file was written by a newer planet.
    #[error(
        "the store `{path}` was written by a newer planet (format {found}, this one reads {known})"
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its format.
        found: i64,
        /// The newest format that this program knows.
        known: i64,
    },
    /// `SQLite` failed.
    #[error("the store `{path}` cannot be {verb}: {source}")]
    Sqlite {
        /// What was tried: `read` or `written`.
        verb: &'static str,
        /// The file.
        path: PathBuf,
        /// What `SQLite` said.
        source: rusqlite::Error,
    },
    /// Something that was written is not there any more.
    #[error("the store `{path}` is damaged")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// The file may only be read.
    #[error("the store `{path}` may only be read")]
    ReadOnly {
        /// The file.
        path: PathBuf,
    },
    /// There is no store yet.
    #[error("there is no store in `{path}` yet")]
    Missing {
        /// The state folder.
        path: PathBuf,
    },
}

impl StoreError {
    /// Whether the file cannot be what planet wrote.
    pub fn is_damage(&self) -> bool {
        match self {
            Self::Damaged { .. } => true,
            Self::Sqlite { source, .. } => is_damaged(source),
            _ => false,
        }
    }

    /// Whether `SQLite` does not understand a statement: a table or a column of it is not there, or the statement is wrong.
    pub(super) fn is_misunderstanding(&self) -> bool {
        matches!(
            self,
            Self::Sqlite {
                source: rusqlite::Error::SqlInputError { .. },
                ..
            }
        )
    }

    /// Whether the system keeps this user from writing.
    fn is_refusal(&self) -> bool {
        match self {
            Self::ReadOnly { .. } => true,
            Self::File { source, .. } => matches!(
                source.kind(),
                io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem
            ),
            Self::Sqlite { source, .. } => matches!(
                source.sqlite_error_code(),
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied)
            ),
            _ => false,
        }
    }

    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Locked { .. } => {
                Some("wait for it to end; two runs would fetch everything twice".to_owned())
            }
            Self::Newer { .. } => {
                Some("update planet, or move the file away: feeds will be read again".to_owned())
            }
            Self::Missing { .. } => Some("run `planet build` first".to_owned()),
            Self::Sqlite { source, .. } if is_full(source) => {
                Some("the disk is full; nothing that was remembered before is lost".to_owned())
            }
            _ if self.is_refusal() => Some(
                "the folder and what is in it must be writable for the user who runs planet"
                    .to_owned(),
            ),
            _ if self.is_damage() => Some(
                "run `planet build`: it sets the file aside, and reads every feed again".to_owned(),
            ),
            _ => None,
        }
    }
}

fn is_full(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::DiskFull)
}

/// Whether the file cannot be what was written: `SQLite` says so, a table or a row is not there, or a column
/// holds what nobody put there.
fn is_damaged(error: &rusqlite::Error) -> bool {
    let is_strange = matches!(
        error,
        rusqlite::Error::SqlInputError { .. }
            | rusqlite::Error::InvalidColumnType(..)
            | rusqlite::Error::QueryReturnedNoRows
            | rusqlite::Error::Utf8Error(..)
            | rusqlite::Error::FromSqlConversionFailure(..)
            | rusqlite::Error::IntegralValueOutOfRange(..)
    );
    is_strange
        || matches!(
            error.sqlite_error_code(),
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
        )
}

pub(crate) fn reading(path: &Path, source: rusqlite::Error) -> StoreError {
    StoreError::Sqlite {
        verb: "read",
        path: path.to_owned(),
        source,
    }
}

pub(crate) fn writing(path: &Path, source: rusqlite::Error) -> StoreError {
    StoreError::Sqlite {
        verb: "written",
        path: path.to_owned(),
        source,
    }
}
