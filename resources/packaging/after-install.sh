#!/bin/sh
set -e
app='/opt/${sanitizedProductName}'

ln -sf "$app/${executable}" '/usr/bin/${executable}'

# Chromium's sandbox needs user namespaces that an ordinary user may make; where those are off, its helper becomes setuid root.
# Asked as nobody: root may always make them.
if command -v setpriv >/dev/null 2>&1 && setpriv --reuid=65534 --regid=65534 --clear-groups unshare --user true >/dev/null 2>&1; then
  chmod 0755 "$app/chrome-sandbox"
else
  chown root:root "$app/chrome-sandbox"
  chmod 4755 "$app/chrome-sandbox"
fi

# Ubuntu 24.04 and later let only programs with a profile make user namespaces.
if command -v apparmor_status >/dev/null 2>&1 && apparmor_status --enabled >/dev/null 2>&1; then
  if apparmor_parser --skip-kernel-load --debug "$app/resources/apparmor-profile" >/dev/null 2>&1; then
    cp -f "$app/resources/apparmor-profile" '/etc/apparmor.d/${executable}'
    if ! ischroot 2>/dev/null; then
      apparmor_parser --replace --write-cache --skip-read-cache '/etc/apparmor.d/${executable}'
    fi
  fi
fi

# Menus and links learn of the app at once; a system without these tools has nothing to be told.
if command -v update-desktop-database >/dev/null 2>&1; then update-desktop-database -q /usr/share/applications || true; fi
if command -v gtk-update-icon-cache >/dev/null 2>&1; then gtk-update-icon-cache -q -t -f /usr/share/icons/hicolor || true; fi
