//! Readers of what anybody may have written: nothing makes them fail but with words, and whatever they make is a planet.toml.

mod burden;

use std::path::Path;

use proptest::prelude::*;

use crate::{
    config,
    import::{
        Format, ImportError, Imported, Kind,
        ini::{self, Dialect},
        interpolate,
        source::Source,
        xml,
    },
    render::opml::{self, Head, Outline},
    ui::commands,
};

fn of(text: &str, format: Format) -> Result<Imported, ImportError> {
    let source = Source::of(Path::new("list"), text.as_bytes());
    super::read(&source, Some(format), true)
}

/// Pieces that mean something in one format or another, and some that mean nothing anywhere.
const PIECES: &[&str] = &[
    "\n",
    "\n\n",
    " ",
    "  ",
    "[",
    "]",
    "[[",
    "]]",
    "=",
    ":",
    " = ",
    ": ",
    "#",
    ";",
    "\"",
    "'",
    "\\",
    "%",
    "%(",
    ")s",
    "${",
    "}",
    "<",
    ">",
    "/>",
    "</",
    "&",
    "&amp;",
    "&#235;",
    "-",
    "- ",
    ",",
    "|",
    "~",
    "*a",
    "&a ",
    "\t",
    "\u{0}",
    "\u{1b}",
    "\u{202e}",
    "&#x9b;",
    "[Planet]\n",
    "[DEFAULT]\n",
    "[http://a.example/feed]\n",
    "[https://b.example/?a=1&b=]\n",
    "#[http://c.example/]\n",
    "[feed://d.example/]\n",
    "name = Ana\n",
    "name: \"B\"\n",
    "#name = C\n",
    "filter = a|b\n",
    "exclude = (\n",
    "face = a.png\n",
    "face = ../a\n",
    "hidden = 1\n",
    "items_per_page = 99999\n",
    "items_per_page = x\n",
    "activity_threshold = 0\n",
    "link = http://p.example/x?y\n",
    "owner_email = x\n",
    "locale = de_DE\n",
    "content_type = opml\n",
    "new_feed_items = -1\n",
    "[a]\n",
    "feed = http://e.example/feed\n",
    "title = P\n",
    "link = x\n",
    "includes = a, b\n",
    "@include \"list\"\n",
    "sources:\n",
    "  - href: http://f.example/\n",
    "  - ",
    "siteTitle: x\n",
    "timezone: Nowhere\n",
    "cacheMaxDays: 3\n",
    "<opml version=\"1.0\">",
    "<head><title>",
    "</title></head>",
    "<body>",
    "<outline text=\"g\">",
    "</outline>",
    "</body></opml>",
    "<outline text=\"A\" xmlUrl=\"http://g.example/\" category=\"/a/b,c\" x=\"1\"/>",
    "<!-- ",
    " -->",
    "<![CDATA[",
    "]]>",
    "<rdf:RDF>",
    "<foaf:Agent>",
    "<foaf:weblog>",
    "<foaf:Document rdf:about=\"http://h.example/\">",
    "</foaf:weblog>",
    "<rdfs:seeAlso rdf:resource=\"http://h.example/feed\"/>",
    "url,name\n",
    "http://i.example/,I\n",
    "www.j.example/x\n",
    "[[feeds]]\n",
    "url = 'http://k.example/'\n",
    "name = 'K'\n",
    "tags = ['a']\n",
    "extra = { a = 1 }\n",
    "id = 'k'\n",
];

