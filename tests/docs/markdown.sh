#!/bin/sh
# markdownlint over README, CHANGELOG and docs; its rules are in .markdownlint-cli2.jsonc.
set -eu
cd "$FTENV_SOURCE_DIR"
if ! command -v npx >/dev/null 2>&1; then
  echo "skipped: npx is not on PATH (it comes with Node.js)"
  exit 77
fi
said=$(npx --yes markdownlint-cli2@0.22.1 2>&1) && status=0 || status=$?
echo "$said"
case $said in
  *'Linting: 0 file'*) echo "no page was looked at" && exit 1 ;;
  *'Summary: '*) exit "$status" ;;
  *) echo "skipped: npx can't fetch markdownlint-cli2 here" && exit 77 ;;
esac
