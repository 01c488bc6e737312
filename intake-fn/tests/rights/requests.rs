//! Everything that could be asked for, of a bucket, of an object, and of other services.

use super::template::ACCOUNT;

/// What is known of a request.
pub(crate) type Context = &'static [(&'static str, &'static str)];
type Known = Vec<(&'static str, &'static str)>;

pub(crate) const TLS: (&str, &str) = ("aws:SecureTransport", "true");
pub(crate) const STORES_KEY: (&str, &str) = ("s3:x-amz-server-side-encryption", "AES256");
pub(crate) const NEW: (&str, &str) = ("s3:if-none-match", "*");
/// How the function puts.
pub(crate) const PUT: Context = &[TLS, STORES_KEY, NEW];

const OF_BUCKETS: [&str; 9] = [
    "s3:ListBucket",
    "s3:ListBucketVersions",
    "s3:ListBucketMultipartUploads",
    "s3:GetBucketPolicy",
    "s3:PutBucketPolicy",
    "s3:PutBucketNotification",
    "s3:PutBucketLogging",
    "s3:PutLifecycleConfiguration",
    "s3:DeleteBucket",
];
const OF_OBJECTS: [&str; 12] = [
    "s3:GetObject",
    "s3:GetObjectVersion",
    "s3:GetObjectAttributes",
    "s3:GetObjectTagging",
    "s3:PutObject",
    "s3:PutObjectAcl",
    "s3:PutObjectTagging",
    "s3:DeleteObject",
    "s3:DeleteObjectVersion",
    "s3:RestoreObject",
    "s3:ReplicateObject",
    "s3:AbortMultipartUpload",
];
pub(crate) const OF_OTHERS: [&str; 17] = [
    "logs:CreateLogGroup",
    "logs:CreateLogStream",
    "logs:PutLogEvents",
    "kms:Decrypt",
    "kms:GenerateDataKey",
    "xray:PutTraceSegments",
    "xray:PutTelemetryRecords",
    "sqs:SendMessage",
    "sns:Publish",
    "cloudwatch:PutMetricData",
    "events:PutEvents",
    "lambda:InvokeFunction",
    "lambda:GetFunctionConfiguration",
    "iam:PassRole",
    "sts:AssumeRole",
    "ssm:GetParameter",
    "s3:ListAllMyBuckets",
];
const BUCKETS: [&str; 3] = ["vault", "site", "edgelogs"];
pub(crate) const OBJECTS: [&str; 7] =
    ["in/0a", "moving/0a", "reports/0a", "work/0a", "inner", "releases/r/index.html", "functions/f.zip"];

pub(crate) fn arn(of: &str) -> String {
    format!("arn:aws:s3:::{of}")
}

/// All that could be asked for, each in the most favourable way: over TLS, with the store's own key, as a new object.
pub(crate) fn all_requests() -> Vec<(&'static str, String, Known)> {
    let mut all = Vec::new();
    for bucket in BUCKETS {
        for action in OF_BUCKETS {
            for prefix in ["in/", "moving/", "reports/", "work/", "reports/0", "releases/"] {
                all.push((action, arn(bucket), vec![TLS, ("s3:prefix", prefix)]));
            }
            all.push((action, arn(bucket), vec![TLS]));
        }
        for action in OF_OBJECTS {
            all.extend(OBJECTS.map(|object| (action, arn(&format!("{bucket}/{object}")), PUT.to_vec())));
        }
    }
    all.extend(OF_OTHERS.map(|action| (action, format!("arn:aws:any:us-east-1:{ACCOUNT}:thing"), vec![TLS])));
    all
}
