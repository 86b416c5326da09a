//! What may be written where: links, folders and files of others are never followed, emptied or replaced.

use std::{
    fs, io,
    path::{Component, Path},
};

use crate::publish::{PublishError, STAGING, error::failed, manifest::Manifest};

/// Entries of an output folder that may be there before planet was.
const TOLERATED: [&str; 4] = [".git", ".gitignore", ".gitkeep", STAGING];

/// The name under which a file is copied from another file system.
const BESIDE: &str = ".planet-copy";

/// Makes sure that a folder without a manifest of ours holds nothing of others.
pub(super) fn refuse_foreign(output: &Path) -> Result<(), PublishError> {
    let entries = match fs::read_dir(output) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(failed("read", output, source)),
    };
    let mut foreign = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|source| failed("read", output, source))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if !TOLERATED.contains(&name.as_str()) {
            foreign.push(name);
        }
    }
    foreign.sort();
    match foreign.split_first() {
        None => Ok(()),
        Some((first, rest)) => Err(PublishError::Foreign {
            folder: output.to_owned(),
            first: first.clone(),
            more: rest.len(),
        }),
    }
}

/// Makes sure that writing `path` follows no link out of the output folder and overwrites nothing of others.
pub(super) fn free_place(output: &Path, path: &str, old: &Manifest) -> Result<(), PublishError> {
    let target = output.join(path);
    let in_the_way = |path: &Path, what| {
        Err(PublishError::InTheWay {
            path: path.to_owned(),
            what,
        })
    };
    let mut folders: Vec<&Path> = folders_between(output, &target).collect();
    folders.reverse();
    for folder in folders {
        match fs::symlink_metadata(folder) {
            // Nor is there anything in it.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Ok(metadata) if metadata.is_symlink() => return in_the_way(folder, "a symbolic link"),
            Ok(metadata) if !metadata.is_dir() && !is_ours(output, folder, old) => {
                return in_the_way(folder, "a file");
            }
            _ => {}
        }
    }
    match fs::symlink_metadata(&target) {
        Ok(metadata) if metadata.is_dir() && !holds_only_ours(output, &target, old) => {
            in_the_way(&target, "a folder")
        }
        Ok(metadata) if metadata.is_dir() => Ok(()),
        Ok(_) if !old.files.contains_key(path) => {
            in_the_way(&target, "a file that planet did not write")
        }
        _ => Ok(()),
    }
}

/// The folders from that of `target` up to the output folder, without it.
fn folders_between<'a>(output: &'a Path, target: &'a Path) -> impl Iterator<Item = &'a Path> {
    target
        .ancestors()
        .skip(1)
        .take_while(move |folder| *folder != output)
}

/// Whether a folder, and every folder in it, holds files that planet wrote and none else. One that is empty is somebody's.
fn holds_only_ours(output: &Path, folder: &Path, old: &Manifest) -> bool {
    let is_ours = |entry: io::Result<fs::DirEntry>| {
        let path = entry?.path();
        let metadata = fs::symlink_metadata(&path)?;
        Ok::<_, io::Error>(if metadata.is_dir() {
            holds_only_ours(output, &path, old)
        } else {
            is_ours(output, &path, old)
        })
    };
    fs::read_dir(folder).is_ok_and(|entries| {
        let mut entries = entries.peekable();
        entries.peek().is_some() && entries.all(|entry| is_ours(entry).unwrap_or(false))
    })
}

fn is_ours(output: &Path, path: &Path, old: &Manifest) -> bool {
    let relative = path.strip_prefix(output).unwrap_or(path).to_string_lossy();
    old.files.contains_key(&relative.replace('\\', "/"))
}

/// Makes the folder that `target` lies in.
pub(super) fn make_folder_of(target: &Path) -> Result<(), PublishError> {
    let Some(folder) = target.parent() else {
        return Ok(());
    };
    if let Err(source) = fs::create_dir_all(folder) {
        // A page that was a file may now be a folder.
        let file = folder.ancestors().find(|path| path.is_file());
        match file.map(fs::remove_file) {
            Some(Ok(())) => fs::create_dir_all(folder)
                .map_err(|source| failed("make the folder", folder, source))?,
            _ => return Err(failed("make the folder", folder, source)),
        }
    }
    Ok(())
}

/// Moves a file that lies aside into its place, or all of the outermost folder around it that is not there yet; what was
/// moved, as a path within the site.
pub(super) fn move_into_place<'a>(
    staging: &Path,
    output: &Path,
    path: &'a Path,
) -> Result<&'a Path, PublishError> {
    let is_new = |folder: &&Path| {
        let found = fs::symlink_metadata(output.join(folder));
        found.is_err_and(|error| error.kind() == io::ErrorKind::NotFound)
    };
    let folders = path.ancestors().skip(1);
    let moved = folders.take_while(is_new).last().unwrap_or(path);
    let target = output.join(moved);
    make_folder_of(&target)?;
    match fs::rename(staging.join(moved), &target) {
        // Somebody has mounted something there.
        Err(error) if error.kind() == io::ErrorKind::CrossesDevices => {
            let target = output.join(path);
            make_folder_of(&target)?;
            copy_into_place(&staging.join(path), &target)
                .map_err(|source| failed("write", &target, source))?;
            Ok(path)
        }
        done => {
            done.map_err(|source| failed("write", &target, source))?;
            Ok(moved)
        }
    }
}

/// As a rename would, from another file system: whoever reads finds the old file or the new one, with the date of the new one.
fn copy_into_place(aside: &Path, target: &Path) -> io::Result<()> {
    let beside = target.with_file_name(BESIDE);
    // What a killed run left there, or a link that somebody put there.
    match fs::remove_file(&beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let copy = || {
        let mut file = fs::File::create_new(&beside)?;
        let mut source = fs::File::open(aside)?;
        io::copy(&mut source, &mut file)?;
        file.set_modified(source.metadata()?.modified()?)?;
        fs::rename(&beside, target)
    };
    copy().inspect_err(|_| {
        let _remains = fs::remove_file(&beside);
    })
}

/// Removes one of our files, and the folders that it leaves empty. Behind a link that somebody put into the way nothing is
/// ours.
pub(super) fn remove(output: &Path, path: &str) -> Result<(), PublishError> {
    let is_within = Path::new(path)
        .components()
        .all(|part| matches!(part, Component::Normal(_)));
    let target = output.join(path);
    // A manifest that somebody has written to names what it likes.
    if !is_within || folders_between(output, &target).any(Path::is_symlink) {
        return Ok(());
    }
    match fs::remove_file(&target) {
        Ok(()) => {}
        // Somebody was faster, or the place is a folder now.
        Err(error)
            if matches!(
                error.kind(),
                io::ErrorKind::NotFound
                    | io::ErrorKind::NotADirectory
                    | io::ErrorKind::IsADirectory
            ) =>
        {
            return Ok(());
        }
        Err(source) => return Err(failed("remove", &target, source)),
    }
    for folder in folders_between(output, &target) {
        if fs::remove_dir(folder).is_err() {
            break;
        }
    }
    Ok(())
}
