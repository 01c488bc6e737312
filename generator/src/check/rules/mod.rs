//! What can be wrong with a library as a whole, one rule a file. What can be wrong with a single
//! report is told by the `report` crate while it reads.

pub(crate) mod allow_reason;
pub(crate) mod allow_unused;
pub(crate) mod broken_anchor;
pub(crate) mod broken_link;
pub(crate) mod duplicate_id;
pub(crate) mod duplicate_title;
pub(crate) mod gate_link;
pub(crate) mod hard_word;
pub(crate) mod identifier;
pub(crate) mod link_address;
pub(crate) mod long_sentence;
pub(crate) mod missing_file;
pub(crate) mod missing_page;
pub(crate) mod not_a_file;
pub(crate) mod outside_content;
pub(crate) mod page_name;
pub(crate) mod push_history;
pub(crate) mod raw_html;
pub(crate) mod related_itself;
pub(crate) mod related_report;
pub(crate) mod roster_many;
pub(crate) mod roster_offline;
pub(crate) mod roster_recipients;
pub(crate) mod site_value;
pub(crate) mod stray_file;
pub(crate) mod synonym_phrase;
pub(crate) mod synonym_twice;
pub(crate) mod tables_disclosure;
pub(crate) mod tables_format;
pub(crate) mod unreadable_file;
