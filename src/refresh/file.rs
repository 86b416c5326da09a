//! A feed that is a file beside planet.toml: read within the limit that answers of servers have, too.

use std::{fs::File, io, path::Path};

use url::Url;

use crate::{
    disk,
    error::{Problem, ProblemKind, in_words},
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
    let file = File::open(path).map_err(failed)?;
    let bytes = disk::read_within(limit, file).map_err(failed)?;
    let bytes = bytes.ok_or_else(|| {
        let problem = Problem::file_too_large(limit);
        failure(problem.kind, problem.message)
    })?;
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
