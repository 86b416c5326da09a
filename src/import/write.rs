//! Writes a draft as a planet.toml that one is glad to read: settings in the order of the documentation, feeds in that of their
//! source, comments where they stood.

use std::collections::HashSet;

use toml::{Table, Value};

use crate::{
    config::known_keys,
    import::model::{Draft, Feed, Setting, bare},
    ui::{commands, printable, toml_string},
};

/// Longer lines are parted where they can be.
const WIDEST: usize = 100;

/// The text of the planet.toml.
pub(crate) fn write(draft: &Draft) -> String {
    let mut blocks: Vec<Vec<String>> = Vec::new();
    blocks.push(draft.head.clone());
    for (table, keys) in tables() {
        blocks.push(settings(draft, table, keys));
    }
    blocks.extend(draft.feeds.iter().map(feed));
    blocks.push(draft.tail.clone());
    let blocks: Vec<String> = blocks
        .iter()
        .filter(|block| !block.is_empty())
        .map(|block| block.join("\n"))
        .collect();
    // Values have escapes for what commands a terminal; comments cannot.
    printable(&(blocks.join("\n\n") + "\n"))
}

/// The tables in the order of the documentation; what themes read stands last.
fn tables() -> Vec<(&'static str, &'static [&'static str])> {
    let mut tables = known_keys();
    tables.retain(|(table, _)| *table != "feeds");
    tables.push(("extra", &[]));
    tables
}

fn settings(draft: &Draft, table: &str, keys: &[&str]) -> Vec<String> {
    let own = draft
        .settings
        .iter()
        .filter(|setting| setting.table == table);
    let mut own: Vec<&Setting> = own.collect();
    // Keys that documentation does not know keep the order of the source.
    own.sort_by_key(|setting| {
        keys.iter()
            .position(|key| *key == setting.key)
            .unwrap_or(keys.len())
    });
    let mut lines = Vec::new();
    if !table.is_empty() && !own.is_empty() {
        lines.push(format!("[{table}]"));
    }
    for setting in own {
        lines.extend(setting.comments.iter().cloned());
        let mut written = pair("", &setting.key, &setting.value);
        if let (Some(remark), Some(last)) = (setting.remark, written.last_mut()) {
            last.push_str(" # ");
            last.push_str(remark);
        }
        lines.extend(written);
    }
    lines
}

fn feed(feed: &Feed) -> Vec<String> {
    let mut lines = vec!["[[feeds]]".to_owned()];
    // Only what stands as a comment may lack one of the two.
    if !feed.name.is_empty() {
        lines.extend(pair("", "name", &feed.name.as_str().into()));
    }
    if !feed.url.is_empty() {
        lines.extend(pair("", "url", &feed.url.as_str().into()));
    }
    let known = known_keys();
    let order = known.iter().find(|(table, _)| *table == "feeds");
    let order = order.map_or(&[][..], |(_, keys)| *keys);
    let mut keys: Vec<&(String, Value)> = feed.keys.iter().collect();
    keys.sort_by_key(|(key, _)| order.iter().position(|known| known == key));
    for (key, value) in keys {
        match value {
            Value::Array(tags) if key == "tags" => {
                lines.extend(pair("", key, &Value::Array(each_once(tags))));
            }
            value => lines.extend(pair("", key, value)),
        }
    }
    if !feed.extra.is_empty() {
        let mut known = HashSet::new();
        let extra = feed.extra.iter().map(|(key, value)| (key.as_str(), value));
        // Of two values for one key the last counts.
        let extra = extra.rev().filter(|(key, _)| known.insert(*key));
        let mut extra: Vec<_> = extra.collect();
        extra.reverse();
        lines.extend(inner_table("extra", &extra));
    }
    let mut whole = feed.comments.clone();
    match feed.off.as_deref() {
        None => whole.extend(lines),
        Some(why) => {
            if !why.is_empty() {
                whole.push(format!("# Left out: {why}."));
            }
            let lines = lines.iter().flat_map(|line| line.lines());
            whole.extend(lines.map(|line| format!("# {line}")));
        }
    }
    whole
}

fn each_once(tags: &[Value]) -> Vec<Value> {
    let mut known = HashSet::new();
    let tags = tags.iter().filter(|tag| known.insert(tag.as_str()));
    tags.cloned().collect()
}

/// A key with its value; a table that would be too wide has its keys one below the other.
fn pair(prefix: &str, key: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Table(table) => {
            let table: Vec<(&str, &Value)> = table
                .iter()
                .map(|(key, value)| (key.as_str(), value))
                .collect();
            inner_table(&format!("{prefix}{}", bare(key)), &table)
        }
        value => vec![format!("{prefix}{} = {}", bare(key), inline(value))],
    }
}

fn inner_table(key: &str, table: &[(&str, &Value)]) -> Vec<String> {
    let line = format!("{key} = {}", inline_table(table));
    if line.chars().count() <= WIDEST && !line.contains('\n') || table.is_empty() {
        return vec![line];
    }
    let prefix = format!("{key}.");
    table
        .iter()
        .flat_map(|(key, value)| pair(&prefix, key, value))
        .collect()
}

fn inline_table(table: &[(&str, &Value)]) -> String {
    if table.is_empty() {
        return "{}".to_owned();
    }
    let pairs = table
        .iter()
        .map(|(key, value)| format!("{} = {}", bare(key), inline(value)));
    format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
}

fn inline(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items = items.iter().map(inline).collect::<Vec<_>>();
            format!("[{}]", items.join(", "))
        }
        Value::Table(table) => inline_of(table),
        // TOML's own choice would be the characters as they are.
        Value::String(text) if text.contains(commands) => toml_string(text),
        // And here a text over several lines.
        Value::String(text)
            if text.contains('"') && text.contains('\'') && !text.contains('\n') =>
        {
            toml_string(text)
        }
        Value::String(_)
        | Value::Integer(_)
        | Value::Float(_)
        | Value::Boolean(_)
        | Value::Datetime(_) => value.to_string(),
    }
}

fn inline_of(table: &Table) -> String {
    let table: Vec<(&str, &Value)> = table
        .iter()
        .map(|(key, value)| (key.as_str(), value))
        .collect();
    inline_table(&table)
}
