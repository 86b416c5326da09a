//! Which themes there are, and copies of their files for a planet to change.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::config::Config;
use crate::theme::error::nearest;
use crate::theme::{BUILT_IN, Places, ThemeError, embedded, files, manifest};

/// A theme that `theme = "…"` in planet.toml may name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// What it is like, in one sentence; empty where its theme.toml says nothing.
    pub description: String,
    /// Its folder, from the folder of planet.toml; `None` for one that comes with planet.
    pub folder: Option<String>,
    /// Whether the planet uses it.
    pub current: bool,
}

/// A file of a theme that has been copied.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Copied {
    /// The copy.
    pub path: PathBuf,
    /// For a template that makes a page, the full name under which a shorter one may extend it: `river/index.html`.
    pub extends: Option<String>,
}

/// The themes that a planet may use: the built-in ones, then those beside planet.toml. A folder takes the place of the
/// built-in theme of its name.
pub fn list(config: &Config) -> Result<Vec<Listed>, ThemeError> {
    let folders = files::folders(&config.root)?;
    let built_in = embedded::THEMES.iter().map(|theme| theme.name);
    let built_in = built_in.filter(|name| folders.iter().all(|folder| folder != name));
    let names = built_in
        .map(|name| (name, None))
        .chain(folders.iter().map(|name| {
            (
                name.as_str(),
                Some(format!("{}/{name}", files::THEMES_FOLDER)),
            )
        }));
    names
        .map(|(name, folder)| {
            Ok(Listed {
                name: name.to_owned(),
                description: manifest::read(&config.root, name)?.description,
                folder,
                current: name == config.theme,
            })
        })
        .collect()
}

/// Copies files of a theme, all if `names` is `None`, to the planet's own templates and static files: `index.html`,
/// `style.css`, or with their folder `templates/index.html`. Each comes from the layer that the theme takes it from; the
/// planet's own files are not among them.
///
/// # Errors
/// A name that the theme does not have, or a file that is there already. Nothing is copied then.
pub fn copy(
    config: &Config,
    theme: &str,
    names: Option<&[String]>,
) -> Result<Vec<Copied>, ThemeError> {
    let places = Places::of(config, theme);
    let layers = files::of_theme(places.folder, theme)?;
    let all = sources(places, &layers);
    let mut chosen: Vec<&Source<'_>> = Vec::new();
    match names {
        None => chosen.extend(&all),
        Some(names) => {
            for name in names {
                let source = find(&all, name).ok_or_else(|| unknown(theme, name, &all))?;
                if chosen.iter().all(|known| known.target != source.target) {
                    chosen.push(source);
                }
            }
        }
    }
    let taken: Vec<String> = chosen
        .iter()
        .filter(|source| source.target.symlink_metadata().is_ok())
        .map(|source| files::shown(&source.target))
        .collect();
    if !taken.is_empty() {
        return Err(ThemeError::Exists { paths: taken });
    }
    for source in &chosen {
        files::write_new(&source.target, source.bytes)?;
    }
    Ok(chosen
        .into_iter()
        .map(|source| Copied {
            path: source.target.clone(),
            extends: source.extends.clone(),
        })
        .collect())
}

/// A file that may be copied.
struct Source<'a> {
    /// Its name within its folder.
    name: &'a str,
    /// `templates` or `static`.
    folder: &'static str,
    /// Where the copy goes.
    target: PathBuf,
    bytes: &'a [u8],
    /// As [`Copied::extends`].
    extends: Option<String>,
}

/// What may be copied: of each name the file that the theme uses.
fn sources<'a>(places: Places<'_>, layers: &'a files::Layers) -> Vec<Source<'a>> {
    let templates = places.folder.join(files::TEMPLATES_FOLDER);
    let mut seen = BTreeSet::new();
    let mut sources = Vec::new();
    for theme in [places.name, BUILT_IN] {
        for (full, template) in &layers.templates {
            let name = full
                .strip_prefix(theme)
                .and_then(|rest| rest.strip_prefix('/'));
            let Some(name) = name.filter(|name| seen.insert(*name)) else {
                continue;
            };
            sources.push(Source {
                name,
                folder: files::TEMPLATES_FOLDER,
                target: templates.join(name),
                bytes: template.source.as_bytes(),
                extends: (!is_part(name)).then(|| full.clone()),
            });
        }
    }
    let assets = layers.assets.iter().map(|(path, bytes)| Source {
        name: path,
        folder: "static",
        target: places.static_files.join(Path::new(path)),
        bytes,
        extends: None,
    });
    sources.extend(assets);
    sources
}

/// Whether the template is a part of pages, not a page: it has no blocks to extend.
pub(super) fn is_part(template: &str) -> bool {
    let file = template.rsplit('/').next().unwrap_or(template);
    file.starts_with('_')
}

fn find<'s, 'a>(all: &'s [Source<'a>], name: &str) -> Option<&'s Source<'a>> {
    let with_folder = |source: &&Source<'_>| format!("{}/{}", source.folder, source.name) == name;
    let mut by_name = all.iter().filter(|source| source.name == name);
    all.iter().find(with_folder).or_else(|| by_name.next())
}

fn unknown(theme: &str, file: &str, all: &[Source<'_>]) -> ThemeError {
    let name = file.rsplit('/').next().unwrap_or(file);
    ThemeError::NoFile {
        theme: theme.to_owned(),
        file: file.to_owned(),
        nearest: nearest(name, all.iter().map(|source| source.name)),
    }
}
