//! The same post in several feeds is shown once: by the feed whose host the post lives on and, where several blogs have that
//! host, whose folder it is in, else by the one that had it first.

use std::collections::BTreeMap;

use url::Url;

use crate::{
    config::Config,
    feed::Timestamp,
    select::Selection,
    store::{FeedState, Head, StoreError},
};

/// The other feeds that hold this post, when `feed` is the one to show it; `None` when another one is.
pub(crate) fn others(
    selection: &Selection<'_>,
    head: &Head,
    feed: usize,
) -> Result<Option<Vec<usize>>, StoreError> {
    let Some(link_key) = head.link_key else {
        return Ok(Some(Vec::new()));
    };
    let copies = selection.store.copies(link_key)?;
    let feed_of = |copy: &Head| selection.eligible.feed_of(copy);
    let holders = holders(
        copies
            .iter()
            .filter_map(|copy| Some((feed_of(copy)?, copy))),
    );
    if holders.len() < 2 {
        return Ok(Some(Vec::new()));
    }
    if owner(selection, head, &holders)? != feed {
        return Ok(None);
    }
    let others = holders.into_keys().filter(|n| *n != feed);
    Ok(Some(others.collect()))
}

/// The feeds that hold a post, by their indexes in the config, each with whether its entry is held off the river and when it was
/// first seen.
pub(crate) type Holders = BTreeMap<usize, (bool, Timestamp)>;

/// Of the entries that are copies of one post, each with the index of its feed.
pub(crate) fn holders<'a>(copies: impl IntoIterator<Item = (usize, &'a Head)>) -> Holders {
    let mut holders = Holders::new();
    for (feed, copy) in copies {
        let copy = (copy.held.is_some(), copy.first_seen);
        let first = holders.entry(feed).or_insert(copy);
        *first = copy.min(*first);
    }
    holders
}

/// Which of the feeds that hold a post shows it. `holders` are at least two; `head` is the entry of any of them.
pub(crate) fn owner(
    selection: &Selection<'_>,
    head: &Head,
    holders: &Holders,
) -> Result<usize, StoreError> {
    let Selection {
        config,
        standing,
        store,
        ..
    } = selection;
    let permalink = store.outline(head.entry)?.permalink;
    let post = permalink.as_deref();
    // A feed can claim any home page, so its word counts only when no configured address speaks for a host, and when no other
    // had the post before: who copies comes later.
    let rank = |(feed, (is_held, first_seen)): (&usize, &(bool, Timestamp))| {
        let place = place(config, post, *feed);
        let claims = claims(&standing.states, post, *feed);
        // The river knows nothing of what is held; the archive names the same feed, if it can.
        (place, *is_held, *first_seen, !claims, *feed)
    };
    let ranks = holders.iter().map(rank);
    Ok(ranks.min().map(|(.., feed)| feed).unwrap_or_default())
}

/// 0 when planet.toml places the feed on the post's host and in its folder there, which on a host that many share is somebody's
/// own; 1 on its host; 2 elsewhere.
fn place(config: &Config, post: Option<&str>, feed: usize) -> u8 {
    let host = post.and_then(host_of);
    let on_host = |url: Option<&str>| host.is_some() && url.and_then(host_of) == host;
    let folder = post.and_then(folder_of);
    let places = config
        .feeds
        .get(feed)
        .map(|feed| [feed.url().map(Url::as_str), feed.home.as_deref()]);
    let mut configured = places
        .into_iter()
        .flatten()
        .filter(|url| on_host(*url))
        .peekable();
    if configured.peek().is_none() {
        return 2;
    }
    let in_folder = |url: Option<&str>| folder.as_deref().zip(url).is_some_and(is_in_folder);
    u8::from(!configured.any(in_folder))
}

/// Whether a feed says that its home page is on the post's host.
fn claims(states: &[FeedState], post: Option<&str>, feed: usize) -> bool {
    let home = states.get(feed).and_then(|state| state.home.as_deref());
    let host = post.and_then(host_of);
    host.is_some() && home.and_then(host_of) == host
}

/// The first folder of a path: on a host that many share, the blog's.
fn folder_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let path = url.path().trim_matches('/');
    path.split_once('/').map(|(first, _)| first.to_owned())
}

/// Whether a folder is part of the address of a blog or its feed; on some hosts something stands before it, as in
/// `/feed/@ana`.
fn is_in_folder((folder, url): (&str, &str)) -> bool {
    let url = Url::parse(url).ok();
    let parts = url.iter().filter_map(Url::path_segments);
    parts.flatten().any(|part| part == folder)
}

/// The host of an address, without `www.`.
pub(crate) fn host_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
