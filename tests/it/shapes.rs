//! Markup that is made to cost: for the tests of what it does, and for the benchmark that says how long it takes.

/// The piece again and again, never longer than that: what is would be let off.
pub(crate) fn fill(size: usize, piece: &str) -> String {
    piece.repeat(size / piece.len())
}

/// The same of pieces that differ.
pub(crate) fn numbered(size: usize, piece: &dyn Fn(usize) -> String) -> String {
    let mut text = String::new();
    for n in 0.. {
        let next = piece(n);
        if text.len() + next.len() > size {
            break;
        }
        text.push_str(&next);
    }
    text
}

/// Every shape, filled up to `size` bytes: as long as it may be, and repeated where planet has a limit of its own, so that most of
/// them cost just as much as is let through. The first is an ordinary page.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(crate) fn shapes(size: usize) -> Vec<(&'static str, String)> {
    let fill = |piece: &str| fill(size, piece);
    let nested = |open: &str, close: &str, depth: usize| {
        fill(&format!("{}x{}", open.repeat(depth), close.repeat(depth)))
    };
    let many_in_a_text = |piece: &str| {
        let many = piece.repeat(20_000.min(size / 14));
        let rest = "x ".repeat((size - many.len()) / 2);
        many + &rest
    };
    vec![
        ("an ordinary page", fill(PAGE)),
        ("one text", fill("word and word ")),
        ("boxes in boxes, without end", fill("<div>")),
        (
            "boxes in boxes, as deep as may be",
            nested("<div>", "</div>", 110),
        ),
        (
            "boxes of all kinds in boxes",
            nested(
                "<div><section><blockquote>",
                "</blockquote></section></div>",
                60,
            ),
        ),
        (
            "text behind each of deep boxes",
            fill(&format!("{}{}", "<div>x".repeat(60), "</div>".repeat(60))),
        ),
        ("formatting never closed", fill("<b><i><u><s>x")),
        ("formatting never closed, in paragraphs", fill("<p><b><i>x")),
        (
            "formatting of many kinds, in paragraphs",
            numbered(size, &|n| format!("<p><font size={n}><b title={n}>x")),
        ),
        (
            "formatting that is opened again",
            format!(
                "{}{}",
                numbered(150, &|n| format!("<i title={n}>")),
                "<p>x".repeat((size - 150) / 4)
            ),
        ),
        (
            "formatting that is opened again with long titles",
            format!(
                "{}{}",
                numbered(8_000, &|n| format!("<i title='{n}{}'>", "x".repeat(700))),
                "<p>x".repeat((size - 8_000) / 4)
            ),
        ),
        ("links and formatting crossed", fill("<a href=/><b></a>")),
        ("links never closed", fill("<a href=/>x<p>")),
        ("boxes in links and formatting", fill("<a><u><div>")),
        (
            "boxes with text before them, the same",
            fill("<a><b>.<div>"),
        ),
        ("lists in nobr and formatting", fill("<nobr><u><ul>")),
        ("boxes in formatting of two kinds", fill("<b><i><div></b>")),
        (
            "boxes in formatting of three kinds",
            fill("<b><i><u><div></b>"),
        ),
        (
            "paragraphs in formatting of two kinds",
            fill("<b><i><p></b></i>"),
        ),
        ("formatting crossed with boxes", fill("<b><p></b>x</p>")),
        (
            "formatting crossed with tables",
            fill("<b><table><td></b>x</table>"),
        ),
        ("nobr in nobr", fill("<nobr>x")),
        (
            "attributes in one tag",
            format!("<p {}>x", numbered(size - 5, &|n| format!("a{n} "))),
        ),
        (
            "attributes, as many as may be, in each tag",
            fill(&format!("<p {}>x", numbered(1_200, &|n| format!("a{n} ")))),
        ),
        (
            "the same attribute again and again",
            fill(&format!("<p {}>x", "title=x ".repeat(200))),
        ),
        (
            "long attributes",
            fill(&format!("<p title=\"{}\">x", "y &amp; ".repeat(100))),
        ),
        ("references", fill("a&amp;b")),
        ("references, as many as may be", many_in_a_text("a&amp;b")),
        ("soft hyphens", fill("\u{ad}")),
        ("soft hyphens, as many as may be", many_in_a_text("\u{ad}")),
        ("references without an end", fill("&amp")),
        ("references by number", fill("&#x1F600;")),
        (
            "names of references that are none",
            fill("&CounterClockwiseContourIntegra "),
        ),
        ("ampersands", fill("&")),
        ("deep lists", fill("<ul><li>")),
        (
            "lists, as deep as may be",
            nested("<ul><li>", "</li></ul>", 45),
        ),
        ("lists of lists without items", nested("<ul>", "</ul>", 90)),
        ("items without a list", fill("<li>x")),
        (
            "what is no item behind one",
            format!("<ul><li>x</li>{}", "<b>x</b>".repeat((size - 14) / 8)),
        ),
        (
            "what is no description behind a term",
            format!("<dl><dt>x</dt>{}", "<b>x</b>".repeat((size - 14) / 8)),
        ),
        ("definitions", fill("<dl><dd>x<dt>y</dl>")),
        ("tables in tables", fill("<table><tr><td>")),
        (
            "tables in tables, as deep as may be",
            nested("<table><tr><td>", "</table>", 15),
        ),
        (
            "one table of many rows",
            format!("<table>{}", "<tr><td>x<td>y".repeat((size - 7) / 14)),
        ),
        (
            "one row of many cells",
            format!(
                "<table><tr>{}",
                "<td colspan=1000 rowspan=65534>x".repeat((size - 11) / 32)
            ),
        ),
        (
            "cells that claim a thousand places",
            fill("<table><tr><td colspan=1000 rowspan=1000>x</table>"),
        ),
        (
            "what a table turns out",
            format!("<table>{}", "<hr>x".repeat((size - 7) / 5)),
        ),
        (
            "what a table turns out, as much as may be",
            fill(&format!("<table>{}</table>", "<b>x</b>".repeat(240))),
        ),
        (
            "text between rows",
            format!("<table>{}", "x<tr>".repeat((size - 7) / 5)),
        ),
        ("paragraphs in buttons", fill("<button><p>x")),
        ("buttons in buttons", fill("<button><b>x</button>")),
        ("menus for a choice", fill("<select><option>x")),
        ("choices without a menu", fill("<option>x<optgroup>y")),
        ("pictures of code", fill("<svg>")),
        (
            "many pictures of code",
            fill("<svg><path d=\"M0 0\"/></svg>"),
        ),
        ("many formulas", fill("<math><mi>x</mi></math>")),
        (
            "markup within pictures of code",
            fill("<svg><desc><p>x</desc></svg>"),
        ),
        (
            "code within pictures of code",
            fill("<svg></p><style><!--</style>"),
        ),
        (
            "frames",
            fill("<iframe src=https://www.youtube.com/embed/abcdefghijk></iframe>"),
        ),
        ("open frames", fill("<iframe>")),
        ("objects in objects", fill("<object data=x>")),
        ("templates in templates", fill("<template>")),
        (
            "images",
            fill("<img src=a.png srcset='a.png 1x, b.png 2x'>"),
        ),
        (
            "images with many sizes",
            fill(&format!(
                "<img src=a srcset='{}'>",
                numbered(4_000, &|n| format!("{n}.png {n}w, "))
            )),
        ),
        (
            "an image within its address",
            format!(
                "<img alt=x src=\"data:image/png;base64,{}\">",
                "iVBORw0KGgo/AAAA".repeat((size - 50) / 16)
            ),
        ),
        (
            "addresses",
            fill("<a href='../../../x/./y/../z?q=1#f'>x</a>"),
        ),
        (
            "long addresses",
            fill(&format!("<a href='{}'>x</a>", "../".repeat(1_000))),
        ),
        ("ruby", fill("<ruby>x<rt>y<rp>z")),
        ("headings", fill("<h1>x<h2>y<h3>z")),
        (
            "many kinds of elements",
            numbered(size, &|n| format!("<x{n}>y</x{n}>")),
        ),
        ("elements that nobody knows", fill("<x y>")),
        (
            "words that look like tags",
            numbered(size, &|n| format!("Vec<t{n}> ")),
        ),
        ("ends of nothing", fill("</p></b></x>")),
        (
            "an end that is not one",
            format!("<x>{}", "</x".repeat((size - 3) / 3)),
        ),
        ("less-than signs", fill("<")),
        ("comments", fill("<!-- x -->")),
        ("comments without an end", fill("<!--")),
        (
            "a comment of dashes",
            format!("<!--{}", "-".repeat(size - 4)),
        ),
        ("declarations", fill("<!x><?y><![CDATA[z]]>")),
        (
            "an attribute without an end",
            format!("<p>x<a title=\"{}", "x".repeat(size - 20)),
        ),
        (
            "a tag without an end",
            format!("<p {}", "x='y' ".repeat((size - 3) / 6)),
        ),
        ("line breaks", fill("<br>")),
        (
            "line breaks within summaries of summaries",
            format!("{}{}", "<summary>".repeat(180), fill("<br>")),
        ),
        (
            "line breaks within summaries, as deep as may be",
            format!(
                "{}{}",
                "<summary>".repeat(18),
                "<br>".repeat((size - 162) / 4)
            ),
        ),
        (
            "text within headings in boxes, as deep as may be",
            format!(
                "{}{}",
                "<div><h1>".repeat(5),
                "x<br>".repeat((size - 45) / 5)
            ),
        ),
        ("spaces", fill("   \n\n\t")),
        ("bidirectional controls", fill("\u{202e}\u{2066}x")),
        ("emoji", fill("\u{1f469}\u{200d}\u{1f469}\u{200d}\u{1f467}")),
        (
            "marks above marks",
            fill("a\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}"),
        ),
    ]
}

/// A part of an ordinary page.
const PAGE: &str = "<h2>A title</h2>\n<p>Some <b>bold</b> and <a href=\"https://ana.example/x\">linked</a> text with \
    <code>code &lt;T&gt;</code>, as people write it, and more of it than one line takes, so that there is more text than markup, as on most \
    pages.</p>\n<ul>\n<li>one</li>\n<li>two</li>\n</ul>\n<pre><code>let x = 1;</code></pre>\n<p><img src=\"a.png\" alt=\"A boat\"></p>\n";
