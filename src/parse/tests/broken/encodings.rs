//! Every way in which an encoding is said, not said, or said wrongly, one line each.

use encoding_rs::Encoding;

use crate::parse::tests::broken::{hold, rss, said};

fn titled(title: &str) -> String {
    String::from_utf8(rss(&format!("<item><title>{title}</title></item>"))).unwrap()
}

fn declared(encoding: &str, title: &[u8]) -> Vec<u8> {
    let text = titled("#");
    let (head, tail) = text.split_once('#').unwrap();
    let declaration = match encoding {
        "" => String::new(),
        _ => format!("<?xml version=\"1.0\" encoding=\"{encoding}\"?>\n"),
    };
    [
        declaration.as_bytes(),
        head.as_bytes(),
        title,
        tail.as_bytes(),
    ]
    .concat()
}

fn wide<const N: usize>(text: &str, unit: fn(u32) -> [u8; N]) -> Vec<u8> {
    if N == 2 {
        let units = text.encode_utf16();
        return units.flat_map(|code| unit(u32::from(code))).collect();
    }
    text.chars()
        .flat_map(|char| unit(u32::from(char)))
        .collect()
}

fn utf16le(code: u32) -> [u8; 2] {
    u16::try_from(code).unwrap().to_le_bytes()
}

fn utf16be(code: u32) -> [u8; 2] {
    u16::try_from(code).unwrap().to_be_bytes()
}

#[test]
#[expect(clippy::too_many_lines, reason = "it is a table")]
fn encodings_are_found_whatever_is_said_of_them() {
    let e = titled("é€");
    let marked = format!("\u{FEFF}{e}");
    let utf16 = e.replace("<rss", "<?xml version=\"1.0\" encoding=\"utf-16\"?><rss");
    let cases: &[(&str, Vec<u8>, Option<&str>, &str)] = &[
        (
            "a byte-order mark",
            marked.clone().into_bytes(),
            None,
            "encoding=UTF-8 repairs= title=é€",
        ),
        (
            "a mark wins over HTTP",
            marked.clone().into_bytes(),
            Some("text/xml; charset=iso-8859-1"),
            "encoding=UTF-8 repairs= title=é€",
        ),
        (
            "a mark wins over the declaration",
            [
                b"\xEF\xBB\xBF".to_vec(),
                declared("iso-8859-1", "é".as_bytes()),
            ]
            .concat(),
            None,
            "encoding=UTF-8 repairs= title=é",
        ),
        (
            "blank lines before the mark",
            [b"\n\n".to_vec(), marked.clone().into_bytes()].concat(),
            None,
            "encoding=UTF-8 title=é€",
        ),
        (
            "HTTP charset, no declaration",
            declared("", b"\xEF\xF0\xE8"),
            Some("text/xml; charset=windows-1251"),
            "encoding=windows-1251 repairs= title=при",
        ),
        (
            "HTTP charset in quotes and capitals",
            declared("", b"\xEF"),
            Some("Text/XML; Charset=\"Windows-1251\""),
            "encoding=windows-1251 repairs= title=п",
        ),
        (
            "HTTP wins over the declaration",
            declared("iso-8859-1", b"\xEF"),
            Some("text/xml; charset=windows-1251"),
            "encoding=windows-1251 title=п",
        ),
        (
            "HTTP names nothing",
            declared("iso-8859-2", b"\xB1"),
            Some("text/xml; charset=none"),
            "encoding=ISO-8859-2 repairs= title=ą",
        ),
        (
            "the XML declaration",
            declared("iso-8859-2", b"\xB1"),
            None,
            "encoding=ISO-8859-2 repairs= title=ą",
        ),
        (
            "a declaration in single quotes",
            declared("koi8-r", b"\xC1")
                .iter()
                .map(|b| if *b == b'"' { b'\'' } else { *b })
                .collect(),
            None,
            "encoding=KOI8-R repairs= title=а",
        ),
        (
            "no declaration is UTF-8",
            declared("", "é".as_bytes()),
            None,
            "encoding=UTF-8 repairs= title=é",
        ),
        (
            "UTF-16LE with a mark",
            wide(&marked, utf16le),
            None,
            "encoding=UTF-16LE repairs= title=é€",
        ),
        (
            "UTF-16BE with a mark",
            wide(&marked, utf16be),
            None,
            "encoding=UTF-16BE repairs= title=é€",
        ),
        (
            "UTF-16LE without",
            wide(&e, utf16le),
            None,
            "encoding=UTF-16LE title=é€",
        ),
        (
            "UTF-16BE without",
            wide(&e, utf16be),
            None,
            "encoding=UTF-16BE title=é€",
        ),
        (
            "UTF-16LE declared utf-16, without",
            wide(&utf16, utf16le),
            None,
            "encoding=UTF-16LE title=é€",
        ),
        (
            "UTF-32LE with a mark",
            wide(&marked, u32::to_le_bytes),
            None,
            "encoding=UTF-32LE repairs= title=é€",
        ),
        (
            "UTF-32BE with a mark",
            wide(&marked, u32::to_be_bytes),
            None,
            "encoding=UTF-32BE repairs= title=é€",
        ),
        (
            "UTF-32LE without",
            wide(&e, u32::to_le_bytes),
            None,
            "encoding=UTF-32LE title=é€",
        ),
        (
            "UTF-32BE without",
            wide(&e, u32::to_be_bytes),
            None,
            "encoding=UTF-32BE title=é€",
        ),
        (
            "an odd byte at the end of UTF-16",
            [wide(&marked, utf16le), vec![b'x']].concat(),
            None,
            "encoding=UTF-16LE title=é€",
        ),
        (
            "windows-1252 said UTF-8",
            declared("utf-8", b"\x93caf\xE9\x94"),
            None,
            "encoding=windows-1252 repairs=encoding at=2:58 title=“café”",
        ),
        (
            "windows-1252 said nothing",
            declared("", b"\x93caf\xE9\x94"),
            None,
            "encoding=windows-1252 repairs=encoding at=1:58 title=“café”",
        ),
        (
            "windows-1252 said ISO-8859-1",
            declared("iso-8859-1", b"\x93x\x94"),
            None,
            "encoding=windows-1252 repairs= title=“x”",
        ),
        (
            "windows-1252 only in HTTP",
            declared("", b"\x80"),
            Some("text/xml; charset=windows-1252"),
            "encoding=windows-1252 repairs= title=€",
        ),
        (
            "UTF-8 said ISO-8859-1 by a server",
            declared("utf-8", "é".as_bytes()),
            Some("text/xml; charset=iso-8859-1"),
            "encoding=UTF-8 repairs=encoding at=2:58 title=é",
        ),
        (
            "UTF-8 said UTF-16",
            declared("utf-16", "é".as_bytes()),
            None,
            "encoding=UTF-8 repairs=encoding at=2:58 title=é",
        ),
        (
            "ASCII said UTF-16",
            declared("utf-16", b"x"),
            None,
            "encoding=UTF-8 repairs=encoding at=1:1 title=x",
        ),
        (
            "a made-up name",
            declared("x-foo", "é".as_bytes()),
            None,
            "encoding=UTF-8 title=é",
        ),
        (
            "one bad byte in UTF-8",
            declared("utf-8", b"\xC3\xA9\xC3\xA8\xC3\xBC\xE9"),
            None,
            "encoding=UTF-8 repairs=encoding at=2:61 title=éèüé",
        ),
        (
            "double-encoded text is left alone",
            declared("utf-8", "CafÃ©".as_bytes()),
            None,
            "encoding=UTF-8 repairs= title=CafÃ©",
        ),
        (
            "a broken place on a later line",
            [b"<!-- \n\r\n\r-->".to_vec(), declared("", b"\xE9")].concat(),
            None,
            "repairs=encoding at=4:61 title=é",
        ),
    ];
    hold(cases);
}

