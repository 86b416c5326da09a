//! The one door from hostile markup to markup that a page may show: [`RawHtml`] in, [`SafeHtml`] out.
//!
//! Four steps, each linear: `sanitize/guard.rs` weighs what the markup would cost, ammonia decides what is safe,
//! `sanitize/shape.rs` makes valid HTML of what is left, and `sanitize/furnish.rs` adds what a page of ours needs beside it.
//! Safety rests on the second alone; the others can only write elements and attributes of their own short list, and every
//! text through the one escaping writer.
//!
//! What a theme must know: headings begin at `h4`; `pre` and outermost `table` carry `tabindex="0"`, so let exactly
//! `[tabindex]` scroll (`display: block; max-inline-size: 100%; overflow-x: auto`); images may be wide (`max-inline-size:
//! 100%; block-size: auto`). There are no ids, classes or styles.

mod address;
mod content_model;
mod embed;
pub(crate) mod extract;
mod furnish;
mod guard;
mod media;
mod policy;
mod shape;
mod table;
mod tree;
mod values;
mod write;

use url::Url;

use crate::{
    feed::RawHtml,
    html,
    sanitize::{
        furnish::{Silence, furnish},
        tree::Node,
    },
};

/// Markup that is safe inside an entry of any page: balanced, without scripts, styles, forms, frames, ids or handlers,
/// every URL absolute and of a harmless scheme. Only this file can make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SafeHtml(String);

impl SafeHtml {
    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Makes entry content safe (block level) and fit for a page. Over the limits of size and cost it comes back as escaped text
/// in paragraphs, never dropped and never slow.
pub fn content(html: &RawHtml) -> SafeHtml {
    SafeHtml(block(html, |nodes| furnish(nodes, Silence::IsEmpty)))
}

/// As [`content`], but images stay without an alternative text where the feed gives them none: an empty one says that they
/// mean nothing, which the feed did not. For whoever wants to know what planet understood; no [`SafeHtml`], so no page can
/// show it.
pub fn as_said(html: &RawHtml) -> String {
    block(html, |nodes| furnish(nodes, Silence::IsKept))
}

/// Makes a title safe: only inline markup (`em`, `strong`, `code`, `sub`, `sup` …) stays; links, images and blocks are
/// unwrapped, an image to its alternative text.
pub fn inline(html: &RawHtml) -> SafeHtml {
    let line = guard::attempt(|| {
        // Most titles have no markup, and need no parser to say so.
        let nodes = if html.markup.contains(['<', '&']) {
            tree::read(&safe(html)?, shape::inline)
        } else {
            // Which would only take away the mark that says in which order bytes are.
            let text = html.markup.strip_prefix('\u{feff}');
            let text = html::characters::clean(text.unwrap_or(&html.markup));
            vec![Node::Text(text.into_owned())]
        };
        let line = line(nodes);
        (line.0.len() <= guard::most_output(html.markup.len())).then_some(line)
    });
    line.unwrap_or_else(|| text(&html::plain_text(&html.markup)))
}

fn line(nodes: Vec<Node>) -> SafeHtml {
    let mut nodes = shape::root(nodes);
    shape::collapse_white_space(&mut nodes);
    SafeHtml(write::write(&nodes))
}

/// The blocks of an entry, with `finish` as the last step before they are written.
fn block(html: &RawHtml, finish: impl FnOnce(&mut [Node])) -> String {
    let blocks = guard::attempt(|| {
        let base = html.base.as_deref().and_then(address::base);
        let base = base.filter(|base| !guard::is_too_long(base, &html.markup));
        let mut frames = Vec::new();
        let nodes = tree::read(&safe(html)?, |element, out| {
            shape::content(element, base.as_ref(), out, &mut frames);
        });
        let mut nodes = shape::root(nodes);
        // An entry that is nothing but a frame would say nothing without it.
        if shape::is_empty(&nodes) && !frames.is_empty() {
            nodes = frames;
        }
        // A list directly in a list gets an item around it, and so on: our own output must not weigh too much either.
        if tree::depth(&nodes) > guard::DEEPEST_OUTPUT {
            return None;
        }
        finish(&mut nodes);
        // White space that came to stand first or last because what stood beside it was dropped.
        let mut markup = write::write(&nodes);
        markup.truncate(markup.trim_ascii_end().len());
        markup.drain(..markup.len() - markup.trim_ascii_start().len());
        (markup.len() <= guard::most_output(html.markup.len())).then_some(markup)
    });
    blocks.unwrap_or_else(|| paragraphs(&html.markup))
}

/// What ammonia lets through, unless it would cost too much to ask.
fn safe(html: &RawHtml) -> Option<String> {
    let markup = html::mend(&html.markup);
    (!guard::is_too_costly(&markup)).then(|| policy::clean(&markup))
}

/// Escapes plain text into markup, cut where it would be too much for what came.
pub fn text(text: &str) -> SafeHtml {
    let mut markup = String::with_capacity(text.len());
    escape_within(
        &mut markup,
        &html::characters::clean(text),
        guard::most_output(text.len()),
    );
    SafeHtml(markup)
}

/// Makes plain text into paragraphs: a blank line ends one, a line break stays one. It is cut as [`text`] is.
pub fn plain(text: &str) -> SafeHtml {
    let most = guard::most_output(text.len());
    let text = html::characters::clean(text);
    let mut markup = String::with_capacity(text.len() + 16);
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            markup.push_str(if open { "</p>\n" } else { "" });
            open = false;
        } else {
            let Some(room) = most.checked_sub(markup.len() + "<br>\n</p>\n".len()) else {
                break;
            };
            markup.push_str(if open { "<br>\n" } else { "<p>" });
            open = true;
            if !escape_within(&mut markup, line.trim(), room) {
                break;
            }
        }
    }
    markup.push_str(if open { "</p>" } else { "" });
    SafeHtml(markup)
}

/// The text of markup that is not worth, or not safe, parsing. It is cut where it would be too much for what came: of a text of
/// nothing but `&`, each of which is written as five characters.
fn paragraphs(markup: &str) -> String {
    let most = guard::most_output(markup.len());
    let mut out = String::new();
    let mut is_full = false;
    html::for_each_block(markup, |block| {
        if is_full {
            return;
        }
        let room = most.saturating_sub(out.len() + "<p></p>\n".len());
        let mut paragraph = String::new();
        is_full = !escape_within(&mut paragraph, block, room);
        if !paragraph.is_empty() {
            out.push_str("<p>");
            out.push_str(&paragraph);
            out.push_str("</p>\n");
        }
    });
    out.truncate(out.trim_end().len());
    out
}

/// Appends `text`, escaped, or as much of its beginning as fits into `room` bytes; whether it was all.
fn escape_within(out: &mut String, text: &str, room: usize) -> bool {
    let end = write::fitting(text, room);
    write::escape_into(out, text.get(..end).unwrap_or_default());
    end == text.len()
}

/// Resolves against an optional base: the name by which the steps below know it.
type Base<'a> = Option<&'a Url>;

#[cfg(test)]
mod tests;
