//! A file that comes in pieces, since all of it at once would be much to remember.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::PathBuf,
};

use crate::{
    publish::{
        Publication, PublishError, error::failed, manifest::FileRecord, places::make_folder_of,
    },
    timings::{Stage, during},
};

/// A file on its way into a [`Publication`], which lies aside as far as it was written.
#[derive(Debug)]
pub struct Growing<'a> {
    publication: &'a Publication,
    path: String,
    aside: PathBuf,
    file: BufWriter<File>,
    hasher: blake3::Hasher,
}

impl Publication {
    /// Begins a file of the site with nothing in it.
    ///
    /// # Errors
    /// Another file of the site is in the way, or the disk refuses.
    pub fn grow(&self, path: &str) -> Result<Growing<'_>, PublishError> {
        self.taken().claim(path, FileRecord::of(&[], None))?;
        let aside = self.staging.join(path);
        make_folder_of(&aside)?;
        let file = File::create(&aside).map_err(|source| failed("write", &aside, source))?;
        Ok(Growing {
            publication: self,
            path: path.to_owned(),
            aside,
            file: BufWriter::new(file),
            hasher: blake3::Hasher::new(),
        })
    }
}

impl Growing<'_> {
    /// Writes what comes next.
    ///
    /// # Errors
    /// The disk refuses.
    pub fn write(&mut self, piece: &[u8]) -> Result<(), PublishError> {
        during(Stage::Publish, || {
            self.hasher.update(piece);
            (self.file.write_all(piece)).map_err(|source| failed("write", &self.aside, source))
        })
    }

    /// Gives the whole file to the site, as [`Publication::add`] does a page.
    ///
    /// # Errors
    /// As there.
    pub fn finish(mut self) -> Result<(), PublishError> {
        let Self {
            publication,
            path,
            aside,
            file,
            hasher,
        } = &mut self;
        during(Stage::Publish, || {
            (file.flush()).map_err(|source| failed("write", aside, source))?;
            let record = FileRecord::of_hashed(hasher.count(), &hasher.finalize());
            // It lies there already.
            publication.take(std::mem::take(path), record, |_| Ok(()))
        })
    }
}
