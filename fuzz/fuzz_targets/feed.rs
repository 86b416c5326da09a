//! Any text is read without panic by both readers, the strict one agrees with the tolerant one, and what they read can be
//! normalized.
#![no_main]

use libfuzzer_sys::fuzz_target;
use planet::{
    normalize::normalize,
    parse::{Document, decode::decode, parse, strict, tolerant},
};

const URL: Option<&str> = Some("https://site.example/blog/feed.xml");

fuzz_target!(|data: &[u8]| {
    let decoded = decode(data, None);
    let tolerant = tolerant::read(&decoded.text, URL);
    if let Some(strict) = strict::read(&decoded.text, URL) {
        assert_eq!(Some(strict), tolerant);
    }
    if let Some(parsed) = tolerant {
        normalize(parsed, URL);
    }
    // JSON and web pages.
    let document = Document {
        bytes: data,
        url: URL,
        content_type: None,
    };
    if let Ok(parsed) = parse(document) {
        normalize(parsed, URL);
    }
});
