//! planet.toml's own `[[feeds]]`: what `planet export toml` prints, or a whole planet.toml.

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
        let found = spans.iter().find(|(known, _)| known.get_ref() == key);
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
    let file: Table = source.text.parse().map_err(broken)?;
    for (key, value) in file {
        let place = source.place(line_of(&key));
        match value {
            Value::Array(feeds) if key == "feeds" => {
                let places = feed_lines.iter().map(|line| source.place(*line));
                for (feed, place) in feeds.into_iter().zip(places) {
                    read_feed(feed, &text_lines, &place, draft);
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
    feed.comments = above(text_lines, place.line);
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
fn above(text: &[&str], line: usize) -> Vec<String> {
    let before = text.get(..line.saturating_sub(1)).unwrap_or_default();
    let comments = before.iter().enumerate().rev().map_while(|(index, text)| {
        let text = text.trim_start().strip_prefix('#')?.to_owned();
        Some(Comment {
            line: index + 1,
            text,
        })
    });
    let mut comments: Vec<Comment> = comments.collect();
    comments.reverse();
    comments::lines(&comments)
}
