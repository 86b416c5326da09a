//! docs/themes.md: its second half is made of the doc comments of what themes see, and holds for what templates are given.

use std::{collections::BTreeMap, fmt::Write as _, fs, process::Command};

use planet::config::{Config, Overrides};
use serde_json::{Map, Value};

const PAGE: &str = "docs/themes.md";
const BEGIN: &str =
    "<!-- from here on made from src/theme.rs and src/site.rs: see tests/it/theme_docs.rs -->\n";
const UPDATE: &str = "PLANET_UPDATE_DOCS";

/// Where the types are, in the order of the page.
const SOURCES: [&str; 8] = [
    "src/site.rs",
    "src/site/feed.rs",
    "src/site/entry.rs",
    "src/site/own.rs",
    "src/site/parts.rs",
    "src/site/digest.rs",
    "src/site/status.rs",
    "src/theme/shared.rs",
];

/// A struct that templates see.
struct Type {
    name: String,
    docs: String,
    fields: Vec<Field>,
}

#[derive(Clone)]
struct Field {
    /// Empty for one whose own fields take its place.
    name: String,
    /// As Rust writes it.
    type_name: String,
    docs: String,
}

/// The structs of a source that are serialized by derive, with the fields that are.
fn types(source: &str) -> Vec<Type> {
    let mut types = Vec::new();
    let mut docs: Vec<&str> = Vec::new();
    let (mut serialized, mut skipped, mut flattened) = (false, false, false);
    let mut inside: Option<Type> = None;
    for line in source.lines() {
        let text = line.trim();
        if let Some(words) = text.strip_prefix("///") {
            docs.push(words.trim());
            continue;
        }
        if text.starts_with("#[") {
            serialized |= text.starts_with("#[derive(") && text.contains("Serialize");
            skipped |= text.contains("serde(skip)");
            flattened |= text.contains("serde(flatten)");
            continue;
        }
        let code = text.strip_prefix("pub ").unwrap_or(text);
        if let Some(current) = &mut inside {
            if line == "}" {
                types.extend(inside.take());
            } else if let Some((name, rest)) = code.split_once(": ")
                && !skipped
            {
                current.fields.push(Field {
                    name: if flattened { "" } else { name }.to_owned(),
                    type_name: rest.trim_end_matches(',').to_owned(),
                    docs: docs.join(" "),
                });
            }
        } else if let Some(rest) = code.strip_prefix("struct ")
            && serialized
            && line.ends_with('{')
        {
            let name = rest.split([' ', '<']).next().unwrap();
            inside = Some(Type {
                name: name.to_owned(),
                docs: docs.join(" "),
                fields: Vec::new(),
            });
        } else if text.starts_with("clippy::") || text.starts_with("reason") || text == ")]" {
            // An attribute of several lines, between the type and its docs.
            continue;
        }
        docs.clear();
        (skipped, flattened) = (false, false);
        serialized = false;
    }
    types
}

fn all_types() -> Vec<Type> {
    let sources = SOURCES.map(|path| fs::read_to_string(path).unwrap());
    let mut all: Vec<Type> = sources.iter().flat_map(|source| types(source)).collect();
    let fields: BTreeMap<String, Vec<Field>> = all
        .iter()
        .map(|known| (known.name.clone(), known.fields.clone()))
        .collect();
    for known in &mut all {
        let own = std::mem::take(&mut known.fields).into_iter();
        known.fields = own
            .flat_map(|field| match field.name.as_str() {
                "" => fields[&field.type_name].clone(),
                _ => vec![field],
            })
            .collect();
    }
    all
}

/// The type without what Rust puts around it, and whether it may be `null` or is a list.
fn plain(type_name: &str) -> (&str, bool, bool) {
    let (mut inner, mut optional, mut list) = (type_name, false, false);
    loop {
        let within = |outer: &str| inner.strip_prefix(outer)?.strip_suffix('>');
        if let Some(rest) = within("Option<") {
            (inner, optional) = (rest, true);
        } else if let Some(rest) = within("Vec<") {
            (inner, list) = (rest, true);
        } else if let Some(rest) = within("Arc<") {
            inner = rest;
        } else {
            return (inner, optional, list);
        }
    }
}

