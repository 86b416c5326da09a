//! Dates, in the order and with the names of each language.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::language::{
    STYLES, Style,
    table::BUILT_IN,
    tests::{at, language},
};

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
