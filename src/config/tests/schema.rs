//! What is known of planet.toml, for editors and for people: `docs/planet.schema.json` and `docs/config.md`, both made of the
//! types that read it and of what is said about them. Their tests make them anew with `PLANET_UPDATE_DOCS=1`.

use std::{borrow::Cow, fmt::Write as _, fs};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Map, Value, json};

use crate::config::{
    addresses::{Hubs, Picture, WebUrl},
    file,
    values::{Count, Keep, Language, Patterns, Program, Size, Span, Weight, Zone},
};

const SCHEMA: &str = "docs/planet.schema.json";
const PAGE: &str = "docs/config.md";
const ADDRESS: &str =
    "https://raw.githubusercontent.com/planetfeed/planet/main/docs/planet.schema.json";

/// What a value may be that checks itself while it is read: its kind in words as the title.
macro_rules! looks_like {
    ($($kind:ty: $title:literal, $rest:tt;)*) => {
        $(impl JsonSchema for $kind {
            fn schema_name() -> Cow<'static, str> {
                $title.into()
            }

            fn inline_schema() -> bool {
                true
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                let mut schema = json_schema!($rest);
                schema.insert("title".to_owned(), $title.into());
                schema
            }
        })*
    };
}

looks_like! {
    WebUrl: "an http(s) address", {"type": "string", "format": "uri", "pattern": "^https?://"};
    Hubs: "an http(s) address, or a list of them", {
        "anyOf": [
            {"type": "string", "pattern": "^https?://"},
            {"type": "array", "items": {"type": "string", "pattern": "^https?://"}},
        ],
    };
    Picture: "an http(s) address, or a path on the site", {"type": "string", "minLength": 1};
    Span: "a time such as `\"30s\"`, `\"30m\"`, `\"12h\"`, `\"7d\"`, `\"2y\"`", {
        "type": "string", "pattern": "^\\s*[0-9]+\\s*[smhdwy]\\s*$",
    };
    Size: "a size such as `\"500KB\"`, `\"16MB\"`", {
        "type": "string", "pattern": "^\\s*[0-9]+\\s*([Bb]|[KkMmGg]([Ii]?[Bb])?)\\s*$",
    };
    Keep: "`\"forever\"`, an age such as `\"2y\"`, or a number of posts", {
        "anyOf": [
            {"const": "forever"},
            {"type": "string", "pattern": "^\\s*[0-9]+\\s*[smhdwy]\\s*$"},
            {"type": "integer", "minimum": 1},
        ],
    };
    Weight: "a number from 0 to 10", {"type": "number", "minimum": 0, "maximum": 10};
    Zone: "an IANA time zone", {"type": "string", "pattern": "^[A-Za-z0-9_+/-]+$"};
    Language: "a language tag", {"type": "string", "pattern": "^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"};
    Patterns: "an expression, or a list of them", {
        "anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}],
    };
    Program: "a list of texts", {"type": "array", "items": {"type": "string"}, "minItems": 1};
}

impl<const MAX: usize> JsonSchema for Count<MAX> {
    fn schema_name() -> Cow<'static, str> {
        format!("a number from 1 to {MAX}").into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "title": Self::schema_name(), "type": "integer", "minimum": 1, "maximum": MAX,
        })
    }
}

/// A table of planet.toml: its name as people write it, its schema, the keys that it must have.
struct Table {
    heading: &'static str,
    schema: Value,
    required: &'static [&'static str],
}

