//! The attacks of tests/vectors through whole planets: in every place of every format, on the pages of every theme.

use std::{collections::BTreeSet, env, fs, path::Path};

use crate::{
    nasty::faults,
    planet::{Planet, escaped},
    vectors,
    xml::mistake,
};

/// The formats that bring markup, and in which element.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    AtomHtml,
    AtomXhtml,
    RssDescription,
    RssContent,
    Json,
}

const FORMS: [Form; 5] = [
    Form::AtomHtml,
    Form::AtomXhtml,
    Form::RssDescription,
    Form::RssContent,
    Form::Json,
];

const THEMES: [&str; 4] = ["river", "titles", "paper", "classic"];

/// Attacks in one feed: few enough that one which swallows the rest hides little.
const IN_FEED: usize = 8;

/// Whether XML can hold it as it is.
fn is_wellformed(markup: &str) -> bool {
    !markup.contains(char::is_control) && mistake(&format!("<div>{markup}</div>")).is_none()
}

/// A feed whose every text is an attack; `n` is the number of the first. `odd` is the one that the feed itself has.
fn feed(form: Form, n: usize, attacks: &[String], odd: &str) -> String {
    let numbered = attacks.iter().zip(n..);
    let odd_xml = escaped(odd);
    match form {
        Form::AtomHtml | Form::AtomXhtml => {
            let entries = numbered.map(|(attack, n)| {
                let x = escaped(attack);
                let content = if form == Form::AtomHtml {
                    format!("<content type=\"html\">{x}</content><summary type=\"html\">{x}</summary>")
                } else {
                    format!("<content type=\"xhtml\"><div xmlns=\"http://www.w3.org/1999/xhtml\">{attack}</div></content><summary>{x}</summary>")
                };
                format!(
                    "<entry><id>urn:attack:{n} {x}</id><title type=\"html\">N{n}. {x}</title><updated>2026-02-20T10:00:00Z</updated>\
                     <link href=\"https://v{n}.example/{x}\"/><link rel=\"related\" href=\"{x}\" title=\"{x}\"/><link rel=\"via\" href=\"{x}\"/>\
                     <link rel=\"enclosure\" href=\"{x}\" type=\"{x}\" title=\"{x}\"/><link rel=\"replies\" href=\"{x}\"/>\
                     <author><name>{x}</name><uri>{x}</uri><email>{x}</email></author><category term=\"{x}\" scheme=\"{x}\" label=\"{x}\"/>\
                     <rights type=\"html\">{x}</rights><source><id>{x}</id><title>{x}</title><link href=\"{x}\"/></source>{content}</entry>"
                )
            });
            format!(
                "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{odd_xml}\"><id>{odd_xml}</id><title type=\"html\">{odd_xml}</title>\
                 <subtitle type=\"html\">{odd_xml}</subtitle><link href=\"{odd_xml}\"/><link rel=\"self\" href=\"{odd_xml}\"/>\
                 <icon>{odd_xml}</icon><logo>{odd_xml}</logo><rights>{odd_xml}</rights><generator uri=\"{odd_xml}\">{odd_xml}</generator>\
                 <author><name>{odd_xml}</name></author><updated>2026-02-20T10:00:00Z</updated>{}</feed>",
                entries.collect::<String>()
            )
        }
        Form::RssDescription | Form::RssContent => {
            let items = numbered.map(|(attack, n)| {
                let x = escaped(attack);
                let cdata = attack.replace("]]>", "]]]]><![CDATA[>");
                let content = if form == Form::RssContent {
                    format!("<description>{x}</description><content:encoded><![CDATA[{cdata}]]></content:encoded>")
                } else {
                    format!("<description><![CDATA[{cdata}]]></description>")
                };
                // Here the attack is the address itself.
                format!(
                    "<item><guid isPermaLink=\"true\">{x}</guid><link>{x}</link><title>N{n}. {x}</title><author>{x}</author>\
                     <dc:creator>{x}</dc:creator><category domain=\"{x}\">{x}</category><comments>{x}</comments>\
                     <enclosure url=\"{x}\" type=\"{x}\" length=\"{x}\"/><media:thumbnail url=\"{x}\"/><source url=\"{x}\">{x}</source>\
                     <pubDate>Fri, 20 Feb 2026 10:00:00 GMT</pubDate>{content}</item>"
                )
            });
            format!(
                "<rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" \
                 xmlns:media=\"http://search.yahoo.com/mrss/\"><channel><title>{odd_xml}</title><link>{odd_xml}</link><description>{odd_xml}</description>\
                 <language>{odd_xml}</language><copyright>{odd_xml}</copyright><generator>{odd_xml}</generator><managingEditor>{odd_xml}</managingEditor>\
                 <category>{odd_xml}</category><image><url>{odd_xml}</url><title>{odd_xml}</title><link>{odd_xml}</link></image>{}</channel></rss>",
                items.collect::<String>()
            )
        }
        Form::Json => {
            let items: Vec<_> = numbered
                .map(|(attack, n)| {
                    serde_json::json!({
                        "id": format!("{n} {attack}"), "url": format!("https://v{n}.example/?{attack}"), "external_url": attack,
                        "title": format!("N{n}. {attack}"), "summary": attack, "content_html": attack, "image": attack,
                        "banner_image": attack, "tags": [attack], "language": attack, "date_published": "2026-02-20T10:00:00Z",
                        "authors": [{"name": attack, "url": attack, "avatar": attack}],
                        "attachments": [{"url": attack, "mime_type": attack, "title": attack}],
                    })
                })
                .collect();
            serde_json::json!({
                "version": "https://jsonfeed.org/version/1.1", "title": odd, "home_page_url": odd, "feed_url": odd, "description": odd,
                "icon": odd, "favicon": odd, "language": odd, "user_comment": odd, "authors": [{"name": odd, "url": odd}], "items": items,
            })
            .to_string()
        }
    }
}

