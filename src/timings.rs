//! Where the time of a run goes, stage by stage: for `--timings`.
//!
//! Stages overlap and run on many threads, so each has a span (from the first moment that any thread was at it to the last) and
//! the time of processors that all threads spent in it. The numbers are of this process and never reach a page.

use std::{
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

/// A stage of the line from a feed to a page, in that order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// Loading the theme, and proving it.
    Theme,
    /// Asking servers.
    Fetch,
    /// Unpacking and reading documents.
    Read,
    /// Merging what was read into the store.
    Merge,
    /// The maintainer's programs; what they take themselves is not among it.
    Filter,
    /// Choosing what is shown, and making markup safe.
    Select,
    /// Making pages and files.
    Render,
    /// Writing what has changed.
    Publish,
}

impl Stage {
    const ALL: [Self; 8] = [
        Self::Theme,
        Self::Fetch,
        Self::Read,
        Self::Merge,
        Self::Filter,
        Self::Select,
        Self::Render,
        Self::Publish,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Theme => "theme",
            Self::Fetch => "fetch",
            Self::Read => "read",
            Self::Merge => "merge",
            Self::Filter => "filter",
            Self::Select => "select",
            Self::Render => "render",
            Self::Publish => "publish",
        }
    }
}

/// What all threads have spent in a stage, in nanoseconds, the first two since the beginning.
struct Spent {
    from: AtomicU64,
    to: AtomicU64,
    cpu: AtomicU64,
}

static SPENT: [Spent; Stage::ALL.len()] = [const {
    Spent {
        from: AtomicU64::new(u64::MAX),
        to: AtomicU64::new(0),
        cpu: AtomicU64::new(0),
    }
}; Stage::ALL.len()];

/// Set where anybody wants to know.
static BEGUN: OnceLock<Instant> = OnceLock::new();

/// Begins to measure; nothing is measured before.
pub fn begin() {
    BEGUN.get_or_init(Instant::now);
}

/// Does a part of a stage's work. Parts of stages do not contain each other, or their time would be counted twice.
pub fn during<T>(stage: Stage, work: impl FnOnce() -> T) -> T {
    let (Some(begun), Some(spent)) = (BEGUN.get(), SPENT.get(stage as usize)) else {
        return work();
    };
    let since = || u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
    spent.from.fetch_min(since(), Ordering::Relaxed);
    let cpu = of_thread();
    let done = work();
    if let (Some(before), Some(after)) = (cpu, of_thread()) {
        spent
            .cpu
            .fetch_add(after.saturating_sub(before), Ordering::Relaxed);
    }
    spent.to.fetch_max(since(), Ordering::Relaxed);
    done
}

/// A line of the table: a stage, when it began and ended, how long that was, what it cost. Seconds, `-` for what this system
/// does not tell.
pub type Row = [String; 5];

/// What was measured so far: the stages that there were, and the whole run with what is in no stage.
pub fn rows() -> Vec<Row> {
    let Some(begun) = BEGUN.get() else {
        return Vec::new();
    };
    let stages = Stage::ALL.iter().zip(&SPENT).filter_map(|(stage, spent)| {
        let (from, to) = (
            spent.from.load(Ordering::Relaxed),
            spent.to.load(Ordering::Relaxed),
        );
        let cpu = of_thread().map(|_| spent.cpu.load(Ordering::Relaxed));
        (from <= to).then(|| row(stage.name(), from, to, cpu))
    });
    let whole = u64::try_from(begun.elapsed().as_nanos()).unwrap_or(u64::MAX);
    let whole = row("all", 0, whole, of_process());
    stages.chain([whole]).collect()
}

fn row(name: &str, from: u64, to: u64, cpu: Option<u64>) -> Row {
    [
        name.to_owned(),
        seconds(from),
        seconds(to),
        seconds(to - from),
        cpu.map_or_else(|| "-".to_owned(), seconds),
    ]
}

fn seconds(nanoseconds: u64) -> String {
    let milliseconds = nanoseconds / 1_000_000;
    format!("{}.{:03}", milliseconds / 1000, milliseconds % 1000)
}

/// The time of processors that this thread has taken, in nanoseconds.
fn of_thread() -> Option<u64> {
    clock::read(clock::THREAD)
}

/// The same of all threads.
fn of_process() -> Option<u64> {
    clock::read(clock::PROCESS)
}

#[cfg(unix)]
mod clock {
    use rustix::time::{ClockId, clock_gettime};

    pub(super) const THREAD: ClockId = ClockId::ThreadCPUTime;
    pub(super) const PROCESS: ClockId = ClockId::ProcessCPUTime;

    pub(super) fn read(clock: ClockId) -> Option<u64> {
        let time = clock_gettime(clock);
        let seconds = u64::try_from(time.tv_sec).ok()?;
        let rest = u64::try_from(time.tv_nsec).ok()?;
        Some(seconds * 1_000_000_000 + rest)
    }
}

#[cfg(not(unix))]
mod clock {
    pub(super) const THREAD: () = ();
    pub(super) const PROCESS: () = ();

    pub(super) fn read((): ()) -> Option<u64> {
        None
    }
}
