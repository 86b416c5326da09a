//! What strict readers make of a document that planet reads: they are feed-rs here, which stands for all that refuse a feed
//! for one mistake.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::parse::{
    Document, decode,
    tolerant::tokens::{Token, Tokens},
};

/// Elements this deep are not shown to feed-rs: it descends recursively in some places, and a stack overflow cannot be caught.
const MAX_DEPTH: usize = 100;

/// Why strict readers refuse the document, in one line; `None` when they take it. Reads it once more, so it is for those who ask.
pub fn refusal(document: Document<'_>) -> Option<String> {
    let text = decode::decode(document.bytes, document.content_type).text;
    if is_deep(&text) {
        return Some(format!("elements nested more than {MAX_DEPTH} deep"));
    }
    drop(text);
    let parser = feed_rs::parser::Builder::new()
        .base_uri(document.url)
        .build();
    // The bytes as they are: strict readers don't mend the encoding either.
    let read = catch_unwind(AssertUnwindSafe(|| parser.parse(document.bytes)));
    match read {
        Ok(Ok(_)) => None,
        Ok(Err(error)) => Some(one_line(&error.to_string())),
        Err(_) => Some("they crash on it".to_owned()),
    }
}

fn is_deep(text: &str) -> bool {
    let mut tokens = Tokens::new(text);
    let mut depth = 0_usize;
    while let Some(token) = tokens.next_token() {
        match token {
            Token::Start(_, start) if !start.empty => depth += 1,
            Token::End(..) => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > MAX_DEPTH {
            return true;
        }
    }
    false
}

/// The reason without what feed-rs says around every one, and no longer than a line.
fn one_line(reason: &str) -> String {
    const AROUND: [&str; 5] = [
        "unable to parse feed: ",
        "unable to parse XML: ",
        "unable to parse JSON: ",
        "Parser error: ",
        "Encoding error: ",
    ];
    let mut reason = reason;
    while let Some(rest) = AROUND.iter().find_map(|around| reason.strip_prefix(around)) {
        reason = rest;
    }
    let mut line: String = reason.split_whitespace().collect::<Vec<_>>().join(" ");
    line.truncate(line.floor_char_boundary(200));
    line
}
