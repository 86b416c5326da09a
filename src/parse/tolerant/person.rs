//! People as feeds write them: "a@b (Name)", "Name <a@b>", "Name (a@b)", a name alone, an address alone.

use crate::{feed::Person, parse::values::MAX_LIST};

/// The person that a text names; `None` when it names nobody.
pub(crate) fn parse(text: &str) -> Option<Person> {
    let text = text.trim();
    let Some((start, end)) = email(text) else {
        return (!text.is_empty()).then(|| Person {
            name: Some(collapse(text)),
            ..Person::default()
        });
    };
    let before = text.get(..start).unwrap_or_default();
    let before = before.strip_suffix("mailto:").unwrap_or(before);
    let after = text.get(end..).unwrap_or_default();
    let (before, after) = (bare(before), bare(after));
    let name = if before.len() >= after.len() {
        before
    } else {
        after
    };
    Some(Person {
        name: (!name.is_empty()).then(|| collapse(name)),
        email: text.get(start..end).map(str::to_owned),
        uri: None,
    })
}

/// Adds a person; one who is there already under the same name or address is completed instead. Where there are too many,
/// the rest is left out.
pub(crate) fn add(people: &mut Vec<Person>, person: Person) {
    if people.len() > MAX_LIST {
        return;
    }
    let same = |a: &Option<String>, b: &Option<String>| a.is_some() && a == b;
    let known = people.iter_mut().find(|known| {
        same(&known.name, &person.name)
            || (same(&known.email, &person.email)
                && (known.name.is_none() || person.name.is_none()))
    });
    let Some(known) = known else {
        people.push(person);
        return;
    };
    known.name = known.name.take().or(person.name);
    known.email = known.email.take().or(person.email);
    known.uri = known.uri.take().or(person.uri);
}

/// Where the first e-mail address in `text` stands.
fn email(text: &str) -> Option<(usize, usize)> {
    let bytes = text.as_bytes();
    let mut from = 0;
    while let Some(found) = text.get(from..)?.find('@') {
        let at = from + found;
        let local = |byte: &u8| byte.is_ascii_alphanumeric() || b"._%+-".contains(byte);
        let host = |byte: &u8| byte.is_ascii_alphanumeric() || b".-".contains(byte);
        // The start may not go back over an address already looked at, or a row of `@` would be read again and again.
        let start = at
            - bytes
                .get(from..at)?
                .iter()
                .rev()
                .take_while(|byte| local(byte))
                .count();
        let mut end = at
            + 1
            + bytes
                .get(at + 1..)?
                .iter()
                .take_while(|byte| host(byte))
                .count();
        while bytes.get(end - 1) == Some(&b'.') {
            end -= 1;
        }
        let domain = text.get(at + 1..end)?;
        if start < at && domain.contains('.') && !domain.starts_with('.') {
            return Some((start, end));
        }
        from = at + 1;
    }
    None
}

/// A name without the brackets, quotes and blanks around it.
fn bare(text: &str) -> &str {
    let around = |char: char| {
        char.is_whitespace() || "()[]<>{}\"“”„«»【】（）〈〉《》「」,;:|-–—".contains(char)
    };
    let trimmed = text.trim_matches(around);
    // A closing bracket is part of the name when its opening one is: "Ana (Bo)".
    let end = text.trim_start_matches(around);
    match end
        .get(trimmed.len()..)
        .and_then(|rest| rest.chars().next())
    {
        Some(')') if trimmed.contains('(') => end.get(..=trimmed.len()).unwrap_or(trimmed),
        _ => trimmed,
    }
}

fn collapse(text: &str) -> String {
    let mut words = text.split_whitespace();
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        name.push(' ');
        name.push_str(word);
    }
    name
}
