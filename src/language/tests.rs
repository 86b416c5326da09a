use std::collections::BTreeSet;

use chrono::{NaiveDate, NaiveDateTime};

use crate::language::{
    Argument, Language, LanguageError, STYLES, Style, Table,
    table::{self, BUILT_IN},
};

/// What templates and stages may ask for by a name that is put together.
const REASONS: [&str; 4] = ["new-feed", "undated", "future", "restamped"];

fn language(tag: &str) -> Language {
    Language::load(tag, Vec::new()).unwrap()
}

fn with(tag: &str, own: &[(&str, &str)]) -> Result<Language, LanguageError> {
    let tables = own
        .iter()
        .map(|(tag, text)| Table::read(tag, &format!("languages/{tag}.ftl"), text))
        .collect::<Result<_, _>>()?;
    Language::load(tag, tables)
}

fn counted(language: &Language, id: &str, count: i64) -> String {
    language
        .text(id, &[("count", Argument::Number(count))])
        .unwrap()
}

fn at(year: i32, month: u32, day: u32) -> NaiveDateTime {
    let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
    date.and_hms_opt(9, 5, 0).unwrap()
}

#[test]
fn the_tables_are_the_files_of_the_folder() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/language/tables");
    let files: BTreeSet<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    let listed = BUILT_IN.iter().map(|(tag, _)| format!("{tag}.ftl"));
    assert_eq!(files, listed.collect());
}

#[test]
fn every_language_has_the_messages_of_english_and_no_other() {
    let ids = |table: &Table| table.needs.keys().cloned().collect::<BTreeSet<_>>();
    let tables = table::built_in(&BUILT_IN.map(|(tag, _)| tag.to_owned())).unwrap();
    let english = tables.iter().find(|table| table.tag == "en").unwrap();
    for table in &tables {
        let missing: Vec<_> = ids(english).difference(&ids(table)).cloned().collect();
        let unknown: Vec<_> = ids(table).difference(&ids(english)).cloned().collect();
        assert!(missing.is_empty(), "{} has no {missing:?}", table.tag);
        assert!(unknown.is_empty(), "{} has {unknown:?}", table.tag);
    }
}

