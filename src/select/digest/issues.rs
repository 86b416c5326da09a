//! The issues of the digest that there are, and what the pages of each are made from.

use crate::{
    config::{Config, Period},
    select::{
        archive::{self, Calendar},
        days,
    },
    store::DigestRow,
};

/// The issues that there are, and what the pages of each are made from.
#[derive(Debug)]
pub(crate) struct Issues {
    pub(super) folder: &'static str,
    /// Oldest first.
    pub(super) issues: Vec<(Period, DigestRow, i64)>,
}

impl Issues {
    /// The path of a file of the digest, relative to the root of the site.
    pub(crate) fn path(&self, name: &str) -> String {
        format!("{}{name}", self.folder)
    }

    /// The path of the page of each issue, with one word for everything that it is made from.
    pub(crate) fn pages(
        &self,
        common: &str,
        calendar: Option<&Calendar>,
    ) -> Vec<(Period, String, String)> {
        let each = self.issues.iter().enumerate();
        let page = |(n, (period, row, number)): (usize, &(Period, DigestRow, i64))| {
            let (newer, older) = self.around(n);
            let mut hasher = blake3::Hasher::new();
            hasher.update(common.as_bytes());
            hasher.update(&row.version.to_le_bytes());
            hasher.update(format!("{number} {newer:?} {older:?}").as_bytes());
            // Its links to entries are good as long as the days of these are the same. In another zone than that in which it
            // was frozen they may lie outside, by no more than what the words of the next days tell of.
            let (first, last) = (period.previous().first_day(), period.last_day());
            let first = first.pred_opt().unwrap_or(first);
            let of_items = first..=last.succ_opt().unwrap_or(last);
            let days = calendar
                .into_iter()
                .flat_map(|days| days.range(of_items.clone()));
            for (_, day) in days {
                hasher.update(day.word.as_bytes());
            }
            let path = format!("{}/index.html", self.path(&period.name()));
            (*period, path, archive::word(&hasher))
        };
        each.map(page).collect()
    }

    /// The paths of the pages, base path included, with the dates of their last changes; newest first.
    pub(crate) fn addresses(&self, config: &Config) -> Vec<(String, String)> {
        let each = self.issues.iter().rev();
        let address = |(period, row, _): &(Period, DigestRow, i64)| {
            let path = self.path(&period.name());
            let updated = days::local(config.timezone, row.updated);
            (format!("{}{path}/", config.base_path()), updated)
        };
        each.map(address).collect()
    }

    /// One word for everything that the list of the issues and their feed are made from.
    pub(crate) fn inputs(&self, common: &str) -> String {
        let mut hasher = blake3::Hasher::new();
        hasher.update(common.as_bytes());
        for (_, row, number) in &self.issues {
            hasher.update(&row.version.to_le_bytes());
            hasher.update(&number.to_le_bytes());
        }
        archive::word(&hasher)
    }

    /// The pages of the issues around one of them.
    pub(super) fn around(&self, n: usize) -> (Option<Period>, Option<Period>) {
        let at = |n: usize| self.issues.get(n).map(|(period, ..)| *period);
        (at(n + 1), n.checked_sub(1).and_then(at))
    }
}
