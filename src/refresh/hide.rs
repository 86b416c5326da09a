//! The address of a private feed, taken out of what that feed says: many state it as their link, their id, or the beginning of
//! the ids of their entries, and all of that is published.
//!
//! It works on the texts of a feed that has been read, so that neither the encoding of the document nor the escapes of XML and
//! JSON hide anything from it. What is found however it is written there: as references of HTML, percent-encoded, escaped for
//! scripts, in capitals, with a dot or a slash too many, with characters between that nobody sees, also one in the other; and of
//! links whatever leads there. What a feed cuts into pieces is not found.

mod fold;
mod strings;

use memchr::memmem;
use url::{Position, Url};

use crate::{
    feed::{Feed, RawHtml},
    fetch::{address, credentials},
    refresh::hide::{
        fold::{Folded, fold},
        strings::Said,
    },
    sanitize,
};

/// Shorter ones stand in any text by chance.
const SHORTEST: usize = 6;

/// What stands for a secret.
const STARS: &str = "***";

/// Words of paths that say nothing about whose feed it is, and stand in many addresses.
const ORDINARY: [&str; 25] = [
    "atom", "blog", "blogs", "category", "comments", "default", "en", "entries", "feed", "feeds",
    "html", "index", "json", "main", "news", "php", "podcast", "posts", "rdf", "rss", "rss2",
    "tag", "www", "xml", "1",
];

/// What must not be told about one feed.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    /// In the order in which they are looked for.
    needles: Vec<Needle>,
}

#[derive(Debug, PartialEq, Eq)]
struct Needle {
    /// What is looked for, as [`fold()`] writes it.
    text: Vec<u8>,
    /// What takes its place.
    by: String,
    place: Place,
}

/// Where a text counts as found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    /// Anywhere.
    Any,
    /// As a word or several, not as part of longer ones.
    Word,
    /// As a path from the root of whatever host, not behind a host that is named.
    Rooted,
}

impl Secrets {
    /// What these addresses, of which the host may be told, and these values give away.
    pub(super) fn of(urls: &[&Url], values: &[String]) -> Self {
        let mut needles = Vec::new();
        for url in urls {
            whole(url, &mut needles);
        }
        let tokens = urls.iter().flat_map(|url| tokens(url));
        let secrets = urls.iter().flat_map(|url| address::secrets(url));
        // A server may say what it was sent.
        let sent = urls.iter().filter_map(|url| credentials::sent(url));
        let sent = sent.flat_map(|sent| [sent.trim_end_matches('=').to_owned(), sent]);
        let mut values: Vec<String> = values
            .iter()
            .cloned()
            .chain(secrets)
            .chain(sent)
            .chain(tokens)
            .collect();
        // One may be a part of another, of which then the rest would stay.
        values.sort_by(|a, b| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        values.dedup();
        let values = values.into_iter().filter(|value| value.len() >= SHORTEST);
        needles.extend(values.map(|value| Needle::new(&value, STARS.to_owned(), Place::Any)));
        for url in urls {
            path(url, &mut needles);
        }
        // Where nothing was redirected, both addresses give the same ones.
        let mut distinct: Vec<Needle> = Vec::with_capacity(needles.len());
        for needle in needles {
            if !needle.text.is_empty() && !distinct.contains(&needle) {
                distinct.push(needle);
            }
        }
        Self { needles: distinct }
    }

    /// Takes them out of everything that a feed says.
    pub(super) fn hide_in(&self, feed: &mut Feed) {
        if self.needles.is_empty() {
            return;
        }
        strings::each(feed, &mut |said| match said {
            Said::Text(text) => {
                self.hide_address(text);
                self.hide(text);
            }
            Said::Markup(html) => self.hide_made(html),
        });
    }

    /// Takes them out of a text that is nothing but an address, as it is when it is written as all addresses are.
    fn hide_address(&self, text: &mut String) {
        let begins = |with: &str| {
            let beginning = text.get(..with.len());
            beginning.is_some_and(|beginning| beginning.eq_ignore_ascii_case(with))
        };
        let url = match text.as_str() {
            _ if text.contains(char::is_whitespace) => return,
            _ if begins("http") => Url::parse(text),
            _ if begins("//") => Url::parse(&format!("https:{text}")),
            _ => return,
        };
        if let Ok(url) = url {
            let mut hidden = url.to_string();
            self.hide(&mut hidden);
            if hidden != url.as_str() {
                *text = hidden;
            }
        }
    }

    /// Takes them out of what pages make of markup, in which every address is whole: a link may be relative, or its host be written
    /// in one of many ways.
    fn hide_made(&self, html: &mut RawHtml) {
        let made = sanitize::content(html);
        let mut hidden = made.as_str().to_owned();
        self.hide(&mut hidden);
        if hidden != made.as_str() {
            html.markup = hidden;
        }
    }

    /// Takes them out of a text.
    pub(super) fn hide(&self, text: &mut String) {
        if self.needles.is_empty() {
            return;
        }
        let mut folded = fold(text);
        for needle in &self.needles {
            if let Some(hidden) = needle.replaced(text, &folded) {
                *text = hidden;
                folded = fold(text);
            }
        }
    }
}

/// An address as it is written with and without what makes no difference: its host alone takes its place.
fn whole(url: &Url, needles: &mut Vec<Needle>) {
    let host = url.host_str().unwrap_or_default();
    let shown = &url[Position::BeforeHost..Position::AfterPort];
    let rest = url[Position::AfterPort..Position::AfterQuery].trim_end_matches('/');
    if rest.is_empty() {
        return;
    }
    let port = url.port_or_known_default().unwrap_or_default();
    for host in [shown, &format!("{host}:{port}"), &format!("{host}.")] {
        let written = format!("{host}{rest}");
        needles.push(Needle::new(&written, format!("{shown}/"), Place::Word));
    }
}

/// The path of an address with its query, as links that are relative to the host have it. One that may be a word of any text is
/// looked for only where it stands as a path.
fn path(url: &Url, needles: &mut Vec<Needle>) {
    let path = url.path().trim_matches('/');
    if path.is_empty() && url.query().is_none() {
        return;
    }
    let words = path.split(|c: char| !c.is_ascii_alphanumeric());
    let are_ordinary = words
        .filter(|word| !word.is_empty())
        .all(|word| ORDINARY.contains(&word.to_ascii_lowercase().as_str()));
    // Posts of a feed at `/rust` are about Rust.
    let is_word = path.bytes().all(|byte| byte.is_ascii_alphabetic());
    let place = if are_ordinary || is_word || path.len() < SHORTEST {
        Place::Rooted
    } else {
        Place::Word
    };
    let query = url.query().map(|query| format!("{path}?{query}"));
    needles.extend(query.map(|text| Needle::new(&text, STARS.to_owned(), Place::Word)));
    needles.push(Needle::new(path, STARS.to_owned(), place));
}

/// The parts of a path and a query that nobody chose for people: long ones of letters and digits.
fn tokens(url: &Url) -> Vec<String> {
    let segments = url.path_segments().into_iter().flatten();
    let segments = segments.flat_map(|segment| [segment, segment.split('.').next().unwrap_or("")]);
    let query = url.query().unwrap_or_default();
    let values = query.split(['&', ';', '=']);
    segments
        .chain(values)
        .filter(|part| is_token(part))
        .map(str::to_owned)
        .collect()
}

fn is_token(part: &str) -> bool {
    const LONG: usize = 20;
    // Words with hyphens between them, each with a year or a version at most: no digest, no UUID, no base64.
    let is_word = |word: &str| {
        let letters = word.trim_end_matches(|c: char| c.is_ascii_digit());
        word.len() - letters.len() <= 4 && letters.bytes().all(|byte| byte.is_ascii_lowercase())
    };
    let words = || part.split(['-', '_']);
    if words().all(is_word) && (part.len() < LONG || words().nth(1).is_some()) {
        return false;
    }
    let has = |kind: fn(&u8) -> bool| part.bytes().any(|byte| kind(&byte));
    let is_mixed = has(u8::is_ascii_digit) && has(u8::is_ascii_alphabetic);
    part.len() >= LONG || (is_mixed && part.len() >= 8)
}

impl Needle {
    fn new(text: &str, by: String, place: Place) -> Self {
        Self {
            text: fold(text).bytes,
            by,
            place,
        }
    }

