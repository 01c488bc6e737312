# Lists these.
default:
    @just --list

# Builds and shows the library on this machine.
[group: 'use']
serve *args:
    scripts/serve {{args}}

# Everything that CI runs.
[group: 'check']
ci:
    scripts/test

# The quick part: format, lints, Rust tests.
[group: 'check']
check:
    cargo fmt --all --check
    cargo clippy --workspace --all-targets -- --deny warnings
    cargo test --workspace

# Fuzzes every target for a minute.
[group: 'check']
fuzz *args:
    scripts/fuzz {{args}}

# Pictures of every kind of page in e2e/shots.
[group: 'look']
shots:
    scripts/build
    target/release/nearmiss build
    cd e2e && node shots.mjs

# Beside Hugo (build), beside Pagefind (search).
[group: 'measure']
bench name *args:
    scripts/bench {{name}} {{args}}
