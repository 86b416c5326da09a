//! planet.toml changed by a command: read anew, proven, then replaced in one step.

mod text;

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::config::{
    Config, ConfigError, Mistake, Overrides, check,
    edit::text::{Edit, with_feed, without_feed},
    mistake::with_hint,
};

/// What a command changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The lines that were put in or taken out.
    pub part: String,
    /// The first of them, from 1: in the new file for what was put in, in the old one for what was taken out.
    pub line: usize,
}

/// Adds a feed with these keys to planet.toml, behind the others.
///
/// # Errors
/// The file has become unusable since it was read, has no safe place for the feed, or cannot be written. It is as it was then.
pub fn add_feed(config: &Config, keys: &[(&str, &str)]) -> Result<Changed, ConfigError> {
    change(config, |text| with_feed(text, keys))
}

/// Removes the feed at `index` from planet.toml, with the comments at its table.
///
/// # Errors
/// As [`add_feed`].
pub fn remove_feed(config: &Config, index: usize) -> Result<Changed, ConfigError> {
    change(config, |text| without_feed(text, index))
}

fn change(
    config: &Config,
    edit: impl FnOnce(&str) -> Option<Edit>,
) -> Result<Changed, ConfigError> {
    let path = &config.path;
    let text = fs::read_to_string(path).map_err(|source| ConfigError::unreadable(path, source))?;
    let whole = |message: String, hint: &str| {
        ConfigError::whole(path, Mistake::new(0..0, with_hint(message, hint)))
    };
    if config.fingerprint != check::fingerprint(&text, &config.base_url) {
        return Err(whole(
            format!("`{}` was changed just now", path.display()),
            "nothing is written; try it again",
        ));
    }
    let edit = edit(&text).ok_or_else(|| {
        whole(
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
        ..Overrides::default()
    };
    check::config(path, &edit.text, &overrides, &|name| {
        std::env::var(name).ok()
    })?;
    replace(path, &edit.text).map_err(|source| {
        whole(
            format!("cannot write `{}`: {}", path.display(), source),
            "nothing is changed",
        )
    })?;
    Ok(Changed {
        part: edit.part,
        line: edit.line,
    })
}

/// Writes a file aside and renames it, so that whoever reads finds the old one or the new one. A link stays a link.
fn replace(path: &Path, text: &str) -> io::Result<()> {
    let place = path.canonicalize()?;
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let aside: PathBuf = place.with_file_name(name);
    let write = || {
        fs::write(&aside, text)?;
        fs::set_permissions(&aside, fs::metadata(&place)?.permissions())?;
        fs::rename(&aside, &place)
    };
    write().inspect_err(|_| {
        let _there_may_be_none = fs::remove_file(&aside);
    })
}
