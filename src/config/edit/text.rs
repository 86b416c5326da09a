//! One `[[feeds]]` table more or less in the text of planet.toml, and every other byte as it was. Pure.
//!
//! `toml_edit` says where things stand and how a value is written. The text between is cut and joined here: written anew by
//! `toml_edit` it would lose its Windows line ends, and comments below a feed would come to stand below another.

use std::{fmt::Write as _, ops::Range};

use toml_edit::{Array, ArrayOfTables, Document, InlineTable, Item, Table, Value};

use crate::config::edit::comments::{end_of_comments, start_of_comments};

/// The name of the list of feeds.
const FEEDS: &str = "feeds";

/// A change of the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Edit {
    /// The text as it shall be.
    pub(crate) text: String,
    /// What was put in or taken out.
    pub(crate) part: String,
    /// The line of its first character, from 1: in the new text for what was put in, in the old one for what was taken out.
    pub(crate) line: usize,
}

/// Adds a table with these keys, all of them strings, behind the last feed.
///
/// `None` when the file is written in a way that leaves no safe place for it.
pub(crate) fn with_feed(text: &str, keys: &[(&str, &str)]) -> Option<Edit> {
    let document = Document::parse(text).ok()?;
    let edit = match document.get(FEEDS) {
        Some(Item::Value(Value::Array(feeds))) => into_list(text, feeds, keys),
        Some(Item::ArrayOfTables(feeds)) => {
            let last = feeds.iter().last()?;
            after_table(text, end_of_comments(text, end_of(last)?), keys)
        }
        Some(_) => return None,
        None => after_table(text, text.len(), keys),
    }?;
    let (before, after) = (parsed(text)?, parsed(&edit.text)?);
    let (old, new) = (feeds_of(&before), feeds_of(&after));
    let (added, kept) = new.split_last()?;
    let is_meant = keys.len() == added.as_table()?.len()
        && keys
            .iter()
            .all(|(key, value)| added.get(*key).and_then(toml::Value::as_str) == Some(*value));
    (is_meant && kept == old && same_but_feeds(&before, &after)).then_some(edit)
}

/// Takes out the feed at `index`, with the comments that are about it.
///
/// `None` when something else stands in the middle of it.
pub(crate) fn without_feed(text: &str, index: usize) -> Option<Edit> {
    let document = Document::parse(text).ok()?;
    let edit = match document.get(FEEDS)? {
        Item::Value(Value::Array(feeds)) => out_of_list(text, feeds, index),
        Item::ArrayOfTables(feeds) => without_table(text, feeds, index),
        _ => None,
    }?;
    let (before, after) = (parsed(text)?, parsed(&edit.text)?);
    let mut rest = feeds_of(&before).to_vec();
    if index < rest.len() {
        rest.remove(index);
    }
    (rest == feeds_of(&after) && same_but_feeds(&before, &after)).then_some(edit)
}

fn parsed(text: &str) -> Option<toml::Table> {
    text.parse().ok()
}

fn feeds_of(file: &toml::Table) -> &[toml::Value] {
    match file.get(FEEDS) {
        Some(toml::Value::Array(feeds)) => feeds,
        _ => &[],
    }
}

fn same_but_feeds(before: &toml::Table, after: &toml::Table) -> bool {
    let rest = |file: &toml::Table| {
        let mut file = file.clone();
        file.remove(FEEDS);
        file
    };
    rest(before) == rest(after)
}

/// Puts a table on lines of its own at `at`, which is the beginning of a line or the end of the text.
fn after_table(text: &str, at: usize, keys: &[(&str, &str)]) -> Option<Edit> {
    let (before, after) = text.split_at_checked(at)?;
    let end = line_end(text);
    let mut part = format!("[[{FEEDS}]]{end}");
    for (key, value) in keys {
        let _infallible = write!(part, "{key} = {}{end}", Value::from(*value));
    }
    let blank_above = before.is_empty()
        || before.lines().next_back().is_some_and(is_blank) && before.ends_with('\n');
    let mut new = before.to_owned();
    if !before.is_empty() && !before.ends_with('\n') {
        new.push_str(end);
    }
    if !blank_above {
        new.push_str(end);
    }
    let line = line_of(&new, new.len());
    new.push_str(&part);
    if after.lines().next().is_some_and(|line| !is_blank(line)) {
        new.push_str(end);
    }
    new.push_str(after);
    Some(Edit {
        text: new,
        part,
        line,
    })
}

fn without_table(text: &str, feeds: &ArrayOfTables, index: usize) -> Option<Edit> {
    let table = feeds.get(index)?;
    let end = end_of_comments(text, end_of(table)?);
    let start = start_of_comments(text, table.span()?.start);
    // What separates it from the next one goes as well; of the last one, what separates it from the one before.
    let after = text.get(end..)?;
    let rest = end + blank_lines(after);
    let (from, to) = if rest == text.len() {
        let before = text.get(..start)?;
        (
            before.len() - blank_lines_at_end(before),
            // Only what was below it already stays there.
            end,
        )
    } else {
        (start, rest)
    };
    Some(Edit {
        text: format!("{}{}", text.get(..from)?, text.get(to..)?),
        part: text.get(start..end)?.to_owned(),
        line: line_of(text, start),
    })
}

