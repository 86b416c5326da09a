//! Zones: numeric offsets, abbreviations, and the places of the tz database.

use chrono::{NaiveDateTime, Offset as _, TimeZone as _};

use crate::{parse::date::digits, zones::Tz};

/// A zone as a date names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Zone {
    /// Seconds east of UTC.
    Offset(i32),
    /// A place, whose offset depends on the date.
    Place(Tz),
}

impl Zone {
    /// Seconds east of UTC at this local time; of two the earlier moment's.
    pub(super) fn offset_at(self, local: NaiveDateTime) -> i32 {
        match self {
            Self::Offset(offset) => offset,
            Self::Place(place) => place
                .offset_from_local_datetime(&local)
                .earliest()
                .unwrap_or_else(|| place.offset_from_utc_datetime(&local))
                .fix()
                .local_minus_utc(),
        }
    }
}

/// A numeric offset at the start of `bytes`: `+0100`, `-05:30`, `+1`, `-330`, with the length of its text.
pub(super) fn numeric(bytes: &[u8]) -> Option<(Zone, usize)> {
    let sign = match bytes.first()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (value, length) = digits(bytes.get(1..)?);
    let value = i32::try_from(value).ok()?;
    let mut at = 1 + length;
    let (hours, minutes) = match length {
        1 | 2 => {
            let mut minutes = 0;
            if bytes.get(at) == Some(&b':') {
                let (found, length) = digits(bytes.get(at + 1..)?);
                if length == 2 {
                    minutes = i32::try_from(found).ok()?;
                    at += 3;
                }
            }
            (value, minutes)
        }
        3 | 4 => (value / 100, value % 100),
        _ => return None,
    };
    let offset = sign * (hours * 3600 + minutes * 60);
    // No place is further from UTC; offsets beyond are typing errors that would move the date by days.
    let possible = minutes <= 59 && (-12 * 3600..=14 * 3600).contains(&offset);
    Some((Zone::Offset(if possible { offset } else { 0 }), at))
}

/// A zone's name at the start of `text`, with its length: an abbreviation (RFC 822's and those in use since) or a place
/// (`Europe/Brussels`).
pub(super) fn named(text: &str) -> Option<(Zone, usize)> {
    let length = |part: fn(u8) -> bool| text.bytes().take_while(|byte| part(*byte)).count();
    let word = length(|byte| byte.is_ascii_alphabetic());
    if text.as_bytes().get(word) == Some(&b'/') {
        let whole = length(|byte| byte.is_ascii_alphanumeric() || b"/_+-".contains(&byte));
        let place = Tz::named(text.get(..whole)?)?;
        return Some((Zone::Place(place), whole));
    }
    let offset = abbreviated(text.as_bytes().get(..word)?)?;
    Some((Zone::Offset(offset), word))
}

/// Seconds east of UTC of an abbreviation; `None` when it is none we know.
fn abbreviated(name: &[u8]) -> Option<i32> {
    // Short enough to be a word of some language: only in capitals.
    let shouted = name.iter().all(u8::is_ascii_uppercase);
    match name {
        [b'z'] => return Some(0),
        [letter] if shouted => return military(*letter),
        [_] => return None,
        [_, _] if !shouted && !name.eq_ignore_ascii_case(b"ut") => return None,
        _ if name.len() > 5 => return None,
        _ => {}
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

/// Abbreviations by their offset in quarters of an hour. Of those that several places use, the one that most feeds are from.
const ZONES: [(&str, i32); 40] = [
    ("GMT UTC UT UCT WET EGST", 0),
    ("EST ET CDT ACT COT ECT PET HNE HAC EASST", -20),
    ("EDT AST AT CLT VET BOT AMT FKT GYT PYT HAE HNA", -16),
    ("CST CT MDT EAST GALT HNC HAR", -24),
    ("MST MT PDT HNR HAP", -28),
    ("PST PT AKDT HNP HAY", -32),
    ("AKST HADT HDT GAMT GIT HNY", -36),
    ("HST HAST CKT TAHT TKT", -40),
    ("SST NUT", -44),
    ("BIT", -48),
    ("MIT", -38),
    (
        "ADT BRT ART UYT CLST CLDT FKST GFT PMST PYST ROTT SRT HAA",
        -12,
    ),
    ("NDT HAT", -10),
    ("NST HNT", -14),
    ("BRST UYST FNT PMDT CGST", -8),
    ("AZOT CVT EGT", -4),
    ("CET MET BST WEST MEZ WAT SEST AZOST", 4),
    ("CEST MEST MESZ CEDT EET SAST CAT WAST SYT", 8),
    ("EEST EEDT MSK TRT EAT SYST FET", 12),
    ("IRST", 14),
    ("MSD GST SAMT AZT GET MUT RET SCT GEST", 16),
    ("IRDT AFT", 18),
    ("PKT UZT YEKT AMDT AZST MVT TFT TJT TMT HMT", 20),
    ("IST SLST LKT", 22),
    ("NPT", 23),
    ("BDT BTT ALMT OMST KGT BIOT VOST YEKST", 24),
    ("MMT CCT", 26),
    ("ICT WIB NOVT KRAT THA CXT DAVT HOVT OMSST", 28),
    (
        "HKT SGT MYT PHT AWST WST WITA IRKT CNST ULAT BNT TWT KRAST HKST",
        32,
    ),
    ("ACWST", 35),
    ("JST KST WIT YAKT PWT TLT TPT AWDT WDT IRKST", 36),
    ("ACST", 38),
    ("AEST VLAT CHST PGT TRUT YAPT DDUT YAKST", 40),
    ("ACDT LHST", 42),
    ("AEDT SBT NCT VUT MAGT PONT KOST LHDT NFT VLAST", 44),
    ("NZST FJT ANAT GILT MHT NRT PETT TVT WFT WAKT MAGST", 48),
    ("CHAST", 51),
    ("NZDT FJST PHOT TOT ANAST PETST", 52),
    ("CHADT", 55),
    ("LINT", 56),
];
