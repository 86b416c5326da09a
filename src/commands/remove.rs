//! `planet remove`: takes a feed out of planet.toml, and nothing else.

use url::Url;

use crate::{
    commands::{Exit, place, print},
    config::{self, Changed, Config, Subscription, nearest},
    error::Error,
    fetch::address,
    parse,
    ui::{Ui, printable},
};

/// Removes the feed of this name or address. What stood in planet.toml goes to standard output, so that it can be put back, but
/// for the lines of a private feed: logs and screens are no place for its address.
pub(crate) fn run(config: &Config, wanted: &str, ui: Ui) -> Result<Exit, Error> {
    let wanted = wanted.trim();
    let Some(index) = find(config, wanted) else {
        let names = config.feeds.iter().map(|feed| feed.name.as_str());
        let hint = match nearest(wanted, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "`planet list` has the names and addresses of all feeds".to_owned(),
        };
        ui.error(
            &format!(
                "`{}` has no feed `{}`",
                config.path.display(),
                address::display_text(wanted)
            ),
            Some(&hint),
        );
        return Ok(Exit::NotDone);
    };
    let removed = config.feeds.get(index);
    let name = removed.map_or(wanted, |feed| feed.name.as_str());
    let is_private = removed.is_some_and(|feed| feed.private);
    // While they are in planet.toml still: what cannot be printed would be nowhere.
    let show = |changed: &Changed| {
        if is_private {
            return Ok(());
        }
        let lines = printable(&changed.part.replace('\r', ""));
        print(ui, &format!("{}\n", lines.trim_end()))
    };
    let changed = config::remove_feed(config, index, show)?;
    let from = place(config, changed.line);
    ui.say(&if is_private {
        format!("removed `{name}` from {from}; its lines are not shown, as its address is a secret")
    } else {
        format!("removed `{name}` from {from}: the lines above")
    });
    Ok(Exit::Done)
}

/// The feed of this name, else the one whose name is written otherwise, else the one at this address.
fn find(config: &Config, wanted: &str) -> Option<usize> {
    let by = |is: &dyn Fn(&Subscription) -> bool| config.feeds.iter().position(is);
    let lower = wanted.to_lowercase();
    let url: Option<Url> = parse::meant(wanted).address.parse().ok();
    let identity = url.as_ref().map(address::identity);
    by(&|feed| feed.name == wanted)
        .or_else(|| by(&|feed| feed.name.to_lowercase() == lower))
        .or_else(|| by(&|feed| feed.id == wanted || feed.shown == wanted))
        .or_else(|| by(&|feed| identity.is_some() && feed.url().map(address::identity) == identity))
}
