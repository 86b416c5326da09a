//! The same post in several feeds is shown once: by the feed whose host the post lives on, else by the feed that stands
//! first in planet.toml.

use url::Url;

use crate::{
    config::{Config, Location},
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
    let host = store
        .outline(head.entry)?
        .permalink
        .as_deref()
        .and_then(host_of);
    // A feed can claim any home page, so its word counts only when no configured address speaks for a host.
    let rank = |n: &usize| (ownership(config, &standing.states, host.as_deref(), *n), *n);
    Ok(holders.iter().copied().min_by_key(rank).unwrap_or_default())
}

/// 0 when planet.toml places the feed on the post's host, 1 when only the feed itself does, 2 when neither does.
fn ownership(config: &Config, states: &[FeedState], host: Option<&str>, feed: usize) -> u8 {
    let on_host = |url: Option<&str>| host.is_some() && url.and_then(host_of).as_deref() == host;
    let configured = config.feeds.get(feed).is_some_and(|subscription| {
        let location = match &subscription.location {
            Location::Http(url) => Some(url.as_str()),
            Location::File(_) => None,
        };
        on_host(location) || on_host(subscription.home.as_deref())
    });
    let claimed = || {
        states
            .get(feed)
            .is_some_and(|state| on_host(state.home.as_deref()))
    };
    match (configured, claimed()) {
        (true, _) => 0,
        (false, true) => 1,
        (false, false) => 2,
    }
}

/// The host of an address, without `www.`.
pub(crate) fn host_of(url: &str) -> Option<String> {
    let url = Url::parse(url).ok()?;
    let host = url.host_str()?;
    Some(host.strip_prefix("www.").unwrap_or(host).to_owned())
}
