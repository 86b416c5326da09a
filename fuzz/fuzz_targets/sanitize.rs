//! Any markup becomes safe markup, and the text tools take it too.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use planet::{feed::RawHtml, html, sanitize};

fuzz_target!(|markup: &str| {
    let raw = RawHtml {
        markup: markup.to_owned(),
        base: Some(Arc::from("https://site.example/blog/")),
    };
    let content = sanitize::content(&raw);
    let inline = sanitize::inline(&raw);
    for safe in [content.as_str(), inline.as_str()] {
        for forbidden in ["<script", "<style", "<form", "<svg", "<math", "<base"] {
            assert!(!safe.contains(forbidden), "{safe}");
        }
    }
    sanitize::plain(markup);
    html::word_count(&html::plain_text(markup));
    assert!(html::excerpt(markup, 40).chars().count() <= 40);
    assert!(html::excerpt_of_text(markup, 40).chars().count() <= 40);
});
