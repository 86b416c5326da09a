//! The ini of Planet 2.0 and Venus: which of its sections are feeds, and what their keys are in planet.toml.
//!
//! `[Planet]` and the sections of templates are read in `venus/settings.rs`, filters in `venus/filters.rs`.

mod filters;
mod settings;

use std::{cell::Cell, collections::HashSet};

use crate::import::{
    ImportError, Place,
    comments::{self, Comment},
    detect::is_address,
    ini::{self, Block, Dialect, Ini, Key, Section},
    interpolate, lists,
    model::{Draft, Feed, data, name_of},
    source::Source,
};

/// Endings of templates and filters: a section of such a name is no feed.
const PROGRAMS: [&str; 9] = [
    ".tmpl", ".xslt", ".xsl", ".genshi", ".dj", ".plugin", ".sed", ".py", ".django",
];

/// A hostile ini could fill one long value into thousands of others.
const MOST_FILLED: usize = 4 << 20;

/// What only Venus has.
const ONLY_VENUS: [&str; 13] = [
    "output_theme",
    "filters",
    "filter_directories",
    "bill_of_materials",
    "template_directories",
    "spider_threads",
    "http_cache_directory",
    "cache_sources_directory",
    "cache_lists_directory",
    "cache_blacklist_directory",
    "cache_keep_entries",
    "pubsubhubbub_hub",
    "future_dates",
];

/// What a feed may say in Venus about how it is read; planet decides that for itself.
const READING: [&str; 9] = [
    "ignore_in_feed",
    "name_type",
    "title_type",
    "summary_type",
    "content_type",
    "xml_base",
    "future_dates",
    "filters",
    "offset",
];

/// An ini while it is read.
struct Reader<'a> {
    source: &'a Source,
    defaults: Option<&'a Section>,
    /// Whether keys that mean two things mean what Venus takes them for.
    is_venus: bool,
    /// Templates and filters that `[Planet]` names, with and without their folders.
    programs: HashSet<String>,
    /// How many more bytes names in values may fill in.
    room: Cell<usize>,
}

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let ini = ini::parse(&source.text, Dialect::Python);
    let is_planet = |section: &Section| section.name == "Planet";
    if !ini
        .sections
        .iter()
        .any(|section| is_planet(section) || is_address(&section.name))
    {
        return Err(ImportError::whole(
            &source.name,
            "has neither a `[Planet]` nor a section that is named by the address of a feed",
        )
        .hint("if it is of another program, say so, as in `--from pluto`"));
    }
    read_ini(source, &ini, draft);
    Ok(())
}

/// Reads the feeds of a list; what it says of a planet is not about this one.
pub(crate) fn read_list(source: &Source, mut ini: Ini, draft: &mut Draft) {
    ini.sections.retain(|section| {
        let is_feed = !matches!(section.name.as_str(), "Planet" | "DEFAULT");
        if !is_feed {
            let message = format!("`[{}]` of a list is left out", section.name);
            draft.lost(&source.place(section.line), message, None);
        }
        is_feed
    });
    read_ini(source, &ini, draft);
}

fn read_ini(source: &Source, ini: &Ini, draft: &mut Draft) {
    tell_faults(source, ini, draft);
    let find = |name: &str| ini.sections.iter().find(|section| section.name == name);
    let defaults = find("DEFAULT");
    let planet = find("Planet");
    let reader = Reader {
        source,
        defaults,
        is_venus: is_venus(ini),
        programs: programs(planet),
        room: Cell::new(MOST_FILLED),
    };
    for section in [defaults, planet].into_iter().flatten() {
        reader.settings(section, draft);
    }
    for section in &ini.sections {
        if matches!(section.name.as_str(), "DEFAULT" | "Planet") {
            continue;
        }
        let words = reader.comments(&section.comments, draft);
        if section.name.is_empty() {
            let message = "these keys stand before any section, so the old planet did not start";
            draft.lost(&source.place(section.line), message, None);
        } else if reader.is_program(&section.name) {
            comments::append(&mut draft.head, words);
            reader.program(section, draft);
        } else if lists::is_list(section) {
            reader.list(section, words, draft);
        } else {
            let feed = reader.feed(section, words, draft);
            draft.feeds.push(feed);
        }
    }
    let tail = reader.comments(&ini.tail, draft);
    comments::append(&mut draft.tail, tail);
}

