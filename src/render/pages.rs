//! The HTML pages: which there are, where they lie, what each is told. What they look like is the theme's.

use rayon::prelude::*;

use crate::{
    render::Page,
    site::{FeedPage, FeedView, PageInfo, Site, SiteInfo},
    theme::{Shared, Theme, ThemeError, View},
};

/// Renders every HTML page of the site but those of single feeds, on all cores.
pub(crate) fn render(site: &Site, shared: &Shared, theme: &Theme) -> Result<Vec<Page>, ThemeError> {
    make(list(site), shared, theme)
}

/// Renders the pages of single feeds, on all cores. There may be thousands, so they come apart from the others and can be
/// made some at a time.
///
/// # Errors
/// A template fails.
pub fn feed_pages(
    info: &SiteInfo,
    pages: &[FeedPage],
    shared: &Shared,
    theme: &Theme,
) -> Result<Vec<Page>, ThemeError> {
    let plan = |feed| page_of_feed(info, feed);
    make(pages.iter().map(plan).collect(), shared, theme)
}

fn page_of_feed<'a>(info: &SiteInfo, feed: &'a FeedPage) -> Plan<'a> {
    let path = FeedView::path(&feed.feed.slug);
    Plan {
        path: format!("{path}index.html"),
        info: page(info, "feed", &feed.feed.name, &path),
        view: View::Feed(feed),
        inputs: Some(feed.inputs.clone()),
    }
}

fn make(plans: Vec<Plan<'_>>, shared: &Shared, theme: &Theme) -> Result<Vec<Page>, ThemeError> {
    let each = |plan: Plan<'_>| {
        let html = theme.render(shared, &plan.info, plan.view)?;
        Ok(Page {
            path: plan.path,
            bytes: html.into_bytes(),
            inputs: plan.inputs,
        })
    };
    plans.into_par_iter().map(each).collect()
}

/// A page that is to be made.
struct Plan<'a> {
    path: String,
    info: PageInfo,
    view: View<'a>,
    inputs: Option<String>,
}

/// Every page with its path and what it knows of itself.
fn list(site: &Site) -> Vec<Plan<'_>> {
    let info = |kind, title: &str, path: &str| page(&site.info, kind, title, path);
    let plan = |path: &str, info, view| Plan {
        path: path.to_owned(),
        info,
        view,
        inputs: None,
    };
    let mut pages = Vec::with_capacity(site.river.len() + 3);
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
            ..info("river", "", &path)
        };
        pages.push(plan(
            &format!("{path}index.html"),
            around,
            View::River(&river.days),
        ));
    }
    let not_found = PageInfo {
        index: false,
        ..info("404", "Page not found", "404.html")
    };
    pages.extend([
        plan(
            "blogroll/index.html",
            info("blogroll", "Blogs", "blogroll/"),
            View::Blogroll,
        ),
        plan(
            "status/index.html",
            info("status", "Status", "status/"),
            View::Status(&site.statuses),
        ),
        plan("404.html", not_found, View::NotFound),
    ]);
    pages
}

/// The path of a page of the river, from 0, relative to the root of the site.
fn river_path(number: usize) -> String {
    if number == 0 {
        String::new()
    } else {
        format!("page/{}/", number + 1)
    }
}

fn page(site: &SiteInfo, kind: &'static str, title: &str, path: &str) -> PageInfo {
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
