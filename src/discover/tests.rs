//! Which feed is taken, and which addresses are asked on the way.

use url::Url;

use crate::{
    discover::{Discovered, How, discover, places},
    error::{Problem, ProblemKind},
    fetch::{Answer, Failure, Validators},
};

const FEED: &str =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>x</id><title>Ana</title></feed>";

fn link(href: &str, title: &str) -> String {
    format!(
        "<link rel=\"alternate\" type=\"application/rss+xml\" title=\"{title}\" href=\"{href}\">"
    )
}

fn page(links: &[String]) -> String {
    format!(
        "<!DOCTYPE html><html><head>{}</head><body>Hi</body></html>",
        links.concat()
    )
}

/// Discovers on a web that consists of these documents; what was asked comes along.
fn on(
    web: &[(&str, &str)],
    address: &str,
    guess: bool,
) -> (Result<Discovered, Problem>, Vec<String>) {
    let mut asked = Vec::new();
    let ask = |url: &Url| {
        asked.push(url.to_string());
        let body = web.iter().find(|(known, _)| *known == url.as_str());
        let (_, body) = body.ok_or_else(|| Failure {
            problem: Problem::new(ProblemKind::Http, "404 Not Found"),
            status: Some(404),
            retry_after: None,
            moved_to: None,
        })?;
        Ok(Answer {
            status: 200,
            url: url.clone(),
            moved_to: None,
            validators: Validators::default(),
            max_age: None,
            content_type: None,
            redirected: Vec::new(),
            content_location: None,
            body: Some(body.as_bytes().to_vec()),
        })
    };
    let found = discover(&address.parse().unwrap(), guess, ask);
    (found, asked)
}

#[test]
fn a_feed_is_taken_as_it_is() {
    let (found, asked) = on(
        &[("https://a.example/f", FEED)],
        "https://a.example/f",
        true,
    );
    let found = found.unwrap();
    assert_eq!(
        (found.how, found.url.as_str()),
        (How::Given, "https://a.example/f")
    );
    assert_eq!(asked.len(), 1);
}

#[test]
fn posts_are_taken_and_comments_are_named() {
    let home = page(&[
        link("/comments/feed/", "Ana » Comments Feed"),
        link("/feed/", "Ana » Feed"),
        link("/feed.json", "Ana » JSON"),
    ]);
    let web = [
        ("https://a.example/", home.as_str()),
        ("https://a.example/comments/feed/", FEED),
        ("https://a.example/feed/", FEED),
    ];
    let (found, asked) = on(&web, "https://a.example/", false);
    let found = found.unwrap();
    assert_eq!(
        (found.how, found.url.as_str()),
        (How::Advertised, "https://a.example/feed/")
    );
    let others: Vec<&str> = found
        .others
        .iter()
        .map(|other| other.url.as_str())
        .collect();
    assert_eq!(
        others,
        [
            "https://a.example/comments/feed/",
            "https://a.example/feed.json"
        ]
    );
    assert_eq!(asked.len(), 2);
}

#[test]
fn a_blog_about_commentaries_is_no_feed_of_comments() {
    let home = page(&[link("/commentary.xml", "Daily Commentary")]);
    let web = [
        ("https://a.example/", home.as_str()),
        ("https://a.example/commentary.xml", FEED),
    ];
    assert!(on(&web, "https://a.example/", false).0.is_ok());
    let home = page(&[link("/comments.xml", "")]);
    let web = [
        ("https://a.example/", home.as_str()),
        ("https://a.example/comments.xml", FEED),
    ];
    let problem = on(&web, "https://a.example/", false).0.unwrap_err();
    assert_eq!(problem.kind, ProblemKind::WebPage);
}

#[test]
fn the_page_of_a_topic_gives_the_feed_of_the_topic() {
    let topic = page(&[
        link("/feed/", "Ana » Feed"),
        link("/tag/python/feed/", "Ana » Python Tag Feed"),
    ]);
    let web = [
        ("https://a.example/tag/python/", topic.as_str()),
        ("https://a.example/feed/", FEED),
        ("https://a.example/tag/python/feed/", FEED),
    ];
    let (found, _) = on(&web, "https://a.example/tag/python/", false);
    assert_eq!(
        found.unwrap().url.as_str(),
        "https://a.example/tag/python/feed/"
    );
}

