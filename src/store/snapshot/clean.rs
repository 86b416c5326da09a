//! The texts of a snapshot, cleaned as those of a feed are: anybody may have made it. What planet wrote stays as it is.
//!
//! Markup is cleaned when a page shows it, and so are addresses; ids stay, as feeds are recognized by them.

use crate::{
    html::characters::clean_in,
    store::{
        Candidate, Frozen, Issue, Mention, Stats,
        record::{Record, StoredText},
        snapshot::{EntryLine, FeedLine, Line},
    },
};

impl Line {
    /// The same line without characters that no text has.
    pub(super) fn clean(mut self) -> Self {
        match &mut self {
            Self::Feed(line) => feed(line),
            Self::Entry(line) => entry(line),
            Self::Digest(frozen) => digest(frozen),
            // Names are compared with those of planet.toml; what is told of a change is cleaned as it is written.
            Self::Schema(_) | Self::Known(_) | Self::Change(_) => {}
        }
        self
    }
}

fn each<'a>(texts: impl IntoIterator<Item = &'a mut Option<String>>) {
    texts.into_iter().flatten().for_each(clean_in);
}

fn feed(line: &mut FeedLine) {
    each([
        &mut line.title,
        &mut line.subtitle,
        &mut line.language,
        &mut line.rights,
    ]);
    if let Some(asked) = &mut line.asked {
        each([&mut asked.moved_to, &mut asked.problem]);
    }
}

fn entry(line: &mut EntryLine) {
    // One that cannot be read is refused.
    let Ok(mut record) = serde_json::from_str::<Record>(&line.record) else {
        return;
    };
    let source = record.source.as_mut().map(|source| &mut source.title);
    [&mut record.title, &mut record.rights]
        .into_iter()
        .chain(source)
        .flatten()
        .for_each(StoredText::clean);
    clean_in(&mut record.excerpt);
    each([&mut record.language]);
    for person in &mut record.authors {
        each([&mut person.name, &mut person.email]);
    }
    for category in &mut record.categories {
        clean_in(&mut category.term);
        each([&mut category.label]);
    }
    // Strings and options of strings cannot fail to serialize.
    line.record = serde_json::to_string(&record).unwrap_or_default();
}

fn digest(frozen: &mut Frozen) {
    if let Some(pool) = &mut frozen.pool {
        stats(&mut pool.stats);
        pool.candidates.iter_mut().for_each(candidate);
    }
    if let Some(shown) = &mut frozen.issue {
        issue(shown);
    }
}

fn issue(issue: &mut Issue) {
    stats(&mut issue.stats);
    each([&mut issue.headline]);
    for section in &mut issue.sections {
        each([&mut section.title]);
        for item in &mut section.items {
            each([&mut item.note]);
            candidate(&mut item.candidate);
        }
    }
}

fn stats(stats: &mut Stats) {
    for blog in &mut stats.new_blogs {
        clean_in(&mut blog.name);
    }
}

fn candidate(candidate: &mut Candidate) {
    clean_in(&mut candidate.title);
    clean_in(&mut candidate.excerpt);
    each([&mut candidate.language]);
    if let Some(image) = &mut candidate.image {
        clean_in(&mut image.alt);
    }
    let mentions = candidate.source.iter_mut().chain(&mut candidate.linkers);
    mentions.for_each(mention);
}

fn mention(mention: &mut Mention) {
    clean_in(&mut mention.blog.name);
    clean_in(&mut mention.label);
    each([&mut mention.author]);
}
