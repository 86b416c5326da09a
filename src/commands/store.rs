//! The store, opened to be written, with a word about whatever had to be set aside for it.

use crate::{
    config::Config,
    store::{SetAside, Store, StoreError},
    ui::Ui,
};

/// Opens the store, and says what was set aside.
pub(super) fn open(config: &Config, ui: Ui) -> Result<Store, StoreError> {
    let store = Store::open(&config.state)?;
    for what in store.set_aside() {
        tell_set_aside(what, ui);
    }
    Ok(store)
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
    };
    ui.warn(&message, Some(hint));
}
