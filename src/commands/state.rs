//! `planet state`: everything remembered, saved to one file or restored from it.

use crate::{
    cli::StateCommand,
    commands::{
        Exit,
        store::{open, open_to_read},
    },
    config::Config,
    error::Error,
    ui::Ui,
};

/// Saves or restores the state.
pub(crate) fn run(config: &Config, command: &StateCommand, ui: Ui) -> Result<Exit, Error> {
    match command {
        StateCommand::Export { file, public } => {
            let shown = public.then_some(config.feeds.as_slice());
            let entries = open_to_read(config, ui)?.export(file, shown)?;
            ui.say(&format!("{entries} entries saved to `{}`", file.display()));
        }
        StateCommand::Import { file } => {
            let added = open(config, ui)?.import(file, &config.feeds)?;
            ui.say(&format!("{added} entries added from `{}`", file.display()));
        }
    }
    Ok(Exit::Done)
}
