//! What planet.toml asks of feeds together: addresses that are ones, no feed twice, a name for each, no name twice; and what it
//! cannot be without.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::{
    config::{identity_of, without_variables},
    fetch::address::display_text,
    import::{
        Format, ImportError, Kind, comments,
        model::{Draft, Feed, Setting, one_line},
        source::Source,
    },
    parse::{is_for_readers, meant},
};

pub(crate) fn tidy(
    draft: &mut Draft,
    source: &Source,
    format: Format,
    old_urls: bool,
) -> Result<(), ImportError> {
    let mut feeds = std::mem::take(&mut draft.feeds);
    for feed in &mut feeds {
        mend_address(feed, source, format, draft);
    }
    if !feeds.iter().any(Feed::is_on) {
        let message = format!(
            "lists no feed that planet could follow (read as {})",
            format.name()
        );
        let is_known = draft.notes.iter().any(|note| note.kind == Kind::Lost);
        return Err(ImportError::whole(&source.name, message).hint(if is_known {
            "the warnings above say why"
        } else {
            "if it is something else, say so with `--from`"
        }));
    }
    draft.feeds = once(feeds, source, draft);
    name_all(draft);
    complete(draft, source);
    let origin = format!("# Imported from {}.", one_line(&source.short_name()));
    draft.head.splice(0..0, [origin, String::new()]);
    if draft.head.len() == 2 {
        draft.head.truncate(1);
    }
    if !old_urls && format == Format::Venus {
        let message = "the addresses of the old planet (rss20.xml, opml.xml …) are not kept";
        let hint = "`--old-urls` keeps them, so that readers who follow them stay";
        draft.remark(&source.place(1), message, Some(hint));
    }
    if old_urls {
        draft.set(
            ("pages", "old_urls"),
            true.into(),
            "`--old-urls`",
            &source.place(1),
        );
    }
    Ok(())
}

/// Makes an address of what people write for one, or a comment of the feed.
fn mend_address(feed: &mut Feed, source: &Source, format: Format, draft: &mut Draft) {
    let written = feed.url.clone();
    let mut url = written.clone();
    if is_for_readers(&written) || is_host(&written.to_ascii_lowercase()) {
        url = meant(&written).address;
    }
    if format != Format::Toml {
        url = without_variables(&url);
    }
    if url.is_empty() {
        if feed.is_on() {
            let message = "this feed has no address, so it stands as a comment";
            draft.lost(&feed.place, message, None);
            feed.off = Some("the source names no address of a feed".to_owned());
        }
        return;
    }
    let is_file = !has_scheme(&url) && format != Format::Toml && feed.is_on();
    if is_file && !source.has(&url) {
        let message = format!(
            "`{written}` is neither an address nor a file beside this one, so it stands as a comment"
        );
        draft.lost(&feed.place, message, None);
        feed.off = Some("this is no address of a feed".to_owned());
        return;
    }
    if is_file {
        let message = format!("`{url}` is a file: keep it beside planet.toml");
        draft.remark(&feed.place, message, None);
    }
    match identity_of(&url) {
        Ok(_) => {
            if url != written && feed.is_on() {
                let message = format!("the address has become <{url}>");
                draft.remark(&feed.place, message, None);
            }
            feed.url = url;
        }
        Err(mistake) => {
            if feed.is_on() {
                let message = format!(
                    "`{written}` is no address that planet could ask, so it stands as a comment: {}",
                    mistake.message
                );
                draft.lost(&feed.place, message, mistake.hint.as_deref());
                feed.off = Some(mistake.message);
            }
        }
    }
}

