//! JSON as values, as far as the limits go: what is beyond is passed over, so that no document costs much more memory than it
//! is long, and none is refused for what nobody would have looked at.

use std::{cell::Cell, fmt};

use serde::de::{DeserializeSeed, Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// Values of one document: a small one takes two bytes of the document and dozens of memory.
const MAX_VALUES: usize = 250_000;
/// Lists and objects inside one another; feeds need five.
const MAX_DEPTH: usize = 64;

/// The value in `text`, and whether some of it was passed over.
pub(super) fn read(text: &str) -> serde_json::Result<(Value, bool)> {
    let limits = Limits {
        left: Cell::new(MAX_VALUES),
        exceeded: Cell::new(false),
    };
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Bounded {
        limits: &limits,
        depth: 0,
    };
    let value = seed.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok((value, limits.exceeded.get()))
}

struct Limits {
    /// How many values may still come.
    left: Cell<usize>,
    exceeded: Cell<bool>,
}

/// How the next value is read.
#[derive(Clone, Copy)]
struct Bounded<'l> {
    limits: &'l Limits,
    depth: usize,
}

impl Bounded<'_> {
    /// How values inside this one are read; `None` when a limit is reached, and they are not.
    fn inside(self) -> Option<Self> {
        let left = self.limits.left.get().checked_sub(1);
        match left {
            Some(left) if self.depth < MAX_DEPTH => {
                self.limits.left.set(left);
                Some(Self {
                    depth: self.depth + 1,
                    ..self
                })
            }
            _ => None,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Bounded<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Bounded<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        loop {
            let Some(inside) = self.inside() else {
                while list.next_element::<IgnoredAny>()?.is_some() {
                    self.limits.exceeded.set(true);
                }
                break;
            };
            match list.next_element_seed(inside)? {
                Some(value) => values.push(value),
                None => break,
            }
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<Value, A::Error> {
        let mut values = Map::new();
        loop {
            let Some(inside) = self.inside() else {
                while object.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {
                    self.limits.exceeded.set(true);
                }
                break;
            };
            match object.next_key::<String>()? {
                Some(key) => {
                    let value = object.next_value_seed(inside)?;
                    values.insert(key, value);
                }
                None => break,
            }
        }
        Ok(Value::Object(values))
    }
}
