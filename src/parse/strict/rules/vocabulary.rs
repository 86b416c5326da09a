//! The list itself: which elements and attributes may stand where, and which text they may hold.

use url::Url;

use crate::parse::{
    strict::rules::Format,
    tolerant::{
        names::{self, Ns},
        tokens::attributes,
    },
};

/// What may stand inside an element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Inside {
    /// `rss`: one channel.
    Rss,
    /// The fields of a feed.
    Feed,
    /// The fields of an entry.
    Entry,
    /// The parts of an Atom person.
    Person,
    /// The parts of an RSS image.
    Image,
    /// Text that means something.
    Leaf(Text),
    /// Nothing that either reader looks at.
    Ignored,
}

/// What the text of a leaf must be like for the two readers to agree.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Text {
    Any,
    /// No e-mail address: feed-rs takes them apart differently, or panics.
    Name,
    /// A whole number.
    Number,
    /// Nothing: all is said in attributes.
    Empty,
    /// A period, a frequency of the syndication module.
    Period,
    Frequency,
}

/// The namespaces of prefixed elements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Space {
    Core,
    Atom,
    Content,
    Dc,
    Syndication,
    /// Unknown to both readers.
    Foreign,
    /// Known to one of them, or in an unusual spelling: not to be used.
    Refused,
}

/// What an element is in this place, and its mark if it may stand there only once; `None` when it is not allowed.
pub(super) fn rule(
    format: Format,
    parent: Inside,
    space: Space,
    local: &str,
) -> Option<(Inside, Option<u32>)> {
    if space == Space::Foreign {
        // In the midst of a text: feed-rs takes the text before it, the tolerant reader all of it.
        return (!matches!(parent, Inside::Leaf(_))).then_some((Inside::Ignored, None));
    }
    let many = |text: Text| Some((Inside::Leaf(text), None));
    let once = |text: Text| Some((Inside::Leaf(text), Some(bit(local))));
    match (format, parent, space, local) {
        (Format::Rss, Inside::Rss, Space::Core, "channel") => Some((Inside::Feed, Some(1))),
        (Format::Rss, Inside::Feed, Space::Core, local) => match local {
            "title" | "description" | "language" | "copyright" | "generator" | "pubDate"
            | "lastBuildDate" => once(Text::Any),
            "ttl" => once(Text::Number),
            "link" | "category" => many(Text::Any),
            "image" => Some((Inside::Image, Some(bit("image")))),
            "item" => Some((Inside::Entry, None)),
            // `site` and `post-id` are WordPress.com's, in a default namespace of their own.
            "docs" | "cloud" | "skipHours" | "skipDays" | "site" => Some((Inside::Ignored, None)),
            _ => None,
        },
        (Format::Rss, Inside::Feed, Space::Atom, "link") => many(Text::Empty),
        (Format::Rss, Inside::Feed, Space::Syndication, "updatePeriod") => once(Text::Period),
        (Format::Rss, Inside::Feed, Space::Syndication, "updateFrequency") => once(Text::Frequency),
        (Format::Rss, Inside::Feed, Space::Syndication, "updateBase") => {
            Some((Inside::Ignored, None))
        }
        (Format::Rss, Inside::Entry, Space::Core, local) => match local {
            "title" | "description" | "guid" | "comments" => once(Text::Any),
            "pubDate" => Some((Inside::Leaf(Text::Any), Some(bit("date")))),
            "link" | "category" => many(Text::Any),
            "author" => many(Text::Name),
            "enclosure" => many(Text::Empty),
            "post-id" => Some((Inside::Ignored, None)),
            _ => None,
        },
        (Format::Rss, Inside::Entry, Space::Dc, "creator") => many(Text::Name),
        (Format::Rss, Inside::Entry, Space::Content, "encoded")
        | (Format::Rss, Inside::Entry, Space::Dc, "date")
        | (
            Format::Rss,
            Inside::Image,
            Space::Core,
            "url" | "title" | "link" | "width" | "height" | "description",
        )
        | (Format::Atom, Inside::Feed, Space::Core, "subtitle" | "generator" | "icon" | "logo")
        | (Format::Atom, Inside::Entry, Space::Core, "published" | "summary" | "content")
        | (
            Format::Atom,
            Inside::Feed | Inside::Entry,
            Space::Core,
            "id" | "title" | "updated" | "rights",
        )
        | (Format::Atom, Inside::Person, Space::Core, "uri" | "email") => once(Text::Any),
        (Format::Atom, Inside::Feed | Inside::Entry, Space::Core, "link" | "category") => {
            many(Text::Empty)
        }
        (Format::Atom, Inside::Feed | Inside::Entry, Space::Core, "author" | "contributor") => {
            Some((Inside::Person, None))
        }
        (Format::Atom, Inside::Feed, Space::Core, "entry") => Some((Inside::Entry, None)),
        (Format::Atom, Inside::Person, Space::Core, "name") => once(Text::Name),
        _ => None,
    }
}

