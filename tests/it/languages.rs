//! A site in its own language, from planet.toml to the page.

use chrono::TimeDelta;

use crate::{
    planet::{Item, Planet, atom, item, undated},
    server::{Reply, Server},
};

const TABLES: &str = "src/language/tables";

/// A post of so many words.
fn long(id: &str, published: &str, word: &str, words: usize) -> Item {
    Item {
        title: word.to_owned(),
        content: format!("<p>{}</p>", vec![word; words].join(" ")),
        ..item(id, published)
    }
}

/// A planet with every case that has words of its own: long and short posts, problems, held posts, a feed that has moved,
/// several groups and pages.
fn rich(server: &Server, language: &str) -> Planet {
    let posts = [
        long("a", "2026-02-28T10:00:00Z", "Wasser", 900),
        long("b", "2026-02-27T10:00:00Z", "Ufer", 150),
        long("c", "2025-12-27T10:00:00Z", "Brücke", 5),
        undated("ohne"),
        item("morgen", "2027-01-01T00:00:00Z"),
    ];
    server.always("/gut", Reply::ok(atom("Gut", &posts)));
    server.always("/weg", Reply::new(410, &[], ""));
    server.always("/neu", Reply::redirect(301, "/gut"));
    let mut planet = Planet::new();
    planet
        .set("language", &format!("\"{language}\""))
        .set("timezone", "\"Asia/Tokyo\"")
        .table(
            "[river]\nentries_per_page = 2\n[owner]\nname = \"Ufer\"\nemail = \"a@ufer.example\"\n\
             [digest]\nbackfill = 1\nmin_items = 1",
        )
        .feed_with("Gut", &server.url("/gut"), "group = \"Ufer\"")
        .feed("Weg", &server.url("/weg"))
        .feed("Neu", &server.url("/neu"));
    planet
}

/// What a page says to people: the text between its tags and the attributes that are read out or shown.
fn said(page: &str) -> Vec<String> {
    let mut said = Vec::new();
    for part in page.split('<') {
        let (tag, text) = part.split_once('>').unwrap_or(("", part));
        said.push(text.trim().to_owned());
        for name in ["aria-label", "title", "content", "placeholder"] {
            for value in tag.split(&format!(" {name}=\"")).skip(1) {
                said.push(value.split('"').next().unwrap().to_owned());
            }
        }
    }
    said.retain(|text| !text.is_empty() && !text.contains("default-src") && !text.contains("://"));
    said
}

/// Whether `words` are in the text, and not only as a part of other words.
fn has_words(text: &str, words: &str) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    text.match_indices(words).any(|(at, found)| {
        let before = text[..at].chars().next_back();
        let after = text[at + found.len()..].chars().next();
        !is_letter(before) && !is_letter(after)
    })
}

/// The whole texts of a table of messages, and of each of their forms, without what is put into them.
fn texts(tag: &str) -> Vec<String> {
    let table = std::fs::read_to_string(format!("{TABLES}/{tag}.ftl")).unwrap();
    let lines = table.lines().filter(|line| !line.starts_with('#'));
    lines
        .map(|line| match line.split_once(" = ") {
            Some((_, text)) => text.to_owned(),
            None => line.split_once(']').map_or("", |(_, text)| text).to_owned(),
        })
        .flat_map(|text| {
            let pieces = text.split(['{', '}']).step_by(2);
            pieces
                .map(|piece| piece.trim().to_owned())
                .collect::<Vec<_>>()
        })
        .filter(|text| text.chars().filter(|c| c.is_alphabetic()).count() > 3)
        .collect()
}

