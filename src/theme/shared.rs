//! The variables that all pages of a run share.

use serde::Serialize;
use tera::{Context, Value};

use crate::site::{NavItem, SharedFeed, SiteInfo};
use crate::theme::{Manifest, ThemeError, value};

/// The variables that all pages of a run share, made once by [`Theme::shared`](crate::theme::Theme::shared).
#[derive(Debug, Clone)]
pub struct Shared(Context);

/// The names of these variables.
pub(super) const NAMES: [&str; 3] = ["site", "feeds", "groups"];

impl Shared {
    /// The variables, for those of one page to be added.
    pub(super) fn context(&self) -> Context {
        self.0.clone()
    }
}

/// Makes them; `nav` comes after what `site.nav` holds already.
pub(super) fn make(
    manifest: &Manifest,
    nav: Vec<NavItem>,
    site: &SiteInfo,
    feeds: &[SharedFeed],
) -> Result<Shared, ThemeError> {
    let site = SiteInfo {
        nav: [site.nav.clone(), nav].concat(),
        extra: manifest.extra_under(&site.extra),
        ..site.clone()
    };
    let values = feeds
        .iter()
        .map(|feed| value("feeds", feed))
        .collect::<Result<Vec<_>, _>>()?;
    let mut context = Context::new();
    context.insert_value("site", value("site", &site)?);
    context.insert_value("groups", value("groups", &groups(&site, feeds, &values))?);
    context.insert_value("feeds", Value::from(values));
    Ok(Shared(context))
}

/// The feeds of one group (the members of `groups`).
#[derive(Serialize)]
struct BlogGroup<'a> {
    /// Its name; `null` for the feeds without one.
    name: Option<&'a str>,
    /// Path of the group's page.
    page: Option<&'a str>,
    /// Its feeds, each a `FeedView`.
    feeds: Vec<&'a Value>,
}

/// The feeds by group; `values` are those of `feeds`, which they share.
fn groups<'a>(
    site: &'a SiteInfo,
    feeds: &'a [SharedFeed],
    values: &'a [Value],
) -> Vec<BlogGroup<'a>> {
    let page = |name| {
        let group = site
            .groups
            .iter()
            .find(|group| Some(group.name.as_str()) == name);
        group.map(|group| group.page.as_str())
    };
    let mut groups: Vec<BlogGroup<'a>> = Vec::new();
    for (feed, value) in feeds.iter().zip(values) {
        let name = feed.group.as_deref();
        match groups.iter_mut().find(|group| group.name == name) {
            Some(group) => group.feeds.push(value),
            None => groups.push(BlogGroup {
                name,
                page: page(name),
                feeds: vec![value],
            }),
        }
    }
    groups.sort_by_key(|group| group.name.is_none());
    groups
}
