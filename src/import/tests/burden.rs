//! What is made to unfold, to multiply, or to be looked for from the beginning, is no burden.

use std::fmt::Write as _;

use crate::import::{
    Format,
    ini::{self, Dialect},
    interpolate,
    tests::of,
    xml, yaml,
};

#[test]
fn values_that_double_with_every_name_stay_small() {
    let mut text = "[A]\n".to_owned();
    for n in 0..30 {
        let inner = format!("%(a{})s", n + 1).repeat(50);
        writeln!(text, "a{n} = {inner}").unwrap();
    }
    let ini = ini::parse(&text, Dialect::Python);
    let section = &ini.sections[0];
    let filled = interpolate::fill(&section.keys[0], section, None);
    assert!(filled.is_err());
}

#[test]
fn entities_of_a_document_are_told_and_not_unfolded() {
    let bomb =
        "<!DOCTYPE a [<!ENTITY x \"&y;&y;\">]>\n<a>&x;\n<b c='&amp;y;&amp; &z' d='/&y;'/></a>";
    let document = xml::parse(bomb).unwrap();
    assert_eq!(document.root.text, "&x;");
    let told: Vec<(usize, bool)> = document.faults.iter().map(|it| (it.0, it.1)).collect();
    assert_eq!(told, [(3, true), (2, true)], "{:?}", document.faults);
    // What declares nothing has nothing but bare ampersands.
    let plain = xml::parse("<a>&x;<b d='/?a&y;'/></a>").unwrap();
    assert_eq!(plain.faults, []);
}

#[test]
fn an_alias_of_yaml_is_not_unfolded() {
    let text = "sources: &a [&b [x, x], *b, *b]\nmore: [*a, *a]\n";
    assert!(yaml::parse(text).unwrap().is_some());
    assert!(
        of(
            "sources:\n- href: http://a.example/\n- *x\n",
            Format::Osmosfeed
        )
        .is_err()
    );
}

/// Each took minutes when every name, and every reference, was looked for from the beginning.
#[test]
fn thousands_of_one_name_and_of_bare_ampersands_are_no_burden() {
    let count = 20_000;
    let lines = (1..=count).map(|n| format!("http://a.example/{n} Ana\n"));
    let imported = of(&lines.collect::<String>(), Format::Urls).unwrap();
    let table: toml::Table = imported.toml.parse().unwrap();
    let feeds = table["feeds"].as_array().unwrap();
    assert_eq!(feeds[count - 1]["name"].as_str(), Some("Ana (19999)"));

    let bare = "&".repeat(1 << 20);
    assert_eq!(xml::unescape(&bare), bare);
}

/// Each took minutes when every tag, attribute and key was looked for from the beginning.
#[test]
fn thousands_of_tags_attributes_and_names_are_no_burden() {
    let count = 30_000;
    let list = |each: &dyn Fn(usize) -> String| (0..count).map(each).collect::<String>();
    let outline = "text='A' xmlUrl='http://a.example/'";
    let tags = list(&|n| format!("t{n},t0,"));
    let others = list(&|n| format!("x{n}='1' "));
    let groups = list(&|n| format!("<outline text='g{n}'><outline {outline}/></outline>"));
    let names = list(&|n| format!("x{n} = %(zz)s\n"));
    for (format, text, key, expected) in [
        (
            Format::Opml,
            format!("<opml><outline {outline} category='{tags}'/></opml>"),
            "tags",
            count,
        ),
        (
            Format::Opml,
            format!("<opml>{groups}</opml>"),
            "tags",
            count - 1,
        ),
        (
            Format::Opml,
            format!("<opml><outline {outline} {others}/></opml>"),
            "extra",
            count,
        ),
        (
            Format::Venus,
            format!("[http://a.example/]\n{names}zz = 1\n"),
            "extra",
            count + 1,
        ),
    ] {
        let imported = of(&text, format).unwrap();
        let table: toml::Table = imported.toml.parse().unwrap();
        let value = &table["feeds"][0][key];
        let length = value.as_array().map(Vec::len);
        let length = length.or_else(|| value.as_table().map(toml::Table::len));
        assert_eq!(length, Some(expected), "{format:?}");
    }
}

/// Each became as many copies as there are feeds.
#[test]
fn what_many_feeds_share_does_not_multiply_what_is_imported() {
    let long = "g".repeat(50_000);
    let feeds = |each: &str| each.repeat(1000);
    let deep = format!("<outline text='{}'>", "g".repeat(500)).repeat(120);
    let numbered: Vec<String> = (0..2000).map(|n| format!("{{url='a{n}'}}")).collect();
    let feed = "<outline xmlUrl='http://a.example/'/>";
    for (format, text) in [
        (
            Format::Opml,
            format!(
                "<opml><outline text='{long}'>{}</outline></opml>",
                feeds(feed)
            ),
        ),
        (Format::Opml, format!("<opml>{deep}{}</opml>", feeds(feed))),
        (
            Format::Opml,
            format!(
                "<opml><outline text='{long}' {}/></opml>",
                feeds("xmlUrl='http://a.example/'/><outline x='1' ")
            ),
        ),
        (
            Format::Venus,
            format!(
                "[DEFAULT]\nlong = {long}\n{}",
                feeds("[http://a.example/]\nlong = %(long)s\n")
            ),
        ),
        (
            Format::Toml,
            format!("{}feeds = [{}]\n", feeds("#\n"), numbered.join(",")),
        ),
    ] {
        let imported = of(&text, format).unwrap();
        let length = imported.toml.len();
        assert!(length < 16 << 20, "{format:?}: {length}");
    }
}
