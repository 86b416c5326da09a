//! What the search knows: entries as [`SearchEntry`], cut into shards by month.

use std::ops::Range;

use crate::{
    html,
    select::archive::{self, Counted},
    site::{EntryView, SearchEntry, SearchShard},
};

/// How many entries a shard has at most: some 300 kB, half of it when compressed.
const SHARD_ENTRIES: usize = 1_000;

/// How much of an entry's text is searched and shown, in characters.
const EXCERPT_CHARS: usize = 160;

/// How much of its authors and of its tags is, in characters: three times the most that real feeds have, 41 tags.
const NAMES_CHARS: usize = 1_000;

/// A part of the index as it is planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PlannedShard {
    /// `2025-11`, `2025-11-2` and so on.
    pub(crate) name: String,
    /// One word for all that its entries are read from: the days that it reaches into.
    pub(crate) inputs: String,
    /// Its entries, as their places in the month: 0 is the oldest. A new entry thus changes only the newest shard.
    pub(crate) places: Range<usize>,
}

/// The shards of a month that are due, while they are filled from its newest entry to its oldest.
pub(crate) struct Shards<'a> {
    /// Oldest first.
    due: &'a [PlannedShard],
    /// What is known of them, in the same order.
    entries: Vec<Vec<SearchEntry>>,
}

impl<'a> Shards<'a> {
    /// The planned shards, oldest first, before any entry is in them.
    pub(crate) fn of(due: &'a [PlannedShard]) -> Self {
        Self {
            due,
            entries: due.iter().map(|_| Vec::new()).collect(),
        }
    }

    /// Whether any of the entries at these places belongs to a shard that is due.
    pub(crate) fn want_any(&self, places: &Range<usize>) -> bool {
        let due = self.due.iter();
        due.map(|shard| &shard.places)
            .any(|own| own.start < places.end && places.start < own.end)
    }

    /// Takes the entry at a place, if it belongs to a shard that is due.
    pub(crate) fn take(&mut self, place: usize, view: &EntryView) {
        let mut shards = self.due.iter().zip(&mut self.entries);
        if let Some((_, entries)) = shards.find(|(shard, _)| shard.places.contains(&place)) {
            entries.push(entry(view));
        }
    }

    /// The shards that have all their entries once those from `place` on have been taken.
    pub(crate) fn finished(&mut self, place: usize) -> impl Iterator<Item = SearchShard> {
        std::iter::from_fn(move || {
            let (newest, rest) = self.due.split_last()?;
            if newest.places.start < place {
                return None;
            }
            self.due = rest;
            Some(SearchShard {
                name: newest.name.clone(),
                inputs: newest.inputs.clone(),
                entries: self.entries.pop().unwrap_or_default(),
            })
        })
    }
}

/// The shards of one month (`2025-11`), oldest first, of all its days, oldest first.
pub(crate) fn of_month<'a>(
    month: &str,
    days: impl IntoIterator<Item = &'a Counted>,
) -> Vec<PlannedShard> {
    let mut shards: Vec<(PlannedShard, blake3::Hasher)> = Vec::new();
    let mut start = 0;
    for day in days {
        let end = start + day.entries;
        for number in start / SHARD_ENTRIES..end.div_ceil(SHARD_ENTRIES) {
            if shards.len() == number {
                shards.push((
                    PlannedShard {
                        name: name(month, number),
                        inputs: String::new(),
                        places: number * SHARD_ENTRIES..0,
                    },
                    blake3::Hasher::new(),
                ));
            }
            if let Some((shard, hasher)) = shards.get_mut(number) {
                shard.places.end = end.min((number + 1) * SHARD_ENTRIES);
                hasher.update(day.word.as_bytes());
                // Days before that have grown push others of its entries into the shard.
                hasher.update(&start.to_le_bytes());
            }
        }
        start = end;
    }
    let with_word = |(shard, hasher): (PlannedShard, blake3::Hasher)| PlannedShard {
        inputs: archive::word(&hasher),
        ..shard
    };
    shards.into_iter().map(with_word).collect()
}

