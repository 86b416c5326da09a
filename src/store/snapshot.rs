//! A whole store as one gzip file of JSON lines (`state/1`): a header, then each feed followed by its entries, sorted, then the
//! issues of the digest, so that the same store gives the same bytes. Importing adds what is missing and never overwrites what
//! is there.
//!
//! One that is published with the site has the feeds of planet.toml, also those that are switched off, with all their entries:
//! also those that filters drop, and whole texts where the site shows titles, since a restored planet must be able to show them
//! when planet.toml says so. No identity of a feed is in it: hashes stand for them ([`veiled`]), which the same planet.toml lifts
//! again, and private feeds come without any address.

mod clean;
mod possible;
mod read;
mod write;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

#[cfg(doc)]
use crate::store::veiled;
use crate::store::{ChangeRecord, Frozen, StoreError, blogroll::Known};

/// Why a snapshot cannot be written or read.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum SnapshotError {
    /// The file cannot be opened, read or written.
    #[error("cannot {verb} `{path}`: {source}")]
    File {
        /// What was tried.
        verb: &'static str,
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The file is no snapshot, or one of a newer planet.
    #[error("`{path}` is not a snapshot of a planet (line {line})")]
    Format {
        /// The file.
        path: PathBuf,
        /// The line that cannot be read.
        line: usize,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

const SCHEMA: &str = "state/1";

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Line {
    Schema(String),
    Feed(FeedLine),
    Entry(EntryLine),
    Known(KnownLine),
    Change(ChangeLine),
    Digest(Frozen),
}

#[derive(Serialize, Deserialize)]
struct FeedLine {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    origin: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own_id: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ttl: Option<u32>,
    title: Option<String>,
    subtitle: Option<String>,
    home: Option<String>,
    language: Option<String>,
    self_link: Option<String>,
    icon: Option<String>,
    rights: Option<String>,
    first_read: Option<i64>,
    last_success: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asked: Option<Asked>,
}

/// How asking a feed goes, so that a restored planet neither forgets since when a feed is broken nor asks one that wants to
/// be left alone.
#[derive(Serialize, Deserialize)]
struct Asked {
    last_attempt: i64,
    next_attempt: Option<i64>,
    outcome: Option<String>,
    http_status: Option<u16>,
    moved_to: Option<String>,
    problem_kind: Option<String>,
    problem: Option<String>,
    problem_since: Option<i64>,
    failures: u32,
}

/// A feed of the blogroll as the last run knew it.
#[derive(Serialize, Deserialize)]
struct KnownLine {
    id: String,
    #[serde(flatten)]
    known: Known,
}

/// A change of the blogroll.
#[derive(Serialize, Deserialize)]
struct ChangeLine {
    date: i64,
    kind: String,
    feed: Option<String>,
    record: ChangeRecord,
}

#[derive(Serialize, Deserialize)]
struct EntryLine {
    id: String,
    link_key: Option<i64>,
    text_key: i64,
    hash: i64,
    published: Option<i64>,
    updated: Option<i64>,
    first_seen: i64,
    date: i64,
    held: Option<String>,
    aliases: Vec<String>,
    record: String,
    summary: Option<String>,
    content: Option<String>,
}
