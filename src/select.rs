//! From what is remembered to what is shown: which entries, in which order, on which page. Pure but for reading the
//! store: no clock, no network, no disk.

mod archive;
mod changes;
mod days;
pub mod digest;
mod duplicates;
mod enclosures;
mod feed_pages;
mod feed_years;
mod feeds;
mod filters;
mod groups;
mod language;
mod lists;
mod plan;
mod river;
mod room;
mod search;
mod status;
mod tags;
mod view;

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    config::{self, Config, Show},
    feed::Timestamp,
    language::Language,
    select::{
        lists::Lively,
        river::{Chosen, Eligible},
        tags::{TaggedLines, Tags},
    },
    site::{
        DigestInfo, EntryView, FEEDS_ON_PAGE, GroupView, Index, Owner, SharedFeed, Site, SiteInfo,
    },
    store::{Body, FeedState, Store, StoreError},
    timings::{Stage, during},
};

pub use self::{
    filters::Dropped,
    plan::{Known, Plan, Planned},
    status::{held, statuses},
};

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
    eligible: Eligible<'a>,
    /// In which dates are written.
    words: &'a Language,
    /// By the index of the feed in the config, `None` for a feed that is switched off; without the feeds' news, for pages that
    /// are made again only when something of their own changes.
    quiet: Vec<Option<SharedFeed>>,
    /// What the pages of tags have in common.
    tagged: TaggedLines,
}

/// Begins a selection, which reads from the store what each page needs. Best within [`Store::snapshot`].
///
/// # Errors
/// The store cannot be read.
pub fn select<'a>(
    config: &'a Config,
    store: &'a Store,
    standing: &'a Standing,
    words: &'a Language,
) -> Result<Selection<'a>, StoreError> {
    let Standing { states, dropped } = standing;
    let mut quiet = vec![None; config.feeds.len()];
    for (nth, (n, feed, state)) in standing.followed(config).enumerate() {
        if let Some(place) = quiet.get_mut(n) {
            *place = Some(SharedFeed::new(feeds::quiet(config, nth, feed, state)));
        }
    }
    Ok(Selection {
        eligible: Eligible::read(config, states, dropped, store)?,
        config,
        store,
        standing,
        words,
        quiet,
        tagged: TaggedLines::default(),
    })
}

impl Selection<'_> {
    /// Chooses everything that the site shows but the parts that are in the plan and the lists of all feeds; `now` tells what
    /// is recent.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn site(&self, plan: &Plan, now: Timestamp) -> Result<Site, StoreError> {
        let Self {
            config,
            store,
            standing,
            words,
            ..
        } = self;
        let mut lively = Lively::of(self, now);
        let first = self.blogroll().into_iter().take(FEEDS_ON_PAGE);
        let blogroll = first.filter_map(|n| lively.feed(n)).collect();
        let chosen = river::choose(self)?;
        for entry in &chosen {
            let feeds = entry.also_in.iter().chain([&entry.feed]);
            feeds.for_each(|feed| {
                lively.feed(*feed);
            });
        }
        let feeds = lively.made();
        let feed_of = |n| feeds.get(&n).cloned();
        let mut made = Vec::with_capacity(chosen.len());
        for some in chosen.chunks(BODIES_AT_ONCE) {
            let bodies = some
                .iter()
                .map(|entry| store.body(entry.head.entry))
                .collect::<Result<Vec<_>, _>>()?;
            let tags = plan.tags.as_ref();
            made.extend(views(config, words, &feed_of, tags, some, &bodies));
        }
        let each = || chosen.iter().zip(&made);
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
        let newest_issue = match &plan.issues {
            Some(issues) => self.newest_issue(issues)?,
            None => None,
        };
        Ok(Site {
            info: SiteInfo {
                updated: chosen
                    .first()
                    .map(|entry| days::local(config.timezone, entry.head.date)),
                problem_count: standing
                    .followed(config)
                    .filter(|(.., state)| state.trouble().is_some())
                    .count(),
                ..info(config, self.groups(), self.digest_info(newest_issue))
            },
            feeds: self.quiet.iter().flatten().cloned().collect(),
            blogs: self.blogs(),
            blogroll,
            newest,
            river: days::pages(config, words, &chosen, in_river),
            archive: (plan.calendar.as_ref().filter(|_| config.pages.archive))
                .map(|calendar| self.years(calendar)),
            changes: self.changes()?,
            tags: plan.tags.as_ref().map(Tags::views),
            old_urls: config.pages.old_urls,
            digests: plan
                .issues
                .as_ref()
                .map_or_else(Vec::new, |issues| issues.addresses(config)),
        })
    }

    /// What parts know of the planet: without all that changes while they stay as they are.
    pub fn still(&self) -> SiteInfo {
        info(self.config, self.groups(), self.digest_info(None))
    }

    /// How many entries are remembered of the feeds that are switched on.
    pub fn stored(&self) -> u64 {
        let followed = self.standing.followed(self.config);
        followed.map(|(.., state)| state.stored).sum()
    }
}

