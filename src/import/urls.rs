//! A list of addresses: one in each line, a name behind it where there is one, `#` before comments.

use crate::import::{
    comments::{self, Comment},
    detect::is_address,
    model::{Draft, Feed},
    source::Source,
};

pub(crate) fn read(source: &Source, draft: &mut Draft) {
    let mut words: Vec<Comment> = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        let (line, number) = (line.trim(), index + 1);
        if line.is_empty() {
            continue;
        }
        let comment = line.strip_prefix(['#', ';']);
        let is_off =
            comment.is_some_and(|text| is_address(text.trim()) && !text.trim().contains(' '));
        match comment {
            Some(text) if !is_off => words.push(Comment {
                line: number,
                text: text.to_owned(),
            }),
            _ => {
                let entry = comment.unwrap_or(line).trim();
                let (url, name) = entry.split_once(char::is_whitespace).unwrap_or((entry, ""));
                let name = name.trim().trim_matches(['"', '#']).trim();
                let mut feed = Feed::new(source.place(number), name, url);
                feed.comments = comments::lines(&words);
                feed.off = is_off.then(String::new);
                words.clear();
                draft.feeds.push(feed);
            }
        }
    }
    draft.tail = comments::lines(&words);
}
