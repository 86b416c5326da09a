//! What templates say in the site's language.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::theme::tests::{BASE_URL, assemble, file_and_line, front_page, load, pages, planet};
use crate::theme::{BUILT_IN, Planet, Theme, ThemeError, embedded, sample};
use crate::zones::Tz;

fn in_language(files: &[(&str, &str)], language: &str, zone: Tz) -> Result<Theme, ThemeError> {
    let folder = planet(files);
    let planet = Planet {
        base_url: BASE_URL,
        language,
        zone,
        extra: &json!({}),
    };
    assemble(folder.path(), BUILT_IN, planet)
}

/// What a template shows in the place of the page for unknown addresses.
fn shows(template: &str, language: &str) -> Result<String, ThemeError> {
    let theme = in_language(&[("templates/404.html", template)], language, Tz::UTC)?;
    let mut all = pages(&theme, &sample::full(BASE_URL, &json!({})));
    Ok(all.pop().unwrap().1)
}

fn fault(template: &str) -> String {
    let error = shows(template, "en").err().unwrap();
    let (file, line) = file_and_line(&error);
    assert!(file.ends_with("404.html"), "{file}");
    assert_eq!(line, Some(1));
    error.to_string()
}

#[test]
fn a_template_asks_for_messages_by_their_names() {
    let template = "{{ t(key=\"posts\", count=3) }}, {{ t(key=\"entry-by\", author=\"Ana\") }}, {{ t(key=\"nav-archive\") }}";
    assert_eq!(shows(template, "en").unwrap(), "3 posts, by Ana, Archive");
    assert_eq!(
        shows(template, "de").unwrap(),
        "3 Beiträge, von Ana, Archiv"
    );
}

#[test]
fn a_message_and_what_it_is_given_are_text() {
    let own = ("languages/en.ftl", "entry-by = <i>by</i> { $author } & co.");
    let template = (
        "templates/404.html",
        "{{ t(key=\"entry-by\", author=\"<b>Ana</b>\") }}",
    );
    let theme = in_language(&[own, template], "en", Tz::UTC).unwrap();
    let mut all = pages(&theme, &sample::full(BASE_URL, &json!({})));
    assert_eq!(
        all.pop().unwrap().1,
        "&lt;i&gt;by&lt;/i&gt; &lt;b&gt;Ana&lt;/b&gt; &amp; co."
    );
}

#[test]
fn what_is_markup_already_stays_markup_in_a_sentence_that_is_text() {
    let template = "{% set link %}<a href=\"/\">{{ \"<Ana>\" }}</a>{% endset %}\
        {{ t(key=\"feed-stale-since\", date=\"<now>\", problem=link) }}";
    assert_eq!(
        shows(template, "en").unwrap(),
        "Since &lt;now&gt;: <a href=\"/\">&lt;Ana&gt;</a>."
    );
}

/// The mark that holds the place of markup is no character; text that has it all the same shows no markup twice.
#[test]
fn text_cannot_stand_for_markup() {
    let template = "{% set link %}<b>{% endset %}\
        {{ t(key=\"feed-stale-since\", date=\"\u{FDD0}0\u{FDD0}\", problem=link) }}";
    assert_eq!(shows(template, "en").unwrap(), "Since 0: <b>.");
}

#[test]
fn a_message_that_nobody_has_fails_at_load_with_file_line_and_suggestion() {
    let said = fault("{{ t(key=\"nav-archiv\") }}");
    assert!(said.contains("no message `nav-archiv`"), "{said}");
    assert!(said.contains("did you mean `nav-archive`?"), "{said}");
}

#[test]
fn an_argument_that_is_missing_or_nothing_fails_at_load() {
    let said = fault("{{ t(key=\"posts\") }}");
    assert!(said.contains("asks for `count`"), "{said}");
    let said = fault("{{ t(key=\"posts\", count=site.owner) }}");
    assert!(said.contains("`count` of the message `posts`"), "{said}");
    let said = fault("{{ t(key=\"entry-by\", author=none) }}");
    assert!(said.contains("`author` of the message"), "{said}");
}

#[test]
fn dates_are_written_in_the_style_and_with_the_names_of_the_language() {
    let template = "{{ \"2025-11-09T23:05:00Z\" | date(style=\"weekday\") }}|{{ \"2025-11-09\" | date(style=\"short\") }}|\
        {{ \"2025-11\" | date(style=\"month\") }}|{{ \"2025-11-09T23:05:00Z\" | date(format=\"%a %A %b %B %-d %H:%M\") }}";
    assert_eq!(
        shows(template, "en").unwrap(),
        "Sunday, 9 November 2025|9 Nov 2025|November 2025|Sun Sunday Nov November 9 23:05"
    );
    assert_eq!(
        shows(template, "es").unwrap(),
        "domingo, 9 de noviembre de 2025|9 nov 2025|noviembre de 2025|dom domingo nov noviembre 9 23:05"
    );
}

