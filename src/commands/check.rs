//! `planet check`: the configuration, the theme, then every feed: would it be read, and what is wrong with it?

use std::path::Path;

use crate::{
    cli::{CheckArgs, ReportFormat},
    commands::{Exit, hint, place, pretty, print},
    config::{Config, ConfigError, Location, Overrides, Subscription},
    error::Error,
    feed::Timestamp,
    refresh::{self, Finding},
    report::{annotation, shown_url},
    theme::{Theme, ThemeError},
    ui::Ui,
};

/// Checks everything that can be checked, and says all that it finds.
pub(crate) fn run(
    path: &Path,
    overrides: &Overrides,
    args: &CheckArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let config = match Config::load(path, overrides) {
        Ok(config) => config,
        Err(error) if error.is_unreadable() && args.format == ReportFormat::Human => {
            return Err(error.into());
        }
        Err(error) => return tell_mistakes(&[error], args.format, ui),
    };
    match Theme::load(&config) {
        Ok(_) => {}
        Err(ThemeError::Pages(pages)) => return tell_mistakes(&pages, args.format, ui),
        Err(error) => return tell_theme(&config, &error.into(), args.format, ui),
    }
    if let Err(errors) = config.curations() {
        return tell_mistakes(&errors, args.format, ui);
    }
    let feeds: Vec<&Subscription> = config
        .enabled()
        .filter(|feed| !args.offline || matches!(feed.location, Location::File(_)))
        .collect();
    let progress = ui.progress(feeds.len(), "checking feeds");
    let findings = refresh::probe_all(&config, &feeds, now, &progress);
    progress.finish_and_clear();

    let mut problems = 0;
    let mut rows = Vec::new();
    for (feed, finding) in feeds.iter().zip(&findings) {
        problems += usize::from(finding.problem.is_some());
        let who = who(&config, feed);
        match (&finding.problem, args.format) {
            (_, ReportFormat::Json) => {}
            (Some(problem), ReportFormat::Human) => {
                ui.warn(&format!("{who}: {problem}"), hint(problem));
            }
            (Some(problem), ReportFormat::Github) => {
                let file = config.path.display().to_string();
                print(
                    ui,
                    &annotation("error", &file, feed.line, &feed.name, &problem.message),
                )?;
            }
            (None, _) => ui.detail(&format!(
                "{who}: {} entries, {}",
                finding.entries,
                finding.encoding.unwrap_or("unread")
            )),
        }
        tell_refusal(&config, feed, finding, args.format, ui)?;
        rows.push(serde_json::json!({
            "name": feed.name,
            "url": shown_url(feed),
            "line": feed.line,
            "title": finding.title,
            "entries": finding.entries,
            "problem": finding.problem.as_ref().map(|problem| {
                serde_json::json!({"kind": problem.kind.as_str(), "message": problem.message, "hint": hint(problem)})
            }),
            "encoding": finding.encoding,
            "strict_readers_refuse": finding.refusal,
        }));
    }
    if args.format == ReportFormat::Json {
        print(
            ui,
            &pretty(&serde_json::json!({"schema": "check/1", "mistakes": [], "feeds": rows})),
        )?;
    }
    ui.say(&format!(
        "{} checked; {} feeds read, {problems} with a problem",
        config.path.display(),
        feeds.len()
    ));
    Ok(Exit::strict(true, problems))
}

/// The feed's name, its line of planet.toml and, unless that is a secret, its address.
fn who(config: &Config, feed: &Subscription) -> String {
    let who = format!("{} ({})", feed.name, place(config, feed.line));
    match shown_url(feed) {
        Some(url) => format!("{who}: {url}"),
        None => who,
    }
}

/// Says what others would refuse of a feed that planet reads. No problem of the planet, so it doesn't count as one.
fn tell_refusal(
    config: &Config,
    feed: &Subscription,
    finding: &Finding,
    format: ReportFormat,
    ui: Ui,
) -> Result<(), Error> {
    let Some(reason) = &finding.refusal else {
        return Ok(());
    };
    let message = format!("strict readers refuse this feed: {reason}");
    match format {
        ReportFormat::Json => Ok(()),
        ReportFormat::Human => {
            ui.say(&format!("note: {}: {message}", who(config, feed)));
            Ok(())
        }
        ReportFormat::Github => {
            let file = config.path.display().to_string();
            print(
                ui,
                &annotation("notice", &file, feed.line, &feed.name, &message),
            )
        }
    }
}

/// Mistakes in planet.toml, or in pages of the maintainer's, in the form that was asked for. That planet.toml cannot be read
/// at all is no finding but a failure.
fn tell_mistakes(errors: &[ConfigError], format: ReportFormat, ui: Ui) -> Result<Exit, Error> {
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
fn tell_theme(config: &Config, error: &Error, format: ReportFormat, ui: Ui) -> Result<Exit, Error> {
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
