//! Loads a theme, proves it and renders pages with it.
//!
//! Which pages there are and where they lie is `render`'s business; what templates may see is `site`'s. Templates are
//! Tera 2 with autoescape for every file name: only [`SafeHtml`](crate::sanitize::SafeHtml) and what the template itself
//! marks `safe` renders as markup.
//!
//! # Where files come from
//! For templates and static files alike, beside planet.toml and file by file: `templates/` and `static/`, else
//! `themes/<name>/templates/` and `themes/<name>/static/`, else the built-in theme `river`, which lies under every other. A
//! folder `themes/<name>/` takes the place of the built-in theme of that name, but `river` shines through even so. A template
//! that replaces another may extend it under its full name: `{% extends "river/base.html" %}`.
//!
//! # What templates see
//! | template | variables, besides `site`, `page`, `feeds` and `groups` |
//! |---|---|
//! | `index.html` | `days` |
//! | `titles.html` | `days` |
//! | `day.html` | `day`, `lines` |
//! | `month.html` | `month`, `days` |
//! | `year.html` | `year` |
//! | `archive.html` | `years` |
//! | `feed.html` | `feed`, `entries`, `lines`, `years` |
//! | `feed_year.html` | `feed`, `year`, `lines` |
//! | `group.html` | `group`, `days`; `feeds` are only those of the group |
//! | `tags.html` | `tags` |
//! | `tag.html` | `tag`, `lines` |
//! | `digests.html` | `digests` |
//! | `digest.html` | `digest` |
//! | `digest_content.html` | `digest`; markup for the feed of the digest, no page |
//! | `blogroll.html` | `changes` |
//! | `changes.html` | `changes` |
//! | `search.html` | none |
//! | `status.html` | `statuses`, `look_count` |
//! | `page.html`, or what the page names | `own` |
//! | `404.html` | none |
//!
//! `feeds` are the feeds in the order of the blogroll, of very many the first thousand, and on a page of the blogroll those of that
//! page; `site.feed_count` is how many there are. Pages of a blog, year of a blog, group, tag, day, month and issue know nothing
//! of other blogs but what planet.toml says: where the blogroll's order is `"recent"`, theirs is that of planet.toml. `groups`
//! are the same as a list of `name`, `page` and `feeds`, by first appearance, those without a group last under the name `null`.
//! `statuses` are those of the page, on the first one with those of other pages that somebody should look after; `look_count` is
//! how many these are on the whole planet. All else is documented in [`crate::site`].
//! What is under `extra` differs from planet to planet and from feed to feed: write `feed.extra.bio or ""`, or give
//! `site.extra` a default under `[extra]` in theme.toml.
//!
//! Functions: `url(path)` a path on this site, `absolute(path)` the same with scheme and host, `asset(path)` a static
//! file with a hash of its content (`rooted=true` for its path from the root of the host), `asset_hash(path)` that hash alone,
//! `t(key, …)` a message. Paths are relative to the page but on `404.html`. Filters: `date(style)` or `date(format)`,
//! `filesize`, `json_script`.
//!
//! # Words and dates
//! No word for people stands in a template: `t(key="nav-archive")` is the message of this name in the site's language, and
//! `t(key="posts", count=3)` gives it what it asks for. Messages are looked up as files are, one by one: in
//! `languages/<tag>.ftl` beside planet.toml, in `themes/<name>/languages/<tag>.ftl`, in the built-in tables; first all of
//! these for the site's language (`pt-BR`, then `pt`), then for `en`. A theme adds messages and languages of its own by writing
//! them there; those for English are the least it needs. [`crate::language`] says more, the built-in `en.ftl` lists what there
//! is, and a message that nobody has fails at load as a field does that does not exist.
//!
//! Messages are text and are escaped. What goes into one is text too, unless it is markup already, so that a sentence can have
//! a link in it: `{% set link %}<a href="…">{{ t(key="feed-empty-link") }}</a>{% endset %}{{ t(key="feed-empty", link=link) }}`.
//!
//! `date` takes a moment (RFC 3339), which it shows in the planet's zone, or a day or month (`2025-11-12`, `2025-11`).
//! `style` is one that every language writes in its own order, in English: `day` (12 November 2025), `weekday` (Wednesday, 12
//! November 2025), `day-time` (12 November 2025, 14:05), `day-month` (12 November), `month` (November 2025), `month-name`
//! (November), `year` (2025), `time` (14:05), `short` (12 Nov 2025), `short-time` (12 Nov 2025, 14:05). `format` is strftime's,
//! with the names of months and weekdays in the site's language.

mod catalog;
mod embedded;
mod error;
mod files;
mod functions;
mod late;
mod manifest;
mod pictures;
pub mod sample;
mod shared;
mod values;
mod vars;
mod view;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use tera::Tera;

pub use crate::theme::catalog::{Copied, Listed, copy, list};
pub use crate::theme::error::{NoImage, ThemeError};
pub use crate::theme::files::Asset;
pub use crate::theme::late::Late;
pub use crate::theme::manifest::Manifest;
pub use crate::theme::pictures::{prove_pictures, without_face};
pub use crate::theme::shared::Shared;
pub use crate::theme::vars::{TemplateVars, vars};
pub use crate::theme::view::View;

