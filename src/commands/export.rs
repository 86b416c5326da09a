//! `planet export`: the followed feeds for other programs. Feeds whose address is a secret are left out.

use crate::{
    cli::ExportFormat,
    commands::{Exit, list, pretty, print},
    config::{Config, Location, Subscription},
    error::Error,
    feed::Timestamp,
    render::opml,
    ui::Ui,
};

/// Prints the followed feeds.
pub(crate) fn run(
    config: &Config,
    format: ExportFormat,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let private = config.feeds.iter().filter(|feed| is_secret(feed)).count();
    if private > 0 {
        ui.warn(
            &format!("{private} feeds are left out because their address is private"),
            None,
        );
    }
    let feeds = config.feeds.iter().filter(|feed| !is_secret(feed));
    let text = match format {
        ExportFormat::Json => {
            let feeds: Vec<serde_json::Value> = feeds.map(list::json).collect();
            pretty(&serde_json::json!({"schema": "list/1", "title": config.title, "feeds": feeds}))
        }
        ExportFormat::Toml => tables(config)?,
        ExportFormat::Opml => {
            let left_out = |is: fn(&Subscription) -> bool, why: &str| {
                let count = config.feeds.iter().filter(|feed| is(feed)).count();
                if count > 0 {
                    ui.warn(&format!("{count} feeds {why}"), None);
                }
            };
            let is_file = |feed: &Subscription| matches!(feed.location, Location::File(_));
            left_out(
                is_file,
                "are files on this machine and have no address to export",
            );
            // An outline cannot say so; whoever imports it would follow them.
            left_out(
                |feed| !feed.enabled && !is_secret(feed),
                "are left out because they are switched off",
            );
            let followed = feeds.filter(|feed| feed.enabled);
            let outlines: Vec<opml::Outline<'_>> = followed.filter_map(outline).collect();
            let head = opml::Head {
                title: &config.title,
                date: Some(now),
                owner_name: config.owner.name.as_deref(),
                owner_email: config.owner.email.as_deref(),
                owner_url: config.owner.url.as_deref(),
            };
            String::from_utf8_lossy(&opml::write(&head, &outlines)).into_owned()
        }
    };
    print(ui, &text)?;
    Ok(Exit::Done)
}

/// Whether the address is a secret, or holds one: planet would print it with `***` in its place, which nobody can read.
fn is_secret(feed: &Subscription) -> bool {
    let hidden = matches!(feed.location, Location::Http(_)) && feed.public_url.is_none();
    feed.private || hidden
}

fn outline(feed: &Subscription) -> Option<opml::Outline<'_>> {
    Some(opml::Outline {
        text: &feed.name,
        title: &feed.name,
        xml_url: feed.public_url.as_deref()?,
        html_url: feed.home.as_deref(),
        language: feed.language.as_deref(),
        group: feed.group.as_deref(),
        tags: &feed.tags,
        ..opml::Outline::default()
    })
}

/// The `[[feeds]]` tables as they are written, with every key, but for those whose address is a secret.
fn tables(config: &Config) -> Result<String, Error> {
    let written = config.written_feeds()?.into_iter().zip(&config.feeds);
    let public = written.filter(|(_, feed)| !is_secret(feed));
    let feeds: Vec<toml::Value> = public.map(|(table, _)| table).collect();
    let tables = toml::Table::from_iter([("feeds".to_owned(), toml::Value::Array(feeds))]);
    Ok(toml::to_string(&tables).unwrap_or_default())
}
