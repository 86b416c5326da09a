//! Damage of every kind, and the fields of every format.

use crate::{
    feed::Text,
    parse::{ParsedEntry, ParsedFeed, Repair, Version, tolerant},
};

fn read(text: &str) -> ParsedFeed {
    tolerant::read(text, Some("https://site.example/blog/feed.xml")).expect("a feed")
}

fn rss(item: &str) -> ParsedFeed {
    read(&format!(
        "<rss version='2.0'><channel><title>C</title><item>{item}</item></channel></rss>"
    ))
}

fn only(feed: ParsedFeed) -> ParsedEntry {
    let [entry] = <[ParsedEntry; 1]>::try_from(feed.entries).expect("one entry");
    entry
}

fn item(inside: &str) -> ParsedEntry {
    only(rss(inside))
}

fn entry(inside: &str) -> ParsedEntry {
    only(read(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><entry>{inside}</entry></feed>"
    )))
}

fn value(text: Option<&Text>) -> &str {
    text.map_or("", Text::value)
}

fn titles(feed: &ParsedFeed) -> Vec<&str> {
    feed.entries
        .iter()
        .map(|entry| value(entry.title.as_ref()))
        .collect()
}

#[test]
fn missing_and_mismatched_end_tags_cost_no_entry() {
    let feed = read(
        "<rss><channel><title>C<item><title>a</title><pubDate>2024-01-02<guid>g</guid></item>
         <item><title>b</Title><link>http://x.example/b<description><p>one<br>two</description></p></font></item>
         <item><title>c<link>http://x.example/c</link></item></channel></rss>",
    );
    assert_eq!(titles(&feed), ["a", "b", "c"]);
    assert_eq!(value(feed.title.as_ref()), "C");
    assert_eq!(feed.entries[0].id.as_deref(), Some("g"));
    assert!(feed.entries[0].published.is_some());
    assert_eq!(feed.entries[1].links[0].href, "http://x.example/b");
    assert_eq!(feed.entries[2].links[0].href, "http://x.example/c");
    assert_eq!(feed.repairs, [Repair::Tags]);
}

#[test]
fn a_cut_document_gives_its_whole_entries() {
    let feed = read(
        "<rss><channel><item><title>a</title></item><item><title>b</title></item><item><title>c</ti",
    );
    assert_eq!(titles(&feed), ["a", "b"]);
    assert!(feed.repairs.contains(&Repair::Truncated));
    let closed = read("<rss><channel><item><title>a</title></item><item><title>b</title></item>");
    assert_eq!(titles(&closed), ["a", "b"]);
}

#[test]
fn an_unclosed_cdata_section_ends_with_its_field() {
    let feed = read(
        "<rss><channel><item><description><![CDATA[<p>x</description><title>a</title></item>
         <item><title><![CDATA[b]]></title></item></channel></rss>",
    );
    assert_eq!(titles(&feed), ["a", "b"]);
    assert_eq!(feed.repairs, [Repair::UnclosedCdata]);
}

#[test]
fn junk_around_the_document_is_passed_over() {
    for before in [
        "\n\n<?xml version='1.0'?>",
        "<br />\n<b>Warning</b>: headers in <b>/x.php</b><br />\n",
        "<html><body>oops</body></html>",
    ] {
        let feed = read(&format!(
            "{before}<rss version='2.0'><channel><item><title>a</title></item></channel></rss>"
        ));
        assert_eq!(titles(&feed), ["a"]);
        assert_eq!(feed.repairs, [Repair::LeadingJunk]);
    }
    let after =
        read("<rss><channel><item><title>a</title></item></channel></rss><script>1 && 2</script>");
    assert_eq!(titles(&after), ["a"]);
    assert_eq!(
        read("<!-- c -->\n<?xml-stylesheet href='x'?><rss/>").repairs,
        []
    );
}

#[test]
fn references_of_html_and_of_nobody_are_read() {
    let entry = item("<title>a&nbsp;b &eacute; &#8217; &#146; &#0;&#xD800;&nope; AT&T x&y</title>");
    assert_eq!(
        value(entry.title.as_ref()),
        "a\u{a0}b é ’ ’ &nope; AT&T x&y"
    );
    let feed = read(
        "<!DOCTYPE rss [<!ENTITY a 'b'><!ENTITY c '&a;&a;'>]><rss><channel><title>&a;&c;</title></channel></rss>",
    );
    assert_eq!(value(feed.title.as_ref()), "b&c;");
    assert_eq!(rss("<title>&amp;&lt;&#233;</title>").repairs, []);
}

#[test]
fn attributes_are_read_however_they_are_written() {
    let entry = item(
        "<guid isPermaLink=false>g</guid><enclosure URL='http://x.example/a.mp3'length=\"5\" type = audio/mpeg />",
    );
    assert!(!entry.id_is_permalink);
    let enclosure = &entry.enclosures[0];
    assert_eq!(
        (
            enclosure.url.as_str(),
            enclosure.length,
            enclosure.media_type.as_deref()
        ),
        ("http://x.example/a.mp3", Some(5), Some("audio/mpeg"))
    );
}

