//! The facts of a web page that tell what it is: title, heading, forms, scripts, how much there is to read, and its feeds.

use crate::parse::tolerant::{
    decode_plain, names,
    tokens::{Start, Token, Tokens, attributes},
};

/// How much of a page is looked at: its head is at the beginning.
const MAX_HEAD: usize = 512 * 1024;
/// How much of its text is kept.
const MAX_TEXT: usize = 16 * 1024;
/// How many advertised feeds are kept.
const MAX_FEEDS: usize = 32;

/// A web page. Texts are in lower case, with single blanks.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) title: String,
    /// The first `h1`.
    pub(super) heading: String,
    pub(super) description: String,
    /// The beginning of what a reader sees.
    pub(super) text: String,
    /// How long all of what a reader sees is.
    pub(super) length: usize,
    /// What a reader doesn't see: attributes and scripts.
    pub(super) machinery: String,
    pub(super) body_class: String,
    pub(super) articles: usize,
    pub(super) links: usize,
    pub(super) forms: usize,
    pub(super) passwords: usize,
    /// Fields of forms that somebody would fill in, without passwords and captchas.
    pub(super) fields: usize,
    /// The feeds that `link` elements advertise.
    pub(super) feeds: Vec<FeedLink>,
    /// The first `base`, as written.
    pub(super) base: Option<String>,
}

/// A feed as a `link` element advertises it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct FeedLink {
    /// The address, as written.
    pub(super) href: String,
    /// The title; may be empty.
    pub(super) title: String,
}

/// What the text that comes next belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Title,
    Heading,
    Text,
}

impl Page {
    /// The facts of the page in `text`; `None` when it is no web page.
    pub(super) fn read(text: &str) -> Option<Self> {
        let head = text
            .get(..text.floor_char_boundary(MAX_HEAD))
            .unwrap_or(text);
        let mut tokens = Tokens::new(head);
        let mut page = Self::default();
        let mut is_page = false;
        let mut root = None;
        let mut place = Place::Text;
        while let Some(token) = tokens.next_token() {
            match token {
                Token::Doctype(_, doctype) => {
                    is_page |= doctype.to_ascii_lowercase().contains("html");
                }
                Token::Start(_, start) => {
                    let name = start.name.to_ascii_lowercase();
                    // OPML, for one, has a head and a body too.
                    let fragment = root.is_none_or(|root: &str| root.eq_ignore_ascii_case(&name));
                    root = root.or(Some(start.name));
                    is_page |=
                        name == "html" || (fragment && matches!(name.as_str(), "head" | "body"));
                    if matches!(name.as_str(), "script" | "style" | "svg" | "template") {
                        let from = tokens.position();
                        let inside = head.get(from..).unwrap_or_default();
                        let inside = inside.get(..end_of(inside, &name)).unwrap_or_default();
                        page.machinery.push_str(inside);
                        tokens.skip_to(from + inside.len());
                    }
                    place = match name.as_str() {
                        "title" if page.title.is_empty() => Place::Title,
                        "h1" if page.heading.is_empty() => Place::Heading,
                        _ => place,
                    };
                    page.element(&name, &start);
                }
                Token::End(_, name) => {
                    if ["title", "h1"]
                        .iter()
                        .any(|end| name.eq_ignore_ascii_case(end))
                    {
                        place = Place::Text;
                    }
                }
                Token::Text(_, text) => page.see(place, text),
                Token::CData(..) => {}
            }
        }
        page.machinery.make_ascii_lowercase();
        is_page.then_some(page)
    }

    /// Takes in text that a reader sees.
    fn see(&mut self, place: Place, raw: &str) {
        let into = match place {
            Place::Title => &mut self.title,
            Place::Heading => &mut self.heading,
            Place::Text => &mut self.text,
        };
        let (text, _) = decode_plain(raw);
        for word in text.split_whitespace() {
            self.length += if place == Place::Title {
                0
            } else {
                word.len() + 1
            };
            if into.len() < MAX_TEXT {
                if !into.is_empty() {
                    into.push(' ');
                }
                into.push_str(&word.to_lowercase());
            }
        }
    }

    fn element(&mut self, name: &str, start: &Start<'_>) {
        self.machinery.push(' ');
        self.machinery.push_str(start.attributes);
        match name {
            "base" => self.base = self.base.take().or_else(|| value(start, "href")),
            "link" if self.feeds.len() < MAX_FEEDS => self.feeds.extend(advertised(start)),
            "meta" if is(start, "name", "description") => {
                self.description = value(start, "content").unwrap_or_default().to_lowercase();
            }
            "body" => self.body_class = value(start, "class").unwrap_or_default(),
            "article" => self.articles += 1,
            "a" => self.links += 1,
            "form" => self.forms += 1,
            "input" if is(start, "type", "password") => self.passwords += 1,
            "input" | "textarea" | "select" => {
                let silent = ["hidden", "submit", "button", "image", "reset", "checkbox"];
                let silent = silent.iter().any(|kind| is(start, "type", kind));
                let captcha = start.attributes.to_ascii_lowercase().contains("captcha");
                self.fields += usize::from(!silent && !captcha);
            }
            _ => {}
        }
    }
}

/// Where the element `name` ends whose inside `text` begins with.
fn end_of(text: &str, name: &str) -> usize {
    text.match_indices("</")
        .map(|(at, _)| at)
        .find(|at| {
            text.get(at + 2..at + 2 + name.len())
                .is_some_and(|end| end.eq_ignore_ascii_case(name))
        })
        .unwrap_or(text.len())
}

/// The feed that a `link` element advertises.
fn advertised(start: &Start<'_>) -> Option<FeedLink> {
    const TYPES: [&str; 6] = [
        "rss",
        "atom",
        "rdf",
        "feed+json",
        "text/xml",
        "application/xml",
    ];
    let rel = value(start, "rel")?;
    let mut words = rel.split_ascii_whitespace();
    if !words.any(|word| word.eq_ignore_ascii_case("alternate")) {
        return None;
    }
    let media_type = value(start, "type")?.to_ascii_lowercase();
    // `text/xml+oembed` describes how to embed one page.
    let feed = TYPES.iter().any(|kind| media_type.contains(kind)) && !media_type.contains("oembed");
    feed.then_some(FeedLink {
        href: value(start, "href")?,
        title: value(start, "title").unwrap_or_default(),
    })
}

fn is(start: &Start<'_>, name: &str, wanted: &str) -> bool {
    value(start, name).is_some_and(|value| value.eq_ignore_ascii_case(wanted))
}

fn value(start: &Start<'_>, name: &str) -> Option<String> {
    let (_, value) = attributes(start.attributes)
        .find(|(found, _)| names::local(found).eq_ignore_ascii_case(name))?;
    let (value, _) = decode_plain(value);
    Some(value.trim().to_owned())
}
