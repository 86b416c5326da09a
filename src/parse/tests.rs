//! Both readers over whole documents: what they make of ordinary ones, and of hostile ones.

mod dates;
mod differential;
mod documents;

mod bounds;
mod broken;

use std::{
    env, fs,
    path::{Path, PathBuf},
    time::Instant,
};

use proptest::prelude::*;

use crate::{
    error::ProblemKind,
    inspect,
    parse::{Document, ParsedFeed, Repair, Version, parse, strict, tolerant},
};

fn document(bytes: &[u8]) -> Document<'_> {
    Document {
        bytes,
        url: Some("https://site.example/blog/feed.xml"),
        content_type: None,
    }
}

fn read(text: &str) -> ParsedFeed {
    parse(document(text.as_bytes())).expect("a feed")
}

/// The feed as both readers have it, where the strict one takes it at all.
fn both(text: &str) -> Option<(ParsedFeed, ParsedFeed)> {
    let url = Some("https://site.example/blog/feed.xml");
    let strict = strict::read(text, url)?;
    let tolerant =
        tolerant::read(text, url).expect("the tolerant reader takes whatever the strict one takes");
    Some((strict, tolerant))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The conformance feeds, which live outside of this repository; `None` (said aloud) when they are not there.
pub(super) fn shared_feeds() -> Option<Vec<PathBuf>> {
    let shared =
        env::var_os("PLANET_SHARED").map_or_else(|| PathBuf::from("../shared"), PathBuf::from);
    let mut found = Vec::new();
    files_below(&shared.join("conformance/feeds"), &mut found);
    found.sort();
    if found.is_empty() {
        assert!(
            env::var_os("PLANET_REQUIRE_SHARED").is_none(),
            "no feeds below {}",
            shared.display()
        );
        println!("skipped: no feeds below {}", shared.display());
        return None;
    }
    Some(found)
}

const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
  xmlns:atom="http://www.w3.org/2005/Atom" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
  xmlns:slash="http://purl.org/rss/1.0/modules/slash/" xmlns:wfw="http://wellformedweb.org/CommentAPI/">
<channel>
  <title>Ana &amp; Bo</title> <link>https://site.example/</link> <description>All &lt;b&gt;about&lt;/b&gt; it</description>
  <atom:link href="/feed.xml" rel="self" type="application/rss+xml"/>
  <language>en-US</language> <lastBuildDate>Tue, 02 Jan 2024 03:04:05 GMT</lastBuildDate> <generator>hand</generator>
  <sy:updatePeriod>hourly</sy:updatePeriod> <sy:updateFrequency>2</sy:updateFrequency>
  <image><url>https://site.example/i.png</url><title>I</title><link>https://site.example/</link></image>
  <item>
    <title>One &amp;amp; only</title> <link>/1</link> <guid isPermaLink="false">tag:site.example,2024:1</guid>
    <dc:creator><![CDATA[Ana  Bee]]></dc:creator> <category domain="d"><![CDATA[x]]></category><category>y</category>
    <pubDate>Mon, 01 Jan 2024 00:00:00 +0100</pubDate> <comments>https://site.example/1#c</comments>
    <wfw:commentRss>https://site.example/1/feed</wfw:commentRss> <slash:comments>3</slash:comments>
    <description><![CDATA[ short <a href="x">x</a> ]]></description>
    <content:encoded><![CDATA[<p>long</p>]]></content:encoded>
    <post-id xmlns="com-wordpress:feed-additions:1">5</post-id>
    <enclosure url="https://site.example/1.mp3" length="12" type="audio/mpeg"/>
  </item>
</channel>
</rss>
"#;

const ATOM: &str = r#"<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xmlns:thr="http://purl.org/syndication/thread/1.0" xml:lang="de-de">
  <title type="html">A &lt;i&gt;b&lt;/i&gt;</title> <subtitle>c</subtitle> <id>urn:f</id> <updated>2024-01-02T03:04:05Z</updated>
  <link href="/"/><link rel="self" href="atom.xml" type="application/atom+xml"/> <logo>l.png</logo> <icon>/i.ico</icon>
  <author><name>Ana</name><email>ana@site.example</email><uri>/ana</uri></author> <rights>mine</rights>
  <entry>
    <title>T &amp; U</title> <id>urn:1</id> <link href="1.html"/> <link rel="enclosure" href="1.mp3" length="7" type="audio/mpeg"/>
    <published>2024-01-01T00:00:00+01:00</published> <updated>2024-01-02T00:00:00Z</updated>
    <category term="x" scheme="s" label="X"/> <summary>s</summary> <content type="html">&lt;p&gt;x&lt;/p&gt;</content>
    <thr:total>3</thr:total>
  </entry>
</feed>
"#;

#[test]
fn ordinary_feeds_take_the_strict_path_and_come_out_the_same() {
    for text in [RSS, ATOM] {
        let (strict, tolerant) = both(text).expect("follows the rules");
        assert_eq!(strict, tolerant);
        assert_eq!(strict.entries.len(), 1);
        assert_eq!(strict.repairs, []);
    }
    assert_eq!(read(RSS).ttl, Some(30));
    assert!(!read(RSS).entries[0].id_is_permalink);
    assert_eq!(read(ATOM).language.as_deref(), Some("de-DE"));
}

#[test]
fn what_feed_rs_drops_or_misreads_takes_the_tolerant_path() {
    let item = |inside: &str| RSS.replace("</item>", &format!("{inside}</item>"));
    let entry = |inside: &str| ATOM.replace("</entry>", &format!("{inside}</entry>"));
    let deep = format!(
        "<slash:x>{}{}</slash:x>",
        "<b>".repeat(120),
        "</b>".repeat(120)
    );
    let refused = [
        item("<source url='https://other.example/feed'>O</source>"),
        item("<author>a@b.example (A)</author>"),
        item("<title>again</title>"),
        item("<dc:subject>s</dc:subject>"),
        item("<atom:link rel='alternate' href='/x'/>"),
        item("<undeclared:x/>"),
        item(&deep),
        RSS.replace("<link>/1</link>", ""),
        RSS.replace("&amp;", "&nbsp;"),
        RSS.replace("&amp;", "& "),
        RSS.replace("</channel>", ""),
        RSS.replace("version=\"2.0\"", "version=\"0.92\""),
        entry("<source><title>o</title></source>"),
        entry("<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>x</div></content>"),
        ATOM.replace("<summary>", "<summary xml:base='/x'>"),
        ATOM.replace("<name>Ana</name>", ""),
        ATOM.replace("2005/Atom", "2005/Atom/"),
    ];
    for text in refused {
        assert!(both(&text).is_none(), "{text}");
    }
}

#[test]
fn a_web_page_names_its_feeds() {
    let page = r#"<!DOCTYPE html><html><head><link rel="alternate stylesheet" href="x.css"><base href="/b/">
        <link href="feed.xml?a=1&amp;b=2" type="application/rss+xml" rel="Alternate"><link rel=alternate type=application/atom+xml href=/atom>
        </head><body>&nbsp;<p>x</body></html>"#;
    let problem = parse(document(page.as_bytes())).unwrap_err();
    assert_eq!(problem.kind, ProblemKind::WebPage);
    assert_eq!(
        problem.message,
        "a web page came instead of a feed; it advertises <https://site.example/b/feed.xml?a=1&b=2>, <https://site.example/atom>"
    );
}

#[test]
fn what_is_no_feed_is_called_what_it_is() {
    let kind = |bytes: &[u8]| parse(document(bytes)).unwrap_err().kind;
    assert_eq!(kind(b""), ProblemKind::Empty);
    assert_eq!(kind(b" \n\0\0"), ProblemKind::Empty);
    assert_eq!(kind(b"plain words"), ProblemKind::NotAFeed);
    assert_eq!(
        kind(b"<opml version=\"2.0\"><body/></opml>"),
        ProblemKind::NotAFeed
    );
    assert_eq!(kind(b"{\"a\": 1}"), ProblemKind::Json);
    assert_eq!(kind(b"{\"a\""), ProblemKind::Json);
    assert_eq!(kind("[".repeat(200_000).as_bytes()), ProblemKind::Json);
}

#[test]
fn json_feeds_are_read_field_by_field() {
    let feed = read(
        r#"{"version": "http://jsonfeed.org/version/1", "title": "T", "home_page_url": "/", "author": {"name": "Ana", "url": "/ana"},
            "items": [{"id": 7, "url": "1", "title": 3, "content_html": "<p>x</p>", "tags": ["a", null, ""], "date_published": 1700000000,
            "attachments": [{"url": "1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": "?"}, 5]}, 9]}"#,
    );
    assert_eq!(feed.version, Version::Json1);
    assert_eq!(
        feed.authors[0].uri.as_deref(),
        Some("https://site.example/ana")
    );
    let [entry] = feed.entries.as_slice() else {
        panic!("one entry")
    };
    assert_eq!(entry.id.as_deref(), Some("7"));
    assert_eq!(entry.links[0].href, "https://site.example/blog/1");
    assert_eq!(entry.categories.len(), 1);
    assert_eq!(entry.published.unwrap().timestamp(), 1_700_000_000);
    assert_eq!(entry.enclosures[0].url, "https://site.example/blog/1.mp3");
}

