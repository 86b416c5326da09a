//! The store, opened, with a word about whatever had to be set aside for it.

use crate::{
    config::Config,
    store::{SetAside, Store, StoreError},
    ui::Ui,
};

/// Opens the store, and says what was set aside.
pub(super) fn open(config: &Config, ui: Ui) -> Result<Store, StoreError> {
    Store::open(&config.state).inspect(|store| tell_all(store.set_aside(), ui))
}

/// The same to read.
pub(super) fn open_to_read(config: &Config, ui: Ui) -> Result<Store, StoreError> {
    Store::open_to_read(&config.state).inspect(|store| tell_all(store.set_aside(), ui))
}

/// Says all that was set aside.
pub(super) fn tell_all(set_aside: &[SetAside], ui: Ui) {
    for what in set_aside {
        tell_set_aside(what, ui);
    }
}

/// Says what was set aside, and what that means.
pub(super) fn tell_set_aside(what: &SetAside, ui: Ui) {
    let (message, hint) = match what {
        SetAside::Damaged(place) => (
            format!(
                "the store was damaged; it is now `{}`, and planet starts anew",
                place.display()
            ),
            "every feed is read again; what feeds no longer hold is only in the old file",
        ),
        SetAside::ReadOnly(place) => (
            format!(
                "the store could not be written; it is now `{}`, and planet goes on with a copy",
                place.display()
            ),
            "nothing is lost; the old file can be removed",
        ),
        SetAside::Stray(place) => (
            format!(
                "what lay beside the store is no part of it; it is now `{}`",
                place.display()
            ),
            "the store is as it was; what was written beside one file belongs to no other, nor to an older copy of it",
        ),
    };
    ui.warn(&message, Some(hint));
}
