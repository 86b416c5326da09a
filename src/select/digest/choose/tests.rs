use std::{collections::BTreeMap, path::PathBuf};

use crate::{
    config::{
        CuratedDrop, CuratedItem, Curation, Digest, Period, PeriodKind, Section, SectionKind,
    },
    select::digest::choose::{Choice, Unknown, Verdict, choose},
    store::{BlogRecord, Candidate, Issue, Mention, Pool, link_key},
};

fn section(id: &str, kind: SectionKind, hosts: &[&str]) -> Section {
    Section {
        id: id.to_owned(),
        title: None,
        kind,
        max: 3,
        per_feed: 1,
        groups: Vec::new(),
        hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
    }
}

fn digest(sections: Vec<Section>) -> Digest {
    Digest {
        period: PeriodKind::Week,
        first: None,
        title: None,
        min_items: 1,
        backfill: 0,
        curation: PathBuf::from("digest"),
        sections,
    }
}

fn mention(blog: &str, date: i64) -> Mention {
    Mention {
        blog: BlogRecord {
            id: blog.to_owned(),
            name: blog.to_uppercase(),
        },
        weight: 100,
        anchor: format!("e-{blog}-{date}"),
        date,
        ..Mention::default()
    }
}

/// A post whose score is mostly its number of linkers.
fn post(blog: &str, url: &str, date: i64, linkers: &[&str]) -> Candidate {
    Candidate {
        key: link_key(url).unwrap(),
        url: Some(url.to_owned()),
        title: url.to_owned(),
        source: Some(mention(blog, date)),
        is_entry: true,
        linkers: linkers.iter().map(|blog| mention(blog, date + 1)).collect(),
        posts: 1,
        ..Candidate::default()
    }
}

fn link(url: &str, linkers: &[&str]) -> Candidate {
    Candidate {
        source: linkers.first().map(|blog| mention(blog, 5)),
        is_entry: false,
        ..post("nobody", url, 5, linkers)
    }
}

fn pool(candidates: Vec<Candidate>) -> Pool {
    Pool {
        candidates,
        ..Pool::default()
    }
}

fn curation(items: Vec<CuratedItem>, drops: &[&str]) -> Curation {
    Curation {
        path: PathBuf::from("digest/2025-w46.toml"),
        period: Period::parse("2025-w46").unwrap(),
        title: Some("A headline".to_owned()),
        intro: None,
        items,
        drops: (20..)
            .zip(drops)
            .map(|(line, url)| CuratedDrop {
                url: (*url).to_owned(),
                line,
            })
            .collect(),
        fingerprint: "x".to_owned(),
    }
}

fn wanted(url: &str) -> CuratedItem {
    CuratedItem {
        url: url.to_owned(),
        section: None,
        position: None,
        note: None,
        title: None,
        image: None,
        line: 7,
    }
}

fn titles(issue: &Issue) -> Vec<Vec<&str>> {
    let sections = issue.sections.iter();
    let titles = sections.map(|section| {
        let items = section.items.iter();
        items.map(|item| item.candidate.title.as_str()).collect()
    });
    titles.collect()
}

fn verdict<'a>(choice: &'a Choice, pool: &Pool, section: usize, url: &str) -> &'a Verdict {
    let of = |candidate: usize| pool.candidates[candidate].url.as_deref() == Some(url);
    let considered = &choice.considered[section];
    &considered
        .iter()
        .find(|one| of(one.candidate))
        .unwrap()
        .verdict
}

const A: &str = "https://a.example/1";
const A2: &str = "https://a.example/2";
const B: &str = "https://b.example/1";
const C: &str = "https://c.example/1";
const D: &str = "https://d.example/1";

fn none() -> BTreeMap<i64, String> {
    BTreeMap::new()
}

#[test]
fn the_best_come_first_one_of_a_blog_and_no_more_than_fit() {
    let digest = digest(vec![section("articles", SectionKind::Entry, &[])]);
    let pool = pool(vec![
        post("a", A, 1, &[]),
        post("a", A2, 2, &["b", "c"]),
        post("b", B, 3, &["a"]),
        post("c", C, 4, &[]),
        post("d", D, 5, &[]),
    ]);
    let choice = choose(&digest, &pool, None, &none());
    // C and D count the same: the newer one wins.
    assert_eq!(titles(&choice.issue), [[A2, B, D]]);
    assert_eq!(verdict(&choice, &pool, 0, A2), &Verdict::In(1));
    assert_eq!(verdict(&choice, &pool, 0, A), &Verdict::PerFeed);
    assert_eq!(verdict(&choice, &pool, 0, C), &Verdict::Full);
    assert_eq!(choice.len(), 3);
}

