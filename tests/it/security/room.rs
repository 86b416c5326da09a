//! No post fills the page: neither with what stands around its words, nor with what has hardly any.

use std::iter;

use serde_json::{Value, json};

use crate::planet::{Planet, atom, item, rss};

const DAY: &str = "2026-02-28T09:00:00Z";

/// A planet whose posts have short bodies, and everything else as long and as often as it may be.
fn talkative(theme: &str) -> Planet {
    let long = |letter: &str| letter.repeat(10_000);
    let attachment = |n: usize| json!({"url": format!("https://a.example/{n}{}.mp3", "n".repeat(7_000)), "mime_type": format!("video/{}", long("y"))});
    let author = |n: usize| json!({"name": format!("{n}{}", long("w"))});
    let tag = |n: usize| format!("{n}{}", long("k"));
    let feed = json!({"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": [{
        "id": "1", "url": "https://a.example/1", "title": "One", "date_published": DAY, "content_text": "Words.",
        "authors": (0..120).map(author).collect::<Vec<_>>(),
        "tags": (0..40).map(tag).collect::<Vec<_>>(),
        "attachments": (0..40).map(attachment).collect::<Vec<_>>(),
    }]});
    let mut planet = Planet::new();
    planet.set("theme", &format!("\"{theme}\""));
    planet.file("j.json", feed.to_string());
    planet.feed("J", "j.json");
    let source = |element: &str| {
        let feed = rss("S", &[item("2", DAY)]);
        feed.replace("</item>", &format!("{element}</item>"))
    };
    let address = format!("https://s.example/{}", "s".repeat(8_000));
    let sources = [
        format!("<source url=\"https://s.example/\">{}</source>", long("t")),
        format!("<source url=\"{address}\"></source>"),
    ];
    for (name, element) in iter::zip(["S", "T"], sources) {
        let file = format!("{name}.xml");
        planet.file(&file, source(&element));
        planet.feed(name, &file);
    }
    planet
}

/// The posts of a page, each as far as it is shown before somebody unfolds it.
fn articles(page: &str) -> Vec<String> {
    let articles = page.split("<article ").skip(1);
    let article = |rest: &str| {
        let article = rest.split("</article>").next().unwrap();
        let Some((begin, folded)) = article.split_once("<details class=\"whole\">") else {
            return article.to_owned();
        };
        format!("{begin}{}", folded.rsplit_once("</details>").unwrap().1)
    };
    articles.map(article).collect()
}

/// How many characters of it are outside of tags.
fn shown(article: &str) -> usize {
    let texts = article.split('<').filter_map(|tag| tag.split_once('>'));
    texts.map(|(_, text)| text.trim().chars().count()).sum()
}

#[test]
fn no_name_address_type_or_number_of_anything_around_a_post_fills_the_page() {
    for theme in ["river", "titles", "paper", "classic"] {
        let planet = talkative(theme);
        planet.build().succeeded();
        for path in ["index.html", "feeds/j/index.html", "2026/02/28/index.html"] {
            let page = planet.page(path);
            let articles = articles(&page);
            assert!(!articles.is_empty(), "{theme} {path}");
            for article in articles {
                let shown = shown(&article);
                assert!(shown < 8_000, "{theme} {path}: {shown}");
                let players = article.matches("class=\"enclosure\"").count();
                assert!(players <= 8, "{theme} {path}: {players}");
                assert!(!article.contains("video/y"), "{theme} {path}");
            }
        }
    }
}

#[test]
fn other_readers_get_what_the_themes_leave_out_and_the_search_gets_an_end() {
    let planet = talkative("river");
    planet.build().succeeded();
    let feed: Value = serde_json::from_str(&planet.page("feed.json")).unwrap();
    let items = feed["items"].as_array().unwrap();
    let count = |list: &str| {
        let counts = items.iter().map(|item| item[list].as_array());
        counts.flatten().map(Vec::len).max().unwrap()
    };
    assert_eq!(
        (count("authors"), count("attachments"), count("tags")),
        (100, 32, 40)
    );
    let shard = planet.page("search/2026-02.json");
    assert!(shard.len() < 8_000, "{}", shard.len());
}

#[test]
fn a_post_of_marks_blanks_boxes_or_one_word_is_folded() {
    let many = |piece: &str| piece.repeat(1_000);
    let shapes = [
        format!(
            "<table><tr><td>{}</td><td>{}</td></tr></table>",
            many(". "),
            "b".repeat(4_000)
        ),
        many("<pre>.</pre>"),
        format!("<h1>a</h1><h2>b</h2>{}", many("<h3>.</h3>")),
        many("<div>.</div>"),
        many("<section><b>.</b></section>"),
        many("<details><summary>.</summary>.</details>"),
        many("<figure>.</figure>"),
        many("<figure><figcaption>.</figcaption>-</figure>"),
        many("<table><caption>.</caption><tr><td>-</td></tr></table>"),
        many("<dl><dt>.</dt><dd>.</dd></dl>"),
        "a".repeat(5_000),
        ". ".repeat(2_500),
        "\u{1f980}".repeat(5_000),
        format!("a{}b", "&nbsp;".repeat(5_000)),
        format!("a{}b", "\u{3000}".repeat(5_000)),
    ];
    let posts: Vec<_> = shapes
        .iter()
        .enumerate()
        .map(|(n, shape)| {
            let mut post = item(&n.to_string(), &format!("2026-02-{:02}T09:00:00Z", n + 1));
            post.content.clone_from(shape);
            post
        })
        .collect();
    let mut planet = Planet::new();
    planet.table("[river]\nnew_feed_entries = 100\nentries_per_page = 100");
    planet.file("a.xml", atom("A", &posts));
    planet.file("b.xml", atom("B", &[item("ordinary", DAY)]));
    planet.feed("A", "a.xml").feed("B", "b.xml");
    planet.build().succeeded();
    let page = planet.page("index.html");
    let articles: Vec<&str> = page.split("<article ").skip(1).collect();
    assert_eq!(articles.len(), shapes.len() + 1);
    for (n, shape) in shapes.iter().enumerate() {
        let title = format!("Post {n}<");
        let article = articles.iter().find(|article| article.contains(&title));
        let is_folded = article.unwrap().contains("<details class=\"whole\">");
        let begin: String = shape.chars().take(60).collect();
        assert!(is_folded, "{begin}");
    }
    let ordinary = articles
        .iter()
        .find(|article| article.contains("Post ordinary<"));
    assert!(!ordinary.unwrap().contains("<details class=\"whole\">"));
}
