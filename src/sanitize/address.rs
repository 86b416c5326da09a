//! URLs for a page: absolute, of a harmless scheme, without user name or password, and valid in the eyes of a checker.

use url::Url;

use crate::{
    feed::{LONGEST_ADDRESS, has_possible_host},
    sanitize::{Base, policy, values},
};

/// More candidates than any real image has; each is kept for every page that shows the entry.
const MOST_CANDIDATES: usize = 32;

/// The base of an entry, if it is a URL of the web.
pub(super) fn base(base: &str) -> Option<Url> {
    Url::parse(base).ok().filter(is_web)
}

/// A URL to follow: http, https or mailto.
pub(super) fn link(value: &str, base: Base<'_>) -> Option<String> {
    resolve(value, base).map(tidy)
}

/// A URL to load or to cite: http or https. Without a value there is nothing to load, whatever the base is.
pub(super) fn media(value: &str, base: Base<'_>) -> Option<String> {
    web(value, base).map(tidy)
}

/// As [`media`], for whoever needs its parts.
pub(super) fn web(value: &str, base: Base<'_>) -> Option<Url> {
    resolve(value, base).filter(|url| is_web(url) && !value.trim().is_empty())
}

/// The URL as it is printed.
pub(super) fn tidy(mut url: Url) -> String {
    if is_web(&url) && (!url.username().is_empty() || url.password().is_some()) {
        // Neither fails for a URL with a host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
    }
    let text = url.as_str();
    // The brackets of an IPv6 host stay; the `url` crate has already checked everything up to the path.
    let (origin, rest) = text.split_at(if url.has_host() {
        text.len() - after_host(&url)
    } else {
        0
    });
    let mut out = String::with_capacity(text.len());
    out.push_str(origin);
    let mut fragments = 0;
    for (at, character) in rest.char_indices() {
        fragments += usize::from(character == '#');
        let is_stray_percent = character == '%'
            && !rest
                .get(at + 1..at + 3)
                .is_some_and(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        match character {
            '%' if is_stray_percent => out.push_str("%25"),
            '#' if fragments > 1 => out.push_str("%23"),
            '"' => out.push_str("%22"),
            '<' => out.push_str("%3C"),
            '>' => out.push_str("%3E"),
            '[' => out.push_str("%5B"),
            '\\' => out.push_str("%5C"),
            ']' => out.push_str("%5D"),
            '^' => out.push_str("%5E"),
            '`' => out.push_str("%60"),
            '{' => out.push_str("%7B"),
            '|' => out.push_str("%7C"),
            '}' => out.push_str("%7D"),
            ' ' => out.push_str("%20"),
            character => out.push(character),
        }
    }
    out
}

/// A `srcset` all of whose candidates are good, and whether it tells widths (and so needs `sizes`).
pub(super) fn srcset(value: &str, base: Base<'_>) -> Option<(String, bool)> {
    let mut candidates: Vec<(String, String)> = Vec::new();
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            break;
        }
        let (url, after) = rest.split_at(
            rest.find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(rest.len()),
        );
        let (descriptor, after) = if url.ends_with(',') {
            ("", after)
        } else {
            after.split_once(',').unwrap_or((after, ""))
        };
        rest = after;
        let mut url = media(url.trim_end_matches(','), base)?;
        if url.ends_with(',') {
            url.truncate(url.trim_end_matches(',').len());
        }
        let descriptor = descriptor.trim();
        let is_known = match descriptor.split_at_checked(descriptor.len().saturating_sub(1)) {
            None | Some(("", "")) => true,
            Some((number, "w")) => {
                number.parse().is_ok_and(|width: u32| width > 0) && !number.starts_with(['0', '+'])
            }
            Some((number, "x")) => {
                values::is_number(number) && number.parse().is_ok_and(|density: f64| density > 0.0)
            }
            Some(_) => false,
        };
        if !is_known || candidates.len() >= MOST_CANDIDATES {
            return None;
        }
        let descriptor = if descriptor.is_empty() {
            "1x"
        } else {
            descriptor
        };
        if !candidates.iter().any(|(_, known)| known == descriptor) {
            candidates.push((url, descriptor.to_owned()));
        }
    }
    let widths = candidates
        .iter()
        .filter(|(_, descriptor)| descriptor.ends_with('w'))
        .count();
    if candidates.is_empty() || (widths != 0 && widths != candidates.len()) {
        return None;
    }
    let list: Vec<String> = candidates
        .iter()
        .map(|(url, descriptor)| format!("{url} {descriptor}"))
        .collect();
    Some((list.join(", "), widths > 0))
}

fn resolve(value: &str, base: Base<'_>) -> Option<Url> {
    if value.len() > LONGEST_ADDRESS || !has_possible_host(value) {
        return None;
    }
    let url = Url::options().base_url(base).parse(value).ok()?;
    policy::SCHEMES.contains(&url.scheme()).then_some(url)
}

fn is_web(url: &Url) -> bool {
    matches!(url.scheme(), "http" | "https")
}

/// How many bytes follow the host and port.
fn after_host(url: &Url) -> usize {
    let part = |text: Option<&str>| text.map_or(0, |text| text.len() + 1);
    url.path().len() + part(url.query()) + part(url.fragment())
}
