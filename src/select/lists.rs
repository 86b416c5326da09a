//! The pages that list every feed: the blogroll, and how each feed is doing. They are made some at a time, as there may be
//! thousands of feeds.

use std::{cmp::Reverse, collections::HashMap};

use chrono::NaiveDate;

use crate::{
    config::{Config, Sort, Subscription},
    feed::Timestamp,
    select::{Selection, Standing, days, feeds, status},
    site::{BlogrollPage, FEEDS_ON_PAGE, FeedView, Part, SharedFeed, Site, StatusPage},
    store::{FeedState, StoreError},
    timings::{Stage, during},
};

/// A feed that is switched on: its index in the config, and what is remembered of it.
pub(super) type Followed<'a> = (usize, &'a Subscription, &'a FeedState);

impl Standing {
    /// The feeds that are switched on, in the order of the config.
    pub(super) fn followed<'a>(&'a self, config: &'a Config) -> impl Iterator<Item = Followed<'a>> {
        let each = config.feeds.iter().zip(&self.states).enumerate();
        each.filter(|(_, (feed, _))| feed.enabled)
            .map(|(n, (feed, state))| (n, feed, state))
    }

    /// The same with their places among them, in the order of the blogroll as far as planet.toml alone tells it: it does not
    /// know who has posted last.
    pub(super) fn sorted<'a>(&'a self, config: &'a Config) -> Vec<(usize, Followed<'a>)> {
        let mut feeds: Vec<_> = self.followed(config).enumerate().collect();
        if config.blogroll.sort == Sort::Name {
            feeds.sort_by_cached_key(|(_, (_, feed, _))| feed.name.to_lowercase());
        }
        feeds
    }
}

/// Feeds with their news, each made when it is first asked for.
pub(super) struct Lively<'a> {
    selection: &'a Selection<'a>,
    today: NaiveDate,
    made: HashMap<usize, SharedFeed>,
}

impl<'a> Lively<'a> {
    pub(super) fn of(selection: &'a Selection<'a>, now: Timestamp) -> Self {
        Self {
            selection,
            today: days::date(selection.config.timezone, now),
            made: HashMap::new(),
        }
    }

    /// The feed with this index in the config, if it is switched on.
    pub(super) fn feed(&mut self, feed: usize) -> Option<SharedFeed> {
        if let Some(made) = self.made.get(&feed) {
            return Some(made.clone());
        }
        let Selection {
            config,
            standing,
            quiet,
            ..
        } = self.selection;
        let (quiet, state) = (quiet.get(feed)?.as_ref()?, standing.states.get(feed)?);
        let view = SharedFeed::new(FeedView {
            activity: Some(feeds::activity(config, state, self.today)),
            ..feeds::with_news(config, quiet, state)
        });
        self.made.insert(feed, view.clone());
        Some(view)
    }

    /// What is made already.
    pub(super) fn made(self) -> HashMap<usize, SharedFeed> {
        self.made
    }
}

impl Selection<'_> {
    /// The indexes of the feeds in the order of the blogroll.
    pub(super) fn blogroll(&self) -> Vec<usize> {
        let mut feeds = self.standing.sorted(self.config);
        if self.config.blogroll.sort == Sort::Recent {
            feeds.sort_by_key(|(_, (.., state))| Reverse(feeds::newest(state)));
        }
        feeds.into_iter().map(|(_, (n, ..))| n).collect()
    }

    /// The pages of the blogs, in the order of the config, each with the date of its newest entry; none when blogs have no pages.
    pub(super) fn blogs(&self) -> Vec<(String, Option<String>)> {
        let followed = self.standing.followed(self.config);
        let blog = |(_, feed, state): Followed<'_>| {
            let newest = feeds::newest(state);
            let newest = newest.map(|date| days::local(self.config.timezone, date));
            (feeds::page(self.config, feed), newest)
        };
        followed
            .filter(|_| self.config.pages.blogs)
            .map(blog)
            .collect()
    }

    /// The pages of the blogroll and of the status, some at a time. `site` is what is chosen already.
    ///
    /// # Errors
    /// The store cannot be read, or `give` fails.
    pub fn lists<E: From<StoreError>>(
        &self,
        site: &Site,
        now: Timestamp,
        give: &mut dyn FnMut(Vec<Part>) -> Result<(), E>,
    ) -> Result<(), E> {
        let order = self.blogroll();
        let followed: Vec<_> = self.standing.followed(self.config).collect();
        let mut blogroll = self.blogroll_pages(&order, site, now);
        let mut status = self.status_pages(&followed, now);
        let mut next = || -> Result<Vec<Part>, StoreError> {
            let blogroll = blogroll.next().map(Part::Blogroll);
            let status = status.next().transpose()?.map(Part::Status);
            Ok(blogroll.into_iter().chain(status).collect())
        };
        loop {
            let pages = during(Stage::Select, &mut next)?;
            if pages.is_empty() {
                return Ok(());
            }
            give(pages)?;
        }
    }

    fn blogroll_pages<'a>(
        &'a self,
        order: &'a [usize],
        site: &'a Site,
        now: Timestamp,
    ) -> impl Iterator<Item = BlogrollPage> + 'a {
        // The place of a blog without a page is its card, which must not move to another page when others have posted.
        let on_page = if self.config.pages.blogs {
            FEEDS_ON_PAGE
        } else {
            usize::MAX
        };
        let pages = pages(order, on_page);
        let count = pages.len();
        (1..).zip(pages).map(move |(number, own)| BlogrollPage {
            number,
            count,
            feeds: if number == 1 && own.len() == site.blogroll.len() {
                site.blogroll.clone()
            } else {
                let mut lively = Lively::of(self, now);
                own.iter().filter_map(|n| lively.feed(*n)).collect()
            },
            changes: site.changes.clone(),
        })
    }

    fn status_pages<'a>(
        &'a self,
        followed: &'a [Followed<'a>],
        now: Timestamp,
    ) -> impl Iterator<Item = Result<StatusPage, StoreError>> + 'a {
        let needs_look = |(.., state): &&Followed<'_>| status::needs_look(state);
        let look_count = followed.iter().filter(needs_look).count();
        let status_of = move |feed: &Followed<'_>| {
            status::status(self.config, self.standing, self.store, now, *feed)
        };
        let pages = pages(followed, FEEDS_ON_PAGE);
        let count = pages.len();
        (1..).zip(pages).map(move |(number, own)| {
            let others = followed.iter().skip(FEEDS_ON_PAGE).filter(needs_look);
            let troubled = others.take(if number == 1 { FEEDS_ON_PAGE } else { 0 });
            Ok(StatusPage {
                number,
                count,
                statuses: own.iter().map(status_of).collect::<Result<_, _>>()?,
                troubled: troubled.map(status_of).collect::<Result<_, _>>()?,
                look_count,
            })
        })
    }
}

/// What stands on each page; there is always a first one.
fn pages<T>(all: &[T], on_page: usize) -> Vec<&[T]> {
    if all.is_empty() {
        vec![all]
    } else {
        all.chunks(on_page).collect()
    }
}
