# shellcheck shell=bash
# What the other scripts need on a machine, installed if it isn't there. Sourced, not run.

say() { printf '%s\n' "$*" >&2; }

stop() {
  say "error: $1"
  say "help: $2"
  exit 2
}

export DEBIAN_FRONTEND=noninteractive

as_root() {
  # Nothing here asks: where sudo would, it says so instead.
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@" || stop "this needs root: $*" "run it yourself with sudo, then try again"; fi
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

# Chromium under whatever name it has here; its path goes to the browser tests.
ensure_chromium() {
  local name
  for name in chromium chromium-browser google-chrome; do
    if CHROMIUM=$(command -v "$name"); then break; fi
  done
  if [ -z "${CHROMIUM:-}" ]; then
    install_packages chromium
    CHROMIUM=$(command -v chromium) || stop "there is no Chromium" "install one, and put its path into CHROMIUM"
  fi
  export CHROMIUM
}
