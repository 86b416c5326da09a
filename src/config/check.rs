//! From the text of planet.toml to a [`Config`]: reads every table, then checks what no single value can know.

use std::path::{Component, Path, PathBuf};

use toml::{Spanned, de::DeTable};
use url::Url;

use crate::config::{
    Blogroll, Config, ConfigError, Fetch, Mistake, Overrides, Owner, Pages, River, Syndication,
    addresses::site_url,
    digest, feeds, file,
    mistake::{Lines, with_hint},
    read, words,
};

const TITLE: (&str, &str) = (
    "title",
    "a planet needs a name: `title = \"Planet Example\"`",
);
const BASE_URL: (&str, &str) = (
    "base_url",
    "where will the site be? `base_url = \"https://example.org/planet/\"`",
);

/// Checks `text`, the content of `path`; `environment` looks up the variables that `${NAME}` stands for.
pub(crate) fn config(
    path: &Path,
    text: &str,
    overrides: &Overrides,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Config, ConfigError> {
    let (document, syntax) = DeTable::parse_recoverable(text);
    if !syntax.is_empty() {
        return Err(ConfigError::mistakes(
            path,
            text,
            syntax_mistakes(text, &syntax),
        ));
    }
    let mut top = document.into_inner();
    let mistakes = &mut Vec::new();

    let owner = section::<file::Owner>(&mut top, "owner", mistakes);
    let river = section::<file::River>(&mut top, "river", mistakes);
    let pages = section::<file::Pages>(&mut top, "pages", mistakes);
    let blogroll = section::<file::Blogroll>(&mut top, "blogroll", mistakes);
    let syndication = section::<file::Syndication>(&mut top, "syndication", mistakes);
    let hubs = section::<file::Websub>(&mut top, "websub", mistakes).hub;
    let fetch = section::<file::Fetch>(&mut top, "fetch", mistakes);
    let keep = section::<file::Store>(&mut top, "store", mistakes).keep;
    let filters = section::<file::Filters>(&mut top, "filters", mistakes);
    let digest = digest::take(&mut top, mistakes);
    let hint = "each feed is a table of its own: `[[feeds]]`, then its `name` and `url`";
    let tables = read::take_tables(&mut top, "feeds", "a feed", hint, mistakes);
    read::required(&top, &(0..0), &[TITLE], mistakes);
    if overrides.base_url.is_none() {
        read::required(&top, &(0..0), &[BASE_URL], mistakes);
    }
    let top = read::table::<file::Top>(top, "", mistakes).unwrap_or_default();

    let root = match path.parent() {
        Some(parent) if parent != Path::new("") => parent.to_owned(),
        _ => PathBuf::from("."),
    };
    let title = read::filled(top.title.as_ref(), TITLE, mistakes);
    let base_url = base_url(top.base_url.as_ref(), overrides, mistakes);
    let output = match &overrides.output {
        Some(folder) => folder.clone(),
        None => folder(&root, &top.output, "output", mistakes),
    };
    let state = folder(&root, &top.state, "state", mistakes);
    let static_files = folder(&root, &top.static_files, "static", mistakes);
    refuse_nested((&output, &state, &static_files), &top, mistakes);
    check_theme(&top.theme, mistakes);
    let defaults = feeds::Defaults {
        root: &root,
        lines: Lines::of(text),
        content: river.content,
        max_entries: river.max_entries_per_feed,
        interval: fetch.interval.0,
        keep,
        filters: &filters,
        environment,
    };
    let subscriptions = feeds::subscriptions(tables.unwrap_or_default(), &defaults, mistakes);
    let digest = digest.map(|digest| digest::meant(digest, &root, &subscriptions, mistakes));

    let (Some(title), Some(base_url)) = (title, base_url) else {
        return Err(ConfigError::mistakes(path, text, std::mem::take(mistakes)));
    };
    if !mistakes.is_empty() {
        return Err(ConfigError::mistakes(path, text, std::mem::take(mistakes)));
    }
    Ok(Config {
        path: path.to_owned(),
        fingerprint: fingerprint(text, &base_url),
        without_variables: overrides.without_variables,
        title,
        description: top.description,
        image: top.image.map(|image| image.0),
        base_url,
        language: top.language.0,
        timezone: top.timezone.0,
        theme: top.theme.into_inner(),
        output,
        state,
        static_files,
        owner: Owner {
            name: owner.name,
            email: owner.email,
            url: owner.url.map(|url| url.0.into()),
        },
        river: river.meant(),
        pages: pages.meant(),
        blogroll: Blogroll {
            sort: blogroll.sort,
            activity_threshold: blogroll.activity_threshold.0,
            icons: blogroll.icons,
        },
        syndication: syndication.meant(),
        hubs: hubs.0,
        filter_timeout: filters.timeout.0,
        fetch: Fetch {
            threads: overrides.threads.unwrap_or(fetch.threads.0),
            ..meant(fetch)
        },
        keep,
        digest,
        extra: json(&top.extra),
        groups: feeds::groups(&subscriptions),
        feeds: subscriptions,
        root,
    })
}

fn check_theme(theme: &Spanned<String>, mistakes: &mut Vec<Mistake>) {
    if theme.get_ref().is_empty() || theme.get_ref().contains(['/', '\\', '.']) {
        let message = with_hint(
            format!("`{}` is not the name of a theme", theme.get_ref()),
            "name a folder under `themes`, or `river`, which is built in",
        );
        mistakes.push(Mistake::new(theme.span(), message));
    }
}

/// The mistakes in a text that is to become a planet.toml. No variable of the environment is looked up.
pub(crate) fn mistakes(text: &str) -> Vec<Mistake> {
    let any = |_: &str| Some("a".to_owned());
    match config(Path::new("planet.toml"), text, &Overrides::default(), &any) {
        Ok(_) => Vec::new(),
        Err(error) => error.list().to_vec(),
    }
}

impl file::River {
    fn meant(self) -> River {
        River {
            entries_per_page: self.entries_per_page.0,
            pages: self.pages.0,
            days: self.days,
            max_entries_per_feed: self.max_entries_per_feed,
            new_feed_entries: self.new_feed_entries,
            restamp_entries: self.restamp_entries.0,
            content: self.content,
        }
    }
}

impl file::Pages {
    fn meant(self) -> Pages {
        Pages {
            blogs: self.blogs,
            archive: self.archive,
            titles: self.titles,
            tags: self.tags,
            search: self.search,
            index: self.index,
            old_urls: self.old_urls,
            state: self.state,
        }
    }
}

impl file::Syndication {
    fn meant(self) -> Syndication {
        Syndication {
            entries: self.entries.0,
            content: self.content,
        }
    }
}

/// One mistake for each line that is not TOML: what follows on the line is mostly read wrong. So is what follows a broken
/// line at times, so nothing but the syntax is told.
pub(crate) fn syntax_mistakes(text: &str, errors: &[toml::de::Error]) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> = errors
        .iter()
        .map(|error| {
            let span = error.span().unwrap_or(0..0);
            Mistake::new(span, words::of_syntax(error.message()))
        })
        .collect();
    mistakes.sort_by_key(|mistake| mistake.span.start);
    let lines = Lines::of(text);
    mistakes.dedup_by_key(|mistake| lines.at(mistake.span.start));
    mistakes
}

