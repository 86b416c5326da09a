//! The built-in tables: each language says what English says, in words and plural forms of its own.

use std::collections::BTreeSet;

use crate::language::{
    Argument, Language, Style, Table,
    table::{self, BUILT_IN},
    tests::{counted, language},
};

/// What templates and stages may ask for by a name that is put together.
const REASONS: [&str; 4] = ["new-feed", "undated", "future", "restamped"];

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
        "filter",
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
