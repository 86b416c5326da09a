//! Small file systems of their own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::skipped;

/// A small file system of its own at a folder; unmounted when dropped.
pub(super) struct Mount(PathBuf);

impl Mount {
    /// Mounts it, or says why the test is skipped: mounting needs rights that few have. Who sets `PLANET_TEST_MOUNTS` has them.
    pub(super) fn at(folder: &Path, kilobytes: usize) -> Option<Self> {
        fs::create_dir_all(folder).unwrap();
        let options = format!("size={kilobytes}k");
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &options, "tmpfs"])
            .arg(folder)
            .output()
            .is_ok_and(|output| output.status.success());
        if mounted {
            Some(Self(folder.to_owned()))
        } else {
            let promised = std::env::var_os("PLANET_TEST_MOUNTS").is_some();
            assert!(!promised, "{} cannot be mounted", folder.display());
            skipped("a file system of our own cannot be mounted here");
            None
        }
    }

    pub(super) fn remount(&self, options: &str) {
        let done = Command::new("mount")
            .args(["-o", &format!("remount,{options}")])
            .arg(&self.0)
            .status();
        assert!(done.unwrap().success());
    }

    /// Leaves no more than this free.
    pub(super) fn fill(&self, kilobytes: usize) {
        let free = Command::new("df")
            .args(["--output=avail", "-k"])
            .arg(&self.0)
            .output()
            .unwrap();
        let free = String::from_utf8(free.stdout).unwrap();
        let free: usize = free.lines().last().unwrap().trim().parse().unwrap();
        let ballast = vec![1; free.saturating_sub(kilobytes) << 10];
        fs::write(self.0.join(".git"), ballast).unwrap();
    }

    pub(super) fn empty(&self) {
        fs::remove_file(self.0.join(".git")).unwrap();
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _gone_with_the_machine = Command::new("umount").arg("-l").arg(&self.0).status();
    }
}