/// What pages know of the planet besides its news.
fn info(config: &Config, groups: Vec<GroupView>, digest: Option<DigestInfo>) -> SiteInfo {
    SiteInfo {
        title: config.title.clone(),
        description: config.description.clone(),
        image: config.image.as_deref().and_then(|image| {
            // A path on the site, or a URL already.
            config.base_url.join(image).ok().map(String::from)
        }),
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
        updated: None,
        feed_count: config.enabled().count(),
        problem_count: 0,
        generator: concat!("planet ", env!("CARGO_PKG_VERSION")).to_owned(),
        groups,
        has_tags: config.pages.tags,
        has_search: config.pages.search,
        has_blogs: config.pages.blogs,
        digest,
        has_archive: config.pages.archive,
        has_titles: config.pages.titles,
        index: match config.pages.index {
            config::Index::Auto => Index::Auto,
            config::Index::All => Index::All,
            config::Index::None => Index::None,
        },
        hubs: config.hubs.clone(),
        // The theme knows the maintainer's pages; it fills this in.
        nav: Vec::new(),
        extra: config.extra.clone(),
    }
}

/// How many posts of the river are read before they are made safe: what feeds say may be long.
const BODIES_AT_ONCE: usize = 64;

/// Every chosen entry with its whole content made safe, once, on all cores.
fn views(
    config: &Config,
    words: &Language,
    feed_of: &(dyn Fn(usize) -> Option<SharedFeed> + Sync),
    tags: Option<&Tags>,
    chosen: &[Chosen],
    bodies: &[Body],
) -> Vec<Arc<EntryView>> {
    let view = |(entry, body): (&Chosen, &Body)| {
        let feed = feed_of(entry.feed)?;
        let also_in = entry.also_in.iter().copied().filter_map(feed_of).collect();
        let subscription = config.feeds.get(entry.feed)?;
        let seen_in = view::SeenIn {
            config,
            subscription,
            feed,
            words,
            also_in,
            tags,
        };
        let make = || view::entry(seen_in, &entry.head, body, view::Depth::Whole);
        Some(Arc::new(during(Stage::Select, make)))
    };
    chosen
        .par_iter()
        .zip(bodies.par_iter())
        .filter_map(view)
        .collect()
}

/// The first feeds of the blogroll, in the order and as planet.toml alone has them: what parts know of others than their own.
pub fn listed(config: &Config, standing: &Standing) -> Vec<SharedFeed> {
    let first = standing.sorted(config).into_iter().take(FEEDS_ON_PAGE);
    first
        .map(|(nth, (_, feed, state))| SharedFeed::new(feeds::listed(config, nth, feed, state)))
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
pub(crate) fn shown(view: &Arc<EntryView>, show: Show) -> Arc<EntryView> {
    match show {
        Show::Full => Arc::clone(view),
        Show::Excerpt if view.content.is_none() => Arc::clone(view),
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
