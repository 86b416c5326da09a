//! What becomes of what: one table per rule, input and output.

use crate::{
    feed::RawHtml,
    sanitize::{
        as_said, content,
        tests::{clean, clean_inline, raw},
    },
};

const REL: &str = r#"rel="noopener noreferrer nofollow ugc""#;
const IMG: &str = r#"loading="lazy" decoding="async" referrerpolicy="no-referrer""#;

/// Inputs and what must come out; `REL` and `IMG` in the outputs stand for the attributes that every link and image gets.
fn check(table: &[(&str, &str)]) {
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
fn links_are_absolute_and_marked() {
    check(&[
        (
            "<a href=/x>y</a>",
            "<a href=\"https://blog.example/x\" REL>y</a>",
        ),
        (
            "<a href=#fn1>1</a>",
            "<a href=\"https://blog.example/posts/one/#fn1\" REL>1</a>",
        ),
        (
            "<a href=//o.example>y</a>",
            "<a href=\"https://o.example/\" REL>y</a>",
        ),
        (
            "<a href=mailto:a@b.example target=_blank>y</a>",
            "<a href=\"mailto:a@b.example\" REL>y</a>",
        ),
        (
            "<a href=https://u:p@o.example/x title=t>y</a>",
            "<a href=\"https://o.example/x\" title=\"t\" REL>y</a>",
        ),
        (
            "<a href='https://o.example/a|b?c[]=1&d=100%#e#f'>y</a>",
            "<a href=\"https://o.example/a%7Cb?c%5B%5D=1&amp;d=100%25#e%23f\" REL>y</a>",
        ),
        (
            "<a href='http://[::1]/[x]'>y</a>",
            "<a href=\"http://[::1]/%5Bx%5D\" REL>y</a>",
        ),
        ("<a name=x>y</a>", "y"),
        ("<a href=ftp://o.example/>y</a>", "y"),
        ("<a href=/x></a>z", "z"),
        ("<a href=/x> </a>z", "z"),
        (
            "<a href=/x><p>y</p></a>",
            "<a href=\"https://blog.example/x\" REL><p>y</p></a>",
        ),
        (
            "<a href=/x><img src=/a/b.png></a>",
            "<a href=\"https://blog.example/x\" REL><img src=\"https://blog.example/a/b.png\" alt=\"b.png\" IMG></a>",
        ),
        (
            "<a href=/x>y <img src=/b.png></a>",
            "<a href=\"https://blog.example/x\" REL>y <img src=\"https://blog.example/b.png\" alt=\"\" IMG></a>",
        ),
    ]);
}

#[test]
fn without_a_base_relative_urls_go() {
    for base in [None, Some("not a url"), Some("file:///tmp/x")] {
        let html = RawHtml {
            markup: "<a href=/x>y</a> <img src=/a.png><a href=https://o.example/>z</a><blockquote cite=/x>q</blockquote>".to_owned(),
            base: base.map(Into::into),
        };
        let wanted =
            format!("y <a href=\"https://o.example/\" {REL}>z</a><blockquote>q</blockquote>");
        assert_eq!(content(&html).as_str(), wanted, "{base:?}");
    }
}

#[test]
fn images_load_late_and_tell_no_one() {
    check(&[
        (
            "<img src=a.png>",
            "<img src=\"https://blog.example/posts/one/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=http://o.example/a.png alt=x width=10 height=20px>",
            "<img src=\"http://o.example/a.png\" alt=\"x\" width=\"10\" height=\"20\" IMG>",
        ),
        (
            "<img src=/a.png width=100% height=auto loading=eager>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<img alt=x>", ""),
        ("<img src=''>", ""),
        ("<img src=/a.png width=1 height=1>", ""),
        ("<img src=/a.png width=0>", ""),
        ("<img src=https://pixel.wp.com/b.gif?x>", ""),
        (
            "<img src=https://feeds.feedburner.com/~r/x/~4/y width=200>",
            "",
        ),
        ("<img src=https://stats.example/matomo.php?rec=1>", ""),
        (
            "<img src=data:image/gif;base64,AA data-src=/a.png>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img data-lazy-src=/a.png data-lazy-srcset='/a.png 1x, /b.png 2x'>",
            "<img src=\"https://blog.example/a.png\" srcset=\"https://blog.example/a.png 1x, https://blog.example/b.png 2x\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png data-src=/b.png>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a,b.png 300w, /c.png 600w,'>",
            "<img src=\"https://blog.example/a.png\" srcset=\"https://blog.example/a,b.png 300w, https://blog.example/c.png 600w\" sizes=\"(min-width: 48rem) 48rem, 100vw\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 300w, javascript:x 600w'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 300w, /b.png 2x'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 0w'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<noscript><img src=/a.png></noscript>", ""),
    ]);
}

#[test]
fn pictures_and_players_are_tidy() {
    check(&[
        (
            "<picture><source srcset=/a.webp type=image/webp><source srcset=/b.png><img src=/a.png></picture>",
            "<picture><source srcset=\"https://blog.example/a.webp 1x\" type=\"image/webp\"><img src=\"https://blog.example/a.png\" alt=\"\" IMG></picture>",
        ),
        (
            "<picture><source srcset=/d.png media='(prefers-color-scheme: dark)'><img src=/a.png></picture>",
            "<picture><source srcset=\"https://blog.example/d.png 1x\" media=\"(prefers-color-scheme: dark)\"><img src=\"https://blog.example/a.png\" alt=\"\" IMG></picture>",
        ),
        (
            "<picture><source srcset=/d.png media='whatever(' type=image/png><img src=/a.png></picture>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<picture><source srcset=/a.webp type=image/webp></picture>x",
            "x",
        ),
        (
            "<video src=/v.mp4 autoplay muted loop poster=/p.jpg width=640 height=360>Your browser is old</video>",
            "<video src=\"https://blog.example/v.mp4\" controls=\"\" preload=\"none\" poster=\"https://blog.example/p.jpg\" width=\"640\" height=\"360\"></video>",
        ),
        (
            "<audio autoplay><source src=/a.ogg type='audio/ogg; codecs=opus'><source><track src=/t.vtt>old</audio>",
            "<audio controls=\"\" preload=\"none\"><source src=\"https://blog.example/a.ogg\" type=\"audio/ogg\"></audio>",
        ),
        ("<video></video>x", "x"),
        (
            "<a href=/x><video src=/v.mp4></video></a>",
            "<video src=\"https://blog.example/v.mp4\" controls=\"\" preload=\"none\"></video>",
        ),
        ("<source src=/x><track src=/y>z", "z"),
    ]);
}

#[test]
fn frames_become_links() {
    for (source, wanted) in [
        (
            "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42",
        ),
        (
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            "https://player.vimeo.com/video/123?h=ab12&badge=0",
            "https://vimeo.com/123/ab12",
        ),
        (
            "https://www.dailymotion.com/embed/video/x7",
            "https://www.dailymotion.com/video/x7",
        ),
        (
            "https://geo.dailymotion.com/player.html?video=x7",
            "https://www.dailymotion.com/video/x7",
        ),
        (
            "https://tube.example:8443/videos/embed/0f-1",
            "https://tube.example:8443/videos/watch/0f-1",
        ),
        (
            "https://player.twitch.tv/?video=v12&parent=x",
            "https://www.twitch.tv/videos/12",
        ),
        (
            "https://player.bilibili.com/player.html?bvid=BV1",
            "https://www.bilibili.com/video/BV1",
        ),
        (
            "https://embed.ted.com/talks/lang/de/some_talk",
            "https://www.ted.com/talks/some_talk",
        ),
        (
            "https://archive.org/embed/item",
            "https://archive.org/details/item",
        ),
        (
            "https://media.ccc.de/v/37c3-1/oembed",
            "https://media.ccc.de/v/37c3-1",
        ),
    ] {
        let output = clean(&format!(
            "<iframe src=\"{source}\" title=\"My talk\" allowfullscreen></iframe>"
        ));
        assert_eq!(
            output,
            format!("<a href=\"{wanted}\" {REL}>Video: My talk</a>")
        );
    }
    check(&[
        (
            "<iframe src=https://www.youtube.com/embed/x></iframe>",
            "<a href=\"https://www.youtube.com/watch?v=x\" REL>Video: YouTube</a>",
        ),
        (
            "<iframe src=https://tube.example/videos/embed/x></iframe>",
            "<a href=\"https://tube.example/videos/watch/x\" REL>Video: tube.example</a>",
        ),
        (
            "<object data=https://www.youtube.com/v/abc title='My talk'>No Flash</object>",
            "<a href=\"https://www.youtube.com/watch?v=abc\" REL>Video: My talk</a>",
        ),
        (
            "<object data=https://maps.example/>A <b>map</b></object>",
            "A <b>map</b>",
        ),
        (
            "<object data=https://www.youtube.com/v/abc width=1>x</object>",
            "x",
        ),
    ]);
}

#[test]
fn frames_that_are_no_video_are_left_out_unless_there_is_nothing_else() {
    check(&[
        (
            "<p>a<iframe src=https://maps.example/embed></iframe>b</p>",
            "<p>ab</p>",
        ),
        (
            "<img src=/a.png><embed src=https://maps.example/embed>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<div><p><iframe src=https://maps.example/a></iframe></p><embed src=https://maps.example/b></div>",
            "<a href=\"https://maps.example/a\" REL>maps.example</a>  <a href=\"https://maps.example/b\" REL>maps.example</a>",
        ),
        (
            "<iframe src=about:blank data-src=https://o.example/x title=' Map  of\nit '></iframe>",
            "<a href=\"https://o.example/x\" REL>Map of it</a>",
        ),
        (
            "<iframe src=https://www.googletagmanager.com/ns.html></iframe>",
            "",
        ),
        (
            "<iframe src=https://o.example/ width=1 height=1></iframe>",
            "",
        ),
        ("<iframe></iframe><iframe srcdoc=x>y</iframe>z", "z"),
        ("a<iframe src=/x> b <iframe src=/y> c", "a b  c"),
        (
            "a<iframe src='/x'/> b <iframe src=/y>no</iframe> c",
            "a b  c",
        ),
        (
            "<object><param name=movie value=x><embed src=https://www.youtube.com/v/abc&hl=en></object>",
            "<a href=\"https://www.youtube.com/watch?v=abc\" REL>Video: YouTube</a>",
        ),
    ]);
}

#[test]
fn only_a_page_speaks_for_silent_images() {
    let late = "loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\"";
    for (input, wanted) in [
        (
            "<h1>a</h1><img src=/a.png>",
            format!("<h4>a</h4><img src=\"https://blog.example/a.png\" {late}>"),
        ),
        (
            "<img src=/b.png alt=b>",
            format!("<img src=\"https://blog.example/b.png\" alt=\"b\" {late}>"),
        ),
        (
            "safe<iframe src=https://o.example/></iframe> description",
            "safe description".to_owned(),
        ),
    ] {
        assert_eq!(as_said(&raw(input)), wanted, "from {input}");
    }
}

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
fn headings_lie_below_the_entry_and_skip_no_level() {
    check(&[
        (
            "<h1>a</h1><h2>b</h2><h3>c</h3><h4>d</h4><h1>e</h1>",
            "<h4>a</h4><h5>b</h5><h6>c</h6><h6>d</h6><h4>e</h4>",
        ),
        (
            "<h2>a</h2><h3>b</h3><h2>c</h2>",
            "<h4>a</h4><h5>b</h5><h4>c</h4>",
        ),
        ("<h1>a</h1><h4>b</h4>", "<h4>a</h4><h5>b</h5>"),
        (
            "<h3>a</h3><h2>b</h2><h3>c</h3>",
            "<h4>a</h4><h4>b</h4><h5>c</h5>",
        ),
        ("<h6>a</h6>", "<h4>a</h4>"),
        ("<h2></h2><h2> &nbsp;</h2><h2><br></h2>x", "\u{a0}<br>x"),
        (
            "<h2><img src=/a.png></h2>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<h2>a<p>b</p><div>c</div></h2>", "<h4>a b c </h4>"),
    ]);
}

#[test]
fn what_scrolls_can_be_focused() {
    check(&[
        ("<pre>\n\nx</pre>", "<pre tabindex=\"0\">x</pre>"),
        (
            "<pre tabindex=5><div>a</div><div>b\n</div>c</pre>",
            "<pre tabindex=\"0\">a\nb\nc</pre>",
        ),
        (
            "<table><tr><td><table><tr><td>x</table></table>",
            "<table tabindex=\"0\"><tbody><tr><td><table><tbody><tr><td>x</td></tr></tbody></table></td></tr></tbody></table>",
        ),
    ]);
}

#[test]
fn tables_are_whole() {
    check(&[
        (
            "<table border=1 align=center><caption>c</caption><tfoot><tr><td>f</tfoot><thead><tr><th scope=col>h</thead><tr><td>b</table>",
            "<table tabindex=\"0\"><caption>c</caption><thead><tr><th scope=\"col\">h</th></tr></thead><tbody><tr><td>b</td></tr></tbody><tfoot><tr><td>f</td></tr></tfoot></table>",
        ),
        (
            "<table><tr><td>a<td>b<tr><td>c<tr></table>",
            "<table tabindex=\"0\"><tbody><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2>a<tr><td>b<td>c</table>",
            "<table tabindex=\"0\"><tbody><tr><td colspan=\"2\">a</td></tr><tr><td>b</td><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td colspan=2>a<tr><td colspan=2>b</table>",
            "<table tabindex=\"0\"><tbody><tr><td>a</td></tr><tr><td>b</td></tr></tbody></table>",
        ),
        (
            "<table><tr><td rowspan=9>a<td>b<tr><td>c</table>",
            "<table tabindex=\"0\"><tbody><tr><td rowspan=\"2\">a</td><td>b</td></tr><tr><td>c</td></tr></tbody></table>",
        ),
        (
            "<table><tr><th></th><th><h2>x</h2></th></tr></table>",
            "<table tabindex=\"0\"><tbody><tr><td></td><th> x </th></tr></tbody></table>",
        ),
        ("<table><caption>c</caption></table>x", "cx"),
        ("<td>x<td>y", "xy"),
    ]);
}

#[test]
fn parts_get_the_whole_they_need() {
    check(&[
        ("<li>a<li>b", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<ul>a<li>b</li><ul><li>c</li></ul></ul>",
            "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        ),
        ("<ul><br></ul>x", "x"),
        ("<dd>a<dt>b", "<div>a</div><div>b</div>"),
        (
            "<dl><div><dt>a<dd>b</div><p>c</p></dl>",
            "<dl><dt>a</dt><dd>b<p>c</p></dd></dl>",
        ),
        (
            "<figcaption>a</figcaption><summary>b</summary>",
            "<div>a</div><div>b</div>",
        ),
        (
            "<figure><figcaption>a</figcaption><p>b</p><figcaption>c</figcaption></figure>",
            "<figure><figcaption>a</figcaption><p>b</p><div>c</div></figure>",
        ),
        (
            "<figure>a<figcaption>b</figcaption>c</figure>",
            "<figure>ac<figcaption>b</figcaption></figure>",
        ),
        ("<figure></figure>x", "x"),
        ("<details>a</details>", "<div>a</div>"),
        (
            "<details>a<summary><h2>b</h2></summary></details>",
            "<details><summary>b </summary>a</details>",
        ),
        ("<rt>a</rt><ruby>b</ruby>", "ab"),
    ]);
}

#[test]
fn blocks_stand_where_blocks_may() {
    check(&[
        ("<b><p>a</p></b>", "<p>a</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        (
            "<span>a</span><span lang=de>b</span><font color=red>c</font><big>d</big>",
            "a<span lang=\"de\">b</span>cd",
        ),
        (
            "<section><article><nav>a</nav></article></section>",
            "<div><div><div>a</div></div></div>",
        ),
        (
            "<center>a</center><strike>b</strike><tt>c</tt><acronym title=t>d</acronym>",
            "<div>a</div><s>b</s><code>c</code><abbr title=\"t\">d</abbr>",
        ),
        (
            "<form><fieldset><legend>a</legend><label>b</label><button>c</button><input></fieldset></form>",
            "<div><div><div>a</div>bc</div></div>",
        ),
        ("<blink>a</blink><marquee>b</marquee>", "ab"),
    ]);
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
