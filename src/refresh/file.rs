//! A feed that is a file beside planet.toml: read within the limit that answers of servers have, too.

use std::{
    fs::File,
    io::{self, Read as _},
    path::Path,
};

use url::Url;

use crate::{
    error::{ProblemKind, in_words},
    fetch::{Answer, Failure, Packed, Validators},
    refresh::ask::failure,
};

/// Reads the file as an answer without anything that a server would add.
pub(crate) fn read(path: &Path, limit: u64) -> Result<(Answer, Option<Packed>), Failure> {
    let failed = |error: io::Error| {
        let message = match error.kind() {
            io::ErrorKind::NotFound => "no such file".to_owned(),
            _ => format!("the file cannot be read: {}", in_words(&error)),
        };
        failure(ProblemKind::Io, message)
    };
    // Opening a named pipe would wait for ever, reading a device need not end.
    if !path.metadata().map_err(failed)?.is_file() {
        let message = "this is not a file".to_owned();
        return Err(failure(ProblemKind::Io, message));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(failed)?;
    file.take(limit.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    if bytes.len() as u64 > limit {
        let message = format!("the file is larger than {limit} bytes, the limit of `max_body`");
        return Err(failure(ProblemKind::TooLarge, message));
    }
    let url = path
        .canonicalize()
        .ok()
        .and_then(|path| Url::from_file_path(path).ok());
    let url = url.ok_or_else(|| {
        let message = "the path of the file cannot be written as a URL".to_owned();
        failure(ProblemKind::Io, message)
    })?;
    let answer = Answer {
        status: 200,
        url,
        moved_to: None,
        validators: Validators::default(),
        max_age: None,
        content_type: None,
        redirected: Vec::new(),
        content_location: None,
        body: None,
    };
    Ok((answer, Some(Packed::plain(bytes))))
}
