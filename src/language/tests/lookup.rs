//! Whose words are taken, where several tables have a message or the language has none.

use crate::language::{
    Language, Style, Table,
    tests::{at, counted, language, with},
};

#[test]
fn a_tag_is_looked_up_as_it_is_then_by_its_first_part_then_english() {
    assert_eq!(counted(&language("de-AT"), "posts", 1), "1 Beitrag");
    assert_eq!(counted(&language("ZH-hant-tw"), "posts", 1), "1 篇文章");
    assert_eq!(counted(&language("eo"), "posts", 1), "1 post");
    let own = [
        ("de-at", "posts = Jänner"),
        ("de", "nav-search = Nachschau"),
    ];
    let austrian = with("de-AT", &own).unwrap();
    assert_eq!(counted(&austrian, "posts", 1), "Jänner");
    assert_eq!(austrian.text("nav-search", &[]).unwrap(), "Nachschau");
    assert_eq!(austrian.text("nav-blogs", &[]).unwrap(), "Blogs");
}

#[test]
fn a_new_language_falls_back_to_english_message_by_message() {
    let own = [(
        "pl",
        "posts = { $count ->\n    [one] { $count } wpis\n    [few] { $count } wpisy\n   *[many] { $count } wpisów\n}\n",
    )];
    let polish = with("pl", &own).unwrap();
    let posts = [1, 3, 11, 22].map(|n| counted(&polish, "posts", n));
    assert_eq!(posts, ["1 wpis", "3 wpisy", "11 wpisów", "22 wpisy"]);
    // English words keep the plural forms of English.
    assert_eq!(counted(&polish, "blogs", 22), "22 blogs");
    assert_eq!(
        polish.date(Style::Day, at(2025, 11, 12)),
        "12 November 2025"
    );
}

#[test]
fn of_two_tables_of_one_language_the_later_wins() {
    let tables = ["nav-river = Theme\nnav-tags = Theme", "nav-river = Planet"]
        .map(|text| Table::read("en", "languages/en.ftl", text).unwrap());
    let language = Language::load("en", tables.into()).unwrap();
    assert_eq!(language.text("nav-river", &[]).unwrap(), "Planet");
    assert_eq!(language.text("nav-tags", &[]).unwrap(), "Theme");
    assert_eq!(language.text("nav-blogs", &[]).unwrap(), "Blogs");
}
