//! From what is remembered to what is shown: which entries, in which order, on which page. Pure but for reading the
//! store: no clock, no network, no disk.

mod days;
mod duplicates;
mod feeds;
mod filters;
mod language;
mod river;
mod status;
mod view;

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    config::{Config, Show, Subscription},
    feed::Timestamp,
    select::river::Chosen,
    site::{EntryView, FeedPage, FeedStatus, FeedView, Owner, Site, SiteInfo},
    store::{Body, FeedState, Store, StoreError},
};

pub use self::{
    filters::Dropped,
    status::{held, statuses},
};

/// How many entries the page of one blog lists.
const FEED_PAGE_ENTRIES: usize = 20;

/// How each feed stands, in the order of the config: what is remembered of it, and what its filters drop.
#[derive(Debug)]
pub struct Standing {
    /// What is remembered of each feed.
    pub states: Vec<FeedState>,
    /// What filters drop of it.
    pub dropped: Dropped,
}

/// Reads how each feed stands.
///
/// # Errors
/// The store cannot be read.
pub fn standing(config: &Config, store: &Store) -> Result<Standing, StoreError> {
    let states = store.states(&config.feeds)?;
    let dropped = filters::dropped(config, &states, store)?;
    Ok(Standing { states, dropped })
}

/// What the site is made of.
pub struct Selection<'a> {
    config: &'a Config,
    store: &'a Store,
    standing: &'a Standing,
    /// By the index of the feed in the config; `None` for a feed that is switched off.
    feeds: Vec<Option<Arc<FeedView>>>,
}

/// Begins a selection, which reads from the store what each page needs. Best within [`Store::snapshot`].
pub fn select<'a>(config: &'a Config, store: &'a Store, standing: &'a Standing) -> Selection<'a> {
    let view = |(feed, state): (&Subscription, &FeedState)| {
        feed.enabled
            .then(|| Arc::new(feeds::view(config, feed, state)))
    };
    let feeds = config
        .feeds
        .iter()
        .zip(&standing.states)
        .map(view)
        .collect();
    Selection {
        config,
        store,
        standing,
        feeds,
    }
}

impl Selection<'_> {
    /// Chooses everything that the site shows but the pages of single feeds.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn site(&self) -> Result<Site, StoreError> {
        let Self {
            config,
            store,
            standing,
            feeds,
        } = self;
        let Standing { states, dropped } = standing;
        let chosen = river::choose(config, states, dropped, store)?;
        let bodies = chosen
            .iter()
            .map(|entry| store.body(entry.head.entry))
            .collect::<Result<Vec<_>, _>>()?;
        let views = views(config, feeds, &chosen, &bodies);
        let each = || chosen.iter().zip(&views);
        let newest = each()
            .take(config.syndication.entries)
            .map(|(entry, view)| {
                let show = narrower(content_of(config, entry), config.syndication.content);
                shown(view, show)
            })
            .collect();
        let in_river = each()
            .map(|(entry, view)| shown(view, content_of(config, entry)))
            .collect();
        let statuses = statuses(config, standing);
        Ok(Site {
            info: info(config, &chosen, &statuses),
            newest,
            river: days::pages(&config.river, config.timezone, &chosen, in_river),
            statuses,
            feeds: feeds.iter().flatten().cloned().collect(),
        })
    }

    /// How many entries are remembered of the feeds that are switched on.
    pub fn stored(&self) -> u64 {
        let each = self.config.feeds.iter().zip(&self.standing.states);
        let followed = each.filter(|(feed, _)| feed.enabled);
        followed.map(|(_, state)| state.stored).sum()
    }

    /// The feeds that have a page: their indexes in the config, each with the path of the page and one word for everything
    /// that the page is made from, besides `inputs`, which all pages are made from.
    pub fn feed_pages(&self, inputs: &str) -> Vec<(usize, String, String)> {
        let feeds = self.feeds.iter().zip(&self.standing.states).enumerate();
        feeds
            .filter_map(|(n, (feed, state))| {
                let path = format!("{}index.html", FeedView::path(&feed.as_ref()?.slug));
                Some((n, path, format!("{inputs} {:x}", state.version)))
            })
            .collect()
    }

    /// The page of one feed.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn feed_page(&self, feed: usize, inputs: String) -> Result<Option<FeedPage>, StoreError> {
        let (Some(subscription), Some(state), Some(Some(view))) = (
            self.config.feeds.get(feed),
            self.standing.states.get(feed),
            self.feeds.get(feed),
        ) else {
            return Ok(None);
        };
        let mut entries = Vec::new();
        // Without filters nothing is dropped, and there is no need to look further.
        let look = if subscription.filters.is_empty() {
            FEED_PAGE_ENTRIES
        } else {
            usize::MAX
        };
        let heads = self.store.newest_of(state.row, look)?.into_iter();
        let kept = heads.filter(|head| !self.standing.dropped.contains(head.entry));
        for head in kept.take(FEED_PAGE_ENTRIES) {
            let body = self.store.outline(head.entry)?;
            let seen_in = view::SeenIn {
                subscription,
                feed: Arc::clone(view),
                zone: self.config.timezone,
                also_in: Vec::new(),
            };
            let entry = Arc::new(view::entry(seen_in, &head, &body, view::Depth::Outline));
            entries.push(shown(&entry, subscription.content));
        }
        // Nobody knows how old they are: they stand below those of which it is known.
        entries.sort_by_key(|entry| !entry.dated);
        Ok(Some(FeedPage {
            inputs,
            feed: Arc::clone(view),
            entries,
        }))
    }
}

