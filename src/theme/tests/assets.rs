//! Static files and scripts: which there are, where they are found, and how much they weigh.

use std::collections::BTreeSet;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::json;

use crate::theme::tests::{BASE_URL, built_in, front_page, is_script, load, pages};
use crate::theme::{BUILT_IN, embedded, sample};

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
