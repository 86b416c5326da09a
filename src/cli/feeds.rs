//! The options of the commands about feeds: whether they are well, what is in them, which are followed.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use crate::cli::{Format, ImportFormat, ReportFormat};

/// The options of `planet check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Ask no server: check planet.toml, the theme and the feeds that are files
    #[arg(long)]
    pub offline: bool,
    /// Look only at the feeds that were added or changed since a revision of git's, or along a range (`main...HEAD`);
    /// by default since the branch that the work is for
    #[arg(long, value_name = "REV", num_args = 0..=1)]
    pub changed: Option<Option<String>>,
    /// Write better addresses into planet.toml where they are certain: feeds that have moved for good, https in place of http
    #[arg(long, conflicts_with = "offline")]
    pub fix: bool,
    /// Report in this form
    #[arg(long, value_enum, default_value = "human")]
    pub format: ReportFormat,
}

/// The options of `planet inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// A file, a URL, or `-` for standard input
    #[arg(required_unless_present = "lines", value_hint = ValueHint::AnyPath)]
    pub source: Option<String>,
    /// Take the document as coming from this address: its relative links start there
    #[arg(long, value_name = "URL", conflicts_with = "lines")]
    pub url: Option<String>,
    /// Take the document as sent with this Content-Type
    #[arg(long, value_name = "TYPE", conflicts_with = "lines")]
    pub content_type: Option<String>,
    /// Print it in this form
    #[arg(long, value_enum, default_value = "human", conflicts_with = "lines")]
    pub format: Format,
    /// Read `PATH TAB URL TAB CONTENT-TYPE` lines from standard input and answer each with a line of JSON
    #[arg(long, conflicts_with = "source")]
    pub lines: bool,
}

/// The options of `planet import`.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The file
    #[arg(value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Take it as being of this program or in this format
    #[arg(long, value_name = "FORMAT", value_parser = ImportFormat::parser(), default_value = "auto")]
    pub from: ImportFormat,
    /// Write planet.toml to this file, which must not exist yet
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub output: Option<PathBuf>,
    /// Keep the addresses that Planet 2.0 and Venus had, such as rss20.xml and opml.xml
    #[arg(long)]
    pub old_urls: bool,
}

/// The options of `planet add`.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// Feeds, home pages or other pages of blogs
    #[arg(required = true, value_name = "URL", value_hint = ValueHint::Url)]
    pub urls: Vec<String>,
    /// Give the feed this name in place of its title
    #[arg(long)]
    pub name: Option<String>,
    /// Put the feeds into this group
    #[arg(long)]
    pub group: Option<String>,
    /// Where a page does not say where its feed is, also look in the usual places
    #[arg(long)]
    pub guess: bool,
    /// Show what would be added, and change nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}
