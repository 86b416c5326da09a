//! Which documents follow the rules: RSS 2.0 and Atom 1.0 made only of what feed-rs reads completely and right.
//!
//! A list of what is allowed, not of what is not: of a document with an element or attribute that nobody thought of, feed-rs
//! has no opinion that counts.

mod vocabulary;

use crate::parse::{
    strict::rules::vocabulary::{
        Inside, Space, Text, allowed_attributes, are_wellformed, rule, space,
    },
    tolerant::{
        period, references_are_legal,
        tokens::{Start, Token, Tokens, attributes},
    },
};

/// Elements may be this deep: feed-rs descends recursively in some places, and a stack overflow cannot be caught.
const MAX_DEPTH: usize = 100;
/// The mark of a person with a name in words, beside those of the fields.
const NAMED: u32 = 1 << 30;
/// Entries of one document; of more the tolerant reader takes the first.
const MAX_ENTRIES: usize = 5_000;

/// The formats that feed-rs is trusted with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    /// RSS 2.0.
    Rss,
    /// Atom 1.0.
    Atom,
}

/// A document that follows the rules.
#[derive(Debug)]
pub(super) struct Verdict<'a> {
    pub(super) format: Format,
    /// The document from its root element on: the declaration may name an encoding that the text no longer has.
    pub(super) document: &'a str,
    /// Period in minutes and frequency of the syndication module, which feed-rs drops.
    pub(super) syndication: Option<(Option<u32>, Option<u32>)>,
}

/// Whether the document follows the rules.
pub(super) fn check(text: &str) -> Option<Verdict<'_>> {
    let prolog = text
        .strip_prefix("<?xml ")
        .map_or(Some(text), |rest| Some(rest.split_once("?>")?.1))?;
    let mut tokens = Tokens::new(prolog);
    let (at, root) = loop {
        match tokens.next_token()? {
            Token::Text(_, blank) if blank.trim_ascii().is_empty() => {}
            Token::Start(at, start) => break (at, start),
            _ => return None,
        }
    };
    // A declaration that is not the very first thing: feed-rs has nothing against it, but it was a repair.
    if prolog.get(..at)?.contains("<?xml ") {
        return None;
    }
    let mut checker = Checker::new(root)?;
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Start(_, start) => checker.start(start)?,
            Token::End(_, name) => checker.end(name)?,
            Token::Text(_, text) => checker.text(text, true)?,
            Token::CData(_, text) => checker.text(text, false)?,
            Token::Doctype(..) => return None,
        }
    }
    let whole = checker.open.is_empty() && tokens.notes.first().is_none();
    let (period, frequency) = (checker.period, checker.frequency);
    whole.then(|| Verdict {
        format: checker.format,
        document: prolog.get(at..).unwrap_or_default(),
        syndication: (period.is_some() || frequency.is_some()).then_some((period, frequency)),
    })
}

struct Open<'a> {
    name: &'a str,
    inside: Inside,
    /// Which of the fields that may stand only once have been seen here.
    seen: u32,
}

struct Checker<'a> {
    format: Format,
    spaces: Vec<(&'a str, Space)>,
    open: Vec<Open<'a>>,
    entries: usize,
    scratch: String,
    period: Option<u32>,
    frequency: Option<u32>,
}

impl<'a> Checker<'a> {
    /// Looks at the root element.
    fn new(root: Start<'a>) -> Option<Self> {
        let mut spaces = Vec::new();
        let (mut version, mut default) = (None, None);
        for (name, value) in attributes(root.attributes) {
            match name {
                "version" => version = Some(value),
                "xmlns" => default = Some(value),
                "xml:lang" if root.name == "feed" => {}
                _ => {
                    let prefix = name.strip_prefix("xmlns:")?;
                    spaces.push((prefix, space(value)));
                }
            }
        }
        let format = match (root.name, version, default) {
            ("rss", Some("2.0"), None) => Format::Rss,
            ("feed", None, Some("http://www.w3.org/2005/Atom")) => Format::Atom,
            _ => return None,
        };
        if !are_wellformed(root.attributes) || root.attributes.contains('&') || root.empty {
            return None;
        }
        let inside = if format == Format::Rss {
            Inside::Rss
        } else {
            Inside::Feed
        };
        Some(Self {
            format,
            spaces,
            open: vec![Open {
                name: root.name,
                inside,
                seen: 0,
            }],
            entries: 0,
            scratch: String::new(),
            period: None,
            frequency: None,
        })
    }

    fn start(&mut self, start: Start<'a>) -> Option<()> {
        let parent = self.open.last()?.inside;
        if self.open.len() >= MAX_DEPTH {
            return None;
        }
        let inside = if parent == Inside::Ignored {
            Inside::Ignored
        } else {
            let (space, local) = self.resolve(start.name);
            let (inside, once) = rule(self.format, parent, space, local)?;
            if inside != Inside::Ignored && !start.attributes.is_empty() {
                let legal = !start.attributes.contains('&')
                    || references_are_legal(start.attributes, &mut self.scratch);
                if !legal || !are_wellformed(start.attributes) {
                    return None;
                }
            }
            if inside != Inside::Ignored {
                allowed_attributes(self.format, space, local, start.attributes)?;
            }
            if let Some(bit) = once {
                let seen = &mut self.open.last_mut()?.seen;
                if *seen & bit != 0 {
                    return None;
                }
                *seen |= bit;
            }
            inside
        };
        if inside == Inside::Entry {
            self.entries += 1;
            if self.entries > MAX_ENTRIES {
                return None;
            }
        }
        if start.empty {
            return (inside != Inside::Person).then_some(());
        }
        self.open.push(Open {
            name: start.name,
            inside,
            seen: 0,
        });
        Some(())
    }

    fn end(&mut self, name: &str) -> Option<()> {
        let open = self.open.pop()?;
        // feed-rs drops a person without a name.
        let named = open.inside != Inside::Person || open.seen & NAMED != 0;
        (open.name == name && named).then_some(())
    }

    fn text(&mut self, text: &str, references: bool) -> Option<()> {
        let Some(open) = self.open.last() else {
            return text.trim_ascii().is_empty().then_some(());
        };
        if references && text.contains('&') && !references_are_legal(text, &mut self.scratch) {
            return None;
        }
        let agreed = match open.inside {
            Inside::Leaf(kind) => match kind {
                Text::Any => true,
                Text::Name => {
                    if !text.trim().is_empty()
                        && let [.., parent, _] = self.open.as_mut_slice()
                    {
                        parent.seen |= NAMED;
                    }
                    !text.contains(['@', '&'])
                }
                Text::Number => text.bytes().all(|byte| byte.is_ascii_digit()),
                Text::Empty => text.trim_ascii().is_empty(),
                Text::Period => {
                    self.period = Some(period(text)?);
                    true
                }
                Text::Frequency => {
                    // In two pieces it would be another number.
                    let unread = self.frequency.is_none();
                    self.frequency = Some(text.trim().parse().ok()?);
                    unread
                }
            },
            Inside::Ignored => true,
            _ => text.trim_ascii().is_empty(),
        };
        agreed.then_some(())
    }

    fn resolve(&self, name: &'a str) -> (Space, &'a str) {
        match name.split_once(':') {
            None => (Space::Core, name),
            Some((prefix, local)) => {
                let space = self.spaces.iter().rev().find(|(known, _)| *known == prefix);
                (space.map_or(Space::Refused, |(_, space)| *space), local)
            }
        }
    }
}
