//! A finding: something in a file that its writer should know, where it stands, and what to do.

use std::fmt;

use crate::source::shown;

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The report can't be published like this; commands end with exit code 1.
    Error,
    /// It can be published, but somebody should look.
    Warning,
    /// Advice on plain language.
    Hint,
}

impl Severity {
    /// The word used in terminals and in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// One finding. Lines and columns count from 1, columns in characters; 0 where a finding is
/// about the whole file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Kebab-case name of the rule, which is the name of its file in the code.
    pub rule: &'static str,
    /// How much it weighs.
    pub severity: Severity,
    /// The file, as it was named on the command line.
    pub file: String,
    /// Line in the file.
    pub line: usize,
    /// Column in the line.
    pub column: usize,
    /// The text that gave rise to it.
    pub text: String,
    /// What is wrong, in one line.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The source line (or the part of a long one around the place) and where to point in it.
    pub excerpt: Option<Excerpt>,
}

/// A piece of one source line with the part to point at, counted in characters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// The text shown; control characters are already replaced.
    pub line: String,
    /// Characters before the part pointed at.
    pub offset: usize,
    /// Length of that part, at least 1.
    pub length: usize,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{}: {}", self.severity.as_str(), self.message)?;
        let file = shown(self.file.chars());
        if self.line == 0 {
            writeln!(f, "   {file}")?;
        } else {
            writeln!(f, "   {file}:{}:{}", self.line, self.column)?;
        }
        if let Some(excerpt) = &self.excerpt {
            let number = self.line.to_string();
            writeln!(f, "{number} | {}", excerpt.line)?;
            writeln!(
                f,
                "{:width$} | {:offset$}{}",
                "",
                "",
                "^".repeat(excerpt.length),
                width = number.len(),
                offset = excerpt.offset
            )?;
        }
        writeln!(f, "help: {}", self.help)
    }
}
