//! What can be wrong with a report, one rule a file: its name, its weight, its words.
//!
//! The name of a rule in JSON is the name of its file with hyphens (a test holds that).

pub(crate) mod allow_reason;
pub(crate) mod byte_order_mark;
pub(crate) mod carriage_return;
pub(crate) mod control_character;
pub(crate) mod duplicate_key;
pub(crate) mod empty_file;
pub(crate) mod event_period;
pub(crate) mod event_summary_not_allowed;
pub(crate) mod file_too_large;
pub(crate) mod front_matter_missing;
pub(crate) mod front_matter_unclosed;
pub(crate) mod heading_level;
pub(crate) mod id_file_name;
pub(crate) mod id_format;
pub(crate) mod id_word;
pub(crate) mod lessons_only_field;
pub(crate) mod level_not_public;
pub(crate) mod missing_key;
pub(crate) mod nesting;
pub(crate) mod not_utf8;
pub(crate) mod prompt_left;
pub(crate) mod repeated_value;
pub(crate) mod section_empty;
pub(crate) mod section_missing;
pub(crate) mod section_order;
pub(crate) mod section_repeated;
pub(crate) mod section_unknown;
pub(crate) mod tab;
pub(crate) mod takeaway_paragraphs;
pub(crate) mod taxonomy_version;
pub(crate) mod text_after_hash;
pub(crate) mod text_blank;
pub(crate) mod text_length;
pub(crate) mod text_outside_sections;
pub(crate) mod unknown_key;
pub(crate) mod unknown_mark;
pub(crate) mod unknown_value;
pub(crate) mod wrong_type;
pub(crate) mod yaml_alias;
pub(crate) mod yaml_depth;
pub(crate) mod yaml_key;
pub(crate) mod yaml_syntax;
