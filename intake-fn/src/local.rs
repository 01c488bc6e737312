//! The same routes on a machine of one's own, with the built site around them: one process, one port.

mod serve;
mod site;

pub(crate) use serve::serve;
pub(crate) use site::Site;
