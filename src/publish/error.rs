//! Why a site cannot be written, and the way out.

use std::{
    io,
    path::{Path, PathBuf},
};

/// Why the site cannot be written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PublishError {
    /// The disk refuses.
    #[error("cannot {verb} `{path}`: {source}")]
    File {
        /// What was tried.
        verb: &'static str,
        /// On which path.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Nobody knows which files in the output folder are planet's.
    #[error("the list of the files that planet wrote, `{path}`, cannot be read: {source}")]
    Unlisted {
        /// Where the list should be.
        path: PathBuf,
        /// What is wrong with what is there.
        source: io::Error,
    },
    /// The output folder holds files that planet did not write.
    #[error("`{}` holds files planet did not write ({first}{})", folder.display(), and_more(*more))]
    Foreign {
        /// The output folder.
        folder: PathBuf,
        /// One of the files.
        first: String,
        /// How many others there are.
        more: usize,
    },
    /// The site shows entries, and nothing is known any more that could be shown.
    #[error("`{}` shows a site, but nothing is remembered and no feed could be read", folder.display())]
    WouldEmpty {
        /// The output folder.
        folder: PathBuf,
    },
    /// Something on the way to a page is a link or a file where a folder should be.
    #[error("`{path}` is {what}: a page must be written there")]
    InTheWay {
        /// The path.
        path: PathBuf,
        /// What it is.
        what: &'static str,
    },
    /// A file of the site lies where another needs a folder.
    #[error(
        "the site cannot have both `{file}` and `{inside}`: the one is a file where the other needs a folder"
    )]
    FileAndFolder {
        /// The path of the one on the site.
        file: String,
        /// That of the other.
        inside: String,
    },
}

fn and_more(more: usize) -> String {
    if more == 0 {
        String::new()
    } else {
        format!(" and {more} more")
    }
}

impl PublishError {
    /// The way out.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::File { source, .. } if source.kind() == io::ErrorKind::StorageFull => {
                Some("the disk is full; the old site is as it was".to_owned())
            }
            Self::File { source, .. } if source.kind() == io::ErrorKind::FileTooLarge => {
                Some("a limit of the system (`ulimit -f`) is lower than this file is long; the old site is as it was".to_owned())
            }
            Self::File { .. } => None,
            Self::Unlisted { source, .. } if source.kind() == io::ErrorKind::PermissionDenied => {
                Some("it must be readable for the user who runs planet".to_owned())
            }
            Self::Unlisted { .. } => Some(
                "only this list tells planet's files from yours: move away all that is in the folder, and the site is made anew"
                    .to_owned(),
            ),
            Self::Foreign { .. } => {
                Some("choose an empty folder for `output`, or empty this one yourself; files to publish go into `static`".to_owned())
            }
            Self::WouldEmpty { .. } => Some(
                "the site is as it was; run again when the feeds answer, or restore the state with `planet state import`"
                    .to_owned(),
            ),
            Self::FileAndFolder { .. } => {
                Some("give one of them another name: a file in `static`, a page of your own".to_owned())
            }
            Self::InTheWay { .. } => Some("move it away; files to publish go into `static`".to_owned()),
        }
    }
}

pub(super) fn failed(verb: &'static str, path: &Path, source: io::Error) -> PublishError {
    PublishError::File {
        verb,
        path: path.to_owned(),
        source,
    }
}
