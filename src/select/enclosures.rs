//! The files of an entry as themes see them.

use url::Url;

use crate::{feed::Enclosure, html, select::view::LONGEST_NAME, site::EnclosureView, store::Body};

/// The most files of one entry: no more would be looked at.
const MOST: usize = 32;

/// The longest media type in bytes (RFC 6838 §4.2).
const LONGEST_TYPE: usize = 127;

/// The files of an entry that are on the web.
pub(crate) fn of_entry(body: &Body) -> Vec<EnclosureView> {
    let files = body.enclosures.iter().filter_map(view);
    files.take(MOST).collect()
}

fn view(enclosure: &Enclosure) -> Option<EnclosureView> {
    let url = Url::parse(&enclosure.url)
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let media_type = enclosure
        .media_type
        .as_deref()
        .map_or("", str::trim)
        .to_ascii_lowercase();
    let name = url
        .path_segments()
        .and_then(|mut segments| segments.next_back())
        .filter(|name| !name.is_empty())
        .or(url.host_str())
        .unwrap_or_default();
    let extension = name
        .rsplit_once('.')
        .map_or("", |(_, extension)| extension)
        .to_ascii_lowercase();
    let kind = match (
        media_type.split('/').next().unwrap_or_default(),
        extension.as_str(),
    ) {
        ("audio", _) | (_, "mp3" | "m4a" | "ogg" | "oga" | "opus" | "flac" | "wav") => "audio",
        ("video", _) | (_, "mp4" | "m4v" | "webm" | "mov" | "ogv") => "video",
        ("image", _) | (_, "jpg" | "jpeg" | "png" | "gif" | "webp" | "avif" | "svg") => "image",
        _ => "file",
    };
    Some(EnclosureView {
        name: html::shorten(name, LONGEST_NAME),
        media_type: if is_media_type(&media_type) {
            media_type
        } else {
            "application/octet-stream".to_owned()
        },
        kind,
        length: enclosure.length,
        url: url.into(),
    })
}

fn is_media_type(text: &str) -> bool {
    text.len() <= LONGEST_TYPE
        && text
            .split_once('/')
            .is_some_and(|(a, b)| !a.is_empty() && !b.is_empty())
        && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_NAME, view};
    use crate::feed::Enclosure;

    #[test]
    fn a_file_has_a_name_and_a_type_that_can_be_shown() {
        let file = |url: &str, media_type: &str| {
            let file = view(&Enclosure {
                url: url.to_owned(),
                media_type: Some(media_type.to_owned()),
                length: None,
            });
            let file = file.unwrap();
            (file.name, file.media_type, file.kind)
        };
        let (name, media_type, kind) = file("https://a.example/x/7.mp3", " Audio/MPEG");
        assert_eq!(
            (&*name, &*media_type, kind),
            ("7.mp3", "audio/mpeg", "audio")
        );
        assert_eq!(file("https://a.example/", "image/png").0, "a.example");
        for odd in [
            "",
            "video",
            "video/",
            "video/x y",
            &format!("video/{}", "y".repeat(122)),
        ] {
            let (_, media_type, _) = file("https://a.example/7", odd);
            assert_eq!(media_type, "application/octet-stream", "{odd}");
        }
        let longest = format!("video/{}", "y".repeat(121));
        assert_eq!(file("https://a.example/7", &longest).1, longest);

        let (name, _, kind) = file(&format!("https://a.example/{}.mp3", "n".repeat(8_000)), "");
        assert_eq!((name.chars().count(), kind), (LONGEST_NAME, "audio"));
    }
}