#[test]
fn moments_are_shown_in_the_planets_zone_and_days_as_they_are() {
    let template = "{{ \"2025-11-09T23:05:00Z\" | date(style=\"day-time\") }}|{{ \"2025-11-09T23:05:00Z\" | date(format=\"%H:%M %Z\") }}|\
        {{ \"2025-11-09\" | date(style=\"day\") }}";
    let theme = in_language(
        &[("templates/404.html", template)],
        "en",
        Tz::named("Asia/Tokyo").unwrap(),
    )
    .unwrap();
    let mut all = pages(&theme, &sample::full(BASE_URL, &json!({})));
    assert_eq!(
        all.pop().unwrap().1,
        "10 November 2025, 08:05|08:05 JST|9 November 2025"
    );
}

#[test]
fn a_style_of_dates_that_is_none_fails_at_load_and_names_those_there_are() {
    let said = fault("{{ \"2025-11-09T23:05:00Z\" | date(style=\"long\") }}");
    assert!(said.contains("`long` is not a style of dates"), "{said}");
    assert!(said.contains("`weekday`"), "{said}");
}

#[test]
fn sizes_are_written_as_the_language_writes_numbers() {
    let template = "{{ 1 | filesize }}|{{ 91300 | filesize }}|{{ 6120000 | filesize }}";
    assert_eq!(shows(template, "en").unwrap(), "1 byte|92 kB|6.2 MB");
    assert_eq!(shows(template, "de").unwrap(), "1 Byte|92 kB|6,2 MB");
    assert_eq!(
        shows(template, "fr").unwrap(),
        "1 octet|92\u{A0}ko|6,2\u{A0}Mo"
    );
}

#[test]
fn messages_of_the_planet_go_over_those_of_the_theme_and_those_over_the_built_in_ones() {
    let files = [
        (
            "themes/delta/languages/en.ftl",
            "nav-river = Delta\nnav-blogs = Banks\nferry = The ferry of { $day }",
        ),
        ("languages/en.ftl", "nav-river = Estuary"),
        ("languages/README.md", "no table"),
        (
            "templates/_footer_extra.html",
            "{{ t(key=\"ferry\", day=\"Monday\") }}",
        ),
    ];
    let html = front_page(&load(&files, "delta", &json!({})).unwrap(), &json!({}));
    for part in [
        ">Estuary</a>",
        ">Banks</a>",
        ">Status</a>",
        "The ferry of Monday",
    ] {
        assert!(html.contains(part), "{part}");
    }
    assert!(!html.contains(">Delta</a>"));
}

#[test]
fn a_table_that_is_broken_fails_at_load_with_its_file_and_line_also_when_it_is_not_used() {
    for file in ["languages/en.ftl", "languages/fr.ftl"] {
        let files = [(file, "nav-river = River\n\nthis is no message\n")];
        let error = load(&files, BUILT_IN, &json!({})).err().unwrap();
        let said = error.to_string();
        assert!(said.contains(&format!("{file}`, line 3")), "{said}");
        assert!(error.hint().unwrap().contains("projectfluent.org"));
    }
}

#[test]
fn a_change_of_words_changes_the_fingerprint_that_pages_are_made_from() {
    let print = |text: &str| {
        let theme = load(&[("languages/en.ftl", text)], BUILT_IN, &json!({})).unwrap();
        theme.fingerprint().to_owned()
    };
    assert_eq!(print("nav-river = A"), print("nav-river = A"));
    assert_ne!(print("nav-river = A"), print("nav-river = B"));
}

#[test]
fn the_built_in_theme_can_be_shown_in_every_language() {
    for language in ["ar", "de", "en", "es", "fr", "ja", "zh", "eo"] {
        let theme = in_language(&[], language, Tz::UTC).unwrap();
        for (path, html) in pages(&theme, &sample::full(BASE_URL, &json!({}))) {
            // What no message filled in.
            assert!(!html.contains("{ $"), "{language}: {path}");
        }
    }
}

/// Names that are the same in every language.
const NAMES: [&str; 7] = [
    "Atom",
    "RSS",
    "JSON Feed",
    "OPML",
    "status.json",
    "planet.toml",
    "HTTP",
];

