//! Any bytes under any charset become clean text, and clean text stays as it is.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planet::parse::decode::decode;

/// What a server may say; the first byte chooses.
const CONTENT_TYPES: [Option<&str>; 8] = [
    None,
    Some("text/xml; charset=utf-8"),
    Some("text/xml; charset=iso-8859-1"),
    Some("text/xml; charset=windows-1251"),
    Some("text/xml; charset=\"shift_jis\""),
    Some("text/xml; charset=gb2312"),
    Some("text/xml; charset=utf-16"),
    Some("text/xml; charset=iso-2022-jp"),
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, bytes)) = data.split_first() else {
        return;
    };
    let content_type = CONTENT_TYPES[usize::from(*choice) % CONTENT_TYPES.len()];
    let text = decode(bytes, content_type).text;
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    assert!(!text.contains(forbidden));
    // A character comes of one byte at least, and takes three at most.
    assert!(text.len() <= 3 * bytes.len());
});