/// For each format the attacks that fit it and that `wanted` takes by number and format.
fn attacks(wanted: impl Fn(usize, Form) -> bool) -> Vec<(Form, Vec<String>)> {
    let all = vectors::all();
    let each = FORMS.into_iter().map(|form| {
        let numbered = all.iter().map(|(_, attack)| attack).enumerate();
        let fitting =
            numbered.filter(|(_, attack)| form != Form::AtomXhtml || is_wellformed(attack));
        let taken = fitting.filter(|(n, _)| wanted(*n, form));
        (form, taken.map(|(_, attack)| attack.clone()).collect())
    });
    each.collect()
}

/// A planet whose feeds hold these attacks; their numbers as titles have them.
fn planet(attacks: &[(Form, Vec<String>)], theme: &str) -> (Planet, BTreeSet<String>) {
    let mut planet = Planet::new();
    planet
        .set("theme", &format!("\"{theme}\""))
        .table(
            "[river]\nentries_per_page = 250\npages = 100\ndays = 0\nmax_entries_per_feed = 0\nnew_feed_entries = 1000\n\
             restamp_entries = 100000\ncontent = \"full\"\n[pages]\ntags = true\ntitles = true\nold_urls = true\n\
             [syndication]\ncontent = \"full\"\nentries = 500\n[digest]\nmin_items = 1\nbackfill = 3",
        )
        .at("2026-02-24T12:00:00Z");
    let mut numbers = BTreeSet::new();
    for (f, (form, attacks)) in attacks.iter().enumerate() {
        for (k, attacks) in attacks.chunks(IN_FEED).enumerate() {
            let n = f * 10_000 + k * IN_FEED;
            let odd = &attacks[(f + k) % attacks.len()];
            let file = format!("feeds/{form:?}-{k}.txt").to_lowercase();
            planet.file(&file, feed(*form, n, attacks, odd));
            planet.feed_with(&format!("{form:?} {k}"), &file, "group = \"Attacks\"");
            numbers.extend((n..n + attacks.len()).map(|n| format!("N{n}.")));
        }
    }
    (planet, numbers)
}

