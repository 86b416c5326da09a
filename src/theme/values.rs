//! What templates see as Tera's values.

use std::{
    collections::HashMap,
    sync::{LazyLock, Mutex, PoisonError},
};

use serde::{Serialize, Serializer, ser::Error as _};
use tera::{TeraResult, Value};

use crate::{
    sanitize::SafeHtml,
    site::{OwnHtml, SharedFeed},
    theme::ThemeError,
};

/// A variable as a value.
pub(super) fn value<T: Serialize + ?Sized>(
    name: &'static str,
    value: &T,
) -> Result<Value, ThemeError> {
    Value::try_from_serializable(value).map_err(|error| ThemeError::Variable {
        name,
        message: error.to_string(),
    })
}

impl Serialize for SafeHtml {
    /// As a string that Tera does not escape; for everybody else as a plain string.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(self.as_str()).serialize(serializer)
    }
}

impl Serialize for OwnHtml {
    /// As [`SafeHtml`] is.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Value::safe_string(self.as_str()).serialize(serializer)
    }
}

impl Serialize for SharedFeed {
    /// As a [`FeedView`](crate::site::FeedView), of which Tera gets one value for all its entries and pages.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let value = value_of(self).map_err(S::Error::custom)?;
        value.serialize(serializer)
    }
}

fn value_of(feed: &SharedFeed) -> TeraResult<Value> {
    static VALUES: LazyLock<Mutex<HashMap<u64, Value>>> = LazyLock::new(Mutex::default);
    let values = || VALUES.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(value) = values().get(&feed.number()) {
        return Ok(value.clone());
    }
    let value = Value::try_from_serializable(feed.view())?;
    let mut values = values();
    if values.len() >= MOST_FEEDS {
        values.clear();
    }
    values.insert(feed.number(), value.clone());
    Ok(value)
}

/// How many values of feeds are kept: a few megabytes, however many feeds there are.
const MOST_FEEDS: usize = 1_000;
