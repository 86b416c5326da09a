//! Images and players: meant to be seen, without trackers, never started by themselves.
//!
//! Text tracks are dropped: a browser loads them from another host only in CORS mode, which their hosts don't offer.

use crate::sanitize::{
    Base, address,
    tree::{Element, Node, append},
    values,
};

/// Where images hide their address until a script shows them, best first.
const LAZY_SOURCES: [&str; 4] = [
    "data-src",
    "data-lazy-src",
    "data-original",
    "data-actualsrc",
];
const LAZY_SRCSETS: [&str; 3] = ["srcset", "data-srcset", "data-lazy-srcset"];

/// Hosts, and paths on hosts, that serve images nobody is meant to see.
const BEACONS: [&str; 24] = [
    "ad.doubleclick.net/",
    "analytics.twitter.com/",
    "b.scorecardresearch.com/",
    "bat.bing.com/",
    "counter.yadro.ru/",
    "da.feedsportal.com/",
    "feedads.g.doubleclick.net/",
    "feeds.feedburner.com/~r/",
    "feeds.wordpress.com/1.0/",
    "googleads.g.doubleclick.net/",
    "hits.seeyoufarm.com/",
    "in.getclicky.com/",
    "medium.com/_/stat",
    "pi.feedsportal.com/",
    "pixel.quantserve.com/",
    "pixel.wp.com/",
    "rss.buysellads.com/",
    "sb.scorecardresearch.com/",
    "stats.wordpress.com/",
    "stats.wp.com/",
    "track.adform.net/",
    "www.facebook.com/tr",
    "www.google-analytics.com/",
    "www.googletagmanager.com/",
];

/// The width that an image may take in a column of some 72 characters; browsers that know better use `auto`.
const SIZES: &str = "(min-width: 48rem) 48rem, 100vw";

/// An image, if it has an address and is meant to be seen.
pub(super) fn image(element: Element, base: Base<'_>, out: &mut Vec<Node>) {
    let source = std::iter::once("src")
        .chain(LAZY_SOURCES)
        .find_map(|name| address::web(element.attribute(name)?, base));
    let Some(source) = source.filter(|source| !is_beacon(source)) else {
        return;
    };
    let dimension = |name| element.attribute(name).and_then(values::pixels);
    let (width, height) = (dimension("width"), dimension("height"));
    if width.is_some_and(|width| width <= 1) || height.is_some_and(|height| height <= 1) {
        return;
    }
    let mut attributes = vec![("src", address::tidy(source))];
    if let Some((srcset, has_widths)) = first_srcset(&element, base) {
        attributes.push(("srcset", srcset));
        if has_widths {
            attributes.push(("sizes", SIZES.to_owned()));
        }
    }
    attributes.extend(element.attribute("alt").map(|alt| ("alt", alt.to_owned())));
    attributes.extend(width.map(|width| ("width", width.to_string())));
    attributes.extend(height.map(|height| ("height", height.to_string())));
    let kept = element
        .attributes
        .into_iter()
        .filter(|(name, _)| matches!(*name, "title" | "lang" | "dir"));
    attributes.extend(kept);
    out.push(Node::Element(Element::new("img", attributes, Vec::new())));
}

/// A picture: the image with what it may be replaced by.
pub(super) fn picture(mut element: Element, base: Base<'_>, out: &mut Vec<Node>) {
    let Some(at) = element
        .children
        .iter()
        .position(|node| node.name() == "img")
    else {
        element.children.retain(|node| node.name() != "source");
        append(out, &mut element.children);
        return;
    };
    let image = element.children.swap_remove(at);
    let mut children: Vec<Node> = element
        .children
        .iter()
        .filter_map(|node| picture_source(node, base))
        .collect();
    if children.is_empty() {
        out.push(image);
        return;
    }
    children.push(image);
    out.push(Node::Element(Element::new("picture", Vec::new(), children)));
}

/// An audio or video player that waits for its reader.
pub(super) fn player(element: &Element, base: Base<'_>, out: &mut Vec<Node>) {
    let source = element
        .attribute("src")
        .and_then(|src| address::media(src, base));
    let children: Vec<Node> = match source {
        Some(_) => Vec::new(),
        None => element
            .children
            .iter()
            .filter_map(|node| player_source(node, base))
            .collect(),
    };
    if source.is_none() && children.is_empty() {
        return;
    }
    let mut attributes: Vec<(&'static str, String)> =
        source.into_iter().map(|source| ("src", source)).collect();
    attributes.push(("controls", String::new()));
    attributes.push(("preload", "none".to_owned()));
    if element.name == "video" {
        attributes.extend(
            element
                .attribute("poster")
                .and_then(|poster| address::media(poster, base))
                .map(|url| ("poster", url)),
        );
        for name in ["width", "height"] {
            let pixels = element
                .attribute(name)
                .and_then(values::pixels)
                .filter(|pixels| *pixels > 1);
            attributes.extend(pixels.map(|pixels| (name, pixels.to_string())));
        }
    }
    attributes.extend(
        element
            .attribute("title")
            .map(|title| ("title", title.to_owned())),
    );
    out.push(Node::Element(Element::new(
        element.name,
        attributes,
        children,
    )));
}

/// Whether an address is there to count readers.
pub(super) fn is_beacon(url: &url::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let path = url.path();
    let is_listed = BEACONS.iter().any(|beacon| {
        beacon
            .split_at_checked(beacon.find('/').unwrap_or(beacon.len()))
            .is_some_and(|(on, under)| host == on && path.starts_with(under))
    });
    is_listed || path.ends_with("/matomo.php") || path.ends_with("/piwik.php")
}

fn first_srcset(element: &Element, base: Base<'_>) -> Option<(String, bool)> {
    LAZY_SRCSETS
        .iter()
        .find_map(|name| address::srcset(element.attribute(name)?, base))
}

fn picture_source(node: &Node, base: Base<'_>) -> Option<Node> {
    let Node::Element(element) = node else {
        return None;
    };
    if element.name != "source" {
        return None;
    }
    let media_type = element
        .attribute("type")
        .and_then(values::media_type)
        .filter(|kind| kind.starts_with("image/"));
    let media = element.attribute("media").and_then(values::media_query);
    // A source whose condition is not understood would always win.
    let is_understood = element
        .attribute("media")
        .is_none_or(|value| value.trim().is_empty() || media.is_some());
    if !is_understood || (media_type.is_none() && media.is_none()) {
        return None;
    }
    let (srcset, has_widths) = first_srcset(element, base)?;
    let mut attributes = vec![("srcset", srcset)];
    attributes.extend(has_widths.then(|| ("sizes", SIZES.to_owned())));
    attributes.extend(media_type.map(|kind| ("type", kind)));
    attributes.extend(media.map(|media| ("media", media)));
    Some(Node::Element(Element::new(
        "source",
        attributes,
        Vec::new(),
    )))
}

fn player_source(node: &Node, base: Base<'_>) -> Option<Node> {
    let Node::Element(element) = node else {
        return None;
    };
    if element.name != "source" {
        return None;
    }
    let mut attributes = vec![("src", address::media(element.attribute("src")?, base)?)];
    attributes.extend(
        element
            .attribute("type")
            .and_then(values::media_type)
            .map(|kind| ("type", kind)),
    );
    Some(Node::Element(Element::new(
        "source",
        attributes,
        Vec::new(),
    )))
}
