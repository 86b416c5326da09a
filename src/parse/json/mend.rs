//! A document that was cut off, closed again after the last thing that is whole.

/// `text` up to the end of its last complete item or field, with the brackets closed that were open there; `None` when nothing
/// is complete.
pub(super) fn close(text: &str) -> Option<String> {
    let mut open: Vec<u8> = Vec::new();
    let mut whole = None;
    let mut in_string = false;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if in_string {
            match byte {
                _ if escaped => escaped = false,
                b'\\' => escaped = true,
                b'"' => in_string = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => in_string = true,
            b'{' | b'[' => open.push(byte),
            b'}' | b']' => {
                open.pop();
                match open.as_slice() {
                    [b'{'] => whole = Some((at + 1, "}")),
                    [b'{', b'['] => whole = Some((at + 1, "]}")),
                    _ => {}
                }
            }
            b',' if open.as_slice() == b"{" => whole = Some((at, "}")),
            _ => {}
        }
    }
    let (end, brackets) = whole?;
    let mut closed = text.get(..end)?.to_owned();
    closed.push_str(brackets);
    Some(closed)
}
