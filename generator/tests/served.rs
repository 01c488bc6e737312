//! What is served while writing is byte for byte what is published.

mod library;

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};

use generator::content::Content;
use generator::library::{Edition, Library as Ordered};
use generator::site::{Options, Site};
use generator::theme::Theme;
use library::{Library, report, tree};
use proptest::prelude::*;

fn site(library: &Library) -> Site {
    let (content, _) = Content::read(&library.path("content")).unwrap();
    let theme = library.path("themes/default");
    let options = Options {
        base: "/".to_owned(),
        edition: Edition::Preview,
        week: None,
        theme: theme.clone(),
        revision: None,
    };
    let read = Theme::read(&theme, "en").unwrap();
    Site::new(Arc::new(Ordered::new(content.unwrap(), Edition::Preview)), read, options)
}

fn facets() -> impl Strategy<Value = String> {
    let activity = prop::sample::select(vec!["", "activity: arrest\n", "activity: traffic-stop\n"]);
    let factors = prop::sample::select(vec![
        "",
        "contributing_factors: [tactics/incomplete-search]\n",
        "contributing_factors: [individual/rushing, tactics/incomplete-search]\n",
    ]);
    let period = prop::sample::select(vec!["", "event_period: 2021\n", "event_period: over-5y\n"]);
    (activity, factors, period, any::<bool>())
        .prop_map(|(a, f, p, sample)| format!("{a}{f}{p}{}", if sample { "sample: true\n" } else { "" }))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]
    #[test]
    fn every_address_of_any_library_renders_to_the_published_bytes(
        reports in prop::collection::btree_map("nm-[2-9a-h]{8}", ("[A-Za-z <&\"']{1,40}[a-z]", facets()), 0..70),
        withdrawn in any::<bool>(),
    ) {
        let library = Library::new();
        for (id, (title, facets)) in &reports {
            let title = serde_json::Value::from(title.as_str()).to_string();
            library.write(&format!("content/reports/{id}.md"), &report(id, "it", facets).replace("title: it", &format!("title: {title}")));
        }
        if let (true, Some(id)) = (withdrawn, reports.keys().next()) {
            library.write(&format!("content/withdrawn/{id}.txt"), "report\n");
        }
        library.build(&[]);
        let site = site(&library);
        let files = tree(&library.path("site"));
        for (name, bytes) in &files {
            let path = name.strip_suffix("index.html").unwrap_or(name);
            let address = site.find(path).unwrap_or_else(|| panic!("`{path}` is built but not found"));
            prop_assert_eq!(&site.path(&address), path);
            prop_assert!(site.render(&address).unwrap() == *bytes, "`{}` differs", path);
        }
        prop_assert_eq!(files.len(), site.addresses().len());
    }
}

/// A preview that ends with the test.
struct Preview {
    child: Child,
    port: u16,
    lines: std::io::Lines<BufReader<std::process::ChildStdout>>,
}

impl Preview {
    fn start(library: &Library) -> Self {
        let mut child = library
            .command(&["serve", "--port", "0"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // A line that never comes must be a failed test, not an endless one.
        let pid = child.id().to_string();
        std::thread::spawn(move || {
            std::thread::park_timeout(Duration::from_mins(2));
            _ = std::process::Command::new("kill").arg(pid).stderr(Stdio::null()).status();
        });
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let ready = lines.next().unwrap().unwrap();
        let port =
            ready.strip_prefix("ready http://127.0.0.1:").unwrap().trim_end_matches('/').parse().unwrap();
        Self { child, port, lines }
    }

    fn get(&self, path: &str, header: &str) -> (String, Vec<u8>) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}Connection: close\r\n\r\n")
            .unwrap();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).unwrap();
        let end = answer.windows(4).position(|window| window == b"\r\n\r\n").unwrap();
        (String::from_utf8_lossy(&answer[..end]).into_owned(), answer[end + 4..].to_vec())
    }

    fn wait_for_line(&mut self, start: &str) -> String {
        self.lines.by_ref().map(Result::unwrap).find(|line| line.starts_with(start)).unwrap()
    }
}

impl Drop for Preview {
    fn drop(&mut self) {
        _ = self.child.kill();
        _ = self.child.wait();
    }
}