#[test]
fn every_message_says_something_for_every_number() {
    for (tag, _) in BUILT_IN {
        let language = language(tag);
        for id in language.messages.keys() {
            for number in [0, 1, 2, 3, 11, 100] {
                let arguments: Vec<(&str, Argument<'_>)> = language
                    .arguments(id)
                    .unwrap()
                    .iter()
                    .map(|name| match name.as_str() {
                        "count" | "posts" | "blogs" | "number" | "day" => {
                            (name.as_str(), Argument::Number(number))
                        }
                        _ => (name.as_str(), Argument::Text("‹text›")),
                    })
                    .collect();
                let text = language.text(id, &arguments).unwrap();
                let bundle = &language.bundles[language.messages[id].bundle];
                let fluent = arguments
                    .iter()
                    .map(|(name, value)| (*name, value.to_fluent()));
                let exact = crate::language::format(bundle, id, &fluent.collect());
                assert_eq!(Some(&text), exact.as_ref(), "{tag}: {id}");
                let may_be_empty = id == "sentence-space";
                assert!(may_be_empty || !text.is_empty(), "{tag}: {id}");
                assert!(!text.contains(['{', '}']), "{tag}: {id}: {text}");
                assert_eq!(text, text.replace("  ", " "), "{tag}: {id}");
            }
        }
    }
}

/// The messages that are the same as in English, since their words are.
const SAME: [(&str, &[&str]); 3] = [
    (
        "de",
        &[
            "blogroll-feed",
            "blogroll-feed-of",
            "blogroll-home",
            "blogroll-home-of",
            "blogroll-title",
            "nav-blogs",
            "nav-status",
            "river-blogs-title",
            "status-feed",
            "status-problem",
            "status-title",
        ],
    ),
    (
        "es",
        &[
            "blogroll-home",
            "blogroll-home-of",
            "blogroll-title",
            "nav-blogs",
            "river-blogs-title",
        ],
    ),
    (
        "fr",
        &[
            "blogroll-home",
            "blogroll-title",
            "digest-articles",
            "digest-discussions",
            "nav-blogs",
            "pager-label",
            "river-blogs-title",
            "theme-auto",
        ],
    ),
];

#[test]
fn nothing_is_left_untranslated() {
    let english = language("en");
    for (tag, _) in BUILT_IN.iter().filter(|(tag, _)| *tag != "en") {
        let language = language(tag);
        let mut same = BTreeSet::new();
        for id in english.messages.keys() {
            let text = |language: &Language| {
                let arguments = language.arguments(id).unwrap();
                let numbers = arguments
                    .iter()
                    .map(|name| (name.as_str(), Argument::Number(7)));
                language.text(id, &numbers.collect::<Vec<_>>()).unwrap()
            };
            let is_words = text(&english).chars().filter(|c| c.is_alphabetic()).count() > 3;
            let is_date = Style::of_message(id).is_some();
            if is_words && !is_date && text(&english) == text(&language) {
                same.insert(id.as_str());
            }
        }
        // Counted things are plural here.
        for id in ["blogs", "feeds", "size-bytes"] {
            same.remove(id);
        }
        let known = SAME.iter().find(|(known, _)| known == tag);
        let known: BTreeSet<&str> = known
            .iter()
            .flat_map(|(_, ids)| ids.iter().copied())
            .collect();
        assert_eq!(same, known, "{tag}");
    }
}

/// A sentence that leaves out what it is given says less than the English one.
#[test]
fn every_language_says_what_english_says() {
    let english = language("en");
    for (tag, _) in BUILT_IN {
        let language = language(tag);
        for id in english.messages.keys().filter(|id| {
            let is_exact = id.starts_with("problem-");
            !is_exact && Style::of_message(id).is_none()
        }) {
            let set = |language: &Language| {
                let arguments = language.arguments(id).unwrap();
                arguments.iter().cloned().collect::<BTreeSet<_>>()
            };
            assert_eq!(set(&language), set(&english), "{tag}: {id}");
        }
    }
}

#[test]
fn plural_forms_are_those_of_the_language() {
    let posts = |tag: &str| [0, 1, 2, 3, 11, 100].map(|n| counted(&language(tag), "posts", n));
    assert_eq!(
        posts("en"),
        [
            "0 posts",
            "1 post",
            "2 posts",
            "3 posts",
            "11 posts",
            "100 posts"
        ]
    );
    assert_eq!(
        posts("de"),
        [
            "0 Beiträge",
            "1 Beitrag",
            "2 Beiträge",
            "3 Beiträge",
            "11 Beiträge",
            "100 Beiträge"
        ]
    );
    // In French nothing is singular.
    assert_eq!(
        posts("fr"),
        [
            "0 billet",
            "1 billet",
            "2 billets",
            "3 billets",
            "11 billets",
            "100 billets"
        ]
    );
    assert_eq!(
        posts("es"),
        [
            "0 entradas",
            "1 entrada",
            "2 entradas",
            "3 entradas",
            "11 entradas",
            "100 entradas"
        ]
    );
    assert_eq!(
        posts("zh"),
        [0, 1, 2, 3, 11, 100].map(|n| format!("{n} 篇文章"))
    );
    assert_eq!(
        posts("ja"),
        [0, 1, 2, 3, 11, 100].map(|n| format!("記事{n}件"))
    );
    assert_eq!(
        posts("ar"),
        [
            "لا تدوينات",
            "تدوينة واحدة",
            "تدوينتان",
            "3 تدوينات",
            "11 تدوينة",
            "100 تدوينة"
        ]
    );
}

#[test]
fn every_kind_of_problem_and_every_reason_has_its_words_in_every_language() {
    let kinds = [
        "http",
        "gone",
        "rate-limited",
        "timeout",
        "dns",
        "connect",
        "tls",
        "too-large",
        "redirect",
        "forbidden",
        "protocol",
        "web-page",
        "not-a-feed",
        "json",
        "empty",
        "no-entries",
        "malformed",
        "io",
        "internal",
    ];
    for (tag, _) in BUILT_IN {
        let language = language(tag);
        for kind in kinds {
            let exact = [("message", Argument::Text("HTTP 500"))];
            let text = language.text(&format!("problem-{kind}"), &exact).unwrap();
            assert_eq!(text == "HTTP 500", tag == "en", "{tag}: {kind}: {text}");
        }
        for reason in REASONS {
            let text = counted(&language, &format!("held-{reason}"), 2);
            assert!(!text.is_empty(), "{tag}: {reason}");
        }
    }
}

/// They name the landmarks of one page, for those who go from one to the next by ear.
#[test]
fn no_two_landmarks_have_one_name() {
    let ids = [
        "nav-label",
        "sidebar-label",
        "river-days",
        "pager-label",
        "pager-days",
        "pager-months",
        "pager-years",
    ];
    for (tag, _) in BUILT_IN {
        let language = language(tag);
        let names = ids.map(|id| language.text(id, &[]).unwrap());
        let distinct: BTreeSet<&String> = names.iter().collect();
        assert_eq!(distinct.len(), ids.len(), "{tag}: {names:?}");
    }
}

/// One moment in every language: day, weekday, day and time, day of a month, month, year, short, time.
const DATES: [(&str, [&str; 8]); 7] = [
    (
        "en",
        [
            "12 November 2025",
            "Wednesday, 12 November 2025",
            "12 November 2025, 09:05",
            "12 November",
            "November 2025",
            "2025",
            "12 Nov 2025",
            "09:05",
        ],
    ),
    (
        "de",
        [
            "12. November 2025",
            "Mittwoch, 12. November 2025",
            "12. November 2025, 09:05 Uhr",
            "12. November",
            "November 2025",
            "2025",
            "12. Nov. 2025",
            "09:05",
        ],
    ),
    (
        "fr",
        [
            "12 novembre 2025",
            "mercredi 12 novembre 2025",
            "12 novembre 2025 à 09:05",
            "12 novembre",
            "novembre 2025",
            "2025",
            "12 nov. 2025",
            "09:05",
        ],
    ),
    (
        "es",
        [
            "12 de noviembre de 2025",
            "miércoles, 12 de noviembre de 2025",
            "12 de noviembre de 2025, 09:05",
            "12 de noviembre",
            "noviembre de 2025",
            "2025",
            "12 nov 2025",
            "09:05",
        ],
    ),
    (
        "zh",
        [
            "2025年11月12日",
            "2025年11月12日 星期三",
            "2025年11月12日 09:05",
            "11月12日",
            "2025年11月",
            "2025年",
            "2025年11月12日",
            "09:05",
        ],
    ),
    (
        "ja",
        [
            "2025年11月12日",
            "2025年11月12日 水曜日",
            "2025年11月12日 09:05",
            "11月12日",
            "2025年11月",
            "2025年",
            "2025年11月12日",
            "09:05",
        ],
    ),
    (
        "ar",
        [
            "12 نوفمبر 2025",
            "الأربعاء، 12 نوفمبر 2025",
            "12 نوفمبر 2025، 09:05",
            "12 نوفمبر",
            "نوفمبر 2025",
            "2025",
            "12 نوفمبر 2025",
            "09:05",
        ],
    ),
];

#[test]
fn every_language_puts_a_date_in_its_own_order() {
    let styles = [
        Style::Day,
        Style::Weekday,
        Style::DayTime,
        Style::DayMonth,
        Style::Month,
        Style::Year,
        Style::Short,
        Style::Time,
    ];
    for (tag, dates) in DATES {
        let language = language(tag);
        let written = styles.map(|style| language.date(style, at(2025, 11, 12)));
        assert_eq!(written, dates, "{tag}");
    }
    assert_eq!(DATES.len(), BUILT_IN.len());
}

#[test]
fn every_month_and_weekday_has_a_name_of_its_own() {
    for (tag, _) in BUILT_IN {
        let language = language(tag);
        let months: BTreeSet<_> = (1..=12)
            .map(|month| language.date(Style::Month, at(2025, month, 1)))
            .collect();
        let weekdays: BTreeSet<_> = (1..=7)
            .map(|day| {
                let date = language.date(Style::Weekday, at(2025, 11, day));
                date.replace(&language.date(Style::Day, at(2025, 11, day)), "")
            })
            .collect();
        assert_eq!((months.len(), weekdays.len()), (12, 7), "{tag}");
        for (name, style) in STYLES {
            assert_eq!(style.message(), format!("date-{name}"));
            assert!(
                !language.date(style, at(2025, 2, 3)).is_empty(),
                "{tag}: {name}"
            );
        }
    }
}

#[test]
fn the_first_of_a_month_is_an_ordinal_in_french_alone() {
    let first = |tag: &str| language(tag).date(Style::Day, at(2025, 2, 1));
    assert_eq!(first("fr"), "1er février 2025");
    assert_eq!(first("es"), "1 de febrero de 2025");
}

#[test]
fn headings_begin_with_a_capital_letter() {
    let day = NaiveDate::from_ymd_opt(2025, 11, 12).unwrap();
    assert_eq!(
        language("fr").heading(Style::Weekday, day),
        "Mercredi 12 novembre 2025"
    );
    assert_eq!(language("zh").heading(Style::Month, day), "2025年11月");
}

#[test]
fn a_tag_is_looked_up_as_it_is_then_by_its_first_part_then_english() {
    assert_eq!(counted(&language("de-AT"), "posts", 1), "1 Beitrag");
    assert_eq!(counted(&language("ZH-hant-tw"), "posts", 1), "1 篇文章");
    assert_eq!(counted(&language("eo"), "posts", 1), "1 post");
    let own = [
        ("de-at", "posts = Jänner"),
        ("de", "nav-search = Nachschau"),
    ];
    let austrian = with("de-AT", &own).unwrap();
    assert_eq!(counted(&austrian, "posts", 1), "Jänner");
    assert_eq!(austrian.text("nav-search", &[]).unwrap(), "Nachschau");
    assert_eq!(austrian.text("nav-blogs", &[]).unwrap(), "Blogs");
}

#[test]
fn a_new_language_falls_back_to_english_message_by_message() {
    let own = [(
        "pl",
        "posts = { $count ->\n    [one] { $count } wpis\n    [few] { $count } wpisy\n   *[many] { $count } wpisów\n}\n",
    )];
    let polish = with("pl", &own).unwrap();
    let posts = [1, 3, 11, 22].map(|n| counted(&polish, "posts", n));
    assert_eq!(posts, ["1 wpis", "3 wpisy", "11 wpisów", "22 wpisy"]);
    // English words keep the plural forms of English.
    assert_eq!(counted(&polish, "blogs", 22), "22 blogs");
    assert_eq!(
        polish.date(Style::Day, at(2025, 11, 12)),
        "12 November 2025"
    );
}

#[test]
fn of_two_tables_of_one_language_the_later_wins() {
    let tables = ["nav-river = Theme\nnav-tags = Theme", "nav-river = Planet"]
        .map(|text| Table::read("en", "languages/en.ftl", text).unwrap());
    let language = Language::load("en", tables.into()).unwrap();
    assert_eq!(language.text("nav-river", &[]).unwrap(), "Planet");
    assert_eq!(language.text("nav-tags", &[]).unwrap(), "Theme");
    assert_eq!(language.text("nav-blogs", &[]).unwrap(), "Blogs");
}

#[test]
fn names_in_a_sentence_stand_there_as_they_are() {
    let arguments = [("author", Argument::Text("ضفاف <b>"))];
    let text = language("en").text("entry-by", &arguments).unwrap();
    assert_eq!(text, "by ضفاف <b>");
}

#[test]
fn every_mistake_of_a_table_is_told_with_its_line() {
    for (text, line, said) in [
        ("a = b\n\nthis is no message\n", 3, "not a message"),
        ("a = { $count ->\n    [one] x\n}\n", 3, "not a message"),
        ("a = b\nb = c\na = d\n", 3, "`a` is here twice"),
        ("a = b\nc =\n    .title = d\n", 2, "`c` has no text"),
        (
            "\n\nnav-river = { $who }\n",
            3,
            "asks for `$who`, but is given nothing",
        ),
        (
            "posts = { $coutn } posts",
            1,
            "asks for `$coutn`, but is given `$count`",
        ),
        ("# x\na = { b }\n", 2, "`a` refers to `b`"),
        ("a = { b }\nb = { a }\n", 2, "refer to each other"),
        ("a = { -b }\n-b = { -c }\n", 2, "`-b` refers to `-c`"),
        ("x = y\na = { NUMBER($b) }\n", 2, "functions"),
        ("x = y\nmonths = January | February\n", 2, "12 names"),
    ] {
        let error = with("en", &[("en", text)]).err().unwrap();
        match &error {
            LanguageError::Table { file, line: at, .. } => {
                assert_eq!((file.as_str(), *at), ("languages/en.ftl", line), "{error}");
            }
            other => panic!("{other}"),
        }
        assert!(error.to_string().contains(said), "{error}");
    }
}

#[test]
fn a_file_that_is_not_named_after_a_language_is_refused() {
    let error = Table::read("my words", "languages/my words.ftl", "").unwrap_err();
    assert!(error.to_string().contains("my words.ftl"), "{error}");
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_mistake() {
    let own = [("en", "\u{FEFF}nav-river = One\r\nnav-tags = Two\r\n")];
    let language = with("en", &own).unwrap();
    assert_eq!(language.text("nav-river", &[]).unwrap(), "One");
    assert_eq!(language.text("nav-tags", &[]).unwrap(), "Two");
}

#[test]
fn a_message_that_nobody_has_and_an_argument_that_is_not_given_are_named() {
    let english = language("en");
    let error = english.text("nav-rivr", &[]).unwrap_err();
    assert!(error.to_string().contains("`nav-rivr`"), "{error}");
    assert_eq!(error.hint().as_deref(), Some("did you mean `nav-river`?"));
    let error = english.text("posts", &[]).unwrap_err();
    assert!(error.to_string().contains("asks for `count`"), "{error}");
}

/// Threads render pages at the same time.
#[test]
fn a_language_can_be_shared_by_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&language("en"));
}
