//! The options of the commands that make the site, show it, and tell of it.

use std::{net::IpAddr, path::PathBuf};

use clap::{Args, ValueHint};
use url::Url;

use crate::{cli::ReportFormat, config::site_url};

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
    /// How the run is told of
    #[command(flatten)]
    pub tell: TellArgs,
}

/// The options of `planet fetch`, and those of `planet build` about feeds.
#[derive(Debug, Args)]
pub struct FetchArgs {
    /// Ask every feed now, even if it was asked a moment ago, asked us to wait, or keeps failing
    #[arg(long)]
    pub force: bool,
    /// Ask up to N feeds at once
    #[arg(short, long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=128))]
    pub jobs: Option<u16>,
    /// How the run is told of
    #[command(flatten)]
    pub tell: TellArgs,
}

/// How a run is told of.
#[derive(Debug, Clone, Copy, Args)]
pub struct TellArgs {
    /// Exit with 3 when a feed has a problem
    #[arg(long)]
    pub strict: bool,
    /// Report in this form
    #[arg(long, value_enum, default_value = "human")]
    pub format: ReportFormat,
    /// Say how long each stage took, and what it took of the processors
    #[arg(long)]
    pub timings: bool,
}

/// Where the site goes.
#[derive(Debug, Clone, Default, Args)]
pub struct SiteArgs {
    /// The folder of the site
    #[arg(short, long, value_name = "DIR", env = "PLANET_OUTPUT", hide_env_values = true, value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// The address of the site
    #[arg(short = 'u', long, value_name = "URL", env = "PLANET_BASE_URL", hide_env_values = true, value_hint = ValueHint::Url, value_parser = site_url)]
    pub base_url: Option<Url>,
}

/// The options of `planet ping`.
#[derive(Debug, Args)]
pub struct PingArgs {
    /// Where the site is
    #[command(flatten)]
    pub site: SiteArgs,
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
