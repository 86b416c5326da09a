//! The ini of Pluto: a section is a feed if it names one, whatever the section is called.

use crate::import::{
    ImportError, Place,
    comments::{self, Comment},
    ini::{self, Block, Dialect, Ini, Key, Section},
    model::{Draft, Feed, data},
    source::Source,
    venus::{face, first_line, name, tell_faults},
};

/// Sections that Pluto takes for no feed.
const RESERVED: [&str; 2] = ["planet", "defaults"];

pub(crate) fn read(source: &Source, draft: &mut Draft) -> Result<(), ImportError> {
    let ini = ini::parse(&source.text, Dialect::Pluto);
    if !ini
        .sections
        .iter()
        .any(|section| !section.name.is_empty() || section.include.is_some())
    {
        return Err(ImportError::whole(
            &source.name,
            "has no `[section]` that could be a feed",
        ));
    }
    read_ini(source, &ini, draft);
    Ok(())
}

fn read_ini(source: &Source, ini: &Ini, draft: &mut Draft) {
    tell_faults(source, ini, draft);
    for section in &ini.sections {
        let mut words = comments(source, &section.comments, draft);
        if let Some(file) = &section.include {
            comments::append(&mut draft.head, words);
            include(source, section.line, file, draft);
        } else if section.name.is_empty() || RESERVED.contains(&section.name.as_str()) {
            comments::append(&mut draft.head, words);
            // What an included file says of its own planet is not about this one.
            let is_top = !source.is_named;
            for key in &section.keys {
                let count = draft.settings.len();
                setting(source, key, is_top, draft);
                let above = comments(source, &key.comments, draft);
                draft.comment(above, count);
            }
        } else {
            for key in &section.keys {
                words.extend(comments(source, &key.comments, draft));
            }
            let feed = feed(source, section, words, draft);
            draft.feeds.push(feed);
        }
    }
    let tail = comments(source, &ini.tail, draft);
    comments::append(&mut draft.tail, tail);
}

fn include(source: &Source, line: usize, file: &str, draft: &mut Draft) {
    let place = source.place(line);
    match draft.beside(source, file) {
        Ok(included) => {
            let ini = ini::parse(&included.text, Dialect::Pluto);
            read_ini(&included, &ini, draft);
        }
        Err(reason) => {
            let message = format!("`@include \"{file}\"` is not followed: {reason}");
            draft.lost(&place, message, None);
        }
    }
}

/// The words among comments; the feeds that are switched off among them are written at once.
fn comments(source: &Source, all: &[Comment], draft: &mut Draft) -> Vec<String> {
    let mut words = Vec::new();
    for block in ini::blocks(all, Dialect::Pluto) {
        match block {
            Block::Words(block) => comments::append(&mut words, comments::lines(&block)),
            Block::Section(section) => {
                let mut above = std::mem::take(&mut words);
                comments::append(&mut above, comments::lines(&section.comments));
                let mut feed = feed(source, &section, above, draft);
                feed.off.get_or_insert_default();
                draft.feeds.push(feed);
            }
        }
    }
    words
}

fn setting(source: &Source, key: &Key, is_top: bool, draft: &mut Draft) {
    let place = source.place(key.line);
    let value = key.value.as_str();
    let named = format!("`{} = {}`", key.name, first_line(value));
    let mut set = |table, name, value: toml::Value| {
        draft.set((table, name), value, &named, &place);
    };
    match key.name.as_str() {
        _ if value.is_empty() => {}
        _ if !is_top => {
            let message = format!("{named} of an included file is not about this planet");
            draft.remark(&place, message, None);
        }
        "title" | "name" => set("", "title", name(value).into()),
        "subtitle" | "description" => set("", "description", name(value).into()),
        "link" | "html_url" => set("", "base_url", value.into()),
        "author" | "owner" | "author_name" | "owner_name" => {
            set("owner", "name", name(value).into());
        }
        "email" | "owner_email" | "author_email" => set("owner", "email", value.into()),
        "source" | "url" => {
            let message =
                format!("{named} is where Pluto updates this list from; planet.toml is the list");
            draft.remark(&place, message, None);
        }
        "key" | "slug" => {
            draft.remark(
                &place,
                format!("{named} is not needed: planet names its files by itself"),
                None,
            );
        }
        "include" | "includes" => filters(None, "include", value, &place, draft),
        "exclude" | "excludes" => filters(None, "exclude", value, &place, draft),
        other => set("extra", other, data(value)),
    }
}

