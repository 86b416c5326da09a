//! `planet status`: how every feed is doing, from what is remembered.

use crate::{
    cli::Format,
    commands::{Exit, print, store::open_to_read, table},
    config::Config,
    error::Error,
    feed::Timestamp,
    fetch::address,
    render, select,
    site::FeedStatus,
    ui::{Ui, printable_json},
};

/// Shows how every feed is doing.
pub(crate) fn run(config: &Config, format: Format, now: Timestamp, ui: Ui) -> Result<Exit, Error> {
    let store = open_to_read(config, ui)?;
    let statuses = select::statuses(config, &select::standing(config, &store)?, &store, now)?;
    match format {
        Format::Json => {
            let mut json = render::status::Status::of(&config.title);
            for status in &statuses {
                json.add(status);
            }
            print(
                ui,
                &printable_json(&String::from_utf8_lossy(&json.finish())),
            )?;
        }
        Format::Human => {
            let rows: Vec<[String; 5]> = statuses.iter().map(row).collect();
            print(
                ui,
                &table::draw(
                    ["FEED", "STATE", "NEWEST ENTRY", "ENTRIES", "PROBLEM"],
                    &rows,
                ),
            )?;
        }
    }
    Ok(Exit::Done)
}

fn row(status: &FeedStatus) -> [String; 5] {
    let day = |date: &Option<String>| {
        date.as_deref()
            .and_then(|date| date.get(..10))
            .unwrap_or("-")
            .to_owned()
    };
    let state = match (&status.problem, &status.last_attempt) {
        (Some(problem), _) => problem.kind,
        (None, Some(_)) => "ok",
        (None, None) => "not asked yet",
    };
    let problem = status.problem.as_ref().map(|problem| {
        format!(
            "{} (since {})",
            problem.message,
            problem.since.get(..10).unwrap_or_default()
        )
    });
    let moved = status
        .moved_to
        .as_ref()
        .map(|url| address::moved_words(url));
    let notes: Vec<String> = [problem, moved]
        .into_iter()
        .flatten()
        .chain(status.held_reasons.iter().cloned())
        .collect();
    [
        status.name.clone(),
        state.to_owned(),
        day(&status.last_entry),
        status.entries_stored.to_string(),
        notes.join("; "),
    ]
}
