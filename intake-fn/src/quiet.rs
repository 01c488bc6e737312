//! Nothing about a request gets out by accident: neither through the text of a panic nor through a memory dump.

/// Replaces the message of a panic by its place in the code, and forbids core dumps where it can.
///
/// A panic's own message may quote the value that caused it.
#[allow(clippy::print_stderr, reason = "a fixed sentence with a line of code")]
pub fn be_quiet() {
    std::panic::set_hook(Box::new(|panic| {
        let place =
            panic.location().map_or((String::new(), 0), |place| (place.file().to_owned(), place.line()));
        eprintln!("error: nearmiss-intake failed at {}:{}", place.0, place.1);
    }));
    #[cfg(feature = "local")]
    {
        use rustix::process::{
            DumpableBehavior, Resource, Rlimit, getrlimit, set_dumpable_behavior, setrlimit,
        };
        // What a machine doesn't allow stays as it is; the handbook says how to switch dumps off for the whole system.
        _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
        _ = set_dumpable_behavior(DumpableBehavior::NotDumpable);
        // Thousands of slow connections are no reason to turn others away.
        let files = getrlimit(Resource::Nofile);
        _ = setrlimit(Resource::Nofile, Rlimit { current: files.maximum, maximum: files.maximum });
    }
}
