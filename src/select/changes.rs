//! What has changed about the blogroll, as pages and a feed tell it.

use std::collections::HashSet;

use crate::{
    feed::Timestamp,
    normalize::web_url,
    select::{Selection, days, feeds},
    site::{ChangeView, ChangedFeed},
    store::{Change, StoreError},
};

/// Changes that the page lists.
const CHANGES: usize = 200;

/// So many changes of one kind in one run are one piece of news.
const MANY: usize = 10;

impl Selection<'_> {
    /// The newest changes of the blogroll, newest first.
    pub(crate) fn changes(&self) -> Result<Vec<ChangeView>, StoreError> {
        let changes = self.store.changes(CHANGES * MANY)?;
        let mut views = Vec::new();
        let mut anchors = HashSet::new();
        for run in changes.chunk_by(|a, b| (a.date, a.kind) == (b.date, b.kind)) {
            // Within a run they are told in the order of the blogroll.
            let feeds = run.iter().rev().map(|change| self.changed_feed(change));
            match run {
                [first, ..] if first.feed.is_some() && run.len() > MANY => {
                    views.push(self.change(first, feeds.collect(), &mut anchors));
                }
                [first, ..] if first.feed.is_none() => {
                    let openings = run.iter().rev();
                    views.extend(openings.map(|one| self.change(one, Vec::new(), &mut anchors)));
                }
                _ => views.extend(
                    run.iter()
                        .rev()
                        .zip(feeds)
                        .map(|(change, feed)| self.change(change, vec![feed], &mut anchors)),
                ),
            }
        }
        views.truncate(CHANGES);
        Ok(views)
    }

    fn change(
        &self,
        change: &Change,
        feeds: Vec<ChangedFeed>,
        taken: &mut HashSet<String>,
    ) -> ChangeView {
        let zone = self.config.timezone;
        let date = days::date(zone, change.date);
        let kind = change.kind.as_str();
        let mut anchor = match feeds.as_slice() {
            [one] => format!("{kind}-{}-{date}", slug::slugify(&one.name)),
            _ => format!("{kind}-{date}"),
        };
        let first = anchor.clone();
        let mut number = 1;
        while !taken.insert(anchor.clone()) {
            number += 1;
            anchor = format!("{first}-{number}");
        }
        ChangeView {
            anchor,
            kind,
            date: days::local(zone, change.date),
            count: change.record.count,
            feeds,
        }
    }

    fn changed_feed(&self, change: &Change) -> ChangedFeed {
        let record = &change.record;
        let followed = self
            .config
            .enabled()
            .find(|feed| Some(&feed.id) == change.feed.as_ref());
        // A feed that has become private since then is private in what was, too.
        let is_secret = followed.is_some_and(|feed| feed.private);
        let public = |url: &Option<String>| url.as_deref().and_then(web_url).filter(|_| !is_secret);
        let since = record
            .silent_since
            .and_then(|date| Timestamp::from_timestamp(date, 0));
        ChangedFeed {
            name: record.name.clone(),
            page: followed.map(|feed| feeds::page(self.config, feed)),
            url: public(&record.url),
            home: record.home.as_deref().and_then(web_url),
            subtitle: record.subtitle.clone(),
            before: record
                .before
                .clone()
                .filter(|before| !(is_secret && before.contains("://"))),
            silent_since: since.map(|date| days::local(self.config.timezone, date)),
        }
    }
}
