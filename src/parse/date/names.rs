//! The names in dates: months in the languages that feeds are written in, weekdays, halves of the day.

use chrono::Weekday;

/// The month that `word` names, in full or shortened to its beginning.
pub(super) fn month(word: &str) -> Option<u32> {
    if let Some(prefix) = word.as_bytes().get(..3)
        && word.is_ascii()
        // Finnish for November starts like March.
        && !word.to_ascii_lowercase().starts_with("marras")
    {
        let prefix = [prefix.first()?, prefix.get(1)?, prefix.get(2)?].map(u8::to_ascii_lowercase);
        if let Some(at) = ENGLISH.iter().position(|name| **name == prefix) {
            return u32::try_from(at + 1).ok();
        }
    }
    let lower = word.to_lowercase();
    OTHER
        .iter()
        .find(|(names, _)| names.split(' ').any(|name| lower.starts_with(name)))
        .map(|(_, month)| *month)
}

const ENGLISH: [&[u8; 3]; 12] = [
    b"jan", b"feb", b"mar", b"apr", b"may", b"jun", b"jul", b"aug", b"sep", b"oct", b"nov", b"dec",
];

/// Beginnings of month names, lower case; the longer of two that start alike comes first.
const OTHER: [(&str, u32); 24] = [
    (
        "juillet juil júli júl июл ιούλ ιουλ ιολ lipc lip červenec čvc iul lug heinä",
        7,
    ),
    (
        "juin jui jún июн ιούν ιουν ιον giu cze červ čvn iun kesä",
        6,
    ),
    ("jan ene gen янв ιαν sty led oca ian tammi", 1),
    ("févr fev feb фев φεβ lut úno şub helmi", 2),
    (
        "märz mär mrz mrt maart márc már мар μάρ μαρ μάώ μαώ bře maalis",
        3,
    ),
    ("avr abr ápr апр απρ kwi dub nis huhti", 4),
    ("mai mei maj mag máj май мая μάι μαϊ μαΐ μαι kvě touko", 5),
    ("août aoû ago авг αύγ αυγ sie srp ağu elo", 8),
    ("set szept сен σεπ wrz zář eyl syys suus", 9),
    ("okt out ott окт οκτ paź říj eki loka", 10),
    ("ноя νοέ νοε lis kas marras", 11),
    ("déc dez dic des дек δεκ gru pro ara joulu", 12),
    ("يناير", 1),
    ("فبراير", 2),
    ("مارس", 3),
    ("أبريل", 4),
    ("مايو", 5),
    ("يونيو", 6),
    ("يوليو", 7),
    ("أغسطس", 8),
    ("سبتمبر", 9),
    ("أكتوبر", 10),
    ("نوفمبر", 11),
    ("ديسمبر", 12),
];

/// The weekday that `word` names in English, in full or shortened.
pub(super) fn weekday(word: &str) -> Option<Weekday> {
    let prefix = word.get(..3).filter(|_| word.is_ascii())?;
    let days = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let at = days
        .iter()
        .position(|day| day.eq_ignore_ascii_case(prefix))?;
    Weekday::try_from(u8::try_from(at).ok()?).ok()
}

/// Whether `text` starts with a name for the afternoon (`true`) or the morning, and the length of that name.
pub(super) fn half_of_day(text: &str) -> Option<(bool, usize)> {
    const NAMES: [(&str, bool); 14] = [
        ("오후", true),
        ("오전", false),
        ("下午", true),
        ("上午", false),
        ("午後", true),
        ("午前", false),
        ("凌晨", false),
        ("早上", false),
        ("中午", true),
        ("晚上", true),
        ("μμ", true),
        ("πμ", false),
        ("μ.μ.", true),
        ("π.μ.", false),
    ];
    NAMES
        .iter()
        .find(|(name, _)| text.starts_with(name))
        .map(|(name, afternoon)| (*afternoon, name.len()))
        .or_else(|| latin_half_of_day(text))
}

/// `am`, `PM`, `a.m.`, `p. m.`
fn latin_half_of_day(text: &str) -> Option<(bool, usize)> {
    let afternoon = match text.bytes().next()? {
        b'p' | b'P' => true,
        b'a' | b'A' => false,
        _ => return None,
    };
    let rest = text.get(1..)?.trim_start_matches('.').trim_start();
    let rest = rest.strip_prefix(['m', 'M'])?;
    let ends = !rest.starts_with(|char: char| char.is_alphanumeric());
    ends.then(|| (afternoon, text.len() - rest.len()))
}

/// Whether `zone` is one of the United States' (`EST`, `CDT`, `PST`).
pub(super) fn is_american(zone: &str) -> bool {
    matches!(
        zone.as_bytes(),
        [b'E' | b'C' | b'M' | b'P', b'S' | b'D', b'T',]
    )
}
