//! A copy of what is remembered, to try things on that the real store shall never know of.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use crate::store::{FILE, SetAside, Store, StoreError, reading, writing};

impl Store {
    /// The file of the store in a folder, which need not exist.
    pub fn file(folder: &Path) -> PathBuf {
        folder.join(FILE)
    }

    /// Makes the store in the folder `to` the same as the one in the folder `from`, also while another run writes there;
    /// without a store there, none is here. What was set aside there.
    ///
    /// # Errors
    /// The store cannot be read, or the copy cannot be written.
    pub fn copy(from: &Path, to: &Path) -> Result<Vec<SetAside>, StoreError> {
        let place = to.join(FILE);
        let failed = |verb, path: &Path| {
            let path = path.to_owned();
            move |source| StoreError::File { verb, path, source }
        };
        fs::create_dir_all(to).map_err(failed("make the folder", to))?;
        for old in [place.clone(), to.join(format!("{FILE}-journal"))] {
            match fs::remove_file(&old) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(failed("remove", &old)(error));
                }
                _ => {}
            }
        }
        let set_aside = match Self::open_to_read(from) {
            Err(StoreError::Missing { .. }) => return Ok(Vec::new()),
            other => other?.set_aside,
        };
        let path = from.join(FILE);
        let source = Connection::open(&path).map_err(|error| reading(&path, error))?;
        // One unchanging view of it, without its free pages.
        source
            .execute("VACUUM INTO ?1", [place.to_string_lossy()])
            .map_err(|error| writing(&place, error))?;
        Ok(set_aside)
    }
}
