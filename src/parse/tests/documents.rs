//! Documents made at random from what the strict rules allow, and now and then from what they don't.

mod pieces;

use proptest::{collection::vec, option, prelude::*, sample::select};

use crate::parse::tests::documents::pieces::{
    attributes, date, element, fields, foreign, mostly, name, none, number, prolog, text, url,
};

const LINK: &[(&str, &[&str])] = &[
    (
        "href",
        &["/x", "https://o.example/?a=1&amp;b=2", "rel ative", "é"],
    ),
    (
        "rel",
        &[
            "self",
            "alternate",
            "enclosure",
            "hub",
            "http://www.iana.org/assignments/relation/alternate",
        ],
    ),
    ("type", &["text/html", "audio/mpeg", "image/png", "x"]),
    ("title", &["T &amp; U", "it's", "&lt;b&gt;"]),
    ("hreflang", &["de", ""]),
    ("length", &["12", "x", ""]),
];
const ENCLOSURE: &[(&str, &[&str])] = &[
    (
        "url",
        &[
            "https://o.example/1.mp3",
            "https://o.example/?a=1&amp;b=2",
            "https://o.example/é",
            "https://o.example/p.png",
        ],
    ),
    ("type", &["audio/mpeg", "image/png", "video/x-m4v"]),
    ("length", &["12", "", "99999999999", "x"]),
];

/// An RSS document; most are 2.0.
pub(super) fn rss() -> impl Strategy<Value = String> {
    let category = || {
        element(
            "category",
            attributes(&[("domain", &["d", "", "https://o.example/"])]),
            text(),
        )
    };
    let channel = fields(vec![
        element("title", none(), text()),
        element("description", none(), text()),
        element("link", none(), url()),
        element("language", none(), mostly(&["en-us", "DE", "zh_hant_TW", " fr "], &["", "no language at all"])),
        element("copyright", none(), text()),
        element("generator", none(), text()),
        element("pubDate", none(), date()),
        element("lastBuildDate", none(), date()),
        element("ttl", none(), number()),
        category(),
        category(),
        element(
            "image",
            none(),
            fields(vec![
                element("url", none(), url()),
                element("title", none(), text()),
                element("link", none(), url()),
                element("width", none(), number()),
            ]),
        ),
        Just("<docs>https://o.example/</docs><skipHours><hour>1</hour></skipHours>".to_owned()).boxed(),
        Just("<cloud domain='o.example' port='80'/><site xmlns='com-wordpress:feed-additions:1'>5</site>".to_owned()).boxed(),
        element("atom:link", attributes(LINK), Just(String::new())),
        element("sy:updatePeriod", none(), mostly(&["hourly", " daily\n", "Weekly"], &["", "often"])),
        element("sy:updateFrequency", none(), mostly(&["1", "2", " 24 "], &["", "0", "x"])),
        foreign(),
    ]);
    // Without a link the guid would have to be one, which feed-rs doesn't tell apart.
    let link = prop_oneof![
        60 => element("link", none(), url()),
        3 => Just("<link>/1</link><link>/2</link>".to_owned()),
        1 => Just(String::new()),
    ];
    let rest = fields(vec![
            element("title", none(), text()),
            element("description", none(), text()),
            element("guid", attributes(&[("isPermaLink", &["false", "true", "False"])]), text()),
            category(),
            category(),
            prop_oneof![9 => element("pubDate", none(), date()), 2 => element("dc:date", none(), date())].boxed(),
            element("comments", none(), url()),
            element("author", none(), name()),
            element("dc:creator", none(), name()),
            element("dc:creator", none(), name()),
            element("enclosure", attributes(ENCLOSURE), Just(String::new())),
            element("enclosure", attributes(ENCLOSURE), Just(String::new())),
            element("content:encoded", none(), text()),
            foreign(),
    ]);
    let item = element(
        "item",
        none(),
        (link, rest).prop_map(|(link, rest)| link + &rest),
    );
    let version =
        prop_oneof![60 => Just("2.0"), 1 => select(&["0.91", "0.92", "0.94", "2.00", ""][..])];
    (prolog(), version, channel, vec(item, 0..4)).prop_map(|(prolog, version, channel, items)| {
        let items = items.concat();
        format!(
            "{prolog}<rss version=\"{version}\" xmlns:dc='http://purl.org/dc/elements/1.1/'
              xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:atom=\"http://www.w3.org/2005/Atom\"
              xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" xmlns:x=\"urn:x\">
            <channel>{channel}{items}</channel>\n</rss>\n"
        )
    })
}

