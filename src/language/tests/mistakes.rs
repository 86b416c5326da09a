//! What is wrong with a table, and what is not: mistakes are told with their place.

use crate::language::{
    LanguageError, Table,
    tests::{language, with},
};

#[test]
fn every_mistake_of_a_table_is_told_with_its_line() {
    for (text, line, said) in [
        ("a = b\n\nthis is no message\n", 3, "not a message"),
        ("a = { $count ->\n    [one] x\n}\n", 3, "not a message"),
        ("a = b\nb = c\na = d\n", 3, "`a` is here twice"),
        ("a = b\nc =\n    .title = d\n", 2, "`c` has no text"),
        (
            "\n\nnav-river = { $who }\n",
            3,
            "asks for `$who`, but is given nothing",
        ),
        (
            "posts = { $coutn } posts",
            1,
            "asks for `$coutn`, but is given `$count`",
        ),
        ("# x\na = { b }\n", 2, "`a` refers to `b`"),
        ("a = { b }\nb = { a }\n", 2, "refer to each other"),
        ("a = { -b }\n-b = { -c }\n", 2, "`-b` refers to `-c`"),
        ("x = y\na = { NUMBER($b) }\n", 2, "functions"),
        ("x = y\nmonths = January | February\n", 2, "12 names"),
    ] {
        let error = with("en", &[("en", text)]).err().unwrap();
        match &error {
            LanguageError::Table { file, line: at, .. } => {
                assert_eq!((file.as_str(), *at), ("languages/en.ftl", line), "{error}");
            }
            other => panic!("{other}"),
        }
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn a_file_that_is_not_named_after_a_language_is_refused() {
    let error = Table::read("my words", "languages/my words.ftl", "").unwrap_err();
    assert!(error.to_string().contains("my words.ftl"), "{error}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let own = [("en", "\u{FEFF}nav-river = One\r\nnav-tags = Two\r\n")];
    let language = with("en", &own).unwrap();
    assert_eq!(language.text("nav-river", &[]).unwrap(), "One");
    assert_eq!(language.text("nav-tags", &[]).unwrap(), "Two");
}

#[test]
fn a_message_that_nobody_has_and_an_argument_that_is_not_given_are_named() {
    let english = language("en");
    let error = english.text("nav-rivr", &[]).unwrap_err();
    assert!(error.to_string().contains("`nav-rivr`"), "{error}");
    assert_eq!(error.hint().as_deref(), Some("did you mean `nav-river`?"));
    let error = english.text("posts", &[]).unwrap_err();
    assert!(error.to_string().contains("asks for `count`"), "{error}");
}
