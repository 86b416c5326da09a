//! Every text of a feed, one by one.

use std::sync::Arc;

use crate::feed::{Category, Content, Enclosure, Entry, Feed, Link, Person, RawHtml, Source, Text};

/// What a feed says, at one place.
pub(super) enum Said<'a> {
    /// A text, an address, or the source of markup.
    Text(&'a mut String),
    /// Markup, whose source and base have been handed out before.
    Markup(&'a mut RawHtml),
}

/// Hands every text of `feed` to `each`, which may change it. What is added to a feed must be named here: nothing is left out
/// of the patterns below, so that the compiler says so.
pub(super) fn each(feed: &mut Feed, each: &mut impl FnMut(Said<'_>)) {
    let Feed {
        id,
        title,
        subtitle,
        link,
        links,
        updated: _,
        published: _,
        language,
        authors,
        contributors,
        categories,
        rights,
        generator,
        icon,
        logo,
        ttl: _,
        entries,
    } = feed;
    for one in [id, link, language, generator, icon, logo] {
        maybe(one, each);
    }
    for one in [title, subtitle, rights] {
        maybe_text(one, each);
    }
    all_links(links, each);
    people(authors, each);
    people(contributors, each);
    all_categories(categories, each);
    for one in entries {
        entry(one, each);
    }
}

fn entry(entry: &mut Entry, each: &mut impl FnMut(Said<'_>)) {
    let Entry {
        id,
        id_generated: _,
        title,
        permalink,
        links,
        published: _,
        updated: _,
        summary,
        content,
        authors,
        contributors,
        categories,
        enclosures,
        thumbnail,
        comments,
        rights,
        language,
        source,
    } = entry;
    each(Said::Text(id));
    for one in [permalink, thumbnail, comments, language] {
        maybe(one, each);
    }
    for one in [title, summary, rights] {
        maybe_text(one, each);
    }
    if let Some(Content {
        text,
        src,
        language,
    }) = content
    {
        a_text(text, each);
        maybe(src, each);
        maybe(language, each);
    }
    all_links(links, each);
    people(authors, each);
    people(contributors, each);
    all_categories(categories, each);
    for Enclosure {
        url,
        media_type,
        length: _,
    } in enclosures
    {
        each(Said::Text(url));
        maybe(media_type, each);
    }
    if let Some(source) = source {
        a_source(source, each);
    }
}

fn a_source(source: &mut Source, each: &mut impl FnMut(Said<'_>)) {
    let Source {
        id,
        title,
        subtitle,
        link,
        links,
        updated: _,
        authors,
        contributors,
        categories,
        rights,
    } = source;
    for one in [id, link] {
        maybe(one, each);
    }
    for one in [title, subtitle, rights] {
        maybe_text(one, each);
    }
    all_links(links, each);
    people(authors, each);
    people(contributors, each);
    all_categories(categories, each);
}

fn all_links(links: &mut [Link], each: &mut impl FnMut(Said<'_>)) {
    for Link {
        href,
        rel,
        media_type,
        title,
        hreflang,
        length: _,
    } in links
    {
        each(Said::Text(href));
        each(Said::Text(rel));
        for one in [media_type, title, hreflang] {
            maybe(one, each);
        }
    }
}

fn people(people: &mut [Person], each: &mut impl FnMut(Said<'_>)) {
    for Person { name, email, uri } in people {
        for one in [name, email, uri] {
            maybe(one, each);
        }
    }
}

fn all_categories(categories: &mut [Category], each: &mut impl FnMut(Said<'_>)) {
    for Category {
        term,
        scheme,
        label,
    } in categories
    {
        each(Said::Text(term));
        maybe(scheme, each);
        maybe(label, each);
    }
}

fn maybe(text: &mut Option<String>, each: &mut impl FnMut(Said<'_>)) {
    if let Some(text) = text {
        each(Said::Text(text));
    }
}

fn maybe_text(text: &mut Option<Text>, each: &mut impl FnMut(Said<'_>)) {
    if let Some(text) = text {
        a_text(text, each);
    }
}

fn a_text(text: &mut Text, each: &mut impl FnMut(Said<'_>)) {
    match text {
        Text::Plain(text) => each(Said::Text(text)),
        Text::Html(html) => {
            let RawHtml { markup, base } = html;
            each(Said::Text(markup));
            if let Some(base) = base {
                let mut changed = base.to_string();
                each(Said::Text(&mut changed));
                if changed != **base {
                    *base = Arc::from(changed);
                }
            }
            each(Said::Markup(html));
        }
    }
}
