# shellcheck shell=bash
# What scripts/deploy and scripts/lint-deploy share. Sourced, not run, from the root of the repository, after ensure.sh.

venv=target/deploy/venv

# ensure_python NAME==VERSION…: packages from PyPI, in a folder of their own.
ensure_python() {
  ensure_package python3 python3 python3-venv
  # Debian has Python without what makes such a folder.
  python3 -c 'import ensurepip' 2>/dev/null || install_packages python3-venv
  [ -x "$venv/bin/python" ] || python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "$@" || stop "can't install $* from PyPI" "check the connection, then try again"
}

# make_template NEARMISS ARGUMENT…: prints the edge's part into target/deploy/edge.json and merges it into
# target/deploy/template.json.
make_template() {
  mkdir -p target/deploy
  "$1" edge --format cloudfront --release "${@:2}" >target/deploy/edge.json
  "$venv/bin/python" intake-fn/deploy/merge.py intake-fn/deploy/template.yaml target/deploy/edge.json target/deploy/template.json
}
