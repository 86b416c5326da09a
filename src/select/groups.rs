//! The pages of groups: the newest entries of a group's feeds.

use std::{cmp::Reverse, collections::BTreeMap};

use crate::{
    config::Group,
    select::{
        Selection, content_of, days, feed_pages::most_to_look_at, feeds, narrower, river::Chosen,
        shown, views,
    },
    site::{GroupPage, GroupView, SharedFeed},
    store::StoreError,
};

impl Selection<'_> {
    /// The groups, in the order of the config.
    pub(crate) fn groups(&self) -> Vec<GroupView> {
        let view = |group: &Group| GroupView {
            name: group.name.clone(),
            slug: group.slug.clone(),
            page: format!(
                "{}{}",
                self.config.base_path(),
                GroupPage::folder(&group.slug)
            ),
            count: self.members(&group.name).count(),
        };
        self.config.groups.iter().map(view).collect()
    }

    /// The indexes of a group's feeds.
    fn members<'a>(&'a self, name: &'a str) -> impl Iterator<Item = usize> + 'a {
        let feeds = self.config.feeds.iter().enumerate();
        feeds
            .filter(move |(_, feed)| feed.enabled && feed.group.as_deref() == Some(name))
            .map(|(n, _)| n)
    }

    /// One word for everything that the page of a group is made from.
    pub(crate) fn group_inputs(&self, name: &str, common: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(common.as_bytes());
        for n in self.members(name) {
            let version = self.standing.states.get(n).map_or(0, |state| state.version);
            hasher.update(&version.to_le_bytes());
        }
        super::archive::word(&hasher)
    }

    /// The page of the group with this index.
    pub(crate) fn group_page(
        &self,
        group: usize,
        inputs: String,
    ) -> Result<Option<GroupPage>, StoreError> {
        let Some(group) = self.groups().into_iter().nth(group) else {
            return Ok(None);
        };
        let on_page = self.config.river.entries_per_page;
        let wanted = on_page.max(self.config.syndication.entries);
        let chosen = self.newest_of_group(&group.name, wanted)?;
        let bodies = chosen
            .iter()
            .map(|entry| self.store.body(entry.head.entry))
            .collect::<Result<Vec<_>, _>>()?;
        let (config, standing) = (self.config, self.standing);
        let with_news = |n: usize| {
            let (quiet, state) = (self.quiet.get(n)?.as_ref()?, standing.states.get(n)?);
            Some(SharedFeed::new(feeds::with_news(config, quiet, state)))
        };
        let feeds: BTreeMap<usize, SharedFeed> = self
            .members(&group.name)
            .filter_map(|n| Some((n, with_news(n)?)))
            .collect();
        let quiet = &self.quiet;
        let feed_of = |n: usize| feeds.get(&n).or(quiet.get(n)?.as_ref()).cloned();
        let views = views(config, self.words, &feed_of, None, &chosen, &bodies);
        let views = || chosen.iter().zip(&views);
        let on_page = views().take(on_page).map(|(entry, view)| {
            let date = days::date(self.config.timezone, entry.head.date);
            (date, shown(view, content_of(self.config, entry)))
        });
        let newest = views().take(self.config.syndication.entries);
        Ok(Some(GroupPage {
            inputs,
            days: days::of(self.config, self.words, on_page.collect()),
            newest: newest
                .map(|(entry, view)| {
                    let show = narrower(
                        content_of(self.config, entry),
                        self.config.syndication.content,
                    );
                    shown(view, show)
                })
                .collect(),
            feeds: feeds.into_values().collect(),
            group,
        }))
    }

    /// The newest entries of a group that may be in the river, newest first, each post once.
    fn newest_of_group(&self, name: &str, wanted: usize) -> Result<Vec<Chosen>, StoreError> {
        let mut entries = Vec::new();
        for n in self.members(name) {
            let (Some(feed), Some(state)) = (self.config.feeds.get(n), self.standing.states.get(n))
            else {
                continue;
            };
            let look = most_to_look_at(feed, wanted);
            let heads = self.store.in_river_of(state.row, look)?;
            let eligible = heads
                .into_iter()
                .filter(|head| self.eligible.feed_of(head).is_some())
                .take(wanted);
            entries.extend(eligible.map(|head| (feed.id.as_str(), Chosen::new(head, n))));
        }
        entries
            .sort_by_key(|(id, entry)| (Reverse(entry.head.date), *id, Reverse(entry.head.entry)));
        let mut entries = self.each_once(entries.into_iter().map(|(_, entry)| entry).collect())?;
        entries.truncate(wanted);
        Ok(entries)
    }
}
