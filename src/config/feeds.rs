//! The `[[feeds]]` tables: their addresses, identities and slugs, and that no two are the same feed.

use std::{collections::HashMap, path::Path, time::Duration};

use toml::{Spanned, de::DeTable};

use crate::{
    config::{
        Field, Filter, Filters, Group, Keep, Location, Mistake, Show, Subscription,
        addresses::web_url,
        check::json,
        file,
        mistake::{Lines, with_hint},
        read,
        values::Patterns,
    },
    fetch::address,
};

const NAME: (&str, &str) = ("name", "every feed needs a `name`, as people know the blog");
const URL: (&str, &str) = (
    "url",
    "every feed needs a `url`: http(s), or a path to a file",
);

/// What a feed has where its table says nothing, and what its address is read against.
pub(crate) struct Defaults<'a> {
    pub(crate) root: &'a Path,
    pub(crate) lines: Lines,
    pub(crate) content: Show,
    pub(crate) max_entries: usize,
    pub(crate) interval: Duration,
    pub(crate) keep: Keep,
    pub(crate) filters: &'a file::Filters,
    pub(crate) environment: &'a dyn Fn(&str) -> Option<String>,
}

/// Reads all feeds and checks that identities and names are unique.
pub(crate) fn subscriptions(
    tables: Vec<Spanned<DeTable<'_>>>,
    defaults: &Defaults<'_>,
    mistakes: &mut Vec<Mistake>,
) -> Vec<Subscription> {
    let mut seen = Seen::default();
    let mut subscriptions = Vec::with_capacity(tables.len());
    for table in tables {
        read::required(table.get_ref(), &table.span(), &[NAME, URL], mistakes);
        let Some(feed) = read::table::<file::Feed>(table.into_inner(), "feeds", mistakes) else {
            continue;
        };
        if let Some(subscription) = subscription(&feed, defaults, &mut seen, mistakes) {
            subscriptions.push(subscription);
        }
    }
    subscriptions
}

/// The groups of the feeds that are switched on, in the order in which they first appear.
pub(crate) fn groups(feeds: &[Subscription]) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut slugs = HashMap::new();
    let names = feeds.iter().filter(|feed| feed.enabled);
    for name in names.filter_map(|feed| feed.group.as_deref()) {
        if groups.iter().all(|group| group.name != name) {
            groups.push(Group {
                name: name.to_owned(),
                slug: slug(name, name, &mut slugs),
            });
        }
    }
    groups
}

/// Where each identity and each name was first used (its line), and the slugs that are taken.
#[derive(Default)]
struct Seen {
    ids: HashMap<String, usize>,
    names: HashMap<String, usize>,
    slugs: HashMap<String, usize>,
}

fn subscription(
    feed: &file::Feed,
    defaults: &Defaults<'_>,
    seen: &mut Seen,
    mistakes: &mut Vec<Mistake>,
) -> Option<Subscription> {
    let name = read::filled(feed.name.as_ref(), NAME, mistakes);
    let written = read::filled(feed.url.as_ref(), URL, mistakes);
    let (name, written, url_key) = (name?, written?, feed.url.as_ref()?);
    let line = defaults.lines.at(url_key.span().start);
    let address = match address(&written, defaults.root, defaults.environment) {
        Ok(address) => address,
        Err(message) => {
            mistakes.push(Mistake::new(url_key.span(), message));
            return None;
        }
    };
    let id = match &feed.id {
        Some(id) => id.get_ref().trim().to_owned(),
        None => address.identity,
    };
    let mut unique = |first: Option<usize>, key: &Spanned<String>, what: &str, hint: &str| {
        if let Some(first) = first {
            let message = format!("the feed in line {first} has this {what} already");
            mistakes.push(Mistake::new(key.span(), message).hint(hint));
        }
    };
    let (first, one_id) = (
        seen.ids.insert(id.clone(), line),
        "give one of the two another `id`",
    );
    match &feed.id {
        Some(key) => unique(first, key, "`id`", one_id),
        None => unique(
            first,
            url_key,
            "URL",
            "remove one of the two (http or https, `www.` and a final slash make no difference), or give one an `id`",
        ),
    }
    if let Some(key) = &feed.name {
        let name_line = defaults.lines.at(key.span().start);
        unique(
            seen.names.insert(name.to_lowercase(), name_line),
            key,
            "name",
            "give one of the two another `name`, so that readers can tell them apart",
        );
    }
    let secret = feed.private || address.secret;
    Some(Subscription {
        slug: slug(&name, &id, &mut seen.slugs),
        public_url: address.public.filter(|_| !secret),
        location: address.location,
        shown: address.shown,
        line,
        home: feed.home.as_ref().map(|url| url.0.to_string()),
        avatar: feed.avatar.as_ref().map(|picture| picture.0.clone()),
        group: feed
            .group
            .as_deref()
            .map(|group| group.trim().to_owned())
            .filter(|group| !group.is_empty()),
        tags: feed.tags.clone(),
        language: feed.language.as_ref().map(|language| language.0.clone()),
        content: feed.content.unwrap_or(defaults.content),
        filters: filters(defaults.filters, feed),
        max_entries: feed.max_entries.unwrap_or(defaults.max_entries),
        enabled: feed.enabled,
        river: feed.river,
        private: secret,
        secrets: address.values,
        allow_private_address: feed.allow_private_address,
        interval: feed.interval.map_or(defaults.interval, |span| span.0),
        keep: feed.keep.unwrap_or(defaults.keep),
        weight: feed.weight.0,
        extra: json(&feed.extra),
        id,
        name,
    })
}

