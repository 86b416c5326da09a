//! Where the feeds of real sites lie; the benchmark reads this file too.

/// Where the feeds of each source lie below `conformance/feeds`.
pub(crate) const SOURCES: [(&str, &str); 6] = [
    (
        "NetNewsWire",
        "Ranchero-Software+NetNewsWire/Modules/RSParser/Tests/RSParserTests/Resources",
    ),
    ("node-feedparser", "danmactough+node-feedparser/test/feeds"),
    ("simplepie", "simplepie+simplepie/tests/data"),
    ("rss-parser", "rbren+rss-parser/test/input"),
    ("miniflux", "miniflux+v2/internal"),
    ("perlanet", "davorg-cpan+perlanet"),
];
