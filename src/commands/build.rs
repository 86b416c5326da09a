//! `planet build`, and its halves `planet fetch` and `planet render`.

mod preview;

use std::{
    collections::HashSet,
    panic::resume_unwind,
    sync::mpsc::{self, SyncSender},
    thread,
    time::Instant,
};

use crate::{
    cli::{BuildArgs, FetchArgs, Origin, RenderArgs, ReportFormat},
    commands::{Exit, digest, hint, place, pretty, print, restore::restore},
    config::{Config, Subscription},
    error::Error,
    feed::Timestamp,
    publish::{Publication, Published, Target},
    refresh::{Due, refresh},
    render,
    report::{FeedReport, Outcome, Report},
    select::{self, Known, Plan, Selection, Standing, select, standing},
    site::{Part, SearchListing},
    store::{Store, StoreError},
    theme::Theme,
    ui::Ui,
};

pub(crate) use self::preview::preview;

/// Asks every feed and writes the site.
pub(crate) fn build(
    config: &Config,
    args: &BuildArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let due = if args.offline {
        Due::Never
    } else {
        due(&args.fetch)
    };
    let wanted = Wanted {
        due,
        restore_from: args.restore_from.as_ref(),
        strict: args.fetch.strict,
        format: args.fetch.format,
    };
    whole_line(config, wanted, now, ui)
}

/// Writes the site from what is remembered.
pub(crate) fn render(
    config: &Config,
    args: &RenderArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let wanted = Wanted {
        due: Due::Never,
        restore_from: None,
        strict: args.strict,
        format: args.format,
    };
    whole_line(config, wanted, now, ui)
}

/// What is asked of the whole line.
#[derive(Clone, Copy)]
struct Wanted<'a> {
    due: Due,
    restore_from: Option<&'a Origin>,
    strict: bool,
    format: ReportFormat,
}

/// The whole line. What can be proven without the network is proven first.
fn whole_line(config: &Config, wanted: Wanted<'_>, now: Timestamp, ui: Ui) -> Result<Exit, Error> {
    let started = Instant::now();
    let theme = Theme::load(config)?;
    let curations = config.curations().map_err(Error::Curations)?;
    // The lock of the store comes first: what another run is still writing must not be taken for somebody else's.
    let mut store = open(config, ui)?;
    let target = Target::open(&config.output)?;
    if let Some(origin) = wanted.restore_from {
        restore(config, origin, &mut store, now, ui)?;
    }
    let mut report = refresh_all(config, &mut store, wanted.due, now, ui)?;
    // What happened to the feeds is told also when the site cannot be written.
    let standing = standing(config, &store)?;
    store.note_blogroll(&config.feeds, &standing.states, now)?;
    let written = digest::close(
        config,
        &curations,
        &mut store,
        &standing,
        theme.language(),
        now,
        ui,
    )
    .and_then(|()| write_site(config, &theme, &store, &standing, target, now));
    report.published = written.as_ref().copied().unwrap_or_default();
    let report = tell(config, &standing, report, started, wanted.format, now, ui)?;
    written?;
    ui.say(&summary(&report));
    Ok(Exit::strict(wanted.strict, report.problems()))
}

/// Asks every feed and remembers what it says.
pub(crate) fn fetch(
    config: &Config,
    args: &FetchArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let started = Instant::now();
    let mut store = open(config, ui)?;
    let report = refresh_all(config, &mut store, due(args), now, ui)?;
    let standing = standing(config, &store)?;
    store.note_blogroll(&config.feeds, &standing.states, now)?;
    let report = tell(config, &standing, report, started, args.format, now, ui)?;
    ui.say(&summary(&report));
    Ok(Exit::strict(args.strict, report.problems()))
}

fn due(args: &FetchArgs) -> Due {
    if args.force { Due::All } else { Due::Now }
}

