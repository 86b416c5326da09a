//! What a document says about its encoding: byte-order mark, HTTP charset, XML declaration, the zeros of wide characters.

use encoding_rs::{Encoding, GB18030, GBK};

use crate::parse::decode::wide::Wide;

/// A byte-order mark.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    Utf8,
    Wide(Wide),
}

impl Mark {
    pub(super) fn wide(self) -> Option<Wide> {
        match self {
            Self::Utf8 => None,
            Self::Wide(wide) => Some(wide),
        }
    }
}

/// The bytes without their byte-order mark (also when it is there twice), and which it was.
pub(super) fn byte_order_mark(bytes: &[u8]) -> (&[u8], Option<Mark>) {
    const MARKS: [(&[u8], Mark); 5] = [
        (b"\xEF\xBB\xBF", Mark::Utf8),
        (b"\x00\x00\xFE\xFF", Mark::Wide(Wide::Utf32Be)),
        (b"\xFF\xFE\x00\x00", Mark::Wide(Wide::Utf32Le)),
        (b"\xFE\xFF", Mark::Wide(Wide::Utf16Be)),
        (b"\xFF\xFE", Mark::Wide(Wide::Utf16Le)),
    ];
    // Blank lines before the mark: the output of a program that printed it late.
    let unspaced = bytes.trim_ascii_start();
    if let Some(rest) = unspaced.strip_prefix(b"\xEF\xBB\xBF") {
        let mut rest = rest;
        while let Some(again) = rest.strip_prefix(b"\xEF\xBB\xBF") {
            rest = again;
        }
        return (rest, Some(Mark::Utf8));
    }
    MARKS
        .iter()
        .find_map(|(mark, kind)| Some((bytes.strip_prefix(*mark)?, Some(*kind))))
        .unwrap_or((bytes, None))
}

/// The wide encoding that the zeros around the first `<` or `{` give away (XML 1.0 appendix F).
pub(super) fn wide_without_mark(bytes: &[u8]) -> Option<Wide> {
    match bytes {
        [0, 0, 0, b'<' | b'{' | b' ' | b'\n', ..] => Some(Wide::Utf32Be),
        [b'<' | b'{' | b' ' | b'\n', 0, 0, 0, ..] => Some(Wide::Utf32Le),
        [0, b'<' | b'{' | b' ' | b'\n' | b'\r', 0, 1..=0xFF, ..] => Some(Wide::Utf16Be),
        [b'<' | b'{' | b' ' | b'\n' | b'\r', 0, 1..=0xFF, 0, ..] => Some(Wide::Utf16Le),
        _ => None,
    }
}

/// Whether the first character is one that JSON starts with and XML doesn't; JSON is UTF-8 (RFC 8259 §8.1).
pub(super) fn is_json(bytes: &[u8]) -> bool {
    matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'['))
}

/// The charset parameter of a Content-Type, when it names an encoding.
pub(super) fn http_charset(content_type: &str) -> Option<&'static Encoding> {
    let value = content_type.split(';').skip(1).find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        name.trim().eq_ignore_ascii_case("charset").then_some(value)
    })?;
    named(value.trim().trim_matches(['"', '\'']).as_bytes())
}

/// The encoding that the XML declaration names, wherever in the first kilobyte (and up to a kilobyte of blanks before) it stands.
pub(super) fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = bytes.trim_ascii_start();
    let head = start.get(..1024).unwrap_or(start);
    let from = find(head, b"<?xml")?;
    let declaration = head.get(from..)?;
    let declaration = declaration.get(..find(declaration, b">")?)?;
    let after = declaration
        .get(find(declaration, b"encoding")? + 8..)?
        .trim_ascii_start();
    let value = after.strip_prefix(b"=")?.trim_ascii_start();
    let quote = *value.first()?;
    let value = value.get(1..)?;
    let end = value.iter().position(|byte| *byte == quote)?;
    named(value.get(..end)?.trim_ascii())
}

/// The encoding that `label` names; also the names that only other parsers know. What is said to be GBK is read, and named,
/// as GB 18030, which it is the older part of.
fn named(label: &[u8]) -> Option<&'static Encoding> {
    let encoding = labeled(label)?;
    Some(if encoding == GBK { GB18030 } else { encoding })
}

fn labeled(label: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_label(label).or_else(|| {
        let plain: Vec<u8> = label
            .iter()
            .filter(|byte| byte.is_ascii_alphanumeric())
            .map(u8::to_ascii_lowercase)
            .collect();
        let known: &[u8] = match plain.as_slice() {
            b"utf8" | b"u8" | b"utf8n" => b"utf-8",
            b"gb2312" | b"gb231280" | b"cp936" | b"936" | b"ms936" | b"euccn" => b"gbk",
            b"cp950" | b"big5tw" => b"big5",
            b"cp949" | b"uhc" | b"ms949" | b"ksx1001" => b"euc-kr",
            b"cp932" | b"mskanji" | b"ms932" => b"shift_jis",
            b"ujis" => b"euc-jp",
            b"latin1" | b"iso88591" | b"88591" => b"iso-8859-1",
            b"latin2" | b"iso88592" => b"iso-8859-2",
            b"iso885915" | b"latin9" => b"iso-8859-15",
            b"cp1250" | b"win1250" | b"1250" => b"windows-1250",
            b"cp1251" | b"win1251" | b"1251" => b"windows-1251",
            b"cp1252" | b"win1252" | b"1252" => b"windows-1252",
            b"koi8r" => b"koi8-r",
            b"koi8u" => b"koi8-u",
            b"tis620" | b"cp874" => b"windows-874",
            b"ascii" | b"usascii" | b"646" => b"us-ascii",
            _ => return None,
        };
        Encoding::for_label(known)
    })
}

fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack
        .windows(needle.len())
        .position(|window| window == needle)
}
