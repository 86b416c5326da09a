//! Which feeds of planet.toml a change of it touched. Pure.

/// The places, from 0, of the feeds of `new` that are not in `old` just so: added or changed. Nothing but their keys and
/// values counts. Everything is new to a file that cannot be read.
pub fn touched(old: Option<&str>, new: &str) -> Vec<usize> {
    let mut before = old.map(feeds_of).unwrap_or_default();
    let after = feeds_of(new);
    let is_new = |feed: &toml::Value| match before.iter().position(|known| known == feed) {
        Some(place) => {
            before.swap_remove(place);
            false
        }
        None => true,
    };
    let touched = after.iter().map(is_new).collect::<Vec<_>>();
    let touched = touched.iter().enumerate();
    touched
        .filter(|(_, is_new)| **is_new)
        .map(|(n, _)| n)
        .collect()
}

fn feeds_of(text: &str) -> Vec<toml::Value> {
    let file: Option<toml::Table> = text.parse().ok();
    match file.and_then(|mut file| file.remove("feeds")) {
        Some(toml::Value::Array(feeds)) => feeds,
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::touched;

    const OLD: &str = "title = \"P\"\n[[feeds]]\nname = \"A\"\nurl = \"a\"\n[[feeds]]\nname = \"B\"\nurl = \"b\"\n";

    #[test]
    fn only_added_and_changed_feeds_are_touched() {
        assert_eq!(touched(Some(OLD), OLD), [0; 0]);
        assert_eq!(touched(None, OLD), [0, 1]);
        let other_form = "feeds = [{url='b', name='B'}, # here\n {name='C', url='c'}, {name='A', url='a'}]\ntitle = \"Q\"";
        assert_eq!(touched(Some(OLD), other_form), [1]);
        assert_eq!(touched(Some(OLD), &OLD.replace("\"b\"", "\"b2\"")), [1]);
        // Twice the same is once new.
        assert_eq!(
            touched(
                Some(OLD),
                &format!("{OLD}[[feeds]]\nname = \"A\"\nurl = \"a\"\n")
            ),
            [2]
        );
        assert_eq!(touched(Some("not TOML ["), OLD), [0, 1]);
        assert_eq!(touched(Some(OLD), "not TOML ["), [0; 0]);
    }
}
