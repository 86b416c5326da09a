//! A planet.toml in the making: what every reader fills and the writer writes, in planet.toml's own terms.

use std::{collections::HashMap, fmt, sync::Arc};

use toml::Value;

use crate::{
    config,
    fetch::address::display_words,
    import::{comments, source::Source},
    ui::{commands, toml_string},
};

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Arc<str>,
    /// The line, from 1.
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.line)
    }
}

/// What a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Something was not carried over, and somebody may miss it.
    Lost,
    /// Something was carried over in another form, or planet has no need of it.
    Remark,
}

/// Something to know about a line of the source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Where.
    pub place: Place,
    /// Whether something may be missed.
    pub kind: Kind,
    /// What, lower case, without a final period.
    pub message: String,
    /// What to do about it.
    pub hint: Option<String>,
}

/// The planet.toml in the making.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Lines of comment for the top, `#` included; an empty one parts two paragraphs.
    pub(crate) head: Vec<String>,
    pub(crate) settings: Vec<Setting>,
    pub(crate) feeds: Vec<Feed>,
    /// Lines of comment for the end.
    pub(crate) tail: Vec<String>,
    pub(crate) notes: Vec<Note>,
    /// The index of each setting by its table and key.
    places: HashMap<(String, String), usize>,
    /// How many files have been read that others name.
    named: usize,
}

/// A key outside `[[feeds]]`.
#[derive(Debug)]
pub(crate) struct Setting {
    /// `""` for the top.
    pub(crate) table: String,
    pub(crate) key: String,
    pub(crate) value: Value,
    /// Lines of comment above it.
    pub(crate) comments: Vec<String>,
    /// A comment behind it.
    pub(crate) remark: Option<&'static str>,
}

/// A `[[feeds]]` table.
#[derive(Debug, Clone)]
pub(crate) struct Feed {
    pub(crate) place: Place,
    /// As people know it; empty where the source does not say.
    pub(crate) name: String,
    /// As written.
    pub(crate) url: String,
    /// All other keys but `extra`.
    pub(crate) keys: Vec<(String, Value)>,
    /// Data for the theme, in the order of the source. Of two with one key the first is written.
    pub(crate) extra: Vec<(String, Value)>,
    /// Lines of comment above it.
    pub(crate) comments: Vec<String>,
    /// Where it is to stand as a comment: why, or `""` where it was one in the source.
    pub(crate) off: Option<String>,
}

impl Feed {
    pub(crate) fn new(place: Place, name: &str, url: &str) -> Self {
        Self {
            place,
            name: name_of(name),
            url: one_line(url),
            keys: Vec::new(),
            extra: Vec::new(),
            comments: Vec::new(),
            off: None,
        }
    }

    /// Whether it is a table, not a comment.
    pub(crate) fn is_on(&self) -> bool {
        self.off.is_none()
    }

    pub(crate) fn get(&self, key: &str) -> Option<&Value> {
        let found = self.keys.iter().find(|(known, _)| known == key);
        found.map(|(_, value)| value)
    }

    /// Sets the key, whatever it was before.
    pub(crate) fn put(&mut self, key: &str, value: Value) {
        self.keys.retain(|(known, _)| known != key);
        self.keys.push((key.to_owned(), value));
    }

    /// Adds data for the theme. There may be thousands, so which of them are new is left to the writer.
    pub(crate) fn put_extra(&mut self, key: &str, value: Value) {
        self.extra.push((key.to_owned(), value));
    }

    pub(crate) fn tags(&self) -> impl Iterator<Item = &str> {
        let tags = self.get("tags").and_then(Value::as_array);
        tags.into_iter().flatten().filter_map(Value::as_str)
    }

    /// Adds a tag. There may be thousands, so which of them are new is left to the writer.
    pub(crate) fn add_tag(&mut self, tag: &str) {
        match self.keys.iter_mut().find(|(known, _)| known == "tags") {
            Some((_, Value::Array(tags))) => tags.push(tag.into()),
            _ => self.put("tags", vec![tag].into()),
        }
    }
}

impl Draft {
    pub(crate) fn new(source: &Source) -> Self {
        let mut draft = Self {
            head: Vec::new(),
            settings: Vec::new(),
            feeds: Vec::new(),
            tail: Vec::new(),
            notes: Vec::new(),
            places: HashMap::new(),
            named: 0,
        };
        draft.read_as(source);
        draft
    }

    /// Says it when the file was not the UTF-8 text that it should be.
    fn read_as(&mut self, source: &Source) {
        if let Some((line, message)) = &source.mended {
            self.remark(&source.place(*line), message.clone(), None);
        }
    }

    /// Reads a file that another one names. Files may name each other, so not without end.
    pub(crate) fn beside(&mut self, source: &Source, name: &str) -> Result<Source, String> {
        const MOST: usize = 100;
        self.named += 1;
        if self.named > MOST {
            return Err(format!("{MOST} files have been read already"));
        }
        let named = source.beside(name)?;
        self.read_as(&named);
        Ok(named)
    }

