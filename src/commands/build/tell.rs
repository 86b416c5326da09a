//! What a run tells of itself: each feed, the sum, a report for programs, annotations for GitHub.

use std::{collections::HashMap, time::Instant};

use crate::{
    cli::ReportFormat,
    commands::{hint, place, pretty, print},
    config::{Config, Subscription, without_variables},
    error::{Error, Problem, ProblemKind},
    feed::Timestamp,
    fetch::address,
    filter::Failure,
    report::{FeedReport, Outcome, Report, annotation},
    select::{self, Standing},
    store::FeedState,
    ui::Ui,
};

/// What a report is told with.
#[derive(Clone, Copy)]
pub(super) struct Told<'a> {
    /// How each feed stands.
    pub(super) standing: &'a Standing,
    /// The feeds (by index in planet.toml) that could not be filtered in this run.
    pub(super) unfiltered: &'a HashMap<usize, Failure>,
    /// In which form.
    pub(super) format: ReportFormat,
}

/// Tells what happened to each feed, in the form that was asked for; the report, complete.
pub(super) fn tell(
    config: &Config,
    told: Told<'_>,
    mut report: Report,
    started: Instant,
    now: Timestamp,
    ui: Ui,
) -> Result<Report, Error> {
    let Told {
        standing: Standing { states, dropped },
        unfiltered,
        format,
    } = told;
    for feed in &mut report.feeds {
        let trouble = states.get(feed.feed).and_then(FeedState::trouble);
        if let Some(known) = trouble.filter(|known| known.kind == ProblemKind::Filter) {
            let failure = unfiltered.get(&feed.feed);
            let message = failure.map_or_else(|| known.message.clone(), Failure::to_string);
            feed.problem = Some((Problem::new(known.kind, message), known.since));
        }
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
    tell_unfiltered(config, unfiltered, ui);
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

/// Tells which feeds could not be filtered, and why.
pub(super) fn tell_unfiltered(config: &Config, unfiltered: &HashMap<usize, Failure>, ui: Ui) {
    for (index, feed) in config.feeds.iter().enumerate() {
        if let Some(failure) = unfiltered.get(&index) {
            let problem = Problem::new(ProblemKind::Filter, failure.to_string());
            let who = format!("{} ({})", feed.name, place(config, feed.line));
            ui.warn(&format!("{who}: {problem}"), hint(&problem));
        }
    }
}

fn tell_feed(config: &Config, subscription: &Subscription, feed: &FeedReport, stored: u64, ui: Ui) {
    let who = format!(
        "{} ({})",
        subscription.name,
        place(config, subscription.line)
    );
    // A feed that was not asked has nothing new to complain about; filters tell for themselves.
    if feed.outcome != Outcome::Skipped {
        let problem = feed.problem.as_ref();
        if let Some((problem, since)) =
            problem.filter(|(problem, _)| problem.kind != ProblemKind::Filter)
        {
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
        if let Some(moved_to) = &feed.moved_to {
            ui.warn(
                &format!("{who}: {}", address::moved_words(moved_to)),
                Some(&better_url(moved_to)),
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

/// What to do about a feed that has moved.
fn better_url(moved_to: &str) -> String {
    format!("set `url = \"{}\"`", without_variables(moved_to))
}

pub(super) fn summary(report: &Report) -> String {
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
    let place = (file.as_str(), subscription.line);
    let one = |message: &str, hint: Option<&str>| {
        annotation("warning", place, &subscription.name, message, hint)
    };
    let problem = feed
        .problem
        .as_ref()
        .map(|(problem, _)| one(&problem.message, hint(problem)));
    let moved = feed
        .moved_to
        .as_ref()
        .map(|url| one(&address::moved_words(url), Some(&better_url(url))));
    [problem, moved].into_iter().flatten().collect()
}
