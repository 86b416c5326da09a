//! Reads one TOML table into one struct key by key, so that every mistake in it is found, not only the first.

use std::ops::Range;

use serde::{
    Deserialize,
    de::{self, Visitor, value::Error as Plain},
    forward_to_deserialize_any,
};
use toml::{
    Spanned,
    de::{DeTable, DeValue, ValueDeserializer},
};

use crate::config::{mistake::Mistake, unknown, words};

/// Reads the table that stands at `at` (`""` for the top) into a `T`, all of whose fields have defaults. A key that is
/// unknown or holds a wrong value becomes a mistake and is left out.
pub(crate) fn table<'de, T: Deserialize<'de>>(
    table: DeTable<'de>,
    at: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<T> {
    let known = fields::<T>();
    let mut good = DeTable::new();
    for (key, value) in table {
        let name = key.get_ref().as_ref();
        if !known.contains(&name) {
            mistakes.push(unknown::key(name, key.span(), at));
            continue;
        }
        let mut alone = DeTable::new();
        let value_span = value.span();
        alone.insert(key.clone(), value.clone());
        match T::deserialize(ValueDeserializer::from(Spanned::new(
            value_span.clone(),
            DeValue::Table(alone),
        ))) {
            Ok(_) => {
                good.insert(key, value);
            }
            Err(error) => {
                let message = format!("`{name}`: {}", words::of_value(error.message()));
                mistakes.push(Mistake::new(error.span().unwrap_or(value_span), message));
            }
        }
    }
    match T::deserialize(ValueDeserializer::from(Spanned::new(
        0..0,
        DeValue::Table(good),
    ))) {
        Ok(read) => Some(read),
        Err(error) => {
            // Each key was right alone, so only a combination of keys can bring us here, and no struct has one.
            mistakes.push(Mistake::new(
                error.span().unwrap_or(0..0),
                words::of_value(error.message()),
            ));
            None
        }
    }
}

/// Says which of the keys that must be there are not: `span` is where their table begins.
pub(crate) fn required(
    table: &DeTable<'_>,
    span: &Range<usize>,
    keys: &[(&str, &str)],
    mistakes: &mut Vec<Mistake>,
) {
    for (key, hint) in keys {
        if !table.contains_key(*key) {
            mistakes.push(Mistake::new(span.clone(), format!("`{key}` is missing")).hint(*hint));
        }
    }
}

/// The text without the spaces around it; a text of nothing else becomes a mistake.
pub(crate) fn filled(
    value: Option<&Spanned<String>>,
    (key, hint): (&str, &str),
    mistakes: &mut Vec<Mistake>,
) -> Option<String> {
    let value = value?;
    let text = value.get_ref().trim();
    if text.is_empty() {
        mistakes.push(Mistake::new(value.span(), format!("`{key}` is empty")).hint(hint));
        return None;
    }
    Some(text.to_owned())
}

/// Takes the table `key` out of `table`; a value that is no table becomes a mistake.
pub(crate) fn take_table<'de>(
    table: &mut DeTable<'de>,
    key: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<Spanned<DeTable<'de>>> {
    let value = table.remove(key)?;
    let span = value.span();
    match value.into_inner() {
        DeValue::Table(inner) => Some(Spanned::new(span, inner)),
        other => {
            mistakes.push(
                Mistake::new(
                    span,
                    format!(
                        "`{key}` must be a table, found {}",
                        words::of_kind(other.type_str())
                    ),
                )
                .hint(format!(
                    "write `[{key}]` once, on a line of its own, and its keys below"
                )),
            );
            None
        }
    }
}

/// Takes the list of tables `key` out of `table`; `None` when there is none. What is no list, or no table in it (`what`), becomes
/// a mistake with this hint.
pub(crate) fn take_tables<'de>(
    table: &mut DeTable<'de>,
    key: &str,
    what: &str,
    hint: &str,
    mistakes: &mut Vec<Mistake>,
) -> Option<Vec<Spanned<DeTable<'de>>>> {
    let value = table.remove(key)?;
    let span = value.span();
    let DeValue::Array(array) = value.into_inner() else {
        let message = format!(
            "`{key}` must be a list of tables, one for each {}",
            what_alone(what)
        );
        mistakes.push(Mistake::new(span, message).hint(hint));
        return Some(Vec::new());
    };
    let mut tables = Vec::with_capacity(array.len());
    for item in array {
        let span = item.span();
        match item.into_inner() {
            DeValue::Table(table) => tables.push(Spanned::new(span, table)),
            other => {
                let found = words::of_kind(other.type_str());
                let message = format!("{what} must be a table, found {found}");
                mistakes.push(Mistake::new(span, message).hint(hint));
            }
        }
    }
    Some(tables)
}

/// The noun without its article.
fn what_alone(what: &str) -> &str {
    what.split_once(' ').map_or(what, |(_, noun)| noun)
}

/// The names of the fields of `T`, as serde knows them.
pub(crate) fn fields<'de, T: Deserialize<'de>>() -> &'static [&'static str] {
    let mut names: &'static [&'static str] = &[];
    // The deserializer below refuses everything after it has been told the names, which is all we are here for.
    let _refused = T::deserialize(Names(&mut names));
    names
}

struct Names<'a>(&'a mut &'static [&'static str]);

impl<'de> de::Deserializer<'de> for Names<'_> {
    type Error = Plain;

    fn deserialize_any<V: Visitor<'de>>(self, _visitor: V) -> Result<V::Value, Plain> {
        Err(de::Error::custom("names only"))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Plain> {
        *self.0 = fields;
        self.deserialize_any(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
