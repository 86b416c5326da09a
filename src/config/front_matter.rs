//! What stands on top of a page in Markdown between two lines of `+++`: TOML, read and checked as planet.toml is.

use std::ops::Range;

use serde::Deserialize;
use toml::{Spanned, de::DeTable};

use crate::config::{check::syntax_mistakes, mistake::Mistake, read};

/// What mistakes call it.
pub(crate) const FRONT_MATTER: &str = "the front matter";

/// What a page says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FrontMatter {
    /// The title; by default the page's first `# heading`, else its file name.
    pub title: Option<String>,
    /// One sentence about the page, for search engines and cards.
    pub description: Option<String>,
    /// Whether the page stands in the navigation.
    pub nav: bool,
    /// Its place in the navigation: lower ones first, the same in the order of their addresses.
    pub weight: i64,
    /// The template that shows it, instead of `page.html`.
    pub template: Option<Spanned<String>>,
}

impl Default for FrontMatter {
    fn default() -> Self {
        Self {
            title: None,
            description: None,
            nav: true,
            weight: 0,
            template: None,
        }
    }
}

/// Its keys.
pub(crate) fn known_keys() -> &'static [&'static str] {
    read::fields::<FrontMatter>()
}

/// Reads the front matter that stands at `span` of `text`; the spans of mistakes, and of values, are those of `text`.
pub fn front_matter(text: &str, span: Range<usize>) -> (FrontMatter, Vec<Mistake>) {
    let start = span.start;
    let source = text.get(span).unwrap_or_default();
    let (document, syntax) = DeTable::parse_recoverable(source);
    let mut mistakes = syntax_mistakes(source, &syntax);
    let mut matter = FrontMatter::default();
    if mistakes.is_empty() {
        matter =
            read::table(document.into_inner(), FRONT_MATTER, &mut mistakes).unwrap_or_default();
    }
    let there = |span: Range<usize>| start + span.start..start + span.end;
    matter.template = matter
        .template
        .map(|template| Spanned::new(there(template.span()), template.into_inner()));
    for mistake in &mut mistakes {
        mistake.span = there(mistake.span.clone());
    }
    (matter, mistakes)
}
