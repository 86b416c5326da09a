//! The two readers against each other: the same feed for everything that the strict one accepts.

use std::{cell::Cell, env, fs, path::Path};

use proptest::{prelude::*, test_runner::TestRunner};

use crate::parse::{
    decode, json, strict,
    tests::{both, document, documents, files_below, shared_feeds},
    tolerant,
};

/// Compares the two readings of every file; how many the strict reader accepted.
fn compare(files: &[std::path::PathBuf]) -> usize {
    let mut accepted = 0;
    for file in files {
        let bytes = fs::read(file).unwrap();
        let decoded = decode::decode(&bytes, None);
        if let Some((strict, tolerant)) = both(&decoded.text) {
            accepted += 1;
            assert_eq!(strict, tolerant, "{}", file.display());
        }
    }
    println!("{accepted} of {} files follow the rules", files.len());
    accepted
}

#[test]
fn every_conformance_feed_is_the_same_to_both() {
    let Some(files) = shared_feeds() else { return };
    let accepted = compare(&files);
    assert!(accepted * 10 > files.len(), "{accepted} of {}", files.len());
}

#[test]
fn every_fixture_is_the_same_to_both() {
    let mut files = Vec::new();
    files_below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds"),
        &mut files,
    );
    assert!(compare(&files) > 0);
}

/// Runs the comparison over generated documents: a thousand, or as many as `PROPTEST_CASES` says. At least one in
/// `share` must follow the rules, or the comparison compares nothing.
fn generated(documents: impl Strategy<Value = String>, share: u32) {
    let mut config = ProptestConfig::with_source_file(file!());
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = 1000;
    }
    let (all, accepted) = (Cell::new(0), Cell::new(0));
    let outcome = TestRunner::new(config).run(&documents, |text| {
        all.set(all.get() + 1);
        if let Some((strict, tolerant)) = both(&text) {
            accepted.set(accepted.get() + 1);
            if strict != tolerant {
                let message = format!("strict {strict:#?}\ntolerant {tolerant:#?}");
                return Err(TestCaseError::fail(message));
            }
        }
        Ok(())
    });
    let (all, accepted) = (all.get(), accepted.get());
    if let Err(error) = outcome {
        panic!("{error}");
    }
    println!("{accepted} of {all} generated documents follow the rules");
    assert!(accepted * share >= all, "{accepted} of {all}");
}

#[test]
fn generated_rss_is_the_same_to_both() {
    generated(documents::rss(), 3);
}

#[test]
fn generated_atom_is_the_same_to_both() {
    generated(documents::atom(), 3);
}

proptest! {
    #[test]
    fn rss_1_0_is_never_left_to_the_strict_reader(text in documents::rdf()) {
        prop_assert!(strict::read(&text, None).is_none());
        prop_assert!(tolerant::read(&text, None).is_some());
    }

    /// There is one reader of JSON; what may differ is how the document is written.
    #[test]
    fn generated_json_feeds_are_the_same_however_they_are_written(feed in documents::json()) {
        let read = |text: &str| json::read(text, document(b"").url).unwrap();
        let escaped: String = feed
            .to_string()
            .chars()
            .map(|char| if char.is_ascii() { char.to_string() } else { format!("\\u{:04x}", u32::from(char)) })
            .collect();
        let plain = read(&feed.to_string());
        prop_assert_eq!(&plain, &read(&format!("{feed:#}")));
        prop_assert_eq!(&plain, &read(&escaped));
        prop_assert!(strict::read(&feed.to_string(), None).is_none());
    }
}
