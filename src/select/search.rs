//! What the search knows: entries as [`SearchEntry`], cut into shards by month.

use crate::{
    html,
    site::{EntryView, SearchEntry, SearchShard},
};

/// How many entries a shard has at most: some 300 kB, half of it when compressed.
const SHARD_ENTRIES: usize = 1_000;

/// How much of an entry's text is searched and shown, in characters.
const EXCERPT_CHARS: usize = 160;

/// The shards of one month (`2025-11`), newest first, of all its entries, newest first. They are counted from the oldest
/// entry on, so that a new one changes only the newest shard.
pub(crate) fn of_month(
    month: &str,
    inputs: &str,
    mut entries: Vec<SearchEntry>,
) -> Vec<SearchShard> {
    let mut shards = Vec::new();
    while !entries.is_empty() {
        let oldest = entries.split_off(entries.len().saturating_sub(SHARD_ENTRIES));
        shards.push(SearchShard {
            name: name(month, shards.len()),
            inputs: inputs.to_owned(),
            entries: oldest,
        });
    }
    shards.reverse();
    shards
}

/// What the search knows of an entry as a page shows it.
pub(crate) fn entry(view: &EntryView) -> SearchEntry {
    let names = view.authors.iter().map(|author| author.name.as_str());
    let others: Vec<&str> = names.filter(|name| *name != view.feed.name).collect();
    SearchEntry {
        title: view.label.clone(),
        url: view.url.clone(),
        permalink: view.permalink.clone(),
        blog: view.feed.name.clone(),
        author: (!others.is_empty()).then(|| others.join(", ")),
        date: day(view).to_owned(),
        tags: view.tags.iter().map(|tag| tag.name.clone()).collect(),
        excerpt: html::shorten(&view.excerpt, EXCERPT_CHARS),
        language: view.language.clone(),
        dir: view.dir,
    }
}

/// The shards of a month of so many entries, the newest first, each with its number of entries.
pub(crate) fn names(month: &str, entries: usize) -> impl Iterator<Item = (String, usize)> + '_ {
    let shards = entries.div_ceil(SHARD_ENTRIES);
    (0..shards).rev().map(move |n| {
        let count = entries.saturating_sub(n * SHARD_ENTRIES);
        (name(month, n), count.min(SHARD_ENTRIES))
    })
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
        site::{AuthorView, EntryView, SearchEntry},
        theme::sample,
    };

    fn entries(count: usize) -> Vec<SearchEntry> {
        let entry = |n: usize| SearchEntry {
            title: format!("Post {n}"),
            url: None,
            permalink: String::new(),
            blog: String::new(),
            author: None,
            date: "2025-11-12".to_owned(),
            tags: Vec::new(),
            excerpt: String::new(),
            language: None,
            dir: "ltr",
        };
        (1..=count).rev().map(entry).collect()
    }

    #[test]
    fn a_new_entry_changes_only_the_newest_shard_of_its_month() {
        let before = of_month("2025-11", "", entries(SHARD_ENTRIES + 1));
        let after = of_month("2025-11", "", entries(SHARD_ENTRIES + 2));
        let names: Vec<_> = before.iter().map(|shard| shard.name.as_str()).collect();
        assert_eq!(names, ["2025-11-2", "2025-11"]);
        let planned: Vec<_> = super::names("2025-11", SHARD_ENTRIES + 1).collect();
        assert_eq!(
            planned,
            [
                ("2025-11-2".to_owned(), 1),
                ("2025-11".to_owned(), SHARD_ENTRIES)
            ]
        );
        assert_eq!(before[1].entries, after[1].entries);
        assert_eq!(before[1].entries.len(), SHARD_ENTRIES);
        assert_eq!(before[1].entries[0].title, "Post 1000");
        let titles: Vec<_> = after[0].entries.iter().map(|entry| &entry.title).collect();
        assert_eq!(titles, ["Post 1002", "Post 1001"]);
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
        assert!(of_month("2025-11", "", Vec::new()).is_empty());
    }
}
