//! XML as a tree with lines, as forgiving as a list of feeds needs it: bare `&`, tags that do not match, names of HTML's
//! characters. A document that breaks off within a tag is an error, since what stood there is lost.

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{config::Lines, html, import::comments::Comment};

/// Deeper ones are no lists; the tree is walked by recursion.
const DEEPEST: usize = 128;

/// An element. Names are without their prefixes.
#[derive(Debug, Default)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) children: Vec<Self>,
    pub(crate) text: String,
    /// The comments between this and what stands before it.
    pub(crate) comments: Vec<Comment>,
    pub(crate) line: usize,
}

/// A document.
#[derive(Debug, Default)]
pub(crate) struct Document {
    /// The outermost element, or an element without a name around several.
    pub(crate) root: Element,
    /// Comments behind the last element.
    pub(crate) tail: Vec<Comment>,
    /// What had to be mended: the line, and whether something may be lost.
    pub(crate) faults: Vec<(usize, bool, String)>,
    /// Whether it declares entities of its own, which are not filled in: they could unfold without end.
    has_entities: bool,
}

/// Why a document cannot be read: the line, and what is wrong there.
pub(crate) type Broken = (usize, String);

impl Element {
    /// An attribute, whatever the case of its name.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        let is_it = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
        self.attributes
            .iter()
            .find(is_it)
            .map(|(_, value)| value.as_str())
    }

    /// Whether it is called so, whatever the case.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    pub(crate) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.is(name))
    }
}

/// The name of the outermost element.
pub(crate) fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(tag) | Event::Empty(tag) => {
                return Some(tag.local_name().as_ref().to_owned());
            }
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// Reads a document.
pub(crate) fn parse(text: &str) -> Result<Document, Broken> {
    let lines = Lines::of(text);
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    let mut document = Document::default();
    let mut open = vec![Element::default()];
    let mut comments = Vec::new();
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(usize::MAX);
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
            (
                lines.at(at),
                format!("the document breaks off here: {error}"),
            )
        })?;
        let line = lines.at(at);
        match event {
            Event::Start(tag) => {
                if open.len() > DEEPEST {
                    return Err((
                        line,
                        format!("elements are nested more than {DEEPEST} deep"),
                    ));
                }
                let element = element(&tag, line, &mut document);
                open.push(Element {
                    comments: std::mem::take(&mut comments),
                    ..element
                });
            }
            Event::Empty(tag) => {
                let element = element(&tag, line, &mut document);
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Element {
                        comments: std::mem::take(&mut comments),
                        ..element
                    });
                }
            }
            Event::End(tag) => {
                let name = tag.local_name().as_ref().to_owned();
                let depth = open
                    .iter()
                    .skip(1)
                    .rposition(|element| element.name == name);
                match depth {
                    Some(depth) => close(&mut open, depth + 1, line, &mut document),
                    None => document.faults.push((
                        line,
                        false,
                        format!("`</{name}>` ends nothing; it is overlooked"),
                    )),
                }
            }
            Event::Text(text) => push(&mut open, &text.into_inner()),
            Event::CData(text) => push(&mut open, &text.into_inner().replace('&', "&amp;")),
            Event::GeneralRef(name) => push(&mut open, &format!("&{};", name.into_inner())),
            Event::Comment(comment) => {
                let text = comment.into_inner();
                for (index, text) in text.trim().lines().enumerate() {
                    comments.push(Comment {
                        line: line + index,
                        text: text.trim().to_owned(),
                    });
                }
            }
            Event::DocType(declared) => {
                document.has_entities |= declared.into_inner().contains("<!ENTITY");
            }
            Event::Decl(_) | Event::PI(_) => {}
            Event::Eof => break,
        }
    }
    if let Some(innermost) = open.last().filter(|_| open.len() > 1) {
        let name = &innermost.name;
        let is_loss = open.len() > 2;
        let message = if is_loss {
            format!(
                "the document ends before `</{name}>`: feeds that stood behind this line are missing"
            )
        } else {
            format!("the document ends before `</{name}>`")
        };
        let end = text.lines().count().max(1);
        document.faults.push((end, is_loss, message));
        while open.len() > 1 {
            fold(&mut open, &mut document);
        }
    }
    document.tail = comments;
    let mut root = open.pop().unwrap_or_default();
    document.root = match root.children.len() {
        1 => root.children.remove(0),
        _ => root,
    };
    Ok(document)
}

