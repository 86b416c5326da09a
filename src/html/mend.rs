//! What a browser takes for more than was meant: tags that are words, and frames that never end.
//!
//! People and programs that forget to escape write `Vec<int>` or `the <path> variable`. In the feeds of real sites, tags
//! without attributes whose name HTML does not have and which are never ended are always such. A browser shows nothing of
//! them, and sanitizers take some (`int`, `set`, `path` …) for stray SVG or `MathML` and drop all that follows.

use std::{borrow::Cow, collections::HashSet};

use crate::html::scan::{Construct, after_end_tag, construct};

/// The names of HTML's elements, obsolete ones and those of early drafts included, in byte order.
const ELEMENTS: [&str; 146] = [
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "bgsound",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "image",
    "img",
    "input",
    "ins",
    "isindex",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "menuitem",
    "meta",
    "meter",
    "multicol",
    "nav",
    "nextid",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "plaintext",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "spacer",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xml",
    "xmp",
];

/// Elements with names of their own inside, or with none at all.
const VERBATIM: [&str; 3] = ["math", "svg", "xmp"];

/// Tells the words among the tags of some markup.
pub(super) struct Words<'a> {
    markup: &'a str,
    /// The unknown names that have an end tag; looked for when first asked for, as hardly any markup needs it.
    ended: Option<HashSet<String>>,
}

impl<'a> Words<'a> {
    pub(super) fn of(markup: &'a str) -> Self {
        Self {
            markup,
            ended: None,
        }
    }

    /// Whether the tag `<name>` is a word.
    pub(super) fn has(&mut self, name: &str) -> bool {
        is_unknown(name)
            && !self
                .ended
                .get_or_insert_with(|| ended(self.markup))
                .contains(&name.to_ascii_lowercase())
    }
}

/// `markup` with the words among its tags escaped, without other tags that HTML does not have, and with an end to frames.
pub(crate) fn mend(markup: &str) -> Cow<'_, str> {
    let mut words = Words::of(markup);
    let mut out = String::new();
    let mut copied = 0;
    let mut rest = markup;
    let mut is_frame_open = false;
    while let Some(at) = rest.find('<') {
        let from_tag = rest.get(at..).unwrap_or_default();
        let (construct, after) = construct(from_tag);
        rest = after;
        let begin = markup.len() - from_tag.len();
        let end = markup.len() - after.len();
        // What is copied, up to where; what is put there; where copying goes on.
        let (to, instead, from) = match construct {
            Construct::Text(text) if text.len() > 1 => (begin, "&lt;", begin + 1),
            Construct::Tag {
                name,
                is_bare: true,
                is_end: false,
            } if words.has(name) => (begin, "&lt;", begin + 1),
            Construct::Tag { name, .. } if is_unknown(name) => (begin, "", end),
            Construct::Tag {
                name,
                is_end: false,
                ..
            } if name.eq_ignore_ascii_case("iframe") => {
                let stands_alone = markup
                    .get(begin..end)
                    .is_some_and(|tag| tag.ends_with("/>"));
                if !stands_alone
                    && !is_frame_open
                    && let Some(after) = after_end_tag(after, name)
                {
                    rest = after;
                    continue;
                }
                // Looked for in vain once, an end tag is not looked for again.
                is_frame_open |= !stands_alone;
                (end, "</iframe>", end)
            }
            Construct::Tag {
                name,
                is_end: false,
                ..
            } if VERBATIM
                .iter()
                .any(|verbatim| verbatim.eq_ignore_ascii_case(name)) =>
            {
                // What is never closed reaches to the end.
                rest = after_end_tag(after, name).unwrap_or_default();
                continue;
            }
            _ => continue,
        };
        out.push_str(markup.get(copied..to).unwrap_or_default());
        out.push_str(instead);
        copied = from;
    }
    if copied == 0 {
        return Cow::Borrowed(markup);
    }
    out.push_str(markup.get(copied..).unwrap_or_default());
    Cow::Owned(out)
}

/// Whether no element is called `name`. A name with a hyphen or colon is somebody's own element.
fn is_unknown(name: &str) -> bool {
    let lower_case = || name.bytes().map(|byte| byte.to_ascii_lowercase());
    name.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && ELEMENTS
            .binary_search_by(|known| known.bytes().cmp(lower_case()))
            .is_err()
}

/// The unknown names that `markup` has an end tag of.
fn ended(markup: &str) -> HashSet<String> {
    let mut names = HashSet::new();
    let mut rest = markup;
    while let Some(at) = rest.find('<') {
        let (construct, after) = construct(rest.get(at..).unwrap_or_default());
        rest = after;
        if let Construct::Tag {
            name, is_end: true, ..
        } = construct
            && is_unknown(name)
        {
            names.insert(name.to_ascii_lowercase());
        }
    }
    names
}
