//! Which way text runs, and what language it is in where nobody says: by its letters.

use std::ops::RangeInclusive;

/// `rtl` for the languages written from right to left, `ltr` for every other; `None` for an empty tag. A script subtag
/// decides before the language does.
pub(crate) fn direction(tag: &str) -> Option<&'static str> {
    const RTL_LANGUAGES: [&str; 14] = [
        "ar", "arc", "ckb", "dv", "fa", "he", "iw", "ks", "ps", "sd", "syr", "ug", "ur", "yi",
    ];
    const RTL_SCRIPTS: [&str; 7] = ["arab", "hebr", "syrc", "thaa", "nkoo", "adlm", "rohg"];
    let tag = tag.to_ascii_lowercase();
    let mut parts = tag.split(['-', '_']);
    let language = parts.next().filter(|language| !language.is_empty())?;
    let rtl = match parts.find(|part| part.len() == 4) {
        Some(script) => RTL_SCRIPTS.contains(&script),
        None => RTL_LANGUAGES.contains(&language),
    };
    Some(if rtl { "rtl" } else { "ltr" })
}

/// The direction of most words of a text, each by its first letter that has one; of the first word where they balance, and
/// `ltr` for text without letters. A post from right to left may begin with the name of a program.
pub(crate) fn direction_of_text(text: &str) -> &'static str {
    // The first bytes of the characters below, and of few others; most text has none of them.
    if !any(text, |byte| matches!(byte, 0xD6..=0xE0 | 0xEF | 0xF0)) {
        return "ltr";
    }
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let mut words = text
        .split_whitespace()
        .filter_map(|word| word.chars().find(|c| c.is_alphabetic()))
        .map(is_rtl);
    let Some(first) = words.next() else {
        return "ltr";
    };
    let same = 1 + words.clone().filter(|rtl| *rtl == first).count();
    let others = words.filter(|rtl| *rtl != first).count();
    if first == (same >= others) {
        "rtl"
    } else {
        "ltr"
    }
}

/// Whether one of the bytes is such; without a way out before the end, so that one instruction looks at many.
fn any(text: &str, is: impl Fn(u8) -> bool) -> bool {
    text.bytes().fold(false, |found, byte| found | is(byte))
}

/// Scripts in which nearly all that is written is in one language. Arabic, Cyrillic, Devanagari and Chinese characters are
/// not among them: each is shared by many.
const SCRIPTS: [(RangeInclusive<char>, &str); 27] = [
    ('\u{370}'..='\u{3FF}', "el"),
    ('\u{1F00}'..='\u{1FFF}', "el"),
    ('\u{530}'..='\u{58F}', "hy"),
    ('\u{590}'..='\u{5FF}', "he"),
    ('\u{FB1D}'..='\u{FB4F}', "he"),
    ('\u{780}'..='\u{7BF}', "dv"),
    ('\u{A00}'..='\u{A7F}', "pa"),
    ('\u{A80}'..='\u{AFF}', "gu"),
    ('\u{B00}'..='\u{B7F}', "or"),
    ('\u{B80}'..='\u{BFF}', "ta"),
    ('\u{C00}'..='\u{C7F}', "te"),
    ('\u{C80}'..='\u{CFF}', "kn"),
    ('\u{D00}'..='\u{D7F}', "ml"),
    ('\u{D80}'..='\u{DFF}', "si"),
    ('\u{E00}'..='\u{E7F}', "th"),
    ('\u{E80}'..='\u{EFF}', "lo"),
    ('\u{1000}'..='\u{109F}', "my"),
    ('\u{10A0}'..='\u{10FF}', "ka"),
    ('\u{1C90}'..='\u{1CBF}', "ka"),
    ('\u{1780}'..='\u{17FF}', "km"),
    ('\u{1100}'..='\u{11FF}', "ko"),
    ('\u{3130}'..='\u{318F}', "ko"),
    ('\u{AC00}'..='\u{D7AF}', "ko"),
    ('\u{3041}'..='\u{30FF}', "ja"),
    ('\u{31F0}'..='\u{31FF}', "ja"),
    ('\u{FF66}'..='\u{FF9D}', "ja"),
    ('\u{1B000}'..='\u{1B16F}', "ja"),
];

