//! Whether a line of a snapshot is one that planet could have written: anybody may have made it, and what no page can show would
//! stop every build from then on.

use chrono::Datelike as _;

use crate::{
    config::Period,
    feed::Timestamp,
    store::{
        ChangeKind, Frozen, Issue, Mention,
        record::Record,
        snapshot::{ChangeLine, EntryLine, FeedLine, Line},
    },
};

impl Line {
    /// Whether planet could have written it.
    pub(super) fn is_possible(&self) -> bool {
        match self {
            Self::Schema(_) => true,
            Self::Feed(line) => feed(line),
            Self::Entry(line) => entry(line),
            Self::Known(line) => each_is_date([line.known.newest]),
            Self::Change(line) => change(line),
            Self::Digest(frozen) => digest(frozen),
        }
    }
}

fn feed(line: &FeedLine) -> bool {
    let asked = line.asked.as_ref();
    each_is_date([line.first_read, line.last_success])
        && asked.is_none_or(|asked| {
            each_is_date([
                Some(asked.last_attempt),
                asked.next_attempt,
                asked.problem_since,
            ])
        })
}

fn entry(line: &EntryLine) -> bool {
    let seen = [line.first_seen, line.date].map(Some);
    each_is_date([line.published, line.updated].into_iter().chain(seen))
        && serde_json::from_str::<Record>(&line.record).is_ok()
}

fn change(line: &ChangeLine) -> bool {
    // That the planet began is no feed's news; all else is.
    let is_opening = ChangeKind::from_word(&line.kind) == Some(ChangeKind::Opened);
    is_opening == line.feed.is_none() && each_is_date([Some(line.date), line.record.silent_since])
}

fn digest(frozen: &Frozen) -> bool {
    let period = Period::parse(&frozen.period);
    let is_named = period.is_some_and(|period| {
        period.name() == frozen.period && SHOWN.contains(&period.first_day().year())
    });
    let pool = frozen.pool.iter().flat_map(|pool| &pool.candidates);
    let issue = frozen.issue.iter().flat_map(|issue| &issue.sections);
    let chosen = issue
        .flat_map(|section| &section.items)
        .map(|item| &item.candidate);
    let mut posts = pool
        .chain(chosen)
        .flat_map(|candidate| candidate.source.iter().chain(&candidate.linkers));
    is_named
        && [frozen.frozen, frozen.updated].iter().all(is_plausible)
        && posts.all(|post: &Mention| is_date(post.date))
        && frozen.issue.as_ref().is_none_or(has_items)
}

/// Whether there is an issue to show, and no section without items.
fn has_items(issue: &Issue) -> bool {
    let mut sections = issue.sections.iter();
    !issue.sections.is_empty() && sections.all(|section| !section.items.is_empty())
}

fn each_is_date(dates: impl IntoIterator<Item = Option<i64>>) -> bool {
    dates.into_iter().flatten().all(is_date)
}

fn is_date(seconds: i64) -> bool {
    Timestamp::from_timestamp(seconds, 0).is_some_and(|moment| is_plausible(&moment))
}

/// The years that pages can show in every zone. Feeds may not speak of so many, but what was remembered must come back.
const SHOWN: std::ops::RangeInclusive<i32> = 2..=9_998;

fn is_plausible(moment: &Timestamp) -> bool {
    SHOWN.contains(&moment.year())
}
