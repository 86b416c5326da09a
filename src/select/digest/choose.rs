//! What of a pool an issue shows: section by section the best, with the maintainer's word above all. Every candidate that a
//! section looked at is told with what became of it.

mod section;

use std::{
    cmp::Reverse,
    collections::{BTreeMap, HashMap, HashSet, hash_map::Entry},
};

use self::section::fits;
use crate::{
    config::{CuratedItem, Curation, Digest, Section},
    select::digest::score::{Score, is_of},
    store::{Candidate, ImageRecord, Issue, ItemRecord, Pool, SectionRecord, link_key},
};

/// An issue and how it came about.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What it shows.
    pub issue: Issue,
    /// For each section of planet.toml, what it looked at, the best first.
    pub considered: Vec<Vec<Considered>>,
    /// What of the curation file could not be followed.
    pub unknown: Vec<Unknown>,
}

/// An item or a drop of a curation file that cannot be as the maintainer wants it, with its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unknown {
    /// It is not shown: no blog has its address, and it has no title.
    Address(usize),
    /// It drops nothing: there is nothing at its address that could have been chosen.
    Drop(usize),
    /// It does nothing: an earlier line has its address in another form.
    Twice(usize, usize),
    /// It is where it would be by itself: planet.toml has no section of this id.
    Section(usize, String),
}

/// A candidate that a section looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Considered {
    /// Its place in the pool.
    pub candidate: usize,
    /// What it counts.
    pub score: Score,
    /// What became of it.
    pub verdict: Verdict,
}

/// What became of a candidate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is in the section, at this place.
    In(usize),
    /// The maintainer has placed it; in this section.
    Placed(String),
    /// The maintainer has dropped it.
    Dropped,
    /// It was in an earlier issue, of this name.
    Shown(String),
    /// It is in a section above, of this id.
    Taken(String),
    /// One blog alone links to it.
    OneBlog,
    /// The section has as many items of its blog as it may have.
    PerFeed,
    /// The section is full.
    Full,
}

impl Choice {
    /// How many items the issue has.
    pub fn len(&self) -> usize {
        let sections = self.issue.sections.iter();
        sections.map(|section| section.items.len()).sum()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Chooses. `shown`: what earlier issues had, by number of address, with their names.
pub fn choose(
    digest: &Digest,
    pool: &Pool,
    curation: Option<&Curation>,
    shown: &BTreeMap<i64, String>,
) -> Choice {
    let items = curation.map_or(&[][..], |curation| &curation.items);
    let drops = curation.map_or(&[][..], |curation| &curation.drops);
    let mut chooser = Chooser {
        digest,
        pool,
        by_key: pool.candidates.iter().map(|one| (one.key, one)).collect(),
        drops: HashSet::new(),
        placed: HashMap::new(),
        taken: HashMap::new(),
        shown,
    };
    let mut choice = Choice::default();
    let mut by_section: BTreeMap<usize, Vec<Curated<'_>>> = BTreeMap::new();
    let mut lines: HashMap<i64, usize> = HashMap::new();
    let mut first = |key: i64, line: usize| match lines.entry(key) {
        Entry::Occupied(first) => Some(*first.get()),
        Entry::Vacant(new) => {
            new.insert(line);
            None
        }
    };
    for item in items {
        if let Some(first) = link_key(&item.url).and_then(|key| first(key, item.line)) {
            choice.unknown.push(Unknown::Twice(item.line, first));
            continue;
        }
        match chooser.curated(item, &mut choice.unknown) {
            Some((section, curated)) => by_section.entry(section).or_default().push(curated),
            None => choice.unknown.push(Unknown::Address(item.line)),
        }
    }
    for drop in drops {
        let Some(key) = link_key(&drop.url) else {
            continue;
        };
        if let Some(first) = first(key, drop.line) {
            choice.unknown.push(Unknown::Twice(drop.line, first));
        } else if chooser.by_key.contains_key(&key) {
            chooser.drops.insert(key);
        } else {
            choice.unknown.push(Unknown::Drop(drop.line));
        }
    }
    for (n, section) in digest.sections.iter().enumerate() {
        let curated = by_section.remove(&n).unwrap_or_default();
        let (items, considered) = chooser.section(section, curated);
        choice.considered.push(considered);
        if !items.is_empty() {
            choice.issue.sections.push(SectionRecord {
                id: section.id.clone(),
                title: section.title.clone(),
                items,
            });
        }
    }
    choice.issue.headline = curation.and_then(|curation| curation.title.clone());
    choice.issue.intro = curation.and_then(|curation| curation.intro.clone());
    choice.issue.stats = pool.stats.clone();
    choice
}

/// An item that the maintainer has placed.
struct Curated<'a> {
    position: Option<usize>,
    key: i64,
    /// The identity of the blog that it counts for.
    blog: Option<&'a str>,
    item: ItemRecord,
}

struct Chooser<'a> {
    digest: &'a Digest,
    pool: &'a Pool,
    by_key: HashMap<i64, &'a Candidate>,
    drops: HashSet<i64>,
    /// What the maintainer has placed, with the id of its section.
    placed: HashMap<i64, String>,
    /// What is in a section, with its id.
    taken: HashMap<i64, String>,
    shown: &'a BTreeMap<i64, String>,
}

