//! The planet's own words: a table of messages per language, in the format of [Project Fluent](https://projectfluent.org).
//!
//! `language` in planet.toml (BCP 47) alone decides, message by message: the tag as it is (`pt-BR`), then its first part
//! (`pt`), then English. Within a language the planet's own `languages/<tag>.ftl` goes over its theme's, and that over the
//! built-in one.

mod dates;
mod error;
mod needs;
mod table;

use std::{
    collections::{BTreeMap, HashMap},
    fmt::Write as _,
};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

use self::{
    dates::Names,
    needs::{AllNeeds, Needs},
};
pub use self::{
    dates::{STYLES, Style},
    error::LanguageError,
    table::Table,
};

/// The language that has every message.
const ENGLISH: &str = "en";

/// The words of one language over the English ones.
pub struct Language {
    /// One per language, the one that is asked for first.
    bundles: Vec<FluentBundle<FluentResource>>,
    messages: HashMap<String, Message>,
    names: Names,
}

/// A message that somebody has.
struct Message {
    /// The index of the first bundle that has it.
    bundle: usize,
    /// The arguments that its text asks for.
    arguments: Vec<String>,
    /// Its text, where that is the same for all arguments but for their places. Most are so, and pages have hundreds.
    pieces: Option<Vec<Piece>>,
    file: String,
    line: usize,
}

/// A part of a message.
enum Piece {
    Text(String),
    /// By its place in [`Message::arguments`].
    Argument(usize),
}

/// Stands for an argument while a message is taken apart. It is no character, so no message has it.
const MARK: char = '\u{FDD0}';

/// What a message is told.
#[derive(Debug, Clone, Copy)]
pub enum Argument<'a> {
    /// Words.
    Text(&'a str),
    /// A number, by which a message may choose among its plural forms.
    Number(i64),
    /// A number that is not whole.
    Fraction(f64),
    /// A number as words have it, by which nothing is chosen: at least so many digits.
    Digits(i64, usize),
}

impl<'a> Argument<'a> {
    fn to_fluent(self) -> FluentValue<'a> {
        match self {
            Self::Text(text) => FluentValue::from(text),
            Self::Number(number) => FluentValue::from(number),
            Self::Fraction(number) => FluentValue::from(number),
            Self::Digits(number, width) => FluentValue::from(format!("{number:0width$}")),
        }
    }

    fn write(self, text: &mut String) {
        let _a_string_takes_everything = match self {
            Self::Text(words) => text.write_str(words),
            Self::Number(number) => write!(text, "{number}"),
            Self::Fraction(number) => write!(text, "{number}"),
            Self::Digits(number, width) => write!(text, "{number:0width$}"),
        };
    }
}

