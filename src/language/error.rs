//! What is wrong with a table of messages, or with how one is asked.

/// Words that cannot be shown.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum LanguageError {
    /// A table of messages cannot be used.
    #[error("`{file}`, line {line}: {message}")]
    Table {
        /// The file, `built-in …` for those that planet brings.
        file: String,
        /// The line, from 1.
        line: usize,
        /// What is wrong there.
        message: String,
    },
    /// The file of a table has a name that is no language.
    #[error("`{file}` is not named after a language")]
    Name {
        /// The file.
        file: String,
    },
    /// A message that nobody has.
    #[error("there is no message `{id}`, neither in this site's language nor in English")]
    Unknown {
        /// The id that was asked for.
        id: String,
        /// One that is nearly the same.
        nearest: Option<String>,
    },
    /// A message was not told something that it asks for.
    #[error("the message `{id}` (`{file}`, line {line}) asks for `{name}`, which it is not given")]
    Argument {
        /// The message.
        id: String,
        /// What is missing.
        name: String,
        /// Where the message is.
        file: String,
        /// The line, from 1.
        line: usize,
    },
}

impl LanguageError {
    /// The way out, where there is one to name.
    pub fn hint(&self) -> Option<String> {
        match self {
            Self::Table { .. } => Some(
                "the format is described at https://projectfluent.org/fluent/guide/".to_owned(),
            ),
            Self::Name { .. } => Some("name it as `de.ftl` or `pt-BR.ftl`".to_owned()),
            Self::Unknown { id, nearest } => Some(match nearest {
                Some(nearest) => format!("did you mean `{nearest}`?"),
                None => format!("add `{id} = …` to `languages/en.ftl`"),
            }),
            Self::Argument { name, .. } => Some(format!("give it: `t(key=…, {name}=…)`")),
        }
    }
}