#[test]
fn every_encoding_that_browsers_know_is_read_by_its_name() {
    let samples = [
        (
            "Grüße",
            &[
                "windows-1252",
                "iso-8859-15",
                "macintosh",
                "windows-1250",
                "iso-8859-2",
                "windows-1254",
                "iso-8859-3",
                "iso-8859-10",
                "iso-8859-16",
            ][..],
        ),
        ("Žluťoučký", &["windows-1250", "iso-8859-2"]),
        (
            "Привет",
            &[
                "windows-1251",
                "koi8-r",
                "koi8-u",
                "iso-8859-5",
                "ibm866",
                "x-mac-cyrillic",
            ],
        ),
        ("Γειά", &["windows-1253", "iso-8859-7"]),
        ("שלום", &["windows-1255", "iso-8859-8", "iso-8859-8-i"]),
        ("مرحبا", &["windows-1256", "iso-8859-6"]),
        ("Ačiū", &["windows-1257", "iso-8859-13", "iso-8859-4"]),
        ("สวัสดี", &["windows-874", "tis-620"]),
        ("日本語", &["shift_jis", "euc-jp", "iso-2022-jp"]),
        ("汉语", &["gb2312", "gbk", "gb18030"]),
        ("漢語", &["big5", "big5-hkscs"]),
        ("한국어", &["euc-kr", "ks_c_5601-1987"]),
    ];
    for (text, names) in samples {
        for name in names {
            let encoding = Encoding::for_label(name.as_bytes()).unwrap();
            let (bytes, _, unmappable) = encoding.encode(text);
            assert!(!unmappable, "{name}");
            let found = said(&declared(name, &bytes), None, &["repairs", "title"]);
            assert_eq!(found, format!("repairs= title={text}"), "{name}");
            let content_type = format!("application/xml; charset={name}");
            let found = said(
                &declared("", &bytes),
                Some(&content_type),
                &["repairs", "title"],
            );
            assert_eq!(found, format!("repairs= title={text}"), "{name} in HTTP");
        }
    }
}
