//! `planet init`: the files of a new planet, in a folder where none of them is yet.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    commands::Exit,
    disk,
    error::Error,
    ui::{Ui, line},
};

/// The planet that every new one is a copy of.
const CONFIG: &str = include_str!("../../template/planet.toml");
const IGNORE: &str = include_str!("../../template/.gitignore");
const README: &str = include_str!("../../template/README.md");
const PUBLISH: &str = include_str!("../../template/.github/workflows/planet.yml");
const CHECK: &str = include_str!("../../template/.github/workflows/check.yml");

/// Files that a planet works without.
const KEPT: [&str; 2] = [".gitignore", "README.md"];

/// What is another in every planet: its title, and the minute of its hourly run.
const TITLE: &str = "Planet Example";
const MINUTE: &str = "\"17 *";

/// What only planets on GitHub have.
const ON_GITHUB: &str = "\n## On GitHub Pages";
const FOUND_OUT: &str = " (on GitHub Pages that is found out)";
const STATE: &str = "\n[pages]\nstate = true";

/// Makes the files of a new planet.
pub(crate) fn run(folder: &Path, github: bool, ui: Ui) -> Result<Exit, Error> {
    let title = title(folder);
    let mut files = files(&title, github);
    let place = |path: &str| match folder.to_str() {
        Some(".") => PathBuf::from(path),
        _ => folder.join(path),
    };
    // A repository that was made on GitHub has them.
    files.retain(|(path, _)| {
        let stays = KEPT.contains(path) && place(path).symlink_metadata().is_ok();
        if stays {
            ui.say(&format!(
                "`{}` is there already and stays as it is",
                place(path).display()
            ));
        }
        if stays && *path == ".gitignore" {
            ui.hint("it should have the lines `/output/` and `/.planet/`");
        }
        !stays
    });
    let mut in_the_way: Vec<String> = files
        .iter()
        .filter_map(|(path, _)| Some(format!("`{}`", in_the_way_of(&place(path))?.display())))
        .collect();
    in_the_way.dedup();
    if !in_the_way.is_empty() {
        ui.error(
            &format!(
                "nothing is made, as there already is {}",
                in_the_way.join(", ")
            ),
            Some("name another folder, or move what is in the way"),
        );
        return Ok(Exit::NotDone);
    }
    let mut made: Vec<PathBuf> = Vec::new();
    for (path, text) in &files {
        let path = place(path);
        if let Err(source) = write_new(&path, text) {
            // Half a planet would be in the way of the next try.
            for path in &made {
                let _there_is_nothing_more_to_do = fs::remove_file(path);
            }
            return Err(Error::File {
                verb: "write",
                path: path.display().to_string(),
                source,
            });
        }
        made.push(path);
    }
    for path in &made {
        ui.say(&format!("made `{}`", path.display()));
    }
    let there = match folder.to_str() {
        Some(".") => String::new(),
        _ => format!("`cd {}`, ", folder.display()),
    };
    ui.say(&format!(
        "next: {there}`planet add https://…` for each blog, `planet serve` to look at it"
    ));
    Ok(Exit::Done)
}

/// What is where this file shall be, or what is no folder where one above it shall be.
fn in_the_way_of(path: &Path) -> Option<&Path> {
    let is_there = |place: &&Path| place.symlink_metadata().is_ok();
    let nearest = path.ancestors().find(is_there)?;
    (nearest == path || !nearest.is_dir()).then_some(nearest)
}

/// The files by their paths in the folder.
fn files(title: &str, github: bool) -> Vec<(&'static str, String)> {
    let value = toml::Value::from(title).to_string();
    let config = CONFIG.replacen(&format!("\"{TITLE}\""), &value, 1);
    let config = config.replacen(TITLE, title, 1);
    let readme = README.replacen(TITLE, title, 1);
    if github {
        let publish = PUBLISH.replacen(MINUTE, &format!("\"{} *", minute(title)), 1);
        return vec![
            ("planet.toml", config),
            (".gitignore", IGNORE.to_owned()),
            ("README.md", readme),
            (".github/workflows/planet.yml", publish),
            (".github/workflows/check.yml", CHECK.to_owned()),
        ];
    }
    let config = config.replacen(FOUND_OUT, "", 1);
    let config = config.replacen(STATE, &STATE.replace('\n', "\n# "), 1);
    let readme = readme.split(ON_GITHUB).next().unwrap_or_default();
    vec![
        ("planet.toml", config),
        (".gitignore", IGNORE.to_owned()),
        ("README.md", readme.to_owned()),
    ]
}

/// A minute of the hour for this planet: GitHub drops scheduled runs when too many are due, as at the full hour.
fn minute(title: &str) -> u8 {
    let [first, ..] = blake3::hash(title.as_bytes()).as_bytes().to_owned();
    7 + first % 47
}

/// A title from the name of the folder: `planet-garden` is Planet Garden.
fn title(folder: &Path) -> String {
    let whole = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let name = whole.file_name().unwrap_or_default().to_string_lossy();
    let name = line(&name);
    let words: Vec<String> = name
        .split(|character: char| matches!(character, '-' | '_' | '.') || character.is_whitespace())
        .filter(|word| !word.is_empty())
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().into_iter().flat_map(char::to_uppercase);
            first.chain(letters).collect()
        })
        .collect();
    if words.is_empty() {
        return "Planet Example".to_owned();
    }
    words.join(" ")
}

fn write_new(path: &Path, text: &str) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        // The folder of a bare name is the one we are in.
        fs::create_dir_all(Path::new(".").join(folder))?;
    }
    disk::create(path, text.as_bytes())
}
