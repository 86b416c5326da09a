//! Tags: which have a page, and which entries each lists. Only the newest entries count, so that the list says what the planet
//! is about now and does not grow for ever.

use std::{
    cell::RefCell,
    collections::{BTreeMap, HashMap, HashSet},
    ops::ControlFlow,
    sync::Arc,
};

use crate::{
    config::{Subscription, is_device},
    feed::Category,
    html,
    select::{Selection, archive::word, view::LONGEST_NAME},
    site::{EntryLine, EntryTag, TagPage, TagView},
    store::{Body, Head, StoreError, day_of},
};

/// How many of the newest entries count.
const NEWEST: usize = 3_000;

/// Entries that a tag needs for a page.
const FEWEST: usize = 3;

/// How many tags have a page: those of the most entries.
const MOST_TAGS: usize = 500;

/// Entries on the page of a tag.
const LINES: usize = 100;

/// Longer ones are sentences.
const LONGEST: usize = 50;

/// The lines of entries on pages of tags, by the entries' rows: an entry has several tags.
pub(crate) type TaggedLines = RefCell<HashMap<i64, Arc<EntryLine>>>;

/// The tags that have a page, by their keys.
#[derive(Debug, Default)]
pub(crate) struct Tags(BTreeMap<String, Tagged>);

#[derive(Debug)]
struct Tagged {
    view: TagView,
    /// Its newest entries with the indexes of their feeds, newest first.
    newest: Vec<(Arc<Head>, usize)>,
}

impl Tags {
    /// The path of a tag's page, base path included, if it has one.
    pub(crate) fn page(&self, name: &str) -> Option<String> {
        self.0.get(&key(name)).map(|tag| tag.view.page.clone())
    }

    /// Every tag by its key.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// Every tag, by key.
    pub(crate) fn views(&self) -> Vec<TagView> {
        self.0.values().map(|tag| tag.view.clone()).collect()
    }

    /// One word for everything that a tag's page is made from. `unsaid` is what a head does not tell of its line.
    pub(crate) fn inputs(
        &self,
        key: &str,
        common: &str,
        unsaid: impl Fn(&Head, usize) -> String,
    ) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(common.as_bytes());
        if let Some(tag) = self.0.get(key) {
            hasher.update(tag.view.name.as_bytes());
            hasher.update(&tag.view.count.to_le_bytes());
            for (head, feed) in &tag.newest {
                for number in [head.entry, head.hash, head.date.timestamp()] {
                    hasher.update(&number.to_le_bytes());
                }
                let unsaid = unsaid(head, *feed);
                hasher.update(&unsaid.len().to_le_bytes());
                hasher.update(unsaid.as_bytes());
            }
        }
        word(&hasher)
    }
}

/// The name of a tag's page, unique among tags, relative to the root of the site.
pub(crate) fn folder(key: &str) -> String {
    let slug = slug::slugify(key);
    if slug == key && !is_device(key) {
        return format!("tags/{slug}/");
    }
    // Others may be written with the same letters: `c`, `c++` and `c#`.
    let hash = blake3::hash(key.as_bytes()).to_hex();
    let hash = hash.get(..6).unwrap_or_default();
    format!("tags/{slug}-{hash}/").replace("/-", "/")
}

/// What spellings of one tag have in common.
fn key(name: &str) -> String {
    let words = name.split(|c: char| c.is_whitespace() || c == '-' || c == '_');
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join("-")
}

/// What a category is called.
pub(crate) fn name(category: &Category) -> &str {
    category.label.as_deref().unwrap_or(&category.term).trim()
}

/// The tags of an entry, each once, with their pages where those are known.
pub(crate) fn of_entry(body: &Body, known: Option<&Tags>) -> Vec<EntryTag> {
    let mut tags: Vec<EntryTag> = Vec::new();
    for category in &body.categories {
        let full = name(category);
        let name = html::shorten(full, LONGEST_NAME);
        let is_known = |tag: &EntryTag| tag.name.eq_ignore_ascii_case(&name);
        if !name.is_empty() && !tags.iter().any(is_known) {
            let term = Some(category.term.trim())
                .filter(|term| !term.is_empty() && *term != full)
                .filter(|term| term.chars().count() <= LONGEST_NAME);
            tags.push(EntryTag {
                name,
                term: term.map(str::to_owned),
                page: known.and_then(|known| known.page(full)),
            });
        }
    }
    tags
}

#[derive(Default)]
struct Found {
    spellings: HashMap<String, usize>,
    links: HashSet<i64>,
    entries: Vec<(Arc<Head>, usize)>,
}

