//! What serde and toml say of a wrong value or of broken syntax, in the words of someone who writes a planet.toml.

use crate::config::mistake::{nearest, with_hint};

/// A message of serde about one value.
pub(crate) fn of_value(message: &str) -> String {
    if let Some((found, wanted)) = after(message, "invalid type: ") {
        return format!("expected {}, found {}", expected(wanted), read(found));
    }
    if let Some((found, _)) = after(message, "invalid value: ") {
        return if found.contains('-') {
            format!("expected 0 or more, found {}", read(found))
        } else {
            format!("{} is too large", read(found))
        };
    }
    if let Some((word, known)) = after(message, "unknown variant ") {
        let known = quoted(known);
        let message = format!("expected {}, found {word}", list(&known, "or"));
        return match suggestion(word, &known) {
            Some(hint) => with_hint(message, &hint),
            None => message,
        };
    }
    if let Some((word, known)) = after(message, "unknown field ") {
        let known = quoted(known);
        let others = || format!("it can be {}", list(&known, "or"));
        let hint = suggestion(word, &known).unwrap_or_else(others);
        return with_hint(format!("unknown key {word}"), &hint);
    }
    message.to_owned()
}

/// A message of toml about text that is not TOML.
pub(crate) fn of_syntax(message: &str) -> String {
    let what = message
        .split_once(", expected ")
        .map_or(message, |(what, _)| what);
    let (message, hint) = match what {
        "string values must be quoted" => (
            "a text must stand in quotes",
            "write `key = \"text\"`; numbers, `true` and `false` stand without quotes",
        ),
        "invalid basic string" | "invalid literal string" => (
            "this text has no closing quote",
            "close it on the same line; a text of several lines stands in \"\"\"three quotes\"\"\"",
        ),
        "missing escaped value" => (
            "a backslash has a meaning of its own in \"double quotes\"",
            "put the text in 'single quotes', where it is just a backslash, or write it twice",
        ),
        "duplicate key" => ("this key stands above already", "keep one of the two"),
        "key with no value" => ("expected `=` after the key", "write `key = \"text\"`"),
        "missing value for key" | "missing value" => {
            ("expected a value after the `=`", "write `key = \"text\"`")
        }
        "invalid unquoted key" => (
            "a key is made of letters, digits, `-` and `_`",
            "write `key = \"text\"`, or put an unusual key in quotes",
        ),
        "unclosed array table" => ("expected `]]`", "write `[[feeds]]`"),
        "unclosed table" => ("expected `]`", "write the name of a table as `[river]`"),
        "unclosed array" => ("this list has no `]`", "write `[\"one\", \"two\"]`"),
        "unclosed inline table" => ("this table has no `}`", "write `{ key = \"text\" }`"),
        "missing comma between array elements" => {
            ("expected a comma before this", "write `[\"one\", \"two\"]`")
        }
        "missing comma between key-value pairs" => (
            "expected a comma before this",
            "write `{ one = 1, two = 2 }`",
        ),
        _ => return message.to_owned(),
    };
    with_hint(message.to_owned(), hint)
}

/// A kind of TOML value.
pub(crate) fn of_kind(kind: &str) -> &str {
    match kind {
        "string" => "a text",
        "integer" | "float" => "a number",
        "boolean" => "`true` or `false`",
        "datetime" => "a date",
        "array" => "a list",
        "table" => "a table",
        other => other,
    }
}

/// Words as people list them: `a`, `a or b`, `a, b or c`.
pub(crate) fn list(words: &[&str], last: &str) -> String {
    match words {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [most @ .., end] => format!("{} {last} {end}", most.join(", ")),
    }
}

/// What stands between `prefix` and `, expected `, and behind it.
fn after<'a>(message: &'a str, prefix: &str) -> Option<(&'a str, &'a str)> {
    message.strip_prefix(prefix)?.split_once(", expected ")
}

fn read(found: &str) -> String {
    match found.split_once(' ') {
        Some(("boolean", value)) => value.to_owned(),
        Some(("integer", value)) => format!("the number {}", value.trim_matches('`')),
        Some(("floating", value)) => {
            let value = value.trim_start_matches("point ");
            format!("the number {}", value.trim_matches('`'))
        }
        Some(("string", value)) => format!("the text {value}"),
        _ => match found {
            "map" => "a table or a date".to_owned(),
            "sequence" => "a list".to_owned(),
            other => other.to_owned(),
        },
    }
}

fn expected(wanted: &str) -> &str {
    match wanted {
        "a string" => "a text in quotes",
        "a boolean" => "`true` or `false`",
        "a sequence" => "a list such as `[\"one\", \"two\"]`",
        "i64" | "u32" | "u64" | "usize" => "a whole number",
        other if other == "a map" || other.starts_with("struct ") => {
            "a table such as `{ key = \"text\" }`"
        }
        other => other,
    }
}

/// The hint that `word` is a slip of one of `known`; all of them stand in backticks.
fn suggestion(word: &str, known: &[&str]) -> Option<String> {
    let bare = known.iter().map(|word| word.trim_matches('`'));
    nearest(word.trim_matches('`'), bare).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// The words in a sentence that stand in backticks, with them.
fn quoted(sentence: &str) -> Vec<&str> {
    sentence
        .split([',', ' '])
        .filter(|word| word.starts_with('`'))
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::config::words::{list, of_value};

    #[test]
    fn lists_read_like_sentences() {
        assert_eq!(list(&[], "or"), "");
        assert_eq!(list(&["a"], "or"), "a");
        assert_eq!(list(&["a", "b"], "or"), "a or b");
        assert_eq!(list(&["a", "b", "c"], "and"), "a, b and c");
    }

    #[test]
    fn no_word_of_rust_reaches_a_maintainer() {
        for (message, plain) in [
            (
                "invalid type: floating point `1.5`, expected u32",
                "expected a whole number, found the number 1.5",
            ),
            (
                "invalid type: map, expected a string",
                "expected a text in quotes, found a table or a date",
            ),
            (
                "invalid type: boolean `true`, expected struct ByField",
                "expected a table such as `{ key = \"text\" }`, found `true`",
            ),
            (
                "invalid value: integer `5000000000`, expected u32",
                "the number 5000000000 is too large",
            ),
        ] {
            assert_eq!(of_value(message), plain);
        }
    }
}
