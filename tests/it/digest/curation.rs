//! What is told of a curation file that cannot be followed word by word.

use crate::digest::{MONDAY, PAGE, on_page, three_blogs};

#[test]
fn an_item_that_is_named_twice_is_shown_once_and_told() {
    let (_server, mut planet) = three_blogs();
    planet.file(
        "digest/2026-w09.toml",
        "[[item]]\nurl = \"https://bo.example/b1\"\n\
         [[item]]\nurl = \"http://www.bo.example/b1/?utm_source=list\"\nsection = \"projects\"\n\
         [[drop]]\nurl = \"https://cy.example/c1#top\"\n\
         [[drop]]\nurl = \"https://cy.example/c-1\"\n",
    );
    planet.build();
    let twice = "warning: ./digest/2026-w09.toml:4: line 2 has this address, too";
    let nothing =
        "warning: ./digest/2026-w09.toml:9: nothing that this issue could have has this address";
    // Before it is made, while the maintainer is at it.
    for command in [
        ["digest", "show", "current"],
        ["digest", "draft", "current"],
    ] {
        let said = planet.run(&command).succeeded().stderr;
        assert!(said.contains(twice) && said.contains(nothing), "{said}");
    }
    let said = planet.at(MONDAY).build().stderr;
    assert!(said.contains(twice) && said.contains(nothing), "{said}");
    assert_eq!(
        on_page(&planet.page(PAGE)),
        ["Post b1", "Post a1", "ratatui"]
    );
}

#[test]
fn a_picture_that_is_no_file_is_told_before_any_feed_is_asked() {
    let (server, planet) = three_blogs();
    planet.file(
        "digest/2026-w09.toml",
        "[[item]]\nurl = \"https://bo.example/b1\"\nimage = \"/boats/one.jpg\"\n",
    );
    for command in [&["build"][..], &["check"], &["digest", "show"]] {
        let run = planet.run(command);
        assert_ne!(run.status, Some(0), "{command:?}");
        let said = "`image` of the item in ./digest/2026-w09.toml:2 names the static file `boats/one.jpg`, \
                    and there is none";
        assert!(run.stderr.contains(said), "{command:?}: {}", run.stderr);
    }
    assert!(server.requests().is_empty());
    planet.file("static/boats/one.jpg", "a picture").build();
}
