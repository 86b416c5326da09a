//! What has changed about the blogroll as an Atom feed, `/blogroll/changes.xml` (RFC 4287).

use chrono::DateTime;

use crate::{
    language::{Language, LanguageError, Style},
    render::{
        atom::{HTML, link, write_head},
        fields::{BEFORE_FIRST_ENTRY, Syndicated, absolute, date, language, rfc3339, web_url},
        xml::{Xml, document},
    },
    sanitize,
    site::{ChangeView, ChangedFeed, Site, SiteInfo},
};

/// How many changes the feed holds.
const CHANGES: usize = 50;

/// Writes the feed; the words are those of the site's language.
///
/// # Errors
/// The language lacks a message.
pub(crate) fn render(site: &Site, words: &Language) -> Result<Vec<u8>, LanguageError> {
    let info = &site.info;
    let title = words.text("changes-title", &[])?;
    let description = words.text("changes-description", &[("planet", (&*info.title).into())])?;
    let title = format!("{}: {title}", info.title);
    let feed = Syndicated {
        info,
        title: &title,
        description: &description,
        folder: "blogroll/changes/",
        updated: site.changes.first().map(|change| change.date.as_str()),
        entries: &[],
    };
    let told = site.changes.iter().take(CHANGES);
    let told = told.map(|change| Ok((change, sentence(info, change, words)?)));
    let told = told.collect::<Result<Vec<_>, LanguageError>>()?;
    let mut attributes = vec![("xmlns", "http://www.w3.org/2005/Atom")];
    attributes.extend(language(Some(&info.language)).map(|tag| ("xml:lang", tag)));
    Ok(document("feed", &attributes, |xml| {
        let own = format!("{}blogroll/changes.xml", info.base_url);
        write_head(xml, &feed, &own);
        for (change, sentence) in &told {
            write_change(xml, &feed, change, sentence);
        }
    }))
}

fn write_change(xml: &mut Xml, feed: &Syndicated<'_>, change: &ChangeView, sentence: &str) {
    let url = format!("{}#{}", feed.url(), change.anchor);
    let date = rfc3339(date(&change.date).unwrap_or(BEFORE_FIRST_ENTRY));
    xml.element("entry", &[], |xml| {
        xml.text("id", &[], &url);
        xml.text("title", &[], sentence);
        xml.text("updated", &[], &date);
        xml.text("published", &[], &date);
        link(xml, "alternate", Some("text/html"), &url);
        xml.text("content", HTML, &content(feed.info, change, sentence));
    });
}

/// The blogs of a change, each with what it says of itself and with links to it.
fn content(info: &SiteInfo, change: &ChangeView, sentence: &str) -> String {
    let text = |text: &str| sanitize::text(text).as_str().to_owned();
    let one = |feed: &ChangedFeed| {
        let page = feed.page.as_deref().map(|page| absolute(info, page));
        let urls = [page.as_deref(), feed.home.as_deref(), feed.url.as_deref()];
        let first = urls.iter().find_map(|url| web_url(*url));
        let name = match first {
            Some(url) => format!("<a href=\"{}\">{}</a>", text(url), text(&feed.name)),
            None => text(&feed.name),
        };
        let subtitle = feed
            .subtitle
            .as_deref()
            .map_or_else(String::new, |subtitle| format!(": {}", text(subtitle)));
        format!("<li>{name}{subtitle}</li>")
    };
    let feeds: Vec<String> = change.feeds.iter().map(one).collect();
    let list = if feeds.is_empty() {
        String::new()
    } else {
        format!("<ul>{}</ul>", feeds.concat())
    };
    format!("<p>{}</p>{list}", text(sentence))
}

/// What happened, in one sentence.
fn sentence(
    info: &SiteInfo,
    change: &ChangeView,
    words: &Language,
) -> Result<String, LanguageError> {
    let [first, others @ ..] = change.feeds.as_slice() else {
        let count = change.count.unwrap_or_default();
        let told = [("planet", (&*info.title).into()), ("count", count.into())];
        return words.text("change-opened", &told);
    };
    if !others.is_empty() {
        let message = format!("change-{}-many", change.kind);
        return words.text(&message, &[("count", change.feeds.len().into())]);
    }
    let name = ("name", (&*first.name).into());
    let before = first.before.as_deref().unwrap_or_default();
    match (change.kind, &first.silent_since) {
        ("moved", _) => {
            let place = first.url.as_deref().unwrap_or_default();
            words.text("change-moved", &[name, ("place", place.into())])
        }
        ("renamed", _) => words.text("change-renamed", &[name, ("old", before.into())]),
        ("resumed", Some(since)) => {
            let since = DateTime::parse_from_rfc3339(since).unwrap_or_default();
            let since = words.date(Style::Month, since.naive_local());
            words.text("change-resumed-since", &[name, ("date", (&*since).into())])
        }
        (kind, _) => words.text(&format!("change-{kind}"), &[name]),
    }
}
