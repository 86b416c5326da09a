//! URLs as planet shows them, tells them apart and counts them: [`display_url`], [`identity`], [`host_key`].
//!
//! Nothing here is ever used to make a request.

use std::borrow::Cow;

use url::{Position, Url, form_urlencoded};

/// Words that make the value of a query parameter a secret when its name contains one of them.
const SECRET_WORDS: [&str; 24] = [
    "accesskey",
    "accesstoken",
    "apikey",
    "apitoken",
    "auth",
    "authkey",
    "authorization",
    "authtoken",
    "credential",
    "credentials",
    "jwt",
    "key",
    "pass",
    "passphrase",
    "passwd",
    "password",
    "privatekey",
    "pwd",
    "secret",
    "session",
    "sig",
    "signature",
    "sid",
    "token",
];

/// What stands between the parameters of a query, the second by an old advice (HTML 4.01, appendix B.2.2).
const SEPARATORS: [char; 2] = ['&', ';'];

/// A URL as it may be shown, logged and published: without userinfo, and with `***` for the values of query parameters that
/// are secrets by their name (`token`, `api_key`, `X-Amz-Signature` …). A secret within the path cannot be recognized.
pub fn display_url(url: &Url) -> String {
    let head = &url[..Position::BeforeUsername];
    let middle = &url[Position::BeforeHost..Position::AfterPath];
    let tail = &url[Position::AfterQuery..];
    let mut shown = String::with_capacity(url.as_str().len());
    shown.push_str(head);
    shown.push_str(middle);
    if let Some(query) = url.query() {
        shown.push('?');
        for parameter in query.split_inclusive(SEPARATORS) {
            match parameter.split_once('=') {
                Some((name, value)) if is_secret(name) => {
                    shown.push_str(name);
                    shown.push_str("=***");
                    shown.extend(value.chars().next_back().filter(|c| SEPARATORS.contains(c)));
                }
                _ => shown.push_str(parameter),
            }
        }
    }
    shown.push_str(tail);
    shown
}

/// What people gave as an address, without its userinfo and secrets, as far as they can be told in what may be none.
pub fn display_text(text: &str) -> Cow<'_, str> {
    if let Ok(url) = Url::parse(text)
        && url.has_host()
    {
        let shown = display_url(&url);
        // Where nothing was hidden it stays as it was written.
        return if shown == url.as_str() {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(shown)
        };
    }
    let scheme = text.find("://").map(|at| at + 3);
    let authority = scheme.unwrap_or(0);
    let rest = text.get(authority..).unwrap_or_default();
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    match rest.get(..end).and_then(|host| host.rfind('@')) {
        // `me@example.org` is an address of another kind.
        Some(at) if scheme.is_some() || rest.get(..at).is_some_and(|user| user.contains(':')) => {
            let scheme = text.get(..authority).unwrap_or_default();
            let host = rest.get(at + 1..).unwrap_or_default();
            Cow::Owned(format!("{scheme}{host}"))
        }
        _ => Cow::Borrowed(text),
    }
}

/// A text without the userinfo and secrets of the addresses in it, wherever they stand, as far as they can be told. What is in
/// angle brackets or backticks may hold white space; of that, rather too much is left out than too little.
pub fn display_words(text: &str) -> String {
    const MARKS: [char; 3] = ['<', '>', '`'];
    let mut shown = String::with_capacity(text.len());
    for part in text.split_inclusive(MARKS) {
        let inner = part.strip_suffix(MARKS).unwrap_or(part);
        let public = without_parameters(&without_userinfo(inner));
        shown.extend(
            public
                .split_inclusive(char::is_whitespace)
                .map(display_text),
        );
        shown.push_str(part.get(inner.len()..).unwrap_or_default());
    }
    shown
}

/// A text in which every `//` has a host behind it.
fn without_userinfo(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, address)) = rest.split_once("//") {
        shown.push_str(before);
        shown.push_str("//");
        let end = address.find(['/', '?', '#']).unwrap_or(address.len());
        let authority = address.get(..end).unwrap_or_default();
        let host = authority.rfind('@').map_or(0, |at| at + 1);
        rest = address.get(host..).unwrap_or_default();
    }
    shown + rest
}

/// A text with `***` for the values of parameters that are secrets by their name.
fn without_parameters(text: &str) -> String {
    const SIGNS: [char; 4] = ['?', '&', ';', '#'];
    let mut parts = text.split_inclusive(SIGNS);
    let mut shown = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('=') {
            Some((name, value)) if is_secret(name) && !name.contains(char::is_whitespace) => {
                shown.push_str(name);
                shown.push_str("=***");
                shown.extend(value.chars().next_back().filter(|c| SIGNS.contains(c)));
            }
            _ => shown.push_str(part),
        }
    }
    shown
}

