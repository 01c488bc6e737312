//! The built site as files, with the headers that its own `_headers` gives them.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::extract::Request;
use axum::http::header::{
    CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_MODIFIED_SINCE, IF_RANGE, IF_UNMODIFIED_SINCE, LAST_MODIFIED,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use percent_encoding::percent_decode_str;
use tower::ServiceExt as _;
use tower_http::services::{ServeDir, ServeFile};

/// A built site in a folder.
#[derive(Debug)]
pub(crate) struct Site {
    folder: PathBuf,
    rules: Vec<Rule>,
}

#[derive(Debug)]
struct Rule {
    path: String,
    headers: Vec<(HeaderName, HeaderValue)>,
}

/// Why a folder can't be served.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SiteError {
    /// No built site there.
    #[error("there is no built site in `{}`: {source}; `nearmiss build --out {}` makes one", .folder.display(), .folder.display())]
    Missing {
        /// The folder.
        folder: PathBuf,
        /// The system's reason.
        source: std::io::Error,
    },
    /// A line of `_headers` says nothing.
    #[error("line {line} of `{}` is neither a path nor a header", .folder.join("_headers").display())]
    Headers {
        /// The folder.
        folder: PathBuf,
        /// From 1.
        line: usize,
    },
}

impl Site {
    /// Reads what a built site says about its headers.
    pub(crate) fn open(folder: &Path) -> Result<Self, SiteError> {
        let text = std::fs::read_to_string(folder.join("_headers"))
            .map_err(|source| SiteError::Missing { folder: folder.to_owned(), source })?;
        let rules = rules(&text).map_err(|line| SiteError::Headers { folder: folder.to_owned(), line })?;
        Ok(Self { folder: folder.to_owned(), rules })
    }

    /// Where the built site hands its form over.
    pub(crate) fn form(&self) -> PathBuf {
        self.folder.join("_intake/form.json")
    }

    /// The site's files, for what no other route answers. Nobody is told by asking when a file was written.
    pub(crate) fn around(mut self, routes: Router, base: &str) -> Router {
        // What is served below a path is asked for here without it.
        for rule in &mut self.rules {
            rule.path =
                rule.path.strip_prefix(base).map_or_else(|| rule.path.clone(), |rest| format!("/{rest}"));
        }
        let not_found = ServeFile::new(self.folder.join("404.html"));
        // Who asks for a folder without its slash is led to it where it is for them.
        let files = ServeDir::new(&self.folder)
            .redirect_path_prefix(base.trim_end_matches('/'))
            .precompressed_br()
            .precompressed_gzip();
        let files = files.fallback(NotFound::layer(not_found));
        let site = Arc::new(self);
        let hidden = |path: &str| path.split('/').any(|part| part.starts_with(['_', '.']));
        let layered = Router::new().fallback_service(files).layer(middleware::from_fn(
            move |mut request: Request, next: Next| {
                let site = Arc::clone(&site);
                async move {
                    for condition in [IF_MODIFIED_SINCE, IF_UNMODIFIED_SINCE, IF_RANGE] {
                        request.headers_mut().remove(condition);
                    }
                    let path = plain(request.uri().path());
                    if hidden(&path) {
                        *request.uri_mut() = Uri::from_static("/404");
                    }
                    let mut response = next.run(request).await;
                    tidy(response.headers_mut());
                    site.add_headers(&path, &mut response);
                    response
                }
            },
        ));
        if base == "/" {
            routes.merge(layered)
        } else {
            routes.nest_service(base.trim_end_matches('/'), layered)
        }
    }

    fn add_headers(&self, path: &str, response: &mut Response) {
        let failed = response.status().is_client_error() || response.status().is_server_error();
        let headers = response.headers_mut();
        for rule in self.rules.iter().filter(|rule| rule.matches(path)) {
            for (name, value) in &rule.headers {
                headers.insert(name.clone(), value.clone());
            }
        }
        // What isn't there now may be there in a moment.
        if failed {
            headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        }
    }
}

/// A path as the file system will take it: decoded, without empty parts and dots. What is looked for by rules must not
/// hide behind another way to write it.
fn plain(path: &str) -> String {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let folder = decoded.ends_with('/');
    let parts: Vec<&str> = decoded.split('/').filter(|part| !matches!(*part, "" | ".")).collect();
    let end = if folder && !parts.is_empty() { "/" } else { "" };
    format!("/{}{end}", parts.join("/"))
}

/// Says that texts are UTF-8, and takes off what tells when a file was written.
fn tidy(headers: &mut HeaderMap) {
    headers.remove(LAST_MODIFIED);
    headers.remove(ETAG);
    let kind = headers.get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.starts_with("text/")
        && !kind.contains(';')
        && let Ok(kind) = HeaderValue::try_from(format!("{kind}; charset=utf-8"))
    {
        headers.insert(CONTENT_TYPE, kind);
    }
}

impl Rule {
    fn matches(&self, path: &str) -> bool {
        match self.path.strip_suffix('*') {
            Some(start) => path.starts_with(start),
            None => path == self.path,
        }
    }
}

/// `404.html` with the status that it means.
struct NotFound;

impl NotFound {
    fn layer(page: ServeFile) -> axum::routing::MethodRouter {
        axum::routing::any(move |request: Request| {
            let page = page.clone();
            async move {
                let answer = page.oneshot(request.map(|_| Body::empty())).await;
                match answer {
                    Ok(answer) => {
                        let mut answer = answer.map(Body::new);
                        *answer.status_mut() = StatusCode::NOT_FOUND;
                        answer
                    }
                    Err(never) => match never {},
                }
                .into_response()
            }
        })
    }
}

/// Reads `_headers`: a path at the start of a line, its headers indented below it. The number of a line that is neither.
fn rules(text: &str) -> Result<Vec<Rule>, usize> {
    let mut rules: Vec<Rule> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        if !line.starts_with([' ', '\t']) {
            rules.push(Rule { path: line.trim().to_owned(), headers: Vec::new() });
            continue;
        }
        let header = line.split_once(':').and_then(|(name, value)| {
            Some((HeaderName::try_from(name.trim()).ok()?, HeaderValue::try_from(value.trim()).ok()?))
        });
        match (rules.last_mut(), header) {
            (Some(rule), Some(header)) => rule.headers.push(header),
            _ => return Err(number),
        }
    }
    Ok(rules)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_read_as_static_hosts_read_them() {
        let rules = rules("# mark\n/*\n  A: b\n/share/*\n  Content-Security-Policy: default-src 'none'; x\n")
            .unwrap();
        assert_eq!(rules.len(), 2);
        assert!(rules[0].matches("/anything"));
        assert!(rules[1].matches("/share/") && !rules[1].matches("/"));
        assert_eq!(rules[1].headers[0].1, "default-src 'none'; x");
        assert_eq!(super::rules("  A: b\n").unwrap_err(), 1);
        assert_eq!(super::rules("/\n  not a header\n").unwrap_err(), 2);
    }

    #[tokio::test]
    async fn a_folder_without_its_slash_is_led_to_where_it_is_for_the_reader() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("about")).unwrap();
        for (base, asked, led) in
            [("/", "/about", "/about/"), ("/near-miss/", "/near-miss/about", "/near-miss/about/")]
        {
            let site = Site { folder: folder.path().to_owned(), rules: Vec::new() };
            let request = Request::builder().uri(asked).body(Body::empty()).unwrap();
            let response = site.around(Router::new(), base).oneshot(request).await.unwrap();
            assert_eq!(response.headers()["location"], led);
        }
    }
}