fn info(config: &Config, chosen: &[Chosen], statuses: &[FeedStatus]) -> SiteInfo {
    SiteInfo {
        title: config.title.clone(),
        description: config.description.clone(),
        base_url: config.base_url.to_string(),
        path: config.base_path().to_owned(),
        language: config.language.clone(),
        dir: language::direction(&config.language).unwrap_or("ltr"),
        timezone: config.timezone.name().to_owned(),
        owner: Owner {
            name: config.owner.name.clone(),
            email: config.owner.email.clone(),
            url: config.owner.url.clone(),
        },
        updated: chosen
            .first()
            .map(|entry| days::local(config.timezone, entry.head.date)),
        feed_count: config.enabled().count(),
        problem_count: statuses
            .iter()
            .filter(|status| status.problem.is_some())
            .count(),
        generator: concat!("planet ", env!("CARGO_PKG_VERSION")).to_owned(),
        extra: config.extra.clone(),
    }
}

/// Every chosen entry with its whole content made safe, once, on all cores.
fn views(
    config: &Config,
    feeds: &[Option<Arc<FeedView>>],
    chosen: &[Chosen],
    bodies: &[Body],
) -> Vec<Arc<EntryView>> {
    let view = |(entry, body): (&Chosen, &Body)| {
        let feed = feeds.get(entry.feed).cloned().flatten()?;
        let also_in = entry
            .also_in
            .iter()
            .filter_map(|n| feeds.get(*n).cloned().flatten())
            .collect();
        let subscription = config.feeds.get(entry.feed)?;
        let seen_in = view::SeenIn {
            subscription,
            feed,
            zone: config.timezone,
            also_in,
        };
        Some(Arc::new(view::entry(
            seen_in,
            &entry.head,
            body,
            view::Depth::Whole,
        )))
    };
    chosen
        .par_iter()
        .zip(bodies.par_iter())
        .filter_map(view)
        .collect()
}

/// How much of an entry its feed lets be shown.
fn content_of(config: &Config, entry: &Chosen) -> Show {
    config
        .feeds
        .get(entry.feed)
        .map_or(config.river.content, |feed| feed.content)
}

fn narrower(a: Show, b: Show) -> Show {
    match (a, b) {
        (Show::Title, _) | (_, Show::Title) => Show::Title,
        (Show::Excerpt, _) | (_, Show::Excerpt) => Show::Excerpt,
        (Show::Full, Show::Full) => Show::Full,
    }
}

/// The entry with no more than `show` allows.
fn shown(view: &Arc<EntryView>, show: Show) -> Arc<EntryView> {
    match show {
        Show::Full => Arc::clone(view),
        Show::Excerpt => Arc::new(EntryView {
            content: None,
            ..EntryView::clone(view)
        }),
        Show::Title => Arc::new(EntryView {
            content: None,
            excerpt: String::new(),
            ..EntryView::clone(view)
        }),
    }
}

/// A moment as pages and reports write it: RFC 3339 in UTC.
pub(crate) fn utc(date: Timestamp) -> String {
    date.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)
}