#[test]
fn no_english_word_of_planet_is_left_on_a_german_page() {
    let server = Server::start();
    let planet = rich(&server, "de");
    planet.build();
    let english = texts("en");
    assert!(english.len() > 200, "the table was not read");
    let german = texts("de").join("\n");
    // What is the same in both, as `Status`, or a part of a German word.
    let english: Vec<&String> = english
        .iter()
        .filter(|text| !german.contains(*text))
        .collect();
    let pages = [
        "index.html",
        "page/2/index.html",
        "feeds/gut/index.html",
        "feeds/weg/index.html",
        "blogroll/index.html",
        "status/index.html",
        "titles/index.html",
        "archive/index.html",
        "2026/index.html",
        "2026/02/index.html",
        "2026/02/28/index.html",
        "404.html",
        "weekly/index.html",
        "weekly/2025-w52/index.html",
    ];
    for path in pages {
        let page = planet.page(path);
        assert!(page.contains("<html lang=\"de\" dir=\"ltr\">"), "{path}");
        for text in said(&page) {
            let found = english.iter().find(|english| has_words(&text, english));
            // The exact words of a problem follow the German ones, marked as English.
            let exact = text == "(the server says that the feed is gone for good (410))";
            assert!(exact || found.is_none(), "{path}: {text:?} has {found:?}");
        }
    }
}

#[test]
fn a_german_page_says_it_in_german() {
    let server = Server::start();
    let planet = rich(&server, "de");
    planet.build();
    let river = planet.page("index.html");
    for words in [
        "Samstag, 28. Februar 2026",
        "Den ganzen Beitrag lesen",
        "5 Min. Lesezeit",
        "Ältere Beiträge",
        "Zeitzone: Asia/Tokyo.",
        "Schreib uns",
    ] {
        assert!(river.contains(words), "{words}");
    }
    let status = planet.page("status/index.html");
    for words in [
        "Problem: den Feed gibt es nicht mehr <span class=\"exact\" lang=\"en\" dir=\"ltr\">(",
        "2 Beiträge werden zurückgehalten: 1 hat kein Datum",
        "1 trägt ein Datum in der Zukunft",
        "Dauerhaft umgezogen nach",
        "<dt>Neuester Beitrag</dt>",
        "<title>Status · Planet Test</title>",
    ] {
        assert!(status.contains(words), "{words}");
    }
    assert!(
        planet
            .page("404.html")
            .contains("<h1>Seite nicht gefunden</h1>")
    );
}

#[test]
fn an_arabic_site_runs_from_right_to_left_with_western_digits() {
    let server = Server::start();
    let planet = rich(&server, "ar");
    planet.build();
    let river = planet.page("index.html");
    assert!(river.contains("<html lang=\"ar\" dir=\"rtl\">"));
    assert!(river.contains("السبت، 28 فبراير 2026"));
    let eastern = |c: char| ('\u{660}'..='\u{669}').contains(&c);
    assert!(!river.contains(eastern));
}

/// Programs read these: they are the same whatever the site's language is.
#[test]
fn data_stays_in_english() {
    let server = Server::start();
    let planet = rich(&server, "de");
    planet.build();
    let gut = planet.status_of("Gut");
    assert_eq!(
        gut["held_reasons"][0],
        "1 has no date and was there before the feed was first read"
    );
    assert_eq!(gut["held"][0]["reason"], "undated");
    assert_eq!(gut["held"][0]["count"], 1);
    let weg = planet.status_of("Weg");
    assert!(weg["problem"]["message"].as_str().unwrap().contains("gone"));
    assert!(weg["problem"]["since"].as_str().unwrap().ends_with('Z'));
}

#[test]
fn the_status_page_shows_every_time_in_the_planets_zone_and_names_it() {
    let server = Server::start();
    let planet = rich(&server, "en");
    planet.build();
    let status = planet.page("status/index.html");
    // The planet's clock stands at noon in UTC.
    assert!(status.contains("1 Mar 2026, 21:00</time>"), "{status}");
    assert!(status.contains("datetime=\"2026-03-01T12:00:00Z\""));
    assert!(status.contains("Times are Asia/Tokyo."));
    assert!(!status.contains("UTC"));
}

