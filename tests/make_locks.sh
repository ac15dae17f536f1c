#!/usr/bin/env bash
# Make the lock files from pyproject.toml, for Linux, macOS and Windows at once, and deno's from deno.json.
set -euo pipefail
cd "$(dirname "$0")/.."
export UV_INDEX_STRATEGY=unsafe-best-match  # with several indexes, take the best version of any
compile() { uv pip compile --universal --python-version 3.11 --no-header --no-annotate --quiet "$@"; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

echo '-e .[book]' | compile - -o "$work/book.txt"
grep -v '^-e' "$work/book.txt" > "$work/pins.txt"
echo '.[book,dev]' | compile - -c "$work/pins.txt" -o "$work/dev.txt"
grep -v '^\.' "$work/dev.txt" > "$work/devpins.txt"
echo '.[book,dev,bench]' | compile - -c "$work/devpins.txt" -o "$work/bench.txt"

{ echo "# Made by tests/make_locks.sh from pyproject.toml: what building the book and running the notebooks needs."
  cat "$work/book.txt"; } > requirements.txt
{ echo "# Made by tests/make_locks.sh from pyproject.toml: tests, linters and benchmarks, on top of the book."
  echo "-r requirements.txt"
  grep -vxF -f "$work/pins.txt" "$work/dev.txt" | grep -v '^\.'; } > requirements-dev.txt
{ echo "# Made by tests/make_locks.sh from pyproject.toml: what make bench compares the quiz and the pooling with."
  echo "-r requirements-dev.txt"
  grep -vxF -f "$work/devpins.txt" "$work/bench.txt" | grep -v '^\.'; } > requirements-bench.txt

deno install --quiet
(cd tests && deno install --quiet)
