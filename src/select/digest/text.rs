//! The words of a digest: whole sentences where they fit, the sentence around a link, and what can be the title of one.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation as _;
use url::Url;

use crate::html;

/// The longest excerpt, in characters.
pub(super) const LONGEST_EXCERPT: usize = 280;

/// The longest title that a link's own words can be, in characters: longer ones are sentences.
const LONGEST_TITLE: usize = 100;

/// Words behind which a full stop ends no sentence. UAX #29 leaves them to its users.
const ABBREVIATIONS: [&str; 16] = [
    "bzw", "cf", "dr", "eg", "etc", "fig", "ie", "jr", "mr", "mrs", "ms", "no", "prof", "sr", "st",
    "vs",
];

/// What people call a link when its address says the rest.
const NO_TITLES: [&str; 58] = [
    "a",
    "announcement",
    "aquí",
    "article",
    "as",
    "blog",
    "blog post",
    "click here",
    "code",
    "comments",
    "demo",
    "details",
    "discussion",
    "docs",
    "documentation",
    "download",
    "ci",
    "git",
    "github",
    "gitlab",
    "here",
    "hier",
    "hn",
    "homepage",
    "ici",
    "info",
    "issue",
    "it",
    "link",
    "links",
    "lobsters",
    "lien",
    "more",
    "more info",
    "on github",
    "original",
    "page",
    "post",
    "project",
    "quelle",
    "read more",
    "reddit",
    "release",
    "repo",
    "repository",
    "see here",
    "site",
    "source",
    "source code",
    "the code",
    "this",
    "this link",
    "this post",
    "via",
    "website",
    "здесь",
    "тут",
    "هنا",
];

/// The same in scripts without spaces.
const NO_TITLES_WIDE: [&str; 10] = [
    "こちら",
    "ここ",
    "リンク",
    "这里",
    "這裡",
    "链接",
    "連結",
    "原文",
    "详情",
    "詳細",
];

/// The first sentences of a text that comes in blocks, at most `most`, as far as they fit. One that alone does not fit is cut.
pub(super) fn first_sentences<'a>(
    blocks: impl IntoIterator<Item = &'a str>,
    most: usize,
) -> String {
    let mut text = String::new();
    let mut count = 0;
    for block in blocks {
        let mut end = 0;
        for at in sentences(block) {
            let sentence = block.get(at.clone()).unwrap_or_default();
            // Scripts without spaces have none between sentences either.
            let is_apart = count > 0 && (end == 0 || at.start > end);
            let space = if is_apart { " " } else { "" };
            let chars = text.chars().count() + space.len() + sentence.chars().count();
            if count == most || (count > 0 && chars > LONGEST_EXCERPT) {
                return text;
            }
            text.push_str(space);
            text.push_str(sentence);
            count += 1;
            end = at.end;
            if chars > LONGEST_EXCERPT {
                return html::excerpt_of_text(&text, LONGEST_EXCERPT);
            }
        }
    }
    text
}

/// The sentence of a block, of which all are given, that the bytes `at` begin in. One that does not fit is cut, around them where
/// they stand far behind.
pub(super) fn sentence_around(
    block: &str,
    sentences: &[Range<usize>],
    at: &Range<usize>,
) -> String {
    let before = sentences.partition_point(|sentence| sentence.end <= at.start);
    let sentence = sentences.get(before).cloned();
    let Range { start, end } = sentence.unwrap_or(0..block.len());
    let around = block.get(start..end).unwrap_or_default();
    let chars = |range: Range<usize>| block.get(range).map_or(0, |text| text.chars().count());
    if chars(start..at.end.max(start)) < LONGEST_EXCERPT {
        return html::excerpt_of_text(around, LONGEST_EXCERPT);
    }
    // From the word that begins a good hundred characters before the link.
    let before = block.get(start..at.start).unwrap_or_default();
    let mut words = before
        .unicode_word_indices()
        .rev()
        .map(|(word, _)| start + word);
    let from = words.find(|word| chars(*word..at.start) > 100);
    let rest = block.get(from.unwrap_or(start)..end).unwrap_or_default();
    format!("…{}", html::excerpt_of_text(rest, LONGEST_EXCERPT - 1))
}

/// Where the sentences of a block stand (UAX #29), without the white space around them.
pub(super) fn sentences(block: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, piece) in block.split_sentence_bound_indices() {
        let end = at + piece.len();
        let sentence = block.get(start..end).unwrap_or_default();
        if end < block.len() && ends_in_abbreviation(sentence) {
            continue;
        }
        let bare = sentence.trim();
        if !bare.is_empty() {
            let from = start + (sentence.len() - sentence.trim_start().len());
            sentences.push(from..from + bare.len());
        }
        start = end;
    }
    sentences
}

fn ends_in_abbreviation(sentence: &str) -> bool {
    let Some(head) = sentence.trim_end().strip_suffix('.') else {
        return false;
    };
    let word = head.rsplit([' ', '(', '“', '"']).next().unwrap_or_default();
    let letters: String = word.chars().filter(|c| *c != '.').collect();
    let is_initial = letters.chars().count() == 1 && letters.chars().all(char::is_uppercase);
    is_initial || ABBREVIATIONS.contains(&letters.to_lowercase().as_str())
}

