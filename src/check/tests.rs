//! What is found without any server: https addresses and blogs that others have taken over cannot be met on this machine.

use std::fmt::Write as _;

use chrono::DateTime;

use super::{over_https, twins};
use crate::{
    check::{
        Finding, Level,
        findings::{Case, of_feed},
    },
    config::{Config, NewUrl, Overrides},
    feed::Timestamp,
    normalize::normalize,
    parse::{Document, parse},
    refresh::Probe,
    store::{FeedState, Received, prepare},
};

const NOW: &str = "2026-03-01T12:00:00Z";

fn now() -> Timestamp {
    DateTime::parse_from_rfc3339(NOW).unwrap().to_utc()
}

fn config(urls: &[&str]) -> Config {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("planet.toml");
    let mut text = "title = \"P\"\nbase_url = \"https://planet.example/\"\n".to_owned();
    for (n, url) in urls.iter().enumerate() {
        write!(text, "[[feeds]]\nname = \"Blog {n}\"\nurl = \"{url}\"\n").unwrap();
    }
    std::fs::write(&path, text).unwrap();
    Config::load(&path, &Overrides::default()).unwrap()
}

/// A feed titled so, with posts at these paths of its host, a day apart.
fn probe(url: &str, title: &str, posts: &[&str]) -> Probe {
    let mut entries = String::new();
    for (n, post) in posts.iter().enumerate() {
        write!(
            entries,
            "<entry><id>{post}</id><title>{post}</title><link href=\"{post}\"/><updated>2026-02-{:02}T10:00:00Z</updated></entry>",
            27 - n
        )
        .unwrap();
    }
    let text = format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{title}</title><link href=\"/\"/>{entries}</feed>"
    );
    let document = Document {
        bytes: text.as_bytes(),
        url: Some(url),
        content_type: None,
    };
    Probe {
        feed: Some(prepare(normalize(parse(document).unwrap(), Some(url)))),
        answered: Some(url.parse().unwrap()),
        ..Probe::default()
    }
}

fn remembered(title: &str, home: &str, stored: u64) -> FeedState {
    FeedState {
        title: Some(title.to_owned()),
        home: Some(home.to_owned()),
        stored,
        ..FeedState::default()
    }
}

fn found(
    config: &Config,
    state: &FeedState,
    known: usize,
    probe: &Probe,
    secure: Option<&Probe>,
) -> Vec<Finding> {
    let feed = &config.feeds[0];
    let case = Case {
        config,
        feed,
        state,
        known,
        probe,
        secure,
    };
    of_feed(&case, now())
}

fn kinds(findings: &[Finding]) -> Vec<&'static str> {
    findings.iter().map(|finding| finding.kind).collect()
}

#[test]
fn https_is_looked_for_where_it_can_be() {
    let over = |url: &str| over_https(&url.parse().unwrap()).map(String::from);
    assert_eq!(
        over("http://ana.example/feed?x=1").as_deref(),
        Some("https://ana.example/feed?x=1")
    );
    assert_eq!(
        over("http://ana.example:80/f").as_deref(),
        Some("https://ana.example/f")
    );
    assert_eq!(over("http://ana.example:8080/f"), None);
    assert_eq!(over("https://ana.example/f"), None);
}

#[test]
fn https_is_written_only_for_the_same_feed() {
    let config = config(&["http://ana.example/feed"]);
    let (new, plain) = (
        FeedState::default(),
        probe("http://ana.example/feed", "Ana", &["/1", "/2"]),
    );
    let same = probe("https://ana.example/feed", "Ana", &["/2", "/1"]);
    let findings = found(&config, &new, 0, &plain, Some(&same));
    assert_eq!(kinds(&findings), ["https"]);
    assert_eq!(findings[0].fix, Some(NewUrl::Https));
    let other = probe("https://ana.example/feed", "Hosting", &["/welcome"]);
    let findings = found(&config, &new, 0, &plain, Some(&other));
    assert_eq!(kinds(&findings), ["https"]);
    assert_eq!(findings[0].fix, None);
    // Where only https answers, nobody knows what was there.
    let dead = Probe::default();
    let findings = found(&config, &new, 0, &dead, Some(&same));
    assert_eq!((kinds(&findings), &findings[0].fix), (vec!["https"], &None));
    // Sent there, but not for good.
    let sent = found(&config, &new, 0, &same, None);
    assert_eq!(
        (kinds(&sent), &sent[0].fix),
        (vec!["https"], &Some(NewUrl::Https))
    );
    // No feed over https is nothing to tell.
    assert_eq!(found(&config, &new, 0, &plain, Some(&dead)), []);
}

#[test]
fn a_blog_that_nobody_would_recognize_has_changed_hands() {
    let config = config(&["https://ana.example/feed"]);
    let url = "https://ana.example/feed";
    let before = remembered("Ana", "https://ana.example/", 30);
    let casino = probe(url, "Casino", &["/win"]);
    let findings = found(&config, &before, 0, &casino, None);
    assert_eq!(
        (kinds(&findings), findings[0].level),
        (vec!["changed-hands"], Level::Error)
    );
    assert!(
        findings[0].message.contains("it was `Ana` and is `Casino`"),
        "{}",
        findings[0].message
    );
    // Another name for posts that are known, or other posts under the same name: that is life.
    let findings = found(&config, &before, 1, &casino, None);
    assert_eq!(
        (kinds(&findings), findings[0].level),
        (vec!["renamed"], Level::Notice)
    );
    assert_eq!(
        found(&config, &before, 0, &probe(url, "Ana", &["/new"]), None),
        []
    );
    // Nothing is remembered of it.
    assert_eq!(found(&config, &FeedState::default(), 0, &casino, None), []);
    // Under its old name at another place.
    let elsewhere = Probe {
        answered: Some("https://parking.example/x".parse().unwrap()),
        ..probe("https://parking.example/x", "Ana", &["/win"])
    };
    assert_eq!(
        kinds(&found(&config, &before, 0, &elsewhere, None)),
        ["changed-hands"]
    );
}

