//! A program that reads lines and writes lines: run without a shell, in the folder of planet.toml, within bounds of time and
//! output. Whatever it does, it comes to an end.

use std::{
    collections::VecDeque,
    io::{Read, Write as _},
    path::Path,
    process::{Child, Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

use crate::{error::in_words, filter::Failure};

/// The most bytes that a program may write; it is given 8 MB mostly.
const MAX_OUTPUT: usize = 64 << 20;
/// How much of what it says on standard error is kept, from the end: the last line says why, mostly.
const MAX_SAID: usize = 4 << 10;
/// The longest line of that which is told, in characters.
const MAX_LINE: usize = 300;
/// How often it is looked whether it has ended, once it has closed its output.
const LOOK: Duration = Duration::from_millis(5);

/// Why a program gave no answer.
#[derive(Debug)]
pub(super) struct Broken {
    pub(super) failure: Failure,
    /// Whether it took too long.
    pub(super) is_slow: bool,
}

/// Gives lines to a program; what it writes.
pub(super) fn run(
    command: &[String],
    root: &Path,
    lines: String,
    limit: Duration,
) -> Result<Vec<u8>, Broken> {
    let Some((program, arguments)) = command.split_first() else {
        return Ok(Vec::new());
    };
    let broken = |what: String, said: Option<String>| Broken {
        failure: Failure {
            message: format!("the filter `{program}` {what}"),
            said,
        },
        is_slow: false,
    };
    let mut child = start(program, arguments, root)
        .map_err(|error| broken(format!("cannot be started: {}", in_words(&error)), None))?;
    let deadline = Instant::now() + limit;
    let said = spawn_reader(child.stderr.take(), read_end);
    let written = spawn_reader(child.stdout.take(), read_all);
    give(&mut child, lines);
    let result = answer(&mut child, &written, deadline);
    if result.is_err() {
        end(&mut child);
    }
    let said = || {
        // A descendant that got away may hold it open.
        let said = said
            .recv_timeout(Duration::from_secs(1))
            .unwrap_or_default();
        last_line(&said)
    };
    match result {
        Ok((written, status)) if status.success() => Ok(written),
        Ok((_, status)) => Err(broken(format!("failed ({status})"), said())),
        Err(Stopped::TooMuch) => {
            let most = MAX_OUTPUT >> 20;
            Err(broken(format!("wrote more than {most} MB"), said()))
        }
        Err(Stopped::TooLong) => Err(Broken {
            is_slow: true,
            ..broken(format!("took longer than {limit:?}"), said())
        }),
    }
}

fn start(program: &str, arguments: &[String], root: &Path) -> std::io::Result<Child> {
    // A path starts at planet.toml; a bare name is looked for where the system has its programs.
    let is_path = program.contains(['/', std::path::MAIN_SEPARATOR]);
    let mut command = if is_path {
        Command::new(std::path::absolute(root)?.join(program))
    } else {
        Command::new(program)
    };
    command
        .args(arguments)
        .current_dir(root)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    // With all that it starts, so that it can be ended with all that.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.spawn()
}

/// Writes the lines, on a thread of its own: a program may write before it has read all, or end before it has.
fn give(child: &mut Child, lines: String) {
    let Some(mut input) = child.stdin.take() else {
        return;
    };
    thread::spawn(move || {
        let _it_need_not_read_all = input.write_all(lines.as_bytes());
    });
}

fn spawn_reader<R: Read + Send + 'static, T: Send + 'static>(
    from: Option<R>,
    read: impl FnOnce(R) -> T + Send + 'static,
) -> mpsc::Receiver<T> {
    let (sender, receiver) = mpsc::sync_channel(1);
    if let Some(from) = from {
        thread::spawn(move || {
            let _nobody_waits_any_more = sender.send(read(from));
        });
    }
    receiver
}

/// All of the output; `None` when it is too much.
fn read_all(out: impl Read) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(MAX_OUTPUT).unwrap_or(u64::MAX);
    // What was read before a pipe broke is not the whole answer, but then the exit status says so.
    let _broken_pipe = out.take(most + 1).read_to_end(&mut bytes);
    (bytes.len() <= MAX_OUTPUT).then_some(bytes)
}

/// The last bytes; all are read, so that the program never waits for somebody to read them.
fn read_end(mut out: impl Read) -> Vec<u8> {
    let mut end: VecDeque<u8> = VecDeque::new();
    let mut buffer = [0; 4096];
    while let Ok(count) = out.read(&mut buffer) {
        if count == 0 {
            break;
        }
        end.extend(buffer.get(..count).unwrap_or_default());
        end.drain(..end.len().saturating_sub(MAX_SAID));
    }
    end.into()
}

enum Stopped {
    TooLong,
    TooMuch,
}

/// Waits for the whole output and the end.
fn answer(
    child: &mut Child,
    written: &mpsc::Receiver<Option<Vec<u8>>>,
    deadline: Instant,
) -> Result<(Vec<u8>, ExitStatus), Stopped> {
    let left = || deadline.saturating_duration_since(Instant::now());
    let written = written.recv_timeout(left()).map_err(|_| Stopped::TooLong)?;
    let written = written.ok_or(Stopped::TooMuch)?;
    loop {
        if let Ok(Some(status)) = child.try_wait() {
            return Ok((written, status));
        }
        if left().is_zero() {
            return Err(Stopped::TooLong);
        }
        thread::sleep(LOOK);
    }
}

/// Ends the program and everything that it started.
fn end(child: &mut Child) {
    #[cfg(unix)]
    if let Some(group) = i32::try_from(child.id())
        .ok()
        .and_then(rustix::process::Pid::from_raw)
    {
        let _it_may_have_ended =
            rustix::process::kill_process_group(group, rustix::process::Signal::KILL);
    }
    let _it_may_have_ended = child.kill();
    let _reaped = child.wait();
}

/// The last line with words.
fn last_line(said: &[u8]) -> Option<String> {
    let text = String::from_utf8_lossy(said);
    let line = text.lines().map(str::trim).rfind(|line| !line.is_empty())?;
    Some(line.chars().take(MAX_LINE).collect())
}
