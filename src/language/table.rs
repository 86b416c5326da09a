//! One file of messages, and those that are built in.

use std::collections::BTreeMap;

use fluent_bundle::FluentResource;
use fluent_syntax::ast::{Entry, Pattern};
use unic_langid::LanguageIdentifier;

use crate::language::{LanguageError, needs::Needs};

macro_rules! table {
    ($tag:literal) => {
        ($tag, include_str!(concat!("tables/", $tag, ".ftl")))
    };
}

/// The tables that planet brings: language and text.
pub(super) const BUILT_IN: [(&str, &str); 7] = [
    table!("ar"),
    table!("de"),
    table!("en"),
    table!("es"),
    table!("fr"),
    table!("ja"),
    table!("zh"),
];

/// The messages of one file.
#[derive(Debug)]
pub struct Table {
    /// Whose language it is, in lower case.
    pub(super) tag: String,
    pub(super) resource: FluentResource,
    /// What each message and each term (`-name`) needs to be shown.
    pub(super) needs: BTreeMap<String, Needs>,
}

impl Table {
    /// Reads the messages of the language `tag` from the text of `file`.
    ///
    /// # Errors
    /// `tag` is not a language, or the text is not Fluent's, has a message twice or one without words.
    pub fn read(tag: &str, file: &str, text: &str) -> Result<Self, LanguageError> {
        tag.parse::<LanguageIdentifier>()
            .map_err(|_| LanguageError::Name {
                file: file.to_owned(),
            })?;
        let text = text.trim_start_matches('\u{FEFF}');
        let wrong = |line, message| LanguageError::Table {
            file: file.to_owned(),
            line,
            message,
        };
        let resource = FluentResource::try_new(text.to_owned()).map_err(|(_, errors)| {
            let first = errors.first();
            let line = first.map_or(1, |error| line_at(text, error.pos.start));
            let message = first.map(ToString::to_string).unwrap_or_default();
            wrong(line, format!("this is not a message: {message}"))
        })?;
        let mut needs = BTreeMap::new();
        let mut lines = text.lines().zip(1..);
        for entry in resource.entries() {
            let (id, value): (_, Option<&Pattern<&str>>) = match entry {
                Entry::Message(message) => (message.id.name.to_owned(), message.value.as_ref()),
                Entry::Term(term) => (format!("-{}", term.id.name), Some(&term.value)),
                _ => continue,
            };
            let begins = |text: &str| {
                let rest = text.strip_prefix(id.as_str());
                rest.is_some_and(|rest| rest.trim_start().starts_with('='))
            };
            let line = lines
                .by_ref()
                .find(|(text, _)| begins(text))
                .map_or(1, |(_, line)| line);
            let Some(value) = value else {
                return Err(wrong(line, format!("the message `{id}` has no text")));
            };
            let needed = Needs::of(value, file, line)?;
            if needs.insert(id.clone(), needed).is_some() {
                return Err(wrong(line, format!("the message `{id}` is here twice")));
            }
        }
        Ok(Self {
            tag: tag.to_ascii_lowercase(),
            resource,
            needs,
        })
    }
}

/// The tables that planet brings for these languages.
pub(super) fn built_in(tags: &[String]) -> Result<Vec<Table>, LanguageError> {
    let wanted = |tag: &str| tags.iter().any(|wanted| wanted == tag);
    BUILT_IN
        .iter()
        .filter(|(tag, _)| wanted(tag))
        .map(|(tag, text)| Table::read(tag, &format!("built-in languages/{tag}.ftl"), text))
        .collect()
}

/// The number of the line that holds the byte `at`.
fn line_at(text: &str, at: usize) -> usize {
    let before = text.as_bytes().iter().take(at);
    before.filter(|byte| **byte == b'\n').count() + 1
}
