//! The same post in several feeds is shown once: by the feed whose host the post lives on and, where several blogs have that
//! host, whose folder it is in, else by the feed that stands first in planet.toml.

use url::Url;

use crate::{
    config::Config,
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
    let mut holders: Vec<usize> = selection
        .store
        .copies(link_key)?
        .iter()
        .filter_map(|copy| selection.eligible.feed_of(copy))
        .collect();
    holders.sort_unstable();
    holders.dedup();
    if holders.len() < 2 {
        return Ok(Some(Vec::new()));
    }
    if owner(selection, head, &holders)? != feed {
        return Ok(None);
    }
    holders.retain(|n| *n != feed);
    Ok(Some(holders))
}

/// Which of the feeds that hold a post shows it. `holders` are at least two; `head` is the entry of any of them.
pub(crate) fn owner(
    selection: &Selection<'_>,
    head: &Head,
    holders: &[usize],
) -> Result<usize, StoreError> {
    let Selection {
        config,
        standing,
        store,
        ..
    } = selection;
    let permalink = store.outline(head.entry)?.permalink;
    let post = permalink.as_deref();
    // A feed can claim any home page, so its word counts only when no configured address speaks for a host.
    let rank = |n: &usize| (ownership(config, &standing.states, post, *n), *n);
    Ok(holders.iter().copied().min_by_key(rank).unwrap_or_default())
}

/// 0 when planet.toml places the feed on the post's host and in its folder there, which on a host that many share is somebody's
/// own; 1 on its host; 2 when only the feed itself says so; 3 when nobody does.
fn ownership(config: &Config, states: &[FeedState], post: Option<&str>, feed: usize) -> u8 {
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
    if configured.peek().is_some() {
        let in_folder = |url: Option<&str>| folder.as_deref().zip(url).is_some_and(is_in_folder);
        return u8::from(!configured.any(in_folder));
    }
    let claimed = states
        .get(feed)
        .is_some_and(|state| on_host(state.home.as_deref()));
    if claimed { 2 } else { 3 }
}

/// The first folder of a path: on a host that many share, the blog's.
fn folder_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let mut parts = url.path_segments()?;
    let first = parts.next().filter(|first| !first.is_empty())?;
    parts.next().map(|_| first.to_owned())
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
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
