//! The commands, one file each.

pub(crate) mod build;
pub(crate) mod check;
pub(crate) mod edge;
pub(crate) mod hook;
pub(crate) mod import;
pub(crate) mod init;
pub(crate) mod load;
pub(crate) mod new_report;
pub(crate) mod search;
pub(crate) mod serve;
pub(crate) mod show;
pub(crate) mod trends;