/// The type in words.
fn in_words(type_name: &str, of: &str, types: &[Type]) -> String {
    let (inner, optional, list) = plain(type_name);
    let inner = if inner == "Self" { of } else { inner };
    let words = match inner {
        "String" | "&'static str" | "&'a str" | "Index" => "text".to_owned(),
        "bool" => "`true` or `false`".to_owned(),
        "usize" | "u64" | "u32" | "u16" | "i64" => "number".to_owned(),
        "SafeHtml" | "OwnHtml" => "markup".to_owned(),
        "serde_json::Value" => "what planet.toml says".to_owned(),
        "&'a Value" | "SharedFeed" => "[FeedView](#feedview)".to_owned(),
        name => {
            let known = types.iter().any(|known| known.name == name);
            assert!(known, "{PAGE} has no words for the type {name}");
            format!("[{name}](#{})", name.to_lowercase())
        }
    };
    let words = if list {
        format!("list of {words}")
    } else {
        words
    };
    if optional {
        format!("{words}, or `null`")
    } else {
        words
    }
}

/// Rustdoc's links as words: `` [`Day::date`] `` as `` `Day.date` ``.
fn without_links(docs: &str) -> String {
    let mut text = String::new();
    let mut rest = docs;
    while let Some((before, after)) = rest.split_once("[`") {
        let (name, after) = after.split_once("`]").unwrap();
        text.push_str(before);
        let name = name.trim_start_matches("crate::");
        match name {
            "site" => text.push_str("[Types](#types)"),
            "language" => text.push_str("`src/language.rs`"),
            _ => write!(text, "`{}`", name.replace("::", ".")).unwrap(),
        }
        rest = match after
            .strip_prefix('(')
            .and_then(|link| link.split_once(')'))
        {
            Some((_, after)) => after,
            None => after,
        };
    }
    text + rest
}

/// The page below its mark.
fn made() -> String {
    let theme = fs::read_to_string("src/theme.rs").unwrap();
    let docs: Vec<&str> = theme
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(|line| line.strip_prefix(' ').unwrap_or(line))
        .collect();
    let docs = docs.join("\n");
    let start = docs.find("# Where files come from").unwrap();
    let mut page = String::new();
    for line in without_links(&docs[start..]).lines() {
        match line.strip_prefix("# ") {
            Some(heading) if page.is_empty() => writeln!(page, "\n## {heading}\n").unwrap(),
            Some(heading) => writeln!(page, "## {heading}\n").unwrap(),
            None => writeln!(page, "{line}").unwrap(),
        }
    }
    let site = fs::read_to_string("src/site.rs").unwrap();
    let about: Vec<&str> = site
        .lines()
        .map_while(|line| line.strip_prefix("//!"))
        .map(str::trim)
        .collect();
    let about = without_links(&about.join("\n"));
    let (_, about) = about.split_once("\n\n").unwrap();
    writeln!(page, "\n## Types\n\n{about}").unwrap();
    let types = all_types();
    for known in &types {
        writeln!(
            page,
            "\n### {}\n\n{}\n",
            known.name,
            without_links(&known.docs)
        )
        .unwrap();
        writeln!(page, "| field | is | what it says |\n|---|---|---|").unwrap();
        for field in &known.fields {
            assert!(!field.docs.is_empty(), "{}.{}", known.name, field.name);
            writeln!(
                page,
                "| `{}` | {} | {} |",
                field.name,
                in_words(&field.type_name, &known.name, &types),
                without_links(&field.docs).replace('|', "\\|")
            )
            .unwrap();
        }
    }
    page
}

#[test]
fn the_theme_authors_page_is_up_to_date() {
    let page = fs::read_to_string(PAGE).unwrap();
    let (written, below) = page.split_once(BEGIN).unwrap();
    let made = made();
    if std::env::var_os(UPDATE).is_some() {
        fs::write(PAGE, format!("{written}{BEGIN}{made}")).unwrap();
    } else {
        assert!(
            below == made,
            "{PAGE} is not what the doc comments say; `{UPDATE}=1 cargo test --test it theme_docs` writes it anew"
        );
    }
}

