//! What must hold of every output, and one table per rule.

mod attacks;
mod bombs;
mod dom;
mod rules;
mod vectors;

use proptest::prelude::*;

use crate::{
    feed::RawHtml,
    sanitize::{as_said, block, content, inline, line, safe, shape, text, tree},
};

const BASE: &str = "https://blog.example/posts/one/";

fn raw(markup: &str) -> RawHtml {
    RawHtml {
        markup: markup.to_owned(),
        base: Some(BASE.into()),
    }
}

fn clean(markup: &str) -> String {
    content(&raw(markup)).as_str().to_owned()
}

fn clean_inline(markup: &str) -> String {
    inline(&raw(markup)).as_str().to_owned()
}

/// Everything that must hold whatever the input was.
fn assert_sound(markup: &str) {
    let once = clean(markup);
    dom::assert_harmless(&once, markup);
    assert_eq!(clean(&once), once, "not idempotent for {markup:?}");
    let said = as_said(&raw(markup));
    dom::assert_safe(&said, markup);
    assert_eq!(
        clean(&said),
        once,
        "a page adds alternative texts, and changes nothing else of {markup:?}"
    );
    let title = clean_inline(markup);
    dom::assert_harmless(&title, markup);
    dom::assert_inline(&title, markup);
    assert_eq!(
        clean_inline(&title),
        title,
        "title not idempotent for {markup:?}"
    );
    dom::assert_harmless(text(markup).as_str(), markup);
}

#[test]
fn a_panic_costs_a_text_its_markup_only() {
    let html = raw("<p>a &amp; b</p><ul><li>c</ul>");
    assert_eq!(block(&html, |_| {}), "<p>a &amp; b</p><ul><li>c</li></ul>");
    assert_eq!(
        block(&html, |_| panic!("a parser's mistake")),
        "<p>a &amp; b</p>\n<p>c</p>"
    );
}

#[test]
fn space_beside_what_is_dropped_does_not_stay_at_the_ends() {
    assert_sound("a & b <rp>\u{202e}");
    assert_sound("\u{1}<rt>&#13;</div><rp title='<b>'>\"</caption>'<svg id=x><xmp height=20>");
}

#[test]
fn every_attack_comes_out_harmless() {
    assert!(attacks::ATTACKS.len() >= 150, "{}", attacks::ATTACKS.len());
    for attack in attacks::ATTACKS {
        assert_sound(attack);
    }
}

#[test]
fn attacks_stay_harmless_inside_each_other() {
    for (at, first) in attacks::ATTACKS.iter().enumerate() {
        let second = attacks::ATTACKS[(at * 7 + 3) % attacks::ATTACKS.len()];
        assert_sound(&format!("{first}{second}"));
        assert_sound(&format!("<table><tr><td>{first}<li>{second}"));
    }
}

/// Pieces of markup that are worth mixing: every element the policy knows, some it doesn't, and the odd ends.
#[expect(clippy::too_many_lines, reason = "three lists of words")]
fn piece() -> impl Strategy<Value = String> {
    const NAMES: &[&str] = &[
        "a",
        "abbr",
        "address",
        "article",
        "audio",
        "b",
        "bdo",
        "blockquote",
        "br",
        "button",
        "caption",
        "center",
        "code",
        "col",
        "colgroup",
        "dd",
        "del",
        "details",
        "dfn",
        "div",
        "dl",
        "dt",
        "em",
        "embed",
        "figcaption",
        "figure",
        "font",
        "form",
        "h1",
        "h2",
        "h3",
        "h6",
        "hr",
        "i",
        "iframe",
        "img",
        "input",
        "ins",
        "li",
        "math",
        "nobr",
        "noscript",
        "object",
        "ol",
        "option",
        "p",
        "picture",
        "plaintext",
        "pre",
        "q",
        "rp",
        "rt",
        "ruby",
        "script",
        "select",
        "source",
        "span",
        "style",
        "sub",
        "summary",
        "svg",
        "table",
        "tbody",
        "td",
        "template",
        "textarea",
        "tfoot",
        "th",
        "thead",
        "time",
        "title",
        "tr",
        "ul",
        "video",
        "xmp",
    ];
    const ATTRIBUTES: &[&str] = &[
        "",
        " href=/x",
        " href=https://o.example/",
        " src=a.png",
        " src=javascript:alert(1)",
        " alt=x",
        " title='\"<b>'",
        " id=x",
        " lang=de",
        " dir=rtl",
        " colspan=3",
        " rowspan=2",
        " width=1",
        " height=20",
        " onclick=x()",
        " open",
        " datetime=2020-02-02",
        " srcset='a.png 1x, b.png 2x'",
        " type=image/webp",
        " style=color:red",
    ];
    const WORDS: &[&str] = &[
        "word",
        " ",
        "\n",
        "a & b",
        "&lt;i&gt;",
        "<!--",
        "-->",
        "]]>",
        "<![CDATA[",
        "\u{202e}",
        "\u{202c}",
        "\u{1}",
        "\r",
        "\u{a0}",
        "\"",
        "'",
        "<",
        ">",
        "漢字",
        "&#x202e;",
        "&#13;",
        "</div></div></div>",
        "</article>",
        "<p",
        "</",
        "<a href=\"",
    ];
    prop_oneof![
        4 => (proptest::sample::select(NAMES), proptest::sample::select(ATTRIBUTES)).prop_map(|(name, attribute)| format!("<{name}{attribute}>")),
        3 => proptest::sample::select(NAMES).prop_map(|name| format!("</{name}>")),
        3 => proptest::sample::select(WORDS).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_mix_of_markup_is_harmless_idempotent_and_stays_in_its_box(pieces in prop::collection::vec(piece(), 0..40)) {
        assert_sound(&pieces.concat());
    }

    #[test]
    fn a_title_without_markup_is_what_the_parser_would_make_of_it(
        title in "([a-z \\t\\r\\n\\x0c\\x00\\x0b>\"';#]|\\u{a0}|\\u{feff}|\\u{202e}|\\u{3000}|\\u{fdd0}|潮){0,12}",
    ) {
        let parsed = tree::read(&safe(&raw(&title)).unwrap(), shape::inline);
        assert_eq!(clean_inline(&title), line(parsed).as_str(), "{title:?}");
    }

    #[test]
    fn any_text_is_harmless(markup in "\\PC{0,80}") {
        assert_sound(&markup);
    }

    #[test]
    fn text_comes_back_as_it_was(written in "[a-z<>&\"' ;#x0-9]{0,60}") {
        prop_assert_eq!(dom::text_of(text(&written).as_str()), written);
    }
}
