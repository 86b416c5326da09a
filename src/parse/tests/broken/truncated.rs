//! Documents that end early, at every byte: what was complete is read.

use crate::parse::{Document, parse};

/// Three entries in each format, and the bytes that each of them is complete with.
fn whole() -> [(&'static str, String, &'static str); 3] {
    let rss = (1..=3).fold(String::new(), |text, n| {
        text + &format!("<item><title>t{n}</title><guid isPermaLink=\"false\">g{n}</guid>\n<description><![CDATA[<p>é {n}</p>]]></description></item>\n")
    });
    let atom = (1..=3).fold(String::new(), |text, n| {
        text + &format!("<entry><title type=\"html\">t{n}</title><id>g{n}</id><link href=\"/{n}\"/>\n<content type=\"html\">&lt;p&gt;é&lt;/p&gt;</content></entry>\n")
    });
    let json = (1..=3).fold(String::new(), |text, n| {
        text + if n > 1 { "," } else { "" }
            + &format!("{{\"id\": \"g{n}\", \"title\": \"t{n}\", \"tags\": [\"}}]\\\"\"], \"content_text\": \"é\"}}#")
    });
    [
        (
            "</item>",
            format!(
                "<?xml version=\"1.0\"?>\n<rss version=\"2.0\"><channel><title>F</title>{rss}</channel></rss>"
            ),
            "<channel>",
        ),
        (
            "</entry>",
            format!(
                "<?xml version=\"1.0\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>F</title><id>f</id>{atom}</feed>"
            ),
            "</id>",
        ),
        (
            "}#",
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"F\", \"items\": [{json}], \"_x\": {{\"y\": 1}}}}"
            ),
            "\"items\": [{",
        ),
    ]
}

#[test]
fn complete_entries_outlive_a_cut_anywhere() {
    for (end, marked, enough) in whole() {
        let text = marked.replace('#', "");
        let mut ends = Vec::new();
        let mut removed = 0;
        for (at, found) in marked.match_indices(end) {
            removed += usize::from(found.ends_with('#'));
            ends.push(at + found.len() - removed);
        }
        let start = text.find(enough).unwrap() + enough.len();
        for cut in start..text.len() {
            let bytes = &text.as_bytes()[..cut];
            let document = Document {
                bytes,
                url: None,
                content_type: None,
            };
            let complete = ends.iter().filter(|end| **end <= cut).count();
            let feed = match parse(document) {
                Ok(feed) => feed,
                Err(problem) => panic!("cut at {cut}: {problem}"),
            };
            let ids: Vec<&str> = feed
                .entries
                .iter()
                .filter_map(|entry| entry.id.as_deref())
                .collect();
            let expected = ["g1", "g2", "g3"];
            assert!(
                ids.starts_with(&expected[..complete]),
                "cut at {cut}: {ids:?}"
            );
            let repairs: Vec<&str> = feed.repairs.iter().map(|repair| repair.as_str()).collect();
            assert!(repairs.contains(&"truncated"), "cut at {cut}: {repairs:?}");
            assert!(feed.first_repair.is_some(), "cut at {cut}");
        }
    }
}
