//! The maintainer's own pages: Markdown with TOML on top, as Zola has it, becomes a page of the site.
//!
//! `pages/about.md` is the page `/about/`, `pages/docs/join.md` is `/docs/join/`, `pages/docs/index.md` is `/docs/`. Whoever
//! writes them is trusted, so raw HTML passes as it is; the page's policy (CSP) still forbids inline scripts and styles.
//!
//! Links are those of the files, so that they also work where the repository is shown: `[join](docs/join.md)` leads to the
//! page, `../static/map.png` from `pages/about.md` to `/map.png`, and every other relative link takes the folder `pages/` for
//! the root of the site. Links in raw HTML are left alone.
//!
//! Pure: `theme/files.rs` reads the files, together with the other files of the maintainer.

mod links;
mod markdown;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
    path::{Path, PathBuf},
};

use url::Url;

use crate::{
    config::{ConfigError, Mistake, front_matter, nearest},
    pages::{
        links::Links,
        markdown::{Text, render},
    },
    site::{OwnHtml, OwnPage},
};

/// The folder that they lie in, beside planet.toml.
pub(crate) const FOLDER: &str = "pages";

/// The template that shows a page that names no other.
pub(crate) const TEMPLATE: &str = "page.html";

/// What a page can refer to.
#[derive(Debug)]
pub(crate) struct Around<'a> {
    /// The folder of planet.toml, for messages.
    pub(crate) folder: &'a Path,
    /// The folder of the static files, from there; `None` when it lies elsewhere.
    pub(crate) static_folder: Option<String>,
    /// The static files, by their paths on the site.
    pub(crate) assets: BTreeSet<&'a str>,
    /// The names of the templates.
    pub(crate) templates: BTreeSet<String>,
}

/// The folders at the root of the site that planet fills, or may fill one day, besides those of the years.
const RESERVED: [&str; 15] = [
    "404", "archive", "blogroll", "digest", "feeds", "groups", "monthly", "page", "pages",
    "search", "state", "status", "tags", "titles", "weekly",
];

/// Whether the folder of this name at the root of the site is planet's.
pub(crate) fn is_reserved(folder: &str) -> bool {
    let is_year = folder.len() == 4 && folder.bytes().all(|byte| byte.is_ascii_digit());
    // Case counts for nothing: to some file systems `Feeds` and `feeds` are one.
    is_year
        || RESERVED
            .iter()
            .any(|name| name.eq_ignore_ascii_case(folder))
}

