//! What is wrong with planet.toml, the theme or a page, which leaves no feed to check.

use crate::{
    cli::ReportFormat,
    commands::{
        Exit,
        check::found::{Found, to_json},
        print,
    },
    config::{Config, ConfigError},
    error::Error,
    theme::ThemeError,
    ui::Ui,
};

/// What GitHub puts above a mistake.
const TITLE: &str = "planet check";

/// Mistakes in planet.toml, or in pages of the maintainer's, in the form that was asked for. That planet.toml cannot be read
/// at all is no finding but a failure.
pub(super) fn tell_mistakes(
    errors: &[ConfigError],
    format: ReportFormat,
    ui: Ui,
) -> Result<Exit, Error> {
    let unreadable = errors.iter().any(ConfigError::is_unreadable);
    let list = errors.iter().flat_map(|error| {
        error.list().iter().map(move |mistake| Found {
            file: error.path().display().to_string(),
            line: (!error.is_unreadable()).then(|| error.line(mistake)),
            title: TITLE,
            message: &mistake.message,
            hint: mistake.hint.as_deref(),
        })
    });
    if format == ReportFormat::Human {
        for error in errors {
            ui.drawing(&error.draw(&ui.renderer()));
        }
    } else {
        print_found(&list.collect::<Vec<_>>(), format, ui)?;
    }
    Ok(if unreadable {
        Exit::NotDone
    } else {
        Exit::Problems
    })
}

/// What is wrong with the theme, in the form that was asked for, at the file that it is about.
pub(super) fn tell_theme(
    config: &Config,
    error: ThemeError,
    format: ReportFormat,
    ui: Ui,
) -> Result<Exit, Error> {
    let (file, line) = match &error {
        ThemeError::Template { file, line, .. } if !file.starts_with("built-in") => {
            (Some(file), *line)
        }
        ThemeError::Manifest { path, .. } | ThemeError::NotText { path } => (Some(path), None),
        _ => (None, None),
    };
    let file = match file {
        Some(file) => file.trim_start_matches("./").to_owned(),
        None => config.path.display().to_string(),
    };
    let error = Error::from(error);
    let (message, hint) = (error.to_string(), error.hint());
    if format == ReportFormat::Human {
        ui.error(&message, hint.as_deref());
    } else {
        let found = Found {
            file,
            line,
            title: TITLE,
            message: &message,
            hint: hint.as_deref(),
        };
        print_found(&[found], format, ui)?;
    }
    Ok(Exit::Problems)
}

fn print_found(found: &[Found<'_>], format: ReportFormat, ui: Ui) -> Result<(), Error> {
    let text = match format {
        ReportFormat::Json => to_json(None, found, &[], &[]),
        ReportFormat::Human | ReportFormat::Github => {
            let annotations = found.iter().map(|found| found.annotation("error"));
            annotations.collect()
        }
    };
    print(ui, &text)
}
