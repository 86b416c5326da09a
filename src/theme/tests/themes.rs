//! The built-in themes, each as a planet shows it, and how their files lie over each other.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;

use crate::theme::tests::{BASE_URL, front_page, load, pages};
use crate::theme::{BUILT_IN, Theme, embedded, sample};

fn themes() -> impl Iterator<Item = (&'static str, Theme)> {
    embedded::THEMES.iter().map(|theme| {
        let loaded = load(&[], theme.name, &json!({})).unwrap();
        (theme.name, loaded)
    })
}

#[test]
fn there_are_four_built_in_themes_and_each_says_what_it_is() {
    let names: Vec<&str> = themes()
        .map(|(name, theme)| {
            let manifest = theme.manifest();
            assert_eq!(manifest.name, name);
            assert!(!manifest.description.is_empty() && !manifest.license.is_empty());
            name
        })
        .collect();
    assert_eq!(names, ["river", "titles", "paper", "classic"]);
}

#[test]
fn a_built_in_theme_has_only_what_differs_from_river() {
    for theme in embedded::THEMES
        .iter()
        .filter(|theme| theme.name != BUILT_IN)
    {
        for (name, source) in theme.templates {
            let same = embedded::RIVER.templates.iter().find(|(n, _)| n == name);
            assert!(same.is_none_or(|(_, river)| river != source), "{name}");
        }
        for (name, _) in theme.assets {
            let kind = Path::new(name).extension();
            assert_eq!(kind, Some("css".as_ref()), "{}: {name}", theme.name);
        }
    }
}

/// Loading proves both samples; this looks at what comes out.
#[test]
fn every_page_of_every_theme_is_sound() {
    for (name, theme) in themes() {
        for site in [
            sample::full(BASE_URL, &json!({})),
            sample::sparse(BASE_URL, &json!({})),
        ] {
            for (path, html) in pages(&theme, &site) {
                let place = format!("{name}, {path}");
                assert_eq!(html.matches("<h1").count(), 1, "{place}");
                assert_eq!(html.matches("<main id=\"main\"").count(), 1, "{place}");
                let body = html.split("<body").nth(1).unwrap();
                let first = body.split("<a ").nth(1).unwrap();
                assert!(
                    first.starts_with("class=\"skip\" href=\"#main\""),
                    "{place}"
                );
                for forbidden in ["<style", " style=", " onclick=", "<script>"] {
                    assert!(!html.contains(forbidden), "{place}: {forbidden}");
                }
                let mut ids = BTreeSet::new();
                for id in html.split(" id=\"").skip(1) {
                    let id = id.split('"').next().unwrap();
                    assert!(ids.insert(id), "{place}: {id} twice");
                }
                for link in html.split("class=\"skip\" href=\"#").skip(1) {
                    let target = link.split('"').next().unwrap();
                    assert!(ids.contains(target), "{place}: no #{target}");
                }
                let sheet = if name == BUILT_IN { "style" } else { name };
                assert!(html.contains(&format!("{sheet}.css?v=")), "{place}");
            }
        }
    }
}

#[test]
fn the_front_page_of_every_theme_is_a_feed_for_machines() {
    for (name, theme) in themes() {
        let html = front_page(&theme, &json!({}));
        assert_eq!(html.matches("class=\"h-feed\"").count(), 1, "{name}");
        let entry = html.split("<article").nth(1).unwrap();
        let entry = entry.split("</article>").next().unwrap();
        for part in [
            "h-entry",
            "id=\"e-0000000001\"",
            "<h3 class=\"entry-title\"",
            "<a class=\"u-url p-name\" href=\"https://ana-duarte.example/posts/1\">How a river",
            "<time class=\"dt-published\" datetime=\"2025-11-12T14:05:00+00:00\">",
            "p-author h-card",
            "class=\"u-uid\" value=\"https://example.org/planet/feeds/ana-duarte/#e-0000000001\"",
        ] {
            assert!(entry.contains(part), "{name}: {part} in {entry}");
        }
        assert!(html.contains("<h2 id=\"d-2025-11-12\">"), "{name}");
    }
}

#[test]
fn titles_and_paper_have_no_bodies_and_classic_has_them_whole() {
    for (name, whole, folded) in [
        ("river", true, true),
        ("titles", false, false),
        ("paper", false, false),
        ("classic", true, false),
    ] {
        let theme = load(&[], name, &json!({})).unwrap();
        let html = front_page(&theme, &json!({}));
        assert_eq!(html.contains("e-content"), whole, "{name}");
        assert_eq!(html.contains("<details"), folded, "{name}");
    }
}