/// Makes pages of the files below `pages/`, each a path from there with what it holds; in the order of their addresses.
///
/// # Errors
/// What is wrong with each file that cannot be one.
pub(crate) fn read(
    files: &[(String, Vec<u8>)],
    around: &Around<'_>,
) -> Result<Vec<OwnPage>, Vec<ConfigError>> {
    let files = files.iter().filter(|(file, _)| !is_hidden(file));
    let mut errors = Vec::new();
    let mut places: BTreeMap<&str, String> = BTreeMap::new();
    for (file, _) in files.clone() {
        match place(file, &places, around) {
            Ok(path) => drop(places.insert(file, path)),
            Err(mistake) => errors.push(ConfigError::whole(&shown(around, file), mistake)),
        }
    }
    let mut pages = Vec::new();
    for (file, bytes) in files {
        let Some(path) = places.get(file.as_str()) else {
            continue;
        };
        match page(file, path, bytes, &places, around) {
            Ok(page) => pages.push(page),
            Err(error) => errors.push(error),
        }
    }
    if !errors.is_empty() {
        return Err(errors);
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(pages)
}

/// Whether it is nobody's page: `.gitkeep` and its like.
fn is_hidden(file: &str) -> bool {
    file.split('/').any(|part| part.starts_with('.'))
}

/// The file as messages name it.
fn shown(around: &Around<'_>, file: &str) -> PathBuf {
    let below = Path::new(FOLDER).join(file);
    if around.folder == Path::new(".") {
        below
    } else {
        around.folder.join(below)
    }
}

/// The path of the page from the root of the site, or why it has none.
fn place(
    file: &str,
    places: &BTreeMap<&str, String>,
    around: &Around<'_>,
) -> Result<String, Mistake> {
    let whole = |message: String| Mistake::new(0..0, format!("`{FOLDER}/{file}` {message}"));
    let Some(stem) = file.strip_suffix(".md") else {
        let hint = match file.rsplit_once('.') {
            Some((stem, "markdown" | "MD" | "mdown")) => format!("rename it to `{stem}.md`"),
            _ => {
                "move it to the folder of static files, which are published as they are".to_owned()
            }
        };
        return Err(whole("is not Markdown".to_owned()).hint(hint));
    };
    for part in stem.split('/') {
        let fits = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
        if part.is_empty() || !part.bytes().all(fits) {
            let name = match slug::slugify(part) {
                slug if slug.is_empty() => "another-name".to_owned(),
                slug => slug,
            };
            let message = format!("would be a page with `{part}` in its address");
            let hint = format!(
                "call it `{name}`: letters a to z, digits, `-` and `_`; its title can say anything"
            );
            return Err(whole(message).hint(hint));
        }
    }
    let path = match stem.strip_suffix("index") {
        Some("") => {
            return Err(whole(
                "would be the front page, which is the river".to_owned(),
            ));
        }
        Some(folder) if folder.ends_with('/') => folder.to_owned(),
        _ => format!("{stem}/"),
    };
    let first = path.split('/').next().unwrap_or_default();
    if is_reserved(first) {
        let message = format!("would be the page /{path}, but /{first}/ is planet's own");
        return Err(whole(message).hint("give it another name"));
    }
    let same = places
        .iter()
        .find(|(_, known)| known.eq_ignore_ascii_case(&path));
    if let Some((other, _)) = same {
        let message = format!("would be the page /{path}, and so would `{FOLDER}/{other}`");
        return Err(whole(message).hint("rename one of them"));
    }
    let in_the_way = |asset: &&&str| {
        asset.strip_prefix(path.as_str()) == Some("index.html")
            || path
                .strip_prefix(**asset)
                .is_some_and(|rest| rest.starts_with('/'))
    };
    if let Some(asset) = around.assets.iter().find(in_the_way) {
        let message = format!("would be the page /{path}, where the static file `{asset}` stands");
        return Err(whole(message).hint("keep one of the two"));
    }
    Ok(path)
}

/// Reads one file.
fn page(
    file: &str,
    path: &str,
    bytes: &[u8],
    places: &BTreeMap<&str, String>,
    around: &Around<'_>,
) -> Result<OwnPage, ConfigError> {
    let shown = shown(around, file);
    let Ok(text) = std::str::from_utf8(bytes) else {
        let mistake = Mistake::new(0..0, format!("`{FOLDER}/{file}` is not UTF-8 text"));
        let mistake = mistake.hint("save it as UTF-8; every text editor can");
        return Err(ConfigError::whole(&shown, mistake));
    };
    let (matter, body) =
        split(text).map_err(|mistake| ConfigError::mistakes(&shown, text, vec![mistake]))?;
    let (matter, mut mistakes) = front_matter(text, matter);
    let template = matter.template.map(|template| {
        mistakes.extend(no_such_template(
            template.get_ref(),
            template.span(),
            around,
        ));
        template.into_inner()
    });
    let given = matter.title.filter(|title| !title.trim().is_empty());
    let links = Links {
        file,
        path,
        places,
        around,
    };
    let body = Text {
        markdown: text.get(body.clone()).unwrap_or_default(),
        start: body.start,
        needs_title: given.is_none(),
    };
    let rendered = render(&body, &|link, usage| links.resolve(link, usage));
    mistakes.extend(rendered.mistakes);
    if !mistakes.is_empty() {
        return Err(ConfigError::mistakes(&shown, text, mistakes));
    }
    Ok(OwnPage {
        file: format!("{FOLDER}/{file}"),
        path: path.to_owned(),
        title: given.or(rendered.title).unwrap_or_else(|| called(path)),
        description: matter.description,
        nav: matter.nav,
        weight: matter.weight,
        template: template.unwrap_or_else(|| TEMPLATE.to_owned()),
        content: OwnHtml::trusted(rendered.html),
    })
}

/// The markup of a few words in Markdown, for a page of planet's own and for a feed: links without a host start at the address of
/// the site. Such words are remembered and come back from snapshots, so that it is not trusted to be the maintainer's.
pub(crate) fn words(markdown: &str, base_url: &Url) -> String {
    let text = Text {
        markdown,
        start: 0,
        needs_title: false,
    };
    render(&text, &|link, _| {
        let is_elsewhere = Url::parse(link).is_ok() || link.starts_with("//");
        let on_site = base_url.join(link.trim_start_matches('/'));
        match on_site {
            Ok(on_site) if !is_elsewhere => Ok(on_site.into()),
            _ => Ok(link.to_owned()),
        }
    })
    .html
}

/// Where front matter and Markdown stand in a file; the first is empty where there is none.
fn split(text: &str) -> Result<(Range<usize>, Range<usize>), Mistake> {
    let start = text.len() - text.trim_start_matches('\u{FEFF}').len();
    let mut lines = text.get(start..).unwrap_or_default().split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    let fence = first.trim_end();
    if !matches!(fence, "+++" | "---") {
        return Ok((start..start, start..text.len()));
    }
    let mut at = start + first.len();
    let matter = at;
    for line in lines {
        if line.trim_end() == fence {
            if fence == "---" {
                break;
            }
            return Ok((matter..at, at + line.len()..text.len()));
        }
        at += line.len();
    }
    let there = start..start + fence.len();
    match fence {
        "+++" => Err(Mistake::new(there, "this front matter has no end")
            .hint("put a second line of `+++` below it")),
        _ if at == text.len() => Ok((start..start, start..text.len())),
        _ => Err(
            Mistake::new(there, "front matter stands between lines of `+++`")
                .hint("write it as TOML: `title = \"About\"`"),
        ),
    }
}

fn no_such_template(name: &str, span: Range<usize>, around: &Around<'_>) -> Option<Mistake> {
    if around.templates.contains(name) {
        return None;
    }
    let mistake = Mistake::new(span, format!("there is no template `{name}`"));
    Some(
        match nearest(name, around.templates.iter().map(String::as_str)) {
            Some(near) => mistake.hint(format!("did you mean `{near}`?")),
            None => mistake.hint("put it into `templates/`, beside planet.toml"),
        },
    )
}

/// A title out of an address: `docs/how-to-join/` is called `How to join`.
fn called(path: &str) -> String {
    let name = path.trim_end_matches('/').rsplit('/').next();
    let words = name.unwrap_or_default().replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}

#[cfg(test)]
mod tests;
