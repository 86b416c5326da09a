use std::path::PathBuf;

use crate::{
    config::{Curation, Digest, Period, PeriodKind},
    feed::Timestamp,
    select::digest::{Due, begin, current, end, number},
    store::DigestRow,
    zones::Tz,
};

fn digest(period: PeriodKind) -> Digest {
    Digest {
        period,
        first: None,
        title: None,
        min_items: 3,
        backfill: 0,
        curation: PathBuf::from("digest"),
        sections: Vec::new(),
    }
}

fn of(name: &str) -> Period {
    Period::parse(name).unwrap()
}

fn at(moment: &str) -> Timestamp {
    moment.parse().unwrap()
}

fn row(name: &str, curation: Option<&str>) -> (Period, DigestRow) {
    let row = DigestRow {
        period: name.to_owned(),
        frozen: Timestamp::default(),
        updated: Timestamp::default(),
        curation: curation.map(str::to_owned),
        has_pool: true,
        has_issue: true,
        version: 1,
    };
    (of(name), row)
}

fn curation(name: &str, fingerprint: &str) -> Curation {
    Curation {
        path: PathBuf::new(),
        period: of(name),
        title: None,
        intro: None,
        items: Vec::new(),
        drops: Vec::new(),
        fingerprint: fingerprint.to_owned(),
    }
}

fn names(periods: &[Period]) -> Vec<String> {
    periods.iter().map(|period| period.name()).collect()
}

#[test]
fn a_period_begins_and_ends_at_midnight_in_the_planets_zone_also_when_clocks_change() {
    let dublin = Tz::named("Europe/Dublin").unwrap();
    // Clocks go forward on 29 March 2026, back on 25 October 2026.
    for (name, from, to) in [
        ("2026-w13", "2026-03-23T00:00:00Z", "2026-03-29T23:00:00Z"),
        ("2026-w14", "2026-03-29T23:00:00Z", "2026-04-05T23:00:00Z"),
        ("2026-w43", "2026-10-18T23:00:00Z", "2026-10-26T00:00:00Z"),
        ("2026-10", "2026-09-30T23:00:00Z", "2026-11-01T00:00:00Z"),
    ] {
        assert_eq!(begin(dublin, of(name)), at(from), "{name}");
        assert_eq!(end(dublin, of(name)), at(to), "{name}");
    }
    // Where the clock jumps over midnight, the day begins all the same. (Lebanon, 29 March 2026.)
    let beirut = Tz::named("Asia/Beirut").unwrap();
    assert_eq!(begin(beirut, of("2026-w14")), at("2026-03-29T21:00:00Z"));
    // A date line that was moved: Samoa had no 30 December 2011.
    let apia = Tz::named("Pacific/Apia").unwrap();
    assert_eq!(end(apia, of("2011-w52")), at("2012-01-01T10:00:00Z"));
}

#[test]
fn the_current_period_changes_at_the_moment_at_which_the_last_one_ends() {
    let digest = digest(PeriodKind::Week);
    let zone = Tz::named("America/New_York").unwrap();
    for name in ["2025-w01", "2025-w44", "2026-w10", "2026-w53"] {
        let over = end(zone, of(name));
        let before = over - chrono::TimeDelta::seconds(1);
        assert_eq!(current(&digest, zone, before), of(name));
        assert_eq!(current(&digest, zone, over), of(name).next());
    }
}

