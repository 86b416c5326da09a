//! Any planet.toml is read, or refused with a message that can be shown; what is read can be described.
#![no_main]

use std::{env, fs, path::PathBuf, process, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use planet::config::{Config, Overrides};

/// Planet reads files; those in memory are the quickest.
static FILE: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { env::temp_dir() };
    let folder = folder.join(format!("planet-fuzz-config-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder for planet.toml");
    folder.join("planet.toml")
});

fuzz_target!(|text: &str| {
    fs::write(&*FILE, text).expect("a planet.toml");
    let overrides = Overrides { without_variables: true, ..Overrides::default() };
    match Config::load(&FILE, &overrides) {
        Ok(config) => {
            let slugs: std::collections::HashSet<_> = config.feeds.iter().map(|feed| &feed.slug).collect();
            assert_eq!(slugs.len(), config.feeds.len(), "each feed has a page of its own");
            for feed in &config.feeds {
                assert!(!feed.slug.is_empty() && feed.slug.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-'), "{:?}", feed.slug);
                assert!(feed.url().is_none_or(|url| matches!(url.scheme(), "http" | "https")));
                // Whatever is shown holds no password.
                assert!(feed.url().and_then(|url| url.password()).is_none_or(|password| password.len() < 12 || !feed.shown.contains(password)));
            }
            assert!(config.base_path().starts_with('/') && config.base_path().ends_with('/'));
            let _ = config.written_feeds();
        }
        Err(error) => {
            assert!(!error.to_string().is_empty());
            error.hint();
        }
    }
});
