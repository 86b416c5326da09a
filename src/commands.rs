//! One command per file: what it does with the stages, and how it tells.

mod add;
mod build;
mod check;
mod completions;
mod digest;
mod export;
mod import;
mod init;
mod inspect;
mod interrupt;
mod list;
mod missing;
mod ping;
mod posts;
mod remove;
mod restore;
mod serve;
mod state;
mod status;
mod store;
mod table;
mod theme;

use std::path::PathBuf;

use crate::{
    cli::{Cli, Command, SiteArgs},
    config::{Config, Overrides, site_url},
    error::{Error, Problem, ProblemKind},
    feed::Timestamp,
    parse,
    theme::ThemeError,
    ui::{Color, Ui, Verbosity, printable_json},
};

/// How a command ended that was not stopped by an [`Error`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done, also when single feeds failed.
    Done,
    /// Not done, and the reason has been told as data.
    NotDone,
    /// `--strict` and a feed had a problem, or `check` found one.
    Problems,
}

impl Exit {
    /// The exit status.
    pub fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NotDone => 1,
            Self::Problems => 3,
        }
    }

    /// What a strict run makes of so many problems.
    fn strict(strict: bool, problems: usize) -> Self {
        if strict && problems > 0 {
            Self::Problems
        } else {
            Self::Done
        }
    }
}

/// Runs the command.
///
/// # Errors
/// What stops it.
pub fn run(cli: Cli, now: Timestamp, ui: Ui) -> Result<Exit, Error> {
    interrupt::outlive_limits_of_files();
    let path = cli.global.config;
    let config = |overrides: Result<Overrides, Error>| -> Result<Config, Error> {
        Ok(Config::load(&path, &overrides?)?)
    };
    match cli.command {
        Command::Build(args) => {
            let config = config(overrides(&args.site, args.fetch.jobs))?;
            build::build(&config, &args, now, ui)
        }
        Command::Fetch(args) => {
            let config = config(overrides(&SiteArgs::default(), args.jobs))?;
            build::fetch(&config, &args, now, ui)
        }
        Command::Render(args) => {
            build::render(&config(overrides(&args.site, None))?, &args, now, ui)
        }
        Command::Init { dir, github } => init::run(&dir, github, ui),
        Command::Serve(args) => serve::run(&path, &environment()?, &args, now, ui),
        Command::Check(args) => check::run(&path, &environment()?, &args, now, ui),
        Command::Inspect(args) => inspect::run(&args, now, ui),
        Command::Import(args) => import::run(&args, ui),
        Command::Export { format } => export::run(&config(environment())?, format, now, ui),
        Command::Add(args) => add::run(&path, &environment()?, &args, now, ui),
        Command::Remove { feed } => remove::run(&config(environment())?, &feed, ui),
        Command::List { format } => list::run(&config(environment())?, format, ui),
        Command::Status { format } => status::run(&config(environment())?, format, now, ui),
        Command::Theme { command } => theme::run(&config(environment())?, command, ui),
        Command::Digest { command } => digest::run(&config(environment())?, &command, now, ui),
        Command::State { command } => {
            // It asks no feed either.
            let overrides = environment().map(|environment| Overrides {
                without_variables: true,
                ..environment
            });
            state::run(&config(overrides)?, &command, ui)
        }
        Command::Ping(args) => {
            let overrides = overrides(&args.site, None).map(|overrides| Overrides {
                // It asks no feed.
                without_variables: true,
                ..overrides
            });
            ping::run(&config(overrides)?, &args, now, ui)
        }
        Command::Completions { shell } => completions::completions(shell, ui),
        Command::Man => completions::man(ui),
    }
}

fn overrides(site: &SiteArgs, jobs: Option<u16>) -> Result<Overrides, Error> {
    let environment = environment()?;
    Ok(Overrides {
        output: site.output.clone(),
        base_url: site.base_url.clone().or(environment.base_url.clone()),
        threads: jobs.map(usize::from),
        ..environment
    })
}

/// What the environment says to every command, also to those that have no option for it: `planet status` must name the same
/// pages as the build before it.
fn environment() -> Result<Overrides, Error> {
    let base_url = match std::env::var("PLANET_BASE_URL") {
        Ok(text) => Some(site_url(&text).map_err(|message| {
            Error::Usage {
                message: format!(
                    "`PLANET_BASE_URL`: {}",
                    message.lines().next().unwrap_or_default()
                ),
                hint: message
                    .lines()
                    .nth(1)
                    .map(|hint| hint.trim_start_matches("hint: ").to_owned()),
            }
        })?),
        Err(_) => None,
    };
    Ok(Overrides {
        base_url,
        ..Overrides::default()
    })
}

/// Says why a run cannot be done.
pub fn tell(error: &Error, ui: Ui) {
    let hint = error.hint();
    match drawing(error, ui) {
        Some(drawing) => {
            ui.drawing(&drawing);
            if let Some(hint) = hint {
                ui.hint(&hint);
            }
        }
        None => ui.error(&error.to_string(), hint.as_deref()),
    }
}

/// The same as text without colors.
fn words(error: &Error) -> String {
    let drawing = drawing(error, Ui::new(Verbosity::Quiet, Color::Never));
    let message = drawing.unwrap_or_else(|| format!("error: {error}"));
    let hint = error.hint().map(|hint| format!("\nhint: {hint}"));
    message + &hint.unwrap_or_default()
}

/// What is wrong in the maintainer's files, drawn with the lines it is about, the word `error`, and hints of its own.
fn drawing(error: &Error, ui: Ui) -> Option<String> {
    let renderer = &ui.renderer();
    match error {
        Error::Config(config) => Some(config.draw(renderer)),
        Error::Theme(ThemeError::Pages(files)) | Error::Curations(files) => {
            let drawn: Vec<String> = files.iter().map(|file| file.draw(renderer)).collect();
            Some(drawn.join("\n\n"))
        }
        _ => None,
    }
}

/// Prints data, or says why standard output cannot be written.
fn print(ui: Ui, text: &str) -> Result<(), Error> {
    ui.data(text).map_err(|source| Error::File {
        verb: "write",
        path: "standard output".to_owned(),
        source,
    })
}

/// So many of something, as people say it; the noun in its singular.
fn count(number: usize, noun: &str) -> String {
    let ending = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{ending}")
}

/// A JSON document as commands print it.
fn pretty(value: &serde_json::Value) -> String {
    printable_json(&format!("{value:#}\n"))
}

/// Where a message about a feed points.
fn place(config: &Config, line: usize) -> String {
    format!("{}:{line}", PathBuf::from(&config.path).display())
}

/// The way out of a feed's problem, where there is one to name.
fn hint(problem: &Problem) -> Option<&'static str> {
    match problem.kind {
        ProblemKind::Gone => Some(
            "the blog says that its feed is gone for good; remove it, or set `enabled = false`",
        ),
        ProblemKind::Filter => Some(
            "posts that it has not seen as they are now are not shown; `planet render` tries it again",
        ),
        _ => parse::way_out(problem),
    }
}
