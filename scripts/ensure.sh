# shellcheck shell=bash
# What the other scripts need on a machine, installed if it isn't there. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "error: $1"
  say "help: $2"
  exit 2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages PACKAGE…: Debian packages; the list of packages is fetched only where it is missing or too old.
install_packages() {
  command -v apt-get >/dev/null 2>&1 || stop "this machine lacks: $*" "install them with its package manager"
  say "installing $* (Debian packages)"
  as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null 2>&1 || {
    as_root apt-get update -qq
    as_root apt-get install -y -qq --no-install-recommends "$@" >/dev/null
  }
}

# ensure_package COMMAND PACKAGE…: installs the packages if the command isn't there.
ensure_package() {
  if ! command -v "$1" >/dev/null 2>&1; then install_packages "${@:2}"; fi
}

ensure_rust() {
  # rustup puts cargo where a shell that was open before doesn't look.
  command -v cargo >/dev/null 2>&1 || PATH="$HOME/.cargo/bin:$PATH"
  command -v cargo >/dev/null 2>&1 || stop "there is no cargo" "install Rust from https://rustup.rs, then try again"
  # Crates with C parts (zstd) and every link need a C compiler.
  ensure_package cc gcc libc6-dev
}
