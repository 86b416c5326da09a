//! The `[digest]` table and its `[[digest.section]]` tables: which posts and links are gathered, how many, for how long.

use std::{collections::HashSet, path::Path};

use toml::{Spanned, de::DeTable};

use crate::config::{
    Digest, Mistake, Period, PeriodKind, Section, SectionKind, Subscription, addresses,
    check::folder, file, mistake::nearest, read, words,
};

const SECTION: &str = "digest.section";
const ID: (&str, &str) = (
    "id",
    "every section needs an `id` of small letters, digits and hyphens, such as `id = \"articles\"`",
);

/// Where programs live.
const PROJECTS: [&str; 22] = [
    "bitbucket.org",
    "codeberg.org",
    "cran.r-project.org",
    "crates.io",
    "framagit.org",
    "github.com",
    "gitlab.com",
    "gitlab.gnome.org",
    "hackage.haskell.org",
    "hex.pm",
    "invent.kde.org",
    "metacpan.org",
    "npmjs.com",
    "nuget.org",
    "packagist.org",
    "pkg.go.dev",
    "pypi.org",
    "rubygems.org",
    "salsa.debian.org",
    "savannah.gnu.org",
    "sourceforge.net",
    "sr.ht",
];

/// Where people talk about what others wrote.
const DISCUSSIONS: [&str; 6] = [
    "lobste.rs",
    "lwn.net",
    "news.ycombinator.com",
    "reddit.com",
    "slashdot.org",
    "tildes.net",
];

/// The table as it is written, with what its sections need to be checked.
pub(crate) struct Written<'de> {
    digest: file::Digest,
    /// `None` where the file names none.
    sections: Option<Vec<Spanned<DeTable<'de>>>>,
}

/// Takes the table out of the file; `None` when there is none.
pub(crate) fn take<'de>(
    top: &mut DeTable<'de>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Written<'de>> {
    let mut table = read::take_table(top, "digest", mistakes)?.into_inner();
    let hint = "each section is a table of its own: `[[digest.section]]`, then its `id`";
    let sections = read::take_tables(&mut table, "section", "a section", hint, mistakes);
    Some(Written {
        digest: read::table(table, "digest", mistakes).unwrap_or_default(),
        sections,
    })
}

/// The table as the program uses it.
pub(crate) fn meant(
    written: Written<'_>,
    root: &Path,
    feeds: &[Subscription],
    mistakes: &mut Vec<Mistake>,
) -> Digest {
    let Written { digest, sections } = written;
    let period = digest.period;
    let first = digest.first.as_ref().and_then(|name| {
        let first = Period::parse(name.get_ref().trim()).filter(|first| first.kind() == period);
        if first.is_none() {
            let (what, example) = match period {
                PeriodKind::Week => ("week", "2025-W01"),
                PeriodKind::Month => ("month", "2025-01"),
            };
            let message = format!("`first`: `{}` is not the name of a {what}", name.get_ref());
            mistakes.push(
                Mistake::new(name.span(), message)
                    .hint(format!("write the {what} of issue 1 as `\"{example}\"`")),
            );
        }
        first
    });
    let title = digest.title.as_ref().and_then(|title| {
        let hint = "leave it out, or write something like `\"{site} weekly #{n}\"`";
        let filled = read::filled(Some(title), ("title", hint), mistakes)?;
        if let Some(wrong) = unknown_placeholder(&filled) {
            let message = format!("`title`: `{{{wrong}}}` stands for nothing");
            mistakes.push(Mistake::new(title.span(), message).hint(
                "it can hold `{site}`, the title of the planet, and `{n}`, the number of the issue",
            ));
        }
        Some(filled)
    });
    let sections = match sections {
        Some(tables) => {
            let mut seen = HashSet::new();
            tables
                .into_iter()
                .filter_map(|table| section(table, feeds, &mut seen, mistakes))
                .collect()
        }
        None => by_default(),
    };
    Digest {
        period,
        first,
        title,
        min_items: digest.min_items.0,
        backfill: digest.backfill,
        curation: folder(root, &digest.curation, "curation", mistakes),
        sections,
    }
}

/// The first thing in braces that is neither of the two that titles know.
fn unknown_placeholder(title: &str) -> Option<&str> {
    let mut inside = title
        .split('{')
        .skip(1)
        .filter_map(|rest| rest.split_once('}'));
    inside
        .find(|(name, _)| !["site", "n"].contains(name))
        .map(|(name, _)| name)
}

/// What a digest has that names no section.
fn by_default() -> Vec<Section> {
    let section = |id: &str, kind, max, hosts: &[&str]| Section {
        id: id.to_owned(),
        title: None,
        kind,
        max,
        per_feed: 1,
        groups: Vec::new(),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
    };
    vec![
        section("articles", SectionKind::Entry, 12, &[]),
        section("projects", SectionKind::Any, 12, &PROJECTS),
        section("discussions", SectionKind::Any, 5, &DISCUSSIONS),
    ]
}

fn section(
    table: Spanned<DeTable<'_>>,
    feeds: &[Subscription],
    seen: &mut HashSet<String>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Section> {
    read::required(table.get_ref(), &table.span(), &[ID], mistakes);
    let section = read::table::<file::Section>(table.into_inner(), SECTION, mistakes)?;
    let key = section.id.as_ref()?;
    let id = read::filled(Some(key), ID, mistakes)?;
    let is_word = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if !id.bytes().all(is_word) {
        let message = format!("`{id}` cannot be the id of a section");
        mistakes.push(Mistake::new(key.span(), message).hint(ID.1));
    }
    if !seen.insert(id.clone()) {
        let message = format!("there is a section `{id}` already");
        mistakes.push(Mistake::new(key.span(), message).hint("give one of the two another `id`"));
    }
    let known: HashSet<&str> = feeds
        .iter()
        .filter_map(|feed| feed.group.as_deref())
        .collect();
    for group in &section.groups {
        if known.contains(group.get_ref().as_str()) {
            continue;
        }
        let mut names: Vec<&str> = known.iter().copied().collect();
        names.sort_unstable();
        let hint = match nearest(group.get_ref(), names.iter().copied()) {
            Some(name) => format!("did you mean `{name}`?"),
            None if names.is_empty() => "give feeds a `group` first".to_owned(),
            None if names.len() == 1 => format!("there is only `{}`", names.concat()),
            None => {
                let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
                let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
                format!("there are {}", words::list(&quoted, "and"))
            }
        };
        let message = format!("no feed has the group `{}`", group.get_ref());
        mistakes.push(Mistake::new(group.span(), message).hint(hint));
    }
    let mut hosts = Vec::with_capacity(section.hosts.len());
    for written in &section.hosts {
        match addresses::host(written.get_ref()) {
            Ok(host) => hosts.push(host),
            Err(message) => mistakes.push(Mistake::new(written.span(), message)),
        }
    }
    Some(Section {
        id,
        title: section.title.filter(|title| !title.trim().is_empty()),
        kind: section.kind,
        max: section.max.0,
        per_feed: section.per_feed.0,
        groups: section
            .groups
            .into_iter()
            .map(Spanned::into_inner)
            .collect(),
        hosts,
    })
}