#[test]
fn the_place_of_the_first_repair_is_told() {
    let feed = read(
        "<rss version='2.0'><channel><title>a</title>\n  <item><title>x &nope; y</title></item></channel></rss>",
    );
    assert_eq!(feed.repairs, [Repair::Entities]);
    let place = feed.first_repair.unwrap();
    assert_eq!((place.line, place.column), (2, 18));
}

/// Every one of these must be read, or refused, in time in proportion to its size.
#[test]
fn hostile_documents_cost_no_more_than_their_size() {
    let item = "<item><title>T</title></item>";
    let numbered = (0..40_000).fold(String::new(), |text, n| text + &format!("xmlns:p{n}='u' "));
    let documents = [
        format!("<rss><channel>{item}{}", "<x>".repeat(350_000)),
        format!("<rss><channel>{item}{}", "<b><!--".repeat(150_000)),
        format!("<rss><channel>{item}{}", "<![CDATA[".repeat(120_000)),
        format!(
            "<rss><channel>{item}{}]]></x>",
            "<![CDATA[</item>".repeat(60_000)
        ),
        format!("<rss><channel>{item}{}", "<a b=\"".repeat(150_000)),
        format!("<rss><channel>{item}{}", "<a b='<\"x".repeat(120_000)),
        format!("<rss><channel>{item}{}", "<?x".repeat(300_000)),
        format!("<rss><channel>{item}{}", "<!x[".repeat(250_000)),
        format!("<rss><channel>{item}{}", "&#x1;&a;&".repeat(120_000)),
        format!(
            "<rss><channel>{item}<item {}/></channel></rss>",
            "a='b' ".repeat(100_000)
        ),
        format!("<rss {numbered}><channel>{item}</channel></rss>"),
        format!(
            "<rss><channel>{item}<item><author>{}</author></item></channel></rss>",
            "a@".repeat(300_000)
        ),
        format!(
            "<rss><channel>{item}<item><description>{}</description></item></channel></rss>",
            "</p><p>".repeat(150_000)
        ),
        format!(
            "<rss><channel>{item}<item><title>{}</title></item></channel></rss>",
            "x".repeat(1_000_000)
        ),
        format!("<rss><channel>{}</channel></rss>", item.repeat(100_000)),
        format!(
            "<rss><channel>{item}{}</channel></rss>",
            "<media:group>".repeat(100_000)
        ),
        format!(
            "<feed><entry><content type='xhtml'>{}</content></entry></feed>",
            "<div>".repeat(200_000)
        ),
    ];
    let start = Instant::now();
    for document in &documents {
        let feed = read(document);
        assert!(
            !feed.entries.is_empty() && feed.entries.len() <= 5_000,
            "{}",
            &document[..80]
        );
    }
    // About 0.1 s each in a debug build; a quadratic step would take minutes.
    assert!(start.elapsed().as_secs() < 60, "{:?}", start.elapsed());
}

