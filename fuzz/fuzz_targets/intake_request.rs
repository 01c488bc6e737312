//! Whatever is sent to the intake gets one of its answers: what it acknowledges is in the vault, and nothing else is.
#![no_main]

use std::path::Path;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use http_body_util::BodyExt as _;
use intake_fn::vault::{ObjectName, Stored, Storing, Vault};
use intake_fn::{Cap, Clock, Form, Intake, Repeats, Secrets, router};
use libfuzzer_sys::fuzz_target;
use seal::{SEALED_BYTES, SealedReport};
use tokio::runtime::{Builder, Runtime};
use tower::ServiceExt as _;

#[derive(Default)]
struct InMemory(Mutex<Vec<String>>);

impl Vault for InMemory {
    fn store(&self, name: ObjectName, report: SealedReport) -> Storing<'_> {
        assert_eq!(report.as_bytes().len(), SEALED_BYTES);
        let mut names = self.0.lock().unwrap();
        let stored = if names.contains(&name.to_string()) { Stored::AlreadyThere } else { Stored::New };
        names.push(name.to_string());
        Box::pin(async move { Ok(stored) })
    }
}

thread_local! {
    static RUNTIME: Runtime = Builder::new_current_thread().enable_time().build().unwrap();
}

fn intake(vault: Arc<InMemory>) -> Router {
    let form = Path::new(env!("CARGO_MANIFEST_DIR")).join("../intake-fn/tests/site/_intake/form.json");
    router(Intake {
        form: Form::read(&form).unwrap(),
        secrets: Secrets::parse("a secret for fuzzing of enough characters").unwrap(),
        bits: 0,
        clock: Clock::System,
        vault,
        sealed_cap: Cap::new(1_000_000),
        form_cap: Cap::new(1_000_000),
        repeats: Repeats::default(),
    })
}

async fn ask(routes: &Router, request: Request<Body>) -> (StatusCode, String) {
    let (parts, body) = routes.clone().oneshot(request).await.unwrap().into_parts();
    assert_eq!(parts.headers["cache-control"], "no-store");
    (parts.status, String::from_utf8(body.collect().await.unwrap().to_bytes().to_vec()).unwrap())
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap().1.split_once(after).unwrap().0
}

/// What is sent: where, with which headers, and whether ticket and size are made good first.
type Sent<'a> = (u8, bool, bool, &'a str, &'a str, &'a str, &'a [u8]);

fuzz_target!(|sent: Sent<'_>| {
    let (place, good_ticket, whole, ticket, proof, kind, body) = sent;
    let vault = Arc::new(InMemory::default());
    let routes = intake(Arc::clone(&vault));
    RUNTIME.with(|runtime| {
        runtime.block_on(async {
            let get = |path: &str| Request::get(path).body(Body::empty()).unwrap();
            let form = place % 2 == 0;
            let path =
                ["/intake/form", "/intake/sealed", "/intake/form", "/intake/nowhere"][usize::from(place % 4)];
            let mut ticket = ticket.to_owned();
            if good_ticket && form {
                ticket =
                    between(&ask(&routes, get("/intake/form")).await.1, "name=\"ticket\" value=\"", "\"")
                        .to_owned();
            } else if good_ticket {
                ticket =
                    between(&ask(&routes, get("/intake/ticket")).await.1, "\"ticket\":\"", "\"").to_owned();
            }
            let mut bytes = body.to_vec();
            if whole && form {
                bytes = format!("ticket={ticket}&what_happened=").into_bytes();
                bytes.extend(body);
            } else if whole {
                bytes = b"age-encryption.org/v1\n".to_vec();
                bytes.extend(body);
                bytes.resize(SEALED_BYTES, 0);
            }
            let own_kind = if form { "application/x-www-form-urlencoded" } else { "application/age" };
            let request = Request::post(path)
                .header("content-type", if whole { own_kind } else { kind })
                .header("nearmiss-ticket", &ticket)
                .header("nearmiss-proof", proof)
                .body(Body::from(bytes));
            // Not every text is a header.
            let Ok(request) = request else { return };
            let (status, _) = ask(&routes, request).await;
            let stored = vault.0.lock().unwrap().len();
            assert_eq!(stored, usize::from(status == StatusCode::CREATED), "{status}");
            assert!(
                matches!(status.as_u16(), 200 | 201 | 400 | 403 | 404 | 405 | 410 | 413 | 415 | 422),
                "an answer that the contract doesn't have: {status}"
            );
        });
    });
});
