//! Feeds over the limits: the first entries are read, and it is said that there was more. Every construct is repeated until
//! some limit must notice.

use crate::{
    feed::Text,
    parse::{ParsedFeed, Repair, tests::read},
};

/// Entries that are read of one document.
const ENTRIES: usize = 5_000;

fn rss(inside: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><item><title>first</title></item>{inside}</channel></rss>"
    )
}

fn json(inside: &str) -> String {
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [{{\"id\": \"1\", \"title\": \"first\"}}{inside}]}}"
    )
}

fn numbered(count: usize, text: impl Fn(usize) -> String) -> String {
    (0..count).map(text).collect()
}

fn starts_well(feed: &ParsedFeed, name: &str) {
    let title = feed.entries.first().and_then(|entry| entry.title.clone());
    let plain = Some(Text::Plain("first".to_owned()));
    assert_eq!(title, plain, "{name}");
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn what_is_over_a_limit_is_left_out_and_said() {
    let cases = [
        (
            "items",
            rss(&"<item><title>x</title></item>".repeat(6_000)),
            ENTRIES,
        ),
        (
            "entries of Atom",
            format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><title>first</title></entry>{}</feed>",
                "<entry><id>i</id></entry>".repeat(6_000)
            ),
            ENTRIES,
        ),
        (
            "nesting",
            rss(&format!(
                "<item><description>{}x{}</description></item>",
                "<b>".repeat(9_000),
                "</b>".repeat(9_000)
            )),
            2,
        ),
        ("nesting of groups", rss(&"<media:group>".repeat(9_000)), 1),
        (
            "elements",
            rss(&format!("<item>{}</item>", "<x/>".repeat(2_100_000))),
            1,
        ),
        (
            "categories",
            rss(&format!(
                "<item>{}</item>",
                "<category>c</category>".repeat(50_000)
            )),
            2,
        ),
        (
            "keywords",
            rss(&format!(
                "<item><itunes:keywords>{}</itunes:keywords></item>",
                numbered(50_000, |n| format!("k{n},"))
            )),
            2,
        ),
        (
            "authors",
            rss(&format!(
                "<item>{}</item>",
                numbered(50_000, |n| format!("<dc:creator>a{n}</dc:creator>"))
            )),
            2,
        ),
        (
            "links",
            rss(&format!(
                "<item>{}</item>",
                numbered(50_000, |n| format!("<atom:link href='/{n}'/>"))
            )),
            2,
        ),
        (
            "enclosures",
            rss(&format!(
                "<item>{}</item>",
                numbered(50_000, |n| format!("<enclosure url='/{n}'/>"))
            )),
            2,
        ),
        (
            "files of Media RSS",
            rss(&format!(
                "<item>{}</item>",
                numbered(50_000, |n| format!("<media:content url='/{n}'/>"))
            )),
            2,
        ),
        (
            "authors of JSON",
            json(&format!(
                ", {{\"id\": \"2\", \"authors\": [{}1]}}",
                numbered(50_000, |n| format!("{{\"name\": \"{n}\"}}, "))
            )),
            2,
        ),
        (
            "items of JSON",
            json(&", {\"id\": \"x\"}".repeat(6_000)),
            ENTRIES,
        ),
        (
            "nesting of JSON",
            json(&format!(
                ", {{\"id\": \"2\", \"_x\": {}1{}}}",
                "[".repeat(9_000),
                "]".repeat(9_000)
            )),
            2,
        ),
        (
            "keys of JSON",
            json(&format!(
                ", {{{}\"id\": \"2\"}}",
                numbered(300_000, |n| format!("\"k{n}\": 1, "))
            )),
            1,
        ),
        (
            "values of JSON",
            json(&format!(
                ", {{\"id\": \"2\", \"tags\": [{}1]}}",
                "1, ".repeat(300_000)
            )),
            2,
        ),
    ];
    for (name, text, most) in cases {
        let feed = read(&text);
        starts_well(&feed, name);
        assert!(
            feed.repairs.contains(&Repair::TooDeep),
            "{name}: {:?}",
            feed.repairs
        );
        assert!(
            (1..=most.max(2)).contains(&feed.entries.len()),
            "{name}: {}",
            feed.entries.len()
        );
    }
}

#[test]
fn what_no_limit_needs_to_stop_is_read_whole() {
    let huge = "x".repeat(500_000);
    let cases = [
        (
            "one text",
            rss(&format!("<item><title>{huge}</title></item>")),
        ),
        (
            "one attribute",
            rss(&format!("<item a='{huge}'><title>x</title></item>")),
        ),
        (
            "attributes",
            rss(&format!(
                "<item {}><title>x</title></item>",
                numbered(20_000, |n| format!("a{n}='b' "))
            )),
        ),
        (
            "namespaces",
            rss(&format!(
                "<item {}><title>x</title></item>",
                numbered(50_000, |n| format!("xmlns:p{n}='u{n}' "))
            )),
        ),
        (
            "namespaces inside one another",
            rss(&format!(
                "<item><title>x</title>{}</item>",
                numbered(20_000, |n| format!("<p{n}:x xmlns:p{n}='u'/>"))
            )),
        ),
        (
            "CDATA sections",
            rss(&format!(
                "<item><title>x</title><description>{}</description></item>",
                "<![CDATA[x]]>".repeat(20_000)
            )),
        ),
        (
            "comments",
            rss(&format!(
                "<item><title>x</title>{}</item>",
                "<!-- - -->".repeat(20_000)
            )),
        ),
        (
            "instructions",
            rss(&format!(
                "<item><title>x</title>{}</item>",
                "<?x y?>".repeat(20_000)
            )),
        ),
        (
            "references",
            rss(&format!(
                "<item><title>{}</title></item>",
                "&amp;&#65;&nbsp;".repeat(20_000)
            )),
        ),
        (
            "a doctype",
            format!(
                "<!DOCTYPE rss [{}]>{}",
                numbered(50_000, |n| format!("<!ENTITY e{n} \"x\">")),
                rss("<item/>")
            ),
        ),
        (
            "a date",
            rss(&format!(
                "<item><pubDate>{}</pubDate></item>",
                "1 ".repeat(50_000)
            )),
        ),
        (
            "an address",
            rss(&format!(
                "<item><link>http://a.example/{huge}</link></item>"
            )),
        ),
        (
            "an author",
            rss(&format!(
                "<item><author>{}</author></item>",
                "a@b (".repeat(50_000)
            )),
        ),
        (
            "one text of JSON",
            json(&format!(
                ", {{\"id\": \"2\", \"content_text\": \"{huge}\"}}"
            )),
        ),
    ];
    for (name, text) in cases {
        let feed = read(&text);
        starts_well(&feed, name);
        assert_eq!(feed.entries.len(), 2, "{name}");
        assert!(!feed.repairs.contains(&Repair::TooDeep), "{name}");
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
