//! The digest: what an issue is made of, when its time is over, what is in it. Pure but for reading the store, as all of
//! `select`; [`close`] says what is to be remembered, and does not do it.

mod candidates;
mod choose;
mod home;
mod issues;
mod links;
mod page;
mod score;
mod text;
mod words;

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    config::{Curation, Digest, Period},
    feed::Timestamp,
    select::{Selection, archive, days},
    store::{DigestRow, Frozen, Pool, Store, StoreError},
    zones::Tz,
};

pub(crate) use self::issues::Issues;
pub use self::{
    choose::{Choice, Considered, Unknown, Verdict, choose},
    score::{Score, in_words},
};

/// How many issues are made at most when planet was not run for long: readers are not to be flooded.
const CATCH_UP: usize = 4;

/// Something that is to be remembered of the digest.
#[derive(Debug, Clone, Default)]
pub struct Closed {
    /// What.
    pub frozen: Frozen,
    /// Why.
    pub reason: Reason,
    /// How many items were chosen, also when those are too few.
    pub items: usize,
    /// What of its curation file could not be followed.
    pub unknown: Vec<Unknown>,
}

/// Why something is to be remembered of the digest.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reason {
    /// Its time is over.
    #[default]
    Over,
    /// Its curation file has changed.
    Curated,
    /// It was over when the first issue could have been made: there is none, and none of those before.
    Before,
}

/// When a week or month begins in a zone.
pub(crate) fn begin(zone: Tz, period: Period) -> Timestamp {
    archive::begin(zone, period.first_day())
}

/// When it ends: the first moment that is not part of it.
pub(crate) fn end(zone: Tz, period: Period) -> Timestamp {
    begin(zone, period.next())
}

/// The week or month that a moment belongs to.
pub fn current(digest: &Digest, zone: Tz, now: Timestamp) -> Period {
    Period::containing(digest.period, days::date(zone, now))
}

/// What is remembered of issues of this digest, oldest first: a planet that changed from weeks to months has others, too.
pub fn remembered(digest: &Digest, store: &Store) -> Result<Vec<(Period, DigestRow)>, StoreError> {
    let named = |row: DigestRow| Some((Period::parse(&row.period)?, row));
    let all = store.digests()?.into_iter().filter_map(named);
    let mut rows: Vec<_> = all
        .filter(|(period, _)| period.kind() == digest.period)
        .collect();
    rows.sort_by_key(|(period, _)| *period);
    Ok(rows)
}

/// The number of an issue, which it keeps. Where planet.toml says which one is the first, they are counted from there, whether
/// there are all of them or not. Else they are numbered in the order in which they were frozen, those of one run from the oldest
/// on: an older one that a curation file makes later gets the next number and changes no other. One with too little in it uses
/// its number up, as a curation file may still make an issue of it. What is not frozen has the number that it would get now.
pub fn number(digest: &Digest, rows: &[(Period, DigestRow)], period: Period) -> i64 {
    if let Some(first) = digest.first {
        return period.since(first) + 1;
    }
    let frozen = rows.iter().filter(|(_, row)| row.has_pool);
    let mut frozen: Vec<_> = frozen.map(|(of, row)| (row.frozen, *of)).collect();
    frozen.sort_unstable();
    let place = frozen.iter().position(|(_, of)| *of == period);
    (1..).nth(place.unwrap_or(frozen.len())).unwrap_or_default()
}

/// Whether the next build makes the issue about a period, or makes it anew. Of those that were over when planet first looked at
/// any, it may.
pub fn is_due(
    digest: &Digest,
    rows: &[(Period, DigestRow)],
    curations: &[Curation],
    current: Period,
    period: Period,
) -> bool {
    let due = Due::of(digest, rows, curations, current);
    let is_back_issue = due.before.is_some_and(|before| period <= before) && digest.backfill > 0;
    is_back_issue || due.over.contains(&period) || due.curated.contains(&period)
}

