//! The forms of what comes in and goes out, as options name them.

use std::iter;

use clap::{
    ValueEnum,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use crate::import;

/// When colors are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ColorChoice {
    /// On a terminal, unless `NO_COLOR` is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The form of data on standard output.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// for people
    Human,
    /// for programs
    Json,
}

/// The form of a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// for people, on standard error
    Human,
    /// for programs, on standard output
    Json,
    /// annotations for GitHub Actions, on standard output
    Github,
}

/// The form in which feeds are exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// OPML 2.0
    Opml,
    /// JSON
    Json,
    /// The `[[feeds]]` tables of planet.toml
    Toml,
}

/// The form in which feeds are imported; `None` (`auto`) for the one that the file is found to be in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ImportFormat(pub Option<import::Format>);

impl ImportFormat {
    /// Reads one of the words that the import knows.
    pub(crate) fn parser() -> impl TypedValueParser<Value = Self> {
        let auto = PossibleValue::new("auto").help("by what stands in it");
        let formats = import::Format::ALL
            .map(|format| PossibleValue::new(format.word()).help(format.description()));
        PossibleValuesParser::new(iter::once(auto).chain(formats)).map(|word| {
            let mut formats = import::Format::ALL.into_iter();
            Self(formats.find(|format| format.word() == word))
        })
    }
}
