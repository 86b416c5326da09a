//! Any list or settings of another program become a planet.toml that can be read, or are refused with a message.
#![no_main]

use std::{env, fs, path::PathBuf, process, sync::LazyLock};

use libfuzzer_sys::fuzz_target;
use planet::{
    config::{Config, Overrides},
    import::{Format, import},
};

static FOLDER: LazyLock<PathBuf> = LazyLock::new(|| {
    let memory = PathBuf::from("/dev/shm");
    let folder = if memory.is_dir() { memory } else { env::temp_dir() };
    let folder = folder.join(format!("planet-fuzz-import-{}", process::id()));
    fs::create_dir_all(&folder).expect("a folder for lists");
    folder
});

/// The first byte chooses; half of all are OPML.
const FORMATS: [Option<Format>; 16] = [
    Some(Format::Opml), Some(Format::Opml), Some(Format::Opml), Some(Format::Opml),
    Some(Format::Opml), Some(Format::Opml), Some(Format::Opml), Some(Format::Opml),
    None, Some(Format::Venus), Some(Format::Pluto), Some(Format::Osmosfeed),
    Some(Format::Moonmoon), Some(Format::Foaf), Some(Format::Csv), Some(Format::Urls),
];

fuzz_target!(|data: &[u8]| {
    let Some((choice, list)) = data.split_first() else {
        return;
    };
    let path = FOLDER.join("list");
    fs::write(&path, list).expect("a list");
    match import(&path, FORMATS[usize::from(*choice) % FORMATS.len()], choice & 0x80 != 0) {
        Ok(imported) => {
            let file = FOLDER.join("planet.toml");
            fs::write(&file, &imported.toml).expect("a planet.toml");
            let overrides = Overrides { without_variables: true, ..Overrides::default() };
            if let Err(error) = Config::load(&file, &overrides) {
                panic!("{error}\n{}", imported.toml);
            }
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
});
