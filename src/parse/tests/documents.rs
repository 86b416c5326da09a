//! Documents made at random from what the strict rules allow, and now and then from what they don't.

use proptest::{collection::vec, option, prelude::*, sample::select};

/// What a field may hold, as XML: most of it agreeable, some of it odd.
const TEXTS: &[&str] = &[
    "plain words",
    "a",
    " ",
    "\n\t ",
    "\r\n",
    "é 日本 \u{a0}",
    "&amp;",
    "&lt;b&gt;bold&lt;/b&gt;",
    "&lt;br&gt;",
    "&amp;amp;",
    "&amp;lt;i&amp;gt;",
    "&#233;&#x1F600;",
    "&quot;&apos;&gt;",
    "\"'",
    "x > y",
    "<![CDATA[<p>one</p> & <a href='x'>two</a>]]>",
    "<![CDATA[ ]]>",
    "<![CDATA[]]>",
    "<![CDATA[x]]]]><![CDATA[>y]]>",
    "<!-- a < comment -->",
    "<?pi in between?>",
    "a@b.example",
    "https://o.example/1?a=1&amp;b=2",
    "\u{2028}\u{85}",
    "1 < 2",
];
const ODD_TEXTS: &[&str] = &[
    "&nbsp;",
    "&",
    "&#0;",
    "&#13;",
    "&unknown;",
    "]]>",
    "<b>naked</b>",
    "<br>",
    "<x:y>foreign</x:y>",
    "<x:y/>",
    "<undeclared:y/>",
    "\u{1}",
    "<![CDATA[never closed",
    "<!-- two -- dashes -->",
];
const URLS: &[&str] = &[
    "https://o.example/1",
    "HTTPS://O.example:443/a b",
    "/rooted?x=1&amp;y=2",
    "relative#part",
    " \n/padded ",
    "<![CDATA[/in-cdata?a&b]]>",
    "urn:x:1",
    "//o.example/é",
    "#",
];
const ODD_URLS: &[&str] = &["", " ", "&bad;", "http://[", "<!-- only -->"];
const DATES: &[&str] = &[
    "Tue, 02 Jan 2024 03:04:05 GMT",
    "Tue, 02 Jan 2024 03:04:05 +0900",
    "2 Jan 24 03:04 EST",
    "2024-01-02T03:04:05+09:00",
    "2024-01-02T03:04:05Z",
    "2024-01-02T03:04:05",
    "2024-01-02 03:04",
    "Tue, 02 Jan 2024 03:04:05",
    "2024-01-02",
    "2024년 01월 02일 03:04:05",
    " <![CDATA[2024-01-02T03:04:05+09:00]]>\n",
    "1704164645",
    "2024-01-<!-- cut -->02T03:04:05Z",
];
const ODD_DATES: &[&str] = &[
    "never",
    "",
    " ",
    "9999-12-31T00:00:00Z",
    "2024-13-01",
    "&nope;",
];
const NAMES: &[&str] = &["Ana", "Ana  Bee", " Bo\n", "<![CDATA[Cé]]>", "D (ed.)"];
const ODD_NAMES: &[&str] = &[
    "",
    " ",
    "a@b.example (Ana)",
    "Ana &lt;a@b.example&gt;",
    "a &amp; b",
    "J&#233;",
];

/// One of the usual, seldom one of the odd, so that about half of the documents are free of these.
fn mostly(
    usual: &'static [&'static str],
    odd: &'static [&'static str],
) -> impl Strategy<Value = String> + Clone {
    prop_oneof![400 => select(usual), 1 => select(odd)].prop_map(str::to_owned)
}

fn text() -> impl Strategy<Value = String> {
    vec(mostly(TEXTS, ODD_TEXTS), 0..4).prop_map(|pieces| pieces.concat())
}

fn url() -> impl Strategy<Value = String> {
    mostly(URLS, ODD_URLS)
}

fn date() -> impl Strategy<Value = String> {
    mostly(DATES, ODD_DATES)
}

fn name() -> impl Strategy<Value = String> {
    mostly(NAMES, ODD_NAMES)
}

fn number() -> impl Strategy<Value = String> {
    mostly(
        &["60", "0", "007", "4294967295"],
        &["", "-1", " 5 ", "9999999999", "x"],
    )
}

