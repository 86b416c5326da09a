//! Whether XML is whole.

use quick_xml::{Reader, XmlVersion, escape::unescape, events::Event};

/// What is wrong with an XML document.
pub(crate) fn mistake(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    let (mut depth, mut roots) = (0_usize, 0);
    loop {
        let event = match reader.read_event() {
            Ok(event) => event,
            Err(error) => return Some(error.to_string()),
        };
        if let Event::Start(tag) | Event::Empty(tag) = &event {
            roots += usize::from(depth == 0);
            for attribute in tag.attributes() {
                let is_sound = attribute.as_ref().is_ok_and(|attribute| {
                    let value = attribute.normalized_value(XmlVersion::Explicit1_0);
                    value.is_ok() && !attribute.value.contains('<')
                });
                if !is_sound {
                    return Some(format!("{attribute:?}"));
                }
            }
        }
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            Event::DocType(_) => return Some("a document type".to_owned()),
            Event::Decl(_) if depth > 0 => return Some("a declaration inside".to_owned()),
            Event::GeneralRef(name) => {
                let reference = format!("&{};", name.xml10_content());
                if unescape(&reference).is_err() {
                    return Some(reference);
                }
            }
            // The reader ends in silence where elements are open.
            Event::Eof if depth > 0 || roots != 1 => {
                return Some(format!("{roots} roots, {depth} elements open"));
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}
