//! What is wrong with planet.toml (or a page of the maintainer's) and where, drawn with file, line, caret and hint as rustc draws it.

use std::{
    fmt, io,
    ops::Range,
    path::{Path, PathBuf},
};

use annotate_snippets::{AnnotationKind, Group, Level, Message, Renderer, Snippet};

/// Why planet.toml, or a page that the maintainer wrote, cannot be used.
#[derive(Debug)]
pub struct ConfigError {
    path: PathBuf,
    kind: Kind,
}

#[derive(Debug)]
enum Kind {
    Unreadable {
        source: io::Error,
        mistake: Mistake,
    },
    /// It is about the file as a whole: its name or its place.
    Whole(Mistake),
    Mistakes {
        text: String,
        lines: Lines,
        mistakes: Vec<Mistake>,
    },
}

/// One mistake in planet.toml.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// Bytes of the file it is about.
    pub span: Range<usize>,
    /// What is wrong, lower case, without a final period.
    pub message: String,
    /// The way out.
    pub hint: Option<String>,
}

impl Mistake {
    /// A mistake whose hint may stand in `message` after [`with_hint`]'s mark.
    pub(crate) fn new(span: Range<usize>, message: impl Into<String>) -> Self {
        let message = message.into();
        match message.split_once(HINT) {
            Some((message, hint)) => Self {
                span,
                message: message.to_owned(),
                hint: Some(hint.to_owned()),
            },
            None => Self {
                span,
                message,
                hint: None,
            },
        }
    }

    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }
}

/// Serde lets a value that checks itself return one string only; this joins message and hint for the way.
const HINT: &str = "\nhint: ";

pub(crate) fn with_hint(message: String, hint: &str) -> String {
    message + HINT + hint
}

/// The candidate that `word` is most likely a slip of, if one is near enough: alike as a whole, and by few letters another
/// word (or its beginning). Likeness alone offers `Eire` for `here`.
pub(crate) fn nearest<'a>(
    word: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let word = word.to_lowercase();
    let slips = (word.chars().count() / 3).max(1);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let lower = candidate.to_lowercase();
            let near = strsim::osa_distance(&word, &lower) <= slips
                || (word.len() > 3 && lower.starts_with(&word));
            let likeness = strsim::jaro_winkler(&word, &lower);
            (near && likeness > 0.8).then_some((likeness, candidate))
        })
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, candidate)| candidate)
}

impl ConfigError {
    pub(crate) fn unreadable(path: &Path, source: io::Error) -> Self {
        let shown = path.display();
        let message = match source.kind() {
            io::ErrorKind::NotFound => with_hint(
                format!("there is no file `{shown}`"),
                "run planet in the folder of your planet.toml, or name the file with `--config`; `planet init` begins a new planet",
            ),
            io::ErrorKind::InvalidData => with_hint(
                format!("`{shown}` is not UTF-8 text"),
                "save it as UTF-8; every text editor can",
            ),
            _ => format!("cannot read `{shown}`: {source}"),
        };
        Self {
            path: path.to_owned(),
            kind: Kind::Unreadable {
                mistake: Mistake::new(0..0, message),
                source,
            },
        }
    }

    /// A mistake that no line of the file holds: its name or its place.
    pub(crate) fn whole(path: &Path, mistake: Mistake) -> Self {
        Self {
            path: path.to_owned(),
            kind: Kind::Whole(mistake),
        }
    }

    pub(crate) fn mistakes(path: &Path, text: &str, mut mistakes: Vec<Mistake>) -> Self {
        mistakes.sort_by_key(|mistake| mistake.span.start);
        Self {
            path: path.to_owned(),
            kind: Kind::Mistakes {
                text: text.to_owned(),
                lines: Lines::of(text),
                mistakes,
            },
        }
    }

    /// The mistakes, in the order of the file; one when the file cannot be read at all.
    pub fn list(&self) -> &[Mistake] {
        match &self.kind {
            Kind::Unreadable { mistake, .. } | Kind::Whole(mistake) => {
                std::slice::from_ref(mistake)
            }
            Kind::Mistakes { mistakes, .. } => mistakes,
        }
    }

