//! What makes an entry the same entry: its key within its feed, its canonical link across feeds.

use std::collections::{HashMap, HashSet};

use url::Url;

use crate::feed::Entry;

/// The anchor of an entry on every page: `e-` and ten hexadecimal digits of a hash of its feed's identity and its key.
pub fn anchor(feed_id: &str, entry_id: &str) -> String {
    let mut hasher = blake3::Hasher::new();
    hasher
        .update(feed_id.as_bytes())
        .update(&[0])
        .update(entry_id.as_bytes());
    let hex = hasher.finalize().to_hex();
    format!("e-{}", hex.get(..10).unwrap_or_default())
}

/// What stands for the identity of a feed wherever anybody may see it, as that is an address, and an address may be a secret.
/// Veiled twice is veiled once.
pub fn veiled(identity: &str) -> String {
    const VEIL: &str = "blake3:";
    let is_hash =
        |rest: &str| rest.len() == 64 && rest.bytes().all(|byte| byte.is_ascii_hexdigit());
    if identity.strip_prefix(VEIL).is_some_and(is_hash) {
        return identity.to_owned();
    }
    format!("{VEIL}{}", blake3::hash(identity.as_bytes()).to_hex())
}

/// The key of each entry within its feed: its id, made unique by the link where a feed uses one id for several posts.
/// `None` for a second copy of the same entry.
pub(crate) fn keys(entries: &[Entry]) -> Vec<Option<String>> {
    let mut uses: HashMap<&str, HashSet<Option<&str>>> = HashMap::new();
    for entry in entries {
        uses.entry(&entry.id)
            .or_default()
            .insert(entry.permalink.as_deref());
    }
    let mut seen = HashSet::new();
    entries
        .iter()
        .map(|entry| {
            let shared = uses
                .get(entry.id.as_str())
                .is_some_and(|links| links.len() > 1);
            let key = match &entry.permalink {
                Some(link) if shared => format!("{} {link}", entry.id),
                _ => entry.id.clone(),
            };
            seen.insert(key.clone()).then_some(key)
        })
        .collect()
}

/// A number for the canonical form of a permalink: without scheme, `www.`, default port, fragment and tracking
/// parameters; the rest of the query counts. Two entries with the same number are the same post.
pub fn link_key(permalink: &str) -> Option<i64> {
    let url = Url::parse(permalink).ok()?;
    let host = url.host_str()?.trim_end_matches('.');
    let host = host.strip_prefix("www.").unwrap_or(host);
    let mut hasher = blake3::Hasher::new();
    hasher.update(host.as_bytes());
    if let Some(port) = url.port() {
        hasher.update(format!(":{port}").as_bytes());
    }
    hasher.update(url.path().trim_end_matches('/').as_bytes());
    for parameter in url
        .query()
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !is_tracking(pair))
    {
        hasher.update(b"&").update(parameter.as_bytes());
    }
    Some(number(&hasher))
}

/// The address without its fragment and without parameters that only count clicks; as it is when it is no address.
pub fn without_tracking(address: &str) -> String {
    let Ok(mut url) = Url::parse(address) else {
        return address.to_owned();
    };
    url.set_fragment(None);
    if let Some(query) = url.query() {
        let kept: Vec<&str> = query.split('&').filter(|pair| !is_tracking(pair)).collect();
        let kept = kept.join("&");
        url.set_query(Some(kept.as_str()).filter(|query| !query.is_empty()));
    }
    url.into()
}

fn is_tracking(pair: &str) -> bool {
    let name = pair
        .split('=')
        .next()
        .unwrap_or_default()
        .to_ascii_lowercase();
    name.starts_with("utm_")
        || name.starts_with("mtm_")
        || name.starts_with("pk_")
        || matches!(
            name.as_str(),
            "fbclid" | "gclid" | "dclid" | "msclkid" | "mc_cid" | "mc_eid" | "igshid" | "ref_src"
        )
}

/// The first eight bytes of a hash, as `SQLite` stores whole numbers.
pub(crate) fn number(hasher: &blake3::Hasher) -> i64 {
    let mut bytes = [0; 8];
    hasher.finalize_xof().fill(&mut bytes);
    i64::from_le_bytes(bytes)
}

#[cfg(test)]
mod tests {
    use crate::{
        feed::Entry,
        store::identity::{anchor, keys, link_key, without_tracking},
    };

    #[test]
    fn the_canonical_link_ignores_scheme_www_port_fragment_and_tracking() {
        let same = [
            "http://www.ana.example:80/post",
            "https://ana.example/post/",
            "https://ana.example:443/post?utm_source=x&utm_medium=rss#top",
            "https://ANA.example/post?fbclid=1",
        ];
        for link in same {
            assert_eq!(
                link_key(link),
                link_key("https://ana.example/post"),
                "{link}"
            );
        }
        for other in [
            "https://ana.example/post?id=2",
            "https://ana.example:8080/post",
            "https://ana.example/Post",
        ] {
            assert_ne!(
                link_key(other),
                link_key("https://ana.example/post"),
                "{other}"
            );
        }
        assert_eq!(link_key("not a link"), None);
    }

    #[test]
    fn an_address_loses_what_only_counts_clicks() {
        for (address, bare) in [
            (
                "https://x.example/a?utm_source=rss&id=2#top",
                "https://x.example/a?id=2",
            ),
            ("https://x.example/a?fbclid=1", "https://x.example/a"),
            ("https://x.example/a?b", "https://x.example/a?b"),
            ("no address", "no address"),
        ] {
            assert_eq!(without_tracking(address), bare);
            assert_eq!(link_key(address), link_key(bare));
        }
    }

    #[test]
    fn anchors_differ_between_feeds_that_claim_the_same_id() {
        assert_ne!(
            anchor("ana.example/feed", "1"),
            anchor("bo.example/feed", "1")
        );
        assert_eq!(anchor("ana.example/feed", "1").len(), 12);
    }

    #[test]
    fn one_id_on_several_posts_is_told_apart_by_their_links() {
        let entry = |id: &str, link: &str| Entry {
            id: id.to_owned(),
            permalink: Some(link.to_owned()),
            ..Entry::default()
        };
        let entries = [
            entry("1", "a"),
            entry("1", "b"),
            entry("2", "c"),
            entry("2", "c"),
        ];
        let keys = keys(&entries);
        assert_ne!(keys[0], keys[1]);
        assert_eq!(keys[2].as_deref(), Some("2"));
        assert_eq!(keys[3], None);
    }
}
