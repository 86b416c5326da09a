//! What an issue says of a post: its author, its picture, its first words.

use crate::{
    feed::Text,
    sanitize::{
        self, SafeHtml,
        extract::{Extract, extract},
    },
    select::digest::text,
    site::EntryView,
    store::Body,
};

/// Its first author, unless that is only the name of the blog again.
pub(super) fn author(entry: &EntryView) -> Option<String> {
    let author = entry.authors.first()?;
    (author.name != entry.feed.name).then(|| author.name.clone())
}

/// The picture that the feed itself names for a post.
pub(super) fn named_picture<'a>(entry: &'a EntryView, body: &'a Body) -> Option<&'a str> {
    let mut files = entry.enclosures.iter();
    let image = files.find(|file| file.kind == "image");
    image
        .map(|file| file.url.as_str())
        .or(body.thumbnail.as_deref())
}

/// What the author says in short, if that is more than the begin of the post; else its first two sentences.
pub(super) fn excerpt(found: &Extract, body: &Body) -> String {
    let prose = |found: &Extract| -> Vec<String> {
        let all = || found.blocks.iter();
        let some = all().filter(|block| block.is_prose);
        let some: Vec<String> = some.map(|block| block.text.clone()).collect();
        if some.is_empty() {
            all().map(|block| block.text.clone()).collect()
        } else {
            some
        }
    };
    let first = |blocks: &[String]| text::first_sentences(blocks.iter().map(String::as_str), 2);
    let blocks = prose(found);
    let summary = body.content.as_ref().and(body.summary.as_ref());
    if let Some(summary) = summary {
        let blocks_of_summary = prose(&extract(&safe(summary)));
        let is_begin = || {
            let begin: String = blocks_of_summary.concat().chars().take(40).collect();
            blocks.concat().starts_with(&begin)
        };
        if !blocks_of_summary.is_empty() && !is_begin() {
            return first(&blocks_of_summary);
        }
    }
    first(&blocks)
}

fn safe(text: &Text) -> SafeHtml {
    match text {
        Text::Plain(text) => sanitize::plain(text),
        Text::Html(html) => sanitize::content(html),
    }
}
