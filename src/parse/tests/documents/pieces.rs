//! What documents are made of: texts, attributes and elements in the many ways they can be written.

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
pub(super) fn mostly(
    usual: &'static [&'static str],
    odd: &'static [&'static str],
) -> impl Strategy<Value = String> + Clone {
    prop_oneof![400 => select(usual), 1 => select(odd)].prop_map(str::to_owned)
}

pub(super) fn text() -> impl Strategy<Value = String> {
    vec(mostly(TEXTS, ODD_TEXTS), 0..4).prop_map(|pieces| pieces.concat())
}

pub(super) fn url() -> impl Strategy<Value = String> {
    mostly(URLS, ODD_URLS)
}

pub(super) fn date() -> impl Strategy<Value = String> {
    mostly(DATES, ODD_DATES)
}

pub(super) fn name() -> impl Strategy<Value = String> {
    mostly(NAMES, ODD_NAMES)
}

pub(super) fn number() -> impl Strategy<Value = String> {
    mostly(
        &["60", "0", "007", "4294967295"],
        &["", "-1", " 5 ", "9999999999", "x"],
    )
}

/// Some of the attributes, each with one of its values, quoted one way or the other.
pub(super) fn attributes(
    known: &'static [(&'static str, &'static [&'static str])],
) -> BoxedStrategy<String> {
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

pub(super) fn none() -> BoxedStrategy<String> {
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
pub(super) fn element(
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
pub(super) fn fields(all: Vec<BoxedStrategy<String>>) -> BoxedStrategy<String> {
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
pub(super) fn foreign() -> BoxedStrategy<String> {
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

/// What stands before the root element.
pub(super) fn prolog() -> impl Strategy<Value = String> {
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