/// The secrets within a URL, as they are written there: its password, alone and with the user name; a user name without one,
/// which is then a token; and the values of query parameters that are secrets by their name.
pub fn secrets(url: &Url) -> impl Iterator<Item = String> {
    let parameters = url.query().unwrap_or_default().split(SEPARATORS);
    let pairs = parameters.filter_map(|parameter| parameter.split_once('='));
    let values = pairs
        .filter(|(name, _)| is_secret(name))
        .map(|(_, value)| value);
    let user = Some(url.username()).filter(|user| !user.is_empty() && url.password().is_none());
    let both = url
        .password()
        .map(|password| format!("{}:{password}", url.username()));
    values
        .chain(url.password())
        .chain(user)
        .map(str::to_owned)
        .chain(both)
}

/// What is said of a feed that has moved for good to this address, which is one that may be shown.
pub fn moved_words(shown: &str) -> String {
    format!("has moved for good to {shown}")
}

/// What makes two configured URLs the same feed.
///
/// Host, port (unless it is the scheme's default), path and query count, the path with its case. Scheme, `www.`, a trailing
/// slash of the path and the fragment do not: sites move between these without becoming another feed. Userinfo does not count
/// either, so that a changed password is not a new feed and no password gets into the store; two subscriptions that differ in
/// nothing else need an explicit `id`.
pub fn identity(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    let host = match host.strip_prefix("www.") {
        Some(rest) if rest.contains('.') => rest,
        _ => host,
    };
    let mut identity = host.to_owned();
    if let Some(port) = url.port() {
        identity.push(':');
        identity.push_str(&port.to_string());
    }
    identity.push_str(url.path().trim_end_matches('/'));
    if let Some(query) = url.query() {
        identity.push('?');
        identity.push_str(query);
    }
    identity
}

