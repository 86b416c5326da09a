//! Asks and reads many feeds at once: many threads wait for servers, as many readers as there are cores take the bodies from
//! a bounded queue, and the calling thread gets the results, so that the memory of a run does not grow with its feeds.
//!
//! What the results mean is decided by who called.

use std::{
    num::NonZero,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel},
    },
    thread,
    time::{Duration, Instant},
};

use url::Url;

use crate::{
    config::{Config, Fetch, Location, Subscription},
    error::{Problem, ProblemKind},
    feed::Timestamp,
    fetch::{Answer, Client, Failure, Limits, Packed, Request, Validators, address, pool},
    normalize::normalize,
    parse::{self, Document, parse},
    refresh::{
        file,
        hide::Secrets,
        patience::Patience,
        settle::{self, Reading},
    },
    store::{FeedState, Received, prepare},
    timings::{Stage, during},
};

/// Deep but bounded recursion happens in html5ever, and in feed-rs where its opinion is asked.
const READER_STACK: usize = 4 << 20;

/// The longest time without a visit.
const PULSE: Duration = Duration::from_millis(200);

/// What a panic becomes.
const OUR_FAULT: &str = "planet itself failed on this feed; please report it";

/// How much of the room for unpacked bodies a reader keeps, in bytes: most feeds need less.
const MOST_ROOM: usize = 1 << 20;

/// How many redirects are followed: what browsers' own limit of 20 is for, feeds need two or three.
const REDIRECTS: u32 = 8;

/// A feed to be asked.
#[derive(Clone, Copy)]
pub(crate) struct Task<'a> {
    pub(crate) feed: usize,
    pub(crate) subscription: &'a Subscription,
    pub(crate) state: &'a FeedState,
    /// Whether it matters what strict readers would say, which takes a reading of its own.
    pub(crate) ask_strict: bool,
    /// Whether it is left for a later run when its server asks to be left alone.
    pub(crate) can_wait: bool,
}

/// A feed that has been asked, with what came.
struct Fetched<'a> {
    task: Task<'a>,
    answer: Answer,
    body: Packed,
    milliseconds: u64,
}

/// A feed that has been read as far as it could be.
pub(crate) struct Finished<'a> {
    pub(crate) task: Task<'a>,
    pub(crate) reading: Reading,
    pub(crate) milliseconds: u64,
}

/// Fetches and reads every task, and visits each as it comes, on the calling thread; while none comes there is a visit with
/// nothing a few times a second. One that can wait is not visited where its server asks to be left alone. An error of the visitor
/// ends it all, once all answers that are waited for have come.
pub(crate) fn each<'a, E>(
    config: &Config,
    tasks: Vec<Task<'a>>,
    patience: &Patience,
    now: Timestamp,
    mut visit: impl FnMut(Option<Finished<'a>>) -> Result<(), E>,
) -> Result<(), E> {
    let client = Client::new(limits(&config.fetch), user_agent(config));
    let stop = AtomicBool::new(false);
    let cores = thread::available_parallelism().map_or(2, NonZero::get);
    let jobs = tasks.into_iter().map(job).collect();
    thread::scope(|scope| {
        // Twice the cores: enough that no reader waits, few enough that waiting bodies do not pile up.
        let (bodies, unread) = sync_channel::<Fetched<'a>>(2 * cores);
        let (done, finished) = sync_channel::<Finished<'a>>(2 * cores);
        let unread = Arc::new(Mutex::new(unread));
        for n in 0..cores {
            let (unread, done) = (Arc::clone(&unread), done.clone());
            let reader = thread::Builder::new()
                .name(format!("read-{n}"))
                .stack_size(READER_STACK);
            // With no reader at all the channel closes below, and every feed is reported as not read.
            let _started = reader.spawn_scoped(scope, move || read_all(&unread, &done));
        }
        drop(unread);
        let (client, stop) = (&client, &stop);
        scope.spawn(move || {
            let _panicked = pool::run(jobs, config.fetch.threads, config.fetch.per_host, |task| {
                if !stop.load(Ordering::Relaxed) && !patience.holds_back(task) {
                    fetch(client, task, patience, now, &bodies, &done);
                }
            });
        });
        // Ends when every sender is gone. After an error the threads find nobody listening, and end too.
        let result = loop {
            let next = match finished.recv_timeout(PULSE) {
                Ok(next) => Some(next),
                Err(RecvTimeoutError::Timeout) => None,
                Err(RecvTimeoutError::Disconnected) => break Ok(()),
            };
            if let Err(error) = visit(next) {
                break Err(error);
            }
        };
        stop.store(true, Ordering::Relaxed);
        drop(finished);
        result
    })
}

