//! What a message needs before it can be shown: the arguments it is given, and the messages and terms that it refers to.

use std::collections::BTreeMap;

use fluent_syntax::ast::{Expression, InlineExpression, Pattern, PatternElement};

use crate::language::LanguageError;

/// What the text of one message or term needs.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    pub(super) file: String,
    /// The line of the message, from 1.
    pub(super) line: usize,
    /// The variables, without `$`.
    pub(super) variables: Vec<String>,
    /// Messages, and terms with their `-`.
    references: Vec<String>,
    /// Whether its text depends on what it is given, as plural forms do.
    chooses: bool,
}

/// What a message needs with all that it refers to.
#[derive(Debug, Default)]
pub(super) struct AllNeeds {
    /// The arguments that it asks for.
    pub(super) arguments: Vec<String>,
    /// Whether its text depends on them.
    pub(super) chooses: bool,
}

impl Needs {
    /// What `pattern` needs, the text of a message that begins in this line of `file`.
    pub(super) fn of(
        pattern: &Pattern<&str>,
        file: &str,
        line: usize,
    ) -> Result<Self, LanguageError> {
        let mut needs = Self {
            file: file.to_owned(),
            line,
            variables: Vec::new(),
            references: Vec::new(),
            chooses: false,
        };
        needs.pattern(pattern)?;
        Ok(needs)
    }

    fn pattern(&mut self, pattern: &Pattern<&str>) -> Result<(), LanguageError> {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression)?;
            }
        }
        Ok(())
    }

    fn expression(&mut self, expression: &Expression<&str>) -> Result<(), LanguageError> {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.chooses = true;
                self.inline(selector)?;
                variants
                    .iter()
                    .try_for_each(|variant| self.pattern(&variant.value))
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) -> Result<(), LanguageError> {
        match inline {
            InlineExpression::VariableReference { id } => add(&mut self.variables, id.name),
            InlineExpression::MessageReference {
                id,
                attribute: None,
            } => add(&mut self.references, id.name),
            InlineExpression::TermReference {
                id,
                attribute: None,
                arguments: None,
            } => add(&mut self.references, &format!("-{}", id.name)),
            InlineExpression::Placeable { expression } => return self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            InlineExpression::FunctionReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::TermReference { .. } => {
                let what =
                    "functions, attributes and terms with arguments are not for these tables";
                return Err(self.wrong(what.to_owned()));
            }
        }
        Ok(())
    }

    fn wrong(&self, message: String) -> LanguageError {
        LanguageError::Table {
            file: self.file.clone(),
            line: self.line,
            message,
        }
    }
}

fn add(names: &mut Vec<String>, name: &str) {
    if names.iter().all(|known| known != name) {
        names.push(name.to_owned());
    }
}

/// What the message `id` needs, itself and by what it refers to. `given` are the arguments that it gets wherever it is shown,
/// if that is known.
pub(super) fn of_message(
    id: &str,
    all: &BTreeMap<String, Needs>,
    given: Option<&Vec<String>>,
) -> Result<AllNeeds, LanguageError> {
    let mut found = AllNeeds::default();
    collect(id, all, &mut Vec::new(), &mut found)?;
    let unknown = |name: &&String| given.is_some_and(|given| !given.contains(name));
    match (found.arguments.iter().find(unknown), all.get(id)) {
        (Some(name), Some(needs)) => {
            let given: Vec<String> = given
                .into_iter()
                .flatten()
                .map(|name| format!("`${name}`"))
                .collect();
            let known = if given.is_empty() {
                "nothing".to_owned()
            } else {
                given.join(", ")
            };
            Err(needs.wrong(format!(
                "the message `{id}` asks for `${name}`, but is given {known}"
            )))
        }
        _ => Ok(found),
    }
}

fn collect<'a>(
    id: &'a str,
    all: &'a BTreeMap<String, Needs>,
    within: &mut Vec<&'a str>,
    found: &mut AllNeeds,
) -> Result<(), LanguageError> {
    let Some(needs) = all.get(id) else {
        return Ok(());
    };
    within.push(id);
    found.chooses |= needs.chooses;
    for variable in &needs.variables {
        add(&mut found.arguments, variable);
    }
    for reference in &needs.references {
        if within.contains(&reference.as_str()) {
            return Err(needs.wrong(format!("`{id}` and `{reference}` refer to each other")));
        }
        if !all.contains_key(reference) {
            return Err(needs.wrong(format!(
                "`{id}` refers to `{reference}`, which this language does not have"
            )));
        }
        collect(reference, all, within, found)?;
    }
    within.pop();
    Ok(())
}
