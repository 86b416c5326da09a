//! YAML as a tree with lines. Aliases are not followed, so a document cannot unfold into more than it is.

use saphyr_parser::{Event, Parser, ScalarStyle};

use crate::import::comments::Comment;

/// Deeper ones are no settings; dropping a tree is a recursion.
const DEEPEST: usize = 64;

/// A part of a document.
#[derive(Debug)]
pub(crate) struct Node {
    pub(crate) line: usize,
    pub(crate) value: Value,
}

/// What a part is.
#[derive(Debug)]
pub(crate) enum Value {
    /// A text as it stands; without quotes `~`, `null` and nothing at all are empty.
    Scalar(String),
    List(Vec<Node>),
    /// Keys that are texts, with their lines, in the order of the document.
    Map(Vec<(String, usize, Node)>),
    /// An alias, which stands for another part.
    Alias,
}

impl Node {
    pub(crate) fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Scalar(text) => Some(text),
            _ => None,
        }
    }
}

/// A list or map that has not ended.
enum Open {
    List(usize, Vec<Node>),
    Map(usize, Vec<(String, usize, Node)>, Option<Node>),
}

/// Reads the first document.
///
/// # Errors
/// The line, and what is wrong there.
pub(crate) fn parse(text: &str) -> Result<Option<Node>, (usize, String)> {
    let mut open: Vec<Open> = Vec::new();
    for event in Parser::new_from_str(text) {
        let (event, span) =
            event.map_err(|error| (error.marker().line(), error.info().to_owned()))?;
        let line = span.start.line();
        let node = match event {
            Event::Scalar(text, style, ..) => {
                let is_null =
                    style == ScalarStyle::Plain && matches!(&*text, "~" | "null" | "Null" | "NULL");
                let text = if is_null {
                    String::new()
                } else {
                    text.into_owned()
                };
                Node {
                    line,
                    value: Value::Scalar(text),
                }
            }
            Event::Alias(_) => Node {
                line,
                value: Value::Alias,
            },
            Event::SequenceStart(..) | Event::MappingStart(..) if open.len() >= DEEPEST => {
                return Err((
                    line,
                    format!("lists and keys are nested more than {DEEPEST} deep"),
                ));
            }
            Event::SequenceStart(..) => {
                open.push(Open::List(line, Vec::new()));
                continue;
            }
            Event::MappingStart(..) => {
                open.push(Open::Map(line, Vec::new(), None));
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(Open::List(line, list)) => Node {
                    line,
                    value: Value::List(list),
                },
                Some(Open::Map(line, map, _)) => Node {
                    line,
                    value: Value::Map(map),
                },
                None => continue,
            },
            Event::Nothing
            | Event::StreamStart
            | Event::StreamEnd
            | Event::DocumentStart(_)
            | Event::DocumentEnd => continue,
        };
        match open.last_mut() {
            None => return Ok(Some(node)),
            Some(Open::List(_, list)) => list.push(node),
            Some(Open::Map(_, map, key)) => match key.take() {
                None => *key = Some(node),
                Some(key) => {
                    let Some(name) = key.text() else {
                        return Err((key.line, "a key is no text".to_owned()));
                    };
                    map.push((name.to_owned(), key.line, node));
                }
            },
        }
    }
    Ok(None)
}

/// The lines that are comments. YAML's texts over several lines may have such lines, too; nothing else is made of them.
pub(crate) fn comments(text: &str) -> Vec<Comment> {
    let lines = text.lines().enumerate();
    let comments = lines.filter_map(|(index, line)| {
        let text = line.trim_start().strip_prefix('#')?;
        Some(Comment {
            line: index + 1,
            text: text.to_owned(),
        })
    });
    comments.collect()
}
