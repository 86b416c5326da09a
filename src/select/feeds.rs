//! A followed feed as themes see it.

use chrono::{Datelike as _, NaiveDate, TimeDelta};
use unicode_segmentation::UnicodeSegmentation as _;

use crate::{
    config::{Config, Location, Subscription},
    feed::Timestamp,
    normalize::web_url,
    select::{days, feed_pages, language, status, view},
    site::{FeedView, StatusPage},
    store::{FeedState, veiled},
};

/// The view of one feed without its news, which change with every post or failure: what planet.toml says of it wins over what
/// it says of itself. It is the `nth` of those that are switched on, from 0.
pub(crate) fn quiet(
    config: &Config,
    nth: usize,
    feed: &Subscription,
    state: &FeedState,
) -> FeedView {
    let language = feed
        .language
        .clone()
        .or_else(|| state.language.clone())
        .filter(|tag| is_tag(tag));
    let avatar = feed.avatar.clone().map(|picture| {
        if picture.contains("://") {
            picture
        } else {
            format!("{}{picture}", config.base_path())
        }
    });
    let icon = || {
        let icon = web_url(state.icon.as_deref()?)?;
        (config.blogroll.icons && icon.starts_with("https://")).then_some(icon)
    };
    let origin = veiled(state.origin.as_ref().unwrap_or(&feed.id));
    FeedView {
        slug: feed.slug.clone(),
        hue: hue(&origin),
        origin,
        own_id: state.own_id.clone().filter(|_| !feed.private),
        name: feed.name.clone(),
        title: state.title.clone().filter(|title| !title.is_empty()),
        subtitle: state
            .subtitle
            .clone()
            .filter(|subtitle| !subtitle.is_empty()),
        url: public_url(feed, state),
        home: feed
            .home
            .clone()
            .or_else(|| state.home.clone())
            .and_then(|home| web_url(&home)),
        page: page(config, feed),
        has_years: feed_pages::has_years(state),
        status: format!(
            "{}{}#{}",
            config.base_path(),
            StatusPage::path_of(nth),
            feed.slug
        ),
        avatar: avatar.or_else(icon),
        initials: initials(&feed.name),
        dir: language.as_deref().and_then(language::direction),
        language,
        group: feed.group.clone(),
        tags: feed.tags.clone(),
        last_entry: None,
        activity: None,
        entry_count: 0,
        problem: None,
        rights: state
            .rights
            .as_deref()
            .map(view::without_addresses)
            .filter(|rights| !rights.is_empty()),
        extra: feed.extra.clone(),
    }
}

/// A feed as planet.toml alone describes it, the `nth` of those that are switched on.
pub(crate) fn listed(
    config: &Config,
    nth: usize,
    feed: &Subscription,
    state: &FeedState,
) -> FeedView {
    let nothing_said = FeedState {
        origin: state.origin.clone(),
        ..FeedState::default()
    };
    quiet(config, nth, feed, &nothing_said)
}

/// A feed that could not be read for so many days is dead.
const DEAD_AFTER: TimeDelta = TimeDelta::days(30);

/// How lively a feed is on a day.
pub(crate) fn activity(config: &Config, state: &FeedState, today: NaiveDate) -> &'static str {
    let day = |date: Timestamp| days::date(config.timezone, date);
    let is_longer =
        |since: Timestamp, time: TimeDelta| today.signed_duration_since(day(since)) > time;
    let threshold =
        TimeDelta::from_std(config.blogroll.activity_threshold).unwrap_or(TimeDelta::MAX);
    let failing = state
        .problem
        .as_ref()
        .filter(|problem| !problem.kind.is_mild());
    match (failing, state.newest) {
        (Some(problem), _) if is_longer(problem.since, DEAD_AFTER) => "dead",
        (_, None) => "empty",
        (_, Some(newest)) if is_longer(newest, threshold) => "quiet",
        (_, Some(_)) => "active",
    }
}

/// When a feed's newest entry was published; nothing where that is a date that cannot be.
pub(crate) fn newest(state: &FeedState) -> Option<Timestamp> {
    state.newest.filter(|date| date.year() > 0)
}

/// The same feed with its news.
pub(crate) fn with_news(config: &Config, quiet: &FeedView, state: &FeedState) -> FeedView {
    FeedView {
        last_entry: newest(state).map(|date| days::local(config.timezone, date)),
        entry_count: state.stored,
        problem: state.trouble().map(status::problem),
        ..quiet.clone()
    }
}

/// The path of the blog's place on the site: its page, else its card in the blogroll.
pub(crate) fn page(config: &Config, feed: &Subscription) -> String {
    let place = if config.pages.blogs {
        FeedView::path(&feed.slug)
    } else {
        format!("blogroll/#blog-{}", feed.slug)
    };
    format!("{}{place}", config.base_path())
}

/// The address that may be published: the configured one, or for a local copy of a feed the address it gives itself.
pub(crate) fn public_url(feed: &Subscription, state: &FeedState) -> Option<String> {
    let is_file = matches!(feed.location, Location::File(_));
    let claimed = state
        .self_link
        .as_ref()
        .filter(|_| is_file && !feed.private);
    let claimed = || web_url(claimed?);
    feed.public_url.clone().or_else(claimed)
}

/// Whether a language tag is fit for a `lang` attribute.
pub(crate) fn is_tag(tag: &str) -> bool {
    !tag.is_empty()
        && tag.len() <= 35
        && tag.split('-').all(|part| {
            (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
        })
        && tag
            .bytes()
            .next()
            .is_some_and(|first| first.is_ascii_alphabetic())
        && tag.split('-').next().is_some_and(|first| first.len() >= 2)
}

/// The first letters of the first and the last word, or of the only one.
fn initials(name: &str) -> String {
    let mut words = name
        .unicode_words()
        .filter_map(|word| word.graphemes(true).next());
    let first = words.next().unwrap_or("?");
    let last = words.next_back().unwrap_or_default();
    format!("{first}{last}").to_uppercase()
}

/// A hue from 0 to 359, always the same for one feed.
fn hue(id: &str) -> u16 {
    let [a, b, ..] = *blake3::hash(id.as_bytes()).as_bytes();
    u16::from_le_bytes([a, b]) % 360
}

#[cfg(test)]
mod tests {
    use crate::select::feeds::{initials, is_tag};

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ana Maria Sousa"), "AS");
        assert_eq!(initials("planet"), "P");
        assert_eq!(initials("日本 の ブログ").chars().count(), 2);
        assert_eq!(initials("…"), "?");
    }

    #[test]
    fn only_well_formed_tags_become_lang_attributes() {
        for good in ["en", "pt-BR", "zh-Hant-TW"] {
            assert!(is_tag(good), "{good}");
        }
        for bad in ["", "e", "english_us", "\" onclick=", "en us", "1a"] {
            assert!(!is_tag(bad), "{bad}");
        }
    }
}
