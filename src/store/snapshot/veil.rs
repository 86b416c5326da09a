//! What stands in a published snapshot for the address of a private feed: a hash, which the planet that has the address in
//! its planet.toml knows to be that feed.

use std::borrow::Cow;

use crate::config::Subscription;

/// The addresses of private feeds, and what stands for each.
pub(super) struct Veil(Vec<(String, String)>);

impl Veil {
    /// The veil over those of these feeds that are private.
    pub(super) fn of(feeds: &[Subscription]) -> Self {
        let private = feeds.iter().filter(|feed| feed.private);
        let pair = |feed: &Subscription| (inside_json(&feed.id), hashed(&feed.id));
        Self(private.map(pair).collect())
    }

    /// A line of JSON in which no private address stands.
    pub(super) fn over<'a>(&self, json: &'a str) -> Cow<'a, str> {
        self.0.iter().fold(json.into(), |json, (secret, hash)| {
            replace(json, secret, hash)
        })
    }

    /// The line as it was.
    pub(super) fn lift<'a>(&self, json: &'a str) -> Cow<'a, str> {
        self.0.iter().fold(json.into(), |json, (secret, hash)| {
            replace(json, hash, secret)
        })
    }
}

/// What stands for an address that nobody shall read.
pub(super) fn hashed(address: &str) -> String {
    format!("private:{}", blake3::hash(address.as_bytes()).to_hex())
}

/// A text as it stands between the quotation marks of JSON.
fn inside_json(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    let inside = json
        .strip_prefix('"')
        .and_then(|json| json.strip_suffix('"'));
    inside.unwrap_or_default().to_owned()
}

fn replace<'a>(text: Cow<'a, str>, from: &str, to: &str) -> Cow<'a, str> {
    if text.contains(from) {
        text.replace(from, to).into()
    } else {
        text
    }
}
