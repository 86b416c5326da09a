//! What the written feeds have in common: unique ids, dates, and values checked against the grammars of the standards.
//!
//! A value that does not fit its grammar gives `None` and is left out; nothing is repaired here.

use std::{
    cmp::Reverse,
    collections::{HashMap, HashSet},
    sync::Arc,
};

use chrono::{DateTime, Datelike as _, SecondsFormat, Utc};

use crate::{
    render::xml,
    site::{EntryView, FeedView, Site, SiteInfo},
};

/// The date of a document that has nothing to date it by: a planet before its first entry. Never the time of the build,
/// so that the same state gives the same bytes.
pub(crate) const BEFORE_FIRST_ENTRY: DateTime<Utc> = DateTime::UNIX_EPOCH;

/// A feed that the site publishes: its newest entries, or those of a part of it.
#[derive(Debug, Clone, Copy)]
pub struct Syndicated<'a> {
    /// The planet.
    pub info: &'a SiteInfo,
    /// Title of the feed.
    pub title: &'a str,
    /// One sentence about it; may be empty.
    pub description: &'a str,
    /// The folder of its page, in which its files lie too, relative to the root of the site: empty, or `groups/rust/`.
    pub folder: &'a str,
    /// When something in it last changed (RFC 3339); `None` before the first entry.
    pub updated: Option<&'a str>,
    /// Its entries, newest first.
    pub entries: &'a [Arc<EntryView>],
}

impl<'a> Syndicated<'a> {
    /// The feed of the whole planet.
    pub fn of_site(site: &'a Site) -> Self {
        Self {
            info: &site.info,
            title: &site.info.title,
            description: &site.info.description,
            folder: "",
            updated: site.info.updated.as_deref(),
            entries: &site.newest,
        }
    }

    /// The address of its page.
    pub(crate) fn url(&self) -> String {
        format!("{}{}", self.info.base_url, self.folder)
    }

    /// The address of one of its files.
    pub(crate) fn file(&self, name: &str) -> String {
        format!("{}{}{name}", self.info.base_url, self.folder)
    }

    /// When something in it last changed.
    pub(crate) fn updated(&self) -> Option<DateTime<Utc>> {
        date(self.updated?)
    }
}

/// The ids of a feed's entries, in their order, each once: the entry's own id where `fits` says it can be kept, else the URL of
/// the entry's anchor on this site.
///
/// When several entries claim one id, the one that planet saw first keeps it, so that no feed takes an id from an entry that was
/// there before, whatever dates it states; of those that came at once it is the oldest.
pub(crate) fn ids(feed: &Syndicated<'_>, fits: fn(&str) -> bool) -> Vec<String> {
    let mut first: HashMap<&str, (i64, Reverse<usize>)> = HashMap::new();
    for (n, entry) in feed
        .entries
        .iter()
        .enumerate()
        .filter(|(_, entry)| fits(&entry.id))
    {
        let claim = (entry.first_seen, Reverse(n));
        let known = first.entry(&entry.id).or_insert(claim);
        *known = claim.min(*known);
    }
    let mut taken: HashSet<String> = first.keys().map(|id| (*id).to_owned()).collect();
    let each = feed.entries.iter().enumerate();
    let mut ids: Vec<String> = each
        .rev()
        .map(|(n, entry)| {
            let holder = first.get(entry.id.as_str());
            if holder.is_some_and(|(_, holder)| *holder == Reverse(n)) {
                return entry.id.clone();
            }
            let own = anchor_url(feed.info, entry);
            let mut id = own.clone();
            let mut number = 1;
            while !taken.insert(id.clone()) {
                number += 1;
                id = format!("{own}-{number}");
            }
            id
        })
        .collect();
    ids.reverse();
    ids
}

/// Whether a string can be an id as it is: not blank, and the same after any reader's trimming and cleaning.
pub(crate) fn is_plain_id(id: &str) -> bool {
    !id.is_empty() && id.trim() == id && id.chars().all(|c| xml::is_allowed(c) && !c.is_control())
}

