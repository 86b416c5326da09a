//! The digest as an Atom feed, `/weekly/atom.xml` or `/monthly/atom.xml`: each issue is an entry, whose id is its address.

use crate::{
    language::{Language, LanguageError},
    render::{
        atom::{HTML, link, write_head},
        fields::{Syndicated, absolute, date, language, rfc3339},
        xml::{Xml, document},
    },
    site::{DigestInfo, DigestView, SiteInfo},
};

/// What the feed is made from.
pub(crate) struct DigestFeed<'a> {
    /// Where it lies, relative to the root of the site.
    pub(crate) folder: &'a str,
    /// What pages know of the digest.
    pub(crate) about: &'a DigestInfo,
    /// The issues, newest first.
    pub(crate) issues: &'a [DigestView],
    /// The markup of each of them.
    pub(crate) contents: &'a [String],
}

/// Writes the feed.
pub(crate) fn render(
    info: &SiteInfo,
    digest: &DigestFeed<'_>,
    words: &Language,
) -> Result<Vec<u8>, LanguageError> {
    let DigestFeed {
        folder,
        about,
        issues,
        contents,
    } = digest;
    let named = [
        ("planet", info.title.as_str().into()),
        ("name", about.title.as_str().into()),
    ];
    let title = words.text("group-feed-of", &named)?;
    let changes = issues.iter().filter_map(|issue| date(&issue.line.updated));
    let updated = changes.max().map(rfc3339);
    let feed = Syndicated {
        info,
        title: &title,
        description: &about.description,
        folder,
        updated: updated.as_deref(),
        entries: &[],
    };
    let mut attributes = vec![("xmlns", "http://www.w3.org/2005/Atom")];
    attributes.extend(language(Some(&info.language)).map(|tag| ("xml:lang", tag)));
    Ok(document("feed", &attributes, |xml| {
        write_head(xml, &feed, &feed.file("atom.xml"));
        for (issue, content) in issues.iter().zip(*contents) {
            xml.element("entry", &[], |xml| write_issue(xml, info, issue, content));
        }
    }))
}

fn write_issue(xml: &mut Xml, info: &SiteInfo, issue: &DigestView, content: &str) {
    let url = absolute(info, &issue.line.page);
    xml.text("id", &[], &url);
    let line = &issue.line;
    xml.text("title", &[], &format!("{}: {}", line.title, line.headline));
    for (name, moment) in [("updated", &line.updated), ("published", &line.published)] {
        if let Some(moment) = date(moment) {
            xml.text(name, &[], &rfc3339(moment));
        }
    }
    link(xml, "alternate", Some("text/html"), &url);
    xml.text("content", HTML, content);
}