#[test]
fn an_advertised_feed_that_is_gone_leaves_its_place_to_the_next() {
    let home = page(&[link("/old", "Old"), link("/new", "New")]);
    let web = [
        ("https://a.example/", home.as_str()),
        ("https://a.example/new", FEED),
    ];
    let (found, asked) = on(&web, "https://a.example/", false);
    assert_eq!(found.unwrap().url.as_str(), "https://a.example/new");
    assert_eq!(
        asked,
        [
            "https://a.example/",
            "https://a.example/old",
            "https://a.example/new"
        ]
    );
}

#[test]
fn a_page_cannot_send_planet_to_a_private_address() {
    for private in [
        "http://127.0.0.1:1/f",
        "http://localhost/f",
        "http://169.254.169.254/f",
        "http://[::1]/f",
        "http://10.0.0.1/f",
    ] {
        let home = page(&[link(private, "Feed")]);
        let (found, asked) = on(
            &[("https://a.example/", &home), (private, FEED)],
            "https://a.example/",
            true,
        );
        assert!(found.is_err());
        assert!(
            asked
                .iter()
                .all(|url| url.starts_with("https://a.example/")),
            "{asked:?}"
        );
    }
    // A page on this machine may name feeds on this machine.
    let home = page(&[link("http://127.0.0.1:2/f", "Feed")]);
    let web = [
        ("http://127.0.0.1:1/", home.as_str()),
        ("http://127.0.0.1:2/f", FEED),
    ];
    assert!(on(&web, "http://127.0.0.1:1/", false).0.is_ok());
}

#[test]
fn nothing_is_guessed_unless_asked_for() {
    let home = page(&[]);
    let web = [
        ("https://a.example/blog", home.as_str()),
        ("https://a.example/index.xml", FEED),
    ];
    let (found, asked) = on(&web, "https://a.example/blog", false);
    assert_eq!(found.unwrap_err().kind, ProblemKind::WebPage);
    assert_eq!(asked, ["https://a.example/blog"]);
    let (found, asked) = on(&web, "https://a.example/blog", true);
    let found = found.unwrap();
    assert_eq!(
        (found.how, found.url.as_str()),
        (How::Guessed, "https://a.example/index.xml")
    );
    assert!(asked.contains(&"https://a.example/blog/feed.xml".to_owned()));
    assert!(asked.len() <= 17, "{asked:?}");
}

#[test]
fn platforms_have_their_feeds_in_known_places() {
    for (page, feed) in [
        ("https://medium.com/@ana", "https://medium.com/feed/@ana"),
        (
            "https://medium.com/@ana/a-post-123?x=1",
            "https://medium.com/feed/@ana",
        ),
        ("https://ana.medium.com/", "https://ana.medium.com/feed"),
        (
            "https://ana.substack.com/p/a-post",
            "https://ana.substack.com/feed",
        ),
        (
            "https://ana.blogspot.com/",
            "https://ana.blogspot.com/feeds/posts/default",
        ),
        ("https://dev.to/ana", "https://dev.to/feed/ana"),
        (
            "https://www.reddit.com/r/rust/",
            "https://www.reddit.com/r/rust/.rss",
        ),
        (
            "https://bsky.app/profile/ana.example",
            "https://bsky.app/profile/ana.example/rss",
        ),
        (
            "https://www.youtube.com/channel/UC1/videos",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UC1",
        ),
    ] {
        let found = places::of_platform(&page.parse().unwrap());
        assert_eq!(found.unwrap().as_str(), feed, "{page}");
        let (found, _) = on(&[(feed, FEED)], page, false);
        assert_eq!(found.unwrap().how, How::Platform);
    }
    for other in [
        "https://ana.example/",
        "https://medium.com/",
        "https://substack.com/",
        "https://notmedium.com/@x",
    ] {
        assert_eq!(
            places::of_platform(&other.parse().unwrap()),
            None,
            "{other}"
        );
    }
}
