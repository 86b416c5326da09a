//! Arbitrary bytes, pieces of feeds and feeds with a fault: nothing panics, and the two readers agree.

use proptest::prelude::*;

use crate::{
    inspect,
    parse::tests::{ATOM, RSS, both, document},
};

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
