//! Which parts of the site there are, and which of them have changed. There may be thousands, so what did not change is not
//! even read.

use std::collections::{BTreeMap, HashMap};

use crate::{
    config::Period,
    select::{
        Selection,
        archive::{self, Calendar, DueMonth},
        digest::Issues,
        search,
        tags::{self, Tags},
    },
    site::{DigestsPage, FeedView, GroupPage, Part, SearchShard, SharedFeed},
    store::{Head, StoreError},
};

/// What is known of the site that is there already.
pub struct Known<'a> {
    /// Whether the file at a path was made from these inputs, and is as it was left.
    pub holds: &'a dyn Fn(&str, &str) -> bool,
    /// How many entries the page at a path was found to have, if that was counted from what this word stands for.
    pub count: &'a dyn Fn(&str, &str) -> Option<usize>,
    /// The paths of all files in a folder, if its page was made from these inputs and all are as they were left.
    pub folder: &'a dyn Fn(&str, &str) -> Option<Vec<String>>,
}

/// What is to be made, and what can stay.
#[derive(Debug, Default)]
pub struct Plan {
    /// The parts that have changed.
    pub due: Vec<Planned>,
    /// The paths of files that need not be made again.
    pub kept: Vec<String>,
    /// The days of the archive, if there is one.
    pub(crate) calendar: Option<Calendar>,
    /// The names of the parts of the search index, newest first, each with the number of its entries; none when there is no
    /// search.
    pub shards: Option<Vec<(String, usize)>>,
    /// The tags that have a page, if tags have pages.
    pub(crate) tags: Option<Tags>,
    /// The issues of the digest, if there is one.
    pub(crate) issues: Option<Issues>,
}

/// A part that is to be made.
#[derive(Debug)]
pub struct Planned {
    kind: Kind,
    inputs: String,
}

#[derive(Debug)]
enum Kind {
    /// By the index of the feed in the config.
    Feed(usize),
    FeedYear(usize, i32),
    Month(DueMonth),
    /// By its index in the config.
    Group(usize),
    /// By its key.
    Tag(String),
    /// By what it is about.
    Digest(Period),
    /// The list of the issues, and their feed.
    Digests,
}

impl Plan {
    /// Plans a part that is one file.
    fn one(&mut self, kind: Kind, path: String, inputs: String, known: &Known<'_>) {
        if (known.holds)(&path, &inputs) {
            self.kept.push(path);
        } else {
            self.due.push(Planned { kind, inputs });
        }
    }

    /// How many entries each day has, by the path of its page, with the word that this was counted from: what
    /// [`Known::count`] is to give next time.
    pub fn counts(&self) -> impl Iterator<Item = (String, usize, &str)> {
        let calendar = self.calendar.iter().flatten();
        calendar.map(|(date, day)| (archive::path(*date, 3), day.entries, day.word.as_str()))
    }
}

