//! A theme as a run needs it: its files are read to know whether they have changed, and the theme is loaded when something is
//! rendered with it, which most runs do not.

use std::cell::OnceCell;

use crate::{
    config::Config,
    theme::{Asset, Places, Source, Theme, ThemeError},
};

/// The files of the planet's theme, and the theme once somebody asks for it.
pub struct Late<'a> {
    config: &'a Config,
    source: Source,
    loaded: OnceCell<Theme>,
}

impl<'a> Late<'a> {
    /// Reads the files of the planet's theme.
    ///
    /// # Errors
    /// There is no such theme, or a file of it cannot be read.
    pub fn read(config: &'a Config) -> Result<Self, ThemeError> {
        Ok(Self {
            config,
            source: Source::collect(Places::of(config, &config.theme))?,
            loaded: OnceCell::new(),
        })
    }

    /// As [`Theme::fingerprint`].
    pub fn fingerprint(&self) -> &str {
        &self.source.fingerprint
    }

    /// As [`Theme::assets`].
    pub fn assets(&self) -> &[Asset] {
        &self.source.files.assets
    }

    /// The theme, loaded the first time.
    ///
    /// # Errors
    /// As [`Theme::load`].
    pub fn get(&self) -> Result<&Theme, ThemeError> {
        if let Some(theme) = self.loaded.get() {
            return Ok(theme);
        }
        let theme = Theme::of(self.config, &self.source)?;
        Ok(self.loaded.get_or_init(|| theme))
    }
}
