//! Every way in which encodings lie and markup breaks, one line each: what comes, what is read.

mod encodings;

use serde_json::Value;

use crate::{
    inspect,
    parse::{Document, parse},
};

fn rss(inside: &str) -> Vec<u8> {
    format!("<rss version=\"2.0\"><channel><title>F</title>{inside}</channel></rss>").into_bytes()
}

fn item(inside: &str) -> Vec<u8> {
    rss(&format!(
        "<item><title>one</title></item><item>{inside}</item>"
    ))
}

fn titled(title: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>F</title><item><title>{title}</title></item></channel></rss>"
    )
}

fn declared(encoding: &str, title: &[u8]) -> Vec<u8> {
    let text = titled("#");
    let (head, tail) = text.split_once('#').unwrap();
    let declaration = match encoding {
        "" => String::new(),
        _ => format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n"),
    };
    [
        declaration.as_bytes(),
        head.as_bytes(),
        title,
        tail.as_bytes(),
    ]
    .concat()
}

fn wide<const N: usize>(text: &str, unit: fn(u32) -> [u8; N]) -> Vec<u8> {
    if N == 2 {
        let units = text.encode_utf16();
        return units.flat_map(|code| unit(u32::from(code))).collect();
    }
    text.chars()
        .flat_map(|char| unit(u32::from(char)))
        .collect()
}

fn utf16le(code: u32) -> [u8; 2] {
    u16::try_from(code).unwrap().to_le_bytes()
}

fn utf16be(code: u32) -> [u8; 2] {
    u16::try_from(code).unwrap().to_be_bytes()
}

/// What may be asked for.
const NAMES: [&str; 9] = [
    "encoding", "repairs", "at", "titles", "title", "summary", "link", "author", "file",
];

/// What `inspect` makes of the document, with the parts that are asked for as `name=value`.
fn said(bytes: &[u8], content_type: Option<&str>, names: &[&str]) -> String {
    let json = inspect::to_json(&inspect::read(Document {
        bytes,
        url: Some("https://site.example/feed"),
        content_type,
    }));
    assert_eq!(json["ok"], true, "{}", json["error"]);
    let last = json["entries"].as_array().unwrap().len().saturating_sub(1);
    let entry = &json["entries"][last];
    let words = |list: &Value, key: &str| -> String {
        let values = list.as_array().unwrap().iter();
        let words = values.map(|value| match key {
            "" => value.as_str().unwrap_or_default().to_owned(),
            _ => value
                .pointer(key)
                .and_then(Value::as_str)
                .unwrap_or("-")
                .to_owned(),
        });
        words.collect::<Vec<_>>().join(",")
    };
    let string = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let part = |name: &&str| match *name {
        "encoding" => string(&json["encoding"]),
        "repairs" => words(&json["repairs"], ""),
        "at" => {
            let place = &json["first_repair"];
            format!("{}:{}", place["line"], place["column"])
        }
        "titles" => words(&json["entries"], "/title/value"),
        "title" => string(&entry["title"]["value"]),
        "summary" => string(&entry["summary"]["value"]),
        "link" => string(&entry["link"]),
        "author" => words(&entry["authors"], "/name"),
        "file" => words(&entry["enclosures"], "/url"),
        other => panic!("{other}"),
    };
    names
        .iter()
        .map(|name| format!("{name}={}", part(name)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is said of each document must be what its line says; all that differ are shown.
fn hold(lines: &[(&str, Vec<u8>, Option<&str>, &str)]) {
    let mut wrong = Vec::new();
    for (clause, bytes, content_type, expected) in lines {
        let names: Vec<&str> = expected
            .split(' ')
            .filter_map(|part| Some(part.split_once('=')?.0))
            .filter(|name| NAMES.contains(name))
            .collect();
        let found = said(bytes, *content_type, &names);
        if found != *expected {
            wrong.push(format!(
                "{clause}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
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

/// Three entries in each format, and the bytes that each of them is complete with.
fn whole() -> [(&'static str, String, &'static str); 3] {
    let rss = (1..=3).fold(String::new(), |text, n| {
        text + &format!("<item><title>t{n}</title><guid isPermaLink=\"false\">g{n}</guid>\n<description><![CDATA[<p>é {n}</p>]]></description></item>\n")
    });
    let atom = (1..=3).fold(String::new(), |text, n| {
        text + &format!("<entry><title type=\"html\">t{n}</title><id>g{n}</id><link href=\"/{n}\"/>\n<content type=\"html\">&lt;p&gt;é&lt;/p&gt;</content></entry>\n")
    });
    let json = (1..=3).fold(String::new(), |text, n| {
        text + if n > 1 { "," } else { "" }
            + &format!("{{\"id\": \"g{n}\", \"title\": \"t{n}\", \"tags\": [\"}}]\\\"\"], \"content_text\": \"é\"}}#")
    });
    [
        (
            "</item>",
            format!(
                "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>F</title>{rss}</channel></rss>"
            ),
            "<channel>",
        ),
        (
            "</entry>",
            format!(
                "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><id>f</id>{atom}</feed>"
            ),
            "</id>",
        ),
        (
            "}#",
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [{json}], \"_x\": {{\"y\": 1}}}}"
            ),
            "\"items\": [{",
        ),
    ]
}

#[test]
fn complete_entries_outlive_a_cut_anywhere() {
    for (end, marked, enough) in whole() {
        let text = marked.replace('#', "");
        let mut ends = Vec::new();
        let mut removed = 0;
        for (at, found) in marked.match_indices(end) {
            removed += usize::from(found.ends_with('#'));
            ends.push(at + found.len() - removed);
        }
        let start = text.find(enough).unwrap() + enough.len();
        for cut in start..text.len() {
            let bytes = &text.as_bytes()[..cut];
            let document = Document {
                bytes,
                url: None,
                content_type: None,
            };
            let complete = ends.iter().filter(|end| **end <= cut).count();
            let feed = match parse(document) {
                Ok(feed) => feed,
                Err(problem) => panic!("cut at {cut}: {problem}"),
            };
            let ids: Vec<&str> = feed
                .entries
                .iter()
                .filter_map(|entry| entry.id.as_deref())
                .collect();
            let expected = ["g1", "g2", "g3"];
            assert!(
                ids.starts_with(&expected[..complete]),
                "cut at {cut}: {ids:?}"
            );
            let repairs: Vec<&str> = feed.repairs.iter().map(|repair| repair.as_str()).collect();
            assert!(repairs.contains(&"truncated"), "cut at {cut}: {repairs:?}");
            assert!(feed.first_repair.is_some(), "cut at {cut}");
        }
    }
}