/// Schemes of what is run or opened rather than named: an id is never followed, but stands where programs look for addresses.
const NO_NAMES: [&str; 7] = [
    "about",
    "blob",
    "data",
    "file",
    "filesystem",
    "javascript",
    "vbscript",
];

/// Whether a string is an absolute IRI (RFC 3987 §2.2, not in every detail), as `atom:id` has to be, and fit to be a name.
pub(crate) fn is_iri(id: &str) -> bool {
    let Some((scheme, rest)) = id.split_once(':') else {
        return false;
    };
    let is_web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let has_host = || {
        rest.strip_prefix("//")
            .is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/'))
    };
    scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && !NO_NAMES.iter().any(|no| scheme.eq_ignore_ascii_case(no))
        && scheme
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
        && !rest.is_empty()
        && (!is_web || has_host())
        && is_plain_id(id)
        && !id
            .chars()
            .any(|c| c.is_whitespace() || "<>\"{}|\\^`".contains(c))
}

/// The URL of an entry's anchor on this site: on the front page, where it first appears.
pub(crate) fn anchor_url(info: &SiteInfo, entry: &EntryView) -> String {
    format!("{}#{}", info.base_url, entry.anchor)
}

/// A path of this site, or a URL, as a URL.
pub(crate) fn absolute(info: &SiteInfo, path: &str) -> String {
    if !path.starts_with('/') {
        return path.to_owned();
    }
    let origin = info
        .base_url
        .strip_suffix(&info.path)
        .unwrap_or(&info.base_url);
    format!("{origin}{path}")
}

/// What identifies a feed in public: its own id, else its address, else its home page, else its page on this site.
pub(crate) fn feed_id(info: &SiteInfo, feed: &FeedView) -> String {
    let own = feed.own_id.as_ref().filter(|id| is_iri(id));
    match own.or(feed.url.as_ref()).or(feed.home.as_ref()) {
        Some(url) => url.clone(),
        None => absolute(info, &feed.page),
    }
}

/// The title that a feed gives itself, else the name that the planet gives it.
pub(crate) fn feed_title(feed: &FeedView) -> &str {
    feed.title
        .as_deref()
        .filter(|title| !xml::clean(title).trim().is_empty())
        .unwrap_or(&feed.name)
}

/// Reads a date of the site (RFC 3339). Years that XML Schema and RFC 822 cannot write give `None`.
pub(crate) fn date(text: &str) -> Option<DateTime<Utc>> {
    let date = DateTime::parse_from_rfc3339(text).ok()?.to_utc();
    (1..=9999).contains(&date.year()).then_some(date)
}

/// When something shown last changed.
pub(crate) fn updated(info: &SiteInfo) -> Option<DateTime<Utc>> {
    date(info.updated.as_deref()?)
}

/// The river date of an entry, which every entry has.
pub(crate) fn river_date(entry: &EntryView) -> DateTime<Utc> {
    date(&entry.date).unwrap_or(BEFORE_FIRST_ENTRY)
}

/// When the feed says the entry was published.
pub(crate) fn published(entry: &EntryView) -> Option<DateTime<Utc>> {
    date(entry.published.as_deref()?)
}

/// When the feed says the entry was last changed.
pub(crate) fn changed(entry: &EntryView) -> Option<DateTime<Utc>> {
    date(entry.updated.as_deref()?)
}