/// A megabyte of each in one entry: with every one compared to all before it, minutes.
#[test]
fn people_files_and_keywords_are_bounded_since_they_are_compared() {
    let item = |piece: &dyn Fn(usize) -> String| {
        let pieces: Vec<_> = (0..50_000).map(piece).collect();
        RSS.replace("</item>", &format!("{}</item>", pieces.concat()))
    };
    let keywords: Vec<_> = (0..50_000).map(|n| format!("word{n}")).collect();
    let keywords = format!("<itunes:keywords>{}</itunes:keywords>", keywords.join(","));
    let start = Instant::now();
    for text in [
        item(&|n| format!("<author>Name {n}</author>")),
        item(&|n| format!("<itunes:author>Name {n}</itunes:author>")),
        item(&|n| format!("<enclosure url='https://site.example/{n}.mp3'/>")),
        item(&|n| format!("<media:content url='https://site.example/{n}.mp3'/>")),
        RSS.replace("</item>", &format!("{keywords}</item>")),
    ] {
        let entry = &read(&text).entries[0];
        let counts = [
            entry.authors.len(),
            entry.enclosures.len(),
            entry.categories.len(),
        ];
        assert_eq!(counts.into_iter().max(), Some(256));
    }
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

#[test]
fn a_base_so_long_that_repeating_it_would_multiply_the_document_is_none() {
    let links: Vec<_> = (0..200).map(|n| format!("<link href='?{n}'/>")).collect();
    let links = links.concat();
    let inline = "<a xml:base='b/' href='c'>d</a>".repeat(1_000);
    let content = format!("<content type='xhtml'><div>{inline}</div></content>");
    for (length, resolved) in [(100, true), (100_000, false)] {
        let base = format!("https://site.example/{}/", "a".repeat(length));
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='{base}'><entry><id>1</id>{links}{content}</entry></feed>"
        );
        let entry = &read(&text).entries[0];
        let href = |at: usize| entry.links[at].href.as_str();
        assert_eq!(href(199).starts_with(&base), resolved, "{:.60}", href(199));
        let written = entry
            .links
            .iter()
            .map(|link| link.href.len())
            .sum::<usize>();
        let markup = entry.content.as_ref().unwrap().text.value().len();
        assert!(written + markup < 10 * text.len(), "{written} + {markup}");
    }
}

