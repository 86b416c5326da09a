//! Markup that costs: it comes back as text, or small.

use std::time::Instant;

use crate::{
    feed::RawHtml,
    sanitize::{
        self, content, guard, inline,
        tests::{clean, dom, raw},
    },
};

/// Shapes that took gigabytes or minutes without the guard.
fn bombs() -> Vec<(&'static str, String)> {
    let formatting = (0..1000)
        .map(|n| format!("<i title={n}>"))
        .collect::<Vec<_>>()
        .concat();
    let fat = (0..8)
        .map(|n| format!("<i title='{n}{}'>", "x".repeat(48_000)))
        .collect::<Vec<_>>()
        .concat();
    vec![
        (
            "reconstructed formatting",
            format!("<p>{formatting}</p>{}", "<p>x</p>".repeat(1000)),
        ),
        (
            "reconstructed in many parents",
            format!("{formatting}{}", "<div>x</div>".repeat(5000)),
        ),
        (
            "few but fat attributes",
            format!("<p>{fat}</p>{}", "<p>x".repeat(500)),
        ),
        ("deep boxes", "<div>".repeat(40_000)),
        ("deep boxes with text", "<div>x".repeat(40_000)),
        ("deep lists", "<ul><li>".repeat(20_000)),
        ("deep tables", "<table><tr><td>".repeat(5000)),
        ("deep quotes", "<blockquote>".repeat(30_000)),
        (
            "many within many",
            format!("{}{}", "<summary>".repeat(180), "<br>".repeat(100_000)),
        ),
        (
            "many within many of two kinds",
            format!("{}{}", "<div><h1>".repeat(90), "x<br>".repeat(80_000)),
        ),
        ("deep svg", "<svg>".repeat(50_000)),
        ("deep templates", "<template>".repeat(20_000)),
        (
            "deep formatting",
            (0..20_000)
                .map(|n| format!("<b title={n}>"))
                .collect::<Vec<_>>()
                .concat(),
        ),
        (
            "deep behind a comment",
            format!("<!-- {} -->{}", "<p>".repeat(100), "<div>".repeat(20_000)),
        ),
        (
            "deep behind an end tag that is ignored",
            "<div><table><td></div></div>".repeat(5000),
        ),
        (
            "deep behind foreign cells",
            format!("<table><td>{}", "<svg><td>".repeat(20_000)),
        ),
        (
            "many attributes",
            format!(
                "<p {}>",
                (0..60_000)
                    .map(|n| format!("a{n} "))
                    .collect::<Vec<_>>()
                    .concat()
            ),
        ),
        (
            "many attributes without spaces",
            format!(
                "<p/{}>",
                (0..60_000)
                    .map(|n| format!("a{n}/"))
                    .collect::<Vec<_>>()
                    .concat()
            ),
        ),
        (
            "many attributes behind a style in svg",
            format!(
                "<svg><style><p x=\"</style><p {}>",
                (0..60_000)
                    .map(|n| format!("a{n} "))
                    .collect::<Vec<_>>()
                    .concat()
            ),
        ),
        (
            "strays before a table",
            format!("<table>{}", "<hr>".repeat(100_000)),
        ),
        (
            "strays before a table among many",
            format!("{}<table>{}", "<hr>".repeat(60_000), "x<tr>".repeat(40_000)),
        ),
        ("references", "a&amp;b".repeat(70_000)),
        ("soft hyphens", "\u{ad}".repeat(200_000)),
        ("bare ampersands", "&".repeat(500_000)),
        ("too long", "<p>x".repeat(200_000)),
    ]
}

