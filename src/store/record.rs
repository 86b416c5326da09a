//! The record of an entry's body: the store's own form, apart from the model and from what themes see, so that each can
//! change alone. Markup is not in it but in columns of its own, unescaped.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::{
    feed::{Category, Enclosure, Person, RawHtml, Source, Text},
    html::characters::clean_in,
};

/// Everything said about an entry besides dates, ids and markup.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Record {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<StoredText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) permalink: Option<String>,
    /// The first words of the content, so that lists need not read it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(crate) excerpt: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) summary: Option<Shape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content: Option<Shape>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) content_src: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) authors: Vec<Person>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) categories: Vec<Category>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(crate) enclosures: Vec<Enclosure>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) thumbnail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) comments: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) rights: Option<StoredText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) language: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) source: Option<StoredSource>,
}

/// Whether a column holds markup, and its base.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Shape {
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(crate) html: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) base: Option<String>,
}

/// A short text with its shape.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredText {
    pub(crate) value: String,
    // The fields of a [`Shape`]: to flatten one costs more than to read all the rest of a record.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    html: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    base: Option<String>,
}

/// Where an entry of an aggregate came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct StoredSource {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) title: Option<StoredText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) link: Option<String>,
}

impl Shape {
    pub(crate) fn of(text: &Text) -> Self {
        match text {
            Text::Plain(_) => Self::default(),
            Text::Html(html) => Self {
                html: true,
                base: html.base.as_deref().map(str::to_owned),
            },
        }
    }

    /// The text whose column held `value`.
    pub(crate) fn text(self, value: String) -> Text {
        if self.html {
            Text::Html(RawHtml {
                markup: value,
                base: self.base.map(Arc::from),
            })
        } else {
            Text::Plain(value)
        }
    }
}

impl StoredText {
    pub(crate) fn of(text: &Text) -> Self {
        let Shape { html, base } = Shape::of(text);
        Self {
            value: text.value().to_owned(),
            html,
            base,
        }
    }

    /// Takes out of it what no text has; markup is cleaned when it is shown.
    pub(crate) fn clean(&mut self) {
        if !self.html {
            clean_in(&mut self.value);
        }
    }

    pub(crate) fn text(self) -> Text {
        let Self { value, html, base } = self;
        Shape { html, base }.text(value)
    }
}

impl StoredSource {
    pub(crate) fn of(source: &Source) -> Self {
        Self {
            id: source.id.clone(),
            title: source.title.as_ref().map(StoredText::of),
            link: source.link.clone(),
        }
    }
}