#[test]
fn classic_says_by_whom_and_when_below_each_post_and_skips_to_the_sidebar() {
    let theme = load(&[], "classic", &json!({})).unwrap();
    let html = front_page(&theme, &json!({}));
    let bylines = html.matches("<p class=\"byline\">by ").count();
    assert_eq!(bylines, html.matches("<article").count());
    assert!(html.contains("<a class=\"skip\" href=\"#subscribe\">Skip to the sidebar</a>"));
    assert!(html.contains("class=\"blog-list subscriptions\""));
}

#[test]
fn every_slot_is_on_every_page_of_every_theme() {
    let files = ["head", "header", "footer"].map(|slot| {
        (
            format!("templates/_{slot}_extra.html"),
            format!("<!-- {slot} of {{{{ page.kind }}}} -->"),
        )
    });
    let entry = (
        "templates/_entry_footer.html",
        "<!-- entry {{ entry.id }} -->",
    );
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .chain([entry])
        .collect();
    for theme in embedded::THEMES {
        let loaded = load(&files, theme.name, &json!({})).unwrap();
        for (path, html) in pages(&loaded, &sample::full(BASE_URL, &json!({}))) {
            for slot in ["head", "header", "footer"] {
                let mark = format!("<!-- {slot} of ");
                assert_eq!(html.matches(&mark).count(), 1, "{}, {path}", theme.name);
            }
            let entries = html.matches("<article").count();
            assert_eq!(html.matches("<!-- entry ").count(), entries, "{path}");
        }
    }
}

#[test]
fn files_are_taken_from_the_planet_then_the_theme_then_river() {
    let own = [
        (
            "templates/_day.html",
            "{% if day %}own day{% endif %}{% include \"_entry_footer.html\" %}",
        ),
        ("templates/_entry_footer.html", "own end"),
        ("static/titles.css", "/* own */"),
    ];
    let theme = load(&own, "titles", &json!({})).unwrap();
    let html = front_page(&theme, &json!({}));
    assert!(html.contains("own day") && html.contains("own end"));
    // titles' own base, river's index.
    assert!(html.contains("titles.css") && html.contains("class=\"tagline\""));
    let asset = |path: &str| {
        let asset = theme.assets().iter().find(|asset| asset.path == path);
        asset.unwrap().bytes.to_vec()
    };
    assert_eq!(asset("titles.css"), b"/* own */");
    assert!(asset("style.css").starts_with(b"/* river"));
    assert!(theme.assets().iter().all(|asset| asset.path != "paper.css"));
}

#[test]
fn a_template_may_extend_that_of_a_built_in_theme_by_its_full_name() {
    let own = [(
        "templates/index.html",
        "{% extends \"paper/index.html\" %}{% block tagline %}{{ super() }}<p>mine</p>{% endblock tagline %}",
    )];
    let html = front_page(&load(&own, "paper", &json!({})).unwrap(), &json!({}));
    assert!(html.contains("class=\"dateline\"") && html.contains("<p>mine</p>"));
}

#[test]
fn a_folder_takes_the_place_of_the_built_in_theme_of_its_name() {
    let files = [("themes/paper/templates/_footer_extra.html", "another paper")];
    let theme = load(&files, "paper", &json!({})).unwrap();
    let html = front_page(&theme, &json!({}));
    assert!(html.contains("another paper") && !html.contains("paper.css"));
    assert_eq!(theme.manifest().description, "");
}

#[test]
fn a_theme_that_is_not_there_is_told_with_those_that_are() {
    let files = [
        ("themes/delta/theme.toml", "name = \"delta\""),
        ("themes/river/theme.toml", "name = \"river\""),
    ];
    let error = load(&files, "papers", &json!({})).err().unwrap();
    let message = error.to_string();
    assert!(
        message.starts_with(
            "there is no theme `papers`; there are `river`, `titles`, `paper`, `classic`, `delta`"
        ),
        "{message}"
    );
    assert_eq!(error.hint().as_deref(), Some("did you mean `paper`?"));
}

#[test]
fn tables_within_the_themes_extra_stand_key_by_key_under_the_planets() {
    let files = [
        (
            "themes/delta/theme.toml",
            "[extra]\nlist = [1, 2]\n[extra.colors]\nsea = \"blue\"\nsand = \"yellow\"\n[extra.colors.sky]\nday = \"white\"\nnight = \"black\"",
        ),
        (
            "templates/_footer_extra.html",
            "{% set c = site.extra.colors %}{{ c.sea }} {{ c.sand }} {{ c.sky.day }} {{ c.sky.night }} {{ site.extra.list | length }}",
        ),
    ];
    for (own, shown) in [
        (json!({}), "blue yellow white black 2"),
        (
            json!({"colors": {"sea": "green", "sky": {"night": "navy"}}, "list": [3]}),
            "green yellow white navy 1",
        ),
    ] {
        let theme = load(&files, "delta", &own).unwrap();
        assert!(front_page(&theme, &own).contains(shown), "{shown}");
    }
}
