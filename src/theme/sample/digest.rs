//! An issue of the digest in which every case occurs: posts and links, with and without all that an item can have.

use crate::{
    feed::RawHtml,
    sanitize::{self, SafeHtml},
    site::{
        DigestBlog, DigestImage, DigestInfo, DigestItem, DigestLine, DigestMention, DigestPage,
        DigestSection, DigestView, DigestsPage, Part, SiteInfo,
    },
};

/// What the full sample planet says of its digest.
pub(super) fn info(base_path: &str) -> DigestInfo {
    DigestInfo {
        period: "week",
        title: "Weekly digest".to_owned(),
        description: "The best of Planet Estuary, week by week".to_owned(),
        page: format!("{base_path}weekly/"),
        feed: format!("{base_path}weekly/atom.xml"),
        newest: Some(line(base_path, "2025-w46", 2, 4)),
    }
}

/// Where there is a digest: the pages of two issues, one of them with nothing optional, and the list of them; also a list
/// without any.
pub(super) fn parts(info: &SiteInfo) -> Vec<Part> {
    if info.digest.is_none() {
        return Vec::new();
    }
    let base_path = &info.path;
    let page = |digest: DigestView, newer: Option<&str>, older: Option<&str>| {
        let path = |name: &str| format!("{base_path}weekly/{name}/");
        Part::Digest(DigestPage {
            inputs: String::new(),
            digest,
            newer: newer.map(path),
            older: older.map(path),
        })
    };
    let issues = [full(base_path), sparse(base_path)];
    let list = |issues: &[DigestView]| {
        Part::Digests(DigestsPage {
            inputs: String::new(),
            lines: issues.iter().map(|issue| issue.line.clone()).collect(),
            newest: issues.to_vec(),
        })
    };
    let lists = [list(&issues), list(&[])];
    let [new, old] = issues;
    let pages = [
        page(new, None, Some("2025-w45")),
        page(old, Some("2025-w46"), None),
    ];
    pages.into_iter().chain(lists).collect()
}

fn line(base_path: &str, name: &str, number: i64, count: usize) -> DigestLine {
    DigestLine {
        name: name.to_owned(),
        number,
        title: format!("Planet Estuary weekly #{number}"),
        headline: "How a river learns to lie".to_owned(),
        page: format!("{base_path}weekly/{name}/"),
        from: "2025-11-10".to_owned(),
        to: "2025-11-16".to_owned(),
        dates: "10 November to 16 November 2025".to_owned(),
        published: "2025-11-17T00:00:00+00:00".to_owned(),
        updated: "2025-11-17T09:30:00+00:00".to_owned(),
        count,
    }
}

fn blog(base_path: &str, slug: &str, name: &str) -> DigestBlog {
    DigestBlog {
        name: name.to_owned(),
        page: Some(format!("{base_path}feeds/{slug}/")),
    }
}

fn mention(blog: DigestBlog, label: &str) -> DigestMention {
    DigestMention {
        author: None,
        label: label.to_owned(),
        url: Some("https://ana-duarte.example/gauges/".to_owned()),
        date: "2025-11-12T14:05:00+00:00".to_owned(),
        blog,
    }
}

fn item(number: usize, title: &str) -> DigestItem {
    DigestItem {
        number,
        title: title.to_owned(),
        url: Some("https://elsewhere.example/".to_owned()),
        permalink: None,
        is_post: false,
        host: Some("elsewhere.example".to_owned()),
        source: None,
        excerpt: String::new(),
        note: None,
        image: None,
        mentions: Vec::new(),
        language: None,
        dir: "ltr",
    }
}

fn full(base_path: &str) -> DigestView {
    let ana = || blog(base_path, "ana-duarte", "Ana Duarte");
    let bo = || blog(base_path, "bo-lindqvist", "Bo Lindqvist");
    let gone = || DigestBlog {
        name: "A blog that has left".to_owned(),
        page: None,
    };
    let post = DigestItem {
        permalink: Some(format!("{base_path}2025/11/12/#e-0000000001")),
        is_post: true,
        host: None,
        source: Some(DigestMention {
            author: Some("Mireille Okafor".to_owned()),
            ..mention(ana(), "How a river learns to lie")
        }),
        excerpt: "Every gauge on the river tells the truth. It is the river that does not."
            .to_owned(),
        note: Some("Read it with a map at hand.".to_owned()),
        image: Some(DigestImage {
            url: "https://images.example/gauge.jpg".to_owned(),
            alt: "A gauge in the fog".to_owned(),
            width: Some(1024),
            height: Some(683),
        }),
        mentions: vec![mention(bo(), "A reply to Ana"), mention(gone(), "Another")],
        ..item(1, "How a river learns to lie")
    };
    let rtl = DigestItem {
        url: None,
        is_post: true,
        host: None,
        source: Some(mention(gone(), "نهر")),
        excerpt: "للنهر ذاكرة أطول من المدينة.".to_owned(),
        image: Some(DigestImage {
            url: format!("{base_path}pictures/river.jpg"),
            alt: String::new(),
            width: None,
            height: None,
        }),
        language: Some("ar".to_owned()),
        dir: "rtl",
        ..item(2, "ذاكرة النهر")
    };
    let link = DigestItem {
        source: Some(mention(bo(), "Tools I use")),
        excerpt: "Then I found a small program that draws tides.".to_owned(),
        mentions: vec![mention(ana(), "Also with tides")],
        ..item(3, "tidedraw")
    };
    let section = |id: &str, title: &str, items| DigestSection {
        id: id.to_owned(),
        title: title.to_owned(),
        items,
    };
    DigestView {
        line: line(base_path, "2025-w46", 2, 4),
        intro: Some(intro()),
        posts: 42,
        blogs: 31,
        followed: 400,
        new_blogs: vec![bo(), gone()],
        sections: vec![
            section("articles", "Articles", vec![post, rtl]),
            section(
                "projects",
                "Projects",
                vec![link, item(4, "What only the maintainer found")],
            ),
        ],
    }
}

fn intro() -> SafeHtml {
    sanitize::content(&RawHtml {
        markup: "<p>The first frost, and <em>two</em> floods.</p>".to_owned(),
        base: None,
    })
}

fn sparse(base_path: &str) -> DigestView {
    DigestView {
        line: line(base_path, "2025-w45", 1, 1),
        intro: None,
        posts: 1,
        blogs: 1,
        followed: 1,
        new_blogs: Vec::new(),
        sections: vec![DigestSection {
            id: "articles".to_owned(),
            title: "Articles".to_owned(),
            items: vec![item(1, "One")],
        }],
    }
}
