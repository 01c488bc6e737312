//! What a theme serves beside pages: one style sheet, scripts, images.

use std::collections::BTreeMap;
use std::path::Path;

use sha2::{Digest, Sha256};

use super::{files, name_in};
use crate::content::{FileError, read_file};

/// What runs in browsers, as `scripts/build-wasm` built it: the search engine, the sealing, the identifiers.
const MODULES: [(&str, &[u8]); 3] = [
    ("search.wasm", include_bytes!(concat!(env!("OUT_DIR"), "/search.wasm"))),
    ("identifiers.wasm", include_bytes!(concat!(env!("OUT_DIR"), "/identifiers.wasm"))),
    ("seal.wasm", include_bytes!(concat!(env!("OUT_DIR"), "/seal.wasm"))),
];

/// What the modules were built with; empty if there are none.
pub(crate) const TOOLCHAIN: &str = include_str!(concat!(env!("OUT_DIR"), "/toolchain"));

/// A file served as it is.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// Characters of the hash in a name: 40 bits, to tell versions of one file apart.
const HASH_CHARACTERS: usize = 10;

type Assets = (BTreeMap<String, Asset>, BTreeMap<String, String>);

/// Assets by address, and addresses by the name that templates use.
pub(super) fn read(theme: &Path) -> Result<Assets, FileError> {
    let mut assets = BTreeMap::new();
    let mut names = BTreeMap::new();
    let mut style = Vec::new();
    let is_css = |path: &Path| path.extension().is_some_and(|extension| extension == "css");
    for path in files(&theme.join("styles")).into_iter().filter(|path| is_css(path)) {
        style.extend(read_file(&path)?);
    }
    let mut hashed = vec![("main.css".to_owned(), style)];
    for folder in ["scripts", "images"] {
        let folder = theme.join(folder);
        // The pieces in a folder of scripts are joined to one script of the folder's name, like those of the style.
        let mut joined: BTreeMap<String, Vec<u8>> = BTreeMap::new();
        for path in files(&folder) {
            let name = name_in(&folder, &path);
            match name.split_once('/').filter(|_| folder.ends_with("scripts")) {
                Some((whole, _)) => {
                    joined.entry(format!("{whole}.js")).or_default().extend(read_file(&path)?);
                }
                None => hashed.push((name, read_file(&path)?)),
            }
        }
        hashed.extend(joined);
    }
    // The modules aren't the theme's, but are served like the rest; a program that was built without them has none.
    let built = MODULES.iter().filter(|(_, bytes)| !bytes.is_empty());
    hashed.extend(built.map(|(name, bytes)| ((*name).to_owned(), bytes.to_vec())));
    for (name, bytes) in hashed {
        let address = format!("assets/{}", hashed_name(&name, &bytes));
        names.insert(name, address.clone());
        assets.insert(address, Asset { bytes });
    }
    let root = theme.join("root");
    for path in files(&root) {
        assets.insert(name_in(&root, &path), Asset { bytes: read_file(&path)? });
    }
    Ok((assets, names))
}

/// `main.css` becomes `main.3f2a….css`: its address changes with its bytes, so it can be kept for ever.
fn hashed_name(name: &str, bytes: &[u8]) -> String {
    let digest = Sha256::digest(bytes);
    let hash: String =
        digest.iter().flat_map(|byte| [byte >> 4, byte & 15]).take(HASH_CHARACTERS).map(hex).collect();
    match name.rsplit_once('.') {
        Some((stem, extension)) => format!("{stem}.{hash}.{extension}"),
        None => format!("{name}.{hash}"),
    }
}

fn hex(nibble: u8) -> char {
    char::from_digit(u32::from(nibble), 16).unwrap_or('0')
}
