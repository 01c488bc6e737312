//! An S3 bucket as vault. The function has the right to put under `in/`, and no other.

use std::time::Duration;

use aws_config::{BehaviorVersion, SdkConfig};
use aws_sdk_s3::Client;
use aws_sdk_s3::config::interceptors::BeforeTransmitInterceptorContextMut;
use aws_sdk_s3::config::retry::RetryConfig;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::config::{ConfigBag, Intercept, RuntimeComponents};
use aws_sdk_s3::error::{BoxError, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use seal::SealedReport;

use super::{NotStored, ObjectName, Stored, Storing, Vault};

/// Tries of one report before the sender is asked to wait; each of them is safe to repeat.
const TRIES: u32 = 4;
const FIRST_PAUSE: Duration = Duration::from_millis(100);

/// A vault in a bucket.
#[derive(Debug)]
pub struct S3Vault {
    client: Client,
    bucket: String,
}

/// The configuration of the environment, with time limits that leave the sender an answer.
pub async fn config() -> SdkConfig {
    aws_config::defaults(BehaviorVersion::latest()).load().await
}

impl S3Vault {
    /// A bucket, reached by a configuration of the environment's. `path_style` for servers that aren't AWS.
    #[must_use]
    pub fn new(config: &SdkConfig, bucket: String, path_style: bool) -> Self {
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(2))
            .operation_attempt_timeout(Duration::from_secs(5))
            .build();
        let config = aws_sdk_s3::config::Builder::from(config)
            .force_path_style(path_style)
            .timeout_config(timeouts)
            // Tried again here, where a refusal to overwrite is told from a conflict.
            .retry_config(RetryConfig::disabled())
            .interceptor(NoTrace)
            .build();
        Self { client: Client::from_conf(config), bucket }
    }

    async fn put(&self, name: ObjectName, report: &SealedReport) -> Result<Stored, TryAgain> {
        let put = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(format!("in/{name}"))
            .if_none_match("*")
            .server_side_encryption(ServerSideEncryption::Aes256)
            .content_type("application/octet-stream")
            .body(ByteStream::from(report.as_bytes().to_vec()));
        match put.send().await {
            Ok(_) => Ok(Stored::New),
            Err(SdkError::ServiceError(error)) if error.raw().status().as_u16() == 412 => {
                Ok(Stored::AlreadyThere)
            }
            // A conflict (409) is two at the same moment: one of them may still fail. Never taken as received.
            Err(_) => Err(TryAgain),
        }
    }
}

/// It isn't known whether it is stored.
struct TryAgain;

impl Vault for S3Vault {
    fn store(&self, name: ObjectName, report: SealedReport) -> Storing<'_> {
        Box::pin(async move {
            let mut pause = FIRST_PAUSE;
            for attempt in 1..=TRIES {
                // What a later try finds there may be an earlier one's or somebody else's: it says "already there" too.
                if let Ok(stored) = self.put(name, &report).await {
                    return Ok(stored);
                }
                if attempt < TRIES {
                    tokio::time::sleep(pause).await;
                    pause *= 3;
                }
            }
            Err(NotStored)
        })
    }
}

/// Takes the trace id off a request: it is the provider's number for the invocation, and so for the sender's request.
#[derive(Debug)]
struct NoTrace;

impl Intercept for NoTrace {
    fn name(&self) -> &'static str {
        "NoTrace"
    }

    fn modify_before_transmit(
        &self,
        context: &mut BeforeTransmitInterceptorContextMut<'_>,
        _: &RuntimeComponents,
        _: &mut ConfigBag,
    ) -> Result<(), BoxError> {
        context.request_mut().headers_mut().remove("x-amzn-trace-id");
        Ok(())
    }
}
