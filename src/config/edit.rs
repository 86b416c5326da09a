//! planet.toml changed by a command: read anew, proven, then replaced in one step.

mod comments;
mod text;
mod url;

use std::{
    fs,
    io::{self, Write as _},
    path::Path,
};

use crate::{
    config::{
        Config, ConfigError, Mistake, Overrides, check,
        edit::{
            text::{Edit, with_feed, without_feed},
            url::with_urls,
        },
        environment,
        mistake::with_hint,
    },
    disk::{self, Aside},
};

pub use self::url::NewUrl;

/// What a command changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The lines that were put in or taken out.
    pub part: String,
    /// The first of them, from 1: in the new file for what was put in, in the old one for what was taken out.
    pub line: usize,
}

/// Adds a feed with these keys to planet.toml, behind the others, of which there may be more than when it was read.
///
/// # Errors
/// The file has become unusable since it was read, has no safe place for the feed, or cannot be written. It is as it was then.
pub fn add_feed(config: &Config, keys: &[(&str, &str)]) -> Result<Changed, ConfigError> {
    let edit = |text: &str| Ok(with_feed(text, keys).map(Edit::split));
    change(config, edit, |_| Ok(()))
}

/// Removes the feed at `index` from planet.toml, with the comments that are about it; before that, `show` is given them.
///
/// # Errors
/// As [`add_feed`]; the file has changed since it was read; or it is not shown.
pub fn remove_feed<E: From<ConfigError>>(
    config: &Config,
    index: usize,
    show: impl FnOnce(&Changed) -> Result<(), E>,
) -> Result<Changed, E> {
    let edit = |text: &str| {
        as_read(config, text)?;
        Ok(without_feed(text, index).map(Edit::split))
    };
    change(config, edit, show)
}

/// Writes other addresses for the feeds in these places, from 0; each as it was written before and as it is now.
///
/// # Errors
/// As [`add_feed`], or the file has changed since it was read.
pub fn set_urls(
    config: &Config,
    urls: &[(usize, NewUrl)],
) -> Result<Vec<(String, String)>, ConfigError> {
    let edit = |text: &str| {
        as_read(config, text)?;
        Ok(with_urls(text, urls))
    };
    change(config, edit, |_| Ok(()))
}

/// Replaces planet.toml by what `edit` makes of it, once that is proven and what else it says is shown.
fn change<T, E: From<ConfigError>>(
    config: &Config,
    edit: impl FnOnce(&str) -> Result<Option<(String, T)>, ConfigError>,
    show: impl FnOnce(&T) -> Result<(), E>,
) -> Result<T, E> {
    let path = &config.path;
    // What another planet writes between our reading and our writing would be gone.
    let _turn = disk::turn(path);
    let text = fs::read_to_string(path).map_err(|source| ConfigError::unreadable(path, source))?;
    let (new, told) = edit(&text)?.ok_or_else(|| {
        whole(
            path,
            format!(
                "planet cannot change the feeds in `{}` without touching other lines",
                path.display()
            ),
            "change it by hand: each feed is a `[[feeds]]` table of its own",
        )
    })?;
    // What would not load is never written.
    let overrides = Overrides {
        base_url: Some(config.base_url.clone()),
        without_variables: config.without_variables,
        ..Overrides::default()
    };
    check::config(path, &new, &overrides, &environment(&overrides))?;
    show(&told)?;
    replace(path, &new).map_err(|source| {
        whole(
            path,
            format!("cannot write `{}`: {}", path.display(), source),
            "nothing is changed",
        )
    })?;
    Ok(told)
}

/// The places of feeds hold for the file as it was read.
fn as_read(config: &Config, text: &str) -> Result<(), ConfigError> {
    if config.fingerprint == check::fingerprint(text, &config.base_url) {
        return Ok(());
    }
    Err(whole(
        &config.path,
        format!("`{}` was changed just now", config.path.display()),
        "nothing is written; try it again",
    ))
}

fn whole(path: &Path, message: String, hint: &str) -> ConfigError {
    ConfigError::whole(path, Mistake::new(0..0, with_hint(message, hint)))
}

impl Edit {
    fn split(self) -> (String, Changed) {
        let changed = Changed {
            part: self.part,
            line: self.line,
        };
        (self.text, changed)
    }
}

/// A link stays a link, and permissions what they are.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let aside = Aside::of(path)?;
    aside.file().write_all(text.as_bytes())?;
    aside.into_place()
}
