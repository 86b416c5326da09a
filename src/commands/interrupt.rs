//! Ctrl-C, and the system that asks the program to end: by default it ends at once, while a signal is [`held`](hold) it is noted,
//! and whoever holds it ends the program when everything is safe. A second signal ends it at once in any case.

use std::{
    io,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag, low_level,
};

/// What the handlers read and write; they stay for the life of the process.
struct Noted {
    /// Whether the next signal ends the program at once.
    at_once: Arc<AtomicBool>,
    /// The number of the signal that came; 0 for none.
    signal: Arc<AtomicUsize>,
}

static NOTED: OnceLock<Noted> = OnceLock::new();

/// Signals are noted as long as this lives.
pub(crate) struct Held {
    noted: &'static Noted,
    /// What they did before.
    at_once_before: bool,
}

/// From now on the first signal is only noted.
///
/// # Errors
/// The system takes no handler.
pub(crate) fn hold() -> io::Result<Held> {
    let noted = if let Some(noted) = NOTED.get() {
        noted
    } else {
        let noted = handle()?;
        NOTED.get_or_init(|| noted)
    };
    Ok(Held {
        at_once_before: noted.at_once.swap(false, Ordering::SeqCst),
        noted,
    })
}

fn handle() -> io::Result<Noted> {
    let noted = Noted {
        at_once: Arc::new(AtomicBool::new(true)),
        signal: Arc::new(AtomicUsize::new(0)),
    };
    for signal in [SIGINT, SIGTERM] {
        // All are positive.
        let number = usize::try_from(signal).unwrap_or_default();
        flag::register_conditional_default(signal, Arc::clone(&noted.at_once))?;
        flag::register_usize(signal, Arc::clone(&noted.signal), number)?;
        flag::register(signal, Arc::clone(&noted.at_once))?;
    }
    Ok(noted)
}

/// A file that grows beyond a limit of the system (`ulimit -f`) is refused from now on, as by a full disk, and told like that;
/// the signal that comes with it would end the program without a word.
pub(crate) fn outlive_limits_of_files() {
    // Where it cannot be held, it ends the program, as it does by default.
    #[cfg(unix)]
    let _held = flag::register(signal_hook::consts::SIGXFSZ, Arc::default());
}

impl Held {
    /// Whether the program is asked to end.
    pub(crate) fn is_asked(&self) -> bool {
        self.noted.signal.load(Ordering::SeqCst) != 0
    }

    /// Ends the program as the signal would have: its parent sees that signal (130 and 143 in a shell).
    pub(crate) fn obey(&self) {
        let signal = self.noted.signal.load(Ordering::SeqCst);
        let signal = i32::try_from(signal).unwrap_or(SIGTERM);
        // It can fail for signals that are none only.
        let _ended = low_level::emulate_default_handler(signal);
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        self.noted
            .at_once
            .store(self.at_once_before, Ordering::SeqCst);
    }
}
