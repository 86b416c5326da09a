//! The site as a whole: the same at every address, light, read back as it was written, and no more of it written than changed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::Write as _,
    path::Path,
};

use flate2::{Compression, write::GzEncoder};
use serde_json::Value;

use crate::planet::{Content, Planet, atom, contents, item};

const NOVEMBER: &str = "2025-11-14T12:00:00Z";

/// The example planet, not yet built.
fn example() -> Planet {
    let mut planet = Planet::new();
    planet.at(NOVEMBER);
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    planet.file(
        "example/planet.toml",
        fs::read(root.join("planet.toml")).unwrap(),
    );
    for folder in ["examples/feeds", "pages"] {
        for (path, Content(bytes)) in contents(&root.join(folder)) {
            planet.file(&format!("example/{folder}/{path}"), bytes);
        }
    }
    planet
}

/// Builds the example planet under this address.
fn build_example(planet: &Planet, base_url: &str) {
    let output = planet.path("output");
    let output = output.to_str().unwrap();
    let arguments = [
        "-c",
        "example/planet.toml",
        "build",
        "-o",
        output,
        "-u",
        base_url,
    ];
    planet.run(&arguments).succeeded();
}

#[test]
fn under_a_path_and_at_the_root_every_file_is_the_same_but_for_the_address() {
    let (path, root) = (
        "https://example.github.io/example-planet/",
        "https://planet.example/",
    );
    let at = |base_url: &str| {
        let planet = example();
        build_example(&planet, base_url);
        planet.site()
    };
    let mut moved = at(path);
    for Content(bytes) in moved.values_mut() {
        // Every file of the site is text.
        let text = String::from_utf8(std::mem::take(bytes)).unwrap();
        let text = text.replace(path, root);
        assert!(
            !text.contains("example.github.io"),
            "an address that is not the site's"
        );
        *bytes = text.replace("/example-planet/", "/").into_bytes();
    }
    let mut at_root = at(root);
    // These two have their place at the root of a host only.
    for file in ["robots.txt", ".well-known/recommendations.opml"] {
        assert!(at_root.remove(file).is_some(), "{file}");
        assert!(!moved.contains_key(file), "{file}");
    }
    let names = |site: &BTreeMap<String, Content>| site.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(&moved), names(&at_root));
    for (file, content) in &moved {
        assert_eq!(Some(content), at_root.get(file), "{file}");
    }
}

fn gzipped(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}

/// What a browser loads to show the front page, but for the pictures of posts: the page, its styles, its scripts; gzipped.
fn weight_of_the_front_page(planet: &Planet, base_path: &str) -> BTreeMap<String, usize> {
    let page = planet.page("index.html");
    let mut weights = BTreeMap::from([("index.html".to_owned(), gzipped(page.as_bytes()))]);
    for tag in page.split('<') {
        let is_asset = tag.starts_with("script ") || tag.starts_with("link rel=\"stylesheet\"");
        if !is_asset {
            continue;
        }
        let address = ["src=\"", "href=\""]
            .iter()
            .find_map(|name| tag.split_once(name));
        let address = address.unwrap().1.split(['"', '?']).next().unwrap();
        let file = address.strip_prefix(base_path).unwrap_or(address);
        weights.insert(file.to_owned(), gzipped(planet.page(file).as_bytes()));
    }
    weights
}

const MOST: usize = 100_000;

#[test]
fn the_front_page_of_the_example_weighs_less_than_100_kilobytes() {
    let planet = example();
    build_example(&planet, "https://planet.example/");
    let weights = weight_of_the_front_page(&planet, "/");
    assert!(weights.len() >= 4, "page, style, two scripts: {weights:?}");
    assert!(weights.values().sum::<usize>() < MOST, "{weights:?}");
}

/// Words that do not repeat themselves as a loop would, so that they compress as badly as prose does.
fn prose(seed: u64, words: usize) -> String {
    const SYLLABLES: &[&str] = &[
        "ka", "lo", "min", "ter", "va", "sol", "ne", "pri", "das", "um", "qu", "est", "or", "bel",
        "fi", "ran",
    ];
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    let mut text = String::new();
    for _ in 0..words {
        for _ in 0..3 {
            // Xorshift: the same words in every run.
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let number = usize::try_from(state % 16).unwrap();
            text.push_str(SYLLABLES[number]);
        }
        text.push(' ');
    }
    text
}

