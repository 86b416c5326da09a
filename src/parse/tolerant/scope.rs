//! What elements inherit: the base of relative references (`xml:base`, else the document's address) and the language.

use std::{borrow::Cow, cell::Cell, rc::Rc, sync::Arc};

use url::Url;

use crate::{
    feed::RawHtml,
    parse::{tolerant::tree::Element, values},
};

/// What is in force at one element.
#[derive(Debug, Clone)]
pub(crate) struct Scope {
    /// The base of relative references.
    base: Option<Arc<Url>>,
    /// The base as markup keeps it: only what `xml:base` says, since `normalize` knows better than the document's address.
    markup_base: Option<Arc<str>>,
    /// The language (`xml:lang`).
    language: Option<String>,
    /// How many bytes bases may still add to the references of the document.
    room: Rc<Cell<usize>>,
}

/// The most bytes that bases may add to a document: each reference repeats its base, and six bytes are enough to name one of a
/// thousand. What goes beyond stays relative.
const MOST_RESOLVED: usize = 4 << 20;

impl Scope {
    /// The scope outside of the root element.
    pub(crate) fn new(url: Option<&str>) -> Self {
        Self {
            base: url
                .and_then(|url| values::base(Url::parse(url).ok()?))
                .map(Arc::new),
            markup_base: None,
            language: None,
            room: Rc::new(Cell::new(MOST_RESOLVED)),
        }
    }

    /// The scope inside `element`.
    pub(crate) fn enter(&self, element: Element<'_, '_>) -> Cow<'_, Self> {
        let mut scope = Cow::Borrowed(self);
        if !element.has_attributes() {
            return scope;
        }
        if let Some(base) = element.attribute("xml:base")
            && let Some(base) = self.join(base.trim())
        {
            let scope = scope.to_mut();
            scope.markup_base = Some(Arc::from(base.as_str()));
            scope.base = Some(Arc::new(base));
        }
        if let Some(language) = element.attribute("xml:lang") {
            scope.to_mut().language = values::language(&language);
        }
        scope
    }

    fn join(&self, reference: &str) -> Option<Url> {
        let joined = match &self.base {
            Some(base) => base.join(reference),
            None => Url::parse(reference),
        };
        values::base(joined.ok()?)
    }

    /// `reference` made absolute where a base is known.
    pub(crate) fn resolve(&self, reference: &str) -> Option<String> {
        let resolved = values::resolve(reference, self.base.as_deref())?;
        let added = resolved.len().saturating_sub(reference.len());
        match self.room.get().checked_sub(added) {
            Some(room) => {
                self.room.set(room);
                Some(resolved)
            }
            None => values::resolve(reference, None),
        }
    }

    /// Markup found in this scope.
    pub(crate) fn html(&self, markup: String) -> RawHtml {
        RawHtml {
            markup,
            base: self.markup_base.clone(),
        }
    }

    /// The language in force.
    pub(crate) fn language(&self) -> Option<String> {
        self.language.clone()
    }
}
