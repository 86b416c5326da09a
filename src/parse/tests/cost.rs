//! Hostile documents cost no more than their size.

use std::time::Instant;

use crate::parse::tests::{RSS, read};

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
