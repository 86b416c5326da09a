//! A planet's own files and settings over those of a theme, and those over the built-in ones.

use serde_json::json;

use crate::theme::tests::{BASE_URL, front_page, load, pages};
use crate::theme::{BUILT_IN, sample};

#[test]
fn own_files_win_over_the_theme_and_the_theme_over_the_built_in_one() {
    let files = [
        ("templates/_footer_extra.html", "own footer"),
        ("themes/delta/templates/_footer_extra.html", "delta footer"),
        ("themes/delta/templates/_entry_footer.html", "delta entry"),
        ("static/style.css", "/* own */"),
        ("themes/delta/static/style.css", "/* delta */"),
        ("themes/delta/static/fonts/a.woff2", "font"),
    ];
    let theme = load(&files, "delta", &json!({})).unwrap();
    let html = front_page(&theme, &json!({}));
    assert!(html.contains("own footer") && !html.contains("delta footer"));
    assert!(html.contains("delta entry"));
    let bytes = |path: &str| {
        let asset = theme.assets().iter().find(|asset| asset.path == path);
        String::from_utf8(asset.unwrap().bytes.to_vec()).unwrap()
    };
    assert_eq!(bytes("style.css"), "/* own */");
    assert_eq!(bytes("fonts/a.woff2"), "font");
    assert!(bytes("favicon.svg").starts_with("<svg"));
}

#[test]
fn an_own_base_changes_the_built_in_pages_and_may_extend_what_it_replaces() {
    let base = "{% extends \"river/base.html\" %}{% block tagline %}{{ super() }}<p>mine</p>{% endblock tagline %}";
    let theme = load(&[("templates/base.html", base)], BUILT_IN, &json!({})).unwrap();
    for (path, html) in pages(&theme, &sample::full(BASE_URL, &json!({}))) {
        assert!(html.contains("Skip to the content"), "{path}");
        // index.html has a tagline of its own and does not ask for the one below it.
        assert_eq!(
            html.contains("<p>mine</p>"),
            !html.contains("class=\"tagline\""),
            "{path}"
        );
    }
}

#[test]
fn a_template_may_extend_the_one_of_its_theme_by_its_full_name() {
    let files = [
        (
            "themes/delta/templates/404.html",
            "{% extends \"river/404.html\" %}{% block title %}delta{% endblock title %}",
        ),
        (
            "templates/404.html",
            "{% extends \"delta/404.html\" %}{% block title %}own, {{ super() }}{% endblock title %}",
        ),
    ];
    let theme = load(&files, "delta", &json!({})).unwrap();
    let site = sample::full(BASE_URL, &json!({}));
    let (_, html) = pages(&theme, &site).pop().unwrap();
    assert!(html.contains("<title>own, delta</title>"), "{html}");
}

#[test]
fn the_themes_extra_stands_where_the_planets_says_nothing() {
    let files = [
        (
            "themes/delta/theme.toml",
            "[extra]\ncolor = \"red\"\nlogo = \"a.svg\"",
        ),
        (
            "templates/_footer_extra.html",
            "{{ site.extra.color }}, {{ site.extra.logo }}{{ site.extra.other or \"\" }}",
        ),
    ];
    for (own, shown) in [
        (json!({ "color": "blue" }), "blue, a.svg"),
        (json!(null), "red, a.svg"),
    ] {
        let theme = load(&files, "delta", &own).unwrap();
        assert!(front_page(&theme, &own).contains(shown));
    }
}
