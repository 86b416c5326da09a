//! A key that planet.toml, or the front matter of a page, does not have: where it belongs, or what it is a slip of.

use std::ops::Range;

use crate::config::{
    curation,
    file::known_keys,
    front_matter::{self, FRONT_MATTER},
    mistake::{Mistake, nearest},
    words,
};

/// The mistake of writing the key `name` in the table `at` (`""` for the top).
pub(crate) fn key(name: &str, span: Range<usize>, at: &str) -> Mistake {
    let message = match at {
        "" | "curation" => format!("unknown key `{name}`"),
        "feeds" => format!("unknown key `{name}` in a feed"),
        FRONT_MATTER => format!("unknown key `{name}` in the front matter"),
        "digest.section" => format!("unknown key `{name}` in a section"),
        "curation.item" => format!("unknown key `{name}` in an item"),
        "curation.drop" => format!("unknown key `{name}` in a drop"),
        table => format!("unknown key `{name}` in [{table}]"),
    };
    Mistake::new(span, message).hint(hint(name, at))
}

fn hint(name: &str, at: &str) -> String {
    let tables = match at {
        FRONT_MATTER => vec![(FRONT_MATTER, front_matter::known_keys())],
        at if curation::TABLES.contains(&at) => curation::known_keys(),
        _ => known_keys(),
    };
    let mut elsewhere: Vec<&str> = tables
        .iter()
        .filter(|(_, keys)| keys.contains(&name))
        .map(|(table, _)| *table)
        .collect();
    // A key of a table within a table is meant for that only where nothing else has it.
    if elsewhere.iter().any(|table| !table.contains('.')) {
        elsewhere.retain(|table| !table.contains('.'));
    }
    let elsewhere: Vec<String> = elsewhere.into_iter().map(place).collect();
    if !elsewhere.is_empty() {
        let places: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        return format!("`{name}` belongs {}", words::list(&places, "or"));
    }
    let below = tables.iter().filter_map(|(table, _)| {
        let parent = table.rsplit_once('.');
        let (parent, name) = parent.unwrap_or(("", table));
        (parent == at && !name.is_empty()).then_some(name)
    });
    let here: Vec<&str> = tables
        .iter()
        .filter(|(table, _)| *table == at)
        .flat_map(|(_, keys)| keys.iter().copied())
        .collect();
    match nearest(name, here.iter().copied().chain(below)) {
        Some(candidate) => format!("did you mean `{candidate}`?"),
        None if here.contains(&"extra") => "anything of your own goes under `extra`".to_owned(),
        None => {
            let quoted: Vec<String> = here.iter().map(|key| format!("`{key}`")).collect();
            let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
            let what = match at {
                FRONT_MATTER => at.to_owned(),
                "curation" => "a curation file".to_owned(),
                "curation.item" => "an item".to_owned(),
                "curation.drop" => "a drop".to_owned(),
                "digest.section" => "a section".to_owned(),
                table => format!("[{table}]"),
            };
            format!("{what} has {}", words::list(&quoted, "and"))
        }
    }
}

fn place(table: &str) -> String {
    match table {
        "" => "at the top of the file, above the first `[table]`".to_owned(),
        "feeds" => "to a feed, below its `[[feeds]]`".to_owned(),
        "curation" => "at the top of the file, above the first `[[item]]`".to_owned(),
        "curation.item" => "to an item, below its `[[item]]`".to_owned(),
        "curation.drop" => "to a drop, below its `[[drop]]`".to_owned(),
        "digest.section" => "to a section, below its `[[digest.section]]`".to_owned(),
        table => format!("under `[{table}]`"),
    }
}
