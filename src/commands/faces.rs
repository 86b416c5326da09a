//! Pictures of blogs that planet.toml names and that are not there. Pages show initials in their place, so nothing is stopped.

use crate::{commands::place, config::Config, theme::Theme, ui::Ui};

/// How many are told: whoever moves a planet here may have copied none of them yet.
const MOST: usize = 8;

/// A picture that is not there: the line of its feed in planet.toml, the name of the feed, and what is wrong.
pub(super) struct Missing<'a> {
    pub(super) line: usize,
    pub(super) name: &'a str,
    pub(super) message: String,
}

/// What to do about them.
pub(super) const HINT: &str =
    "put it under `static/`, or give a URL; until then pages show initials";

/// Those of the followed feeds.
pub(super) fn missing<'a>(config: &'a Config, theme: &Theme) -> Vec<Missing<'a>> {
    let feeds = theme.without_face(config).map(|(feed, path)| Missing {
        line: feed.line,
        name: &feed.name,
        message: format!("`avatar` names the static file `{path}`, and there is none"),
    });
    feeds.collect()
}

/// Tells people of them.
pub(super) fn tell(config: &Config, missing: &[Missing<'_>], ui: Ui) {
    for one in missing.iter().take(MOST) {
        let who = format!("{} ({})", one.name, place(config, one.line));
        ui.warn(&format!("{who}: {}", one.message), Some(HINT));
    }
    if let Some(more @ 1..) = missing.len().checked_sub(MOST) {
        ui.warn(
            &format!("and {more} more pictures of blogs are not there"),
            None,
        );
    }
}
