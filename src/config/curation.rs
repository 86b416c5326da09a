//! The maintainer's hand in one issue of the digest: `digest/2025-w46.toml`, read and checked as planet.toml is.

use std::{
    collections::HashMap,
    path::{Path, PathBuf},
};

use serde::Deserialize;
use toml::{Spanned, de::DeTable};

use crate::config::{
    ConfigError, Mistake, Period, PeriodKind,
    addresses::{Picture, WebUrl},
    check::syntax_mistakes,
    mistake::Lines,
    read,
    values::Count,
};

/// What mistakes call its tables; the file itself is the first.
pub(crate) const TABLES: [&str; 3] = ["curation", "curation.item", "curation.drop"];

/// What the maintainer says about one issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Curation {
    /// The file, for messages.
    pub path: PathBuf,
    /// What the issue is about.
    pub period: Period,
    /// Its headline.
    pub title: Option<String>,
    /// What stands above its items, in Markdown.
    pub intro: Option<String>,
    /// The items that shall be in it, in the order of the file.
    pub items: Vec<CuratedItem>,
    /// What shall not be in it.
    pub drops: Vec<CuratedDrop>,
    /// Two files with the same say the same.
    pub fingerprint: String,
}

/// An item that shall be in an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuratedItem {
    /// Its address.
    pub url: String,
    /// The section it belongs to; by default, or where planet.toml has no such section any more, the one it would be in by itself.
    pub section: Option<String>,
    /// Its place in that section, from 1; by default behind the one above it in the file.
    pub position: Option<usize>,
    /// A remark of the maintainer's.
    pub note: Option<String>,
    /// A title instead of its own.
    pub title: Option<String>,
    /// A picture instead of its own: a URL, or a path on the site.
    pub image: Option<String>,
    /// The line of its `url`, from 1.
    pub line: usize,
}

/// What shall not be in an issue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CuratedDrop {
    /// Its address.
    pub url: String,
    /// The line of its `url`, from 1.
    pub line: usize,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Top {
    title: Option<String>,
    intro: Option<String>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Item {
    url: Option<Spanned<WebUrl>>,
    section: Option<String>,
    position: Option<Count<100>>,
    note: Option<String>,
    title: Option<String>,
    image: Option<Picture>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Dropped {
    url: Option<Spanned<WebUrl>>,
}

/// Its tables with their keys.
pub(crate) fn known_keys() -> Vec<(&'static str, &'static [&'static str])> {
    let [top, item, drop] = TABLES;
    vec![
        (top, read::fields::<Top>()),
        (item, read::fields::<Item>()),
        (drop, read::fields::<Dropped>()),
    ]
}

/// What a file of the folder is about; `None` for one that is not about this kind of period, or no curation at all.
///
/// # Errors
/// The file looks like one and has a name that no week and no month has.
pub(crate) fn period_of(path: &Path, kind: PeriodKind) -> Result<Option<Period>, ConfigError> {
    let is_toml = path
        .extension()
        .is_some_and(|extension| extension == "toml");
    let stem = path.file_stem().and_then(|stem| stem.to_str());
    let (true, Some(stem)) = (is_toml, stem) else {
        return Ok(None);
    };
    let Some(period) = Period::parse(stem) else {
        let example = match kind {
            PeriodKind::Week => "2025-w46.toml",
            PeriodKind::Month => "2025-11.toml",
        };
        let message = format!("`{stem}` is not the name of a week or a month");
        let mistake = Mistake::new(0..0, message).hint(format!("name the file like `{example}`"));
        return Err(ConfigError::mistakes(path, "", vec![mistake]));
    };
    Ok(Some(period).filter(|period| period.kind() == kind))
}

/// Two files that differ in the case of their names only.
pub(crate) fn twice(path: &Path, first: &Path) -> ConfigError {
    let message = format!("`{}` is about the same issue", first.display());
    let mistake = Mistake::new(0..0, message).hint("keep one of the two");
    ConfigError::mistakes(path, "", vec![mistake])
}

/// Reads the text of a file.
///
/// # Errors
/// Every mistake in it, each with its line.
pub(crate) fn read(path: &Path, text: &str, period: Period) -> Result<Curation, ConfigError> {
    let (document, syntax) = DeTable::parse_recoverable(text);
    let mut mistakes = syntax_mistakes(text, &syntax);
    if !mistakes.is_empty() {
        return Err(ConfigError::mistakes(path, text, mistakes));
    }
    let [at, ..] = TABLES;
    let mut top = document.into_inner();
    let found = &mut mistakes;
    let item_hint = "each item is a table of its own: `[[item]]`, then its `url`";
    let drop_hint = "each dropped item is a table of its own: `[[drop]]`, then its `url`";
    let items = read::take_tables(&mut top, "item", "an item", item_hint, found);
    let drops = read::take_tables(&mut top, "drop", "a drop", drop_hint, found);
    let top = read::table::<Top>(top, at, found).unwrap_or_default();
    let mut reader = Reader {
        lines: Lines::of(text),
        seen: HashMap::new(),
        mistakes: found,
    };
    let items = items.into_iter().flatten();
    let items = items.filter_map(|table| reader.item(table)).collect();
    let drops = drops.into_iter().flatten();
    let drops = drops.filter_map(|table| reader.drop(table)).collect();
    if !mistakes.is_empty() {
        return Err(ConfigError::mistakes(path, text, mistakes));
    }
    Ok(Curation {
        path: path.to_owned(),
        period,
        title: filled(top.title),
        intro: filled(top.intro),
        items,
        drops,
        fingerprint: blake3::hash(text.as_bytes()).to_hex().to_string(),
    })
}

fn filled(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned())
        .filter(|text| !text.is_empty())
}

struct Reader<'a> {
    lines: Lines,
    /// The line of each address that was named.
    seen: HashMap<String, usize>,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reader<'_> {
    fn item(&mut self, table: Spanned<DeTable<'_>>) -> Option<CuratedItem> {
        let [_, at, _] = TABLES;
        let hint = "every item needs the `url` of the post, or of anything else worth reading";
        read::required(
            table.get_ref(),
            &table.span(),
            &[("url", hint)],
            self.mistakes,
        );
        let item = read::table::<Item>(table.into_inner(), at, self.mistakes)?;
        let (url, line) = self.url(item.url?)?;
        Some(CuratedItem {
            url,
            section: filled(item.section),
            position: item.position.map(|position| position.0),
            note: filled(item.note),
            title: filled(item.title),
            image: item.image.map(|image| image.0),
            line,
        })
    }

    fn drop(&mut self, table: Spanned<DeTable<'_>>) -> Option<CuratedDrop> {
        let [.., at] = TABLES;
        let hint = "name the `url` of what shall not be in the issue";
        read::required(
            table.get_ref(),
            &table.span(),
            &[("url", hint)],
            self.mistakes,
        );
        let drop = read::table::<Dropped>(table.into_inner(), at, self.mistakes)?;
        let (url, line) = self.url(drop.url?)?;
        Some(CuratedDrop { url, line })
    }

    /// The address and its line, unless it was named before.
    fn url(&mut self, url: Spanned<WebUrl>) -> Option<(String, usize)> {
        let span = url.span();
        let line = self.lines.at(span.start);
        let url: String = url.into_inner().0.into();
        if let Some(first) = self.seen.insert(url.clone(), line) {
            let message = format!("line {first} has this address, too");
            self.mistakes
                .push(Mistake::new(span, message).hint("remove one of the two"));
            return None;
        }
        Some((url, line))
    }
}
