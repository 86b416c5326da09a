//! What SECURITY.md promises, each promise against the real program and whoever is least to be trusted.

mod attacks;
mod documents;
mod impersonation;
mod network;
mod output;
mod room;
mod secrets;
pub(crate) mod terminal;

use crate::planet::{Planet, contents};

/// What a command said and wrote.
pub(crate) struct Told {
    /// The command, or the file.
    pub(crate) place: String,
    pub(crate) text: String,
}

/// Everything that these commands say, none of which may be refused for how it is written.
fn said_by(planet: &Planet, commands: &[&[&str]]) -> Vec<Told> {
    let said = |arguments: &&[&str]| {
        let run = planet.run(arguments);
        let ended = run.status.is_some_and(|code| [0, 1, 3].contains(&code));
        assert!(
            ended && !run.stderr.contains("panicked"),
            "{arguments:?} {run:#?}"
        );
        Told {
            place: format!("{arguments:?}"),
            text: run.stdout + &run.stderr,
        }
    };
    commands.iter().map(said).collect()
}

/// The same, and every file of the site that they leave.
pub(crate) fn told_by(planet: &Planet, commands: &[&[&str]]) -> Vec<Told> {
    let mut told = said_by(planet, commands);
    for (path, content) in contents(&planet.path("output")) {
        let text = if content.0.starts_with(b"\x1f\x8b") {
            planet.unpacked(&format!("output/{path}"))
        } else {
            String::from_utf8_lossy(&content.0).into_owned()
        };
        told.push(Told { place: path, text });
    }
    told
}
