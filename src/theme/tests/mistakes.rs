//! Mistakes in a theme, which fail at load and name their place.

use std::fs;

use serde_json::json;

use crate::theme::tests::{BASE_URL, file_and_line, load, load_in, planet};
use crate::theme::{BUILT_IN, ThemeError};

#[test]
fn a_field_that_does_not_exist_fails_at_load_with_file_line_and_suggestion() {
    let files = [(
        "templates/_entry_footer.html",
        "<p>\n{{ entry.titel }}\n</p>",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("_entry_footer.html"), "{file}");
    assert_eq!(line, Some(2));
    assert!(
        error.to_string().contains("2 | {{ entry.titel }}"),
        "{error}"
    );
    assert_eq!(error.hint().as_deref(), Some("did you mean `title`?"));
}

#[test]
fn what_only_a_feed_without_anything_shows_fails_at_load_too() {
    let files = [(
        "templates/_entry_footer.html",
        "{{ entry.source.title | upper }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert_eq!(file_and_line(&error).1, Some(1));
}

#[test]
fn a_template_that_does_not_parse_names_its_file_and_line() {
    let files = [(
        "templates/index.html",
        "{% extends \"base.html\" %}\n{% blok main %}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("index.html"), "{file}");
    assert_eq!(line, Some(2));
}

#[test]
fn an_unknown_filter_names_its_file_and_line() {
    let files = [("templates/404.html", "\n\n{{ page.title | shout }}")];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("404.html"), "{file}");
    assert_eq!(line, Some(3));
    assert!(
        error.to_string().contains("Unknown filter `shout`"),
        "{error}"
    );
}

#[test]
fn a_template_that_extends_itself_is_told_the_full_name() {
    let files = [("templates/base.html", "{% extends \"base.html\" %}")];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(file_and_line(&error).0.ends_with("base.html"));
    assert!(
        error
            .hint()
            .unwrap()
            .contains("{% extends \"river/base.html\" %}")
    );
}

#[test]
fn themes_that_are_not_there_or_not_for_this_planet_are_refused() {
    for name in ["delta", "../delta", ".", ""] {
        let error = load(&[], name, &json!({})).err().unwrap();
        assert!(
            matches!(error, ThemeError::Unknown { .. }),
            "{name}: {error}"
        );
    }
    let manifest = [(
        "themes/delta/theme.toml",
        "name = \"delta\"\nmin_version = \"999.0.0\"",
    )];
    let error = load(&manifest, "delta", &json!({})).err().unwrap();
    assert!(matches!(error, ThemeError::TooNew { .. }), "{error}");
    let manifest = [("themes/delta/theme.toml", "nmae = \"delta\"")];
    let error = load(&manifest, "delta", &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("unknown field `nmae`"),
        "{error}"
    );
}

#[test]
fn a_template_that_is_not_text_is_refused_by_name() {
    let folder = planet(&[("templates/base.html", "")]);
    fs::write(folder.path().join("templates/base.html"), b"\xff\xfe").unwrap();
    let error = load_in(folder.path(), BUILT_IN, BASE_URL, &json!({}))
        .err()
        .unwrap();
    assert!(matches!(error, ThemeError::NotText { .. }), "{error}");
}

#[test]
fn an_asset_that_does_not_exist_fails_at_load() {
    let files = [(
        "templates/_head_extra.html",
        "{{ asset(path=\"styel.css\") }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("no static file `styel.css`"),
        "{error}"
    );
}

#[test]
fn a_date_format_that_is_none_fails_at_load() {
    let files = [(
        "templates/404.html",
        "{{ \"2025-11-09T23:05:00Z\" | date(format=\"%Q\") }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("`%Q` is not a date format"),
        "{error}"
    );
}