#[test]
fn the_page_names_every_variable_of_the_stylesheet_and_every_slot() {
    let page = fs::read_to_string(PAGE).unwrap();
    let sheet = fs::read_to_string("themes/river/static/style.css").unwrap();
    let root = sheet
        .split(":root {")
        .nth(1)
        .unwrap()
        .split('}')
        .next()
        .unwrap();
    let names: Vec<&str> = root
        .lines()
        .filter_map(|line| line.trim().strip_prefix("--")?.split(':').next())
        .collect();
    assert!(names.len() > 15, "{names:?}");
    for name in names {
        assert!(page.contains(&format!("`--{name}`")), "--{name}");
    }
    for slot in ["head_extra", "header_extra", "entry_footer", "footer_extra"] {
        assert!(page.contains(&format!("`_{slot}.html`")), "{slot}");
        let file = format!("themes/river/templates/_{slot}.html");
        assert!(fs::exists(&file).unwrap(), "{file}");
    }
    for theme in fs::read_dir("themes").unwrap() {
        let name = theme.unwrap().file_name().into_string().unwrap();
        assert!(page.contains(&format!("`{name}`")), "{name}");
    }
}

/// Compares a value of `theme vars` with what the page says of its type.
fn fits(type_name: &str, value: &Value, types: &[Type], seen: &mut BTreeMap<String, usize>) {
    let Some(known) = types.iter().find(|known| known.name == type_name) else {
        return;
    };
    let Value::Object(object) = value else {
        panic!("{type_name} is {value}");
    };
    *seen.entry(type_name.to_owned()).or_default() += 1;
    let mut documented: Vec<&str> = known.fields.iter().map(|f| f.name.as_str()).collect();
    let mut given: Vec<&str> = object.keys().map(String::as_str).collect();
    documented.sort_unstable();
    given.sort_unstable();
    assert_eq!(given, documented, "{type_name}");
    for field in &known.fields {
        let (inner, optional, list) = plain(&field.type_name);
        let inner = match inner {
            "Self" => type_name,
            "&'a Value" => "FeedView",
            inner => inner,
        };
        match &object[&field.name] {
            Value::Null => assert!(
                optional || inner == "serde_json::Value",
                "{type_name}.{}",
                field.name
            ),
            Value::Array(items) if list => {
                for item in items {
                    fits(inner, item, types, seen);
                }
            }
            value => fits(inner, value, types, seen),
        }
    }
}

#[test]
fn templates_are_given_what_the_page_says() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("planet.toml");
    fs::write(
        &file,
        "title = \"P\"\nbase_url = \"https://planet.example/\"\n[[feeds]]\nname = \"A\"\nurl = \"a.xml\"\n",
    )
    .unwrap();
    let config = Config::load(&file, &Overrides::default()).unwrap();
    let types = all_types();
    let mut seen = BTreeMap::new();
    let page = fs::read_to_string(PAGE).unwrap();
    for vars in planet::theme::vars(&config, None).unwrap() {
        // The row of the table in src/theme.rs.
        let start = format!("| `{}`", vars.template);
        let row = page.lines().find(|line| line.starts_with(&start));
        let row = row.unwrap_or_else(|| panic!("no row for {}", vars.template));
        for name in &vars.own {
            assert!(row.contains(&format!("`{name}`")), "{row}: {name}");
        }
        let told = row.matches('`').count() / 2 - 1;
        assert!(
            told >= vars.own.len() && (told > 0) != vars.own.is_empty(),
            "{row}"
        );
        let output = Command::new(env!("CARGO_BIN_EXE_planet"))
            .current_dir(folder.path())
            .args(["theme", "vars", &vars.template])
            .output()
            .unwrap();
        let printed: Map<String, Value> = serde_json::from_slice(&output.stdout).unwrap();
        assert_eq!(printed, vars.context);
        let of = |name: &str, template: &str| match (name, template) {
            ("days", "titles.html" | "month.html") => "DayLines",
            ("days" | "day", _) => "Day",
            ("month" | "year" | "years", _) => "Period",
            ("site", _) => "SiteInfo",
            ("page", _) => "PageInfo",
            ("feeds" | "feed", _) => "FeedView",
            ("groups", _) => "BlogGroup",
            ("group", _) => "GroupView",
            ("entries", _) => "EntryView",
            ("lines", _) => "EntryLine",
            ("tags" | "tag", _) => "TagView",
            ("changes", _) => "ChangeView",
            ("statuses", _) => "FeedStatus",
            ("own", _) => "OwnPage",
            ("digests", _) => "DigestLine",
            ("digest", _) => "DigestView",
            (name, template) => panic!("{template} has {name}, of which this test knows nothing"),
        };
        for (name, value) in &printed {
            if name == "look_count" {
                assert!(value.is_u64());
                continue;
            }
            let of = of(name, &vars.template);
            match value {
                Value::Array(items) => {
                    for item in items {
                        fits(of, item, &types, &mut seen);
                    }
                }
                value => fits(of, value, &types, &mut seen),
            }
        }
    }
    for known in &types {
        assert!(
            seen.contains_key(&known.name),
            "no template has a {}",
            known.name
        );
    }
}

