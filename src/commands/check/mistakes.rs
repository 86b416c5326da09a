//! What is wrong with planet.toml, the theme or a page, which leaves no feed to check.

use crate::{
    cli::ReportFormat,
    commands::{Exit, pretty, print},
    config::{Config, ConfigError},
    error::Error,
    report::annotation,
    ui::Ui,
};

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
            message: &mistake.message,
            hint: mistake.hint.as_deref(),
        })
    });
    match format {
        ReportFormat::Human => {
            for error in errors {
                ui.drawing(&error.draw(&ui.renderer()));
            }
        }
        ReportFormat::Json => print(ui, &found_json(list))?,
        ReportFormat::Github => print(
            ui,
            &list.map(|found| found.annotation()).collect::<String>(),
        )?,
    }
    Ok(if unreadable {
        Exit::NotDone
    } else {
        Exit::Problems
    })
}

/// What is wrong with the theme, in the form that was asked for.
pub(super) fn tell_theme(
    config: &Config,
    error: &Error,
    format: ReportFormat,
    ui: Ui,
) -> Result<Exit, Error> {
    let (message, hint) = (error.to_string(), error.hint());
    let found = Found {
        file: config.path.display().to_string(),
        line: None,
        message: &message,
        hint: hint.as_deref(),
    };
    match format {
        ReportFormat::Human => ui.error(&message, hint.as_deref()),
        ReportFormat::Json => print(ui, &found_json(std::iter::once(found)))?,
        ReportFormat::Github => print(ui, &found.annotation())?,
    }
    Ok(Exit::Problems)
}

/// Something wrong with planet.toml or the theme, which leaves no feed to check.
struct Found<'a> {
    file: String,
    line: Option<usize>,
    message: &'a str,
    hint: Option<&'a str>,
}

impl Found<'_> {
    fn annotation(&self) -> String {
        annotation(
            "error",
            &self.file,
            self.line.unwrap_or(1),
            "planet check",
            self.message,
        )
    }
}

fn found_json<'a>(found: impl Iterator<Item = Found<'a>>) -> String {
    let mistakes: Vec<serde_json::Value> = found
        .map(|found| {
            serde_json::json!({
                "file": found.file,
                "line": found.line,
                "message": found.message,
                "hint": found.hint,
            })
        })
        .collect();
    pretty(&serde_json::json!({"schema": "check/1", "mistakes": mistakes, "feeds": []}))
}
