//! Every test that needs more than one function of planet, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::result_large_err,
    reason = "a test stops at the unexpected and need not be fast"
)]

use std::io::Write as _;

mod server;
mod tls;
mod vectors;
mod xml;
mod shapes;
mod sources;
mod planet;
mod fetch;
mod feeds;
mod config;
mod digest;
mod cli;
mod start;
mod architecture;
mod docs;
mod theme_docs;
mod anew;
mod archive;
mod blogroll;
mod build;
mod check;
mod pages;
mod ping;
mod answers;
mod dates;
mod groups;
mod git;
mod import;
#[cfg(unix)]
mod kit;
mod languages;
mod many_feeds;
mod nasty;
mod restore;
mod faults;
mod filters;
mod real;
mod regressions;
mod security;
mod whole;

/// Says that something was not tested; not by `println!`, which nobody sees of a test that passes.
fn skipped(why: &str) {
    let _nobody_listens = writeln!(std::io::stderr(), "skipped: {why}");
}
