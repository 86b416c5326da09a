//! What is built in and what templates are given, and a planet's folder for the tests of this folder.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::site::{BlogrollPage, Site};
use crate::theme::Source;
use crate::theme::{BUILT_IN, Places, Planet, Theme, ThemeError, View, embedded, sample};
use crate::zones::Tz;

pub(super) const BASE_URL: &str = "https://example.org/planet/";

/// A planet's folder with these files in it.
pub(super) fn planet(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

pub(super) fn load(files: &[(&str, &str)], name: &str, extra: &Value) -> Result<Theme, ThemeError> {
    load_in(planet(files).path(), name, BASE_URL, extra)
}

pub(super) fn load_in(
    folder: &Path,
    name: &str,
    base_url: &str,
    extra: &Value,
) -> Result<Theme, ThemeError> {
    let planet = Planet {
        base_url,
        language: "en",
        zone: Tz::named("Europe/Lisbon").unwrap(),
        extra,
    };
    assemble(folder, name, planet)
}

pub(super) fn assemble(folder: &Path, name: &str, planet: Planet<'_>) -> Result<Theme, ThemeError> {
    let places = Places {
        folder,
        static_files: &folder.join("static"),
        name,
    };
    Theme::assemble(places, planet, &Source::collect(places)?)
}

pub(super) fn built_in() -> Theme {
    load(&[], BUILT_IN, &json!({})).unwrap()
}

/// All pages of a site, as (path, HTML).
pub(super) fn pages(theme: &Theme, site: &Site) -> Vec<(String, String)> {
    let shared = theme.shared(&site.info, || site.feeds.clone()).unwrap();
    let parts = sample::parts(site);
    sample::pages(site, &parts)
        .into_iter()
        .map(|(page, view)| {
            let html = theme.render(&shared, &page, view).unwrap();
            (page.path, html)
        })
        .collect()
}

pub(super) fn front_page(theme: &Theme, extra: &Value) -> String {
    let site = sample::full(BASE_URL, extra);
    pages(theme, &site).swap_remove(0).1
}

pub(super) fn is_script(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "js")
}

pub(super) fn file_and_line(error: &ThemeError) -> (&str, Option<usize>) {
    match error {
        ThemeError::Template { file, line, .. } => (file, *line),
        other => panic!("not about a template: {other}"),
    }
}

#[test]
fn the_embedded_table_lists_the_files_of_the_built_in_themes() {
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let names = |folder: &Path| -> BTreeSet<String> {
        let Ok(items) = fs::read_dir(folder) else {
            return BTreeSet::new();
        };
        items
            .map(|item| item.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    let known = embedded::THEMES.iter().map(|theme| theme.name.to_owned());
    assert_eq!(known.collect::<BTreeSet<_>>(), names(&themes));
    for theme in embedded::THEMES {
        let folder = themes.join(theme.name);
        let templates = theme.templates.iter().map(|(name, _)| (*name).to_owned());
        let assets = theme.assets.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(
            templates.collect::<BTreeSet<_>>(),
            names(&folder.join("templates"))
        );
        assert_eq!(
            assets.collect::<BTreeSet<_>>(),
            names(&folder.join("static"))
        );
    }
}

fn blogroll(site: &Site) -> BlogrollPage {
    BlogrollPage {
        number: 1,
        count: 1,
        feeds: site.feeds.clone(),
        changes: Vec::new(),
    }
}

#[test]
fn groups_come_by_first_appearance_and_feeds_without_one_last() {
    let template = "{% for group in groups %}{{ group.name or 'none' }}:{% for feed in group.feeds %}{{ feed.slug }},{% endfor %}{% endfor %}";
    let theme = load(
        &[("templates/blogroll.html", template)],
        BUILT_IN,
        &json!({}),
    )
    .unwrap();
    let mut site = sample::full(BASE_URL, &json!({}));
    site.feeds.rotate_right(1);
    let shared = theme.shared(&site.info, || site.feeds.clone()).unwrap();
    let page = sample::pages(&site, &[]).swap_remove(0).0;
    let list = blogroll(&site);
    let html = theme.render(&shared, &page, View::Blogroll(&list)).unwrap();
    assert_eq!(
        html,
        "People:ana-duarte,bo-lindqvist,difaf,Projects:gaugekit,dispatches,none:silent-weir,lock-keeper,"
    );
}

#[test]
fn tables_come_in_the_order_of_their_keys() {
    let names = ["a", "b", "c", "d", "e", "f", "g", "h"];
    let extra: Value = names.into_iter().rev().map(|name| (name, 1)).collect();
    let template =
        "{% for name, _ in site.extra %}{{ name }}{% endfor %} {{ site.extra | json_script }}";
    let theme = load(&[("templates/404.html", template)], BUILT_IN, &extra).unwrap();
    let html = pages(&theme, &sample::full(BASE_URL, &extra));
    let (_, html) = html
        .into_iter()
        .find(|(path, _)| path.ends_with("404.html"))
        .unwrap();
    assert!(html.starts_with("abcdefgh {\"a\":1,\"b\":1,"), "{html}");
}

#[test]
fn only_templates_that_may_list_all_feeds_are_given_them() {
    let built_in = built_in();
    assert!(built_in.lists_feeds(View::River(&[])));
    assert!(!built_in.lists_feeds(View::NotFound));
    // Tera itself tells of neither of the last two.
    for template in [
        "{{ feeds | length }}",
        "{% include \"_count.html\" %}",
        "{% if page.number > 1 %}{% set  feeds = [] %}{% endif %}{{ feeds | length }}",
        "{% component count(@feeds) %}{{ feeds | length }}{% endcomponent count %}{{<count />}}",
    ] {
        let files = [
            ("templates/404.html", template),
            ("templates/_count.html", "{{ groups | length + 4 }}"),
        ];
        let theme = load(&files, BUILT_IN, &json!({})).unwrap();
        let site = sample::full(BASE_URL, &json!({}));
        let shared = theme.shared(&site.info, || site.feeds.clone()).unwrap();
        let page = sample::pages(&site, &[]).swap_remove(0).0;
        let html = theme.render(&shared, &page, View::NotFound).unwrap();
        assert_eq!(html, site.feeds.len().to_string(), "{template}");
    }
}

#[test]
fn dates_sizes_and_json_are_written_for_their_place() {
    let template = "{{ \"2025-11-09T23:05:00+09:00\" | date(format=\"%-d %B %Y, %H:%M\") }}|\
        {{ 999 | filesize }}|{{ 91300 | filesize }}|{{ 6120000 | filesize }}|{{ 28400000 | filesize }}|{{ 3000000000 | filesize }}|\
        {{ site.extra | json_script }}|{{ absolute(path=\"/planet/x/\") }}|{{ url(path=\"/x/\") }}|{{ url(path=\"\") }}";
    let extra = json!({ "a": "</script><!-- & \u{2028}" });
    let theme = load(&[("templates/404.html", template)], BUILT_IN, &extra).unwrap();
    let (_, text) = pages(&theme, &sample::full(BASE_URL, &extra))
        .pop()
        .unwrap();
    assert_eq!(
        text,
        "9 November 2025, 14:05|999 bytes|92 kB|6.2 MB|28 MB|3.0 GB|\
         {\"a\":\"\\u003c/script\\u003e\\u003c!-- \\u0026 \\u2028\"}|\
         https://example.org/planet/x/|/planet/x/|/planet/"
    );
}

mod assets;
mod escaping;
mod layers;
mod mistakes;
mod river;
mod themes;
mod words;
