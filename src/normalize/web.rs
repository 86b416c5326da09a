//! Addresses fit for an `href`: absolute, http or https, written as the URL standard writes them.

use url::Url;

/// The address as a page may link to it, credentials removed; `None` when it is not a web address.
pub fn web_url(address: &str) -> Option<String> {
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
