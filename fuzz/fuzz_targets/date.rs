//! Any text is a moment or none, and a moment is read back from the way the standard writes it.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planet::parse::date;

fuzz_target!(|text: &str| {
    if let Some(moment) = date::read(text) {
        assert_eq!(date::read(&moment.to_rfc3339()), Some(moment));
    }
});
