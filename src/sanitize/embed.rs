//! Frames: a video's becomes a link to the page where it can be watched, others are left out.

use url::Url;

use crate::sanitize::{
    Base, address, media,
    tree::{Element, Node, append, push_text},
    values,
};

/// Puts a link for an `iframe` or `embed` into `out` when it shows a video that we know how to reach, else into `others`,
/// and nothing at all when it shows nothing.
pub(super) fn frame(
    element: &Element,
    base: Base<'_>,
    out: &mut Vec<Node>,
    others: &mut Vec<Node>,
) {
    let Some(source) = source(element, &["src", "data-src"], base) else {
        return;
    };
    match watch_page(&source) {
        Some(page) => link(page, format!("Video: {}", title(element, &source)), out),
        None => link(
            address::tidy(source.clone()),
            title(element, &source),
            others,
        ),
    }
}

/// An `object`: a link when it is itself a video that we know how to reach, else what it has in it.
pub(super) fn object(mut element: Element, base: Base<'_>, out: &mut Vec<Node>) {
    let source = source(&element, &["data"], base).filter(|_| !element.holds.interactive);
    let page = source
        .as_ref()
        .and_then(|source| Some((source, watch_page(source)?)));
    match page {
        Some((source, page)) => link(page, format!("Video: {}", title(&element, source)), out),
        None => append(out, &mut element.children),
    }
}

/// The address of what a frame shows, if it is there to be seen.
fn source(element: &Element, names: &[&str], base: Base<'_>) -> Option<Url> {
    let source = names
        .iter()
        .find_map(|name| address::web(element.attribute(name)?, base))?;
    let is_hidden = ["width", "height"]
        .into_iter()
        .filter_map(|name| element.attribute(name).and_then(values::pixels))
        .any(|p| p <= 1);
    (!is_hidden && !media::is_beacon(&source)).then_some(source)
}

/// What a frame is called: its title, else its site.
fn title(element: &Element, source: &Url) -> String {
    let title = element
        .attribute("title")
        .map(|title| title.split_ascii_whitespace().collect::<Vec<_>>().join(" "));
    title.filter(|title| !title.is_empty()).unwrap_or_else(|| {
        let host = source.host_str().unwrap_or_default();
        site(host.strip_prefix("www.").unwrap_or(host)).to_owned()
    })
}

/// What people call the site of a player; others are called by their host.
fn site(host: &str) -> &str {
    match host {
        "youtube.com" | "youtube-nocookie.com" | "m.youtube.com" | "youtu.be" => "YouTube",
        "player.vimeo.com" => "Vimeo",
        "dailymotion.com" | "geo.dailymotion.com" => "Dailymotion",
        "player.twitch.tv" => "Twitch",
        "player.bilibili.com" => "Bilibili",
        "embed.ted.com" => "TED",
        "archive.org" => "Internet Archive",
        host => host,
    }
}

fn link(address: String, text: String, out: &mut Vec<Node>) {
    push_text(out, " ");
    out.push(Node::Element(Element::new(
        "a",
        vec![("href", address)],
        vec![Node::Text(text)],
    )));
    push_text(out, " ");
}

/// The page of the video that the player at `player` shows, if it is a player we know.
fn watch_page(player: &Url) -> Option<String> {
    let host = player.host_str()?;
    let host = host.strip_prefix("www.").unwrap_or(host);
    let path: Vec<&str> = player
        .path_segments()?
        .filter(|segment| !segment.is_empty())
        .collect();
    let query = |wanted: &str| {
        let value = player
            .query_pairs()
            .find(|(name, _)| name == wanted)
            .map(|(_, value)| value.into_owned());
        value.filter(|value| is_id(value))
    };
    let id = |id: &str| is_id(id).then(|| id.to_owned());
    let page = match (host, path.as_slice()) {
        ("youtube.com" | "youtube-nocookie.com" | "m.youtube.com", ["embed", "videoseries"]) => {
            format!("https://www.youtube.com/playlist?list={}", query("list")?)
        }
        (
            "youtube.com" | "youtube-nocookie.com" | "m.youtube.com",
            ["embed" | "v" | "shorts", video],
        )
        | ("youtu.be", [video]) => {
            let video = id(video.split('&').next().unwrap_or_default())?;
            let start = query("start")
                .map(|start| format!("&t={start}"))
                .unwrap_or_default();
            format!("https://www.youtube.com/watch?v={video}{start}")
        }
        ("player.vimeo.com", ["video", video]) => {
            let key = query("h").map(|key| format!("/{key}")).unwrap_or_default();
            format!("https://vimeo.com/{}{key}", id(video)?)
        }
        ("dailymotion.com", ["embed", "video", video]) => {
            format!("https://www.dailymotion.com/video/{}", id(video)?)
        }
        ("geo.dailymotion.com", [player_page, ..]) if player_page.starts_with("player") => {
            format!("https://www.dailymotion.com/video/{}", query("video")?)
        }
        ("player.twitch.tv", _) => match (query("video"), query("channel")) {
            (Some(video), _) => format!(
                "https://www.twitch.tv/videos/{}",
                video.trim_start_matches('v')
            ),
            (None, Some(channel)) => format!("https://www.twitch.tv/{channel}"),
            (None, None) => return None,
        },
        ("player.bilibili.com", _) => format!("https://www.bilibili.com/video/{}", query("bvid")?),
        ("embed.ted.com", ["talks", talk @ ..]) => {
            format!("https://www.ted.com/talks/{}", id(talk.last()?)?)
        }
        ("archive.org", ["embed", item, ..]) => {
            format!("https://archive.org/details/{}", id(item)?)
        }
        ("media.ccc.de", ["v", talk, "oembed"]) => format!("https://media.ccc.de/v/{}", id(talk)?),
        // PeerTube has no host of its own; its path is its mark.
        (_, ["videos", "embed", video]) => {
            let port = player
                .port()
                .map(|port| format!(":{port}"))
                .unwrap_or_default();
            format!(
                "https://{}{port}/videos/watch/{}",
                player.host_str()?,
                id(video)?
            )
        }
        _ => return None,
    };
    Some(page)
}

/// Ids are what their sites make them of; anything else is no player's address.
fn is_id(id: &str) -> bool {
    !id.is_empty()
        && id.len() <= 100
        && id
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
}
