//! The site made from what is remembered, for a preview: as by `planet render`, without a report.

use super::{open, site::write_site};
use crate::{
    commands::digest,
    config::Config,
    error::Error,
    feed::Timestamp,
    publish::{Published, Target},
    refresh::{Due, refresh},
    select::standing,
    theme::Theme,
    ui::Ui,
};

/// Writes the site of `config` from the store of `config`, which should be a copy: feeds that are new or gone, and issues of the
/// digest, are remembered there.
pub(crate) fn preview(config: &Config, now: Timestamp, ui: Ui) -> Result<Published, Error> {
    let theme = Theme::load(config)?;
    let curations = config.curations().map_err(Error::Curations)?;
    let mut store = open(config, ui)?;
    let target = Target::open(&config.output)?;
    let nobody_is_asked = ui.progress(0, "");
    refresh(config, &mut store, Due::Never, now, &nobody_is_asked)?;
    let standing = standing(config, &store)?;
    store.note_blogroll(&config.feeds, &standing.states, now)?;
    digest::close(
        config,
        &curations,
        &mut store,
        &standing,
        theme.language(),
        now,
        ui,
    )?;
    write_site(config, &theme, &store, &standing, target, now)
}
