//! The userinfo of a configured URL as an `Authorization: Basic` header (RFC 7617).

use ureq::http::HeaderValue;
use url::Url;

const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The header value for the user and password of a URL; `None` when it names neither.
pub(super) fn basic(url: &Url) -> Option<HeaderValue> {
    let mut value = HeaderValue::from_str(&format!("Basic {}", sent(url)?)).ok()?;
    value.set_sensitive(true);
    Some(value)
}

/// User and password of a URL as that header has them.
pub(crate) fn sent(url: &Url) -> Option<String> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut pair = percent_decode(url.username());
    pair.push(b':');
    pair.extend(percent_decode(url.password().unwrap_or_default()));
    Some(base64(&pair))
}

fn percent_decode(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        let mut ahead = bytes.clone();
        let pair = (byte == b'%').then(|| Some(hex(ahead.next()?)? << 4 | hex(ahead.next()?)?));
        if let Some(Some(value)) = pair {
            decoded.push(value);
            bytes = ahead;
        } else {
            decoded.push(byte);
        }
    }
    decoded
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit)
        .to_digit(16)
        .and_then(|value| u8::try_from(value).ok())
}

/// Base64 with padding (RFC 4648 §4).
fn base64(bytes: &[u8]) -> String {
    let mut encoded = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .chain([0, 0].iter())
            .take(3)
            .fold(0_usize, |group, byte| group << 8 | usize::from(*byte));
        for place in 0..4_usize {
            let letter = ALPHABET
                .get(group >> (18 - 6 * place) & 63)
                .copied()
                .unwrap_or(b'=');
            encoded.push(if place <= chunk.len() {
                char::from(letter)
            } else {
                '='
            });
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::{base64, basic};

    #[test]
    fn base64_follows_the_rfc() {
        for (plain, encoded) in [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ] {
            assert_eq!(base64(plain.as_bytes()), encoded);
        }
        assert_eq!(base64(&[0xfb, 0xff, 0xfe]), "+//+");
    }

    #[test]
    fn userinfo_is_decoded_before_it_is_sent() {
        let header = |url: &str| {
            basic(&url.parse().unwrap()).map(|value| value.to_str().unwrap().to_owned())
        };
        assert_eq!(header("http://a.example/"), None);
        // "Aladdin:open sesame"
        assert_eq!(
            header("http://Aladdin:open%20sesame@a.example/").as_deref(),
            Some("Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==")
        );
        // "u:", "u:100%"
        assert_eq!(header("http://u@a.example/").as_deref(), Some("Basic dTo="));
        assert_eq!(
            header("http://u:100%@a.example/").as_deref(),
            Some("Basic dToxMDAl")
        );
    }
}