    pub(crate) fn lost(&mut self, place: &Place, message: impl Into<String>, hint: Option<&str>) {
        self.note(place, Kind::Lost, &message.into(), hint);
    }

    pub(crate) fn remark(&mut self, place: &Place, message: impl Into<String>, hint: Option<&str>) {
        self.note(place, Kind::Remark, &message.into(), hint);
    }

    /// The only one who notes: what stands in the source may be an address with a password, which nobody is told.
    fn note(&mut self, place: &Place, kind: Kind, message: &str, hint: Option<&str>) {
        self.notes.push(Note {
            place: place.clone(),
            kind,
            message: display_words(message),
            hint: hint.map(display_words),
        });
    }

    /// Sets a key of a table, in place of what it was before, if planet.toml can have it. `named` is what the source calls it.
    pub(crate) fn set(
        &mut self,
        (table, key): (&str, &str),
        value: Value,
        named: &str,
        place: &Place,
    ) -> bool {
        let proof = if table.is_empty() {
            format!("{} = {value}\n{}", bare(key), missing(key))
        } else {
            format!("{}[{table}]\n{} = {value}\n", missing(""), bare(key))
        };
        if let Some(mistake) = config::mistakes(&proof).into_iter().next() {
            self.refuse(named, &mistake, place);
            return false;
        }
        let next = self.settings.len();
        let name = (table.to_owned(), key.to_owned());
        let place = *self.places.entry(name).or_insert(next);
        match self.settings.get_mut(place) {
            Some(setting) => setting.value = value,
            None => self.settings.push(Setting {
                table: table.to_owned(),
                key: key.to_owned(),
                value,
                comments: Vec::new(),
                remark: None,
            }),
        }
        true
    }

    /// Sets a key of a feed, if planet.toml can have it.
    pub(crate) fn set_feed(
        &mut self,
        feed: &mut Feed,
        key: &str,
        value: Value,
        named: &str,
        place: &Place,
    ) -> bool {
        let proof = format!(
            "{}[[feeds]]\nname = \"a\"\nurl = \"a\"\n{} = {value}\n",
            missing(""),
            bare(key)
        );
        if let Some(mistake) = config::mistakes(&proof).into_iter().next() {
            self.refuse(named, &mistake, place);
            return false;
        }
        feed.put(key, value);
        true
    }

    fn refuse(&mut self, named: &str, mistake: &config::Mistake, place: &Place) {
        let message = format!("{named} is not carried over: {}", mistake.message);
        self.lost(place, message, mistake.hint.as_deref());
    }

    pub(crate) fn has(&self, table: &str, key: &str) -> bool {
        self.settings
            .iter()
            .any(|setting| setting.table == table && setting.key == key)
    }

    /// Puts comments above the setting at this index, or on top where there is none because it was not carried over. Of those
    /// above the first setting only the last paragraph is about it; the others are about the file.
    pub(crate) fn comment(&mut self, mut comments: Vec<String>, index: usize) {
        if let Some(setting) = self.settings.get_mut(index) {
            if index == 0
                && let Some(at) = comments.iter().rposition(String::is_empty)
            {
                setting.comments.extend(comments.split_off(at + 1));
                comments.pop();
            } else {
                setting.comments.append(&mut comments);
            }
        }
        comments::append(&mut self.head, comments);
    }
}

/// The keys that every planet.toml needs, but for `key`.
fn missing(key: &str) -> String {
    let needed = [
        ("title", "title = \"a\"\n"),
        ("base_url", "base_url = \"https://a.example/\"\n"),
    ];
    let needed = needed.iter().filter(|(known, _)| *known != key);
    needed.map(|(_, line)| *line).collect()
}

/// A key as TOML writes it: bare where it can be, else in quotes.
pub(crate) fn bare(key: &str) -> String {
    let is_bare = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    if !key.is_empty() && key.chars().all(is_bare) {
        key.to_owned()
    } else {
        toml_string(key)
    }
}

/// The text on one line, without control characters and without the spaces around it.
pub(crate) fn one_line(text: &str) -> String {
    let text: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    text.trim().to_owned()
}

/// What a feed is called, on one line, and without what would turn the direction of planet.toml.
pub(crate) fn name_of(text: &str) -> String {
    let text: String = one_line(text).chars().filter(|c| !commands(*c)).collect();
    text.trim().to_owned()
}

/// Data for the theme: a number where the text is one and nothing but one, so that a theme can reckon with it.
pub(crate) fn data(text: &str) -> Value {
    let is_plain = |number: &i64| number.to_string() == text;
    match text.parse::<i64>().ok().filter(is_plain) {
        Some(number) if text.len() < 10 => Value::Integer(number),
        _ => Value::String(text.to_owned()),
    }
}
