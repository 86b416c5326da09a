//! Which issues there are, what `digest show` says of that, and what number each has.

use chrono::TimeDelta;

use crate::{
    digest::{MONDAY, PAGE, answer, post, show, three_blogs},
    planet::Planet,
};

/// What `digest show` says of an issue, as text and as JSON, with whether its page is there.
fn standing(planet: &Planet, period: &str) -> (String, bool, bool) {
    let text = planet.run(&["digest", "show", period]).succeeded().stdout;
    let line = text.lines().find(|line| line.starts_with(period)).unwrap();
    let json = show(planet, &[period]);
    let page = planet.has(&format!("weekly/{period}/index.html"));
    let published = json["published"].as_bool().unwrap();
    (line.split_once("; ").unwrap().1.to_owned(), published, page)
}

#[test]
fn an_issue_is_published_when_it_was_whatever_planet_toml_asks_for_now() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    planet
        .table("min_items = 9")
        .wait(TimeDelta::hours(2))
        .build();
    let says = standing(&planet, "2026-w09");
    assert_eq!(says, ("published".to_owned(), true, true));

    planet.file("digest/2026-w09.toml", "title = \"Boats\"\n");
    let (text, published, page) = standing(&planet, "2026-w09");
    assert_eq!(
        text,
        "published; the next build takes it back, as it has too few items now"
    );
    assert!(published && page);
    planet.wait(TimeDelta::hours(2)).build();
    let says = standing(&planet, "2026-w09");
    let too_few = "too few items, not published".to_owned();
    assert_eq!(says, (too_few, false, false));
}

#[test]
fn a_changed_curation_file_is_told_until_a_build_has_followed_it() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    planet.file("digest/2026-w09.toml", "title = \"Boats\"\n");
    let (text, published, _) = standing(&planet, "2026-w09");
    assert_eq!(text, "published; the next build makes it anew, like this");
    assert!(published);
    planet.wait(TimeDelta::hours(2)).build();
    let says = standing(&planet, "2026-w09");
    assert_eq!(says, ("published".to_owned(), true, true));
}

#[test]
fn what_was_over_before_the_first_build_is_not_said_to_be_there_or_to_come() {
    let (_server, mut planet) = three_blogs();
    planet.at("2026-03-20T08:00:00Z").build();
    let never = "not made, and only a curation file makes it now: this is what it would be";
    let says = standing(&planet, "2026-w09");
    assert_eq!(says, (never.to_owned(), false, false));
    planet.file("digest/2026-w09.toml", "title = \"After all\"\n");
    let yet = "not made yet: this is what it would be now";
    let says = standing(&planet, "2026-w09");
    assert_eq!(says, (yet.to_owned(), false, false));
    planet.wait(TimeDelta::hours(2)).build();
    let says = standing(&planet, "2026-w09");
    assert_eq!(says, ("published".to_owned(), true, true));
}

#[test]
fn there_is_nothing_before_the_first_issue() {
    let (_server, mut planet) = three_blogs();
    planet.build();
    planet.at(MONDAY).build();
    planet.table("first = \"2026-W10\"").build();
    assert!(!planet.has(PAGE));
    for command in [
        &["digest", "show", "2026-w09"][..],
        &["digest", "draft", "2026-w09"],
        // That is the last week.
        &["digest", "show"],
    ] {
        let run = planet.run(command);
        assert_ne!(run.status, Some(0), "{command:?}");
        assert_eq!(run.stdout, "");
        let message = "there is no digest of `2026-w09`: the first is that of `2026-w10`";
        assert!(run.stderr.contains(message), "{}", run.stderr);
    }
    assert_eq!(show(&planet, &["current"])["number"], 1);
}

#[test]
fn an_older_issue_that_comes_late_changes_no_number() {
    let (server, mut planet) = three_blogs();
    answer(&server, "ana", &[post("ana", "e1", 17, "<p>Earlier.</p>")]);
    planet.table("min_items = 1").build();
    planet.at(MONDAY).build();
    planet.at("2026-03-09T00:30:00Z").build();
    let title = |planet: &Planet, week: &str| {
        let page = planet.page(&format!("weekly/2026-{week}/index.html"));
        let title = page.split_once("<h1 class=\"p-name\">").unwrap().1;
        title.split_once('<').unwrap().0.to_owned()
    };
    assert_eq!(title(&planet, "w09"), "Planet Test weekly #1");
    planet.file("digest/2026-w08.toml", "title = \"After all\"\n");
    planet.wait(TimeDelta::hours(2)).build();
    assert_eq!(title(&planet, "w09"), "Planet Test weekly #1");
    // Week 10 had nothing, which may change yet: number 2 is its own.
    assert_eq!(title(&planet, "w08"), "Planet Test weekly #3");
    assert_eq!(show(&planet, &["2026-w08"])["number"], 3);
    assert_eq!(show(&planet, &["current"])["number"], 4);
}
