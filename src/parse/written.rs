//! Addresses as people, lists and pages write them: with the scheme of feed readers, or with none.

/// The address that was meant, and whether it had to be guessed that it is https.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Meant {
    /// With a scheme: the one that was written, else `https:`.
    pub address: String,
    /// Whether nothing was said about http or https.
    pub completed: bool,
}

/// Whether an address begins with `feed:`, which browsers were once told so that they open a feed reader.
pub fn is_for_readers(address: &str) -> bool {
    behind_feed(address).is_some()
}

/// What is meant by `feed:https://host/path`, `feed://host/path`, `feed:host/path`, `//host/path` and `host/path`. The scheme
/// `feed:` says nothing about http or https, no more than none does: what is answered today is https mostly.
pub fn meant(address: &str) -> Meant {
    let address = address.trim();
    let rest = behind_feed(address).unwrap_or(address);
    let bare = rest.trim_start_matches('/');
    let has_scheme = rest.split_once(':').is_some_and(|(scheme, rest)| {
        let is_scheme = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.');
        // `host:8080` has a port.
        let is_port = rest.starts_with(|c: char| c.is_ascii_digit());
        !scheme.is_empty() && scheme.chars().all(is_scheme) && !is_port
    });
    Meant {
        address: if has_scheme {
            rest.to_owned()
        } else {
            format!("https://{bare}")
        },
        completed: !has_scheme,
    }
}

fn behind_feed(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_at_checked("feed:".len())?;
    scheme.eq_ignore_ascii_case("feed:").then_some(rest)
}

#[cfg(test)]
mod tests {
    use crate::parse::{is_for_readers, meant};

    #[test]
    fn an_address_is_meant_in_one_way_however_it_is_written() {
        for (written, address, completed) in [
            ("https://a.example/f", "https://a.example/f", false),
            ("feed:https://a.example/f", "https://a.example/f", false),
            ("FEED:http://a.example/f", "http://a.example/f", false),
            ("feed://a.example/f", "https://a.example/f", true),
            ("feed:a.example/f", "https://a.example/f", true),
            ("feed://a.example:8080/f", "https://a.example:8080/f", true),
            (" a.example:8080/f ", "https://a.example:8080/f", true),
            ("//a.example/f", "https://a.example/f", true),
            (
                "a.example/f?x=http://b",
                "https://a.example/f?x=http://b",
                true,
            ),
            // No address that anybody could ask; whoever reads it says so.
            ("feed:javascript:alert(1)", "javascript:alert(1)", false),
            ("ftp://a.example/f", "ftp://a.example/f", false),
        ] {
            let found = meant(written);
            assert_eq!(
                (found.address.as_str(), found.completed),
                (address, completed),
                "{written}"
            );
        }
        assert!(is_for_readers("Feed://x") && is_for_readers("feed:https://x"));
        assert!(!is_for_readers("feeds.example/x") && !is_for_readers("fé") && !is_for_readers(""));
    }
}
