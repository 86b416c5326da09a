//! What SECURITY.md promises, each promise against the real program and whoever is least to be trusted.

mod attacks;
mod documents;
mod impersonation;
mod network;
mod output;
mod secrets;
mod terminal;

use std::fs::File;

use flate2::read::GzDecoder;

use crate::planet::{Planet, contents};

/// What a command said and wrote.
struct Told {
    /// The command, or the file.
    place: String,
    text: String,
}

/// Everything that these commands say, and every file of the site that they leave.
fn told_by(planet: &Planet, commands: &[&[&str]]) -> Vec<Told> {
    let mut told = Vec::new();
    for arguments in commands {
        let run = planet.run(arguments);
        let ended = run.status.is_some_and(|code| [0, 1, 3].contains(&code));
        assert!(
            ended && !run.stderr.contains("panicked"),
            "{arguments:?} {run:#?}"
        );
        told.push(Told {
            place: format!("{arguments:?}"),
            text: run.stdout + &run.stderr,
        });
    }
    for (path, content) in contents(&planet.path("output")) {
        let text = if content.0.starts_with(b"\x1f\x8b") {
            unpacked(GzDecoder::new(content.0.as_slice()))
        } else {
            String::from_utf8_lossy(&content.0).into_owned()
        };
        told.push(Told { place: path, text });
    }
    told
}

/// The text of a packed file.
fn unpacked_file(planet: &Planet, path: &str) -> String {
    unpacked(GzDecoder::new(File::open(planet.path(path)).unwrap()))
}

fn unpacked(mut packed: impl std::io::Read) -> String {
    let mut text = String::new();
    packed.read_to_string(&mut text).unwrap();
    text
}