#[test]
fn namespaces_are_known_by_any_spelling_or_by_prefix_alone() {
    for declared in [
        "",
        "xmlns:dc='https://purl.org/dc/elements/1.1'",
        "xmlns:dc='http://purl.org/dc/elements/1.0/'",
    ] {
        let feed = read(&format!(
            "<rss {declared}><channel><item><dc:creator>Ana</dc:creator></item></channel></rss>"
        ));
        assert_eq!(only(feed).authors[0].name.as_deref(), Some("Ana"));
    }
    let feed = read(
        "<rss xmlns:dc='urn:other'><channel><item><dc:creator>Ana</dc:creator></item></channel></rss>",
    );
    assert!(only(feed).authors.is_empty());
    let feed = read(
        "<a:feed xmlns:a='http://www.w3.org/2005/Atom/'><a:entry><a:title>t</a:title></a:entry></a:feed>",
    );
    assert_eq!((feed.version, titles(&feed)), (Version::Atom10, vec!["t"]));
}

#[test]
fn versions_are_told_apart() {
    let version = |text: &str| read(text).version;
    assert_eq!(version("<rss/>"), Version::Rss);
    assert_eq!(version("<RSS VERSION='0.91'/>"), Version::Rss091);
    assert_eq!(version("<rss version='2.0.1'/>"), Version::Rss20);
    assert_eq!(version("<rss version='0.94'/>"), Version::Rss094);
    assert_eq!(
        version("<rdf:RDF xmlns='http://purl.org/rss/1.0/'/>"),
        Version::Rss10
    );
    assert_eq!(
        version("<rdf:RDF xmlns='http://my.netscape.com/rdf/simple/0.9/'/>"),
        Version::Rss090
    );
    assert_eq!(
        version("<feed version='0.3' xmlns='http://purl.org/atom/ns#'/>"),
        Version::Atom03
    );
    assert_eq!(
        version("<feed xmlns='http://www.w3.org/2005/Atom'/>"),
        Version::Atom10
    );
    assert_eq!(version("<CHANNEL HREF='/'/>"), Version::Cdf);
}

#[test]
fn rss_fields_and_modules() {
    let entry = item(
        "<title>T</title><link>/1</link><guid>http://x.example/g</guid><author>ana@x.example (Ana)</author><dc:creator>Bo</dc:creator>
         <category domain='d'>c</category><dc:subject>s</dc:subject><pubDate>never</pubDate><dc:date>2024-01-02</dc:date>
         <atom:updated>2024-02-03T00:00:00Z</atom:updated><description>&lt;b&gt;d&lt;/b&gt;</description>
         <content:encoded><![CDATA[<p>c</p>]]></content:encoded><comments>/1#c</comments><source url='/s'>S</source>
         <media:group><media:thumbnail url='/t.png'/><media:content url='/v.mp4' type='video/mp4' fileSize='9'/></media:group>
         <itunes:image href='/i.png'/><itunes:keywords>k, l</itunes:keywords>",
    );
    assert_eq!(entry.links[0].href, "https://site.example/1");
    assert_eq!(entry.id.as_deref(), Some("http://x.example/g"));
    assert!(!entry.id_is_permalink, "there is a link");
    let people: Vec<_> = entry
        .authors
        .iter()
        .map(|person| (person.name.as_deref(), person.email.as_deref()))
        .collect();
    assert_eq!(
        people,
        [(Some("Ana"), Some("ana@x.example")), (Some("Bo"), None)]
    );
    let terms: Vec<_> = entry
        .categories
        .iter()
        .map(|category| category.term.as_str())
        .collect();
    assert_eq!(terms, ["c", "s", "k", "l"]);
    assert_eq!(
        entry.published.unwrap().to_rfc3339(),
        "2024-01-02T00:00:00+00:00"
    );
    assert_eq!(
        entry.updated.unwrap().to_rfc3339(),
        "2024-02-03T00:00:00+00:00"
    );
    assert!(matches!(&entry.summary, Some(Text::Html(html)) if html.markup == "<b>d</b>"));
    assert_eq!(
        value(entry.content.as_ref().map(|content| &content.text)),
        "<p>c</p>"
    );
    assert_eq!(
        entry.thumbnail.as_deref(),
        Some("https://site.example/t.png")
    );
    assert_eq!(entry.enclosures[0].url, "https://site.example/v.mp4");
    assert_eq!(
        entry.source.unwrap().link.as_deref(),
        Some("https://site.example/s")
    );
}

