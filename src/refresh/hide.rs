//! The address of a private feed, taken out of what that feed says: many state it as their link, their id, or the beginning of
//! the ids of their entries, and all of that is published.

use std::collections::BTreeSet;

use memchr::memmem;
use url::{Position, Url, form_urlencoded};

use crate::fetch::address;

/// Shorter ones stand in any text by chance.
const SHORTEST: usize = 6;

/// The document with the host alone for each of these addresses, and `***` for each secret in them and for these `values`.
pub(super) fn hide(document: Vec<u8>, urls: &[&Url], values: &[String]) -> Vec<u8> {
    let mut hidden = document;
    for url in urls {
        let host = &url[Position::BeforeHost..Position::AfterPort];
        let whole = &url[Position::BeforeHost..Position::AfterQuery];
        if whole.trim_end_matches('/') != host {
            hidden = replace(hidden, whole, &format!("{host}/"));
        }
    }
    let own = urls.iter().flat_map(|url| address::secrets(url));
    let values: BTreeSet<String> = values.iter().cloned().chain(own).collect();
    for value in values.iter().filter(|value| value.len() >= SHORTEST) {
        hidden = replace(hidden, value, "***");
    }
    hidden
}

/// Replaces a text in each of the forms in which XML, JSON and addresses within addresses have it.
fn replace(document: Vec<u8>, text: &str, by: &str) -> Vec<u8> {
    let encoded: String = form_urlencoded::byte_serialize(text.as_bytes()).collect();
    let forms = BTreeSet::from([
        text.to_owned(),
        text.replace('&', "&amp;"),
        text.replace('&', "&#38;"),
        text.replace('/', "\\/"),
        encoded,
    ]);
    let mut document = document;
    for form in forms {
        let finder = memmem::Finder::new(form.as_bytes());
        if finder.find(&document).is_none() {
            continue;
        }
        let mut replaced = Vec::with_capacity(document.len());
        let mut rest = document.as_slice();
        while let Some(at) = finder.find(rest) {
            let (before, after) = rest.split_at(at);
            replaced.extend_from_slice(before);
            replaced.extend_from_slice(by.as_bytes());
            rest = after.get(form.len()..).unwrap_or_default();
        }
        replaced.extend_from_slice(rest);
        document = replaced;
    }
    document
}

#[cfg(test)]
mod tests {
    use super::hide;

    fn hidden(text: &str, url: &str) -> String {
        let url = url.parse().unwrap();
        String::from_utf8(hide(
            text.as_bytes().to_vec(),
            &[&url],
            &["v4lue!".to_owned()],
        ))
        .unwrap()
    }

    #[test]
    fn only_the_host_is_left_of_an_address_in_every_form() {
        let url = "https://ana:passw0rd@ana.example:8080/s3cret/feed?k=1&x=2";
        for form in [
            "ana.example:8080/s3cret/feed?k=1&x=2",
            "ana.example:8080/s3cret/feed?k=1&amp;x=2",
            "ana.example:8080/s3cret/feed?k=1&#38;x=2",
            "ana.example:8080\\/s3cret\\/feed?k=1&x=2",
            "ana.example%3A8080%2Fs3cret%2Ffeed%3Fk%3D1%26x%3D2",
        ] {
            let text = format!("<id>https://{form}#1</id>");
            assert_eq!(
                hidden(&text, url),
                "<id>https://ana.example:8080/#1</id>",
                "{form}"
            );
        }
        assert_eq!(hidden("a passw0rd, a v4lue!", url), "a ***, a ***");
        assert_eq!(
            hidden("<id>https://ana.example:8080/2026/a</id>", url),
            "<id>https://ana.example:8080/2026/a</id>"
        );
        let token = "https://ana.example/?token=abcdef";
        assert_eq!(
            hidden("https://ana.example/post?token=abcdef", token),
            "https://ana.example/post?token=***"
        );
        // What is the host alone is no secret.
        assert_eq!(
            hidden(
                "https://ana.example/ is ana.example",
                "https://ana.example/"
            ),
            "https://ana.example/ is ana.example"
        );
    }
}
