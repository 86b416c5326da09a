//! Markdown to the HTML of a page: `CommonMark` with tables, footnotes, strikethrough and ids of headings.
//!
//! What the page's policy, its outline and its readers ask for is changed on the way: no inline style, headings below the
//! page's own and without gaps, an id for each, and what scrolls within reach of the keyboard.

use std::{
    collections::{HashMap, HashSet},
    ops::Range,
};

use pulldown_cmark::{
    Alignment, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd,
    html::push_html,
};

use crate::{
    config::Mistake,
    pages::links::{Resolve, Use},
};

/// Markdown, and where it stands.
pub(super) struct Text<'a> {
    pub(super) markdown: &'a str,
    /// The byte of the file that it starts at.
    pub(super) start: usize,
    /// Whether its first heading of the first level is the title of the page, which shows it itself.
    pub(super) needs_title: bool,
}

/// A page's markup.
pub(super) struct Rendered {
    pub(super) title: Option<String>,
    pub(super) html: String,
    pub(super) mistakes: Vec<Mistake>,
}

/// Ids that pages of the built-in theme have besides.
const TAKEN: [&str; 4] = ["comforts", "help-title", "main", "subscribe"];

type Events<'a> = Vec<(Event<'a>, Range<usize>)>;

/// `links` says where each link leads.
pub(super) fn render(text: &Text<'_>, links: &Resolve<'_>) -> Rendered {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_HEADING_ATTRIBUTES;
    let parser = Parser::new_ext(text.markdown, options);
    let mut events: Events<'_> = parser.into_offset_iter().collect();
    let title = text.needs_title.then(|| take_title(&mut events)).flatten();
    let mut writer = Writer {
        links,
        start: text.start,
        footnotes: footnotes(&events),
        taken: taken(&events),
        shift: shift(&events),
        level: 1,
        columns: Vec::new(),
        column: 0,
        is_head: false,
        mistakes: Vec::new(),
    };
    let written = writer.write(&events);
    let mut html = String::new();
    push_html(&mut html, written.into_iter());
    Rendered {
        title,
        html,
        mistakes: writer.mistakes,
    }
}

/// Takes the first heading of the first level out of the text.
fn take_title(events: &mut Events<'_>) -> Option<String> {
    let is_title = |event: &Event<'_>| {
        matches!(
            event,
            Event::Start(Tag::Heading {
                level: HeadingLevel::H1,
                ..
            })
        )
    };
    let from = events.iter().position(|(event, _)| is_title(event))?;
    let length = inner(events.get(from + 1..)?).len();
    let title = plain(events.get(from + 1..from + 1 + length)?);
    events.drain(from..from + length + 2);
    Some(title).filter(|title| !title.is_empty())
}

/// The events up to the end of the element that they begin in.
fn inner<'e, 'a>(events: &'e [(Event<'a>, Range<usize>)]) -> &'e [(Event<'a>, Range<usize>)] {
    let mut depth = 0_usize;
    let end = events.iter().position(|(event, _)| match event {
        Event::Start(_) => {
            depth += 1;
            false
        }
        Event::End(_) if depth == 0 => true,
        Event::End(_) => {
            depth -= 1;
            false
        }
        _ => false,
    });
    events
        .get(..end.unwrap_or(events.len()))
        .unwrap_or_default()
}

