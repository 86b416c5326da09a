//! The lists and settings of other planets, as a planet.toml: one reader per format, a draft between, one writer.
//!
//! Everything that has a counterpart is carried over; everything else becomes a [`Note`] with its file and line. What comes
//! out has been proven against planet's own reading of planet.toml. Nothing is fetched.

mod model;
mod source;
mod detect;
mod comments;
mod ini;
mod interpolate;
mod venus;
mod lists;
mod pluto;
mod xml;
mod opml;
mod foaf;
mod spreadsheet;
mod yaml;
mod osmosfeed;
mod moonmoon;
mod urls;
mod own;
mod tidy;
mod write;

#[cfg(test)]
mod tests;

use std::path::Path;

pub use self::{
    detect::Format,
    model::{Kind, Note, Place},
};

use crate::{config, fetch::address::display_words};

use self::{model::Draft, source::Source};

/// What a source became.
#[derive(Debug)]
pub struct Imported {
    /// The text of the planet.toml.
    pub toml: String,
    /// The format of the source.
    pub format: Format,
    /// How many `[[feeds]]` tables the text has.
    pub feeds: usize,
    /// How many of them are switched off.
    pub switched_off: usize,
    /// What was not carried over, or not as it was, in the order of the source.
    pub notes: Vec<Note>,
}

/// Why nothing can be made of a source.
#[derive(Debug, thiserror::Error)]
#[error("{place}: {message}")]
pub struct ImportError {
    /// Where: `config.ini:14`, or the file alone.
    place: String,
    message: String,
    hint: Option<String>,
    notes: Vec<Note>,
}

impl ImportError {
    fn whole(file: &str, message: impl AsRef<str>) -> Self {
        Self {
            place: file.to_owned(),
            message: display_words(message.as_ref()),
            hint: None,
            notes: Vec::new(),
        }
    }

    fn at(place: &Place, message: impl AsRef<str>) -> Self {
        Self::whole(&place.to_string(), message)
    }

    fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(display_words(hint.as_ref()));
        self
    }

    /// The way out, where there is one to name.
    pub fn way_out(&self) -> Option<&str> {
        self.hint.as_deref()
    }

    /// What was seen before, in the order of the source.
    pub fn notes(&self) -> &[Note] {
        &self.notes
    }
}

/// Reads the file and writes it as a planet.toml. `format` overrules what the file looks like; `old_urls` asks for the
/// addresses that Planet 2.0 and Venus had.
///
/// # Errors
/// The file cannot be read, is of no known format, breaks off, or lists no feed at all.
pub fn import(
    path: &Path,
    format: Option<Format>,
    old_urls: bool,
) -> Result<Imported, ImportError> {
    read(&Source::open(path)?, format, old_urls)
}

fn read(source: &Source, format: Option<Format>, old_urls: bool) -> Result<Imported, ImportError> {
    let format = match format {
        Some(format) => format,
        None => detect::detect(source)?,
    };
    let mut draft = Draft::new(source);
    let made = make(source, format, old_urls, &mut draft);
    let mut notes = draft.notes;
    // Stable, so that what is said of one line stays in order; lists beside the file follow it.
    notes.sort_by(|a, b| {
        let own = |note: &Note| note.place.file != source.name;
        (own(a), &a.place.file, a.place.line).cmp(&(own(b), &b.place.file, b.place.line))
    });
    let toml = match made {
        Ok(toml) => toml,
        Err(error) => return Err(ImportError { notes, ..error }),
    };
    let is_off = |feed: &&model::Feed| feed.get("enabled") == Some(&false.into());
    let feeds = || draft.feeds.iter().filter(|feed| feed.is_on());
    Ok(Imported {
        toml,
        format,
        feeds: feeds().count(),
        switched_off: feeds().filter(is_off).count(),
        notes,
    })
}

/// Fills the draft and writes it.
fn make(
    source: &Source,
    format: Format,
    old_urls: bool,
    draft: &mut Draft,
) -> Result<String, ImportError> {
    match format {
        Format::Opml => opml::read(source, draft)?,
        Format::Venus => venus::read(source, draft)?,
        Format::Pluto => pluto::read(source, draft)?,
        Format::Osmosfeed => osmosfeed::read(source, draft)?,
        Format::Moonmoon => moonmoon::read(source, draft)?,
        Format::Foaf => foaf::read(source, draft)?,
        Format::Csv => spreadsheet::read(source, draft)?,
        Format::Urls => urls::read(source, draft),
        Format::Toml => own::read(source, draft)?,
    }
    tidy::tidy(draft, source, format, old_urls)?;
    let toml = write::write(draft);
    match config::mistakes(&toml).into_iter().next() {
        None => Ok(toml),
        // Every value has been proven on its own, so only what they are together can bring us here.
        Some(mistake) => Err(ImportError::whole(
            &source.name,
            format!(
                "what it says makes no valid planet.toml: {}",
                mistake.message
            ),
        )),
    }
}
