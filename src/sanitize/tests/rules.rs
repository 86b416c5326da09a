//! What becomes of what: one table per rule, input and output.

mod addresses;
mod frames;
mod media;
mod plain;
mod structure;

use crate::sanitize::tests::clean;

pub(super) const REL: &str = r#"rel="noopener noreferrer nofollow ugc""#;
const IMG: &str = r#"loading="lazy" decoding="async" referrerpolicy="no-referrer""#;

/// Inputs and what must come out; `REL` and `IMG` in the outputs stand for the attributes that every link and image gets.
pub(super) fn check(table: &[(&str, &str)]) {
    for (input, wanted) in table {
        let wanted = wanted.replace("REL", REL).replace("IMG", IMG);
        assert_eq!(clean(input), wanted, "from {input}");
    }
}

#[test]
fn prose_stays_as_it_is() {
    for markup in [
        "<p>One <em>two</em> <strong>three</strong> <code>four</code></p>\n<p>five</p>",
        "<ul><li>one</li><li>two<ol start=\"3\"><li value=\"7\">three</li></ol></li></ul>",
        "<blockquote><p>said</p></blockquote>",
        "<figure><blockquote>said</blockquote><figcaption>by her</figcaption></figure>",
        "<dl><dt>term</dt><dd>what it is</dd><dd>or this</dd></dl>",
        "<details><summary>more</summary><p>text</p></details>",
        "<p>H<sub>2</sub>O, x<sup>2</sup>, <kbd>Ctrl</kbd>, <mark>here</mark>, <del datetime=\"2020-02-02\">gone</del></p>",
        "<p lang=\"ar\" dir=\"rtl\">مرحبا</p>",
        "<ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby>",
        "\"quoted\" isn't escaped, a\u{a0}b",
    ] {
        assert_eq!(clean(markup), markup);
    }
}

#[test]
fn only_valid_values_stay() {
    check(&[
        ("<p lang=english dir=up title=''>x</p>", "<p>x</p>"),
        (
            "<p lang=en-Latn-GB dir=AUTO title=t>x</p>",
            "<p lang=\"en-Latn-GB\" dir=\"auto\" title=\"t\">x</p>",
        ),
        (
            "<p lang=xx>x<span lang=de-AT-1996>y</span></p>",
            "<p>xy</p>",
        ),
        (
            "<ol start=x type=q reversed><li value=1.5>a</ol>",
            "<ol reversed=\"\"><li>a</li></ol>",
        ),
        ("<ul><li value=3>a</ul>", "<ul><li>a</li></ul>"),
        ("<time datetime=yesterday>x</time> <time>y</time>", "x y"),
        (
            "<time datetime=2024-02-29T10:00:00Z>x</time>",
            "<time datetime=\"2024-02-29T10:00:00Z\">x</time>",
        ),
        ("<time datetime=2023-02-29>x</time>", "x"),
        (
            "<ins datetime=2024-01-01T10:00 cite=/x>x</ins>",
            "<ins cite=\"https://blog.example/x\">x</ins>",
        ),
        (
            "<bdo>x</bdo><bdo dir=rtl>y</bdo>",
            "x<bdo dir=\"rtl\">y</bdo>",
        ),
        ("<td scope=row headers=x abbr=y>x", "x"),
    ]);
}
