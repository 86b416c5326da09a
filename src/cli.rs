//! The command line: what can be typed, and the help that explains it. Nothing is done here.

mod formats;

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueHint};
use clap_complete::Shell;
use url::Url;

use crate::config::site_url;

pub use self::formats::{ColorChoice, ExportFormat, Format, ImportFormat, ReportFormat};

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
  3  a feed had a problem and --strict was given, or `check` found something"
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

/// The options of `planet build`.
#[derive(Debug, Args)]
pub struct BuildArgs {
    /// How feeds are asked
    #[command(flatten)]
    pub fetch: FetchArgs,
    /// Where the site goes
    #[command(flatten)]
    pub site: SiteArgs,
    /// Ask no feed: make the site from what is remembered
    #[arg(long, conflicts_with_all = ["force", "jobs"])]
    pub offline: bool,
    /// Where nothing is remembered, begin with what a site carries under state/: one's own (`auto`), or a snapshot at a URL
    #[arg(long, value_name = "URL", value_parser = Origin::parse)]
    pub restore_from: Option<Origin>,
}

/// Where a lost state is to come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// The site that is being built.
    Site,
    /// A snapshot.
    Url(Url),
}

impl Origin {
    fn parse(text: &str) -> Result<Self, String> {
        if text == "auto" {
            return Ok(Self::Site);
        }
        let url = Url::parse(text).ok();
        url.filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host())
            .map(Self::Url)
            .ok_or_else(|| "write `auto`, or the whole address: `https://…`".to_owned())
    }
}

/// The options of `planet serve`.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Answer at this address; 0.0.0.0 to be reached by other machines
    #[arg(short, long, value_name = "IP", default_value = "127.0.0.1")]
    pub ip: IpAddr,
    /// Answer at this port; 0 for any that is free
    #[arg(short, long, value_name = "PORT", default_value_t = 1111)]
    pub port: u16,
    /// Ask no feed: show what is remembered
    #[arg(long)]
    pub offline: bool,
}

/// The options of `planet render`.
#[derive(Debug, Args)]
pub struct RenderArgs {
    /// Where the site goes
    #[command(flatten)]
    pub site: SiteArgs,
    /// Exit with 3 when a feed has a problem
    #[arg(long)]
    pub strict: bool,
    /// Report in this form
    #[arg(long, value_enum, default_value = "human")]
    pub format: ReportFormat,
}

/// The options of `planet fetch`, and those of `planet build` about feeds.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Ask every feed now, even if it was asked a moment ago, asked us to wait, or keeps failing
    #[arg(long)]
    pub force: bool,
    /// Exit with 3 when a feed has a problem
    #[arg(long)]
    pub strict: bool,
    /// Ask up to N feeds at once
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=128))]
    pub jobs: Option<u16>,
    /// Report in this form
    #[arg(long, value_enum, default_value = "human")]
    pub format: ReportFormat,
}

/// Where the site goes.
#[derive(Debug, Clone, Default, Args)]
pub struct SiteArgs {
    /// Write the site to this folder
    #[arg(short, long, value_name = "DIR", env = "PLANET_OUTPUT", hide_env_values = true, value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Make the site for this address
    #[arg(short = 'u', long, value_name = "URL", env = "PLANET_BASE_URL", hide_env_values = true, value_hint = ValueHint::Url, value_parser = site_url)]
    pub base_url: Option<Url>,
}

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

/// The options of `planet ping`.
#[derive(Debug, Args)]
pub struct PingArgs {
    /// The site is in this folder
    #[arg(short, long, value_name = "DIR", env = "PLANET_OUTPUT", hide_env_values = true, value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// The site is for this address
    #[arg(short = 'u', long, value_name = "URL", env = "PLANET_BASE_URL", hide_env_values = true, value_hint = ValueHint::Url, value_parser = site_url)]
    pub base_url: Option<Url>,
    /// First wait until the page at a URL is the one that was built; by default /atom.xml
    #[arg(long, value_name = "URL", num_args = 0..=1, value_hint = ValueHint::Url, value_parser = Url::parse)]
    pub wait: Option<Option<Url>>,
    /// Wait no longer than this
    #[arg(long, value_name = "SECONDS", default_value_t = 600)]
    pub timeout: u64,
    /// Only feeds that are not live as they were built; to be asked before the site is published
    #[arg(long, conflicts_with = "wait")]
    pub changed: bool,
    /// Print the addresses of the feeds, and tell nobody
    #[arg(short = 'n', long)]
    pub dry_run: bool,
}

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
