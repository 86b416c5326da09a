//! Bytes to clean UTF-8 text: which encoding, and what had to be mended on the way.
//!
//! The order is that of RFC 7303 and of browsers: byte-order mark, HTTP charset, XML declaration, then detection. Text that
//! is already clean UTF-8 is borrowed.

mod label;
mod scrub;
mod wide;

#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

pub(crate) use self::scrub::scrub;
use crate::parse::{Place, Repair, repairs::place};

/// A document as text: without byte-order mark and forbidden characters, lines ended by `\n`.
#[derive(Debug)]
pub struct Decoded<'a> {
    /// The text.
    pub text: Cow<'a, str>,
    /// Name of the encoding that the bytes were read as (WHATWG's, or `UTF-32LE`, `UTF-32BE`).
    pub encoding: &'static str,
    /// What was mended: `encoding`, `control-characters`.
    pub repairs: Vec<Repair>,
    /// Where the first of them was made.
    pub first_repair: Option<Place>,
}

/// The characters, the name of their encoding, and where they first are not of the one that was said.
type Characters<'a> = (Cow<'a, str>, &'static str, Option<Place>);

/// Reads `bytes` as text; anything can be read as something.
pub fn decode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Decoded<'a> {
    let (text, encoding, mended) = characters(bytes, content_type);
    let mut repairs = Vec::new();
    if mended.is_some() {
        repairs.push(Repair::Encoding);
    }
    let (text, dropped) = scrub::scrub_cow(text);
    if dropped.is_some() {
        repairs.push(Repair::ControlCharacters);
    }
    Decoded {
        text,
        encoding,
        repairs,
        first_repair: mended.into_iter().chain(dropped).min(),
    }
}

/// Where the bytes are first anything but ASCII; the beginning when they never are, since then only their label is wrong.
fn first_foreign(bytes: &[u8]) -> Place {
    let ascii = bytes.iter().position(|byte| !byte.is_ascii()).unwrap_or(0);
    place_in(bytes, ascii)
}

/// Where the bytes are first no UTF-8.
fn first_broken(bytes: &[u8]) -> Place {
    let valid = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
    place_in(bytes, valid)
}

/// Where decoding had to put a replacement.
fn first_replaced(text: &str) -> Place {
    place(text, text.find(char::REPLACEMENT_CHARACTER).unwrap_or(0))
}

/// The place of byte `at`, before which all is valid UTF-8.
fn place_in(bytes: &[u8], at: usize) -> Place {
    let before = std::str::from_utf8(bytes.get(..at).unwrap_or_default()).unwrap_or_default();
    place(before, before.len())
}

/// Reads the characters of the encoding that is said, or of the one that the bytes are of.
fn characters<'a>(bytes: &'a [u8], content_type: Option<&str>) -> Characters<'a> {
    let (bytes, marked) = label::byte_order_mark(bytes);
    if let Some(wide) = marked
        .and_then(label::Mark::wide)
        .or_else(|| label::wide_without_mark(bytes))
    {
        let (text, malformed) = wide::decode(bytes, wide);
        let unsaid = marked.is_none() && label::declared(bytes).is_some();
        let mended = (malformed || unsaid).then(|| first_replaced(&text));
        return (Cow::Owned(text), wide.name(), mended);
    }
    let utf8 = std::str::from_utf8(bytes);
    let http = content_type.and_then(label::http_charset);
    let declared = label::declared(bytes);
    if marked.is_some() || label::is_json(bytes) {
        return match utf8 {
            Ok(text) => (Cow::Borrowed(text), UTF_8.name(), None),
            Err(_) => (mixed(bytes), UTF_8.name(), Some(first_broken(bytes))),
        };
    }
    let said = http.or(declared);
    if let Ok(text) = utf8 {
        // Everything means the same in ASCII but for the escapes of ISO-2022-JP; else bytes that are valid UTF-8 are UTF-8,
        // whatever a server's default charset (Latin-1) says over a document that says otherwise itself.
        let ascii = text.is_ascii();
        let server_default =
            http == Some(WINDOWS_1252) && declared.is_none_or(|declared| declared == UTF_8);
        return match said {
            Some(encoding) if encoding == UTF_8 => (Cow::Borrowed(text), UTF_8.name(), None),
            Some(encoding)
                if ascii
                    && encoding.is_ascii_compatible()
                    && !encoding.name().starts_with("ISO-2022") =>
            {
                (Cow::Borrowed(text), encoding.name(), None)
            }
            None => (Cow::Borrowed(text), UTF_8.name(), None),
            Some(_) if server_default && !ascii => (
                Cow::Borrowed(text),
                UTF_8.name(),
                Some(first_foreign(bytes)),
            ),
            Some(encoding) => with(encoding, bytes).unwrap_or_else(|| {
                (
                    Cow::Borrowed(text),
                    UTF_8.name(),
                    Some(first_foreign(bytes)),
                )
            }),
        };
    }
    for encoding in [http, declared].into_iter().flatten() {
        if encoding != UTF_8
            && let Some(read) = with(encoding, bytes)
        {
            return read;
        }
    }
    if mostly_utf8(bytes) {
        return (mixed(bytes), UTF_8.name(), Some(first_broken(bytes)));
    }
    if let Some(encoding) =
        said.filter(|encoding| *encoding != UTF_8 && encoding.is_ascii_compatible())
    {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        let mended = first_replaced(&text);
        return (text, encoding.name(), Some(mended));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    (text, encoding.name(), Some(first_broken(bytes)))
}

/// The bytes read as `encoding`, when every one of them is of it. UTF-16 said of bytes that are not is no encoding.
fn with<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Characters<'a>> {
    if !encoding.is_ascii_compatible() && !encoding.name().starts_with("ISO-2022") {
        return None;
    }
    let text = encoding.decode_without_bom_handling_and_without_replacement(bytes)?;
    Some((text, encoding.name(), None))
}

/// Whether valid sequences of two bytes and more outnumber the bytes that are no UTF-8.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().bytes().filter(|byte| *byte >= 0xC0).count();
        invalid += chunk.invalid().len();
    }
    valid > invalid
}

/// UTF-8 in which the odd bytes are read as Windows-1252, which is what they nearly always are.
fn mixed(bytes: &[u8]) -> Cow<'_, str> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 16);
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    Cow::Owned(text)
}