#[test]
fn the_preview_answers_with_the_bytes_and_headers_of_the_build() {
    let library = Library::with_reports();
    library.build(&[]);
    let preview = Preview::start(&library);
    for (name, bytes) in tree(&library.path("site")) {
        let path = name.strip_suffix("index.html").unwrap_or(&name);
        let (head, body) = preview.get(&format!("/{path}"), "");
        assert!(head.starts_with("HTTP/1.1 200"), "{path}: {head}");
        assert_eq!(body, bytes, "{path}");
    }
    let (head, body) = preview.get("/nowhere/", "");
    assert!(
        head.starts_with("HTTP/1.1 404")
            && head.to_lowercase().contains("content-security-policy: default-src 'none'"),
        "{head}"
    );
    assert_eq!(body, std::fs::read(library.path("site/404.html")).unwrap());
    let (head, _) = preview.get("/reports/nm-22222222", "");
    assert!(head.contains("location: /reports/nm-22222222/"), "{head}");
    for outside in
        ["/../secret", "/%2e%2e/secret", "/reports/../../etc/passwd", "/assets/../templates/base.html"]
    {
        assert!(preview.get(outside, "").0.starts_with("HTTP/1.1 404"), "{outside}");
    }
}

#[test]
fn a_browser_gets_one_line_more_that_reloads_the_page() {
    let library = Library::with_reports();
    let preview = Preview::start(&library);
    let (head, body) = preview.get("/about/", "Sec-Fetch-Dest: document\r\n");
    let body = String::from_utf8(body).unwrap();
    assert!(body.contains("<script src=\"/_nearmiss/reload.js\" defer></script></body>"));
    assert!(head.contains("script-src 'self'"), "{head}");
    assert!(body.contains("content=\"default-src 'none'; script-src 'self'"), "{body}");
}

#[test]
fn a_change_is_shown_and_an_error_leaves_the_last_good_page() {
    let library = Library::with_reports();
    let mut preview = Preview::start(&library);
    let page = |preview: &Preview| String::from_utf8(preview.get("/reports/nm-22222222/", "").1).unwrap();
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "another knife", ""));
    preview.wait_for_line("changed content/reports/nm-22222222.md");
    assert!(page(&preview).contains("another knife"));
    library.write("content/reports/nm-22222222.md", "---\nbroken\n");
    preview.wait_for_line("changed content/reports/nm-22222222.md");
    assert!(page(&preview).contains("another knife"));
    let template = library.read("themes/default/templates/report.html");
    library
        .write("themes/default/templates/report.html", &template.replace("head.title }}", "head.titel }}"));
    preview.wait_for_line("changed themes/default/templates/report.html");
    assert!(page(&preview).contains("another knife"));
    library.write("themes/default/templates/report.html", &template);
    preview.wait_for_line("changed themes/default/templates/report.html");
    library.write("content/pages/more.md", "---\ntitle: More\ndescription: More.\n---\n\nMore.\n");
    preview.wait_for_line("changed content/pages/more.md");
    assert!(preview.get("/more/", "").0.starts_with("HTTP/1.1 200"));
    library.remove("content/reports/nm-33333333.md");
    preview.wait_for_line("changed content/reports/nm-33333333.md");
    assert!(preview.get("/reports/nm-33333333/", "").0.starts_with("HTTP/1.1 404"));
    // As git and editors write: a file takes a report's place, and is deleted before anybody was told of it.
    library.write("content/reports/.new", &report("nm-44444444", "a key", ""));
    let there = library.path("content/reports/nm-44444444.md");
    std::fs::rename(library.path("content/reports/.new"), &there).unwrap();
    std::fs::remove_file(there).unwrap();
    preview.wait_for_line("changed content/reports/nm-44444444.md");
    assert!(preview.get("/reports/nm-44444444/", "").0.starts_with("HTTP/1.1 404"));
}

#[test]
fn nothing_is_told_to_another_machines_name() {
    let library = Library::with_reports();
    let preview = Preview::start(&library);
    for path in ["/", "/_nearmiss/events", "/_nearmiss/reload.js", "/nowhere"] {
        let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
        write!(stream, "GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.starts_with("HTTP/1.1 421"), "{path}: {answer}");
    }
}

#[test]
fn the_event_stream_tells_a_browser_what_is_wrong() {
    let library = Library::with_reports();
    let mut preview = Preview::start(&library);
    let mut stream = TcpStream::connect(("127.0.0.1", preview.port)).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    write!(stream, "GET /_nearmiss/events HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap();
    let mut events =
        BufReader::new(stream).lines().map(Result::unwrap).filter(|line| line.starts_with("data: "));
    assert_eq!(events.next().unwrap(), "data: {\"problem\":null,\"version\":1}");
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a knife", "activity: arest\n"));
    preview.wait_for_line("changed");
    let started = Instant::now();
    let problem = events.next().unwrap();
    assert!(problem.contains("did you mean `arrest`?"), "{problem}");
    assert!(started.elapsed() < Duration::from_secs(20));
    assert!(Path::new(&library.path("content/reports/nm-22222222.md")).exists());
}
