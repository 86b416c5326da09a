use std::time::Instant;

use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation as _;

use crate::html::{characters, excerpt, excerpt_of_text, for_each_block, plain_text, word_count};

#[test]
fn text_is_read_as_a_browser_reads_it() {
    for (markup, wanted) in [
        ("plain", "plain"),
        ("", ""),
        ("<p>One</p><p>two</p>", "One two"),
        ("<b>bo</b>ld", "bold"),
        ("a<br>b<hr/>c", "a b c"),
        ("<ul><li>a<li>b</ul>", "a b"),
        ("  a\n\t b\u{a0} c ", "a b c"),
        (
            "a &amp; b &lt;i&gt; &quot;c&quot; &#39;d&#x27;",
            "a & b <i> \"c\" 'd'",
        ),
        ("&nbsp;a&eacute;&hellip;&NotEqualTilde;", "aé…≂̸"),
        (
            "AT&T &ampx &copy2024 &notin; &notit; &bogus; & &#; &#x;",
            "AT&T &x ©2024 ∉ ¬it; &bogus; & &#; &#x;",
        ),
        (
            "&#128;&#150;&#0;&#xD800;&#x110000;&#99999999999;",
            "€–\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        ),
        ("a<script>var x = '<p>no</p>';</script>b", "ab"),
        ("a<style>p{}</style ><SCRIPT>x</ScRiPt\n>b", "ab"),
        ("a<script>x</scripty></script>b", "ab"),
        ("a<script>b", "a"),
        ("a<svg><title>no</title><text>no</text></svg>b<svg>c", "abc"),
        ("a<!-- <p>no</p> -->b<!-->c<!--->d<!--x--!>e<!-- f", "abcde"),
        ("a<?php no ?>b<!DOCTYPE html>c</ >d", "abcd"),
        ("a<![CDATA[no]]>b", "ab"),
        ("x < y && y > z <3", "x < y && y > z <3"),
        ("<a title=\"a > b\" data-x='>' y=z>c</a>", "c"),
        ("<a title=\"b", ""),
        ("a<", "a<"),
        ("a<b", "a<b"),
        ("a</b", "a"),
        ("Vec<int> x</Foo>y<Bar/><baz a>z", "Vec<int> xyz"),
        ("a<o:p>b</o:p><my-x>c<key>d</KEY>e", "abcde"),
        ("a<iframe src=x>b", "ab"),
        ("<p\n>a</p\t>", "a"),
        ("a\u{1}b\u{202e}c&#x1b;", "abc"),
        ("<details><summary>a</summary>b</details>", "a b"),
        (
            "<select><option>no</select><noscript>no</noscript><iframe>no</iframe>a",
            "a",
        ),
    ] {
        assert_eq!(plain_text(markup), wanted, "from {markup}");
    }
}

#[test]
fn excerpts_end_after_a_word() {
    for (markup, max, wanted) in [
        ("<p>One two three</p>", 40, "One two three"),
        ("<p>One two three</p>", 13, "One two three"),
        ("<p>One two three</p>", 12, "One two…"),
        ("<p>One two, three</p>", 9, "One two…"),
        ("One two", 4, "One…"),
        ("Onetwothree", 5, "Onet…"),
        ("漢字仮名交じり文", 5, "漢字仮名…"),
        ("e\u{301}e\u{301}e\u{301}", 4, "e\u{301}…"),
        ("a b", 1, "…"),
        ("a b", 0, ""),
        ("", 0, ""),
        ("", 10, ""),
        ("a &amp; b", 5, "a & b"),
    ] {
        let got = excerpt(markup, max);
        assert_eq!(got, wanted, "from {markup} in {max}");
        assert!(got.chars().count() <= max);
    }
}

#[test]
fn an_excerpt_reads_no_further_than_it_must() {
    let markup = "<p>word &amp; ".repeat(200_000);
    let one = format!("word {}", "x".repeat(2_000_000));
    let begin = Instant::now();
    for _ in 0..1000 {
        assert_eq!(excerpt(&markup, 20).chars().count(), 19);
        assert_eq!(excerpt(&one, 20), "word…");
    }
    // Read to the end, this would be five gigabytes.
    assert!(begin.elapsed().as_secs() < 10);
}

#[test]
fn words_are_counted_in_every_script() {
    for (text, wanted) in [
        ("", 0),
        ("One two, three.", 3),
        ("it's 3.14", 2),
        ("漢字仮名", 2),
        ("カタカナ", 2),
        ("한국어 단어", 2),
        ("สวัสดีครับ", 3),
        ("Rust は 楽しい", 3),
    ] {
        assert_eq!(word_count(text), wanted, "{text}");
    }
}

#[test]
fn blocks_come_one_by_one() {
    let mut blocks = Vec::new();
    for_each_block("a <b>b</b><p>c<p> <div>d<br>e</div>", |block| {
        blocks.push(block.to_owned());
    });
    assert_eq!(blocks, ["a b", "c", "d", "e"]);
}

#[test]
fn unclosed_constructs_take_linear_time() {
    let begin = Instant::now();
    for piece in [
        "<svg>",
        "<template>",
        "<math>",
        "<",
        "<!",
        "<!-",
        "<a ",
        "&",
        "&a",
        "&#",
        "</",
        "<script",
        "<b><svg x>",
        "&CounterClockwiseContourIntegra",
    ] {
        let _ = plain_text(&piece.repeat(400_000 / piece.len()));
    }
    // Any one of them in quadratic time would take minutes.
    assert!(begin.elapsed().as_secs() < 60);
}

#[test]
fn no_suspect_character_is_overlooked() {
    // A carriage return has every character looked at.
    for character in '\0'..=char::MAX {
        let alone = characters::clean(&character.to_string()).into_owned();
        let beside = characters::clean(&format!("{character}\r")).into_owned();
        assert_eq!(alone + "\n", beside, "{character:?}");
    }
}

proptest! {
    #[test]
    fn no_word_goes_beyond_a_space(text in "[a-z0-9'._ \u{301}\u{200d}\u{ad}\u{2019}\u{5d0}\"\u{e01}\u{4e00}\u{30a1}\u{1f1e9}\u{1f600}]{0,40}") {
        let split: Vec<_> = text.split(' ').flat_map(str::unicode_words).collect();
        prop_assert_eq!(split, text.unicode_words().collect::<Vec<_>>());
    }

    #[test]
    fn words_of_ascii_between_marks_are_counted_as_unicode_counts_them(text in "[aB1'.,:;_\\-@#$() \n\u{301}\u{200d}\u{2019}\u{e9}]{0,40}") {
        prop_assert_eq!(word_count(&text), text.unicode_words().count());
    }

    #[test]
    fn white_space_of_every_kind_is_one_space(text in "[ab\u{e9}\u{e01} \t\n\r\u{a0}\u{2003}\u{3000}]{0,40}") {
        prop_assert_eq!(plain_text(&text), text.split_whitespace().collect::<Vec<_>>().join(" "));
    }

    #[test]
    fn an_excerpt_is_cut_where_a_look_at_the_whole_text_would_cut_it(
        text in "[a-z0-9'._ \u{301}\u{200d}\u{ad}\u{2019}\u{5d0}\"\u{e01}\u{4e00}\u{30a1}\u{1f1e9}\u{1f600}]{0,40}",
        room in 1_usize..20,
    ) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        prop_assume!(text.chars().count() > room);
        let limit = text.char_indices().nth(room - 1).unwrap().0;
        let boundaries = text.split_word_bound_indices().map(|(at, _)| at);
        let cut = boundaries.take_while(|at| *at <= limit).last().unwrap();
        prop_assume!(cut > 0);
        let kept = text[..cut].trim_end_matches([' ', '-']);
        let excerpt = excerpt_of_text(&text, room);
        prop_assert_eq!(excerpt.strip_suffix('…').unwrap(), kept);
    }
}
