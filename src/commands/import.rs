//! `planet import`: a planet.toml of another program's list or settings, and what of them it could not hold.

use std::{io, path::Path};

use crate::{
    cli::ImportArgs,
    commands::{Exit, print},
    disk,
    error::Error,
    import::{self, Imported, Kind, Note},
    ui::Ui,
};

/// Prints the planet.toml, or writes it where there is no file yet.
pub(crate) fn run(args: &ImportArgs, ui: Ui) -> Result<Exit, Error> {
    if let Some(output) = &args.output
        && output.symlink_metadata().is_ok()
    {
        return Err(exists(output));
    }
    let imported = import::import(&args.file, args.from.0, args.old_urls)
        .inspect_err(|error| tell(error.notes(), ui))?;
    match &args.output {
        Some(output) => write(output, &imported.toml)?,
        None => print(ui, &imported.toml)?,
    }
    tell(&imported.notes, ui);
    ui.say(&summary(args, &imported));
    Ok(Exit::Done)
}

fn tell(notes: &[Note], ui: Ui) {
    for (notes, first) in gathered(notes) {
        let message = format!("{}: {}{}", first.place, first.message, also(&notes));
        match first.kind {
            Kind::Lost => ui.warn(&message, first.hint.as_deref()),
            Kind::Remark => {
                ui.say(&format!("note: {message}"));
                if let Some(hint) = &first.hint {
                    ui.say(&format!("hint: {hint}"));
                }
            }
        }
    }
}

/// Writes a file that does not exist yet.
fn write(output: &Path, text: &str) -> Result<(), Error> {
    let failed = |source: io::Error| match source.kind() {
        io::ErrorKind::AlreadyExists => exists(output),
        _ => Error::File {
            verb: "write",
            path: output.display().to_string(),
            source,
        },
    };
    disk::create(output, text.as_bytes()).map_err(failed)
}

fn exists(output: &Path) -> Error {
    Error::Exists {
        path: output.display().to_string(),
    }
}

/// The notes that say the same, at the place of the first.
fn gathered(notes: &[Note]) -> Vec<(Vec<&Note>, &Note)> {
    let mut gathered: Vec<(Vec<&Note>, &Note)> = Vec::new();
    let mut known = std::collections::HashMap::new();
    for note in notes {
        let key = (&note.place.file, &note.message, &note.hint);
        let index = *known.entry(key).or_insert(gathered.len());
        match gathered.get_mut(index) {
            Some((all, _)) => all.push(note),
            None => gathered.push((vec![note], note)),
        }
    }
    gathered
}

/// The other lines that a note is about, lines in a row as from to.
fn also(notes: &[&Note]) -> String {
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for line in notes.iter().skip(1).map(|note| note.place.line) {
        match ranges.last_mut() {
            Some((_, last)) if *last == line || *last + 1 == line => *last = line,
            _ => ranges.push((line, line)),
        }
    }
    let is_one = matches!(ranges.as_slice(), [(first, last)] if first == last);
    let ranges = ranges.iter().map(|(first, last)| {
        if first == last {
            first.to_string()
        } else {
            format!("{first}–{last}")
        }
    });
    let ranges = ranges.collect::<Vec<_>>().join(", ");
    match ranges.as_str() {
        "" => String::new(),
        ranges if is_one => format!(" (so in line {ranges})"),
        ranges => format!(" (so in lines {ranges})"),
    }
}

fn summary(args: &ImportArgs, imported: &Imported) -> String {
    let feeds = match imported.feeds {
        1 => "1 feed".to_owned(),
        feeds => format!("{feeds} feeds"),
    };
    let off = match imported.switched_off {
        0 => String::new(),
        off => format!(", {off} switched off,"),
    };
    let to = match &args.output {
        Some(output) => format!("; {} is written", output.display()),
        None => String::new(),
    };
    let lost = gathered(&imported.notes)
        .iter()
        .filter(|(_, first)| first.kind == Kind::Lost)
        .count();
    let told = match lost {
        0 => "everything is carried over".to_owned(),
        1 => "1 warning above says what is missing".to_owned(),
        lost => format!("{lost} warnings above say what is missing"),
    };
    format!(
        "{feeds}{off} from {} ({}); {told}{to}",
        args.file.display(),
        imported.format.name()
    )
}
