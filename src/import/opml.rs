//! OPML 1.0, 1.1 and 2.0 (<http://opml.org/spec2.opml>): outlines with an `xmlUrl` are feeds, those around them groups.

use crate::import::{
    ImportError, Place, comments,
    model::{Draft, Feed, data},
    source::Source,
    venus,
    xml::{self, Document, Element},
};

/// Attributes that are carried over.
const CARRIED: [&str; 8] = [
    "text", "title", "type", "xmlUrl", "htmlUrl", "url", "language", "category",
];

/// Attributes of OPML that planet.toml has no place for, and why it needs none.
const NEEDLESS: [(&str, &str); 6] = [
    ("description", "planet shows what the feed says of itself"),
    ("version", "planet sees by itself of which format a feed is"),
    (
        "created",
        "planet remembers by itself since when it follows a feed",
    ),
    ("isDown", "planet sees by itself whether a feed answers"),
    ("isComment", "it is about editing the outline"),
    ("isBreakpoint", "it is about editing the outline"),
];

/// How many groups around a feed are carried over, and how many characters of their names: every feed within has a copy.
const MOST_GROUPS: usize = 10;
const LONGEST_NAME: usize = 500;

/// Reads the feeds, the title and the owner.
pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let document = document(source)?;
    if let Some(head) = document.root.child("head") {
        read_head(source, head, draft);
    }
    read_feeds(source, &document, draft);
    Ok(())
}

/// Reads the feeds alone.
pub(crate) fn feeds(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let document = document(source)?;
    read_feeds(source, &document, draft);
    Ok(())
}

fn document(source: &Source) -> Result<Document, ImportError> {
    xml::parse(&source.text).map_err(|(line, message)| {
        ImportError::at(&source.place(line), message)
            .hint("is the file complete? nothing is imported from a part of it")
    })
}

fn read_head(source: &Source, head: &Element, draft: &mut Draft) {
    for element in &head.children {
        let place = source.place(element.line);
        let value = element.text.as_str();
        let named = format!("`<{}>`", element.name);
        let mut set = |table, key| {
            draft.set((table, key), value.into(), &named, &place);
        };
        match element.name.to_lowercase().as_str() {
            _ if value.is_empty() => {}
            "title" => set("", "title"),
            "ownername" => set("owner", "name"),
            "owneremail" => set("owner", "email"),
            "ownerid" => set("owner", "url"),
            "datecreated" | "datemodified" | "docs" => {
                draft.remark(&place, format!("{named} is about the list itself"), None);
            }
            "expansionstate" | "vertscrollstate" | "windowtop" | "windowleft" | "windowbottom"
            | "windowright" => {
                draft.remark(
                    &place,
                    format!("{named} is about editing the outline"),
                    None,
                );
            }
            _ => draft.lost(&place, format!("{named} is not carried over"), None),
        }
    }
}

fn read_feeds(source: &Source, document: &Document, draft: &mut Draft) {
    for (line, is_loss, message) in &document.faults {
        let place = source.place(*line);
        if *is_loss {
            draft.lost(&place, message.clone(), None);
        } else {
            draft.remark(&place, message.clone(), None);
        }
    }
    // Those before OPML 2.0 are written by programs that escape names twice, Planet 2.0 and Venus among them.
    let is_twice = document
        .root
        .get("version")
        .is_none_or(|version| version.starts_with('1'));
    let reader = Reader { source, is_twice };
    let words = comments::lines(&document.root.comments);
    comments::append(&mut draft.head, words);
    reader.walk(&document.root, &[], draft);
    let tail = reader.comments(&document.tail, draft);
    draft.tail.extend(tail);
}

struct Reader<'a> {
    source: &'a Source,
    is_twice: bool,
}

