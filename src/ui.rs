//! The only printer: data on standard output, everything else on standard error, colors only where they are wanted, and
//! nothing from a feed that could command a terminal.

use std::{
    fmt::Write as _,
    io::{self, IsTerminal as _, Write as _},
    time::Duration,
};

use anstyle::{AnsiColor, Style};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// Errors and warnings.
    Warnings,
    /// Errors, warnings and a summary.
    Normal,
    /// Also every feed.
    Verbose,
}

/// Whether colors are used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// Where a run talks to its user.
#[derive(Debug, Clone, Copy)]
pub struct Ui {
    verbosity: Verbosity,
    color: bool,
    progress: bool,
}

impl Ui {
    /// Decides once how to talk, by the flags, the environment and whether standard error is a terminal.
    pub fn new(verbosity: Verbosity, color: Color) -> Self {
        let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
        let dumb = std::env::var_os("TERM").is_some_and(|term| term == "dumb");
        let terminal = io::stderr().is_terminal() && !dumb;
        let color = match color {
            Color::Auto => terminal && !set("NO_COLOR"),
            Color::Always => true,
            Color::Never => false,
        };
        Self {
            verbosity,
            color,
            progress: terminal && !set("CI") && verbosity >= Verbosity::Normal,
        }
    }

    /// The same without what was done: for work that is done again and again.
    #[must_use]
    pub fn without_news(self) -> Self {
        Self {
            verbosity: self.verbosity.min(Verbosity::Warnings),
            progress: false,
            ..self
        }
    }

    /// Says why the run ends; the message may have several lines.
    pub fn error(self, message: &str, hint: Option<&str>) {
        self.tell("error", AnsiColor::Red, &printable(message), hint);
    }

    /// Says the way out below a drawing of mistakes.
    pub fn hint(self, hint: &str) {
        write_stderr(&self.hint_line(hint));
    }

    /// Says what went wrong without ending the run.
    pub fn warn(self, message: &str, hint: Option<&str>) {
        if self.verbosity >= Verbosity::Warnings {
            self.tell("warning", AnsiColor::Yellow, &line(message), hint);
        }
    }

    /// Says what was done.
    pub fn say(self, message: &str) {
        if self.verbosity >= Verbosity::Normal {
            write_stderr(&format!("{}\n", line(message)));
        }
    }

    /// Says a detail, for those who asked for details.
    pub fn detail(self, message: &str) {
        if self.verbosity >= Verbosity::Verbose {
            write_stderr(&format!("{}\n", line(message)));
        }
    }

    /// Prints a drawing whose parts have been made printable, as it is.
    pub fn drawing(self, drawing: &str) {
        write_stderr(&format!("{drawing}\n"));
    }

    /// The renderer for drawings of mistakes.
    pub fn renderer(self) -> annotate_snippets::Renderer {
        if self.color {
            annotate_snippets::Renderer::styled()
        } else {
            annotate_snippets::Renderer::plain()
        }
    }

    fn tell(self, word: &str, color: AnsiColor, message: &str, hint: Option<&str>) {
        let hint = hint.map(|hint| self.hint_line(hint)).unwrap_or_default();
        write_stderr(&format!("{}: {message}\n{hint}", self.paint(word, color)));
    }

    fn hint_line(self, hint: &str) -> String {
        format!("{}: {}\n", self.paint("hint", AnsiColor::Cyan), line(hint))
    }

    fn paint(self, word: &str, color: AnsiColor) -> String {
        let style = Style::new().bold().fg_color(Some(color.into()));
        if self.color {
            format!("{style}{word}{style:#}")
        } else {
            word.to_owned()
        }
    }

    /// A bar for `length` steps; hidden unless a person watches.
    pub fn progress(self, length: usize, what: &'static str) -> ProgressBar {
        let target = if self.progress {
            ProgressDrawTarget::stderr()
        } else {
            ProgressDrawTarget::hidden()
        };
        let bar = ProgressBar::with_draw_target(Some(length as u64), target);
        if let Ok(style) = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {elapsed}")
        {
            bar.set_style(style);
        }
        bar.set_prefix(what);
        bar.enable_steady_tick(Duration::from_millis(200));
        bar
    }

