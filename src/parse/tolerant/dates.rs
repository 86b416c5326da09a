//! The two dates of a feed or an entry, collected from the many elements that may carry them.

use crate::{
    feed::Timestamp,
    parse::tolerant::{names::Ns, tree::Element},
};

/// Dates found so far. A better element wins over a lesser one, the first good date of its kind over later ones; a date that
/// cannot be read changes nothing.
#[derive(Debug, Default)]
pub(super) struct Dates {
    published: Option<(Rank, Timestamp)>,
    updated: Option<(Rank, Timestamp)>,
}

/// How much an element's date is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Created,
    Issued,
    Published,
}

impl Dates {
    /// Takes the element's date, if it is an element with a date.
    pub(super) fn take(&mut self, element: Element<'_, '_>) -> bool {
        let (slot, rank) = match (element.ns(), element.local()) {
            (Ns::Core | Ns::Atom, "pubdate" | "published") => {
                (&mut self.published, Rank::Published)
            }
            (Ns::Core | Ns::Atom | Ns::Dc, "issued")
            | (Ns::Core | Ns::Dc, "date" | "dateaccepted") => (&mut self.published, Rank::Issued),
            (Ns::Core | Ns::Atom | Ns::Dc, "created") => (&mut self.published, Rank::Created),
            (Ns::Core | Ns::Atom, "updated" | "lastbuilddate") => {
                (&mut self.updated, Rank::Published)
            }
            (Ns::Core | Ns::Atom | Ns::Dc, "modified") => (&mut self.updated, Rank::Issued),
            _ => return false,
        };
        if slot.is_none_or(|(known, _)| known < rank)
            && let Some(moment) = element.moment(&element.raw_text())
        {
            *slot = Some((rank, moment));
        }
        true
    }

    pub(super) fn published(&self) -> Option<Timestamp> {
        self.published.map(|(_, moment)| moment)
    }

    pub(super) fn updated(&self) -> Option<Timestamp> {
        self.updated.map(|(_, moment)| moment)
    }
}