#[test]
fn the_order_of_the_pool_makes_no_difference() {
    let digest = digest(vec![section("articles", SectionKind::Entry, &[])]);
    let mut candidates = vec![
        post("a", A, 5, &[]),
        post("b", B, 5, &[]),
        post("c", C, 5, &[]),
        post("d", D, 5, &[]),
    ];
    let one = choose(&digest, &pool(candidates.clone()), None, &none()).issue;
    candidates.reverse();
    let other = choose(&digest, &pool(candidates), None, &none()).issue;
    assert_eq!(one, other);
}

#[test]
fn a_link_needs_two_blogs_and_more_than_a_host() {
    let digest = digest(vec![section(
        "projects",
        SectionKind::Any,
        &["forge.example"],
    )]);
    let two = "https://forge.example/a/b";
    let below = "https://git.forge.example/c";
    let alone = "https://forge.example/d";
    let front = "https://forge.example/";
    let other = "https://notforge.example/a";
    let pool = pool(vec![
        link(two, &["a", "b"]),
        link(below, &["a", "b", "c"]),
        link(alone, &["a"]),
        link(front, &["a", "b", "c"]),
        link(other, &["a", "b", "c"]),
    ]);
    let choice = choose(&digest, &pool, None, &none());
    assert_eq!(titles(&choice.issue), [[below, two]]);
    assert_eq!(verdict(&choice, &pool, 0, alone), &Verdict::OneBlog);
    assert_eq!(choice.considered[0].len(), 3);
}

#[test]
fn an_item_is_in_one_section_and_hosts_belong_to_the_section_that_names_them() {
    let digest = digest(vec![
        section("articles", SectionKind::Entry, &[]),
        section("talk", SectionKind::Any, &["talk.example"]),
        section("all", SectionKind::Any, &[]),
    ]);
    let topic = "https://talk.example/topic";
    let linked = "https://l.example/x";
    let pool = pool(vec![
        post("a", A, 1, &[]),
        post("talk", topic, 2, &[]),
        link(linked, &["a", "b"]),
    ]);
    let choice = choose(&digest, &pool, None, &none());
    assert_eq!(titles(&choice.issue), [[A], [topic], [linked]]);
    assert_eq!(
        verdict(&choice, &pool, 2, A),
        &Verdict::Taken("articles".to_owned())
    );
}

#[test]
fn groups_choose_posts_by_their_blog_and_links_by_who_has_them() {
    let mut people = section("people", SectionKind::Any, &[]);
    people.groups = vec!["People".to_owned()];
    let of = |group: &str, mut mention: Mention| {
        mention.group = Some(group.to_owned());
        mention
    };
    let mut ours = post("a", A, 1, &[]);
    ours.source = Some(of("People", mention("a", 1)));
    let half = "https://l.example/half";
    let mut half_ours = link(half, &["a", "b"]);
    half_ours.linkers[0] = of("People", half_ours.linkers[0].clone());
    let both = "https://l.example/both";
    let mut both_ours = link(both, &["a", "b", "c"]);
    for n in [0, 1] {
        both_ours.linkers[n] = of("People", both_ours.linkers[n].clone());
    }
    let pool = pool(vec![ours, post("b", B, 2, &[]), half_ours, both_ours]);
    let choice = choose(&digest(vec![people]), &pool, None, &none());
    assert_eq!(titles(&choice.issue), [[both, A]]);
    assert_eq!(verdict(&choice, &pool, 0, half), &Verdict::OneBlog);
    let counted = &choice.considered[0][0];
    assert_eq!(counted.score.linked, 600);
}

#[test]
fn what_an_earlier_issue_had_is_not_repeated() {
    let digest = digest(vec![section("articles", SectionKind::Entry, &[])]);
    let pool = pool(vec![post("a", A, 1, &["b"]), post("b", B, 2, &[])]);
    let shown = BTreeMap::from([(link_key(A).unwrap(), "2025-w45".to_owned())]);
    let choice = choose(&digest, &pool, None, &shown);
    assert_eq!(titles(&choice.issue), [[B]]);
    assert_eq!(
        verdict(&choice, &pool, 0, A),
        &Verdict::Shown("2025-w45".to_owned())
    );
}