fn job(task: Task<'_>) -> pool::Job<Task<'_>> {
    pool::Job {
        host: host_of(&task.subscription.location),
        payload: task,
    }
}

/// What requests to one server are counted by.
pub(crate) fn host_of(location: &Location) -> String {
    match location {
        Location::Http(url) => address::host_key(url),
        Location::File(path) => path.display().to_string(),
    }
}

fn fetch<'a>(
    client: &Client,
    task: Task<'a>,
    patience: &Patience,
    now: Timestamp,
    bodies: &SyncSender<Fetched<'a>>,
    done: &SyncSender<Finished<'a>>,
) {
    let started = Instant::now();
    let asked = || during(Stage::Fetch, || ask(client, task, now));
    let answer = catch_unwind(AssertUnwindSafe(asked))
        .unwrap_or_else(|_| Err(failure(ProblemKind::Internal, OUR_FAULT.to_owned())));
    patience.note(task, &answer);
    let milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX);
    // Whoever listened has gone after a failure of the store; nothing is to be done then.
    let _gone = match answer {
        Ok((answer, Some(body))) => bodies
            .send(Fetched {
                task,
                answer,
                body,
                milliseconds,
            })
            .is_err(),
        Ok((answer, None)) => done
            .send(Finished {
                task,
                reading: Reading::NotModified(answer),
                milliseconds,
            })
            .is_err(),
        Err(failure) => done
            .send(Finished {
                task,
                reading: Reading::Failed(failure),
                milliseconds,
            })
            .is_err(),
    };
}

fn ask(
    client: &Client,
    task: Task<'_>,
    now: Timestamp,
) -> Result<(Answer, Option<Packed>), Failure> {
    match &task.subscription.location {
        Location::Http(url) => client.get_packed(&request(task, url), now),
        Location::File(path) => file::read(path, client.limits().decoded_bytes),
    }
}

/// Validators are sent only while they stand for what is stored: for the same address, read by the same reader.
fn request(task: Task<'_>, url: &Url) -> Request {
    let known = known(task);
    Request {
        url: url.clone(),
        validators: known.map_or_else(Validators::default, |known| known.validators.clone()),
        validators_for: known
            .and_then(|known| known.url.as_deref())
            .and_then(|url| Url::parse(url).ok()),
        allow_private: task.subscription.allow_private_address,
    }
}

pub(crate) fn failure(kind: ProblemKind, message: String) -> Failure {
    Failure {
        problem: Problem::new(kind, message),
        status: None,
        retry_after: None,
        moved_to: None,
    }
}

fn read_all<'a>(unread: &Mutex<Receiver<Fetched<'a>>>, done: &SyncSender<Finished<'a>>) {
    // Where bodies are unpacked, one after the other.
    let mut room = Vec::new();
    loop {
        let next = unread.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(Fetched {
            task,
            answer,
            body,
            milliseconds,
        }) = next
        else {
            return;
        };
        let reading = reading(task, answer, &body, &mut room);
        drop(body);
        if room.capacity() > MOST_ROOM {
            room = Vec::new();
        }
        if done
            .send(Finished {
                task,
                reading,
                milliseconds,
            })
            .is_err()
        {
            return;
        }
    }
}

/// Reads a body; a fault of ours is a problem of this feed only.
fn reading(task: Task<'_>, answer: Answer, body: &Packed, room: &mut Vec<u8>) -> Reading {
    let read = || during(Stage::Read, || read(task, answer, body, room));
    catch_unwind(AssertUnwindSafe(read))
        .unwrap_or_else(|_| Reading::Failed(failure(ProblemKind::Internal, OUR_FAULT.to_owned())))
}

