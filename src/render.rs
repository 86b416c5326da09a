//! `Site` to [`Page`]s: what is shown in which file. Every format but HTML has a writer of its own here.

pub mod atom;
mod changes;
mod digest;
pub mod rss;
pub mod json;
pub mod opml;
pub mod search;
pub mod rss10;
pub mod foaf;
pub mod sitemap;
pub mod status;
mod pages;
mod parts;
mod fields;
mod xml;

use rayon::prelude::*;

use crate::{
    language::LanguageError,
    site::{SearchListing, Site},
    theme::{Shared, Theme, ThemeError},
    timings::{Stage, during},
};

/// Takes a page as soon as it is made, on whatever thread made it, so that no more pages are in memory than are being made.
pub type Give<'a, E> = dyn Fn(Page) -> Result<(), E> + Sync + 'a;

/// Makes every file of the site but the parts of a plan and the lists of all feeds: the theme's pages, the feeds, the OPML.
///
/// # Errors
/// A template fails, or `give` does.
pub fn render<E: From<ThemeError> + Send>(
    site: &Site,
    shared: &Shared,
    theme: &Theme,
    give: &Give<'_, E>,
) -> Result<(), E> {
    pages::render(site, shared, theme, give)?;
    let write = |(path, bytes): (&str, Bytes<'_>)| {
        let bytes = during(Stage::Render, bytes).map_err(ThemeError::from)?;
        bytes.map_or(Ok(()), |bytes| give(page(path, bytes)))
    };
    files(site, theme).into_par_iter().try_for_each(write)
}

/// The theme's and the planet's own static files.
pub fn assets(theme: &Theme) -> impl ParallelIterator<Item = Page> {
    let assets = theme.assets().par_iter();
    assets.map(|asset| page(&asset.path, asset.bytes.to_vec()))
}

/// Writes a file; `None` where the site needs none.
type Bytes<'a> = Box<dyn FnOnce() -> Result<Option<Vec<u8>>, LanguageError> + Send + 'a>;

/// The files that are not pages, each by its path.
fn files<'a>(site: &'a Site, theme: &'a Theme) -> Vec<(&'static str, Bytes<'a>)> {
    fn always<'a>(write: impl FnOnce() -> Vec<u8> + Send + 'a) -> Bytes<'a> {
        Box::new(|| Ok(Some(write())))
    }
    let feed = Syndicated::of_site(site);
    let mut files = vec![
        ("rss.xml", always(move || rss::render(&feed))),
        ("atom.xml", always(move || atom::render(&feed))),
        ("feed.json", always(move || json::render(&feed))),
        ("blogroll.opml", always(|| opml::render(site))),
        (
            "blogroll/changes.xml",
            Box::new(|| changes::render(site, theme.language()).map(Some)),
        ),
        (
            "sitemap.xml",
            Box::new(|| Ok(sitemap::render(site, theme.pages()))),
        ),
        ("robots.txt", Box::new(|| Ok(sitemap::robots(&site.info)))),
        // GitHub Pages would otherwise leave out what begins with an underscore when it publishes a branch.
        (".nojekyll", always(Vec::new)),
    ];
    if site.old_urls {
        files.extend([
            ("rss10.xml", always(move || rss10::render(&feed))),
            ("rss20.xml", always(move || rss::render(&feed))),
            ("opml.xml", always(|| opml::render(site))),
            ("foafroll.xml", always(|| foaf::render(site))),
        ]);
    }
    if site.info.path == "/" {
        // Where programs look for the blogs that a host recommends; below the root nobody does.
        files.push((
            ".well-known/recommendations.opml",
            always(|| opml::render(site)),
        ));
    }
    files
}

/// The list of the search index's files.
pub fn search_index(listings: &[SearchListing]) -> Page {
    page("search/index.json", search::index(listings))
}

/// A feed in its three formats.
fn syndicate(feed: &Syndicated<'_>) -> [Page; 3] {
    let file = |name: &str, bytes| page(&format!("{}{name}", feed.folder), bytes);
    [
        file("atom.xml", atom::render(feed)),
        file("rss.xml", rss::render(feed)),
        file("feed.json", json::render(feed)),
    ]
}

fn page(path: &str, bytes: Vec<u8>) -> Page {
    Page {
        path: path.to_owned(),
        bytes,
        inputs: None,
    }
}

pub use self::{fields::Syndicated, parts::parts};

/// The path of what planet remembers, where the site carries it (`[pages] state`); that is more than its pages show.
pub const STATE: &str = "state/planet.jsonl.gz";

/// The path of how the feeds are doing, for programs.
pub const STATUS: &str = "status.json";

/// What planet remembers (`snapshot`) as a file of the site, made from what `inputs` says.
pub fn state(snapshot: Vec<u8>, inputs: String) -> Page {
    Page {
        path: STATE.to_owned(),
        bytes: snapshot,
        inputs: Some(inputs),
    }
}

/// A file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// Path relative to the root of the site: `atom.xml`, `feeds/ana/index.html`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
    /// One word for everything that it was made from, if the next run can know it before it makes the page.
    pub inputs: Option<String>,
}

#[cfg(test)]
mod tests;
