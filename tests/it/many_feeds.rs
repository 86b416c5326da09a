//! A planet of more than a thousand blogs: the pages that list them all come in parts that a phone can open, and lead to each
//! other.

use std::collections::BTreeSet;

use crate::planet::{Planet, atom, item};

const FEEDS: usize = 1_003;

/// A planet whose last blog but one cannot be read.
fn planet() -> Planet {
    let mut planet = Planet::new();
    for n in 0..FEEDS {
        let file = format!("blogs/{n:04}.xml");
        if n != FEEDS - 2 {
            let hour = if n == FEEDS - 1 { 12 } else { 9 };
            let entry = item(&n.to_string(), &format!("2026-01-02T{hour:02}:00:00Z"));
            planet.file(&file, atom(&format!("Blog {n:04}"), &[entry]));
        }
        planet.feed(&format!("Blog {n:04}"), &file);
    }
    planet
}

/// The slugs of the blogs with a place on a page, which begins with `before`.
fn placed(page: &str, before: &str) -> Vec<String> {
    let places = page.split(before).skip(1);
    let slugs = places.filter_map(|rest| rest.split('"').next());
    slugs.map(str::to_owned).collect()
}

#[test]
fn lists_of_all_blogs_come_in_pages_of_a_thousand() {
    let planet = planet();
    planet.build();

    let card = "<li class=\"card h-card\" id=\"blog-";
    let (first, second) = (
        planet.page("blogroll/index.html"),
        planet.page("blogroll/page/2/index.html"),
    );
    let (cards, rest) = (placed(&first, card), placed(&second, card));
    assert_eq!((cards.len(), rest.len()), (1_000, 3));
    assert_eq!(
        cards.iter().chain(&rest).collect::<BTreeSet<_>>().len(),
        FEEDS
    );
    assert!(first.contains("1003 blogs"), "the whole number is told");
    assert!(first.contains("rel=\"next\" href=\"../blogroll/page/2/\">Next page"));
    assert!(second.contains("rel=\"prev\" href=\"../../../blogroll/\">Previous page"));
    assert!(!planet.has("blogroll/page/3/index.html"));

    let status = "<li class=\"status\" id=\"";
    let (first, second) = (
        planet.page("status/index.html"),
        planet.page("status/page/2/index.html"),
    );
    // Whoever looks after the planet sees on the first page what is wrong.
    assert_eq!(placed(&first, status).first().unwrap(), "blog-1001");
    assert_eq!(placed(&first, status).len(), 1_001);
    assert_eq!(
        placed(&second, status),
        ["blog-1001", "blog-1000", "blog-1002"]
    );
    for page in [&first, &second] {
        let summary = "1003 feeds, 1 with a problem, 1 to look at";
        assert!(page.contains(summary), "{page}");
    }
    let of_blog = |slug: &str| planet.page(&format!("feeds/{slug}/index.html"));
    assert!(of_blog("blog-0999").contains("href=\"../../status/#blog-0999\""));
    assert!(of_blog("blog-1002").contains("href=\"../../status/page/2/#blog-1002\""));

    // What programs read is one file.
    let json: serde_json::Value = serde_json::from_str(&planet.page("status.json")).unwrap();
    let names = json["feeds"].as_array().unwrap();
    assert_eq!(names.len(), FEEDS);
    assert!((0..FEEDS).all(|n| names[n]["slug"] == format!("blog-{n:04}")));
    assert_eq!(json["totals"]["problems"], 1);
    assert_eq!(
        planet.page("blogroll.opml").matches("xmlUrl=").count(),
        0,
        "they are files"
    );
    assert_eq!(
        planet.page("sitemap.xml").matches("/feeds/blog-").count(),
        FEEDS
    );
}

#[test]
fn a_card_that_is_the_place_of_a_blog_stays_on_its_page() {
    let mut planet = planet();
    planet.table("[pages]\nblogs = false").build();
    let page = planet.page("blogroll/index.html");
    assert_eq!(
        placed(&page, "<li class=\"card h-card\" id=\"blog-").len(),
        FEEDS
    );
    assert!(!planet.has("blogroll/page/2/index.html"));
    let front = planet.page("index.html");
    assert!(front.contains("blogroll/#blog-blog-1002"), "{front}");
}