fn tables() -> Vec<Table> {
    fn one<T: JsonSchema>(heading: &'static str, required: &'static [&'static str]) -> Table {
        let settings = schemars::generate::SchemaSettings::draft07();
        let mut generator = settings
            .with(|settings| settings.inline_subschemas = true)
            .into_generator();
        let mut schema = T::json_schema(&mut generator).to_value();
        tidy(&mut schema);
        let object = schema.as_object_mut().unwrap();
        object.insert("additionalProperties".to_owned(), false.into());
        if !required.is_empty() {
            object.insert("required".to_owned(), required.into());
        }
        Table {
            heading,
            schema,
            required,
        }
    }
    vec![
        one::<file::Top>("", &["title", "base_url"]),
        one::<file::Owner>("[owner]", &[]),
        one::<file::River>("[river]", &[]),
        one::<file::Pages>("[pages]", &[]),
        one::<file::Blogroll>("[blogroll]", &[]),
        one::<file::Syndication>("[syndication]", &[]),
        one::<file::Websub>("[websub]", &[]),
        one::<file::Fetch>("[fetch]", &[]),
        one::<file::Store>("[store]", &[]),
        one::<file::Filters>("[filters]", &[]),
        one::<file::Digest>("[digest]", &[]),
        one::<file::Section>("[[digest.section]]", &["id"]),
        one::<file::Feed>("[[feeds]]", &["name", "url"]),
    ]
}

/// Takes out what JSON has and TOML does not, and what says nothing: `null`, formats of numbers.
fn tidy(schema: &mut Value) {
    let Value::Object(object) = schema else {
        return;
    };
    if let Some(Value::Array(types)) = object.get_mut("type") {
        types.retain(|kind| kind != "null");
        if let [only] = types.as_slice() {
            let only = only.clone();
            object.insert("type".to_owned(), only);
        }
    }
    if let Some(Value::Array(choices)) = object.get_mut("anyOf") {
        choices.retain(|choice| choice.get("type") != Some(&json!("null")));
        if let [Value::Object(only)] = choices.as_slice() {
            let only = only.clone();
            object.remove("anyOf");
            for (key, value) in only {
                object.entry(key).or_insert(value);
            }
        }
    }
    if object.get("default") == Some(&Value::Null) {
        object.remove("default");
    }
    if object.get("format").is_some_and(|format| format != "uri") {
        object.remove("format");
    }
    for value in object.values_mut() {
        match value {
            Value::Array(list) => list.iter_mut().for_each(tidy),
            value => tidy(value),
        }
    }
}

/// The schema of the whole file.
fn schema() -> Value {
    let mut tables = tables().into_iter();
    let mut top = tables.next().unwrap().schema;
    let properties = top["properties"].as_object_mut().unwrap();
    for table in tables {
        let name = table.heading.trim_matches(['[', ']']);
        let schema = if table.heading.starts_with("[[") {
            json!({"type": "array", "items": table.schema})
        } else {
            table.schema
        };
        match name.split_once('.') {
            None => properties.insert(name.to_owned(), schema),
            Some((table, key)) => {
                let keys = properties[table]["properties"].as_object_mut();
                keys.unwrap().insert(key.to_owned(), schema)
            }
        };
    }
    let mut whole = Map::from_iter([
        (
            "$schema".to_owned(),
            "http://json-schema.org/draft-07/schema#".into(),
        ),
        ("$id".to_owned(), ADDRESS.into()),
        ("title".to_owned(), "planet.toml".into()),
    ]);
    for (key, value) in top.as_object().unwrap() {
        whole.entry(key.clone()).or_insert_with(|| value.clone());
    }
    Value::Object(whole)
}

/// What a key takes, in words.
fn takes(schema: &Value) -> String {
    if let Some(title) = schema["title"].as_str() {
        return title.to_owned();
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        let choice = |choice: &Value| {
            let what = choice["description"].as_str().unwrap_or_default();
            format!("`{}`: {}", choice["const"], what.trim_end_matches('.'))
        };
        return choices.iter().map(choice).collect::<Vec<_>>().join("<br>");
    }
    match schema["type"].as_str() {
        Some("boolean") => "`true` or `false`",
        Some("integer") => "a number",
        Some("string") => "text",
        Some("array") => "a list of texts",
        Some("object") => "a table",
        other => panic!("{other:?}: {schema}"),
    }
    .to_owned()
}

fn page() -> String {
    let mut page = format!(
        "# planet.toml, key by key\n\n<!-- made from the doc comments of src/config/file.rs: see src/config/tests/schema.rs -->\n\n\
         Only `title`, `base_url` and, for each feed, `name` and `url` are required. A key that planet does not know is an error, so\n\
         a typo never goes unnoticed. The [planet.toml](https://github.com/planetfeed/planet/blob/main/planet.toml) of the example\n\
         planet shows every key in its place.\n\n\
         Editors with a language server for TOML complete keys and explain them when the first line of the file is\n\n\
         ```toml\n#:schema {ADDRESS}\n```\n"
    );
    // In the order in which the types have them.
    for (table, (_, keys)) in tables().iter().zip(crate::config::known_keys()) {
        let heading = match table.heading {
            "" => "At the top".to_owned(),
            heading => format!("`{heading}`"),
        };
        let what = table.schema["description"].as_str().unwrap();
        write!(
            page,
            "\n## {heading}\n\n{}\n\n| key | takes | is |\n|---|---|---|\n",
            unfolded(what)
        )
        .unwrap();
        for key in keys {
            let schema = &table.schema["properties"][key];
            let needed = if table.required.contains(key) {
                " (required)"
            } else {
                ""
            };
            page += &row(&format!("`{key}`{needed}"), schema);
            // Of feeds they are the same.
            let fields = schema["properties"].as_object();
            for (field, schema) in fields.into_iter().flatten() {
                if table.heading == "[filters]" {
                    page += &row(&format!("`{key}.{field}`"), schema);
                }
            }
        }
    }
    page
}

/// A row of the page.
fn row(key: &str, schema: &Value) -> String {
    let what = schema["description"].as_str();
    let what = what.unwrap_or_else(|| panic!("{key} is not described"));
    let cell = |text: &str| unfolded(text).replace('|', "\\|");
    format!("| {key} | {} | {} |\n", cell(&takes(schema)), cell(what))
}

/// A text of several lines in one.
fn unfolded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn assert_is(path: &str, made: &str) {
    if std::env::var_os("PLANET_UPDATE_DOCS").is_some() {
        fs::write(path, made).unwrap();
    }
    let there = fs::read_to_string(path).unwrap_or_default();
    assert!(
        there == made,
        "{path} is out of date: PLANET_UPDATE_DOCS=1 cargo test --lib config::tests::schema"
    );
}

#[test]
fn the_schema_for_editors_is_what_the_types_say() {
    assert_is(SCHEMA, &format!("{:#}\n", schema()));
}

#[test]
fn the_reference_is_what_the_types_say() {
    assert_is(PAGE, &page());
}

#[test]
fn every_key_is_in_the_schema() {
    let known = crate::config::known_keys();
    for (table, (_, keys)) in tables().iter().zip(&known) {
        let mut described: Vec<&str> = table.schema["properties"]
            .as_object()
            .unwrap()
            .keys()
            .map(String::as_str)
            .collect();
        let mut keys = keys.to_vec();
        described.sort_unstable();
        keys.sort_unstable();
        assert_eq!(described, keys, "{}", table.heading);
    }
    assert_eq!(tables().len(), known.len());
}
