//! What is settled after parsing.

use crate::{
    feed::{Feed, Text},
    normalize::normalize,
    parse::{Document, parse},
};

const URL: &str = "https://site.example/blog/feed.xml";

fn feed(text: &str) -> Feed {
    let parsed = parse(Document {
        bytes: text.as_bytes(),
        url: Some(URL),
        content_type: None,
    });
    normalize(parsed.expect("a feed"), Some(URL))
}

fn rss(item: &str) -> Feed {
    feed(&format!(
        "<rss version='2.0'><channel><link>https://site.example/</link><item>{item}</item></channel></rss>"
    ))
}

fn base(text: Option<&Text>) -> Option<&str> {
    match text {
        Some(Text::Html(html)) => html.base.as_deref(),
        _ => None,
    }
}

#[test]
fn an_id_is_the_feeds_then_the_link_then_a_hash() {
    let id = |item: &str| {
        let entry = rss(item).entries.remove(0);
        (entry.id, entry.id_generated)
    };
    assert_eq!(id("<guid>g</guid><link>/1</link>"), ("g".to_owned(), false));
    assert_eq!(
        id("<link>/1</link>"),
        ("https://site.example/1".to_owned(), true)
    );
    let (hash, made) = id("<title>T</title><description>d</description>");
    assert!(made && hash.starts_with("urn:planet:"));
    assert_eq!(id("<title>T</title><description>d</description>").0, hash);
    assert_ne!(id("<title>Td</title>").0, hash);
}

#[test]
fn no_plain_text_turns_what_is_printed_behind_it() {
    let turned = "a\u{202e}b &#xfdd0;\u{2066}c\u{2069}";
    let feed = feed(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><subtitle>{turned}</subtitle><rights>{turned}</rights>
         <entry><id>1</id><summary>{turned}</summary><content>{turned}</content></entry></feed>"
    ));
    let entry = &feed.entries[0];
    let content = entry.content.as_ref().map(|content| &content.text);
    for text in [
        feed.subtitle.as_ref(),
        feed.rights.as_ref(),
        entry.summary.as_ref(),
        content,
    ] {
        assert_eq!(text.unwrap().value(), "ab \u{2066}c\u{2069}");
    }
}

#[test]
fn the_permalink_is_the_link_or_a_guid_that_may_be_one() {
    let link = |item: &str| rss(item).entries.remove(0).permalink;
    assert_eq!(
        link("<link>/1</link><guid>https://x.example/</guid>").as_deref(),
        Some("https://site.example/1")
    );
    assert_eq!(
        link("<guid>https://x.example/2</guid>").as_deref(),
        Some("https://x.example/2")
    );
    assert_eq!(
        link("<guid isPermaLink='false'>https://x.example/2</guid>"),
        None
    );
    assert_eq!(link("<guid>tag:x</guid>"), None);
    assert_eq!(link("<link>javascript:alert(1)</link>"), None);
    assert_eq!(link("<link>java\nscript:alert(1)</link>"), None);
    assert_eq!(link("<link>data:text/html,x</link>"), None);
}

#[test]
fn authors_come_from_the_entry_then_its_source_then_in_atom_the_feed() {
    let authors = |inside: &str| {
        let text = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>F</name></author><entry>{inside}</entry></feed>"
        );
        feed(&text)
            .entries
            .remove(0)
            .authors
            .remove(0)
            .name
            .unwrap()
    };
    assert_eq!(
        authors("<author><name>E</name></author><source><author><name>S</name></author></source>"),
        "E"
    );
    assert_eq!(
        authors("<source><author><name>S</name></author></source>"),
        "S"
    );
    assert_eq!(authors(""), "F");
    let text = "<rss><channel><managingEditor>F</managingEditor><item><title>t</title></item></channel></rss>";
    assert!(feed(text).entries[0].authors.is_empty());
}