use crate::config::Config;
use crate::language::{Language, Table};
use crate::pages;
use crate::site::{NavItem, OwnPage, PageInfo, SharedFeed, Site, SiteInfo};
use crate::theme::values::value;
use crate::zones::Tz;

/// The name of the theme that lies under every other.
pub const BUILT_IN: &str = "river";

/// A theme that has rendered both sample sites without an error.
pub struct Theme {
    tera: Tera,
    /// Where each template comes from, by its name in Tera.
    origins: BTreeMap<String, String>,
    assets: Arc<[Asset]>,
    pages: Vec<OwnPage>,
    manifest: Manifest,
    language: Arc<Language>,
    fingerprint: String,
    base_path: String,
    /// The templates that may show all feeds or groups.
    listing: BTreeSet<String>,
}

/// Where the files of a theme may lie.
#[derive(Debug, Clone, Copy)]
struct Places<'a> {
    /// The folder of planet.toml.
    folder: &'a Path,
    /// The planet's own static files.
    static_files: &'a Path,
    /// The name of the theme.
    name: &'a str,
}

impl<'a> Places<'a> {
    /// Where the planet has the files of the theme `name`, and those of its own.
    fn of(config: &'a Config, name: &'a str) -> Self {
        Self {
            folder: &config.root,
            static_files: &config.static_files,
            name,
        }
    }
}

/// The files of a theme, read and no more.
struct Source {
    files: files::Files,
    manifest: Manifest,
    fingerprint: String,
}

impl Source {
    fn collect(places: Places<'_>) -> Result<Self, ThemeError> {
        let files = files::collect(places)?;
        let manifest = manifest::read(places.folder, places.name)?;
        Ok(Self {
            fingerprint: files.fingerprint(&manifest),
            files,
            manifest,
        })
    }
}

/// What templates rely on of planet.toml.
#[derive(Debug, Clone, Copy)]
struct Planet<'a> {
    /// The site's URL, with its final slash.
    base_url: &'a str,
    /// The language of the planet's own words.
    language: &'a str,
    /// Where times are shown.
    zone: Tz,
    /// What the maintainer put under `[extra]`.
    extra: &'a serde_json::Value,
}

impl Theme {
    /// Loads the planet's theme and renders two sample sites with it, one with everything and one with nothing in it, so
    /// that a broken theme fails before anything else is done.
    pub fn load(config: &Config) -> Result<Self, ThemeError> {
        Self::of(config, &Source::collect(Places::of(config, &config.theme))?)
    }

    /// As [`Theme::load`], of files that have been read.
    fn of(config: &Config, source: &Source) -> Result<Self, ThemeError> {
        let places = Places::of(config, &config.theme);
        let planet = Planet {
            base_url: config.base_url.as_str(),
            language: &config.language,
            zone: config.timezone,
            extra: &config.extra,
        };
        let theme = Self::assemble(places, planet, source)?;
        let image = config.image.iter();
        let image = image.map(|image| (image.as_str(), "`image`".to_owned()));
        pictures::prove_named(&theme.assets, image)?;
        Ok(theme)
    }

    /// As [`Theme::load`].
    fn assemble(
        places: Places<'_>,
        planet: Planet<'_>,
        source: &Source,
    ) -> Result<Self, ThemeError> {
        let Planet {
            base_url, extra, ..
        } = planet;
        let name = places.name;
        let files = &source.files;
        let origins = files
            .templates
            .iter()
            .map(|(name, template)| (name.clone(), template.origin.clone()))
            .collect();
        let tables: Vec<Table> = files
            .languages
            .iter()
            .map(|file| Table::read(&file.tag, &file.origin, &file.text))
            .collect::<Result<_, _>>()?;
        let language = Arc::new(Language::load(planet.language, tables)?);
        let mut tera = Tera::new();
        tera.autoescape_on([""]);
        functions::register(&mut tera, base_url, &files.assets);
        words::register(&mut tera, &language, planet.zone);
        tera.set_fallback_prefixes([format!("{name}/"), format!("{BUILT_IN}/")])
            .and_then(|()| {
                tera.add_raw_templates(
                    files
                        .templates
                        .iter()
                        .map(|(name, template)| (name, &template.source)),
                )
            })
            .map_err(|error| ThemeError::template(&error, &origins))?;
        refuse_what_is_in_the_way(&files.assets)?;
        let pages = own_pages(places, files)?;
        let listing = shared::listing(&tera, files, name);
        let theme = Self {
            tera,
            origins,
            assets: Arc::clone(&files.assets),
            pages,
            manifest: source.manifest.clone(),
            language,
            fingerprint: source.fingerprint.clone(),
            base_path: functions::split(base_url).1.to_owned(),
            listing,
        };
        theme.prove(&sample::full(base_url, extra))?;
        theme.prove(&sample::sparse(base_url, extra))?;
        Ok(theme)
    }

