//! The rules that give an entry its river date, or hold it off the river. Pure: no SQL, no clock.

use crate::store::prepare::PreparedEntry;

/// The window in which re-stamped entries lie, in seconds.
const RESTAMP_WINDOW: i64 = 3_600;

/// Why an entry is off the river. The words are stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Held {
    Undated,
    Future,
    Restamped,
    NewFeed,
}

impl Held {
    pub(super) fn as_str(self) -> &'static str {
        match self {
            Self::Undated => "undated",
            Self::Future => "future",
            Self::Restamped => "restamped",
            Self::NewFeed => "new-feed",
        }
    }
}

/// Where an unseen entry goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// The river date, or for a held entry the date on its feed's own page.
    pub(super) date: i64,
    pub(super) held: Option<Held>,
}

/// The earlier of publication and first sight. When the feed is read for the first time, first sight says nothing about
/// an entry's age: what has no date, or one in the future, stays off the river, as it did not appear just now.
pub(super) fn place(entry: &PreparedEntry, known_feed: bool, now: i64) -> Place {
    let published = entry
        .published
        .or(entry.updated)
        .map(|date| date.timestamp());
    match published {
        Some(date) if date <= now => Place { date, held: None },
        Some(_) if !known_feed => Place {
            date: now,
            held: Some(Held::Future),
        },
        None if !known_feed => Place {
            date: now,
            held: Some(Held::Undated),
        },
        Some(_) | None => Place {
            date: now,
            held: None,
        },
    }
}

/// Holds every entry that shares an hour with more than `limit` others: a site that was rebuilt stamps all its posts
/// with the time of the build.
pub(super) fn restamped(places: &mut [Place], limit: usize) {
    let mut dates: Vec<i64> = places
        .iter()
        .filter(|place| place.held.is_none())
        .map(|place| place.date)
        .collect();
    dates.sort_unstable();
    // Both ends of these only grow, so the last one that begins before a date is the one that may hold it.
    let mut crowded: Vec<(i64, i64)> = Vec::new();
    for window in dates.windows(limit.saturating_add(1)) {
        if let [first, .., last] = window
            && last - first <= RESTAMP_WINDOW
        {
            crowded.push((*first, *last));
        }
    }
    for place in places.iter_mut().filter(|place| place.held.is_none()) {
        let before = crowded.partition_point(|(first, _)| *first <= place.date);
        let nearest = before.checked_sub(1).and_then(|n| crowded.get(n));
        if nearest.is_some_and(|(_, last)| place.date <= *last) {
            place.held = Some(Held::Restamped);
        }
    }
}

/// Lets only the newest `limit` entries of a new feed into the river.
pub(super) fn cap(places: &mut [Place], limit: usize) {
    let mut order: Vec<usize> = (0..places.len())
        .filter(|n| places.get(*n).is_some_and(|p| p.held.is_none()))
        .collect();
    order.sort_by_key(|n| std::cmp::Reverse(places.get(*n).map(|place| place.date)));
    for n in order.into_iter().skip(limit) {
        if let Some(place) = places.get_mut(n) {
            place.held = Some(Held::NewFeed);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::store::place::{Held, Place, cap, restamped};

    fn at(date: i64) -> Place {
        Place { date, held: None }
    }

    #[test]
    fn more_than_the_limit_within_an_hour_were_restamped() {
        let mut places: Vec<Place> = (0..11).map(|n| at(10_000 + n)).collect();
        places.push(at(0));
        restamped(&mut places, 10);
        assert_eq!(
            places
                .iter()
                .filter(|place| place.held == Some(Held::Restamped))
                .count(),
            11
        );
        assert_eq!(places[11].held, None);
    }

    #[test]
    fn exactly_the_limit_is_a_busy_hour() {
        let mut places: Vec<Place> = (0..10).map(|n| at(10_000 + n)).collect();
        restamped(&mut places, 10);
        assert!(places.iter().all(|place| place.held.is_none()));
    }

    #[test]
    fn a_new_feed_brings_its_newest_entries() {
        let mut places: Vec<Place> = (0..5).map(|n| at(n * 100_000)).collect();
        cap(&mut places, 2);
        let held: Vec<bool> = places.iter().map(|place| place.held.is_some()).collect();
        assert_eq!(held, [true, true, true, false, false]);
    }
}
