//! Files that planet.toml names and that are not there, but stop nothing.

use std::collections::HashSet;

use crate::{
    commands::place,
    config::Config,
    theme::{Asset, without_face},
    ui::Ui,
};

/// How many are told: whoever moves a planet here may have copied none of them yet.
const MOST: usize = 8;

/// A file that is not there: the line of the feed in planet.toml that needs it, the name of that feed, what is wrong, and what
/// to do.
#[derive(Clone)]
pub(super) struct Missing<'a> {
    pub(super) line: usize,
    pub(super) name: &'a str,
    pub(super) message: String,
    pub(super) hint: &'static str,
}

/// The pictures of followed feeds.
pub(super) fn faces<'a>(config: &'a Config, assets: &[Asset]) -> Vec<Missing<'a>> {
    let feeds = without_face(assets, config).map(|(feed, path)| Missing {
        line: feed.line,
        name: &feed.name,
        message: format!("`avatar` names the static file `{path}`, and there is none"),
        hint: "put it under `static/`, or give a URL; until then pages show initials",
    });
    feeds.collect()
}

/// The programs that filter feeds and are named by a path, each where it is first needed.
pub(super) fn filters(config: &Config) -> Vec<Missing<'_>> {
    let mut seen = HashSet::new();
    let programs = config.enabled().flat_map(|feed| {
        let programs = feed
            .filters
            .programs
            .iter()
            .filter_map(|words| words.first());
        programs.map(move |program| (feed, program))
    });
    let missing = programs.filter(|(_, program)| {
        program.contains('/')
            && !config.root.join(program).is_file()
            && seen.insert(program.as_str())
    });
    let missing = missing.map(|(feed, program)| Missing {
        line: feed.line,
        name: &feed.name,
        message: format!("`filter` names the program `{program}`, and there is none"),
        hint: "posts that a filter has not seen are not shown",
    });
    missing.collect()
}

/// Tells people of them.
pub(super) fn tell(config: &Config, missing: &[Missing<'_>], ui: Ui) {
    for one in missing.iter().take(MOST) {
        let who = format!("{} ({})", one.name, place(config, one.line));
        ui.warn(&format!("{who}: {}", one.message), Some(one.hint));
    }
    if let Some(more @ 1..) = missing.len().checked_sub(MOST) {
        ui.warn(&format!("and {more} more files are not there"), None);
    }
}