/// Texts of such pieces.
fn pieces() -> impl Strategy<Value = String> {
    let known = prop::sample::select(PIECES).prop_map(str::to_owned);
    let any = prop_oneof![10 => known, 1 => "\\PC{0,6}", 1 => "[a-z]{1,4}\n"];
    prop::collection::vec(any, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_is_read_becomes_a_valid_planet_or_words(text in pieces()) {
        for format in Format::ALL {
            match of(&text, format) {
                Ok(imported) => {
                    prop_assert_eq!(config::mistakes(&imported.toml), vec![], "{}", imported.toml);
                    prop_assert!(!imported.toml.contains(commands), "{:?}", imported.toml);
                    let table: toml::Table = imported.toml.parse().unwrap();
                    prop_assert_eq!(table["feeds"].as_array().unwrap().len(), imported.feeds);
                }
                Err(error) => {
                    let message = error.to_string();
                    prop_assert!(!message.contains("makes no valid"), "{:?}: {}", format, message);
                }
            }
        }
    }

    #[test]
    fn no_address_gets_lost(names in prop::collection::vec("[a-d]{1,2}", 1..20)) {
        let urls: Vec<String> = names.iter().map(|name| format!("https://{name}.example/feed")).collect();
        let imported = of(&urls.join("\n"), Format::Urls).unwrap();
        for url in urls {
            prop_assert!(imported.toml.contains(&format!("url = \"{url}\"")), "{}", imported.toml);
        }
    }
}

/// A feed as a list has it: name, group, tags.
fn listed() -> impl Strategy<Value = (String, Option<String>, Vec<String>)> {
    let text = || prop_oneof![3 => "\\PC{1,10}", 1 => "[&<>\"'#;,/ a-c]{1,8}"];
    let text = move || text().prop_map(|text| text.trim().to_owned());
    (
        text(),
        prop::option::of(text()),
        prop::collection::vec(text(), 0..3),
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_exported_and_imported_is_exported_the_same(feeds in prop::collection::vec(listed(), 1..6)) {
        let urls: Vec<String> = (0..feeds.len()).map(|n| format!("https://{n}.example/feed?a=1&b=2")).collect();
        let names: Vec<String> = feeds.iter().enumerate().map(|(n, (name, ..))| format!("{n} {name}").trim().to_owned()).collect();
        let outlines: Vec<Outline<'_>> = feeds
            .iter()
            .enumerate()
            .map(|(n, (_, group, tags))| Outline {
                text: &names[n],
                title: &names[n],
                xml_url: &urls[n],
                group: group.as_deref(),
                tags,
                ..Outline::default()
            })
            .collect();
        let head = Head { title: "Planet", ..Head::default() };
        let once = String::from_utf8(opml::write(&head, &outlines)).unwrap();

        let imported = of(&once, Format::Opml).unwrap();
        let table: toml::Table = imported.toml.parse().unwrap();
        let text = |feed: &toml::Value, key: &str| feed.get(key).map(|value| value.as_str().unwrap().to_owned());
        let feeds: Vec<(String, String, Option<String>, Vec<String>)> = table["feeds"]
            .as_array()
            .unwrap()
            .iter()
            .map(|feed| {
                let tags = feed.get("tags").map_or(&[][..], |tags| tags.as_array().unwrap());
                let tags = tags.iter().map(|tag| tag.as_str().unwrap().to_owned()).collect();
                (text(feed, "name").unwrap(), text(feed, "url").unwrap(), text(feed, "group"), tags)
            })
            .collect();
        let outlines: Vec<Outline<'_>> = feeds
            .iter()
            .map(|(name, url, group, tags)| Outline {
                text: name,
                title: name,
                xml_url: url,
                group: group.as_deref(),
                tags,
                ..Outline::default()
            })
            .collect();
        let twice = String::from_utf8(opml::write(&head, &outlines)).unwrap();
        prop_assert_eq!(once, twice);
    }
}

#[test]
fn an_ini_is_read_as_python_2_reads_it() {
    let text = "[A]\nKey One : a = b ; a comment\nempty = \"\"\nmany: 1\n  2 ; no comment\n# a comment\n\n   3\n\
        semi = a;b\nrem not a key = 1\nkey one = last\n[A]\nmore=x\n[b] trailing\nx = 1\n";
    let ini = ini::parse(text, Dialect::Python);
    let section = &ini.sections[0];
    let get = |key: &str| section.get(key).map(|key| key.value.as_str());
    assert_eq!(get("key one"), Some("last"));
    assert_eq!(get("empty"), Some(""));
    assert_eq!(get("many"), Some("1\n2 ; no comment\n3"));
    assert_eq!(get("semi"), Some("a;b"));
    assert_eq!(get("more"), Some("x"));
    assert_eq!(get("rem not a key"), None);
    assert_eq!(ini.sections.len(), 2);
    let faults: Vec<usize> = ini.faults.iter().map(|fault| fault.line).collect();
    assert_eq!(faults, [2, 12, 14]);
}

#[test]
fn values_are_filled_in_as_python_2_does() {
    let text = "[DEFAULT]\nroot = /srv\n[A]\nplain = %d %% %B\none = %(ROOT)s/%(name)s %d %%\nname = x\nloop = %(loop)s\n\
        missing = %(nothing)s\nme = %(__name__)s\n";
    let ini = ini::parse(text, Dialect::Python);
    let fill = |key| {
        let section = &ini.sections[1];
        interpolate::fill(section.get(key).unwrap(), section, Some(&ini.sections[0]))
    };
    assert_eq!(fill("plain").unwrap(), "%d %% %B");
    assert_eq!(fill("one").unwrap(), "/srv/x %d %");
    assert_eq!(fill("me").unwrap(), "A");
    assert!(fill("loop").unwrap_err().contains("without end"));
    assert!(fill("missing").unwrap_err().contains("no `nothing`"));
}

#[test]
fn xml_is_read_although_it_is_none() {
    let document =
        xml::parse("<a x='1 & 2' y=3 z='&eacute;&amp;amp;'>t &amp; u<b></a><c/>").unwrap();
    let a = &document.root.children[0];
    assert_eq!(a.get("X"), Some("1 & 2"));
    assert_eq!(a.get("y"), Some("3"));
    assert_eq!(a.get("z"), Some("é&amp;"));
    assert_eq!(a.text, "t & u");
    assert!(a.child("b").is_some());
    assert!(xml::parse("<a>\n<b x='").is_err_and(|(line, _)| line == 2));
    let spaces = xml::parse("<a x='b&nbsp;c&ensp;d &notit; &nbsp'>b&nbsp;c</a>").unwrap();
    assert_eq!(
        spaces.root.get("x"),
        Some("b\u{a0}c\u{2002}d &notit; &nbsp")
    );
    assert_eq!(spaces.root.text, "b\u{a0}c");
}

#[test]
fn a_name_is_given_once_only() {
    let text = "http://a.example/1 Ana\nhttp://a.example/2 ana\nhttp://a.example/3 ANA\nhttp://b.example/1\nhttp://b.example/2\n\
        http://b.example/1\n";
    let imported = of(text, Format::Urls).unwrap();
    let table: toml::Table = imported.toml.parse().unwrap();
    let feeds = table["feeds"].as_array().unwrap().iter();
    let names: Vec<&str> = feeds.map(|feed| feed["name"].as_str().unwrap()).collect();
    assert_eq!(
        names,
        [
            "Ana",
            "ana (a.example)",
            "ANA (2)",
            "b.example",
            "b.example/2",
            "b.example/1"
        ]
    );
    assert!(
        imported
            .notes
            .iter()
            .filter(|note| note.kind == Kind::Lost)
            .all(|note| note.place.line == 1)
    );
}

#[test]
fn a_table_whose_first_row_is_a_feed_loses_none() {
    for first in [
        "https://a.example/feed",
        "HTTP://a.example/feed",
        "feed:https://a.example/feed",
        "www.a.example/feed",
        "a.example/feed",
    ] {
        let table = format!("{first},Ana\nhttps://b.example/feed,\"Bo, the baker\",town\n");
        let imported = of(&table, Format::Csv).unwrap();
        assert_eq!(imported.feeds, 2, "{first}: {}", imported.toml);
        for name in ["name = \"Ana\"", "name = \"Bo, the baker\""] {
            assert!(
                imported.toml.contains(name),
                "{first}: {name}: {}",
                imported.toml
            );
        }
        let told = |words: &str| {
            let mut notes = imported.notes.iter();
            notes.any(|note| note.message.contains(words))
        };
        assert!(told("the first row names no columns"), "{first}");
        assert!(told("the cell `town` has no name"), "{first}");
    }
    let named = "url,name\nhttps://a.example/feed,Ana\n";
    let imported = of(named, Format::Csv).unwrap();
    assert_eq!(imported.feeds, 1);
    assert!(
        !imported
            .notes
            .iter()
            .any(|note| note.message.contains("names no columns"))
    );
}
