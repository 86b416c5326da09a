//! From what is remembered to the files of the site: select, render, publish.

use std::{
    collections::HashSet,
    panic::resume_unwind,
    sync::mpsc::{self, SyncSender},
    thread,
};

use rayon::prelude::*;

use crate::{
    config::Config,
    error::Error,
    feed::Timestamp,
    publish::{Publication, Published, Target},
    render::{self, Page},
    select::{Known, Plan, Selection, Standing, listed, select},
    site::{Part, SearchListing, SearchShard},
    store::{Store, StoreError},
    theme::Late,
    timings::{Stage, during},
};

/// Select, render, publish; nothing of it when the site is already made from the same things.
pub(super) fn write_site(
    config: &Config,
    theme: &Late<'_>,
    store: &Store,
    standing: &Standing,
    target: Target,
    now: Timestamp,
) -> Result<Published, Error> {
    let every_page = every_page(config, theme, store)?;
    // The day is part of it because the status page says when each feed was last asked: while nothing else changes, it
    // is brought up to date once a day.
    let today = now.with_timezone(&config.timezone).date_naive();
    let inputs = format!("{every_page} {:x} {today}", store.version()?);
    if let Some(unchanged) = target.is_made_from(&inputs) {
        return Ok(Published {
            unchanged,
            ..Published::default()
        });
    }
    let theme = during(Stage::Theme, || theme.get())?;
    store.snapshot(|store| {
        let selection = during(Stage::Select, || {
            select(config, store, standing, theme.language())
        })?;
        let own: HashSet<&str> = theme
            .assets()
            .iter()
            .map(|asset| asset.path.as_str())
            .collect();
        let mut publication = Publication::begin(target);
        let known = Known {
            holds: &|path, inputs| own.contains(path) || publication.holds(path, inputs),
            count: &|path, word| publication.count(path, word),
            folder: &|folder, inputs| publication.holds_folder(folder, inputs),
        };
        let plan = during(Stage::Select, || selection.plan(&every_page, &known))?;
        if !config.feeds.is_empty() && !store.knows_any_feed()? {
            publication.refuse_to_empty()?;
        }
        let give = |page: Page| -> Result<(), Error> {
            // A static file in the place of a page is the maintainer's word.
            if own.contains(page.path.as_str()) {
                return Ok(());
            }
            Ok(publication.add(page)?)
        };
        render::assets(theme).try_for_each(|asset| publication.add(asset))?;
        // What shows the whole planet is large, and gone before its parts are made.
        {
            let mut site = during(Stage::Select, || selection.site(&plan, now))?;
            let shared = theme.shared(&site.info, || site.blogroll.clone())?;
            render::render(&site, &shared, theme, &give)?;
            (site.river, site.newest) = Default::default();
            let mut status = render::status::Status::of(&config.title);
            let mut file = (!own.contains(render::STATUS))
                .then(|| publication.grow(render::STATUS))
                .transpose()?;
            selection.lists(&site, now, &mut |pages| {
                if let Some(file) = &mut file {
                    add_to(&mut status, &pages);
                    file.write(&status.take())?;
                }
                render::parts(&site.info, &pages, &shared, theme, &give)
            })?;
            if let Some(mut file) = file {
                file.write(&status.finish())?;
                file.finish()?;
            }
        }
        let info = selection.still();
        let still = theme.shared(&info, || listed(config, standing))?;
        let stored = selection.stored();
        for path in plan.kept.iter().filter(|path| !own.contains(path.as_str())) {
            publication.keep(path);
        }
        let make = |parts: Vec<Part>| render::parts(&info, &parts, &still, theme, &give);
        each_part(&selection, &plan, make)?;
        if let Some(shards) = &plan.shards {
            give(render::search_index(&listings(shards, &publication)))?;
        }
        if config.pages.state && !own.contains(render::STATE) {
            // Like the status page it is at most a day old: it has more than pages show.
            if publication.holds(render::STATE, &inputs) {
                publication.keep(render::STATE);
            } else {
                let snapshot = during(Stage::Publish, || store.published(&config.feeds))?;
                publication.add(render::state(snapshot, inputs.clone()))?;
            }
        }
        for (path, count, word) in plan.counts() {
            publication.note_count(path, count, word);
        }
        Ok(during(Stage::Publish, || {
            publication.finish(&inputs, stored)
        })?)
    })
}

/// Tells of the feeds on these pages.
fn add_to(status: &mut render::status::Status, pages: &[Part]) {
    for page in pages {
        if let Part::Status(page) = page {
            page.statuses.iter().for_each(|feed| status.add(feed));
        }
    }
}

/// What the search index says of its parts, all of which have been taken.
fn listings(shards: &[(String, usize)], publication: &Publication) -> Vec<SearchListing> {
    let listing = |(name, entries): &(String, usize)| {
        let hash = publication.hash(&SearchShard::path(name))?;
        Some(SearchListing {
            name: name.clone(),
            entries: *entries,
            hash: hash.get(..10)?.to_owned(),
        })
    };
    shards.iter().filter_map(listing).collect()
}

/// About how many entries the parts have that are read, made or waiting together; about three times as many are in memory.
const ENTRIES_AT_ONCE: usize = 400;

/// Reads the parts that are due and hands them to `make`, which works on another thread: while the disk takes some pages,
/// the store gives the next.
fn each_part(
    selection: &Selection<'_>,
    plan: &Plan,
    mut make: impl FnMut(Vec<Part>) -> Result<(), Error> + Send,
) -> Result<(), Error> {
    thread::scope(|scope| {
        let (some, parts) = mpsc::sync_channel(1);
        let maker = scope.spawn(move || parts.into_iter().try_for_each(&mut make));
        let read = during(Stage::Select, || read_parts(selection, plan, &some));
        drop(some);
        let outcome = maker.join().unwrap_or_else(|panic| resume_unwind(panic));
        outcome.and(read)
    })
}

fn read_parts(
    selection: &Selection<'_>,
    plan: &Plan,
    maker: &SyncSender<Vec<Part>>,
) -> Result<(), Error> {
    let mut parts = Vec::new();
    let mut entries = 0;
    // A maker that has failed takes no more, and says itself why.
    let mut works = true;
    let mut give = |part: Part| {
        entries += part.entries();
        parts.push(part);
        if entries >= ENTRIES_AT_ONCE {
            entries = 0;
            works = maker.send(std::mem::take(&mut parts)).is_ok();
        }
        if works { Ok(()) } else { Err(Stopped::Maker) }
    };
    let mut read = || {
        let mut due = plan.due.iter();
        due.try_for_each(|planned| selection.parts(planned, plan, &mut give))
    };
    match read() {
        Ok(()) => {
            let _the_maker_says_itself_why_it_failed = maker.send(parts);
            Ok(())
        }
        Err(Stopped::Maker) => Ok(()),
        Err(Stopped::Store(error)) => Err(error.into()),
    }
}

/// Why no more parts are read.
enum Stopped {
    /// Nobody takes them any more.
    Maker,
    Store(StoreError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// One word for what every page is made from besides what feeds say.
pub(super) fn every_page(
    config: &Config,
    theme: &Late<'_>,
    store: &Store,
) -> Result<String, StoreError> {
    let mut hasher = blake3::Hasher::new();
    for part in [
        env!("CARGO_PKG_VERSION"),
        &config.fingerprint,
        theme.fingerprint(),
        &store.filtered_version()?.to_string(),
    ] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let hex = hasher.finalize().to_hex();
    Ok(hex.get(..32).unwrap_or_default().to_owned())
}
