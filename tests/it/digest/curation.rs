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
