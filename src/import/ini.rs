//! The two dialects of ini: that of Python 2's `ConfigParser`, which Planet 2.0 and Venus read, and that of Pluto.
//!
//! What no dialect allows is a [`Fault`]; nothing ends the reading.

use std::collections::HashMap;

use crate::import::{Format, comments::Comment, detect::is_address};

/// Whose rules hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// `#`, `;` and `rem` begin a comment, ` ;` one behind a value; an indented line goes on with the value above; keys know no
    /// case.
    Python,
    /// `#` and `;` begin a comment, ` #` one behind a value; lines may be indented; `@include "file"`.
    Pluto,
}

/// An ini.
#[derive(Debug, Default)]
pub(crate) struct Ini {
    /// In the order of the file. A section that comes again is one with the first.
    pub(crate) sections: Vec<Section>,
    /// Comments below all keys.
    pub(crate) tail: Vec<Comment>,
    pub(crate) faults: Vec<Fault>,
}

/// A section.
#[derive(Debug, Clone, Default)]
pub(crate) struct Section {
    /// `""` for keys before any section.
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) comments: Vec<Comment>,
    pub(crate) keys: Vec<Key>,
    /// The index of each key by its name; the first, where a switched-off section has it twice.
    places: HashMap<String, usize>,
    /// In place of all this, the file that Pluto reads here.
    pub(crate) include: Option<String>,
}

/// A key with its value.
#[derive(Debug, Clone)]
pub(crate) struct Key {
    pub(crate) name: String,
    /// Lines after the first one without the spaces before them.
    pub(crate) value: String,
    pub(crate) line: usize,
    pub(crate) comments: Vec<Comment>,
}

/// Something that the old program would have refused or overlooked.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) line: usize,
    pub(crate) message: String,
    /// Whether something of the file is lost by it.
    pub(crate) is_loss: bool,
}

impl Section {
    pub(crate) fn new(name: &str, line: usize) -> Self {
        Self {
            name: name.to_owned(),
            line,
            ..Self::default()
        }
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Key> {
        self.keys.get(*self.places.get(key)?)
    }

    pub(crate) fn push(&mut self, key: Key) {
        self.places
            .entry(key.name.clone())
            .or_insert(self.keys.len());
        self.keys.push(key);
    }
}

/// Which program an ini is from.
pub(crate) fn program(text: &str) -> Format {
    let python = parse(text, Dialect::Python);
    let is_known = |section: &Section| section.name == "Planet" || is_address(&section.name);
    if python.sections.iter().any(is_known) {
        return Format::Venus;
    }
    let pluto = parse(text, Dialect::Pluto);
    let names_feed = |section: &Section| {
        section.include.is_some()
            || ["feed", "feed_url", "xml_url"]
                .iter()
                .any(|key| section.get(key).is_some())
    };
    if pluto.sections.iter().any(names_feed) {
        Format::Pluto
    } else {
        Format::Venus
    }
}

/// Reads an ini.
pub(crate) fn parse(text: &str, dialect: Dialect) -> Ini {
    let mut reader = Reader {
        dialect,
        ini: Ini::default(),
        known: HashMap::new(),
        section: None,
        is_open: false,
        comments: Vec::new(),
    };
    for (index, raw) in text.lines().enumerate() {
        reader.line(index + 1, raw);
    }
    reader.ini.tail = reader.comments;
    reader.ini
}

struct Reader {
    dialect: Dialect,
    ini: Ini,
    /// The index of each section by its name.
    known: HashMap<String, usize>,
    /// The index of the section that keys belong to.
    section: Option<usize>,
    /// Whether an indented line would go on with the last key.
    is_open: bool,
    comments: Vec<Comment>,
}

impl Reader {
    fn line(&mut self, line: usize, raw: &str) {
        let text = raw.trim();
        if text.is_empty() {
            return;
        }
        if let Some(comment) = comment(raw, self.dialect) {
            // The value above goes on behind it.
            self.comments.push(Comment {
                line,
                text: comment.to_owned(),
            });
            return;
        }
        let is_indented = raw.starts_with(char::is_whitespace);
        if self.dialect == Dialect::Python && is_indented && self.is_open {
            self.continue_value(text);
        } else if let Some(header) = text.strip_prefix('[') {
            self.header(line, header);
        } else if let Some(file) = text
            .strip_prefix("@include")
            .filter(|_| self.dialect == Dialect::Pluto)
        {
            self.ini.sections.push(Section {
                line,
                comments: std::mem::take(&mut self.comments),
                include: Some(file.trim().trim_matches(['"', '\'']).to_owned()),
                ..Section::default()
            });
            self.section = None;
        } else {
            self.key(line, text);
        }
    }

    fn continue_value(&mut self, text: &str) {
        let comments = std::mem::take(&mut self.comments);
        let section = self
            .section
            .and_then(|index| self.ini.sections.get_mut(index));
        if let Some(key) = section.and_then(|section| section.keys.last_mut()) {
            key.comments.extend(comments);
            key.value.push('\n');
            key.value.push_str(text);
        }
    }

