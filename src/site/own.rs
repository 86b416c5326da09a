//! What the maintainer wrote, as templates see it.

use serde::Serialize;

/// A page that the maintainer wrote in Markdown (`own` in `page.html`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OwnPage {
    /// The file it was written in, from the folder of planet.toml: `pages/docs/join.md`.
    pub file: String,
    /// Its path from the root of the site: `docs/join/`.
    pub path: String,
    /// Its title as text.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Whether it stands in the navigation.
    pub nav: bool,
    /// Its place in the navigation: lower ones first.
    pub weight: i64,
    /// The template that shows it.
    pub template: String,
    /// Everything below its title; its headings start at the second level.
    pub content: OwnHtml,
}

/// Markup that the maintainer wrote. It renders as it is, as [`SafeHtml`](crate::sanitize::SafeHtml) does: whoever writes planet.toml is trusted. Nothing
/// of a feed ever becomes one; only `pages` makes them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnHtml(String);

impl OwnHtml {
    /// Takes the words of the maintainer.
    pub fn trusted(markup: String) -> Self {
        Self(markup)
    }

    /// The markup.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
