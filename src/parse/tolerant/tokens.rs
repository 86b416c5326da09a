//! Text to tokens: tags, text and CDATA, wherever a reader of goodwill would see them.
//!
//! Nothing is decoded or copied here, and nothing is refused; names of repairs are noted.

mod attributes;

use memchr::{memchr, memchr2, memmem};

pub(crate) use self::attributes::attributes;
use crate::parse::{Repair, repairs::Notes};

/// A piece of the document; the number is the byte it starts at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// A start tag.
    Start(usize, Start<'a>),
    /// An end tag and its name.
    End(usize, &'a str),
    /// Text with its references.
    Text(usize, &'a str),
    /// A CDATA section without its delimiters.
    CData(usize, &'a str),
    /// A document type declaration.
    Doctype(usize, &'a str),
}

/// A start tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Start<'a> {
    /// The name as written, with its prefix.
    pub(crate) name: &'a str,
    /// Everything between the name and the end of the tag; read with [`attributes()`].
    pub(crate) attributes: &'a str,
    /// Whether the tag ends with `/>`.
    pub(crate) empty: bool,
}

/// The tokens of a text, one after the other.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    at: usize,
    /// What the tokens so far needed mending.
    pub(crate) notes: Notes,
    /// Where each delimiter searched for so far comes next; see [`Tokens::ahead`].
    ahead: Vec<(&'static str, Option<usize>)>,
    /// Whether a CDATA section that holds the start of another counts as unclosed; see [`Tokens::cdata`].
    pub(crate) suspicious: bool,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            at: 0,
            notes: Notes::default(),
            ahead: Vec::new(),
            suspicious: false,
        }
    }

    /// The same, from byte `at` on.
    pub(crate) fn starting_at(text: &'a str, at: usize) -> Self {
        Self {
            at,
            ..Self::new(text)
        }
    }

    /// The next start tag and where it starts, passing over all else.
    pub(crate) fn next_start(&mut self) -> Option<(usize, Start<'a>)> {
        loop {
            if let Token::Start(at, start) = self.next_token()? {
                return Some((at, start));
            }
        }
    }

    /// The next token.
    pub(crate) fn next_token(&mut self) -> Option<Token<'a>> {
        while self.at < self.text.len() {
            let start = self.at;
            let rest = self.rest(start);
            if let Some(markup) = Markup::of(rest.as_bytes()) {
                if let Some(token) = self.markup(markup, start) {
                    return Some(token);
                }
                if self.at > start {
                    continue;
                }
            }
            let end = self.text_end(start);
            self.at = end;
            return Some(Token::Text(start, self.slice(start, end)));
        }
        None
    }

    /// The byte that the next token starts at.
    pub(crate) fn position(&self) -> usize {
        self.at
    }

    /// Passes over everything before byte `at`.
    pub(crate) fn skip_to(&mut self, at: usize) {
        self.at = self.at.max(at);
    }

    fn rest(&self, from: usize) -> &'a str {
        self.text.get(from..).unwrap_or_default()
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or_default()
    }

    /// Where `delimiter` comes next, at `from` or later. What was found is remembered, so that a document full of openings
    /// without ends is searched once and not once for each of them.
    fn ahead(&mut self, delimiter: &'static str, from: usize) -> Option<usize> {
        let text = self.text;
        let known = self.ahead.iter_mut().find(|(known, _)| *known == delimiter);
        if let Some((_, found)) = &known
            && found.is_none_or(|found| found >= from)
        {
            return *found;
        }
        let found = text
            .get(from..)
            .and_then(|rest| memmem::find(rest.as_bytes(), delimiter.as_bytes()))
            .map(|at| from + at);
        match known {
            Some(known) => known.1 = found,
            None => self.ahead.push((delimiter, found)),
        }
        found
    }

    /// Where the text that starts at `start` ends: before the next markup.
    fn text_end(&mut self, start: usize) -> usize {
        let mut from = start;
        // The character at `start` is no markup, else we would not be here.
        if self.text.as_bytes().get(start) == Some(&b'<') {
            self.notes.note(Repair::Entities, start);
            from += 1;
        }
        while let Some(found) = memchr(b'<', self.rest(from).as_bytes()) {
            let at = from + found;
            if Markup::of(self.rest(at).as_bytes()).is_some() {
                return at;
            }
            self.notes.note(Repair::Entities, at);
            from = at + 1;
        }
        self.text.len()
    }

    /// Reads markup of a known kind at `start`. Without a token but with `at` moved on, it was skipped; without either, it is text.
    fn markup(&mut self, markup: Markup, start: usize) -> Option<Token<'a>> {
        match markup {
            Markup::Start => self.start_tag(start),
            Markup::End => Some(self.end_tag(start)),
            Markup::CData => Some(self.cdata(start)),
            Markup::Comment => {
                if let Some(end) = self.ahead("-->", start + 4) {
                    self.at = end + 3;
                } else {
                    // An unclosed comment: only its opening is passed over, what follows may be the feed.
                    self.notes.note(Repair::Tags, start);
                    self.at = start + 4;
                }
                None
            }
            Markup::Instruction => {
                let end = self.ahead("?>", start).map(|end| end + 2);
                let end = end.or_else(|| self.ahead(">", start).map(|end| end + 1));
                self.at = end.unwrap_or(self.text.len());
                None
            }
            Markup::Declaration => {
                self.at = self.doctype_end(start);
                Some(Token::Doctype(start, self.slice(start, self.at)))
            }
        }
    }

    /// Where the document type declaration at `start` ends, its internal subset included.
    fn doctype_end(&mut self, start: usize) -> usize {
        let Some(plain) = self.ahead(">", start) else {
            return self.text.len();
        };
        let subset = self.ahead("[", start).filter(|subset| *subset < plain);
        let close = subset.and_then(|subset| self.ahead("]", subset));
        let end = close
            .and_then(|close| self.ahead(">", close))
            .unwrap_or(plain);
        end + 1
    }

    fn end_tag(&mut self, start: usize) -> Token<'a> {
        let rest = self.rest(start + 2);
        let end = memchr2(b'>', b'<', rest.as_bytes()).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default().trim();
        self.at = start + 2 + end;
        match rest.as_bytes().get(end) {
            Some(b'>') => self.at += 1,
            Some(_) => self.notes.note(Repair::Tags, start),
            None => self.notes.note(Repair::Truncated, start),
        }
        let name = name.split([' ', '\n', '\t']).next().unwrap_or_default();
        Token::End(start, name)
    }

    /// Reads a CDATA section. One without an end, or (in documents known to be damaged) one with the start of another inside,
    /// ends at the next end tag of an element that looks like a feed's.
    fn cdata(&mut self, start: usize) -> Token<'a> {
        let from = start + 9;
        let end = self.ahead("]]>", from);
        let section = self.slice(from, end.unwrap_or(self.text.len()));
        let unclosed = end.is_none_or(|end| {
            self.suspicious
                && self
                    .ahead("<![CDATA[", from)
                    .is_some_and(|nested| nested < end)
        });
        if unclosed {
            self.notes.note(Repair::UnclosedCdata, start);
            let stop = closing_field(section).unwrap_or(section.len());
            self.at = from + stop;
            return Token::CData(start, section.get(..stop).unwrap_or_default());
        }
        self.at = from + section.len() + 3;
        Token::CData(start, section)
    }

    /// Reads a start tag; a tag that the document ends in is dropped.
    fn start_tag(&mut self, start: usize) -> Option<Token<'a>> {
        let rest = self.rest(start + 1);
        let name_length = rest
            .bytes()
            .position(|byte| {
                byte.is_ascii_whitespace()
                    || matches!(byte, b'>' | b'/' | b'<' | b'=' | b'"' | b'\'')
            })
            .unwrap_or(rest.len());
        let name = rest.get(..name_length).unwrap_or_default();
        let from = start + 1 + name_length;
        let Some((end, closed)) = self.tag_end(from) else {
            self.notes.note(Repair::Truncated, start);
            self.at = self.text.len();
            return None;
        };
        self.at = if closed {
            end + 1
        } else {
            self.notes.note(Repair::Tags, start);
            end
        };
        let inside = self.slice(from, end);
        let (attributes, empty) = match inside.strip_suffix('/') {
            Some(attributes) => (attributes, true),
            None => (inside, false),
        };
        let attributes = attributes.trim_ascii();
        Some(Token::Start(
            start,
            Start {
                name,
                attributes,
                empty,
            },
        ))
    }

    /// Where the tag ends whose attributes start at `from`, and whether there is a `>`.
    fn tag_end(&mut self, from: usize) -> Option<(usize, bool)> {
        let bytes = self.text.as_bytes();
        let mut at = from;
        let mut after_equals = false;
        loop {
            match *bytes.get(at)? {
                b'>' => return Some((at, true)),
                b'<' => return Some((at, false)),
                quote @ (b'"' | b'\'') if after_equals => {
                    at = self.closing_quote(at, quote).unwrap_or(at);
                    after_equals = false;
                }
                b'=' => after_equals = true,
                byte if byte.is_ascii_whitespace() => {}
                _ => after_equals = false,
            }
            at += 1;
        }
    }

    /// Where the value that `quote` opens at `at` is closed, if that is a believable end.
    fn closing_quote(&mut self, at: usize, quote: u8) -> Option<usize> {
        let delimiter = if quote == b'"' { "\"" } else { "'" };
        let length = self.ahead(delimiter, at + 1)? - at - 1;
        let rest = self.rest(at + 1);
        let followed = rest.as_bytes().get(length + 1).copied().unwrap_or(b'>');
        let believable = followed.is_ascii_whitespace() || matches!(followed, b'>' | b'/' | b'?');
        if !believable && rest.get(..length).is_some_and(|value| value.contains('<')) {
            self.notes.note(Repair::Tags, at);
            return None;
        }
        Some(at + 1 + length)
    }
}

