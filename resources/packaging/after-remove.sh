#!/bin/sh
set -e
# deb says `upgrade`, rpm says 1 when the next version is being put in this one's place.
case "${1:-}" in upgrade | failed-upgrade | abort-* | 1) exit 0 ;; esac

rm -f '/usr/bin/${executable}'
if [ -f '/etc/apparmor.d/${executable}' ]; then
  if ! ischroot 2>/dev/null; then apparmor_parser --remove '/etc/apparmor.d/${executable}' || true; fi
  rm -f '/etc/apparmor.d/${executable}'
fi
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
