//! `planet build`, and its halves `planet fetch` and `planet render`.

mod site;
mod tell;

use std::{collections::HashMap, time::Instant};

use crate::{
    cli::{BuildArgs, FetchArgs, Origin, RenderArgs, TellArgs},
    commands::{
        Exit,
        build::{
            site::{every_page, write_site},
            tell::{Told, summary, tell, tell_unfiltered},
        },
        digest,
        interrupt::{self, Held},
        missing,
        restore::restore,
        store::{open, tell_set_aside},
        table,
    },
    config::Config,
    error::Error,
    feed::Timestamp,
    filter::{self, Failure},
    publish::{Published, Target},
    refresh::{Due, Interruption, refresh},
    report::Report,
    select::{Standing, standing},
    store::Store,
    theme::Late,
    timings::{self, Stage, during},
    ui::Ui,
};

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
    let restore_from = args.restore_from.as_ref();
    build_and_tell(config, due, restore_from, args.fetch.tell, now, ui)
}

/// Writes the site from what is remembered.
pub(crate) fn render(
    config: &Config,
    args: &RenderArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    build_and_tell(config, Due::Never, None, args.tell, now, ui)
}

/// The site made from what is remembered, for a preview: as by [`render`], without a report. The store of `config` should be a
/// copy: feeds that are new or gone, and issues of the digest, are remembered there.
pub(crate) fn preview(config: &Config, now: Timestamp, ui: Ui) -> Result<Published, Error> {
    let done = whole_line(config, Due::Never, None, now, ui)?;
    tell_unfiltered(config, &done.unfiltered, ui);
    done.written
}

fn build_and_tell(
    config: &Config,
    due: Due,
    restore_from: Option<&Origin>,
    telling: TellArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let started = begin(telling);
    let Done {
        standing,
        mut report,
        unfiltered,
        written,
    } = twice_if_damaged(config, ui, || {
        whole_line(config, due, restore_from, now, ui)
    })?;
    report.published = written.as_ref().copied().unwrap_or_default();
    let told = Told {
        standing: &standing,
        unfiltered: &unfiltered,
        format: telling.format,
    };
    let report = tell(config, told, report, started, now, ui)?;
    written?;
    ui.say(&summary(&report));
    tell_timings(telling, ui);
    Ok(Exit::strict(telling.strict, report.problems()))
}

fn begin(telling: TellArgs) -> Instant {
    if telling.timings {
        timings::begin();
    }
    Instant::now()
}

fn tell_timings(telling: TellArgs, ui: Ui) {
    if telling.timings {
        let header = ["stage", "from", "to", "seconds", "CPU"];
        ui.drawing(table::draw(header, &timings::rows()).trim_end());
    }
}

/// Does it once more with a new store, if the one there is turns out to be damaged on the way.
fn twice_if_damaged<T>(
    config: &Config,
    ui: Ui,
    work: impl Fn() -> Result<T, Error>,
) -> Result<T, Error> {
    match work() {
        Err(Error::Store(error)) if error.is_damage() => {
            tell_set_aside(&Store::give_up(&config.state, error)?, ui);
            work()
        }
        other => other,
    }
}

/// What the whole line came to. What happened to the feeds is told also when the site cannot be written.
struct Done {
    standing: Standing,
    report: Report,
    unfiltered: HashMap<usize, Failure>,
    written: Result<Published, Error>,
}

/// The whole line. What can be proven without the network is proven first.
fn whole_line(
    config: &Config,
    due: Due,
    restore_from: Option<&Origin>,
    now: Timestamp,
    ui: Ui,
) -> Result<Done, Error> {
    let theme = during(Stage::Theme, || Late::read(config))?;
    missing::tell(config, &missing::faces(config, theme.assets()), ui);
    let curations = digest::curations(config, theme.assets())?;
    // The lock of the store comes first: what another run is still writing must not be taken for somebody else's.
    let mut store = open(config, ui)?;
    let target = Target::open(&config.output)?;
    // The site that is there has been made with this theme, which proves it; another is proven before any feed is asked.
    if !target.is_made_with(&every_page(config, &theme, &store)?) {
        during(Stage::Theme, || theme.get())?;
    }
    if let Some(origin) = restore_from {
        restore(config, origin, &mut store, now, ui)?;
    }
    let report = refresh_all(config, &mut store, due, now, ui)?;
    let unfiltered = during(Stage::Filter, || filter::apply(config, &mut store, now))?;
    let standing = during(Stage::Select, || standing(config, &store))?;
    store.note_blogroll(&config.feeds, &standing.states, now)?;
    let digest = || digest::close(config, &curations, &mut store, &standing, &theme, now, ui);
    let written = during(Stage::Select, digest)
        .and_then(|()| write_site(config, &theme, &store, &standing, target, now));
    // What happened to the feeds is told with whatever stopped the site, but for this: they are all read again.
    let written = match written {
        Err(Error::Store(error)) if error.is_damage() => return Err(error.into()),
        written => written,
    };
    Ok(Done {
        standing,
        report,
        unfiltered,
        written,
    })
}

/// Asks every feed and remembers what it says.
pub(crate) fn fetch(
    config: &Config,
    args: &FetchArgs,
    now: Timestamp,
    ui: Ui,
) -> Result<Exit, Error> {
    let started = begin(args.tell);
    let (report, standing) = twice_if_damaged(config, ui, || {
        let mut store = open(config, ui)?;
        let report = refresh_all(config, &mut store, due(args), now, ui)?;
        let standing = standing(config, &store)?;
        store.note_blogroll(&config.feeds, &standing.states, now)?;
        Ok((report, standing))
    })?;
    let told = Told {
        standing: &standing,
        unfiltered: &HashMap::new(),
        format: args.tell.format,
    };
    let report = tell(config, told, report, started, now, ui)?;
    ui.say(&summary(&report));
    tell_timings(args.tell, ui);
    Ok(Exit::strict(args.tell.strict, report.problems()))
}

fn due(args: &FetchArgs) -> Due {
    if args.force { Due::All } else { Due::Now }
}

fn refresh_all(
    config: &Config,
    store: &mut Store,
    due: Due,
    now: Timestamp,
    ui: Ui,
) -> Result<Report, Error> {
    let progress = ui.progress(config.feeds.len(), "reading feeds");
    // Where signals cannot be held they end the run at once, as they do when no feed is asked: what was committed is safe.
    let signals = match due {
        Due::Never => None,
        Due::Now | Due::All => interrupt::hold().ok(),
    };
    let interruption = Interruption {
        is_asked: &|| signals.as_ref().is_some_and(Held::is_asked),
        leave: &|done, all| {
            let message = format!("stopped: {done} of {all} feeds were read, and are remembered");
            ui.warn(
                &message,
                Some("the site is as it was; run again for the rest"),
            );
            if let Some(signals) = &signals {
                signals.obey();
            }
        },
    };
    let report = refresh(config, store, due, now, interruption, &progress);
    // One that came when there was nothing left to wait for.
    if let Some(signals) = signals.as_ref().filter(|signals| signals.is_asked()) {
        signals.obey();
    }
    Ok(report?)
}
