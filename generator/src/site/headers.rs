//! The headers of every answer, from one table: for the file `_headers` that static hosts read, for the
//! preview's own server, and, where a page can say it itself, for its `<meta>`.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::address::file_of;
use super::{Site, share};

/// A header and the paths that get it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderRule {
    /// A path below the base; `*` at its end stands for anything.
    pub path: String,
    /// Names and values.
    pub headers: Vec<(&'static str, String)>,
}

/// What every answer carries.
const ALWAYS: [(&str, &str); 7] = [
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Strict-Transport-Security", "max-age=63072000; includeSubDomains"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
    ("Cross-Origin-Resource-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), geolocation=(), interest-cohort=(), microphone=()"),
    ("X-Frame-Options", "DENY"),
];

/// Reading pages: text, one style sheet, one image. No script can run, and what is typed into the search box goes
/// to the search page and nowhere else.
const READING: &str =
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'";
/// The search: the engine is WebAssembly, which nothing else here may run.
const SEARCHING: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                         connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'";
/// The page that keeps the library on the device.
const KEEPING: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; connect-src 'self'; \
                       worker-src 'self'; base-uri 'none'; form-action 'self'";
/// The form that seals: the sealing is WebAssembly, and nothing can be sent but by the script, which seals it first.
const SEALING: &str = "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
                       connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'";
/// The service worker's own.
const WORKER: &str = "default-src 'none'; connect-src 'self'";
/// Only a header can say this; in a `<meta>` browsers ignore it and complain.
const NO_FRAMES: &str = "; frame-ancestors 'none'";

/// The policy that a page carries in its `<meta>`, for hosts that know no headers.
pub(super) fn meta_policy(path: &str) -> &'static str {
    match path {
        "offline/" => KEEPING,
        "search/" => SEARCHING,
        "share/" => SEALING,
        _ => READING,
    }
}

/// The table for a site. Paths with a policy don't overlap: hosts join what overlaps.
#[must_use]
pub fn rules(site: &Site) -> Vec<HeaderRule> {
    let policy = |path: &str, policy: &str| HeaderRule {
        path: path.to_owned(),
        headers: vec![("Content-Security-Policy", format!("{policy}{NO_FRAMES}"))],
    };
    let mut rules = vec![HeaderRule { path: "*".to_owned(), headers: always(site) }];
    rules.push(policy("", READING));
    for path in ["reports/*", "topics/*", "trends/*", "404.html"] {
        rules.push(policy(path, READING));
    }
    let read = site.library.pages.iter().filter(|page| page.name != share::PAGE);
    rules.extend(read.map(|page| policy(&format!("{}/*", page.name), READING)));
    rules.push(HeaderRule {
        path: format!("{}/*", share::PAGE),
        headers: vec![
            ("Content-Security-Policy", format!("{SEALING}{NO_FRAMES}")),
            // No copy of a page that was typed into, neither on the disk nor for the Back button.
            ("Cache-Control", "no-store".to_owned()),
        ],
    });
    rules.push(policy("search/*", SEARCHING));
    rules.push(policy("offline/*", KEEPING));
    rules.push(policy("sw.js", WORKER));
    rules.push(HeaderRule {
        path: "assets/*".to_owned(),
        headers: vec![("Cache-Control", "public, max-age=31536000, immutable".to_owned())],
    });
    rules
}

/// The headers of every answer of the intake: its pages are read, not run.
pub(crate) fn of_intake(site: &Site) -> Vec<(&'static str, String)> {
    let mut headers = always(site);
    headers.push(("Content-Security-Policy", format!("{READING}{NO_FRAMES}")));
    headers
}

fn always(site: &Site) -> Vec<(&'static str, String)> {
    let mut always: Vec<(&'static str, String)> = ALWAYS.map(|(name, value)| (name, value.to_owned())).into();
    if site.is_preview() {
        always.push(("X-Robots-Tag", "noindex".to_owned()));
    }
    always
}

/// The headers of an answer for a path below the base.
#[must_use]
pub fn headers_for(site: &Site, path: &str) -> Vec<(&'static str, String)> {
    let matches = |rule: &HeaderRule| match rule.path.strip_suffix('*') {
        Some(start) => path.starts_with(start),
        None => path == rule.path,
    };
    rules(site).into_iter().filter(matches).flat_map(|rule| rule.headers).collect()
}

/// The file `_headers`, as Cloudflare Pages and Netlify read it.
pub(super) fn file(site: &Site) -> Vec<u8> {
    let names: BTreeSet<String> = site
        .addresses()
        .iter()
        .map(|address| file_of(&site.path(address)).split('/').next().unwrap_or_default().to_owned())
        .collect();
    let names: Vec<String> = names.into_iter().collect();
    let mut text = format!("{MARK}{}\n", names.join(" "));
    for rule in rules(site) {
        _ = writeln!(text, "{}{}", site.options.base, rule.path);
        for (name, value) in rule.headers {
            _ = writeln!(text, "  {name}: {value}");
        }
    }
    text.into_bytes()
}

/// First line of `_headers`, followed by the names of what lies beside it: it tells a folder that this command wrote
/// from any other.
pub(crate) const MARK: &str =
    "# Written by nearmiss build; the whole folder is replaced at each build. It holds: ";