impl Reader<'_> {
    /// Reads what lies in an element, under the names of the groups around it.
    fn walk(&self, element: &Element, groups: &[&str], draft: &mut Draft) {
        for child in &element.children {
            if child.is("head") {
                comments::append(&mut draft.head, comments::lines(&child.comments));
                continue;
            }
            let words = self.comments(&child.comments, draft);
            if !child.is("outline") {
                comments::append(&mut draft.head, words);
                self.walk(child, groups, draft);
                continue;
            }
            let place = self.source.place(child.line);
            let label = label(child);
            let url = child.get("xmlUrl").map(str::trim).unwrap_or_default();
            if !url.is_empty() {
                let feed = self.feed(child, words, groups, draft);
                draft.feeds.push(feed);
                self.walk(child, groups, draft);
            } else if !child.children.is_empty() {
                let inner = within(groups, label, &place, draft);
                group(child, &place, draft);
                let first = draft.feeds.len();
                self.walk(child, &inner, draft);
                if let Some(feed) = draft.feeds.get_mut(first) {
                    let own = std::mem::replace(&mut feed.comments, words);
                    comments::append(&mut feed.comments, own);
                }
            } else {
                comments::append(&mut draft.head, words);
                let is_list = child.get("url").is_some();
                let what = if is_list {
                    "names another list or page"
                } else {
                    "names no feed"
                };
                let hint = is_list.then_some("if it is a list, download it and import it, too");
                draft.lost(
                    &place,
                    format!("the outline `{label}` {what}, so it is left out"),
                    hint,
                );
            }
        }
    }

    fn feed(
        &self,
        outline: &Element,
        words: Vec<String>,
        groups: &[&str],
        draft: &mut Draft,
    ) -> Feed {
        let place = self.source.place(outline.line);
        let label = label(outline);
        let name = if self.is_twice {
            venus::name(label)
        } else {
            label.to_owned()
        };
        let url = outline.get("xmlUrl").unwrap_or_default();
        let mut feed = Feed::new(place.clone(), &name, url);
        feed.comments = words;
        if let Some((group, within)) = groups.split_first() {
            draft.set_feed(&mut feed, "group", (*group).into(), "the group", &place);
            for tag in within {
                feed.add_tag(tag);
            }
            if !within.is_empty() {
                let message =
                    "groups have no groups within in planet: the inner ones have become tags";
                draft.remark(&place, message, None);
            }
        }
        // `url` is where a link leads, which some write for the home page of a feed.
        let mut homes = ["htmlUrl", "url"]
            .iter()
            .filter_map(|name| Some((name, outline.get(name)?.trim())))
            .filter(|(_, home)| !home.is_empty() && *home != url);
        if let Some((name, home)) = homes.next() {
            draft.set_feed(&mut feed, "home", home.into(), &format!("`{name}`"), &place);
            if homes.any(|(_, other)| other != home) {
                let message = "`url` beside `htmlUrl` is left out: a feed has one home page";
                draft.lost(&place, message, None);
            }
        }
        let categories = outline.get("category").unwrap_or_default();
        for tag in categories.split(',').map(|tag| {
            tag.trim_start_matches(|c: char| c == '/' || c.is_whitespace())
                .trim_end()
        }) {
            if !tag.is_empty() {
                feed.add_tag(tag);
            }
        }
        if let Some(language) = outline.get("language").filter(|tag| !tag.trim().is_empty()) {
            draft.set_feed(
                &mut feed,
                "language",
                language.trim().into(),
                "`language`",
                &place,
            );
        }
        others(outline, &mut feed, &place, draft);
        feed
    }

    /// The words among comments; outlines among them are feeds that somebody has switched off.
    fn comments(&self, all: &[comments::Comment], draft: &mut Draft) -> Vec<String> {
        let mut words = Vec::new();
        for paragraph in comments::paragraphs(all) {
            let text: Vec<&str> = paragraph
                .iter()
                .map(|comment| comment.text.as_str())
                .collect();
            let text = text.join("\n");
            let inner = xml::parse(&text)
                .ok()
                .filter(|_| text.starts_with("<outline"));
            let Some(inner) = inner else {
                comments::append(&mut words, comments::lines(&paragraph));
                continue;
            };
            let before = draft.feeds.len();
            let first = paragraph.first().map_or(1, |comment| comment.line);
            let root = if inner.root.is("outline") {
                Element {
                    children: vec![inner.root],
                    ..Element::default()
                }
            } else {
                inner.root
            };
            self.walk(&shifted(root, first - 1), &[], draft);
            for feed in draft.feeds.iter_mut().skip(before) {
                feed.off.get_or_insert_default();
            }
        }
        words
    }
}

/// The element with its lines counted from those of a comment.
fn shifted(mut element: Element, by: usize) -> Element {
    element.line += by;
    let children = element.children.into_iter();
    element.children = children.map(|child| shifted(child, by)).collect();
    element
}

/// What an outline is called.
fn label(outline: &Element) -> &str {
    let names = ["text", "title"]
        .iter()
        .filter_map(|name| outline.get(name));
    names
        .map(str::trim)
        .find(|name| !name.is_empty())
        .unwrap_or_default()
}

/// The names of the groups with that of one more.
fn within<'a>(
    groups: &[&'a str],
    label: &'a str,
    place: &Place,
    draft: &mut Draft,
) -> Vec<&'a str> {
    let mut groups = groups.to_vec();
    let name = beginning(label);
    if groups.len() == MOST_GROUPS {
        let message = format!("a group within {MOST_GROUPS} others is left out; its feeds are not");
        draft.lost(place, message, None);
    } else if !name.is_empty() {
        groups.push(name);
        if name.len() < label.len() {
            let message = format!("the name of this group is cut to {LONGEST_NAME} characters");
            draft.lost(place, message, None);
        }
    }
    groups
}

fn beginning(label: &str) -> &str {
    let end = label.char_indices().nth(LONGEST_NAME);
    end.and_then(|(end, _)| label.get(..end)).unwrap_or(label)
}

/// Says what a group has besides its name.
fn group(group: &Element, place: &Place, draft: &mut Draft) {
    let label = beginning(label(group));
    for (name, value) in &group.attributes {
        let is_name = ["text", "title", "type"]
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name));
        if !is_name && !value.trim().is_empty() {
            let message = format!("`{name}` of the group `{label}` is not carried over");
            draft.lost(place, message, None);
        }
    }
}

/// Attributes that are no keys of planet.toml: those of OPML are told, any other is data for the theme.
fn others(outline: &Element, feed: &mut Feed, place: &Place, draft: &mut Draft) {
    let title = outline.get("title").unwrap_or_default().trim();
    if !title.is_empty() && title != label(outline) {
        let message =
            "`title` where it is not `text` is left out: planet shows what the feed says of itself";
        draft.remark(place, message, None);
    }
    for (name, value) in &outline.attributes {
        let is = |known: &str| known.eq_ignore_ascii_case(name);
        if value.trim().is_empty() || CARRIED.iter().any(|known| is(known)) {
            continue;
        }
        match NEEDLESS.iter().find(|(known, _)| is(known)) {
            Some((known, why)) => {
                draft.remark(place, format!("`{known}` is not needed: {why}"), None);
            }
            None => feed.put_extra(name, data(value.trim())),
        }
    }
}