/// The URL as it is asked for: without userinfo and fragment.
pub fn without_credentials(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // Both can only fail for URLs without a host, which have no userinfo.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// The URL without userinfo and without the parameters of its query that are secrets: what links may be resolved against,
/// which are published.
pub fn without_secrets(url: &Url) -> Url {
    let mut url = without_credentials(url);
    let is_public = |parameter: &&str| {
        parameter
            .split_once('=')
            .is_none_or(|(name, _)| !is_secret(name))
    };
    if let Some(query) = url.query()
        && !query
            .split(SEPARATORS)
            .all(|parameter| is_public(&parameter))
    {
        let kept: Vec<&str> = query.split(SEPARATORS).filter(is_public).collect();
        let query = Some(kept.join("&")).filter(|query| !query.is_empty());
        url.set_query(query.as_deref());
    }
    url
}

/// The key by which requests to one server are counted: `host:port` in lower case.
pub fn host_key(url: &Url) -> String {
    // `Url` has put the host into lower case already.
    let host = url.host_str().unwrap_or_default();
    match url.port_or_known_default() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

/// Whether a parameter of this name (still encoded) holds a secret: `token`, `access_token`, `accessToken`, `RSSToken`,
/// `X-Api-Key`, `APIkey`, but not `keyword` or `monkey`.
fn is_secret(name: &str) -> bool {
    let decoded = form_urlencoded::parse(name.as_bytes())
        .next()
        .map_or(Cow::Borrowed(""), |(name, _)| name);
    // Whether the last capital of several begins a word, as in `RSSToken`, or does not, as in `APIkey`, nobody can tell.
    [false, true].into_iter().any(|after_capitals| {
        let words = words(&decoded, after_capitals);
        words
            .iter()
            .any(|word| SECRET_WORDS.contains(&word.as_str()))
    })
}

/// The words of a name in small letters, of which each begins behind a sign or with a capital behind a small letter; with
/// `after_capitals` also with a capital before one.
fn words(name: &str, after_capitals: bool) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut after_lower = false;
    let mut characters = name.chars().peekable();
    while let Some(character) = characters.next() {
        let before_lower = characters.peek().is_some_and(|next| next.is_lowercase());
        let is_first = after_lower || (after_capitals && before_lower);
        if !character.is_alphanumeric() || (is_first && character.is_uppercase()) {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut().filter(|_| character.is_alphanumeric()) {
            word.extend(character.to_lowercase());
        }
        after_lower = character.is_lowercase();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::{display_text, display_url, display_words, host_key, identity, without_secrets};

    fn shown(url: &str) -> String {
        display_url(&url.parse().unwrap())
    }

    fn identified(url: &str) -> String {
        identity(&url.parse().unwrap())
    }

    #[test]
    fn userinfo_is_never_shown() {
        assert_eq!(
            shown("https://ana:s3cret@example.org:8443/feed?a=1#x"),
            "https://example.org:8443/feed?a=1#x"
        );
        assert_eq!(shown("https://token@example.org/"), "https://example.org/");
        assert_eq!(shown("http://a:b@[::1]:80/"), "http://[::1]/");
        assert_eq!(shown("file:///etc/feed.xml"), "file:///etc/feed.xml");
    }

    #[test]
    fn secrets_in_the_query_are_starred_and_the_rest_stays() {
        for name in [
            "token",
            "key",
            "auth",
            "secret",
            "password",
            "sig",
            "api_key",
            "apikey",
            "api-key",
            "access_token",
            "accessToken",
            "X-Amz-Signature",
            "TOKEN",
            "RSSToken",
            "APIkey",
            "AUTHkey",
            "Token",
            "feed%5Ftoken",
            "user[token]",
            "pwd",
            "sid",
        ] {
            assert_eq!(
                shown(&format!("https://example.org/f?a=1&{name}=abc%26d&b=2")),
                format!("https://example.org/f?a=1&{name}=***&b=2")
            );
        }
        for query in [
            "keyword=rust",
            "monkey=1",
            "author=ana",
            "tokens",
            "cat=a=b&&x",
            "q=%FF",
        ] {
            let url = format!("https://example.org/f?{query}");
            assert_eq!(shown(&url), url);
        }
    }

    #[test]
    fn parameters_may_be_separated_by_semicolons() {
        assert_eq!(
            shown("https://example.org/f?a=1;token=abc;b=2&key=x;"),
            "https://example.org/f?a=1;token=***;b=2&key=***;"
        );
    }

    #[test]
    fn what_links_are_resolved_against_has_no_secrets() {
        for (url, public) in [
            (
                "https://u:p@example.org/f?a=1&token=abc&b=2#x",
                "https://example.org/f?a=1&b=2",
            ),
            ("https://example.org/f?sig=abc", "https://example.org/f"),
            (
                "https://example.org/f?a=1;b=%20",
                "https://example.org/f?a=1;b=%20",
            ),
        ] {
            assert_eq!(without_secrets(&url.parse().unwrap()).as_str(), public);
        }
    }

    #[test]
    fn what_is_no_address_is_shown_without_userinfo_too() {
        for (text, shown) in [
            (
                "https://u:p@example.org:99999/a",
                "https://example.org:99999/a",
            ),
            ("ftp://u:p@example.org/a@b", "ftp://example.org/a@b"),
            ("http://a@b:c@[/x", "http://[/x"),
            (
                "https://example.org?token=abc",
                "https://example.org/?token=***",
            ),
            ("https://example.org", "https://example.org"),
            ("feeds/me@home.xml", "feeds/me@home.xml"),
            ("me@example.org", "me@example.org"),
            ("u:p@example.org:99999/", "example.org:99999/"),
        ] {
            assert_eq!(display_text(text), shown);
        }
        assert_eq!(
            display_words("a < b; it has <http://u:p@x.example/?key=1>, </feed> and <"),
            "a < b; it has <http://x.example/?key=***>, </feed> and <"
        );
    }

    #[test]
    fn no_words_around_an_address_keep_its_secrets() {
        for words in [
            "the list <https://u:s3cret@a.example/f?token=s3cret> is not read",
            "`[https://u:s3cret@a.example/]` stands in line 3",
            "`[https://u:my s3cret@a.example/]` stands in line 3",
            "`u:s3cret@a.example/f` is no address",
            "`offset = https://u:s3cret@a.example/ …`",
            "`a=https://u:s3cret@a.example/`",
            "`https = //u:s3cret@a.example/`",
            "`x = a b https://a.example/ https://u:s3cret@a.example/?a=1;key=s3cret`",
            "https://a.example/?to=https://u:s3cret@b.example&token=s3cret#x",
            "https:u:s3cret@a.example",
            "feed:https://s3cret@a.example/?token=s3cret",
            "`www.a.example/feed?token=s3cret and s3cret`",
            "`https://a.example/#access_token=s3cret`",
        ] {
            let shown = display_words(words);
            assert!(!shown.contains("s3cret"), "{shown}");
            assert!(shown.contains("a.example"), "{shown}");
        }
        for words in [
            "`Ana <me@a.example>` has `a@b` and c:d; key = `e`",
            "`https://a.example/@ana?a=b c` is `/@x`; token = `y`",
            "",
        ] {
            assert_eq!(display_words(words), words);
        }
    }

    #[test]
    fn identity_survives_what_sites_change() {
        for url in [
            "http://example.org/Feed",
            "https://example.org/Feed",
            "https://www.example.org/Feed/",
            "https://EXAMPLE.org:443/Feed",
            "http://www.example.org:80/Feed/#latest",
            "https://ana:secret@example.org/Feed",
        ] {
            assert_eq!(identified(url), "example.org/Feed", "{url}");
        }
    }

    #[test]
    fn identity_tells_feeds_apart() {
        assert_eq!(
            identified("https://example.org/feed/?cat=1"),
            "example.org/feed?cat=1"
        );
        assert_eq!(identified("https://example.org/feed"), "example.org/feed");
        assert_eq!(
            identified("https://example.org:8443/feed"),
            "example.org:8443/feed"
        );
        assert_eq!(identified("https://example.org/"), "example.org");
        assert_eq!(identified("https://www.org/"), "www.org");
        assert_eq!(identified("https://blog.example.org/"), "blog.example.org");
    }

    #[test]
    fn host_keys_name_host_and_port_in_lower_case() {
        let key = |url: &str| host_key(&url.parse().unwrap());
        assert_eq!(key("https://EXAMPLE.org/a"), "example.org:443");
        assert_eq!(key("http://example.org/a"), "example.org:80");
        assert_eq!(key("http://u@[::1]:8080/a"), "[::1]:8080");
    }
}
