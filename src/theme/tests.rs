use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::sync::Arc;

use chrono_tz::Tz;
use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::{Value, json};
use tempfile::TempDir;
use url::Url;

use crate::site::Site;
use crate::theme::{BUILT_IN, Places, Planet, Theme, ThemeError, View, embedded, sample};

const BASE_URL: &str = "https://example.org/planet/";

/// A planet's folder with these files in it.
fn planet(files: &[(&str, &str)]) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

fn load(files: &[(&str, &str)], name: &str, extra: &Value) -> Result<Theme, ThemeError> {
    load_in(planet(files).path(), name, BASE_URL, extra)
}

fn load_in(folder: &Path, name: &str, base_url: &str, extra: &Value) -> Result<Theme, ThemeError> {
    let static_files = &folder.join("static");
    Theme::assemble(
        Places {
            folder,
            static_files,
            name,
        },
        Planet {
            base_url,
            language: "en",
            zone: Tz::Europe__Lisbon,
            extra,
        },
    )
}

fn built_in() -> Theme {
    load(&[], BUILT_IN, &json!({})).unwrap()
}

/// All pages of a site, as (path, HTML).
fn pages(theme: &Theme, site: &Site) -> Vec<(String, String)> {
    let shared = theme.shared(&site.info, &site.feeds).unwrap();
    let parts = sample::parts(site);
    sample::pages(site, &parts)
        .into_iter()
        .map(|(page, view)| {
            let html = theme.render(&shared, &page, view).unwrap();
            (page.path, html)
        })
        .collect()
}

fn front_page(theme: &Theme, extra: &Value) -> String {
    let site = sample::full(BASE_URL, extra);
    pages(theme, &site).swap_remove(0).1
}

fn is_script(path: &str) -> bool {
    Path::new(path).extension().is_some_and(|end| end == "js")
}