impl<'a> Chooser<'a> {
    /// An item as the maintainer wants it, with the index of its section; `None` when nothing is known of it, not even a title.
    fn curated(
        &mut self,
        item: &CuratedItem,
        unknown: &mut Vec<Unknown>,
    ) -> Option<(usize, Curated<'a>)> {
        let key = link_key(&item.url)?;
        let known = self.by_key.get(&key).copied();
        let mut candidate = known.cloned().unwrap_or_else(|| Candidate {
            key,
            url: Some(item.url.clone()),
            ..Candidate::default()
        });
        if let Some(title) = &item.title {
            candidate.title.clone_from(title);
        }
        if candidate.title.is_empty() {
            return None;
        }
        if let Some(url) = &item.image {
            candidate.image = Some(ImageRecord {
                url: url.clone(),
                is_curated: true,
                ..ImageRecord::default()
            });
        }
        let sections = &self.digest.sections;
        let wanted = item.section.as_ref().and_then(|id| {
            let section = sections.iter().position(|section| section.id == *id);
            if section.is_none() {
                unknown.push(Unknown::Section(item.line, id.clone()));
            }
            section
        });
        let by_itself = || {
            let mut each = sections.iter();
            each.position(|section| fits(&self.digest.sections, section, &candidate))
        };
        let section = wanted.or_else(by_itself).unwrap_or(0);
        let id = sections.get(section).map(|section| section.id.clone());
        self.placed.insert(key, id.unwrap_or_default());
        let curated = Curated {
            position: item.position,
            key,
            blog: known.and_then(blog_of),
            item: ItemRecord {
                candidate,
                note: item.note.clone(),
            },
        };
        Some((section, curated))
    }

