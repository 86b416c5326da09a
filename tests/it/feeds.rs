//! One file of `tests/feeds/`, one fact: what `planet inspect` understands of it is a snapshot that states the fact.

use std::{fs, path::Path};

use planet::{inspect, parse::Document};

#[test]
fn every_fixture_is_read_as_its_snapshot_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let mut names: Vec<String> = fs::read_dir(folder.clone())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert!(names.len() >= 14, "{names:?}");
    for name in names {
        let bytes = fs::read(folder.join(&name)).unwrap();
        let document = Document {
            bytes: &bytes,
            url: Some("https://feeds.example/feed"),
            content_type: None,
        };
        let json = inspect::to_json(&inspect::read(document));
        insta::with_settings!({ snapshot_path => "../snapshots/feeds", prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name.replace('.', "-"), format!("{:#}", without_nulls(json)));
        });
    }
}

/// What a fixture does not say is no part of its fact.
fn without_nulls(value: serde_json::Value) -> serde_json::Value {
    use serde_json::Value;
    let is_empty = |value: &Value| match value {
        Value::Null => true,
        Value::Array(list) => list.is_empty(),
        _ => false,
    };
    match value {
        Value::Object(map) => map
            .into_iter()
            .map(|(key, value)| (key, without_nulls(value)))
            .filter(|(_, value)| !is_empty(value))
            .collect(),
        Value::Array(list) => list.into_iter().map(without_nulls).collect(),
        other => other,
    }
}
