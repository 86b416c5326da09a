//! What is wrong with a theme, in the words of the file and line that it is about.

use std::collections::BTreeMap;

use crate::config::ConfigError;
use crate::language::LanguageError;

/// A theme that cannot be used. It stops the run before anything is fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ThemeError {
    /// There is no such theme.
    #[error("there is no theme `{name}`; there are {}, and `{folder}` is not a folder", list(.known))]
    Unknown {
        /// The name in planet.toml.
        name: String,
        /// Where it should be.
        folder: String,
        /// The themes that there are.
        known: Vec<String>,
    },
    /// The theme has no such file to copy.
    #[error("the theme `{theme}` has no template or static file `{file}`")]
    NoFile {
        /// The theme.
        theme: String,
        /// The file as the user named it.
        file: String,
        /// The nearest name that there is.
        nearest: Option<String>,
    },
    /// No page is made from the template.
    #[error("no page is made from a template `{template}`")]
    NoTemplate {
        /// The template as the user named it.
        template: String,
        /// The way out.
        hint: String,
    },
    /// Files are there that would be written over.
    #[error("nothing is copied: {} there already", are(.paths))]
    Exists {
        /// The files.
        paths: Vec<String>,
    },
    /// A copy of a file of the theme cannot be written.
    #[error("cannot write `{path}`: {source}")]
    Write {
        /// The file.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file or folder of the theme cannot be read.
    #[error("cannot read `{path}`: {source}")]
    Read {
        /// The file or folder.
        path: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A template or a table of messages is not text.
    #[error("`{path}` is not UTF-8 text")]
    NotText {
        /// The file.
        path: String,
    },
    /// theme.toml cannot be used.
    #[error("`{path}` is not a valid theme.toml\n{message}")]
    Manifest {
        /// The file.
        path: String,
        /// What is wrong, with line and caret.
        message: String,
    },
    /// The theme is made for a later planet.
    #[error("the theme `{name}` needs planet {needed} or later; this is {}", env!("CARGO_PKG_VERSION"))]
    TooNew {
        /// The theme.
        name: String,
        /// Its `min_version`.
        needed: String,
    },
    /// A template has a fault of its own, or does not fit what it is given.
    #[error("the template `{file}`{} cannot be used\n{report}", .line.map(|line| format!(", line {line},")).unwrap_or_default())]
    Template {
        /// The file of the template, `built-in …` for those of the built-in theme.
        file: String,
        /// The line, from 1, where it is known.
        line: Option<usize>,
        /// The line itself with a caret, and what is wrong with it.
        report: String,
    },
    /// The words of the site's language cannot be used.
    #[error(transparent)]
    Language(#[from] LanguageError),
    /// Pages that the maintainer wrote cannot be used.
    #[error("{}", all(.0))]
    Pages(Vec<ConfigError>),
    /// A static file stands where planet writes files of its own.
    #[error("the static file `{path}` stands where planet {needs}")]
    InTheWay {
        /// Its path on the site.
        path: String,
        /// What planet needs the place for.
        needs: &'static str,
    },
    /// Static files that are named as pictures are not there.
    #[error("{}", no_images(.0))]
    NoImage(Vec<NoImage>),
    /// A variable has no form that templates can see.
    #[error("the variable `{name}` cannot be given to templates: {message}")]
    Variable {
        /// The variable.
        name: &'static str,
        /// Why.
        message: String,
    },
}

impl ThemeError {
    /// Makes one of what Tera says, with files in the place of template names.
    pub(super) fn template(error: &tera::Error, origins: &BTreeMap<String, String>) -> Self {
        let mut first = None;
        let report: Vec<String> = error
            .to_string()
            .lines()
            .map(|line| match location(line) {
                Some((arrow, name, at)) => {
                    let file = origins.get(name).map_or(name, String::as_str);
                    first.get_or_insert_with(|| {
                        let number = at.split(':').next().and_then(|line| line.parse().ok());
                        (file.to_owned(), number)
                    });
                    format!("{arrow}{file}:{at}")
                }
                None => line.to_owned(),
            })
            .collect();
        let (file, line) = first.unwrap_or_else(|| (named_by(error, origins), None));
        Self::Template {
            file,
            line,
            report: report.join("\n"),
        }
    }

    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Unknown { name, known, .. } => Some(match nearest(name, known) {
                Some(known) => format!("did you mean `{known}`?"),
                None => "put the theme there, or use one of these".to_owned(),
            }),
            Self::NoFile { nearest, .. } => Some(match nearest {
                Some(name) => format!("did you mean `{name}`?"),
                None => "`planet theme copy --all` copies every file; `planet theme vars` lists the templates".to_owned(),
            }),
            Self::NoTemplate { hint, .. } => Some(hint.clone()),
            Self::Exists { .. } => {
                Some("move them away first, or name only files that are not there".to_owned())
            }
            Self::TooNew { .. } => Some("update planet, or use an older theme".to_owned()),
            Self::NotText { .. } => Some("save it as UTF-8, or move it to `static/`".to_owned()),
            Self::Template { report, .. } => template_hint(report),
            Self::Language(error) => error.hint(),
            Self::InTheWay { .. } => Some("give it another name".to_owned()),
            Self::NoImage(_) => Some("put them under `static/`, or give URLs".to_owned()),
            // The drawings of pages have the hints within.
            Self::Pages(_)
            | Self::Read { .. }
            | Self::Write { .. }
            | Self::Manifest { .. }
            | Self::Variable { .. } => None,
        }
    }
}

