//! Media RSS: files, pictures and texts of an entry, in whatever nesting.

use crate::{
    feed::{Category, Enclosure, Text},
    parse::{
        ParsedEntry,
        tolerant::{
            constructs::{self, Unsaid, first},
            names::Ns,
            scope::Scope,
            tree::Element,
        },
        values,
    },
};

/// What Media RSS says of an entry, to be used where nothing better does.
#[derive(Debug, Default)]
pub(super) struct Media {
    thumbnail: Option<String>,
    picture: Option<String>,
    description: Option<Text>,
    title: Option<Text>,
    enclosures: Vec<Enclosure>,
    categories: Vec<Category>,
}

/// The scheme of a category that names none (Media RSS 1.5.1).
const CATEGORY_SCHEME: &str = "http://search.yahoo.com/mrss/category_schema";

impl Media {
    /// Takes an element of the namespace, and those inside groups and contents (the tree bounds the depth).
    pub(super) fn take(&mut self, element: Element<'_, '_>, scope: &Scope) {
        let scope = scope.enter(element);
        match element.local() {
            "thumbnail" => {
                let address = element.value("url").or_else(|| element.text());
                first(&mut self.thumbnail, || scope.resolve(&address?));
            }
            "content" => {
                self.content(element, &scope);
                self.inside(element, &scope);
            }
            "category" => {
                let category = constructs::category(element).map(|category| Category {
                    scheme: category.scheme.or_else(|| Some(CATEGORY_SCHEME.to_owned())),
                    ..category
                });
                values::extend(&mut self.categories, category);
            }
            "group" => self.inside(element, &scope),
            "description" => {
                first(&mut self.description, || {
                    constructs::text(element, &scope, Unsaid::Html)
                });
            }
            "title" => {
                first(&mut self.title, || {
                    constructs::text(element, &scope, Unsaid::Guess)
                });
            }
            _ => {}
        }
    }

    fn inside(&mut self, element: Element<'_, '_>, scope: &Scope) {
        for child in element.children().filter(|child| child.ns() == Ns::Media) {
            self.take(child, scope);
        }
    }

    fn content(&mut self, element: Element<'_, '_>, scope: &Scope) {
        let Some(url) = element.value("url").and_then(|url| scope.resolve(&url)) else {
            return;
        };
        let media_type = element.value("type");
        let is = |kind: &str| {
            element
                .value("medium")
                .is_some_and(|medium| medium.eq_ignore_ascii_case(kind))
                || media_type
                    .as_deref()
                    .is_some_and(|media_type| media_type.starts_with(kind))
        };
        if is("image") {
            self.picture.get_or_insert(url);
        } else {
            let length = element.value("fileSize").and_then(|size| size.parse().ok());
            constructs::add_enclosure(
                &mut self.enclosures,
                Enclosure {
                    url,
                    media_type,
                    length,
                },
            );
        }
    }

    /// Completes the entry.
    pub(super) fn complete(self, entry: &mut ParsedEntry) {
        for enclosure in self.enclosures {
            constructs::add_enclosure(&mut entry.enclosures, enclosure);
        }
        values::extend(&mut entry.categories, self.categories);
        entry.thumbnail = self.thumbnail.or(entry.thumbnail.take()).or(self.picture);
        entry.title = entry.title.take().or(self.title);
        if entry.content.is_none() {
            entry.summary = entry.summary.take().or(self.description);
        }
    }
}