#[test]
fn a_planet_may_say_it_in_its_own_words_and_its_pages_follow() {
    let server = Server::start();
    server.always(
        "/a",
        Reply::ok(atom("A", &[item("a", "2026-02-28T10:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.feed("A", &server.url("/a")).file(
        "languages/en.ftl",
        "nav-river = Fresh\ndate-weekday = { $weekday_short }, { $day }/{ $month_number }\n",
    );
    planet.build();
    let page = planet.page("index.html");
    assert!(page.contains(">Fresh</a>"));
    assert!(page.contains(">Sat, 28/2</time>") || page.contains(">Sat, 28/2</a></time>"));
    assert!(page.contains(">Blogs</a>"));
    planet.file("languages/en.ftl", "nav-river = Fresher\n");
    planet.wait(TimeDelta::minutes(5)).build();
    assert!(planet.page("index.html").contains(">Fresher</a>"));
    assert!(planet.page("feeds/a/index.html").contains(">Fresher</a>"));
}

#[test]
fn a_language_that_planet_does_not_know_can_be_added() {
    let server = Server::start();
    server.always(
        "/a",
        Reply::ok(atom("A", &[item("a", "2026-02-28T10:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet
        .set("language", "\"eo\"")
        .feed("A", &server.url("/a"))
        .file("languages/eo.ftl", "nav-status = Stato\n");
    planet.build();
    let page = planet.page("index.html");
    assert!(page.contains("<html lang=\"eo\""));
    assert!(page.contains(">Stato</a>") && page.contains(">Subscribe</a>"));
}

#[test]
fn a_broken_table_is_told_with_file_and_line_before_any_feed_is_asked() {
    let server = Server::start();
    server.always(
        "/a",
        Reply::ok(atom("A", &[item("a", "2026-02-28T10:00:00Z")])),
    );
    let mut planet = Planet::new();
    planet.feed("A", &server.url("/a"));
    for (text, line, said) in [
        (
            "nav-river = River\nthis is no message\n",
            2,
            "this is not a message",
        ),
        ("\n\nposts = { $cuont } posts\n", 3, "asks for `$cuont`"),
    ] {
        planet.file("languages/en.ftl", text);
        let run = planet.run(&["build"]).ended_with(1);
        let place = format!("en.ftl`, line {line}: ");
        assert!(run.stderr.contains(&place), "{}", run.stderr);
        assert!(run.stderr.contains(said), "{}", run.stderr);
        assert!(run.stderr.contains("hint: "), "{}", run.stderr);
    }
    assert!(server.requests().is_empty());
    assert!(!planet.has("index.html"));
}

#[test]
fn an_entry_without_a_language_gets_that_of_its_script_or_at_least_its_direction() {
    let server = Server::start();
    let titled = |id: &str, title: &str| Item {
        title: title.to_owned(),
        content: format!("<p>{title}</p>"),
        ..item(id, "2026-02-28T10:00:00Z")
    };
    let posts = [
        titled("ja", "潮だまりの観察日記"),
        titled("he", "הנמל פתוח היום"),
        titled("ar", "الميناء مفتوح اليوم"),
        titled("ru", "Записки с причала"),
        titled("zh", "港口今天开放"),
        titled("en", "The harbor is open"),
    ];
    server.always("/a", Reply::ok(atom("A", &posts)));
    let mut planet = Planet::new();
    planet.feed("A", &server.url("/a"));
    planet.build();
    let page = planet.page("index.html");
    let heading = |title: &str| {
        let before = page.split(&format!(">{title}</a>")).next().unwrap();
        let heading = before.rsplit("<h3 class=\"entry-title\"").next().unwrap();
        heading.split('>').next().unwrap().trim().to_owned()
    };
    assert_eq!(heading("潮だまりの観察日記"), "dir=\"ltr\" lang=\"ja\"");
    assert_eq!(heading("הנמל פתוח היום"), "dir=\"rtl\" lang=\"he\"");
    assert_eq!(heading("الميناء مفتوح اليوم"), "dir=\"rtl\"");
    assert_eq!(heading("Записки с причала"), "dir=\"ltr\"");
    assert_eq!(heading("港口今天开放"), "dir=\"ltr\"");
    assert_eq!(heading("The harbor is open"), "dir=\"ltr\"");
}
