//! The search index: small JSON files under `/search/`, which the script of the search page reads newest first, as far
//! back as it has to.
//!
//! # `/search/index.json`
//! ```json
//! {"entries": 2043, "shards": [["2025-11-2", 43, "1f0c9a2b7d"], ["2025-11", 1000, "77d0e1c5aa"], ["2025-10", 1000, "…"]]}
//! ```
//! How many entries there are in all, and the shards, newest first, each with its name, how many entries it has and a word
//! for its content. A shard is asked for as `2025-11.json?v=77d0e1c5aa`, so that browsers may keep it for ever.
//!
//! # `/search/2025-11.json`
//! ```json
//! {"sources": [["Ana Duarte", null, "https://ana.example/", "en", 0]],
//!  "entries": [[0, "12", "0123456789", "How a river bends", "2025/bends", "Water does not like corners.", "rivers", "maps"]]}
//! ```
//! What many entries have in common stands once, in `sources`: the name of the blog, the author where it is another name
//! (else `null`), what the permalinks begin with, the language tag (or `null`), and 1 for text from right to left, else 0.
//! The entries, newest first, are arrays of:
//!
//! | place | value |
//! |---|---|
//! | 0 | the number of its source |
//! | 1 | the day of the month |
//! | 2 | its place on this site: ten hexadecimal digits for `YYYY/MM/DD/#e-<digits>` from the root of the site, else a path from the root of the host |
//! | 3 | its title |
//! | 4 | its original permalink without what the source says it begins with; `null` for none |
//! | 5 | its first words |
//! | 6 … | its tags |

use std::collections::HashMap;

use serde::{Serialize, Serializer, ser::SerializeSeq as _};

use crate::site::{SearchEntry, SearchListing, SearchShard};

/// Writes one shard, `/search/<name>.json`.
pub fn shard(shard: &SearchShard) -> Vec<u8> {
    let mut sources: Vec<Source<'_>> = Vec::new();
    let mut known = HashMap::new();
    let mut numbers = Vec::with_capacity(shard.entries.len());
    for entry in &shard.entries {
        let source = Source::of(entry);
        let key = (source.blog, source.author, source.language, source.dir);
        let number = *known.entry(key).or_insert(sources.len());
        match sources.get_mut(number) {
            Some(known) => known.begin_with(entry.url.as_deref()),
            None => sources.push(source),
        }
        numbers.push(number);
    }
    let rows = shard.entries.iter().zip(numbers).map(|(entry, number)| {
        let prefix = sources.get(number).and_then(|source| source.prefix);
        Row {
            entry,
            source: number,
            prefix: prefix.unwrap_or_default(),
        }
    });
    line(&Shard {
        entries: rows.collect(),
        sources: sources.iter().map(Source::row).collect(),
    })
}

/// Writes `/search/index.json`.
pub fn index(listings: &[SearchListing]) -> Vec<u8> {
    line(&Index {
        entries: listings.iter().map(|listing| listing.entries).sum(),
        shards: listings
            .iter()
            .map(|shard| (&*shard.name, shard.entries, &*shard.hash))
            .collect(),
    })
}

#[derive(Serialize)]
struct Index<'a> {
    entries: usize,
    shards: Vec<(&'a str, usize, &'a str)>,
}

#[derive(Serialize)]
struct Shard<'a> {
    sources: Vec<SourceRow<'a>>,
    entries: Vec<Row<'a>>,
}

/// Blog, author, beginning of the permalinks, language tag, 1 for right to left.
type SourceRow<'a> = (&'a str, Option<&'a str>, &'a str, Option<&'a str>, u8);

/// What the entries of one author of a blog have in common.
struct Source<'a> {
    blog: &'a str,
    author: Option<&'a str>,
    language: Option<&'a str>,
    dir: &'static str,
    /// What all permalinks so far begin with, up to a slash; `None` before the first.
    prefix: Option<&'a str>,
}

