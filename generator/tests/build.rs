//! `nearmiss build`: what it writes, and what it never does.

mod library;

use library::{Library, report, tree, without_hashes};

#[test]
fn a_library_becomes_these_files() {
    let library = Library::with_reports();
    library.build(&[]);
    // Chunks are called by their hashes, and the engine is only there where it was built before.
    // The modules for browsers are there once they were built.
    let of_search = |name: &String| {
        (name.starts_with("assets/se") || name.starts_with("assets/identifiers")) && !name.contains(".js")
    };
    let (search, names): (Vec<String>, Vec<String>) =
        tree(&library.path("site")).into_keys().partition(of_search);
    assert!(search.len() > 5, "{search:?}");
    insta::assert_snapshot!(without_hashes(&names.join("\n")));
}

#[test]
fn a_report_becomes_this_page() {
    let library = Library::with_reports();
    library.build(&["--week", "2026-w48"]);
    insta::assert_snapshot!(without_hashes(&library.read("site/reports/nm-22222222/index.html")));
}

#[test]
fn feeds_and_data_say_this() {
    let library = Library::with_reports();
    library.build(&[]);
    insta::assert_snapshot!("atom", library.read("site/feed.xml"));
    insta::assert_snapshot!("json_feed", library.read("site/topics/activity/arrest/feed.json"));
    insta::assert_snapshot!("reports_json", library.read("site/data/reports.json"));
    insta::assert_snapshot!("reports_csv", library.read("site/data/reports.csv"));
    insta::assert_snapshot!("headers", library.read("site/_headers"));
}

/// Enough reports that every thread has some, varied enough that they relate in many ways.
fn many(library: &Library) {
    let activities = ["arrest", "traffic-stop", "search-of-person"];
    let factors =
        ["tactics/incomplete-search", "individual/rushing", "individual/rushing, tactics/incomplete-search"];
    for n in 0..600u16 {
        let [low, high] = [n % 30, n / 30].map(|digit| u8::try_from(digit).unwrap());
        let id = ::report::ReportId::from_bytes([low, high, 7, 7, low, 7, high, 7]).to_string();
        let facets = format!(
            "activity: {}\ncontributing_factors: [{}]\nevent_period: {}\n",
            activities[usize::from(n) % 3],
            factors[usize::from(n / 3) % 3],
            2000 + n % 7
        );
        library.write(&format!("content/reports/{id}.md"), &report(&id, &format!("number {n}"), &facets));
    }
}

#[test]
fn the_same_input_gives_the_same_bytes_whatever_the_machine() {
    let (one, other) = (Library::new(), Library::new());
    many(&one);
    many(&other);
    one.build(&["--jobs", "1", "--out", "one", "--compress"]);
    for jobs in ["2", "7"] {
        let output = other
            .command(&["build", "--jobs", jobs, "--out", "deep/er/two", "--compress"])
            .envs([("TZ", "Asia/Kathmandu"), ("LC_ALL", "de_DE.UTF-8"), ("HOME", "/nowhere")])
            .output()
            .unwrap();
        assert!(output.status.success());
        assert!(tree(&one.path("one")) == tree(&other.path("deep/er/two")), "{jobs} jobs differ from one");
    }
}

#[test]
fn a_file_that_did_not_change_keeps_its_time() {
    let library = Library::with_reports();
    library.build(&[]);
    let old = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_000_000_000);
    for name in ["site/about/index.html", "site/reports/nm-22222222/index.html"] {
        std::fs::File::options().append(true).open(library.path(name)).unwrap().set_modified(old).unwrap();
    }
    library.write("content/reports/nm-22222222.md", &report("nm-22222222", "a changed knife", ""));
    library.build(&[]);
    let time = |name: &str| std::fs::metadata(library.path(name)).unwrap().modified().unwrap();
    assert_eq!(time("site/about/index.html"), old);
    assert_ne!(time("site/reports/nm-22222222/index.html"), old);
    assert!(library.read("site/reports/nm-22222222/index.html").contains("a changed knife"));
}

#[test]
fn a_file_that_is_no_longer_made_is_gone() {
    let library = Library::with_reports();
    library.build(&[]);
    library.remove("content/reports/nm-33333333.md");
    library.build(&[]);
    assert!(!library.path("site/reports/nm-33333333").exists());
}