    fn header(&mut self, line: usize, header: &str) {
        self.is_open = false;
        let (name, rest) = if let Some((name, rest)) = header.split_once(']') {
            (name.trim(), rest.trim())
        } else {
            let message = "a `]` is missing; it was read as if it stood at the end of the line";
            self.fault(line, false, message);
            (header.trim(), "")
        };
        let comments = std::mem::take(&mut self.comments);
        let index = if let Some(index) = self.known.get(name).copied() {
            let first = self.ini.sections.get(index).map_or(0, |known| known.line);
            let message = format!("`[{name}]` stands in line {first} already; the two are one");
            self.fault(line, false, message);
            index
        } else {
            let index = self.ini.sections.len();
            self.known.insert(name.to_owned(), index);
            self.ini.sections.push(Section::new(name, line));
            index
        };
        self.section = Some(index);
        let behind = rest.trim_start_matches(['#', ';']);
        if let Some(section) = self.ini.sections.get_mut(index) {
            section.comments.extend(comments);
            if behind.len() < rest.len() {
                let text = behind.to_owned();
                section.comments.push(Comment { line, text });
            }
        }
        if behind.len() == rest.len() && !rest.is_empty() {
            self.fault(
                line,
                true,
                format!("`{rest}` behind a section means nothing"),
            );
        }
    }

    fn key(&mut self, line: usize, text: &str) {
        let Some((name, value)) = text
            .find([':', '='])
            .and_then(|at| Some((text.get(..at)?.trim_end(), text.get(at + 1..)?.trim())))
            .filter(|(name, _)| !name.is_empty())
        else {
            self.is_open = false;
            let message = format!("`{text}` is neither a `[section]` nor a `key = value`");
            self.fault(line, true, message);
            return;
        };
        let index = self.section.unwrap_or_else(|| {
            self.ini.sections.push(Section::new("", line));
            self.ini.sections.len() - 1
        });
        self.section = Some(index);
        self.is_open = true;
        let (value, behind) = split_comment(value, self.dialect);
        let mut comments = std::mem::take(&mut self.comments);
        comments.extend(behind.map(|text| Comment {
            line,
            text: text.to_owned(),
        }));
        let key = Key {
            name: match self.dialect {
                Dialect::Python => name.to_lowercase(),
                Dialect::Pluto => name.to_owned(),
            },
            value: if value == "\"\"" {
                String::new()
            } else {
                value.to_owned()
            },
            line,
            comments,
        };
        let mut replaced = None;
        if let Some(section) = self.ini.sections.get_mut(index) {
            let known = section.places.get(&key.name).copied();
            if let Some(known) = known.and_then(|at| section.keys.get_mut(at)) {
                replaced = Some(std::mem::replace(known, key));
            } else {
                section.push(key);
            }
        }
        if let Some(first) = replaced {
            let message = format!("`{}` is set again in line {line}, which counts", first.name);
            self.fault(first.line, true, message);
        }
    }

    fn fault(&mut self, line: usize, is_loss: bool, message: impl Into<String>) {
        self.ini.faults.push(Fault {
            line,
            message: message.into(),
            is_loss,
        });
    }
}

/// The text of a comment, if the line is one.
fn comment(raw: &str, dialect: Dialect) -> Option<&str> {
    let text = raw.trim();
    if let Some(comment) = text.strip_prefix(['#', ';']) {
        return Some(comment);
    }
    let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
    let is_rem = word.eq_ignore_ascii_case("rem") && raw.starts_with(['r', 'R']);
    (dialect == Dialect::Python && is_rem).then_some(rest)
}

/// A value and the comment behind it.
fn split_comment(value: &str, dialect: Dialect) -> (&str, Option<&str>) {
    let sign = match dialect {
        Dialect::Python => ';',
        Dialect::Pluto => '#',
    };
    let begins = |at: usize| {
        let before = value.get(..at).unwrap_or_default();
        at == 0 || before.ends_with(char::is_whitespace)
    };
    // Python looks at the first `;` only.
    let at = match dialect {
        Dialect::Python => value.find(sign).filter(|at| *at > 0 && begins(*at)),
        Dialect::Pluto => value
            .match_indices(sign)
            .map(|(at, _)| at)
            .find(|at| begins(*at)),
    };
    match at.map(|at| value.split_at(at)) {
        Some((value, comment)) => (
            value.trim_end(),
            Some(comment.trim_start_matches(sign).trim_end()),
        ),
        None => (value, None),
    }
}

/// A comment between sections: words, or a section that somebody has switched off.
#[derive(Debug)]
pub(crate) enum Block {
    /// Words.
    Words(Vec<Comment>),
    /// A section of which every line is a comment.
    Section(Section),
}

/// Parts comments into words and sections that are switched off: `#[url]`, `#name = Ana`.
pub(crate) fn blocks(comments: &[Comment], dialect: Dialect) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    for comment in comments {
        let text = comment.text.trim_start_matches(['#', ';']).trim();
        let header = text
            .strip_prefix('[')
            .and_then(|rest| rest.split_once(']'))
            .filter(|(name, rest)| {
                !name.trim().is_empty() && (rest.trim().is_empty() || rest.trim().starts_with('#'))
            });
        if let Some((name, rest)) = header {
            let behind = rest.trim().trim_start_matches('#').trim();
            let behind = (!behind.is_empty()).then(|| Comment {
                line: comment.line,
                text: behind.to_owned(),
            });
            blocks.push(Block::Section(Section {
                comments: behind.into_iter().collect(),
                ..Section::new(name.trim(), comment.line)
            }));
            continue;
        }
        let key = parse(text, dialect)
            .sections
            .pop()
            .and_then(|mut section| section.keys.pop());
        match (blocks.last_mut(), key) {
            (Some(Block::Section(section)), Some(mut key))
                if section.line + section.keys.len() + 1 == comment.line
                    && !key.name.contains(' ') =>
            {
                key.line = comment.line;
                section.push(key);
            }
            (Some(Block::Words(words)), _) => words.push(comment.clone()),
            (_, _) => blocks.push(Block::Words(vec![comment.clone()])),
        }
    }
    blocks
}
