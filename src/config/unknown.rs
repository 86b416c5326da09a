//! A key that planet.toml, or the front matter of a page, does not have: where it belongs, or what it is a slip of.

use std::ops::Range;

use crate::config::{
    file::known_keys,
    front_matter::{self, FRONT_MATTER},
    mistake::{Mistake, nearest},
    words,
};

/// The mistake of writing the key `name` in the table `at` (`""` for the top).
pub(crate) fn key(name: &str, span: Range<usize>, at: &str) -> Mistake {
    let message = match at {
        "" => format!("unknown key `{name}`"),
        "feeds" => format!("unknown key `{name}` in a feed"),
        FRONT_MATTER => format!("unknown key `{name}` in the front matter"),
        table => format!("unknown key `{name}` in [{table}]"),
    };
    Mistake::new(span, message).hint(hint(name, at))
}

fn hint(name: &str, at: &str) -> String {
    let tables = match at {
        FRONT_MATTER => vec![(FRONT_MATTER, front_matter::known_keys())],
        _ => known_keys(),
    };
    let elsewhere: Vec<String> = tables
        .iter()
        .filter(|(_, keys)| keys.contains(&name))
        .map(|(table, _)| place(table))
        .collect();
    if !elsewhere.is_empty() {
        let places: Vec<&str> = elsewhere.iter().map(String::as_str).collect();
        return format!("`{name}` belongs {}", words::list(&places, "or"));
    }
    let below = tables
        .iter()
        .map(|(table, _)| *table)
        .filter(|_| at.is_empty());
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
            let at = match at {
                FRONT_MATTER => at.to_owned(),
                table => format!("[{table}]"),
            };
            format!("{at} has {}", words::list(&quoted, "and"))
        }
    }
}

fn place(table: &str) -> String {
    match table {
        "" => "at the top of the file, above the first `[table]`".to_owned(),
        "feeds" => "to a feed, below its `[[feeds]]`".to_owned(),
        table => format!("under `[{table}]`"),
    }
}
