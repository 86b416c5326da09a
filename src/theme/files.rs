//! Which templates, static files and messages a theme consists of: the planet's own over the theme's over the built-in ones.
//! The planet's own pages are read along with them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use crate::disk;
use crate::pages;
use crate::theme::{Manifest, Places, ThemeError, embedded};

/// Where themes lie, beside planet.toml.
pub(super) const THEMES_FOLDER: &str = "themes";

/// Where templates lie, of a theme and of a planet.
pub(super) const TEMPLATES_FOLDER: &str = "templates";

/// A static file of the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asset {
    /// Path under the root of the site, with `/` between its parts.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// Everything a theme consists of.
pub(super) struct Files {
    /// The templates by their name in Tera: `base.html` of the planet itself, `<theme>/base.html` of the theme.
    pub(super) templates: BTreeMap<String, TemplateFile>,
    /// The static files, in the order of their paths.
    pub(super) assets: Arc<[Asset]>,
    /// The tables of messages, those of the theme before those of the planet, which win.
    pub(super) languages: Vec<LanguageFile>,
    /// The files below `pages/`, by their paths from there.
    pub(super) pages: Vec<(String, Vec<u8>)>,
}

/// A table of messages as text.
pub(super) struct LanguageFile {
    /// The language, as the file is named.
    pub(super) tag: String,
    /// Where it comes from, for messages.
    pub(super) origin: String,
    /// The text.
    pub(super) text: String,
}

/// A template as text.
pub(super) struct TemplateFile {
    /// Where it comes from, for messages.
    pub(super) origin: String,
    /// The text.
    pub(super) source: Cow<'static, str>,
}

