//! What `planet check` found, as the table in Markdown that GitHub shows below a run.

use std::{fmt::Write as _, fs::OpenOptions, io::Write as _, path::Path};

use crate::{
    check::{Checked, Level},
    commands::{
        check::tell::Told,
        count,
        posts::{self, day, title},
    },
    config::Subscription,
    error::Error,
    html::excerpt_of_text,
    report::shown_url,
    store::Post,
    ui,
};

/// How much is written, in bytes: of more than a mebibyte GitHub shows nothing.
const MOST: usize = 900 << 10;
/// The longest words of others, in characters, and the longest address.
const WORDS: usize = 300;
const ADDRESS: usize = 2_000;

/// Appends the table to the file that GitHub shows.
pub(super) fn append(path: &Path, table: &str) -> Result<(), Error> {
    let file = OpenOptions::new().append(true).create(true).open(path);
    file.and_then(|mut file| file.write_all(table.as_bytes()))
        .map_err(|source| Error::File {
            verb: "write",
            path: path.display().to_string(),
            source,
        })
}

/// A row for each feed, those with a problem first.
pub(super) fn markdown(told: &Told<'_>) -> String {
    let feeds = told.checked.len();
    let since = told
        .since
        .map(|since| format!(" changed since {}", code(since)))
        .unwrap_or_default();
    let mut text = format!("### planet check: {}{since}\n\n", count(feeds, "feed"));
    if feeds == 0 {
        return text;
    }
    text.push_str("| | Feed | Newest posts | What was found |\n|---|---|---|---|\n");
    let mut rows: Vec<_> = told.each().collect();
    rows.sort_by_key(|(_, checked)| mark(told, checked).0);
    for (n, (feed, checked)) in rows.iter().enumerate() {
        let row = row(told, feed, checked);
        if text.len() + row.len() > MOST {
            let _infallible = writeln!(text, "\n{} more feeds are not listed.", feeds - n);
            break;
        }
        text.push_str(&row);
        text.push('\n');
    }
    text
}

/// How a feed stands: its rank, and the picture for it.
fn mark(told: &Told<'_>, checked: &Checked) -> (u8, &'static str) {
    let is_warned = |checked| {
        let mut findings = told.findings(checked);
        findings.any(|finding| finding.level == Level::Warning)
    };
    match checked {
        _ if checked.has_problem() => (0, "❌"),
        _ if is_warned(checked) => (1, "⚠️"),
        _ => (2, "✅"),
    }
}

fn row(told: &Told<'_>, feed: &Subscription, checked: &Checked) -> String {
    let document = checked.probe.feed.as_ref();
    let home = document.and_then(|document| document.home.as_deref());
    let name = match document.and_then(|document| document.title.as_deref()) {
        Some(title) if title != feed.name => format!("{} ({title})", feed.name),
        _ => feed.name.clone(),
    };
    let mut who = link(&name, home);
    let _infallible = write!(who, "<br>{}:{}", told.config.path.display(), feed.line);
    if let Some(url) = shown_url(feed) {
        let _infallible = write!(who, "<br>{}", code(url));
    }
    let newest = document.map(|document| document.newest(posts::SHOWN));
    let post = |post: Post| {
        let day = day(&post, told.config.timezone);
        format!("{day} {}", link(&title(&post), post.permalink.as_deref()))
    };
    let newest: Vec<String> = newest.unwrap_or_default().into_iter().map(post).collect();
    let problem = checked
        .probe
        .problem
        .iter()
        .map(|problem| escaped(&problem.message));
    let findings = told.findings(checked);
    let findings = findings.map(|finding| escaped(&finding.message));
    let refusal = checked.probe.refusal.iter();
    let refusal = refusal.map(|reason| escaped(&format!("strict readers refuse it: {reason}")));
    let found: Vec<String> = problem.chain(findings).chain(refusal).collect();
    format!(
        "| {} | {who} | {} | {} |",
        mark(told, checked).1,
        newest.join("<br>"),
        found.join("<br>")
    )
}

/// A text as a link, if there is somewhere to go.
fn link(text: &str, url: Option<&str>) -> String {
    let web = |url: &&str| url.starts_with("https://") || url.starts_with("http://");
    match url.filter(web).filter(|url| url.len() <= ADDRESS) {
        Some(url) => {
            let mut safe = String::with_capacity(url.len());
            for character in ui::printable(url).chars() {
                match character {
                    '<' | '>' | '|' | '\\' | '(' | ')' | ' ' | '`' => {
                        let _infallible = write!(safe, "%{:02X}", u32::from(character));
                    }
                    _ => safe.push(character),
                }
            }
            format!("[{}](<{safe}>)", escaped(text))
        }
        None => escaped(text),
    }
}

/// A text that is shown as it is: no markup, no table, no mention of anybody.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for character in ui::line(&excerpt_of_text(text, WORDS)).chars() {
        // As a character reference: of all escapes the one that also holds within tables and for mentions.
        if r"\`*_~[]<>|&@#:".contains(character) {
            let _infallible = write!(escaped, "&#{};", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// A text in the type of code.
fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(text))
}
