//! The built-in theme, compiled in: the files of `themes/river/`, by hand, so that a build needs no script.

macro_rules! template {
    ($name:literal) => {
        (
            $name,
            include_str!(concat!("../../themes/river/templates/", $name)),
        )
    };
}

macro_rules! asset {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../themes/river/static/", $name)),
        )
    };
}

/// The templates, by name.
pub(super) const TEMPLATES: &[(&str, &str)] = &[
    template!("404.html"),
    template!("_avatar.html"),
    template!("_change.html"),
    template!("_day.html"),
    template!("_enclosure.html"),
    template!("_entry.html"),
    template!("_entry_footer.html"),
    template!("_footer_extra.html"),
    template!("_head_extra.html"),
    template!("_lines.html"),
    template!("_pager.html"),
    template!("_problem.html"),
    template!("_status.html"),
    template!("_subscribe.html"),
    template!("archive.html"),
    template!("base.html"),
    template!("blogroll.html"),
    template!("changes.html"),
    template!("day.html"),
    template!("feed.html"),
    template!("feed_year.html"),
    template!("group.html"),
    template!("index.html"),
    template!("month.html"),
    template!("page.html"),
    template!("search.html"),
    template!("status.html"),
    template!("tag.html"),
    template!("tags.html"),
    template!("titles.html"),
    template!("year.html"),
];

/// The static files, by path on the site.
pub(super) const STATIC: &[(&str, &[u8])] = &[
    asset!("favicon.svg"),
    asset!("planet.js"),
    asset!("search.js"),
    asset!("style.css"),
    asset!("theme.js"),
];

/// What the theme says of itself.
pub(super) const MANIFEST: &str = include_str!("../../themes/river/theme.toml");