#[test]
fn what_every_entry_inherits_does_not_multiply_the_feed() {
    let authors: Vec<_> = (0..2_000)
        .map(|n| format!("<author><name>Name {n}</name></author>"))
        .collect();
    let entries: Vec<_> = (0..2_000)
        .map(|n| format!("<entry><id>{n}</id></entry>"))
        .collect();
    let (authors, entries) = (authors.concat(), entries.concat());
    let many = feed(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'>{authors}{entries}</feed>"
    ));
    assert_eq!(many.entries[1_999].authors, many.authors[..16]);
    let name = "x".repeat(100_000);
    let long = feed(&format!(
        "<feed xmlns='http://www.w3.org/2005/Atom'><author><name>{name}</name></author>{entries}</feed>"
    ));
    assert_eq!((long.authors.len(), long.entries[0].authors.len()), (1, 0));
}

#[test]
fn titles_are_one_line_without_direction_overrides() {
    let feed = rss("<title> a\n\t b\u{202E}c &#x2066;d</title><category>x \n y</category>");
    assert_eq!(
        feed.entries[0].title,
        Some(Text::Plain("a bc d".to_owned()))
    );
    assert_eq!(feed.entries[0].categories[0].term, "x y");
}

#[test]
fn plain_text_turns_nothing_that_stands_behind_it() {
    let feed = feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><subtitle>a\u{202E}b</subtitle><rights>\u{2066}c\nd</rights>
        <entry><rights>e\u{202E}f</rights><summary>g \u{202B}h\u{202C}\u{202C}</summary></entry></feed>",
    );
    let plain = |text: &str| Some(Text::Plain(text.to_owned()));
    assert_eq!(feed.subtitle, plain("ab"));
    assert_eq!(feed.rights, plain("c\nd"));
    assert_eq!(feed.entries[0].rights, plain("ef"));
    assert_eq!(feed.entries[0].summary, plain("g \u{202B}h\u{202C}"));
}

#[test]
fn markup_resolves_against_the_entrys_own_page() {
    let summary_base = |item: &str| {
        let feed = rss(&format!("{item}<description>x</description>"));
        base(feed.entries[0].summary.as_ref()).map(str::to_owned)
    };
    assert_eq!(
        summary_base("<link>/2024/1/</link>").as_deref(),
        Some("https://site.example/2024/1/")
    );
    assert_eq!(
        summary_base("<link>https://elsewhere.example/</link>").as_deref(),
        Some("https://site.example/")
    );
    assert_eq!(summary_base("").as_deref(), Some(URL));
}

#[test]
fn languages_are_inherited_in_their_usual_spelling() {
    let feed = feed(
        "<rss><channel><language>EN_us</language><item><title>t</title></item><item xml:lang='de'/></channel></rss>",
    );
    assert_eq!(feed.language.as_deref(), Some("en-US"));
    let languages: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| entry.language.as_deref())
        .collect();
    assert_eq!(languages, [Some("en-US"), Some("de")]);
}

#[test]
fn of_a_post_with_pictures_of_many_megabytes_in_it_no_word_is_lost() {
    let picture = "A".repeat(5 << 20);
    let markup = format!(
        "&lt;p>Before &lt;img src=\"data:image/png;base64,{picture}\">&lt;/p>&lt;p>After data: it&lt;/p>"
    );
    let entry = rss(&format!("<description>{markup}</description>"))
        .entries
        .remove(0);
    let said = entry.content.map(|content| content.text).or(entry.summary);
    let Some(Text::Html(html)) = said else {
        panic!("no markup");
    };
    assert_eq!(
        html.markup,
        "<p>Before <img src=\"\"></p><p>After data: it</p>"
    );
}

#[test]
fn an_address_with_a_long_query_is_a_base_without_it() {
    let url = format!("https://bridge.example/feed?token={}", "a".repeat(2_000));
    let document = "<rss version='2.0'><channel><title>t</title><item><description>&lt;img src='/i.png'></description></item></channel></rss>";
    let parsed = parse(Document {
        bytes: document.as_bytes(),
        url: Some(&url),
        content_type: None,
    });
    let entry = normalize(parsed.unwrap(), Some(&url)).entries.remove(0);
    let said = entry.content.map(|content| content.text).or(entry.summary);
    assert_eq!(base(said.as_ref()), Some("https://bridge.example/feed"));
}
