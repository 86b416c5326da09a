//! The variables that all pages of a run share.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use tera::{Context, Tera, Value};

use crate::site::{NavItem, SharedFeed, SiteInfo};
use crate::theme::files::Files;
use crate::theme::{Manifest, ThemeError, short, value};

/// The variables that all pages of a run share, made by [`Theme::shared`](crate::theme::Theme::shared).
pub struct Shared<'a> {
    context: Context,
    site: SiteInfo,
    feeds: Box<Feeds<'a>>,
    /// What is long on a planet of many blogs is made when the first page asks for it, which few do.
    lists: Mutex<Option<[Value; 2]>>,
}

/// The feeds that every page may list.
pub(super) type Feeds<'a> = dyn Fn() -> Vec<SharedFeed> + Send + Sync + 'a;

/// The names of the lists.
pub(super) const LISTS: [&str; 2] = ["feeds", "groups"];

impl<'a> Shared<'a> {
    /// `nav` comes after what `site.nav` holds already.
    pub(super) fn new(
        manifest: &Manifest,
        nav: Vec<NavItem>,
        site: &SiteInfo,
        feeds: Box<Feeds<'a>>,
    ) -> Result<Self, ThemeError> {
        let site = SiteInfo {
            nav: [site.nav.clone(), nav].concat(),
            extra: manifest.extra_under(&site.extra),
            ..site.clone()
        };
        let mut context = Context::new();
        context.insert_value("site", value("site", &site)?);
        Ok(Self {
            context,
            site,
            feeds,
            lists: Mutex::new(None),
        })
    }

    /// The variables, for those of one page to be added; the lists are among them for a page that `lists`.
    pub(super) fn context(&self, lists: bool) -> Result<Context, ThemeError> {
        if lists {
            Ok(self.with_lists(self.lists()?))
        } else {
            Ok(self.context.clone())
        }
    }

    /// The variables of a page that lists these feeds.
    pub(super) fn listing(&self, feeds: &[SharedFeed]) -> Result<Context, ThemeError> {
        Ok(self.with_lists(self.lists_of(feeds)?))
    }

    fn with_lists(&self, lists: [Value; 2]) -> Context {
        let mut context = self.context.clone();
        for (name, list) in LISTS.into_iter().zip(lists) {
            context.insert_value(name, list);
        }
        context
    }

    fn lists(&self) -> Result<[Value; 2], ThemeError> {
        let mut lists = self.lists.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(lists) = &*lists {
            return Ok(lists.clone());
        }
        let made = self.lists_of(&(self.feeds)())?;
        Ok(lists.insert(made).clone())
    }

    fn lists_of(&self, feeds: &[SharedFeed]) -> Result<[Value; 2], ThemeError> {
        let values = feeds
            .iter()
            .map(|feed| value("feeds", feed))
            .collect::<Result<Vec<_>, _>>()?;
        let groups = value("groups", &groups(&self.site, feeds, &values))?;
        Ok([Value::from(values), groups])
    }
}

/// The templates, by the names that Tera finds them by, that may show all feeds or groups.
pub(super) fn listing(tera: &Tera, files: &Files, theme: &str) -> BTreeSet<String> {
    let hides = (files.templates.values()).any(|template| hides_lists(&template.source));
    let lists = |name: &String| {
        let used = tera.get_template_variables(name);
        used.map_or(true, |used| {
            // The page of a group has `feeds` of its own.
            used.contains("groups") || used.contains("feeds") && name != "group.html"
        })
    };
    let names = files
        .templates
        .keys()
        .map(|full| short(full, theme).to_owned());
    names.filter(|name| hides || lists(name)).collect()
}

/// Whether a template may use lists without Tera telling of it: where it sets a variable of such a name, be it in some cases
/// only, where a component takes one from the page around it, or where all variables are shown.
fn hides_lists(source: &str) -> bool {
    let words = || source.split_whitespace();
    let sets = |word: &str| word.ends_with("set") || word.ends_with("set_global");
    words()
        .zip(words().skip(1))
        .any(|(word, next)| sets(word) && LISTS.iter().any(|list| next.starts_with(list)))
        || ["@feeds", "@groups", "__tera_context"]
            .iter()
            .any(|hidden| source.contains(hidden))
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
