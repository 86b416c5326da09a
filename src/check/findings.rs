//! What an answer says about a feed besides whether it can be read. Pure.

use std::collections::HashSet;

use chrono::TimeDelta;
use url::{Host, Url};

use crate::{
    config::{Config, Location, NewUrl, Subscription, without_variables},
    feed::Timestamp,
    fetch::address,
    refresh::Probe,
    store::{FeedState, Prepared},
};

/// How grave a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The maintainer must see to it.
    Error,
    /// The maintainer should look at it.
    Warning,
    /// Good to know.
    Notice,
}

impl Level {
    /// The word of `check/1` and of GitHub's annotations.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// What is remarkable about one feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// How grave it is.
    pub level: Level,
    /// What it is, for programs.
    pub kind: &'static str,
    /// What it is, in words that follow the name of the feed.
    pub message: String,
    /// The way out, where there is one to name.
    pub hint: Option<String>,
    /// What `--fix` would write.
    pub fix: Option<NewUrl>,
}

impl Finding {
    pub(super) fn new(level: Level, kind: &'static str, message: impl Into<String>) -> Self {
        Self {
            level,
            kind,
            message: message.into(),
            hint: None,
            fix: None,
        }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// A feed that was asked, with all that is known about it.
pub(super) struct Case<'a> {
    pub(super) config: &'a Config,
    pub(super) feed: &'a Subscription,
    pub(super) state: &'a FeedState,
    /// How many of its entries are remembered.
    pub(super) known: usize,
    pub(super) probe: &'a Probe,
    /// What the same address brought over https.
    pub(super) secure: Option<&'a Probe>,
}

impl Case<'_> {
    /// Whether the server sends whoever asks over http to the same address over https, but not for good.
    fn leads_to_https(&self) -> bool {
        let (Location::Http(asked), Some(answered)) = (&self.feed.location, &self.probe.answered)
        else {
            return false;
        };
        asked.scheme() == "http"
            && answered.scheme() == "https"
            && self.probe.moved_to.is_none()
            && self.probe.feed.is_some()
            && asked.port().is_none()
            && answered.port().is_none()
            && address::identity(asked) == address::identity(answered)
    }
}

/// Everything remarkable about a feed, but for its problem.
pub(super) fn of_feed(case: &Case<'_>, now: Timestamp) -> Vec<Finding> {
    let mut findings = Vec::new();
    let changed = changed_hands(case);
    findings.extend(moved(case, changed.is_some()));
    findings.extend(https(case));
    match changed {
        Some(changed) => findings.push(changed),
        None => findings.extend([elsewhere(case), renamed(case)].into_iter().flatten()),
    }
    if let Some(document) = &case.probe.feed {
        findings.extend(of_posts(case.config, document, now));
    }
    findings
}

fn moved(case: &Case<'_>, changed_hands: bool) -> Option<Finding> {
    let moved_to = case.probe.moved_to.as_ref()?;
    let finding = |message: String| Finding::new(Level::Warning, "moved", message);
    if case.feed.private {
        let finding = finding("has moved for good".to_owned());
        return Some(finding.hint("its new address is a secret, too: ask the server for it"));
    }
    let shown = address::display_url(moved_to);
    let finding = finding(address::moved_words(&shown));
    let url = without_variables(moved_to.as_str());
    // What is a secret by its name belongs into planet.toml, not into what is told.
    let hint = if shown == moved_to.as_str() {
        format!("set `url = \"{url}\"`, as `planet check --fix` does")
    } else {
        "`planet check --fix` sets its `url` to the whole address".to_owned()
    };
    // Where the new address brings nothing, or something else, nobody but the maintainer can decide.
    Some(if case.probe.feed.is_some() && !changed_hands {
        Finding {
            hint: Some(hint),
            fix: Some(NewUrl::Is(url)),
            ..finding
        }
    } else {
        finding
    })
}

fn https(case: &Case<'_>) -> Option<Finding> {
    if case.leads_to_https() {
        let finding = Finding::new(Level::Warning, "https", "leads to its address over https");
        return Some(Finding {
            fix: Some(NewUrl::Https),
            ..finding.hint("write `https:` for `http:` in its `url`, as `planet check --fix` does")
        });
    }
    let secure = case.secure?.feed.as_ref()?;
    let finding = Finding::new(Level::Warning, "https", "also answers over https");
    let hint = "write `https:` for `http:` in its `url`";
    let plain = case.probe.feed.as_ref();
    Some(if plain.is_some_and(|plain| are_same(plain, secure)) {
        Finding {
            fix: Some(NewUrl::Https),
            ..finding.hint(format!("{hint}, as `planet check --fix` does"))
        }
    } else {
        finding.hint(format!(
            "look whether it is the same feed there; if so, {hint}"
        ))
    })
}

/// Whether two documents are one feed at two moments.
fn are_same(one: &Prepared, other: &Prepared) -> bool {
    let of_one: HashSet<i64> = one.links().collect();
    let shares_posts = other.links().any(|link| of_one.contains(&link));
    let shares_id = one.own_id.is_some() && one.own_id == other.own_id;
    shares_posts || shares_id || one.seen == 0 && other.seen == 0 && one.title == other.title
}