fn open(config: &Config, ui: Ui) -> Result<Store, Error> {
    let store = Store::open(&config.state)?;
    if let Some(aside) = store.set_aside() {
        let message = format!(
            "the store was damaged; it is now `{}`, and planet starts anew",
            aside.display()
        );
        ui.warn(
            &message,
            Some("every feed is read again; what feeds no longer hold is only in the old file"),
        );
    }
    Ok(store)
}

fn refresh_all(
    config: &Config,
    store: &mut Store,
    due: Due,
    now: Timestamp,
    ui: Ui,
) -> Result<Report, Error> {
    let progress = ui.progress(config.feeds.len(), "reading feeds");
    Ok(refresh(config, store, due, now, &progress)?)
}

/// Select, render, publish; nothing of it when the site is already made from the same things.
fn write_site(
    config: &Config,
    theme: &Theme,
    store: &Store,
    standing: &Standing,
    target: Target,
    now: Timestamp,
) -> Result<Published, Error> {
    let every_page = every_page(config, theme);
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
    store.snapshot(|store| {
        let selection = select(config, store, standing, theme.language())?;
        let own: HashSet<&str> = theme
            .assets()
            .iter()
            .map(|asset| asset.path.as_str())
            .collect();
        let mut publication = Publication::begin(target);
        let plan = selection.plan(
            &every_page,
            &Known {
                // A static file in the place of a page is the maintainer's word.
                holds: &|path, inputs| own.contains(path) || publication.holds(path, inputs),
                count: &|path, word| publication.count(path, word),
                inside: &|folder| publication.inside(folder),
            },
        )?;
        let site = selection.site(&plan, now)?;
        let shared = theme.shared(&site.info, &site.blogroll)?;
        let (info, listed) = selection.still();
        let still = theme.shared(&info, &listed)?;
        let stored = selection.stored();
        if !config.feeds.is_empty() && !store.knows_any_feed()? {
            publication.refuse_to_empty()?;
        }
        publication.add(&render::render(&site, &shared, theme)?)?;
        for path in plan.kept.iter().filter(|path| !own.contains(path.as_str())) {
            publication.keep(path);
        }
        for (path, count, word) in plan.counts() {
            publication.note_count(path, count, word);
        }
        let make = |parts: Vec<Part>| -> Result<(), Error> {
            let mut pages = render::parts(&info, &parts, &still, theme)?;
            pages.retain(|page| !own.contains(page.path.as_str()));
            Ok(publication.add(&pages)?)
        };
        each_part(&selection, &plan, make)?;
        if let Some(shards) = &plan.shards {
            let index = render::search_index(&listings(shards, &publication));
            publication.add(&[index])?;
        }
        if config.pages.state {
            let inputs = format!("{every_page} {:x}", store.version()?);
            if publication.holds(render::STATE, &inputs) {
                publication.keep(render::STATE);
            } else {
                let snapshot = store.published(&config.feeds)?;
                publication.add(&[render::state(snapshot, inputs)])?;
            }
        }
        Ok(publication.finish(&inputs, stored)?)
    })
}