/// Puts a feed into `feeds = [{…}, {…}]`.
fn into_list(text: &str, feeds: &Array, keys: &[(&str, &str)]) -> Option<Edit> {
    let span = feeds.span()?;
    let table: InlineTable = keys
        .iter()
        .map(|(key, value)| (*key, Value::from(*value)))
        .collect();
    let part = table.to_string().trim().to_owned();
    let inner_end = span.end.checked_sub(1)?;
    let Some(last) = feeds.iter().last().and_then(Value::span) else {
        let at = span.start + 1;
        let text = format!("{}{part}{}", text.get(..at)?, text.get(at..)?);
        let line = line_of(&text, at);
        return Some(Edit { text, part, line });
    };
    let tail = text.get(last.end..inner_end)?;
    let comma = comma_in(tail);
    let indentation = text.get(start_of_line(text, last.start)..last.start)?;
    let own_line = is_blank(indentation);
    // Behind the last feed come its comma, which it may lack, and the comment on its line.
    let behind_comma = last.end + comma.map_or(0, |at| at + 1);
    let rest_of_line = text.get(behind_comma..inner_end)?;
    let at = match rest_of_line.find('\n') {
        Some(length) if own_line => behind_comma + length,
        _ => behind_comma,
    };
    let mut new = text.get(..last.end)?.to_owned();
    if comma.is_none() {
        new.push(',');
    }
    let mut line_above = text.get(last.end..at)?;
    if own_line {
        line_above = line_above.trim_end_matches('\r');
        new.push_str(line_above);
        new.push_str(line_end(text));
        new.push_str(indentation);
    } else {
        new.push_str(line_above);
        new.push(' ');
    }
    let line = line_of(&new, new.len());
    new.push_str(&part);
    if comma.is_some() {
        new.push(',');
    }
    new.push_str(text.get(last.end + line_above.len()..)?);
    Some(Edit {
        text: new,
        part,
        line,
    })
}

/// Takes a feed out of `feeds = [{…}, {…}]`, with its comma, and with its line if it has one of its own.
fn out_of_list(text: &str, feeds: &Array, index: usize) -> Option<Edit> {
    let span = feeds.get(index)?.span()?;
    let inner_end = feeds.span()?.end.checked_sub(1)?;
    let next = feeds.get(index + 1).and_then(Value::span);
    let tail = text.get(span.end..next.map_or(inner_end, |next| next.start))?;
    let comma = comma_in(tail);
    let line = line_of(text, span.start);
    let mut cut = span.start..span.end + comma.map_or(0, |at| at + 1);
    let line_start = start_of_line(text, span.start);
    let rest = text.get(cut.end..)?.split_inclusive('\n').next()?;
    let alone_above = is_blank(text.get(line_start..span.start)?);
    let alone_behind = is_blank(rest) || rest.trim_start().starts_with('#');
    if alone_above && alone_behind && rest.ends_with('\n') {
        cut = line_start..cut.end + rest.len();
    } else {
        cut.end += rest.len() - rest.trim_start_matches([' ', '\t']).len();
    }
    // With all comments that go along: those on its line, and those before a comma on a later one.
    let part = text.get(cut.clone())?.trim().to_owned();
    let mut new = text.to_owned();
    new.replace_range(cut, "");
    // The one before is the last now: a comma between the two is left over.
    let previous = index.checked_sub(1).and_then(|n| feeds.get(n)?.span());
    if let (None, Some(previous)) = (comma, previous) {
        let between = text.get(previous.end..span.start)?;
        let at = previous.end + comma_in(between)?;
        let blank = text.get(at + 1..span.start)?;
        let to = if is_blank(blank) && !blank.contains('\n') {
            span.start
        } else {
            at + 1
        };
        new.replace_range(at..to, "");
    }
    Some(Edit {
        text: new,
        part,
        line,
    })
}

/// Where the first comma is that stands in no comment.
fn comma_in(text: &str) -> Option<usize> {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let code = line.split('#').next().unwrap_or_default();
        if let Some(at) = code.find(',') {
            return Some(start + at);
        }
        start += line.len();
    }
    None
}

/// Where a table ends, with everything in it.
fn end_of(table: &Table) -> Option<usize> {
    let items = table.iter().map(|(_, item)| item);
    let own = table.span().map(|span| span.end);
    own.into_iter().chain(items.filter_map(end_of_item)).max()
}

fn end_of_item(item: &Item) -> Option<usize> {
    match item {
        Item::Value(value) => end_of_value(value),
        Item::Table(table) => end_of(table),
        Item::ArrayOfTables(tables) => tables.iter().filter_map(end_of).max(),
        Item::None => None,
    }
}

/// The values of dotted keys (`extra.bio = "…"`) are within a table that stands nowhere.
fn end_of_value(value: &Value) -> Option<usize> {
    let own = value.span().map(|span: Range<usize>| span.end);
    let inner = value
        .as_inline_table()
        .into_iter()
        .flat_map(InlineTable::iter)
        .filter_map(|(_, value)| end_of_value(value));
    own.into_iter().chain(inner).max()
}

pub(super) fn start_of_line(text: &str, at: usize) -> usize {
    let before = text.get(..at).unwrap_or_default();
    before.rfind('\n').map_or(0, |end| end + 1)
}

fn blank_lines(text: &str) -> usize {
    let lines = text.split_inclusive('\n');
    lines.take_while(|line| is_blank(line)).map(str::len).sum()
}

fn blank_lines_at_end(text: &str) -> usize {
    let lines = text.split_inclusive('\n').rev();
    lines.take_while(|line| is_blank(line)).map(str::len).sum()
}

pub(super) fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

/// How the file ends its lines.
fn line_end(text: &str) -> &'static str {
    match text.find('\n') {
        Some(at) if text.get(..at).is_some_and(|line| line.ends_with('\r')) => "\r\n",
        _ => "\n",
    }
}

fn line_of(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or_default().matches('\n').count()
}

#[cfg(test)]
mod tests;