fn feed(source: &Source, section: &Section, words: Vec<String>, draft: &mut Draft) -> Feed {
    let place = source.place(section.line);
    let first = |keys: &[&str]| {
        let found = keys.iter().filter_map(|key| section.get(key));
        found
            .map(|key| key.value.as_str())
            .find(|value| !value.is_empty())
    };
    let (url, home) = addresses(&first);
    let title = first(&["title", "name"]).unwrap_or(&section.name);
    let mut feed = Feed::new(place, &name(title), url.as_deref().unwrap_or_default());
    feed.comments = words;
    if let Some(home) = home {
        let line = ["link", "url", "html_url"]
            .iter()
            .find_map(|key| section.get(key));
        let at = source.place(line.map_or(section.line, |key| key.line));
        draft.set_feed(
            &mut feed,
            "home",
            home.as_str().into(),
            "the home page",
            &at,
        );
    }
    for key in &section.keys {
        feed_key(&mut feed, key, &source.place(key.line), draft);
    }
    if url.is_none() {
        draft.lost(
            &feed.place.clone(),
            format!(
                "`[{}]` names no feed, so it stands as a comment",
                section.name
            ),
            None,
        );
        feed.off = Some("the source names no address of a feed".to_owned());
    }
    feed
}

/// Addresses of feed and home page: as they are written, or as Pluto makes them of the names of a project.
fn addresses<'a>(first: &impl Fn(&[&str]) -> Option<&'a str>) -> (Option<String>, Option<String>) {
    let own = |address: Option<&str>| address.map(str::to_owned);
    let mut url = own(first(&["feed", "feed_url", "xml_url"]));
    let mut home = own(first(&["link", "url", "html_url"]));
    if let Some(project) = first(&["github"]).filter(|project| project.contains('/')) {
        let page = format!("https://github.com/{project}");
        url = url.or_else(|| Some(format!("{page}/commits/master.atom")));
        home = home.or(Some(page));
    }
    if let Some(gem) = first(&["rubygems"])
        && url.is_none()
        && home.is_none()
    {
        let page = format!("https://rubygems.org/gems/{gem}");
        url = Some(format!("{page}/versions.atom"));
        home = Some(page);
    }
    (url, home)
}

fn feed_key(feed: &mut Feed, key: &Key, place: &Place, draft: &mut Draft) {
    let value = key.value.as_str();
    let named = format!("`{}`", key.name);
    match key.name.as_str() {
        _ if value.is_empty() => {}
        "title" | "name" | "feed" | "feed_url" | "xml_url" | "link" | "url" | "html_url" => {}
        "avatar" | "face" => face(feed, value, &named, place, draft),
        "include" | "includes" => filters(Some(feed), "include", value, place, draft),
        "exclude" | "excludes" => filters(Some(feed), "exclude", value, place, draft),
        "encoding" | "charset" => {
            let message = format!("{named} is not needed: planet finds out how a feed is encoded");
            draft.remark(place, message, None);
        }
        "author" | "owner" => feed.put_extra("author", data(value)),
        other => feed.put_extra(other, data(value)),
    }
}

/// Words with `|` or a comma between, any of which may stand in title or text, whatever the case of letters.
fn filters(feed: Option<&mut Feed>, key: &str, value: &str, place: &Place, draft: &mut Draft) {
    let words = value.split(['|', ',']).map(str::trim);
    let words: Vec<String> = words.filter(|word| !word.is_empty()).map(escaped).collect();
    if words.is_empty() {
        return;
    }
    let pattern = toml::Value::from(format!("(?i){}", words.join("|")));
    let fields = ["title", "content"].map(|field| (field.to_owned(), pattern.clone()));
    let fields = toml::Value::Table(toml::Table::from_iter(fields));
    let named = format!("`{key}`");
    match feed {
        Some(feed) => draft.set_feed(feed, key, fields, &named, place),
        None => draft.set(("filters", key), fields, &named, place),
    };
}

/// The word as a regular expression that finds it and nothing else.
fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for c in word.chars() {
        if r"\.+*?()|[]{}^$#&-~".contains(c) {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}