/// The words of some markup.
fn plain(events: &[(Event<'_>, Range<usize>)]) -> String {
    let mut text = String::new();
    for (event, _) in events {
        match event {
            Event::Text(words) | Event::Code(words) => text.push_str(words),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The number of each footnote, by its label, in the order in which the text refers to them.
fn footnotes<'a>(events: &Events<'a>) -> HashMap<CowStr<'a>, usize> {
    let mut numbers = HashMap::new();
    for (event, _) in events {
        if let Event::FootnoteReference(label) = event {
            let next = numbers.len() + 1;
            numbers.entry(label.clone()).or_insert(next);
        }
    }
    numbers
}

/// The ids that are no longer free for a heading without one.
fn taken(events: &Events<'_>) -> HashSet<String> {
    let mut taken: HashSet<String> = TAKEN.map(str::to_owned).into();
    for (event, _) in events {
        if let Event::Start(Tag::Heading { id: Some(id), .. }) = event {
            taken.insert(id.to_string());
        }
    }
    taken
}

/// How many levels headings sink, so that the highest of them is of the second.
fn shift(events: &Events<'_>) -> i8 {
    let levels = events.iter().filter_map(|(event, _)| match event {
        Event::Start(Tag::Heading { level, .. }) => Some(number(*level)),
        _ => None,
    });
    2 - levels.min().unwrap_or(2)
}

fn number(level: HeadingLevel) -> i8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

fn heading_level(number: i8) -> HeadingLevel {
    match number {
        ..=1 => HeadingLevel::H1,
        2 => HeadingLevel::H2,
        3 => HeadingLevel::H3,
        4 => HeadingLevel::H4,
        5 => HeadingLevel::H5,
        6.. => HeadingLevel::H6,
    }
}

/// What depends on what came before.
struct Writer<'l, 'a> {
    links: &'l Resolve<'l>,
    start: usize,
    footnotes: HashMap<CowStr<'a>, usize>,
    taken: HashSet<String>,
    shift: i8,
    /// The level of the last heading.
    level: i8,
    columns: Vec<Alignment>,
    column: usize,
    is_head: bool,
    mistakes: Vec<Mistake>,
}

impl<'a> Writer<'_, 'a> {
    fn write(&mut self, events: &[(Event<'a>, Range<usize>)]) -> Vec<Event<'a>> {
        let mut written = Vec::with_capacity(events.len());
        let mut at = 0;
        while let Some((event, span)) = events.get(at) {
            at += 1;
            let rest = events.get(at..).unwrap_or_default();
            match event {
                Event::Start(Tag::Image {
                    dest_url, title, ..
                }) => {
                    let inside = inner(rest);
                    at += inside.len() + 1;
                    let picture = self.picture(dest_url, &plain(inside), title, span);
                    written.push(markup(picture));
                }
                Event::Start(tag) => written.push(self.open(tag, span, rest)),
                Event::End(tag) => written.push(self.close(*tag)),
                Event::FootnoteReference(label) => {
                    let number = self.footnotes.get(label).copied().unwrap_or_default();
                    let link = format!("<sup><a href=\"#footnote-{number}\">{number}</a></sup>");
                    written.push(markup(link));
                }
                Event::HardBreak => written.push(markup("<br>\n".to_owned())),
                Event::Rule => written.push(block("<hr>\n".to_owned())),
                other => written.push(other.clone()),
            }
        }
        written
    }

    fn open(
        &mut self,
        tag: &Tag<'a>,
        span: &Range<usize>,
        rest: &[(Event<'a>, Range<usize>)],
    ) -> Event<'a> {
        match tag {
            Tag::Heading {
                level,
                id,
                classes,
                attrs,
            } => {
                // No level is skipped, whatever the text does.
                self.level = (number(*level) + self.shift).clamp(2, (self.level + 1).min(6));
                let id = match id {
                    Some(id) => id.clone(),
                    None => self.free_id(&plain(inner(rest))).into(),
                };
                Event::Start(Tag::Heading {
                    level: heading_level(self.level),
                    id: Some(id),
                    classes: classes.clone(),
                    attrs: attrs.clone(),
                })
            }
            Tag::Link {
                link_type,
                dest_url,
                title,
                id,
            } if *link_type != LinkType::Email => Event::Start(Tag::Link {
                link_type: *link_type,
                dest_url: self.resolve(dest_url, Use::Link, span).into(),
                title: title.clone(),
                id: id.clone(),
            }),
            // Both may scroll sideways, and what scrolls must be reachable with the keyboard (WCAG 2.1.1).
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',']).next(),
                    CodeBlockKind::Indented => None,
                };
                let class = match language.filter(|word| !word.is_empty()) {
                    Some(language) => format!(" class=\"language-{}\"", escaped(language)),
                    None => String::new(),
                };
                block(format!("<pre tabindex=\"0\"><code{class}>"))
            }
            Tag::Table(columns) => {
                self.columns.clone_from(columns);
                block("<table tabindex=\"0\">\n".to_owned())
            }
            Tag::TableHead | Tag::TableRow => {
                self.is_head = matches!(tag, Tag::TableHead);
                self.column = 0;
                Event::Start(tag.clone())
            }
            // The library would write an inline style, which the page's policy forbids.
            Tag::TableCell => {
                let class = match self.columns.get(self.column) {
                    Some(Alignment::Right) => " class=\"align-end\"",
                    Some(Alignment::Center) => " class=\"align-center\"",
                    _ => "",
                };
                self.column += 1;
                let name = self.cell();
                markup(format!("<{name}{class}>"))
            }
            Tag::FootnoteDefinition(label) => {
                let next = self.footnotes.len() + 1;
                let number = *self.footnotes.entry(label.clone()).or_insert(next);
                block(format!(
                    "<div class=\"footnote\" id=\"footnote-{number}\"><sup>{number}</sup>\n"
                ))
            }
            other => Event::Start(other.clone()),
        }
    }

    fn close(&self, tag: TagEnd) -> Event<'a> {
        match tag {
            TagEnd::Heading(_) => Event::End(TagEnd::Heading(heading_level(self.level))),
            TagEnd::CodeBlock => block("</code></pre>\n".to_owned()),
            TagEnd::TableCell => markup(format!("</{}>", self.cell())),
            TagEnd::FootnoteDefinition => block("</div>\n".to_owned()),
            other => Event::End(other),
        }
    }

    fn cell(&self) -> &'static str {
        if self.is_head { "th" } else { "td" }
    }

    fn picture(
        &mut self,
        address: &str,
        alternative: &str,
        title: &str,
        span: &Range<usize>,
    ) -> String {
        let address = self.resolve(address, Use::Picture, span);
        let title = match title {
            "" => String::new(),
            title => format!(" title=\"{}\"", escaped(title)),
        };
        format!(
            "<img src=\"{}\" alt=\"{}\"{title} loading=\"lazy\">",
            escaped(&address),
            escaped(alternative)
        )
    }

    fn resolve(&mut self, link: &str, usage: Use, span: &Range<usize>) -> String {
        match (self.links)(link, usage) {
            Ok(link) => link,
            Err((message, hint)) => {
                let span = self.start + span.start..self.start + span.end;
                self.mistakes.push(Mistake::new(span, message).hint(hint));
                String::new()
            }
        }
    }

    /// An id out of the words of a heading; each once.
    fn free_id(&mut self, words: &str) -> String {
        let slug = match slug::slugify(words) {
            slug if slug.is_empty() || slug.starts_with("footnote-") => format!("section-{slug}"),
            slug => slug,
        };
        let slug = slug.trim_end_matches('-');
        let mut id = slug.to_owned();
        let mut number = 1;
        while !self.taken.insert(id.clone()) {
            number += 1;
            id = format!("{slug}-{number}");
        }
        id
    }
}

fn markup<'a>(html: String) -> Event<'a> {
    Event::InlineHtml(html.into())
}

fn block<'a>(html: String) -> Event<'a> {
    Event::Html(html.into())
}

/// Text as an attribute may hold it.
fn escaped(text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('"', "&quot;");
    text.replace('<', "&lt;").replace('>', "&gt;")
}
