//! Zones by name, and the zone of a feed for times that have none.

use crate::parse::date::{Clock, tests::check};

#[test]
fn named_zones_the_world_over_are_known() {
    check(&[
        ("Thu, 01 Jan 2004 12:00:00 ut", "2004-01-01T12:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 Z", "2004-01-01T12:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 EDT", "2004-01-01T16:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 CDT", "2004-01-01T17:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 CST", "2004-01-01T18:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 MDT", "2004-01-01T18:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 PDT", "2004-01-01T19:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 PST", "2004-01-01T20:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 AKST", "2004-01-01T21:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 HST", "2004-01-01T22:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 SST", "2004-01-01T23:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 AST", "2004-01-01T16:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 ADT", "2004-01-01T15:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 NST", "2004-01-01T15:30:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 BRT", "2004-01-01T15:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 CVT", "2004-01-01T13:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 BST", "2004-01-01T11:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 MET", "2004-01-01T11:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 MEST", "2004-01-01T10:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 CEST", "2004-01-01T10:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 EET", "2004-01-01T10:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 MSK", "2004-01-01T09:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 IRST", "2004-01-01T08:30:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 IST", "2004-01-01T06:30:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 NPT", "2004-01-01T06:15:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 WIB", "2004-01-01T05:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 HKT", "2004-01-01T04:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 ACWST", "2004-01-01T03:15:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 JST", "2004-01-01T03:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 ACDT", "2004-01-01T01:30:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 AEDT", "2004-01-01T01:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 NZDT", "2003-12-31T23:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 CHADT", "2003-12-31T22:15:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 LINT", "2003-12-31T22:00:00Z"),
        // Disney's.
        ("Mon, 26 January 2004 16:31:00 AT", "2004-01-26T20:31:00Z"),
        ("Mon, 26 January 2004 16:31:00 ET", "2004-01-26T21:31:00Z"),
        ("Mon, 26 January 2004 16:31:00 CT", "2004-01-26T22:31:00Z"),
        ("Mon, 26 January 2004 16:31:00 MT", "2004-01-26T23:31:00Z"),
        ("Mon, 26 January 2004 16:31:00 PT", "2004-01-27T00:31:00Z"),
        // Military, with RFC 822's signs.
        ("Thu, 01 Jan 2004 12:00:00 A", "2004-01-01T13:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 M", "2004-01-02T00:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 N", "2004-01-01T11:00:00Z"),
        ("Thu, 01 Jan 2004 12:00:00 Y", "2004-01-01T00:00:00Z"),
        // A name nobody knows, and what is only a word.
        ("Thu, 01 Jan 2004 12:00:00 XYZT", "2004-01-01T12:00:00Z"),
        ("Thu, 01 Jan 2004 12:00 h", "2004-01-01T12:00:00Z"),
    ]);
}

#[test]
fn places_have_the_offset_of_their_day() {
    check(&[
        (
            "Fri, 31 Mar 2023 20:19:00 America/Los_Angeles",
            "2023-04-01T03:19:00Z",
        ),
        (
            "Fri, 31 Jan 2023 20:19:00 America/Los_Angeles",
            "2023-02-01T04:19:00Z",
        ),
        (
            "Thu, 25 Feb 2016 00:00:00 Europe/Brussels",
            "2016-02-24T23:00:00Z",
        ),
        (
            "2016-02-25 00:00 America/Argentina/Buenos_Aires",
            "2016-02-25T03:00:00Z",
        ),
        ("Wed, 19 Aug 2009 18:28:00 Etc/GMT", "2009-08-19T18:28:00Z"),
        // An hour that summer time skipped, and one that came twice.
        ("2024-03-31 02:30 Europe/Paris", "2024-03-31T00:30:00Z"),
        ("2024-10-27 02:30 Europe/Paris", "2024-10-27T00:30:00Z"),
        ("2024-10-27 02:30 Europe/Nowhere", "2024-10-27T02:30:00Z"),
    ]);
}

#[test]
fn offsets_that_no_place_has_are_none() {
    check(&[
        ("2023-05-29 00:00:00-12:00", "2023-05-29T12:00:00Z"),
        ("2023-05-29 00:00:00-13:00", "2023-05-29T00:00:00Z"),
        ("2023-05-29 00:00:00+14:00", "2023-05-28T10:00:00Z"),
        ("2023-05-29 00:00:00+15:00", "2023-05-29T00:00:00Z"),
        ("2023-05-29 00:00:00+00:99", "2023-05-29T00:00:00Z"),
        ("Sun, 16 Dec 2012 11:47:32 +zz:00", "2012-12-16T11:47:32Z"),
    ]);
}

/// What a document's dates are read as, once all of them have been seen.
fn together<const N: usize>(texts: [&str; N]) -> [String; N] {
    let clock = Clock::default();
    let read = || texts.map(|text| clock.read(text).unwrap().to_rfc3339());
    let first = read();
    if clock.adjust() { read() } else { first }
}

#[test]
fn times_without_a_zone_are_of_the_feeds_zone() {
    let [_, second, third] = together([
        "2024-01-01T12:00:00+09:00",
        "2024-01-02T12:00:00",
        "Wed, 03 Jan 2024 12:00:00 JST",
    ]);
    assert_eq!(second, "2024-01-02T03:00:00+00:00");
    assert_eq!(third, "2024-01-03T03:00:00+00:00");
    let [korean, _] = together(["2004년 05월 28일 01:31:15", "2024-01-01T12:00:00-05:00"]);
    assert_eq!(korean, "2004-05-28T06:31:15+00:00");
    let [korean, _] = together(["2004년 05월 28일 01:31:15", "2024-01-01T12:00:00Z"]);
    assert_eq!(korean, "2004-05-28T01:31:15+00:00");
}

#[test]
fn a_feed_in_two_zones_or_none_does_not_tell_which() {
    let [first, ..] = together([
        "2024-01-02T12:00:00",
        "2024-01-01T12:00:00+01:00",
        "2024-07-01T12:00:00+02:00",
    ]);
    assert_eq!(first, "2024-01-02T12:00:00+00:00");
    let [first, _] = together(["2024-01-02T12:00:00", "1072986501"]);
    assert_eq!(first, "2024-01-02T12:00:00+00:00");
}

#[test]
fn a_day_is_that_day_everywhere() {
    let [day, _] = together(["2024-01-02", "2024-01-01T12:00:00+09:00"]);
    assert_eq!(day, "2024-01-02T00:00:00+00:00");
}

#[test]
fn no_zone_moves_a_date_out_of_the_years_that_a_feed_can_speak_of() {
    let clock = Clock::default();
    assert!(clock.read("2026-01-01T09:00:00+02:00").is_some());
    clock.adjust();
    assert_eq!(clock.read("1800-01-01T00:30:00"), None);
    assert!(clock.read("1800-01-01T02:30:00").is_some());
}