/// A feed that nobody would recognize: none of its posts is remembered, and it is called otherwise or comes from elsewhere.
/// So look blogs whose domain was taken over.
fn changed_hands(case: &Case<'_>) -> Option<Finding> {
    let document = case.probe.feed.as_ref()?;
    if case.state.stored == 0 || case.known > 0 || document.seen == 0 {
        return None;
    }
    let host_of = |url: Option<&String>| url.and_then(|url| url.parse::<Url>().ok());
    let home = (
        host_of(case.state.home.as_ref()),
        host_of(document.home.as_ref()),
    );
    let has_other_home = matches!(&home, (Some(before), Some(now)) if !are_akin(before, now));
    let titles = (case.state.title.as_deref(), document.title.as_deref());
    let what = if titles.0 != titles.1 {
        let title = |title: Option<&str>| title.unwrap_or("(no title)").to_owned();
        format!("it was `{}` and is `{}`", title(titles.0), title(titles.1))
    } else if has_other_home || elsewhere(case).is_some() {
        "it comes from another host".to_owned()
    } else {
        return None;
    };
    let posts = if document.seen == 1 { "post" } else { "posts" };
    let message = format!(
        "seems to be another blog now: {what}, and none of its {} {posts} is remembered",
        document.seen
    );
    let finding = Finding::new(Level::Error, "changed-hands", message);
    Some(finding.hint(
        "look at it; if others have taken over its address, remove the feed or set `enabled = false`",
    ))
}

/// An answer from a host that has nothing to do with the one that was asked, unless it always did.
fn elsewhere(case: &Case<'_>) -> Option<Finding> {
    let Location::Http(asked) = &case.feed.location else {
        return None;
    };
    let answered = case.probe.answered.as_ref()?;
    let before = case.state.received.as_ref();
    let before = before.and_then(|received| received.url.as_ref()?.parse::<Url>().ok());
    let mut expected = before.iter().chain([asked]);
    if case.probe.moved_to.is_some() || expected.any(|url| are_akin(url, answered)) {
        return None;
    }
    let message = if case.feed.private {
        "answers from another host".to_owned()
    } else {
        format!("answers from {}", answered.host_str().unwrap_or_default())
    };
    let finding = Finding::new(Level::Warning, "other-host", message);
    Some(finding.hint("look whether this is still the same blog"))
}

/// Whether one host is the other or lies below it.
fn are_akin(one: &Url, other: &Url) -> bool {
    match (one.host(), other.host()) {
        (Some(Host::Domain(one)), Some(Host::Domain(other))) => {
            let bare = |host: &str| host.strip_prefix("www.").unwrap_or(host).to_owned();
            let (one, other) = (bare(one), bare(other));
            one == other
                || one.ends_with(&format!(".{other}"))
                || other.ends_with(&format!(".{one}"))
        }
        (one, other) => one == other,
    }
}

fn renamed(case: &Case<'_>) -> Option<Finding> {
    let before = case.state.title.as_ref()?;
    let now = case.probe.feed.as_ref()?.title.as_ref()?;
    let message = format!("was titled `{before}` and is titled `{now}`");
    (before != now).then(|| Finding::new(Level::Notice, "renamed", message))
}

/// What is remarkable about the posts of a feed and their dates.
pub fn of_posts(config: &Config, document: &Prepared, now: Timestamp) -> Option<Finding> {
    let finding = |kind, message: String| Finding::new(Level::Warning, kind, message);
    let day = |date: Timestamp| date.with_timezone(&config.timezone).format("%Y-%m-%d");
    if document.seen == 0 {
        return Some(finding("no-posts", "has no posts yet".to_owned()));
    }
    let dates: Vec<Timestamp> = document.dates().collect();
    let (Some(oldest), Some(newest)) = (dates.iter().min(), dates.iter().max()) else {
        let finding = finding("no-dates", "has no post with a date".to_owned());
        return Some(finding.hint(
            "the river shows what appears from now on; the others are on the blog's own page",
        ));
    };
    let ahead = dates
        .iter()
        .filter(|date| **date > now + TimeDelta::days(1));
    let ahead = ahead.count();
    if ahead > 0 {
        let posts = if ahead == 1 { "a post" } else { "posts" };
        let message = format!("has {posts} dated ahead, up to {}", day(*newest));
        return Some(
            finding("dated-ahead", message).hint("the river shows them when their day is over"),
        );
    }
    let limit = config.river.restamp_entries;
    if limit > 0 && dates.len() > limit && *newest - *oldest <= TimeDelta::hours(1) {
        let message = format!("dates all its {} posts within one hour", dates.len());
        return Some(finding("one-date", message).hint(
            "the site was probably rebuilt; what planet has not seen before is held off the river",
        ));
    }
    let quiet = TimeDelta::from_std(config.blogroll.activity_threshold).ok()?;
    (now - *newest > quiet).then(|| {
        let message = format!("has had no post since {}", day(*newest));
        finding("quiet", message).hint("if the blog has moved, its new feed has another address")
    })
}
