//! Keeping count of what was mended, and where first.

use crate::parse::{Place, Repair};

/// The repairs of one document.
#[derive(Debug, Default, Clone)]
pub(crate) struct Notes {
    kinds: Vec<Repair>,
    first: Option<usize>,
}

impl Notes {
    /// Notes a repair at byte `at` of the text.
    pub(crate) fn note(&mut self, repair: Repair, at: usize) {
        if !self.kinds.contains(&repair) {
            self.kinds.push(repair);
        }
        self.first = Some(self.first.map_or(at, |first| first.min(at)));
    }

    /// Takes over the repairs of `other`.
    pub(crate) fn merge(&mut self, other: &Self) {
        for kind in &other.kinds {
            self.note(*kind, other.first.unwrap_or(0));
        }
    }

    /// The byte of the first repair.
    pub(crate) fn first(&self) -> Option<usize> {
        self.first
    }

    /// The repairs, sorted, each once.
    pub(crate) fn into_sorted(mut self) -> Vec<Repair> {
        self.kinds.sort_unstable();
        self.kinds
    }
}

/// Line and column of byte `at`; lines may end as they do on any system.
pub(crate) fn place(text: &str, at: usize) -> Place {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind(['\n', '\r']).map_or(0, |end| end + 1);
    let ends = before.bytes().filter(|byte| matches!(byte, b'\n' | b'\r'));
    Place {
        line: ends.count() - before.matches("\r\n").count() + 1,
        column: before.get(line_start..).unwrap_or_default().chars().count() + 1,
    }
}
