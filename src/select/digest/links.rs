//! What an entry of the digest links to, what it says about it, and what picture it has.

use std::{collections::HashMap, ops::Range};

use url::Url;

use crate::{
    sanitize::extract::{Extract, Image},
    select::digest::{home::Home, text},
    store::{ImageRecord, link_key, without_tracking},
};

/// Links of one entry that are looked at: a list of a hundred links recommends none of them.
const MOST_LINKS: usize = 100;

/// The narrowest picture that is shown, in pixels.
const NARROWEST: u32 = 300;

/// What the paths of pictures that are none have in them.
const NO_PICTURES: [&str; 15] = [
    "avatar", "badge", "button", "emoji", "favicon", "gravatar", "/icon", "icon.", "logo", "pixel",
    "smiley", "spacer", "sponsor", "sprite", "tracker",
];

/// Hosts of such pictures.
const NO_PICTURE_HOSTS: [&str; 5] = [
    "badge.fury.io",
    "badgen.net",
    "img.shields.io",
    "s.w.org",
    "secure.gravatar.com",
];

/// A link of an entry to somewhere else.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FoundLink {
    /// A number for its canonical address.
    pub(super) key: i64,
    /// Its address without what only counts clicks.
    pub(super) url: String,
    /// Its words.
    pub(super) words: String,
    /// The sentence that it stands in.
    pub(super) excerpt: String,
}

/// The links that lead away, each address once.
pub(super) fn links(found: &Extract, home: &Home<'_>) -> Vec<FoundLink> {
    let mut links: Vec<FoundLink> = Vec::new();
    // Only where they are wanted, and once for all links in a block.
    let mut sentences: HashMap<usize, Vec<Range<usize>>> = HashMap::new();
    for link in &found.links {
        if links.len() == MOST_LINKS {
            break;
        }
        let key = link_key(&link.url).filter(|key| home.is_left_by(&link.url, *key));
        let (Some(key), Some(block)) = (key, found.blocks.get(link.block)) else {
            continue;
        };
        if is_file(&link.url) {
            continue;
        }
        let words = block.text.get(link.at.clone()).unwrap_or_default();
        let mut new = || {
            let sentences = sentences.entry(link.block);
            let sentences = sentences.or_insert_with(|| text::sentences(&block.text));
            FoundLink {
                key,
                url: without_tracking(&link.url),
                words: words.to_owned(),
                excerpt: text::sentence_around(&block.text, sentences, &link.at),
            }
        };
        match links.iter_mut().find(|known| known.key == key) {
            // The first one is where the entry comes to speak of it, unless it only says “here”.
            Some(known) if !text::is_title(&known.words) && text::is_title(words) => *known = new(),
            Some(_) => {}
            None => links.push(new()),
        }
    }
    links
}

/// Whether an address is that of a picture or a download, which a digest does not list.
fn is_file(url: &str) -> bool {
    const FILES: [&str; 12] = [
        ".gif", ".jpeg", ".jpg", ".mp3", ".mp4", ".png", ".svg", ".tar.gz", ".webm", ".webp",
        ".xml", ".zip",
    ];
    Url::parse(url).is_ok_and(|url| ends_in(&url.path().to_ascii_lowercase(), &FILES))
}

fn ends_in(path: &str, ends: &[&str]) -> bool {
    ends.iter().any(|end| path.ends_with(end))
}

/// The first picture of an entry that is worth showing: its own, else the one that its feed names for it.
pub(super) fn picture(found: &Extract, named: Option<&str>) -> Option<ImageRecord> {
    let own = found.images.iter().find(|image| is_picture(image));
    let own = own.map(|image| ImageRecord {
        url: image.url.clone(),
        alt: image.alt.clone(),
        width: image.width,
        height: image.height.filter(|_| image.width.is_some()),
        is_curated: false,
    });
    own.or_else(|| {
        let named = Image {
            url: named?.to_owned(),
            alt: String::new(),
            width: None,
            height: None,
        };
        is_picture(&named).then(|| ImageRecord {
            url: named.url,
            ..ImageRecord::default()
        })
    })
}

