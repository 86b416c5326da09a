//! Feeds that state their own address wherever their format has a place for one.

use std::fmt::Write as _;

use crate::planet::escaped;

/// An address in every form that a text may have it in.
fn forms(url: &str) -> Vec<String> {
    let percent = |text: &str| -> String {
        let encoded = text.bytes().map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        });
        encoded.collect()
    };
    let references = |text: &str| -> String {
        let each = text.chars().map(|c| format!("&#x{:X};", u32::from(c)));
        each.collect::<Vec<_>>().concat()
    };
    let rest = url.split_once("://").unwrap().1;
    let bare = rest.split_once('@').map_or(rest, |(_, bare)| bare);
    let (host, path) = bare.split_once('/').unwrap();
    vec![
        url.to_owned(),
        url.replace("http:", "https:"),
        url.replace("http:", ""),
        url.to_uppercase(),
        format!("http://{bare}"),
        format!("feed://{bare}"),
        format!("http://{host}//./{path}"),
        format!("http:\\\\{host}\\{}", path.replace('/', "\\")),
        format!("/{path}"),
        path.to_owned(),
        format!("../{path}#1"),
        url.replace('&', "&amp;"),
        url.replace('&', "&#038;"),
        url.replace('&', "&#x26;"),
        url.replace('/', "\\/").replace('&', "\\u0026"),
        percent(url),
        percent(&percent(url)),
        references(url),
        format!("https://proxy.example/?url={}", percent(url)),
    ]
}

/// Markup that states an address as text, in attributes that stay and in those that go.
fn markup(url: &str) -> String {
    let mut markup = String::new();
    for form in forms(url) {
        write!(
            markup,
            "<p>{form}</p><a href=\"{form}\" title=\"{form}\">x</a><img src=\"{form}\" alt=\"{form}\" srcset=\"{form} 2x\">\
             <blockquote cite='{form}'>y</blockquote><pre><code>{form}</code></pre><video src='{form}' poster='{form}'></video>\
             <!-- {form} --><iframe src='{form}' title='{form}'></iframe>"
        )
        .unwrap();
    }
    markup
}

pub(super) fn atom(url: &str) -> String {
    let (u, html) = (escaped(url), escaped(&markup(url)));
    let numeric = url.replace('&', "&#038;");
    format!(
        "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:base=\"{u}\"><id>{u}</id><title>T {u}</title><subtitle>{numeric}</subtitle>\
         <link href=\"{u}\"/><link rel=\"self\" href=\"{numeric}\"/><icon>{u}</icon><logo>{u}</logo><rights>{u}</rights>\
         <generator uri=\"{u}\">{u}</generator><author><name>{u}</name><uri>{u}</uri><email>{u}</email></author>\
         <category term=\"{u}\" scheme=\"{u}\" label=\"{u}\"/><updated>2026-03-01T09:00:00Z</updated>\
         <entry><id>{u}#1</id><title type=\"html\">A {html}</title><updated>2026-02-25T09:00:00Z</updated><link href=\"{u}\"/>\
         <link rel=\"related\" href=\"{u}\" title=\"{u}\"/><link rel=\"enclosure\" href=\"{u}\" type=\"audio/mpeg\"/>\
         <link rel=\"replies\" href=\"{u}\"/><author><name>{numeric}</name><uri>{u}</uri></author>\
         <category term=\"{u}\" scheme=\"{u}\" label=\"{u}\"/><rights>{u}</rights><summary>{u}</summary>\
         <source><id>{u}</id><title>{u}</title><link href=\"{u}\"/></source>\
         <content type=\"html\">{html}</content></entry>\
         <entry><id>two</id><title>B</title><updated>2026-02-26T09:00:00Z</updated><link href=\"#two\"/>\
         <content type=\"html\" xml:base=\"{u}\">&lt;a href=\"#two\">x&lt;/a>&lt;a href=\"?page=2\">y&lt;/a>&lt;img src=\"i.png\"></content></entry></feed>"
    )
}

pub(super) fn rss(url: &str) -> String {
    let (u, html) = (escaped(url), escaped(&markup(url)));
    format!(
        "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:media=\"http://search.yahoo.com/mrss/\">\
         <channel><title>{u}</title><link>{u}</link><description>{html}</description><copyright>{u}</copyright>\
         <generator>{u}</generator><image><url>{u}</url><title>{u}</title><link>{u}</link></image>\
         <item><guid>{u}</guid><title>R {u}</title><link>\n{u}\n</link><comments>{u}</comments><author>{u}</author>\
         <category domain=\"{u}\">{u}</category><pubDate>Wed, 25 Feb 2026 09:00:00 GMT</pubDate><source url=\"{u}\">{u}</source>\
         <enclosure url=\"{u}\" type=\"audio/mpeg\" length=\"1\"/><media:thumbnail url=\"{u}\"/>\
         <description>{html}</description><content:encoded><![CDATA[{}]]></content:encoded></item></channel></rss>",
        markup(url)
    )
}

pub(super) fn json(url: &str) -> String {
    let text = |text: &str| serde_json::to_string(text).unwrap();
    let (u, html) = (
        text(url).replace('&', "\\u0026").replace('/', "\\/"),
        text(&markup(url)),
    );
    format!(
        "{{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": {u}, \"home_page_url\": {u}, \"feed_url\": {u},\
         \"description\": {u}, \"icon\": {u}, \"favicon\": {u}, \"authors\": [{{\"name\": {u}, \"url\": {u}, \"avatar\": {u}}}],\
         \"items\": [{{\"id\": {u}, \"url\": {u}, \"external_url\": {u}, \"title\": {u}, \"summary\": {u}, \"image\": {u},\
         \"banner_image\": {u}, \"tags\": [{u}], \"content_html\": {html}, \"date_published\": \"2026-02-25T09:00:00Z\",\
         \"attachments\": [{{\"url\": {u}, \"mime_type\": \"audio/mpeg\", \"title\": {u}}}]}}]}}"
    )
}

pub(super) fn utf16(text: &str) -> Vec<u8> {
    let text = format!("<?xml version=\"1.0\" encoding=\"UTF-16\"?>{text}");
    let units = std::iter::once(0xfeff).chain(text.encode_utf16());
    units.flat_map(u16::to_le_bytes).collect()
}
