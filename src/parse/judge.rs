//! What strict readers make of a document that planet reads: they are feed-rs here, which stands for all that refuse a feed
//! for one mistake.
//!
//! It copies from the elements around into those within, and descends recursively in some places: what a document can cost is
//! counted first, by the reader that feed-rs reads with, as every other one finds other tags in a document made for that.

use std::panic::{AssertUnwindSafe, catch_unwind};

use quick_xml::{Reader, encoding::DecodingReader, events::Event};

use crate::parse::Document;

/// Elements this deep are not shown to feed-rs: a stack overflow cannot be caught.
const MAX_DEPTH: usize = 100;

/// The most bytes that feed-rs may have to make, copy or compare, by our count: those of a common feed of 5,000 entries.
const MAX_COST: usize = 1 << 27;

/// What every element and object costs besides its bytes: most of what feed-rs makes of an entry.
const COST_OF_ONE: usize = 1_000;

/// Why a document is not shown to feed-rs.
#[derive(Debug, PartialEq, Eq)]
enum Unfit {
    Deep,
    Costly,
}

/// Why strict readers refuse the document, in one line; `None` when they take it, or when it would cost too much to ask.
/// Reads it once more, so it is for those who ask.
pub fn refusal(document: Document<'_>) -> Option<String> {
    let ask = || match weigh(document) {
        Ok(()) => asked(document),
        Err(Unfit::Deep) => Some(format!("elements nested more than {MAX_DEPTH} deep")),
        Err(Unfit::Costly) => None,
    };
    // quick-xml panics on some declarations, feed-rs on more.
    catch_unwind(AssertUnwindSafe(ask)).unwrap_or_else(|_| Some("they crash on it".to_owned()))
}

fn asked(document: Document<'_>) -> Option<String> {
    let parser = feed_rs::parser::Builder::new()
        .base_uri(document.url)
        .build();
    // The bytes as they are: strict readers don't mend the encoding either.
    let error = parser.parse(document.bytes).err()?;
    Some(one_line(&error.to_string()))
}

/// Whether feed-rs can be asked, at the most that the document may cost it.
fn weigh(document: Document<'_>) -> Result<(), Unfit> {
    let first = document.bytes.iter().find(|byte| b"<{".contains(byte));
    let cost = if first == Some(&b'<') {
        cost_of_xml(document)?
    } else {
        cost_of_json(document.bytes)
    };
    if cost > MAX_COST {
        return Err(Unfit::Costly);
    }
    Ok(())
}

fn cost_of_xml(document: Document<'_>) -> Result<usize, Unfit> {
    let mut reader = Reader::from_reader(DecodingReader::new(document.bytes));
    let config = reader.config_mut();
    // As feed-rs has it.
    config.expand_empty_elements = true;
    config.trim_markup_names_in_closing_tags = true;
    let mut cost = 0_usize;
    // The lengths of the tags around: bases and namespaces are in them.
    let mut open: Vec<usize> = Vec::new();
    let mut around = document.url.map_or(0, str::len);
    let mut buffer = Vec::new();
    // At the first mistake feed-rs ends, too.
    while let Ok(event) = reader.read_event_into(&mut buffer) {
        match event {
            Event::Decl(declaration) => {
                if let Some(encoding) = declaration.encoder() {
                    reader.get_mut().set_encoding(encoding);
                }
            }
            Event::Start(tag) => {
                let length = tag.len();
                open.push(length);
                around += length;
                // Each attribute is compared with all before it in its tag.
                let attributes = memchr::memchr_iter(b'=', tag.as_ref().as_bytes()).count();
                let compared = attributes.saturating_mul(length);
                // Within a group of files is a copy of what is said around it.
                let copied = match tag.local_name().as_ref() {
                    "group" => document.bytes.len(),
                    _ => 0,
                };
                cost = [COST_OF_ONE, around, compared, copied]
                    .into_iter()
                    .fold(cost, usize::saturating_add);
            }
            Event::End(_) => around -= open.pop().unwrap_or_default(),
            Event::Eof => break,
            _ => {}
        }
        if open.len() > MAX_DEPTH {
            return Err(Unfit::Deep);
        }
        if cost > MAX_COST {
            return Err(Unfit::Costly);
        }
        buffer.clear();
    }
    Ok(cost)
}