    /// The items of a section, and all that it looked at.
    fn section(
        &mut self,
        section: &Section,
        curated: Vec<Curated<'a>>,
    ) -> (Vec<ItemRecord>, Vec<Considered>) {
        let mut of_blog: HashMap<&str, usize> = HashMap::new();
        for blog in curated.iter().filter_map(|one| one.blog) {
            *of_blog.entry(blog).or_default() += 1;
        }
        for one in &curated {
            self.taken.insert(one.key, section.id.clone());
        }
        let mut room = section.max.saturating_sub(curated.len());
        let mut chosen: Vec<(i64, ItemRecord)> = Vec::new();
        let mut considered = self.in_order(section);
        for one in &mut considered {
            let Some(candidate) = self.pool.candidates.get(one.candidate) else {
                continue;
            };
            let count =
                blog_of(candidate).map_or(0, |blog| of_blog.get(blog).copied().unwrap_or_default());
            if let Some(verdict) = self.refusal(section, candidate) {
                one.verdict = verdict;
            } else if count >= section.per_feed {
                one.verdict = Verdict::PerFeed;
            } else if room > 0 {
                room -= 1;
                if let Some(blog) = blog_of(candidate) {
                    *of_blog.entry(blog).or_default() += 1;
                }
                self.taken.insert(candidate.key, section.id.clone());
                let item = ItemRecord {
                    candidate: candidate.clone(),
                    note: None,
                };
                chosen.push((candidate.key, item));
            }
        }
        let items = arrange(curated, chosen);
        for one in &mut considered {
            let key = self.pool.candidates.get(one.candidate).map(|one| one.key);
            let here = items.iter().position(|(of, _)| Some(*of) == key);
            if let Some(place) = here {
                one.verdict = Verdict::In(place + 1);
            }
        }
        (
            items.into_iter().map(|(_, item)| item).collect(),
            considered,
        )
    }

    /// The candidates that fit a section, the best first; of the same score the newest, then by address.
    fn in_order(&self, section: &Section) -> Vec<Considered> {
        let candidates = self.pool.candidates.iter().enumerate();
        let mut fitting: Vec<(&Candidate, Considered)> = candidates
            .filter(|(_, candidate)| fits(&self.digest.sections, section, candidate))
            .map(|(n, candidate)| {
                let considered = Considered {
                    candidate: n,
                    score: Score::of(candidate, &section.groups),
                    verdict: Verdict::Full,
                };
                (candidate, considered)
            })
            .collect();
        fitting.sort_by_cached_key(|(candidate, considered)| {
            let date = candidate.source.as_ref().map(|source| source.date);
            let anchor = candidate
                .source
                .as_ref()
                .map(|source| source.anchor.clone());
            (
                Reverse(considered.score.total()),
                Reverse(date),
                anchor,
                candidate.key,
            )
        });
        fitting
            .into_iter()
            .map(|(_, considered)| considered)
            .collect()
    }

    /// Why a candidate that fits is not to be chosen, whatever it counts.
    fn refusal(&self, section: &Section, candidate: &Candidate) -> Option<Verdict> {
        let key = candidate.key;
        if let Some(id) = self.placed.get(&key) {
            return Some(Verdict::Placed(id.clone()));
        }
        if self.drops.contains(&key) {
            return Some(Verdict::Dropped);
        }
        if let Some(issue) = self.shown.get(&key) {
            return Some(Verdict::Shown(issue.clone()));
        }
        if let Some(id) = self.taken.get(&key) {
            return Some(Verdict::Taken(id.clone()));
        }
        let linkers = candidate.linkers.iter();
        let blogs = linkers.filter(|one| is_of(one.group.as_deref(), &section.groups));
        (!candidate.is_entry && blogs.count() < 2).then_some(Verdict::OneBlog)
    }
}

/// Curated items in the order of their file, then the others; then those that have a place of their own are put there.
fn arrange(curated: Vec<Curated<'_>>, chosen: Vec<(i64, ItemRecord)>) -> Vec<(i64, ItemRecord)> {
    let (mut placed, free): (Vec<_>, Vec<_>) =
        curated.into_iter().partition(|one| one.position.is_some());
    let mut items: Vec<(i64, ItemRecord)> =
        free.into_iter().map(|one| (one.key, one.item)).collect();
    items.extend(chosen);
    placed.sort_by_key(|one| one.position);
    for one in placed {
        let at = one.position.unwrap_or(1).saturating_sub(1).min(items.len());
        items.insert(at, (one.key, one.item));
    }
    items
}

/// The blog that a post counts for; a link is no blog's.
fn blog_of(candidate: &Candidate) -> Option<&str> {
    let source = candidate.source.as_ref().filter(|_| candidate.is_entry);
    source.map(|source| source.blog.id.as_str())
}

#[cfg(test)]
mod tests;
