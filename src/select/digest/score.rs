//! How much a candidate of the digest counts, and why: a sum of parts that anybody can check by hand.

use crate::store::Candidate;

/// Hundredths for each blog that links to it.
const LINKED: i64 = 300;

/// Hundredths for the only post of a blog in 30 days; for more it is divided by the root of their number.
const RARITY: f64 = 100.0;

/// Hundredths for a picture.
const IMAGE: i64 = 50;

/// Hundredths for a length that is neither a note nor a book.
const LENGTH: i64 = 50;

/// How many words that is.
const GOOD_LENGTH: std::ops::RangeInclusive<usize> = 300..=3_000;

/// The parts of a score, in hundredths.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Score {
    /// For the other blogs that link to it.
    pub linked: i64,
    /// For a blog that seldom posts.
    pub rarity: i64,
    /// For a picture.
    pub image: i64,
    /// For its length.
    pub length: i64,
    /// The weight that planet.toml gives the blog; of those that have a link, the greatest.
    pub weight: i64,
}

impl Score {
    /// The score of a candidate, as seen by a section that takes links from these groups of blogs alone; empty for all.
    pub fn of(candidate: &Candidate, groups: &[String]) -> Self {
        let linkers = || {
            let from =
                |group: &Option<String>| candidate.is_entry || is_of(group.as_deref(), groups);
            candidate.linkers.iter().filter(move |one| from(&one.group))
        };
        let linked = i64::try_from(linkers().count()).unwrap_or(i64::MAX);
        let linked = linked.saturating_mul(LINKED);
        match &candidate.source {
            Some(source) if candidate.is_entry => Self {
                linked,
                rarity: rarity(candidate.posts),
                image: i64::from(candidate.image.is_some()) * IMAGE,
                length: i64::from(GOOD_LENGTH.contains(&candidate.words)) * LENGTH,
                weight: source.weight,
            },
            _ => Self {
                linked,
                weight: linkers().map(|one| one.weight).max().unwrap_or(0),
                ..Self::default()
            },
        }
    }

    /// How many blogs that link to it were counted.
    pub fn blogs(&self) -> usize {
        usize::try_from(self.linked / LINKED).unwrap_or(0)
    }

    /// The sum of its parts.
    pub fn total(&self) -> i64 {
        [
            self.linked,
            self.rarity,
            self.image,
            self.length,
            self.weight,
        ]
        .into_iter()
        .fold(0, i64::saturating_add)
    }
}

/// Whether a feed of this group is one that `groups` ask for; none asks for all.
pub(super) fn is_of(group: Option<&str>, groups: &[String]) -> bool {
    groups.is_empty() || groups.iter().any(|wanted| Some(wanted.as_str()) == group)
}

fn rarity(posts: usize) -> i64 {
    let posts = u32::try_from(posts.max(1)).unwrap_or(u32::MAX);
    let hundredths = RARITY / f64::from(posts).sqrt();
    #[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
    let hundredths = hundredths.round() as i64;
    hundredths
}

/// A number of hundredths as people read it: `3.50`.
pub fn in_words(hundredths: i64) -> String {
    format!("{}.{:02}", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use crate::{
        select::digest::score::{Score, in_words},
        store::{Candidate, ImageRecord, Mention},
    };

    fn by(group: &str, weight: i64) -> Mention {
        Mention {
            group: Some(group.to_owned()),
            weight,
            ..Mention::default()
        }
    }

    #[test]
    fn the_score_of_a_post_is_the_sum_of_its_parts() {
        let post = Candidate {
            is_entry: true,
            source: Some(by("a", 150)),
            linkers: vec![by("b", 100), by("c", 100)],
            image: Some(ImageRecord::default()),
            words: 300,
            posts: 4,
            ..Candidate::default()
        };
        let score = Score::of(&post, &["a".to_owned()]);
        let parts = Score {
            linked: 600,
            rarity: 50,
            image: 50,
            length: 50,
            weight: 150,
        };
        assert_eq!(score, parts);
        assert_eq!(score.total(), 900);
        for (words, length) in [(299, 0), (300, 50), (3000, 50), (3001, 0)] {
            let post = Candidate {
                words,
                ..post.clone()
            };
            assert_eq!(Score::of(&post, &[]).length, length);
        }
        for (posts, rarity) in [(0, 100), (1, 100), (2, 71), (30, 18), (1_000_000, 0)] {
            let post = Candidate {
                posts,
                ..post.clone()
            };
            assert_eq!(Score::of(&post, &[]).rarity, rarity);
        }
    }

    #[test]
    fn a_link_counts_by_the_blogs_that_have_it_and_the_heaviest_of_them() {
        let link = Candidate {
            linkers: vec![by("a", 100), by("b", 250)],
            image: Some(ImageRecord::default()),
            words: 500,
            ..Candidate::default()
        };
        assert_eq!(Score::of(&link, &[]).total(), 850);
        assert_eq!(Score::of(&link, &["a".to_owned()]).total(), 400);
    }

    #[test]
    fn hundredths_are_written_with_two_decimals() {
        assert_eq!(in_words(1071), "10.71");
        assert_eq!(in_words(5), "0.05");
    }
}