fn push(open: &mut [Element], text: &str) {
    if let Some(element) = open.last_mut() {
        element.text.push_str(text);
    }
}

/// Ends the element at this depth, and those within that nothing has ended.
fn close(open: &mut Vec<Element>, depth: usize, line: usize, document: &mut Document) {
    while open.len() > depth + 1 {
        if let Some(name) = open.last().map(|element| element.name.clone()) {
            let message = format!("`<{name}>` has no end; it was read as if it ended here");
            document.faults.push((line, false, message));
        }
        fold(open, document);
    }
    fold(open, document);
}

impl Document {
    /// Says it when an entity of the document's own stands in the text.
    fn tell_entities(&mut self, text: &str, line: usize) {
        let own = |(at, _)| {
            let reference = whole_reference(text.get(at..)?)?;
            let name = reference.get(1..reference.len() - 1)?;
            let is_name = |c: char| c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':');
            (!name.is_empty() && name.chars().all(is_name) && decoded(reference).is_none())
                .then_some(reference)
        };
        if self.has_entities
            && let Some(reference) = text.match_indices('&').find_map(own)
        {
            let message = format!(
                "`{reference}` is declared in the document itself, which is not filled in: it stays as it stands"
            );
            self.faults.push((line, true, message));
        }
    }
}

/// Hands the innermost element to the one around it.
fn fold(open: &mut Vec<Element>, document: &mut Document) {
    if let Some(mut element) = open.pop()
        && let Some(parent) = open.last_mut()
    {
        document.tell_entities(&element.text, element.line);
        unescape(&element.text).trim().clone_into(&mut element.text);
        parent.children.push(element);
    }
}

fn element(tag: &BytesStart<'_>, line: usize, document: &mut Document) -> Element {
    let mut attributes = Vec::new();
    for attribute in tag.html_attributes().with_checks(false) {
        match attribute {
            Ok(attribute) => {
                let name = attribute.key.local_name().as_ref().to_owned();
                // White space in an attribute is a space (XML 1.0 §3.3.3).
                let value = attribute.value.replace(['\n', '\t', '\r'], " ");
                document.tell_entities(&value, line);
                attributes.push((name, unescape(&value)));
            }
            Err(error) => {
                document
                    .faults
                    .push((line, true, format!("an attribute cannot be read: {error}")));
            }
        }
    }
    Element {
        name: tag.local_name().as_ref().to_owned(),
        attributes,
        line,
        ..Element::default()
    }
}

/// Text with its references decoded, once: those of XML and of HTML; a bare `&` is one.
pub(crate) fn unescape(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, reference) = rest.split_at(at);
        plain.push_str(before);
        let decoded = whole_reference(reference)
            .and_then(|whole| decoded(whole).map(|decoded| (whole.len(), decoded)));
        if let Some((length, decoded)) = decoded {
            plain.push_str(&decoded);
            rest = reference.get(length..).unwrap_or_default();
        } else {
            plain.push('&');
            rest = reference.get(1..).unwrap_or_default();
        }
    }
    plain.push_str(rest);
    plain
}

/// What stands before the first `;` and may be a reference.
fn whole_reference(text: &str) -> Option<&str> {
    /// Longer than the name of any character.
    const LONGEST: usize = 40;
    let end = text.bytes().take(LONGEST).position(|byte| byte == b';')?;
    text.get(..=end)
}

fn decoded(reference: &str) -> Option<String> {
    if let Ok(decoded) = quick_xml::escape::unescape(reference) {
        return Some(decoded.into_owned());
    }
    let name = reference.get(1..reference.len() - 1)?;
    if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    let (decoded, rest) = html::reference(reference);
    rest.is_empty().then(|| decoded.into_owned())
}