/// A static file that is named as a picture and is not there.
#[derive(Debug)]
pub struct NoImage {
    /// What names it, with its place.
    pub what: String,
    /// Its path on the site.
    pub path: String,
}

/// How many of them are told, as whoever moves a planet here may have copied none yet.
const MOST_IMAGES: usize = 8;

fn no_images(missing: &[NoImage]) -> String {
    let told = missing.iter().take(MOST_IMAGES).map(|one| {
        let NoImage { what, path } = one;
        format!("{what} names the static file `{path}`, and there is none")
    });
    let mut lines: Vec<String> = told.collect();
    if missing.len() > MOST_IMAGES {
        lines.push(format!("and {} more", missing.len() - MOST_IMAGES));
    }
    lines.join("\n")
}

fn all(errors: &[ConfigError]) -> String {
    let drawn: Vec<String> = errors.iter().map(ToString::to_string).collect();
    drawn.join("\n\n")
}

/// Splits Tera's ` --> name:line:column` into the arrow, the name and the rest.
fn location(line: &str) -> Option<(&str, &str, &str)> {
    let name_starts = line.find("--> ")? + "--> ".len();
    let (arrow, place) = line.split_at(name_starts);
    if !arrow.trim_start().starts_with("--> ") {
        return None;
    }
    let column = place.rfind(':')?;
    let row = place.get(..column)?.rfind(':')?;
    Some((arrow, place.get(..row)?, place.get(row + 1..)?))
}

/// The file that an error without a location is about.
fn named_by(error: &tera::Error, origins: &BTreeMap<String, String>) -> String {
    use tera::ErrorKind::{CircularExtend, CircularInclude, MissingParent, TemplateNotFound};
    let name = match error.kind() {
        CircularExtend { tpl, .. } | CircularInclude { tpl, .. } => tpl,
        MissingParent { current, .. } => current,
        TemplateNotFound(name) => name,
        _ => return "templates".to_owned(),
    };
    origins.get(name).unwrap_or(name).clone()
}

fn template_hint(report: &str) -> Option<String> {
    if report.contains("Circular extend") {
        return Some(format!(
            "to build on the template that yours replaces, extend it by its full name: `{{% extends \"{}/base.html\" %}}`",
            super::BUILT_IN
        ));
    }
    let (_, rest) = report.split_once(" `")?;
    let (unknown, rest) = rest.split_once("` is not defined")?;
    let known = rest.lines().next()?.split_once(": ")?.1;
    let nearest = nearest(unknown, known.split(", "))?;
    Some(format!("did you mean `{nearest}`?"))
}

/// The known name that somebody may have meant.
pub(super) fn nearest<S: AsRef<str>>(
    unknown: &str,
    known: impl IntoIterator<Item = S>,
) -> Option<String> {
    let known = known.into_iter().map(|name| name.as_ref().to_owned());
    let (_, name) = known
        .map(|name| (strsim::damerau_levenshtein(&name, unknown), name))
        .min()
        .filter(|(distance, _)| *distance <= 2)?;
    Some(name)
}

/// Names in a row.
fn list(names: &[String]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}

/// `a is`, `a, b are`.
fn are(paths: &[String]) -> String {
    let verb = if paths.len() == 1 { "is" } else { "are" };
    format!("{} {verb}", list(paths))
}
