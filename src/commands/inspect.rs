//! `planet inspect`: what planet understands of one feed, and what was wrong with it.

use std::{
    fmt::Write as _,
    fs::File,
    io::{self, Write as _},
};

use crate::{
    cli::{Format, InspectArgs},
    commands::{Exit, hint, print, table},
    config::Fetch,
    disk,
    error::{Error, Problem, ProblemKind},
    feed::{Feed, Text, Timestamp},
    fetch::{Client, Request, address},
    html,
    inspect::{self, Reading},
    parse::{self, Document},
    refresh,
    ui::{Ui, line, printable_json},
};

/// Shows what planet understands of a feed.
pub(crate) fn run(args: &InspectArgs, now: Timestamp, ui: Ui) -> Result<Exit, Error> {
    if args.lines {
        return lines();
    }
    let received = match receive(args, now) {
        // Who asks for JSON gets JSON, whatever happens.
        Err(error @ Error::File { .. }) if args.format == Format::Json => {
            Err(Problem::new(ProblemKind::Io, error.to_string()))
        }
        other => other?,
    };
    let result = received
        .as_ref()
        .map_err(Clone::clone)
        .and_then(|received| inspect::read(received.document()));
    match args.format {
        Format::Json => print(
            ui,
            &printable_json(&format!("{}\n", inspect::to_json(&result))),
        )?,
        Format::Human => match &result {
            Ok((reading, feed)) => {
                let refusal = received.ok().and_then(|it| parse::refusal(it.document()));
                print(ui, &human(reading, feed, refusal))?;
            }
            Err(problem) => ui.error(
                &format!("{}: {problem}", shown(source(args))),
                hint(problem),
            ),
        },
    }
    Ok(if result.is_ok() {
        Exit::Done
    } else {
        Exit::NotDone
    })
}

fn lines() -> Result<Exit, Error> {
    let mut output = io::stdout().lock();
    let answer = |json: &serde_json::Value| {
        writeln!(output, "{}", printable_json(&json.to_string()))?;
        output.flush()
    };
    let limit = Fetch::default().max_body;
    match inspect::lines(io::stdin().lock(), limit, answer) {
        Err(source) if source.kind() != io::ErrorKind::BrokenPipe => Err(Error::File {
            verb: "answer",
            path: "standard input".to_owned(),
            source,
        }),
        _ => Ok(Exit::Done),
    }
}

/// A document as it came from wherever it was.
struct Received {
    bytes: Vec<u8>,
    url: Option<String>,
    content_type: Option<String>,
}

impl Received {
    fn document(&self) -> Document<'_> {
        Document {
            bytes: &self.bytes,
            url: self.url.as_deref(),
            content_type: self.content_type.as_deref(),
        }
    }
}

fn source(args: &InspectArgs) -> &str {
    args.source.as_deref().unwrap_or("-")
}

/// The source as messages name it: without a password.
fn shown(source: &str) -> String {
    match source {
        "-" => "standard input".to_owned(),
        _ => address::display_text(source).into_owned(),
    }
}

/// Gets the document from wherever it is. What a server refuses is a problem of the feed; a file that is not there is an
/// error of whoever named it.
fn receive(args: &InspectArgs, now: Timestamp) -> Result<Result<Received, Problem>, Error> {
    let source = source(args);
    let fetch = Fetch::default();
    let from_url = |url: url::Url| {
        let client = Client::new(refresh::limits(&fetch), refresh::PROGRAM.to_owned());
        client
            .get(&Request::once(url, false), now)
            .map_err(|failure| failure.problem)
    };
    let failed = |source_error| Error::File {
        verb: "read",
        path: shown(source),
        source: source_error,
    };
    let url = url::Url::parse(source).ok();
    let (bytes, url, content_type) =
        if let Some(url) = url.filter(|url| matches!(url.scheme(), "http" | "https")) {
            match from_url(url) {
                Ok(answer) => {
                    let url = answer.content_location.unwrap_or(answer.url).to_string();
                    (
                        answer.body.unwrap_or_default(),
                        Some(url),
                        answer.content_type,
                    )
                }
                Err(problem) => return Ok(Err(problem)),
            }
        } else {
            let limit = fetch.max_body;
            let bytes = match source {
                "-" => disk::read_within(limit, io::stdin().lock()),
                path => File::open(path).and_then(|file| disk::read_within(limit, file)),
            };
            match bytes.map_err(failed)? {
                Some(bytes) => (bytes, None, None),
                None => return Ok(Err(Problem::file_too_large(limit))),
            }
        };
    let url = args.url.clone().or(url);
    let content_type = args.content_type.clone().or(content_type);
    Ok(Ok(Received {
        bytes,
        url,
        content_type,
    }))
}

fn human(reading: &Reading, feed: &Feed, refusal: Option<String>) -> String {
    let mended = parse::mended(&reading.repairs, reading.first_repair);
    let facts = [
        ("title", feed.title.as_ref().map(plain)),
        ("link", feed.link.clone()),
        ("format", Some(reading.version.as_str().to_owned())),
        ("encoding", Some(reading.encoding.to_owned())),
        ("language", feed.language.clone()),
        ("updated", feed.updated.map(crate::select::utc)),
        ("mended", (!mended.is_empty()).then_some(mended)),
        (
            "strict",
            refusal.map(|reason| format!("strict readers refuse this feed: {reason}")),
        ),
        ("entries", Some(feed.entries.len().to_string())),
    ];
    let mut text = String::new();
    for (name, value) in facts
        .into_iter()
        .filter_map(|(name, value)| Some((name, value?)))
    {
        let _infallible = writeln!(text, "{name:<9} {}", line(&value));
    }
    if feed.entries.is_empty() {
        return text;
    }
    let rows: Vec<[String; 3]> = feed
        .entries
        .iter()
        .map(|entry| {
            let date = entry.published.or(entry.updated);
            [
                date.map_or_else(
                    || "no date".to_owned(),
                    |date| date.format("%Y-%m-%d %H:%M").to_string(),
                ),
                entry
                    .title
                    .as_ref()
                    .map_or_else(|| "(no title)".to_owned(), plain),
                entry
                    .permalink
                    .clone()
                    .unwrap_or_else(|| "(no link)".to_owned()),
            ]
        })
        .collect();
    text + "\n" + &table::draw(["DATE (UTC)", "TITLE", "LINK"], &rows)
}

fn plain(text: &Text) -> String {
    match text {
        Text::Plain(text) => html::excerpt_of_text(text, 80),
        Text::Html(html) => html::excerpt(&html.markup, 80),
    }
}