/// Whether the words of a link can be its title: not “here”, not an address, not a whole paragraph.
pub(super) fn is_title(words: &str) -> bool {
    let bare = words.trim_matches(|c: char| !c.is_alphanumeric());
    let chars = bare.chars().count();
    let lower = bare.to_lowercase();
    let is_address = lower.starts_with("http://")
        || lower.starts_with("https://")
        || lower.starts_with("www.")
        || (!bare.contains(' ') && bare.contains('.') && bare.contains('/'));
    (2..=LONGEST_TITLE).contains(&chars)
        && bare.chars().any(char::is_alphabetic)
        && !is_address
        && !NO_TITLES.contains(&lower.as_str())
        && !NO_TITLES_WIDE.contains(&bare)
}

/// What to call an address that nobody has words for: host and path, or for a project of a forge owner and name.
pub(super) fn title_of_url(url: &str) -> String {
    let Ok(url) = Url::parse(url) else {
        return url.to_owned();
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let parts: Vec<&str> = url
        .path_segments()
        .map(|parts| parts.filter(|part| !part.is_empty()).collect())
        .unwrap_or_default();
    let is_forge = ["github.com", "gitlab.com", "codeberg.org"].contains(&host);
    let title = match parts.as_slice() {
        [owner, name] if is_forge => format!("{owner}/{name}"),
        [] => host.to_owned(),
        parts => format!("{host}/{}", parts.join("/")),
    };
    html::excerpt_of_text(&title, LONGEST_TITLE)
}

/// Whether the words of a link name what its address ends in, as those of a project do.
pub(super) fn names_address(words: &str, url: &str) -> bool {
    let letters = |text: &str| -> String {
        let letters = text.chars().filter(|c| c.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let url = Url::parse(url).ok();
    let last = url.as_ref().and_then(|url| {
        let mut parts = url.path_segments()?;
        parts.rfind(|part| !part.is_empty()).map(letters)
    });
    last.is_some_and(|last| last.chars().count() > 1 && letters(words).contains(&last))
}

#[cfg(test)]
mod tests {
    use crate::select::digest::text::{
        first_sentences, is_title, names_address, sentence_around, sentences, title_of_url,
    };

    #[test]
    fn an_excerpt_is_two_whole_sentences_where_they_fit() {
        let two = |text: &str| first_sentences([text], 2);
        assert_eq!(two("One. Two! Three?"), "One. Two!");
        assert_eq!(
            two("Dr. Hanan Sayre met J. R. Ames at 5 p.m. sharp. They talked. It rained."),
            "Dr. Hanan Sayre met J. R. Ames at 5 p.m. sharp. They talked."
        );
        assert_eq!(
            two("全員の引っ越しが終わるまで、わずか四十秒。最後に残ったのは一つだけ！三つ目。"),
            "全員の引っ越しが終わるまで、わずか四十秒。最後に残ったのは一つだけ！"
        );
        assert_eq!(two("هل هذا صحيح؟ نعم. لا."), "هل هذا صحيح؟ نعم.");
        assert_eq!(first_sentences(["A list:", "one", "two"], 2), "A list: one");
        assert_eq!(first_sentences([], 2), "");
    }

    #[test]
    fn a_second_sentence_that_does_not_fit_is_left_out_and_a_first_one_is_cut() {
        let long = "Word ".repeat(50) + "end.";
        let both = format!("Short. {long}");
        assert_eq!(first_sentences([both.as_str()], 2), both);
        let longer = "Word ".repeat(60) + "end.";
        assert_eq!(
            first_sentences([format!("Short. {longer}").as_str()], 2),
            "Short."
        );
        let cut = first_sentences([longer.as_str()], 2);
        assert!(cut.ends_with('…') && cut.chars().count() <= 280, "{cut}");
        let wide = "字".repeat(400);
        assert_eq!(first_sentences([wide.as_str()], 2).chars().count(), 280);
    }

    #[test]
    fn the_sentence_around_a_link_is_the_one_it_stands_in() {
        let block = "I looked for long. Then I found ratatui, which draws. It is good.";
        let around = |block: &str| {
            let at = block.find("ratatui").unwrap();
            sentence_around(block, &sentences(block), &(at..at + 7))
        };
        assert_eq!(around(block), "Then I found ratatui, which draws.");
        let far = format!(
            "{} and then ratatui, at last, {}",
            "so ".repeat(150),
            "it ".repeat(150)
        );
        let around = around(&far);
        assert!(around.contains("ratatui, at last"), "{around}");
        assert!(around.starts_with('…') && around.ends_with('…'), "{around}");
        assert!(around.chars().count() <= 280);
    }

    #[test]
    fn here_and_addresses_are_no_titles() {
        for words in [
            "here",
            "Here.",
            "(this link)",
            "GitHub",
            "https://x.example/a",
            "www.x.example",
            "x.example/a/b",
            "→",
            "12",
            "a",
            "こちら",
            "[1]",
        ] {
            assert!(!is_title(words), "{words}");
        }
        assert!(!is_title(&"long ".repeat(30)));
        for words in [
            "ratatui",
            "serde 1.0",
            "A post about it",
            "潮だまり日記",
            "docs.rs",
        ] {
            assert!(is_title(words), "{words}");
        }
    }

    #[test]
    fn an_address_has_a_readable_name() {
        for (url, title) in [
            ("https://github.com/ratatui/ratatui", "ratatui/ratatui"),
            (
                "https://github.com/a/b/issues/12",
                "github.com/a/b/issues/12",
            ),
            ("https://www.x.example/", "x.example"),
        ] {
            assert_eq!(title_of_url(url), title);
        }
        assert!(names_address(
            "the Ratatui library",
            "https://github.com/ratatui/ratatui/"
        ));
        assert!(!names_address(
            "a library",
            "https://github.com/ratatui/ratatui"
        ));
    }
}
