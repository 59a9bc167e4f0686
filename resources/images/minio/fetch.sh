#!/bin/sh
# Builds the real server from its Go module: about 5 minutes on 2 cores, seconds with a warm Go build cache; the binary is kept in $CACHE.
# The module proxy serves only the pseudo-version that "latest" names; release tags (RELEASE.*) are no module versions.
set -eu
V=v0.0.0-20260212201848-7aac2a2c5b7c
KEPT=$CACHE/minio-$V-$ARCH
if [ ! -s "$KEPT" ]; then
  echo "downloading the Go module github.com/minio/minio $V"
  # Outside of any module, so that no go.mod of a parent folder counts.
  (cd / && go mod download -json "github.com/minio/minio@$V") > module.json
  D=$(sed -n 's/.*"Dir": "\(.*\)",*/\1/p' module.json)
  cp -r "$D" source
  chmod -R u+w source
  stamp=$(echo "$V" | sed -E 's/.*-([0-9]{4})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})([0-9]{2})-.*/\1-\2-\3T\4:\5:\6Z/')
  k=github.com/minio/minio/cmd
  c=${V##*-}
  echo "compiling MinIO for linux/$ARCH (about 5 minutes when the Go build cache is cold)"
  (cd source && CGO_ENABLED=0 GOOS=linux GOARCH=$ARCH go build -tags kqueue -trimpath \
    -ldflags "-s -w -X $k.Version=$stamp -X $k.ReleaseTag=RELEASE.$(echo "$stamp" | tr : -) -X $k.CommitID=$c -X $k.ShortCommitID=$c" -o ../minio.new .)
  # Renamed in one step: a killed build leaves no half binary in the cache.
  cp minio.new "$KEPT.$$"
  mv "$KEPT.$$" "$KEPT"
  rm -rf source module.json minio.new
fi
cp "$KEPT" minio
chmod 755 minio