impl Selection<'_> {
    /// What issues other than that about `period` have shown, by the number of its address.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn shown_in_others(
        &self,
        rows: &[(Period, DigestRow)],
        period: Period,
    ) -> Result<BTreeMap<i64, String>, StoreError> {
        let mut shown = BTreeMap::new();
        let others = rows
            .iter()
            .filter(|(other, row)| row.has_issue && *other != period);
        for (other, row) in others {
            let issue = self.store.issue(&row.period)?.unwrap_or_default();
            let items = issue.sections.into_iter().flat_map(|section| section.items);
            shown.extend(items.map(|item| (item.candidate.key, other.name())));
        }
        Ok(shown)
    }

    /// What the issue about a period can be made of: as it was frozen, else as it is now.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn pool_of(
        &self,
        rows: &[(Period, DigestRow)],
        period: Period,
    ) -> Result<Pool, StoreError> {
        if let Some(pool) = self.store.pool(&period.name())? {
            return Ok(pool);
        }
        let before = period.previous();
        let late = rows
            .iter()
            .find(|(known, row)| *known == before && row.has_pool);
        self.pool(period, late.map(|(_, row)| row.frozen))
    }
}

/// What is to be done about the digest.
#[derive(Debug, Default, PartialEq, Eq)]
struct Due {
    /// The periods that are over, oldest first.
    over: Vec<Period>,
    /// Those whose curation file says something else than when they were frozen, or there is one for the first time.
    curated: Vec<Period>,
    /// When nothing is remembered yet: the newest period that is over.
    before: Option<Period>,
}

impl Due {
    fn of(
        digest: &Digest,
        rows: &[(Period, DigestRow)],
        curations: &[Curation],
        current: Period,
    ) -> Self {
        let last = current.previous();
        let is_wanted = |period: Period| digest.first.is_none_or(|first| period >= first);
        let mut due = Self::default();
        match rows.last() {
            Some((newest, _)) => {
                let mut period = last;
                while period > *newest && due.over.len() < CATCH_UP.max(digest.backfill) {
                    due.over
                        .extend(Some(period).filter(|period| is_wanted(*period)));
                    period = period.previous();
                }
                due.over.reverse();
            }
            None => due.before = Some(last),
        }
        let known = |period: Period| {
            rows.iter()
                .find(|(of, _)| *of == period)
                .map(|(_, row)| row)
        };
        let curation = |period: Period| curations.iter().find(|of| of.period == period);
        let removed = rows.iter().filter(|(period, row)| {
            row.curation.is_some() && row.has_pool && curation(*period).is_none()
        });
        let changed = curations.iter().filter(|curation| {
            let before = known(curation.period).and_then(|row| row.curation.as_ref());
            let is_over = curation.period < current && is_wanted(curation.period);
            is_over && !due.over.contains(&curation.period) && before != Some(&curation.fingerprint)
        });
        due.curated = removed
            .map(|(period, _)| *period)
            .chain(changed.map(|curation| curation.period))
            .collect();
        due.curated.sort_unstable();
        due
    }
}

/// Makes the issues whose time is over, and those again whose curation files have changed.
///
/// # Errors
/// The store cannot be read, or `select` fails.
pub fn close<'a, E: From<StoreError>>(
    digest: &Digest,
    curations: &[Curation],
    store: &Store,
    now: Timestamp,
    zone: Tz,
    select: impl FnOnce() -> Result<Selection<'a>, E>,
) -> Result<Vec<Closed>, E> {
    let rows = remembered(digest, store)?;
    let due = Due::of(digest, &rows, curations, current(digest, zone, now));
    if due == Due::default() {
        return Ok(Vec::new());
    }
    let mut closing = Closing {
        digest,
        curations,
        selection: select()?,
        rows,
        now,
        zone,
        shown: BTreeMap::new(),
        closed: Vec::new(),
    };
    for period in due.curated {
        closing.close(period, Reason::Curated)?;
    }
    for period in due.over {
        closing.close(period, Reason::Over)?;
    }
    if let Some(before) = due.before {
        closing.begin(before)?;
    }
    Ok(closing.closed)
}

