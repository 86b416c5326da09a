//! Which comments around a table of planet.toml are about it, and go with it.
//!
//! Words directly above a table are about that table, and words directly below about the one above. Where they stand directly
//! between two tables they are about the lower one, but for keys that are switched off (`# keep = "1y"`), which the upper one
//! had. A feed that is switched off (`# [[feeds]]` and its keys) belongs to no other feed.

use crate::config::{
    edit::text::{is_blank, start_of_line},
    file::known_keys,
};

/// The end of the line of `at`, at which a table ends, and of the comments below that are about this table.
pub(super) fn end_of_comments(text: &str, at: usize) -> usize {
    let mut lines = text.get(at..).unwrap_or_default().split_inclusive('\n');
    let own_line = lines.next().unwrap_or_default();
    let block: Vec<&str> = lines.clone().take_while(|line| is_comment(line)).collect();
    let is_above_a_table = lines.nth(block.len()).is_some_and(|line| !is_blank(line));
    let own = block.iter().take_while(|line| match Off::of(line) {
        Some(Off::Table) => false,
        Some(Off::Key) => true,
        None => !is_above_a_table,
    });
    at + own_line.len() + own.map(|line| line.len()).sum::<usize>()
}

/// The start of the line of `at`, at which a table begins, or of the comments above that are about this table.
pub(super) fn start_of_comments(text: &str, at: usize) -> usize {
    let line_start = start_of_line(text, at);
    let above = text.get(..line_start).unwrap_or_default();
    let mut lines = above.split_inclusive('\n').rev();
    let mut block: Vec<&str> = lines.clone().take_while(|line| is_comment(line)).collect();
    let is_below_a_table = lines.nth(block.len()).is_some_and(|line| !is_blank(line));
    block.reverse();
    let is_off = |line: &&str| Off::of(line).is_some();
    let begin = match block
        .iter()
        .rposition(|line| Off::of(line) == Some(Off::Table))
    {
        Some(table) => Some(table + 1),
        None => is_below_a_table.then_some(0),
    };
    let others = begin.map_or(0, |begin| {
        let keys = block.iter().skip(begin).take_while(|line| is_off(line));
        begin + keys.count()
    });
    let own = block.iter().skip(others);
    line_start - own.map(|line| line.len()).sum::<usize>()
}

fn is_comment(line: &str) -> bool {
    line.trim_start().starts_with('#')
}

/// What of planet.toml a comment switches off.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Off {
    /// `# [[feeds]]`, or another header of a table.
    Table,
    /// A key of a feed.
    Key,
}

impl Off {
    fn of(comment: &str) -> Option<Self> {
        let code = comment.trim().trim_start_matches('#').trim_start();
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | '.');
        if code.starts_with('[') && code.trim_matches(['[', ']']).chars().all(is_name) {
            return Some(Self::Table);
        }
        let (key, _) = code.split_once('=')?;
        let key = key.split('.').next().unwrap_or_default().trim();
        let of_feeds = known_keys()
            .into_iter()
            .filter(|(table, _)| *table == "feeds");
        let mut keys = of_feeds.flat_map(|(_, keys)| keys);
        keys.any(|known| *known == key).then_some(Self::Key)
    }
}
