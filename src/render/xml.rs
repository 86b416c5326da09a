//! Writes XML 1.0 that is well-formed whatever its text holds: the only place where markup characters are put together.
//!
//! Elements are closures, so that every start tag has its end tag; names are literals of this program; characters that
//! XML 1.0 forbids are dropped. Namespaces, and what a format requires of its elements, are the caller's. `xml:base` is
//! never written: every URL that planet publishes is absolute.

use std::borrow::Cow;

use quick_xml::{
    Writer,
    escape::partial_escape,
    events::{BytesCData, BytesDecl, BytesEnd, BytesStart, BytesText, Event},
};

/// Attributes of an element, in the order in which they are written; each name once.
pub(crate) type Attributes<'a> = &'a [(&'static str, &'a str)];

/// An element that is being written: what goes into it is added in document order.
pub(crate) struct Xml {
    writer: Writer<Vec<u8>>,
}

/// Writes a UTF-8 document with one root element, whose content `fill` adds; indented by two spaces.
pub(crate) fn document(
    root: &'static str,
    attributes: Attributes<'_>,
    fill: impl FnOnce(&mut Xml),
) -> Vec<u8> {
    let mut xml = Xml {
        writer: Writer::new_with_indent(Vec::new(), b' ', 2),
    };
    xml.put(Event::Decl(BytesDecl::new("1.0", Some("utf-8"), None)));
    xml.element(root, attributes, fill);
    let mut bytes = xml.writer.into_inner();
    bytes.push(b'\n');
    bytes
}

impl Xml {
    /// An element that holds elements only.
    pub(crate) fn element(
        &mut self,
        name: &'static str,
        attributes: Attributes<'_>,
        fill: impl FnOnce(&mut Self),
    ) {
        self.put(Event::Start(start(name, attributes)));
        fill(self);
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element without content.
    pub(crate) fn empty(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.put(Event::Empty(start(name, attributes)));
    }

    /// An element that holds text only.
    pub(crate) fn text(&mut self, name: &'static str, attributes: Attributes<'_>, text: &str) {
        self.put(Event::Start(start(name, attributes)));
        let text = clean(text);
        self.put(Event::Text(BytesText::from_escaped(partial_escape(
            text.as_ref(),
        ))));
        self.put(Event::End(BytesEnd::new(name)));
    }

    /// An element that holds text only, for a field whose readers take its value for HTML: escaped for them first, so
    /// that text which talks about markup does not become markup.
    pub(crate) fn text_for_html_readers(&mut self, name: &'static str, text: &str) {
        self.text(name, &[], &partial_escape(clean(text)));
    }

    /// An element whose text stands in CDATA sections, for markup that people may want to read in the source; the text
    /// may hold `]]>`.
    pub(crate) fn cdata(&mut self, name: &'static str, text: &str) {
        self.put(Event::Start(start(name, &[])));
        for section in BytesCData::escaped(&clean(text)) {
            self.put(Event::CData(section));
        }
        self.put(Event::End(BytesEnd::new(name)));
    }

    fn put(&mut self, event: Event<'_>) {
        self.writer
            .write_event(event)
            .expect("writing to memory does not fail");
    }
}

/// Whether XML 1.0 can hold the character at all, escaped or not (XML 1.0 §2.2, `Char`).
pub(crate) fn is_allowed(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{FFFD}' | '\u{10000}'..)
}

/// The text without forbidden characters and with `\n` for every line end, as any reader would give it back (XML 1.0
/// §2.11).
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    if text
        .chars()
        .all(|character| is_allowed(character) && character != '\r')
    {
        return Cow::Borrowed(text);
    }
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(text.chars().filter(|c| is_allowed(*c)).collect())
}

fn start<'a>(name: &'static str, attributes: Attributes<'a>) -> BytesStart<'a> {
    let mut tag = BytesStart::new(name);
    for (key, value) in attributes {
        tag.push_attribute((*key, clean(value)));
    }
    tag
}

#[cfg(test)]
mod tests {
    use quick_xml::{Reader, XmlVersion, events::Event};

    use super::{clean, document};

    /// Every control character, the non-characters, and text that looks like the ends of constructs.
    fn hostile() -> String {
        let controls: String = (0..0x20).filter_map(char::from_u32).collect();
        format!(
            "a{controls}\u{7f}\u{85}\u{FFFE}\u{FFFF}\u{1FFFF}]]> ]]&gt; <b> & \" ' --> ?> &#xD800; &#0; 👩‍💻 \u{202e}שלום z"
        )
    }

    fn read_back(bytes: &[u8]) -> (Option<String>, String) {
        let mut reader = Reader::from_str(std::str::from_utf8(bytes).unwrap());
        let (mut attribute, mut text) = (None, String::new());
        loop {
            match reader.read_event().unwrap() {
                Event::Start(tag) | Event::Empty(tag) => {
                    if let Some(found) = tag.try_get_attribute("a").unwrap() {
                        let value = found.normalized_value(XmlVersion::Explicit1_0).unwrap();
                        attribute = Some(value.into_owned());
                    }
                }
                Event::Text(chunk) => text.push_str(&chunk.xml10_content()),
                Event::CData(chunk) => text.push_str(&chunk.xml10_content()),
                Event::GeneralRef(reference) => {
                    let name = reference.xml10_content();
                    text.push_str(&quick_xml::escape::unescape(&format!("&{name};")).unwrap());
                }
                Event::Eof => return (attribute, text),
                _ => {}
            }
        }
    }

    #[test]
    fn hostile_text_reads_back_without_its_forbidden_characters() {
        let bytes = document("r", &[("a", &hostile())], |xml| {
            xml.text("t", &[], &hostile());
        });
        let (attribute, text) = read_back(&bytes);
        assert_eq!(attribute.unwrap(), clean(&hostile()));
        assert_eq!(text.trim(), clean(&hostile()));
    }

    #[test]
    fn cdata_holds_its_own_end() {
        let text = hostile() + "]]>]]>]]";
        let bytes = document("r", &[], |xml| xml.cdata("t", &text));
        assert_eq!(read_back(&bytes).1.trim(), clean(&text));
    }

    #[test]
    fn nothing_but_the_forbidden_is_dropped() {
        assert_eq!(clean("\0\u{1}\u{8}\u{B}\u{C}\u{1F}\u{FFFE}\u{FFFF}"), "");
        let allowed = "\t\n \u{7f}\u{85}\u{9f}\u{2028}\u{D7FF}\u{E000}\u{FFFD}\u{10000}\u{10FFFF}";
        assert_eq!(clean(allowed), allowed);
        assert_eq!(clean("a\r\nb\rc\n\rd"), "a\nb\nc\n\nd");
    }

    #[test]
    fn text_about_markup_stays_text_for_html_readers() {
        let bytes = document("r", &[], |xml| {
            xml.text_for_html_readers("t", "<script> & co");
        });
        assert_eq!(read_back(&bytes).1.trim(), "&lt;script&gt; &amp; co");
    }

    #[test]
    fn empty_text_stays_empty() {
        let bytes = document("r", &[], |xml| {
            xml.text("t", &[], "");
            xml.cdata("c", "");
        });
        assert_eq!(
            String::from_utf8(bytes).unwrap(),
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<r>\n  <t></t>\n  <c><![CDATA[]]></c>\n</r>\n"
        );
    }
}
