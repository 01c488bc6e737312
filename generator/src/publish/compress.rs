//! `.br` and `.gz` beside a file, for hosts that serve them as they lie there.

use std::io::Write;

/// Smaller files fit in one packet anyway.
const LEAST: usize = 256;

/// Brotli's quality: 9 takes a tenth of the time of 11 for about three per cent more bytes.
const BROTLI_QUALITY: u32 = 9;
/// For the few modules that run in browsers, which a reader waits for: there it saves seven.
const BROTLI_BEST: u32 = 11;
const BROTLI_WINDOW: u32 = 22;

pub(super) fn is_worth_it(file: &str, length: usize) -> bool {
    length >= LEAST && file != "_headers"
}

pub(super) fn brotli(file: &str, content: &[u8]) -> Vec<u8> {
    let module = std::path::Path::new(file).extension().is_some_and(|end| end == "wasm");
    let quality = if module { BROTLI_BEST } else { BROTLI_QUALITY };
    let mut out = Vec::with_capacity(content.len() / 3);
    let mut writer = brotli::CompressorWriter::new(&mut out, 1 << 16, quality, BROTLI_WINDOW);
    // Writing to memory can't fail.
    _ = writer.write_all(content);
    drop(writer);
    out
}

/// Without a time in the header: the same bytes in, the same bytes out.
pub(super) fn gzip(content: &[u8]) -> Vec<u8> {
    let mut writer =
        flate2::write::GzEncoder::new(Vec::with_capacity(content.len() / 3), flate2::Compression::best());
    _ = writer.write_all(content);
    writer.finish().unwrap_or_default()
}
