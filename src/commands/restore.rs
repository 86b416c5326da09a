//! `--restore-from`: where nothing is remembered, what the published site remembers comes back before any feed is asked.
//!
//! A site made without it would date old posts anew and drop those that their feeds no longer have. So a state that should be
//! there and cannot be had stops the run; one that is not there does not, as every planet begins so.

use std::{path::Path, time::Duration};

use crate::{
    cli::Origin,
    config::Config,
    error::Error,
    feed::Timestamp,
    fetch::{Client, Limits, Request, address},
    refresh,
    render::STATE,
    store::Store,
    ui::Ui,
};

/// The largest snapshot that is taken, in bytes: what GitHub Pages publishes in all.
const MOST_BYTES: u64 = 1 << 30;

/// How long it may take.
const PATIENCE: Duration = Duration::from_mins(10);

/// Fills a store that knows nothing.
pub(crate) fn restore(
    config: &Config,
    origin: &Origin,
    store: &mut Store,
    now: Timestamp,
    ui: Ui,
) -> Result<(), Error> {
    if store.knows_any_feed()? {
        return Ok(());
    }
    let url = match origin {
        Origin::Site => config.base_url.join(STATE).ok(),
        Origin::Url(url) => Some(url.clone()),
    };
    // A base URL can be joined with a path.
    let Some(url) = url else { return Ok(()) };
    let shown = address::display_url(&url);
    let limits = Limits {
        total: PATIENCE,
        wire_bytes: MOST_BYTES,
        decoded_bytes: MOST_BYTES,
        ..refresh::limits(&config.fetch)
    };
    // It is the maintainer who says where it is, as a private address, too.
    let request = Request::once(url, true);
    let client = Client::new(limits, refresh::user_agent(config));
    let answer = match client.get(&request, now) {
        Ok(answer) => answer,
        Err(failure) if matches!(failure.status, Some(404 | 410)) => {
            ui.say(&format!(
                "nothing is remembered, and there is nothing at {shown}: a new planet begins"
            ));
            return Ok(());
        }
        Err(failure) => {
            return Err(Error::Restore {
                url: shown,
                problem: failure.problem,
            });
        }
    };
    let snapshot = answer.body.unwrap_or_default();
    let entries = store.restore(Path::new(&shown), snapshot.as_slice(), &config.feeds)?;
    ui.say(&format!("{entries} entries restored from {shown}"));
    Ok(())
}
