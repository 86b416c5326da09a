//! Whether files have changed: one word for names, sizes and times of everything in some places.
//!
//! The files are looked at a few times a second. What systems offer instead differs from system to system and hears nothing
//! of network drives, containers and virtual machines; a planet has some dozens of files.

use std::{
    fs::{self, Metadata},
    path::{Path, PathBuf},
    time::UNIX_EPOCH,
};

/// One word for the files in these places and below; what is not there or cannot be read counts as such.
pub fn stamp(places: &[PathBuf]) -> String {
    let mut hasher = blake3::Hasher::new();
    for place in places {
        look(place, &mut Vec::new(), &mut hasher);
    }
    hasher.finalize().to_hex().to_string()
}

/// `above` are the folders that this place lies in, behind all links.
fn look(path: &Path, above: &mut Vec<PathBuf>, hasher: &mut blake3::Hasher) {
    hasher
        .update(path.as_os_str().as_encoded_bytes())
        .update(&[0]);
    let Ok(metadata) = path.metadata() else {
        hasher.update(b"none");
        return;
    };
    if !metadata.is_dir() {
        hasher.update(&metadata.len().to_le_bytes());
        hasher.update(&changed(&metadata).to_le_bytes());
        return;
    }
    let Ok(place) = path.canonicalize() else {
        return;
    };
    // A link that leads back would be followed for ever.
    if above.contains(&place) {
        return;
    }
    above.push(place);
    let items = fs::read_dir(path).into_iter().flatten().flatten();
    let mut paths: Vec<PathBuf> = items.map(|item| item.path()).collect();
    paths.sort();
    for path in paths {
        look(&path, above, hasher);
    }
    above.pop();
}

/// When the file was written last, in nanoseconds since 1970.
fn changed(metadata: &Metadata) -> u128 {
    let since = metadata.modified().ok();
    let since = since.and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    since.map_or(0, |since| since.as_nanos())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use crate::serve::stamp;

    #[test]
    fn files_that_come_change_and_go_are_noticed() {
        let folder = tempfile::tempdir().unwrap();
        let places = [folder.path().join("a"), folder.path().join("b.toml")];
        let mut seen = vec![stamp(&places)];
        let mut differs = |what: &str| {
            let now = stamp(&places);
            assert!(!seen.contains(&now), "{what}");
            assert_eq!(now, stamp(&places), "{what}");
            seen.push(now);
        };
        fs::write(&places[1], "x").unwrap();
        differs("a file");
        fs::write(&places[1], "xy").unwrap();
        differs("another size");
        fs::create_dir_all(places[0].join("deep")).unwrap();
        differs("a folder");
        fs::write(places[0].join("deep/c"), "x").unwrap();
        differs("a file in a folder");
        fs::rename(places[0].join("deep/c"), places[0].join("deep/d")).unwrap();
        differs("another name");
        #[cfg(unix)]
        for link in ["one", "two", "three"] {
            std::os::unix::fs::symlink(".", places[0].join(link)).unwrap();
            differs("a link that leads back");
        }
        // What lies beside is no matter.
        fs::write(folder.path().join("beside"), "x").unwrap();
        assert_eq!(Some(&stamp(&places)), seen.last());
    }
}