#[test]
fn a_million_items_give_the_first_ones_and_say_so() {
    let feed = read(&format!(
        "<rss version='2.0'><channel>{}</channel></rss>",
        "<item><link>/a</link></item>".repeat(1_000_000)
    ));
    assert_eq!(feed.entries.len(), 5_000);
    assert_eq!(feed.repairs, [Repair::TooDeep]);
}

/// Pieces that feeds, good and bad, are made of.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "<rss version=\"2.0\">",
        "<feed xmlns=\"http://www.w3.org/2005/Atom\">",
        "<channel>",
        "</channel>",
        "<item>",
        "</item>",
        "<entry>",
        "</entry>",
        "<title>",
        "</title>",
        "<title type=\"xhtml\">",
        "<link>",
        "</link>",
        "<link href=\"/x\"/>",
        "<guid>",
        "</guid>",
        "<description>",
        "</description>",
        "<content type=\"html\">",
        "</content>",
        "<![CDATA[",
        "]]>",
        "<!--",
        "-->",
        "&amp;",
        "&nbsp;",
        "&",
        "&#0;",
        "<",
        ">",
        "\"",
        "'",
        "=",
        "x",
        "é",
        "（",
        " ",
        "a@b.example",
        "<p>",
        "<br>",
        "</p>",
        "<author>",
        "</author>",
        "<name>",
        "</name>",
        "<pubDate>Mon, 01 Jan 2024 00:00:00 GMT</pubDate>",
        "<updated>",
        "</updated>",
        "<media:group>",
        "<dc:creator>",
        "</dc:creator>",
        "<a b='",
        "xmlns:x='y'",
        "<?xml version=\"1.0\"?>",
        "<!DOCTYPE r [<!ENTITY a \"b\">]>",
        "\u{1b}",
        "\u{202e}",
        "\r\n",
        "<html>",
        "{",
        "[",
        "</rss>",
        "</feed>",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = inspect::to_json(&inspect::read(document(&bytes)));
    }

    #[test]
    fn pieces_of_feeds_never_panic(text in pieces()) {
        let _ = inspect::to_json(&inspect::read(document(text.as_bytes())));
        let _ = inspect::read(document(format!("<rss><channel><item>{text}").as_bytes()));
    }

    #[test]
    fn cut_and_mangled_feeds_never_panic(at in 0_usize..2000, byte in any::<u8>(), cut in any::<bool>(), atom in any::<bool>()) {
        let mut bytes = if atom { ATOM } else { RSS }.as_bytes().to_vec();
        let at = at % bytes.len();
        bytes[at] = byte;
        if cut {
            bytes.truncate(at);
        }
        let _ = inspect::read(document(&bytes));
    }

    #[test]
    fn both_readers_give_the_same_for_mangled_feeds(at in 0_usize..4000, other in 0_usize..4000, atom in any::<bool>()) {
        let mut bytes = if atom { ATOM } else { RSS }.as_bytes().to_vec();
        let length = bytes.len();
        bytes.swap(at % length, other % length);
        let text = String::from_utf8(bytes).unwrap();
        if let Some((strict, tolerant)) = both(&text) {
            prop_assert_eq!(strict, tolerant);
        }
    }
}
