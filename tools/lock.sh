#!/bin/sh
# Resolve anew and write the locks: versions and hashes, no address of any index.
# The environment of every platform is covered by markers; pip and uv both install from them.
set -eu
cd "$(dirname "$0")/.."
UV="${UV:-uv}"
"$UV" lock --quiet
out() { # out FILE OPTION…
    file="$1"
    shift
    "$UV" export --frozen --quiet --no-emit-project --no-header --no-annotate --format requirements-txt "$@" -o "$file" > /dev/null
}
out requirements.lock --no-default-groups
out requirements-postgres.lock --no-default-groups --extra postgres
out requirements-ocr.lock --no-default-groups --extra ocr
out requirements-cluster.lock --no-default-groups --extra cluster
out requirements-dev.lock --no-default-groups --group dev --extra postgres --extra cluster
out requirements-uv.lock --only-group installer
out requirements-node.lock --only-group node