    /// Whether the file could not be read at all.
    pub fn is_unreadable(&self) -> bool {
        matches!(self.kind, Kind::Unreadable { .. })
    }

    /// The line of a mistake, from 1.
    pub fn line(&self, mistake: &Mistake) -> usize {
        match &self.kind {
            Kind::Unreadable { .. } | Kind::Whole(_) => 1,
            Kind::Mistakes { lines, .. } => lines.at(mistake.span.start),
        }
    }

    /// The file, as the user named it.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What to do when the file cannot be read; other mistakes have their hints in the drawing.
    pub fn hint(&self) -> Option<String> {
        match &self.kind {
            Kind::Unreadable { mistake, .. } => mistake.hint.clone(),
            Kind::Whole(_) | Kind::Mistakes { .. } => None,
        }
    }

    /// Draws every mistake with its place; with ANSI colors when `renderer` is styled.
    pub fn draw(&self, renderer: &Renderer) -> String {
        match &self.kind {
            Kind::Unreadable { mistake, .. } => renderer.render(&[Group::with_title(
                Level::ERROR.primary_title(&mistake.message),
            )]),
            Kind::Whole(mistake) => {
                let title = Level::ERROR.primary_title(&mistake.message);
                let hint = mistake.hint.as_deref().map(hint_of);
                renderer.render(&[Group::with_title(title).elements(hint)])
            }
            Kind::Mistakes { text, mistakes, .. } => {
                let path = self.path.display().to_string();
                let lines = Lines::of(text);
                let drawn: Vec<String> = mistakes
                    .iter()
                    .map(|mistake| draw_one(renderer, &path, text, &lines, mistake))
                    .collect();
                drawn.join("\n\n")
            }
        }
    }
}

fn draw_one(
    renderer: &Renderer,
    path: &str,
    text: &str,
    lines: &Lines,
    mistake: &Mistake,
) -> String {
    // The renderer is given no more than the line: it looks through all that it gets, for each mistake again.
    let span = one_line(text, &mistake.span);
    let begin = text
        .get(..span.start)
        .and_then(|before| before.rfind('\n'))
        .map_or(0, |at| at + 1);
    let line = text.get(begin..).and_then(|rest| rest.split('\n').next());
    let snippet = Snippet::source(line.unwrap_or_default())
        .line_start(lines.at(span.start))
        .path(path)
        .annotation(AnnotationKind::Primary.span(span.start - begin..span.end - begin));
    let mut group = Level::ERROR
        .primary_title(&mistake.message)
        .element(snippet);
    if let Some(hint) = &mistake.hint {
        group = group.element(hint_of(hint));
    }
    renderer.render(&[group])
}

fn hint_of(hint: &str) -> Message<'_> {
    Level::HELP.with_name("hint").message(hint)
}

/// A caret under a whole table says less than one under its first line.
fn one_line(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = span.start.min(text.len());
    let line_end = text
        .get(start..)
        .and_then(|rest| rest.find('\n'))
        .map_or(text.len(), |n| start + n);
    start..span.end.clamp(start, line_end)
}

/// Where each line of a text begins, for whoever asks for many lines.
#[derive(Debug)]
pub(crate) struct Lines(Vec<usize>);

impl Lines {
    pub(crate) fn of(text: &str) -> Self {
        let ends = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        Self(
            std::iter::once(0)
                .chain(ends.map(|(at, _)| at + 1))
                .collect(),
        )
    }

    /// The line, from 1, that byte `at` stands on.
    pub(crate) fn at(&self, at: usize) -> usize {
        self.0.partition_point(|start| *start <= at)
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.draw(&Renderer::plain()))
    }
}

impl std::error::Error for ConfigError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match &self.kind {
            Kind::Unreadable { source, .. } => Some(source),
            Kind::Whole(_) | Kind::Mistakes { .. } => None,
        }
    }
}