/// What the search index says of its parts, all of which have been taken.
fn listings(shards: &[(String, usize)], publication: &Publication) -> Vec<SearchListing> {
    let listing = |(name, entries): &(String, usize)| {
        let hash = publication.hash(&format!("search/{name}.json"))?;
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
        let read = read_parts(selection, plan, &some);
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

/// One word for what every page is made from besides the store.
fn every_page(config: &Config, theme: &Theme) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in [
        env!("CARGO_PKG_VERSION"),
        &config.fingerprint,
        theme.fingerprint(),
    ] {
        hasher.update(part.as_bytes()).update(&[0]);
    }
    let hex = hasher.finalize().to_hex();
    hex.get(..32).unwrap_or_default().to_owned()
}

/// Tells what happened to each feed, in the form that was asked for; the report, complete.
fn tell(
    config: &Config,
    standing: &Standing,
    mut report: Report,
    started: Instant,
    format: ReportFormat,
    now: Timestamp,
    ui: Ui,
) -> Result<Report, Error> {
    let Standing { states, dropped } = standing;
    for feed in &mut report.feeds {
        feed.entries_dropped = dropped.of_feed(feed.feed);
        feed.entries_held = states.get(feed.feed).map_or(0, select::held);
    }
    report.entries_stored = config
        .feeds
        .iter()
        .zip(states)
        .filter(|(feed, _)| feed.enabled)
        .map(|(_, state)| state.stored)
        .sum();
    report.milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    let each = report
        .feeds
        .iter()
        .filter_map(|feed| Some((config.feeds.get(feed.feed)?, feed)));
    for (subscription, feed) in each {
        if format == ReportFormat::Github {
            print(ui, &annotations(config, subscription, feed))?;
        }
        let stored = states.get(feed.feed).map_or(0, |state| state.stored);
        tell_feed(config, subscription, feed, stored, ui);
    }
    if format == ReportFormat::Json {
        print(ui, &pretty(&report.to_json(&config.feeds, now)))?;
    }
    Ok(report)
}

fn tell_feed(config: &Config, subscription: &Subscription, feed: &FeedReport, stored: u64, ui: Ui) {
    let who = format!(
        "{} ({})",
        subscription.name,
        place(config, subscription.line)
    );
    // A feed that was not asked has nothing new to complain about.
    if feed.outcome != Outcome::Skipped {
        if let Some((problem, since)) = &feed.problem {
            let since = since
                .with_timezone(&config.timezone)
                .format("%Y-%m-%d %H:%M");
            let message = match problem.kind {
                kind if kind.is_mild() => format!("{who}: {problem}"),
                _ if stored == 0 => format!("{who}: {problem} (since {since})"),
                _ => format!("{who}: {problem}; its entries are kept (since {since})"),
            };
            ui.warn(&message, hint(problem));
        }
        if let Some(moved_to) = feed.moved_to.as_ref().filter(|_| !subscription.private) {
            let hint = format!("set `url = \"{moved_to}\"`");
            ui.warn(
                &format!("{who}: has moved for good to {moved_to}"),
                Some(&hint),
            );
        }
        if feed.restamped > 0 {
            let message = format!(
                "{who}: {} unseen entries came with dates of one hour and are held off the river",
                feed.restamped
            );
            ui.warn(&message, Some("the site was probably rebuilt; `restamp_entries` under [river] sets how many are too many"));
        }
    }
    ui.detail(&format!(
        "{who}: {}, {} entries, {} new, {} ms",
        feed.outcome.as_str(),
        feed.entries_seen,
        feed.entries_new,
        feed.milliseconds
    ));
}

fn summary(report: &Report) -> String {
    let asked = report
        .feeds
        .iter()
        .filter(|feed| feed.outcome != Outcome::Skipped)
        .count();
    let problems = report.problems();
    let published = report.published;
    format!(
        "{asked} of {} feeds asked, {problems} with a problem; {} new entries, {} remembered; {} pages written, {} unchanged, {} removed; {:.1} s",
        report.feeds.len(),
        report.entries_new(),
        report.entries_stored,
        published.written,
        published.unchanged,
        published.removed,
        std::time::Duration::from_millis(report.milliseconds).as_secs_f32(),
    )
}

/// Annotations that GitHub shows beside the line of planet.toml.
fn annotations(config: &Config, subscription: &Subscription, feed: &FeedReport) -> String {
    let file = config.path.display().to_string();
    let line = subscription.line;
    let one = |message: &str| {
        crate::report::annotation("warning", &file, line, &subscription.name, message)
    };
    let problem = feed
        .problem
        .as_ref()
        .map(|(problem, _)| one(&problem.message));
    let moved = feed
        .moved_to
        .as_ref()
        .filter(|_| !subscription.private)
        .map(|url| one(&format!("has moved for good to {url}")));
    [problem, moved].into_iter().flatten().collect()
}
