//! The command line: what can be typed, and the help that explains it. Nothing is done here.

mod feeds;
mod formats;
mod own;
mod site;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;

pub use self::{
    feeds::{AddArgs, CheckArgs, ImportArgs, InspectArgs},
    formats::{ColorChoice, ExportFormat, Format, ImportFormat, ReportFormat},
    own::{DigestCommand, DigestShowArgs, StateCommand, ThemeCommand},
    site::{BuildArgs, FetchArgs, Origin, PingArgs, RenderArgs, ServeArgs, SiteArgs, TellArgs},
};

/// Gather the blogs of a community into one site
#[derive(Debug, Parser)]
#[command(
    name = "planet",
    version,
    arg_required_else_help = true,
    infer_subcommands = false,
    max_term_width = 100
)]
#[command(
    after_help = "Data goes to standard output, everything else to standard error.

Exit status:
  0  done, also when single feeds failed
  1  not done; the old site is as it was
  2  wrong usage
  3  a feed had a problem and --strict was given, or `check` found something
  130, 143  ended by Ctrl-C or the system while feeds were asked; what was read is kept"
)]
pub struct Cli {
    /// The options that every command takes
    #[command(flatten)]
    pub global: Global,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

/// The options that every command takes.
#[derive(Debug, Args)]
#[command(next_help_heading = "Options of every command")]
pub struct Global {
    /// Read this file; relative paths in it start at its folder
    #[arg(short, long, global = true, value_name = "FILE", default_value = "planet.toml", env = "PLANET_CONFIG", hide_env_values = true, value_hint = ValueHint::FilePath)]
    pub config: PathBuf,
    /// Say only what stops the run
    #[arg(short, long, global = true, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Say what became of every feed; twice to also see in full where planet itself failed
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub verbose: u8,
    /// Use colors: on a terminal unless `NO_COLOR` is set (auto), always, or never
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        value_enum,
        default_value = "auto",
        hide_possible_values = true
    )]
    pub color: ColorChoice,
    /// Take this as the present time, such as 2025-11-12T09:00:00Z; so does `SOURCE_DATE_EPOCH`, in seconds
    #[arg(long, global = true, value_name = "TIME")]
    pub now: Option<String>,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Make the files of a new planet
    Init {
        /// The folder; it need not exist
        #[arg(default_value = ".", value_hint = ValueHint::DirPath)]
        dir: PathBuf,
        /// Also make the workflow that publishes the planet on GitHub Pages
        #[arg(long)]
        github: bool,
    },
    /// Ask every feed and write the site
    Build(BuildArgs),
    /// Show the site in your browser, and follow every change that you make
    ///
    /// Feeds are asked once, at the start. The site is made in a folder of its own: neither the one that is published nor what
    /// planet remembers learns of what you try.
    Serve(ServeArgs),
    /// Ask every feed and remember what it says, without writing the site
    Fetch(FetchArgs),
    /// Write the site from what is remembered, without asking any feed
    Render(RenderArgs),
    /// Check planet.toml, the theme, and whether every feed can be read
    Check(CheckArgs),
    /// Show what planet understands of one feed
    Inspect(InspectArgs),
    /// Make a planet.toml of the list or the settings of another program
    #[command(
        after_help = "What has a counterpart is carried over; what has none is told with its file and line. Lists that the file names beside it are read, too; no server is asked.

Examples:
  planet import config.ini -o planet.toml
  planet import --from opml subscriptions.xml > planet.toml"
    )]
    Import(ImportArgs),
    /// Print the followed feeds for other programs
    Export {
        /// Print them in this form
        #[arg(value_enum)]
        format: ExportFormat,
    },
    /// Follow blogs, by the address of a feed or of any page of theirs
    ///
    /// The feed is read, and written into planet.toml behind the others; every other line stays as it is.
    Add(AddArgs),
    /// Follow a feed no longer
    ///
    /// Its lines in planet.toml are printed, so that they can be put back; not those of a private feed, whose address is a secret.
    Remove {
        /// Its name or its address, as `planet list` has them
        #[arg(value_name = "NAME|URL")]
        feed: String,
    },
    /// List the followed feeds
    List {
        /// Print it in this form
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// Show how every feed is doing, as of the last build
    Status {
        /// Print it in this form
        #[arg(long, value_enum, default_value = "human")]
        format: Format,
    },
    /// List the themes, copy a file of one to change it, or show what templates can see
    Theme {
        /// Which of the three
        #[command(subcommand)]
        command: ThemeCommand,
    },
    /// Show an issue of the digest, or draft the file with which you curate it
    Digest {
        /// Which of the two
        #[command(subcommand)]
        command: DigestCommand,
    },
    /// Save or restore everything that planet remembers
    State {
        /// Which of the two
        #[command(subcommand)]
        command: StateCommand,
    },
    /// Tell the hubs of `[websub]` that the feeds of the site in the output folder have changed
    Ping(PingArgs),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        #[arg(value_enum)]
        shell: Shell,
    },
    /// Print the manual page
    Man,
}