/// Shapes that look costly and are not, or that the parser takes in its stride.
fn large() -> Vec<(&'static str, String)> {
    vec![
        ("references", "a&amp;b".repeat(32_000)),
        ("unclosed paragraphs", "<p>x".repeat(30_000)),
        ("misnested", "<a href=/><b></a>".repeat(150)),
        // What the adoption agency moves seems to rise.
        ("boxes in links", "<a><u><div>".repeat(3_000)),
        ("boxes behind text", "<a><b>.<div>".repeat(3_000)),
        ("lists in nobr", "<nobr><u><ul>".repeat(3_000)),
        ("boxes crossed", "<b><i><div></b>".repeat(3_000)),
        ("unclosed comment", format!("x<!--{}", "-".repeat(500_000))),
        (
            "unclosed attribute",
            format!("<p>x<a title=\"{}", "x".repeat(500_000)),
        ),
        ("many empty elements", "<hr>".repeat(100_000)),
        ("many end tags", "</p>".repeat(100_000)),
        (
            "image in a data URL",
            format!(
                "<p>x<img alt=y src=\"data:image/png;base64,{}\">",
                "iVBORw0KGgo/AAAA".repeat(25_000)
            ),
        ),
        (
            "one wide row",
            format!(
                "<table><tr>{}",
                "<td colspan=1000 rowspan=65534>x".repeat(10_000)
            ),
        ),
        (
            "ragged rows",
            format!(
                "<table><tr><td colspan=1000>x{}",
                "<tr><td>x".repeat(10_000)
            ),
        ),
        ("less-than signs", "<".repeat(200_000)),
        ("unknown tags", "<x>".repeat(100_000)),
        ("unknown tags with attributes", "<x y>".repeat(100_000)),
        ("foreign elements", "<svg></svg>".repeat(10_000)),
        (
            "unknown names",
            (0..40_000)
                .map(|n| format!("<x{n}></y{n}>"))
                .collect::<Vec<_>>()
                .concat(),
        ),
        ("unended end tags", format!("<x>{}", "</x".repeat(100_000))),
        ("open frames", "<iframe>".repeat(60_000)),
        ("unknown name", format!("<{}>", "x".repeat(300_000))),
    ]
}

#[test]
fn bombs_come_back_as_text() {
    for (name, bomb) in bombs() {
        let begin = Instant::now();
        assert!(guard::is_too_costly(&bomb), "{name}");
        let output = clean(&bomb);
        assert!(
            output.len() <= guard::most_output(bomb.len()),
            "{name}: {} from {}",
            output.len(),
            bomb.len()
        );
        assert!(
            !output.contains("<div") && !output.contains("<table"),
            "{name}"
        );
        let _ = inline(&raw(&bomb));
        // Each took minutes, gigabytes, or both.
        assert!(
            begin.elapsed().as_secs() < 20,
            "{name}: {:?}",
            begin.elapsed()
        );
    }
}

#[test]
fn relative_addresses_do_not_multiply_a_long_base() {
    let long = format!("https://blog.example/{}", "x".repeat(8_000));
    let base = format!("{long}/");
    let links = |base: &str, markup: &str, count: usize| {
        let html = RawHtml {
            markup: markup.repeat(count),
            base: Some(base.into()),
        };
        let output = content(&html).as_str().to_owned();
        assert!(
            output.len() <= guard::most_output(html.markup.len()),
            "{markup}: {} from {}",
            output.len(),
            html.markup.len()
        );
        output
    };
    links(&base, "<a href=x>y</a>", 30_000);
    links(&base, "<img src=x>", 40_000);
    links(&base, "<img srcset='a 1x,b 2x,c 3x,d 4x'>", 10_000);
    links(&base, "<q cite=x>y</q>", 30_000);
    let few = links(&base, "<a href=x>y</a>", 3);
    assert_eq!(few.matches("xxx/x\"").count(), 3);
    let fragments = links(&long, "<a href='#y'>y</a>", 3);
    assert_eq!(fragments.matches("xxx#y\"").count(), 3);
}

#[test]
fn addresses_are_weighed_with_all_that_they_repeat_of_the_base() {
    let weighs = |base: &str, count: usize| {
        guard::is_too_long(&base.parse().unwrap(), &"<a href='#'>y</a>".repeat(count))
    };
    // `#` and `?` keep what stands behind the last slash, too.
    let file = format!("https://blog.example/{}", "x".repeat(8_000));
    assert!(weighs(&file, 1_000));
    assert!(!weighs(&file, 100));
    assert!(!weighs("https://blog.example/2025/11/a-usual-post", 10_000));
}

