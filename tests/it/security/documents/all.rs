//! The list.

use crate::shapes::{self, shapes};

pub(super) const ATOM: &str =
    "<feed xmlns=\"http://www.w3.org/2005/Atom\"><id>x</id><title>Hostile</title>";

/// A feed with this in its channel.
pub(super) fn rss(inside: &str) -> String {
    format!("<rss version=\"2.0\"><channel><title>Hostile</title>{inside}</channel></rss>")
}

fn entry(inside: &str) -> String {
    format!(
        "{ATOM}<entry><id>1</id><title>One</title><updated>2026-03-01T09:00:00Z</updated>{inside}</entry></feed>"
    )
}

/// All of them, about as long as `size`.
#[expect(clippy::too_many_lines, reason = "a list")]
pub(super) fn documents(size: usize) -> Vec<(String, Vec<u8>)> {
    let mut all: Vec<(String, Vec<u8>)> = Vec::new();
    let fill = |piece: &str| shapes::fill(size, piece);
    let numbered = |piece: &dyn Fn(usize) -> String| shapes::numbered(size, piece);
    let laughs: Vec<String> = (1..60)
        .map(|n| format!("<!ENTITY l{n} \"{}\">", format!("&l{};", n - 1).repeat(10)))
        .collect();
    let laughs = laughs.concat();
    let mut text =
        |name: &str, document: String| all.push((name.to_owned(), document.into_bytes()));
    // Entities and document types.
    text(
        "a billion laughs",
        format!(
            "<!DOCTYPE x [<!ENTITY l0 \"lol\">{laughs}]>{}",
            rss("<item><title>&l59;</title><guid>1</guid></item>")
        ),
    );
    text(
        "a long entity used often",
        format!(
            "<!DOCTYPE x [<!ENTITY a \"{}\">]>{}",
            "x".repeat(size / 4),
            rss(&format!(
                "<item><title>{}</title></item>",
                "&a;".repeat(size / 12)
            ))
        ),
    );
    text(
        "an entity of itself",
        format!(
            "<!DOCTYPE x [<!ENTITY a \"&a;\">]>{}",
            rss("<item><title>&a;</title></item>")
        ),
    );
    text(
        "a file as entity",
        format!(
            "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]>{}",
            rss("<item><title>A&a;</title></item>")
        ),
    );
    text(
        "an address as entity",
        format!(
            "<!DOCTYPE x PUBLIC \"x\" \"http://127.0.0.1:1/x.dtd\" [<!ENTITY % p SYSTEM \"http://127.0.0.1:1/p\">%p;]>{}",
            rss("<item><title>A</title></item>")
        ),
    );
    text(
        "many entities",
        format!(
            "<!DOCTYPE x [{}]>{}",
            numbered(&|n| format!("<!ENTITY a{n} \"&a{};\">", n + 1)),
            rss("<item><title>&a0;</title></item>")
        ),
    );
    text(
        "many entities used",
        format!(
            "<!DOCTYPE x [{}]>{}",
            (0..1_000)
                .map(|n| format!("<!ENTITY a{n} \"x\">"))
                .collect::<Vec<_>>()
                .concat(),
            rss(&format!(
                "<item><title>{}</title></item>",
                numbered(&|n| format!("&a{};", n % 1_000))
            ))
        ),
    );
    text(
        "a document type without an end",
        format!("<!DOCTYPE x [{}", fill("<!ENTITY a \"b\">")),
    );
    text(
        "brackets in a document type",
        format!("<!DOCTYPE x {}>{}", fill("["), rss("")),
    );
    text(
        "an inclusion",
        entry(
            "<xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" href=\"file:///etc/passwd\" parse=\"text\"/>",
        ),
    );
    text(
        "a style sheet",
        format!(
            "<?xml-stylesheet type=\"text/xsl\" href=\"http://127.0.0.1:1/x.xsl\"?>{}",
            rss("<item><title>A</title></item>")
        ),
    );
    // Depth.
    for (name, open, close) in [
        ("elements", "<a>", "</a>"),
        ("items", "<item>", "</item>"),
        ("channels", "<channel>", "</channel>"),
        (
            "groups of media",
            "<media:group xmlns:media=\"http://search.yahoo.com/mrss/\">",
            "</media:group>",
        ),
        (
            "media",
            "<media:content xmlns:media=\"http://search.yahoo.com/mrss/\">",
            "</media:content>",
        ),
        (
            "categories of podcasts",
            "<itunes:category xmlns:itunes=\"http://www.itunes.com/dtds/podcast-1.0.dtd\" text=\"x\">",
            "</itunes:category>",
        ),
        ("titles", "<title>", "</title>"),
        ("sources", "<source>", "</source>"),
        ("authors", "<author><name>", "</name></author>"),
        ("links", "<link href=\"x\">", "</link>"),
    ] {
        let depth = size / (open.len() + close.len());
        text(
            &format!("{name} in {name}"),
            rss(&format!(
                "<item><guid>1</guid>{}{}</item>",
                open.repeat(depth),
                close.repeat(depth)
            )),
        );
        text(
            &format!("{name} in {name}, never closed"),
            rss(&format!("<item>{}", open.repeat(depth))),
        );
        text(
            &format!("{name} in {name}, in Atom"),
            entry(&open.repeat(depth)),
        );
    }
    text(
        "boxes in XHTML",
        entry(&format!(
            "<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{}x{}</div></content>",
            "<div>".repeat(size / 11),
            "</div>".repeat(size / 11)
        )),
    );
    text("feeds in feeds", ATOM.repeat(size / ATOM.len()));
    text(
        "lists in JSON",
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": {}",
            fill("[")
        ),
    );
    text("objects in JSON", fill("{\"items\":"));
    text(
        "lists behind JSON",
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [{{\"id\": \"1\", \"_x\": {}{}}}]}}",
            "[".repeat(size / 2),
            "]".repeat(size / 2)
        ),
    );
    // Numbers.
    text("empty items", rss(&fill("<item/>")));
    text(
        "empty entries",
        format!("{ATOM}{}</feed>", fill("<entry/>")),
    );
    text(
        "items with one id",
        rss(&fill("<item><guid>1</guid><title>x</title></item>")),
    );
    text(
        "items with one id and many links",
        rss(&numbered(&|n| {
            format!("<item><guid>1</guid><link>http://x.example/{n}</link></item>")
        })),
    );
    text(
        "items with many ids and one text",
        rss(&numbered(&|n| {
            format!("<item><guid>{n}</guid><title>x</title></item>")
        })),
    );
    text(
        "items without ids",
        rss(&numbered(&|n| format!("<item><title>{n}</title></item>"))),
    );
    text(
        "items outside of the channel",
        format!(
            "<rss><channel/>{}</rss>",
            numbered(&|n| format!("<item><guid>{n}</guid></item>"))
        ),
    );
    text(
        "items of RDF",
        format!(
            "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns=\"http://purl.org/rss/1.0/\"><channel><items><rdf:Seq>{}</rdf:Seq></items></channel></rdf:RDF>",
            fill("<rdf:li resource=\"x\"/>")
        ),
    );
    text(
        "attributes",
        format!(
            "<rss version=\"2.0\" {}><channel/></rss>",
            numbered(&|n| format!("a{n}=\"\" "))
        ),
    );
    text(
        "one attribute again and again",
        format!("<rss version=\"2.0\" {}><channel/></rss>", fill("a=\"\" ")),
    );
    text(
        "namespaces",
        format!(
            "<rss version=\"2.0\" {}><channel/></rss>",
            numbered(&|n| format!("xmlns:a{n}=\"x\" "))
        ),
    );
    text(
        "namespaces in each other",
        rss(&format!(
            "<item>{}",
            numbered(&|n| format!("<a{n}:b xmlns:a{n}=\"x{n}\">"))
        )),
    );
    for (name, piece) in [
        ("categories", "<category term=\"x\">x</category>"),
        (
            "authors",
            "<author><name>x</name><email>x@example.org</email></author>",
        ),
        (
            "links",
            "<link rel=\"alternate\" href=\"http://x.example/\"/>",
        ),
        (
            "enclosures",
            "<link rel=\"enclosure\" href=\"http://x.example/\"/><enclosure url=\"http://x.example/\"/>",
        ),
        ("contents", "<content type=\"html\">x</content>"),
        ("dates", "<updated>2026-03-01T09:00:00Z</updated>"),
        ("titles", "<title>x</title>"),
        ("sources", "<source><title>x</title></source>"),
        (
            "bases",
            "<content xml:base=\"../x/\" type=\"html\">x</content>",
        ),
    ] {
        text(&format!("{name} of one entry"), entry(&fill(piece)));
        text(
            &format!("{name} of the feed"),
            format!("{ATOM}{}</feed>", fill(piece)),
        );
    }
    text(
        "authors for many entries",
        format!(
            "{ATOM}{}{}</feed>",
            "<author><name>a long name of somebody</name></author>".repeat(size / 100),
            "<entry><id>1</id></entry>".repeat(size / 50)
        ),
    );
    text(
        "items of JSON",
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{}{{}}]}}",
            fill("{},")
        ),
    );
    text(
        "tags of JSON",
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"x\", \"items\": [{{\"id\": \"1\", \"tags\": [{}\"x\"]}}]}}",
            fill("\"x\",")
        ),
    );
    text(
        "keys of JSON",
        format!(
            "{{\"version\": \"https://jsonfeed.org/version/1.1\", {}\"items\": []}}",
            numbered(&|n| format!("\"k{n}\": 1, "))
        ),
    );
    // Length.
    let long = "x".repeat(size);
    for (name, document) in [
        ("title", entry(&format!("<title>{long}</title>"))),
        ("id", entry(&format!("<id>{long}</id>"))),
        (
            "link",
            entry(&format!("<link href=\"http://x.example/{long}\"/>")),
        ),
        (
            "author",
            entry(&format!("<author><name>{long}</name></author>")),
        ),
        ("category", entry(&format!("<category term=\"{long}\"/>"))),
        ("date", entry(&format!("<published>{long}</published>"))),
        (
            "date of digits",
            entry(&format!("<published>{}</published>", "1".repeat(size))),
        ),
        (
            "date of words",
            rss(&format!(
                "<item><pubDate>{}</pubDate></item>",
                fill("Mon, ")
            )),
        ),
        (
            "text",
            entry(&format!("<summary>{}</summary>", fill("words and "))),
        ),
        ("word", entry(&format!("<summary>{long}</summary>"))),
        ("name of an element", rss(&format!("<{long}>x</{long}>"))),
        ("name of an attribute", rss(&format!("<a {long}=\"\"/>"))),
        ("prefix", rss(&format!("<{long}:a/>"))),
        ("comment", rss(&format!("<!--{long}-->"))),
        ("instruction", rss(&format!("<?x {long}?>"))),
        (
            "declaration",
            format!("<?xml version=\"1.0\" encoding=\"{long}\"?>{}", rss("")),
        ),
        (
            "base",
            entry(&format!(
                "<content xml:base=\"http://x.example/{long}/\" type=\"html\">&lt;a href=y>y&lt;/a></content>"
            )),
        ),
        (
            "language",
            format!("<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{long}\"/>"),
        ),
        (
            "type",
            entry(&format!("<content type=\"{long}\">x</content>")),
        ),
        ("ttl", rss(&format!("<ttl>{}</ttl>", "9".repeat(size)))),
    ] {
        text(&format!("a long {name}"), document);
    }
    text("no line that ends", format!("{}{}", fill("x "), rss("")));
    text(
        "a hundred million items said",
        rss(
            "<ttl>99999999999999999999</ttl><item><enclosure url=\"http://x.example/\" length=\"99999999999999999999999\"/><pubDate>Fri, 31 Dec 999999 23:59:60 +9999</pubDate></item>",
        ),
    );
    text("numbers in JSON", "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": 1e400, \"attachments\": [{\"url\": \"http://x.example/\", \"size_in_bytes\": -1e999, \"duration_in_seconds\": 1e308}]}]}".to_owned());
    // What has no end, and what begins again and again.
    for piece in [
        "<",
        "&",
        "]]>",
        "<!--",
        "<![CDATA[",
        "<?",
        "<!",
        "</",
        "<a ",
        "<a b=\"",
        "&#",
        "&#x",
        "&amp;",
        "&#38;",
        "&eacute;",
        "\0",
        "\u{feff}",
        "<item><title>",
        "</item>",
        "<!DOCTYPE ",
        "%",
        "\\ud800",
    ] {
        text(
            &format!("{piece:?} in a title"),
            rss(&format!("<item><guid>1</guid><title>{}", fill(piece))),
        );
        text(&format!("{piece:?} alone"), fill(piece));
        text(
            &format!("{piece:?} in JSON"),
            format!(
                "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"{}",
                fill(&piece.replace('"', "\\\""))
            ),
        );
    }
    text(
        "a page of links",
        format!(
            "<!doctype html><html><head><title>x</title>{}</head></html>",
            fill("<link rel=alternate type=application/rss+xml href=x>")
        ),
    );
    text("a page without an end", format!("<html>{}", fill("<p>x")));
    text("nothing", String::new());
    text("spaces", fill(" \n\t"));
    // Markup that costs, as content.
    for (name, markup) in shapes(size.min(500 << 10)).into_iter().step_by(5) {
        let markup = markup.replace('&', "&amp;").replace('<', "&lt;");
        text(
            &format!("content: {name}"),
            entry(&format!(
                "<content type=\"html\">{markup}</content><title type=\"html\">{markup}</title>"
            )),
        );
    }
    // Encodings.
    let feed = entry(&format!("<summary>{}</summary>", fill("é漢字 ")));
    let wide: Vec<u8> = feed.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut bytes = |name: &str, document: Vec<u8>| all.push((name.to_owned(), document));
    bytes(
        "UTF-16 of an odd length",
        [b"\xfe\xff".to_vec(), wide[..wide.len() - 1].to_vec()].concat(),
    );
    bytes("UTF-16 without a mark", wide.clone());
    bytes(
        "UTF-16 that says it is UTF-8",
        [b"\xff\xfe".to_vec(), wide].concat(),
    );
    bytes(
        "halves of characters",
        [b"\xfe\xff".to_vec(), b"\xd8\x00".repeat(size / 2)].concat(),
    );
    bytes(
        "UTF-32",
        feed.chars()
            .flat_map(|c| u32::from(c).to_be_bytes())
            .collect(),
    );
    for label in [
        "utf-7",
        "utf-16",
        "utf-32",
        "x-user-defined",
        "replacement",
        "iso-2022-jp",
        "gb18030",
        "big5",
        "hz-gb-2312",
        "ebcdic-cp-us",
        "\u{1b}",
        "utf-8\" standalone=\"maybe",
    ] {
        let head = format!("<?xml version=\"1.0\" encoding=\"{label}\"?>");
        bytes(
            &format!("said to be {label:?}"),
            [head.as_bytes(), feed.as_bytes()].concat(),
        );
    }
    // The same on every run.
    let noise: Vec<u8> = (0..size as u64)
        .map(|n| {
            n.wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(n >> 7)
                .to_le_bytes()[4]
        })
        .collect();
    bytes("noise", noise.clone());
    bytes(
        "noise in a feed",
        [ATOM.as_bytes(), b"<entry><title>", &noise].concat(),
    );
    bytes(
        "bytes that are no UTF-8",
        [
            ATOM.as_bytes(),
            &b"\xc0\x80\xff\xfe\xed\xa0\x80".repeat(size / 7),
        ]
        .concat(),
    );
    bytes(
        "escapes of ISO-2022-JP",
        [
            &b"<?xml version=\"1.0\" encoding=\"iso-2022-jp\"?><rss><channel><title>"[..],
            &b"\x1b$B\x1b(B".repeat(size / 6),
        ]
        .concat(),
    );
    bytes("an archive", [&b"PK\x03\x04"[..], &noise].concat());
    bytes(
        "packed twice over",
        [&b"\x1f\x8b\x08\x00"[..], &noise].concat(),
    );
    all
}