impl<'a> Source<'a> {
    fn of(entry: &'a SearchEntry) -> Self {
        let mut source = Self {
            blog: &entry.blog,
            author: entry.author.as_deref(),
            language: entry.language.as_deref(),
            dir: entry.dir,
            prefix: None,
        };
        source.begin_with(entry.url.as_deref());
        source
    }

    /// Shortens the prefix to what `url` begins with too.
    fn begin_with(&mut self, url: Option<&'a str>) {
        let Some(url) = url else { return };
        let same = match self.prefix {
            None => url.len(),
            Some(prefix) => {
                let pairs = prefix.bytes().zip(url.bytes());
                pairs.take_while(|(a, b)| a == b).count()
            }
        };
        // A slash is one byte, so that the cut behind it goes through no character.
        let common = url.as_bytes().get(..same).unwrap_or_default();
        let end = common.iter().rposition(|b| *b == b'/').map_or(0, |n| n + 1);
        self.prefix = Some(url.get(..end).unwrap_or_default());
    }

    fn row(&self) -> SourceRow<'_> {
        (
            self.blog,
            self.author,
            self.prefix.unwrap_or_default(),
            self.language,
            u8::from(self.dir == "rtl"),
        )
    }
}

/// One entry.
struct Row<'a> {
    entry: &'a SearchEntry,
    source: usize,
    /// What the permalinks of its source begin with.
    prefix: &'a str,
}

impl Serialize for Row<'_> {
    /// As an array.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entry = self.entry;
        let day = entry.date.rsplit('-').next().unwrap_or_default();
        let url = entry.url.as_deref();
        let mut row = serializer.serialize_seq(None)?;
        row.serialize_element(&self.source)?;
        row.serialize_element(day)?;
        row.serialize_element(place(entry))?;
        row.serialize_element(&entry.title)?;
        row.serialize_element(&url.map(|url| url.strip_prefix(self.prefix).unwrap_or(url)))?;
        row.serialize_element(&entry.excerpt)?;
        for tag in &entry.tags {
            row.serialize_element(tag)?;
        }
        row.end()
    }
}

/// The place of an entry on this site without what its date tells.
fn place(entry: &SearchEntry) -> &str {
    let Some((page, digits)) = entry.permalink.split_once("#e-") else {
        return &entry.permalink;
    };
    let is_own_day = page.ends_with(&format!("/{}/", entry.date.replace('-', "/")));
    let is_anchor = digits.len() == 10 && digits.bytes().all(|b| b.is_ascii_hexdigit());
    if is_own_day && is_anchor {
        digits
    } else {
        &entry.permalink
    }
}

