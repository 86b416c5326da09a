//! The forms of what comes in and goes out, as options name them.

use clap::ValueEnum;

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

/// The form in which feeds are imported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ImportFormat {
    /// by what stands in it
    Auto,
    /// OPML 1.0 to 2.0, with groups and categories
    Opml,
    /// the ini of Planet 2.0 or Venus
    Venus,
    /// the ini of Pluto
    Pluto,
    /// osmosfeed.yaml
    Osmosfeed,
    /// config.yml of moonmoon, beside its people.opml
    Moonmoon,
    /// FOAF in RDF/XML, such as foafroll.xml
    Foaf,
    /// a table: addresses in the first column, keys in the first row
    Csv,
    /// an address in each line, a name behind it where there is one
    Urls,
    /// the `[[feeds]]` tables of planet.toml
    Toml,
}
