//! The newest posts of a feed, as commands show them.

use crate::{html, store::Post, ui, zones::Tz};

/// How many posts are shown.
pub(super) const SHOWN: usize = 3;

/// The day and the title of a post.
pub(super) fn line(post: &Post, zone: Tz) -> String {
    let day = day(post, zone);
    format!("{day:<10}  {}", title(post))
}

/// The day of a post in the zone of the planet.
pub(super) fn day(post: &Post, zone: Tz) -> String {
    post.date.map_or_else(
        || "no date".to_owned(),
        |date| date.with_timezone(&zone).format("%Y-%m-%d").to_string(),
    )
}

/// The title of a post, shortened, without what could command a terminal.
pub(super) fn title(post: &Post) -> String {
    let title = html::excerpt_of_text(post.title.as_deref().unwrap_or_default(), 70);
    let title = ui::line(&title).replace('\u{FFFD}', "").trim().to_owned();
    if title.is_empty() {
        "(no title)".to_owned()
    } else {
        title
    }
}
