//! The names in dates: months in the languages that feeds are written in, zones, halves of the day.

/// The month that `word` names, in full or shortened to its beginning.
pub(super) fn month(word: &str) -> Option<u32> {
    if let Some(prefix) = word.as_bytes().get(..3)
        && word.is_ascii()
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
const OTHER: [(&str, u32); 23] = [
    (
        "juillet juil júli júl июл ιούλ ιουλ ιολ lipc lip červenec čvc",
        7,
    ),
    ("juin jún июн ιούν ιουν ιον giu cze červ čvn", 6),
    ("janv ene gen янв ιαν sty led oca", 1),
    ("févr fev feb фев φεβ lut úno şub", 2),
    (
        "märz mär mrz mrt marzo mars márc már мар μάρ μαρ bře mart",
        3,
    ),
    ("avr abr ápr апр απρ kwi dub nis", 4),
    ("mai mei maj mag máj май мая μάι μαϊ μαΐ μαι kvě maggio", 5),
    ("août aoû ago авг αύγ αυγ sie srp ağu", 8),
    ("set szept сен σεπ wrz zář eyl", 9),
    ("okt out ott окт οκτ paź říj eki", 10),
    ("ноя νοέ νοε lis list kas", 11),
    ("déc dez dic des дек δεκ gru pro ara", 12),
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
    ("ديسمبر", 12),
];

/// Whether `word` starts with a name for the afternoon (`true`) or the morning, and the length of that name.
pub(super) fn half_of_day(word: &str) -> Option<(bool, usize)> {
    const NAMES: [(&str, bool); 8] = [
        ("오후", true),
        ("오전", false),
        ("下午", true),
        ("上午", false),
        ("午後", true),
        ("午前", false),
        ("μμ", true),
        ("πμ", false),
    ];
    if word.eq_ignore_ascii_case("pm") || word.eq_ignore_ascii_case("am") {
        return Some((word.eq_ignore_ascii_case("pm"), 2));
    }
    NAMES
        .iter()
        .find(|(name, _)| word.starts_with(name))
        .map(|(name, afternoon)| (*afternoon, name.len()))
}

/// Seconds east of UTC of a zone's abbreviation (RFC 822 and those in use since); `None` when it is none we know.
pub(super) fn zone(name: &[u8]) -> Option<i32> {
    if let [letter] = name {
        return military(letter.to_ascii_uppercase());
    }
    if name.len() > 5 {
        return None;
    }
    ZONES
        .iter()
        .find(|(names, _)| {
            names
                .split(' ')
                .any(|known| known.as_bytes().eq_ignore_ascii_case(name))
        })
        .map(|(_, quarters)| quarters * 900)
}

/// The military letters of RFC 822 §5.1.
fn military(letter: u8) -> Option<i32> {
    let hours = match letter {
        b'Z' => 0,
        b'A'..=b'I' => -(i32::from(letter - b'A') + 1),
        b'K'..=b'M' => -i32::from(letter - b'A'),
        b'N'..=b'Y' => i32::from(letter - b'N') + 1,
        _ => return None,
    };
    Some(hours * 3600)
}

/// Zones by their offset in quarters of an hour.
const ZONES: [(&str, i32); 34] = [
    ("GMT UTC UT UCT WET", 0),
    ("EST CDT", -20),
    ("EDT CLT AST VET BOT", -16),
    ("CST MDT", -24),
    ("MST PDT", -28),
    ("PST AKDT", -32),
    ("AKST", -36),
    ("HST HADT", -40),
    ("ADT BRT ART UYT CLST", -12),
    ("NDT", -10),
    ("NST", -14),
    ("BRST", -8),
    ("AZOT CVT", -4),
    ("CET BST WEST MEZ WAT", 4),
    ("CEST MEST MESZ EET SAST CAT", 8),
    ("MET", 4),
    ("EEST MSK TRT EAT", 12),
    ("IRST", 14),
    ("MSD GST SAMT", 16),
    ("IRDT AFT", 18),
    ("PKT UZT YEKT", 20),
    ("IST SLST", 22),
    ("NPT", 23),
    ("BDT ALMT OMST", 24),
    ("MMT", 26),
    ("ICT WIB NOVT KRAT THA", 28),
    ("HKT SGT MYT PHT AWST WST WITA IRKT", 32),
    ("JST KST WIT YAKT", 36),
    ("ACST", 38),
    ("AEST VLAT CHST", 40),
    ("ACDT", 42),
    ("AEDT", 44),
    ("NZST FJT", 48),
    ("NZDT", 52),
];