/// What is wrong with the XML or JSON of a site.
fn broken(path: &str, text: &str) -> Option<String> {
    let ending = path.rsplit('.').next().unwrap_or_default();
    if ending == "json" {
        let read: Result<serde_json::Value, _> = serde_json::from_str(text);
        return read.err().map(|error| format!("{path}: {error}"));
    }
    if !["xml", "opml", "rdf"].contains(&ending) {
        return None;
    }
    let forbidden = |c: char| {
        (c.is_control() && !matches!(c, '\n' | '\t' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}')
    };
    if let Some(at) = text.find(forbidden) {
        return Some(format!("{path}: {:?}", &text[at.saturating_sub(20)..at]));
    }
    mistake(text).map(|mistake| format!("{path}: {mistake}"))
}

/// What the Content-Security-Policy of a page lets in.
fn policy(page: &str) -> Option<&str> {
    let start = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; ";
    let (_, rest) = page.split_once(start)?;
    rest.split_once('"').map(|(policy, _)| policy)
}

/// Each attack is in one format on all pages of the first theme, and a third of them in others on those of each of the others: in all of
/// them at once they are too many for a test that runs at every change. A browser gets those, see below.
#[test]
fn attacks_in_every_place_of_every_format_leave_every_page_of_every_theme_as_it_was() {
    for (t, theme) in THEMES.into_iter().enumerate() {
        let taken = attacks(|n, form| match t {
            0 => form == FORMS[n % 5] || (n % 5 == 1 && form == Form::AtomHtml),
            t => n % 3 == t - 1 && form == FORMS[(n / 3 + t) % 5],
        });
        let (mut planet, numbers) = planet(&taken, theme);
        let report = planet.build().report();
        for feed in report["feeds"].as_array().unwrap() {
            assert_eq!(feed["outcome"], "new", "{feed:#}");
        }
        // The week is over: an issue is made of it.
        if t == 0 {
            planet.at("2026-03-03T12:00:00Z").build();
        }
        let mut wrong = Vec::new();
        let mut shown = String::new();
        for (path, content) in planet.site() {
            let text = String::from_utf8(content.0)
                .unwrap_or_else(|_| panic!("{theme}/{path} is no UTF-8"));
            if path.rsplit('.').next() == Some("html") {
                let policy = policy(&text);
                if policy.is_none_or(|policy| policy.contains("unsafe-") || policy.contains('*')) {
                    wrong.push(format!("{theme}/{path}: the policy is {policy:?}"));
                }
                let faults = faults(&path, &text);
                wrong.extend(
                    faults
                        .into_iter()
                        .map(|fault| format!("{theme}/{path}: {fault}")),
                );
            }
            wrong.extend(broken(&path, &text));
            if path.starts_with("feeds/") {
                shown.push_str(&text);
            }
        }
        assert!(
            wrong.is_empty(),
            "{} faults\n{:#?}",
            wrong.len(),
            &wrong[..wrong.len().min(30)]
        );
        let lost: Vec<_> = numbers
            .iter()
            .filter(|number| !shown.contains(number.as_str()))
            .collect();
        assert!(
            lost.is_empty(),
            "{theme}: {} attacks hid themselves or others: {lost:?}",
            lost.len()
        );
    }
}

/// Where `PLANET_ATTACKS` names a folder, it gets a planet of all attacks in all formats, for tests/browser/hostile.mjs.
#[test]
fn a_planet_of_all_attacks_can_be_had() {
    let all = attacks(|_, _| true);
    let count: usize = all.iter().map(|(_, attacks)| attacks.len()).sum();
    assert!(count > 3_500, "{count}");
    assert!(all[1].1.len() > 100, "{} are well-formed", all[1].1.len());
    let Some(folder) = env::var_os("PLANET_ATTACKS") else {
        return;
    };
    let (planet, _) = planet(&all, "river");
    // Making a command writes planet.toml.
    planet.command(&["--version"]);
    let copy = |path: &str| {
        let to = Path::new(&folder).join(path);
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(planet.path(path), to).unwrap();
    };
    copy("planet.toml");
    for feed in fs::read_dir(planet.path("feeds")).unwrap() {
        copy(&format!(
            "feeds/{}",
            feed.unwrap().file_name().to_str().unwrap()
        ));
    }
}

#[test]
fn the_looks_of_what_is_broken_find_it() {
    assert_eq!(broken("a.xml", "<a b=\"c\">&amp;</a>"), None);
    for (path, text) in [
        ("a.xml", "<a>\u{1b}</a>"),
        ("a.opml", "<a></b>"),
        ("a.rdf", "<!DOCTYPE a><a/>"),
        ("a.xml", "<a b=\"<\"/>"),
        ("a.xml", "<a><b>"),
        ("a.xml", "<a b=\"c&d\"/>"),
        ("a.xml", "<a>&nbsp;</a>"),
        ("a.xml", "<a/><b/>"),
        ("a.json", "{\"a\": }"),
    ] {
        assert!(broken(path, text).is_some(), "{text}");
    }
    assert!(is_wellformed("<p title=\"x\">a &amp; <br/></p>"));
    for markup in ["<p>", "<p title=x>y</p>", "a & b", "</div><div>", "&nbsp;"] {
        assert!(!is_wellformed(markup), "{markup}");
    }
}
