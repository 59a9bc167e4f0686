#!/bin/sh
# Lays out a slim Debian root file system in $1, from the mirror that the host's own apt uses. Needs root and debootstrap.
# Writes to $1 only; the caller packs it and removes it. Env: MIRROR overrides the mirror, CA_DIRECTORY holds extra CA certificates.
set -eu
ROOT=$1
MIRROR=${MIRROR:-}
if [ -z "$MIRROR" ] && command -v apt-get >/dev/null 2>&1; then
  MIRROR=$(apt-get indextargets --format '$(REPO_URI) $(CODENAME) $(RELEASE)' 2>/dev/null | awk '$2=="bookworm" && $3=="bookworm"{print $1; exit}')
fi
MIRROR=${MIRROR:-http://deb.debian.org/debian}
case "$MIRROR" in *://*@*) echo "the apt mirror's address holds credentials: set MIRROR to one without" >&2; exit 1 ;; esac

# A mirror behind TLS with an own certificate authority cannot be verified before the certificates are in place.
debootstrap --variant=minbase --include=ca-certificates bookworm "$ROOT" "$MIRROR"

printf 'deb %s bookworm main\n' "$MIRROR" > "$ROOT/etc/apt/sources.list"
# The host's own sources carry updates and security as well; never a file with credentials in it.
holds_credentials() { grep -Eqi '://[^/ ]*@|password|login|token|Acquire::[^ ]*::Proxy-Auth' "$1"; }
for file in /etc/apt/sources.list.d/debian.sources /etc/apt/sources.list; do
  if [ -s "$file" ] && grep -q bookworm "$file" && ! holds_credentials "$file"; then
    : > "$ROOT/etc/apt/sources.list"
    cp "$file" "$ROOT$file"
  fi
done
# Local settings (time checks, proxies) are by convention in 99*: what apt needs here it needs in a build as well.
for file in /etc/apt/apt.conf.d/99*; do
  if [ -f "$file" ] && ! holds_credentials "$file"; then cp "$file" "$ROOT/etc/apt/apt.conf.d/"; fi
done
mkdir -p "$ROOT/usr/local/share/ca-certificates"
for file in "${CA_DIRECTORY:-/usr/local/share/ca-certificates}"/*.crt; do
  if [ -f "$file" ]; then cp "$file" "$ROOT/usr/local/share/ca-certificates/"; fi
done
chroot "$ROOT" update-ca-certificates >/dev/null 2>&1

# As the official base images do: no services started by postinst, no package cache, no docs.
printf '#!/bin/sh\nexit 101\n' > "$ROOT/usr/sbin/policy-rc.d"
chmod 755 "$ROOT/usr/sbin/policy-rc.d"
cat > "$ROOT/etc/dpkg/dpkg.cfg.d/docker" <<'DPKG'
path-exclude /usr/share/doc/*
path-exclude /usr/share/man/*
path-exclude /usr/share/locale/*
path-include /usr/share/doc/*/copyright
DPKG
# Without the empty pkgcache names apt leaves 74 MB of caches in every image.
cat > "$ROOT/etc/apt/apt.conf.d/90docker" <<'APT'
APT::Install-Recommends "false";
APT::Install-Suggests "false";
Acquire::Languages "none";
Acquire::Retries "3";
Dir::Cache::pkgcache "";
Dir::Cache::srcpkgcache "";
DPkg::Post-Invoke { "rm -f /var/cache/apt/archives/*.deb || true"; };
APT
rm -rf "$ROOT"/var/cache/apt/archives/*.deb "$ROOT"/var/cache/apt/*.bin "$ROOT"/var/lib/apt/lists/* "$ROOT"/var/log/*.log "$ROOT"/var/log/apt \
  "$ROOT"/usr/share/doc/* "$ROOT"/usr/share/man/* "$ROOT"/usr/share/locale/*
# postinst scripts (update-alternatives of the JRE) fail without these folders
mkdir -p "$ROOT/var/lib/apt/lists/partial" "$ROOT/usr/share/man/man1" "$ROOT/usr/share/man/man7"
