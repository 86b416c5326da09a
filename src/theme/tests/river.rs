//! The pages of the built-in theme: where their links lead, what entries carry, and what no page has.

use std::collections::BTreeSet;
use std::path::Path;

use serde_json::json;
use url::Url;

use crate::theme::tests::{BASE_URL, built_in, front_page, is_script, load_in, pages};
use crate::theme::{BUILT_IN, sample};

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
fn a_front_page_for_many_blogs_lists_some_and_leads_to_all() {
    let mut site = sample::full(BASE_URL, &json!({}));
    let one = site.feeds[0].clone();
    site.feeds.resize(500, one);
    site.info.feed_count = 500;
    let all = pages(&built_in(), &site);
    assert!(all[0].1.contains("All 500 blogs"));
    assert!(all[0].1.len() < 60_000, "{}", all[0].1.len());
}