impl Files {
    /// One word for everything in them, and for what of theme.toml pages are made from.
    pub(super) fn fingerprint(&self, manifest: &Manifest) -> String {
        let mut hasher = blake3::Hasher::new();
        let templates = self
            .templates
            .iter()
            .map(|(name, template)| (name, template.source.as_bytes()));
        let assets = self
            .assets
            .iter()
            .map(|asset| (&asset.path, asset.bytes.as_ref()));
        let pages = self.pages.iter();
        let pages = pages.map(|(path, bytes)| (path, bytes.as_slice()));
        let languages = self
            .languages
            .iter()
            .map(|table| (&table.tag, table.text.as_bytes()));
        let mut hash = |files: Vec<(&String, &[u8])>| {
            // How many there are tells the last of one kind from the first of the next.
            hasher.update(&files.len().to_le_bytes());
            for (name, bytes) in files {
                hasher
                    .update(&name.len().to_le_bytes())
                    .update(name.as_bytes());
                hasher.update(&bytes.len().to_le_bytes()).update(bytes);
            }
        };
        hash(templates.collect());
        hash(assets.collect());
        hash(languages.collect());
        hash(pages.collect());
        // In the order in which a template that goes through it meets it.
        for (name, value) in &manifest.extra {
            hasher.update(format!("{name:?}: {value}\n").as_bytes());
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Collects the files of a planet: its own over the theme's over the built-in ones.
pub(super) fn collect(places: Places<'_>) -> Result<Files, ThemeError> {
    let mut layers = of_theme(places.folder, places.name)?;
    layers.add_folder(places.folder, places.static_files, "")?;
    // The order of a folder is the file system's; the fingerprint must not depend on it.
    let mut pages = read_folder(&places.folder.join(pages::FOLDER))?;
    pages.sort();
    let assets = layers.assets.into_iter();
    Ok(Files {
        templates: layers.templates,
        assets: assets.map(|(path, bytes)| Asset { path, bytes }).collect(),
        languages: layers.languages,
        pages,
    })
}

/// The files of a theme over those of `river`, for the planet in `folder`, without the planet's own.
pub(super) fn of_theme(folder: &Path, name: &str) -> Result<Layers, ThemeError> {
    let theme = folder.join(THEMES_FOLDER).join(name);
    let is_name = !name.is_empty() && !name.contains(['/', '\\']) && !name.starts_with('.');
    let has_folder = is_name && theme.is_dir();
    let built_in = embedded::theme(name);
    if !has_folder && built_in.is_none() {
        let mut known: Vec<String> = embedded::THEMES.iter().map(|t| t.name.to_owned()).collect();
        // A folder may have the name of a built-in theme, in whose place it stands.
        let mut own = folders(folder)?;
        own.retain(|name| !known.contains(name));
        known.extend(own);
        return Err(ThemeError::Unknown {
            name: name.to_owned(),
            folder: shown(&theme),
            known,
        });
    }
    let mut layers = Layers::default();
    layers.add_built_in(&embedded::RIVER);
    if has_folder {
        layers.add_folder(&theme, &theme.join("static"), name)?;
    } else if let Some(theme) = embedded::over_river(name) {
        layers.add_built_in(theme);
    }
    Ok(layers)
}

/// The names of the themes that lie beside planet.toml, in order.
pub(super) fn folders(folder: &Path) -> Result<Vec<String>, ThemeError> {
    let themes = folder.join(THEMES_FOLDER);
    let mut names = Vec::new();
    if themes.is_dir() {
        let unreadable = |source| ThemeError::Read {
            path: shown(&themes),
            source,
        };
        for item in fs::read_dir(&themes).map_err(unreadable)? {
            let path = item.map_err(unreadable)?.path();
            let name = path.file_name().and_then(|name| name.to_str());
            match name {
                Some(name) if path.is_dir() && !name.starts_with('.') => {
                    names.push(name.to_owned());
                }
                _ => {}
            }
        }
    }
    names.sort();
    Ok(names)
}

/// The files of some layers, the later over the earlier.
#[derive(Default)]
pub(super) struct Layers {
    /// As [`Files::templates`].
    pub(super) templates: BTreeMap<String, TemplateFile>,
    /// The static files by path.
    pub(super) assets: BTreeMap<String, Cow<'static, [u8]>>,
    /// As [`Files::languages`].
    languages: Vec<LanguageFile>,
}

impl Layers {
    /// Adds a theme that is compiled in.
    fn add_built_in(&mut self, theme: &embedded::BuiltIn) {
        let name = theme.name;
        for (file, source) in theme.templates {
            let template = TemplateFile {
                origin: format!("built-in {name}/{file}"),
                source: Cow::Borrowed(*source),
            };
            self.templates.insert(format!("{name}/{file}"), template);
        }
        for (path, bytes) in theme.assets {
            self.assets
                .insert((*path).to_owned(), Cow::Borrowed(*bytes));
        }
    }

    /// Adds what lies in a folder; `name` is that of the theme, none for the planet's own files.
    fn add_folder(
        &mut self,
        folder: &Path,
        static_files: &Path,
        name: &str,
    ) -> Result<(), ThemeError> {
        let prefix = if name.is_empty() {
            String::new()
        } else {
            format!("{name}/")
        };
        let templates = folder.join(TEMPLATES_FOLDER);
        for (file, bytes) in read_folder(&templates)? {
            let origin = shown(&templates.join(&file));
            let source = Cow::Owned(text_of(bytes, &origin)?);
            let template = TemplateFile { origin, source };
            self.templates.insert(format!("{prefix}{file}"), template);
        }
        for (path, bytes) in read_folder(static_files)? {
            self.assets.insert(path, Cow::Owned(bytes));
        }
        let languages = folder.join("languages");
        for (file, bytes) in read_folder(&languages)? {
            let Some(tag) = file.strip_suffix(".ftl") else {
                continue;
            };
            let origin = shown(&languages.join(&file));
            self.languages.push(LanguageFile {
                tag: tag.to_owned(),
                text: text_of(bytes, &origin)?,
                origin,
            });
        }
        Ok(())
    }
}

/// Writes a file that is not there yet, and the folders above it.
pub(super) fn write_new(path: &Path, bytes: &[u8]) -> Result<(), ThemeError> {
    let unwritable = |source| ThemeError::Write {
        path: shown(path),
        source,
    };
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(unwritable)?;
    }
    disk::create(path, bytes).map_err(unwritable)
}

fn text_of(bytes: Vec<u8>, origin: &str) -> Result<String, ThemeError> {
    String::from_utf8(bytes).map_err(|_| ThemeError::NotText {
        path: origin.to_owned(),
    })
}

/// A path as messages show it.
pub(super) fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The files below `folder` with their paths from there; none where there is no such folder.
fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, ThemeError> {
    let mut found = Vec::new();
    if folder.is_dir() {
        walk(folder, "", &mut Vec::new(), &mut found)?;
    }
    Ok(found)
}

/// `above` are the folders that this one lies in, behind all links.
fn walk(
    folder: &Path,
    prefix: &str,
    above: &mut Vec<PathBuf>,
    found: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), ThemeError> {
    let unreadable = |path: &Path| {
        let path = shown(path);
        move |source| ThemeError::Read { path, source }
    };
    let place = folder.canonicalize().map_err(unreadable(folder))?;
    if above.contains(&place) {
        let endless = io::Error::other("it is a link to a folder in which it lies");
        return Err(unreadable(folder)(endless));
    }
    above.push(place);
    for item in fs::read_dir(folder).map_err(unreadable(folder))? {
        let path = item.map_err(unreadable(folder))?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
            continue;
        };
        if is_litter(name) {
            continue;
        }
        let relative = format!("{prefix}{name}");
        if path.is_dir() {
            walk(&path, &format!("{relative}/"), above, found)?;
        } else {
            let metadata = fs::metadata(&path).map_err(unreadable(&path))?;
            if !metadata.is_file() {
                // A named pipe would be waited for.
                let neither = io::Error::other("it is neither a file nor a folder");
                return Err(unreadable(&path)(neither));
            }
            let bytes = fs::read(&path).map_err(unreadable(&path))?;
            found.push((relative, bytes));
        }
    }
    above.pop();
    Ok(())
}

/// Whether an editor or a file manager left the file: `.well-known` and `.nojekyll` must pass.
fn is_litter(name: &str) -> bool {
    name == ".DS_Store"
        || name == "Thumbs.db"
        || name == ".git"
        || name.ends_with('~')
        || name.starts_with(".#")
        || Path::new(name)
            .extension()
            .is_some_and(|end| end == "swp" || end == "swo")
}
