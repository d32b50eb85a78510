#!/bin/sh
# The rules of the pages' tests themselves, then what needs no run: links, anchors, the two quickstarts.
set -eu
export PYTHONDONTWRITEBYTECODE=1
cd "$FTENV_SOURCE_DIR/tests/docs"
python3 -m unittest -q rules_test 2>&1
python3 links.py "$FTENV_SOURCE_DIR"
