//! The page that the maintainer of the sample planets wrote.

use std::sync::LazyLock;

use crate::pages;
use crate::site::{OwnHtml, OwnPage, PageInfo, SiteInfo};
use crate::theme::sample::page;

/// What an own page knows of itself on a sample site.
pub(crate) fn own_page_info(info: &SiteInfo, own: &OwnPage) -> PageInfo {
    page(info, "page", &own.title, &own.path)
}

/// The page.
pub(super) static OWN: LazyLock<OwnPage> = LazyLock::new(|| OwnPage {
    file: "pages/about.md".to_owned(),
    path: "about/".to_owned(),
    title: "About".to_owned(),
    description: Some("What this planet is, and how to join it.".to_owned()),
    nav: true,
    weight: 0,
    template: pages::TEMPLATE.to_owned(),
    content: OwnHtml::trusted(
        "<p>We write about rivers.</p>\n<h2 id=\"join\">Join</h2>".to_owned(),
    ),
});
