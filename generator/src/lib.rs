//! `nearmiss`: from `content/` and `themes/` to a static library.
//!
//! [`content`] reads, [`library`] puts in order, [`site`] turns addresses into bytes, [`publish`] puts a whole
//! site in place of the old one. [`check`] says what is wrong, [`gate`] what may be published, [`import`] brings reports in from elsewhere,
//! [`serve`] shows what is being written. Nothing here knows a submission: only the review turns one into a
//! report.

pub mod check;
pub mod command;
pub mod content;
pub mod gate;
pub mod import;
pub mod library;
pub mod markdown;
pub mod publish;
pub mod run;
pub mod serve;
pub mod site;
pub mod theme;
pub mod trends;