/// The parser of this file sees what it is there for.
#[test]
fn doc_comments_are_read_with_their_links_and_without_what_templates_do_not_see() {
    let source = "/// No.\npub struct A {\n    /// x\n    pub x: u8,\n}\n\n/// A day\n/// of two.\n\
        #[expect(\n    clippy::x,\n    reason = \"y\"\n)]\n#[derive(Debug, Serialize)]\npub struct B {\n    /// As [`A::x`].\n    \
        pub a: Option<Vec<Arc<C>>>,\n    /// Secret.\n    #[serde(skip)]\n    pub b: String,\n}\n";
    let types = types(source);
    assert_eq!(types.len(), 1);
    assert_eq!(
        (types[0].name.as_str(), types[0].docs.as_str()),
        ("B", "A day of two.")
    );
    let fields: Vec<(&str, &str)> = types[0]
        .fields
        .iter()
        .map(|f| (f.name.as_str(), plain(&f.type_name).0))
        .collect();
    assert_eq!(fields, [("a", "C")]);
    assert_eq!(without_links(&types[0].fields[0].docs), "As `A.x`.");
    assert_eq!(without_links("[`A`](crate::A) and [`b`]."), "`A` and `b`.");
}

/// The names of the blocks of a template, in the order in which they open.
fn opened_blocks(template: &str) -> Vec<&str> {
    let tags = template.split("{%").skip(1);
    let names = tags.filter_map(|tag| {
        let mut words = tag.trim_start_matches('-').split_whitespace();
        words.next().filter(|word| *word == "block")?;
        words.next()
    });
    names.collect()
}

#[test]
fn the_page_names_every_block_of_the_base() {
    let page = fs::read_to_string(PAGE).unwrap();
    let told = page.split_once("The blocks of `base.html`").unwrap().1;
    let told = told.split_once("In `main`").unwrap().0;
    let told: Vec<&str> = told.split('`').skip(1).step_by(2).collect();
    let base = fs::read_to_string("themes/river/templates/base.html").unwrap();
    assert_eq!(told, opened_blocks(&base));
}

#[test]
fn every_page_has_its_heading_in_a_block() {
    let mut pages = 0;
    for file in fs::read_dir("themes/river/templates").unwrap() {
        let path = file.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let Some((before, _)) = text.split_once("<h1") else {
            continue;
        };
        let mut open: Vec<&str> = Vec::new();
        for tag in before.split("{%").skip(1) {
            let mut words = tag.trim_start_matches('-').split_whitespace();
            match (words.next(), words.next()) {
                (Some("block"), Some(name)) => open.push(name),
                (Some("endblock"), _) => drop(open.pop()),
                _ => {}
            }
        }
        let block = open.last().copied();
        let expected = match path.file_name().and_then(|name| name.to_str()) {
            Some("index.html") => "site_title",
            Some("feed.html") => "feed_header",
            _ => "heading",
        };
        assert_eq!(block, Some(expected), "{}", path.display());
        pages += 1;
    }
    assert!(pages > 15, "{pages}");
}