#[test]
fn the_maintainer_drops_places_and_adds() {
    let digest = digest(vec![
        section("articles", SectionKind::Entry, &[]),
        section("links", SectionKind::Link, &[]),
    ]);
    let pool = pool(vec![
        post("a", A, 1, &["b", "c"]),
        post("b", B, 2, &["a"]),
        post("c", C, 3, &[]),
        post("d", D, 4, &[]),
    ]);
    let found = "https://found.example/";
    let items = vec![
        CuratedItem {
            title: Some("Found".to_owned()),
            section: Some("links".to_owned()),
            note: Some("Nice".to_owned()),
            ..wanted(found)
        },
        CuratedItem {
            position: Some(2),
            title: Some("C, renamed".to_owned()),
            image: Some("c.png".to_owned()),
            section: Some("gone".to_owned()),
            // As people copy addresses.
            ..wanted("http://www.c.example/1/?utm_source=x#top")
        },
        wanted("https://unknown.example/"),
    ];
    let curation = curation(items, &[A]);
    let choice = choose(&digest, &pool, Some(&curation), &none());
    assert_eq!(
        titles(&choice.issue),
        [vec![B, "C, renamed", D], vec!["Found"]]
    );
    let unknown = [Unknown::Section(7, "gone".to_owned()), Unknown::Address(7)];
    assert_eq!(choice.unknown, unknown);
    assert_eq!(choice.issue.headline.as_deref(), Some("A headline"));
    let articles = &choice.issue.sections[0].items;
    let image = articles[1].candidate.image.as_ref().unwrap();
    assert!(image.is_curated && image.url == "c.png");
    let found = &choice.issue.sections[1].items[0];
    assert_eq!(found.note.as_deref(), Some("Nice"));
    assert_eq!(found.candidate.source, None);
    assert_eq!(verdict(&choice, &pool, 0, A), &Verdict::Dropped);
    assert_eq!(verdict(&choice, &pool, 0, C), &Verdict::In(2));
}

#[test]
fn a_curated_link_needs_no_second_blog_and_what_was_shown_may_come_back() {
    let digest = digest(vec![section("links", SectionKind::Link, &[])]);
    let alone = "https://l.example/alone";
    let pool = pool(vec![link(alone, &["a"])]);
    let shown = BTreeMap::from([(link_key(alone).unwrap(), "2025-w45".to_owned())]);
    assert!(choose(&digest, &pool, None, &shown).is_empty());
    let curation = curation(vec![wanted(alone)], &[]);
    let choice = choose(&digest, &pool, Some(&curation), &shown);
    assert_eq!(titles(&choice.issue), [[alone]]);
}

#[test]
fn curated_items_count_for_their_blog_and_against_the_room() {
    let digest = digest(vec![section("articles", SectionKind::Entry, &[])]);
    let pool = pool(vec![
        post("a", A, 1, &["b", "c"]),
        post("a", A2, 2, &[]),
        post("b", B, 3, &["a"]),
        post("c", C, 4, &[]),
        post("d", D, 5, &[]),
    ]);
    let choice = choose(
        &digest,
        &pool,
        Some(&curation(vec![wanted(A2), wanted(D)], &[])),
        &none(),
    );
    assert_eq!(titles(&choice.issue), [[A2, D, B]]);
    assert_eq!(verdict(&choice, &pool, 0, A), &Verdict::PerFeed);
    // More than fit: the maintainer's word.
    let all = curation([A, A2, B, C, D].map(wanted).to_vec(), &[]);
    let choice = choose(&digest, &pool, Some(&all), &none());
    assert_eq!(titles(&choice.issue), [[A, A2, B, C, D]]);
}

#[test]
fn nothing_is_in_an_issue_twice_however_its_address_is_written() {
    let digest = digest(vec![
        section("articles", SectionKind::Entry, &[]),
        section("links", SectionKind::Link, &[]),
    ]);
    let pool = pool(vec![post("a", A, 1, &[]), post("b", B, 2, &[])]);
    let again = CuratedItem {
        section: Some("links".to_owned()),
        line: 8,
        ..wanted("http://www.a.example/1/?utm_source=x#top")
    };
    let curation = curation(
        vec![wanted(A), again],
        &["https://www.a.example/1", B, "http://b.example/1"],
    );
    let choice = choose(&digest, &pool, Some(&curation), &none());
    // The first line wins, also over a drop.
    assert_eq!(titles(&choice.issue), [[A]]);
    let unknown = [
        Unknown::Twice(8, 7),
        Unknown::Twice(20, 7),
        Unknown::Twice(22, 21),
    ];
    assert_eq!(choice.unknown, unknown);
}

#[test]
fn a_drop_that_drops_nothing_is_told() {
    let digest = digest(vec![section("articles", SectionKind::Entry, &[])]);
    let pool = pool(vec![post("a", A, 1, &[]), post("b", B, 2, &[])]);
    let curation = curation(Vec::new(), &[A, D]);
    let choice = choose(&digest, &pool, Some(&curation), &none());
    assert_eq!(titles(&choice.issue), [[B]]);
    assert_eq!(choice.unknown, [Unknown::Drop(21)]);
}
