//! Every way in which a feed may state its own address.

use std::sync::Arc;

use super::Secrets;
use crate::feed::{Category, Content, Enclosure, Entry, Feed, Link, Person, RawHtml, Source, Text};

fn hidden(text: &str, url: &str) -> String {
    let url = url.parse().unwrap();
    let mut text = text.to_owned();
    Secrets::of(&[&url], &["v4lue!".to_owned()]).hide(&mut text);
    text
}

const URL: &str = "https://ana:passw0rd@ana.example:8080/s3cret/feed?k=1&x=2";

#[test]
fn only_the_host_is_left_of_an_address_in_every_form() {
    for form in [
        "ana.example:8080/s3cret/feed?k=1&x=2",
        "ana.example:8080/s3cret/feed?k=1&amp;x=2",
        "ana.example:8080/s3cret/feed?k=1&#38;x=2",
        "ana.example:8080/s3cret/feed?k=1&#038;x=2",
        "ana.example:8080/s3cret/feed?k=1&#x26;x=2",
        "ana.example:8080/s3cret/feed?k=1&#X0026;x=2",
        "ana.example:8080/s3cret/feed?k=1&AMP;x=2",
        "ana.example:8080/s3cret/feed?k=1&amp;amp;x=2",
        "ana.example:8080/s3cret/feed?k=1&amp;#38;x=2",
        "ana.example:8080/s3cret/feed?k=1\\u0026x=2",
        "ana.example:8080/s3cret/feed?k=1\\x26x=2",
        "ana.example:8080\\/s3cret\\/feed?k=1&x=2",
        "ana.example:8080\\s3cret\\feed?k=1&x=2",
        "ana.example%3A8080%2Fs3cret%2Ffeed%3Fk%3D1%26x%3D2",
        "ana.example%3a8080%2fs3cret%2ffeed%3fk%3d1%26x%3d2",
        "ana.example%253A8080%252Fs3cret%252Ffeed%253Fk%253D1%2526x%253D2",
        "ana.example&colon;8080&sol;s3cret&sol;feed&quest;k&equals;1&x&equals;2",
        "ANA.Example:8080/s3cret/feed?k=1&x=2",
        "ana.example:8080/s3cre%74/feed?k=1&x=2",
        "ana.example:8080//s3cret/./feed?k=1&x=2",
        "ana.example:8080/s3\ncret/feed?k=1&x=2",
    ] {
        let text = format!("<id>https://{form}#1</id>");
        assert_eq!(
            hidden(&text, URL),
            "<id>https://ana.example:8080/#1</id>",
            "{form}"
        );
    }
    assert_eq!(
        hidden(
            "https://ana.example:443/mine/x",
            "https://ana.example/mine/x"
        ),
        "https://ana.example/"
    );
    assert_eq!(
        hidden(
            "https://ana.example./mine/x/",
            "https://ana.example/mine/x/"
        ),
        "https://ana.example//"
    );
}

#[test]
fn the_host_and_what_is_no_part_of_the_address_stay() {
    for text in [
        "https://ana.example:8080/2026/a",
        "https://bo.example/2026/feedback?k=1&y=2",
        "Ana & Bo &amp; 100 % of 1\\2, \u{e9}\u{20ac} %E9 &eacute; &#xD800;",
    ] {
        assert_eq!(hidden(text, URL), text);
    }
    // A path that may be a word of any text.
    for (path, text) in [
        ("fa?token=abcdef", "urn:test:fa, Post fa"),
        ("members", "all members of it"),
        ("a1", "see a1"),
    ] {
        assert_eq!(hidden(text, &format!("https://ana.example/{path}")), text);
    }
    assert_eq!(
        hidden("<a href='/members'>", "https://ana.example/members"),
        "<a href='/***'>"
    );
    // What is the host alone is no secret.
    let text = "https://ana.example/ is ana.example";
    assert_eq!(hidden(text, "https://ana.example/"), text);
    let text = "<a href='https://rust.example/'>Rust</a> and rust/cargo";
    assert_eq!(hidden(text, "https://ana.example/rust?k=1"), text);
    let blog = "https://ana.example/blog/feed";
    let text =
        "https://ana.example/blog/feedback, https://bo.example/blog/feed, the feed of a blog";
    assert_eq!(hidden(text, blog), text);
}

#[test]
fn words_that_somebody_chose_for_people_are_no_secret_of_their_own() {
    for (path, text) in [
        (
            "/acme/some-internal-project/releases.atom?token=9f8e7d6c5b4a",
            "https://github.example/acme/some-internal-project/releases/tag/2",
        ),
        (
            "/my-year-in-the-mountains/feed",
            "/my-year-in-the-mountains/1",
        ),
        ("/a/podcast2024/feed", "https://ana.example/podcast2024/1"),
        (
            "/feeds/posts/default",
            "https://bo.example/feeds/posts/default",
        ),
    ] {
        assert_eq!(hidden(text, &format!("https://ana.example{path}")), text);
    }
    for token in [
        "123e4567-e89b-12d3-a456-426614174000",
        "d2hhdCBhIHNlY3JldCB0aGlzIGlz",
        "f3a90bc1",
        "averyveryverylongsecret",
        "Hidden-Things-Of-Ours-1",
    ] {
        let url = format!("https://ana.example/{token}/feed.xml");
        assert_eq!(hidden(&format!("see {token}."), &url), "see ***.");
    }
}