/// The table as the program uses it.
fn meant(fetch: file::Fetch) -> Fetch {
    Fetch {
        threads: fetch.threads.0,
        per_host: fetch.per_host.0,
        interval: fetch.interval.0,
        connect_timeout: fetch.connect_timeout.0,
        first_byte_timeout: fetch.first_byte_timeout.0,
        stall_timeout: fetch.stall_timeout.0,
        timeout: fetch.timeout.0,
        max_body: fetch.max_body.0,
        max_transfer: fetch.max_transfer.0,
        user_agent: fetch.user_agent,
    }
}

impl Default for Fetch {
    /// What holds where planet.toml says nothing.
    fn default() -> Self {
        meant(file::Fetch::default())
    }
}

fn section<'de, T: serde::Deserialize<'de> + Default>(
    top: &mut DeTable<'de>,
    key: &str,
    mistakes: &mut Vec<Mistake>,
) -> T {
    read::take_table(top, key, mistakes)
        .and_then(|table| read::table(table.into_inner(), key, mistakes))
        .unwrap_or_default()
}

/// The base URL: of the command line, else of the file.
fn base_url(
    value: Option<&Spanned<String>>,
    overrides: &Overrides,
    mistakes: &mut Vec<Mistake>,
) -> Option<Url> {
    if let Some(url) = &overrides.base_url {
        return Some(url.clone());
    }
    let text = read::filled(value, BASE_URL, mistakes)?;
    site_url(&text)
        .map_err(|message| {
            let span = value.map_or(0..0, Spanned::span);
            mistakes.push(Mistake::new(span, format!("`base_url`: {message}")));
        })
        .ok()
}

