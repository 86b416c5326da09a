//! What came when no feed came: a web page (which kind it looks like, and the feeds it advertises), or something else.

mod look;
mod page;
mod signs;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use url::Url;

use crate::{
    error::{Problem, ProblemKind},
    parse::{
        Document, decode, is_for_readers, meant, values,
        webpage::{look::Look, page::Page},
    },
};

/// How every message about a page begins; also all that is said of it where more could give a secret away.
pub const WEB_PAGE: &str = "a web page came instead of a feed";

/// How many feeds are named.
const MAX_NAMED: usize = 3;

/// A feed that a web page advertises.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advertised {
    /// Its address.
    pub url: Url,
    /// What the page calls it; may be empty.
    pub title: String,
}

/// The problem of a document without a feed in it.
pub(super) fn problem(text: &str, url: Option<&str>) -> Problem {
    let Some(page) = Page::read(text) else {
        return Problem::new(
            ProblemKind::NotAFeed,
            "the document is neither a feed nor a web page",
        );
    };
    let url = url.and_then(|url| Url::parse(url).ok());
    let mut message = WEB_PAGE.to_owned();
    if let Some(look) = look::of(&page, url.as_ref()) {
        message.push_str("; it looks like ");
        message.push_str(look.words());
    }
    let feeds: Vec<String> = feeds(&page, url.as_ref())
        .into_iter()
        .take(MAX_NAMED)
        .map(|(feed, _)| match Url::parse(&feed) {
            Ok(_) => format!("<{feed}>"),
            Err(_) => format!("<{feed}> (relative to the page's address)"),
        })
        .collect();
    if !feeds.is_empty() {
        message.push_str("; it advertises ");
        message.push_str(&feeds.join(", "));
    }
    Problem::new(ProblemKind::WebPage, message)
}

/// The feeds that the page in `document` advertises, in its order; none where it is no page.
pub fn advertised(document: Document<'_>) -> Vec<Advertised> {
    let decoded = decode::decode(document.bytes, document.content_type);
    let url = document.url.and_then(|url| Url::parse(url).ok());
    let Some(page) = Page::read(&decoded.text) else {
        return Vec::new();
    };
    let feeds = feeds(&page, url.as_ref()).into_iter();
    feeds
        .filter_map(|(feed, title)| {
            Some(Advertised {
                url: Url::parse(&feed).ok()?,
                title: title.to_owned(),
            })
        })
        .collect()
}

/// What to do about a page, told by the message that [`problem`] wrote: the words are all that is remembered of it.
pub(super) fn way_out(message: &str) -> &'static str {
    let look = Look::ALL
        .into_iter()
        .find(|look| message.contains(look.words()));
    match look {
        Some(look) => look.way_out(),
        None if message.contains("it advertises") => "set `url` to a feed that the page names",
        None => "look for the feed's address on the page, or ask the blogger for it",
    }
}

/// The feeds on the web that the page names with their titles, absolute where its address is known, each once.
fn feeds<'a>(page: &'a Page, url: Option<&Url>) -> Vec<(String, &'a str)> {
    let base = page
        .base
        .as_deref()
        .and_then(|href| {
            url.map_or_else(|| Url::parse(href), |url| url.join(href))
                .ok()
        })
        .filter(|base| !base.cannot_be_a_base());
    let base = base.as_ref().or(url);
    let mut feeds: Vec<(String, &str)> = Vec::new();
    for link in &page.feeds {
        let href = if is_for_readers(&link.href) {
            Cow::Owned(meant(&link.href).address)
        } else {
            Cow::Borrowed(link.href.as_str())
        };
        let Some(feed) = values::resolve(&href, base) else {
            continue;
        };
        let is_web = |url: Url| matches!(url.scheme(), "http" | "https");
        if Url::parse(&feed).map_or(true, is_web) && feeds.iter().all(|(known, _)| *known != feed) {
            feeds.push((feed, &link.title));
        }
    }
    feeds
}
