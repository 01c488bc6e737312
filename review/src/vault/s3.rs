//! An S3 bucket as vault.

use std::collections::HashSet;
use std::time::Duration;

use aws_config::BehaviorVersion;
use aws_sdk_s3::Client;
use aws_sdk_s3::config::timeout::TimeoutConfig;
use aws_sdk_s3::error::SdkError;
use aws_sdk_s3::primitives::ByteStream;
use aws_sdk_s3::types::ServerSideEncryption;
use tokio::runtime::Runtime;

use super::{IN, Object, REPORTS, Vault, VaultError, random_name, refused};
use crate::clock::Clock;
use crate::failpoint;

/// A vault in a bucket, with the rights of whoever runs this.
#[derive(Debug)]
pub struct S3Vault {
    client: Client,
    bucket: String,
    runtime: Runtime,
    clock: Clock,
}

impl S3Vault {
    /// A bucket, reached as the environment says. `AWS_ENDPOINT_URL` names a server that isn't AWS.
    pub fn open(bucket: &str) -> Result<Self, VaultError> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(|error| refused("be reached", error))?;
        let config = runtime.block_on(aws_config::defaults(BehaviorVersion::latest()).load());
        let timeouts = TimeoutConfig::builder()
            .connect_timeout(Duration::from_secs(5))
            .operation_attempt_timeout(Duration::from_secs(30))
            .build();
        let config = aws_sdk_s3::config::Builder::from(&config)
            .force_path_style(std::env::var_os("AWS_ENDPOINT_URL").is_some())
            .timeout_config(timeouts)
            .build();
        let client = Client::from_conf(config);
        Ok(Self { client, bucket: bucket.to_owned(), runtime, clock: Clock::of_the_environment() })
    }

    /// Objects with their entity tags: the MD5 of what was put whole. Random bytes that are the same are the same object.
    fn listed(&self, start: &str) -> Result<Vec<(Object, Option<String>)>, VaultError> {
        self.runtime.block_on(async {
            let mut pages =
                self.client.list_objects_v2().bucket(&self.bucket).prefix(start).into_paginator().send();
            let mut objects = Vec::new();
            while let Some(page) = pages.next().await {
                let page = page.map_err(|error| refused("list", error_text(error)))?;
                for object in page.contents() {
                    let Some(name) = object.key() else { continue };
                    let stored =
                        object.last_modified().map_or(0, |time| u64::try_from(time.secs()).unwrap_or(0));
                    let age = Duration::from_secs(self.clock.seconds().saturating_sub(stored));
                    objects.push((Object { name: name.to_owned(), age }, object.e_tag().map(str::to_owned)));
                }
            }
            Ok(objects)
        })
    }

    async fn versions(&self, name: &str) -> Result<Vec<String>, VaultError> {
        let listed = self.client.list_object_versions().bucket(&self.bucket).prefix(name).send().await;
        let listed = listed.map_err(|error| refused("list versions", error_text(error)))?;
        let own = listed.versions().iter().filter(|version| version.key() == Some(name));
        let markers = listed.delete_markers().iter().filter(|marker| marker.key() == Some(name));
        let ids = own.filter_map(|version| version.version_id());
        Ok(ids.chain(markers.filter_map(|marker| marker.version_id())).map(str::to_owned).collect())
    }
}

/// Where an object is on its way from `in/` to `reports/`, under its new name.
const MOVING: &str = "moving/";

/// The server's own words, without what the request was.
fn error_text<E: std::error::Error + 'static, R>(error: SdkError<E, R>) -> String {
    match error {
        SdkError::ServiceError(error) => error.into_err().to_string(),
        SdkError::TimeoutError(_) => "it took too long".to_owned(),
        SdkError::DispatchFailure(_) => "it can't be reached".to_owned(),
        _ => "it gave no answer that can be read".to_owned(),
    }
}

impl Vault for S3Vault {
    fn list(&self, start: &str) -> Result<Vec<Object>, VaultError> {
        Ok(self.listed(start)?.into_iter().map(|(object, _)| object).collect())
    }

