//! One run at a time: an advisory lock on a file in the state folder, which the system frees when the process ends,
//! however it ends.

use std::{
    fs::{File, TryLockError},
    io::{Read as _, Seek as _, Write as _},
    path::Path,
};

use crate::store::StoreError;

/// The lock; freed on drop.
#[derive(Debug)]
pub(crate) struct Lock {
    _file: File,
}

/// The turn to open the store: waits for whoever just sets aside what lies beside it, or has it take back what a killed run left,
/// until it is dropped. `None` where this user may make no file; nobody waits then. It is no lock of the folder, which somebody's
/// script may hold.
pub(crate) fn turn(folder: &Path) -> Option<File> {
    let mut options = File::options();
    let file = options.write(true).create(true).truncate(false);
    let file = file.open(folder.join("opening")).ok()?;
    file.lock().ok()?;
    Some(file)
}

impl Lock {
    pub(crate) fn take(folder: &Path) -> Result<Self, StoreError> {
        let path = folder.join("lock");
        let failed = |verb, source| StoreError::File {
            verb,
            path: path.clone(),
            source,
        };
        let mut file = File::options()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|source| failed("open", source))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut holder = String::new();
                let read = file.read_to_string(&mut holder).ok();
                let holder = read
                    .map(|_| holder.trim().to_owned())
                    .filter(|text| text.parse::<u32>().is_ok());
                return Err(StoreError::Locked {
                    path: folder.to_owned(),
                    holder,
                });
            }
            Err(TryLockError::Error(source)) => return Err(failed("lock", source)),
        }
        // The number is a courtesy to whoever finds the folder locked; a full disk must not stop the run here.
        let _written = file
            .set_len(0)
            .and_then(|()| file.rewind())
            .and_then(|()| file.write_all(std::process::id().to_string().as_bytes()));
        Ok(Self { _file: file })
    }
}