#[test]
fn a_path_is_found_without_its_host() {
    for (path, written) in [
        ("/hidden-path", "<a href='/hidden-path'>"),
        ("/hidden-path", "<a href=hidden-path>"),
        ("/hidden-path", "<a href=\"../hidden-path/\">"),
        ("/hidden-path", "https:/hidden-path"),
        ("/a/hidden/feed.xml", "<a href='/a/hidden/feed.xml'>"),
        ("/feed?u=ana", "<a href='/feed?u=ana#x'>"),
        ("/blog/feed/", "<a href='/blog/feed/'>"),
        (
            "/p/9f8e7d6c5b4a/feed",
            "<a href='https://cdn.example/9f8e7d6c5b4a.png'>",
        ),
        (
            "/p/9f8e7d6c5b4a.xml",
            "https://ana.example/p/9f8e7d6c5b4a/comments",
        ),
        ("/feed?u=9f8e7d6c5b4a", "my number is 9f8e7d6c5b4a"),
    ] {
        let hidden = hidden(written, &format!("https://ana.example{path}"));
        let path = path.trim_matches('/');
        assert!(
            !hidden.contains(path) && !hidden.contains("9f8e"),
            "{path}: {hidden}"
        );
        assert!(hidden.contains("***"), "{hidden}");
    }
}

#[test]
fn credentials_and_the_values_of_variables_are_starred_the_longest_first() {
    assert_eq!(hidden("a passw0rd, a v4lue!", URL), "a ***, a ***");
    assert_eq!(
        hidden("https://ana:passw0rd@ana.example/", URL),
        "https://***@ana.example/"
    );
    assert_eq!(
        hidden(
            "https://t0ken-of-ana@ana.example/x",
            "https://t0ken-of-ana@ana.example/feed"
        ),
        "https://***@ana.example/x"
    );
    assert_eq!(
        hidden(
            "https://ana.example/post?token=abcdef",
            "https://ana.example/?token=abcdef"
        ),
        "https://ana.example/post?token=***"
    );
    let url = "https://ana.example/feed".parse().unwrap();
    let mut text = "abcdef and abcdefghij".to_owned();
    let values = ["abcdef".to_owned(), "abcdefghij".to_owned()];
    Secrets::of(&[&url], &values).hide(&mut text);
    assert_eq!(text, "*** and ***");
    // A name beside a password is a word like any other.
    assert_eq!(
        hidden("many readers", "https://readers:pw@ana.example/"),
        "many readers"
    );
}

#[test]
fn user_and_password_are_found_as_they_are_sent() {
    // "ana:passw0rd", "ana:p@ssw0rds", "t0ken:"
    for (user, sent) in [
        ("ana:passw0rd", "YW5hOnBhc3N3MHJk"),
        ("ana:p%40ssw0rds", "YW5hOnBAc3N3MHJkcw=="),
        ("ana:p%40ssw0rds", "YW5hOnBAc3N3MHJkcw"),
        ("ana:p%40ssw0rds", "YW5hOnBAc3N3MHJkcw%3D%3D"),
        ("t0ken", "dDBrZW46"),
    ] {
        let url = format!("https://{user}@ana.example/feed");
        assert_eq!(
            hidden(&format!("Authorization: Basic {sent}."), &url),
            "Authorization: Basic ***.",
            "{user}"
        );
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "a feed that has everything")]
fn no_text_of_a_feed_is_left_out() {
    const SECRET: &str = "https://ana.example/s3cret/9f8e7d6c";
    let one = || Some(SECRET.to_owned());
    let html = || {
        Text::Html(RawHtml {
            markup: SECRET.to_owned(),
            base: Some(Arc::from(SECRET)),
        })
    };
    let text = || Some(html());
    let people = || {
        vec![Person {
            name: one(),
            email: one(),
            uri: one(),
        }]
    };
    let categories = || {
        vec![Category {
            term: SECRET.to_owned(),
            scheme: one(),
            label: one(),
        }]
    };
    let links = || {
        vec![Link {
            href: SECRET.to_owned(),
            rel: SECRET.to_owned(),
            media_type: one(),
            title: one(),
            hreflang: one(),
            length: None,
        }]
    };
    let source = Source {
        id: one(),
        title: text(),
        subtitle: text(),
        link: one(),
        links: links(),
        updated: None,
        authors: people(),
        contributors: people(),
        categories: categories(),
        rights: text(),
    };
    let entry = Entry {
        id: SECRET.to_owned(),
        id_generated: false,
        title: text(),
        permalink: one(),
        links: links(),
        published: None,
        updated: None,
        summary: Some(Text::Plain(SECRET.to_owned())),
        content: Some(Content {
            text: html(),
            src: one(),
            language: one(),
        }),
        authors: people(),
        contributors: people(),
        categories: categories(),
        enclosures: vec![Enclosure {
            url: SECRET.to_owned(),
            media_type: one(),
            length: None,
        }],
        thumbnail: one(),
        comments: one(),
        rights: text(),
        language: one(),
        source: Some(source),
    };
    let mut feed = Feed {
        id: one(),
        title: text(),
        subtitle: text(),
        link: one(),
        links: links(),
        updated: None,
        published: None,
        language: one(),
        authors: people(),
        contributors: people(),
        categories: categories(),
        rights: text(),
        generator: one(),
        icon: one(),
        logo: one(),
        ttl: None,
        entries: vec![entry],
    };
    let before = format!("{feed:?}");
    let url = SECRET.parse().unwrap();
    Secrets::of(&[&url], &[]).hide_in(&mut feed);
    let after = format!("{feed:?}");
    assert!(before.matches(SECRET).count() > 50);
    assert!(
        !after.contains("s3cret") && !after.contains("9f8e"),
        "{after}"
    );
    assert_eq!(
        after.matches("https://ana.example/").count(),
        before.matches(SECRET).count()
    );
}