/// The namespace that a declaration means, if it is spelled as feed-rs wants it or unknown to both readers.
pub(super) fn space(uri: &str) -> Space {
    match uri {
        "http://www.w3.org/2005/Atom" => Space::Atom,
        "http://purl.org/rss/1.0/modules/content/" => Space::Content,
        "http://purl.org/dc/elements/1.1/" => Space::Dc,
        "http://purl.org/rss/1.0/modules/syndication/" => Space::Syndication,
        // feed-rs makes links of its comment feeds, which the mapping leaves out again.
        "http://wellformedweb.org/CommentAPI/" => Space::Foreign,
        "https://podcastindex.org/namespace/1.0" => Space::Refused,
        _ if names::namespace(uri) == Ns::Unknown => Space::Foreign,
        _ => Space::Refused,
    }
}

/// The mark of a field.
pub(super) fn bit(local: &str) -> u32 {
    const FIELDS: [&str; 30] = [
        "title",
        "description",
        "language",
        "copyright",
        "generator",
        "pubDate",
        "lastBuildDate",
        "ttl",
        "image",
        "guid",
        "comments",
        "date",
        "encoded",
        "url",
        "link",
        "width",
        "height",
        "updatePeriod",
        "updateFrequency",
        "subtitle",
        "icon",
        "logo",
        "id",
        "updated",
        "rights",
        "published",
        "summary",
        "content",
        "name",
        "uri",
    ];
    FIELDS
        .iter()
        .zip(0..)
        .find(|(field, _)| **field == local)
        .map_or(1 << 31, |(_, at)| 1 << at)
}

/// Whether all attributes are quoted and apart, without capitals that one reader would mind and the other not, and without
/// blanks around a value.
pub(super) fn are_wellformed(text: &str) -> bool {
    let mut rest = text.trim_ascii();
    while !rest.is_empty() {
        let Some((name, after)) = rest.split_once('=') else {
            return false;
        };
        let quote = match after.as_bytes().first() {
            Some(b'"') => '"',
            Some(b'\'') => '\'',
            _ => return false,
        };
        let Some((value, after)) = after.get(1..).and_then(|after| after.split_once(quote)) else {
            return false;
        };
        let named = !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b":_.-".contains(&byte));
        let plain = name == "isPermaLink"
            || !name.bytes().any(|byte| byte.is_ascii_uppercase())
            || name.starts_with("xmlns:");
        let apart = after.is_empty() || after.starts_with(|char: char| char.is_ascii_whitespace());
        if !named || !plain || !apart || value.trim() != value {
            return false;
        }
        rest = after.trim_ascii_start();
    }
    true
}

/// Whether the attributes of an element are those that both readers take the same way.
pub(super) fn allowed_attributes(
    format: Format,
    space: Space,
    local: &str,
    text: &str,
) -> Option<()> {
    let value = |wanted: &str| {
        attributes(text)
            .find(|(name, _)| *name == wanted)
            .map(|(_, value)| value)
    };
    let only = |allowed: &[&str]| attributes(text).all(|(name, _)| allowed.contains(&name));
    let allowed = match (format, local) {
        // In RSS the one kind of link says its address in its text, the other (Atom's) in an attribute.
        (Format::Rss, "link") if space == Space::Core => text.is_empty(),
        (_, "link") => {
            value("href").is_some_and(|href| !href.is_empty())
                && only(&["href", "rel", "type", "title", "hreflang", "length"])
        }
        (Format::Rss, "category") => only(&["domain"]),
        (Format::Atom, "category") => {
            value("term").is_some_and(|term| !term.is_empty()) && only(&["term", "scheme", "label"])
        }
        (Format::Rss, "guid") => only(&["isPermaLink"]),
        // feed-rs drops an enclosure whose address is not absolute.
        (Format::Rss, "enclosure") => {
            value("url").is_some_and(|url| Url::parse(url).is_ok())
                && value("type").is_none_or(is_plain_type)
                && only(&["url", "length", "type"])
        }
        (Format::Atom, "title" | "subtitle" | "rights" | "summary" | "content") => {
            only(&["type"]) && matches!(value("type"), None | Some("text" | "html"))
        }
        (Format::Atom, "generator") => only(&["uri", "version"]),
        _ => text.is_empty(),
    };
    allowed.then_some(())
}

/// A media type in the spelling that is its own normal form.
fn is_plain_type(media_type: &str) -> bool {
    let is_name = |part: &str| {
        let ends = part.starts_with(|char: char| char.is_ascii_alphanumeric())
            && part.ends_with(|char: char| char.is_ascii_alphanumeric());
        let plain =
            |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
        ends && part.bytes().all(plain)
    };
    media_type
        .split_once('/')
        .is_some_and(|(kind, subtype)| is_name(kind) && is_name(subtype))
}
