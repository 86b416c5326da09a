//! How much room a post takes on a page besides its words: thousands of line breaks have no words, and fill it all the same.

use memchr::memmem;

/// Lines from which a post is folded, whatever is on them.
const MOST_LINES: usize = 120;

/// Pictures and players from which it is folded: each may be as high as most of a screen.
const MOST_PICTURES: usize = 8;

/// What begins a line, in markup that has been made safe.
const LINES: [&str; 11] = [
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
    "<blockquote",
];

/// What is as high as a picture.
const PICTURES: [&str; 3] = ["<img", "<video", "<audio"];

/// Whether the markup needs more room than a post that is not folded should have.
pub(crate) fn is_high(markup: &str) -> bool {
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
    use super::is_high;

    #[test]
    fn what_fills_a_screen_several_times_is_high_with_and_without_words() {
        for markup in [
            "x<br>".repeat(121),
            "<p>\u{a0}</p>".repeat(121),
            "<hr>".repeat(121),
            "<img src=\"https://a.example/\">".repeat(9),
            format!("<pre>{}</pre>", "\n".repeat(121)),
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
}