struct Closing<'a, 'b> {
    digest: &'b Digest,
    curations: &'b [Curation],
    selection: Selection<'a>,
    rows: Vec<(Period, DigestRow)>,
    now: Timestamp,
    zone: Tz,
    /// What the issues that were made in this run show.
    shown: BTreeMap<i64, String>,
    closed: Vec<Closed>,
}

impl Closing<'_, '_> {
    fn close(&mut self, period: Period, reason: Reason) -> Result<(), StoreError> {
        let pool = self.selection.pool_of(&self.rows, period)?;
        self.close_from(pool, period, reason)
    }

    fn close_from(&mut self, pool: Pool, period: Period, reason: Reason) -> Result<(), StoreError> {
        let curation = self.curations.iter().find(|of| of.period == period);
        let mut shown = self.selection.shown_in_others(&self.rows, period)?;
        shown.extend(self.shown.clone());
        let choice = choose(self.digest, &pool, curation, &shown);
        let items = choice.len();
        let before = self.rows.iter().find(|(of, _)| *of == period);
        let before = before.map(|(_, row)| row).filter(|row| row.has_pool);
        let issue = Some(choice.issue).filter(|_| items >= self.digest.min_items);
        if let Some(issue) = &issue {
            let all = issue.sections.iter().flat_map(|section| &section.items);
            let all = all.map(|item| (item.candidate.key, period.name()));
            self.shown.extend(all);
        }
        let over = end(self.zone, period);
        let updated = match (reason, before) {
            (Reason::Curated, Some(row)) => {
                let is_same = self.selection.store.issue(&row.period)? == issue;
                if is_same { row.updated } else { self.now }
            }
            (Reason::Curated, None) if !self.rows.is_empty() => self.now,
            _ => over,
        };
        self.closed.push(Closed {
            frozen: Frozen {
                period: period.name(),
                frozen: before.map_or(self.now, |row| row.frozen),
                updated,
                curation: curation.map(|curation| curation.fingerprint.clone()),
                pool: Some(pool),
                issue,
            },
            reason,
            items,
            unknown: choice.unknown,
        });
        Ok(())
    }

    /// The first time: as many issues as planet.toml asks for, of the newest periods that have enough, and a mark at the end
    /// of those that were over, behind which every one is made.
    fn begin(&mut self, before: Period) -> Result<(), StoreError> {
        let zone = self.zone;
        let mut periods = BTreeSet::new();
        if self.digest.backfill > 0 {
            for (day, _) in self.selection.store.days()? {
                let start = day.saturating_mul(86_400);
                // A day of UTC may lie in two weeks of the planet's zone.
                for at in [start, start.saturating_add(86_399)] {
                    let moment = Timestamp::from_timestamp(at, 0).unwrap_or_default();
                    periods.insert(current(self.digest, zone, moment));
                }
            }
        }
        periods.retain(|period| {
            *period <= before && self.digest.first.is_none_or(|first| *period >= first)
        });
        let shown = self.shown.clone();
        let mut wanted = self.digest.backfill;
        let mut enough = Vec::new();
        for period in periods.into_iter().rev() {
            if enough.len() == wanted {
                break;
            }
            let name = period.name();
            let curated = self.closed.iter().find(|one| one.frozen.period == name);
            if let Some(one) = curated {
                wanted = wanted.saturating_sub(usize::from(one.frozen.issue.is_some()));
                continue;
            }
            self.close(period, Reason::Over)?;
            self.shown.clone_from(&shown);
            let frozen = self.closed.pop().map(|one| one.frozen).unwrap_or_default();
            if frozen.issue.is_some() {
                enough.push((period, frozen.pool.unwrap_or_default()));
            }
        }
        // Again from the oldest on, so that a later one does not repeat what an earlier one has.
        for (period, pool) in enough.into_iter().rev() {
            self.close_from(pool, period, Reason::Over)?;
        }
        if self
            .closed
            .iter()
            .all(|one| one.frozen.period != before.name())
        {
            let frozen = Frozen {
                period: before.name(),
                frozen: self.now,
                updated: self.now,
                ..Frozen::default()
            };
            self.closed.push(Closed {
                frozen,
                reason: Reason::Before,
                ..Closed::default()
            });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
