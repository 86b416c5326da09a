//! What a run did, feed by feed: the data behind the lines on the terminal and behind `report/1`.

use serde::Serialize;

use crate::{
    config::Subscription, error::Problem, feed::Timestamp, publish::Published, select::utc,
};

/// What happened to one feed in this run.
#[derive(Debug, Clone)]
pub struct FeedReport {
    /// Index of the feed in the config.
    pub feed: usize,
    /// What became of it.
    pub outcome: Outcome,
    /// HTTP status of the answer, if there was one.
    pub http_status: Option<u16>,
    /// What is wrong, and since when; for a skipped feed what was wrong before.
    pub problem: Option<(Problem, Timestamp)>,
    /// Where it has moved for good; not told of a private feed.
    pub moved_to: Option<String>,
    /// Entries in the document.
    pub entries_seen: usize,
    /// Entries that were not known.
    pub entries_new: usize,
    /// Entries of the feed that its filters drop.
    pub entries_dropped: u64,
    /// Entries of the feed that are held off the river.
    pub entries_held: u64,
    /// New entries that are held because many came with dates of one hour.
    pub restamped: usize,
    /// How long it took.
    pub milliseconds: u64,
}

/// What became of a feed in a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It said something that was not known.
    New,
    /// Nothing changed.
    Unchanged,
    /// It was not asked.
    Skipped,
    /// It could not be read; one that only had to be mended counts as what it brought.
    Problem,
}

impl Outcome {
    /// The word of `report/1`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Unchanged => "unchanged",
            Self::Skipped => "skipped",
            Self::Problem => "problem",
        }
    }
}

/// What a whole run did.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// The feeds that are switched on, in the order of planet.toml.
    pub feeds: Vec<FeedReport>,
    /// How long the run took, in milliseconds.
    pub milliseconds: u64,
    /// Entries remembered of all feeds.
    pub entries_stored: u64,
    /// What was written.
    pub published: Published,
}

impl Report {
    /// How many feeds have a problem now, also one from an earlier run.
    pub fn problems(&self) -> usize {
        self.feeds
            .iter()
            .filter(|feed| feed.problem.is_some())
            .count()
    }

    /// How many entries were not known before this run.
    pub fn entries_new(&self) -> usize {
        self.feeds.iter().map(|feed| feed.entries_new).sum()
    }

    /// The report as `report/1`.
    pub fn to_json(&self, subscriptions: &[Subscription], now: Timestamp) -> serde_json::Value {
        let feeds: Vec<serde_json::Value> = self
            .feeds
            .iter()
            .filter_map(|report| Some((subscriptions.get(report.feed)?, report)))
            .map(|(feed, report)| {
                let problem = report.problem.as_ref().map(|(problem, since)| {
                    serde_json::json!({"kind": problem.kind.as_str(), "message": problem.message, "since": utc(*since)})
                });
                serde_json::json!({
                    "name": feed.name,
                    "url": shown_url(feed),
                    "slug": feed.slug,
                    "outcome": report.outcome,
                    "http_status": report.http_status,
                    "problem": problem,
                    "moved_to": report.moved_to,
                    "entries_seen": report.entries_seen,
                    "entries_new": report.entries_new,
                    "entries_dropped": report.entries_dropped,
                    "entries_held": report.entries_held,
                    "milliseconds": report.milliseconds,
                })
            })
            .collect();
        let problems = self.problems();
        serde_json::json!({
            "schema": "report/1",
            "now": utc(now),
            "duration_ms": self.milliseconds,
            "feeds": feeds,
            "totals": {
                "feeds": self.feeds.len(),
                "ok": self.feeds.len() - problems,
                "problems": problems,
                "entries_new": self.entries_new(),
                "entries_stored": self.entries_stored,
                "pages_written": self.published.written,
                "pages_unchanged": self.published.unchanged,
                "pages_removed": self.published.removed,
            },
        })
    }
}

/// The address of a feed in a report: as written, unless it is a secret.
pub fn shown_url(feed: &Subscription) -> Option<&str> {
    (!feed.private).then_some(feed.shown.as_str())
}

/// The longest text of an annotation, in characters.
const ANNOTATION: usize = 2_000;

/// Where an annotation stands: a file, and a line of it from 1.
pub type Place<'a> = (&'a str, usize);

/// One annotation as GitHub Actions reads it from standard output, with what to do about it.
pub fn annotation(
    level: &str,
    (file, line): Place<'_>,
    title: &str,
    message: &str,
    hint: Option<&str>,
) -> String {
    let escape = |text: &str| {
        let text: String = text.chars().take(ANNOTATION).collect();
        let text = text
            .replace('%', "%25")
            .replace('\r', "%0D")
            .replace('\n', "%0A");
        crate::ui::printable(&text)
    };
    let property = |text: &str| escape(text).replace(':', "%3A").replace(',', "%2C");
    format!(
        "::{level} file={},line={line},title={}::{}\n",
        property(file),
        property(title),
        escape(&match hint {
            Some(hint) => format!("{message}\n{hint}"),
            None => message.to_owned(),
        })
    )
}
