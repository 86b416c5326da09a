//! What a web page looks like that came instead of a feed: a bot check, a captcha, a login, a parked domain, an error.
//!
//! Every rule wants two things at once: a sign, and a page with nothing else on it. A blog that has a login form in its header
//! or writes about captchas has posts, links and feeds of its own.

use url::Url;

use crate::parse::webpage::{page::Page, signs};

/// What a page looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Look {
    Cloudflare,
    Anubis,
    DdosGuard,
    Sucuri,
    Akamai,
    Imperva,
    DataDome,
    Human,
    Aws,
    BotCheck,
    Captcha,
    Login,
    Parked,
    Error,
}

impl Look {
    /// Every look.
    pub(super) const ALL: [Self; 14] = [
        Self::Cloudflare,
        Self::Anubis,
        Self::DdosGuard,
        Self::Sucuri,
        Self::Akamai,
        Self::Imperva,
        Self::DataDome,
        Self::Human,
        Self::Aws,
        Self::BotCheck,
        Self::Captcha,
        Self::Login,
        Self::Parked,
        Self::Error,
    ];

    /// The look in words. No two are part of one another: a message is recognized by them.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Cloudflare => "a bot check by Cloudflare",
            Self::Anubis => "a bot check by Anubis",
            Self::DdosGuard => "a bot check by DDoS-Guard",
            Self::Sucuri => "a bot check by Sucuri",
            Self::Akamai => "a bot check by Akamai",
            Self::Imperva => "a bot check by Imperva",
            Self::DataDome => "a bot check by DataDome",
            Self::Human => "a bot check by HUMAN",
            Self::Aws => "a bot check by AWS WAF",
            Self::BotCheck => "a page that keeps bots out",
            Self::Captcha => "a captcha page",
            Self::Login => "a login page",
            Self::Parked => "a parked domain",
            Self::Error => "an error page",
        }
    }

    /// What the maintainer of a planet can do about it.
    pub(super) fn way_out(self) -> &'static str {
        match self {
            Self::Login => {
                "the feed is not public, or has moved; ask the blogger for an address that needs no login"
            }
            Self::Parked => {
                "the blog has probably left this domain; find its new address, or set `enabled = false`"
            }
            Self::Error => {
                "open the address in a browser; if it fails there too, ask the blogger where the feed has gone"
            }
            _ => {
                "planet does not pretend to be a browser; ask the blogger to let feed readers reach the feed's address"
            }
        }
    }
}

/// The most text, in bytes, on a page that has nothing to say.
const BARE: usize = 4000;
/// The most on one where only a script counts.
const EMPTY: usize = 1200;
/// The most on one that is nothing but a form.
const FORM: usize = 300;
/// The most links on it.
const FEW_LINKS: usize = 12;

/// What the page looks like, if it looks like anything but a page.
pub(super) fn of(page: &Page, url: Option<&Url>) -> Option<Look> {
    let bare = page.articles == 0 && page.length <= BARE && page.links <= FEW_LINKS;
    let feedless = bare && page.feeds.is_empty();
    if feedless && let Some(look) = keeps_bots_out(page) {
        return Some(look);
    }
    if feedless && is_parked(page) {
        return Some(Look::Parked);
    }
    if is_login(page, url, bare) {
        return Some(Look::Login);
    }
    (bare && is_error(page)).then_some(Look::Error)
}

fn keeps_bots_out(page: &Page) -> Option<Look> {
    let first = |signs: &[(&str, Look)], found: &dyn Fn(&str) -> bool| {
        let (_, look) = signs.iter().find(|(sign, _)| found(sign))?;
        Some(*look)
    };
    let in_script = || first(&signs::GUARD_SCRIPTS, &|sign| page.machinery.contains(sign));
    let said = || {
        first(&signs::GUARD_SENTENCES, &|sign| {
            page.title.contains(sign) || page.heading.contains(sign) || page.text.contains(sign)
        })
    };
    let titled = || {
        first(&signs::GUARD_TITLES, &|sign| {
            parts(&page.title).any(|part| part == sign)
        })
    };
    let empty = page.length <= EMPTY;
    let found = titled()
        .or_else(in_script)
        .or_else(|| said().filter(|_| page.fields == 0));
    let captcha = signs::GUARD_WIDGETS
        .iter()
        .any(|widget| page.machinery.contains(widget))
        && page.fields == 0
        && page.passwords == 0
        && page.forms <= 1;
    let named = parts(&page.title).any(|part| part == "captcha") || page.heading == "captcha";
    found.or((empty && (captcha || named)).then_some(Look::Captcha))
}

