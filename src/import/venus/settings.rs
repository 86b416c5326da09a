//! `[Planet]`, `[DEFAULT]` and the sections of templates and filters: what planet.toml has for their keys.

use crate::import::{
    Place, comments,
    ini::{Key, Section},
    model::{Draft, data},
    venus::{READING, Reader, filters, first_line},
};

/// Keys that planet has no need of, and why.
const NEEDLESS: [(&str, &str); 20] = [
    ("cache_directory", CACHE),
    ("cache_sources_directory", CACHE),
    ("cache_lists_directory", CACHE),
    ("cache_blacklist_directory", CACHE),
    ("http_cache_directory", CACHE),
    ("log_level", LOG),
    ("log_format", LOG),
    ("encoding", "planet writes UTF-8"),
    ("generator", GENERATOR),
    ("generator_uri", GENERATOR),
    ("feed", FEEDS),
    ("feedtype", FEEDS),
    ("pubsubhubbub_feeds", FEEDS),
    ("django_autoescape", "planet's templates always escape"),
    (
        "future_dates",
        "planet holds a post that is dated in the future until its day",
    ),
    ("offset", "no planet ever read it"),
    (
        "filter_directories",
        "a `filter` of planet is named by its path",
    ),
    ("http_threads", "planet asks in parallel anyway"),
    (
        "cache_keep_entries",
        "planet keeps every post; `keep = 500` under `[store]` would keep the newest 500 of each feed",
    ),
    (
        "content_type",
        "planet decides by itself how a feed is read",
    ),
];
const CACHE: &str = "planet keeps what it remembers in `.planet`, and does not read the old cache";
const LOG: &str = "`planet -q` and `planet -v` say less and more";
const GENERATOR: &str = "planet names itself";
const FEEDS: &str = "planet announces its own feeds by itself";

/// Keys about templates.
const TEMPLATES: [&str; 4] = [
    "output_theme",
    "template_files",
    "template_directories",
    "bill_of_materials",
];
const OTHER_THEMES: &str = "planet has themes of its own: `theme = \"classic\"` looks like the page of Planet 2.0 and Venus; docs/themes.md says how to change one";

/// Keys that are carried over.
const CARRIED: [&str; 20] = [
    "name",
    "link",
    "owner_name",
    "owner_email",
    "items_per_page",
    "days_per_page",
    "activity_threshold",
    "new_feed_items",
    "feed_timeout",
    "spider_threads",
    "locale",
    "pubsubhubbub_hub",
    "filter",
    "exclude",
    "filters",
    "date_format",
    "new_date_format",
    "output_dir",
    "facewidth",
    "faceheight",
];

/// Whether the sample files explain this key.
pub(crate) fn is_known(key: &str) -> bool {
    CARRIED.contains(&key)
        || TEMPLATES.contains(&key)
        || NEEDLESS.iter().any(|(known, _)| *known == key)
}

