//! Frames and other embedded pages: links, or nothing.

use crate::sanitize::tests::{
    clean,
    rules::{REL, check},
};

#[test]
fn frames_become_links() {
    for (source, wanted) in [
        (
            "https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
        ),
        (
            "//www.youtube-nocookie.com/embed/dQw4w9WgXcQ?start=42",
            "https://www.youtube.com/watch?v=dQw4w9WgXcQ&amp;t=42",
        ),
        (
            "https://www.youtube.com/embed/videoseries?list=PL1",
            "https://www.youtube.com/playlist?list=PL1",
        ),
        (
            "https://player.vimeo.com/video/123?h=ab12&badge=0",
            "https://vimeo.com/123/ab12",
        ),
        (
            "https://www.dailymotion.com/embed/video/x7",
            "https://www.dailymotion.com/video/x7",
        ),
        (
            "https://geo.dailymotion.com/player.html?video=x7",
            "https://www.dailymotion.com/video/x7",
        ),
        (
            "https://tube.example:8443/videos/embed/0f-1",
            "https://tube.example:8443/videos/watch/0f-1",
        ),
        (
            "https://player.twitch.tv/?video=v12&parent=x",
            "https://www.twitch.tv/videos/12",
        ),
        (
            "https://player.bilibili.com/player.html?bvid=BV1",
            "https://www.bilibili.com/video/BV1",
        ),
        (
            "https://embed.ted.com/talks/lang/de/some_talk",
            "https://www.ted.com/talks/some_talk",
        ),
        (
            "https://archive.org/embed/item",
            "https://archive.org/details/item",
        ),
        (
            "https://media.ccc.de/v/37c3-1/oembed",
            "https://media.ccc.de/v/37c3-1",
        ),
    ] {
        let output = clean(&format!(
            "<iframe src=\"{source}\" title=\"My talk\" allowfullscreen></iframe>"
        ));
        assert_eq!(
            output,
            format!("<a href=\"{wanted}\" {REL}>Video: My talk</a>")
        );
    }
    check(&[
        (
            "<iframe src=https://www.youtube.com/embed/x></iframe>",
            "<a href=\"https://www.youtube.com/watch?v=x\" REL>Video: YouTube</a>",
        ),
        (
            "<iframe src=https://tube.example/videos/embed/x></iframe>",
            "<a href=\"https://tube.example/videos/watch/x\" REL>Video: tube.example</a>",
        ),
        (
            "<object data=https://www.youtube.com/v/abc title='My talk'>No Flash</object>",
            "<a href=\"https://www.youtube.com/watch?v=abc\" REL>Video: My talk</a>",
        ),
        (
            "<object data=https://maps.example/>A <b>map</b></object>",
            "A <b>map</b>",
        ),
        (
            "<object data=https://www.youtube.com/v/abc width=1>x</object>",
            "x",
        ),
    ]);
}

#[test]
fn frames_that_are_no_video_are_left_out_unless_there_is_nothing_else() {
    check(&[
        (
            "<p>a<iframe src=https://maps.example/embed></iframe>b</p>",
            "<p>ab</p>",
        ),
        (
            "<img src=/a.png><embed src=https://maps.example/embed>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<div><p><iframe src=https://maps.example/a></iframe></p><embed src=https://maps.example/b></div>",
            "<a href=\"https://maps.example/a\" REL>maps.example</a>  <a href=\"https://maps.example/b\" REL>maps.example</a>",
        ),
        (
            "<iframe src=about:blank data-src=https://o.example/x title=' Map  of\nit '></iframe>",
            "<a href=\"https://o.example/x\" REL>Map of it</a>",
        ),
        (
            "<iframe src=https://www.googletagmanager.com/ns.html></iframe>",
            "",
        ),
        (
            "<iframe src=https://o.example/ width=1 height=1></iframe>",
            "",
        ),
        ("<iframe></iframe><iframe srcdoc=x>y</iframe>z", "z"),
        ("a<iframe src=/x> b <iframe src=/y> c", "a b  c"),
        (
            "a<iframe src='/x'/> b <iframe src=/y>no</iframe> c",
            "a b  c",
        ),
        (
            "<object><param name=movie value=x><embed src=https://www.youtube.com/v/abc&hl=en></object>",
            "<a href=\"https://www.youtube.com/watch?v=abc\" REL>Video: YouTube</a>",
        ),
    ]);
}