impl From<usize> for Argument<'_> {
    fn from(number: usize) -> Self {
        Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl Language {
    /// Loads the words for the language `tag`. `own` are the tables of the theme and of the planet, those that win last.
    ///
    /// # Errors
    /// A table of `own` has a message that cannot be shown: it refers to one that nobody has, asks for an argument that it
    /// is not given, or is a list of names that are too many or too few.
    pub fn load(tag: &str, own: Vec<Table>) -> Result<Self, LanguageError> {
        let chain = chain(tag);
        let mut tables = table::built_in(&chain)?;
        let known = known_arguments(&tables);
        tables.extend(own);
        let mut messages: HashMap<String, Message> = HashMap::new();
        let mut bundles = Vec::with_capacity(chain.len());
        for tag in &chain {
            let (here, others): (Vec<_>, Vec<_>) =
                tables.into_iter().partition(|table| table.tag == *tag);
            tables = others;
            if here.is_empty() {
                continue;
            }
            let mut bundle = FluentBundle::new_concurrent(vec![identifier(tag)]);
            // Feeds' names stand in sentences without marks that browsers do not need: each is in an element of its own.
            bundle.set_use_isolating(false);
            let mut all: BTreeMap<String, Needs> = BTreeMap::new();
            for table in here {
                all.extend(table.needs);
                bundle.add_resource_overriding(table.resource);
            }
            for (id, needs) in &all {
                let AllNeeds { arguments, chooses } = needs::of_message(id, &all, known.get(id))?;
                // Terms are there for other messages alone.
                if !id.starts_with('-') && !messages.contains_key(id) {
                    let pieces = (!chooses).then(|| pieces(&bundle, id, &arguments));
                    let message = Message {
                        bundle: bundles.len(),
                        pieces: pieces.flatten(),
                        arguments,
                        file: needs.file.clone(),
                        line: needs.line,
                    };
                    messages.insert(id.clone(), message);
                }
            }
            bundles.push(bundle);
        }
        let mut language = Self {
            bundles,
            messages,
            names: Names::default(),
        };
        language.names = Names::read(&language)?;
        Ok(language)
    }

    /// The message `id` as text.
    ///
    /// # Errors
    /// Nobody has such a message, or it asks for an argument that is not given.
    pub fn text(
        &self,
        id: &str,
        arguments: &[(&str, Argument<'_>)],
    ) -> Result<String, LanguageError> {
        let message = self.message(id)?;
        let value = |name: &String| {
            let given = arguments.iter().find(|(given, _)| given == name);
            given.map(|(_, value)| *value)
        };
        if let Some(name) = message.arguments.iter().find(|name| value(name).is_none()) {
            return Err(LanguageError::Argument {
                id: id.to_owned(),
                name: name.clone(),
                file: message.file.clone(),
                line: message.line,
            });
        }
        if let Some(pieces) = &message.pieces {
            let mut text = String::new();
            for piece in pieces {
                match piece {
                    Piece::Text(part) => text.push_str(part),
                    Piece::Argument(n) => {
                        message
                            .arguments
                            .get(*n)
                            .and_then(value)
                            .iter()
                            .for_each(|value| value.write(&mut text));
                    }
                }
            }
            return Ok(text);
        }
        let arguments: FluentArgs<'_> = arguments
            .iter()
            .map(|(name, value)| (*name, value.to_fluent()))
            .collect();
        let bundle = self.bundles.get(message.bundle);
        // Whatever could go wrong was looked for when the tables were loaded.
        let text = bundle.and_then(|bundle| format(bundle, id, &arguments));
        text.ok_or_else(|| LanguageError::Table {
            file: message.file.clone(),
            line: message.line,
            message: format!("the message `{id}` cannot be put together"),
        })
    }

    /// The messages that always read the same, with their ids.
    pub fn fixed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.messages.iter().filter_map(|(id, message)| {
            let [Piece::Text(text)] = message.pieces.as_deref()? else {
                return None;
            };
            Some((id.as_str(), text.as_str()))
        })
    }

    /// The names of the arguments that the message `id` asks for.
    ///
    /// # Errors
    /// Nobody has such a message.
    pub fn arguments(&self, id: &str) -> Result<&[String], LanguageError> {
        Ok(&self.message(id)?.arguments)
    }

    fn message(&self, id: &str) -> Result<&Message, LanguageError> {
        self.messages.get(id).ok_or_else(|| LanguageError::Unknown {
            id: id.to_owned(),
            nearest: self.nearest(id),
        })
    }

    fn nearest(&self, id: &str) -> Option<String> {
        let near = |known: &String| (strsim::damerau_levenshtein(known, id), known.clone());
        let nearest = self.messages.keys().map(near).min()?;
        (nearest.0 <= 3).then_some(nearest.1)
    }
}

/// Puts the message `id` together, if it can be.
fn format(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    arguments: &FluentArgs<'_>,
) -> Option<String> {
    let message = bundle.get_message(id)?;
    let mut errors = Vec::new();
    let text = bundle.format_pattern(message.value()?, Some(arguments), &mut errors);
    errors.is_empty().then(|| text.into_owned())
}

/// Takes a message apart that does not choose among forms.
fn pieces(
    bundle: &FluentBundle<FluentResource>,
    id: &str,
    arguments: &[String],
) -> Option<Vec<Piece>> {
    let numbered = arguments.iter().enumerate();
    let marks = numbered.map(|(n, name)| (name.as_str(), format!("{MARK}{n}{MARK}")));
    let text = format(bundle, id, &marks.collect())?;
    let parts = text.split(MARK).enumerate();
    let piece = |(n, part): (usize, &str)| match n % 2 {
        0 => Some(Piece::Text(part.to_owned())),
        _ => part.parse().ok().map(Piece::Argument),
    };
    parts.map(piece).collect()
}

/// The languages to look in, one after the other, in lower case.
fn chain(tag: &str) -> Vec<String> {
    let tag = tag.to_ascii_lowercase();
    let primary = tag.split('-').next().unwrap_or_default().to_owned();
    let mut chain = vec![tag, primary, ENGLISH.to_owned()];
    chain.dedup();
    chain
}

/// What decides the plural forms.
fn identifier(tag: &str) -> LanguageIdentifier {
    let primary = tag.split('-').next().unwrap_or_default();
    tag.parse().or_else(|_| primary.parse()).unwrap_or_default()
}

/// What each built-in message is given: what its English text asks for, and for dates more than that.
fn known_arguments(built_in: &[Table]) -> BTreeMap<String, Vec<String>> {
    let english = built_in.iter().filter(|table| table.tag == ENGLISH);
    let needs = english.flat_map(|table| &table.needs);
    needs
        .map(|(id, needs)| {
            let dates = dates::ARGUMENTS.iter().map(|name| (*name).to_owned());
            let arguments = if Style::of_message(id).is_some() {
                dates.collect()
            } else {
                needs.variables.clone()
            };
            (id.clone(), arguments)
        })
        .collect()
}

#[cfg(test)]
mod tests;