impl Reader<'_> {
    /// Reads `[Planet]` or `[DEFAULT]`.
    pub(crate) fn settings(&self, section: &Section, draft: &mut Draft) {
        let words = self.comments(&section.comments, draft);
        comments::append(&mut draft.head, words);
        for key in &section.keys {
            let value = self.value(key, section, draft);
            let count = draft.settings.len();
            self.setting(section, key, value.trim(), draft);
            let words = self.comments(&key.comments, draft);
            draft.comment(words, count);
        }
    }

    fn setting(&self, section: &Section, key: &Key, value: &str, draft: &mut Draft) {
        let place = self.place(key);
        let named = format!("`{} = {}`", key.name, first_line(value));
        let is_default = section.name == "DEFAULT";
        match key.name.as_str() {
            _ if value.is_empty() => {}
            "name" if !is_default => {
                draft.set(("", "title"), super::name(value).into(), &named, &place);
            }
            "link" if !is_default => link(value, &named, &place, draft),
            "owner_name" => {
                draft.set(("owner", "name"), super::name(value).into(), &named, &place);
            }
            "owner_email" => {
                draft.set(("owner", "email"), value.into(), &named, &place);
            }
            "locale" => locale(value, &named, &place, draft),
            "pubsubhubbub_hub" => {
                draft.set(("websub", "hub"), value.into(), &named, &place);
            }
            "filter" => self.filter_all("include", value, &place, draft),
            "exclude" => self.filter_all("exclude", value, &place, draft),
            "filters" => filters::programs(value, &place, draft),
            "output_dir" => draft.lost(
                &place,
                format!("{named} is not carried over"),
                Some("planet writes to `output`; `output` in planet.toml or `planet build -o DIR` names another folder, which has to be empty at first"),
            ),
            other if self.of_page(other, value, None, &named, &place, draft) => {}
            other if TEMPLATES.contains(&other) => {
                draft.lost(&place, format!("{named} is not carried over"), Some(OTHER_THEMES));
            }
            other if READING.contains(&other) && other != "future_dates" && other != "content_type" && other != "offset" => {
                let message = format!("{named} has no counterpart");
                draft.lost(&place, message, Some(super::way_out(other)));
            }
            other => rest(other, value, (&named, &place), is_default, draft),
        }
    }

    /// Keys that may stand in the section of a template as well. Whether `key` is one of them.
    fn of_page(
        &self,
        key: &str,
        value: &str,
        template: Option<&str>,
        named: &str,
        place: &Place,
        draft: &mut Draft,
    ) -> bool {
        let number = value.parse::<i64>().ok();
        let is_feed = template.is_some_and(|name| name.contains("rss") || name.contains("atom"));
        let is_page = template.is_none_or(|name| {
            let file = name.rsplit('/').next().unwrap_or(name);
            file.starts_with("index.")
        });
        let Some(number) = number else {
            let is_number = matches!(
                key,
                "items_per_page"
                    | "days_per_page"
                    | "activity_threshold"
                    | "new_feed_items"
                    | "feed_timeout"
                    | "spider_threads"
            );
            if is_number {
                draft.lost(
                    place,
                    format!("{named} is not carried over: this is no number"),
                    None,
                );
            } else if matches!(key, "date_format" | "new_date_format") {
                date_format(key, value, named, place, draft);
            }
            return is_number || matches!(key, "date_format" | "new_date_format");
        };
        let mut set = |table, key, value: toml::Value| draft.set((table, key), value, named, place);
        match key {
            "items_per_page" => {
                if is_page {
                    set("river", "entries_per_page", number.into());
                }
                if is_feed || template.is_none() {
                    set("syndication", "entries", number.into());
                }
                if !is_page && !is_feed {
                    draft.lost(
                        place,
                        format!("{named} of this template has no counterpart"),
                        None,
                    );
                }
            }
            "days_per_page" if is_page => {
                set("river", "days", number.into());
            }
            // Nothing is marked in the old planet; a century is the longest that planet knows.
            "activity_threshold" if is_page && number == 0 => {
                set("blogroll", "activity_threshold", "100y".into());
            }
            "activity_threshold" if is_page => {
                set(
                    "blogroll",
                    "activity_threshold",
                    format!("{number}d").into(),
                );
            }
            "new_feed_items" if self.is_venus => {
                set("river", "max_entries_per_feed", number.into());
            }
            "new_feed_items" => {
                if set("river", "new_feed_entries", number.into()) && (1..10).contains(&number) {
                    let message = format!(
                        "{named} holds for every feed at first, since the old cache is not read"
                    );
                    let hint = "raise `new_feed_entries` for the first build, so that the river is not nearly empty";
                    draft.remark(place, message, Some(hint));
                }
            }
            "feed_timeout" => {
                set("fetch", "timeout", format!("{number}s").into());
            }
            "spider_threads" if number == 0 => {
                draft.remark(place, format!("{named} is not needed: planet asks in parallel, at most two at once per host"), None);
            }
            "spider_threads" => {
                set("fetch", "threads", number.into());
            }
            "days_per_page" | "activity_threshold" => {
                draft.lost(
                    place,
                    format!("{named} of this template has no counterpart"),
                    None,
                );
            }
            _ => return false,
        }
        true
    }

    /// Reads the section of a template or a filter.
    pub(crate) fn program(&self, section: &Section, draft: &mut Draft) {
        for key in &section.keys {
            let value = self.value(key, section, draft);
            let place = self.place(key);
            let named = format!("`{} = {}`", key.name, first_line(value.trim()));
            let words = self.comments(&key.comments, draft);
            comments::append(&mut draft.head, words);
            let template = Some(section.name.as_str());
            if !self.of_page(&key.name, value.trim(), template, &named, &place, draft) {
                let message = format!("{named} of `[{}]` is not carried over", section.name);
                let is_filter = [".py", ".plugin", ".sed"]
                    .iter()
                    .any(|ending| section.name.ends_with(ending));
                draft.lost(&place, message, (!is_filter).then_some(OTHER_THEMES));
            }
        }
    }
}

