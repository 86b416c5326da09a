//! osmosfeed.yaml: `sources` with an `href` each, and a handful of settings.

use crate::import::{
    ImportError,
    comments::{self, Comment},
    model::{Draft, Feed, data, name_of, one_line},
    source::Source,
    yaml::{self, Node, Value},
};

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let mut comments = yaml::comments(&source.text);
    comments.reverse();
    for (key, line, node) in map(source)? {
        if key != "sources" {
            let above = until(&mut comments, line);
            let count = draft.settings.len();
            // What stands by itself on top is about the file.
            let is_own = count > 0 || above.last().is_some_and(|last| last.line + 1 == line);
            setting(source, &key, line, &node, draft);
            let index = if is_own { count } else { usize::MAX };
            draft.comment(comments::lines(&above), index);
            continue;
        }
        let above = comments::lines(&until(&mut comments, line));
        comments::append(&mut draft.head, above);
        let Value::List(sources) = node.value else {
            let message = "`sources` is no list, so no feed is known";
            return Err(ImportError::at(&source.place(line), message));
        };
        for entry in &sources {
            let words = switched_off(source, &until(&mut comments, entry.line), draft);
            feed(source, entry, words, draft);
        }
    }
    comments.reverse();
    draft.tail = switched_off(source, &comments, draft);
    Ok(())
}

/// The keys of a document that is a map.
pub(crate) fn map(source: &Source) -> Result<Vec<(String, usize, Node)>, ImportError> {
    let node = yaml::parse(&source.text).map_err(|(line, message)| {
        ImportError::at(&source.place(line), format!("this is no YAML: {message}"))
            .hint("nothing is imported from a part of a file; mend this line and import again")
    })?;
    match node.map(|node| node.value) {
        Some(Value::Map(map)) => Ok(map),
        _ => Err(ImportError::whole(
            &source.name,
            "has no `key: value` at its top",
        )),
    }
}

/// Takes the comments above `line`; they are in reverse order.
fn until(comments: &mut Vec<Comment>, line: usize) -> Vec<Comment> {
    let mut taken = Vec::new();
    while let Some(comment) = comments.pop_if(|comment| comment.line < line) {
        taken.push(comment);
    }
    taken
}

fn setting(source: &Source, key: &str, line: usize, node: &Node, draft: &mut Draft) {
    let place = source.place(line);
    let Some(value) = node.text() else {
        draft.lost(&place, format!("`{key}` is not carried over"), None);
        return;
    };
    let named = format!("`{key}: {value}`");
    match key {
        _ if value.is_empty() => {}
        "siteTitle" => {
            draft.set(("", "title"), value.into(), &named, &place);
        }
        "timezone" => {
            draft.set(("", "timezone"), value.into(), &named, &place);
        }
        // The cache lies beside the site's pages.
        "cacheUrl" => {
            let site = value.rsplit_once('/').map_or(value, |(folder, _)| folder);
            if draft.set(("", "base_url"), format!("{site}/").into(), &named, &place) {
                let message =
                    format!("{named} says where the site is; planet remembers without it");
                draft.remark(&place, message, None);
            }
        }
        "cacheMaxDays" => match value.parse::<i64>() {
            Ok(days) => {
                draft.set(("river", "days"), days.into(), &named, &place);
            }
            Err(_) => draft.lost(&place, format!("{named} is no number of days"), None),
        },
        _ => draft.lost(&place, format!("{named} has no counterpart"), None),
    }
}

fn feed(source: &Source, entry: &Node, words: Vec<String>, draft: &mut Draft) {
    let place = source.place(entry.line);
    let mut feed = Feed::new(place.clone(), "", "");
    match &entry.value {
        Value::Scalar(url) => feed.url = one_line(url),
        Value::Map(keys) => {
            for (key, line, node) in keys {
                let at = source.place(*line);
                match (key.as_str(), node.text()) {
                    ("href" | "url", Some(url)) => feed.url = one_line(url),
                    ("title" | "name", Some(name)) => {
                        feed.name = name_of(name);
                    }
                    (key, Some(value)) if !value.is_empty() => feed.put_extra(key, data(value)),
                    (_, Some(_)) => {}
                    (key, None) => draft.lost(
                        &at,
                        format!("`{key}` is not carried over: it is no text"),
                        None,
                    ),
                }
            }
        }
        Value::List(_) | Value::Alias => {}
    }
    feed.comments = words;
    if feed.url.is_empty() {
        draft.lost(
            &place,
            "this source has no `href`, so it stands as a comment",
            None,
        );
        feed.off = Some("the source names no address of a feed".to_owned());
    }
    draft.feeds.push(feed);
}

/// The words among comments; sources among them (`# - href: …`) are feeds that somebody has switched off.
fn switched_off(source: &Source, all: &[Comment], draft: &mut Draft) -> Vec<String> {
    let mut words: Vec<Comment> = Vec::new();
    let mut lines = Vec::new();
    for comment in all {
        let href = comment
            .text
            .trim()
            .strip_prefix('-')
            .and_then(|rest| rest.trim().strip_prefix("href:"));
        let Some(url) = href.map(|url| url.trim().trim_matches(['"', '\''])) else {
            words.push(comment.clone());
            continue;
        };
        comments::append(&mut lines, comments::lines(&words));
        words.clear();
        let mut feed = Feed::new(source.place(comment.line), "", url);
        feed.comments = std::mem::take(&mut lines);
        feed.off = Some(String::new());
        draft.feeds.push(feed);
    }
    comments::append(&mut lines, comments::lines(&words));
    lines
}