/// The language of a text whose script tells it: that of most of its letters. `None` for every other text, and for text in
/// the language that the page is in anyway, `site`.
pub(crate) fn of_text(text: &str, site: &str) -> Option<&'static str> {
    // Latin, and most of what is written.
    // The first bytes of what comes after it, but for that of most punctuation and no script that is looked for.
    if !any(text, |byte| byte >= 0xCD && byte != 0xE2) {
        return None;
    }
    let mut letters = 0;
    let mut han = 0;
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        if c < '\u{370}' {
            continue;
        }
        if matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
        {
            han += 1;
        } else if let Some((_, language)) = SCRIPTS.iter().find(|(range, _)| range.contains(&c)) {
            match counts.iter_mut().find(|(known, _)| known == language) {
                Some((_, count)) => *count += 1,
                None => counts.push((*language, 1)),
            }
        }
    }
    let (language, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    let is_most = match language {
        // Japanese is written in both; Chinese has a stray の on shop signs.
        "ja" => (count + han) * 2 > letters && count * 10 >= han,
        _ => count * 2 > letters,
    };
    let primary = site.split('-').next().unwrap_or_default();
    (is_most && !primary.eq_ignore_ascii_case(language)).then_some(language)
}

#[cfg(test)]
mod tests {
    use crate::select::language::{direction, direction_of_text, of_text};

    #[test]
    fn a_script_decides_before_the_language() {
        assert_eq!(direction("ar-EG"), Some("rtl"));
        assert_eq!(direction("ar-Latn"), Some("ltr"));
        assert_eq!(direction("pa-Arab-PK"), Some("rtl"));
        assert_eq!(direction("en-US"), Some("ltr"));
        assert_eq!(direction(""), None);
    }

    #[test]
    fn text_runs_as_most_of_its_words_do_and_as_its_first_where_they_balance() {
        assert_eq!(direction_of_text("42 — שלום world"), "rtl");
        assert_eq!(direction_of_text("Hello שלום"), "ltr");
        assert_eq!(direction_of_text("123"), "ltr");
        assert_eq!(
            direction_of_text("GNOME 49 صدر اليوم وفيه جديد كثير"),
            "rtl"
        );
        assert_eq!(direction_of_text("Слово שלום мир"), "ltr");
    }

    #[test]
    fn a_script_of_one_language_tells_the_language() {
        for (text, language) in [
            ("潮だまりの観察日記", "ja"),
            ("カタカナ", "ja"),
            ("Rust で書く 小さな道具", "ja"),
            ("오늘의 항구 소식", "ko"),
            ("שלום עולם", "he"),
            ("Καλημέρα κόσμε", "el"),
            ("สวัสดีชาวโลก", "th"),
            ("გამარჯობა", "ka"),
            ("வணக்கம்", "ta"),
        ] {
            assert_eq!(of_text(text, "en"), Some(language), "{text}");
        }
    }

    #[test]
    fn a_script_of_many_languages_tells_none() {
        for text in [
            "港口今天开放",
            "今日の港口今天开放渔船都已经回来了大家都很高兴",
            "Записки с причала",
            "دفتر الميناء",
            "नमस्ते दुनिया",
            "A plain English title",
            "An English title with שלום in it",
            "π is not Greek enough",
            "2025",
            "",
        ] {
            assert_eq!(of_text(text, "en"), None, "{text}");
        }
    }

    #[test]
    fn what_the_page_says_already_is_not_said_again() {
        assert_eq!(of_text("潮だまりの観察日記", "ja-JP"), None);
        assert_eq!(of_text("오늘의 항구 소식", "ja"), Some("ko"));
    }
}
