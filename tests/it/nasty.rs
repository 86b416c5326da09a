//! What feeds may do to a page, all at once (tests/planets/nasty): whatever they hold, the page around it stays ours.

use std::{cell::RefCell, collections::HashSet, fs, path::Path};

use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
    },
};

use crate::planet::Planet;

/// The nasty planet, built with its own words in this language.
fn built(language: &str) -> Planet {
    let mut planet = Planet::new();
    planet.at("2025-11-17T12:00:00Z");
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/planets/nasty");
    let config = fs::read_to_string(source.join("planet.toml")).unwrap();
    planet.file(
        "nasty/planet.toml",
        format!("language = \"{language}\"\n{config}"),
    );
    for feed in fs::read_dir(source.join("feeds")).unwrap() {
        let feed = feed.unwrap().path();
        let name = feed.file_name().unwrap().to_str().unwrap();
        planet.file(&format!("nasty/feeds/{name}"), fs::read(&feed).unwrap());
    }
    for page in ["about.md", "deep/page.md"] {
        let text = fs::read(source.join("pages").join(page)).unwrap();
        planet.file(&format!("nasty/pages/{page}"), text);
    }
    let output = planet.path("output");
    let arguments = ["-c", "nasty/planet.toml", "build", "-o"];
    planet
        .run(&[&arguments[..], &[output.to_str().unwrap()]].concat())
        .succeeded();
    planet
}

/// A tag of a page, as the HTML standard's tokenizer reads it.
#[derive(Debug)]
struct Tag {
    name: String,
    opens: bool,
    /// Written `<name/>`, which means something within pictures only.
    closed: bool,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes.iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }
}

#[derive(Default)]
struct Tags {
    tags: RefCell<Vec<Tag>>,
    mistakes: RefCell<Vec<String>>,
}

