//! The program: reads its arguments and the clock, runs the command, says how it ended.

#![forbid(unsafe_code)]

use std::{panic, process::ExitCode};

use chrono::{DateTime, Utc};
use clap::Parser as _;
use planet::{
    cli::{Cli, ColorChoice, Global},
    commands,
    error::Error,
    feed::Timestamp,
    ui::{Color, Ui, Verbosity},
};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let ui = ui(&cli.global);
    // What a panic costs is told where it was caught; its text helps nobody but us.
    let verbose = cli.global.verbose > 1;
    let default_hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if verbose {
            default_hook(info);
        }
    }));
    let result =
        panic::catch_unwind(|| now(&cli.global).and_then(|now| commands::run(cli, now, ui)));
    match result {
        Ok(Ok(exit)) => ExitCode::from(exit.code()),
        Ok(Err(error)) => {
            commands::tell(&error, ui);
            ExitCode::from(if matches!(error, Error::Usage { .. }) {
                2
            } else {
                1
            })
        }
        Err(_) => {
            ui.error(
                "planet itself failed",
                Some("please report it with what `-vv` prints; the old site is as it was"),
            );
            ExitCode::FAILURE
        }
    }
}

fn ui(global: &Global) -> Ui {
    let verbosity = match (global.quiet, global.verbose) {
        (true, _) => Verbosity::Quiet,
        (false, 0) => Verbosity::Normal,
        (false, _) => Verbosity::Verbose,
    };
    let color = match global.color {
        ColorChoice::Auto => Color::Auto,
        ColorChoice::Always => Color::Always,
        ColorChoice::Never => Color::Never,
    };
    Ui::new(verbosity, color)
}

/// The present time: `--now`, else `SOURCE_DATE_EPOCH`, else the clock, which is read here and nowhere else.
fn now(global: &Global) -> Result<Timestamp, Error> {
    let wrong = |message: String| Error::Usage {
        message,
        hint: Some("write a time such as `2025-11-12T09:00:00Z`".to_owned()),
    };
    if let Some(text) = &global.now {
        let date = DateTime::parse_from_rfc3339(text);
        return date
            .map(|date| date.to_utc())
            .map_err(|error| wrong(format!("`--now {text}` is not a time: {error}")));
    }
    if let Ok(text) = std::env::var("SOURCE_DATE_EPOCH") {
        let date = text
            .parse()
            .ok()
            .and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        return date.ok_or_else(|| Error::Usage {
            message: format!("`SOURCE_DATE_EPOCH` is not a number of seconds since 1970: `{text}`"),
            hint: Some("unset it, or give the time with `--now`".to_owned()),
        });
    }
    Ok(Utc::now())
}