pub(crate) fn tell_faults(source: &Source, ini: &Ini, draft: &mut Draft) {
    for fault in &ini.faults {
        let place = source.place(fault.line);
        if fault.is_loss {
            draft.lost(&place, fault.message.clone(), None);
        } else {
            draft.remark(&place, fault.message.clone(), None);
        }
    }
}

fn is_venus(ini: &Ini) -> bool {
    ini.sections.iter().any(|section| {
        let is_settings = matches!(section.name.as_str(), "Planet" | "DEFAULT");
        let has = |key: &&str| section.get(key).is_some();
        (is_settings && ONLY_VENUS.iter().any(has))
            || lists::is_list(section)
            || [".xslt", ".genshi", ".plugin"]
                .iter()
                .any(|ending| section.name.ends_with(ending))
    })
}

/// The templates and filters that `[Planet]` names.
fn programs(planet: Option<&Section>) -> HashSet<String> {
    let named = ["template_files", "filters"]
        .into_iter()
        .filter_map(|key| planet?.get(key));
    named
        .flat_map(|key| key.value.split_whitespace())
        .flat_map(|program| [program, program.rsplit('/').next().unwrap_or(program)])
        .map(str::to_owned)
        .collect()
}

impl Reader<'_> {
    fn place(&self, key: &Key) -> Place {
        self.source.place(key.line)
    }

    fn is_program(&self, name: &str) -> bool {
        let file = name.split(['?', '>']).next().unwrap_or(name);
        self.programs.contains(name)
            || (!name.contains("://") && PROGRAMS.iter().any(|ending| file.ends_with(ending)))
    }

    /// The value with its names filled in, without the quotes around it.
    fn value(&self, key: &Key, section: &Section, draft: &mut Draft) -> String {
        let filled = match self.room.get() {
            0 if key.value.contains("%(") => {
                Err("names have filled in too much already".to_owned())
            }
            _ => interpolate::fill(key, section, self.defaults),
        };
        match filled {
            Ok(value) => {
                let more = value.len().saturating_sub(key.value.len());
                self.room.set(self.room.get().saturating_sub(more));
                value
            }
            Err(message) => {
                let message = format!("`{}`: {message}; it is kept as it stands", key.name);
                draft.lost(&self.place(key), message, None);
                key.value.clone()
            }
        }
    }

    /// The words among comments; the feeds that are switched off among them are written at once.
    fn comments(&self, all: &[Comment], draft: &mut Draft) -> Vec<String> {
        let mut words = Vec::new();
        for block in ini::blocks(all, Dialect::Python) {
            match block {
                Block::Words(block) => comments::append(&mut words, self.words(&block, draft)),
                Block::Section(section)
                    if is_address(&section.name) && !lists::is_list(&section) =>
                {
                    let above = comments::lines(&section.comments);
                    comments::append(&mut words, above);
                    let mut feed = self.feed(&section, std::mem::take(&mut words), draft);
                    feed.off = Some(String::new());
                    draft.feeds.push(feed);
                }
                Block::Section(section) => {
                    let message = format!(
                        "`[{}]` is a comment there, and no feed, so it is left out",
                        section.name
                    );
                    draft.remark(&self.source.place(section.line), message, None);
                }
            }
        }
        words
    }

    /// Comments as lines of planet.toml, without those that explain the ini: they would be wrong there.
    fn words(&self, block: &[Comment], draft: &mut Draft) -> Vec<String> {
        let mut lines = Vec::new();
        for paragraph in comments::paragraphs(block) {
            if explains_the_ini(&paragraph) {
                let line = paragraph.first().map_or(1, |comment| comment.line);
                let message = "comments that explain the ini itself are left out";
                draft.remark(&self.source.place(line), message, None);
            } else {
                comments::append(&mut lines, comments::lines(&paragraph));
            }
        }
        lines
    }

    /// A section that names files of feeds.
    fn list(&self, section: &Section, words: Vec<String>, draft: &mut Draft) {
        comments::append(&mut draft.head, words);
        for key in &section.keys {
            if key.name != "content_type" {
                let message = format!("`{}` of a reading list is not carried over", key.name);
                draft.lost(&self.place(key), message, None);
            }
        }
        lists::read(self.source, section, draft);
    }

    fn feed(&self, section: &Section, mut words: Vec<String>, draft: &mut Draft) -> Feed {
        let place = self.source.place(section.line);
        let mut feed = Feed::new(place, "", &section.name);
        for key in &section.keys {
            words.extend(self.words(&key.comments, draft));
            let value = self.value(key, section, draft);
            self.feed_key(&mut feed, key, value.trim(), draft);
        }
        feed.comments = words;
        feed
    }

    fn feed_key(&self, feed: &mut Feed, key: &Key, value: &str, draft: &mut Draft) {
        let place = self.place(key);
        let named = format!("`{}`", key.name);
        match key.name.as_str() {
            _ if value.is_empty() => {}
            "name" => feed.name = name_of(&name(value)),
            "face" | "avatar" => face(feed, value, &named, &place, draft),
            "link" | "home" | "homepage" => {
                draft.set_feed(feed, "home", value.into(), &named, &place);
            }
            "hidden" => feed.put("river", false.into()),
            "filter" => self.filter(feed, "include", value, &place, draft),
            "exclude" => self.filter(feed, "exclude", value, &place, draft),
            "new_feed_items" if self.is_venus => {
                let number = value
                    .parse::<i64>()
                    .map_or_else(|_| value.into(), Into::into);
                draft.set_feed(feed, "max_entries", number, &named, &place);
            }
            "new_feed_items" | "activity_threshold" => {
                let message =
                    format!("{named} is one for all feeds in planet, so this one's is left out");
                draft.lost(&place, message, None);
            }
            "cache_keep_entries" => {
                let message = format!("{named} is not carried over: planet keeps every post");
                draft.remark(
                    &place,
                    message,
                    Some("`keep = 500` in the feed's table would keep the newest 500"),
                );
            }
            other if READING.contains(&other) => {
                let message = format!(
                    "`{other} = {}` of a feed has no counterpart",
                    first_line(value)
                );
                draft.lost(&place, message, Some(way_out(other)));
            }
            other => feed.put_extra(other, data(value)),
        }
    }
}

