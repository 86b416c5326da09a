//! An issue as a curation file to work on: what was chosen, and what is next in line.

use std::fmt::Write as _;

use crate::{
    commands::digest::Looked,
    config::Digest,
    select::digest::{Verdict, in_words},
    store::{Candidate, ItemRecord},
    ui,
};

/// How many of those that are not in a section are told.
const NEXT_IN_LINE: usize = 8;

/// Writes the file. As it is, it gives the issue that there would be without it.
pub(super) fn draft(digest: &Digest, looked: &Looked) -> String {
    let issue = &looked.choice.issue;
    let name = looked.period.name();
    let mut text = format!(
        "# The digest of {name}, {} to {}, as planet would make it. Save this as\n# {name}.toml in the folder that \
         `curation` under [digest] names, and change what you like.\n#\n# Items stand in the order of this file; \
         `position = 1` puts one first. What you remove from this file comes back\n# if it still scores best: name it \
         under [[drop]].\n\n",
        looked.period.first_day(),
        looked.period.last_day(),
    );
    match &issue.headline {
        Some(headline) => setting(&mut text, "", "title", headline),
        None => text.push_str("# title = \"A headline for this issue\"\n"),
    }
    match &issue.intro {
        Some(intro) => setting(&mut text, "", "intro", intro),
        None => text.push_str("# intro = \"A few words above the items, in Markdown.\"\n"),
    }
    for section in &issue.sections {
        for item in &section.items {
            // What has no address cannot be named; it stays where its score puts it.
            if let Some(url) = &item.candidate.url {
                write_item(&mut text, looked, &section.id, item, url);
            }
        }
    }
    for (section, considered) in digest.sections.iter().zip(&looked.choice.considered) {
        let out = considered.iter().filter(|one| {
            matches!(
                one.verdict,
                Verdict::Full | Verdict::PerFeed | Verdict::OneBlog
            )
        });
        let next: Vec<_> = out
            .filter_map(|one| Some((one, looked.pool.candidates.get(one.candidate)?)))
            .filter(|(_, candidate)| candidate.url.is_some())
            .take(NEXT_IN_LINE)
            .collect();
        if next.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n# Next in line for `{}`:", section.id);
        for (one, candidate) in next {
            let _ = writeln!(text, "#\n# Score {}", in_words(one.score.total()));
            comment(&mut text, "", candidate);
            text.push_str("# [[item]]\n");
            setting(
                &mut text,
                "# ",
                "url",
                candidate.url.as_deref().unwrap_or_default(),
            );
            setting(&mut text, "# ", "section", &section.id);
        }
    }
    if looked.drops.is_empty() {
        text.push_str("\n# [[drop]]\n# url = \"https://…\"\n");
    }
    for url in &looked.drops {
        text.push_str("\n[[drop]]\n");
        setting(&mut text, "", "url", url);
    }
    text
}

fn write_item(text: &mut String, looked: &Looked, section: &str, item: &ItemRecord, url: &str) {
    let candidate = &item.candidate;
    text.push('\n');
    comment(text, "", candidate);
    text.push_str("[[item]]\n");
    setting(text, "", "url", url);
    setting(text, "", "section", section);
    let mut pool = looked.pool.candidates.iter();
    let own = pool.find(|own| own.key == candidate.key);
    if own.is_none_or(|own| own.title != candidate.title) {
        setting(text, "", "title", &candidate.title);
    }
    if let Some(image) = candidate.image.as_ref().filter(|image| image.is_curated) {
        setting(text, "", "image", &image.url);
    }
    if let Some(note) = &item.note {
        setting(text, "", "note", note);
    }
}

fn comment(text: &mut String, before: &str, candidate: &Candidate) {
    let blog = candidate
        .source
        .as_ref()
        .map(|source| source.blog.name.as_str());
    let of = blog.map_or(String::new(), |blog| format!(" ({blog})"));
    let _ = writeln!(
        text,
        "{before}# {}",
        ui::line(&(candidate.title.clone() + &of))
    );
}

fn setting(text: &mut String, before: &str, key: &str, value: &str) {
    // TOML's own writer leaves what commands a terminal as it is.
    let value = if value.contains(ui::commands) {
        ui::toml_string(value)
    } else {
        toml::Value::String(value.to_owned()).to_string()
    };
    let _ = writeln!(text, "{before}{key} = {value}");
}
