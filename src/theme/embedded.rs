//! The built-in themes, compiled in: the files of `themes/` of this repository, by hand, so that a build needs no script.

use crate::theme::BUILT_IN;

/// A built-in theme: only the files that differ from `river`, but for `river` itself.
pub(super) struct BuiltIn {
    /// Its name.
    pub(super) name: &'static str,
    /// What it says of itself: its theme.toml.
    pub(super) manifest: &'static str,
    /// Its templates, by name.
    pub(super) templates: &'static [(&'static str, &'static str)],
    /// Its static files, by path on the site.
    pub(super) assets: &'static [(&'static str, &'static [u8])],
}

macro_rules! theme {
    ($theme:literal, templates: [$($template:literal),* $(,)?], assets: [$($asset:literal),* $(,)?] $(,)?) => {
        BuiltIn {
            name: $theme,
            manifest: include_str!(concat!("../../themes/", $theme, "/theme.toml")),
            templates: &[$((
                $template,
                include_str!(concat!("../../themes/", $theme, "/templates/", $template)),
            )),*],
            assets: &[$((
                $asset,
                include_bytes!(concat!("../../themes/", $theme, "/static/", $asset)),
            )),*],
        }
    };
}

/// The theme that lies under every other.
pub(super) const RIVER: BuiltIn = theme!(
    "river",
    templates: [
        "404.html",
        "_avatar.html",
        "_change.html",
        "_day.html",
        "_digest_feed.html",
        "_digest_item.html",
        "_digest_newest.html",
        "_digest_subscribe.html",
        "_enclosure.html",
        "_entry.html",
        "_entry_also_in.html",
        "_entry_authors.html",
        "_entry_blog.html",
        "_entry_end.html",
        "_entry_footer.html",
        "_entry_permalink.html",
        "_entry_title.html",
        "_footer_extra.html",
        "_head_extra.html",
        "_header_extra.html",
        "_lines.html",
        "_pager.html",
        "_problem.html",
        "_status.html",
        "_subscribe.html",
        "archive.html",
        "base.html",
        "blogroll.html",
        "changes.html",
        "day.html",
        "digest.html",
        "digest_content.html",
        "digests.html",
        "feed.html",
        "feed_year.html",
        "group.html",
        "index.html",
        "month.html",
        "page.html",
        "search.html",
        "status.html",
        "tag.html",
        "tags.html",
        "titles.html",
        "year.html",
    ],
    assets: [
        "favicon.svg",
        "planet.js",
        "search.js",
        "style.css",
        "theme.js",
    ],
);

/// All of them, `river` first.
pub(super) const THEMES: &[BuiltIn] = &[
    RIVER,
    theme!(
        "titles",
        templates: ["_day.html", "_title.html", "base.html"],
        assets: ["titles.css"],
    ),
    theme!(
        "paper",
        templates: ["_day.html", "_story.html", "base.html", "index.html"],
        assets: ["paper.css"],
    ),
    theme!(
        "classic",
        templates: ["_entry.html", "base.html", "index.html"],
        assets: ["classic.css"],
    ),
];

/// The built-in theme of this name that lies over `river`.
pub(super) fn over_river(name: &str) -> Option<&'static BuiltIn> {
    let mut others = THEMES.iter().filter(|theme| theme.name != BUILT_IN);
    others.find(|theme| theme.name == name)
}

/// The built-in theme of this name.
pub(super) fn theme(name: &str) -> Option<&'static BuiltIn> {
    THEMES.iter().find(|theme| theme.name == name)
}
