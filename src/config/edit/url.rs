//! Other addresses for feeds in the text of planet.toml, and every other byte as it was. Pure.

use toml_edit::{Document, Item, TableLike, Value};

/// A better `url` for a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NewUrl {
    /// This one.
    Is(String),
    /// The one that is there, with `https:` for `http:`; variables of the environment stay what they are.
    Https,
}

impl NewUrl {
    /// The address in place of the one that is written.
    fn of(&self, written: &str) -> Option<String> {
        match self {
            Self::Is(url) => Some(url.clone()),
            Self::Https => {
                let (scheme, rest) = written.split_once(':')?;
                scheme
                    .trim()
                    .eq_ignore_ascii_case("http")
                    .then(|| format!("https:{rest}"))
            }
        }
    }
}

/// The text with these addresses for the feeds in these places, from 0; and each of them as it was written and as it is.
///
/// `None` when one of the feeds has no `url` that could be replaced.
pub(super) fn with_urls(
    text: &str,
    urls: &[(usize, NewUrl)],
) -> Option<(String, Vec<(String, String)>)> {
    let document = Document::parse(text).ok()?;
    let mut edits = Vec::new();
    for (feed, new) in urls {
        let feed: &dyn TableLike = match document.get("feeds")? {
            Item::ArrayOfTables(feeds) => feeds.get(*feed)?,
            Item::Value(Value::Array(feeds)) => feeds.get(*feed)?.as_inline_table()?,
            _ => return None,
        };
        let old = feed.get("url")?;
        let written = old.as_str()?.to_owned();
        let new = new.of(&written)?;
        edits.push((old.span()?, written, new));
    }
    edits.sort_by_key(|(span, ..)| span.start);
    let mut edited = text.to_owned();
    for (span, _, new) in edits.iter().rev() {
        edited.replace_range(span.clone(), &Value::from(new.as_str()).to_string());
    }
    let told = edits.into_iter().map(|(_, old, new)| (old, new)).collect();
    Some((edited, told))
}

#[cfg(test)]
mod tests {
    use super::{NewUrl, with_urls};

    #[test]
    fn only_the_addresses_change() {
        let text = "title = 'P'\r\n[[feeds]] # one\nname = \"A\"\nurl   = 'http://a.example/${KEY}' # my\n\n\
                    [[feeds]]\nurl = \"http://b.example/\"\nname = \"B\"\n[[feeds]]\nname = \"C\"\nurl = \"c.xml\"\n";
        let urls = [
            (1, NewUrl::Is("https://b.example/new\"".to_owned())),
            (0, NewUrl::Https),
        ];
        let (edited, told) = with_urls(text, &urls).unwrap();
        assert_eq!(
            edited,
            text.replace("'http://a.example/${KEY}'", "\"https://a.example/${KEY}\"")
                .replace("\"http://b.example/\"", "'https://b.example/new\"'")
        );
        assert_eq!(told.len(), 2);
        assert_eq!(told[0].1, "https://a.example/${KEY}");
        assert_eq!(with_urls(text, &[(2, NewUrl::Https)]), None);
        assert_eq!(with_urls(text, &[(3, NewUrl::Https)]), None);
        let inline = "feeds = [ {name='A', url='http://a'}, {url=\"http://b\"} ]";
        let (edited, _) = with_urls(inline, &[(1, NewUrl::Https)]).unwrap();
        assert_eq!(edited, inline.replace("http://b", "https://b"));
    }
}
