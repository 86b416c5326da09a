//! `planet list`: the followed feeds as planet.toml has them.

use crate::{
    cli::Format,
    commands::{Exit, pretty, print, table},
    config::{Config, Location, Subscription},
    error::Error,
    report::shown_url,
    ui::Ui,
};

/// Lists the followed feeds.
pub(crate) fn run(config: &Config, format: Format, ui: Ui) -> Result<Exit, Error> {
    match format {
        Format::Json => {
            let feeds: Vec<serde_json::Value> = config.feeds.iter().map(json).collect();
            print(
                ui,
                &pretty(
                    &serde_json::json!({"schema": "list/1", "title": config.title, "feeds": feeds}),
                ),
            )?;
        }
        Format::Human => {
            let rows: Vec<[String; 3]> = config
                .feeds
                .iter()
                .map(|feed| {
                    let note = if feed.enabled { "" } else { " (switched off)" };
                    [
                        format!("{}{note}", feed.name),
                        feed.group.clone().unwrap_or_default(),
                        shown_url(feed).unwrap_or("(private)").to_owned(),
                    ]
                })
                .collect();
            print(ui, &table::draw(["NAME", "GROUP", "URL"], &rows))?;
        }
    }
    Ok(Exit::Done)
}

/// One feed as programs get it.
pub(crate) fn json(feed: &Subscription) -> serde_json::Value {
    serde_json::json!({
        "name": feed.name,
        "url": shown_url(feed),
        "slug": feed.slug,
        "home": feed.home,
        "group": feed.group,
        "tags": feed.tags,
        "language": feed.language,
        "enabled": feed.enabled,
        "river": feed.river,
        "private": feed.private,
        "file": matches!(feed.location, Location::File(_)),
        "line": feed.line,
        "extra": feed.extra,
    })
}
