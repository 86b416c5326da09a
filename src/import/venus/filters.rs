//! `filter`, `exclude` and the filters that are programs.

use toml::{Table, Value};

use crate::import::{
    Place,
    model::{Draft, Feed},
    venus::{Reader, first_line},
};

impl Reader<'_> {
    /// `filter` or `exclude` of `[Planet]`.
    pub(crate) fn filter_all(&self, key: &str, value: &str, place: &Place, draft: &mut Draft) {
        if let Some(patterns) = self.patterns(key, value, place, draft) {
            let named = format!("the regular expression `{}`", first_line(value));
            draft.set(("filters", key), patterns, &named, place);
        }
    }

    /// `filter` or `exclude` of a feed.
    pub(crate) fn filter(
        &self,
        feed: &mut Feed,
        key: &str,
        value: &str,
        place: &Place,
        draft: &mut Draft,
    ) {
        if let Some(patterns) = self.patterns(key, value, place, draft) {
            let named = format!("the regular expression `{}`", first_line(value));
            draft.set_feed(feed, key, patterns, &named, place);
        }
    }

    /// Planet 2.0 looks for one expression in title and content, whatever the case of letters. Venus looks for one in each line in
    /// all text of a post; `exclude` drops a post that any of them is found in, `filter` one that any of them is not found in,
    /// which planet cannot say of several.
    fn patterns(&self, key: &str, value: &str, place: &Place, draft: &mut Draft) -> Option<Value> {
        if !self.is_venus {
            return Some(by_field(
                &["title", "content"],
                &format!("(?i){value}").into(),
            ));
        }
        let lines: Vec<&str> = value.lines().filter(|line| !line.is_empty()).collect();
        let all = ["title", "content", "author", "category"];
        match lines.as_slice() {
            [one] => Some(by_field(&all, &(*one).into())),
            lines if key == "exclude" => {
                let lines = lines.iter().map(|line| Value::from(*line)).collect();
                Some(by_field(&all, &Value::Array(lines)))
            }
            _ => {
                let message = "`filter` of several lines is not carried over: in Venus all of them must be found, in planet one is enough";
                draft.lost(
                    place,
                    message,
                    Some("write one regular expression as `include`"),
                );
                None
            }
        }
    }
}

/// Programs that Venus sends every post through.
pub(crate) fn programs(value: &str, place: &Place, draft: &mut Draft) {
    for filter in value.split_whitespace() {
        let name = filter.split('?').next().unwrap_or(filter);
        let file = name.rsplit('/').next().unwrap_or(name);
        match file {
                "minhead.py" => draft.remark(
                    place,
                    format!("the filter `{filter}` is not needed: headings of posts always stand below planet's own"),
                    None,
                ),
                "html2xhtml.plugin" | "xhtml2html.plugin" | "xhtml2html.py" => draft.remark(
                    place,
                    format!("the filter `{filter}` is not needed: planet writes HTML"),
                    None,
                ),
                "excerpt.py" => {
                    let set = draft.set(("river", "content"), "excerpt".into(), filter, place);
                    if set {
                        draft.remark(
                            place,
                            format!("the filter `{filter}` has become `content = \"excerpt\"`; planet decides where an excerpt ends"),
                            None,
                        );
                    }
                }
                _ => draft.lost(
                    place,
                    format!("the filter `{filter}` is not carried over"),
                    Some("`include` and `exclude` under `[filters]` choose posts by regular expressions; a program of your own can be a `filter`, see docs/filters.md"),
                ),
            }
    }
}

fn by_field(fields: &[&str], pattern: &Value) -> Value {
    let fields = fields
        .iter()
        .map(|field| ((*field).to_owned(), pattern.clone()));
    Value::Table(fields.collect::<Table>())
}
