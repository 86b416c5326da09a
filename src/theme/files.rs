//! Which templates, static files and messages a theme consists of: the planet's own over the theme's over the built-in ones.
//! The planet's own pages are read along with them.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use crate::pages;
use crate::theme::{BUILT_IN, Places, ThemeError, embedded};

/// How deep folders may lie in each other; a link that points to its own parent ends here.
const MAX_DEPTH: usize = 16;

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
    pub(super) assets: Vec<Asset>,
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
    /// One word for everything in them.
    pub(super) fn fingerprint(&self) -> String {
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
        for (name, bytes) in templates.chain(assets).chain(languages).chain(pages) {
            hasher
                .update(&name.len().to_le_bytes())
                .update(name.as_bytes());
            hasher.update(&bytes.len().to_le_bytes()).update(bytes);
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Collects the files of a theme: the planet's own over the theme's over the built-in ones.
pub(super) fn collect(places: Places<'_>) -> Result<Files, ThemeError> {
    let Places {
        folder,
        static_files,
        name,
    } = places;
    let theme = folder.join("themes").join(name);
    if name != BUILT_IN
        && (name.is_empty()
            || name.contains(['/', '\\'])
            || name.starts_with('.')
            || !theme.is_dir())
    {
        return Err(ThemeError::Unknown {
            name: name.to_owned(),
            folder: shown(&theme),
        });
    }
    let mut templates = BTreeMap::new();
    let mut assets = BTreeMap::new();
    let mut languages = Vec::new();
    for (file, source) in embedded::TEMPLATES {
        let template = TemplateFile {
            origin: format!("built-in {BUILT_IN}/{file}"),
            source: Cow::Borrowed(*source),
        };
        templates.insert(format!("{BUILT_IN}/{file}"), template);
    }
    for (path, bytes) in embedded::STATIC {
        assets.insert((*path).to_owned(), Cow::Borrowed(*bytes));
    }
    for (layer, static_files, prefix) in [
        (theme.as_path(), theme.join("static"), format!("{name}/")),
        (folder, static_files.to_owned(), String::new()),
    ] {
        for (file, bytes) in read_folder(&layer.join("templates"))? {
            let origin = shown(&layer.join("templates").join(&file));
            let source = Cow::Owned(text_of(bytes, &origin)?);
            templates.insert(format!("{prefix}{file}"), TemplateFile { origin, source });
        }
        for (path, bytes) in read_folder(&static_files)? {
            assets.insert(path, Cow::Owned(bytes));
        }
        for (file, bytes) in read_folder(&layer.join("languages"))? {
            let Some(tag) = file.strip_suffix(".ftl") else {
                continue;
            };
            let origin = shown(&layer.join("languages").join(&file));
            languages.push(LanguageFile {
                tag: tag.to_owned(),
                text: text_of(bytes, &origin)?,
                origin,
            });
        }
    }
    let assets = assets
        .into_iter()
        .map(|(path, bytes)| Asset { path, bytes })
        .collect();
    // The order of a folder is the file system's; the fingerprint must not depend on it.
    let mut pages = read_folder(&folder.join(pages::FOLDER))?;
    pages.sort();
    Ok(Files {
        templates,
        assets,
        languages,
        pages,
    })
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
        walk(folder, "", 0, &mut found)?;
    }
    Ok(found)
}

fn walk(
    folder: &Path,
    prefix: &str,
    depth: usize,
    found: &mut Vec<(String, Vec<u8>)>,
) -> Result<(), ThemeError> {
    let unreadable = |path: &Path| {
        let path = shown(path);
        move |source| ThemeError::Read { path, source }
    };
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
            if depth < MAX_DEPTH {
                walk(&path, &format!("{relative}/"), depth + 1, found)?;
            }
        } else {
            let bytes = fs::read(&path).map_err(unreadable(&path))?;
            found.push((relative, bytes));
        }
    }
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
