//! UTF-16 and UTF-32, in both byte orders.

use encoding_rs::{UTF_16BE, UTF_16LE};

/// An encoding with units of more than one byte.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

impl Wide {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Utf16Le => "UTF-16LE",
            Self::Utf16Be => "UTF-16BE",
            Self::Utf32Le => "UTF-32LE",
            Self::Utf32Be => "UTF-32BE",
        }
    }
}

/// The text, and whether some of it was malformed (and became U+FFFD).
pub(super) fn decode(bytes: &[u8], wide: Wide) -> (String, bool) {
    let (text, malformed) = match wide {
        Wide::Utf16Le => UTF_16LE.decode_without_bom_handling(bytes),
        Wide::Utf16Be => UTF_16BE.decode_without_bom_handling(bytes),
        Wide::Utf32Le => return utf32(bytes, u32::from_le_bytes),
        Wide::Utf32Be => return utf32(bytes, u32::from_be_bytes),
    };
    (text.into_owned(), malformed)
}

/// The WHATWG standard, and so `encoding_rs`, has no UTF-32.
fn utf32(bytes: &[u8], unit: fn([u8; 4]) -> u32) -> (String, bool) {
    let mut malformed = false;
    let text = bytes
        .chunks(4)
        .map(|chunk| {
            <[u8; 4]>::try_from(chunk)
                .ok()
                .and_then(|chunk| char::from_u32(unit(chunk)))
                .unwrap_or_else(|| {
                    malformed = true;
                    char::REPLACEMENT_CHARACTER
                })
        })
        .collect();
    (text, malformed)
}