/// The kinds of markup, told by their first characters.
#[derive(Debug, Clone, Copy)]
enum Markup {
    Start,
    End,
    Comment,
    CData,
    Declaration,
    Instruction,
}

impl Markup {
    fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [b'<', b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xFF, ..] => Some(Self::Start),
            [
                b'<',
                b'/',
                b'a'..=b'z' | b'A'..=b'Z' | b'_' | 0x80..=0xFF,
                ..,
            ] => Some(Self::End),
            [b'<', b'!', b'-', b'-', ..] => Some(Self::Comment),
            [b'<', b'?', ..] => Some(Self::Instruction),
            [b'<', b'!', rest @ ..] if rest.starts_with(b"[CDATA[") => Some(Self::CData),
            [b'<', b'!', b'a'..=b'z' | b'A'..=b'Z', ..] => Some(Self::Declaration),
            _ => None,
        }
    }
}

/// Where in an unclosed CDATA section the end tag of the field around it stands.
fn closing_field(section: &str) -> Option<usize> {
    const FIELDS: [&str; 10] = [
        "</description>",
        "</content:encoded>",
        "</content>",
        "</summary>",
        "</title>",
        "</subtitle>",
        "</dc:creator>",
        "</category>",
        "</item>",
        "</entry>",
    ];
    let mut from = 0;
    while let Some(found) = section.get(from..)?.find("</") {
        let at = from + found;
        let rest = section.get(at..)?;
        if FIELDS.iter().any(|field| rest.starts_with(field)) {
            return Some(at);
        }
        from = at + 2;
    }
    None
}
