#!/bin/sh
# Makes a folder that runs in production from what `yarn build:backend` built.
#
#   deploy/install.sh <folder>
#   cd <folder> && NODE_ENV=production node packages/backend --config app-config.production.yaml
#
# The Dockerfile calls it, and so does the production test. It needs Node, a C++ compiler, Python 3 and a package
# registry; what runs in the folder afterwards needs Node alone.
set -eu

root=$(cd "$(dirname "$0")/.." && pwd)
mkdir -p "$1"
target=$(cd "$1" && pwd)
archives=$root/packages/backend/dist

for archive in skeleton bundle; do
  if [ ! -f "$archives/$archive.tar.gz" ]; then
    echo "$archives/$archive.tar.gz is missing: run 'yarn build:backend' first." >&2
    exit 1
  fi
done

# The skeleton has what decides about packages, so that an image's layer of them outlives a change of code.
tar -xzf "$archives/skeleton.tar.gz" -C "$target"
mkdir -p "$target/.yarn"
cp -R "$root/.yarn/releases" "$target/.yarn/"
cp "$root/.yarnrc.yml" "$root/package.json" "$root/yarn.lock" "$root/backstage.json" "$target/"
(cd "$target" && node .yarn/releases/yarn-*.cjs workspaces focus --all --production)

tar -xzf "$archives/bundle.tar.gz" -C "$target"
cp "$root"/app-config.production.yaml "$root"/deploy/app-config.*.yaml "$root/deploy/checkHealth.mjs" "$target/"
