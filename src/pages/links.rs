//! Where a link of a page leads: links are written for the files, pages are shown at their addresses.

use std::collections::BTreeMap;

use url::Url;

use crate::{
    config::nearest,
    pages::{Around, FOLDER},
};

/// What a page needs to follow its links.
pub(super) struct Links<'a> {
    /// The file of the page, from `pages/`.
    pub(super) file: &'a str,
    /// Its path from the root of the site.
    pub(super) path: &'a str,
    /// The paths of all pages, by their files.
    pub(super) places: &'a BTreeMap<&'a str, String>,
    pub(super) around: &'a Around<'a>,
}

/// What is linked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// It can be visited.
    Link,
    /// It is shown, so it must be a static file.
    Picture,
}

/// Says how a page has to write a link.
pub(super) type Resolve<'a> = dyn Fn(&str, Use) -> Result<String, Broken> + 'a;

/// A link that leads nowhere: what is wrong, and the way out.
pub(super) type Broken = (String, String);

impl Links<'_> {
    /// The link as the page has to write it: relative, so that it works under every address of the site.
    pub(super) fn resolve(&self, link: &str, usage: Use) -> Result<String, Broken> {
        let is_elsewhere = Url::parse(link).is_ok() || link.starts_with("//");
        if is_elsewhere || link.is_empty() || link.starts_with(['#', '?']) {
            return Ok(link.to_owned());
        }
        let outside = || {
            let message = format!("`{link}` leads out of the site");
            let hint = format!("link to a page under `{FOLDER}/`, or to a file under `static/`");
            (message, hint)
        };
        // As if the folder of planet.toml were the root of a host.
        let here = format!("https://site.invalid/{FOLDER}/{}", self.file);
        let rooted = match link.strip_prefix('/') {
            Some(below) => format!("/{FOLDER}/{below}"),
            None => link.to_owned(),
        };
        let target = Url::parse(&here).and_then(|here| here.join(&rooted));
        let target = target.map_err(|_| outside())?;
        let place = target.path().trim_start_matches('/');
        let mut on_site = match (within(place, FOLDER), &self.around.static_folder) {
            (Some(below), _) => self.page(link, below, usage)?,
            (None, Some(folder)) => {
                let folder = encoded(folder).unwrap_or_default();
                let below = within(place, &folder).ok_or_else(outside)?;
                self.static_file(link, below)?
            }
            (None, None) => return Err(outside()),
        };
        for (mark, part) in [('?', target.query()), ('#', target.fragment())] {
            if let Some(part) = part {
                on_site.push(mark);
                on_site.push_str(part);
            }
        }
        let up = "../".repeat(self.path.matches('/').count());
        Ok(up + &on_site)
    }

    /// What lies under `pages/` on the disk: a page of the maintainer's, else whatever stands there on the site.
    fn page(&self, link: &str, below: &str, usage: Use) -> Result<String, Broken> {
        if usage == Use::Picture {
            return self.static_file(link, below);
        }
        if !has_end(below, ".md") {
            return Ok(below.to_owned());
        }
        if let Some(path) = self.places.get(below) {
            return Ok(path.clone());
        }
        let message = format!("there is no page `{FOLDER}/{below}`");
        let hint = match nearest(below, self.places.keys().copied()) {
            Some(near) => format!("did you mean `{FOLDER}/{near}`?"),
            None => "write the way from this file to the other".to_owned(),
        };
        Err((message, hint))
    }

    fn static_file(&self, link: &str, below: &str) -> Result<String, Broken> {
        let is_it = |asset: &&str| encoded(asset).as_deref() == Some(below);
        if self.around.assets.iter().any(is_it) {
            return Ok(below.to_owned());
        }
        let message = format!("there is no static file for `{link}`");
        let folder = self.around.static_folder.as_deref().unwrap_or("static");
        let hint = match nearest(below, self.around.assets.iter().copied()) {
            Some(near) => format!("did you mean `/{near}`?"),
            None => format!("put it there: `{folder}/{below}`"),
        };
        Err((message, hint))
    }
}

/// What of `place` lies below `folder`.
fn within<'a>(place: &'a str, folder: &str) -> Option<&'a str> {
    place.strip_prefix(folder)?.strip_prefix('/')
}

fn has_end(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some()
}

/// The path of a file as URLs write it.
fn encoded(path: &str) -> Option<String> {
    let mut url = Url::parse("https://site.invalid/").ok()?;
    url.set_path(path);
    Some(url.path().trim_start_matches('/').to_owned())
}