impl Selection<'_> {
    /// Plans the parts of the site. `common` is one word for what every page is made from.
    ///
    /// # Errors
    /// The store cannot be read.
    pub fn plan(&self, common: &str, known: &Known<'_>) -> Result<Plan, StoreError> {
        let mut plan = Plan::default();
        let days = self.store.days()?;
        let placed = self.placed(common);
        let words = archive::words(&days, self.config.timezone, &placed);
        if self.config.pages.blogs {
            self.plan_feeds(common, &archive::words_of_years(&words), known, &mut plan)?;
        }
        if self.config.pages.archive || self.config.pages.search {
            let calendar = self.calendar(words, known.count)?;
            self.plan_archive(&calendar, common, known, &mut plan);
            plan.calendar = Some(calendar);
        }
        self.plan_groups(common, known, &mut plan);
        if self.config.pages.tags {
            let tags = self.tags()?;
            for key in tags.keys() {
                let unsaid = |head: &Head, feed| self.unsaid(head, feed, &days);
                let inputs = tags.inputs(key, &placed, unsaid);
                let path = format!("{}index.html", tags::folder(key));
                plan.one(Kind::Tag(key.to_owned()), path, inputs, known);
            }
            plan.tags = Some(tags);
        }
        if let Some(issues) = self.issues()? {
            for (period, path, inputs) in issues.pages(common, plan.calendar.as_ref()) {
                plan.one(Kind::Digest(period), path, inputs, known);
            }
            let inputs = issues.inputs(common);
            let paths = DigestsPage::FILES.map(|file| issues.path(file));
            if paths.iter().all(|path| (known.holds)(path, &inputs)) {
                plan.kept.extend(paths);
            } else {
                plan.due.push(Planned {
                    kind: Kind::Digests,
                    inputs,
                });
            }
            plan.issues = Some(issues);
        }
        Ok(plan)
    }

    /// `common`, and what else decides where entries stand: without an archive those of a blog move to the pages of its years
    /// when it gets some.
    fn placed(&self, common: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(common.as_bytes());
        if !self.config.pages.archive {
            let has_years = |feed: &SharedFeed| feed.has_years;
            for feed in &self.quiet {
                hasher.update(&[u8::from(feed.as_ref().is_some_and(has_years))]);
            }
        }
        archive::word(&hasher)
    }

    fn plan_groups(&self, common: &str, known: &Known<'_>, plan: &mut Plan) {
        for (n, group) in self.config.groups.iter().enumerate() {
            let inputs = self.group_inputs(&group.name, common);
            let folder = GroupPage::folder(&group.slug);
            let paths: Vec<String> = GroupPage::FILES
                .iter()
                .map(|file| format!("{folder}{file}"))
                .collect();
            if paths.iter().all(|path| (known.holds)(path, &inputs)) {
                plan.kept.extend(paths);
            } else {
                plan.due.push(Planned {
                    kind: Kind::Group(n),
                    inputs,
                });
            }
        }
    }

    fn plan_feeds(
        &self,
        common: &str,
        words_of_years: &BTreeMap<i32, String>,
        known: &Known<'_>,
        plan: &mut Plan,
    ) -> Result<(), StoreError> {
        let feeds = self.quiet.iter().zip(&self.standing.states).enumerate();
        for (n, (feed, state)) in feeds {
            let Some(feed) = feed else {
                continue;
            };
            let folder = FeedView::path(&feed.slug);
            let inputs = format!("{common} {:x}", state.version);
            if let Some(files) = (known.folder)(&folder, &inputs) {
                plan.kept.extend(files);
                continue;
            }
            plan.due.push(Planned {
                kind: Kind::Feed(n),
                inputs,
            });
            for (year, inputs) in self.feed_years(n, words_of_years)? {
                let path = format!("{folder}{year:04}/index.html");
                plan.one(Kind::FeedYear(n, year), path, inputs, known);
            }
        }
        Ok(())
    }

    /// Makes what is planned and gives it to `give`, in parts that are not too large.
    ///
    /// # Errors
    /// The store cannot be read, or `give` fails.
    pub fn parts<E: From<StoreError>>(
        &self,
        planned: &Planned,
        plan: &Plan,
        give: &mut dyn FnMut(Part) -> Result<(), E>,
    ) -> Result<(), E> {
        let inputs = planned.inputs.clone();
        let part = match &planned.kind {
            Kind::Feed(n) => self.feed_page(*n, inputs)?.map(Part::Feed),
            Kind::FeedYear(n, year) => self.feed_year_page(*n, *year, inputs)?.map(Part::FeedYear),
            Kind::Group(n) => self.group_page(*n, inputs)?.map(Part::Group),
            Kind::Tag(key) => match &plan.tags {
                Some(tags) => self.tag_page(tags, key, inputs)?.map(Part::Tag),
                None => None,
            },
            Kind::Digest(period) => match &plan.issues {
                Some(issues) => self.digest_page(issues, *period, inputs)?.map(Part::Digest),
                None => None,
            },
            Kind::Digests => match &plan.issues {
                Some(issues) => Some(Part::Digests(self.digests_page(issues, inputs)?)),
                None => None,
            },
            Kind::Month(month) => {
                return match &plan.calendar {
                    Some(calendar) => self.month(month, calendar, inputs, give),
                    None => Ok(()),
                };
            }
        };
        part.map_or(Ok(()), give)
    }

    fn plan_archive(&self, calendar: &Calendar, common: &str, known: &Known<'_>, plan: &mut Plan) {
        let pages = &self.config.pages;
        let mut listings = Vec::new();
        for first in archive::months(calendar) {
            let mut due = DueMonth {
                first,
                days: HashMap::new(),
                shards: Vec::new(),
            };
            let mut kept = Vec::new();
            let mut counted = Vec::new();
            let mut all = blake3::Hasher::new();
            all.update(common.as_bytes());
            for date in archive::days_of_month(calendar, first) {
                let Some(day) = calendar.get(&date) else {
                    continue;
                };
                all.update(day.word.as_bytes());
                counted.push(day);
                if pages.archive {
                    let (newer, older) = archive::around(calendar, date);
                    let inputs = format!("{} {newer:?} {older:?}", day.word);
                    let path = format!("{}index.html", archive::path(date, 3));
                    if (known.holds)(&path, &inputs) {
                        kept.push(path);
                    } else {
                        due.days.insert(date, inputs);
                    }
                }
            }
            if pages.search {
                let month = first.format("%Y-%m").to_string();
                for shard in search::of_month(&month, counted) {
                    listings.push((shard.name.clone(), shard.places.len()));
                    let path = SearchShard::path(&shard.name);
                    if (known.holds)(&path, &shard.inputs) {
                        kept.push(path);
                    } else {
                        due.shards.push(shard);
                    }
                }
            }
            let (newer, older) = archive::months_around(calendar, first);
            let inputs = format!("{} {newer:?} {older:?}", archive::word(&all));
            let path = format!("{}index.html", archive::path(first, 2));
            plan.kept.extend(kept);
            let is_page_due = pages.archive && !(known.holds)(&path, &inputs);
            if is_page_due || !due.days.is_empty() || !due.shards.is_empty() {
                plan.due.push(Planned {
                    kind: Kind::Month(due),
                    inputs,
                });
            } else if pages.archive {
                plan.kept.push(path);
            }
        }
        listings.reverse();
        plan.shards = pages.search.then_some(listings);
    }
}
