//! `/integrity.json`: the hashes of everything that the form runs on, with the revision they were made from, so that
//! anyone can build them again and compare (`scripts/verify`).

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Address, RenderError, Site, file_of, share};
use crate::theme::TOOLCHAIN;

pub(super) fn file(site: &Site) -> Result<Vec<u8>, RenderError> {
    let mut files = BTreeMap::new();
    if site.library.form.is_some() {
        let page = site.library.pages.iter().position(|page| page.name == share::PAGE).map(Address::Prose);
        let assets = ["share.js", "seal.wasm", "identifiers.wasm", "main.css", "mark.svg"];
        let assets =
            assets.iter().filter_map(|name| site.theme.names.get(*name).cloned()).map(Address::Asset);
        let addresses = page.into_iter().chain([Address::Recipients, Address::IntakeForm]).chain(assets);
        for address in addresses {
            let digest = Sha256::digest(site.render(&address)?);
            let hex = digest.iter().fold(String::with_capacity(64), |mut hex, byte| {
                _ = write!(hex, "{byte:02x}");
                hex
            });
            files.insert(file_of(&site.path(&address)), hex);
        }
    }
    let file = json!({
        "revision": site.options.revision.as_deref().unwrap_or("unknown"),
        "toolchain": TOOLCHAIN.trim_end(),
        "files": files,
    });
    let mut bytes = serde_json::to_vec_pretty(&file).unwrap_or_default();
    bytes.push(b'\n');
    Ok(bytes)
}
