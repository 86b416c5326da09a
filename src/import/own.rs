//! planet.toml's own `[[feeds]]`: what `planet export toml` prints, or a whole planet.toml.

use std::collections::HashSet;

use toml::{Spanned, Table, Value, de::DeTable};

use crate::{
    config::{Lines, known_keys},
    import::{
        ImportError, Place,
        comments::{self, Comment},
        model::{Draft, Feed},
        source::Source,
    },
};

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let lines = Lines::of(&source.text);
    let broken = |error: toml::de::Error| {
        let line = error.span().map_or(1, |span| lines.at(span.start));
        let message = error
            .message()
            .lines()
            .next()
            .unwrap_or_default()
            .to_owned();
        ImportError::at(&source.place(line), format!("this is no TOML: {message}"))
    };
    let spans = DeTable::parse(&source.text).map_err(broken)?.into_inner();
    let line_of = |key: &str| {
        let found = spans.get_key_value(key);
        found.map_or(1, |(known, _)| lines.at(known.span().start))
    };
    let feed_lines: Vec<usize> = match spans.get("feeds").map(Spanned::get_ref) {
        Some(toml::de::DeValue::Array(feeds)) => feeds
            .iter()
            .map(|feed| lines.at(feed.span().start))
            .collect(),
        _ => Vec::new(),
    };
    let text_lines: Vec<&str> = source.text.lines().collect();
    tell_comments(source, &feed_lines, &text_lines, draft);
    let file: Table = source.text.parse().map_err(broken)?;
    for (key, value) in file {
        let place = source.place(line_of(&key));
        match value {
            Value::Array(feeds) if key == "feeds" => {
                let mut before = 0;
                for (feed, &line) in feeds.into_iter().zip(&feed_lines) {
                    // Of several on one line, the comments above are the first one's.
                    let text = if line == before { &[][..] } else { &text_lines };
                    read_feed(feed, text, &source.place(line), draft);
                    before = line;
                }
            }
            Value::Table(table)
                if known_keys().iter().any(|(known, _)| *known == key) || key == "extra" =>
            {
                for (inner, value) in table {
                    let named = format!("`{inner}` of `[{key}]`");
                    draft.set((&key, &inner), value, &named, &place);
                }
            }
            value => {
                draft.set(("", &key), value, &format!("`{key}`"), &place);
            }
        }
    }
    Ok(())
}

fn read_feed(feed: Value, text_lines: &[&str], place: &Place, draft: &mut Draft) {
    let Value::Table(table) = feed else {
        draft.lost(place, "this feed is no table, so it is left out", None);
        return;
    };
    let text = |key: &str| {
        table
            .get(key)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let mut feed = Feed::new(place.clone(), &text("name"), &text("url"));
    let comments: Vec<Comment> = above(text_lines, place.line).collect();
    feed.comments = comments::lines(&comments);
    if feed.url.contains("${") {
        let message = "this address reads a variable of the environment: follow it only if the file is your own";
        draft.remark(place, message, None);
    }
    for (key, value) in table {
        match (key.as_str(), value) {
            ("name" | "url", _) => {}
            ("extra", Value::Table(extra)) => feed.extra.extend(extra),
            (key, value) => {
                draft.set_feed(&mut feed, key, value, &format!("`{key}`"), place);
            }
        }
    }
    draft.feeds.push(feed);
}

/// The comments right above a line.
fn above<'a>(text: &'a [&str], line: usize) -> impl Iterator<Item = Comment> + use<'a> {
    let before = text.get(..line.saturating_sub(1)).unwrap_or_default();
    let is_comment = |text: &&str| text.trim_start().starts_with('#');
    let count = before.iter().rev().copied().take_while(is_comment).count();
    let comments = before.iter().enumerate().skip(before.len() - count);
    comments.filter_map(|(index, text)| {
        Some(Comment {
            line: index + 1,
            text: text.trim_start().strip_prefix('#')?.to_owned(),
        })
    })
}

/// Names the comments that are not carried over: all but those right above a feed, as keys and tables get an order of their own.
fn tell_comments(source: &Source, feeds: &[usize], text: &[&str], draft: &mut Draft) {
    let kept: HashSet<usize> = feeds
        .chunk_by(|a, b| a == b)
        .filter_map(|on_one_line| on_one_line.first())
        .flat_map(|line| above(text, *line).map(|comment| comment.line))
        .collect();
    for line in comment_lines(&source.text) {
        if !kept.contains(&line) {
            let message = "comments are left out, but for those right above a feed";
            draft.remark(&source.place(line), message, None);
        }
    }
}

/// The lines of a TOML document with a comment on them.
fn comment_lines(text: &str) -> Vec<usize> {
    const QUOTES: [&str; 4] = ["\"\"\"", "'''", "\"", "'"];
    let mut lines = Vec::new();
    let mut line = 1;
    let mut rest = text;
    while let Some((_, from)) = rest
        .find(['#', '"', '\'', '\n'])
        .and_then(|at| rest.split_at_checked(at))
    {
        let quote = QUOTES.into_iter().find(|quote| from.starts_with(quote));
        let length = match quote {
            Some(quote) => length_of_string(from, quote),
            None if from.starts_with('#') => {
                lines.push(line);
                from.find('\n').unwrap_or(from.len())
            }
            None => 1,
        };
        let (passed, behind) = from.split_at_checked(length).unwrap_or((from, ""));
        line += passed.matches('\n').count();
        rest = behind;
    }
    lines
}

/// How many bytes the string has at which `text` begins, with its quotes.
fn length_of_string(text: &str, quote: &str) -> usize {
    let mut at = quote.len();
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        if rest.starts_with(quote) {
            // A long string may end with quotes of its own, before the three.
            let mark = quote.chars().next().unwrap_or_default();
            let quotes = rest.chars().take_while(|c| *c == mark).count();
            return at + if quote.len() == 1 { 1 } else { quotes.min(5) };
        }
        let is_escaped = rest.starts_with('\\') && quote.starts_with('"');
        let skipped = rest.chars().take(if is_escaped { 2 } else { 1 });
        at += skipped.map(char::len_utf8).sum::<usize>();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use crate::import::own::comment_lines;

    #[test]
    fn a_sign_within_a_text_begins_no_comment() {
        let text = "# one\ntitle = \"# no \\\" # no\" # two\nx = '# \\' # three\n\
            long = \"\"\"\n# no\n\\\"\"\" # no \"\"\"\" # six\nm = '''\n# no'''\ne = \"\"\n\
            \"a#b\" = ''\n  # eleven, \"open\nz = 1";
        assert!(text.parse::<toml::Table>().is_ok(), "{text}");
        assert_eq!(comment_lines(text), [1, 2, 3, 6, 11], "{text}");
    }
}
