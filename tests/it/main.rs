//! Every test that needs more than one function of planet, in one binary.
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::missing_panics_doc,
    clippy::result_large_err,
    reason = "a test stops at the unexpected and need not be fast"
)]

mod server;
mod tls;
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
mod nasty;
mod restore;
mod faults;
mod filters;
mod real;
mod regressions;
mod security;
mod whole;
