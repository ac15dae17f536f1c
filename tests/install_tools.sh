#!/usr/bin/env bash
# What the tests need beside Python packages: Debian's Chromium and Firefox, and the npm packages of tests/deno.json;
# with the argument "full" also R with metafor. Says nothing when all is there.
set -euo pipefail
cd "$(dirname "$0")"

have_any() { local name; for name in "$@"; do command -v "$name" >/dev/null && return 0; done; return 1; }

missing=()
have_any chromium chromium-browser || missing+=(chromium)
have_any firefox-esr || missing+=(firefox-esr)
if [[ ${1:-} == full ]]; then
  { have_any Rscript && Rscript -e 'library(metafor)' >/dev/null 2>&1; } || missing+=(r-base-core r-cran-metafor)
fi
if ((${#missing[@]})); then
  if [[ $(id -u) == 0 ]] && command -v apt-get >/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
  else
    echo "The site's tests need ${missing[*]}. Run: sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
    exit 1
  fi
fi

# Once for each state of the lock file, as book/bookbuild/deno.py does for the book.
wanted=$(sha256sum deno.lock | cut -d' ' -f1)
stamp=node_modules/.fetched
if [[ ! -f $stamp || $(<"$stamp") != "$wanted" ]]; then
  if ! command -v deno >/dev/null; then
    echo "The site's tests need deno, which requirements.txt brings. Run: make .venv/dev" >&2
    exit 1
  fi
  deno install --frozen --quiet
  printf %s "$wanted" >"$stamp"
fi
