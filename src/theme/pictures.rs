//! Pictures that planet.toml and the maintainer's files name: whether they are among the static files.

use std::collections::BTreeSet;

use crate::{
    config::{Config, Curation, Subscription},
    theme::{Asset, NoImage, ThemeError},
};

/// The followed feeds whose `avatar` is a static file that is not there, each with its path.
pub fn without_face<'a>(
    assets: &[Asset],
    config: &'a Config,
) -> impl Iterator<Item = (&'a Subscription, &'a str)> {
    let own = paths(assets);
    let named = config
        .enabled()
        .filter_map(|feed| Some((feed, feed.avatar.as_deref()?)));
    named.filter(move |(_, path)| is_missing(path, &own))
}

/// Proves that the pictures are there that the maintainer names in issues of the digest.
///
/// # Errors
/// Some are not.
pub fn prove_pictures(assets: &[Asset], curations: &[Curation]) -> Result<(), ThemeError> {
    let items = curations.iter().flat_map(|curation| {
        let file = curation.path.display();
        curation.items.iter().filter_map(move |item| {
            let what = format!("`image` of the item in {file}:{}", item.line);
            Some((item.image.as_deref()?, what))
        })
    });
    prove_named(assets, items)
}

/// The paths of all static files.
fn paths(assets: &[Asset]) -> BTreeSet<String> {
    assets.iter().map(|asset| asset.path.clone()).collect()
}

/// Proves that pictures are among the static files, unless they are somebody else's. Each comes with what names it.
pub(super) fn prove_named<'a>(
    assets: &[Asset],
    pictures: impl Iterator<Item = (&'a str, String)>,
) -> Result<(), ThemeError> {
    let own = paths(assets);
    let missing: Vec<NoImage> = pictures
        .filter(|(path, _)| is_missing(path, &own))
        .map(|(path, what)| NoImage {
            what,
            path: path.to_owned(),
        })
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(ThemeError::NoImage(missing))
    }
}

/// Whether a picture that planet.toml names is neither somebody else's nor among our files.
fn is_missing(path: &str, own: &BTreeSet<String>) -> bool {
    !path.contains("://") && !own.contains(path)
}
