/**
 * Run as `sh -c SCRIPT NAME MARK [COMMAND…]`; NAME is what the shell's own complaints begin with. Announces under which number the shell knows itself, which the engine does not tell (it knows the
 * host's number), then becomes the program. Only what every sh has built in is used.
 */
export const startScript = String.raw`printf '\001%s:%s\002' "$1" "$$"
shift
if [ $# -gt 0 ]; then exec "$@"; fi
if command -v bash >/dev/null 2>&1; then exec bash; fi
exec /bin/sh`;

/**
 * Run as `sh -c SCRIPT SIGNAL LEADER…`. Signals every process of the sessions (background jobs are in them, too) and prints each one's
 * session. Zombies do not count: they wait for their parent only.
 */
export const signalScript = String.raw`signal=$0 leaders=" $* "
for stat in /proc/[0-9]*/stat; do
  { read -r line < "$stat"; } 2>/dev/null || continue
  pid=${'$'}{stat#/proc/}
  pid=${'$'}{pid%/stat}
  set -- ${'$'}{line##*) }
  case "$leaders" in *" $4 "*) ;; *) continue ;; esac
  if [ "$1" = Z ]; then continue; fi
  echo "$4"
  kill -s "$signal" "$pid" 2>/dev/null
  kill -s CONT "$pid" 2>/dev/null
done
exit 0`;