struct Address {
    location: Location,
    identity: String,
    shown: String,
    public: Option<String>,
    secret: bool,
    /// The values of its variables.
    values: Vec<String>,
}

/// What makes the feed of this `url` the same as another one, or why it is no `url`.
pub(crate) fn identity_of(written: &str) -> Result<String, Mistake> {
    let any = |_: &str| Some("a".to_owned());
    address(written, Path::new(""), &any)
        .map(|address| address.identity)
        .map_err(|message| Mistake::new(0..0, message))
}

fn address(
    written: &str,
    root: &Path,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Address, String> {
    if written.contains("${") {
        return secret_address(written, environment);
    }
    let looks_like_url = written.split_once(':').is_some_and(|(scheme, rest)| {
        rest.starts_with("//")
            || matches!(
                scheme,
                "http" | "https" | "feed" | "file" | "ftp" | "gopher" | "mailto"
            )
    });
    if !looks_like_url {
        return file_address(written, root);
    }
    let url = web_url(written)?;
    let shown = address::display_url(&url);
    let credentials = !url.username().is_empty() || url.password().is_some();
    Ok(Address {
        identity: address::identity(&url),
        public: (!credentials && shown == url.as_str()).then(|| url.to_string()),
        // A key or token in the query is a secret, too, whether or not anybody said so.
        secret: credentials || shown != url.as_str(),
        shown,
        location: Location::Http(url),
        values: Vec::new(),
    })
}

/// An address with variables of the environment in it. Its identity and its words for people come from the text as it is
/// written: neither a new token nor a line of a log nor a mistake may give the secret away.
fn secret_address(
    written: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<Address, String> {
    let (expanded, values) = expand(written, environment)?;
    let url = web_url(&expanded).map_err(|_| {
        with_hint(
            "this is no http(s) URL once its variables are filled in".to_owned(),
            "print the variable to see what it holds: there may be a quote or a space too many",
        )
    })?;
    let masked = mask(written);
    let (identity, shown) = match web_url(&masked) {
        Ok(url) => (address::identity(&url), address::display_url(&url)),
        Err(_) => (masked, written.to_owned()),
    };
    Ok(Address {
        location: Location::Http(url),
        identity,
        shown,
        public: None,
        secret: true,
        values,
    })
}

fn file_address(written: &str, root: &Path) -> Result<Address, String> {
    // The same on every system: a planet.toml that works on one must not read another file on the next.
    let drive = written.as_bytes().get(1) == Some(&b':');
    if drive || written.starts_with(['/', '\\', '~']) {
        return Err(with_hint(
            format!("`{written}` is a path on one machine only"),
            "write a path relative to planet.toml, such as `feeds/ana.xml`, or an http(s) URL",
        ));
    }
    if written.starts_with("www.") {
        return Err(with_hint(
            format!("`{written}` has no `https://` in front"),
            &format!("write `https://{written}`; a file of this name is `./{written}`"),
        ));
    }
    Ok(Address {
        location: Location::File(root.join(written)),
        identity: written.trim_start_matches("./").to_owned(),
        shown: written.to_owned(),
        public: None,
        secret: false,
        values: Vec::new(),
    })
}

/// Replaces every `${NAME}` by the variable's value; and these values.
fn expand(
    text: &str,
    environment: &dyn Fn(&str) -> Option<String>,
) -> Result<(String, Vec<String>), String> {
    let mut values = Vec::new();
    let mut expanded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("${") {
        let Some((name, behind)) = after.split_once('}') else {
            return Err(with_hint(
                "`${` has no `}`".to_owned(),
                "write the name of the variable as `${NAME}`",
            ));
        };
        let value = environment(name)
            .filter(|value| !value.is_empty())
            .ok_or_else(|| {
                with_hint(
                    format!("the environment variable `{name}` is not set"),
                    &format!("set it before you run planet: `export {name}=…`"),
                )
            })?;
        expanded.push_str(before);
        expanded.push_str(&value);
        values.push(value);
        rest = behind;
    }
    expanded.push_str(rest);
    Ok((expanded, values))
}

/// The text with every `${NAME}` as `NAME`, so that it is a URL again.
fn mask(text: &str) -> String {
    text.replace("${", "").replace('}', "")
}

/// Whether Windows has this name for a device, so that no file or folder can have it.
pub(crate) fn is_device(name: &str) -> bool {
    let is_numbered = |device| {
        name.strip_prefix(device)
            .is_some_and(|number: &str| number.len() == 1)
    };
    matches!(name, "con" | "prn" | "aux" | "nul") || is_numbered("com") || is_numbered("lpt")
}

/// The file name and anchor of a feed or group, from its name: short, ASCII, never the name of a device, never an id that every
/// page has, never one that an earlier feed has.
fn slug(name: &str, id: &str, taken: &mut HashMap<String, usize>) -> String {
    const LONGEST: usize = 60;
    const RESERVED: [&str; 7] = [
        "page",
        "index",
        "com",
        "main",
        "subscribe",
        "comforts",
        "help-title",
    ];
    let mut slug = slug::slugify(name);
    slug.truncate(LONGEST); // slugify gives ASCII only
    let slug = slug.trim_matches('-').to_owned();
    let digest = blake3::hash(id.as_bytes()).to_hex();
    let suffix = digest.get(..6).unwrap_or_default();
    let base = match slug.as_str() {
        "" => format!("feed-{suffix}"),
        name if RESERVED.contains(&name) || is_device(name) => format!("{name}-{suffix}"),
        _ => slug,
    };
    let chosen = if taken.contains_key(&base) {
        format!("{base}-{suffix}")
    } else {
        base
    };
    taken.insert(chosen.clone(), 0);
    chosen
}

/// Those for all feeds and those of this one, which come behind them.
fn filters(all: &file::Filters, own: &file::Feed) -> Filters {
    let both = |tables: [&file::ByField; 2]| tables.into_iter().flat_map(by_field).collect();
    Filters {
        programs: [&all.filter, &own.filter]
            .into_iter()
            .flatten()
            .map(|program| program.0.clone())
            .collect(),
        include: both([&all.include, &own.include]),
        exclude: both([&all.exclude, &own.exclude]),
    }
}

fn by_field(table: &file::ByField) -> Vec<Filter> {
    let each = |field: Field, patterns: &Patterns| {
        patterns
            .0
            .iter()
            .map(|pattern| Filter {
                field,
                pattern: pattern.clone(),
            })
            .collect::<Vec<_>>()
    };
    [
        each(Field::Title, &table.title),
        each(Field::Content, &table.content),
        each(Field::Author, &table.author),
        each(Field::Category, &table.category),
        each(Field::Link, &table.link),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use crate::config::feeds::{expand, slug};

    #[test]
    fn slugs_are_safe_file_names_and_unique() {
        let mut taken = HashMap::new();
        let mut make = |name: &str, id: &str| slug(name, id, &mut taken);
        assert_eq!(make("Ana's Garden", "a"), "ana-s-garden");
        assert_ne!(make("Ana's garden", "b"), "ana-s-garden");
        assert_ne!(make("CON", "c"), "con");
        assert_ne!(make("com1", "d"), "com1");
        assert!(make("", "e").starts_with("feed-"));
        assert!(
            make("../../etc/passwd", "f")
                .chars()
                .all(|c| c.is_ascii_alphanumeric() || c == '-')
        );
        assert!(make(&"long ".repeat(100), "g").len() <= 60);
        assert!(!make("日本語のブログ", "h").is_empty());
    }

    #[test]
    fn variables_are_expanded_or_named() {
        let environment = |name: &str| (name == "TOKEN").then(|| "s3cret".to_owned());
        assert_eq!(
            expand("https://x/?t=${TOKEN}", &environment),
            Ok(("https://x/?t=s3cret".to_owned(), vec!["s3cret".to_owned()]))
        );
        assert_eq!(
            expand("https://x/", &environment),
            Ok(("https://x/".to_owned(), Vec::new()))
        );
        assert!(
            expand("https://x/${OTHER}", &environment)
                .unwrap_err()
                .contains("`OTHER` is not set")
        );
        assert!(expand("https://x/${TOKEN", &environment).is_err());
    }
}
