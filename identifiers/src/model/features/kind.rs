//! The kinds of features, by what they look at beside the token's place.

use super::{Part, hash};

pub(super) const ALWAYS: Part = hash("always");
pub(super) const MODE: Part = hash("mode");
pub(super) const WORD: Part = hash("word");
pub(super) const KNOWN: Part = hash("known");
pub(super) const SHAPE: Part = hash("shape");
pub(super) const CLASS: Part = hash("class");
pub(super) const KNOWN_MODE: Part = hash("known, mode");
pub(super) const SHAPE_KNOWN: Part = hash("shape, known");
pub(super) const SHAPE_CLASS: Part = hash("shape, class");
pub(super) const SHAPE_WORD: Part = hash("shape, word beside");
pub(super) const KNOWN_WORD: Part = hash("known, word beside");
pub(super) const KNOWN_CLASS: Part = hash("known, class beside");
pub(super) const KNOWN_SHAPES: Part = hash("known, shapes");
pub(super) const BOTH_KNOWN: Part = hash("both known");
pub(super) const BOTH_WORDS: Part = hash("both words");
pub(super) const BOTH_SHAPES: Part = hash("both shapes");
pub(super) const CLASSES_AROUND: Part = hash("classes around");
pub(super) const CLASS_SHAPES: Part = hash("class before, shapes");
pub(super) const WORDS_AROUND: Part = hash("words around");
pub(super) const WORDS_BEFORE: Part = hash("words before");
pub(super) const WORDS_AFTER: Part = hash("words after");
pub(super) const ENDING: Part = hash("ending");
pub(super) const IN_CLASS: Part = hash("in class");
pub(super) const IN_CLASS_SHAPES: Part = hash("in class, shapes");
pub(super) const NEXT_IN_CLASS: Part = hash("next in class");
pub(super) const ALIKE: Part = hash("alike");
pub(super) const ALIKE_AROUND: Part = hash("alike around");
pub(super) const PATTERN: Part = hash("pattern");
pub(super) const GLUED: Part = hash("glued");