/// A folder named in the file, relative to the file's own.
pub(crate) fn folder(
    root: &Path,
    value: &Spanned<String>,
    key: &str,
    mistakes: &mut Vec<Mistake>,
) -> PathBuf {
    let path = Path::new(value.get_ref());
    let names_something = path
        .components()
        .any(|part| matches!(part, Component::Normal(_)));
    if !names_something {
        let message = format!(
            "`{key}` must name a folder of its own, found `{}`",
            value.get_ref()
        );
        let hint = match key {
            "curation" => "write a name such as `\"digest\"`",
            _ => "write a name such as `\"output\"`: planet fills and tidies that folder by itself",
        };
        mistakes.push(Mistake::new(value.span(), message).hint(hint));
    }
    root.join(path)
}

/// What planet writes must not lie within what it publishes: the site would hold itself, or what is remembered of private feeds.
fn refuse_nested(
    (output, state, published): (&Path, &Path, &Path),
    top: &file::Top,
    mistakes: &mut Vec<Mistake>,
) {
    if !mistakes.is_empty() {
        // One of them may be no folder of its own, which has been told.
        return;
    }
    let span = |folder: &Spanned<String>| folder.span();
    let (of_output, of_state) = (span(&top.output), span(&top.state));
    for ((key, span, inner), (around, outer)) in [
        (("output", of_output, output), ("static", published)),
        (("state", of_state.clone(), state), ("static", published)),
        (("state", of_state, state), ("output", output)),
    ] {
        if plain(inner).starts_with(plain(outer)) {
            let message = format!("`{key}` lies within `{around}`, all of which is published");
            let hint = "choose a folder beside it";
            mistakes.push(Mistake::new(span, message).hint(hint));
        }
    }
}

/// A path without `.`, and without `..` where it leads out of a folder that is named.
fn plain(path: &Path) -> PathBuf {
    let mut plain = PathBuf::new();
    for part in std::path::absolute(path)
        .as_deref()
        .unwrap_or(path)
        .components()
    {
        match part {
            Component::ParentDir => {
                plain.pop();
            }
            part => plain.push(part),
        }
    }
    plain
}

/// TOML as the JSON that templates and reports speak; dates become strings.
pub(crate) fn json(table: &toml::Table) -> serde_json::Value {
    fn value(toml: &toml::Value) -> serde_json::Value {
        match toml {
            toml::Value::String(text) => text.clone().into(),
            toml::Value::Integer(number) => (*number).into(),
            toml::Value::Float(number) => (*number).into(),
            toml::Value::Boolean(truth) => (*truth).into(),
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(array) => array.iter().map(value).collect(),
            toml::Value::Table(table) => json(table),
        }
    }
    table
        .iter()
        .map(|(key, inner)| (key.clone(), value(inner)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

/// Two runs with the same fingerprint were configured the same.
pub(crate) fn fingerprint(text: &str, base_url: &Url) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(text.as_bytes())
        .update(&[0])
        .update(base_url.as_str().as_bytes());
    hasher.finalize().to_hex().to_string()
}