    /// Prints data. A reader that has gone away is no failure.
    ///
    /// # Errors
    /// Standard output cannot be written for another reason.
    pub fn data(self, text: &str) -> io::Result<()> {
        let mut out = io::stdout().lock();
        let written = out.write_all(text.as_bytes()).and_then(|()| out.flush());
        match written {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            other => other,
        }
    }
}

/// There is nobody to tell when standard error is closed.
fn write_stderr(text: &str) {
    let _unheard = io::stderr().lock().write_all(text.as_bytes());
}

/// The text without anything that commands a terminal: control characters but the line feed, and the characters that
/// turn the direction of text.
pub fn printable(text: &str) -> String {
    text.chars()
        .map(|c| if commands(c) { '\u{FFFD}' } else { c })
        .collect()
}

/// The printable text on one line: what a feed says must not look like a line of planet's own, or like a command of the
/// GitHub workflow that reads its lines.
pub fn line(text: &str) -> String {
    printable(text).replace('\n', " ")
}

/// The same JSON with the characters that could command a terminal as `\uXXXX`, so that nothing is lost.
pub fn printable_json(json: &str) -> String {
    let mut safe = String::with_capacity(json.len());
    for c in json.chars() {
        if commands(c) {
            // All of them are below U+10000, so one escape is enough.
            let _infallible = write!(safe, "\\u{:04x}", u32::from(c));
        } else {
            safe.push(c);
        }
    }
    safe
}

/// The text as a string of TOML on one line, with the characters that could command a terminal as escapes, so that nothing is
/// lost.
pub fn toml_string(text: &str) -> String {
    let mut string = String::with_capacity(text.len() + 2);
    string.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => string.extend(['\\', c]),
            '\n' => string.push_str("\\n"),
            '\t' => string.push_str("\\t"),
            // All of them are below U+10000 here, too.
            c if commands(c) => {
                let _infallible = write!(string, "\\u{:04X}", u32::from(c));
            }
            c => string.push(c),
        }
    }
    string.push('"');
    string
}

/// Whether a terminal would obey the character, or turn around what stands behind it, in place of showing it.
pub(crate) fn commands(c: char) -> bool {
    (c.is_control() && c != '\n')
        || matches!(c, '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use crate::ui::{line, printable, printable_json, toml_string};

    #[test]
    fn nothing_from_a_feed_commands_the_terminal() {
        assert_eq!(
            printable("a\u{1b}[31mred\u{7}\u{202e}b\u{9b}c"),
            "a\u{fffd}[31mred\u{fffd}\u{fffd}b\u{fffd}c"
        );
        assert_eq!(
            printable("two\nlines, 日本語, שלום"),
            "two\nlines, 日本語, שלום"
        );
    }

    #[test]
    fn what_a_feed_says_stays_on_its_line() {
        assert_eq!(line("oops\n::error::x\r\nok"), "oops ::error::x\u{fffd} ok");
    }

    #[test]
    fn json_for_a_terminal_is_the_same_json() {
        let value = serde_json::json!({"title": "a\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{2069}\n日本"});
        let safe = printable_json(&format!("{value:#}"));
        assert!(!safe.contains(|c: char| c != '\n' && (c.is_control() || c == '\u{202e}')));
        assert_eq!(
            serde_json::from_str::<serde_json::Value>(&safe).unwrap(),
            value
        );
    }

    #[test]
    fn toml_for_a_terminal_is_the_same_text() {
        let text = "a\u{0}\u{1b}[31m\u{9b}\u{7f}\u{202e}\u{2069}\r\n\t\"'\\u0041 日本 🙂";
        let string = toml_string(text);
        assert!(!string.contains(|c: char| c.is_control() || c == '\u{202e}'));
        let table: toml::Table = format!("a = {string}").parse().unwrap();
        assert_eq!(table["a"].as_str(), Some(text));
    }
}
