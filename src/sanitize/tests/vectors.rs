//! The attacks of tests/vectors, which whole planets and a browser are put to as well.

use std::{fs, path::Path};

use super::{assert_sound, clean};

/// All of them, each with its file and line. `{U+000A}` is the character of that number.
pub(super) fn all() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/vectors");
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "txt"));
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let name = path.file_name().unwrap().to_str().unwrap();
        let text = fs::read_to_string(&path).unwrap();
        let lines = text
            .lines()
            .enumerate()
            .filter(|(_, line)| !line.starts_with("# "));
        all.extend(lines.map(|(n, line)| (format!("{name}:{}", n + 1), characters(line))));
    }
    all
}

fn characters(line: &str) -> String {
    let mut parts = line.split("{U+");
    let mut vector = parts.next().unwrap().to_owned();
    for part in parts {
        let (number, rest) = part.split_once('}').unwrap();
        vector.push(char::from_u32(u32::from_str_radix(number, 16).unwrap()).unwrap());
        vector.push_str(rest);
    }
    vector
}

#[test]
fn every_vector_comes_out_harmless_balanced_and_stable() {
    let all = all();
    assert!(all.len() >= 900, "{}", all.len());
    for (place, vector) in &all {
        println!("{place}: {vector}");
        assert_sound(vector);
    }
}

#[test]
fn vectors_stay_harmless_behind_and_inside_of_each_other() {
    let all = all();
    for (at, (place, first)) in all.iter().enumerate() {
        let (_, second) = &all[(at * 137 + 71) % all.len()];
        println!("{place}");
        assert_sound(&format!("{first}{second}"));
        assert_sound(&format!("<p title=\"{second}\">{first}"));
        assert_sound(&format!("<ul><li><table><td>{first}</li>{second}"));
    }
}

/// What comes out may be put out once more by others: as JSON, as XML, or as the source of somebody else's page.
#[test]
fn what_comes_out_of_a_vector_is_safe_as_source_of_itself() {
    for (place, vector) in all() {
        let once = clean(&vector);
        let shown = crate::sanitize::text(&once);
        assert!(!shown.as_str().contains('<'), "{place}");
        assert_sound(&once.replace('&', "&amp;").replace('<', "&lt;"));
    }
}