/// The address of the site; that of a page is the folder it stands in.
fn link(value: &str, named: &str, place: &Place, draft: &mut Draft) {
    let site = match value.rsplit_once('/') {
        Some((folder, "index.html" | "index.php" | "index.htm")) => format!("{folder}/"),
        _ => value.to_owned(),
    };
    draft.set(("", "base_url"), site.into(), named, place);
}

/// Keys that planet has no need of; any other is data for the templates, of the page and of every feed.
fn rest(
    key: &str,
    value: &str,
    (named, place): (&str, &Place),
    is_default: bool,
    draft: &mut Draft,
) {
    if let Some((_, why)) = NEEDLESS.iter().find(|(known, _)| *known == key) {
        draft.remark(place, format!("{named} is not needed: {why}"), None);
    } else if draft.set(("extra", key), data(value), named, place) && is_default {
        let message = "what `[DEFAULT]` gives to every feed stands under `[extra]` once; themes read it as `site.extra`";
        draft.remark(place, message, None);
    }
}

/// `de_DE.UTF-8` or `pt_BR:de` as a language tag.
fn locale(value: &str, named: &str, place: &Place, draft: &mut Draft) {
    let first = value.split([':', '.', '@']).next().unwrap_or_default();
    if matches!(first, "" | "C" | "POSIX") {
        draft.remark(
            place,
            format!("{named} is not needed: it is no language"),
            None,
        );
        return;
    }
    draft.set(
        ("", "language"),
        first.replace('_', "-").into(),
        named,
        place,
    );
}

/// Dates are words of the language, so theirs is a line of its table.
fn date_format(key: &str, value: &str, named: &str, place: &Place, draft: &mut Draft) {
    let style = match key {
        "date_format" => "date-day-time",
        _ => "date-day",
    };
    let hint = match words_of_date(value) {
        Some(words) => format!(
            "dates belong to the language: to keep this form, write `{style} = {words}` into `languages/en.ftl` beside planet.toml (or of your language)"
        ),
        None => format!(
            "dates belong to the language: write how `{style}` should read into `languages/en.ftl` beside planet.toml (or of your language)"
        ),
    };
    draft.lost(
        place,
        format!("{named} has no key in planet.toml"),
        Some(&hint),
    );
}

/// A format of `strftime` in the words of planet's dates, if they have all that it asks for.
fn words_of_date(format: &str) -> Option<String> {
    let mut words = String::new();
    let mut rest = format.chars();
    while let Some(c) = rest.next() {
        if c != '%' {
            words.push(c);
            continue;
        }
        // Hours of a day of two halves have no counterpart, so they are whole hours, without AM and PM.
        words.push_str(match rest.next()? {
            'd' | 'e' => "{ $day }",
            'B' => "{ $month }",
            'b' | 'h' => "{ $month_short }",
            'm' => "{ $month_number }",
            'Y' => "{ $year }",
            'A' => "{ $weekday }",
            'a' => "{ $weekday_short }",
            'H' | 'I' => "{ $hour }",
            'M' => "{ $minute }",
            'p' | 'Z' | 'z' => "",
            '%' => "%",
            _ => return None,
        });
    }
    Some(words.split_whitespace().collect::<Vec<_>>().join(" "))
}
