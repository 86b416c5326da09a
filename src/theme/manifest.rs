//! theme.toml: what a theme says of itself. A theme without one is a theme all the same.

use std::path::Path;

use serde::Deserialize;
use serde_json::{Map, Value};

use crate::theme::{BUILT_IN, ThemeError, embedded, files};

/// What theme.toml says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Manifest {
    /// Its name.
    pub name: String,
    /// What it is like, in one sentence.
    pub description: String,
    /// Under which license it may be used (SPDX).
    pub license: String,
    /// Who made it.
    pub author: String,
    /// Where it comes from.
    pub homepage: Option<String>,
    /// The oldest planet it works with, as in `0.1.0`.
    pub min_version: Option<String>,
    /// What `site.extra` holds where the planet's own `[extra]` says nothing.
    pub extra: Map<String, Value>,
}

impl Manifest {
    /// The planet's `[extra]` over the theme's, key by key, in tables within tables too; always a table.
    pub(super) fn extra_under(&self, own: &Value) -> Value {
        let mut extra = self.extra.clone();
        if let Value::Object(own) = own {
            lay_over(&mut extra, own);
        }
        Value::Object(extra)
    }
}

/// Puts `own` over `defaults`. What is not a table in both, a list too, is replaced as a whole.
fn lay_over(defaults: &mut Map<String, Value>, own: &Map<String, Value>) {
    for (key, value) in own {
        match (defaults.get_mut(key), value) {
            (Some(Value::Object(below)), Value::Object(above)) => lay_over(below, above),
            _ => {
                defaults.insert(key.clone(), value.clone());
            }
        }
    }
}

/// Reads the theme.toml of the theme `name` for the planet in `folder` and checks that this planet is new enough.
pub(super) fn read(folder: &Path, name: &str) -> Result<Manifest, ThemeError> {
    let theme = folder.join(files::THEMES_FOLDER).join(name);
    let path = theme.join("theme.toml");
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => match embedded::theme(name) {
            Some(built_in) if name == BUILT_IN || !theme.is_dir() => built_in.manifest.to_owned(),
            _ => return Ok(Manifest::default()),
        },
        Err(source) => {
            return Err(ThemeError::Read {
                path: files::shown(&path),
                source,
            });
        }
    };
    let manifest: Manifest = toml::from_str(&text).map_err(|error| ThemeError::Manifest {
        path: files::shown(&path),
        message: error.to_string(),
    })?;
    match &manifest.min_version {
        Some(needed) if version(needed) > version(env!("CARGO_PKG_VERSION")) => {
            Err(ThemeError::TooNew {
                name: name.to_owned(),
                needed: needed.clone(),
            })
        }
        _ => Ok(manifest),
    }
}

/// The numbers of a version, to compare it by; what is not a number counts as 0.
fn version(text: &str) -> Vec<u32> {
    text.split('.')
        .map(|part| part.parse().unwrap_or(0))
        .collect()
}
