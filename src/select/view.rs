//! An entry as themes see it: texts chosen, markup made safe, dates in the planet's zone.

use std::cell::OnceCell;

use crate::{
    config::{Config, Subscription},
    feed::Text,
    html,
    language::{Language, Style},
    normalize::web_url,
    sanitize,
    sanitize::SafeHtml,
    select::{
        archive, days, enclosures, feeds, language,
        room::is_long,
        tags::{self, Tags},
        utc,
    },
    site::{AuthorView, EntryLine, EntryView, FeedLine, FeedView, SharedFeed, SourceView},
    store::{Body, Head, anchor},
};

/// What an entry is seen in.
pub(crate) struct SeenIn<'a> {
    pub(crate) config: &'a Config,
    pub(crate) subscription: &'a Subscription,
    pub(crate) feed: SharedFeed,
    pub(crate) words: &'a Language,
    pub(crate) also_in: Vec<SharedFeed>,
    /// The tags that have a page, where the page is made again when they change.
    pub(crate) tags: Option<&'a Tags>,
}

/// How much of the body is at hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Depth {
    /// Everything.
    Whole,
    /// All but summary and content.
    Outline,
}

/// Words that people read in a minute.
const WORDS_PER_MINUTE: usize = 220;

/// Characters of the label of a post without a title.
const LABEL_CHARS: usize = 60;

/// The most characters of a title in a list: some blogs put the whole post into it, and there are many lists.
const LONGEST_LABEL: usize = 500;

/// The most characters of the name of anything else: an author, a tag (the longest seen has 249, all keywords of a podcast), a
/// file, the blog that a post was taken from.
pub(crate) const LONGEST_NAME: usize = 250;

/// The most authors of one entry: no more would be looked at.
const MOST_AUTHORS: usize = 100;

/// What a line of a list shows of an entry, and a page too.
struct Named {
    anchor: String,
    title: Option<String>,
    label: String,
    permalink: String,
    url: Option<String>,
    date: String,
    dated: bool,
    date_text: String,
    time_text: String,
    language: Option<String>,
    dir: &'static str,
}

impl Named {
    fn of(seen_in: &SeenIn<'_>, head: &Head, body: &Body) -> Self {
        let SeenIn {
            config,
            feed,
            words,
            ..
        } = seen_in;
        let anchor = anchor(&feed.origin, &head.id);
        let title = body
            .title
            .as_ref()
            .map(plain)
            .filter(|title| !title.is_empty());
        let said = body.language.as_ref().filter(|tag| feeds::is_tag(tag));
        let text = OnceCell::new();
        let text = || -> &str {
            text.get_or_init(|| {
                format!("{} {}", title.as_deref().unwrap_or_default(), body.excerpt)
            })
        };
        let language = said
            .or(feed.language.as_ref())
            .cloned()
            .or_else(|| language::of_text(text(), &config.language).map(ToOwned::to_owned));
        let dir = language
            .as_deref()
            .and_then(language::direction)
            .unwrap_or_else(|| language::direction_of_text(text()));
        let here = head.date.with_timezone(&config.timezone).naive_local();
        Self {
            permalink: permalink(seen_in, head, &anchor),
            anchor,
            label: title.as_deref().map_or_else(
                || label(&body.excerpt, &feed.name),
                |title| html::shorten(title, LONGEST_LABEL),
            ),
            title,
            url: body.permalink.as_deref().and_then(web_url),
            date: days::local(config.timezone, head.date),
            dated: head.held.as_deref() != Some("undated"),
            date_text: words.date(Style::Day, here),
            time_text: words.date(Style::Time, here),
            language,
            dir,
        }
    }
}

/// An entry as a line of a list; cheaper than the whole view of it.
pub(crate) fn line(seen_in: &SeenIn<'_>, head: &Head, body: &Body) -> EntryLine {
    let named = Named::of(seen_in, head, body);
    EntryLine {
        anchor: named.anchor,
        copies: Vec::new(),
        label: named.label,
        titled: named.title.is_some(),
        url: named.url,
        permalink: named.permalink,
        feed: FeedLine::of(&seen_in.feed),
        date: named.date,
        dated: named.dated,
        date_text: named.date_text,
        time_text: named.time_text,
        language: named.language,
        dir: named.dir,
    }
}