#[test]
fn plain_text_of_nothing_but_what_is_escaped_is_cut() {
    for piece in ["\"", "&", "'\n", "\"\n\n"] {
        let said = piece.repeat(100_000);
        for made in [sanitize::text(&said), sanitize::plain(&said)] {
            let made = made.as_str();
            assert!(made.len() <= guard::most_output(said.len()), "{piece:?}");
            assert!(made.len() > said.len(), "{piece:?}");
            assert_eq!(made.matches("<p>").count(), made.matches("</p>").count());
        }
    }
    // It is exactly what it would be without any limit where that is not reached.
    let fits = "<".repeat(100_000);
    assert_eq!(sanitize::text(&fits).as_str(), "&lt;".repeat(100_000));
}

#[test]
fn the_text_of_a_bomb_is_not_lost() {
    let output = clean(&format!(
        "<p>First &amp; second</p>{}last",
        "<div>".repeat(1000)
    ));
    assert_eq!(output, "<p>First &amp; second</p>\n<p>last</p>");
}

#[test]
fn large_markup_stays_small_and_quick() {
    for (name, markup) in large() {
        let begin = Instant::now();
        let output = content(&raw(&markup));
        assert!(
            output.as_str().len() <= guard::most_output(markup.len()),
            "{name}: {} from {}",
            output.as_str().len(),
            markup.len()
        );
        dom::assert_harmless(output.as_str(), name);
        assert!(
            begin.elapsed().as_secs() < 30,
            "{name}: {:?}",
            begin.elapsed()
        );
    }
}

#[test]
fn long_posts_are_not_bombs() {
    let section = "<h2>Title</h2><p>Some <b>bold</b> and <a href=\"/x\">linked</a> text with <code>code &lt;T&gt;</code>.\
        <ul><li>one<li>two<ul><li>three</ul></ul><pre><span class=k>let</span> x = 1;</pre><table><tr><td>1<td>2</table>";
    for count in [1, 50, 1000] {
        let post = section.repeat(count);
        assert!(!guard::is_too_costly(&post));
        assert_eq!(clean(&post).matches("<h4>").count(), count);
    }
}

#[test]
fn the_limits_hold_where_they_are_said_to() {
    let nested = |depth: usize| format!("{}x{}", "<div>".repeat(depth), "</div>".repeat(depth));
    assert!(!guard::is_too_costly(&nested(198)));
    assert!(guard::is_too_costly(&nested(202)));
    let padded = |length: usize| format!("<p>{}", "x ".repeat(length / 2));
    assert!(!guard::is_too_costly(&padded(500 << 10)));
    assert!(guard::is_too_costly(&padded(513 << 10)));
}

#[test]
fn nesting_near_the_limit_is_still_idempotent() {
    for piece in [
        "<div><li>",
        "<div><dd>",
        "<b><div>",
        "<ul>",
        "<div><table><td>",
        "<blockquote><dt>",
    ] {
        for count in [40, 60, 90, 97, 120] {
            let once = clean(&format!("{}x", piece.repeat(count)));
            assert_eq!(clean(&once), once, "{piece} {count}");
        }
    }
}

#[test]
fn a_text_that_is_too_long_ends_in_one_place() {
    let paragraph = "Words of a book ".repeat(64);
    let said = format!("<p>{paragraph}</p>").repeat(2_700);
    let output = clean(&said);
    let whole = format!("<p>{}</p>", paragraph.trim());
    let blocks: Vec<&str> = output.lines().collect();
    let (last, others) = blocks.split_last().unwrap();
    assert!(others.len() > 1_900 && others.iter().all(|block| *block == whole));
    assert!(last.len() <= whole.len());
    // Of one paragraph there is as much as of many.
    assert!(clean(&format!("<p>{}</p>", "Words ".repeat(450_000))).len() > 2 << 20);
}