#[test]
fn rdf_items_stand_beside_the_channel() {
    let feed = read(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>
         <channel rdf:about='http://x.example/'><title>C</title><sy:updatePeriod>daily</sy:updatePeriod></channel>
         <image rdf:about='i'><url>/i.png</url></image><item rdf:about='http://x.example/1'><title>a</title></item></rdf:RDF>",
    );
    assert_eq!(feed.id.as_deref(), Some("http://x.example/"));
    assert_eq!(feed.ttl, Some(1440));
    assert_eq!(feed.logo.as_deref(), Some("https://site.example/i.png"));
    assert_eq!(feed.entries[0].id.as_deref(), Some("http://x.example/1"));
}

#[test]
fn atom_texts_are_what_their_types_say() {
    let summary = |attributes: &str, inside: &str| {
        entry(&format!("<summary {attributes}>{inside}</summary>")).summary
    };
    assert_eq!(
        summary("", "a &lt;b&gt;"),
        Some(Text::Plain("a <b>".to_owned()))
    );
    let html = |attributes: &str, inside: &str| match summary(attributes, inside) {
        Some(Text::Html(html)) => html.markup,
        other => panic!("{other:?}"),
    };
    assert_eq!(html("type='html'", "a &lt;b&gt;"), "a <b>");
    assert_eq!(
        html("type='text/html' mode='base64'", "PGI+eDwvYj4="),
        "<b>x</b>"
    );
    assert_eq!(
        html(
            "type='xhtml'",
            "<div xmlns='http://www.w3.org/1999/xhtml'><img alt='say &quot;x&quot;'/>1 &lt; 2<br/></div>"
        ),
        "<img alt=\"say &quot;x&quot;\">1 &lt; 2<br>"
    );
    assert_eq!(html("", "naked <b>markup</b>"), "naked <b>markup</b>");
}

#[test]
fn bases_are_inherited_and_kept_with_the_markup() {
    let entry = only(read(
        "<feed xml:base='http://b.example/d/'><entry><link href='x'/><content type='html' xml:base='e/'>x</content></entry></feed>",
    ));
    assert_eq!(entry.links[0].href, "http://b.example/d/x");
    assert!(
        matches!(entry.content.unwrap().text, Text::Html(html) if html.base.as_deref() == Some("http://b.example/d/e/"))
    );
    let entry = only(read(
        "<feed xml:base='http://b.example/'><entry><content type='xhtml'><div xml:base='d/'><p xml:base='e/'><a href='x'>x</a></p><img src='y'/></div></content></entry></feed>",
    ));
    let Text::Html(html) = entry.content.unwrap().text else {
        panic!("markup")
    };
    assert_eq!(
        html.markup,
        "<p><a href=\"http://b.example/d/e/x\">x</a></p><img src=\"y\">"
    );
    assert_eq!(html.base.as_deref(), Some("http://b.example/d/"));
}

#[test]
fn people_are_read_in_all_forms() {
    for (text, name, email) in [
        (
            "ana@x.example (Ana B)",
            Some("Ana B"),
            Some("ana@x.example"),
        ),
        (
            "Ana B <ana@x.example>",
            Some("Ana B"),
            Some("ana@x.example"),
        ),
        (
            "Ana B (mailto:ana@x.example)",
            Some("Ana B"),
            Some("ana@x.example"),
        ),
        ("“ana@x.example”", None, Some("ana@x.example")),
        (
            "田中（tanaka@x.example）",
            Some("田中"),
            Some("tanaka@x.example"),
        ),
        (
            "José\u{3000}jose@x.example",
            Some("José"),
            Some("jose@x.example"),
        ),
        ("@ana", Some("@ana"), None),
        ("Ana  \n B", Some("Ana B"), None),
    ] {
        let person = tolerant::person::parse(text).unwrap();
        assert_eq!(
            (person.name.as_deref(), person.email.as_deref()),
            (name, email),
            "{text}"
        );
    }
    assert_eq!(tolerant::person::parse(" \n"), None);
}

#[test]
fn cdf_channels_are_feeds() {
    let feed = read(
        "<CHANNEL HREF='http://x.example/' LASTMOD='2004-04-06T23:05:43-05:00'><TITLE>C</TITLE><ABSTRACT>a</ABSTRACT>
         <ITEM HREF='/1'><TITLE>t</TITLE><ABSTRACT>s</ABSTRACT></ITEM></CHANNEL>",
    );
    assert_eq!(feed.links[0].href, "http://x.example/");
    assert!(feed.updated.is_some());
    assert_eq!(titles(&feed), ["t"]);
    assert_eq!(feed.entries[0].links[0].href, "https://site.example/1");
}

#[test]
fn elements_beyond_the_depth_limit_lose_their_tags_only() {
    let feed = rss(&format!(
        "<description>{}x{}</description><title>T</title>",
        "<b>".repeat(5000),
        "</b>".repeat(5000)
    ));
    assert_eq!(feed.repairs, [Repair::TooDeep]);
    let entry = only(feed);
    assert_eq!(value(entry.title.as_ref()), "T");
    assert!(value(entry.summary.as_ref()).contains('x'));
}
