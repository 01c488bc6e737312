//! Any bytes are a chunk or an error, of every kind; what was read is written as it was meant.
#![no_main]

use libfuzzer_sys::fuzz_target;
use search_index::Engine;
use search_index::format::{CardPack, Column, Root, SpellingShard, TermBlock, TextPack};
use search_index::store::inflate;

fuzz_target!(|data: (u8, u32, &[u8])| {
    let (kind, reports, bytes) = data;
    match kind % 8 {
        0 => {
            if let Ok(root) = Root::read(bytes) {
                assert_eq!(Root::read(&root.write()), Ok(root));
                _ = Engine::new(bytes);
            }
        }
        1 | 2 => {
            if let Ok(block) = TermBlock::read(bytes, reports, kind % 8 == 2) {
                assert_eq!(TermBlock::read(&block.write(), reports, kind % 8 == 2), Ok(block));
            }
        }
        3 => {
            if let Ok(pack) = CardPack::read(bytes) {
                assert_eq!(CardPack::read(&pack.write()), Ok(pack));
            }
        }
        4 => {
            if let Ok(pack) = TextPack::read(bytes) {
                assert_eq!(TextPack::read(&pack.write()), Ok(pack));
            }
        }
        5 => {
            if let Ok(shard) = SpellingShard::read(bytes) {
                assert_eq!(SpellingShard::read(&shard.write()), Ok(shard));
            }
        }
        6 => {
            let reports = reports % 5000;
            if let Ok(column) = Column::read(bytes, reports) {
                assert_eq!(Column::read(&column.write(), reports), Ok(column));
            }
        }
        _ => _ = inflate(bytes),
    }
});