/// The text of a template that is there for people: what stands between tags, and in the attributes that are read out or
/// shown. Tera's own is cut out.
fn texts(template: &str) -> Vec<String> {
    let mut text = template.to_owned();
    for (open, close) in [("{#", "#}"), ("{%", "%}"), ("{{", "}}")] {
        while let Some(start) = text.find(open) {
            let end = start + text[start..].find(close).unwrap() + 2;
            text.replace_range(start..end, "\u{0}");
        }
    }
    let mut texts = Vec::new();
    for part in text.split('<') {
        let (tag, words) = part.rsplit_once('>').unwrap_or(("", part));
        // The letters on keys are the same everywhere.
        if tag != "kbd" {
            texts.push(words.to_owned());
        }
        for name in ["aria-label", "title", "alt", "placeholder", "label"] {
            for attribute in tag.split(&format!(" {name}=\"")).skip(1) {
                texts.push(attribute.split('"').next().unwrap().to_owned());
            }
        }
        for attribute in tag.split(" data-").skip(1) {
            let value = attribute.split("=\"").nth(1).unwrap_or_default();
            let value = value.split('"').next().unwrap();
            // One word is for the script, a sentence is for people.
            if value.contains(' ') {
                texts.push(value.to_owned());
            }
        }
    }
    texts
}

#[test]
fn no_word_for_people_stands_in_a_template() {
    let themes = Path::new(env!("CARGO_MANIFEST_DIR")).join("themes");
    let folders = embedded::THEMES.iter().map(|theme| themes.join(theme.name));
    let files = folders.flat_map(|folder| fs::read_dir(folder.join("templates")).unwrap());
    for file in files {
        let path = file.unwrap().path();
        for text in texts(&fs::read_to_string(&path).unwrap()) {
            let mut rest = text.clone();
            for name in NAMES {
                rest = rest.replace(name, "");
            }
            assert!(
                !rest.chars().any(char::is_alphabetic),
                "{}: {text:?} should be a message",
                path.display()
            );
        }
    }
}

#[test]
fn these_tests_see_what_people_see() {
    let template = "{# no #}<p class=\"no\" title=\"one\" data-a=\"no\" data-b=\"two words\">three {{ no }} <b>four</b></p>{% if no %}";
    let seen: Vec<String> = texts(template)
        .into_iter()
        .map(|text| text.replace('\u{0}', "").trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect();
    assert_eq!(seen, ["three", "one", "two words", "four"]);
}

/// The sheet serves right-to-left planets too, so nothing in it says left or right, top or bottom.
#[test]
fn the_stylesheets_have_logical_properties_only() {
    let assets = embedded::THEMES.iter().flat_map(|theme| theme.assets);
    let sheets: Vec<_> = assets
        .filter(|(name, _)| Path::new(name).extension() == Some("css".as_ref()))
        .collect();
    assert_eq!(sheets.len(), embedded::THEMES.len());
    for (name, sheet) in sheets {
        let wrong = physical(std::str::from_utf8(sheet).unwrap());
        assert!(wrong.is_empty(), "{name}: {wrong:#?}");
    }
}

#[test]
fn physical_properties_are_found() {
    let sheet = "/* left: no */ a { margin-left: 1px; text-align: right; color: red }\n\
        @media (min-width: 1px) { b { inset-inline-start: 0; left: 0; float: left } }\n\
        .left > i { padding: 1px 2px; margin: 1px 2px 3px 4px; border-left-color: red; width: 3px }\n\
        u { border-top-left-radius: 1px; inset: 0 auto 0 1rem; padding: 1px 2px 3px 2px; background: left }";
    assert_eq!(
        physical(sheet),
        [
            "margin-left: 1px",
            "text-align: right",
            "left: 0",
            "float: left",
            "margin: 1px 2px 3px 4px",
            "border-left-color: red",
            "width: 3px",
            "border-top-left-radius: 1px",
            "inset: 0 auto 0 1rem",
            "background: left"
        ]
    );
}

/// The declarations of a stylesheet that mean a side of the screen and not one of the text.
fn physical(sheet: &str) -> Vec<String> {
    let mut css = sheet.to_owned();
    while let Some(start) = css.find("/*") {
        let end = start + css[start..].find("*/").unwrap() + 2;
        css.replace_range(start..end, "");
    }
    let blocks = css.split('{').skip(1);
    let declarations = blocks.flat_map(|block| block.split('}').next().unwrap().split(';'));
    declarations
        .map(str::trim)
        .filter(|declaration| {
            let Some((name, value)) = declaration.split_once(':') else {
                return false;
            };
            let parts: Vec<&str> = name.split('-').collect();
            let sides = ["left", "right", "top", "bottom", "width", "height"];
            let side = parts.iter().any(|part| sides.contains(part))
                && !["line-height", "border-width", "outline-width"].contains(&name);
            let words: Vec<&str> = value.split_whitespace().collect();
            let value_side = words.iter().any(|word| ["left", "right"].contains(word));
            let uneven = [
                "margin",
                "padding",
                "inset",
                "scroll-margin",
                "border-width",
            ]
            .contains(&name)
                && matches!(words.as_slice(), [_, right, _, left, ..] if right != left);
            !name.starts_with("--") && (side || value_side || uneven)
        })
        .map(str::to_owned)
        .collect()
}
