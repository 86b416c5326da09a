//! What a bench is asked for.

use std::{env, time::Duration};

/// How long each measurement goes on, and the part of a name that those which are wanted have.
pub(crate) fn read() -> (Duration, Option<String>) {
    let arguments: Vec<String> = env::args().skip(1).collect();
    // What cargo passes to a bench; without it (`cargo test --benches`) one round shows that all of it still runs.
    let patience = if arguments.iter().any(|argument| argument == "--bench") {
        Duration::from_secs(4)
    } else {
        Duration::ZERO
    };
    let wanted = arguments
        .into_iter()
        .find(|argument| !argument.starts_with('-'));
    (patience, wanted)
}
