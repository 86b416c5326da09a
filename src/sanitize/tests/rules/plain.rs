//! What is text and no markup: unknown tags, odd characters, titles.

use crate::sanitize::tests::{clean_inline, rules::check};

#[test]
fn tags_that_html_does_not_have_are_text() {
    check(&[
        (
            "<p>a Vec<int> and a HashMap<String></p><p>b</p>",
            "<p>a Vec&lt;int&gt; and a HashMap&lt;String&gt;</p><p>b</p>",
        ),
        (
            "the <path> variable, <Foo>",
            "the &lt;path&gt; variable, &lt;Foo&gt;",
        ),
        // With an end, an attribute or a slash it may be anything; what is in it stays.
        ("a <set>b</set> <key>c</KEY> d<trigger/>e", "a b c de"),
        ("a <g fill=red>b <set to='x>y'>c</g> d", "a b c d"),
        ("a<o:p>b</o:p><g-emoji>c</g-emoji>", "abc"),
        (
            "<p title='a <int> b'>c</p>",
            "<p title=\"a &lt;int&gt; b\">c</p>",
        ),
        ("<!-- <int> -->a<script>b<int></script>", "a"),
        (
            "a<svg><desc><p>b</p></desc><g><path></g></svg>c<math><mi>x</mi></math>d",
            "acd",
        ),
        ("if a <b", "if a &lt;b"),
        ("cut <a href='htt", "cut"),
        ("cut</p", "cut"),
    ]);
    assert_eq!(
        clean_inline("Vec<int> &amp; Vec<b>T</b>"),
        "Vec&lt;int&gt; &amp; Vec<b>T</b>"
    );
}

#[test]
fn odd_characters_are_neutralized() {
    check(&[
        ("a\u{1}b&#x1b;c\u{7f}d\u{fffe}e", "abcde"),
        ("a&#13;b\r\nc", "a\nb\nc"),
        ("a\u{202e}b", "ab"),
        ("\u{202b}a\u{202c}b\u{202c}", "\u{202b}a\u{202c}b"),
        ("\u{2067}a\u{202e}b\u{2069}", "ab"),
        (
            "<img src=/a.png alt='x\u{202e}y'>",
            "<img src=\"https://blog.example/a.png\" alt=\"xy\" IMG>",
        ),
    ]);
}

#[test]
fn titles_keep_inline_markup_only() {
    for (input, wanted) in [
        (
            "A <em>fine</em> <code>title</code>",
            "A <em>fine</em> <code>title</code>",
        ),
        (
            "<a href=/x>A</a> <b>b</b> H<sub>2</sub>O",
            "A <b>b</b> H<sub>2</sub>O",
        ),
        ("<p>one</p><p>two</p>", "one two"),
        ("<h1> a\n b <br>c </h1>", "a b c"),
        ("<img src=/a.png alt='a cat'> speaks", "a cat speaks"),
        ("a <em> b </em> ", "a <em>b</em>"),
        (
            "<script>x</script>y<iframe src=https://www.youtube.com/embed/x></iframe>",
            "y",
        ),
        ("if a < b && c > d", "if a &lt; b &amp;&amp; c &gt; d"),
        ("<ul><li>a<li>b</ul>", "a b"),
    ] {
        assert_eq!(clean_inline(input), wanted, "from {input}");
    }
}

#[test]
fn plain_text_is_escaped() {
    assert_eq!(
        crate::sanitize::text("<b> & \"c\" 'd'\u{202e}").as_str(),
        "&lt;b&gt; &amp; &quot;c&quot; &#39;d&#39;"
    );
}