#[test]
fn a_move_is_not_followed_to_a_blog_of_somebody_else() {
    let config = config(&["https://ana.example/feed"]);
    let moved = |title: &str| Probe {
        moved_to: Some("https://b.example/${HOME}/".parse().unwrap()),
        ..probe("https://b.example/feed", title, &["/1"])
    };
    let before = remembered("Ana", "https://ana.example/", 30);
    let findings = found(&config, &before, 0, &moved("Casino"), None);
    assert_eq!(kinds(&findings), ["moved", "changed-hands"]);
    assert_eq!(findings[0].fix, None);
    let findings = found(&config, &before, 1, &moved("Ana"), None);
    assert_eq!(kinds(&findings), ["moved"]);
    // The variable is not one that the other server may choose.
    let safe = "https://b.example/$%7BHOME%7D/";
    assert_eq!(findings[0].fix, Some(NewUrl::Is(safe.to_owned())));
}

#[test]
fn an_answer_from_elsewhere_is_told_unless_it_always_came_from_there() {
    let config = config(&["https://ana.example/feed"]);
    let at = |url: &str| probe(url, "Ana", &["/1"]);
    let new = FeedState::default();
    let used_to = FeedState {
        received: Some(Box::new(Received {
            url: Some("https://feeds.service.example/ana".to_owned()),
            ..Received::default()
        })),
        ..FeedState::default()
    };
    for near in [
        "https://www.ana.example/f",
        "https://blog.ana.example/f",
        "https://ana.example/x",
    ] {
        assert_eq!(found(&config, &new, 0, &at(near), None), [], "{near}");
    }
    let far = at("https://feeds.service.example/ana");
    assert_eq!(kinds(&found(&config, &new, 0, &far, None)), ["other-host"]);
    assert_eq!(found(&config, &used_to, 0, &far, None), []);
    assert_eq!(
        kinds(&found(
            &config,
            &new,
            0,
            &at("https://banana.example/"),
            None
        )),
        ["other-host"]
    );
}

#[test]
fn what_is_wrong_with_dates_is_said() {
    let config = config(&["https://ana.example/feed"]);
    let new = FeedState::default();
    let dated = |dates: &[&str]| {
        let entries: Vec<String> = dates
            .iter()
            .enumerate()
            .map(|(n, date)| format!("<item><guid>{n}</guid><title>{n}</title>{date}</item>"))
            .collect();
        let text = format!(
            "<rss version=\"2.0\"><channel><title>Ana</title>{}</channel></rss>",
            entries.concat()
        );
        let document = Document {
            bytes: text.as_bytes(),
            url: None,
            content_type: None,
        };
        let probe = Probe {
            feed: Some(prepare(normalize(parse(document).unwrap(), None))),
            ..Probe::default()
        };
        kinds(&found(&config, &new, 0, &probe, None))
    };
    let on = |date: &str| format!("<pubDate>{date}</pubDate>");
    assert_eq!(dated(&[]), ["no-posts"]);
    assert_eq!(dated(&["", ""]), ["no-dates"]);
    assert_eq!(dated(&[&on("Sat, 28 Feb 2026 10:00:00 GMT"), ""]), [""; 0]);
    assert_eq!(dated(&[&on("Sun, 01 Mar 2026 23:00:00 GMT")]), [""; 0]);
    assert_eq!(
        dated(&[&on("Sat, 07 Mar 2026 10:00:00 GMT")]),
        ["dated-ahead"]
    );
    assert_eq!(dated(&[&on("Sat, 01 Mar 2025 10:00:00 GMT")]), ["quiet"]);
    let same = on("Sat, 28 Feb 2026 10:00:00 GMT");
    assert_eq!(dated(&[same.as_str(); 11]), ["one-date"]);
    assert_eq!(dated(&[same.as_str(); 10]), [""; 0]);
}

#[test]
fn two_feeds_of_one_blog_are_told_once_at_the_later_one() {
    let config = config(&[
        "https://a.example/atom",
        "https://a.example/rss",
        "https://b.example/",
    ]);
    let posts = [
        "https://a.example/1",
        "https://a.example/2",
        "https://a.example/3",
    ];
    let probes = [
        probe("https://a.example/atom", "A", &posts),
        probe(
            "https://a.example/rss",
            "A",
            &[posts[2], posts[1], posts[0], "https://a.example/4"],
        ),
        probe(
            "https://b.example/",
            "B",
            &[posts[0], posts[1], "https://b.example/1"],
        ),
    ];
    let told = twins::find(&config, &[], &[0, 1, 2], &probes);
    let told: Vec<Option<&str>> = told
        .iter()
        .map(|finding| finding.as_ref().map(|finding| finding.kind))
        .collect();
    assert_eq!(told, [None, Some("same-posts"), None]);

    // Where one leads to the other they are the same, whatever is in them; also if only one is asked.
    let leads = |url: &str| Probe {
        answered: Some(url.parse().unwrap()),
        ..Probe::default()
    };
    let probes = [
        leads("http://www.a.example/rss/"),
        leads("https://a.example/rss"),
    ];
    let told = twins::find(&config, &[], &[0, 1], &probes);
    assert_eq!(
        (
            told[0].is_none(),
            told[1].as_ref().map(|finding| finding.level)
        ),
        (true, Some(Level::Error))
    );
    let told = twins::find(&config, &[], &[0], &probes[..1]);
    assert_eq!(
        told[0].as_ref().map(|finding| finding.kind),
        Some("duplicate")
    );
}