    /// `text` with something else in every place where this is found; `None` where it is not.
    fn replaced(&self, text: &str, folded: &Folded) -> Option<String> {
        let finder = memmem::Finder::new(&self.text);
        let mut hidden = String::new();
        let (mut from, mut kept) = (0, 0);
        while let Some(at) = folded.bytes.get(from..).and_then(|rest| finder.find(rest)) {
            let (begin, end) = (from + at, from + at + self.text.len());
            // One reference may stand for more than one character; all of it goes.
            let (first, after) = folded.place(begin, end);
            if !self.is_here(text, (first, after), folded, (begin, end)) {
                from = begin + 1;
                continue;
            }
            hidden.push_str(text.get(kept..first).unwrap_or_default());
            hidden.push_str(&self.by);
            (from, kept) = (end, after.max(kept));
        }
        if kept == 0 {
            return None;
        }
        hidden.push_str(text.get(kept..).unwrap_or_default());
        (hidden != text).then_some(hidden)
    }

    /// Whether what was found in `text`, there in what it folds to, counts as it.
    fn is_here(
        &self,
        text: &str,
        (first, after): (usize, usize),
        folded: &Folded,
        (begin, end): (usize, usize),
    ) -> bool {
        let bytes = &folded.bytes;
        let before = |count: usize| begin.checked_sub(count).and_then(|at| bytes.get(at));
        let is_part = |byte: Option<&u8>| {
            byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
        };
        // What is not among the bytes, as line breaks are not, may part words all the same.
        let is_space = |at: Option<usize>| {
            let byte = at.and_then(|at| text.as_bytes().get(at));
            byte.is_some_and(u8::is_ascii_whitespace)
        };
        let is_parted_after = folded.place(end, end + 1).0 > after;
        let is_parted_before = begin > 0 && folded.place(begin - 1, begin).1 < first;
        let ends = !is_part(bytes.get(end)) || is_parted_after || is_space(Some(after));
        let begins = !is_part(before(1)) || is_parted_before || is_space(first.checked_sub(1));
        match self.place {
            Place::Any => true,
            Place::Word => begins && ends,
            // Behind `https:` stands a host.
            Place::Rooted => {
                let is_root = !is_part(before(2)) && before(2) != Some(&b':');
                ends && before(1) == Some(&b'/') && is_root
            }
        }
    }
}

#[cfg(test)]
mod tests;
