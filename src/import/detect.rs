//! Which program a file is from, by what stands in it.

use crate::import::{ImportError, ini, source::Source, xml};

/// A format that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// OPML 1.0, 1.1, 2.0.
    Opml,
    /// The ini of Planet 2.0 and Venus.
    Venus,
    /// The ini of Pluto.
    Pluto,
    /// osmosfeed.yaml.
    Osmosfeed,
    /// moonmoon's config.yml, with the people.opml beside it.
    Moonmoon,
    /// FOAF in RDF/XML, such as foafroll.xml.
    Foaf,
    /// A table whose first column holds the addresses.
    Csv,
    /// One address in each line.
    Urls,
    /// `[[feeds]]` tables, as `planet export toml` prints them.
    Toml,
}

impl Format {
    /// Every format, in the order of the help.
    pub const ALL: [Self; 9] = [
        Self::Opml,
        Self::Venus,
        Self::Pluto,
        Self::Osmosfeed,
        Self::Moonmoon,
        Self::Foaf,
        Self::Csv,
        Self::Urls,
        Self::Toml,
    ];

    /// What it is called on the command line.
    pub fn word(self) -> &'static str {
        self.words().0
    }

    /// What it is called in a sentence.
    pub fn name(self) -> &'static str {
        self.words().1
    }

    /// What files of it hold.
    pub fn description(self) -> &'static str {
        self.words().2
    }

    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Opml => (
                "opml",
                "OPML",
                "OPML 1.0 to 2.0, with groups and categories",
            ),
            Self::Venus => (
                "venus",
                "an ini of Planet 2.0 or Venus",
                "the ini of Planet 2.0 or Venus",
            ),
            Self::Pluto => ("pluto", "an ini of Pluto", "the ini of Pluto"),
            Self::Osmosfeed => ("osmosfeed", "osmosfeed's YAML", "osmosfeed.yaml"),
            Self::Moonmoon => (
                "moonmoon",
                "moonmoon's YAML",
                "config.yml of moonmoon, beside its people.opml",
            ),
            Self::Foaf => ("foaf", "FOAF", "FOAF in RDF/XML, such as foafroll.xml"),
            Self::Csv => (
                "csv",
                "CSV",
                "a table: addresses in the first column, keys in the first row",
            ),
            Self::Urls => (
                "urls",
                "a list of addresses",
                "an address in each line, a name behind it where there is one",
            ),
            Self::Toml => (
                "toml",
                "tables of planet.toml",
                "the `[[feeds]]` tables of planet.toml",
            ),
        }
    }
}

/// Tells the format of the file.
pub(crate) fn detect(source: &Source) -> Result<Format, ImportError> {
    let text = source.text.trim_start();
    if text.is_empty() {
        return Err(ImportError::whole(&source.name, "is empty"));
    }
    if text.starts_with('<') {
        return of_xml(source);
    }
    if let Ok(table) = text.parse::<toml::Table>()
        && (table.contains_key("feeds") || source.ends_with(&[".toml"]))
    {
        return Ok(Format::Toml);
    }
    if source.ends_with(&[".csv"]) {
        return Ok(Format::Csv);
    }
    if let Some(format) = of_yaml(source) {
        return Ok(format);
    }
    let mut lines = content(text);
    if lines.clone().any(|line| line.starts_with('[')) {
        return Ok(ini::program(text));
    }
    if lines.all(is_address) {
        return Ok(Format::Urls);
    }
    Err(
        ImportError::whole(&source.name, "is of no format that planet knows").hint(
            "if you know what it is, say so, as in `--from opml`; `planet help import` lists what can be read",
        ),
    )
}

/// The lines that are neither empty nor comments, without the spaces around them.
fn content(text: &str) -> impl Iterator<Item = &str> + Clone {
    let lines = text.lines().map(str::trim);
    lines.filter(|line| !line.is_empty() && !line.starts_with(['#', ';']))
}

fn of_xml(source: &Source) -> Result<Format, ImportError> {
    let root = xml::root(&source.text).unwrap_or_default();
    match root.as_str() {
        "opml" | "outline" => Ok(Format::Opml),
        "RDF" if source.text.contains("xmlns.com/foaf/") => Ok(Format::Foaf),
        "rss" | "feed" | "RDF" => Err(ImportError::whole(
            &source.name,
            "is a feed, not a list of feeds",
        )
        .hint("write its address into a `[[feeds]]` table of planet.toml")),
        "html" => Err(
            ImportError::whole(&source.name, "is a web page, not a list of feeds")
                .hint("if it shows a blogroll, look there for its OPML"),
        ),
        _ => Err(
            ImportError::whole(&source.name, format!("is XML of `<{root}>`, not OPML"))
                .hint("if it is OPML all the same, say so with `--from opml`"),
        ),
    }
}

fn of_yaml(source: &Source) -> Option<Format> {
    let has = |key: &str| {
        source.text.lines().any(|line| {
            let rest = line.strip_prefix(key);
            rest.is_some_and(|rest| rest.trim_start().starts_with(':'))
        })
    };
    let is_ini = source.text.lines().any(|line| line.starts_with('['));
    if has("sources") && !is_ini {
        Some(Format::Osmosfeed)
    } else if source.ends_with(&[".yml", ".yaml"]) && has("url") && has("items") {
        Some(Format::Moonmoon)
    } else {
        None
    }
}

/// Whether the line begins with an address.
pub(crate) fn is_address(line: &str) -> bool {
    let line = line.to_ascii_lowercase();
    ["http://", "https://", "feed:", "www."]
        .iter()
        .any(|start| line.starts_with(start))
}