    fn get(&self, name: &str) -> Result<Option<Vec<u8>>, VaultError> {
        let got = self.runtime.block_on(self.client.get_object().bucket(&self.bucket).key(name).send());
        match got {
            Ok(object) => {
                let bytes = self.runtime.block_on(object.body.collect());
                Ok(Some(bytes.map_err(|error| refused("read", error))?.to_vec()))
            }
            Err(SdkError::ServiceError(error)) if error.raw().status().as_u16() == 404 => Ok(None),
            // Whoever may list only what begins so and so is told of what isn't there as of what is forbidden.
            Err(SdkError::ServiceError(error))
                if error.raw().status().as_u16() == 403
                    && self.list(name)?.iter().all(|object| object.name != name) =>
            {
                Ok(None)
            }
            Err(error) => Err(refused("read", error_text(error))),
        }
    }

    fn put(&self, name: &str, bytes: &[u8]) -> Result<(), VaultError> {
        let put = self
            .client
            .put_object()
            .bucket(&self.bucket)
            .key(name)
            .if_none_match("*")
            .server_side_encryption(ServerSideEncryption::Aes256)
            .content_type("application/octet-stream")
            .body(ByteStream::from(bytes.to_vec()));
        match self.runtime.block_on(put.send()) {
            Ok(_) => Ok(()),
            Err(SdkError::ServiceError(error)) if error.raw().status().as_u16() == 412 => {
                // Sent again because the first answer was lost, it meets itself. Nobody else seals to the same bytes.
                if self.get(name)?.is_some_and(|stored| stored == bytes) {
                    return Ok(());
                }
                Err(VaultError::Taken(name.to_owned()))
            }
            Err(error) => Err(refused("store", error_text(error))),
        }
    }

    /// By way of [`MOVING`], where no desk looks: killed before, nobody has seen it under two names; killed after, whoever deletes
    /// the new one deletes what is left there first, and nothing comes back.
    fn move_on(&self, name: &str) -> Result<(), VaultError> {
        let new = random_name()?;
        self.copy(name, &format!("{MOVING}{new}"))?;
        failpoint::reached("object-moved");
        self.delete(name)?;
        self.end_move(&new)
    }

    fn finish_moves(&self) -> Result<(), VaultError> {
        let moving = self.listed(MOVING)?;
        if moving.is_empty() {
            return Ok(());
        }
        let arrived = self.listed(IN)?;
        let copied: HashSet<&String> = moving.iter().filter_map(|(_, tag)| tag.as_ref()).collect();
        let twice =
            |(_, tag): &&(Object, Option<String>)| tag.as_ref().is_some_and(|tag| copied.contains(tag));
        arrived.iter().filter(twice).try_for_each(|(object, _)| self.delete(&object.name))?;
        moving.iter().try_for_each(|(object, _)| self.end_move(object.name.trim_start_matches(MOVING)))
    }

    fn delete(&self, name: &str) -> Result<(), VaultError> {
        // What a mixer that was killed left would become this one again.
        if let Some(own) = name.strip_prefix(REPORTS) {
            self.delete_one(&format!("{MOVING}{own}"))?;
        }
        self.delete_one(name)
    }
}

impl S3Vault {
    fn copy(&self, from: &str, to: &str) -> Result<(), VaultError> {
        let copy = self
            .client
            .copy_object()
            .bucket(&self.bucket)
            .key(to)
            .copy_source(format!("{}/{from}", self.bucket))
            .server_side_encryption(ServerSideEncryption::Aes256);
        self.runtime.block_on(copy.send()).map(|_| ()).map_err(|error| refused("move", error_text(error)))
    }

    fn end_move(&self, name: &str) -> Result<(), VaultError> {
        let old = format!("{MOVING}{name}");
        self.copy(&old, &format!("{REPORTS}{name}"))?;
        failpoint::reached("object-copied");
        self.delete_one(&old)
    }

    fn delete_one(&self, name: &str) -> Result<(), VaultError> {
        self.runtime.block_on(async {
            let delete = || self.client.delete_object().bucket(&self.bucket).key(name);
            let deleted = delete().send().await.map_err(|error| refused("delete", error_text(error)))?;
            // A bucket that keeps versions says so, and has them still, and a mark that something was there. Of others nothing is
            // asked: the roles of the template may not list versions.
            if deleted.version_id().is_none() && deleted.delete_marker() != Some(true) {
                return Ok(());
            }
            for version in self.versions(name).await? {
                let gone = delete().version_id(version).send().await;
                gone.map_err(|error| refused("delete a version", error_text(error)))?;
            }
            Ok(())
        })
    }
}
