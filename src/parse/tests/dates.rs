//! Dates in whole documents, on both reading paths.

use crate::{
    feed::Timestamp,
    parse::{
        ParsedFeed,
        tests::{ATOM, RSS, both, read},
    },
};

/// The document as both readers have it.
fn strictly(text: &str) -> ParsedFeed {
    let (strict, tolerant) = both(text).expect("follows the rules");
    assert_eq!(strict, tolerant);
    strict
}

/// The document with something only the tolerant reader takes, the same to it.
fn tolerantly(text: &str) -> ParsedFeed {
    let broken = text.replacen("<title", "<nobody:knows/><title", 1);
    assert!(both(&broken).is_none());
    read(&broken)
}

fn on_both_paths(text: &str, check: impl Fn(&ParsedFeed)) {
    check(&strictly(text));
    check(&tolerantly(text));
}

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

const RSS_DATE: &str = "<pubDate>Mon, 01 Jan 2024 00:00:00 +0100</pubDate>";
const ATOM_DATE: &str = "<published>2024-01-01T00:00:00+01:00</published>";

#[test]
fn a_bad_second_date_never_wipes_a_good_first_one() {
    let good = Some(at("2023-12-31T23:00:00Z"));
    for bad in ["never", "", " ", "9999-12-31T00:00:00Z", "Mon, 01 Foo 2024"] {
        for second in [
            format!("<pubDate>{bad}</pubDate>"),
            format!("<dc:date>{bad}</dc:date>"),
        ] {
            for both in [format!("{RSS_DATE}{second}"), format!("{second}{RSS_DATE}")] {
                let feed = read(&RSS.replace(RSS_DATE, &both));
                assert_eq!(feed.entries[0].published, good, "{both}");
            }
        }
        let second = format!("<published>{bad}</published>");
        for both in [
            format!("{ATOM_DATE}{second}"),
            format!("{second}{ATOM_DATE}"),
        ] {
            let feed = read(&ATOM.replace(ATOM_DATE, &both));
            assert_eq!(feed.entries[0].published, good, "{both}");
        }
        // The feed's own date is another field, to both readers.
        let feed = RSS.replace("Tue, 02 Jan 2024 03:04:05 GMT", bad);
        on_both_paths(&feed, |feed| {
            assert_eq!(feed.updated, None);
            assert_eq!(feed.entries[0].published, good);
        });
        let feed = ATOM.replace("2024-01-02T00:00:00Z", bad);
        on_both_paths(&feed, |feed| {
            assert_eq!(feed.updated, Some(at("2024-01-02T03:04:05Z")));
            assert_eq!(feed.entries[0].updated, None);
            assert_eq!(feed.entries[0].published, good);
        });
    }
}

#[test]
fn nonsense_is_no_date_in_any_document() {
    for nonsense in [
        "9999-12-31T23:59:59Z",
        "2024-13-01T00:00:00Z",
        "Mon, 32 Jan 2024",
    ] {
        let dates = format!("<pubDate>{nonsense}</pubDate>");
        on_both_paths(&RSS.replace(RSS_DATE, &dates), |feed| {
            assert_eq!(feed.entries[0].published, None);
        });
        let dates = format!("<published>{nonsense}</published>");
        on_both_paths(&ATOM.replace(ATOM_DATE, &dates), |feed| {
            assert_eq!(feed.entries[0].published, None);
        });
    }
}

#[test]
fn a_time_without_a_zone_is_in_the_feeds() {
    // The feed's date has the offset, the entry's hasn't, and the other way around.
    let rss = RSS
        .replace("03:04:05 GMT", "03:04:05 JST")
        .replace("00:00:00 +0100", "12:00:00");
    on_both_paths(&rss, |feed| {
        assert_eq!(feed.entries[0].published, Some(at("2024-01-01T03:00:00Z")));
    });
    let atom = ATOM
        .replace("2024-01-02T03:04:05Z", "2024-01-02T03:04:05")
        .replace("2024-01-02T00:00:00Z", "2024-01-02T00:00:00");
    on_both_paths(&atom, |feed| {
        assert_eq!(feed.updated, Some(at("2024-01-02T02:04:05Z")));
        assert_eq!(feed.entries[0].updated, Some(at("2024-01-01T23:00:00Z")));
    });
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": [
        {"id": "1", "date_published": "2024-01-01T12:00:00"}, {"id": "2", "date_modified": "2024-01-01T12:00:00-05:00"}]}"#;
    assert_eq!(
        read(json).entries[0].published,
        Some(at("2024-01-01T17:00:00Z"))
    );
    let cdf = "<channel lastmod='2024-01-01T12:00'><item href='/1' lastmod='2024-01-01T12:00+0200'/></channel>";
    assert_eq!(read(cdf).updated, Some(at("2024-01-01T10:00:00Z")));
}

#[test]
fn a_feed_in_several_zones_or_none_leaves_a_time_without_one_in_utc() {
    let several = RSS.replace(
        "</item>",
        "</item><item><link>/2</link><pubDate>Mon, 01 Jan 2024 12:00:00</pubDate></item>",
    );
    on_both_paths(&several, |feed| {
        assert_eq!(feed.entries[1].published, Some(at("2024-01-01T12:00:00Z")));
    });
    let none = ATOM
        .replace("05Z", "05")
        .replace("00Z", "00")
        .replace("+01:00", "");
    // Not even the language tells.
    on_both_paths(&none, |feed| {
        assert_eq!(feed.language.as_deref(), Some("de-DE"));
        assert_eq!(feed.entries[0].published, Some(at("2024-01-01T00:00:00Z")));
    });
}
