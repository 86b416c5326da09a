//! The attacks of tests/vectors, which whole planets and a browser are put to as well.

use self::list::all;
use super::{assert_sound, clean};

#[path = "../../../tests/it/vectors.rs"]
mod list;

#[test]
fn every_vector_comes_out_harmless_balanced_and_stable() {
    let all = all();
    assert!(all.len() >= 900, "{}", all.len());
    for (place, vector) in &all {
        println!("{place}: {vector}");
        assert_sound(vector);
    }
}

#[test]
fn vectors_stay_harmless_behind_and_inside_of_each_other() {
    let all = all();
    for (at, (place, first)) in all.iter().enumerate() {
        let (_, second) = &all[(at * 137 + 71) % all.len()];
        println!("{place}");
        assert_sound(&format!("{first}{second}"));
        assert_sound(&format!("<p title=\"{second}\">{first}"));
        assert_sound(&format!("<ul><li><table><td>{first}</li>{second}"));
    }
}

/// What comes out may be put out once more by others: as JSON, as XML, or as the source of somebody else's page.
#[test]
fn what_comes_out_of_a_vector_is_safe_as_source_of_itself() {
    for (place, vector) in all() {
        let once = clean(&vector);
        let shown = crate::sanitize::text(&once);
        assert!(!shown.as_str().contains('<'), "{place}");
        assert_sound(&once.replace('&', "&amp;").replace('<', "&lt;"));
    }
}
