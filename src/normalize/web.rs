//! Addresses fit for an `href`: absolute, http or https, written as the URL standard writes them.

use url::Url;

use crate::feed::{LONGEST_ADDRESS, has_possible_host};

/// The address as a page may link to it, credentials removed; `None` when it is not a web address, or too long for one.
pub fn web_url(address: &str) -> Option<String> {
    if address.len() > LONGEST_ADDRESS || !has_possible_host(address) {
        return None;
    }
    if is_plain(address) {
        return Some(address.to_owned());
    }
    parsed(address)
}

fn parsed(address: &str) -> Option<String> {
    let mut url = Url::parse(address.trim()).ok()?;
    if !matches!(url.scheme(), "http" | "https") || !url.has_host() {
        return None;
    }
    if !url.username().is_empty() || url.password().is_some() {
        // Both can only fail for URLs without a host.
        let _ = url.set_username("");
        let _ = url.set_password(None);
    }
    Some(url.into())
}

/// Whether nothing about the address could be written otherwise: what is remembered of feeds was written so, and is looked at
/// once more for every page that links to it.
fn is_plain(address: &str) -> bool {
    let Some(rest) = address
        .strip_prefix("https://")
        .or_else(|| address.strip_prefix("http://"))
    else {
        return false;
    };
    let Some((host, path)) = rest.split_once('/') else {
        return false;
    };
    let is_label = |label: &str| {
        label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-'))
            && label.starts_with(|first: char| first.is_ascii_lowercase())
            // `xn--` stands for letters that have rules of their own.
            && !label.contains("--")
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~/?=&#+,:;".contains(&byte);
    // `/./` and `/../` are walked, and go.
    host.split('.').all(is_label) && path.bytes().all(is_plain) && !rest.contains("/.")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{is_plain, parsed, web_url};

    #[test]
    fn only_web_addresses_are_linked_to_and_without_credentials() {
        for (address, wanted) in [
            (
                "https://ana.example/2026/post.html?a=b&c=d#top",
                "https://ana.example/2026/post.html?a=b&c=d#top",
            ),
            (" HTTP://Ana.Example ", "http://ana.example/"),
            ("https://u:p@ana.example/a/../b", "https://ana.example/b"),
            ("https://ana.example:443/<x>", "https://ana.example/%3Cx%3E"),
        ] {
            assert_eq!(web_url(address).as_deref(), Some(wanted), "{address}");
        }
        for address in [
            "javascript:alert(1)",
            "data:,x",
            "//ana.example/",
            "/a",
            "",
            "https://",
            "ftp://ana.example/",
        ] {
            assert_eq!(web_url(address), None, "{address}");
        }
        let long = |length: usize| format!("https://ana.example/{}", "x".repeat(length - 20));
        assert_eq!(web_url(&long(8192)), Some(long(8192)));
        assert_eq!(web_url(&long(8193)), None);
    }

    proptest! {
        #[test]
        fn what_is_plain_is_written_as_the_standard_writes_it(
            address in "https?://[a-z0-9.:@-]{0,12}(/[a-zA-Z0-9./?=&#+,:;~_%'<-]{0,20})?",
        ) {
            if is_plain(&address) {
                prop_assert_eq!(parsed(&address), Some(address));
            }
        }
    }
}
