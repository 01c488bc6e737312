//! The site as the local server hands it out.

mod support;

use support::{Program, request};

#[test]
fn the_site_is_served_with_its_own_headers_and_hides_what_isnt_for_readers() {
    let program = Program::start();
    let to = program.address;
    let share = request(to, "GET", "/share/", &[], b"");
    assert_eq!((share.status, share.header("content-security-policy")), (200, Some("default-src 'none'")));
    assert_eq!(share.header("content-type"), Some("text/html; charset=utf-8"));
    for name in ["last-modified", "etag"] {
        assert_eq!(share.header(name), None, "{name} tells when the site was made");
    }
    let late = "Fri, 01 Jan 2100 00:00:00 GMT";
    for (name, time) in
        [("If-Modified-Since", late), ("If-Unmodified-Since", "Sat, 01 Jan 2000 00:00:00 GMT")]
    {
        let answer = request(to, "GET", "/share/", &[(name, time)], b"");
        assert_eq!(answer.status, 200, "{name} would tell when the site was made, by halves");
    }
    for path in [
        "/_headers",
        "/_intake/form.json",
        "/%5Fintake/form.json",
        "/.git/config",
        "/nowhere",
        "/../../etc/passwd",
        "/%2e%2e/x",
    ] {
        let answer = request(to, "GET", path, &[], b"");
        assert_eq!(answer.status, 404, "{path}");
        assert!(answer.text().contains("Nothing here"), "{path}");
    }
    // Another way to write an address doesn't lose its headers.
    for path in ["/%73hare/", "//share/", "/./share/", "/share/%2e/"] {
        let answer = request(to, "GET", path, &[], b"");
        let policy = answer.header("content-security-policy");
        assert!(answer.status == 404 || policy == Some("default-src 'none'"), "{path}: {answer:?}");
    }
    assert_eq!(request(to, "HEAD", "/", &[], b"").status, 200);
    let (_, rest) = program.end();
    assert_eq!(rest, "", "nothing is said but that it is ready");
}
