//! The attacks of tests/vectors.

use std::{fs, path::Path};

/// All of them, each with its file and line. `{U+000A}` is the character of that number.
pub(crate) fn all() -> Vec<(String, String)> {
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
