//! Small facts about messages, and what the tests of this folder read them with.

mod dates;
mod lookup;
mod mistakes;
mod tables;

use chrono::{NaiveDate, NaiveDateTime};

use crate::language::{Argument, Language, LanguageError, Table};

pub(super) fn language(tag: &str) -> Language {
    Language::load(tag, Vec::new()).unwrap()
}

pub(super) fn with(tag: &str, own: &[(&str, &str)]) -> Result<Language, LanguageError> {
    let tables = own
        .iter()
        .map(|(tag, text)| Table::read(tag, &format!("languages/{tag}.ftl"), text))
        .collect::<Result<_, _>>()?;
    Language::load(tag, tables)
}

pub(super) fn counted(language: &Language, id: &str, count: i64) -> String {
    language
        .text(id, &[("count", Argument::Number(count))])
        .unwrap()
}

pub(super) fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    date.and_hms_opt(9, 5, 0).unwrap()
}

#[test]
fn names_in_a_sentence_stand_there_as_they_are() {
    let arguments = [("author", Argument::Text("ضفاف <b>"))];
    let text = language("en").text("entry-by", &arguments).unwrap();
    assert_eq!(text, "by ضفاف <b>");
}

/// Threads render pages at the same time.
#[test]
fn a_language_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&language("en"));
}
