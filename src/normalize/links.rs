//! Which link is the one that readers follow, and which addresses a page may link to at all.

use url::Url;

use crate::feed::{Link, has_possible_host};

/// The alternate link: the last that is a page (so other readers have it), else the last.
pub(super) fn alternate(links: &[Link]) -> Option<String> {
    let mut alternates = links
        .iter()
        .rev()
        .filter(|link| link.rel.eq_ignore_ascii_case("alternate") && may_be_linked(&link.href));
    let is_page = |link: &&Link| {
        link.media_type
            .as_deref()
            .is_none_or(|media_type| media_type.contains("html"))
    };
    let first = alternates.next()?;
    let chosen = if is_page(&first) {
        first
    } else {
        alternates.find(is_page).unwrap_or(first)
    };
    Some(chosen.href.clone())
}

/// Whether the address is a web page's.
pub(super) fn is_web(address: &str) -> bool {
    let starts = |scheme: &str| {
        address
            .get(..scheme.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    (starts("http://") || starts("https://")) && has_possible_host(address)
}

/// Whether a page may link to the address: the schemes that lead somewhere, and references without one.
fn may_be_linked(address: &str) -> bool {
    const SCHEMES: [&str; 8] = [
        "http", "https", "mailto", "ftp", "gemini", "gopher", "magnet", "xmpp",
    ];
    match Url::parse(address) {
        Ok(url) => SCHEMES.contains(&url.scheme()),
        Err(url::ParseError::RelativeUrlWithoutBase) => true,
        Err(_) => false,
    }
}

/// Whether the address runs nothing and carries nothing: anything but `javascript:`, `data:` and their like.
pub(super) fn is_harmless(address: &str) -> bool {
    match Url::parse(address) {
        Ok(url) => !matches!(
            url.scheme(),
            "javascript" | "data" | "vbscript" | "file" | "about" | "blob" | "view-source"
        ),
        Err(url::ParseError::RelativeUrlWithoutBase) => true,
        Err(_) => false,
    }
}

/// Whether two addresses are of one host, `www.` or not.
pub(super) fn same_host(one: &str, other: &str) -> bool {
    fn host(address: &str) -> Option<&str> {
        let (_, rest) = address.split_once("://")?;
        let host = rest.split(['/', '?', '#']).next()?;
        Some(host.strip_prefix("www.").unwrap_or(host))
    }
    host(one).is_some() && host(one) == host(other)
}
