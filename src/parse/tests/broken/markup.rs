//! Every way in which markup breaks, one line each: what comes, what is read.

use crate::parse::tests::broken::{hold, rss};

fn item(inside: &str) -> Vec<u8> {
    rss(&format!(
        "<item><title>one</title></item><item>{inside}</item>"
    ))
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn broken_markup_is_mended() {
    let good = String::from_utf8(item("<title>x</title>")).unwrap();
    let with = |head: &str| [head.as_bytes(), good.as_bytes()].concat();
    let declaration = "<?xml version=\"1.0\"?>";
    let cases: &[(&str, Vec<u8>, Option<&str>, &str)] = &[
        (
            "nothing wrong",
            with(&format!("{declaration}\n<!-- c --><?pi x?><!DOCTYPE rss>")),
            None,
            "repairs= titles=one,x",
        ),
        // Leading junk.
        (
            "a PHP warning",
            with(&format!(
                "<br />\n<b>Warning</b>:  include(x) in <b>/a.php</b> on line <b>3</b><br />\n{declaration}"
            )),
            None,
            "repairs=leading-junk at=1:1 titles=one,x",
        ),
        (
            "a PHP notice as text",
            with(&format!(
                "\n  Notice: Undefined index: a & b < c in /a.php on line 3\n{declaration}"
            )),
            None,
            "repairs=leading-junk at=2:3 titles=one,x",
        ),
        (
            "a comment before the declaration",
            with(&format!("<!-- cached -->\n{declaration}")),
            None,
            "repairs=leading-junk at=2:1 titles=one,x",
        ),
        (
            "blank lines before the declaration",
            with(&format!("\n\n  {declaration}")),
            None,
            "repairs=leading-junk at=3:3 titles=one,x",
        ),
        (
            "HTML before the feed",
            with("<html><head><title>oops</title></head><body><p>sorry<br></body></html>"),
            None,
            "repairs=leading-junk at=1:1 titles=one,x",
        ),
        (
            "headers of HTTP before the feed",
            with(&format!("Content-Type: text/xml\n\n{declaration}")),
            None,
            "repairs=leading-junk at=1:1 titles=one,x",
        ),
        (
            "two declarations",
            with(&format!("{declaration}\n{declaration}")),
            None,
            "repairs=leading-junk at=2:1 titles=one,x",
        ),
        (
            "a mark of UTF-8 inside",
            with("\u{FEFF}\u{FEFF}"),
            None,
            "titles=one,x",
        ),
        // Characters and references.
        (
            "control characters",
            item("<title>a\u{0}\u{8}b\u{1f}c\u{7f}</title>"),
            None,
            "repairs=control-characters at=1:90 titles=one,abc",
        ),
        (
            "a form feed between tags",
            item("\u{c}<title>x</title>"),
            None,
            "repairs=control-characters titles=one,x",
        ),
        (
            "stray ampersands",
            item("<title>a & b &c AT&T &;</title>"),
            None,
            "repairs=entities at=1:91 title=a & b &c AT&T &;",
        ),
        (
            "a stray ampersand after good ones",
            item("<title>a &amp; b & c</title>"),
            None,
            "repairs=entities at=1:99 title=a & b & c",
        ),
        (
            "an ampersand in an address",
            item("<title>x</title><link>http://a.example/?a=1&b=2&copy=3</link>"),
            None,
            "repairs=entities link=http://a.example/?a=1&b=2&copy=3",
        ),
        (
            "a stray ampersand at the end",
            item("<title>x&</title>"),
            None,
            "repairs=entities title=x&",
        ),
        (
            "references to what is no character",
            item("<title>a&#0;b&#x1F;c&#xD800;d&#99999999999;e</title>"),
            None,
            "repairs=entities title=abcde",
        ),
        (
            "references to Windows-1252",
            item("<title>&#147;a&#148; &#x85;</title>"),
            None,
            "repairs=entities title=“a” …",
        ),
        (
            "a reference without semicolon",
            item("<title>&#8217 x</title>"),
            None,
            "repairs=entities title=’ x",
        ),
        (
            "HTML entities without DTD",
            item("<title>&nbsp;caf&eacute; &hellip;&euro;</title>"),
            None,
            "repairs=entities title=café …€",
        ),
        (
            "an entity nobody knows",
            item("<title>&nobody; x</title>"),
            None,
            "repairs=entities title=&amp;nobody; x",
        ),
        (
            "an entity that the DTD declares",
            with("<!DOCTYPE rss [<!ENTITY me \"I &amp; you\">]>"),
            None,
            "repairs= titles=one,x",
        ),
        (
            "a bare less-than",
            item("<title>1 < 2</title>"),
            None,
            "repairs=entities title=1 < 2",
        ),
        // Tags.
        (
            "an end tag of nothing",
            item("</foo><title>x</title></bar>"),
            None,
            "repairs=tags titles=one,x",
        ),
        (
            "a missing end tag",
            item("<title>x<description>d</description>"),
            None,
            "repairs=tags titles=one,x summary=d",
        ),
        (
            "a missing end tag of an item",
            rss("<item><title>a</title><item><title>b</title></item>"),
            None,
            "repairs=tags titles=a,b",
        ),
        (
            "all end tags of items missing",
            rss("<item><title>a</title><item><title>b</title><item><title>c</title>"),
            None,
            "repairs=tags titles=a,b,c",
        ),
        (
            "crossed tags",
            item("<title>x</description><description>d</title></description>"),
            None,
            "repairs=tags titles=one,x summary=d",
        ),
        (
            "end tags in another case",
            item("<Title>x</TITLE><link>http://a.example/</Link>"),
            None,
            "repairs=tags titles=one,x link=http://a.example/",
        ),
        (
            "tags in another case",
            rss("<ITEM><TITLE>x</TITLE></ITEM>"),
            None,
            "titles=x",
        ),
        (
            "attributes without quotes",
            item(
                "<title>x</title><enclosure url=http://a.example/a.mp3 length=1 type=audio/mpeg />",
            ),
            None,
            "file=http://a.example/a.mp3",
        ),
        (
            "attributes without values",
            item("<title hidden>x</title>"),
            None,
            "titles=one,x",
        ),
        (
            "an attribute twice",
            item("<title>x</title><enclosure url='http://a.example/1' url='http://a.example/2'/>"),
            None,
            "file=http://a.example/1",
        ),
        (
            "a quote that is never closed",
            item("<title a=\"b>x</title><description>d</description>"),
            None,
            "titles=one,x",
        ),
        (
            "a tag that is never closed",
            item("<title>x</title <description>d</description>"),
            None,
            "repairs=tags titles=one,x summary=d",
        ),
        (
            "undeclared prefixes",
            item(
                "<title>x</title><dc:creator>Ana</dc:creator><content:encoded>c</content:encoded><foo:bar>z</foo:bar>",
            ),
            None,
            "titles=one,x author=Ana",
        ),
        (
            "a comment that is never closed",
            item("<!-- oops <title>x</title>"),
            None,
            "repairs=tags titles=one,x",
        ),
        (
            "two hyphens in a comment",
            item("<!-- a -- b --><title>x</title>"),
            None,
            "titles=one,x",
        ),
        // CDATA.
        (
            "unclosed CDATA",
            rss("<item><title><![CDATA[a</title></item><item><title>b</title></item>"),
            None,
            "repairs=unclosed-cdata at=1:58 titles=a,b",
        ),
        (
            "unclosed CDATA before a closed one",
            rss(
                "<item><description><![CDATA[a</description><title>t</title></item><item><title><![CDATA[b]]></title></item>",
            ),
            None,
            "titles=t,b",
        ),
        (
            "the end of CDATA without a start",
            item("<title>x ]]> y</title>"),
            None,
            "title=x ]]> y",
        ),
        // Ends.
        (
            "text after the end",
            [good.as_bytes(), b"\nCached in 0.1 s"].concat(),
            None,
            "repairs=tags at=2:1 titles=one,x",
        ),
        (
            "a comment after the end",
            [good.as_bytes(), b"\n<!-- 20 queries -->\n"].concat(),
            None,
            "repairs= titles=one,x",
        ),
        (
            "HTML after the end",
            [good.as_bytes(), b"<script>x()</script>"].concat(),
            None,
            "repairs=tags titles=one,x",
        ),
        (
            "a second document after the end",
            [good.as_bytes(), good.as_bytes()].concat(),
            None,
            "repairs=tags titles=one,x",
        ),
        (
            "zeros after the end",
            [good.as_bytes(), &[0; 64]].concat(),
            None,
            "repairs=control-characters titles=one,x",
        ),
        // HTML that nobody escaped.
        (
            "HTML in a title",
            item("<title>a <b>bold</b> word</title>"),
            None,
            "title=a <b>bold</b> word",
        ),
        (
            "HTML in a description",
            item("<title>x</title><description><p>a<br>b</p><img src=i.png></description>"),
            None,
            "titles=one,x summary=<p>a<br>b</p><img src=\"https://site.example/i.png\" loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\">",
        ),
        (
            "HTML of which some was escaped, and some twice",
            item(
                "<description>&amp;lt;!-- x --&amp;gt;&amp;lt;p&amp;gt;a &amp;lt;b&amp;gt;b&amp;lt;/b&amp;gt;&amp;lt;/p&amp;gt;<em>c</em> &lt;i>d&lt;/i> use &amp;lt;p&amp;gt;</description>",
            ),
            None,
            "summary=<p>a <b>b</b></p><em>c</em> <i>d</i> use &lt;p&gt;",
        ),
        (
            "a list in a description",
            item("<title>x</title><description><ul><li>a<li>b</ul></description>"),
            None,
            "summary=<ul><li>a</li><li>b</li></ul>",
        ),
    ];
    hold(cases);
}
