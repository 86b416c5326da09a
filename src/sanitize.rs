//! The one door from hostile markup to markup that a page may show: [`RawHtml`] in, [`SafeHtml`] out.
//!
//! Three steps, each linear: `sanitize/guard.rs` weighs what the markup would cost, ammonia decides what is safe, and
//! `sanitize/shape.rs` makes valid, accessible HTML of what is left. Safety rests on the second alone; the third can only
//! write elements and attributes of its own short list, and every text through the one escaping writer.
//!
//! What a theme must know: headings begin at `h4`; `pre` and outermost `table` carry `tabindex="0"`, so let exactly
//! `[tabindex]` scroll (`display: block; max-inline-size: 100%; overflow-x: auto`); images may be wide (`max-inline-size:
//! 100%; block-size: auto`). There are no ids, classes or styles.

mod address;
mod content_model;
mod embed;
mod guard;
mod media;
mod policy;
mod shape;
mod table;
mod tree;

mod values;
mod write;

use url::Url;

use crate::{feed::RawHtml, html};

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

/// Makes entry content safe (block level). Over the limits of size and cost it comes back as escaped text in paragraphs,
/// never dropped and never slow.
pub fn content(html: &RawHtml) -> SafeHtml {
    if guard::is_too_costly(&html.markup) {
        return SafeHtml(paragraphs(&html.markup));
    }
    let base = html.base.as_deref().and_then(address::base);
    let nodes = tree::read(&policy::clean(&html::mend(&html.markup)), |element, out| {
        shape::content(element, base.as_ref(), out);
    });
    let nodes = shape::root(nodes);
    // A list directly in a list gets an item around it, and so on: our own output must not weigh too much either.
    if tree::depth(&nodes) > guard::DEEPEST_OUTPUT {
        return SafeHtml(paragraphs(&html.markup));
    }
    // White space that came to stand first or last because what stood beside it was dropped.
    let mut markup = write::write(&nodes);
    markup.truncate(markup.trim_ascii_end().len());
    markup.drain(..markup.len() - markup.trim_ascii_start().len());
    SafeHtml(markup)
}

/// Makes a title safe: only inline markup (`em`, `strong`, `code`, `sub`, `sup` …) stays; links, images and blocks are
/// unwrapped, an image to its alternative text.
pub fn inline(html: &RawHtml) -> SafeHtml {
    if guard::is_too_costly(&html.markup) {
        return text(&html::plain_text(&html.markup));
    }
    let mut nodes = shape::root(tree::read(&policy::clean(&html::mend(&html.markup)), shape::inline));
    shape::collapse_white_space(&mut nodes);
    SafeHtml(write::write(&nodes))
}

/// Escapes plain text into markup.
pub fn text(text: &str) -> SafeHtml {
    let mut markup = String::with_capacity(text.len());
    write::escape_into(&mut markup, &html::characters::clean(text));
    SafeHtml(markup)
}

/// Makes plain text into paragraphs: a blank line ends one, a line break stays one.
pub fn plain(text: &str) -> SafeHtml {
    let text = html::characters::clean(text);
    let mut markup = String::with_capacity(text.len() + 16);
    let mut open = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            markup.push_str(if open { "</p>\n" } else { "" });
            open = false;
        } else {
            markup.push_str(if open { "<br>\n" } else { "<p>" });
            write::escape_into(&mut markup, line.trim());
            open = true;
        }
    }
    markup.push_str(if open { "</p>" } else { "" });
    SafeHtml(markup)
}

/// The text of markup that is not worth, or not safe, parsing.
fn paragraphs(markup: &str) -> String {
    let mut out = String::new();
    html::for_each_block(markup, |block| {
        out.push_str("<p>");
        write::escape_into(&mut out, block);
        out.push_str("</p>\n");
    });
    out.truncate(out.trim_end().len());
    out
}

/// Resolves against an optional base: the name by which the steps below know it.
type Base<'a> = Option<&'a Url>;

#[cfg(test)]
mod tests;
