//! Times without a zone: the feed's zone where it is known, else UTC.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::TimeDelta;

use crate::{
    feed::Timestamp,
    parse::date::{Stated, reading},
};

/// Reads the dates of one document, and learns from them which zone the feed is written in.
///
/// The feed's zone is known when at least one date of the document states an offset and none states another: then that is
/// also where its times without a zone are meant for. A feed in two zones (which summer time is enough for) does not tell
/// which of them was left out, its language doesn't either, and UTC stays the guess. Two dates of which every reader knows
/// more are not touched: a day without a time is that day everywhere, and a date in Korean is Korea's, unless the feed says
/// otherwise.
///
/// What the zone is can only be said when all dates have been read. So the fields of a document are read once, and where
/// [`Clock::adjust`] once more.
#[derive(Debug, Clone, Default)]
pub(crate) struct Clock(Arc<Mutex<Known>>);

#[derive(Debug, Default)]
struct Known {
    /// The feed's zone, in seconds east of UTC.
    zone: Option<i32>,
    /// The offsets that dates stated.
    stated: Offsets,
    /// The offsets that times without a zone were given.
    guessed: Offsets,
}

/// The offsets of some dates, as far as it matters.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Offsets {
    #[default]
    None,
    All(i32),
    Several,
}

impl Offsets {
    fn add(&mut self, offset: i32) {
        *self = match *self {
            Self::None => Self::All(offset),
            Self::All(known) if known == offset => Self::All(known),
            _ => Self::Several,
        };
    }
}

impl Clock {
    /// Reads a date in any form known to occur in feeds.
    pub(crate) fn read(&self, text: &str) -> Option<Timestamp> {
        let reading = reading(text)?;
        let mut known = self.known();
        match reading.zone {
            Stated::Nothing => Some(reading.moment),
            Stated::Offset(offset) => {
                known.stated.add(offset);
                Some(reading.moment)
            }
            Stated::Unsaid(likely) => {
                let offset = known.zone.unwrap_or(likely);
                known.guessed.add(offset);
                let moment = reading.moment;
                super::plausible(moment.checked_sub_signed(TimeDelta::seconds(offset.into()))?)
            }
        }
    }

    /// Whether a time without a zone was taken for one of another zone than the feed turned out to have; from now on the
    /// feed's is taken.
    pub(crate) fn adjust(&self) -> bool {
        let mut known = self.known();
        let Offsets::All(zone) = known.stated else {
            return false;
        };
        known.zone = Some(zone);
        let guessed = std::mem::take(&mut known.guessed);
        guessed != Offsets::None && guessed != Offsets::All(zone)
    }

    fn known(&self) -> MutexGuard<'_, Known> {
        // Nothing panics while it is locked.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
