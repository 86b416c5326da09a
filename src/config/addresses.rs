//! Addresses in planet.toml: of feeds, hubs, pictures, the site.

use serde::{Deserialize, Deserializer, de::Error as _};
use url::{ParseError, Url};

use crate::{
    config::{mistake::with_hint, values::OneOrMany},
    fetch::address,
};

/// Reads the name of a host, or says why it is none; in lower case, without `www.`.
pub(crate) fn host(text: &str) -> Result<String, String> {
    let url = Url::parse(&format!("https://{}/", text.trim())).ok();
    // Nothing but a host: no scheme, port, path or user.
    let alone = url.filter(|url| {
        let is_bare = url.path() == "/" && url.query().is_none() && url.fragment().is_none();
        is_bare && url.port().is_none() && url.username().is_empty() && !text.contains('/')
    });
    let host = alone.as_ref().and_then(|url| url.host_str());
    match host.filter(|host| host.contains('.')) {
        Some(host) => Ok(host.strip_prefix("www.").unwrap_or(host).to_owned()),
        None => Err(with_hint(
            format!("`{text}` is not the name of a host"),
            "write it without scheme and path, such as `github.com`",
        )),
    }
}

/// An absolute http(s) URL.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct WebUrl(pub(crate) Url);

impl<'de> Deserialize<'de> for WebUrl {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        published(&text).map(Self).map_err(D::Error::custom)
    }
}

/// One web address, or several; each once.
#[derive(Debug, Clone, Default)]
pub(crate) struct Hubs(pub(crate) Vec<String>);

impl<'de> Deserialize<'de> for Hubs {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut hubs = Vec::new();
        for text in OneOrMany::deserialize(deserializer)?.into_vec() {
            let hub = published(&text).map_err(D::Error::custom)?.into();
            if !hubs.contains(&hub) {
                hubs.push(hub);
            }
        }
        Ok(Self(hubs))
    }
}

/// Reads an absolute http(s) URL, or says why it is none.
pub(crate) fn web_url(text: &str) -> Result<Url, String> {
    let text = text.trim();
    let example = "write the whole address, such as `https://example.org/feed.xml`";
    let reason = match Url::parse(text) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => return Ok(url),
        Ok(url) => format!(
            "expected an http or https address, found `{}:`",
            url.scheme()
        ),
        Err(ParseError::RelativeUrlWithoutBase) => {
            let hint = if text.contains('.') && !text.contains([' ', '"']) {
                format!("did you mean `https://{}`?", text.trim_start_matches('/'))
            } else {
                example.to_owned()
            };
            return Err(with_hint(
                format!("`{text}` has no `https://` in front"),
                &hint,
            ));
        }
        Err(ParseError::EmptyHost) => "this address has no host".to_owned(),
        Err(ParseError::InvalidPort) => "the port of this address is not one".to_owned(),
        Err(ParseError::IdnaError | ParseError::InvalidDomainCharacter) => {
            "the host of this address has a character that no host has".to_owned()
        }
        Err(error) => format!("this is not an address: {error}"),
    };
    Err(with_hint(reason, example))
}

/// Reads a URL that pages and feeds will show to everybody: none with a password or a token.
fn published(text: &str) -> Result<Url, String> {
    let url = web_url(text)?;
    if address::secrets(&url).all(|secret| secret.is_empty()) {
        Ok(url)
    } else {
        Err(with_hint(
            "everybody will see this address, and it holds a secret".to_owned(),
            "write it without its user, password or token",
        ))
    }
}

/// Reads the URL of a site: http(s), nothing behind its path, which gets a final slash if it has none.
///
/// # Errors
/// What is wrong with it, and on a second line what to write.
pub fn site_url(text: &str) -> Result<Url, String> {
    let mut url = web_url(text)?;
    if url.query().is_some()
        || url.fragment().is_some()
        || !url.username().is_empty()
        || url.password().is_some()
    {
        return Err(with_hint(
            "the site's address has no user, no `?` and no `#`".to_owned(),
            "write scheme, host and path, such as `https://example.org/planet/`",
        ));
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}

/// A picture: an http(s) URL, or a path on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Picture(pub(crate) String);

impl<'de> Deserialize<'de> for Picture {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.contains("://") {
            return published(&text)
                .map(|url| Self(url.into()))
                .map_err(D::Error::custom);
        }
        let path = text.trim_start_matches('/');
        if path.is_empty()
            || path.contains(['\\', ':', '?', '#'])
            || path.split('/').any(|part| part == "..")
        {
            let hint =
                "name a file under the `static` folder, such as `faces/ana.png`, or an https URL";
            return Err(D::Error::custom(with_hint(
                format!("`{text}` is not a picture on the site"),
                hint,
            )));
        }
        Ok(Self(path.to_owned()))
    }
}

/// An address of somebody else as planet.toml may have it: none of them chooses which variable of the environment goes to
/// which server.
pub fn without_variables(address: &str) -> String {
    address.replace("${", "$%7B")
}