fn is_parked(page: &Page) -> bool {
    let says = |text: &str| {
        signs::PARKED_SENTENCES
            .iter()
            .any(|sentence| text.contains(sentence))
    };
    // "example.com is for sale", "example.com steht zum Verkauf"
    let offers = |text: &str| {
        [
            "is for sale",
            "steht zum verkauf",
            "est à vendre",
            "está en venta",
            "is te koop",
        ]
        .iter()
        .any(|offer| {
            text.split_once(offer).is_some_and(|(before, _)| {
                before
                    .trim_end()
                    .rsplit(' ')
                    .next()
                    .is_some_and(|word| word.contains('.'))
            })
        })
    };
    let shown = [&page.title, &page.heading, &page.description];
    shown.iter().any(|text| says(text) || offers(text))
        || (page.length <= EMPTY
            && (says(&page.text)
                || signs::PARKED_SCRIPTS
                    .iter()
                    .any(|sign| page.machinery.contains(sign))))
}

fn is_login(page: &Page, url: Option<&Url>, bare: bool) -> bool {
    if page.articles > 0 || page.forms == 0 {
        return false;
    }
    let begins = |part: &str| {
        [
            "log in to ",
            "sign in to ",
            "login to ",
            "log into ",
            "bei ",
        ]
        .iter()
        .any(|start| part.starts_with(start) && (*start != "bei " || part.ends_with(" anmelden")))
    };
    let titled = parts(&page.title)
        .chain(parts(&page.heading))
        .any(|part| signs::LOGIN_TITLES.contains(&part) || begins(part));
    let sent = || {
        let mut parts = url.and_then(Url::path_segments).into_iter().flatten();
        parts.any(|part| {
            signs::LOGIN_PATHS
                .iter()
                .any(|path| part.eq_ignore_ascii_case(path))
        })
    };
    if page.passwords > 0 {
        let alone = bare && page.feeds.is_empty() && page.forms == 1 && page.fields <= 3;
        let guards_a_post = page.machinery.contains("post_password");
        return titled || sent() || (alone && page.length <= FORM && !guards_a_post);
    }
    // The password is asked for on the next page.
    bare && page.feeds.is_empty() && page.fields <= 2 && (titled || sent())
}

fn is_error(page: &Page) -> bool {
    if page
        .body_class
        .split_ascii_whitespace()
        .any(|class| class == "error404")
    {
        return true;
    }
    parts(&page.title).chain(parts(&page.heading)).any(|part| {
        let bare = part
            .strip_prefix("error")
            .or_else(|| part.strip_prefix("http"))
            .unwrap_or(part);
        let bare = bare.trim_matches(|char: char| char.is_whitespace() || char == ':');
        let (code, rest) = bare.split_at_checked(3).unwrap_or((bare, ""));
        let coded = matches!(code.as_bytes(), [b'4' | b'5', b'0'..=b'9', b'0'..=b'9']);
        let rest =
            rest.trim_matches(|char: char| char.is_whitespace() || matches!(char, ':' | '-' | '.'));
        signs::ERROR_TITLES.contains(&part)
            || signs::ERROR_TITLES.contains(&bare)
            || (coded
                && (rest.is_empty() || rest == "error" || signs::ERROR_TITLES.contains(&rest)))
    })
}

/// The parts of a title: `Log In ‹ Site — WordPress` has three. The title as a whole is the first.
fn parts(title: &str) -> impl Iterator<Item = &str> {
    std::iter::once(title)
        .chain(title.split(['|', '·', '•', '‹', '›', '«', '»', '—', '–', ':', '✦']))
        .chain(title.split(" - "))
        .map(|part| {
            part.trim_matches(|char: char| {
                char.is_whitespace() || matches!(char, '.' | '…' | '!' | '?' | '"' | ',')
            })
        })
}