/// JSON in one line.
fn line(value: &impl Serialize) -> Vec<u8> {
    let mut bytes =
        serde_json::to_vec(value).expect("structs of strings and numbers are valid JSON");
    bytes.push(b'\n');
    bytes
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{SearchListing, index, shard};
    use crate::site::{SearchEntry, SearchShard};

    fn entry(title: &str, url: Option<&str>) -> SearchEntry {
        SearchEntry {
            title: title.to_owned(),
            url: url.map(str::to_owned),
            permalink: "/p/2025/11/12/#e-0123456789".to_owned(),
            blog: "Ana".to_owned(),
            author: None,
            date: "2025-11-12".to_owned(),
            tags: Vec::new(),
            excerpt: String::new(),
            language: None,
            dir: "ltr",
        }
    }

    fn november(entries: Vec<SearchEntry>) -> SearchShard {
        SearchShard {
            name: "2025-11".to_owned(),
            inputs: "x".to_owned(),
            entries,
        }
    }

    fn written(entries: Vec<SearchEntry>) -> Value {
        serde_json::from_slice(&shard(&november(entries))).unwrap()
    }

    /// As the script of the search page puts them together again.
    fn urls(shard: &Value) -> Vec<Option<String>> {
        let each = shard["entries"].as_array().unwrap().iter();
        each.map(|row| {
            let source = &shard["sources"][usize::try_from(row[0].as_u64().unwrap()).unwrap()];
            Some(source[2].as_str().unwrap().to_owned() + row[4].as_str()?)
        })
        .collect()
    }

    #[test]
    fn an_entry_is_an_array_and_what_entries_share_stands_once() {
        let full = SearchEntry {
            author: Some("Bo".to_owned()),
            tags: vec!["maps".to_owned(), "a, b".to_owned()],
            excerpt: "First words".to_owned(),
            language: Some("he".to_owned()),
            dir: "rtl",
            ..entry("שלום", Some("https://ana.example/1"))
        };
        let shard = written(vec![
            full,
            entry("One", Some("https://ana.example/a")),
            entry("Two", None),
        ]);
        let expected = json!({
            "sources": [
                ["Ana", "Bo", "https://ana.example/", "he", 1],
                ["Ana", null, "https://ana.example/", null, 0],
            ],
            "entries": [
                [0, "12", "0123456789", "שלום", "1", "First words", "maps", "a, b"],
                [1, "12", "0123456789", "One", "a", ""],
                [1, "12", "0123456789", "Two", null, ""],
            ],
        });
        assert_eq!(shard, expected);
    }

    #[test]
    fn permalinks_are_whole_again_whatever_they_have_in_common() {
        let cases: [&[Option<&str>]; 5] = [
            &[
                Some("https://a.example/2025/x"),
                Some("https://a.example/2025/y"),
                Some("https://a.example/2"),
            ],
            &[Some("https://a.example/é/1"), Some("https://a.example/è/1")],
            &[Some("https://a.example"), Some("http://b.example/"), None],
            &[None, None],
            &[None, Some("https://a.example/"), Some("https://a.example/")],
        ];
        for case in cases {
            let entries = case.iter().map(|url| entry("A", *url)).collect();
            let expected: Vec<_> = case.iter().map(|url| url.map(str::to_owned)).collect();
            assert_eq!(urls(&written(entries)), expected);
        }
    }

    #[test]
    fn a_place_that_does_not_follow_from_the_date_is_written_whole() {
        for place in [
            "/p/#e-0123456789",
            "/p/2025/11/11/#e-0123456789",
            "/p/2025/11/12/#e-012345678",
            "/p/2025/11/12/#e-01234567/9",
            "/p/2025/11/12/",
        ] {
            let mut entry = entry("A", None);
            place.clone_into(&mut entry.permalink);
            assert_eq!(written(vec![entry])["entries"][0][2], place);
        }
    }

    #[test]
    fn the_index_counts_what_its_shards_have() {
        let listing = |name: &str, entries| SearchListing {
            name: name.to_owned(),
            entries,
            hash: "0123".to_owned(),
        };
        assert_eq!(
            String::from_utf8(index(&[listing("2025-11-2", 3), listing("2025-11", 1000)])).unwrap(),
            "{\"entries\":1003,\"shards\":[[\"2025-11-2\",3,\"0123\"],[\"2025-11\",1000,\"0123\"]]}\n"
        );
        assert_eq!(index(&[]), b"{\"entries\":0,\"shards\":[]}\n");
    }

    #[test]
    fn an_entry_of_common_length_takes_at_most_250_bytes() {
        let common = |n: usize| SearchEntry {
            tags: vec!["rivers".to_owned(), "maps".to_owned()],
            excerpt: "Water does not like corners, and neither do I. ".repeat(3),
            ..entry(
                &format!("How a river bends, part {n} of many"),
                Some(&format!(
                    "https://ana.example/2025/11/how-a-river-bends-{n}/"
                )),
            )
        };
        let bytes = shard(&november((0..1000).map(common).collect())).len();
        assert!(bytes < 250 * 1000, "{bytes}");
    }
}
