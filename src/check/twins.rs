//! Feeds of planet.toml that turn out to be the same.

use std::collections::{HashMap, HashSet};

use crate::{
    check::findings::{Finding, Level},
    config::{Config, Subscription},
    discover::Followed,
    refresh::Probe,
    store::FeedState,
};

/// The share of posts, in percent, that two feeds of one blog have in common.
const MOST: usize = 80;
/// Fewer posts in common than this say nothing.
const FEWEST: usize = 3;

/// For each of the `feeds` (places in planet.toml) that were probed, what other feed it is: once for each pair, at the one
/// that comes later, unless that one was not probed.
pub(super) fn find(
    config: &Config,
    states: &[FeedState],
    feeds: &[usize],
    probes: &[Probe],
) -> Vec<Option<Finding>> {
    let mut followed = Followed::of(&config.feeds, states);
    for (feed, probe) in feeds.iter().zip(probes) {
        let id = probe.feed.as_ref().and_then(|feed| feed.own_id.as_deref());
        followed.learn(*feed, addresses(probe), id);
    }
    let links: HashMap<usize, HashSet<i64>> = feeds
        .iter()
        .zip(probes)
        .filter_map(|(feed, probe)| Some((*feed, probe.feed.as_ref()?.links().collect())))
        .collect();
    let readers = readers(&links);
    let asked: HashSet<&usize> = feeds.iter().collect();
    let each = feeds.iter().zip(probes);
    each.map(|(feed, probe)| {
        let tells = |other: &usize| {
            let is_on = |feed: &Subscription| feed.enabled;
            config.feeds.get(*other).is_some_and(is_on)
                && (other < feed || other > feed && !asked.contains(other))
        };
        let same = addresses(probe).find_map(|url| followed.at(&url).find(&tells));
        let same = same.or_else(|| {
            let id = probe.feed.as_ref()?.own_id.as_deref()?;
            let mut same = followed.with_own_id(id).filter(tells);
            // Copied templates give many blogs one id; their posts are their own.
            same.find(|other| in_common(&links, *feed, *other).is_none_or(|count| count > 0))
        });
        if let Some(other) = same {
            return Some(finding(config, other, "duplicate"));
        }
        let mut near: Vec<usize> = links
            .get(feed)?
            .iter()
            .filter_map(|link| readers.get(link))
            .flatten()
            .copied()
            .filter(tells)
            .collect();
        near.sort_unstable();
        near.dedup();
        let other = near.into_iter().find(|other| {
            let fewer = |n: &usize| links.get(n).map_or(0, HashSet::len);
            let count = in_common(&links, *feed, *other).unwrap_or_default();
            count >= FEWEST && count * 100 >= MOST * fewer(feed).min(fewer(other))
        })?;
        Some(finding(config, other, "same-posts"))
    })
    .collect()
}

/// Everywhere that a feed turned out to be.
fn addresses(probe: &Probe) -> impl Iterator<Item = url::Url> {
    let own = probe.feed.as_ref().and_then(|feed| feed.self_link.as_ref());
    let own = own.and_then(|link| link.parse().ok());
    [probe.answered.clone(), probe.moved_to.clone(), own]
        .into_iter()
        .flatten()
}

/// Which feeds have each post.
fn readers(links: &HashMap<usize, HashSet<i64>>) -> HashMap<i64, Vec<usize>> {
    let mut readers: HashMap<i64, Vec<usize>> = HashMap::new();
    for (feed, links) in links {
        for link in links {
            readers.entry(*link).or_default().push(*feed);
        }
    }
    readers
}

/// How many posts two feeds share; `None` where one of them was not read.
fn in_common(links: &HashMap<usize, HashSet<i64>>, one: usize, other: usize) -> Option<usize> {
    Some(links.get(&one)?.intersection(links.get(&other)?).count())
}

fn finding(config: &Config, other: usize, kind: &'static str) -> Finding {
    let other = config.feeds.get(other);
    let (name, line) = other.map_or(("", 0), |other| (other.name.as_str(), other.line));
    if kind == "duplicate" {
        Finding::new(
            Level::Error,
            kind,
            format!("is the same feed as `{name}` (line {line})"),
        )
        .hint("remove one of the two")
    } else {
        Finding::new(
            Level::Warning,
            kind,
            format!("has the same posts as `{name}` (line {line})"),
        )
        .hint("each is shown once; if both are feeds of one blog, remove one of the two")
    }
}
