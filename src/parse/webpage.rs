//! What came when no feed came: a web page (and the feeds it advertises), or something else.

use url::Url;

use crate::{
    error::{Problem, ProblemKind},
    parse::{
        tolerant::{
            names,
            tokens::{Start, Token, Tokens, attributes},
        },
        values,
    },
};

/// How much of a page is looked at: its head is at the beginning.
const MAX_HEAD: usize = 512 * 1024;
/// How many feeds are named.
const MAX_NAMED: usize = 3;

/// The problem of a document without a feed in it.
pub(super) fn problem(text: &str, url: Option<&str>) -> Problem {
    let head = text
        .get(..text.floor_char_boundary(MAX_HEAD))
        .unwrap_or(text);
    let mut base = url.and_then(|url| Url::parse(url).ok());
    let mut tokens = Tokens::new(head);
    let mut page = false;
    let mut root = None;
    let mut feeds: Vec<String> = Vec::new();
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Doctype(_, doctype) => page |= doctype.to_ascii_lowercase().contains("html"),
            Token::Start(_, start) => {
                let name = start.name.to_ascii_lowercase();
                // OPML, for one, has a head and a body too.
                let fragment =
                    root.is_none_or(|root: &str| root.eq_ignore_ascii_case(&name)) || page;
                root = root.or(Some(start.name));
                page |= name == "html" || (fragment && matches!(name.as_str(), "head" | "body"));
                match name.as_str() {
                    "base" => {
                        let href = value(&start, "href");
                        base = href
                            .and_then(|href| {
                                base.as_ref()
                                    .map_or_else(|| Url::parse(&href), |base| base.join(&href))
                                    .ok()
                            })
                            .or(base);
                    }
                    "link" if feeds.len() < MAX_NAMED => {
                        let feed = advertised(&start)
                            .and_then(|href| values::resolve(&href, base.as_ref()));
                        feeds.extend(feed.filter(|feed| !feeds.contains(feed)));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
    if !page {
        return Problem::new(
            ProblemKind::NotAFeed,
            "the document is neither a feed nor a web page",
        );
    }
    let message = if feeds.is_empty() {
        "a web page came instead of a feed".to_owned()
    } else {
        let named: Vec<String> = feeds.iter().map(|feed| format!("<{feed}>")).collect();
        format!(
            "a web page came instead of a feed; it advertises {}",
            named.join(", ")
        )
    };
    Problem::new(ProblemKind::WebPage, message)
}

/// The address of the feed that a `link` element advertises.
fn advertised(start: &Start<'_>) -> Option<String> {
    let rel = value(start, "rel")?;
    if !rel
        .split_ascii_whitespace()
        .any(|word| word.eq_ignore_ascii_case("alternate"))
    {
        return None;
    }
    let media_type = value(start, "type")?.to_ascii_lowercase();
    let feed = [
        "rss",
        "atom",
        "rdf",
        "feed+json",
        "text/xml",
        "application/xml",
    ];
    feed.iter()
        .any(|kind| media_type.contains(kind))
        .then(|| value(start, "href"))?
}

fn value(start: &Start<'_>, name: &str) -> Option<String> {
    let (_, value) = attributes(start.attributes)
        .find(|(found, _)| names::local(found).eq_ignore_ascii_case(name))?;
    let (value, _) = crate::parse::tolerant::decode_plain(value);
    Some(value.trim().to_owned())
}
