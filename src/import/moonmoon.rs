//! moonmoon's config.yml, and the people.opml that lies beside it with the feeds.

use crate::import::{ImportError, comments, model::Draft, opml, osmosfeed, source::Source, yaml};

/// Where the feeds are.
const PEOPLE: &str = "people.opml";

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    for (key, line, node) in osmosfeed::map(source)? {
        let place = source.place(line);
        let Some(value) = node.text() else {
            draft.lost(
                &place,
                format!("`{key}` is not carried over: it is no text"),
                None,
            );
            continue;
        };
        let named = format!("`{key}: {value}`");
        match key.as_str() {
            _ if value.is_empty() => {}
            "name" => {
                draft.set(("", "title"), value.into(), &named, &place);
            }
            "url" => {
                draft.set(("", "base_url"), value.into(), &named, &place);
            }
            "locale" => {
                draft.set(
                    ("", "language"),
                    value.replace('_', "-").into(),
                    &named,
                    &place,
                );
            }
            "items" => match value.parse::<i64>() {
                Ok(items) => {
                    draft.set(("river", "entries_per_page"), items.into(), &named, &place);
                }
                Err(_) => draft.lost(&place, format!("{named} is no number"), None),
            },
            "postmaxlength" | "shuffle" | "nohtml" if value == "0" => {}
            "postmaxlength" => {
                if draft.set(("river", "content"), "excerpt".into(), &named, &place) {
                    let message = format!(
                        "{named} has become `content = \"excerpt\"`; planet decides where an excerpt ends"
                    );
                    draft.remark(&place, message, None);
                }
            }
            "refresh" | "cache" | "cachetimeout" | "cachedir" | "cloudhash" | "debug" => {
                let message = format!(
                    "{named} is not needed: planet runs when it is called, and remembers in `.planet`"
                );
                draft.remark(&place, message, None);
            }
            _ => draft.lost(&place, format!("{named} has no counterpart"), None),
        }
    }
    comments::append(
        &mut draft.head,
        comments::lines(&yaml::comments(&source.text)),
    );
    let people = draft.beside(source, PEOPLE).map_err(|reason| {
        ImportError::whole(
            &source.name,
            format!("moonmoon's feeds are missing: {reason}"),
        )
        .hint("put `people.opml` beside it, or import that file alone")
    })?;
    opml::feeds(&people, draft)
}
