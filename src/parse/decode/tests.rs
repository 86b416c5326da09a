//! Each way of saying, not saying and lying about an encoding.

use std::borrow::Cow;

use crate::parse::{Repair, decode::decode};

fn shown(bytes: &[u8], content_type: Option<&str>) -> (String, &'static str, Vec<Repair>) {
    let decoded = decode(bytes, content_type);
    (decoded.text.into_owned(), decoded.encoding, decoded.repairs)
}

#[test]
fn clean_utf_8_is_borrowed() {
    for bytes in [
        "<a>\t\n</a>".as_bytes(),
        "<a>é — 「ü」</a>".as_bytes(),
        b"\xEF\xBB\xBF<a/>",
    ] {
        let decoded = decode(bytes, None);
        assert!(matches!(decoded.text, Cow::Borrowed(_)));
        assert_eq!((decoded.encoding, decoded.repairs), ("UTF-8", vec![]));
    }
}

#[test]
fn byte_order_marks_win_over_everything() {
    let utf16: Vec<u8> = "\u{FEFF}<?xml version='1.0' encoding='utf-8'?><a>é</a>"
        .encode_utf16()
        .flat_map(u16::to_be_bytes)
        .collect();
    let (text, encoding, _) = shown(&utf16, Some("text/xml; charset=iso-8859-1"));
    assert!(text.ends_with("<a>é</a>"));
    assert_eq!(encoding, "UTF-16BE");
    assert_eq!(
        shown(b"\xEF\xBB\xBF\xEF\xBB\xBF<a/>", None),
        ("<a/>".to_owned(), "UTF-8", vec![])
    );
}

#[test]
fn wide_characters_are_known_without_a_mark() {
    let text = "<a>é</a>";
    let le16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let be16: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let le32: Vec<u8> = text
        .chars()
        .flat_map(|char| u32::from(char).to_le_bytes())
        .collect();
    let be32: Vec<u8> = text
        .chars()
        .flat_map(|char| u32::from(char).to_be_bytes())
        .collect();
    for (bytes, name) in [
        (le16, "UTF-16LE"),
        (be16, "UTF-16BE"),
        (le32, "UTF-32LE"),
        (be32, "UTF-32BE"),
    ] {
        assert_eq!(shown(&bytes, None), (text.to_owned(), name, vec![]));
    }
}

#[test]
fn http_goes_before_the_declaration() {
    let bytes = b"<?xml version='1.0' encoding='iso-8859-2'?><a>\xE6</a>";
    assert!(shown(bytes, None).0.contains('ć'));
    assert!(
        shown(bytes, Some("text/xml; charset=\"windows-1252\""))
            .0
            .contains('æ')
    );
    assert!(
        shown(bytes, Some("text/xml; charset=nonsense"))
            .0
            .contains('ć')
    );
}

#[test]
fn a_server_default_does_not_spoil_utf_8() {
    let (text, encoding, repairs) =
        shown("<a>é</a>".as_bytes(), Some("text/xml; charset=ISO-8859-1"));
    assert_eq!(
        (text.as_str(), encoding, repairs),
        ("<a>é</a>", "UTF-8", vec![Repair::Encoding])
    );
}

#[test]
fn windows_1252_said_to_be_utf_8_or_nothing_is_found_out() {
    for head in ["<?xml version='1.0' encoding='utf-8'?>", ""] {
        let mut bytes = head.as_bytes().to_vec();
        bytes.extend(b"<a>Caf\xE9 d\xE9j\xE0 vu \x93quoted\x94</a>");
        let (text, encoding, repairs) = shown(&bytes, None);
        assert!(text.ends_with("Café déjà vu “quoted”</a>"), "{text}");
        assert_eq!(
            (encoding, repairs),
            ("windows-1252", vec![Repair::Encoding])
        );
    }
}

#[test]
fn one_bad_byte_does_not_change_the_encoding() {
    let (text, encoding, repairs) = shown(b"<a>\xC3\xA9\xC3\xA8\xC3\xBC \xE9</a>", None);
    assert_eq!(
        (text.as_str(), encoding, repairs),
        ("<a>éèü é</a>", "UTF-8", vec![Repair::Encoding])
    );
}

#[test]
fn utf_16_said_of_single_bytes_is_not_believed() {
    assert_eq!(
        shown(b"<?xml version='1.0' encoding='utf-16'?><a/>", None).1,
        "UTF-8"
    );
}

#[test]
fn forbidden_characters_are_dropped_and_line_ends_made_one() {
    let (text, _, repairs) = shown("a\u{0}b\u{1b}c\u{7f}d\u{85}e\u{ffff}f\tg".as_bytes(), None);
    assert_eq!(
        (text.as_str(), repairs),
        ("abcdef\tg", vec![Repair::ControlCharacters])
    );
    assert_eq!(
        shown(b"a\r\nb\rc\r\r\nd\r", None),
        ("a\nb\nc\n\nd\n".to_owned(), "UTF-8", vec![])
    );
}