fn file_and_line(error: &ThemeError) -> (&str, Option<usize>) {
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

#[test]
fn the_built_in_theme_says_what_it_is() {
    let theme = built_in();
    assert_eq!(theme.manifest().name, BUILT_IN);
    assert!(!theme.manifest().description.is_empty());
}

#[test]
fn every_link_of_the_built_in_theme_leads_to_the_site_from_where_the_page_stands() {
    for base_url in [BASE_URL, "https://example.org/"] {
        let theme = load_in(Path::new("no such folder"), BUILT_IN, base_url, &json!({})).unwrap();
        let site = sample::full(base_url, &json!({}));
        for (path, html) in pages(&theme, &site) {
            for attribute in ["href=\"", "src=\""] {
                for link in html.split(attribute).skip(1) {
                    let link = link.split('"').next().unwrap();
                    if ["https://", "mailto:", "#"]
                        .iter()
                        .any(|s| link.starts_with(s))
                    {
                        continue;
                    }
                    if is_script(link.split('?').next().unwrap())
                        && link.starts_with(&site.info.path)
                    {
                        continue;
                    }
                    // An unknown address may be at any depth.
                    assert_eq!(
                        link.starts_with('/'),
                        path.ends_with("404.html"),
                        "{path}: {link}"
                    );
                    let page = Url::parse("https://example.org")
                        .unwrap()
                        .join(&path)
                        .unwrap();
                    let target = page.join(link).unwrap();
                    assert!(target.path().starts_with(&site.info.path), "{path}: {link}");
                    let known = [
                        "/page/",
                        "/feeds/",
                        "/titles/",
                        "/tags/",
                        "/groups/",
                        "/archive/",
                        "/2025/",
                        "/blogroll",
                        "/titles/",
                        "/archive/",
                        "/search/",
                        "/weekly/",
                        "/pictures/",
                        "/status",
                        "/about/",
                        "/atom.xml",
                        "/rss.xml",
                        "/feed.json",
                    ];
                    let known = known.iter().any(|part| target.path().contains(part));
                    let asset = ["style.css", "favicon.svg"]
                        .iter()
                        .any(|end| target.path().ends_with(end));
                    assert!(
                        known
                            || asset
                            || target.path() == site.info.path
                            || link.contains("avatar")
                            || link.contains("face"),
                        "{path}: {link}"
                    );
                }
            }
        }
    }
}

#[test]
fn every_page_has_one_main_heading_and_no_id_twice() {
    let theme = built_in();
    for site in [
        sample::full(BASE_URL, &json!({})),
        sample::sparse(BASE_URL, &json!({})),
    ] {
        for (path, html) in pages(&theme, &site) {
            assert_eq!(html.matches("<h1").count(), 1, "{path}");
            let mut seen = BTreeSet::new();
            for id in html.split(" id=\"").skip(1) {
                let id = id.split('"').next().unwrap();
                assert!(seen.insert(id), "{path}: {id}");
            }
        }
    }
}

#[test]
fn no_page_of_the_built_in_theme_has_inline_code_or_style() {
    for (path, html) in pages(&built_in(), &sample::full(BASE_URL, &json!({}))) {
        for forbidden in ["<style", " style=", " onclick=", "<script>"] {
            assert!(!html.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[test]
fn entries_carry_their_anchor_permalink_date_author_and_uid() {
    let html = front_page(&built_in(), &json!({}));
    let entry = html.split("<article").nth(1).unwrap();
    for part in [
        "id=\"e-0000000001\"",
        "<a class=\"u-url p-name\" href=\"https://ana-duarte.example/posts/1\">How a river",
        "<time class=\"dt-published\" datetime=\"2025-11-12T14:05:00+00:00\">14:05</time>",
        "p-author h-card",
        "value=\"https://example.org/planet/feeds/ana-duarte/#e-0000000001\"",
        "<li><span class=\"p-category\">water</span></li>",
    ] {
        assert!(entry.contains(part), "{part} in {entry}");
    }
}

#[test]
fn an_entry_without_permalink_links_to_itself() {
    let site = sample::sparse(BASE_URL, &json!({}));
    let second = &pages(&built_in(), &site)[1].1;
    let link = "<a class=\"u-url p-name untitled\" href=\"../../feeds/plain/#e-0000000001\">";
    assert!(second.contains(link));
}

#[test]
fn only_pages_that_search_engines_may_list_are_without_noindex() {
    let all = pages(&built_in(), &sample::full(BASE_URL, &json!({})));
    assert!(!all[0].1.contains("noindex"));
    assert!(
        all[1]
            .1
            .contains("<meta name=\"robots\" content=\"noindex, follow\">")
    );
}

#[test]
fn insecure_requests_are_upgraded_only_where_the_site_itself_is_secure() {
    let local = "http://127.0.0.1:8000/";
    let theme = load_in(Path::new("no such folder"), BUILT_IN, local, &json!({})).unwrap();
    let preview = pages(&theme, &sample::full(local, &json!({})));
    assert!(!preview[0].1.contains("upgrade-insecure-requests"));
    assert!(front_page(&built_in(), &json!({})).contains("; upgrade-insecure-requests\">"));
}

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
fn a_field_that_does_not_exist_fails_at_load_with_file_line_and_suggestion() {
    let files = [(
        "templates/_entry_footer.html",
        "<p>\n{{ entry.titel }}\n</p>",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("_entry_footer.html"), "{file}");
    assert_eq!(line, Some(2));
    assert!(
        error.to_string().contains("2 | {{ entry.titel }}"),
        "{error}"
    );
    assert_eq!(error.hint().as_deref(), Some("did you mean `title`?"));
}

#[test]
fn what_only_a_feed_without_anything_shows_fails_at_load_too() {
    let files = [(
        "templates/_entry_footer.html",
        "{{ entry.source.title | upper }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert_eq!(file_and_line(&error).1, Some(1));
}

#[test]
fn a_template_that_does_not_parse_names_its_file_and_line() {
    let files = [(
        "templates/index.html",
        "{% extends \"base.html\" %}\n{% blok main %}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("index.html"), "{file}");
    assert_eq!(line, Some(2));
}

#[test]
fn an_unknown_filter_names_its_file_and_line() {
    let files = [("templates/404.html", "\n\n{{ page.title | shout }}")];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("404.html"), "{file}");
    assert_eq!(line, Some(3));
    assert!(
        error.to_string().contains("Unknown filter `shout`"),
        "{error}"
    );
}

#[test]
fn a_template_that_extends_itself_is_told_the_full_name() {
    let files = [("templates/base.html", "{% extends \"base.html\" %}")];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(file_and_line(&error).0.ends_with("base.html"));
    assert!(
        error
            .hint()
            .unwrap()
            .contains("{% extends \"river/base.html\" %}")
    );
}

#[test]
fn themes_that_are_not_there_or_not_for_this_planet_are_refused() {
    for name in ["delta", "../delta", ".", ""] {
        let error = load(&[], name, &json!({})).err().unwrap();
        assert!(
            matches!(error, ThemeError::Unknown { .. }),
            "{name}: {error}"
        );
    }
    let manifest = [(
        "themes/delta/theme.toml",
        "name = \"delta\"\nmin_version = \"999.0.0\"",
    )];
    let error = load(&manifest, "delta", &json!({})).err().unwrap();
    assert!(matches!(error, ThemeError::TooNew { .. }), "{error}");
    let manifest = [("themes/delta/theme.toml", "nmae = \"delta\"")];
    let error = load(&manifest, "delta", &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("unknown field `nmae`"),
        "{error}"
    );
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

#[test]
fn a_template_that_is_not_text_is_refused_by_name() {
    let folder = planet(&[("templates/base.html", "")]);
    fs::write(folder.path().join("templates/base.html"), b"\xff\xfe").unwrap();
    let error = load_in(folder.path(), BUILT_IN, BASE_URL, &json!({}))
        .err()
        .unwrap();
    assert!(matches!(error, ThemeError::NotText { .. }), "{error}");
}

#[test]
fn text_is_escaped_in_templates_of_every_name() {
    let odd = [
        "odd.txt",
        "odd.svg",
        "odd.atom",
        "odd",
        "odd.HTML",
        "odd.html.bak",
    ];
    let includes = odd
        .map(|name| format!("{{% include \"{name}\" %}}"))
        .concat();
    let mut files = vec![("templates/_footer_extra.html".to_owned(), includes)];
    for name in odd {
        let text = format!("[{name} {{{{ site.extra.evil }}}}]");
        files.push((format!("templates/{name}"), text));
    }
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let extra = json!({ "evil": "<b>&\"'" });
    let html = front_page(&load(&files, BUILT_IN, &extra).unwrap(), &extra);
    for name in odd {
        assert!(
            html.contains(&format!("[{name} &lt;b&gt;&amp;&quot;&#39;]")),
            "{name}"
        );
    }
}

#[test]
fn only_sanitized_markup_renders_as_markup() {
    let mut site = sample::full(BASE_URL, &json!({}));
    "<i>Planet</i>".clone_into(&mut site.info.title);
    "\"A\" & B".clone_into(&mut site.info.description);
    let html = &pages(&built_in(), &site)[0].1;
    assert!(html.contains("<meta name=\"description\" content=\"&quot;A&quot; &amp; B\">"));
    assert!(html.contains("&lt;i&gt;Planet&lt;/i&gt;") && !html.contains("<i>Planet</i>"));
    assert!(html.contains("understands <em>last tide</em>"));
}

#[test]
fn sanitized_markup_is_a_plain_string_outside_templates() {
    let markup = sample::full(BASE_URL, &json!({})).newest[0]
        .content
        .clone()
        .unwrap();
    assert_eq!(
        serde_json::to_value(&markup).unwrap(),
        json!(markup.as_str())
    );
}

#[test]
fn the_address_of_an_asset_changes_with_its_content_only() {
    let address = |css: &str| {
        let theme = load(&[("static/style.css", css)], BUILT_IN, &json!({})).unwrap();
        let html = front_page(&theme, &json!({}));
        let start = html.find("style.css?v=").unwrap();
        html[start..].split('"').next().unwrap().to_owned()
    };
    assert_eq!(address("a{}"), address("a{}"));
    assert_ne!(address("a{}"), address("b{}"));
}

#[test]
fn an_asset_that_does_not_exist_fails_at_load() {
    let files = [(
        "templates/_head_extra.html",
        "{{ asset(path=\"styel.css\") }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("no static file `styel.css`"),
        "{error}"
    );
}

#[test]
fn static_files_pass_with_their_dots_but_without_what_editors_leave() {
    let files = [
        ("static/.well-known/security.txt", "x"),
        ("static/CNAME", "planet.example"),
        ("static/.DS_Store", ""),
        ("static/style.css~", ""),
        ("templates/.base.html.swp", "{% broken"),
    ];
    let theme = load(&files, BUILT_IN, &json!({})).unwrap();
    let paths: Vec<_> = theme
        .assets()
        .iter()
        .map(|asset| asset.path.as_str())
        .collect();
    assert_eq!(
        paths,
        [
            ".well-known/security.txt",
            "CNAME",
            "favicon.svg",
            "planet.js",
            "search.js",
            "style.css",
            "theme.js"
        ]
    );
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
    let shared = theme.shared(&site.info, &site.feeds).unwrap();
    let page = sample::pages(&site, &[]).swap_remove(0).0;
    let html = theme.render(&shared, &page, View::Blogroll(&[])).unwrap();
    assert_eq!(
        html,
        "People:ana-duarte,bo-lindqvist,difaf,Projects:gaugekit,dispatches,none:silent-weir,lock-keeper,"
    );
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

#[test]
fn a_date_format_that_is_none_fails_at_load() {
    let files = [(
        "templates/404.html",
        "{{ \"2025-11-09T23:05:00Z\" | date(format=\"%Q\") }}",
    )];
    let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
    assert!(
        error.to_string().contains("`%Q` is not a date format"),
        "{error}"
    );
}

#[test]
fn a_front_page_for_many_blogs_lists_some_and_leads_to_all() {
    let mut site = sample::full(BASE_URL, &json!({}));
    let one = Arc::clone(&site.feeds[0]);
    site.feeds.resize(500, one);
    let all = pages(&built_in(), &site);
    assert!(all[0].1.contains("All 500 blogs"));
    assert!(all[0].1.len() < 60_000, "{}", all[0].1.len());
}

/// As a server sends them: each file by itself, compressed.
#[test]
fn all_scripts_together_take_less_than_5_kb() {
    let scripts = embedded::RIVER
        .assets
        .iter()
        .filter(|(name, _)| is_script(name));
    let sent = |source: &[u8]| {
        let mut gzip = GzEncoder::new(Vec::new(), Compression::default());
        gzip.write_all(source).unwrap();
        gzip.finish().unwrap().len()
    };
    let sizes: Vec<(&str, usize)> = scripts
        .map(|(name, source)| (*name, sent(source)))
        .collect();
    assert!(!sizes.is_empty());
    let all: usize = sizes.iter().map(|(_, size)| size).sum();
    assert!(all < 5_000, "{all} bytes: {sizes:?}");
}

#[test]
fn every_script_of_the_theme_is_on_a_page_and_no_page_has_another() {
    let on_pages: BTreeSet<String> = pages(&built_in(), &sample::full(BASE_URL, &json!({})))
        .iter()
        .flat_map(|(_, html)| {
            html.split("<script")
                .skip(1)
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .map(|tag| {
            let source = tag.split("src=\"/planet/").nth(1).unwrap_or(&tag);
            source.split('?').next().unwrap().to_owned()
        })
        .collect();
    let embedded = embedded::RIVER
        .assets
        .iter()
        .map(|(name, _)| (*name).to_owned());
    let scripts: BTreeSet<String> = embedded.filter(|name| is_script(name)).collect();
    assert_eq!(on_pages, scripts);
}

mod themes;
mod words;