pub(crate) fn entry(seen_in: SeenIn<'_>, head: &Head, body: &Body, depth: Depth) -> EntryView {
    let named = Named::of(&seen_in, head, body);
    let SeenIn {
        feed,
        also_in,
        tags,
        ..
    } = seen_in;
    let content = match depth {
        Depth::Whole => body.content.as_ref().or(body.summary.as_ref()).map(block),
        Depth::Outline => None,
    };
    let (word_count, is_long) = content.as_ref().map_or((0, false), |content| {
        let text = html::plain_text(content.as_str());
        let words = html::word_count(&text);
        (words, is_long(content.as_str(), &text, words))
    });
    let title_html = body.title.as_ref().filter(|_| named.title.is_some());
    EntryView {
        anchor: named.anchor,
        id: head.id.clone(),
        first_seen: head.first_seen.timestamp(),
        title_html: title_html.map(inline),
        title: named.title,
        label: named.label,
        url: named.url,
        permalink: named.permalink,
        authors: authors(body, &feed),
        date: named.date,
        dated: named.dated,
        date_text: named.date_text,
        time_text: named.time_text,
        published: head.published.map(utc),
        updated: head.updated.map(utc),
        is_long,
        minutes: word_count.div_ceil(WORDS_PER_MINUTE).max(1),
        words: word_count,
        content,
        excerpt: body.excerpt.clone(),
        language: named.language,
        dir: named.dir,
        tags: tags::of_entry(body, tags),
        enclosures: enclosures::of_entry(body),
        rights: body
            .rights
            .as_ref()
            .map(|rights| without_addresses(&plain(rights)))
            .filter(|rights| !rights.is_empty()),
        comments: body.comments.as_deref().and_then(web_url),
        source: body.source.as_ref().map(source),
        feed,
        also_in,
        copies: Vec::new(),
    }
}

/// Where an entry stands on this site: on the page of its day, where it is off the river on that of its blog or of the blog's
/// year, and where there are neither on the front page, as long as it is there.
fn permalink(seen_in: &SeenIn<'_>, head: &Head, anchor: &str) -> String {
    let SeenIn {
        config,
        subscription,
        feed,
        ..
    } = seen_in;
    let date = days::date(config.timezone, head.date);
    let has_page = archive::has_page(date);
    let is_archived = config.pages.archive
        && subscription.river
        && has_page
        && matches!(head.held.as_deref(), None | Some("new-feed"));
    let page = if is_archived {
        archive::path(date, 3)
    } else if !config.pages.blogs {
        String::new()
    } else if feed.has_years && has_page {
        format!("{}{}", FeedView::path(&feed.slug), archive::path(date, 1))
    } else {
        FeedView::path(&feed.slug)
    };
    format!("{}{page}#{anchor}", config.base_path())
}

/// A text as readers see it, in one line.
pub(crate) fn plain(text: &Text) -> String {
    match text {
        Text::Plain(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Text::Html(html) => html::plain_text(&html.markup),
    }
}

fn inline(text: &Text) -> SafeHtml {
    match text {
        Text::Plain(text) => sanitize::text(text),
        Text::Html(html) => sanitize::inline(html),
    }
}

/// Plain text keeps its paragraphs.
fn block(text: &Text) -> SafeHtml {
    match text {
        Text::Plain(text) => sanitize::plain(text),
        Text::Html(html) => sanitize::content(html),
    }
}

/// What to call an entry: its title, else its first words, else its blog.
pub(crate) fn label_of(body: &Body, feed: &str) -> String {
    let title = body.title.as_ref().map(plain);
    title.filter(|title| !title.is_empty()).map_or_else(
        || label(&body.excerpt, feed),
        |title| html::shorten(&title, LONGEST_LABEL),
    )
}

fn label(excerpt: &str, feed: &str) -> String {
    let words = html::excerpt_of_text(excerpt, LABEL_CHARS);
    if words.is_empty() {
        feed.to_owned()
    } else {
        words
    }
}

fn authors(body: &Body, feed: &FeedView) -> Vec<AuthorView> {
    let mut authors: Vec<AuthorView> = Vec::new();
    for person in &body.authors {
        let name = without_addresses(person.name.as_deref().unwrap_or_default());
        if name.is_empty() {
            continue;
        }
        if authors.len() == MOST_AUTHORS {
            break;
        }
        let name = html::shorten(&name, LONGEST_NAME);
        if authors.iter().all(|known| known.name != name) {
            let url = person.uri.as_deref().and_then(web_url);
            authors.push(AuthorView { name, url });
        }
    }
    if authors.is_empty() {
        authors.push(AuthorView {
            name: feed.name.clone(),
            url: feed.home.clone(),
        });
    }
    authors
}

fn source((title, link): &(Option<Text>, Option<String>)) -> SourceView {
    let url = link.as_deref().and_then(web_url);
    let title = title.as_ref().map(plain).filter(|title| !title.is_empty());
    let name = title.or_else(|| url.clone());
    SourceView {
        title: name.map(|name| html::shorten(&name, LONGEST_NAME)),
        url,
    }
}

/// The text without e-mail addresses: what people wrote for a feed reader is not meant for those who collect addresses.
pub(crate) fn without_addresses(text: &str) -> String {
    let is_address = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let parts = word.split_once('@');
        parts.is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
    };
    let words: Vec<&str> = text
        .split_whitespace()
        .filter(|word| !is_address(word))
        .collect();
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use crate::select::view::without_addresses;

    #[test]
    fn no_address_of_an_author_is_published() {
        assert_eq!(without_addresses("nm@a.example"), "");
        assert_eq!(without_addresses("Dan <dan@a.example>"), "Dan");
        assert_eq!(without_addresses("(c) copy@m.example, 2025"), "(c) 2025");
        assert_eq!(
            without_addresses("@ana and Bo @ home"),
            "@ana and Bo @ home"
        );
    }
}
