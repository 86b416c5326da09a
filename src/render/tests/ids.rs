//! Ids are unique, and the same to every reader.

use std::{collections::HashSet, sync::Arc};

use crate::render::{
    Syndicated, atom, rss, rss10,
    tests::{all, hostile, sample, values},
};

#[test]
fn ids_are_unique_and_the_oldest_claim_holds() {
    let mut site = sample::site("");
    let again = site.newest.clone();
    site.newest.extend(again);
    for (bytes, path) in [
        (atom::render(&Syndicated::of_site(&site)), "feed/entry/id"),
        (
            rss::render(&Syndicated::of_site(&site)),
            "rss/channel/item/guid",
        ),
    ] {
        let values = values(&bytes);
        let ids = all(&values, path);
        assert_eq!(ids.len(), 6);
        assert_eq!(ids.iter().collect::<HashSet<_>>().len(), 6, "{ids:?}");
        assert_eq!(ids[5], "tag:ana.example,2025:1");
    }
}

#[test]
fn ids_that_a_reader_would_change_are_replaced() {
    for id in [
        "",
        " tag:x,1:1",
        "tag:x,1:\u{1}",
        "tag:x,1:\u{FFFE}",
        &hostile(),
    ] {
        let mut site = sample::site("");
        Arc::make_mut(&mut site.newest[2]).id = id.to_owned();
        for (bytes, path) in [
            (atom::render(&Syndicated::of_site(&site)), "feed/entry/id"),
            (
                rss::render(&Syndicated::of_site(&site)),
                "rss/channel/item/guid",
            ),
        ] {
            let values = values(&bytes);
            assert_eq!(
                all(&values, path)[2],
                "https://planet.example/p/#e-aaaaaaaaaa"
            );
        }
    }
}

#[test]
fn rss_1_lists_its_items_by_the_ids_that_they_have() {
    let mut site = sample::site("");
    let again = site.newest.clone();
    site.newest.extend(again);
    let rss = values(&rss10::render(&Syndicated::of_site(&site)));
    let listed = all(&rss, "rdf:RDF/channel/items/rdf:Seq/rdf:li@rdf:resource");
    assert_eq!(listed, all(&rss, "rdf:RDF/item@rdf:about"));
    assert_eq!(listed.iter().collect::<HashSet<_>>().len(), 6, "{listed:?}");
    assert_eq!(
        listed,
        all(
            &values(&atom::render(&Syndicated::of_site(&site))),
            "feed/entry/id"
        )
    );
    // Required of every item, also of one without title and link.
    assert_eq!(all(&rss, "rdf:RDF/item/title").len(), 6);
    let links = all(&rss, "rdf:RDF/item/link");
    assert_eq!(links.len(), 6);
    // Where it stands on this site.
    assert_eq!(
        links[0],
        "https://planet.example/planet/2025/11/12/#e-cccccccccc"
    );
}
