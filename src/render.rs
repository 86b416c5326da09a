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

use std::collections::HashSet;

use crate::{
    site::{SearchListing, Site},
    theme::{Shared, Theme, ThemeError},
};

/// Makes every file of the site but the parts of a plan: the theme's pages, the feeds and lists, the theme's and the
/// planet's own static files. A static file wins over a generated one of the same path: it is the maintainer's word.
///
/// # Errors
/// A template fails.
pub fn render(site: &Site, shared: &Shared, theme: &Theme) -> Result<Vec<Page>, ThemeError> {
    let info = &site.info;
    let mut files = pages::render(site, shared, theme)?;
    let feed = Syndicated::of_site(site);
    let opml = opml::render(site);
    files.push(page(
        "blogroll/changes.xml",
        changes::render(site, theme.language())?,
    ));
    files.extend(syndicate(&feed));
    if site.old_urls {
        files.extend([
            page("rss10.xml", rss10::render(&feed)),
            page("rss20.xml", rss::render(&feed)),
            page("opml.xml", opml.clone()),
            page("foafroll.xml", foaf::render(site)),
        ]);
    }
    if info.path == "/" {
        // Where programs look for the blogs that a host recommends; below the root nobody does.
        files.push(page(".well-known/recommendations.opml", opml.clone()));
    }
    files.extend([
        page("blogroll.opml", opml),
        page("status.json", status::render(&info.title, &site.statuses)),
        // GitHub Pages would otherwise leave out what begins with an underscore when it publishes a branch.
        page(".nojekyll", Vec::new()),
    ]);
    let sitemap = sitemap::render(site, theme.pages());
    files.extend(sitemap.map(|bytes| page("sitemap.xml", bytes)));
    files.extend(sitemap::robots(info).map(|bytes| page("robots.txt", bytes)));
    let own: HashSet<&str> = theme
        .assets()
        .iter()
        .map(|asset| asset.path.as_str())
        .collect();
    files.retain(|file| !own.contains(file.path.as_str()));
    files.extend(
        theme
            .assets()
            .iter()
            .map(|asset| page(&asset.path, asset.bytes.to_vec())),
    );
    Ok(files)
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