/// Whether it begins as addresses do.
fn has_scheme(text: &str) -> bool {
    text.split_once("://").is_some_and(|(scheme, _)| {
        !scheme.is_empty() && scheme.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// Whether it is an address that only lacks its scheme: a host with a dot, a path behind it.
pub(crate) fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?']).next().unwrap_or_default();
    let is_name = host
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let has_path = host.len() < text.len();
    is_name
        && host.contains('.')
        && !host.starts_with('.')
        && (has_path || text.starts_with("www."))
        && Url::parse(&format!("https://{text}")).is_ok()
}

/// Each feed once. The same one in another group is one with a tag more; else the second stays, switched off, since planet.toml
/// cannot follow a feed twice and nothing of the source is to be lost.
fn once(feeds: Vec<Feed>, source: &Source, draft: &mut Draft) -> Vec<Feed> {
    let mut kept: Vec<Feed> = Vec::with_capacity(feeds.len());
    let mut known: HashMap<String, (usize, usize)> = HashMap::new();
    for mut feed in feeds {
        let own = feed.get("id").and_then(|id| id.as_str()).map(str::to_owned);
        let identity = own.or_else(|| identity_of(&feed.url).ok());
        let (true, Some(identity)) = (feed.is_on(), identity) else {
            kept.push(feed);
            continue;
        };
        let Some((first, times)) = known.get_mut(&identity) else {
            known.insert(identity, (kept.len(), 1));
            kept.push(feed);
            continue;
        };
        let Some(other) = kept.get_mut(*first) else {
            continue;
        };
        let at = other.place.clone();
        if feed.place.file != at.file {
            let message = format!("the feed of {at} stands here, too; the two are one");
            draft.remark(&feed.place, message, None);
            // What the ini itself says goes over what a list of it says.
            if feed.place.file == source.name {
                std::mem::swap(&mut feed, other);
            }
            join(other, feed);
            continue;
        }
        let group = feed.get("group").and_then(|group| group.as_str());
        let is_elsewhere = group.is_some() && feed.get("group") != other.get("group");
        if let Some(group) = group.filter(|_| is_elsewhere && says_no_more(&feed, other)) {
            other.add_tag(group);
            for tag in feed.tags() {
                other.add_tag(tag);
            }
            let message = format!(
                "this is the feed of line {} in another group, which has become a tag",
                at.line
            );
            draft.remark(&feed.place, message, None);
            continue;
        }
        *times += 1;
        let message = format!("the feed of {at} stands here again, so this one is switched off");
        draft.remark(
            &feed.place,
            message,
            Some("remove one of the two, unless you want to keep both"),
        );
        feed.comments.push(format!(
            "# The same feed as {}, so it is switched off.",
            quoted(&other.name)
        ));
        feed.put("id", format!("{identity}#{times}").into());
        feed.put("enabled", false.into());
        kept.push(feed);
    }
    kept
}

/// Gives a feed what another table of the same feed has and it has not.
fn join(feed: &mut Feed, other: Feed) {
    if feed.name.is_empty() {
        feed.name = other.name;
    }
    for (key, value) in other.keys {
        if feed.get(&key).is_none() {
            feed.put(&key, value);
        }
    }
    feed.extra.extend(other.extra);
    comments::append(&mut feed.comments, other.comments);
}

/// Whether a feed has nothing that another one has not, but for groups and tags.
fn says_no_more(feed: &Feed, other: &Feed) -> bool {
    let is_known = |(key, value): &(String, toml::Value)| {
        matches!(key.as_str(), "group" | "tags") || other.get(key) == Some(value)
    };
    (feed.name.is_empty() || feed.name == other.name)
        && feed.keys.iter().all(is_known)
        && feed.extra == other.extra
        && feed.comments.is_empty()
}

fn quoted(name: &str) -> String {
    if name.is_empty() {
        "one above".to_owned()
    } else {
        // It may be as long as the file, and stands here for each of thousands.
        let beginning: String = name.chars().take(100).collect();
        format!("\"{beginning}\" above")
    }
}

/// Gives every feed a name that no other one has.
fn name_all(draft: &mut Draft) {
    let mut feeds = std::mem::take(&mut draft.feeds);
    // Some lists have the address for the name, which everybody will see.
    for feed in feeds.iter_mut().filter(|feed| has_scheme(&feed.name)) {
        feed.name = display_text(&feed.name).into_owned();
    }
    let mut taken: HashMap<String, usize> = feeds
        .iter()
        .filter(|feed| feed.is_on() && !feed.name.is_empty())
        .map(|feed| (feed.name.to_lowercase(), FIRST_NUMBER))
        .collect();
    for feed in feeds.iter_mut().filter(|feed| !feed.is_on()) {
        if feed.name.is_empty() && !feed.url.is_empty() {
            feed.name = host_and_path(feed).swap_remove(0);
        }
    }
    let mut seen = HashSet::new();
    for feed in feeds.iter_mut().filter(|feed| feed.is_on()) {
        if feed.name.is_empty() {
            feed.name = free(&host_and_path(feed), &mut taken);
            let message = "the source has no name for this feed, so it is called by its address";
            draft.remark(&feed.place, message, None);
        } else if !seen.insert(feed.name.to_lowercase()) {
            let host = host_and_path(feed);
            let host = host.first().map(String::as_str).unwrap_or_default();
            let name = format!("{} ({host})", feed.name);
            let plain = feed.name.clone();
            let choices = [name, plain];
            let choices = if host.is_empty() || feed.get("enabled").is_some() {
                choices.get(1..).unwrap_or_default()
            } else {
                choices.as_slice()
            };
            feed.name = free(choices, &mut taken);
            let message = format!(
                "a feed above has this name, so this one is called `{}`",
                feed.name
            );
            draft.remark(&feed.place, message, None);
        }
        seen.insert(feed.name.to_lowercase());
    }
    draft.feeds = feeds;
}

/// What the second feed of a name is numbered.
const FIRST_NUMBER: usize = 2;

/// The first choice that nothing else is called by, else the last one with a number. `taken` are the names, each with the number
/// that is to be tried next: thousands may be called the same.
fn free(choices: &[String], taken: &mut HashMap<String, usize>) -> String {
    let found = choices
        .iter()
        .find(|name| !taken.contains_key(&name.to_lowercase()));
    let name = found.cloned().unwrap_or_else(|| {
        let last = choices.last().map_or("feed", String::as_str);
        let next = taken.get(&last.to_lowercase()).copied();
        let mut numbered =
            (next.unwrap_or(FIRST_NUMBER)..).map(|number| (number, format!("{last} ({number})")));
        let is_free = |(_, name): &(usize, String)| !taken.contains_key(&name.to_lowercase());
        let (number, name) = numbered.find(is_free).unwrap_or_default();
        taken.insert(last.to_lowercase(), number + 1);
        name
    });
    taken.insert(name.to_lowercase(), FIRST_NUMBER);
    name
}

/// Names that an address gives: its host, its host and path.
fn host_and_path(feed: &Feed) -> Vec<String> {
    let Ok(url) = Url::parse(&feed.url) else {
        return vec![display_text(&feed.url).into_owned()];
    };
    let host = url.host_str().unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path = url.path().trim_matches('/');
    [host.to_owned(), format!("{host}/{path}")].into()
}

/// Adds what every planet.toml needs and the source does not say.
fn complete(draft: &mut Draft, source: &Source) {
    let place = source.place(1);
    let needed = [
        (
            "title",
            "Planet",
            "the source names no planet",
            "what is the planet called? `title = \"Planet Example\"`",
        ),
        (
            "base_url",
            "https://example.org/planet/",
            "the source does not say where the site is",
            "where will the site be? `base_url = \"https://example.org/planet/\"`",
        ),
    ];
    for (key, value, message, hint) in needed {
        if draft.has("", key) {
            continue;
        }
        let message = format!("{message}: `{key}` is a guess");
        draft.lost(&place, message, Some(hint));
        draft.settings.push(Setting {
            table: String::new(),
            key: key.to_owned(),
            value: value.into(),
            comments: Vec::new(),
            remark: Some("a guess: the source does not say"),
        });
    }
}
