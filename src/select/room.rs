//! How much room a post takes on a page, and whether that is more than it should have before somebody asks for it. Thousands
//! of line breaks have no words, and fill it all the same.

use memchr::memmem;

/// Words from which a post is folded: about a screen of a phone more than its excerpt.
const LONG_WORDS: usize = 250;

/// Characters from which it is folded, whatever words they make: as many words of 16 letters, which no language has on average
/// (where words have no blanks between them, two or four characters are one). Marks, emoji and a word without end count here.
const LONG_CHARS: usize = LONG_WORDS * 16;

/// Lines from which a post is folded, whatever is on them.
const MOST_LINES: usize = 120;

/// Pictures and players from which it is folded: each may be as high as most of a screen.
const MOST_PICTURES: usize = 8;

/// What begins a line, in markup that has been made safe. Of the other blocks there, lists and tables are as high as what
/// they hold, cells stand beside each other, and `details` begin with their `summary`.
const LINES: [&str; 18] = [
    "<br>",
    "<p>",
    "<p ",
    "<hr",
    "<li",
    "<tr",
    "<dt",
    "<dd",
    "<h4",
    "<h5",
    "<h6",
    "<blockquote",
    "<caption",
    "<div",
    "<figcaption",
    "<figure",
    "<pre",
    "<summary",
];

/// What is as high as a picture.
const PICTURES: [&str; 3] = ["<img", "<video", "<audio"];

/// Whether a post needs more room than one that is not folded should have: its `markup`, which has been made safe, the `text` in
/// it, and how many `words` that has.
pub(crate) fn is_long(markup: &str, text: &str, words: usize) -> bool {
    words > LONG_WORDS
        || (markup.len() > LONG_CHARS
            && text
                .chars()
                .chain(wide_blanks(markup))
                .nth(LONG_CHARS)
                .is_some())
        || is_high(markup)
}

/// The blanks that a page does not collapse, as `text` does.
fn wide_blanks(markup: &str) -> impl Iterator<Item = char> {
    let blanks = markup.chars().filter(|c| c.is_whitespace());
    blanks.filter(|c| !c.is_ascii())
}

/// Whether what is in the markup fills the page without words.
fn is_high(markup: &str) -> bool {
    let count = |names: &[&str], most: usize| {
        let each = names
            .iter()
            .flat_map(|name| memmem::find_iter(markup.as_bytes(), name));
        each.take(most + 1).count() > most
    };
    count(&LINES, MOST_LINES)
        || count(&PICTURES, MOST_PICTURES)
        || (markup.contains("<pre")
            && markup.matches('\n').take(MOST_LINES + 1).count() > MOST_LINES)
}

#[cfg(test)]
mod tests {
    use super::{LONG_CHARS, LONG_WORDS, is_high, is_long};
    use crate::html;

    #[test]
    fn what_fills_a_screen_several_times_is_high_with_and_without_words() {
        for markup in [
            "x<br>".repeat(121),
            "<p>\u{a0}</p>".repeat(121),
            "<hr>".repeat(121),
            "<img src=\"https://a.example/\">".repeat(9),
            format!("<pre>{}</pre>", "\n".repeat(121)),
            "<div>.</div>".repeat(121),
            "<figure>.</figure>".repeat(121),
            "<details><summary>.</summary>.</details>".repeat(121),
        ] {
            assert!(is_high(&markup), "{markup}");
        }
        for markup in [
            "<p>A <em>post</em>.</p>\n".repeat(60) + "\n",
            "<p>x<br>y</p>".repeat(30),
            "<img src=\"https://a.example/\">".repeat(8),
            "\n".repeat(1_000),
        ] {
            assert!(!is_high(&markup), "{markup}");
        }
    }

    #[test]
    fn text_is_long_by_its_words_or_where_they_are_none_by_its_characters() {
        let folds = |text: &str| {
            let markup = format!("<p>{text}</p>");
            let plain = html::plain_text(&markup);
            is_long(&markup, &plain, html::word_count(&plain))
        };
        for (character, most) in [
            ("a", LONG_CHARS),
            (".", LONG_CHARS),
            ("\u{1f980}", LONG_CHARS),
            // The longest words on average, and scripts without blanks: by their words, long before.
            ("sanakirjasanoja ", LONG_WORDS),
            ("\u{6c34}", 2 * LONG_WORDS),
            ("\u{0e01}", 4 * LONG_WORDS),
        ] {
            assert!(!folds(&character.repeat(most)), "{character}");
            assert!(folds(&character.repeat(most + 1)), "{character}");
        }
        // They end no line, and take their room.
        let blanks = "\u{a0}".repeat(LONG_CHARS);
        assert!(folds(&format!("a{blanks}b")));
        assert!(!folds(&format!("a{}b", " ".repeat(LONG_CHARS))));
    }
}