/// An RSS 1.0 document.
pub(super) fn rdf() -> impl Strategy<Value = String> {
    let part = |kind| {
        element(
            kind,
            attributes(&[("rdf:about", &["/1", "https://o.example/"])]),
            fields(vec![
                element("title", none(), text()),
                element("link", none(), url()),
                element("description", none(), text()),
                element("dc:date", none(), date()),
                element("dc:creator", none(), name()),
                foreign(),
            ]),
        )
    };
    (prolog(), part("channel"), vec(part("item"), 0..3)).prop_map(|(prolog, channel, items)| {
        let items = items.concat();
        format!(
            "{prolog}<rdf:RDF xmlns=\"http://purl.org/rss/1.0/\" xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"
              xmlns:dc=\"http://purl.org/dc/elements/1.1/\" xmlns:x=\"urn:x\">{channel}{items}</rdf:RDF>"
        )
    })
}

/// An Atom 1.0 document.
pub(super) fn atom() -> impl Strategy<Value = String> {
    let written = |name| {
        let types = attributes(&[(
            "type",
            &[
                "text", "html", "html", "text", "html", "text", "html", "text", "xhtml",
            ],
        )]);
        element(name, types, text())
    };
    let person = |kind| {
        let parts = fields(vec![
            element("uri", none(), url()),
            element("email", none(), text()),
        ]);
        let named = (element("name", none(), name()), parts.clone())
            .prop_map(|(name, parts)| name + &parts);
        element(kind, none(), prop_oneof![60 => named.boxed(), 1 => parts])
    };
    let category = || {
        let known = attributes(&[
            ("scheme", &["s", "", "https://o.example/"]),
            ("label", &["L", "&lt;", ""]),
        ]);
        (known, select(&["t", "a &amp; b", "é"][..]))
            .prop_map(|(known, term)| format!("<category term=\"{term}\"{known}/>"))
            .boxed()
    };
    let entry = element(
        "entry",
        none(),
        fields(vec![
            written("title"),
            element("id", none(), text()),
            element("link", attributes(LINK), Just(String::new())),
            element("link", attributes(LINK), Just(String::new())),
            element("updated", none(), date()),
            element("published", none(), date()),
            person("author"),
            person("author"),
            person("contributor"),
            category(),
            category(),
            written("summary"),
            written("content"),
            written("rights"),
            foreign(),
        ]),
    );
    let feed = fields(vec![
        written("title"),
        written("subtitle"),
        written("rights"),
        element("id", none(), text()),
        element("updated", none(), date()),
        element("link", attributes(LINK), Just(String::new())),
        element("link", attributes(LINK), Just(String::new())),
        person("author"),
        person("contributor"),
        category(),
        element(
            "generator",
            attributes(&[("uri", &["/g"]), ("version", &["1", "&amp;"])]),
            text(),
        ),
        element("icon", none(), url()),
        element("logo", none(), url()),
        foreign(),
    ]);
    let language = option::of(select(&["en", "de_at", ""][..]));
    (prolog(), language, feed, vec(entry, 0..4)).prop_map(|(prolog, language, feed, entries)| {
        let language = language.map_or_else(String::new, |tag| format!(" xml:lang='{tag}'"));
        let entries = entries.concat();
        format!("{prolog}<feed xmlns=\"http://www.w3.org/2005/Atom\" xmlns:x='urn:x'{language}>{feed}{entries}</feed>")
    })
}

/// A JSON Feed.
pub(super) fn json() -> impl Strategy<Value = serde_json::Value> {
    let word = || {
        select(
            &[
                "x",
                "",
                " padded ",
                "é \u{1}",
                "<p>&amp;</p>",
                "/x",
                "https://o.example/1",
                "2024-01-02T03:04:05",
            ][..],
        )
    };
    let value = move || {
        prop_oneof![
            12 => word().prop_map(serde_json::Value::from),
            1 => any::<i32>().prop_map(serde_json::Value::from),
            1 => Just(serde_json::Value::Null),
            1 => vec(word(), 0..3).prop_map(serde_json::Value::from),
            1 => Just(serde_json::json!({"name": "Ana", "url": "/ana"})),
        ]
    };
    let object = move |names: &'static [&'static str]| {
        let all: Vec<_> = names
            .iter()
            .map(|name| option::of((Just((*name).to_owned()), value())))
            .collect();
        all.prop_map(|found| {
            found
                .into_iter()
                .flatten()
                .collect::<serde_json::Map<_, _>>()
        })
    };
    let items = vec(
        object(&[
            "id",
            "url",
            "external_url",
            "title",
            "content_html",
            "content_text",
            "summary",
            "image",
            "date_published",
            "date_modified",
            "author",
            "authors",
            "tags",
            "language",
            "attachments",
        ]),
        0..4,
    );
    (
        object(&[
            "title",
            "home_page_url",
            "feed_url",
            "description",
            "icon",
            "language",
            "authors",
        ]),
        items,
    )
        .prop_map(|(mut feed, items)| {
            feed.insert(
                "version".to_owned(),
                "https://jsonfeed.org/version/1.1".into(),
            );
            feed.insert("items".to_owned(), items.into());
            feed.into()
        })
}
