//! What may stay of feed markup: the allow-list, applied by ammonia.
//!
//! It lets through a little more than a page may show (frames, obsolete elements, lazy-loading attributes), because
//! `shape` makes something better of it; `tree` knows the same list and writes nothing else.

use std::{
    collections::{HashMap, HashSet},
    sync::OnceLock,
};

use ammonia::{Builder, UrlRelative};

/// Elements that are read, in byte order, and what they become. `div` stands for everything that is only a box: sections and
/// landmarks without a name would be noise in the outline of a page that holds thirty entries.
const ELEMENTS: [(&str, &str); 88] = [
    ("a", "a"),
    ("abbr", "abbr"),
    ("acronym", "abbr"),
    ("address", "div"),
    ("article", "div"),
    ("aside", "div"),
    ("audio", "audio"),
    ("b", "b"),
    ("bdi", "bdi"),
    ("bdo", "bdo"),
    ("blockquote", "blockquote"),
    ("br", "br"),
    ("caption", "caption"),
    ("center", "div"),
    ("cite", "cite"),
    ("code", "code"),
    ("dd", "dd"),
    ("del", "del"),
    ("details", "details"),
    ("dfn", "dfn"),
    ("dialog", "div"),
    ("dir", "ul"),
    ("div", "div"),
    ("dl", "dl"),
    ("dt", "dt"),
    ("em", "em"),
    ("embed", "iframe"),
    ("fieldset", "div"),
    ("figcaption", "figcaption"),
    ("figure", "figure"),
    ("footer", "div"),
    ("form", "div"),
    ("h1", "h1"),
    ("h2", "h2"),
    ("h3", "h3"),
    ("h4", "h4"),
    ("h5", "h5"),
    ("h6", "h6"),
    ("header", "div"),
    ("hgroup", "div"),
    ("hr", "hr"),
    ("i", "i"),
    ("iframe", "iframe"),
    ("img", "img"),
    ("ins", "ins"),
    ("kbd", "kbd"),
    ("legend", "div"),
    ("li", "li"),
    ("listing", "pre"),
    ("main", "div"),
    ("mark", "mark"),
    ("menu", "ul"),
    ("nav", "div"),
    ("object", "object"),
    ("ol", "ol"),
    ("p", "p"),
    ("picture", "picture"),
    ("pre", "pre"),
    ("q", "q"),
    ("rp", "rp"),
    ("rt", "rt"),
    ("ruby", "ruby"),
    ("s", "s"),
    ("samp", "samp"),
    ("search", "div"),
    ("section", "div"),
    ("small", "small"),
    ("source", "source"),
    ("span", "span"),
    ("strike", "s"),
    ("strong", "strong"),
    ("sub", "sub"),
    ("summary", "summary"),
    ("sup", "sup"),
    ("table", "table"),
    ("tbody", "tbody"),
    ("td", "td"),
    ("tfoot", "tfoot"),
    ("th", "th"),
    ("thead", "thead"),
    ("time", "time"),
    ("tr", "tr"),
    ("tt", "code"),
    ("u", "u"),
    ("ul", "ul"),
    ("var", "var"),
    ("video", "video"),
    ("wbr", "wbr"),
];

/// Attributes that are read, with what they belong to; `*` stands for every element. Values are judged in `shape`.
const ATTRIBUTES: [(&str, &[&str]); 17] = [
    ("*", &["dir", "lang", "title"]),
    ("a", &["href"]),
    ("audio", &["src"]),
    ("blockquote", &["cite"]),
    ("del", &["cite", "datetime"]),
    ("details", &["open"]),
    ("embed", &["height", "src", "width"]),
    ("iframe", &["data-src", "height", "src", "width"]),
    (
        "img",
        &[
            "alt",
            "data-actualsrc",
            "data-lazy-src",
            "data-lazy-srcset",
            "data-original",
            "data-src",
            "data-srcset",
            "height",
            "src",
            "srcset",
            "width",
        ],
    ),
    ("ins", &["cite", "datetime"]),
    ("li", &["value"]),
    ("object", &["data", "height", "width"]),
    ("ol", &["reversed", "start", "type"]),
    ("q", &["cite"]),
    ("source", &["data-srcset", "media", "src", "srcset", "type"]),
    ("time", &["datetime"]),
    ("video", &["height", "poster", "src", "width"]),
];

/// Cells, kept apart because both kinds read the same.
const CELL_ATTRIBUTES: [&str; 3] = ["colspan", "rowspan", "scope"];

/// Elements that go with all they contain: code, other languages with their own rules (the known ways around sanitizers
/// lead through SVG and `MathML`), what browsers never show, and fallbacks that repeat what a lazy-loading image says.
const DROPPED: [&str; 15] = [
    "datalist", "frameset", "head", "math", "noembed", "noframes", "noscript", "script", "select",
    "style", "svg", "template", "textarea", "title", "xml",
];

/// Schemes a URL may have; relative ones are resolved in `shape`, which knows the base.
pub(super) const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// The safe part of `markup`, in html5ever's canonical serialization: every tag closed, every value quoted.
pub(super) fn clean(markup: &str) -> String {
    // One for all entries of all feeds: it knows no base URL, so nothing is built per entry.
    static BUILDER: OnceLock<Builder<'static>> = OnceLock::new();
    BUILDER.get_or_init(builder).clean(markup).to_string()
}

/// What the element `name` becomes, if it may stay.
pub(super) fn element(name: &str) -> Option<&'static str> {
    let at = ELEMENTS
        .binary_search_by_key(&name, |(read, _)| read)
        .ok()?;
    ELEMENTS.get(at).map(|(_, becomes)| *becomes)
}

/// The attribute called `name`, if any element may have it.
pub(super) fn attribute(name: &str) -> Option<&'static str> {
    let lists = ATTRIBUTES.iter().map(|(_, names)| *names);
    lists
        .chain([CELL_ATTRIBUTES.as_slice()])
        .flatten()
        .find(|known| **known == name)
        .copied()
}

fn builder() -> Builder<'static> {
    let mut attributes: HashMap<&str, HashSet<&str>> = ATTRIBUTES
        .iter()
        .map(|(element, names)| (*element, names.iter().copied().collect()))
        .collect();
    let generic = attributes.remove("*").unwrap_or_default();
    for cell in ["td", "th"] {
        attributes.insert(cell, HashSet::from(CELL_ATTRIBUTES));
    }
    let mut builder = Builder::empty();
    builder
        .tags(ELEMENTS.iter().map(|(name, _)| *name).collect())
        .clean_content_tags(HashSet::from(DROPPED))
        .generic_attributes(generic)
        .tag_attributes(attributes)
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(None)
        .strip_comments(true);
    builder
}
