//! The engine ranks as tantivy does.

mod corpus;
mod oracle;

use oracle::Oracle;

#[test]
fn the_first_twenty_are_tantivys() {
    let mut oracle = Oracle::new(corpus::input(3000));
    let root = oracle.engine.root();
    assert!(root.frequent.len() > 50 && root.blocks.len() > 20, "lists long and short are in it");
    let differences = oracle::differences(&mut oracle, 1400);
    assert!(
        differences.is_empty(),
        "{} differ:\n{}",
        differences.len(),
        differences[..differences.len().min(3)].join("\n")
    );
}