#[test]
fn numbers_count_from_the_first_that_was_frozen_or_from_where_planet_toml_says() {
    let mut digest = digest(PeriodKind::Week);
    assert_eq!(number(&digest, &[], of("2025-w44")), 1);
    let frozen = |name: &str, date: &str| {
        let (period, row) = row(name, None);
        let frozen = at(date);
        (period, DigestRow { frozen, ..row })
    };
    let mut rows = vec![
        frozen("2025-w40", "2025-10-06T00:00:00Z"),
        frozen("2025-w42", "2025-10-20T00:00:00Z"),
    ];
    let numbers = |digest: &Digest, rows: &[(Period, DigestRow)]| {
        ["2025-w40", "2025-w42", "2025-w43"].map(|name| number(digest, rows, of(name)))
    };
    assert_eq!(numbers(&digest, &rows), [1, 2, 3]);
    // Older ones, one of them never looked at when the others were made, come late.
    rows.insert(0, frozen("2025-w30", "2025-10-21T00:00:00Z"));
    rows.insert(2, frozen("2025-w41", "2025-10-21T00:00:00Z"));
    assert_eq!(numbers(&digest, &rows), [1, 2, 5]);
    assert_eq!(number(&digest, &rows, of("2025-w30")), 3);
    assert_eq!(number(&digest, &rows, of("2025-w41")), 4);
    // One that was too little becomes an issue, and one that was an issue too little.
    for has_issue in [false, true] {
        for (_, row) in &mut rows {
            row.has_issue = has_issue;
        }
        assert_eq!(numbers(&digest, &rows), [1, 2, 5]);
    }
    // What was over before all that has no number.
    let mark = DigestRow {
        has_pool: false,
        has_issue: false,
        ..rows[0].1.clone()
    };
    rows.insert(0, (of("2025-w29"), mark));
    assert_eq!(numbers(&digest, &rows), [1, 2, 5]);
    digest.first = Some(of("2025-w01"));
    assert_eq!(numbers(&digest, &rows), [40, 42, 43]);
}

#[test]
fn what_is_over_is_due_once_and_not_for_ever_back() {
    let digest = digest(PeriodKind::Week);
    let due = |rows: &[(Period, DigestRow)], now: &str| Due::of(&digest, rows, &[], of(now));
    let first = due(&[], "2025-w46");
    assert_eq!(first.before, Some(of("2025-w45")));
    assert!(first.over.is_empty());
    let rows = [row("2025-w44", None), row("2025-w45", None)];
    assert_eq!(due(&rows, "2025-w46"), Due::default());
    assert_eq!(
        names(&due(&rows, "2025-w48").over),
        ["2025-w46", "2025-w47"]
    );
    assert_eq!(
        names(&due(&rows, "2026-w30").over),
        ["2026-w26", "2026-w27", "2026-w28", "2026-w29"]
    );
    // A clock that was wrong.
    assert_eq!(due(&rows, "2025-w10"), Due::default());
}

#[test]
fn nothing_before_the_first_issue_is_due() {
    let mut digest = digest(PeriodKind::Month);
    digest.first = Some(of("2025-11"));
    let rows = [row("2025-08", None)];
    let due = Due::of(&digest, &rows, &[curation("2025-09", "a")], of("2025-12"));
    assert_eq!(names(&due.over), ["2025-11"]);
    assert!(due.curated.is_empty());
}

#[test]
fn a_curation_file_is_due_when_it_says_something_new() {
    let digest = digest(PeriodKind::Week);
    let rows = [
        row("2025-w43", Some("a")),
        row("2025-w44", Some("b")),
        row("2025-w45", None),
    ];
    let curated = |curations: &[Curation]| {
        let due = Due::of(&digest, &rows, curations, of("2025-w46"));
        names(&due.curated)
    };
    let same = [curation("2025-w43", "a"), curation("2025-w44", "b")];
    assert!(curated(&same).is_empty());
    let changed = [curation("2025-w43", "a"), curation("2025-w44", "c")];
    assert_eq!(curated(&changed), ["2025-w44"]);
    assert_eq!(curated(&same[..1]), ["2025-w44"]);
    // A new one for an issue that is there, one for a time that was never looked at, one for the running week.
    let new = ["2025-w45", "2025-w30", "2025-w46"].map(|name| curation(name, "n"));
    let all: Vec<Curation> = same.iter().chain(&new).cloned().collect();
    assert_eq!(curated(&all), ["2025-w30", "2025-w45"]);
}