    /// Makes what all pages of a run share: `site`, and when a page lists them `feeds` and `groups`. `site.extra` gets the
    /// theme's defaults for what the planet leaves out, `site.nav` the planet's own pages.
    pub fn shared<'a>(
        &self,
        site: &SiteInfo,
        feeds: impl Fn() -> Vec<SharedFeed> + Send + Sync + 'a,
    ) -> Result<Shared<'a>, ThemeError> {
        Shared::new(&self.manifest, self.nav(&site.path), site, Box::new(feeds))
    }

    /// Whether the template of a page may show all feeds or groups.
    pub fn lists_feeds(&self, view: View<'_>) -> bool {
        self.listing.contains(view.template())
    }

    /// Renders one page.
    pub fn render(
        &self,
        shared: &Shared,
        page: &PageInfo,
        view: View<'_>,
    ) -> Result<String, ThemeError> {
        let mut context = match view {
            View::Blogroll(page) => shared.listing(&page.feeds)?,
            _ => shared.context(self.lists_feeds(view))?,
        };
        context.insert_value("page", value("page", page)?);
        functions::place(&mut context, &self.base_path, page);
        for (name, variable) in view.variables()? {
            context.insert_value(name, variable);
        }
        self.tera
            .render(view.template(), &context)
            .map_err(|error| ThemeError::template(&error, &self.origins))
    }

    /// The static files, each under its path on the site, in the order of their paths.
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The maintainer's own pages, in the order of their addresses.
    pub fn pages(&self) -> &[OwnPage] {
        &self.pages
    }

    /// The own pages that stand in the navigation, of a site below `base_path`.
    fn nav(&self, base_path: &str) -> Vec<NavItem> {
        let mut pages: Vec<&OwnPage> = self.pages.iter().filter(|page| page.nav).collect();
        // Pages of one weight stay in the order of their addresses.
        pages.sort_by_key(|page| page.weight);
        let item = |page: &OwnPage| NavItem {
            title: page.title.clone(),
            path: format!("{base_path}{}", page.path),
        };
        pages.into_iter().map(item).collect()
    }

    /// One word for all templates, static files, messages, own pages and the theme's `[extra]`: two themes with the same give the
    /// same site.
    pub fn fingerprint(&self) -> &str {
        &self.fingerprint
    }

    /// What theme.toml says.
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// The words of the site's language, with those that the theme and the planet have of their own.
    pub fn language(&self) -> &Language {
        &self.language
    }

    /// Renders every page of a sample site, and one own page with each template that own pages name.
    fn prove(&self, site: &Site) -> Result<(), ThemeError> {
        let shared = self.shared(&site.info, || site.feeds.clone())?;
        let parts = sample::parts(site);
        let mut pages = sample::pages(site, &parts);
        pages.extend(sample::contents(&pages));
        for (page, view) in pages {
            self.render(&shared, &page, view)?;
        }
        let mut proven = BTreeSet::new();
        for own in &self.pages {
            if proven.insert(&own.template) {
                let page = sample::own_page_info(&site.info, own);
                self.render(&shared, &page, View::Own(own))?;
            }
        }
        Ok(())
    }
}

/// The name that Tera finds a template by: without the name of the theme that it belongs to.
fn short<'a>(full: &'a str, theme: &str) -> &'a str {
    let own = full.strip_prefix(theme).or(full.strip_prefix(BUILT_IN));
    let own = own.and_then(|rest| rest.strip_prefix('/'));
    own.unwrap_or(full)
}

/// Makes pages of the files below `pages/`.
fn own_pages(places: Places<'_>, files: &files::Files) -> Result<Vec<OwnPage>, ThemeError> {
    let Places { folder, name, .. } = places;
    let around = pages::Around {
        folder,
        static_folder: static_folder(places),
        assets: files
            .assets
            .iter()
            .map(|asset| asset.path.as_str())
            .collect(),
        templates: files
            .templates
            .keys()
            .map(|full| short(full, name).to_owned())
            .collect(),
    };
    pages::read(&files.pages, &around).map_err(ThemeError::Pages)
}

/// The folder of static files as links name it, from the folder of planet.toml.
fn static_folder(places: Places<'_>) -> Option<String> {
    let below = places.static_files.strip_prefix(places.folder).ok()?;
    let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
    parts.map(|parts| parts.join("/"))
}

/// Refuses static files in the places of the folders that planet fills, and of what it keeps in the output folder for itself.
fn refuse_what_is_in_the_way(assets: &[Asset]) -> Result<(), ThemeError> {
    for asset in assets {
        let first = asset.path.split('/').next().unwrap_or_default();
        let needs = match first {
            ".planet.json" | ".planet-new" => "keeps its own list of files",
            _ if first == asset.path && pages::is_reserved(first) => "needs a folder",
            _ => continue,
        };
        return Err(ThemeError::InTheWay {
            path: asset.path.clone(),
            needs,
        });
    }
    Ok(())
}

#[cfg(test)]
mod tests;