/// Each item gets a copy of the feed's authors.
fn cost_of_json(bytes: &[u8]) -> usize {
    #[derive(Default, serde::Deserialize)]
    #[serde(default)]
    struct Outline {
        author: serde_json::Value,
        authors: serde_json::Value,
        items: Vec<serde::de::IgnoredAny>,
    }
    if let Ok(outline) = serde_json::from_slice::<Outline>(bytes) {
        let authors = [outline.author, outline.authors];
        let copied: usize = authors
            .iter()
            .map(|authors| authors.to_string().len())
            .sum();
        return outline.items.len().saturating_mul(COST_OF_ONE + copied);
    }
    // Nobody knows what feed-rs makes of it.
    let objects = memchr::memchr_iter(b'{', bytes).count();
    objects.saturating_mul(COST_OF_ONE + bytes.len())
}

/// The reason without what feed-rs says around every one, and no longer than a line.
fn one_line(reason: &str) -> String {
    const AROUND: [&str; 5] = [
        "unable to parse feed: ",
        "unable to parse XML: ",
        "unable to parse JSON: ",
        "Parser error: ",
        "Encoding error: ",
    ];
    let mut reason = reason;
    while let Some(rest) = AROUND.iter().find_map(|around| reason.strip_prefix(around)) {
        reason = rest;
    }
    let mut line: String = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    line.truncate(line.floor_char_boundary(200));
    line
}

#[cfg(test)]
mod tests {
    use crate::parse::{Document, refusal};

    fn refused(document: &str) -> Option<String> {
        refusal(Document {
            bytes: document.as_bytes(),
            url: Some("https://ana.example/feed"),
            content_type: None,
        })
    }

    /// Which ends with another tag.
    fn rss(inside: &str) -> String {
        format!("<rss version='2.0'><channel><title>Ana</title>{inside}</rss>")
    }

    #[test]
    fn what_is_deep_to_a_strict_reader_alone_is_not_shown_to_it() {
        // To our tokenizer, each begins, ends and begins.
        let start = "<media:group '></z>'>".repeat(2_500);
        let group = "xmlns:media='http://search.yahoo.com/mrss/'";
        let deep = rss(&format!("<item {group}>{start}")) + &"</media:group>".repeat(2_500);
        let words = refused(&deep);
        assert_eq!(words.as_deref(), Some("elements nested more than 100 deep"));
        // Whatever somebody says beside it of its encoding.
        let utf16 = Document {
            bytes: deep.as_bytes(),
            url: None,
            content_type: Some("text/xml; charset=utf-16le"),
        };
        assert_eq!(refusal(utf16), words);
    }

    #[test]
    fn what_would_cost_a_strict_reader_much_is_not_shown_to_it() {
        let base = "a".repeat(30_000);
        let words = "word ".repeat(100_000);
        for costly in [
            format!(
                "<feed xml:base='http://h.example/{base}/2'>{}",
                "<link href='a'/>".repeat(6_000)
            ),
            rss(&"<item/>".repeat(150_000)),
            rss(&format!("<item {}/>", base.replace('a', " a=''"))),
            rss(&format!(
                "<item><media:credit>{words}</media:credit>{}</item>",
                "<media:group><media:content/></media:group>".repeat(300)
            )),
            format!(
                "{{\"authors\": [{{\"name\": \"{words}\"}}], \"items\": [{}",
                "{},".repeat(300)
            ),
        ] {
            assert_eq!(refused(&costly), None, "{}", &costly[..60]);
        }
    }

    #[test]
    fn a_large_feed_of_a_blog_is_shown_to_a_strict_reader() {
        let namespaces = "xmlns:a='http://a.example/' ".repeat(25);
        let item = format!("<item>{}</item>", "<category>Words</category>".repeat(10));
        let feed = rss(&item.repeat(5_000)).replacen("<rss", &format!("<rss {namespaces}"), 1);
        assert!(refused(&feed).is_some());
    }
}
