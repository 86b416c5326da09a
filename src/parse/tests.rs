//! Both readers over whole documents: what they make of ordinary ones, and of what is no feed.

mod dates;
mod differential;
mod documents;

mod bounds;
mod broken;
mod cost;
mod mangled;

use std::{
    env, fs,
    path::{Path, PathBuf},
};

use crate::{
    error::ProblemKind,
    parse::{Document, ParsedFeed, Repair, Version, parse, strict, tolerant},
};

/// Where the documents are from.
const URL: &str = "https://site.example/blog/feed.xml";

pub(super) fn document(bytes: &[u8]) -> Document<'_> {
    Document {
        bytes,
        url: Some(URL),
        content_type: None,
    }
}

pub(super) fn read(text: &str) -> ParsedFeed {
    parse(document(text.as_bytes())).expect("a feed")
}

/// The feed as both readers have it, where the strict one takes it at all.
pub(super) fn both(text: &str) -> Option<(ParsedFeed, ParsedFeed)> {
    let strict = strict::read(text, Some(URL))?;
    let tolerant = tolerant::read(text, Some(URL))
        .expect("the tolerant reader takes whatever the strict one takes");
    Some((strict, tolerant))
}

pub(super) fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
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

pub(super) const RSS: &str = r#"<?xml version="1.0" encoding="utf-8"?>
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

pub(super) const ATOM: &str = r#"<?xml version="1.0"?>
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
fn ordinary_feeds_follow_the_rules_and_are_the_same_to_both_readers() {
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
fn what_feed_rs_drops_or_misreads_is_not_asked_of_it() {
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