#[test]
fn every_address_works_under_a_path() {
    let library = Library::with_reports();
    library.build(&["--base-url", "/near/miss", "--out", "sub"]);
    library.build(&["--out", "top"]);
    let sub = tree(&library.path("sub"));
    assert_eq!(sub.keys().collect::<Vec<_>>(), tree(&library.path("top")).keys().collect::<Vec<_>>());
    for (name, bytes) in sub.iter().filter(|(name, _)| name.ends_with("html")) {
        let html = String::from_utf8_lossy(bytes);
        for link in html.match_indices("=\"/").map(|(at, _)| &html[at + 2..]) {
            assert!(link.starts_with("/near/miss/"), "{name}: {}", &link[..40]);
        }
    }
}

#[test]
fn a_release_leaves_samples_out_and_says_how_many() {
    let library = Library::signed();
    library.write("content/reports/nm-55555555.md", &report("nm-55555555", "a sample", "sample: true\n"));
    library.build(&["--out", "preview"]);
    assert!(library.read("preview/index.html").contains("noindex"));
    assert!(library.read("preview/reports/nm-55555555/index.html").contains("was invented"));
    assert_eq!(library.read("preview/robots.txt"), "User-agent: *\nDisallow: /\n");
    let shown = library.shown(&["build", "--release", "--root", &library.root(), "--out", "release"]);
    // How many files there are depends on whether the engine was built before.
    let shown =
        shown.replace(&shown[shown.find("reports, ").unwrap()..shown.find(" kB").unwrap()], "reports, …");
    insta::assert_snapshot!(shown);
    assert!(!library.path("release/reports/nm-55555555").exists());
    assert!(!library.read("release/data/reports.json").contains("a sample"));
    assert!(!library.read("release/index.html").contains("noindex"));
    assert!(!library.read("release/_headers").contains("noindex"));
}

#[test]
fn a_withdrawn_report_leaves_a_page_that_says_so_and_nothing_else() {
    let library = Library::with_reports();
    // Another report names it as related; that must not stop a withdrawal.
    library.write(
        "content/reports/nm-22222222.md",
        &report("nm-22222222", "a knife", "related: [nm-33333333]\n"),
    );
    library.write("content/withdrawn/nm-33333333.txt", "report: nm-33333333\n");
    library.build(&[]);
    let page = library.read("site/reports/nm-33333333/index.html");
    assert!(page.contains("This report was withdrawn") && page.contains("noindex"));
    for (name, bytes) in tree(&library.path("site")) {
        let mentioned = String::from_utf8_lossy(&bytes).contains("nm-33333333");
        assert!(!mentioned || name.starts_with("reports/nm-33333333/"), "{name} still names it");
    }
}

#[test]
fn the_period_of_a_release_dates_its_reports_and_puts_the_newest_first() {
    let library = Library::with_reports();
    library.write(
        "content/releases/1.txt",
        "release: 1\nperiod: 2026-q3\nreport: nm-22222222 00\nreport: nm-44444444 00\n",
    );
    library.write("content/releases/2.txt", "release: 2\nperiod: 2026-q4\nreport: nm-33333333 00\n");
    library.build(&[]);
    let feed = library.read("site/feed.xml");
    let order: Vec<usize> =
        ["nm-33333333", "nm-22222222", "nm-44444444"].iter().map(|id| feed.find(id).unwrap()).collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(feed.contains("<updated>2026-10-01T00:00:00Z</updated>"));
    assert!(library.read("site/reports/nm-22222222/index.html").contains("Published in quarter 3 of 2026"));
    assert!(library.read("site/data/reports.json").contains("\"period\":\"2026-q4\""));
}

#[test]
fn an_empty_library_is_a_library() {
    let library = Library::new();
    library.build(&["--week", "2026-w48"]);
    assert!(library.read("site/index.html").contains("No reports have been published here yet."));
    assert!(library.read("site/data/reports.json").contains("\"count\":0"));
}

#[test]
fn compressed_files_hold_the_same_text() {
    use std::io::Read as _;
    let library = Library::with_reports();
    library.build(&["--compress"]);
    let files = tree(&library.path("site"));
    let plain = &files["reports/index.html"];
    let mut gz = Vec::new();
    flate2::read::GzDecoder::new(&files["reports/index.html.gz"][..]).read_to_end(&mut gz).unwrap();
    let mut br = Vec::new();
    brotli::Decompressor::new(&files["reports/index.html.br"][..], 4096).read_to_end(&mut br).unwrap();
    assert_eq!((&gz, &br), (plain, plain));
}

#[test]
fn the_first_view_is_small() {
    let library = Library::with_reports();
    library.build(&["--compress"]);
    let files = tree(&library.path("site"));
    let css = files.keys().find(|name| name.ends_with(".css.br")).unwrap();
    for page in ["index.html.br", "reports/nm-22222222/index.html.br"] {
        let bytes = files[page].len() + files[css].len();
        assert!(bytes <= 14_000, "{page} and its style take {bytes} bytes");
    }
}