impl Selection<'_> {
    /// The tags of the newest entries.
    pub(crate) fn tags(&self) -> Result<Tags, StoreError> {
        let mut found: HashMap<String, Found> = HashMap::new();
        let mut newest = Vec::new();
        self.store.newest_archived(|head| {
            if let Some(feed) = self.eligible.followed(&head) {
                newest.push((Arc::new(head), feed));
            }
            if newest.len() < NEWEST {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })?;
        for (head, feed) in newest {
            let mut own = HashSet::new();
            for category in self.store.categories(head.entry)? {
                let name = name(&category);
                let key = key(name);
                if key.is_empty() || name.chars().count() > LONGEST || !own.insert(key.clone()) {
                    continue;
                }
                let tag = found.entry(key).or_default();
                // A post that several feeds hold counts once.
                if head.link_key.is_none_or(|link| tag.links.insert(link)) {
                    *tag.spellings.entry(name.to_owned()).or_default() += 1;
                    tag.entries.push((Arc::clone(&head), feed));
                }
            }
        }
        let mut tags: Vec<(String, Found)> = found
            .into_iter()
            .filter(|(_, tag)| tag.entries.len() >= FEWEST)
            .collect();
        tags.sort_by(|(a, x), (b, y)| y.entries.len().cmp(&x.entries.len()).then_with(|| a.cmp(b)));
        tags.truncate(MOST_TAGS);
        let tagged = |(key, mut tag): (String, Found)| {
            let count = tag.entries.len();
            tag.entries.truncate(LINES);
            let spelling = tag
                .spellings
                .into_iter()
                .max_by(|(a, m), (b, n)| m.cmp(n).then_with(|| b.cmp(a)));
            let view = TagView {
                name: spelling.map_or_else(|| key.clone(), |(name, _)| name),
                page: format!("{}{}", self.config.base_path(), folder(&key)),
                count,
            };
            let newest = tag.entries;
            (key, Tagged { view, newest })
        };
        Ok(Tags(tags.into_iter().map(tagged).collect()))
    }

    /// What the line of an entry shows that its head does not tell of: the language of its feed, and what programs made of it,
    /// which may change while it stays as it is. `days` are the versions of all days.
    pub(crate) fn unsaid(&self, head: &Head, feed: usize, days: &BTreeMap<i64, i64>) -> String {
        let quiet = self.quiet.get(feed).and_then(Option::as_ref);
        let language = quiet.and_then(|feed| feed.language.as_deref());
        let has_programs = |feed: &Subscription| !feed.filters.programs.is_empty();
        let made = self
            .config
            .feeds
            .get(feed)
            .filter(|feed| has_programs(feed));
        let version = made.and_then(|_| days.get(&day_of(head.date.timestamp())));
        format!("{language:?} {version:?}")
    }

    /// The page of a tag.
    pub(crate) fn tag_page(
        &self,
        tags: &Tags,
        key: &str,
        inputs: String,
    ) -> Result<Option<TagPage>, StoreError> {
        let Some(tag) = tags.0.get(key) else {
            return Ok(None);
        };
        let mut lines = Vec::with_capacity(tag.newest.len());
        for (head, feed) in &tag.newest {
            lines.extend(self.tagged_line(head, *feed)?);
        }
        Ok(Some(TagPage {
            inputs,
            tag: tag.view.clone(),
            lines,
        }))
    }

    /// The entry as a line of the page of a tag, made for the first of them; `None` if nobody follows its feed.
    fn tagged_line(&self, head: &Head, feed: usize) -> Result<Option<Arc<EntryLine>>, StoreError> {
        if let Some(line) = self.tagged.borrow().get(&head.entry) {
            return Ok(Some(Arc::clone(line)));
        }
        let Some(feed) = self.one_feed(feed) else {
            return Ok(None);
        };
        let line = Arc::new(self.line(&feed, head)?);
        let mut lines = self.tagged.borrow_mut();
        lines.insert(head.entry, Arc::clone(&line));
        Ok(Some(line))
    }
}

#[cfg(test)]
mod tests {
    use super::{folder, key, of_entry};
    use crate::{feed::Category, store::Body};

    #[test]
    fn spellings_of_one_tag_share_a_page_and_different_tags_never_do() {
        assert_eq!(key(" Machine  Learning"), key("machine-learning"));
        assert_eq!(folder(&key("Rust")), "tags/rust/");
        let folders: Vec<String> = ["c", "C++", "c#", "潮", "\u{1F980}", "../x"]
            .iter()
            .map(|name| folder(&key(name)))
            .collect();
        for (n, one) in folders.iter().enumerate() {
            assert!(!folders[..n].contains(one), "{one}");
            let name = one
                .strip_prefix("tags/")
                .and_then(|name| name.strip_suffix('/'))
                .unwrap();
            assert!(!name.is_empty() && !name.contains(['/', '.']), "{one}");
        }
    }

    #[test]
    fn of_a_long_tag_the_first_words_are_told_and_it_has_no_other_term() {
        let tags = |term: &str, label: Option<&str>| {
            let body = Body {
                categories: vec![Category {
                    term: term.to_owned(),
                    label: label.map(str::to_owned),
                    ..Category::default()
                }],
                ..Body::default()
            };
            let tags = of_entry(&body, None).into_iter();
            tags.map(|tag| (tag.name, tag.term)).collect::<Vec<_>>()
        };
        let long = "word ".repeat(100);
        let begin = format!("{}word…", "word ".repeat(49));
        assert_eq!(tags(&long, None), [(begin.clone(), None)]);
        assert_eq!(tags("w", Some(&long)), [(begin, Some("w".to_owned()))]);
        assert_eq!(tags(&long, Some("Word")), [("Word".to_owned(), None)]);
        assert_eq!(
            tags("w", Some("W")),
            [("W".to_owned(), Some("w".to_owned()))]
        );
    }
}