fn is_picture(image: &Image) -> bool {
    let Some(url) = Url::parse(&image.url)
        .ok()
        .filter(|url| url.scheme() == "https")
    else {
        return false;
    };
    let wide = image.width.is_none_or(|width| width >= NARROWEST);
    let high = image.height.is_none_or(|height| height >= NARROWEST / 4);
    let path = url.path().to_ascii_lowercase();
    let host = url.host_str().unwrap_or_default();
    let says_no = || {
        NO_PICTURES.iter().any(|word| path.contains(word))
            || NO_PICTURE_HOSTS.contains(&host)
            || ends_in(&path, &[".svg"])
    };
    // What states its size is believed.
    wide && high && (image.width.is_some() || !says_no())
}

#[cfg(test)]
mod tests {
    use crate::{
        feed::RawHtml,
        sanitize::{
            content,
            extract::{Extract, extract},
        },
        select::digest::{
            home::{Followed, Home},
            links::{links, picture},
        },
    };

    fn found(markup: &str) -> Extract {
        extract(&content(&RawHtml {
            markup: markup.to_owned(),
            base: Some("https://blog.ana.example/post".into()),
        }))
    }

    fn addresses(markup: &str) -> Vec<String> {
        let followed = Followed::new("https://x.github.io/planet/");
        let home = Home::of(&followed, 0, &["https://ana.example/"]);
        let links = links(&found(markup), &home);
        links.into_iter().map(|link| link.url).collect()
    }

    #[test]
    fn only_links_that_lead_away_count_and_each_once() {
        let markup = "<p><a href='/about'>me</a> <a href='https://www.ana.example/'>home</a> \
            <a href='https://blog.ana.example/x'>x</a> <a href='https://x.github.io/planet/feeds/'>planet</a> \
            <a href='https://x.github.io/other'>other</a> <a href='https://notana.example/'>not</a> \
            <a href='https://y.example/a?utm_source=rss#top'>here</a> <a href='http://www.y.example/a/'>Y itself</a> \
            <a href='https://y.example/a.png'>a picture</a> <a href='mailto:a@b.example'>mail</a></p>";
        assert_eq!(
            addresses(markup),
            [
                "https://x.github.io/other",
                "https://notana.example/",
                "http://www.y.example/a/"
            ]
        );
    }

    #[test]
    fn every_link_of_a_paragraph_stands_in_its_own_sentence() {
        let link = |n| format!("<a href='https://y.example/{n}'>Number {n}</a>");
        let markup = format!(
            "<p>See {} first. Then {}. The end.</p><p>And {}!</p>",
            link(1),
            link(2),
            link(3)
        );
        let followed = Followed::new("https://x.github.io/planet/");
        let home = Home::of(&followed, 0, &["https://ana.example/"]);
        let links = links(&found(&markup), &home);
        let excerpts: Vec<&str> = links.iter().map(|link| link.excerpt.as_str()).collect();
        assert_eq!(
            excerpts,
            ["See Number 1 first.", "Then Number 2.", "And Number 3!"]
        );
    }

    #[test]
    fn a_long_list_of_links_is_cut() {
        let link = |n| format!("<li><a href='https://y.example/{n}'>Number {n}</a></li>");
        let many: Vec<String> = (0..200).map(link).collect();
        assert_eq!(addresses(&format!("<ul>{}</ul>", many.concat())).len(), 100);
    }

    #[test]
    fn the_first_picture_that_is_one_is_taken() {
        let of = |markup: &str| picture(&found(markup), None).map(|image| image.url);
        let wide = "<p><img src='https://y.example/a.jpg' width='640' height='300' alt='A'></p>";
        for other in [
            "<img src='http://y.example/b.jpg' width='640'>",
            "<img src='https://y.example/b.jpg' width='299'>",
            "<img src='https://y.example/b.jpg' width='640' height='20'>",
            "<img src='https://y.example/emoji/b.png'>",
            "<img src='https://img.shields.io/b'>",
            "<img src='https://y.example/badge.png'>",
            "<img src='https://y.example/drawing.svg'>",
        ] {
            let markup = format!("<p>{other}</p>{wide}");
            assert_eq!(
                of(&markup).as_deref(),
                Some("https://y.example/a.jpg"),
                "{other}"
            );
        }
        assert_eq!(
            of("<img src='https://y.example/photo.jpg'>").as_deref(),
            Some("https://y.example/photo.jpg")
        );
        assert_eq!(
            of("<img src='https://y.example/emoji.png' width='800'>").as_deref(),
            Some("https://y.example/emoji.png")
        );
        let named = picture(&found("<p>None</p>"), Some("https://y.example/thumb.jpg"));
        assert_eq!(named.unwrap().url, "https://y.example/thumb.jpg");
    }
}
