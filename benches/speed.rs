//! How fast documents are read and made safe: MB/s on one core over the whole feeds of real sites, and the ratio to what
//! `quick-xml` needs in the same run to tell the same documents' tags apart.
//!
//! `PLANET_SHARED=../shared cargo bench --bench speed`, or with a part of a name to run only what has it: `-- parse`.

use std::{
    env, fs,
    hint::black_box,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use planet::{
    feed::{Feed, RawHtml, Text},
    html,
    normalize::normalize,
    parse::{Document, ParsedFeed, decode, parse, strict, tolerant},
    sanitize,
};
use quick_xml::{Reader, events::Event};

mod arguments;
#[path = "../tests/it/sources.rs"]
mod sources;

use sources::SOURCES;

const URL: Option<&str> = Some("https://site.example/feed.xml");

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn main() -> Result<(), String> {
    let (patience, wanted) = arguments::read();
    let corpus = Corpus::load()?;
    println!(
        "{} documents, {} of them for the strict reader; {} texts\n{:24} {:>8} {:>8} {:>8}",
        corpus.xml.len(),
        corpus.strict.len(),
        corpus.markup.len(),
        "",
        "MB",
        "MB/s",
        "ratio"
    );
    for (name, bytes, round) in corpus.measurements() {
        if wanted.as_ref().is_some_and(|wanted| !name.contains(wanted)) {
            continue;
        }
        let started = Instant::now();
        let (mut best, mut tokens) = (Vec::new(), Vec::new());
        // By turns, so that whatever else the machine does slows both down.
        loop {
            keep_best(&mut tokens, corpus.tokenize());
            keep_best(&mut best, round(&corpus));
            if started.elapsed() >= patience {
                break;
            }
        }
        let speed = megabytes_per_second(bytes, &best);
        let reference = megabytes_per_second(bytes_of(&corpus.xml), &tokens);
        println!(
            "{name:24} {:8.1} {speed:8.1} {:8.3}",
            megabytes(bytes),
            speed / reference
        );
    }
    Ok(())
}

/// What there is to measure: its name, how many bytes it goes through, and what takes the time of one round, document by
/// document.
type Measurement = (&'static str, usize, fn(&Corpus) -> Vec<Duration>);

struct Corpus {
    /// Every document that is not JSON, as it came.
    xml: Vec<Vec<u8>>,
    /// Those that the strict reader takes.
    strict: Vec<Vec<u8>>,
    /// What all of them say.
    parsed: Vec<ParsedFeed>,
    /// The markup in them.
    markup: Vec<RawHtml>,
}

impl Corpus {
    fn load() -> Result<Self, String> {
        let shared = env::var_os("PLANET_SHARED").map_or_else(
            || Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"),
            PathBuf::from,
        );
        let mut xml = Vec::new();
        for path in real_feeds(&shared.join("conformance"))? {
            let bytes = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
            if !matches!(bytes.trim_ascii_start().first(), Some(b'{' | b'[')) {
                xml.push(bytes);
            }
        }
        let parsed: Vec<_> = xml
            .iter()
            .filter_map(|bytes| parse(document(bytes)).ok())
            .collect();
        let feeds = parsed.iter().map(|parsed| normalize(parsed.clone(), URL));
        Ok(Self {
            markup: feeds.flat_map(markup).collect(),
            strict: xml
                .iter()
                .filter(|bytes| strict(bytes).is_some())
                .cloned()
                .collect(),
            parsed,
            xml,
        })
    }

    fn measurements(&self) -> [Measurement; 8] {
        let xml = bytes_of(&self.xml);
        let markup = self.markup.iter().map(|html| html.markup.len()).sum();
        [
            ("decode", xml, |corpus| {
                timed(&corpus.xml, |bytes| decode::decode(bytes, None).text.len())
            }),
            ("parse strict", bytes_of(&self.strict), |corpus| {
                timed(&corpus.strict, |bytes| strict(bytes))
            }),
            (
                "parse strict's tolerantly",
                bytes_of(&self.strict),
                |corpus| timed(&corpus.strict, |bytes| tolerant(bytes)),
            ),
            ("parse tolerant", xml, |corpus| {
                timed(&corpus.xml, |bytes| tolerant(bytes))
            }),
            ("decode and parse", xml, |corpus| {
                timed(&corpus.xml, |bytes| parse(document(bytes)))
            }),
            ("normalize", xml, |corpus| {
                timed(&corpus.parsed, |parsed| {
                    // A copy, since it takes what it is given.
                    normalize(parsed.clone(), URL)
                })
            }),
            ("sanitize", markup, |corpus| {
                timed(&corpus.markup, sanitize::content)
            }),
            ("plain text and words", markup, |corpus| {
                timed(&corpus.markup, |html| {
                    html::word_count(&html::plain_text(&html.markup))
                })
            }),
        ]
    }

    /// What quick-xml takes to tell the tags of all documents apart, none refused.
    fn tokenize(&self) -> Vec<Duration> {
        timed(&self.xml, |bytes| {
            let mut reader = Reader::from_reader(bytes.as_slice());
            reader.config_mut().check_end_names = false;
            reader.config_mut().allow_unmatched_ends = true;
            while !matches!(black_box(reader.read_event()), Ok(Event::Eof)) {}
        })
    }
}

fn strict(bytes: &[u8]) -> Option<ParsedFeed> {
    strict::read(&decode::decode(bytes, None).text, URL)
}

fn tolerant(bytes: &[u8]) -> Option<ParsedFeed> {
    tolerant::read(&decode::decode(bytes, None).text, URL)
}

/// How long `each` takes for every item, what it makes not being dropped within.
fn timed<T, R>(items: &[T], each: impl Fn(&T) -> R) -> Vec<Duration> {
    items
        .iter()
        .map(|item| {
            let started = Instant::now();
            let made = black_box(each(black_box(item)));
            let time = started.elapsed();
            drop(made);
            time
        })
        .collect()
}

/// Keeps the shortest time of each item: on a busy machine nothing else repeats.
fn keep_best(best: &mut Vec<Duration>, round: Vec<Duration>) {
    if best.is_empty() {
        *best = round;
    } else {
        for (best, time) in best.iter_mut().zip(round) {
            *best = time.min(*best);
        }
    }
}

fn bytes_of(documents: &[Vec<u8>]) -> usize {
    documents.iter().map(Vec::len).sum()
}

#[expect(clippy::cast_precision_loss, reason = "megabytes for people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

fn megabytes_per_second(bytes: usize, times: &[Duration]) -> f64 {
    megabytes(bytes) / times.iter().sum::<Duration>().as_secs_f64()
}

fn document(bytes: &[u8]) -> Document<'_> {
    Document {
        bytes,
        url: URL,
        content_type: None,
    }
}

/// The texts of a feed's entries that are markup.
fn markup(feed: Feed) -> Vec<RawHtml> {
    let content = |content: planet::feed::Content| content.text;
    feed.entries
        .into_iter()
        .flat_map(|entry| [entry.content.map(content), entry.summary])
        .filter_map(|text| match text? {
            Text::Html(html) => Some(html),
            Text::Plain(_) => None,
        })
        .collect()
}

/// The files that the reference answers for whole feeds speak of, as `SOURCE/PATH` below the source's own folder.
fn real_feeds(conformance: &Path) -> Result<Vec<PathBuf>, String> {
    let list = conformance.join("reference/real.jsonl");
    let text = fs::read_to_string(&list).map_err(|error| {
        format!(
            "{}: {error}. The feeds to measure with are not in this repository: set PLANET_SHARED to the folder that \
             holds `conformance`",
            list.display()
        )
    })?;
    text.lines()
        .map(|line| {
            let line: serde_json::Value = serde_json::from_str(line)
                .map_err(|error| format!("{}: {error}", list.display()))?;
            let key = line.get("key").and_then(serde_json::Value::as_str);
            let key = key.unwrap_or_default();
            let (source, path) = key.split_once('/').unwrap_or_default();
            let (_, folder) = SOURCES
                .iter()
                .find(|(known, _)| *known == source)
                .ok_or_else(|| format!("{}: nothing is known of `{key}`", list.display()))?;
            Ok(conformance.join("feeds").join(folder).join(path))
        })
        .collect()
}