/// A name as people know it: without the quotes around it, references to characters decoded.
pub(crate) fn name(value: &str) -> String {
    let inner = value
        .strip_prefix('"')
        .and_then(|rest| rest.strip_suffix('"'));
    let bare = inner.filter(|inner| !inner.is_empty()).unwrap_or(value);
    crate::html::plain_text(bare)
}

/// The picture of a blog: a file of Planet lies under `images/`.
pub(crate) fn face(feed: &mut Feed, value: &str, named: &str, place: &Place, draft: &mut Draft) {
    let is_address = value.contains("://");
    let path = if is_address || value.contains('/') {
        value.to_owned()
    } else {
        format!("images/{value}")
    };
    if draft.set_feed(feed, "avatar", path.into(), named, place) && !is_address {
        let hint = if value.contains('/') {
            "copy them to `static/` beside planet.toml, with their folders"
        } else {
            "copy them to `static/images/` beside planet.toml"
        };
        draft.remark(place, "the pictures of blogs are files", Some(hint));
    }
}

pub(crate) fn first_line(value: &str) -> String {
    let first = value.lines().next().unwrap_or_default();
    if first.len() < value.len() {
        format!("{first} …")
    } else {
        first.to_owned()
    }
}

fn way_out(key: &str) -> &'static str {
    match key {
        "filters" => {
            "`include` and `exclude` in the feed's table choose posts by regular expressions; a program of your own can be its `filter`, see docs/filters.md"
        }
        "future_dates" => "planet holds a post that is dated in the future until its day",
        "offset" => "no planet ever read it",
        _ => {
            "planet reads broken feeds by itself; `planet inspect URL` shows how it reads this one"
        }
    }
}

/// Whether a paragraph of comments is about the ini's own form, as those of the sample files are.
fn explains_the_ini(paragraph: &[Comment]) -> bool {
    const SIGNS: [&str; 13] = [
        "[planet]",
        "[default]",
        "[]",
        "any other section",
        "any other option",
        "options placed",
        "section title",
        "template",
        "channel_",
        "filters to be run",
        "have any of the following options",
        "planet configuration file",
        "marked as inactive",
    ];
    paragraph.iter().any(|comment| {
        let text = comment.text.trim().to_lowercase();
        let documents_key = text
            .split_once(':')
            .is_some_and(|(key, _)| settings::is_known(key) || READING.contains(&key));
        documents_key || SIGNS.iter().any(|sign| text.contains(sign))
    })
}