impl TokenSink for Tags {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        match token {
            Token::TagToken(tag) => self.tags.borrow_mut().push(Tag {
                name: tag.name.to_string(),
                opens: tag.kind == TagKind::StartTag,
                closed: tag.self_closing,
                attributes: tag
                    .attrs
                    .iter()
                    .map(|attribute| {
                        (
                            attribute.name.local.to_string(),
                            attribute.value.to_string(),
                        )
                    })
                    .collect(),
            }),
            Token::ParseError(mistake) => {
                self.mistakes
                    .borrow_mut()
                    .push(format!("{line}: {mistake}"));
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Every tag of a page in order; a page that breaks the grammar of tags and references is told as a mistake.
fn tags(html: &str) -> Result<Vec<Tag>, String> {
    let tokenizer = Tokenizer::new(
        Tags::default(),
        TokenizerOpts {
            exact_errors: true,
            ..TokenizerOpts::default()
        },
    );
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(html));
    let _ = tokenizer.feed(&input);
    tokenizer.end();
    let mistakes = tokenizer.sink.mistakes.take();
    match mistakes.first() {
        Some(mistake) => Err(mistake.clone()),
        None => Ok(tokenizer.sink.tags.take()),
    }
}

const VOID: [&str; 14] = [
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track",
    "wbr", "param",
];

/// What no post may bring into a page.
const NEVER_IN_MAIN: [&str; 24] = [
    "applet",
    "base",
    "body",
    "button",
    "embed",
    "form",
    "frame",
    "frameset",
    "head",
    "html",
    "iframe",
    "link",
    "main",
    "math",
    "meta",
    "noscript",
    "object",
    "plaintext",
    "script",
    "style",
    "svg",
    "template",
    "textarea",
    "xmp",
];

/// What of [`NEVER_IN_MAIN`] planet's own pages have there: the search, and the words that the script shows.
const OURS: [(&str, &str); 4] = [
    ("search/index.html", "form"),
    ("search/index.html", "button"),
    ("search/index.html", "template"),
    ("index.html", "template"),
];

const LANDMARKS: [&str; 5] = ["main", "nav", "aside", "header", "footer"];

/// Everything that is wrong with a page.
pub(crate) fn faults(path: &str, html: &str) -> Vec<String> {
    let tags = match tags(html) {
        Ok(tags) => tags,
        Err(mistake) => return vec![mistake],
    };
    let mut faults = Vec::new();
    let mut open: Vec<&str> = Vec::new();
    let mut ids = HashSet::new();
    let mut references = Vec::new();
    let (mut mains, mut titles) = (0, 0);
    for tag in &tags {
        let name = tag.name.as_str();
        if !tag.opens {
            if open.pop() != Some(name) {
                faults.push(format!("</{name}> closes nothing"));
            }
            continue;
        }
        let within = |outer: &str| open.contains(&outer);
        mains += usize::from(name == "main");
        titles += usize::from(name == "h1");
        let is_ours = OURS.contains(&(path, name)) || is_initial(tag);
        if within("main") && NEVER_IN_MAIN.contains(&name) && !is_ours {
            faults.push(format!("<{name}> in main"));
        }
        let is_place = LANDMARKS.contains(&name) || name == "article";
        if is_place && within("article") {
            faults.push(format!("<{name}> in an article"));
        }
        if name == "h1" && within("article") {
            faults.push("a h1 in a post".to_owned());
        }
        if matches!(name, "h2" | "h3") && within("article") && !tag_is_title(tag) {
            faults.push(format!("a {name} in a post"));
        }
        faults.extend(
            tag.attributes
                .iter()
                .filter_map(|(key, value)| bad(name, key, value)),
        );
        if let Some(id) = tag.attribute("id")
            && (id.is_empty() || !ids.insert(id))
        {
            faults.push(format!("the id {id:?} again"));
        }
        let pointing = ["aria-labelledby", "aria-describedby", "for"];
        references.extend(pointing.iter().filter_map(|key| tag.attribute(key)));
        let is_done = VOID.contains(&name) || (tag.closed && within("svg"));
        if !is_done {
            open.push(name);
        }
    }
    if !open.is_empty() {
        faults.push(format!("never closed: {open:?}"));
    }
    if (mains, titles) != (1, 1) {
        faults.push(format!("{mains} main, {titles} h1"));
    }
    let unknown = references.iter().filter(|id| !ids.contains(**id));
    faults.extend(unknown.map(|id| format!("nothing has the id {id:?}")));
    faults
}

/// Whether it begins the picture that planet draws for a blog without one.
fn is_initial(tag: &Tag) -> bool {
    tag.name == "svg" && tag.attribute("class") == Some("initials")
}

fn tag_is_title(tag: &Tag) -> bool {
    tag.name == "h3" && tag.attribute("class") == Some("entry-title")
}

/// What is wrong with an attribute of any element of a page.
fn bad(element: &str, name: &str, value: &str) -> Option<String> {
    let is_ours = matches!((element, name), ("meta", "content" | "http-equiv"));
    let forbidden = name.starts_with("on")
        || matches!(
            name,
            "style" | "srcdoc" | "formaction" | "ping" | "autoplay" | "background"
        );
    if forbidden && !is_ours {
        return Some(format!("<{element} {name}>"));
    }
    let addresses: Vec<&str> = match name {
        "href" | "src" | "action" | "poster" | "cite" | "data" | "longdesc" => vec![value],
        "srcset" => value.split(", ").collect(),
        _ => return None,
    };
    let harmless = |address: &&str| {
        let scheme = address.split(['/', '?', '#']).next().unwrap_or_default();
        match scheme.split_once(':') {
            Some((scheme, _)) => ["http", "https", "mailto"].contains(&scheme),
            None => !address.starts_with(|c: char| c.is_control() || c.is_whitespace()),
        }
    };
    let wrong = addresses.into_iter().find(|address| !harmless(address));
    wrong.map(|address| format!("<{element} {name}={address:?}>"))
}

#[test]
fn whatever_feeds_hold_every_page_keeps_its_structure() {
    for language in ["en", "ar"] {
        let planet = built(language);
        let mut pages = 0;
        let mut wrong = Vec::new();
        for (path, content) in planet.site() {
            if path.rsplit('.').next() == Some("html") {
                pages += 1;
                let html = String::from_utf8(content.0).unwrap();
                let faults = faults(&path, &html);
                wrong.extend(faults.into_iter().map(|fault| format!("{path}: {fault}")));
            }
        }
        assert!(
            wrong.is_empty(),
            "{language}: {} faults\n{:#?}",
            wrong.len(),
            &wrong[..wrong.len().min(40)]
        );
        // Of every kind, so that none is forgotten when its folder changes.
        assert!(pages > 200, "{pages}");
        for page in [
            "index.html",
            "page/2/index.html",
            "404.html",
            "titles/index.html",
            "archive/index.html",
            "2025/index.html",
            "2025/11/index.html",
            "2025/11/12/index.html",
            "1800/06/15/index.html",
            "tags/index.html",
            "tags/tag-0/index.html",
            "groups/ocean/index.html",
            "feeds/the-ends-of-time/index.html",
            "feeds/two-hundred-and-more/index.html",
            "feeds/two-hundred-and-more/2020/index.html",
            "weekly/index.html",
            "weekly/2025-w46/index.html",
            "about/index.html",
            "deep/page/index.html",
            "blogroll/index.html",
            "blogroll/changes/index.html",
            "search/index.html",
            "status/index.html",
        ] {
            assert!(planet.has(page), "{language}: {page}");
        }
        let direction = if language == "ar" { "rtl" } else { "ltr" };
        let opening = format!("<html lang=\"{language}\" dir=\"{direction}\">");
        assert!(planet.page("index.html").contains(&opening));
    }
}

#[test]
fn the_check_of_the_structure_finds_what_it_looks_for() {
    let page = |main: &str| format!("<body><main id=\"main\"><h1>x</h1>{main}</main></body>");
    assert!(faults("index.html", &page("<p id=\"a\">fine</p>")).is_empty());
    for fault in [
        "</main>",
        "<p>",
        "<plaintext>",
        "<p id=\"main\"></p>",
        "<h1>y</h1>",
        "<article><h1></h1></article>",
        "<script></script>",
        "<p style=\"\"></p>",
        "<img src=\"javascript:1\">",
        "<img srcset=\"https://a.example/, data:, 1x\">",
        "<p onclick=\"\"></p>",
        "<svg></svg>",
        "<!-- ",
        "<a href=\" javascript:1\"></a>",
        "<iframe></iframe>",
        "<base href=\"/\">",
        "<article><nav></nav></article>",
        "<article><h2></h2></article>",
        "<p aria-labelledby=\"nothing\"></p>",
        "<p title=\"",
        "<p id></p>",
        "<b><i></b></i>",
    ] {
        assert!(!faults("index.html", &page(fault)).is_empty(), "{fault}");
    }
}

#[test]
fn no_name_of_a_feed_group_or_tag_becomes_a_path_that_a_disk_refuses_or_that_leaves_the_site() {
    let planet = built("en");
    let devices = ["con", "prn", "aux", "nul"];
    for (path, _) in planet.site() {
        for part in path.split('/') {
            let plain = part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
            let stem = part.split('.').next().unwrap_or_default();
            assert!(
                plain && part.len() < 100 && !part.starts_with(".."),
                "{path}"
            );
            assert!(!devices.contains(&stem), "{path}: Windows cannot have it");
        }
    }
    let beside: Vec<String> = fs::read_dir(planet.path("."))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["nasty", "output", "planet.toml"].contains(&name.as_str()))
        .collect();
    assert!(beside.is_empty(), "{beside:?}");
}