#[test]
fn the_front_page_of_a_thousand_blogs_weighs_less_than_100_kilobytes() {
    let mut planet = Planet::new();
    for blog in 0..1_000_u32 {
        let date = format!(
            "2026-02-{:02}T{:02}:{:02}:00Z",
            1 + blog % 28,
            blog % 24,
            blog % 60
        );
        let mut post = item(&format!("p{blog}"), &date);
        // Every tenth post is long.
        let words = if blog % 10 == 0 { 2_000 } else { 250 };
        post.content = format!("<p>{}</p>", prose(u64::from(blog) + 1, words));
        post.link = format!("https://blog-{blog}.example/post");
        let file = format!("feeds/{blog}.xml");
        planet.file(
            &file,
            atom(&format!("The blog with number {blog}"), &[post]),
        );
        planet.feed(&format!("The blog with number {blog}"), &file);
    }
    planet.build();
    assert_eq!(planet.river().len(), 40);
    let weights = weight_of_the_front_page(&planet, "/");
    assert!(weights.values().sum::<usize>() < MOST, "{weights:?}");
}

#[test]
fn ten_new_posts_among_two_hundred_blogs_write_only_the_pages_that_show_them() {
    const BLOGS: u32 = 200;
    let mut planet = Planet::new();
    let post = |blog: u32| {
        let date = format!("2026-01-{:02}T10:{:02}:00Z", 1 + blog % 28, blog % 60);
        item(&format!("old{blog}"), &date)
    };
    for blog in 0..BLOGS {
        let file = format!("feeds/{blog}.xml");
        planet.file(&file, atom(&format!("Blog {blog}"), &[post(blog)]));
        let group = format!("group = \"Group {}\"", blog % 20);
        planet.feed_with(&format!("Blog {blog}"), &file, &group);
    }
    planet.table("[river]\nentries_per_page = 20\npages = 4");
    planet.build();
    let before = planet.written();
    assert!(before.len() > 300, "{}", before.len());
    // Five blogs of one group and five of another.
    let changed: Vec<u32> = (0..5).flat_map(|n| [3 + n * 20, 7 + n * 20]).collect();
    for blog in &changed {
        let new = item(
            &format!("new{blog}"),
            &format!("2026-03-01T11:{:02}:00Z", blog % 60),
        );
        let feed = atom(&format!("Blog {blog}"), &[new, post(*blog)]);
        planet.file(&format!("feeds/{blog}.xml"), feed);
    }
    planet.wait(chrono::TimeDelta::hours(1)).build();
    let after = planet.written();
    let written: BTreeSet<String> = after
        .into_iter()
        .filter(|(path, time)| before.get(path) != Some(time) && path != ".planet.json")
        .map(|(path, _)| path)
        .collect();

    let mut expected: BTreeSet<String> = [
        // The river moves on as a whole, and with it what is made from its newest entries.
        "index.html",
        "page/2/index.html",
        "page/3/index.html",
        "page/4/index.html",
        "titles/index.html",
        "atom.xml",
        "rss.xml",
        "feed.json",
        // The new day, its month and year; the day and month before it have one after them now.
        "2026/03/01/index.html",
        "2026/03/index.html",
        "2026/index.html",
        "archive/index.html",
        "2026/01/28/index.html",
        "2026/01/index.html",
        "search/2026-03.json",
        "search/index.json",
        // These name the newest post of each blog, or when the planet last changed.
        "blogroll/index.html",
        "blogroll.opml",
        ".well-known/recommendations.opml",
        "sitemap.xml",
        "status/index.html",
        "status.json",
    ]
    .map(str::to_owned)
    .into();
    expected.extend(
        changed
            .iter()
            .map(|blog| format!("feeds/blog-{blog}/index.html")),
    );
    for group in [3, 7] {
        for file in [
            "index.html",
            "atom.xml",
            "rss.xml",
            "feed.json",
            "blogroll.opml",
        ] {
            expected.insert(format!("groups/group-{group}/{file}"));
        }
    }
    let too_many: Vec<&String> = written.difference(&expected).collect();
    let missing: Vec<&String> = expected.difference(&written).collect();
    assert!(
        too_many.is_empty() && missing.is_empty(),
        "too many {too_many:#?}, missing {missing:#?}"
    );
}

/// What `planet inspect` understands of a document.
fn inspect(planet: &Planet, file: &str) -> Value {
    let run = planet
        .run(&["inspect", "--format", "json", file])
        .succeeded();
    serde_json::from_str(&run.stdout).unwrap()
}

/// The names of a list of objects, or any other value of theirs.
fn each(list: &Value, key: &str) -> Vec<Value> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| item[key].clone())
        .collect()
}

