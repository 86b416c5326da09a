//! The attributes of a start tag, quoted or not.

/// Most attributes that one tag may have; the rest is not looked at.
const MAX_ATTRIBUTES: usize = 256;

/// The attributes of a tag: name and undecoded value, also without quotes or without value.
pub(crate) fn attributes(text: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let between = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'=');
        let start = rest.bytes().position(|byte| !between(byte))?;
        rest = rest.get(start..)?;
        let name_length = rest
            .bytes()
            .position(|byte| byte.is_ascii_whitespace() || byte == b'=')
            .unwrap_or(rest.len());
        let name = rest.get(..name_length)?;
        rest = rest.get(name_length..)?;
        let Some(value) = rest.trim_ascii_start().strip_prefix('=') else {
            return Some((name, ""));
        };
        let value = value.trim_ascii_start();
        let quoted = match value.as_bytes().first() {
            Some(b'"') => value.get(1..)?.split_once('"'),
            Some(b'\'') => value.get(1..)?.split_once('\''),
            _ => None,
        };
        let (value, after) = quoted.unwrap_or_else(|| {
            let length = value
                .find(|char: char| char.is_ascii_whitespace())
                .unwrap_or(value.len());
            let (value, after) = value.split_at_checked(length).unwrap_or((value, ""));
            (value.trim_matches(['"', '\'']), after)
        });
        rest = after;
        Some((name, value))
    })
    .take(MAX_ATTRIBUTES)
}
