//! Every way in which encodings lie, markup breaks and documents end early, and what is read all the same.

mod encodings;
mod markup;
mod truncated;

use serde_json::Value;

use crate::{inspect, parse::Document};

pub(super) fn rss(inside: &str) -> Vec<u8> {
    format!("<rss version=\"2.0\"><channel><title>F</title>{inside}</channel></rss>").into_bytes()
}

/// What may be asked for.
const NAMES: [&str; 9] = [
    "encoding", "repairs", "at", "titles", "title", "summary", "link", "author", "file",
];

/// What `inspect` makes of the document, with the parts that are asked for as `name=value`.
pub(super) fn said(bytes: &[u8], content_type: Option<&str>, names: &[&str]) -> String {
    let json = inspect::to_json(&inspect::read(Document {
        bytes,
        url: Some("https://site.example/feed"),
        content_type,
    }));
    assert_eq!(json["ok"], true, "{}", json["error"]);
    let last = json["entries"].as_array().unwrap().len().saturating_sub(1);
    let entry = &json["entries"][last];
    let words = |list: &Value, key: &str| -> String {
        let values = list.as_array().unwrap().iter();
        let words = values.map(|value| match key {
            "" => value.as_str().unwrap_or_default().to_owned(),
            _ => value
                .pointer(key)
                .and_then(Value::as_str)
                .unwrap_or("-")
                .to_owned(),
        });
        words.collect::<Vec<_>>().join(",")
    };
    let string = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let part = |name: &&str| match *name {
        "encoding" => string(&json["encoding"]),
        "repairs" => words(&json["repairs"], ""),
        "at" => {
            let place = &json["first_repair"];
            format!("{}:{}", place["line"], place["column"])
        }
        "titles" => words(&json["entries"], "/title/value"),
        "title" => string(&entry["title"]["value"]),
        "summary" => string(&entry["summary"]["value"]),
        "link" => string(&entry["link"]),
        "author" => words(&entry["authors"], "/name"),
        "file" => words(&entry["enclosures"], "/url"),
        other => panic!("{other}"),
    };
    names
        .iter()
        .map(|name| format!("{name}={}", part(name)))
        .collect::<Vec<_>>()
        .join(" ")
}

/// What is said of each document must be what its line says; all that differ are shown.
pub(super) fn hold(lines: &[(&str, Vec<u8>, Option<&str>, &str)]) {
    let mut wrong = Vec::new();
    for (clause, bytes, content_type, expected) in lines {
        let names: Vec<&str> = expected
            .split(' ')
            .filter_map(|part| Some(part.split_once('=')?.0))
            .filter(|name| NAMES.contains(name))
            .collect();
        let found = said(bytes, *content_type, &names);
        if found != *expected {
            wrong.push(format!(
                "{clause}\n  expected {expected}\n  found    {found}"
            ));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