#[test]
fn our_own_reader_reads_in_our_feeds_what_it_read_in_the_blogs() {
    let planet = example();
    build_example(&planet, "https://planet.example/");
    let mut said: BTreeMap<String, (Value, Value)> = BTreeMap::new();
    for (file, _) in contents(&planet.path("example/examples/feeds")) {
        let document = inspect(&planet, &format!("example/examples/feeds/{file}"));
        for entry in document["entries"].as_array().unwrap() {
            let link = entry["link"].as_str().unwrap();
            let home = document["feed"]["link"].as_str().unwrap();
            // A post that two of them have belongs to the one on whose site it is.
            if link.starts_with(home) || !said.contains_key(link) {
                said.insert(link.to_owned(), (document["feed"].clone(), entry.clone()));
            }
        }
    }
    // A post without a date stays off the river of a blog that is new.
    let has_date = |entry: &Value| !entry["published"].is_null() || !entry["updated"].is_null();
    let dated = said.iter().filter(|(_, (_, entry))| has_date(entry));
    let dated: BTreeSet<&str> = dated.map(|(link, _)| link.as_str()).collect();
    for file in ["atom.xml", "rss.xml", "feed.json"] {
        let document = inspect(&planet, &format!("output/{file}"));
        assert_eq!(document["repairs"], Value::Array(Vec::new()), "{file}");
        let entries = document["entries"].as_array().unwrap();
        let links: BTreeSet<&str> = entries
            .iter()
            .map(|e| e["link"].as_str().unwrap())
            .collect();
        assert_eq!((entries.len(), &links), (dated.len(), &dated), "{file}");
        for entry in entries {
            let link = entry["link"].as_str().unwrap();
            let (feed, said) = &said[link];
            let at = format!("{file}: {link}");
            // Atom wants an IRI, and not every id is one.
            let id = said["id"].as_str().unwrap();
            if file != "atom.xml" || id.contains(':') {
                assert_eq!(entry["id"], id, "{at}");
            } else {
                let own = entry["id"].as_str().unwrap();
                assert!(own.starts_with("https://planet.example/#e-"), "{at}");
            }
            let published = [&said["published"], &said["updated"]];
            let published = published.into_iter().find(|date| !date.is_null());
            assert_eq!(Some(&entry["published"]), published, "{at}");
            // What is plain text in the blog's feed is markup in ours.
            if let Some(markup) = markup(said) {
                assert_eq!(&entry["content"]["value"], markup, "{at}");
            }
            // Only Atom has a word to sort by beside the name.
            let key = if file == "atom.xml" { "term" } else { "name" };
            let named = |entry: &Value, key: &str| -> Vec<Value> {
                let categories = entry["categories"].as_array().unwrap().iter();
                let name = |category: &Value| match &category["label"] {
                    Value::String(label) if key == "name" => Value::from(label.as_str()),
                    _ => category["term"].clone(),
                };
                categories.map(name).collect()
            };
            assert_eq!(named(entry, key), named(said, key), "{at}");
            assert_eq!(named(entry, "name"), named(said, "name"), "{at}");
            let (urls, said_urls) = (
                each(&entry["enclosures"], "url"),
                each(&said["enclosures"], "url"),
            );
            assert_eq!(urls, said_urls, "{at}");
            let types = each(&said["enclosures"], "type");
            assert_eq!(each(&entry["enclosures"], "type"), types, "{at}");
            let mut authors = each(&said["authors"], "name");
            if authors.is_empty() {
                authors = each(&feed["authors"], "name");
            }
            authors.retain(|name| !name.is_null());
            if !authors.is_empty() {
                assert_eq!(each(&entry["authors"], "name"), authors, "{at}");
            }
            if file == "feed.json" {
                continue; // It tells the source and its home under names of ours, which .ci/readback.py reads.
            }
            assert!(!entry["source"]["title"].is_null(), "{at}");
            assert_eq!(
                plain(&entry["source"]["title"]),
                plain(&feed["title"]),
                "{at}"
            );
            if file == "atom.xml" {
                assert_eq!(entry["source"]["link"], feed["link"], "{at}");
                assert_eq!(plain(&entry["title"]), plain(&said["title"]), "{at}");
                if !said["updated"].is_null() {
                    assert_eq!(entry["updated"], said["updated"], "{at}");
                }
                if !said["language"].is_null() {
                    assert_eq!(entry["language"], said["language"], "{at}");
                }
            }
        }
    }
}

/// The content of an entry, or what stands for it, where that is markup.
fn markup(entry: &Value) -> Option<&Value> {
    let fields = [&entry["content"], &entry["summary"]];
    let body = fields.into_iter().find(|text| !text.is_null())?;
    (body["type"] == "html").then(|| &body["value"])
}

/// A text without the difference between characters and their references.
fn plain(text: &Value) -> String {
    let value = text["value"].as_str().unwrap_or_default();
    let value = if text["type"] == "html" {
        value
            .replace("&lt;", "<")
            .replace("&gt;", ">")
            .replace("&#39;", "'")
            .replace("&amp;", "&")
    } else {
        value.to_owned()
    };
    value.trim().to_owned()
}
