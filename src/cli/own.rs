//! The options of the commands about what is the planet's own: its theme, its digest, its memory.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueHint};

use crate::cli::Format;

/// What to do with themes.
#[derive(Debug, Subcommand)]
pub enum ThemeCommand {
    /// List the themes that `theme` in planet.toml may name
    List {
        /// Print it in this form
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Copy templates and static files of the theme to the planet's own, to change them there
    Copy {
        /// Files such as `index.html`, `style.css` or `static/style.css`
        #[arg(
            required_unless_present = "all",
            conflicts_with = "all",
            value_name = "FILE"
        )]
        files: Vec<String>,
        /// Copy every file
        #[arg(long)]
        all: bool,
        /// Copy from this theme in place of the planet's
        #[arg(long, value_name = "NAME")]
        theme: Option<String>,
    },
    /// Print what a template is given, as JSON, shown at a sample planet with your `[extra]`
    Vars {
        /// The template, such as `index.html`; without it, list the templates and their variables
        template: Option<String>,
    },
}

/// What to do with an issue of the digest.
#[derive(Debug, Subcommand)]
pub enum DigestCommand {
    /// Print an issue as a curation file to change and to save
    Draft {
        /// A week such as 2025-w46 or a month such as 2025-11, or `current`; by default the last that is over
        period: Option<String>,
    },
    /// Print an issue as it is, or as it would be if its time were over now
    Show(DigestShowArgs),
}

/// The options of `planet digest show`.
#[derive(Debug, Args)]
pub struct DigestShowArgs {
    /// A week such as 2025-w46 or a month such as 2025-11, or `current`; by default the last that is over
    pub period: Option<String>,
    /// Also tell what each section could have had, with the parts of every score
    #[arg(long)]
    pub explain: bool,
    /// Print it in this form
    #[arg(long, value_enum, default_value = "human")]
    pub format: Format,
}

/// What to do with the state.
#[derive(Debug, Subcommand)]
pub enum StateCommand {
    /// Write everything remembered to one compressed file
    Export {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
        /// Leave out the addresses of private feeds; posts that no page shows stay in it
        #[arg(long)]
        public: bool,
    },
    /// Add what such a file remembers to what is remembered here
    Import {
        /// The file
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
}