/// Some of the attributes, each with one of its values, quoted one way or the other.
fn attributes(known: &'static [(&'static str, &'static [&'static str])]) -> BoxedStrategy<String> {
    let one = |(name, values): &(&'static str, &'static [&'static str])| {
        let (name, values) = (*name, *values);
        // Without an address the whole element means nothing.
        let chance = if matches!(name, "href" | "url") {
            0.99
        } else {
            0.5
        };
        option::weighted(
            chance,
            (select(values), 0..400_u16).prop_map(move |(value, how)| match how {
                0 => format!(" {name} = \"{value}\""),
                1 => format!(" {name}={value}"),
                2 => format!(" {name}=\"{value}\" {name}=\"again\""),
                3 => format!(" {}=\"{value}\"", name.to_uppercase()),
                4 => format!(" {name}=\" {value} \""),
                5..200 if !value.contains('\'') => format!("\n  {name}='{value}'"),
                _ => format!(" {name}=\"{value}\""),
            }),
        )
    };
    let all: Vec<_> = known.iter().map(one).collect();
    all.prop_shuffle()
        .prop_map(|found| found.into_iter().flatten().collect())
        .boxed()
}

fn none() -> BoxedStrategy<String> {
    prop_oneof![
        2000 => Just(""),
        1 => Just(" xml:base=\"https://base.example/\""),
        1 => Just(" xml:lang='de'"),
        1 => Just(" x:a='1'"),
    ]
    .prop_map(str::to_owned)
    .boxed()
}

/// An element in one of its spellings.
fn element(
    name: &'static str,
    attributes: BoxedStrategy<String>,
    inside: impl Strategy<Value = String> + 'static,
) -> BoxedStrategy<String> {
    (attributes, inside, 0..4000_u16)
        .prop_map(move |(attributes, inside, how)| match how {
            0 => format!("<{name}{attributes}>{inside}"),
            1 => format!("<{name}{attributes}>{inside}</{}>", name.to_uppercase()),
            2..200 => format!("<{name}{attributes} >{inside}</{name} >"),
            200..400 => format!("<{name}{attributes}\n>{inside}</{name}\n>"),
            400..2200 if inside.is_empty() => format!("<{name}{attributes}/>"),
            2200..3000 if inside.is_empty() => format!("<{name}{attributes} />"),
            _ => format!("<{name}{attributes}>{inside}</{name}>"),
        })
        .boxed()
}

/// Some of the fields, in any order, with what may stand between elements.
fn fields(all: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
    let between = mostly(
        &["", "", "\n  ", " ", "<!-- between -->", "<?pi?>"],
        &["stray", "<![CDATA[ ]]>"],
    );
    let all: Vec<_> = all
        .into_iter()
        .map(|field| option::of((field, between.clone())))
        .collect();
    all.prop_shuffle()
        .prop_map(|found| {
            let found = found.into_iter().flatten();
            found.map(|(field, between)| field + &between).collect()
        })
        .boxed()
}

/// Elements of other vocabularies, which both readers pass over.
fn foreign() -> BoxedStrategy<String> {
    mostly(
        &[
            "<x:y>1</x:y>",
            "<x:y/>",
            "<x:title>not the title</x:title>",
            "<x:y a='1' B=\"&amp;\"><title>inner</title><link>/inner</link><x:z/></x:y>",
            "<x:y xml:base='https://base.example/'>b</x:y>",
            "<x:y xmlns='urn:other'><pubDate>2024-01-02T03:04:05+05:00</pubDate></x:y>",
            "<x:y xmlns:dc='urn:other'><dc:creator>inner</dc:creator></x:y>",
            "<x:y xmlns:x='urn:another'/>",
        ],
        &[
            "<x:y><b></x:y>",
            "<undeclared:y/>",
            "<x:y xmlns:x='http://purl.org/dc/elements/1.1/'/>",
            "<x:y a=1/>",
            "<y/>",
        ],
    )
    .boxed()
}

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

/// What stands before the root element.
fn prolog() -> impl Strategy<Value = String> {
    mostly(
        &[
            "",
            "<?xml version=\"1.0\"?>",
            "<?xml version='1.0' encoding='utf-8' standalone=\"yes\"?>\n",
            "<?xml version=\"1.0\"?>\n<?xml-stylesheet href=\"x.xsl\"?>\n<!-- made by hand -->\n",
            "\n",
        ],
        &[
            "junk",
            "<!DOCTYPE rss>",
            "<?xml version=\"1.0\"?><?xml version=\"1.0\"?>",
            "\u{feff}",
        ],
    )
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
