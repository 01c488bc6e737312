//! The vault and the function against a real S3 server: `scripts/with-s3 cargo test -p intake-fn --features s3-server
//! --test s3`. The server's address is in `NEARMISS_S3`.

#[path = "support/aws.rs"]
mod aws;
mod support;

use std::net::SocketAddr;
use std::sync::Arc;

use aws::{Function, event};
use aws_sdk_s3::config::Credentials;
use aws_sdk_s3::operation::get_object::GetObjectOutput;
use aws_sdk_s3::types::ServerSideEncryption;
use intake_fn::vault::{NotStored, ObjectName, S3Vault, Stored, Vault as _};
use seal::SealedReport;
use support::{filler, request};

fn server() -> SocketAddr {
    std::env::var("NEARMISS_S3").expect("run by scripts/with-s3").parse().unwrap()
}

/// An empty bucket of that name.
fn bucket(name: &str) -> String {
    assert_eq!(request(server(), "PUT", &format!("/{name}"), &[], b"").status, 200);
    name.to_owned()
}

/// A reader of the tests' own: the intake has none.
async fn config() -> aws_config::SdkConfig {
    aws_config::defaults(aws_config::BehaviorVersion::latest())
        .endpoint_url(format!("http://{}", server()))
        .region("us-east-1")
        .credentials_provider(Credentials::new("test", "test", None, None, "test"))
        .load()
        .await
}

async fn client() -> aws_sdk_s3::Client {
    let path_style = aws_sdk_s3::config::Builder::from(&config().await).force_path_style(true).build();
    aws_sdk_s3::Client::from_conf(path_style)
}

async fn object(bucket: &str, key: &str) -> (GetObjectOutput, Vec<u8>) {
    let mut output = client().await.get_object().bucket(bucket).key(key).send().await.unwrap();
    let body = std::mem::take(&mut output.body).collect().await.unwrap();
    (output, body.to_vec())
}

async fn keys(bucket: &str) -> Vec<String> {
    let listed = client().await.list_objects_v2().bucket(bucket).send().await.unwrap();
    listed.contents().iter().map(|object| object.key().unwrap().to_owned()).collect()
}

async fn vault(bucket: &str) -> S3Vault {
    S3Vault::new(&config().await, bucket.to_owned(), true)
}

fn report(number: u64) -> SealedReport {
    SealedReport::from_bytes(filler(number)).unwrap()
}

#[tokio::test]
async fn a_report_becomes_an_encrypted_object_and_is_never_overwritten() {
    let bucket = bucket("once");
    let vault = vault(&bucket).await;
    let name = ObjectName::from([7; 16]);
    assert_eq!(vault.store(name, report(1)).await, Ok(Stored::New));
    assert_eq!(vault.store(name, report(2)).await, Ok(Stored::AlreadyThere));
    let (stored, body) = object(&bucket, &format!("in/{name}")).await;
    assert_eq!(body, filler(1));
    assert_eq!(stored.server_side_encryption(), Some(&ServerSideEncryption::Aes256));
    assert_eq!(stored.content_type(), Some("application/octet-stream"));
    assert_eq!(stored.metadata().map(std::collections::HashMap::len), Some(0));
    assert_eq!(stored.tag_count(), None);
    assert_eq!(keys(&bucket).await, [format!("in/{name}")]);
}

#[tokio::test]
async fn of_forty_at_the_same_moment_one_is_new() {
    let bucket = bucket("forty");
    let vault = Arc::new(vault(&bucket).await);
    let tasks: Vec<_> = (0..40)
        .map(|number| {
            let vault = Arc::clone(&vault);
            tokio::spawn(async move { vault.store(ObjectName::from([1; 16]), report(number)).await })
        })
        .collect();
    let (mut new, mut there) = (0, 0);
    for task in tasks {
        match task.await.unwrap() {
            Ok(Stored::New) => new += 1,
            Ok(Stored::AlreadyThere) => there += 1,
            Err(NotStored) => {}
        }
    }
    assert_eq!((new, there), (1, 39));
    assert_eq!(keys(&bucket).await.len(), 1);
}

#[tokio::test]
async fn a_bucket_that_isnt_there_takes_nothing() {
    let vault = vault("nowhere-to-be-found").await;
    assert_eq!(vault.store(ObjectName::from([1; 16]), report(1)).await, Err(NotStored));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_function_stores_what_a_browser_sends() {
    let bucket = bucket("function");
    let program = std::env::var("NEARMISS_FUNCTION");
    let program = program.as_deref().unwrap_or(env!("CARGO_BIN_EXE_nearmiss-intake"));
    let function = Function::start(program, server(), &[("NEARMISS_BUCKET", &bucket)]);
    let given = function.invoke(event("GET", "/intake/ticket", &[], b""));
    let given: serde_json::Value = serde_json::from_str(given["body"].as_str().unwrap()).unwrap();
    let headers = [
        ("content-type", "application/age"),
        ("nearmiss-ticket", given["ticket"].as_str().unwrap()),
        ("nearmiss-proof", "0"),
    ];
    for wanted in [201, 409] {
        let answer = function.invoke(event("POST", "/intake/sealed", &headers, &filler(1)));
        assert_eq!(answer["statusCode"], wanted, "{answer}");
    }
    let keys = keys(&bucket).await;
    assert_eq!(keys.len(), 1);
    assert_eq!(object(&bucket, &keys[0]).await.1, filler(1));
}
