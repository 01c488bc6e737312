//! Who may talk to the desk: one browser, which came by the one-time address.
//!
//! Other pages in the same browser can send requests to this machine, and a name on the web can be made to lead here
//! (DNS rebinding). So every request must name this address as its host, what changes something must come from a page
//! of the desk, and everything takes a secret that only the browser has that used the one-time address first.

use std::sync::Mutex;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

use super::lock;
use crate::refusal::Stop;
use crate::vault::random_name;

/// Nothing runs or loads but what is the desk's own, and nothing shows the desk in a frame.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; \
                      frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
/// A page as readers will see it, in a frame of the desk: text and style.
const PREVIEW_POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; \
                              form-action 'none'; frame-ancestors 'self'; sandbox allow-same-origin";

/// What every answer carries: nothing of it is kept anywhere.
const HEADERS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    // With `no-referrer` browsers send a form's origin as `null`; to other sites nothing goes either way.
    (header::REFERRER_POLICY, "same-origin"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), clipboard-read=(), geolocation=(), microphone=()",
    ),
];

/// The secrets of one desk.
pub(super) struct Guard {
    port: u16,
    /// In the one-time address; gone once it was used.
    token: Mutex<Option<String>>,
    token_shown: String,
    /// In the browser's cookie.
    session: String,
}

impl Guard {
    pub(super) fn new(port: u16) -> Result<Self, Stop> {
        let secret = || -> Result<String, Stop> { Ok(format!("{}{}", random_name()?, random_name()?)) };
        let token = secret()?;
        Ok(Self { port, token: Mutex::new(Some(token.clone())), token_shown: token, session: secret()? })
    }

    fn host(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    /// The address that lets one browser in, once.
    pub(super) fn address(&self) -> String {
        format!("http://{}/enter/{}", self.host(), self.token_shown)
    }

    /// Takes the token; the cookie for the browser that had it.
    pub(super) fn enter(&self, token: &str) -> Option<HeaderValue> {
        let mut own = lock(&self.token);
        if !own.as_deref().is_some_and(|own| same(own, token)) {
            return None;
        }
        *own = None;
        let cookie = format!("{}={}; HttpOnly; SameSite=Strict; Path=/", self.cookie(), self.session);
        HeaderValue::from_str(&cookie).ok()
    }

    /// Cookies know no ports: each desk has a name of its own for it.
    fn cookie(&self) -> String {
        format!("nearmiss-desk-{}", self.port)
    }

    /// Whether the request is meant for this address and, if it changes something, comes from a page of the desk.
    pub(super) fn is_own(&self, headers: &HeaderMap, changes: bool) -> bool {
        let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
        let foreign = changes && headers.get("sec-fetch-site").is_some_and(|site| site != "same-origin");
        let origin = text(&header::ORIGIN);
        let from_here = origin.map_or(!changes, |origin| origin == format!("http://{}", self.host()));
        text(&header::HOST) == Some(self.host().as_str()) && from_here && !foreign
    }

    /// Whether it comes from the browser that was let in.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        let name = self.cookie();
        let cookies = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
        let mut pairs =
            cookies.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
        pairs.any(|(own, value)| own == name && same(value, &self.session))
    }
}

/// The headers of an answer.
pub(super) fn headers(preview: bool) -> HeaderMap {
    let mut headers: HeaderMap =
        HEADERS.into_iter().map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
    let policy = if preview { PREVIEW_POLICY } else { POLICY };
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    headers
}

/// Compares without telling by its time how much is the same.
fn same(a: &str, b: &str) -> bool {
    a.len() == b.len() && a.bytes().zip(b.bytes()).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers_of(pairs: &[(&'static str, &str)]) -> HeaderMap {
        let named = |name: &'static str| HeaderName::from_static(name);
        pairs.iter().map(|(name, value)| (named(name), HeaderValue::from_str(value).unwrap())).collect()
    }

    #[test]
    fn the_address_lets_one_browser_in_once() {
        let guard = Guard::new(4711).unwrap();
        let address = guard.address();
        let token = address.rsplit('/').next().unwrap();
        assert!(guard.enter("0123").is_none());
        let cookie = guard.enter(token).unwrap();
        assert!(guard.enter(token).is_none());
        let pair = cookie.to_str().unwrap().split(';').next().unwrap().to_owned();
        assert!(guard.knows(&headers_of(&[("cookie", &format!("other=1; {pair}"))])));
        assert!(!guard.knows(&headers_of(&[("cookie", "nearmiss-desk-4711=guessed")])));
        assert!(!guard.knows(&HeaderMap::new()));
    }

    type Headers<'a> = &'a [(&'static str, &'a str)];

    #[test]
    fn only_its_own_pages_change_something() {
        let guard = Guard::new(4711).unwrap();
        let (host, origin) = (("host", "127.0.0.1:4711"), ("origin", "http://127.0.0.1:4711"));
        let cases: [(Headers<'_>, bool, bool); 8] = [
            (&[host], false, true),
            (&[host], true, false),
            (&[host, origin], true, true),
            (&[host, origin, ("sec-fetch-site", "same-origin")], true, true),
            (&[host, origin, ("sec-fetch-site", "same-site")], true, false),
            (&[("host", "evil.example:4711"), origin], true, false),
            (&[("host", "localhost:4711")], false, false),
            (&[host, ("origin", "http://127.0.0.1:4712")], true, false),
        ];
        for (headers, changes, wanted) in cases {
            assert_eq!(guard.is_own(&headers_of(headers), changes), wanted, "{headers:?}");
        }
    }
}
