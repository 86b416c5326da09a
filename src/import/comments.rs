//! Comments of the source, as planet.toml has them.

use crate::ui::printable;

/// A line of comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Comment {
    pub(crate) line: usize,
    /// Without the sign that makes it a comment.
    pub(crate) text: String,
}

/// The comment as a line of planet.toml.
pub(crate) fn written(text: &str) -> String {
    let text = printable(text.trim_end()).replace('\n', " ");
    // One space behind the sign, and the deeper ones of lists and code as they are.
    let text = text.strip_prefix(' ').unwrap_or(&text);
    if text.is_empty() || text.starts_with('#') {
        format!("#{text}")
    } else {
        format!("# {text}")
    }
}

/// The lines with an empty one where the source had one or more.
pub(crate) fn paragraphs(comments: &[Comment]) -> Vec<Vec<Comment>> {
    let mut paragraphs: Vec<Vec<Comment>> = Vec::new();
    for comment in comments {
        match paragraphs.last_mut() {
            Some(paragraph)
                if paragraph
                    .last()
                    .is_some_and(|last| last.line + 1 >= comment.line) =>
            {
                paragraph.push(comment.clone());
            }
            _ => paragraphs.push(vec![comment.clone()]),
        }
    }
    paragraphs
}

/// The comments as lines of planet.toml, an empty line between paragraphs.
pub(crate) fn lines(comments: &[Comment]) -> Vec<String> {
    let paragraphs = paragraphs(comments);
    let paragraphs = paragraphs.iter().map(|paragraph| {
        let lines = paragraph.iter().map(|comment| written(&comment.text));
        lines.collect::<Vec<_>>()
    });
    paragraphs.collect::<Vec<_>>().join(&String::new())
}

/// Puts `more` below `lines`, an empty line between.
pub(crate) fn append(lines: &mut Vec<String>, more: Vec<String>) {
    if !lines.is_empty() && !more.is_empty() {
        lines.push(String::new());
    }
    lines.extend(more);
}
