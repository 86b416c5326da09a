//! The HTML pages: which there are, where they lie, what each is told. What they look like is the theme's.

use rayon::prelude::*;

use crate::{
    render::{Give, Page},
    site::{Index, OwnPage, PageInfo, Period, Site, SiteInfo},
    theme::{Shared, Theme, ThemeError, View},
    timings::{Stage, during},
};

/// Renders every HTML page of the site but those of parts, on all cores.
pub(super) fn render<E: From<ThemeError> + Send>(
    site: &Site,
    shared: &Shared,
    theme: &Theme,
    give: &Give<'_, E>,
) -> Result<(), E> {
    let mut pages = list(site, theme)?;
    pages.extend(theme.pages().iter().map(|own| plan_of_own(&site.info, own)));
    make(pages, site.info.index, shared, theme, give)
}

/// A path on the host as one below the root of the site.
pub(super) fn below<'a>(site: &SiteInfo, path: &'a str) -> &'a str {
    path.strip_prefix(&site.path).unwrap_or(path)
}

fn plan_of_own<'a>(site: &SiteInfo, own: &'a OwnPage) -> Plan<'a> {
    let info = page(site, "page", &own.title, &own.path);
    Plan::new(&own.path, info, View::Own(own))
}

/// Renders pages on all cores, those that list all feeds after the others: both are large where there are many feeds.
pub(super) fn make<E: From<ThemeError> + Send>(
    plans: Vec<Plan<'_>>,
    index: Index,
    shared: &Shared,
    theme: &Theme,
    give: &Give<'_, E>,
) -> Result<(), E> {
    let each = &|mut plan: Plan<'_>| {
        plan.info.index &= index.allows(plan.view.shows_whole_posts());
        let html = during(Stage::Render, || {
            theme.render(shared, &plan.info, plan.view)
        })?;
        give(Page {
            path: plan.path,
            bytes: html.into_bytes(),
            inputs: plan.inputs,
        })
    };
    let (listing, others): (Vec<_>, Vec<_>) =
        (plans.into_iter()).partition(|plan| theme.lists_feeds(plan.view));
    others.into_par_iter().try_for_each(each)?;
    listing.into_par_iter().try_for_each(each)
}

/// A page that is to be made.
pub(super) struct Plan<'a> {
    path: String,
    info: PageInfo,
    view: View<'a>,
    inputs: Option<String>,
}

impl<'a> Plan<'a> {
    /// The page of a folder, which is named with its final slash.
    pub(super) fn new(folder: &str, info: PageInfo, view: View<'a>) -> Self {
        Self {
            path: format!("{folder}index.html"),
            info,
            view,
            inputs: None,
        }
    }

    pub(super) fn made_from(self, inputs: &str) -> Self {
        Self {
            inputs: Some(inputs.to_owned()),
            ..self
        }
    }
}

/// Every page with its path and what it knows of itself.
fn list<'a>(site: &'a Site, theme: &Theme) -> Result<Vec<Plan<'a>>, ThemeError> {
    let words = |id| theme.language().text(id, &[]);
    let plan = |kind, title: &str, path: &str, view| {
        Plan::new(path, page(&site.info, kind, title, path), view)
    };
    let mut pages = river(site);
    if site.info.has_titles {
        pages.push(plan(
            "titles",
            &words("titles-title")?,
            "titles/",
            View::Titles(site),
        ));
    }
    if site.old_urls {
        pages.push(old_titles(site, &words("titles-title")?));
    }
    if let Some(years) = &site.archive {
        pages.push(plan(
            "archive",
            &words("archive-title")?,
            "archive/",
            View::Archive(years),
        ));
        pages.extend(years_of(&site.info, years));
    }
    if let Some(tags) = &site.tags {
        pages.push(plan(
            "tags",
            &words("tags-title")?,
            "tags/",
            View::Tags(tags),
        ));
    }
    let not_found = PageInfo {
        index: false,
        ..page(&site.info, "404", &words("not-found-title")?, "404.html")
    };
    if site.info.has_search {
        let info = PageInfo {
            index: false,
            ..page(&site.info, "search", &words("search-title")?, "search/")
        };
        pages.push(Plan::new("search/", info, View::Search));
    }
    pages.extend([
        plan(
            "changes",
            &words("changes-title")?,
            "blogroll/changes/",
            View::Changes(&site.changes),
        ),
        Plan {
            path: "404.html".to_owned(),
            info: not_found,
            view: View::NotFound,
            inputs: None,
        },
    ]);
    Ok(pages)
}

/// The pages of the river.
fn river(site: &Site) -> Vec<Plan<'_>> {
    let mut pages = Vec::with_capacity(site.river.len());
    let count = site.river.len();
    for (n, river) in site.river.iter().enumerate() {
        let on_site = |n| format!("{}{}", site.info.path, river_path(n));
        let path = river_path(n);
        let around = PageInfo {
            // Older pages shift with every new entry; what they show can be found on the pages of the blogs.
            index: n == 0,
            number: n + 1,
            count,
            newer: n.checked_sub(1).map(on_site),
            older: Some(n + 1).filter(|older| *older < count).map(on_site),
            ..page(&site.info, "river", "", &path)
        };
        pages.push(Plan::new(&path, around, View::River(&river.days)));
    }
    pages
}

/// The titles where Planet 2.0 had them.
fn old_titles<'a>(site: &'a Site, title: &str) -> Plan<'a> {
    let own = page(&site.info, "titles", title, "titles_only.html");
    Plan {
        path: "titles_only.html".to_owned(),
        info: PageInfo {
            // Where it stands now, if it does.
            url: if site.info.has_titles {
                format!("{}titles/", site.info.base_url)
            } else {
                own.url
            },
            ..own
        },
        view: View::Titles(site),
        inputs: None,
    }
}

/// The pages of the years of the archive.
fn years_of<'a>(site: &'a SiteInfo, years: &'a [Period]) -> impl Iterator<Item = Plan<'a>> {
    years.iter().enumerate().map(move |(n, year)| {
        let at = |n: usize| years.get(n).map(|year| year.page.clone());
        let path = below(site, &year.page);
        let info = PageInfo {
            newer: n.checked_sub(1).and_then(at),
            older: at(n + 1),
            ..page(site, "year", &year.heading, path)
        };
        Plan::new(path, info, View::Year(year))
    })
}

/// The path of a page of the river, from 0, relative to the root of the site.
fn river_path(number: usize) -> String {
    if number == 0 {
        String::new()
    } else {
        format!("page/{}/", number + 1)
    }
}

pub(super) fn page(site: &SiteInfo, kind: &'static str, title: &str, path: &str) -> PageInfo {
    PageInfo {
        kind,
        title: title.to_owned(),
        url: format!("{}{path}", site.base_url),
        path: format!("{}{path}", site.path),
        index: true,
        number: 1,
        count: 1,
        newer: None,
        older: None,
    }
}