/// What the search knows of an entry as a page shows it.
fn entry(view: &EntryView) -> SearchEntry {
    let names = view.authors.iter().map(|author| author.name.as_str());
    let others = first(names.filter(|name| *name != view.feed.name));
    let tags = first(view.tags.iter().map(|tag| tag.name.as_str()));
    SearchEntry {
        title: view.label.clone(),
        url: view.url.clone(),
        permalink: view.permalink.clone(),
        blog: view.feed.name.clone(),
        author: (!others.is_empty()).then(|| others.join(", ")),
        date: day(view).to_owned(),
        tags: tags.into_iter().map(str::to_owned).collect(),
        excerpt: html::shorten(&view.excerpt, EXCERPT_CHARS),
        language: view.language.clone(),
        dir: view.dir,
    }
}

/// The first of the names, as many as there is room for.
fn first<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut chars = 0;
    let has_room = |name: &&str| {
        chars += name.chars().count();
        chars <= NAMES_CHARS
    };
    names.take_while(has_room).collect()
}

/// The name of a shard of a month, counted from 0 and the oldest entry.
fn name(month: &str, n: usize) -> String {
    match n {
        0 => month.to_owned(),
        before => format!("{month}-{}", before + 1),
    }
}

/// The day of an entry's river date, `2025-11-12`.
fn day(view: &EntryView) -> &str {
    view.date
        .split_once('T')
        .map_or(view.date.as_str(), |(day, _)| day)
}

#[cfg(test)]
mod tests {
    use super::{EXCERPT_CHARS, SHARD_ENTRIES, entry, of_month};
    use crate::{
        select::archive::Counted,
        site::{AuthorView, EntryView},
        theme::sample,
    };

    fn day(word: &str, entries: usize) -> Counted {
        Counted {
            word: word.to_owned(),
            entries,
        }
    }

    #[test]
    fn a_shard_is_made_from_the_days_that_it_reaches_into() {
        let days = |newest| [day("a", 600), day("b", 900), newest];
        let before = of_month("2025-11", &days(day("c", 10)));
        let names: Vec<_> = before.iter().map(|shard| shard.name.as_str()).collect();
        assert_eq!(names, ["2025-11", "2025-11-2"]);
        let places: Vec<_> = before.iter().map(|shard| shard.places.clone()).collect();
        assert_eq!(places, [0..SHARD_ENTRIES, SHARD_ENTRIES..1_510]);

        let newest_changed = of_month("2025-11", &days(day("d", 11)));
        assert_eq!(newest_changed[0], before[0]);
        assert_ne!(newest_changed[1].inputs, before[1].inputs);

        let all = [day("a", 601), day("b", 899), day("c", 10)];
        let oldest_grown = of_month("2025-11", &all);
        assert_ne!(oldest_grown[0].inputs, before[0].inputs);
        assert_ne!(oldest_grown[1].inputs, before[1].inputs);
    }

    #[test]
    fn a_shard_that_is_full_is_followed_by_none_that_is_empty() {
        let full = of_month("2025-11", &[day("a", SHARD_ENTRIES)]);
        assert_eq!(full.len(), 1);
        assert_eq!(full[0].places, 0..SHARD_ENTRIES);
        let many = of_month("2025-11", &[day("a", 2 * SHARD_ENTRIES + 1)]);
        let names: Vec<_> = many.iter().map(|shard| shard.name.as_str()).collect();
        assert_eq!(names, ["2025-11", "2025-11-2", "2025-11-3"]);
        assert_eq!(many[2].places.len(), 1);
    }

    #[test]
    fn an_entry_is_known_by_its_day_here_its_first_words_and_authors_other_than_the_blog() {
        let site = sample::full("https://example.org/planet/", &serde_json::Value::Null);
        let author = |name: &str| AuthorView {
            name: name.to_owned(),
            url: None,
        };
        let view = EntryView {
            date: "2025-11-12T00:30:00+01:00".to_owned(),
            excerpt: "words and ".repeat(40),
            authors: vec![
                author(&site.newest[0].feed.name),
                author("Bo"),
                author("Cy"),
            ],
            ..EntryView::clone(&site.newest[0])
        };
        let known = entry(&view);
        assert_eq!(known.date, "2025-11-12");
        assert_eq!(known.author.as_deref(), Some("Bo, Cy"));
        assert_eq!(known.permalink, view.permalink);
        let length = known.excerpt.chars().count();
        assert!((140..=EXCERPT_CHARS).contains(&length), "{}", known.excerpt);
        let alone = EntryView {
            authors: vec![author(&view.feed.name)],
            ..view
        };
        assert_eq!(entry(&alone).author, None);
    }

    #[test]
    fn a_month_without_entries_has_no_shard() {
        assert!(of_month("2025-11", []).is_empty());
    }
}
