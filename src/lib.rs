//! planet: many blogs, one page. A static feed aggregator and site generator.
//!
//! The stages, in the order in which a build runs them: [`config`] reads planet.toml; [`refresh`] asks the feeds
//! ([`fetch`]), reads them ([`mod@parse`], [`normalize`]) and merges them into the [`store`]; [`mod@select`] chooses what is
//! shown; [`render`] makes pages of it with a [`theme`]; [`mod@publish`] writes them.

#![forbid(unsafe_code)]

pub mod cli;
pub mod commands;
pub mod config;
pub mod import;
pub mod fetch;
pub mod parse;
pub mod normalize;
pub mod html;
pub mod inspect;
pub mod discover;
pub mod refresh;
pub mod check;
pub mod filter;
pub mod feed;
pub mod store;
pub mod sanitize;
pub mod site;
pub mod language;
pub mod pages;
pub mod select;
pub mod theme;
pub mod render;
pub mod publish;
pub mod serve;
pub mod report;
pub mod timings;
pub mod disk;
pub mod zones;
pub mod ui;
pub mod error;