/// Reads a body, unless it is the one that was merged last.
fn read(task: Task<'_>, answer: Answer, body: &Packed, room: &mut Vec<u8>) -> Reading {
    let bytes = match body.unpack(room) {
        Ok(bytes) => bytes,
        Err(problem) => return Reading::Failed(answer.spoiled(problem)),
    };
    let hash = blake3::hash(bytes).as_bytes().to_vec();
    if known(task).is_some_and(|known| known.body_hash.as_ref() == Some(&hash)) {
        return Reading::SameBody(answer);
    }
    let url = match (&task.subscription.location, &answer.content_location) {
        (Location::File(_), _) => task.subscription.home.clone(),
        // Whatever is resolved against it may be published, of `#part` all of it.
        (Location::Http(_), _) if task.subscription.private => {
            Some(format!("{}/", answer.url.origin().ascii_serialization()))
        }
        (Location::Http(_), location) => {
            let url = location.as_ref().unwrap_or(&answer.url);
            Some(address::without_secrets(url).to_string())
        }
    };
    let secrets = match &task.subscription.location {
        Location::Http(asked) if task.subscription.private => {
            let urls: Vec<&Url> = [asked, &answer.url]
                .into_iter()
                .chain(&answer.redirected)
                .collect();
            Secrets::of(&urls, &task.subscription.secrets)
        }
        _ => Secrets::default(),
    };
    let document = Document {
        bytes,
        url: url.as_deref(),
        content_type: answer.content_type.as_deref(),
    };
    match parse(document) {
        Ok(parsed) => {
            let malformed = parse::malformed(&parsed);
            let malformed = malformed.map(|problem| publishable(problem, task, &secrets));
            let encoding = parsed.encoding;
            let mut refusal = task.ask_strict.then(|| parse::refusal(document)).flatten();
            if let Some(words) = &mut refusal {
                secrets.hide(words);
            }
            let mut feed = normalize(parsed, url.as_deref());
            secrets.hide_in(&mut feed);
            let ttl = feed.ttl;
            let mut feed = prepare(feed);
            if task.subscription.private {
                // It would be remembered and exported, and is often the very address that must not be.
                feed.self_link = None;
            }
            Reading::Feed {
                answer,
                hash,
                ttl,
                malformed,
                encoding,
                refusal,
                feed: Box::new(feed),
            }
        }
        Err(problem) => Reading::Failed(Failure {
            problem: publishable(problem, task, &secrets),
            status: Some(answer.status),
            retry_after: None,
            moved_to: answer.moved_to,
        }),
    }
}

/// The problem as it may be published: it may quote the document, and a web page that comes instead of a private feed often
/// advertises that feed's own secret address.
fn publishable(mut problem: Problem, task: Task<'_>, secrets: &Secrets) -> Problem {
    if problem.kind == ProblemKind::WebPage && task.subscription.private {
        return Problem::new(problem.kind, parse::WEB_PAGE);
    }
    // Also a feed that is no secret may be advertised with the secret of somebody who reads it.
    problem.message = address::display_words(&problem.message);
    secrets.hide(&mut problem.message);
    problem
}

/// What the last answer left, as far as it counts for this request.
fn known(task: Task<'_>) -> Option<&Received> {
    let received = task.state.received.as_deref();
    received.filter(|_| settle::is_current(task.subscription, task.state))
}

/// The limits of planet.toml.
pub(crate) fn limits(fetch: &Fetch) -> Limits {
    Limits {
        connect: fetch.connect_timeout,
        first_byte: fetch.first_byte_timeout,
        stall: fetch.stall_timeout,
        total: fetch.timeout,
        wire_bytes: fetch.max_transfer,
        decoded_bytes: fetch.max_body,
        redirects: REDIRECTS,
    }
}

/// What planet calls itself: who it is, and where its operator can be found.
pub(crate) fn user_agent(config: &Config) -> String {
    config
        .fetch
        .user_agent
        .clone()
        .unwrap_or_else(|| format!("{PROGRAM} (feed aggregator; +{})", config.base_url))
}

/// The program's name to servers.
pub(crate) const PROGRAM: &str = concat!("planet/", env!("CARGO_PKG_VERSION"));
