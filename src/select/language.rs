//! Which way text runs: by its language tag, else by its first letter with a direction.

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

/// The direction of the first letter that has one; `ltr` for text without.
pub(crate) fn direction_of_text(text: &str) -> &'static str {
    let is_rtl = |c: char| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}' | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}');
    let first = text.chars().find(|c| c.is_alphabetic());
    if first.is_some_and(is_rtl) {
        "rtl"
    } else {
        "ltr"
    }
}

#[cfg(test)]
mod tests {
    use crate::select::language::{direction, direction_of_text};

    #[test]
    fn a_script_decides_before_the_language() {
        assert_eq!(direction("ar-EG"), Some("rtl"));
        assert_eq!(direction("ar-Latn"), Some("ltr"));
        assert_eq!(direction("pa-Arab-PK"), Some("rtl"));
        assert_eq!(direction("en-US"), Some("ltr"));
        assert_eq!(direction(""), None);
    }

    #[test]
    fn text_runs_as_its_first_letter_does() {
        assert_eq!(direction_of_text("42 — שלום world"), "rtl");
        assert_eq!(direction_of_text("Hello שלום"), "ltr");
        assert_eq!(direction_of_text("123"), "ltr");
    }
}
