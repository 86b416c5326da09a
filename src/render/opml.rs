//! Feeds as an OPML 2.0 subscription list: `/blogroll.opml` and `planet export opml` (<http://opml.org/spec2.opml>).
//!
//! Only what the specification names is written, as its validator refuses the rest.

use std::{borrow::Cow, collections::HashSet, fmt::Write as _};

use chrono::{DateTime, Utc};

use crate::{
    render::{
        fields::{BEFORE_FIRST_ENTRY, date, email, feed_title, language, rfc822, web_url},
        xml::{Xml, clean, document},
    },
    site::{SharedFeed, Site, SiteInfo},
};

/// What a subscription list says about itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Head<'a> {
    /// Title of the list.
    pub title: &'a str,
    /// When the list last changed. `None`, for a list that nothing dates yet, is written as 1970-01-01, since a date is
    /// required and the clock would change the bytes in every run.
    pub date: Option<DateTime<Utc>>,
    /// Who keeps it.
    pub owner_name: Option<&'a str>,
    /// E-mail address of its owner.
    pub owner_email: Option<&'a str>,
    /// Web address of its owner.
    pub owner_url: Option<&'a str>,
}

/// A feed in a subscription list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outline<'a> {
    /// The name to show.
    pub text: &'a str,
    /// The title that the feed gives itself; the same as `text` where that is unknown.
    pub title: &'a str,
    /// Address of the feed, without credentials.
    pub xml_url: &'a str,
    /// Home page of the blog.
    pub html_url: Option<&'a str>,
    /// The feed's own description.
    pub description: Option<&'a str>,
    /// Language tag.
    pub language: Option<&'a str>,
    /// The group that it stands in, one level deep.
    pub group: Option<&'a str>,
    /// Tags.
    pub tags: &'a [String],
}

/// Writes the blogroll of a site.
pub fn render(site: &Site) -> Vec<u8> {
    let info = &site.info;
    of_feeds(info, &info.title, info.updated.as_deref(), &site.feeds)
}

/// Writes the blogroll of a part of the site: `title` is that of the list, `updated` (RFC 3339) when it last changed.
pub(crate) fn of_feeds(
    info: &SiteInfo,
    title: &str,
    updated: Option<&str>,
    feeds: &[SharedFeed],
) -> Vec<u8> {
    let head = Head {
        title,
        date: updated.and_then(date),
        owner_name: Some(info.owner.name.as_ref().unwrap_or(&info.title)),
        owner_email: info.owner.email.as_deref(),
        owner_url: Some(info.owner.url.as_ref().unwrap_or(&info.base_url)),
    };
    let feeds = feeds.iter().filter_map(|feed| {
        Some(Outline {
            text: &feed.name,
            title: feed_title(feed),
            xml_url: feed.url.as_deref()?,
            html_url: feed.home.as_deref(),
            description: feed.subtitle.as_deref(),
            language: feed.language.as_deref(),
            group: feed.group.as_deref(),
            tags: &feed.tags,
        })
    });
    write(&head, &feeds.collect::<Vec<_>>())
}

/// Writes any subscription list, in the order given: a group stands where its first feed stands. Feeds without a web
/// address (local files), and a second mention of the same address, are left out.
pub fn write(head: &Head<'_>, feeds: &[Outline<'_>]) -> Vec<u8> {
    document("opml", &[("version", "2.0")], |xml| {
        xml.element("head", &[], |xml| write_head(xml, head));
        xml.element("body", &[], |xml| {
            for (group, feeds) in groups(feeds) {
                match group {
                    Some(name) => {
                        let fill = |xml: &mut Xml| write_feeds(xml, &feeds);
                        xml.element("outline", &[("text", name)], fill);
                    }
                    None => write_feeds(xml, &feeds),
                }
            }
        });
    })
}

fn write_head(xml: &mut Xml, head: &Head<'_>) {
    let date = rfc822(head.date.unwrap_or(BEFORE_FIRST_ENTRY));
    xml.text("title", &[], head.title);
    xml.text("dateCreated", &[], &date);
    xml.text("dateModified", &[], &date);
    if let Some(name) = head.owner_name {
        xml.text("ownerName", &[], name);
    }
    if let Some(address) = email(head.owner_email) {
        xml.text("ownerEmail", &[], address);
    }
    if let Some(url) = web_url(head.owner_url.map(iri).as_deref()) {
        xml.text("ownerId", &[], url);
    }
}

/// The feeds that can be written, under their groups; a feed without group is a group of its own.
fn groups<'a, 'b>(feeds: &'b [Outline<'a>]) -> Vec<(Option<&'a str>, Vec<&'b Outline<'a>>)> {
    let mut seen = HashSet::new();
    let mut groups: Vec<(Option<&str>, Vec<&Outline<'_>>)> = Vec::new();
    for feed in feeds {
        let url = iri(feed.xml_url);
        if web_url(Some(&url)).is_none() || !seen.insert(url) {
            continue;
        }
        let name = feed.group.filter(|name| !is_blank(name));
        let known = groups
            .iter_mut()
            .find(|(group, _)| name.is_some() && *group == name);
        match known {
            Some((_, members)) => members.push(feed),
            None => groups.push((name, vec![feed])),
        }
    }
    groups
}

fn write_feeds(xml: &mut Xml, feeds: &[&Outline<'_>]) {
    for feed in feeds {
        write_feed(xml, feed);
    }
}

fn write_feed(xml: &mut Xml, feed: &Outline<'_>) {
    // Text is required of every outline, a title of every feed.
    let (url, home) = (iri(feed.xml_url), feed.html_url.map(iri));
    let or_address = |text| if is_blank(text) { &*url } else { text };
    let categories = categories(feed.tags);
    let mut attributes = vec![
        ("type", "rss"),
        ("text", or_address(feed.text)),
        ("title", or_address(feed.title)),
        ("xmlUrl", &*url),
    ];
    attributes.extend(web_url(home.as_deref()).map(|url| ("htmlUrl", url)));
    let description = feed.description.filter(|text| !is_blank(text));
    attributes.extend(description.map(|text| ("description", text)));
    attributes.extend(language(feed.language).map(|tag| ("language", tag)));
    if !categories.is_empty() {
        attributes.push(("category", &categories));
    }
    xml.empty("outline", &attributes);
}

/// The address with the characters percent-encoded that a URL may have and no IRI (RFC 3987 §2.2).
fn iri(url: &str) -> Cow<'_, str> {
    let is_foreign = |c: char| " <>\"{}|\\^`".contains(c);
    if !url.contains(is_foreign) {
        return Cow::Borrowed(url);
    }
    let mut encoded = String::with_capacity(url.len() + 8);
    for c in url.chars() {
        if is_foreign(c) {
            // All of them are ASCII.
            let _infallible = write!(encoded, "%{:02X}", u32::from(c));
        } else {
            encoded.push(c);
        }
    }
    Cow::Owned(encoded)
}

/// Whether nothing would be left to read.
fn is_blank(text: &str) -> bool {
    clean(text).trim().is_empty()
}

/// Tags as `category` lists them, each once; a comma would make two of one, and a slash in front is the top of a tree.
fn categories(tags: &[String]) -> String {
    let mut categories: Vec<String> = Vec::new();
    for tag in tags {
        let tag = tag.replace(',', " ");
        let tag = tag
            .trim_start_matches(|c: char| c == '/' || c.is_whitespace())
            .trim_end();
        if !is_blank(tag) && !categories.iter().any(|known| known == tag) {
            categories.push(tag.to_owned());
        }
    }
    categories.join(",")
}
