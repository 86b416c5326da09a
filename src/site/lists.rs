//! The pages that list every feed, of which there may be thousands.

use crate::site::{ChangeView, FeedStatus, SharedFeed};

/// Feeds that one page lists, and that every page knows: with more it would have megabytes.
pub const FEEDS_ON_PAGE: usize = 1_000;

/// A page of the blogroll (`blogroll.html` with `changes`, and with `feeds` and `groups` of its own).
#[derive(Debug, Clone)]
pub struct BlogrollPage {
    /// Which page it is, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// Its feeds, in the order of the blogroll.
    pub feeds: Vec<SharedFeed>,
    /// What has changed about the blogroll, newest first.
    pub changes: Vec<ChangeView>,
}

/// A page of the status (`status.html` with `statuses` and `look_count`).
#[derive(Debug, Clone)]
pub struct StatusPage {
    /// Which page it is, from 1.
    pub number: usize,
    /// How many there are.
    pub count: usize,
    /// How its feeds are doing, in the order of planet.toml.
    pub statuses: Vec<FeedStatus>,
    /// On the first page the feeds of the others that somebody should look after, too; not all, if they are very many.
    pub troubled: Vec<FeedStatus>,
    /// How many feeds of the planet somebody should look after.
    pub look_count: usize,
}

impl BlogrollPage {
    /// The path of a page, from 1, relative to the root of the site.
    pub fn path(number: usize) -> String {
        path("blogroll/", number)
    }
}

impl StatusPage {
    /// The path of a page, from 1, relative to the root of the site.
    pub fn path(number: usize) -> String {
        path("status/", number)
    }

    /// The path of the page with a feed, which is the `nth` of those that are switched on, from 0.
    pub fn path_of(nth: usize) -> String {
        Self::path(nth / FEEDS_ON_PAGE + 1)
    }
}

fn path(folder: &str, number: usize) -> String {
    match number {
        1 => folder.to_owned(),
        _ => format!("{folder}page/{number}/"),
    }
}
