//! `%(name)s` in values, as Python 2's `ConfigParser` fills it in.

use crate::import::ini::{Key, Section};

/// Nothing that a person writes becomes longer; a hostile ini could double a value with every name.
const LONGEST: usize = 64 << 10;
/// As in Python.
const DEEPEST: usize = 10;

/// The value with its names filled in from its section and from `[DEFAULT]`, or what is wrong with it. A value without a name is
/// taken as it is, per cent signs and all.
pub(crate) fn fill(
    key: &Key,
    section: &Section,
    defaults: Option<&Section>,
) -> Result<String, String> {
    let mut value = key.value.clone();
    for _ in 0..DEEPEST {
        if !value.contains("%(") {
            return Ok(value);
        }
        value = once(&value, section, defaults)?;
        if value.len() > LONGEST {
            return Err("its names fill in more than 64 KB".to_owned());
        }
    }
    Err("its names fill in each other without end".to_owned())
}

fn once(value: &str, section: &Section, defaults: Option<&Section>) -> Result<String, String> {
    let mut filled = String::with_capacity(value.len());
    let mut rest = value;
    while let Some((before, after)) = rest.split_once('%') {
        filled.push_str(before);
        rest = after;
        if let Some(after) = rest.strip_prefix('%') {
            filled.push('%');
            rest = after;
            continue;
        }
        let Some((name, after)) = rest
            .strip_prefix('(')
            .and_then(|name| name.split_once(")s"))
        else {
            filled.push('%');
            continue;
        };
        let name = name.to_lowercase();
        let found = section
            .get(&name)
            .or_else(|| defaults.and_then(|defaults| defaults.get(&name)));
        match found {
            Some(found) => filled.push_str(&found.value),
            None if name == "__name__" => filled.push_str(&section.name),
            None => return Err(format!("there is no `{name}` for `%({name})s`")),
        }
        if filled.len() > LONGEST {
            break;
        }
        rest = after;
    }
    filled.push_str(rest);
    Ok(filled)
}
