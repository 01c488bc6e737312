//! What the trends cost: reads a library, then makes every page and file of the trends, on one thread, and prints seconds
//! and bytes as JSON. `cargo run --release --example trends_cost CONTENT`

mod site;

use std::path::PathBuf;
use std::time::Instant;

use generator::site::Address;

#[allow(clippy::print_stdout, reason = "that is what it does")]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    let content = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: trends_cost CONTENT")?);
    let site = site::read(&content)?;
    let own =
        |address: &Address| matches!(address, Address::Trends | Address::Training(_) | Address::Data(_));
    let addresses: Vec<Address> = site
        .pages()
        .filter(own)
        .chain(generator::site::DataFile::ALL.into_iter().map(Address::Data))
        // Checksums are those of all data, the reports' too.
        .filter(|address| !matches!(address, Address::Data(generator::site::DataFile::Checksums)))
        .collect();
    let started = Instant::now();
    let mut bytes = 0;
    for address in &addresses {
        bytes += site.render(address)?.len();
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{{\"seconds\":{seconds},\"pages\":{},\"bytes\":{bytes}}}", addresses.len());
    Ok(())
}
