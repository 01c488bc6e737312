//! Files of the theme.

use super::Site;

pub(super) fn bytes(site: &Site, name: &str) -> Vec<u8> {
    site.theme.assets.get(name).map(|asset| asset.bytes.clone()).unwrap_or_default()
}
