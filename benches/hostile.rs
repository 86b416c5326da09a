//! What markup that is made to cost does cost: the time that 512 KB of each shape take, and how much comes out.
//!
//! `cargo bench --bench hostile` (`--profile profiling` is sooner built and hardly slower), with `-- NAME` only the shapes whose name
//! has it. It fails where a shape takes longer than half a second or grows more than fourfold.

use std::{
    env, fs,
    process::ExitCode,
    sync::OnceLock,
    time::{Duration, Instant},
};

use planet::{feed::RawHtml, html, sanitize};

#[path = "../tests/it/shapes.rs"]
mod shapes;

/// The longest markup that planet parses, in bytes.
const SIZE: usize = 512 << 10;

/// What no entry may take.
const LONGEST: Duration = Duration::from_millis(500);

/// What no entry may become: four times what it was, and 64 KB.
const MOST: usize = 4 * SIZE + (64 << 10);

#[expect(clippy::print_stdout, reason = "the figures are what it is for")]
fn main() -> ExitCode {
    // Without it (`cargo test --benches`) a round of small ones shows that all of it still runs.
    let is_bench = env::args().any(|argument| argument == "--bench");
    let wanted = env::args()
        .skip(1)
        .find(|argument| !argument.starts_with('-'));
    let (size, rounds) = if is_bench { (SIZE, 3) } else { (16 << 10, 1) };
    println!(
        "{:52} {:>8} {:>8} {:>8} {:>7}",
        "", "content", "title", "text", "growth"
    );
    let mut failed = false;
    for (name, markup) in shapes::shapes(size) {
        if wanted.as_ref().is_some_and(|wanted| !name.contains(wanted)) {
            continue;
        }
        let raw = RawHtml {
            base: Some("https://blog.example/posts/one/".into()),
            markup,
        };
        let best = |work: &dyn Fn() -> usize| {
            let times = (0..rounds).map(|_| {
                let started = spent();
                let length = work();
                (spent().saturating_sub(started), length)
            });
            times.min().unwrap_or_default()
        };
        let (content, length) = best(&|| sanitize::content(&raw).as_str().len());
        let (title, _) = best(&|| sanitize::inline(&raw).as_str().len());
        let (text, _) = best(&|| html::word_count(&html::plain_text(&raw.markup)));
        let is_over = is_bench && (content.max(title).max(text) > LONGEST || length > MOST);
        failed |= is_over;
        println!(
            "{name:52} {:5} ms {:5} ms {:5} ms {:4}.{:02}{}",
            content.as_millis(),
            title.as_millis(),
            text.as_millis(),
            length / raw.markup.len(),
            length % raw.markup.len() * 100 / raw.markup.len(),
            if is_over { "  OVER" } else { "" }
        );
    }
    ExitCode::from(u8::from(failed))
}

/// The time that this thread has worked, where the system tells it, so that what else the machine does counts for little.
fn spent() -> Duration {
    static BEGIN: OnceLock<Instant> = OnceLock::new();
    let told = fs::read_to_string("/proc/thread-self/schedstat").ok();
    let worked = told.and_then(|told| told.split(' ').next()?.parse().ok());
    worked.map_or_else(
        || BEGIN.get_or_init(Instant::now).elapsed(),
        Duration::from_nanos,
    )
}
