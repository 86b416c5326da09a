//! Images, pictures and players: they load late, tell no one, and speak only where a page needs it.

use crate::sanitize::{
    as_said,
    tests::{raw, rules::check},
};

#[test]
fn images_load_late_and_tell_no_one() {
    check(&[
        (
            "<img src=a.png>",
            "<img src=\"https://blog.example/posts/one/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=http://o.example/a.png alt=x width=10 height=20px>",
            "<img src=\"http://o.example/a.png\" alt=\"x\" width=\"10\" height=\"20\" IMG>",
        ),
        (
            "<img src=/a.png width=100% height=auto loading=eager>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<img alt=x>", ""),
        ("<img src=''>", ""),
        ("<img src=/a.png width=1 height=1>", ""),
        ("<img src=/a.png width=0>", ""),
        ("<img src=https://pixel.wp.com/b.gif?x>", ""),
        (
            "<img src=https://feeds.feedburner.com/~r/x/~4/y width=200>",
            "",
        ),
        ("<img src=https://stats.example/matomo.php?rec=1>", ""),
        (
            "<img src=data:image/gif;base64,AA data-src=/a.png>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img data-lazy-src=/a.png data-lazy-srcset='/a.png 1x, /b.png 2x'>",
            "<img src=\"https://blog.example/a.png\" srcset=\"https://blog.example/a.png 1x, https://blog.example/b.png 2x\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png data-src=/b.png>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a,b.png 300w, /c.png 600w,'>",
            "<img src=\"https://blog.example/a.png\" srcset=\"https://blog.example/a,b.png 300w, https://blog.example/c.png 600w\" sizes=\"(min-width: 48rem) 48rem, 100vw\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 300w, javascript:x 600w'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 300w, /b.png 2x'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<img src=/a.png srcset='/a.png 0w'>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        ("<noscript><img src=/a.png></noscript>", ""),
    ]);
}

#[test]
fn pictures_and_players_are_tidy() {
    check(&[
        (
            "<picture><source srcset=/a.webp type=image/webp><source srcset=/b.png><img src=/a.png></picture>",
            "<picture><source srcset=\"https://blog.example/a.webp 1x\" type=\"image/webp\"><img src=\"https://blog.example/a.png\" alt=\"\" IMG></picture>",
        ),
        (
            "<picture><source srcset=/d.png media='(prefers-color-scheme: dark)'><img src=/a.png></picture>",
            "<picture><source srcset=\"https://blog.example/d.png 1x\" media=\"(prefers-color-scheme: dark)\"><img src=\"https://blog.example/a.png\" alt=\"\" IMG></picture>",
        ),
        (
            "<picture><source srcset=/d.png media='whatever(' type=image/png><img src=/a.png></picture>",
            "<img src=\"https://blog.example/a.png\" alt=\"\" IMG>",
        ),
        (
            "<picture><source srcset=/a.webp type=image/webp></picture>x",
            "x",
        ),
        (
            "<video src=/v.mp4 autoplay muted loop poster=/p.jpg width=640 height=360>Your browser is old</video>",
            "<video src=\"https://blog.example/v.mp4\" controls=\"\" preload=\"none\" poster=\"https://blog.example/p.jpg\" width=\"640\" height=\"360\"></video>",
        ),
        (
            "<audio autoplay><source src=/a.ogg type='audio/ogg; codecs=opus'><source><track src=/t.vtt>old</audio>",
            "<audio controls=\"\" preload=\"none\"><source src=\"https://blog.example/a.ogg\" type=\"audio/ogg\"></audio>",
        ),
        ("<video></video>x", "x"),
        (
            "<a href=/x><video src=/v.mp4></video></a>",
            "<video src=\"https://blog.example/v.mp4\" controls=\"\" preload=\"none\"></video>",
        ),
        ("<source src=/x><track src=/y>z", "z"),
    ]);
}

#[test]
fn only_a_page_speaks_for_silent_images() {
    let late = "loading=\"lazy\" decoding=\"async\" referrerpolicy=\"no-referrer\"";
    for (input, wanted) in [
        (
            "<h1>a</h1><img src=/a.png>",
            format!("<h4>a</h4><img src=\"https://blog.example/a.png\" {late}>"),
        ),
        (
            "<img src=/b.png alt=b>",
            format!("<img src=\"https://blog.example/b.png\" alt=\"b\" {late}>"),
        ),
        (
            "safe<iframe src=https://o.example/></iframe> description",
            "safe description".to_owned(),
        ),
    ] {
        assert_eq!(as_said(&raw(input)), wanted, "from {input}");
    }
}