/// A date as RFC 3339 has it, in UTC, to the second.
pub(crate) fn rfc3339(date: DateTime<Utc>) -> String {
    date.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// A date as RFC 822 has it, with the four-digit year of RFC 2822, in GMT.
pub(crate) fn rfc822(date: DateTime<Utc>) -> String {
    date.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
}

/// A language tag as RFC 4287 and BCP 47 spell it: groups of one to eight letters or digits, the first of letters only.
pub(crate) fn language(tag: Option<&str>) -> Option<&str> {
    tag.filter(|tag| {
        tag.split('-').enumerate().all(|(position, part)| {
            (1..=8).contains(&part.len())
                && part
                    .chars()
                    .all(|c| c.is_ascii_alphabetic() || (position > 0 && c.is_ascii_alphanumeric()))
        })
    })
}

/// A media type that has both its halves.
pub(crate) fn media_type(value: &str) -> Option<&str> {
    let (kind, subtype) = value.split_once('/')?;
    let is_printable = value.chars().all(|c| c == ' ' || c.is_ascii_graphic());
    (!kind.is_empty() && !subtype.is_empty() && is_printable).then_some(value)
}

/// An e-mail address, as far as `atom:email` looks at it.
pub(crate) fn email(value: Option<&str>) -> Option<&str> {
    value.filter(|value| {
        !value.contains(|c: char| c.is_whitespace() || c.is_control())
            && value
                .split_once('@')
                .is_some_and(|(user, host)| !user.is_empty() && !host.is_empty())
    })
}

/// An absolute web address without spaces.
pub(crate) fn web_url(value: Option<&str>) -> Option<&str> {
    value.filter(|value| {
        let rest = value
            .strip_prefix("https://")
            .or_else(|| value.strip_prefix("http://"));
        rest.is_some_and(|rest| !rest.is_empty() && is_iri(value))
    })
}

#[cfg(test)]
mod tests {
    use super::{date, email, is_iri, language, media_type, rfc822, rfc3339, web_url};

    #[test]
    fn only_absolute_iris_are_kept_as_atom_ids() {
        for id in [
            "https://ana.example/2025/été",
            "tag:ana.example,2025:1",
            "urn:uuid:60a76c80-d399-11d9-b93C-0003939e0af6",
            "HTTP://ANA.EXAMPLE/?p=1",
        ] {
            assert!(is_iri(id), "{id}");
        }
        for id in [
            "",
            "1",
            "12:30",
            "post-1",
            "/2025/1",
            "a: b",
            "x:",
            "c:\\x",
            "http:/x",
            "http:///x",
            " tag:x,1:1",
            "tag:\u{1}",
            "tag:\u{FFFE}",
            "a<b:c",
            "été:x",
            "javascript:alert(1)",
            "JavaScript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
        ] {
            assert!(!is_iri(id), "{id}");
        }
    }

    #[test]
    fn dates_that_cannot_be_written_are_left_out() {
        let summer = date("2025-07-01T01:02:03.9+02:00").unwrap();
        assert_eq!(rfc3339(summer), "2025-06-30T23:02:03Z");
        assert_eq!(rfc822(summer), "Mon, 30 Jun 2025 23:02:03 GMT");
        assert_eq!(
            rfc822(date("0999-01-01T00:00:00Z").unwrap()),
            "Tue, 01 Jan 0999 00:00:00 GMT"
        );
        for text in [
            "",
            "yesterday",
            "2025-13-01T00:00:00Z",
            "0001-01-01T00:00:00+01:00",
            "2025-01-01",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
    }

    #[test]
    fn values_outside_their_grammar_are_left_out() {
        assert_eq!(language(Some("zh-Hant-TW")), Some("zh-Hant-TW"));
        for tag in ["", "en_US", "1a", "en-", "englishlanguage", "de\n"] {
            assert_eq!(language(Some(tag)), None, "{tag}");
        }
        assert_eq!(media_type("audio/mpeg"), Some("audio/mpeg"));
        for value in ["", "audio", "/", "audio/", "/mpeg", "a/b\n"] {
            assert_eq!(media_type(value), None, "{value}");
        }
        assert_eq!(email(Some("ana@ana.example")), Some("ana@ana.example"));
        for value in ["", "ana", "@", "a@", "@b", "a @b"] {
            assert_eq!(email(Some(value)), None, "{value}");
        }
        assert_eq!(
            web_url(Some("https://a.example/")),
            Some("https://a.example/")
        );
        for value in [
            "",
            "feeds/a.xml",
            "https://",
            "ftp://a.example/",
            "https://a b/",
        ] {
            assert_eq!(web_url(Some(value)), None, "{value}");
        }
    }
}
